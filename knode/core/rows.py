"""What rows are called in messages: where they stand in the table that came in, wherever parts of it go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from knode.core.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

    Rows = pd.DataFrame | pd.Series

E = TypeVar("E", bound=BaseException)
KEY = 1 << 50
"""Added to the position of a row as its index; a floating-point number holds it exactly."""
MOST = 1 << 40


def keyed(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an index by which its rows are known wherever they go; one that has such an index keeps it."""
    import pandas as pd

    if _is_keyed(table) and table.index.is_unique:
        return table
    return table.set_axis(pd.RangeIndex(KEY, KEY + len(table)), axis=0)


def row_number(rows: Rows, position: int) -> int:
    """What the row at a position is called: its position in the table that was `keyed`, if it comes from one."""
    return int(rows.index[position]) - KEY if _is_keyed(rows) else int(position)


def renumbered(error: E, rows: Rows) -> E:
    """The error; where it is about a position in these rows, it and its text have what that row is called."""
    row = error.facts.get("row") if isinstance(error, DataError) else None
    if row is None or not 0 <= row < len(rows):
        return error
    assert isinstance(error, DataError)
    number = row_number(rows, row)
    if number != row:
        error.message = re.sub(rf"\brow (?:{row}|{row:,})\b(?!,\d)", f"row {number}", error.message)
        error.facts["row"] = number
    return error


def _is_keyed(rows: Rows) -> bool:
    index = rows.index
    return index.dtype.kind == "i" and bool(len(index)) and bool(KEY <= index.min() <= index.max() < KEY + MOST)
