"""Concatenate."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.prep.concatenate import Concatenate
from knode_nodes.prep.set_roles import with_roles

JANUARY = pd.DataFrame(
    {
        "id": [1, 2],
        "city": ["Bern", None],
        "size": pd.Categorical(["S", "L"], categories=["S", "M", "L"], ordered=True),
        "paid": [True, False],
        "when": pd.to_datetime(["2026-01-01", None]).as_unit("s"),
        "zone": pd.to_datetime(["2026-01-01", "2026-01-02"]).tz_localize("Europe/Oslo"),
        "kind": pd.Categorical(["a", None]),
        'the "x.y" 🙂': [1.5, None],
    },
    index=["p", "q"],
)
FEBRUARY = pd.DataFrame(
    {
        "kind": pd.Categorical(["b", "a"]),
        "id": pd.array([3, None], dtype="Int64"),
        "city": pd.Categorical(["Oslo", "Rome"]),
        "size": pd.Categorical(["M", None], categories=["M", "L"], ordered=True),
        "when": pd.to_datetime(["2026-02-01", None]).as_unit("ns"),
        "zone": pd.to_datetime(["2026-02-01", None]).tz_localize("UTC"),
        "note": [7, 8],
    },
    index=["p", "r"],
)


def put(*tables, context=None, **given):
    return Concatenate.from_settings(given).run(list(tables), context or QuietContext())


def values(column):
    return [None if pd.isna(value) else value for value in column.tolist()]


def test_rows_of_tables_stand_below_each_other_and_absent_columns_are_missing():
    made = put(JANUARY, FEBRUARY)
    assert list(made.columns) == [*JANUARY.columns, "note"]
    assert values(made["id"]) == [1, 2, 3, None]
    assert values(made["note"]) == [None, None, 7, 8]
    assert values(made["paid"]) == [True, False, None, None]
    assert {name: str(dtype) for name, dtype in made.dtypes.items()} == {
        "id": "Int64",
        "city": "str",
        "size": "category",
        "paid": "boolean",
        "when": "datetime64[ns]",
        "zone": "datetime64[us, Europe/Oslo]",
        "kind": "category",
        'the "x.y" 🙂': "float64",
        "note": "Int64",
    }
    assert values(made["city"]) == ["Bern", None, "Oslo", "Rome"]
    assert made["size"].cat.categories.tolist() == ["S", "M", "L"]
    assert made["size"].cat.ordered
    assert made["kind"].cat.categories.tolist() == ["a", "b"]
    assert made["zone"].iloc[2] == pd.Timestamp("2026-02-01T01:00", tz="Europe/Oslo")
    assert made.index.tolist() == [0, 1, 2, 3]


def test_columns_that_all_tables_have_or_the_same_ones():
    assert list(put(JANUARY, FEBRUARY, columns="common").columns) == ["id", "city", "size", "when", "zone", "kind"]
    with pytest.raises(DataError, match='no column "paid" in table 2'):
        put(JANUARY, FEBRUARY, columns="same")
    assert len(put(JANUARY, JANUARY[JANUARY.columns[::-1]], columns="same")) == 4


def test_a_column_says_from_which_table_each_row_is_and_the_index_may_stay():
    made = put(JANUARY, FEBRUARY, source="month", labels=["Jan", "Feb"], renumber=False)
    assert made["month"].tolist() == ["Jan", "Jan", "Feb", "Feb"]
    assert made.index.tolist() == ["p", "q", "p", "r"]
    assert put(JANUARY, FEBRUARY, source="table")["table"].tolist() == [1, 1, 2, 2]


def test_types_that_have_nothing_in_common_become_texts_and_are_told():
    one, other = pd.DataFrame({"x": [1, 2]}), pd.DataFrame({"x": ["a", None]})
    context = QuietContext()
    assert values(put(one, one, other, context=context)["x"]) == ["1", "2", "1", "2", "a", None]
    assert context.warnings == ['The column "x" is a whole number in table 1 and a text in table 3: it is a text now.']
    with pytest.raises(DataError, match=r'"x" is a whole number in table 1 and a text in table 3: convert'):
        put(one, one, other, conflicts="error")


def test_categories_in_different_orders_lose_their_order_and_it_is_told():
    one = pd.DataFrame({"x": pd.Categorical(["a"], categories=["a", "b"], ordered=True)})
    other = pd.DataFrame({"x": pd.Categorical(["b"], categories=["b", "a"], ordered=True)})
    context = QuietContext()
    made = put(one, other, context=context)["x"]
    assert (made.tolist(), made.cat.ordered) == (["a", "b"], False)
    assert "different orders" in context.warnings[0]


def test_whole_numbers_never_change_in_silence():
    huge, small = pd.DataFrame({"x": [2**53 + 1]}), pd.DataFrame({"x": [0.5]})
    with pytest.raises(DataError, match="9007199254740993 in row 0") as error:
        put(small, huge)
    assert error.value.facts["port"] == "tables"
    assert put(pd.DataFrame({"x": [2**53]}), small)["x"].tolist() == [2.0**53, 0.5]
    assert put(huge, pd.DataFrame({"y": [1]}))["x"].tolist()[0] == 2**53 + 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"source": "m", "labels": ["Jan"]}, "2 tables and 1 names"),
        ({"source": "id"}, 'already have a column "id"'),
        ({"columns": "same"}, "no column"),
    ],
)
def test_settings_that_do_not_fit_are_told_before_anything_runs(given, words):
    node = Concatenate.from_settings(given)
    with pytest.raises(DataError, match=words):
        node.spec({"tables": [TableSpec.of(JANUARY), TableSpec.of(FEBRUARY)]})
    with pytest.raises(DataError, match="no table is connected"):
        node.spec({"tables": []})


def test_categories_that_are_not_known_yet_have_a_spec():
    spec = TableSpec.of(JANUARY[["kind"]])
    unknown = TableSpec(columns=(spec["kind"].model_copy(update={"categories": None}),))
    assert Concatenate().spec({"tables": [spec, unknown]})["table"]["kind"].categories is None
    texts = TableSpec.of(pd.DataFrame({"kind": ["a"]}))
    assert Concatenate().spec({"tables": [texts, unknown]}) == {"table": None}


ROWS = st.lists(st.tuples(st.integers(-9, 9), st.sampled_from([None, "a", "é"])), max_size=5)


@given(st.lists(ROWS, min_size=1, max_size=4), st.data())
@settings(max_examples=40, deadline=None)
def test_all_rows_are_there_in_order(tables, data):
    frames = []
    for rows in tables:
        frame = pd.DataFrame(rows, columns=["n", "t"]).astype({"n": "int64", "t": "str"})
        dtypes = {"n": data.draw(st.sampled_from(["int64", "Int64", "float64", "int8"])),
                  "t": data.draw(st.sampled_from(["str", "category", "string"]))}  # fmt: skip
        frames.append(frame.astype(dtypes))
    made = put(*frames)
    assert values(made["n"]) == [row[0] for rows in tables for row in rows]
    assert values(made["t"]) == [row[1] for rows in tables for row in rows]
    predicted = Concatenate().spec({"tables": [TableSpec.of(frame) for frame in frames]})["table"]
    given, expected = predicted, TableSpec.of(made)
    if any(all(text is None for _, text in rows) for rows in tables) and given is not None and given != expected:
        # A table without any category tells nothing of them: they alone are not known then, and all else is exact.
        assert (given["t"].type, given["t"].categories) == ("category", None)
        given = given.replace(t=expected["t"])
    assert given == expected or (given is None and any(all(text is None for _, text in rows) for rows in tables))


def test_roles_stay_in_which_the_tables_agree():
    one = with_roles(JANUARY[["id", "city", "paid"]], {"id": "id", "city": "target", "paid": "weight"})
    other = with_roles(FEBRUARY[["id", "city", "note"]], {"id": "id", "city": "ignore", "note": "target"})
    node = Concatenate.from_settings({"source": "month"})
    made = node.run([one, other], QuietContext())
    assert made.attrs["roles"] == {"id": "id", "paid": "weight", "note": "target"}
    assert node.spec({"tables": [TableSpec.of(one), TableSpec.of(other)]})["table"] == TableSpec.of(made)
    third = with_roles(JANUARY[["kind"]], {"kind": "target"})
    assert put(one, other, third).attrs["roles"] == {"id": "id", "paid": "weight"}
    assert "roles" not in put(JANUARY, JANUARY).attrs


EXAMPLES = [
    Example({}, {"tables": [JANUARY, FEBRUARY]}),
    Example({"source": "from", "labels": ["a", "b", "c"]}, {"tables": [FEBRUARY, JANUARY, JANUARY.iloc[:0]]}),
    Example({"columns": "common", "renumber": False}, {"tables": [JANUARY, FEBRUARY]}),
    Example({"source": "from"}, {"tables": [JANUARY]}),
    Example({}, {"tables": [pd.DataFrame({"x": [1]}), pd.DataFrame({"x": ["a"]})]}),
]
