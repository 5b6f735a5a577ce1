"""A table whose files are mapped into memory: only what is on the screen is read from them."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.app.viewers.table.decoding import ColumnCells, column_cells
from knode.host.table_layout import places
from knode.host.table_protocol import TableOpened, TableOrdered

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


ROWS_AT_ONCE = 1_000_000
LOOKED_AT = 24
"""First rows by which columns get their widths."""


class TableSource:
    """The cells of one opened table. Made and read on a thread of the background; the first one imports pyarrow."""

    def __init__(self, opened: TableOpened) -> None:
        self.opened = opened
        self.rows = opened.rows
        batches = functools.cache(self._batch)
        self.columns: list[ColumnCells] = [
            column_cells(place, batches, opened.rows) for place in places(opened.manifest)
        ]
        first = RowOrder(TableOrdered(order="", rows=opened.rows)).positions(0, LOOKED_AT)
        for column in self.columns:
            column.letters = max((len(text) for text in column.texts(first) if text), default=0)

    def _batch(self, number: int) -> pa.RecordBatch:
        from knode.store.arrow import read_part

        return read_part(Path(self.opened.files[number]))

    def __repr__(self) -> str:
        return f"TableSource({self.rows:,} rows, {len(self.columns)} columns)"


class RowOrder:
    """Which rows are shown: all as they are, or those whose positions stand in a file of the engine process."""

    def __init__(self, ordered: TableOrdered) -> None:
        self.name = ordered.order
        self.rows = ordered.rows
        self._positions: Any = None
        if ordered.file is not None and ordered.rows:
            import numpy as np

            self._positions = np.memmap(ordered.file, dtype="<i8", mode="r", shape=(ordered.rows,))

    def positions(self, first: int, count: int) -> np.ndarray[Any, Any]:
        """The positions in the table of the rows shown from `first` on."""
        import numpy as np

        end = min(first + count, self.rows)
        if self._positions is None:
            return np.arange(first, max(first, end))
        return np.asarray(self._positions[first:end])

    def place_of(self, position: int) -> int | None:
        """Where a row of the table is shown, None when it is not. Looks through all rows: call it in the background."""
        import numpy as np

        if self._positions is None:
            return position if 0 <= position < self.rows else None
        for first in range(0, self.rows, ROWS_AT_ONCE):
            found = np.flatnonzero(self._positions[first : first + ROWS_AT_ONCE] == position)
            if len(found):
                return first + int(found[0])
        return None
