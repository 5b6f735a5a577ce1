"""Categories with an order of their own come in it, others by their values: in every node that puts rows in order."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from knode_nodes.prep._numbering import numbered

KINDS = {
    "texts": ["mid", "low", "high", "Über", "a"],
    "numbers": [10, 9, 100, -1, 2],
    "floats": [2.5, -1.0, 10.0, 0.5, 3.0],
    "dates": pd.to_datetime(["2026-03-01", "2025-01-01", "2027-01-01", "2026-01-01", "2024-01-01"]).tolist(),
    "booleans": [True, False],
}


def made(node: str, table: pd.DataFrame, **given: Any) -> pd.DataFrame:
    one: Any = REGISTRY.get(f"prep.{node}").from_settings(given)
    arguments = {} if one.ports().context is None else {one.ports().context: QuietContext()}
    found: Any = one.run(table=table, **arguments)
    return found


@st.composite
def columns(draw: st.DrawFn) -> pd.Series:
    categories = KINDS[draw(st.sampled_from([*KINDS]))]
    listed = draw(st.permutations(categories))
    values = draw(st.lists(st.sampled_from(listed), min_size=1, max_size=12))
    return pd.Series(pd.Categorical(values, categories=listed, ordered=draw(st.booleans())))


@given(columns())
def test_every_node_has_the_same_order(column: pd.Series) -> None:
    table = pd.DataFrame({"c": column, "n": range(len(column))})
    ordered = [*column.cat.categories] if column.cat.ordered else sorted(column.cat.categories)
    there = [value for value in ordered if value in set(column)]
    assert made("Sorter", table, by=[{"column": "c"}])["c"].unique().tolist() == there
    ranks = made("Rank", table, by=[{"column": "c"}], method="dense", name="r")
    assert ranks.drop_duplicates("r").sort_values("r")["c"].tolist() == there
    assert made("GroupBy", table, keys=["c"])["c"].tolist() == there
    assert made("ValueCounts", table, columns=["c"], order="value")["c"].tolist() == there
    assert made("Pivot", table.assign(p="x"), keys=["c"], column="p")["c"].tolist() == there
    wide = made("Pivot", table.assign(p="x"), keys=["p"], column="c")
    in_order = table.iloc[sorted(range(len(table)), key=lambda row: ordered.index(column[row]))]
    same = made("Pivot", in_order.assign(p="x"), keys=["p"], column="c", order="appearance")
    assert wide.columns.tolist() == same.columns.tolist()
    top = made("TopRows", table, take="largest", by=["c"], count=len(table))
    assert top["c"].unique().tolist() == there[::-1]


@pytest.mark.parametrize("dropna", [True, False])
def test_missing_categories_come_last_or_are_left_out(dropna: bool) -> None:
    column = pd.Series(pd.Categorical(["b", None, "a", "b"], categories=["z", "b", "a"]), name="c")
    numbers = numbered([column], dropna=dropna)
    assert numbers.rows.tolist() == ([1, -1, 0, 1] if dropna else [1, 2, 0, 1])
    assert numbers.keys()["c"].dropna().tolist() == ["a", "b"]
    assert numbers.keys()["c"].dtype == column.dtype


def test_categories_that_cannot_be_compared_are_grouped_in_their_list() -> None:
    column = pd.Series(pd.Categorical(["x", 2, "x"], categories=["x", 2]))
    assert made("GroupBy", pd.DataFrame({"c": column}), keys=["c"])["c"].tolist() == ["x", 2]
