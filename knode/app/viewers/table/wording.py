"""Filters in words, as the chips above a table say them, and types and roles as its header does."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from knode.core.type_words import type_words
from knode.host.table_protocol import MissingFilter, RangeFilter, TextFilter, ValuesFilter

LONGEST = 48
JOINT = " · "
TEXT_WORDS = {
    "contains": ("{column} contains “{text}”", "{column} does not contain “{text}”"),
    "starts": ("{column} starts with “{text}”", "{column} does not start with “{text}”"),
    "equals": ("{column} equals “{text}”", "{column} does not equal “{text}”"),
    "pattern": ("{column} fits “{text}”", "{column} does not fit “{text}”"),
}


def type_called(dtype: str) -> str:
    """The type of a column of a dtype in a word, with its time zone; the dtype itself where there is no word for it."""
    word, parenthesis, zone = type_words(dtype).partition(" (")
    return QCoreApplication.translate("TypeWords", word) + parenthesis + zone


def role_called(role: str) -> str:
    """The role of a column in a word."""
    return QCoreApplication.translate("ColumnRole", role)


def in_words(column: str, condition: Any) -> str:
    """A filter of a column, in a few words."""
    if isinstance(condition, MissingFilter):
        text = say("{column} is there") if condition.inverted else say("{column} is missing")
        return text.format(column=column)
    if isinstance(condition, RangeFilter):
        return _range(column, condition)
    if isinstance(condition, ValuesFilter):
        names = ", ".join(say("missing") if value is None else value for value in condition.values)
        text = say("{column} is none of: {names}") if condition.inverted else say("{column}: {names}")
        return _short(text.format(column=column, names=names))
    if isinstance(condition, TextFilter):
        return _short(say(TEXT_WORDS[condition.how][condition.inverted]).format(column=column, text=condition.text))
    raise TypeError(f"{condition!r} is no filter")


def _range(column: str, condition: RangeFilter) -> str:
    low, high = _bound(condition.low), _bound(condition.high)
    if condition.high is None:
        text = say("{column} below {low}") if condition.inverted else say("{column} from {low}")
    elif condition.low is None:
        text = say("{column} above {high}") if condition.inverted else say("{column} up to {high}")
    else:
        text = say("{column} not from {low} to {high}") if condition.inverted else say("{column} from {low} to {high}")
    return text.format(column=column, low=low, high=high)


def _bound(value: float | str | None) -> str:
    return f"{value:,.10g}" if isinstance(value, float | int) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def say(text: str) -> str:
    """A text in the person's language."""
    return QCoreApplication.translate("TableFilter", text)
