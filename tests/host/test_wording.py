"""Errors as data for the screen."""

from __future__ import annotations

from knode.core.errors import DataError
from knode.host.wording import problem_of


def test_what_is_said_before_a_run_begins_with_a_capital_letter() -> None:
    problem = problem_of(DataError("no condition is set: add one"), "rows")
    assert problem.message == "No condition is set: add one"
    assert problem.what == "No condition is set: add one"


def test_a_quoted_name_at_the_beginning_stays_as_it_is() -> None:
    assert problem_of(DataError('"age" is no number')).message == '"age" is no number'
