"""Missing Values fills exact decimals exactly, against Python's fractions."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import knode.deploy
from knode.api import DataError, TableSpec
from knode.core.workflow import Instance, Workflow
from knode.deploy.parity import prove
from knode.engine.engine import Engine
from knode.engine.inline import run_captured
from knode_nodes.prep.missing_values import MissingValues
from tests.dtypes import arrow, objects
from tests.nodes.prep.test_exact_decimals import KINDS, drawn, values

METHODS: dict[str, Callable[[list[Fraction]], Fraction]] = {
    "mean": statistics.mean,
    "median": statistics.median,
    "min": min,
    "max": max,
    "most_frequent": lambda here: min(here, key=lambda one: (-here.count(one), one)),
    "constant": lambda here: Fraction(0),
}
PRICES = arrow(pa.decimal128(12, 2), [None, Decimal("0.10"), None, None, Decimal("0.31"), None])


def filled(column: pd.Series, **settings: Any) -> pd.Series:
    """What the node makes of one column: without gaps, of its dtype, the same row by row by the model, and as it told."""
    table = pd.DataFrame({"x": column})
    node = MissingValues.from_settings(settings)
    made, model = node.run(table)
    told = node.spec({"table": TableSpec.of(table)})["table"]["x"]
    assert (told.dtype, told.nullable) == (str(made["x"].dtype), False) == (str(column.dtype), False)
    if settings.get("numbers") not in ("previous", "next", "interpolate"):
        for row in range(len(table)):
            pd.testing.assert_frame_equal(model.apply(table.iloc[[row]]), made.iloc[[row]])
    return made["x"]


def rounded(value: Fraction, kind: Any) -> Fraction:
    """To the last digit of a type, half away from zero."""
    unit = Fraction(10) ** -kind.scale
    return int(abs(value) / unit + Fraction(1, 2)) * unit * (1 if value >= 0 else -1)


@pytest.mark.parametrize("kind", KINDS, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_a_decimal_is_learnt_by_the_chosen_rule_without_a_float_between(kind: Any, method: str) -> None:
    column = drawn(kind, 5)
    column[7] = column[9] = column[3]
    there = [one for one in values(column) if one is not None]
    wanted = rounded(METHODS[method](there), kind)
    assert values(filled(column, numbers=method)) == [wanted if one is None else one for one in values(column)]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_decimals_are_filled_from_the_rows_before_and_after(kind: Any) -> None:
    column = drawn(kind, 6)
    held = values(column)
    known = [row for row, one in enumerate(held) if one is not None]
    median = rounded(statistics.median([held[row] for row in known]), kind)  # type: ignore[type-var]
    before = [max((row for row in known if row <= place), default=None) for place in range(len(held))]
    after = [min((row for row in known if row >= place), default=None) for place in range(len(held))]
    lines = []
    for place, (low, high) in enumerate(zip(before, after, strict=True)):
        low, high = (high if low is None else low), (low if high is None else high)
        share = Fraction(place - low, high - low) if low < place < high else Fraction(0)
        lines.append(rounded(held[low] + (held[high] - held[low]) * share, kind))
    assert values(filled(column, numbers="previous")) == [median if row is None else held[row] for row in before]
    assert values(filled(column, numbers="next")) == [median if row is None else held[row] for row in after]
    assert values(filled(column, numbers="interpolate")) == lines


def test_decimals_are_filled_from_the_nearest_rows() -> None:
    x = [1.0, 2.0, 3.0, 100.0, 1.1, 99.0]
    prices = arrow(pa.decimal128(8, 2), [Decimal("1.00"), Decimal("1.10"), None, Decimal("90"), Decimal("1.02"), None])
    table = pd.DataFrame({"x": x, "price": prices})
    made, model = MissingValues.from_settings({"numbers": "nearest rows", "nearest": 2}).run(table)
    assert made["price"].dtype == prices.dtype
    assert made["price"].tolist()[2] == Decimal("1.06")
    pd.testing.assert_frame_equal(model.apply(table.iloc[2:3]), made.iloc[2:3])


@pytest.mark.parametrize(
    ("value", "wanted"), [(3, "3.00"), (0.1, "0.10"), ("9999999999.99", "9999999999.99"), (-0.05, "-0.05")]
)
def test_a_fixed_decimal_is_taken_as_it_is_written(value: Any, wanted: str) -> None:
    assert filled(PRICES, values={"x": value}).tolist()[0] == Decimal(wanted)


@pytest.mark.parametrize("value", [0.001, 1e10, "dear", True, "NaN", "inf"])
def test_a_value_that_decimals_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(DataError, match=r'"x" should be a number of 12 digits at most, 2 of them behind the point'):
        filled(PRICES, values={"x": value})


def test_a_constant_is_rounded_to_the_digits_of_the_column() -> None:
    assert filled(PRICES, numbers="constant", number=0.125).tolist()[0] == Decimal("0.13")
    assert filled(PRICES, numbers="constant", number=-1e30).tolist()[0] == Decimal("-9999999999.99")


def test_kept_decimals_and_those_without_a_value_are_as_other_numbers() -> None:
    pd.testing.assert_series_equal(
        MissingValues.from_settings({"numbers": "keep"}).run(pd.DataFrame({"x": PRICES})).table["x"],
        PRICES,
        check_names=False,
    )
    with pytest.raises(DataError, match="no values at all"):
        filled(PRICES[[0, 2]])
    marked = MissingValues.from_settings({"indicators": True}).run(pd.DataFrame({"x": PRICES})).table
    assert marked["x_missing"].tolist() == PRICES.isna().tolist()


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (pd.Series([1.5, None]), ["1.50", "0.21"]),
        (pd.Series([7, None], dtype="Int64"), ["7.00", "0.21"]),
        (objects(Decimal("2.25"), None), ["2.25", "0.21"]),
        (objects(None, None), ["0.21", "0.21"]),
        (arrow(pa.decimal128(20, 4), [Decimal("1.2345"), None]), ["1.2345", "0.21"]),
        (pd.Series([10**18, None], dtype="Int64"), [str(10**18), "0.21"]),
        (arrow(pa.decimal128(6, 1), [None, Decimal("12345.5")]), ["0.21", "12345.50"]),
    ],
)
def test_new_rows_of_other_numbers_are_filled_and_lose_nothing(rows: pd.Series, wanted: list[str]) -> None:
    model = MissingValues().run(pd.DataFrame({"x": PRICES})).model
    made = model.apply(pd.DataFrame({"x": rows}))["x"]
    assert str(made.dtype).startswith("decimal")
    assert made.tolist() == [Decimal(one) for one in wanted]


def test_floats_that_the_decimals_cannot_hold_stay_floats() -> None:
    model = MissingValues().run(pd.DataFrame({"x": PRICES})).model
    assert model.apply(pd.DataFrame({"x": [1.2345, None, np.inf]}))["x"].tolist() == [1.2345, 0.21, np.inf]


def test_texts_are_no_decimals() -> None:
    model = MissingValues().run(pd.DataFrame({"x": PRICES})).model
    for rows in (["1.0", None], objects("1.0", None), objects(Decimal(1), "x")):
        with pytest.raises(DataError, match='"x" held values of type decimal in training|of type number in training'):
            model.apply(pd.DataFrame({"x": rows}))


def test_production_fills_decimals_as_training_did(tmp_path: Any) -> None:
    PRICES.to_frame("x").to_parquet(tmp_path / "prices.parquet")
    made = Workflow("prices")
    made.add(Instance("data", "io.ParquetReader", settings={"path": str(tmp_path / "prices.parquet")}))
    made.add(Instance("start", "deploy.CaptureStart"))
    made.add(Instance("fill", "prep.MissingValues"))
    made.add(Instance("end", "deploy.CaptureEnd"))
    made.link("data", "table", "start", "rows")
    made.link("start", "rows", "fill", "table")
    made.link("fill", "table", "end", "predictions")
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(made)
    result.raise_if_failed()
    assert prove(result["end"].workflow) == len(PRICES)
    for rows in (PRICES, objects(*(None if pd.isna(one) else float(one) for one in PRICES))):
        [given] = run_captured(result["end"].workflow, {"rows": pd.DataFrame({"x": rows})}).values()
        print(given["x"], given["x"].tolist())
        assert values(given["x"]) == values(result["fill"].table["x"])
