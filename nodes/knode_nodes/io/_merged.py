"""Merged cells of a sheet: all cells of a range show what stands in its first one, and only that one holds it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Merged(NamedTuple):
    """A range of merged cells: its first and last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


def merged_of(sheet: Any) -> list[Merged] | None:
    """The merged cells of a sheet of python-calamine; None for a format of which it does not tell them."""
    ranges = sheet.merged_cell_ranges
    return None if ranges is None else [Merged(*first, *last) for first, last in ranges]


def within(merged: Sequence[Merged], first: int, count: int) -> list[Merged]:
    """The ranges that begin in `count` rows from `first` on, cut off below these, their rows counted from `first`."""
    last = first + count - 1
    return [
        one._replace(top=one.top - first, bottom=min(one.bottom, last) - first)
        for one in merged
        if first <= one.top <= last
    ]


def filled_across(rows: Sequence[Sequence[Any]], merged: Sequence[Merged]) -> list[list[Any]]:
    """The rows with the value of each range in all its columns."""
    filled = [list(row) for row in rows]
    for top, left, _, right in within(merged, 0, len(rows)):
        row = filled[top]
        row[left : right + 1] = [row[left] if cell is None else cell for cell in row[left : right + 1]]
    return filled


def downwards(rows: Sequence[Sequence[Any]], merged: Sequence[Merged]) -> list[Merged]:
    """The ranges of several of the rows that hold a value."""
    return [
        one
        for one in within(merged, 0, len(rows))
        if one.bottom > one.top and one.left < len(rows[one.top]) and rows[one.top][one.left] is not None
    ]


def fill_down(rows: Sequence[list[Any]], ranges: Sequence[Merged]) -> None:
    """Put the value of each range into its first column's empty cells."""
    for top, left, bottom, _ in ranges:
        for row in rows[top + 1 : bottom + 1]:
            if row[left] is None:
                row[left] = rows[top][left]
