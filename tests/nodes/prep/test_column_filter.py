"""ColumnFilter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.column_filter import ColumnFilter

TABLE = pd.DataFrame(
    {"name": ["Anna", None], "x_1": [1.5, 2.5], "x_2": [1, 2], "size": pd.Categorical(["S", "M"])}, index=["b", "a"]
)


def names(**settings):
    return list(ColumnFilter.from_settings(settings).run(TABLE).columns)


def test_columns_are_kept_in_the_order_of_the_table():
    assert names(columns=["x_2", "name"]) == ["name", "x_2"]
    assert names(columns=["x_2", "name"], reorder=True) == ["x_2", "name"]


def test_columns_are_removed():
    assert names(columns=["x_2", "name"], mode="remove") == ["x_1", "size"]


def test_columns_are_chosen_by_type_by_pattern_or_all_but_some():
    assert names(columns={"types": ["number"]}) == ["x_1", "x_2"]
    assert names(columns={"pattern": "x_*"}, mode="remove") == ["name", "size"]
    assert names(columns={"but": ["size"]}) == ["name", "x_1", "x_2"]


def test_all_columns_may_go_and_the_rows_stay():
    table = ColumnFilter(mode="remove").run(TABLE)
    assert table.shape == (2, 0)
    assert table.index.tolist() == ["b", "a"]


def test_columns_that_came_one_by_one_are_not_copied():
    table = pd.DataFrame({name: np.zeros(100) for name in "abcde"}, copy=False)
    for settings in (
        {"columns": ["a", "c"]},
        {"columns": ["c", "a"], "reorder": True},
        {"columns": ["b"], "mode": "remove"},
    ):
        kept = ColumnFilter.from_settings(settings).run(table)
        assert np.shares_memory(kept["a"].to_numpy(), table["a"].to_numpy())


def test_an_absent_column_is_named_before_anything_runs():
    with pytest.raises(DataError, match='no column "x_3"; did you mean "x_'):
        ColumnFilter.from_settings({"columns": ["x_3"]}).spec({"table": TableSpec.of(TABLE)})


EXAMPLES = [
    Example({"columns": ["x_2", "name"], "reorder": True}, {"table": TABLE}),
    Example({"columns": {"types": ["number"]}, "mode": "remove"}, {"table": TABLE}),
    Example({"columns": [], "mode": "keep"}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
]
