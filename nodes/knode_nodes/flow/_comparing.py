"""Comparisons of one value, such as that of a variable, with what a person wrote: those of Row Filter, for one value."""

from __future__ import annotations

from typing import Literal, Protocol, get_args

from knode.api import DataError, quoted
from knode_nodes.prep._patterns import check_pattern, matches

Scalar = str | int | float | bool
Comparing = Literal[
    "equal", "not equal", "less", "less or equal", "greater", "greater or equal", "between", "in", "not in",
    "contains", "does not contain", "starts with", "ends with", "matches", "does not match",
]  # fmt: skip
COMPARING = get_args(Comparing)
LISTS = ("in", "not in", "between")
OPPOSITES: dict[str, Comparing] = {
    "not equal": "equal",
    "not in": "in",
    "does not contain": "contains",
    "does not match": "matches",
}
"""Operators that a missing value fulfils, and those that say the opposite."""
ORDERED = ("less", "less or equal", "greater", "greater or equal", "between")


class Comparison(Protocol):
    """An operator, and what to compare with: several values for some."""

    @property
    def operator(self) -> str:
        """One of COMPARING."""

    @property
    def value(self) -> Scalar | tuple[Scalar, ...] | None:
        """What to compare with."""

    @property
    def ignore_case(self) -> bool:
        """Whether capital and small letters are the same."""


def check_comparison(test: Comparison) -> None:
    """Raise ValueError where the value does not go with the operator."""
    if test.value is None:
        raise ValueError(f"`{test.operator}` needs a value to compare with")
    if (test.operator in LISTS) != isinstance(test.value, tuple):
        raise ValueError(f"`{test.operator}` needs {'a list of values' if test.operator in LISTS else 'one value'}")
    if test.operator == "between" and len(_values(test)) != 2:
        raise ValueError("`between` needs two values, the smaller first")
    if test.operator in ("matches", "does not match"):
        check_pattern(str(test.value))


def fulfils(value: Scalar, test: Comparison, called: str, port: str | None = None) -> bool:
    """Whether a value that is not missing passes.

    Raises DataError, with what the value is `called` and the port that it came from, where it cannot be ordered.
    """
    try:
        found = _holds(value, OPPOSITES.get(test.operator, test.operator), test)
    except TypeError as error:
        raise DataError(f"{called} {error}; compare a number with a number, a text with a text", port=port) from None
    return not found if test.operator in OPPOSITES else found


def _holds(value: Scalar, operator: str, test: Comparison) -> bool:
    wanted = _values(test)
    if operator == "matches":
        return _matches(as_text(value), str(wanted[0]), test.ignore_case)
    if test.ignore_case:
        value, wanted = _lowered(value), tuple(map(_lowered, wanted))
    if operator in ("contains", "starts with", "ends with"):
        return _has_part(as_text(value), operator, as_text(wanted[0]))
    if operator in ORDERED:
        return _in_order(value, operator, wanted)
    return any(one == other for one, other in (alike(value, each) for each in wanted))


def _values(test: Comparison) -> tuple[Scalar, ...]:
    return test.value if isinstance(test.value, tuple) else () if test.value is None else (test.value,)


def _lowered(value: Scalar) -> Scalar:
    return value.lower() if isinstance(value, str) else value


def _matches(text: str, pattern: str, ignore_case: bool) -> bool:
    import pandas as pd

    return bool(matches(pd.Series([text], dtype="str"), pattern, ignore_case=ignore_case)[0])


def _has_part(text: str, operator: str, part: str) -> bool:
    if operator == "contains":
        return part in text
    return text.startswith(part) if operator == "starts with" else text.endswith(part)


def _in_order(value: Scalar, operator: str, wanted: tuple[Scalar, ...]) -> bool:
    places = [_order(value, other) for other in wanted]
    if operator == "between":
        return places[0] >= 0 and places[1] <= 0
    return {
        "less": places[0] < 0,
        "less or equal": places[0] <= 0,
        "greater": places[0] > 0,
        "greater or equal": places[0] >= 0,
    }[operator]


def _order(value: Scalar, other: Scalar) -> int:
    """-1 where the value comes before the other, 0 where they are the same, 1 after it."""
    one, two = alike(value, other)
    if isinstance(one, str) != isinstance(two, str):
        raise TypeError(f"is {quoted(value)} and cannot be ordered against {quoted(other)}")
    return -1 if one < two else int(one != two)  # type: ignore[operator]


def alike(one: Scalar, other: Scalar) -> tuple[Scalar, Scalar]:
    """Two values to be compared: a number and a text that reads as a number are two numbers, true and "true" two truths."""
    if isinstance(one, str) == isinstance(other, str):
        return one, other
    if isinstance(one, str):
        return read(one, type(other)), other
    return one, read(str(other), type(one))


def read(text: str, kind: type) -> Scalar:
    """A text as a truth or a number where it reads as one, else the text."""
    if kind is bool:
        return {"true": True, "false": False}.get(text.strip().lower(), text)
    for convert in (int, float):
        try:
            return convert(text)
        except (ValueError, OverflowError):
            continue
    return text


def as_text(value: Scalar) -> str:
    """A value as a person writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
