"""Read a table from a Parquet file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.io._files import at_hand, fingerprint_of, reading
from knode_nodes.io._parquet import frame_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

OLD_MOMENTS: Any = {"coerce_int96_timestamp_unit": "us"}
"""How to read moments as Spark writes them: in nanoseconds those before 1678 and after 2262 would become others."""
DOUBLED = re.compile(r"Multiple matches for FieldRef.Name\((.*?)\) in")


class ParquetReader(Node):
    """Read a table from a Parquet file, with the types and row labels that it was written with.

    Only the chosen columns are read, so that a few columns of a large file are there at once. Decimals stay exact, dates
    are dates at midnight.

    Example: choose `sales.parquet` and the columns `day` and `amount`.
    """

    pack = "io"
    icon = "parquet-reader"
    keywords = (
        "Parquet Reader",
        "read_parquet",
        "import",
        "load",
        "columnar",
        "Input Data",
    )
    example = Example({"path": "sales.parquet", "columns": ["day", "amount"]})
    reads = (".parquet", ".pq")

    path: str = setting(..., "File to read; a relative name starts at the workflow's folder. Or a URL.", form="file")
    columns: Columns = setting(Columns.all(), "Columns to read.")
    row_limit: int | None = setting(None, "Read at most this many rows; empty reads all.", ge=0)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The columns that the file tells of, where its place is known without the workflow's folder."""
        if not Path(self.path).expanduser().is_absolute():
            return {"table": None}
        with at_hand(self.path, Path(), quick=True) as file:
            return self._told(file)

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns that the file tells of."""
        try:
            with at_hand(self.path, folder, quick=True) as file:
                return self._told(file)
        except DataError:
            return {}

    def _told(self, file: Path) -> dict[str, Spec | None]:
        with reading(file):
            names, empty = self._chosen(file)
        spec = TableSpec.of(empty[names])
        # In files of other programs it stands in the rows which categories there are.
        unknown = {
            column.name: column.model_copy(update={"categories": None})
            for column in spec.columns
            if column.type == "category" and not column.categories
        }
        return {"table": spec.replace(**unknown)}

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """The file's path, size and time of change."""
        return fingerprint_of(self.path, folder)

    def run(self, context: Context) -> Table:
        """The table in the file."""
        with at_hand(self.path, context.folder, context.check_cancelled) as file, reading(file):
            names = None if self.columns == Columns.all() else self._chosen(file)[0]
            table = self._read(file, names)
        context.info(f"Read {len(table):,} rows × {table.shape[1]:,} columns.")
        return table

    def _chosen(self, file: Path) -> tuple[list[str], pd.DataFrame]:
        """The names to read, and the whole file's columns without rows."""
        import pyarrow.parquet

        def read() -> pa.Table:
            with pyarrow.parquet.ParquetFile(file, **OLD_MOMENTS) as parquet:
                return parquet.schema_arrow.empty_table()

        empty = _frame(_guarded(file, read), file)
        return self.columns.of(empty), empty

    def _read(self, file: Path, names: list[str] | None) -> pd.DataFrame:
        import pyarrow.parquet

        def read() -> pa.Table:
            if self.row_limit is None:
                # Reading ahead is for slow stores; the file is at hand, where it costs a copy.
                return pyarrow.parquet.read_table(
                    file, columns=names, use_pandas_metadata=True, pre_buffer=False, **OLD_MOMENTS
                )
            return self._head(pyarrow.parquet.ParquetFile(file, **OLD_MOMENTS), names)

        found = _guarded(file, read)
        table = _frame(found, file)
        if names is not None and table.columns.tolist() != names:
            table = table[names]
        return table if self.row_limit is None else table.head(self.row_limit)

    def _head(self, parquet: Any, names: list[str] | None) -> pa.Table:
        import pyarrow as pa

        batches = []
        rows = 0
        with parquet:
            for batch in parquet.iter_batches(columns=names, use_pandas_metadata=True):
                batches.append(batch)
                rows += len(batch)
                if self.row_limit is not None and rows >= self.row_limit:
                    break
            return pa.Table.from_batches(batches, batches[0].schema if batches else parquet.schema_arrow)


def _guarded(file: Path, read: Any) -> Any:
    import pyarrow as pa

    try:
        return read()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowKeyError, pa.ArrowTypeError) as error:
        if doubled := DOUBLED.search(str(error)):
            raise _two_columns(file, doubled[1]) from None
        why = "it is another kind of file, or cut off" if "magic bytes" in str(error) else quoted(str(error))
        raise DataError(f"{quoted(file.name)} is no readable Parquet file: {why}") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise DataError(f"{quoted(file.name)} is a damaged Parquet file: {quoted(str(error))}") from None


def _two_columns(file: Path, name: str) -> DataError:
    return DataError(
        f"{quoted(file.name)} has two columns that are called {quoted(name)}: write it anew with different names",
        column=name,
    )


def _frame(table: pa.Table, file: Path) -> pd.DataFrame:
    names = table.column_names
    if len(set(names)) < len(names):
        raise _two_columns(file, next(name for name in names if names.count(name) > 1))
    try:
        return _guarded(file, lambda: frame_of(table))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{quoted(file.name)} was written with damaged notes on its types: {quoted(str(error))}"
        ) from None
