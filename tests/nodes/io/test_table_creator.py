"""Tables typed by hand."""

from __future__ import annotations

import pytest

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.io.table_creator import TableCreator

EXAMPLES = [
    Example({"text": "code,since,n\nDE,1990-10-03,1\nFR,03/04/1958,2\n"}),
    Example({"columns": ["a", "b"], "rows": [[1, "x"], [None, None]], "types": {"b": "category"}}),
    Example(),
]


def test_text_becomes_a_table(context):
    node = TableCreator(text="code,country,since\nDE,Germany,1990-10-03\nFR,France,1958-10-04")
    table = node.run(context)
    assert table["code"].tolist() == ["DE", "FR"]
    assert table["since"].dtype == "datetime64[us]"
    assert node.spec({}) == {"table": TableSpec.of(table)}


def test_cells_pasted_from_a_spreadsheet(context):
    table = TableCreator(text="a\tb\n1,5\tx\n2,5\ty\n").run(context)
    assert table.to_dict("list") == {"a": [1.5, 2.5], "b": ["x", "y"]}


@pytest.mark.parametrize(
    ("cells", "types", "words"),
    [
        ([1, "x"], {}, 'of several types: "a". Set the type of such a column, or correct its values.'),
        (
            ["x"],
            {"a": "number"},
            '"x" in column "a" is no number; choose another type for the column, or correct the value',
        ),
        (["03/04/2024"], {"a": "datetime"}, "is no datetime; choose another type for the column, or correct the value"),
        ("03/04/2024", {}, "can be dates, day-first or month-first; write dates as 2026-01-31"),
        ("\n".join(["1"] * 20 + ["x"]), {}, "Set the column's type, or correct the value"),
        ('"1,234"', {}, "can be decimals, or whole numbers with marks; write numbers as 1234.5"),
    ],
)
def test_what_is_doubtful_in_typed_values_is_told_without_a_file_or_settings_that_are_not_there(
    context, cells, types, words
):
    given: dict[str, object] = {"columns": ["a"], "rows": [[one] for one in cells]}
    if isinstance(cells, str):
        given = {"text": "a;b\n" + "".join(f"{line};y\n" for line in cells.splitlines())}
    said = ""
    try:
        TableCreator.from_settings({**given, "types": types}).run(context)
    except DataError as error:
        said = error.message
    said += context.warned
    assert words in said
    assert "file" not in said
    assert "setting " not in said


def test_rows_as_lists(context):
    node = TableCreator(
        columns=("n", "s", "b", "d", "z"),
        rows=((1, "x", True, "2024-01-02", "007"), (None, None, None, None, None)),
        types={"n": "integer", "z": "integer"},
    )
    table = node.run(context)
    assert [str(dtype) for dtype in table.dtypes] == ["Int64", "str", "boolean", "datetime64[us]", "Int64"]
    assert table["z"].iloc[0] == 7
    assert node.spec({}) == {"table": TableSpec.of(table)}


def test_rows_without_names_get_numbered_ones(context):
    assert TableCreator(rows=((1, "x"),)).run(context).columns.tolist() == ["column_1", "column_2"]


def test_columns_without_rows_and_nothing_at_all(context):
    assert TableCreator(columns=("a", "b")).run(context).shape == (0, 2)
    assert TableCreator(columns=("a",), types={"a": "number"}).run(context)["a"].dtype == "float64"
    assert TableCreator().run(context).shape == (0, 0)


def test_settings_come_back_from_a_file(context):
    node = TableCreator(columns=("a",), rows=((1,), (2.5,), ("x",), (None,), (True,)))
    assert TableCreator.from_settings(node.to_settings()) == node
    node = TableCreator(text="a\n1\n2\n")
    assert TableCreator.from_settings(node.to_settings()) == node


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"columns": ("a", "b"), "rows": ((1, 2), (3,))}, "row 1 has 1 values, expected 2"),
        ({"text": "a,b\n1,2\n3\n"}, "line 3 has 1 fields, expected 2"),
        ({"text": "a\n1\n", "rows": ((1,),)}, "empty one of the two"),
        ({"columns": ("price",), "types": {"prize": "text"}}, 'did you mean "price"'),
        ({"columns": ("a",), "rows": (("x",),), "types": {"a": "number"}}, "is no number"),
        ({"text": 'a,b\n1,"2\n'}, "never ends"),
    ],
)
def test_mistakes_are_told(context, settings, reason):
    with pytest.raises(DataError, match=reason):
        TableCreator(**settings).run(context)


def test_the_same_name_twice_is_made_unique(context):
    assert TableCreator(columns=("a", "a")).run(context).columns.tolist() == ["a", "a_2"]
    assert "a_2" in context.warned
