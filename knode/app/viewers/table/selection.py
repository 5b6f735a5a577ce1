"""Which cells of a table are selected: a rectangle between two cells, in the columns as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """A place in the table as it is shown: a row by its place in the order, a column by its number."""

    row: int
    column: int


class Block(NamedTuple):
    """A rectangle of cells: rows from `first` up to but without `end`, columns from left to right."""

    first: int
    end: int
    columns: tuple[int, ...]

    @property
    def cells(self) -> int:
        """How many there are."""
        return (self.end - self.first) * len(self.columns)


def between(anchor: Cell, current: Cell, shown: Sequence[int]) -> Block:
    """The rectangle between two cells; `shown` are the columns from left to right."""
    if anchor.column not in shown or current.column not in shown:
        return Block(current.row, current.row + 1, (current.column,) if current.column in shown else ())
    left, right = sorted((shown.index(anchor.column), shown.index(current.column)))
    first, last = sorted((anchor.row, current.row))
    return Block(first, last + 1, tuple(shown[left : right + 1]))


def moved(cell: Cell, down: int, right: int, rows: int, shown: Sequence[int]) -> Cell:
    """The cell so many rows and columns further, within the table."""
    place = shown.index(cell.column) if cell.column in shown else 0
    column = shown[max(0, min(len(shown) - 1, place + right))]
    return Cell(max(0, min(rows - 1, cell.row + down)), column)
