"""Values that floats, clocks and pandas' short cuts would mix up, against answers worked out one value at a time."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.core.check import QuietContext
from knode.core.errors import DataError
from knode.core.registry import REGISTRY
from knode.core.spec import TableSpec
from tests.dtypes import arrow

ZURICH = ZoneInfo("Europe/Zurich")
# Half past two of one night comes twice, an hour of another never.
INSTANTS = pd.to_datetime(
    ["2026-10-25 00:30", "2026-10-25 01:30", None, "2026-03-29 00:59", "2026-03-29 01:00", "2026-10-25 00:30"], utc=True
)
HUGE = [2**63 - 1, 2**63 - 2, None, -(2**63), 2**53 + 1, 2**53]
LONG = [
    None if text is None else Decimal(text)
    for text in ("1.1", "1.1000000001", None, f"-{10**19}.1234567891", f"-{10**19}.1234567892", "1.1")
]
DAYS = [
    datetime.date(2020, 1, 2),
    datetime.date(1, 1, 1),
    None,
    datetime.date(9999, 12, 31),
    *[datetime.date(2020, 1, 1)] * 2,
]
COLUMNS: dict[str, pd.Series] = {
    "huge": pd.Series(HUGE, dtype="Int64"),
    "huge of Arrow": arrow(pa.int64(), HUGE),
    "unsigned": pd.Series([2**64 - 1, 2**64 - 2, 0, 2**63, 2**53 + 1, 2**53], dtype="uint64"),
    "decimals": arrow(pa.decimal128(38, 10), LONG),
    "zoned": pd.Series(INSTANTS.tz_convert("Europe/Zurich")),
    "zoned of Arrow": arrow(
        pa.timestamp("us", tz="Europe/Zurich"), [None if pd.isna(one) else one.to_pydatetime() for one in INSTANTS]
    ),
    "days of Arrow": arrow(pa.date32(), DAYS),
    "durations": pd.Series(pd.to_timedelta([3, 1, None, -5, 2, 1], unit="us")),
    "months": pd.Series(pd.PeriodIndex(["2020-03", "2020-01", None, "1969-01", "2020-02", "2020-02"], freq="M")),
    "ordered": pd.Series(pd.Categorical(["b", "a", None, "c", "b", "a"], categories=list("zcbay"), ordered=True)),
    "decimal objects": pd.Series(
        [*map(Decimal, ("1.1", "1.0")), None, *map(Decimal, ("-3", "1.1", "2"))], dtype=object
    ),
    "times of Arrow": arrow(
        pa.time64("us"), [datetime.time(2), datetime.time(1), None, *map(datetime.time, (0, 3, 1))]
    ),
}
ROWS = range(6)


def plain(column: pd.Series) -> list[Any]:
    """Python's own values; moments with a zone in UTC, where no clock shows two of them alike."""
    held = column.array._pa_array.to_pylist() if str(column.dtype).endswith("[pyarrow]") else column.astype(object)
    return [
        None if missing else value.astimezone(datetime.UTC) if getattr(value, "tzinfo", None) else value
        for value, missing in zip(held, column.isna(), strict=True)
    ]


def place_of(name: str) -> Callable[[Any], Any]:
    return "zcbay".index if name == "ordered" else lambda value: value


