"""FlattenJson."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep._json import Leaves, at, parsed_path, path_text
from knode_nodes.prep.flatten_json import FlattenJson

ROWS = [
    {"id": 7, "address": {"city": "Zürich", "zip": "8001"}, "items": [{"price": 1.5}, {"price": 2}], "a.b": True},
    {"id": None, "address": None, "items": [], "when": "2026-01-31"},
    None,
    {"id": 2**63, "address": {"city": ""}, "items": [{"price": "x"}], "a.b": False},
]
TABLE = pd.DataFrame(
    {
        "json": [None if row is None else json.dumps(row) for row in ROWS],
        "objects": pd.Series(ROWS, dtype=object),
        "kinds": pd.Categorical(['{"k": 1}', '{"k": 2}', None, '{"k": 1}']),
        "n": [1, 2, 3, 4],
    }
).set_axis([4, 4, 2, 1])
PATHS = [
    {"path": "id", "type": "text"},
    {"path": "address.city", "name": "city"},
    {"path": "items[0].price", "type": "number"},
    {"path": '["a.b"]', "type": "boolean", "name": "flag"},
    {"path": "items", "type": "JSON"},
    {"path": "when", "type": "date"},
]

KEYS = st.text('ab.[]"\\é ', min_size=1, max_size=3)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=8,
)  # fmt: skip


def flat(rows, **given):
    table = pd.DataFrame({"x": pd.Series(rows, dtype=object)})
    return FlattenJson.from_settings({"column": "x", **given}).run(table)


def values(column):
    return [None if pd.isna(value) else value for value in column]


@pytest.mark.parametrize("column", ["json", "objects"])
def test_values_at_paths_become_columns_of_their_type(column):
    node = {"column": column, "paths": PATHS, "invalid": "missing"}
    made = FlattenJson.from_settings(node).run(TABLE[[column]])
    assert list(made.columns) == ["id", "city", "items[0].price", "flag", "items", "when"]
    assert values(made["id"]) == ["7", None, None, str(2**63)]
    assert values(made["city"]) == ["Zürich", None, None, ""]
    assert values(made["items[0].price"]) == [1.5, None, None, None]
    assert values(made["flag"]) == [True, None, None, False]
    assert json.loads(made["items"].iloc[0]) == ROWS[0]["items"]
    assert values(made["when"]) == [None, pd.Timestamp("2026-01-31"), None, None]


def test_all_values_found_become_columns():
    made = FlattenJson.from_settings({"column": "json"}).run(TABLE[["json"]])
    assert list(made.columns) == ["id", "address.city", "address.zip", "items", '["a.b"]', "address", "when"]
    assert values(made["id"]) == ["7", None, None, str(2**63)]
    assert made["items"].tolist()[1] == "[]"
    assert str(made['["a.b"]'].dtype) == "boolean"
    made = flat([{"a": {"b": {"c": 1}}, "l": [1, {"x": 2.5}]}], depth=2, lists="columns", prefix="p ")
    assert made.iloc[0].to_dict() == {"p a.b": '{"c": 1}', "p l[0]": 1, "p l[1]": '{"x": 2.5}'}


def test_types_are_those_of_all_values():
    made = flat([{"i": 1, "f": 1, "m": 1, "b": True, "g": 2**60}, {"i": None, "f": 0.5, "m": "x", "b": None, "g": 0.5}])
    assert made.dtypes.astype(str).to_dict() == {"i": "Int64", "f": "float64", "m": "str", "b": "boolean", "g": "str"}
    assert made["g"].tolist()[0] == str(2**60)


def test_a_value_that_is_no_object_is_a_column_value():
    assert flat([5, 6])["value"].tolist() == [5, 6]
    assert list(flat(["[1, 2]"], lists="columns").columns) == ["[0]", "[1]"]


def leaves(value, depth, path=()):
    """All values that hold no others, by their paths."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not depth or not value or not isinstance(value, dict | list):
        return {path: value}
    return {found: leaf for key, one in inner for found, leaf in leaves(one, depth - 1, (*path, key)).items()}


@settings(max_examples=100, deadline=None)
@given(st.lists(JSON, max_size=3), st.sampled_from([1, 2, 50]))
def test_every_value_is_found_again_at_its_path(rows, depth):
    found = Leaves(rows, depth, True, 1000)
    expected = [{} if row is None else leaves(row, depth) for row in rows]
    assert found.paths == list(dict.fromkeys(path for row in expected for path in row))
    for path, values_ in zip(found.paths, found.values, strict=True):
        assert values_ == [row.get(path) for row in expected]
        assert all(at(row, path) == each[path] for row, each in zip(rows, expected, strict=True) if path in each)
        if path:
            assert parsed_path(path_text(path)) == path
    made = flat([json.dumps(row) for row in rows], lists="columns", depth=depth)
    assert len(made.columns) == len({path_text(path) for path in found.paths})


def test_what_is_no_json_is_named_or_missing():
    with pytest.raises(DataError, match="is no JSON .* or let what cannot be read be missing") as caught:
        flat(['{"a": 1}', "{a: 1}"])
    assert caught.value.facts["row"] == 1
    assert values(flat(['{"a": 1}', "{a: 1}", "[" * 100_000, " "], invalid="missing")["a"]) == [1, None, None, None]
    with pytest.raises(DataError, match='"x" at items\\[0\\].price in row 3 is no number'):
        FlattenJson.from_settings({"column": "json", "paths": PATHS[2:3]}).run(TABLE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"column": "jsn"}, 'did you mean "json"'),
        ({"column": "n"}, '"n" is a whole number column and holds no JSON'),
        ({"column": "json", "paths": [{"path": "n"}]}, 'already has a column "n"'),
        (
            {"column": "json", "paths": [{"path": "a"}, {"path": "b", "name": "a"}]},
            'two values would make a column "a"',
        ),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        FlattenJson.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_too_many_paths_are_refused():
    with pytest.raises(DataError, match="holds 2001 different paths"):
        flat([{str(number): 1 for number in range(2001)}])


@pytest.mark.parametrize("path", ["", "a..b", "a[x]", "a[", ".", "a]", 'a["b'])
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(SettingError, match="is no path"):
        FlattenJson.from_settings({"paths": [{"path": path}]})


EXAMPLES = [
    Example({"column": "json", "paths": PATHS, "invalid": "missing", "keep": True}, {"table": TABLE}),
    Example({"column": "objects"}, {"table": TABLE}),
    Example({"column": "kinds", "prefix": "x."}, {"table": TABLE}),
    Example({"column": "kinds", "paths": [{"path": "k", "type": "integer"}]}, {"table": TABLE.iloc[:0]}),
]
