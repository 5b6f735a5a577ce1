"""ReplaceValues."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.replace_values import ReplaceValues

TABLE = pd.DataFrame(
    {
        "land": ["CH", "D", None, "de", "Zürich (CH)"],
        "size": pd.Categorical(["S", "M", None, "XL", "S"], categories=["S", "M", "L", "XL"], ordered=True),
        "code": pd.Categorical([1, 2, None, 1, 2]),
        "n": [1, 2, 3, 1, 999],
        "x": [1.0, np.nan, -999.0, np.inf, 0.1],
        "ok": [True, False, True, False, True],
        "on": pd.to_datetime(["2026-01-31", None, "1900-01-01", "2026-01-31 08:30", None], format="ISO8601"),
        "any": pd.Series([1, "x", None, [1], "CH"], dtype=object),
    }
).set_axis([7, 7, 5, 4, 3])
MAPPING = pd.DataFrame(
    {"old": ["CH", "D", "DE", None], "new": ["Schweiz", "Deutschland", "Deutschland", "?"], "rank": [1, 2, 2, 0]}
)


def pairs(*found):
    return [{"find": find, "replacement": replacement} for find, replacement in found]


def replaced(column, *found, mapping=None, **given):
    node = ReplaceValues.from_settings({"columns": [column], "replacements": pairs(*found), **given})
    return node.run(TABLE, mapping)[column]


def values(column):
    return [None if pd.api.types.is_scalar(value) and pd.isna(value) else value for value in column]


def test_whole_values_are_exchanged_and_the_others_stay():
    assert values(replaced("land", ("CH", "Schweiz"), ("DE", "Deutschland"))) == [
        "Schweiz", "D", None, "de", "Zürich (CH)",
    ]  # fmt: skip
    made = replaced("land", ("ch", "Schweiz"), ("DE", "Deutschland"), (None, "?"), ignore_case=True)
    assert values(made) == ["Schweiz", "D", "?", "Deutschland", "Zürich (CH)"]
    assert values(replaced("land", ("CH", None)))[0] is None
    assert values(replaced("land", ("CH", "first"), ("CH", "second")))[0] == "first"


def test_values_are_compared_as_the_columns_type():
    assert replaced("n", ("1", 5), (999, "6")).tolist() == [5, 2, 3, 5, 6]
    assert replaced("n", ("1", 5)).dtype == "int64"
    assert values(replaced("x", (-999, None), ("0.1", 2))) == [1, None, None, np.inf, 2]
    assert values(replaced("ok", ("true", False))) == [False] * 5
    made = replaced("on", ("1900-01-01", None), (None, "2000-01-01"))
    assert made.isna().tolist() == [False, False, True, False, False]
    assert made.iloc[1] == pd.Timestamp("2000-01-01")


def test_dtypes_stay_as_far_as_the_new_values_allow():
    assert str(replaced("n", (999, None)).dtype) == "Int64"
    assert values(replaced("n", (999, None))) == [1, 2, 3, 1, None]
    assert replaced("n", (1, 0.5)).tolist() == [0.5, 2, 3, 0.5, 999]
    assert str(replaced("ok", (True, None)).dtype) == "boolean"
    small = TABLE.assign(n=TABLE["n"].astype("int16"))
    node = ReplaceValues.from_settings({"columns": ["n"], "replacements": pairs((1, 40_000))})
    assert node.run(small)["n"].dtype == "int64"
    big = pd.DataFrame({"n": [2**60 + 1, 1]})
    assert node.run(big)["n"].tolist() == [2**60 + 1, 40_000]


def test_what_is_not_found_may_become_missing_or_a_default():
    assert values(replaced("n", (1, "one"), (2, "two"), unmatched="missing")) == ["one", "two", None, "one", None]
    made = replaced("n", (1, True), unmatched="default", default=False)
    assert str(made.dtype) == "boolean"
    assert made.tolist() == [True, False, False, True, False]
    assert str(replaced("land", ("CH", 1), unmatched="default", default=0).dtype) == "Int64"


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.text("abA", max_size=2)), max_size=6),
    st.dictionaries(
        st.text("abA", max_size=2), st.one_of(st.none(), st.text("xy", max_size=2)), min_size=1, max_size=4
    ),
)
def test_it_exchanges_as_a_dictionary_does(texts, known):
    table = pd.DataFrame({"x": pd.Series(texts, dtype="str")})
    node = ReplaceValues.from_settings({"replacements": pairs(*known.items())})
    assert values(node.run(table)["x"]) == [known.get(text, text) for text in texts]


@pytest.mark.parametrize("more", [0, 3])
def test_a_few_texts_and_many_are_exchanged_alike(more):
    entries = [("D", "CH"), ("CH", "D"), (None, "?"), ("D", "no"), *[(f"other {n}", "no") for n in range(more)]][
        -3 - more :
    ]
    expected = {"CH": "D", None: "?", "D": "CH" if more else "no"}
    for column in (
        TABLE["land"],
        TABLE["land"].iloc[1:4],
        TABLE["land"].iloc[:0],
        pd.Series([None, None], dtype="str"),
    ):
        node = ReplaceValues.from_settings({"replacements": pairs(*[("D", "CH")] * bool(more), *entries)})
        made = node.run(pd.DataFrame({"x": column}))["x"]
        assert values(made) == [expected.get(one, one) for one in values(column)]
        assert made.dtype == "str"
        assert made.index.equals(column.index)
    assert values(replaced("land", ("CH", None))) == [None, "D", None, "de", "Zürich (CH)"]


def test_parts_of_texts_are_replaced_one_after_the_other():
    assert values(replaced("land", ("(", "["), (")", "]"), ("CH", r"\1"), how="part of text")) == [
        r"\1", "D", None, "de", r"Zürich [\1]",
    ]  # fmt: skip
    assert values(replaced("land", ("ch", None), how="part of text", ignore_case=True))[4] == "Züri ()"


def test_a_pattern_is_replaced_with_its_groups():
    made = replaced("land", (r"^(\w+) \((\w+)\)$", r"\2: \1"), (r"(?P<one>D)", r"\g<one>\g<one>"), how="pattern")
    assert values(made) == ["CH", "DD", None, "de", "CH: Zürich"]


def test_other_columns_are_left_alone_unless_they_are_named():
    node = {"replacements": pairs(("a", "b")), "how": "pattern"}
    assert ReplaceValues.from_settings(node).run(TABLE[["n", "land"]])["n"].equals(TABLE["n"])
    with pytest.raises(DataError, match='"n" is a whole number column: convert it to text before'):
        ReplaceValues.from_settings({**node, "columns": ["n"]}).run(TABLE)


def test_categories_are_exchanged_and_those_that_become_the_same_are_one():
    made = replaced("size", ("XL", "L"), (None, "?"))
    assert values(made) == ["S", "M", "?", "L", "S"]
    assert made.cat.categories.tolist() == ["S", "M", "L", "?"]
    assert made.cat.ordered
    made = replaced("code", (1, 5))
    assert values(made) == [5, 2, None, 5, 2]
    assert made.cat.categories.dtype == "int64"
    assert values(replaced("code", (2, None))) == [1, None, None, 1, None]
    assert values(replaced("size", ("L$", "L!"), how="pattern")) == ["S", "M", None, "XL!", "S"]


def test_a_table_tells_the_pairs():
    given = {"from_column": "old", "to_column": "new"}
    assert values(replaced("land", mapping=MAPPING, **given)) == ["Schweiz", "Deutschland", "?", "de", "Zürich (CH)"]
    made = replaced(
        "land", mapping=MAPPING, from_column="old", to_column="rank", unmatched="default", default=9, ignore_case=True
    )
    assert made.tolist() == [1, 2, 0, 2, 9]
    assert values(replaced("any", mapping=MAPPING, **given)) == [1, "x", "?", [1], "Schweiz"]
    assert values(replaced("size", mapping=MAPPING.assign(old=["S", "M", "L", None]), **given))[:2] == [
        "Schweiz",
        "Deutschland",
    ]


def test_a_mapping_that_tells_two_things_is_refused():
    twice = pd.concat([MAPPING, MAPPING.assign(new="Suisse").head(1)])
    with pytest.raises(DataError, match='makes "CH" both "Schweiz" and, in row 4, "Suisse"'):
        replaced("land", mapping=twice, from_column="old", to_column="new")
    same = pd.concat([MAPPING, MAPPING])
    assert values(replaced("land", mapping=same, from_column="old", to_column="new"))[0] == "Schweiz"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "nothing is to be replaced"),
        ({"columns": ["lnd"], "replacements": pairs((1, 2))}, 'did you mean "land"'),
        (
            {"columns": ["n"], "replacements": pairs((1, "one"))},
            '"n" is a whole number column, and "one" is no whole number',
        ),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        ReplaceValues.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_a_mapping_that_cannot_work_is_told_before_there_are_rows():
    specs = {"table": TableSpec.of(TABLE), "mapping": TableSpec.of(MAPPING)}
    for node, words in [
        ({"from_column": "od"}, 'did you mean "old"'),
        ({"from_column": "old", "columns": ["land"], "to_column": "rank"}, "convert one of them"),
        ({"how": "pattern", "columns": ["land"]}, "a mapping finds whole values"),
    ]:
        with pytest.raises(DataError, match=words):
            ReplaceValues.from_settings({"columns": ["land"], **node}).spec(specs)


@pytest.mark.parametrize(
    "given",
    [
        {"how": "pattern", "replacements": pairs(("(", "x"))},
        {"how": "pattern", "replacements": pairs(("a", r"\1"))},
        {"how": "part of text", "replacements": pairs((None, "x"))},
        {"how": "part of text", "unmatched": "missing"},
    ],
)
def test_settings_that_cannot_work_are_refused(given):
    with pytest.raises(SettingError):
        ReplaceValues.from_settings(given)


@pytest.mark.parametrize("large", [1e300, 2**63, -(2**63) - 1])
def test_a_number_too_large_for_a_column_of_whole_numbers_is_refused(large):
    with pytest.raises(DataError, match='"n" is a column of whole numbers, for which .* is too large'):
        replaced("n", (1, large))


EXAMPLES = [
    Example({"replacements": pairs(("CH", "Schweiz"), (None, None)), "columns": ["land", "size", "any"]}, {"table": TABLE}),
    Example({"replacements": pairs((999, None), (1, 7)), "columns": ["n", "x", "code"]}, {"table": TABLE}),
    Example({"replacements": pairs(("true", 1)), "columns": ["ok", "on"], "unmatched": "default"}, {"table": TABLE}),
    Example({"replacements": pairs(("[A-Z]", "*")), "how": "pattern"}, {"table": TABLE.drop(columns="any")}),
    Example({"columns": ["land", "size"], "from_column": "old", "to_column": "new"},
            {"table": TABLE, "mapping": MAPPING}, rows="table"),
    Example({"columns": ["land"], "from_column": "old", "to_column": "rank", "unmatched": "missing"},
            {"table": TABLE, "mapping": MAPPING}, rows="table"),
]  # fmt: skip
