"""Reading JSON files: layouts, nesting, ragged records, and files that are none."""

from __future__ import annotations

import json
import math
from typing import Any

import pandas as pd
import pytest

from knode.api import DataError
from knode_nodes.io._json import parsed
from knode_nodes.io._notes import Notes
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.prep.flatten_json import FlattenJson


@pytest.fixture
def read(context, tmp_path):
    def read(content: Any, **settings: Any) -> pd.DataFrame:
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        (tmp_path / "t.json").write_bytes(text if isinstance(text, bytes) else text.encode())
        context.infos.clear()
        context.warnings.clear()
        return JsonReader(path="t.json", **settings).run(context)

    return read


@pytest.mark.parametrize(
    ("content", "layout"),
    [
        ([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}], "records"),
        ('{"a": 1, "b": "x"}\n\n{"a": 2, "b": "y"}\n', "lines"),
        ({"a": [1, 2], "b": ["x", "y"]}, "columns"),
        ({"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}, "columns"),
        ({"columns": ["a", "b"], "data": [[1, "x"], [2, "y"]]}, "split"),
        ({"columns": ["a", "b"], "index": [0, 1], "data": [[1, "x"], [2, "y"]]}, "split"),
    ],
)
def test_the_layout_is_guessed_and_told(read, context, content, layout):
    table = read(content)
    assert table.to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}
    assert isinstance(table.index, pd.RangeIndex)
    assert context.infos == [f"Guessed: layout {layout}."]
    assert read(content, layout=layout).shape == (2, 2)
    assert context.infos == []


def test_row_labels_are_kept(read):
    assert read({"a": {"x": 1, "y": 2}}).index.tolist() == ["x", "y"]
    assert read({"columns": ["a"], "index": [5, 7], "data": [[1], [2]]}).index.tolist() == [5, 7]


def test_objects_among_single_values_are_told(read, context):
    table = read([{"fare": 1.5, "x": None}, {"fare": {"amount": 2}, "x": {"y": 1}}])
    assert table["fare"].tolist()[0] == 1.5
    assert table["fare.amount"].tolist()[1] == 2
    assert 'Some records have an object in "fare", others a single value' in context.warned
    assert '"x"' not in context.warned


def test_ragged_records_get_missing_values_and_it_is_told(read, context):
    table = read([{"a": 1}, {"b": "x"}, {"a": 3, "b": "y", "c": True}])
    assert table["a"].tolist()[::2] == [1.0, 3.0]
    assert table["b"].isna().tolist() == [True, False, False]
    assert table["c"].dtype == "boolean"
    assert 'Not every record has "a", "b", "c"' in context.said
    assert '2 of 3 in "c"' in context.said


def test_objects_within_objects_become_columns_or_text(read):
    data = [{"a": {"b": 1, "c": {"d": 2}}, "l": [1, 2]}, {"a": {"b": 3}, "l": []}]
    table = read(data)
    assert table.columns.tolist() == ["a.b", "l", "a.c.d"] or table.columns.tolist() == ["a.b", "a.c.d", "l"]
    assert table["l"].tolist() == [[1, 2], []]
    table = read(data, nested="text")
    assert table["a"].iloc[1] == '{"b": 3}'
    assert table["l"].iloc[0] == "[1, 2]"


@pytest.mark.parametrize("turned", [False, True])
def test_two_places_of_one_name_make_two_columns_as_flatten_json_has_them(read, context, turned):
    records = [{"a.b": 1, "a": {"b": 2}, "c.d": 5}, {"a": {"b": 3}}, {"x": {"a.b": 4}, "a.b": 6}]
    table = read(records[::-1] if turned else records)
    table = table[::-1] if turned else table
    wanted = {'["a.b"]': [1, None, 6], "a.b": [2, 3, None], "c.d": [5, None, None], "x.a.b": [None, None, 4]}
    found = {name: [None if pd.isna(value) else value for value in table[name]] for name in table.columns}
    assert found == wanted
    assert '"a.b"' in context.warned
    assert '["a.b"]' in context.warned
    objects = pd.DataFrame({"x": pd.Series(records[:1], dtype=object)})
    flat = FlattenJson.from_settings({"column": "x"}).run(objects)
    assert {'["a.b"]', "a.b"} <= {*flat.columns}


