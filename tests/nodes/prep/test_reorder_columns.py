"""ReorderColumns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, TableSpec, arrays_of
from knode.core.check import Example
from knode_nodes.prep.reorder_columns import ReorderColumns

TABLE = pd.DataFrame({name: [1.0, 2.0] for name in ["x10", "b", "X2", "a", "😀 y"]}, index=["v", "u"], copy=False)


def names(**settings):
    return list(ReorderColumns.from_settings(settings).run(TABLE).columns)


def test_columns_go_first_or_last_in_the_order_named():
    assert names(columns=["a", "x10"]) == ["a", "x10", "b", "X2", "😀 y"]
    assert names(columns=["a", "x10"], place="last") == ["b", "X2", "😀 y", "a", "x10"]


def test_columns_go_before_or_after_another_one():
    assert names(columns=["a", "x10"], place="before", anchor="X2") == ["b", "a", "x10", "X2", "😀 y"]
    assert names(columns=["a", "x10"], place="after", anchor="X2") == ["b", "X2", "a", "x10", "😀 y"]


def test_names_are_sorted_with_their_numbers_as_numbers():
    assert names(sort="A to Z") == ["a", "b", "X2", "x10", "😀 y"]
    assert names(sort="Z to A", columns={"pattern": "[ab]"}, place="last") == ["x10", "X2", "😀 y", "b", "a"]


def test_no_cell_is_copied():
    made = ReorderColumns(sort="A to Z").run(TABLE)
    assert np.shares_memory(made["b"].to_numpy(), TABLE["b"].to_numpy())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": ["aa"]}, 'no column "aa"; did you mean "a"'),
        ({"columns": ["a"], "place": "after"}, "no column is chosen"),
        ({"columns": ["a", "b"], "place": "after", "anchor": "b"}, '"b" is one of the columns to move'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        ReorderColumns.from_settings(given).spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize("settings", [{"columns": ["b"]}, {"sort": "Z to A"}, {"columns": ["a"], "place": "last"}])
def test_the_step_on_arrays_takes_further_columns_as_run_does(settings):
    node = ReorderColumns.from_settings(settings)
    described, came = pd.DataFrame({"a": [1], "b": ["x"]}), pd.DataFrame({"z": ["more"], "a": [1], "b": ["x"]})

    step = node.compiled({}, TableSpec.of(described))

    assert step is not None
    assert list(step(arrays_of(came)).names) == list(node.run(came).columns)


EXAMPLES = [
    Example({"columns": ["😀 y", "a"]}, {"table": TABLE}),
    Example(
        {"columns": {"types": ["number"], "but": ["b"]}, "sort": "Z to A", "place": "after", "anchor": "b"},
        {"table": TABLE},
    ),
    Example({}, {"table": TABLE[[]]}),
]
