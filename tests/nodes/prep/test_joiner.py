"""Joiner."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec, type_words
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.joiner import Joiner

ORDERS = pd.DataFrame(
    {
        "order": [1, 2, 3, 4],
        "customer": ["a", "b", None, "x"],
        "amount": [10.0, 20.0, 30.0, 40.0],
        "note": ["p", "q", "r", "s"],
    },
    index=[40, 30, 20, 10],
)
CUSTOMERS = pd.DataFrame(
    {
        "customer": ["b", "a", None, "c"],
        "age": [31, 45, 99, 60],
        "member": [True, False, True, True],
        "size": pd.Categorical(["S", "M", "S", "L"]),
        "note": ["B", "A", "-", "C"],
    },
    index=list("wxyz"),
)
KEY = {"left_keys": ["customer"]}


def join(left=ORDERS, right=CUSTOMERS, context=None, **given):
    return Joiner.from_settings({**KEY, **given}).run(left, right, context or QuietContext())


def column(table, name):
    return [None if pd.isna(value) else value for value in table[name].tolist()]


def test_an_inner_join_has_the_rows_of_both_tables():
    table = join()
    assert list(table.columns) == ["order", "customer", "amount", "note", "age", "member", "size", "note_right"]
    assert table["order"].tolist() == [1, 2]
    assert table["age"].tolist() == [45, 31]
    assert table["note_right"].tolist() == ["A", "B"]
    assert table.index.tolist() == [0, 1]


def test_a_left_join_keeps_all_rows_of_the_left_table_and_whole_numbers_stay_whole():
    table = join(how="left")
    assert column(table, "order") == [1, 2, 3, 4]
    assert column(table, "age") == [45, 31, None, None]
    assert (str(table["age"].dtype), str(table["member"].dtype)) == ("Int64", "boolean")
    assert table["size"].dtype == CUSTOMERS["size"].dtype


def test_a_left_join_in_which_every_row_has_a_partner_keeps_the_dtypes():
    table = join(ORDERS.iloc[:2], how="left")
    pd.testing.assert_frame_equal(table, ORDERS.iloc[:2].merge(CUSTOMERS, on="customer", suffixes=("", "_right")))


def test_a_right_join_keeps_all_rows_of_the_right_table_in_their_order():
    table = join(how="right")
    assert column(table, "customer") == ["b", "a", None, "c"]
    assert column(table, "order") == [2, 1, None, None]
    assert str(table["order"].dtype) == "Int64"
    assert table["age"].dtype == "int64"


def test_an_outer_join_keeps_all_rows_those_of_the_left_table_first():
    table = join(how="outer")
    assert column(table, "customer") == ["a", "b", None, "x", None, "c"]
    assert column(table, "order") == [1, 2, 3, 4, None, None]
    assert column(table, "age") == [45, 31, None, None, 99, 60]
    assert column(table, "size") == ["M", "S", None, None, "S", "L"]
    assert table["size"].dtype == CUSTOMERS["size"].dtype
    assert table.index.tolist() == list(range(6))


def test_semi_and_anti_choose_rows_of_the_left_table_and_keep_their_index():
    semi, anti = join(how="semi"), join(how="anti")
    pd.testing.assert_frame_equal(semi, ORDERS.iloc[:2])
    pd.testing.assert_frame_equal(anti, ORDERS.iloc[2:])


def test_keys_may_have_different_names():
    right = CUSTOMERS.rename(columns={"customer": "id"})
    table = join(right=right, right_keys=["id"])
    assert table["id"].tolist() == ["a", "b"]
    outer = join(right=right, right_keys=["id"], how="outer")
    assert column(outer, "customer") == ["a", "b", None, "x", None, None]
    assert column(outer, "id") == ["a", "b", None, None, None, "c"]


def test_several_keys_must_all_be_the_same():
    left = pd.DataFrame({"a": [1, 1, 2], "b": ["x", None, "z"], "n": [1, 2, 3]}, index=[3, 2, 1])
    right = pd.DataFrame({"a": [1, 1, 2], "b": ["x", None, "q"], "m": [5, 6, 7]})
    assert join(left, right, left_keys=["a", "b"])["m"].tolist() == [5]
    assert join(left, right, left_keys=["a", "b"], how="anti").index.tolist() == [2, 1]
    assert column(join(left, right, left_keys=["a", "b"], how="outer"), "m") == [5, None, None, 6, 7]


def test_without_keys_those_are_taken_that_both_tables_have():
    table = Joiner().run(ORDERS[["order", "customer"]], CUSTOMERS[["customer", "age"]], QuietContext())
    assert table["age"].tolist() == [45, 31]


def test_suffixes_tell_columns_of_the_same_name_apart():
    table = join(left_suffix="_order", right_suffix="_customer")
    assert {"note_order", "note_customer"} <= set(table.columns)
    with pytest.raises(DataError, match='"note_right" is there already'):
        join(ORDERS.assign(note_right=1))


def test_a_column_of_one_table_may_be_called_as_the_key_of_the_other():
    left = pd.DataFrame({"id": [1, 2], "owner": ["a", "b"]})
    right = pd.DataFrame({"id": ["a", "b"], "name": ["Anna", "Bo"]})
    table = join(left, right, left_keys=["owner"], right_keys=["id"])
    assert table.to_dict("list") == {"id": [1, 2], "owner": ["a", "b"], "id_right": ["a", "b"], "name": ["Anna", "Bo"]}


def test_a_column_may_be_called_self():
    left = pd.DataFrame({"self": [1, 2], "x": [1, 2]})
    right = pd.DataFrame({"self": pd.array([1, 3], dtype="Int64"), "y": [1, 2]})
    assert column(join(left, right, left_keys=["self"], how="outer"), "self") == [1, 2, 3]
    other = right.rename(columns={"self": "x", "y": "self"})
    assert join(left[["x"]], other, left_keys=["x"], how="left")["self"].dtype == "Int64"


def test_an_index_may_be_called_as_a_key():
    for how in ("inner", "outer", "semi"):
        table = join(ORDERS.rename_axis("customer"), CUSTOMERS.rename_axis("customer"), how=how)
        assert table["order"].tolist()[:2] == [1, 2]


def test_repeated_keys_on_both_sides_are_told_with_a_row():
    left = pd.DataFrame({"k": [1, 1, 2, 3, 3]})
    right = pd.DataFrame({"k": [2, 2, 3, 1, 1], "v": range(5)})
    context = QuietContext()
    assert len(join(left, right, context, left_keys=["k"])) == 2 * 2 + 2 + 2
    assert len(context.warnings) == 1
    assert "1 is such a key, first in row 3" in context.warnings[0]
    with pytest.raises(DataError, match="rows multiply") as error:
        join(left, right, left_keys=["k"], repeated="error")
    assert error.value.facts["row"] == 3
    quiet = QuietContext()
    join(left, right, quiet, left_keys=["k"], repeated="allow")
    assert quiet.warnings == []


@pytest.mark.parametrize(
    ("left", "right"), [([1, 1], [1, 2]), ([1, 2], [2, 2]), ([1, 1, 2], [2, 2, 1]), ([None, None], [None, None])]
)
def test_no_warning_where_no_key_repeats_on_both_sides(left, right):
    context = QuietContext()
    join(
        pd.DataFrame({"k": left}, dtype="float64"),
        pd.DataFrame({"k": right}, dtype="float64"),
        context,
        left_keys=["k"],
    )
    assert context.warnings == []


KEYS = {
    "int8": pd.Series([1, 2], dtype="int8"),
    "int64": pd.Series([2, 3], dtype="int64"),
    "float": pd.Series([2.0, None]),
    "Int64": pd.Series([2, None], dtype="Int64"),
    "uint16": pd.Series([2, 7], dtype="uint16"),
    "numbers": pd.Series(pd.Categorical([2, 9])),
    "str": pd.Series(["b", None]),
    "string": pd.Series(["b", None], dtype="string"),
    "category": pd.Series(pd.Categorical(["b", "c"])),
    "other category": pd.Series(pd.Categorical(["b", "a"], categories=["b", "a", "z"])),
    "ordered": pd.Series(pd.Categorical(["b", "a"], ordered=True)),
    "bool": pd.Series([True, True]),
    "boolean": pd.Series([True, None], dtype="boolean"),
    "s": pd.Series(pd.to_datetime(["2026-01-01", None])).dt.as_unit("s"),
    "ns": pd.Series(pd.to_datetime(["2026-01-01", None])).dt.as_unit("ns"),
    "Oslo": pd.Series(pd.to_datetime(["2026-01-01", None])).dt.tz_localize("Europe/Oslo"),
    "UTC": pd.Series(pd.to_datetime(["2025-12-31T23:00", None])).dt.tz_localize("UTC"),
    "duration": pd.Series(pd.to_timedelta(["1h", None])),
    "month": pd.Series(pd.PeriodIndex(["2026-01", None], freq="M")),
}
ALIKE = [
    {"int8", "int64", "float", "Int64", "uint16", "numbers"},
    {"str", "string", "category", "other category", "ordered"},
    {"bool", "boolean"},
    {"s", "ns"},
    {"Oslo", "UTC"},
    {"duration"},
    {"month"},
]
HOWS = ["inner", "left", "right", "outer", "semi", "anti"]


@pytest.mark.parametrize("one", KEYS)
@pytest.mark.parametrize("other", KEYS)
def test_keys_of_one_type_are_compared_whatever_their_dtype_and_others_are_refused_naming_both(one, other):
    left = pd.DataFrame({"k": KEYS[one], "x": ["p", "q"]})
    right = pd.DataFrame({"k": KEYS[other], "y": ["r", "s"]})
    if not any({one, other} <= group for group in ALIKE):
        with pytest.raises(DataError, match="convert one of them") as error:
            Joiner().spec({"left": TableSpec.of(left), "right": TableSpec.of(right)})
        said = error.value.message
        assert f'"k" is a {type_words(left["k"].dtype)}' in said
        assert f'"k" a {type_words(right["k"].dtype)}' in said
        return
    for how in HOWS:
        node = Joiner.from_settings({"how": how, "repeated": "allow"})
        made = node.run(left, right, QuietContext())
        predicted = node.spec({"left": TableSpec.of(left), "right": TableSpec.of(right)})["table"]
        assert predicted == TableSpec.of(made)
        if one != other and how == "inner":
            assert (made["x"].isin(["p", "q"]) & (made["y"].notna())).all()
            assert len(made) >= 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"left_keys": ["customr"]}, 'no key column "customr"; did you mean "customer"'),
        (
            {"right_keys": ["age"]},
            '"customer" is a text column on the left, and "age" a whole number column on the right',
        ),
        ({"left_keys": ["order"], "right_keys": ["size"]}, "whole number column .* category"),
    ],
)
def test_keys_that_cannot_be_are_refused_before_anything_runs(settings, words):
    node = Joiner.from_settings({**KEY, **settings})
    with pytest.raises(DataError, match=words):
        node.spec({"left": TableSpec.of(ORDERS), "right": TableSpec.of(CUSTOMERS)})


def test_tables_without_a_common_column_need_keys():
    with pytest.raises(DataError, match="no column in common"):
        Joiner().spec({"left": TableSpec.of(ORDERS[["order"]]), "right": TableSpec.of(CUSTOMERS[["age"]])})


@pytest.mark.parametrize("settings", [{"right_keys": ["a", "b"]}, {"left_suffix": "_right"}])
def test_settings_that_contradict_are_refused(settings):
    with pytest.raises(SettingError):
        Joiner.from_settings({**KEY, **settings})


def test_tables_without_rows_join_to_one_without_rows():
    for how in HOWS:
        assert len(join(ORDERS.iloc[:0], CUSTOMERS.iloc[:0], how=how)) == 0
    assert len(join(ORDERS, CUSTOMERS.iloc[:0], how="left")) == 4
    assert len(join(ORDERS.iloc[:0], CUSTOMERS, how="outer")) == 4
    assert len(join(ORDERS, CUSTOMERS.iloc[:0], how="anti")) == 4


KEY_LISTS = st.lists(st.none() | st.integers(0, 4), max_size=8)


@given(KEY_LISTS, KEY_LISTS)
@settings(max_examples=40)
def test_every_kind_of_join_has_the_pairs_that_plain_python_finds(lefts, rights):
    left = pd.DataFrame({"k": pd.array(lefts, dtype="Int64"), "i": range(len(lefts))})
    right = pd.DataFrame({"k": pd.array(rights, dtype="Int64"), "j": range(len(rights))})
    pairs = [
        (i, j) for i, one in enumerate(lefts) for j, other in enumerate(rights) if one is not None and one == other
    ]
    lonely = [(i, None) for i in range(len(lefts)) if i not in {pair[0] for pair in pairs}]
    others = [(None, j) for j in range(len(rights)) if j not in {pair[1] for pair in pairs}]
    expected = {"inner": pairs, "left": pairs + lonely, "right": pairs + others, "outer": pairs + lonely + others}
    for how, rows in expected.items():
        made = Joiner.from_settings({"left_keys": ["k"], "how": how, "repeated": "allow"}).run(
            left, right, QuietContext()
        )
        found = list(zip(column(made, "i"), column(made, "j"), strict=True))
        assert sorted(found, key=str) == sorted(rows, key=str)
    semi = Joiner.from_settings({"left_keys": ["k"], "how": "semi"}).run(left, right, QuietContext())
    assert semi["i"].tolist() == sorted({i for i, _ in pairs})


@pytest.mark.parametrize(
    ("expect", "port", "row"), [("one to one", "left", 1), ("one to many", "left", 1), ("many to one", "right", 2)]
)
def test_a_repeated_key_is_refused_where_it_is_expected_once(expect, port, row):
    left = pd.DataFrame({"k": ["a", "a", None, None, "b"]})
    right = pd.DataFrame({"k": ["a", None, "a", None]})
    with pytest.raises(DataError, match=f'expected to be {expect}, and the key "a" of row {row}') as error:
        join(left, right, left_keys=["k"], expect=expect, repeated="allow")
    assert (error.value.facts["port"], error.value.facts["row"]) == (port, row)
    once = right.iloc[:2]
    assert len(join(left, once, left_keys=["k"], expect="many to one")) == 2
    assert len(join(once, left, left_keys=["k"], expect="one to many")) == 2


def test_rows_without_a_partner_come_out_at_outputs_of_their_own_if_asked():
    node = Joiner.from_settings({**KEY, "unmatched": True})
    assert [port.name for port in node.ports().outputs] == ["table", "left_unmatched", "right_unmatched"]
    assert [port.name for port in Joiner().ports().outputs] == ["table"]
    made = node.run(ORDERS, CUSTOMERS, QuietContext())
    pd.testing.assert_frame_equal(made["left_unmatched"], ORDERS.iloc[2:])
    pd.testing.assert_frame_equal(made["right_unmatched"], CUSTOMERS.iloc[2:])


def test_a_join_that_explodes_is_refused_before_it_runs_with_the_key_to_blame():
    left = pd.DataFrame({"k": ["x"] * 30_000 + ["y"] * 10, "b": 1})
    right = pd.DataFrame({"k": ["y"] * 5 + ["x"] * 30_000, "b": 1})
    with pytest.raises(DataError) as error:
        join(left, right, left_keys=["k", "b"])
    assert "would give 900,000,050 rows, more than the 20,000,000 that are allowed" in error.value.message
    assert 'The key "x", 1 stands in 30,000 rows of the left and 30,000 rows of the right' in error.value.message
    with pytest.raises(DataError, match="would give 56 rows, more than the 50"):
        join(left.iloc[-16:], right.iloc[:5], left_keys=["k", "b"], how="left", most_rows=50)
    assert len(join(left.tail(10), right.iloc[:5], left_keys=["k", "b"], most_rows=50)) == 50


def test_capital_letters_in_keys_may_count_as_small_ones():
    left = pd.DataFrame({"k": ["A", "b", None, "É"], "n": [1, 1, 1, 1]})
    right = pd.DataFrame({"k": pd.Categorical(["a", "B", None, "é"]), "n": [1, 1, 1, 1], "v": [1, 2, 3, 4]})
    assert len(join(left, right, left_keys=["k", "n"])) == 0
    made = join(left, right, left_keys=["k", "n"], ignore_case=True)
    assert (made["k"].tolist(), made["v"].tolist()) == (["A", "b", "É"], [1, 2, 4])


def test_lists_are_no_keys():
    table = pd.DataFrame({"k": [[1], [2]]})
    with pytest.raises(DataError, match="such as lists, which cannot be keys"):
        join(table, table, left_keys=["k"])


def test_categories_of_numbers_may_be_missing():
    left = pd.DataFrame({"k": pd.Categorical([1, None, 3])})
    right = pd.DataFrame({"k": [3, 1], "v": [30, 10]})
    for ignore_case in (False, True):
        assert column(join(left, right, left_keys=["k"], how="left", ignore_case=ignore_case), "v") == [10, None, 30]
    assert len(join(left, left, left_keys=["k"], ignore_case=True)) == 2


def test_huge_whole_numbers_are_compared_exactly():
    left = pd.DataFrame({"k": [2**53, 2**53 + 1, -(2**63)]})
    right = pd.DataFrame({"k": [2**53 + 1, 2**63 - 1], "v": [1, 2]})
    assert join(left, right, left_keys=["k"])["k"].tolist() == [2**53 + 1]


PAIRS = st.lists(st.tuples(st.sampled_from(["a", "b", "", None]), st.none() | st.integers(0, 2)), max_size=9)


@given(PAIRS, PAIRS, st.sampled_from(["inner", "left", "right", "outer"]))
@settings(max_examples=40, deadline=None)
def test_joins_by_several_keys_are_those_of_sql(lefts, rights, how):
    left = pd.DataFrame(lefts, columns=["k", "l"]).astype({"k": "str", "l": "Int64"}).assign(i=range(len(lefts)))
    right = pd.DataFrame(rights, columns=["k", "r"]).astype({"k": "str", "r": "Int64"}).assign(j=range(len(rights)))
    made = join(left, right, left_keys=["k", "l"], right_keys=["k", "r"], how=how, repeated="allow")
    with duckdb.connect() as connection:
        connection.register("lefts", left)
        connection.register("rights", right)
        wanted = connection.execute(
            "SELECT coalesce(lefts.k, rights.k), l, i, r, j "
            f"FROM lefts {'full' if how == 'outer' else how} JOIN rights ON lefts.k = rights.k AND l = r"
        ).fetchall()
    rows = list(zip(*(column(made, name) for name in made.columns), strict=True))
    assert list(made.columns) == ["k", "l", "i", "r", "j"]
    assert sorted(rows, key=str) == sorted(wanted, key=str)
    ordered = made["j" if how == "right" else "i"].dropna()
    assert ordered.is_monotonic_increasing


def test_a_join_that_is_too_large_though_no_key_repeats_says_so():
    alone = pd.DataFrame({"customer": pd.array([None] * 4, dtype="str"), "order": range(4)})
    for how in ("outer", "left"):
        with pytest.raises(DataError, match="more than the 2 that are allowed, though no row has several partners"):
            join(alone, CUSTOMERS, how=how, most_rows=2)


EXAMPLES = [Example({**KEY, "how": how}, {"left": ORDERS, "right": CUSTOMERS}) for how in HOWS]
EXAMPLES += [
    Example({"how": "left"}, {"left": ORDERS[["order", "customer"]], "right": CUSTOMERS[["customer", "size"]]}),
    Example({"how": "outer", **KEY}, {"left": ORDERS.iloc[:0], "right": CUSTOMERS.iloc[:0]}),
]
EXAMPLES += [Example({**KEY, "how": how, "unmatched": True}, {"left": ORDERS, "right": CUSTOMERS}) for how in HOWS[3:]]


@pytest.mark.parametrize(("kind", "made"), [("Sparse[bool, False]", "boolean"), ("Sparse[int64, 0]", "Int64")])
def test_a_sparse_column_is_missing_where_there_is_no_partner(kind, made):
    left = pd.DataFrame({"k": [1, 2, 3]})
    right = pd.DataFrame({"k": [1, 2], "x": pd.Series([1, 0]).astype(kind)})
    found = Joiner.from_settings({"left_keys": ["k"], "how": "left"}).run(left, right, QuietContext())
    column = (found[0] if isinstance(found, tuple) else found)["x"]
    assert str(column.dtype) == made
    assert column.isna().tolist() == [False, False, True]
    assert column[:2].astype("int64").tolist() == [1, 0]
