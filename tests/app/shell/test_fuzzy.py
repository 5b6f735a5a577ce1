"""Fuzzy matching in the command palette."""

from __future__ import annotations

from knode.app.shell.fuzzy import match, ranked

TITLES = ["Run: Run All", "View: Zoom In", "Run: Run to Here", "File: Save As…", "File: Save"]


def best(typed: str) -> str:
    return TITLES[ranked(typed, TITLES)[0][0]]


def test_beginnings_of_words_count_most() -> None:
    assert best("ra") == "Run: Run All"
    assert best("zi") == "View: Zoom In"
    assert best("rth") == "Run: Run to Here"


def test_the_shorter_title_comes_first() -> None:
    assert best("save") == "File: Save"


def test_every_letter_must_be_there_in_order() -> None:
    assert match("nur", "Run") is None
    assert match("", "Run") is not None


def test_the_letters_that_were_meant_are_known() -> None:
    found = match("ra", "Run All")
    assert found is not None
    assert found.letters == (0, 4)
