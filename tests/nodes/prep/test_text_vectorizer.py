"""TextVectorizer and the terms that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction import text

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep import text_vectorizer
from knode_nodes.prep.text_vectorizer import TextVectorizer

TABLE = pd.DataFrame(
    {
        "review": ["Good food, good wine", "bad food", None, "The café was GOOD", ""],
        "stars": [5, 2, 3, 4, 1],
        "title 😀": pd.Categorical(["Tasty", "Never again", "Tasty", None, "of the year"]),
    },
    index=list("vwxyz"),
)


def vectorize(table=TABLE, **how):
    return TextVectorizer.from_settings({"columns": ["review"], **how}).run(table, QuietContext())


def test_each_term_becomes_a_column():
    table, _, terms = vectorize(weight="count")
    words = ["bad", "café", "food", "good", "the", "was", "wine"]
    assert list(table.columns) == ["stars", "title 😀", *(f"review_{word}" for word in words)]
    assert table["review_good"].tolist() == [2, 0, 0, 1, 0]
    assert table["review_good"].dtype == "int32"
    assert table.index.tolist() == list("vwxyz")
    assert terms["term"].tolist() == words
    assert terms["rows"].tolist() == [1, 1, 2, 2, 1, 1, 1]
    assert terms["times"].tolist() == [1, 1, 2, 3, 1, 1, 1]


def test_the_example_of_the_help_is_true():
    table = vectorize(pd.DataFrame({"text": ["good food", "bad food"]}), columns=["text"], weight="count").table
    assert table.to_dict("list") == {"text_bad": [0, 1], "text_food": [1, 1], "text_good": [1, 0]}


WAYS = [
    ({}, {}),
    ({"shortest": 1, "longest": 2}, {"ngram_range": (1, 2)}),
    ({"terms": "characters", "shortest": 2, "longest": 3}, {"analyzer": "char", "ngram_range": (2, 3)}),
    ({"terms": "characters within words", "shortest": 3, "longest": 3}, {"analyzer": "char_wb", "ngram_range": (3, 3)}),
    ({"stop_words": "english"}, {"stop_words": "english"}),
    ({"most": 2}, {"max_features": 2}),
    ({"least_rows": 2, "most_share": 0.5}, {"min_df": 2, "max_df": 0.5}),
    ({"lowercase": False}, {"lowercase": False}),
    ({"accents": "remove"}, {"strip_accents": "unicode"}),
    ({"word_length": 1}, {"token_pattern": r"(?u)\b\w+\b"}),
]


@pytest.mark.parametrize("weight", ["count", "presence", "tf-idf"])
@pytest.mark.parametrize(("how", "options"), WAYS)
@pytest.mark.parametrize("dtype", ["str", "category"])
def test_texts_of_many_rows_count_as_often(how, options, weight, dtype):
    rows = pd.concat([TABLE] * 4, ignore_index=True).sample(frac=1.0, random_state=0)
    rows["review"] = rows["review"].astype(dtype)
    kind = text.TfidfVectorizer if weight == "tf-idf" else text.CountVectorizer
    least = 4 * how.get("least_rows", 0) or 1
    vectorizer = kind(binary=weight == "presence", **{**options, "min_df": least})
    expected = vectorizer.fit_transform(rows["review"].astype("str").fillna("")).toarray()
    made, model, terms = vectorize(rows, weight=weight, **{**how, "least_rows": least})
    names = [f"review_{term}" for term in vectorizer.get_feature_names_out()]
    np.testing.assert_allclose(made[names], expected)
    pd.testing.assert_frame_equal(model.apply(rows)[names], made[names])
    assert terms["rows"].tolist() == (expected > 0).sum(axis=0).tolist()


@pytest.mark.parametrize("weight", ["count", "presence", "tf-idf"])
@pytest.mark.parametrize(("how", "options"), WAYS)
def test_the_numbers_are_those_of_scikit_learn(how, options, weight):
    kind = text.TfidfVectorizer if weight == "tf-idf" else text.CountVectorizer
    vectorizer = kind(binary=weight == "presence", **options)
    expected = vectorizer.fit_transform(TABLE["review"].fillna("")).toarray()
    table, model, _ = vectorize(weight=weight, **how)
    names = [f"review_{term}" for term in vectorizer.get_feature_names_out()]
    assert model.outputs.names == names
    np.testing.assert_allclose(table[names], expected)
    new = pd.DataFrame({"review": ["bad wine, new words", None, "GOOD good café"]})
    np.testing.assert_allclose(model.apply(new), vectorizer.transform(new["review"].fillna("")).toarray())


@pytest.mark.parametrize("weight", ["count", "tf-idf"])
def test_hashed_terms_are_those_of_scikit_learn(weight):
    expected = text.HashingVectorizer(
        n_features=16, alternate_sign=False, norm="l2" if weight == "tf-idf" else None
    ).transform(TABLE["review"].fillna(""))
    made = vectorize(hashing=True, most=16, weight=weight)
    np.testing.assert_allclose(made.table[[f"review_{number}" for number in range(1, 17)]], expected.toarray())
    assert made.terms.empty


def test_several_columns_have_terms_of_their_own():
    table, model, terms = vectorize(
        columns=["review", "title 😀"], most=2, keep=True, weight="presence", separator=": "
    )
    made = ["review: food", "review: good", "title 😀: again", "title 😀: tasty"]
    assert list(table.columns) == [*TABLE.columns, *made]
    assert terms["column"].tolist() == ["review"] * 2 + ["title 😀"] * 2
    assert model.replaces == ()


def test_words_can_be_left_out_however_they_are_written():
    made = vectorize(without=["FOOD", "Cafe"], accents="remove", stop_words="english").terms
    assert made["term"].tolist() == ["bad", "good", "wine"]


@given(st.lists(st.text(max_size=12) | st.none(), min_size=1, max_size=8), st.booleans(), st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_any_text_has_terms_or_the_reason_is_said(texts, characters, most):
    table = pd.DataFrame({"x": pd.Series(texts, dtype=object)}).astype("str")
    how = {"terms": "characters"} if characters else {}
    try:
        made, model, terms = vectorize(table, columns=["x"], most=most, weight="count", **how)
    except DataError as error:
        assert "no terms" in str(error)
        return
    assert 0 < len(made.columns) <= most
    assert made.sum().tolist() == terms["times"].tolist()
    pd.testing.assert_frame_equal(model.apply(table.iloc[::-1]), made.iloc[::-1])


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["reviw"]}, 'did you mean "review"'),
        (TABLE, {"columns": ["stars"]}, '"stars" is a whole number column'),
        (TABLE[["stars"]], {"columns": {"types": ["text"]}}, "no column of texts"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE.assign(review="of"), {"stop_words": "english"}, "words are left out"),
        (TABLE, {"least_rows": 4}, "no terms are found"),
        (TABLE.assign(review_good=1), {}, 'would be called "review_good"'),
        (TABLE, {"columns": ["review", "title 😀"], "hashing": True, "most": 20_000}, "40,000 columns"),
    ],
)
def test_what_has_no_terms_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        vectorize(table, **how)


def test_columns_that_memory_cannot_hold_are_refused(monkeypatch):
    monkeypatch.setattr(text_vectorizer, "CELLS", 30)
    with pytest.raises(DataError, match="7 columns of 5 rows do not fit into memory"):
        vectorize()


def test_the_shortest_term_is_no_longer_than_the_longest():
    with pytest.raises(SettingError, match="must not be longer"):
        TextVectorizer.from_settings({"shortest": 2})


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["review", "title 😀"], "weight": "count", "keep": True, "most": 3}, {"table": TABLE}),
    Example({"columns": ["review", "title 😀"], "hashing": True, "most": 4, "weight": "presence"}, {"table": TABLE}),
    Example({"columns": ["title 😀"], "hashing": True, "most": 4}, {"table": TABLE}),
]
