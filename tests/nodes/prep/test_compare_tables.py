"""CompareTables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.prep.compare_tables import CompareTables

OLD = pd.DataFrame(
    {
        "id": ["a", "b", None, "d"],
        "n": [1.0, 2.0, None, float("inf")],
        "k": [1, 2, 3, 2**60],
        "size": pd.Categorical(["S", "M", None, "L"]),
        "at": pd.to_datetime(["2026-01-01", None, "2026-01-03", "2026-01-04"]).tz_localize("UTC"),
        "gone": [1, 2, 3, 4],
        "thing": pd.Series([1, "x", None, [1]], dtype=object),
    }
).set_axis([5, 5, 4, 3])
NEW = pd.DataFrame(
    {
        "thing": pd.Series([[1], "x", 1, "new"], dtype=object),
        "id": ["d", "b", "a", "e"],
        "n": [float("inf"), 2.001, None, 5.0],
        "k": [2**60 + 1, 2, 1, 5],
        "size": ["L", "X", "S", None],
        "at": pd.to_datetime(["2026-01-04", None, "2026-01-01", None]).tz_localize("UTC").tz_convert("Asia/Tokyo"),
        "more": [True] * 4,
    }
)


def compare(old=OLD, new=NEW, context=None, **settings):
    return CompareTables.from_settings(settings).run(old, new, context or QuietContext())


def listed(table):
    return [
        tuple(None if pd.api.types.is_scalar(v) and pd.isna(v) else v for v in row)
        for row in table.itertuples(index=False)
    ]


def test_rows_are_added_removed_and_changed_by_key():
    found = compare(keys=["id"])
    assert listed(found.rows) == [
        ("a", "changed", "n", 0, 2),
        ("b", "changed", "n, size", 1, 1),
        (None, "removed", None, 2, None),
        ("d", "changed", "k", 3, 0),
        ("e", "added", None, None, 3),
    ]
    assert dict(found.metrics) == {
        "identical": False,
        "old_rows": 4,
        "new_rows": 4,
        "added": 1,
        "removed": 1,
        "changed": 3,
        "changed_cells": 4,
        "columns_added": 1,
        "columns_removed": 1,
        "types_changed": 2,
    }


def test_each_changed_cell_is_listed_with_both_values():
    cells = listed(compare(keys=["id"]).cells)
    assert [cell[:4] for cell in cells] == [
        ("a", "n", "1", None),
        ("b", "n", "2", "2.001"),
        ("d", "k", str(2**60), str(2**60 + 1)),
        ("b", "size", "M", "X"),
    ]
    assert cells[1][4] == pytest.approx(0.001)


def test_numbers_may_differ_by_a_tolerance():
    assert "b" not in compare(keys=["id"], columns=["n"], tolerance=0.01).rows["id"].tolist()
    assert "b" not in compare(keys=["id"], columns=["n"], relative=0.001).rows["id"].tolist()
    assert "b" in compare(keys=["id"], columns=["n"], relative=0.0001).rows["id"].tolist()


def test_columns_are_compared_too():
    columns = compare(keys=["id"]).columns.set_index("column")
    assert columns["status"].to_dict() == {
        "id": "same",
        "n": "same",
        "k": "same",
        "size": "type changed",
        "at": "type changed",
        "gone": "removed",
        "thing": "same",
        "more": "added",
    }
    assert columns.loc["size", ["old_type", "new_type", "changed_cells"]].tolist() == ["category", "str", 1]
    assert pd.isna(columns.loc["id", "changed_cells"])


def test_without_keys_rows_are_compared_by_position():
    found = compare(OLD, OLD.iloc[:3].assign(k=[1, 9, 3]))
    assert listed(found.rows) == [(1, "changed", "k", 1, 1), (3, "removed", None, 3, None)]
    assert listed(found.cells) == [(1, "k", "2", "9", 7.0)]


def test_a_table_is_identical_with_itself_in_any_order():
    shuffled = OLD.iloc[[2, 0, 3, 1], ::-1]
    found = compare(OLD, shuffled, keys=["id"])
    assert found.metrics["identical"] is True
    assert len(found.rows) == len(found.cells) == 0
    assert compare(OLD.iloc[:0], OLD.iloc[:0]).metrics["identical"] is True


def test_types_that_differ_are_compared_as_text():
    old = pd.DataFrame({"x": [1, 2, 3], "on": [True, False, True]})
    found = compare(old, pd.DataFrame({"x": ["1", "two", "3"], "on": ["true", "false", "True"]}))
    assert listed(found.rows) == [(1, "changed", "x", 1, 1), (2, "changed", "on", 2, 2)]
    kinds = pd.DataFrame({"x": pd.Categorical([1, None, 3])})
    assert listed(compare(kinds, pd.DataFrame({"x": [1, None, 4.0]})).rows) == [(2, "changed", "x", 2, 2)]
    complex_numbers = pd.DataFrame({"x": [1j, 2]})
    assert listed(compare(complex_numbers, complex_numbers + 1j).rows)[0][:3] == (0, "changed", "x")


def test_only_the_first_cells_are_listed():
    context = QuietContext()
    old = pd.DataFrame({"x": range(9), "y": range(9)})
    found = compare(old, old + 1, limit=12, context=context)
    assert len(found.cells) == 12
    assert found.metrics["changed_cells"] == 18
    assert context.warnings == ["18 cells differ; the first 12 are listed."]


TABLES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.none() | st.integers(-2, 2), st.text("xy", max_size=1))
)


@settings(max_examples=40, deadline=None)
@given(TABLES, TABLES, st.sampled_from(["Int64", "float64"]))
def test_what_differs_is_what_dictionaries_say(old, new, dtype):
    def table(rows):
        made = pd.DataFrame([(key, *row) for key, row in rows.items()], columns=["k", "n", "t"])
        return made.astype({"k": "str", "n": dtype, "t": "str"})

    found = compare(table(old), table(new), keys=["k"])
    expected = dict.fromkeys(old.keys() - new, "removed") | dict.fromkeys(new.keys() - old, "added")
    expected |= {key: "changed" for key in old.keys() & new if old[key] != new[key]}
    assert dict(zip(found.rows["k"], found.rows["status"], strict=True)) == expected
    cells = sum(sum(a != b for a, b in zip(old[key], new[key], strict=True)) for key in old.keys() & new)
    assert found.metrics["changed_cells"] == len(found.cells) == cells


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"keys": ["idd"]}, 'no key column "idd"; did you mean "id"'),
        ({"keys": ["gone"]}, 'no key column "gone"'),
        ({"keys": ["id"], "columns": ["gone"]}, 'no column "gone" in the new table'),
        ({"keys": ["at", "n"], "columns": ["m"]}, 'no column "m"'),
    ],
)
def test_what_cannot_be_compared_is_told_before_anything_runs(chosen, words):
    node = CompareTables.from_settings(chosen)
    with pytest.raises(DataError, match=words):
        node.spec({"old": TableSpec.of(OLD), "new": TableSpec.of(NEW)})


def test_keys_must_be_unique_and_have_names_that_are_free():
    twice = pd.DataFrame({"k": ["x", "y", "x"], "status": [1, 2, 3]})
    with pytest.raises(DataError, match='key "x" is in the new table twice, again in row 2') as caught:
        compare(twice.iloc[:2], twice, keys=["k"])
    assert (caught.value.facts["port"], caught.value.facts["row"]) == ("new", 2)
    with pytest.raises(DataError, match='called "status"'):
        compare(twice, twice, keys=["status"])


EXAMPLES = [
    Example({"keys": ["id"]}, {"old": OLD.drop(columns="thing"), "new": NEW.drop(columns="thing")}),
    Example({"tolerance": 0.5}, {"old": OLD[["n", "k"]], "new": NEW[["n", "k", "size"]]}),
    Example({"keys": ["size", "at"]}, {"old": OLD[["size", "at", "n"]], "new": OLD[["size", "at", "n"]].iloc[:0]}),
    Example({"keys": ["k"]}, {"old": OLD, "new": OLD.assign(n=np.nan)}),
]
