"""The next cell of a table that holds a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knode.host.table_protocol import FindText, TextFound
from knode.host.table_values import holding

if TYPE_CHECKING:
    import numpy as np

    from knode.host.tables import TableView

ROWS_AT_ONCE = 65_536


def find(view: TableView, ask: FindText) -> TextFound:
    """The nearest cell after the one asked from, or before it; then from the other end on, which is said."""
    order = view.order(ask.order)
    rows = view.rows if order is None else len(order)
    if not ask.text or not rows or not ask.columns:
        return TextFound()
    width = len(ask.columns)
    place = ask.columns.index(ask.column) if ask.column in ask.columns else -1
    start = ask.row * width + place
    search = _Search(view, ask, order)
    for wrapped, spans in enumerate(_spans(rows, ask.row, backwards=ask.backwards)):
        for first, end in spans:
            found = search.cell(first, end, None if wrapped else start)
            if found is not None:
                row, column = divmod(found, width)
                return TextFound(row=row, column=ask.columns[column], wrapped=bool(wrapped))
    return TextFound()


def _spans(rows: int, row: int, *, backwards: bool) -> list[Iterator[tuple[int, int]]]:
    """Spans of rows to look through, from a row to the end, then all that lies on the other side, the row included."""
    forwards = [_pieces(row, rows), _pieces(0, min(row + 1, rows))]
    return [_reversed(0, min(row + 1, rows)), _reversed(row, rows)] if backwards else forwards


def _pieces(first: int, end: int) -> Iterator[tuple[int, int]]:
    for start in range(first, end, ROWS_AT_ONCE):
        yield start, min(start + ROWS_AT_ONCE, end)


def _reversed(first: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in range(end, first, -ROWS_AT_ONCE):
        yield max(first, stop - ROWS_AT_ONCE), stop


class _Search:
    """Looks through spans of rows. Cells are numbered row by row, so that the nearest is the smallest or the largest."""

    def __init__(self, view: TableView, ask: FindText, order: np.ndarray[Any, Any] | None) -> None:
        self._view = view
        self._ask = ask
        self._order = order

    def cell(self, first: int, end: int, start: int | None) -> int | None:
        """The nearest cell of a span beyond the cell `start`."""
        import numpy as np

        width = len(self._ask.columns)
        cells = np.concatenate(
            [self._rows(column, first, end) * width + place for place, column in enumerate(self._ask.columns)]
        )
        backwards = self._ask.backwards
        if start is not None:
            cells = cells[cells < start] if backwards else cells[cells > start]
        if not len(cells):
            return None
        return int(cells.max() if backwards else cells.min())

    def _rows(self, column: int, first: int, end: int) -> Any:
        import numpy as np
        import pyarrow as pa

        array = self._view.array(column)
        part = array.slice(first, end - first) if self._order is None else array.take(pa.array(self._order[first:end]))
        found = holding(part, self._ask.text).to_numpy(zero_copy_only=False)
        return np.flatnonzero(found) + first