def made(node: str, settings: dict[str, Any], *tables: pd.DataFrame) -> pd.DataFrame:
    """The first table that a node gives, which its spec told."""
    one = REGISTRY.find(f"prep.{node}").from_settings(settings)
    ports = one.ports()
    named = [port for port in ports.inputs if port.kind == "table"]
    given: dict[str, Any] = {port.name: table for port, table in zip(named, tables, strict=False)}
    if named[0].multiple:
        given = {named[0].name: list(tables)}
    specs = {
        port: [TableSpec.of(table) for table in value] if isinstance(value, list) else TableSpec.of(value)
        for port, value in given.items()
    }
    context = {ports.context: QuietContext()} if ports.context else {}
    found = next(iter(one.outputs(one.run(**given, **context)).values()))  # type: ignore[attr-defined]
    told = next(iter(one.spec(specs).values()))
    if told is not None:
        assert told == TableSpec.of(found) or [column.dtype for column in told.columns] == list(map(str, found.dtypes))
    return found


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted_and_ranked_by_the_values_themselves(name: str) -> None:
    column, place = COLUMNS[name], place_of(name)
    values = plain(column)
    there = [row for row in ROWS if values[row] is not None]
    gaps = [row for row in ROWS if values[row] is None]
    for down in (False, True):
        table = pd.DataFrame({"x": column, "row": ROWS})
        found = made("Sorter", {"by": [{"column": "x", "descending": down}]}, table)
        assert found["row"].tolist() == sorted(there, key=lambda row: place(values[row]), reverse=down) + gaps
        assert found["x"].dtype == column.dtype
    ranks = made("Rank", {"by": ["x"], "method": "min", "name": "rank"}, pd.DataFrame({"x": column}))["rank"]
    assert [int(ranks[row]) for row in there] == [
        1 + sum(place(values[other]) < place(values[row]) for other in there) for row in there
    ]


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_of_one_value_are_put_together_and_no_others(name: str) -> None:
    column, values = COLUMNS[name], plain(COLUMNS[name])
    table = pd.DataFrame({"x": column, "row": ROWS, "weight": [2**row for row in ROWS]})
    sums = made("GroupBy", {"keys": ["x"], "aggregations": [{"columns": ["weight"], "name": "sum"}]}, table)
    wanted = {one: sum(2**row for row in ROWS if values[row] == one) for one in values}
    assert dict(zip(plain(sums["x"]), sums["sum"].tolist(), strict=True)) == wanted
    counts = made("ValueCounts", {"columns": ["x"]}, table[["x"]])
    assert dict(zip(plain(counts["x"]), counts["count"].tolist(), strict=True)) == {
        one: values.count(one) for one in values
    }
    firsts = [row for row in ROWS if values.index(values[row]) == row]
    assert made("DuplicateRows", {"columns": ["x"]}, table)["row"].tolist() == firsts
    alone = made("ValidateData", {"rules": [{"check": "unique", "columns": ["x"]}]}, table)["row"].tolist()
    assert alone == [row for row in ROWS if values[row] is None or values.count(values[row]) == 1]


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_find_their_partners_and_no_others(name: str) -> None:
    column, values = COLUMNS[name], plain(COLUMNS[name])
    turned = column.iloc[::-1].reset_index(drop=True)
    left, right = pd.DataFrame({"k": column, "l": ROWS}), pd.DataFrame({"k": turned, "r": ROWS})
    found = made("Joiner", {"left_keys": ["k"], "right_keys": ["k"], "how": "inner"}, left, right)
    pairs = {(one, other) for one in ROWS for other in ROWS if values[one] == values[5 - other]}
    assert set(zip(found["l"], found["r"], strict=True)) == pairs - ({(2, 3)} if values[2] is None else set())
    looked = made("LookUp", {"keys": ["k"], "repeated": "first"}, left[["k"]], left.dropna())["l"]
    assert [None if pd.isna(row) else int(row) for row in looked] == [
        None if one is None else values.index(one) for one in values
    ]
    moved = pd.DataFrame({"id": ROWS, "x": column}), pd.DataFrame({"id": ROWS, "x": column.take([1, 0, 2, 4, 3, 5])})
    moved[1]["x"] = column.take([1, 0, 2, 4, 3, 5]).array
    changed = made("CompareTables", {"keys": ["id"]}, *moved)
    assert set(changed["id"]) == {0, 1, 3, 4}


@pytest.mark.parametrize(
    ("name", "operator", "value", "rows"),
    [
        ("huge", "equal", 2**63 - 1, [0]),
        ("huge", "equal", 2**53, [5]),
        ("huge of Arrow", "greater", 2**63 - 2, [0]),
        ("unsigned", "less", 2**64 - 1, [1, 2, 3, 4, 5]),
        ("decimals", "equal", "1.1000000001", [1]),
        ("decimals", "greater", 1.1, [1]),
        ("decimal objects", "greater", 1, [0, 4, 5]),
        ("zoned", "equal", "2026-10-25 02:30:00+01:00", [1]),
        ("zoned", "greater", "2026-10-25 02:30:00+02:00", [1]),
        ("zoned of Arrow", "equal", "2026-10-25 02:30:00+01:00", [1]),
        ("zoned of Arrow", "less", "2026-03-29 02:00:00+01:00", [3]),
        ("days of Arrow", "greater", "2020-01-01", [0, 3]),
        ("months", "less", "2020-02", [1, 3]),
        ("ordered", "greater", "c", [0, 1, 4, 5]),
    ],
)
def test_a_condition_tells_values_apart(name: str, operator: str, value: Any, rows: list[int]) -> None:
    condition = {"column": "x", "operator": operator, "value": value}
    table = pd.DataFrame({"x": COLUMNS[name], "row": ROWS})
    assert made("RowFilter", {"conditions": [condition]}, table)["row"].tolist() == rows