def test_keys_with_points_keep_their_names_where_these_are_their_own(read, context):
    assert read([{"a.b": 1, "c": {"d": 2}}]).columns.tolist() == ["a.b", "c.d"]
    assert context.warnings == []
    assert read([{"x": {"y.z": 1}, "x.y": {"z": 2}}]).to_dict("records") == [{'x["y.z"]': 1, '["x.y"].z': 2}]


def test_records_within_a_larger_object_are_found(read, context):
    content = {"count": 2, "items": [{"a": 1}, {"a": 2}]}
    assert read(content)["a"].tolist() == [1, 2]
    assert 'records in "items"' in context.said
    assert read({"data": {"items": [{"a": 1}]}}, at="data.items")["a"].tolist() == [1]
    with pytest.raises(DataError, match='did you mean "items"'):
        read(content, at="item")
    with pytest.raises(DataError, match="say which in the setting at"):
        read({"a": [{"x": 1}], "b": [{"y": 1}]})


def test_one_object_is_one_record_and_plain_values_one_column(read):
    assert read({"a": 1, "b": "x"}).to_dict("list") == {"a": [1], "b": ["x"]}
    assert read([1, 2, 3]).to_dict("list") == {"value": [1, 2, 3]}


def test_values_have_sensible_types(read, context):
    table = read(
        [
            {
                "i": 1,
                "f": 1.5,
                "b": True,
                "s": "00123",
                "n": None,
                "d": "2024-01-02",
                "big": 10**30,
                "m": 1,
                "id": 2**62,
            },
            {"i": None, "f": 2, "b": None, "s": "x", "n": None, "d": None, "big": 1, "m": "x", "id": None},
        ]
    )
    assert table.dtypes.astype(str).to_dict() == {
        "i": "float64", "f": "float64", "b": "boolean", "s": "str", "n": "float64", "d": "datetime64[us]", "big": "str",
        "m": "str", "id": "Int64",
    }  # fmt: skip
    assert table["big"].tolist() == [str(10**30), "1"]
    assert 'several types: "m"' in context.warned
    assert 'dates (ISO) in "d"' in context.said
    assert read([{"d": "2024-01-02"}], dates="off")["d"].tolist() == ["2024-01-02"]


def test_types_columns_and_limit_can_be_set(read):
    table = read([{"a": 1, "b": "2"}, {"a": 3, "b": "4"}], types={"b": "integer"}, columns=["b"], row_limit=1)
    assert table.to_dict("list") == {"b": [2]}


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('[{"a": 1},\n {"a": }]', "line 2, column 8"),
        ('{"a": 1}\n{"a": 2}\n{"a" 3}\n', "line 3"),
        ('[{"a": 1}', "line 1"),
        ("a,b\n1,2\n", "line 1"),
        ("", "empty"),
        ("[" * 100_000, "deep"),
    ],
)
def test_malformed_json_is_told_with_its_line(read, content, place):
    with pytest.raises(DataError, match=place):
        read(content)


def test_data_of_another_layout_is_refused(read):
    with pytest.raises(DataError, match="row 1 is no object") as caught:
        read([{"a": 1}, 2])
    assert caught.value.facts["row"] == 1
    with pytest.raises(DataError, match="not of one length"):
        read({"a": [1], "b": [1, 2]})
    with pytest.raises(DataError, match="row 1 of the data has 1 values, expected 2"):
        read({"columns": ["a", "b"], "data": [[1, 2], [3]]})
    with pytest.raises(DataError, match="no list of records"):
        read("3")
    with pytest.raises(DataError, match="no object of columns"):
        read([{"a": 1}], layout="columns")
    with pytest.raises(DataError, match='"columns" and "data"'):
        read([{"a": 1}], layout="split")


