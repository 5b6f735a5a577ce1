"""Writing what a person sees of a table to a file, by the nodes that write files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from knode.host.table_protocol import ExportTable, TableExported

if TYPE_CHECKING:
    import pandas as pd

    from knode.host.tables import TableView

WRITERS: Mapping[str, str] = {
    "csv": "io.CsvWriter",
    "parquet": "io.ParquetWriter",
    "xlsx": "io.ExcelWriter",
    "json": "io.JsonWriter",
}


def export(view: TableView, ask: ExportTable) -> TableExported:
    """Write the rows of an order.

    Raises:
        NodeUnavailable: the pack that writes files is not installed.
        DataError: the format cannot hold it, or the file cannot be written.
    """
    writer: Any = REGISTRY.get(WRITERS[ask.format])
    table = shown(view, ask)
    context = QuietContext(folder=view.folder)
    path = Path(view.folder) / ask.path
    writer(path=str(path)).run(table, context)
    return TableExported(path=str(path), rows=len(table), bytes=path.stat().st_size, notes=tuple(context.warnings))


def shown(view: TableView, ask: ExportTable) -> pd.DataFrame:
    """The columns that are shown, in their order, of the rows that are; labels become columns."""
    import pandas as pd

    order = view.order(ask.order)
    columns: dict[str, Any] = {}
    for number in ask.columns:
        series = view.series(number)
        values = series.array if order is None else series.array.take(order)
        columns[_free(view.place(number).name, columns)] = values
    return pd.DataFrame(columns, copy=False)


def _free(name: str, taken: Mapping[str, Any]) -> str:
    """A name for a label that does not hide a column of the same name."""
    while name in taken:
        name += "_"
    return name
