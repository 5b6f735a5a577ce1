"""Messages about tables: what the window asks of the engine process when a person looks at one.

Columns go by number: first the levels of the row labels, where a table has its own, then its columns, in order, as
`knode.host.table_layout.places` lists them. Rows go by position, counted from 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from knode.core.plot import Match
from knode.host.protocol import Message, Method, Nothing

ExportFormat = Literal["csv", "parquet", "xlsx", "json"]


class OpenTable(Message):
    """Look at the table that a finished node gave at a port."""

    step: str
    port: str


class TableOpened(Message):
    """Where a table's data is: the manifest of the store, and the files of its parts, to be mapped into memory."""

    view: str
    rows: int
    manifest: dict[str, Any]
    files: tuple[str, ...]


class SortKey(Message):
    """One column that rows are sorted by."""

    column: int
    descending: bool = False


class RangeFilter(Message):
    """Rows whose value lies between two bounds, both included; a number, or a date or duration as text."""

    kind: Literal["range"] = "range"
    column: int
    low: float | str | None = None
    high: float | str | None = None
    inverted: bool = False


class ValuesFilter(Message):
    """Rows whose value, as plain text, is one of these; None stands for a missing one."""

    kind: Literal["values"] = "values"
    column: int
    values: tuple[str | None, ...]
    inverted: bool = False


class TextFilter(Message):
    """Rows whose value as plain text contains, starts with or equals a text, in capitals or not, or fits a pattern."""

    kind: Literal["text"] = "text"
    column: int
    text: str
    how: Literal["contains", "starts", "equals", "pattern"] = "contains"
    inverted: bool = False


class MissingFilter(Message):
    """Rows that have no value there."""

    kind: Literal["missing"] = "missing"
    column: int
    inverted: bool = False


Filter = Annotated[RangeFilter | ValuesFilter | TextFilter | MissingFilter, Field(discriminator="kind")]


def filter_of(match: Match) -> ValuesFilter | RangeFilter:
    """What finds the rows that a part of a plot stands for; the column's number is left to who has the table."""
    if match.values is not None:
        return ValuesFilter(column=0, values=match.values)
    return RangeFilter(column=0, low=match.low, high=match.high)


class OrderTable(Message):
    """Which rows to show, and in what order: those that pass all filters and hold the text somewhere."""

    view: str
    sort: tuple[SortKey, ...] = ()
    filters: tuple[Filter, ...] = ()
    text: str = ""


class TableOrdered(Message):
    """An order of rows: a file of their positions as 64-bit whole numbers, None for all rows as they are."""

    order: str
    rows: int
    file: str | None = None


class AskStatistics(Message):
    """Statistics of one column, over the rows of an order ("" for all rows).

    `full` looks at every value and adds what takes long; else a large table is judged by rows evenly taken from it. Of
    texts and categories the `most` commonest values are counted.
    """

    view: str
    column: int
    order: str = ""
    full: bool = False
    most: int = Field(default=8, ge=1, le=1_000)


class Bin(Message):
    """How many values lie between two bounds; of dates and durations the bounds are texts."""

    low: float | str
    high: float | str
    count: int


class TopValue(Message):
    """A value as plain text, and how often it occurs."""

    text: str
    count: int


class ColumnStatistics(Message):
    """What is known of a column's values.

    `sampled` is how many of the rows were looked at, None when all were. `bins` are of numbers, dates and durations,
    `top` the commonest values of all else, `others` how many values are none of them. `figures` are min, quartiles, max,
    mean and std by name, dates and durations as texts.
    """

    rows: int
    missing: int
    sampled: int | None = None
    distinct: int | None = None
    distinct_is_estimate: bool = False
    figures: dict[str, float | str] = Field(default_factory=dict)
    bins: tuple[Bin, ...] = ()
    top: tuple[TopValue, ...] = ()
    others: int = 0


class FindText(Message):
    """The next cell that holds a text, in capitals or not, after a cell of an order, and from the start when there is none."""

    view: str
    text: str
    columns: tuple[int, ...]
    order: str = ""
    row: int = 0
    column: int = -1
    backwards: bool = False


class TextFound(Message):
    """Where a text was found: the row by its place in the order; None when it is nowhere."""

    row: int | None = None
    column: int | None = None
    wrapped: bool = False


class ExportTable(Message):
    """Write the rows of an order to a file, with these columns in this order."""

    view: str
    columns: tuple[int, ...]
    path: str
    format: ExportFormat
    order: str = ""


class TableExported(Message):
    """What was written, and what there is to say about it."""

    path: str
    rows: int
    bytes: int
    notes: tuple[str, ...] = ()


class CloseTable(Message):
    """Nobody looks at the table any more."""

    view: str


OPEN_TABLE = Method("table.open", OpenTable, TableOpened, "knode.host.tables:open_table")
ORDER_TABLE = Method("table.order", OrderTable, TableOrdered, "knode.host.tables:order_table")
TABLE_STATISTICS = Method("table.statistics", AskStatistics, ColumnStatistics, "knode.host.tables:table_statistics")
FIND_IN_TABLE = Method("table.find", FindText, TextFound, "knode.host.tables:find_in_table")
EXPORT_TABLE = Method("table.export", ExportTable, TableExported, "knode.host.tables:export_table")
CLOSE_TABLE = Method("table.close", CloseTable, Nothing, "knode.host.tables:close_table")