def test_encodings(read, context):
    text = '[{"a": "Jürgen"}]'
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert read(text.encode(encoding))["a"].tolist() == ["Jürgen"], encoding
    assert "encoding cp1252" in context.said
    with pytest.raises(DataError, match="line 1 holds bytes"):
        read(text.encode("cp1252"), encoding="utf-8")
    with pytest.raises(DataError, match="no text"):
        read(bytes(range(256)))


def test_no_rows(read):
    assert read([]).shape == (0, 0)
    assert read({"columns": ["a"], "data": []}).columns.tolist() == ["a"]


def test_records_whose_names_stand_in_another_order_are_rows_of_the_same_columns(read):
    first = read([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}])
    pd.testing.assert_frame_equal(read([{"a": 1, "b": "x"}, {"b": "y", "a": 2}]), first)
    assert read([{"a": 1, "b": "x"}, {"a": 2, "c": "y"}]).columns.tolist() == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[" * 250 + "1" + "]" * 250, json.loads("[" * 250 + "1" + "]" * 250)),
        ("1e400", math.inf),
        ("0.30000000000000004", 0.30000000000000004),
        ("-0.0", -0.0),
        ("9007199254740993", 9007199254740993),
        ("NaN", math.nan),
    ],
    ids=lambda value: str(value)[:20],
)
def test_values_are_what_python_reads(text, value):
    data, _ = parsed(f'[{{"a": {text}}}]', "auto", "", Notes())
    assert repr(data) == repr([{"a": value}])


@pytest.mark.parametrize(
    "text", [r'[{"a": "\ud83d x"}, {"a": "\ud83d\ude00"}]', '{"a": "\\ud83d x"}\n{"a": "\\ud83d\\ude00"}']
)
def test_half_characters_are_replaced_and_told(read, context, text):
    assert read(text)["a"].tolist() == ["\ufffd x", "\U0001f600"]
    assert context.warnings == [
        'Texts hold halves of characters, such as "\\ud83d" alone: "\ufffd" stands in their place.'
    ]
    assert read(r'{"columns": ["\udc00"], "index": ["\ud83d"], "data": [[NaN]]}').columns.tolist() == ["\ufffd"]
    assert read(r'[{"a": ["\ud83d"]}]')["a"].tolist() == [["\ufffd"]]


def test_lists_of_records_deeper_within_are_told(read, context):
    answer = {"took": 1, "hits": {"total": 2, "hits": [{"id": 1}, {"id": 2}]}, "a.b": {"c": [{"d": 1}]}}
    assert len(read(answer)) == 1
    assert (
        'Lists of records stand in "hits.hits": to read one of them as rows, name it in the setting `at`.'
        in context.infos
    )
    assert read(answer, at="hits.hits").to_dict("list") == {"id": [1, 2]}


def test_long_whole_numbers_beside_decimals_are_rounded_and_told(read, context):
    rounded = 'Long whole numbers are rounded, for decimals stand among them: "a".'
    assert read('[{"a": 12345678901234567891}, {"a": 1.5}, {"a": null}]')["a"].tolist()[:2] == [
        float(12345678901234567891),
        1.5,
    ]
    assert rounded in context.infos
    assert read('[{"a": 36893488147419103232}, {"a": 2.0}]')["a"].tolist() == [2.0**65, 2.0]
    assert rounded not in context.infos, "this one is a float too"


def test_whole_numbers_beyond_all_decimals_stay_text(read, context):
    for other in ("1.5", "2.0", "3"):
        assert read(f'[{{"a": {"9" * 400}}}, {{"a": {other}}}]')["a"].tolist() == ["9" * 400, other.removesuffix(".0")]
        assert 'Kept as text: whole numbers too long to calculate with: "a".' in context.infos
