"""Copying cells as a spreadsheet takes them: lines of values with tabs between."""

from __future__ import annotations

from typing import NamedTuple

from knode.app.viewers.table.selection import Block
from knode.app.viewers.table.source import RowOrder, TableSource

MOST_CELLS = 500_000
"""More than that goes to a file, not through the clipboard."""
ROWS_AT_ONCE = 4_096
SPECIAL = frozenset('\t\n\r"')


class Copied(NamedTuple):
    """The text, how many rows it holds, and of how many that were selected."""

    text: str
    rows: int
    of: int


def as_text(source: TableSource, order: RowOrder, block: Block, *, header: bool) -> Copied:
    """The cells of a block, as many rows of it as there is room for. Takes a while: call it in the background."""
    most = max(1, MOST_CELLS // max(1, len(block.columns)))
    end = min(block.end, block.first + most)
    columns = [source.columns[number] for number in block.columns]
    lines = ["\t".join(_quoted(column.name) for column in columns)] if header else []
    for first in range(block.first, end, ROWS_AT_ONCE):
        positions = order.positions(first, min(ROWS_AT_ONCE, end - first))
        cells = [column.raw(positions) for column in columns]
        lines += ["\t".join(map(_quoted, row)) for row in zip(*cells, strict=True)]
    return Copied("\n".join(lines), end - block.first, block.end - block.first)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if SPECIAL.intersection(text) else text
