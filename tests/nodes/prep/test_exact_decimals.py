"""Exact decimals stay exact in what is computed of them, against Python's fractions."""

from __future__ import annotations

import itertools
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.core.errors import DataError
from knode.core.registry import REGISTRY
from knode.core.spec import TableSpec
from knode_nodes.prep._rounding import DECIMAL
from tests.dtypes import arrow

KINDS = [
    pa.decimal32(9, 2),
    pa.decimal64(18, 0),
    pa.decimal128(12, 4),
    pa.decimal128(38, 10),
    pa.decimal256(60, 3),
    pa.decimal128(5, -2),
]
ROWS = 40
QUANTILE = "0.3"


def exact(values: Iterable[Any], kind: Any) -> pd.Series:
    return arrow(kind, [None if value is None else Decimal(value) for value in values])


def drawn(kind: Any, seed: int, *, digits: int | None = None) -> pd.Series:
    """Decimals with gaps, of any number of digits that leaves room for the sums of all."""
    draw = random.Random(seed)
    most = digits or kind.precision - 2
    numbers = [draw.randrange(-(10 ** draw.randint(1, most)), 10**most) for _ in range(ROWS)]
    return exact([None if draw.random() < 0.2 else Decimal(one).scaleb(-kind.scale) for one in numbers], kind)


def values(column: pd.Series) -> list[Fraction | None]:
    return [None if value is None else Fraction(value) for value in column.array._pa_array.to_pylist()]


def made(node: str, settings: dict[str, Any], table: pd.DataFrame) -> pd.DataFrame:
    """What a node gives, in the types that it told before; the same of a table without rows."""
    one = REGISTRY.find(f"prep.{node}").from_settings(settings)
    found = one.run(table=table)  # type: ignore[attr-defined]
    told = one.spec({"table": TableSpec.of(table)})["table"]
    empty = one.run(table=table.iloc[:0])  # type: ignore[attr-defined]
    assert [column.dtype for column in told.columns] == [*map(str, found.dtypes)] == [*map(str, empty.dtypes)]
    return found


def quantile(here: Sequence[Fraction], share: Fraction = Fraction(1, 2)) -> Fraction:
    ordered, place = sorted(here), share * (len(here) - 1)
    low = ordered[int(place)]
    return low + (ordered[min(int(place) + 1, len(here) - 1)] - low) * (place - int(place))


FIGURES: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "sum": lambda here: sum(here, Fraction(0)),
    "mean": statistics.mean,
    "median": quantile,
    "min": min,
    "max": max,
    "range": lambda here: max(here) - min(here),
    "quantile": lambda here: quantile(here, Fraction(QUANTILE)),
}


def check(found: pd.Series, wanted: Sequence[Fraction | None], what: str) -> None:
    """Each is the fraction, rounded half away from zero to the digits of the column."""
    assert str(found.dtype).startswith("decimal"), what
    unit = Fraction(10) ** -found.dtype.pyarrow_dtype.scale  # type: ignore[union-attr]
    for one, other in zip(values(found), wanted, strict=True):
        assert (one is None) == (other is None), what
        if one is not None and other is not None:
            assert one == int(abs(other) / unit + Fraction(1, 2)) * unit * (1 if other >= 0 else -1), what


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_figures_of_groups_are_exact(kind: Any) -> None:
    column = drawn(kind, 1)
    groups = [row % 7 for row in range(ROWS)]
    column[[row for row in range(ROWS) if groups[row] == 3]] = None
    table = pd.DataFrame({"g": groups, "x": column})
    tasks = [
        {
            "columns": ["x"],
            "method": name,
            "name": name,
            **({"quantile": float(QUANTILE)} if name == "quantile" else {}),
        }
        for name in FIGURES
    ]
    found = made("GroupBy", {"keys": ["g"], "aggregations": tasks}, table)
    wide = made(
        "Pivot", {"keys": ["g"], "column": "t", "aggregations": tasks, "values": ["a"]}, table.assign(t="a")
    ).filter(like="a_")
    calculations = [{"columns": ["x"], "method": name, "window": "group", "name": name} for name in list(FIGURES)[:5]]
    windows = made("WindowAggregate", {"groups": ["g"], "calculations": calculations}, table)
    for name, figure in FIGURES.items():
        here = {
            g: [one for one, own in zip(values(column), groups, strict=True) if own == g and one is not None]
            for g in range(7)
        }
        wanted = {g: figure(held) if held else Fraction(0) if name == "sum" else None for g, held in here.items()}
        check(found[name], list(wanted.values()), name)
        check(wide[f"a_{name}"], list(wanted.values()), name)
        if name in windows:
            check(windows[name], [wanted[g] if here[g] else None for g in groups], name)


