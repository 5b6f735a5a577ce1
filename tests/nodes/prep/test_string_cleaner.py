"""StringCleaner."""

from __future__ import annotations

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.string_cleaner import STEPS, StringCleaner

TABLE = pd.DataFrame(
    {
        "name": ["  Zoë   MUSTER ", None, "", "zoe muster", "\u200bÉcole\u00a0№ 5"],
        "size": pd.Categorical(["S ", " s", None, "M", "S "], categories=["M", "S ", " s", "x"], ordered=True),
        "code": pd.Categorical([1, 2, None, 1, 2]),
        "any": pd.Series(["a ", None, "b", " ", "c"], dtype=object),
        "n": [1, 2, 3, 4, 5],
    }
).set_axis([9, 9, 8, 7, 6])


def cleaned(text, *steps):
    table = pd.DataFrame({"x": pd.Series([text], dtype="str")})
    made = StringCleaner.from_settings({"steps": list(steps)}).run(table)["x"]
    assert made.dtype == "str"
    return None if pd.isna(made[0]) else made[0]


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        ("trim", " \u00a0a b\t", "a b"),
        ("collapse spaces", "a \n\u00a0 b ", "a b "),
        ("remove spaces", " a b ", "ab"),
        ("lower case", "ÉCOLE", "école"),
        ("upper case", "école", "ÉCOLE"),
        ("upper case", "Große Straße", "GROSSE STRASSE"),
        ("title case", "it's o\u2019NEILL-smith", "It's O\u2019neill-Smith"),
        ("sentence case", "école DE bern", "École de bern"),
        ("remove accents", "Zoë Ångström ñ", "Zoe Angstrom n"),
        ("remove accents", "Łódź Tromsø Đorđe", "Lodz Tromso Dorde"),
        ("remove control characters", "a\u200b\x00\tb", "ab"),
        ("remove punctuation", "a.b-c_d$e", "abcde"),
        ("remove digits", "a1b٣", "ab"),
        ("remove letters", "ab12é-", "12-"),
        ("keep digits", "+41 (0)79", "41079"),
        ("keep letters and digits", "a-b 1é!", "ab1é"),
        ("straight quotes", "\u201ca\u201d \u2018b\u2019 \u2013\u2026", "\"a\" 'b' -..."),
        ("normal form", "e\u0301", "\u00e9"),
        ("compatible form", "\ufb01\uff21", "fiA"),
        ("remove HTML tags", "<p class='x'>a < b</p><br/>", "a < b"),
        ("empty to missing", " ", None),
    ],
)
def test_each_step_does_what_it_says(step, text, expected):
    assert cleaned(text, step) == expected


def test_every_step_is_tested_here():
    marks = next(mark for mark in test_each_step_does_what_it_says.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in marks.args[1]} == set(STEPS)


def test_steps_are_taken_in_the_order_listed():
    assert cleaned(" A  b ", "trim", "collapse spaces", "lower case") == "a b"
    assert cleaned("a.", "remove punctuation", "empty to missing") == "a"
    assert cleaned("..", "remove punctuation", "empty to missing") is None
    assert cleaned("..", "empty to missing", "remove punctuation") == ""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=8)), max_size=6))
def test_whole_columns_are_cleaned_as_each_text_alone(texts):
    table = pd.DataFrame({"x": pd.Series(texts, dtype="str")})
    steps = ["compatible form", "collapse spaces", "trim"]
    made = StringCleaner.from_settings({"steps": steps}).run(table)["x"]
    expected = [None if text is None else " ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]
    assert [None if pd.isna(value) else value for value in made] == expected


@pytest.mark.parametrize("step", ["trim", "lower case", "upper case"])
def test_texts_of_ascii_are_cleaned_as_beside_others(step):
    texts = pd.Series([f"{chr(one)}aZ {chr(one)}b{chr(one)}" for one in range(128)] + [None, "", "  "], dtype="str")
    node = StringCleaner.from_settings({"columns": ["x"], "steps": [step]})
    alone = node.run(pd.DataFrame({"x": texts}))["x"]
    beside = node.run(pd.DataFrame({"x": pd.concat([texts, pd.Series(["Ünï"], dtype="str")], ignore_index=True)}))["x"]
    pd.testing.assert_series_equal(alone, beside.iloc[:-1])
    part = node.run(pd.DataFrame({"x": texts}).iloc[60:90])["x"]
    pd.testing.assert_series_equal(part, alone.iloc[60:90])
    assert alone.tolist()[:128] == [
        {"t": str.strip, "l": str.lower, "u": str.upper}[step[0]](one) for one in texts[:128]
    ]


def test_categories_that_become_the_same_are_one():
    made = StringCleaner.from_settings({"columns": ["size"], "steps": ["trim", "lower case"]}).run(TABLE)["size"]
    assert made.cat.categories.tolist() == ["m", "s", "x"]
    assert made.cat.ordered
    assert made.astype(object).where(made.notna(), None).tolist() == ["s", "s", None, "m", "s"]


def test_columns_without_texts_stay_or_are_refused_when_they_are_named():
    made = StringCleaner().run(TABLE)
    assert made["code"].equals(TABLE["code"])
    with pytest.raises(DataError, match='"code" .*convert it to text before'):
        StringCleaner.from_settings({"columns": ["code"]}).run(TABLE)
    with pytest.raises(DataError, match='"n" is a whole number column'):
        StringCleaner.from_settings({"columns": ["n"]}).spec({"table": TableSpec.of(TABLE)})
    with pytest.raises(DataError, match='"any" holds 5 in row 1, which is no text'):
        StringCleaner.from_settings({"columns": ["any"]}).run(pd.DataFrame({"any": pd.Series(["a", 5], dtype=object)}))
    with pytest.raises(DataError, match="no column is chosen"):
        StringCleaner().spec({"table": TableSpec.of(TABLE[["n"]])})


EXAMPLES = [
    Example({"steps": ["remove control characters", "trim", "lower case", "remove accents"]}, {"table": TABLE}),
    Example({"columns": ["any", "name"], "steps": ["empty to missing"]}, {"table": TABLE}),
    Example({"columns": ["size"], "steps": ["keep digits", "empty to missing"]}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
]