@pytest.mark.parametrize("name", ["zoned", "zoned of Arrow"])
def test_clocks_of_a_zone_are_read_and_moved_over_the_change_of_the_hour(name: str) -> None:
    table = pd.DataFrame({"x": COLUMNS[name]})
    clocks = [None if pd.isna(one) else one.to_pydatetime().astimezone(ZURICH) for one in INSTANTS]
    hours = made("DateParts", {"columns": ["x"], "parts": ["hour"]}, table).iloc[:, -1]
    assert [None if pd.isna(one) else int(one) for one in hours] == [one and one.hour for one in clocks]
    texts = made("FormatDate", {"columns": ["x"], "format": "%H:%M %z"}, table)["x"]
    assert [None if pd.isna(one) else one for one in texts] == [one and one.strftime("%H:%M %z") for one in clocks]
    for unit in ("hours", "days"):
        moved = made("DateShift", {"columns": ["x"], "unit": unit, "amount": 1}, table)["x"]
        step = datetime.timedelta(**{unit: 1})
        instants = [one and one.astimezone(datetime.UTC) + step for one in clocks]
        nominal = [one and (one + step).astimezone(datetime.UTC) for one in clocks]
        assert plain(moved) == (instants if unit == "hours" else nominal)
    entry = {"find": "2026-10-25 02:30:00+01:00", "replacement": "2026-01-01"}
    exchanged = plain(made("ReplaceValues", {"columns": ["x"], "replacements": [entry]}, table)["x"])
    wanted = plain(table["x"])
    wanted[1] = datetime.datetime(2025, 12, 31, 23, tzinfo=datetime.UTC)
    assert exchanged == wanted


def test_decimals_of_several_scales_and_whole_numbers_stay_exact_together() -> None:
    short = arrow(pa.decimal128(9, 2), [Decimal("1.25"), Decimal("2.50")])
    long, whole = COLUMNS["decimals"], COLUMNS["huge"]
    for other in (short, whole):
        both = made("Concatenate", {}, pd.DataFrame({"x": long}), pd.DataFrame({"x": other}))["x"]
        assert str(both.dtype) == "decimal128(38, 10)[pyarrow]"
        assert plain(both) == plain(long) + plain(other)
    table = pd.DataFrame({"x": long, "y": whole})
    assert plain(made("Unpivot", {"columns": ["x", "y"]}, table)["value"])[:2] == [Decimal("1.1"), 2**63 - 1]
    assert plain(made("CoalesceColumns", {"columns": ["x", "y"], "name": "r"}, table)["r"]) == plain(long)
    entry = {"find": "1.1000000001", "replacement": "2"}
    exchanged = made("ReplaceValues", {"columns": ["x"], "replacements": [entry]}, table)["x"]
    assert plain(exchanged)[:2] == [Decimal("1.1"), Decimal(2)]
    assert exchanged.dtype == long.dtype


def test_keys_of_arrow_find_those_of_pandas_and_numbers_that_would_change_are_refused() -> None:
    left = pd.DataFrame({"k": COLUMNS["huge"], "l": ROWS})
    joined = made("Joiner", {"left_keys": ["k"], "right_keys": ["k"]}, left, left.assign(k=COLUMNS["huge of Arrow"]))
    assert joined["k"].tolist()[:2] == HUGE[:2]
    with pytest.raises(DataError, match='9223372036854775807 in "k" is too large to be exact'):
        made("Joiner", {"left_keys": ["k"], "right_keys": ["k"]}, left, left.assign(k=COLUMNS["unsigned"]))
    rows = pd.DataFrame({"k": COLUMNS["decimals"]}).dropna().sort_values("k")
    with pytest.raises(DataError, match='"k" holds decimals of more digits'):
        made("AsOfJoin", {"left_on": "k", "right_on": "k"}, rows, rows)


def test_a_range_of_more_digits_than_arrow_holds_is_told() -> None:
    wide = arrow(pa.decimal128(38, 0), [Decimal(sign + "9" * 38) for sign in "+-"])
    for column in (wide, COLUMNS["huge of Arrow"]):
        with pytest.raises(DataError, match='the range of "x" has too many digits'):
            made(
                "GroupBy",
                {"keys": ["g"], "aggregations": [{"columns": ["x"], "method": "range"}]},
                pd.DataFrame({"x": column, "g": 1}),
            )


def test_bytes_that_are_no_text_are_written_as_python_does() -> None:
    table = pd.DataFrame({"x": arrow(pa.binary(), [b"a", b"\xff"]), "y": ["b", "c"]})
    assert made("Unpivot", {"columns": ["x", "y"]}, table)["value"].tolist() == ["b'a'", "b", "b'\\xff'", "c"]