WINDOWS: dict[str, tuple[dict[str, Any], Callable[[int, int], range]]] = {
    "moving": ({"size": 3}, lambda row, rows: range(max(row - 2, 0), row + 1)),
    "centred": ({"size": 3, "centred": True}, lambda row, rows: range(max(row - 1, 0), min(row + 2, rows))),
    "span": ({"span": "4 days"}, lambda row, rows: range(max(row - 3, 0), row + 1)),
    "cumulative": ({"window": "cumulative"}, lambda row, rows: range(row + 1)),
    "remaining": ({"window": "remaining"}, lambda row, rows: range(row, rows)),
}


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("window", WINDOWS)
def test_windows_are_exact(kind: Any, window: str) -> None:
    given, rows_of = WINDOWS[window]
    column, half = drawn(kind, 2), ROWS // 2
    table = pd.DataFrame({"g": [0, 1] * half, "day": pd.date_range("2026-01-01", periods=half).repeat(2), "x": column})
    methods = ["sum", "mean", "median", "min", "max"]
    calculations = [{"columns": ["x"], "method": name, "min_rows": 2, "name": name, **given} for name in methods]
    node = {"groups": ["g"], "by": ["day"], "calculations": calculations}
    shuffled = table.sample(frac=1, random_state=3)
    found = made("WindowAggregate", node, shuffled).loc[table.index]
    for name in methods:
        wanted: list[Fraction | None] = []
        for row in range(ROWS):
            held = values(column)[row % 2 :: 2]
            here = [held[place] for place in rows_of(row // 2, half)]
            there = [one for one in here if one is not None]
            wanted.append(FIGURES[name](there) if len(there) > 1 else None)
        check(found[name], wanted, f"{window} {name}")


def test_differences_are_exact() -> None:
    column = drawn(pa.decimal128(38, 10), 4, digits=37)
    found = made(
        "WindowAggregate", {"calculations": [{"columns": ["x"], "method": "difference"}]}, pd.DataFrame({"x": column})
    )
    held = [None, *values(column)]
    check(
        found["x_difference"],
        [None if None in pair else pair[1] - pair[0] for pair in itertools.pairwise(held)],  # type: ignore[operator]
        "difference",
    )


@pytest.mark.parametrize("kind", KINDS[:5], ids=str)
def test_rows_are_exact_also_beside_whole_numbers(kind: Any) -> None:
    whole = pd.Series([2**62 + row if row % 3 else None for row in range(ROWS)], dtype="Int64")
    table = pd.DataFrame(
        {"x": drawn(kind, 5, digits=6), "y": exact([1, *[None] * (ROWS - 1)], pa.decimal128(9, 3)), "i": whole}
    )
    table.loc[1, ["x", "y", "i"]] = None
    figures = {name: figure for name, figure in FIGURES.items() if name != "quantile"}
    tasks = [{"method": name} for name in (*figures, "product", "column of max", "column of min")]
    found = made("ColumnAggregator", {"columns": ["x", "y", "i"], "aggregations": tasks, "keep": False}, table)
    numbers = [None if pd.isna(one) else Fraction(int(one)) for one in table["i"]]
    rows = list(zip(values(table["x"]), values(table["y"]), numbers, strict=True))
    present = [[one for one in row if one is not None] for row in rows]
    for name, figure in figures.items():
        check(found[name], [figure(here) if here else Fraction(0) if name == "sum" else None for here in present], name)
    products = [None if not here else here[0] * (here[1:] or [1])[0] * (here[2:] or [1])[0] for here in present]
    check(found["product"], products, "product")  # type: ignore[arg-type]
    for name, best in (("column_of_max", max), ("column_of_min", min)):
        assert [None if pd.isna(one) else one for one in found[name]] == [
            "xyi"[row.index(best(here))] if here else None for row, here in zip(rows, present, strict=True)
        ]


def test_the_column_of_the_largest_whole_number_is_found_where_floats_are_alike() -> None:
    table = pd.DataFrame({"a": [2**53, 2**53 + 1], "b": [2**53 + 1, 2**53]})
    found = made(
        "ColumnAggregator", {"aggregations": [{"method": "column of max"}, {"method": "column of min"}]}, table
    )
    assert found["column_of_max"].tolist() == ["b", "a"]
    assert found["column_of_min"].tolist() == ["a", "b"]


@pytest.mark.parametrize("dtype", ["int64", "Int64", pd.ArrowDtype(pa.int64()), "uint64"], ids=str)
def test_means_and_medians_of_huge_whole_numbers_are_rounded_once(dtype: Any) -> None:
    shift = 2**62 if dtype == "uint64" else 0
    numbers = [one + shift for one in (2**60 + 1, 2**60 + 3, -(2**60), 2 - 2**60, 2**53 + 1, 7)]
    groups = [0, 0, 0, 0, 1, 2]
    table = pd.DataFrame(
        {"g": groups, "x": pd.Series(numbers, dtype=dtype), "y": pd.Series(numbers[::-1], dtype=dtype)}
    )
    tasks = [{"columns": ["x"], "method": name, "name": name} for name in ("mean", "median")]
    found = made("GroupBy", {"keys": ["g"], "aggregations": tasks}, table)
    rows = made(
        "ColumnAggregator", {"columns": ["x", "y"], "aggregations": [{"method": "mean"}, {"method": "median"}]}, table
    )
    for name, figure in (("mean", statistics.mean), ("median", quantile)):
        for group in range(3):
            here = [Fraction(one) for one, own in zip(numbers, groups, strict=True) if own == group]
            assert found[name][group] == float(figure(here))
        pairs = zip(numbers, numbers[::-1], strict=True)
        assert rows[name].tolist() == [float(figure([*map(Fraction, pair)])) for pair in pairs]


def test_sums_are_those_of_duckdb() -> None:
    table = pd.DataFrame(
        {"g": [1, 1, 2, 2], "x": exact(["0.1", "0.2", "1234567890123456.7891", "0.0001"], pa.decimal128(20, 4))}
    )
    found = made(
        "GroupBy", {"keys": ["g"], "aggregations": [{"columns": ["x"], "name": "sum"}], "count_rows": False}, table
    )
    given = pa.Table.from_pandas(table)  # noqa: F841
    sql = duckdb.sql("select g, sum(x) as sum from given group by g order by g").to_arrow_table()
    assert pa.Table.from_pandas(found, preserve_index=False).to_pylist() == sql.to_pylist()
    assert found["sum"].dtype.pyarrow_dtype == sql.schema.field("sum").type  # type: ignore[union-attr]


def test_a_figure_of_too_many_digits_is_told() -> None:
    table = pd.DataFrame(
        {"x": exact(["9" * 38] * 3, pa.decimal128(38, 0)), "y": exact(["9" * 38] * 3, pa.decimal128(38, 0))}
    )
    for node, settings in (
        ("GroupBy", {"aggregations": {"x": "sum"}}),
        ("WindowAggregate", {"calculations": [{"columns": ["x"], "method": "sum"}]}),
        ("ColumnAggregator", {"columns": ["x", "y"]}),
        ("RoundNumbers", {"columns": ["x"], "digits": -3}),
    ):
        with pytest.raises(DataError, match='of "x".* has too many digits, more than the 38'):
            made(node, settings, table)


ROUNDED: list[dict[str, Any]] = [
    *({"to": "decimals", "digits": digits} for digits in (-3, 0, 1, 2)),
    *({"to": "significant digits", "digits": digits} for digits in (1, 3, 9)),
    *({"to": "multiple", "multiple": multiple} for multiple in (0.05, 0.125, 25.0)),
]


@pytest.mark.parametrize("kind", [*KINDS[:5], pa.decimal128(3, 2)], ids=str)
@pytest.mark.parametrize("method", DECIMAL)
def test_decimals_are_rounded_as_python_does(kind: Any, method: str) -> None:
    halves = exact([*(Decimal(one).scaleb(-kind.scale) for one in (5, -5, 15, 25, -25, 50, 150, 999)), None], kind)
    table = pd.DataFrame(
        {"x": pd.concat([halves, drawn(kind, 6, digits=max(kind.precision - 8, 2))], ignore_index=True)}
    )
    for settings in ROUNDED:
        found = made("RoundNumbers", {"columns": ["x"], "method": method, **settings}, table)["x"]
        for value, one in zip(values(table["x"]), values(found), strict=True):
            if value is None:
                assert one is None
            else:
                assert one == _rounded(value, settings, method), (value, settings)


def _rounded(value: Fraction, settings: dict[str, Any], method: str) -> Fraction:
    with localcontext(Context(prec=200)):
        written = Decimal(value.numerator) / Decimal(value.denominator)
        if settings["to"] == "significant digits":
            return Fraction(Context(prec=settings["digits"], rounding=DECIMAL[method]).plus(written))
        unit = (
            Decimal(str(settings["multiple"])) if settings["to"] == "multiple" else Decimal(10) ** -settings["digits"]
        )
        return Fraction((written / unit).to_integral_value(DECIMAL[method]) * unit)


def test_rounding_to_more_digits_than_there_are_changes_nothing() -> None:
    table = pd.DataFrame({"x": exact(["9" * 36 + ".12"], pa.decimal128(38, 2))})
    for settings in ({"digits": 5}, {"to": "multiple", "multiple": 1e-300}):
        assert made("RoundNumbers", {"columns": ["x"], **settings}, table).equals(table)
    with pytest.raises(DataError, match='"x" holds exact decimals, which have at most 76 digits'):
        made("RoundNumbers", {"columns": ["x"], "to": "multiple", "multiple": 3e-300}, table)


def test_rounded_decimals_have_the_digits_that_they_show() -> None:
    table = pd.DataFrame({"x": exact(["9.996", "0.004"], pa.decimal128(4, 3))})
    found = made("RoundNumbers", {"columns": ["x"], "digits": 2}, table)["x"]
    assert str(found.dtype) == "decimal128(4, 2)[pyarrow]"
    assert [*map(str, found)] == ["10.00", "0.00"]
    assert np.array_equal(found.isna(), [False, False])


@pytest.mark.parametrize(
    ("node", "settings"),
    [
        ("Pca", {"missing": "mean", "keep": True}),
        ("Pca", {"missing": "mean"}),
        ("Binner", {}),
        ("Binner", {"method": "equal frequency", "bins": 3, "keep": True}),
        ("Normalizer", {}),
    ],
)
def test_decimals_are_bins_components_and_scales_as_their_floats_are(node: str, settings: dict[str, Any]) -> None:
    table = pd.DataFrame({"d": drawn(pa.decimal128(12, 2), 8, digits=6), "x": np.arange(ROWS) * 1.5})
    plain = table.assign(d=table["d"].astype("float64"))
    one = REGISTRY.find(f"prep.{node}").from_settings(settings)
    found, model, *_ = one.run(table=table)  # type: ignore[attr-defined]
    wanted, *_ = one.run(table=plain)  # type: ignore[attr-defined]
    made = [name for name in wanted.columns if name not in table or not settings.get("keep")]
    pd.testing.assert_frame_equal(found[made], wanted[made])
    pd.testing.assert_frame_equal(model.apply(table.iloc[5:8]), found.iloc[5:8])
    told = one.spec({"table": TableSpec.of(table)})["table"]
    assert [column.dtype for column in told.columns] == [*map(str, found.dtypes)]
