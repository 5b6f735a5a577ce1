"""What a person means who calls a choice as it is called elsewhere."""

from __future__ import annotations

import pytest

from knode.core.nearness import fold
from knode.core.synonyms import WORDS, meant

NOT_FOUND = ("does not contain", "does not match")
OPERATORS = (
    "equal",
    "not equal",
    "less",
    "less or equal",
    "greater",
    "greater or equal",
    "is missing",
    "matches",
    *NOT_FOUND,
)
METHODS = ("sum", "mean", "median", "min", "max", "count", "count distinct", "std", "var")


@pytest.mark.parametrize(
    ("given", "choices", "found"),
    [
        (">", OPERATORS, "greater"),
        ("=", OPERATORS, "equal"),
        ("==", OPERATORS, "equal"),
        ("<>", OPERATORS, "not equal"),
        ("<=", OPERATORS, "less or equal"),
        ("is null", OPERATORS, "is missing"),
        ("regex", OPERATORS, "matches"),
        ("not like", OPERATORS, "does not contain"),
        ("Not contains", OPERATORS, "does not contain"),
        ("!~", OPERATORS, "does not match"),
        ("neither", ("all", "any", "none"), "none"),
        ("average", METHODS, "mean"),
        ("AVG", METHODS, "mean"),
        ("avrage", METHODS, "mean"),
        ("standard_deviation", METHODS, "std"),
        ("nunique", METHODS, "count distinct"),
        ("Sum", METHODS, "sum"),
        ("medain", METHODS, "median"),
        (True, ("auto", "yes", "no"), "yes"),
        (None, ("none", "balanced"), "none"),
        ("comma", (".", ","), ","),
        ("int", ("text", "integer"), "integer"),
        ("fail", ("error", "skip"), "error"),
        ("letf", ("inner", "left", "right"), "left"),
    ],
)
def test_a_choice_is_proposed_for_what_it_is_called_elsewhere(given: object, choices: tuple[str, ...], found: str):
    assert meant(given, choices) == found


@pytest.mark.parametrize("given", ["", "banana", "xyz", 7, None])
def test_nothing_is_proposed_for_what_is_like_none_of_them(given: object):
    assert meant(given, ("inner", "left", "right", "outer")) is None


def test_what_a_choice_is_called_itself_goes_before_what_another_one_is_called_elsewhere():
    assert meant("Lower", ("upper", "lower", "lower case")) == "lower"
    assert meant("missing", ("is missing", "missing")) == "missing"


def test_each_word_stands_once_in_its_line():
    for line in WORDS:
        words = [fold(word) for word in line.split("  ")]
        assert len(words) > 1
        assert all(words)
        assert len(set(words)) == len(words), line