def test_numbers_among_objects_are_taken_before_and_in_a_run() -> None:
    table = pd.DataFrame({"x": pd.Series([1, None, 3], dtype=object)})
    condition = {"column": "x", "operator": "greater", "value": 2}
    assert made("RowFilter", {"conditions": [condition]}, table).index.tolist() == [2]
    assert np.array_equal(made("RowFilter", {"conditions": [condition]}, table.iloc[:0]).index, [])


def test_the_difference_of_huge_numbers_is_exact_and_so_is_a_tolerance() -> None:
    ids = [1, 2, 3, 4]
    for old, new in (
        (
            pd.Series([2**60, 2**60 + 1, 2**60, None], dtype="Int64"),
            pd.Series([2**60, 2**60 + 2, 2**60 + 3, 1], dtype="Int64"),
        ),
        (
            arrow(pa.decimal128(38, 0), [Decimal(10**37), Decimal(10**37), Decimal(10**37), None]),
            arrow(pa.decimal128(38, 0), [Decimal(10**37), Decimal(10**37 + 1), Decimal(10**37 + 3), Decimal(1)]),
        ),
    ):
        tables = [pd.DataFrame({"k": ids, "x": column}) for column in (old, new)]
        for tolerance, wanted in ((0.0, {2: 1.0, 3: 3.0}), (1.0, {3: 3.0})):
            node = REGISTRY.find("prep.CompareTables").from_settings({"keys": ["k"], "tolerance": tolerance})
            cells = node.outputs(node.run(*tables, QuietContext()))["cells"].dropna()  # type: ignore[attr-defined]
            assert dict(zip(cells["k"], cells["difference"], strict=True)) == wanted


def test_numbers_from_0_on_find_the_nearest_beyond_signed_ones() -> None:
    left = pd.DataFrame({"t": pd.Series([5, 2**63 + 1, 2**64 - 1], dtype="uint64")})
    right = pd.DataFrame({"t": pd.Series([4, 2**63, 2**63 + 2, 2**64 - 2], dtype="uint64"), "v": list("abcd")})
    found = made("AsOfJoin", {"left_on": "t", "right_on": "t"}, left, right)
    assert found["v"].tolist() == ["a", "b", "d"]
    signed = right.iloc[:1].assign(t=[4])
    assert made("AsOfJoin", {"left_on": "t", "right_on": "t"}, left.iloc[:1], signed)["v"].tolist() == ["a"]
    with pytest.raises(DataError, match="too large to be compared exactly with those of the other column"):
        made("AsOfJoin", {"left_on": "t", "right_on": "t"}, left, signed)


@pytest.mark.parametrize(("node", "settings"), [("Normalizer", {}), ("Outliers", {}), ("Binner", {"bins": 2})])
def test_numbers_so_large_that_floats_tell_little_of_them_are_refused(node: str, settings: dict[str, Any]) -> None:
    one = REGISTRY.find(f"prep.{node}").from_settings({"columns": ["x"], **settings})
    large = pd.DataFrame({"x": [2**60 + row for row in range(6)]})
    with pytest.raises(DataError, match='"x" holds numbers so large that near ones count as the same') as error:
        one.run(large)  # type: ignore[attr-defined]
    assert error.value.facts["row"] == 0
    # Nanoseconds of a day, and a column of one value.
    for numbers in ([1_790_000_000 * 10**9 + row * 10**13 for row in range(6)], [2**60] * 6):
        one.run(pd.DataFrame({"x": numbers}))  # type: ignore[attr-defined]


def test_long_decimals_of_which_floats_tell_little_are_not_scaled() -> None:
    one = REGISTRY.find("prep.Normalizer").from_settings({"columns": ["x"]})
    close = arrow(
        pa.decimal128(30, 4), [Decimal("1234567890123456789.1234"), None, Decimal("1234567890123456789.1239")]
    )
    with pytest.raises(DataError, match='"x" holds numbers so large .* 1234567890123456789.1234 in row 0'):
        one.run(pd.DataFrame({"x": close}))  # type: ignore[attr-defined]
    one.run(pd.DataFrame({"x": arrow(pa.decimal128(30, 4), [Decimal("0.1"), None, Decimal("12345678901234.5")])}))  # type: ignore[attr-defined]


@pytest.mark.parametrize("numbers", ["median", "mean"])
def test_a_huge_whole_number_is_filled_by_what_is_between_the_others(numbers: str) -> None:
    table = pd.DataFrame({"x": pd.array([2**60 + 1, None, 2**60 + 3, 2**60 + 5], dtype="Int64")})
    assert made("MissingValues", {"columns": ["x"], "numbers": numbers}, table)["x"].tolist()[1] == 2**60 + 3
