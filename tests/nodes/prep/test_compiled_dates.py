"""Dates on arrays give what the nodes give."""

from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import Arrays, Layout, TableSpec
from knode_nodes.prep._elapsed import Unit
from knode_nodes.prep.date_difference import DateDifference
from knode_nodes.prep.date_parts import DateParts, Part

MOMENTS = st.none() | st.datetimes(pd.Timestamp("1000-01-01"), pd.Timestamp("3000-12-31"))


def both(node: Any, **columns: Any) -> None:
    """Run the node, and its step on arrays, on the same columns of dates; compare what is new."""
    table = pd.DataFrame({name: pd.Series(values, dtype="datetime64[us]") for name, values in columns.items()})
    step = node.compiled({}, TableSpec.of(table))
    made = step(
        Arrays(Layout(columns, {}, 0), np.empty((len(table), 0)), {name: table[name].to_numpy() for name in columns})
    )
    expected = node.run(table)
    assert list(made.names) == list(expected.columns)
    for name in expected.columns.difference(table.columns):
        np.testing.assert_array_equal(made.numbers((name,))[:, 0], expected[name].to_numpy("float64", na_value=np.nan))


@given(st.lists(MOMENTS, min_size=1, max_size=8), st.booleans())
def test_all_parts_of_any_dates(moments: list[Any], keep: bool) -> None:
    both(DateParts.from_settings({"parts": list(get_args(Part)), "keep": keep}), day=moments)


@pytest.mark.parametrize("unit", get_args(Unit))
@given(
    moments=st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=8), answer=st.sampled_from(["whole", "decimals"])
)
def test_the_time_between_any_dates(unit: str, moments: list[Any], answer: str) -> None:
    start, end = zip(*moments, strict=True)
    both(DateDifference.from_settings({"start": "a", "end": "b", "unit": unit, "answer": answer}), a=start, b=end)
    fixed = {"date": "2024-02-29T12:30", "unit": unit, "answer": answer}
    both(DateDifference.from_settings({"start": "a", **fixed}), a=start)
    both(DateDifference.from_settings({"end": "b", **fixed}), b=end)


@pytest.mark.parametrize("date", ["2026-03-06", "20260306", "2026-W10-5", "20260306T0000"])
def test_a_fixed_date_may_be_written_in_any_way_of_iso(date: str) -> None:
    node = DateDifference.from_settings({"end": "a", "date": date})
    both(node, a=[pd.Timestamp("2026-03-09 12:00")])
    table = pd.DataFrame({"a": pd.to_datetime(["2026-03-09 12:00"])})
    assert node.run(table)["difference"].tolist() == [3]


def test_dates_with_a_zone_offer_no_step() -> None:
    spec = TableSpec.of(pd.DataFrame({"a": pd.Series([], dtype="datetime64[us, UTC]")}))

    assert DateParts().compiled({}, spec) is None
    assert DateDifference.from_settings({"start": "a", "date": "2024-01-01"}).compiled({}, spec) is None
    assert DateParts(zone="Europe/Zurich").compiled({}, spec) is None
