"""How well a typed text matches a name."""

from __future__ import annotations

import pytest

from knode.core.matching import Match, Query, Text, fold


def score(typed: str, name: str) -> float:
    found = Query(typed).match(Text.of(name))
    return found.score if found else 0.0


def marked(typed: str, name: str) -> str:
    """The name with what matched in brackets."""
    found = Query(typed).match(Text.of(name)) or Query(typed).slip(Text.of(name))
    assert found is not None
    out, end = "", 0
    for start, stop in found.spans:
        out += name[end:start] + "[" + name[start:stop] + "]"
        end = stop
    return out + name[end:]


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("row", "Row Filter", "[Row] Filter"),
        ("filter", "Row Filter", "Row [Filter]"),
        ("filter row", "Row Filter", "[Row] [Filter]"),
        ("rf", "Row Filter", "[R]ow [F]ilter"),
        ("rofi", "Row Filter", "[Ro]w [Fi]lter"),
        ("ilte", "Row Filter", "Row F[ilte]r"),
        ("csre", "CsvReader", "[Cs]v[Re]ader"),
        ("gruop", "Group By", "[Group] By"),
        ("regrssion", "Linear Regression", "Linear [Regr]e[ssion]"),
        ("joinner", "Joiner", "[Joiner]"),
        ("sorterr", "Sorter", "[Sorter]"),
    ],
)
def test_what_matched_is_told(typed: str, name: str, expected: str) -> None:
    assert marked(typed, name) == expected


def test_better_kinds_of_match_have_better_scores() -> None:
    ways = ["Joiner", "Joiner of Tables", "Left Joiner", "Misjoiner"]
    scores = [score("joiner", name) for name in ways]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert 0 < score("jnr", "Joiner") < scores[-1]


def test_a_shorter_name_is_the_better_match_of_its_kind() -> None:
    assert score("row", "Row Filter") > score("row", "Row Filter by Reference")


@pytest.mark.parametrize(("typed", "name"), [("xyz", "Joiner"), ("renioj", "Joiner"), ("a", "Joiner"), ("zz", "zebra")])
def test_what_does_not_match_is_not_found(typed: str, name: str) -> None:
    assert Query(typed).match(Text.of(name)) is None


def test_letters_far_apart_do_not_match() -> None:
    assert Query("jns").match(Text.of("join the columns of tables in this")) is None


def test_short_words_have_no_slips() -> None:
    assert Query("cvs").slip(Text.of("CSV Reader")) is None


def test_two_slips_are_too_many() -> None:
    assert Query("jooiinr").slip(Text.of("Joiner")) is None


def test_accents_and_case_do_not_matter_and_places_stay() -> None:
    text = Text.of("Größe ändern")
    assert len(text.folded) == len(text.shown)
    assert Query("GROSSE").match(text) is None
    assert Query("AND").match(text) == Match(Query("änd").match(text).score, ((6, 9),))  # type: ignore[union-attr]


def test_folding_keeps_the_length_of_any_text() -> None:
    for text in ("İstanbul", "ﬁle", "ǆ", "Straße", "中文", "👍🏽", ""):
        assert len(fold(text)) == len(text)


def test_nothing_typed_is_no_query() -> None:
    assert not Query("  ")
    assert Query("a")
