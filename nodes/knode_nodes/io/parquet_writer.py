"""Write a table to a Parquet file."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Literal

from knode.api import Context, DataError, Example, Node, Table, quoted, setting, type_words, words_apart
from knode_nodes.io._cells import check_names
from knode_nodes.io._files import replacing, report_written
from knode_nodes.io._notes import listed
from knode_nodes.io._parquet import arrow_of, frame_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

MANY = 100_000
"""Of fewer rows a file keeps the different values of each column."""
SAMPLE, UNIQUE = 5_000, 4_950
"""Columns with so many different values in a sample have some 250,000 in all, more than a file lists."""


class ParquetWriter(Node):
    """Write a table to a Parquet file: small, quick to read again, and with all types and row labels as they are.

    The best choice for tables that another workflow or program reads later. The file is written beside the old one and
    takes its place at the end, so that an error never leaves half a file.

    Example: write the prepared rows to `prepared.parquet`, and read them with Parquet Reader.
    """

    pack = "io"
    icon = "parquet-writer"
    keywords = ("Parquet Writer", "Output Data", "to_parquet", "export", "save", "columnar")
    example = Example({"path": "prepared.parquet"})
    effect = True

    path: str = setting(..., "File to write; a relative name starts at the workflow's folder. Or a URL.", form="file")
    compression: Literal["snappy", "zstd", "gzip", "lz4", "none"] = setting(
        "snappy",
        "How the file is made small: snappy is quick, zstd smaller, gzip for old programs.",
        labels={
            "snappy": "quick (snappy)",
            "zstd": "smaller (zstd)",
            "gzip": "for old programs (gzip)",
            "lz4": "very quick (lz4)",
        },
    )
    create_folders: bool = setting(False, "Create the folders of the path that are missing.")

    def run(self, table: Table, context: Context) -> None:
        """Write the file."""
        check_names(table, "a Parquet file")
        made = _arrow_of(table)
        with replacing(self.path, context, create_folders=self.create_folders) as file:
            self._write(made, file)
            file.flush()
            changed = _changed(table, file.name)
        if changed:
            context.warn(f"The file holds other types than the table: {listed(changed)}.")
        report_written(context, table, self.path)

    def _write(self, table: pa.Table, file: IO[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet

        try:
            pyarrow.parquet.write_table(table, file, compression=self.compression, use_dictionary=_repeating(table))
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, TypeError, ValueError) as error:
            raise _refused(error) from None


def _arrow_of(table: pd.DataFrame) -> pa.Table:
    """The table as Arrow. Raises DataError for values that a file cannot hold."""
    import pyarrow as pa

    columns = {str(name): table.iloc[:, position] for position, name in enumerate(table.columns)}
    for name, column in columns.items():
        if column.dtype == object:
            _check_column(name, column)
    try:
        made = arrow_of(table)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, TypeError, ValueError) as error:
        for name, column in columns.items():
            _check_column(name, column)
        raise _refused(error) from None
    for field in made.schema:
        if pa.types.is_dictionary(field.type) and isinstance(field.type.value_type, pa.BaseExtensionType):
            raise _no_column(field.name, f"its categories are of no plain type ({_kind_of(columns[field.name])})")
    return made


def _kind_of(column: pd.Series) -> str:
    return type_words(column.cat.categories.dtype)


def _no_column(name: str, problem: str) -> DataError:
    return DataError(
        f"a Parquet file cannot hold column {quoted(name)}: {problem}; make it text or number first",
        port="table",
        column=name,
    )


def _refused(error: Exception) -> DataError:
    return DataError(f"the table cannot be stored as Parquet: {quoted(str(error))}", port="table")


def _repeating(table: pa.Table) -> bool | list[str]:
    """The columns that the file keeps as numbers of their different values: all but those with hardly any repetition.

    Of these the values would be listed until the list is too long, and written as they are from there on.
    """
    import numpy as np
    import pyarrow as pa

    fields = list(table.schema)
    # What is inside of lists has names of its own.
    if table.num_rows < MANY or any(pa.types.is_nested(field.type) for field in fields):
        return True
    sample = table.take(np.linspace(0, table.num_rows - 1, SAMPLE).astype("int64"))
    fixed = [field.name for field in fields if pa.types.is_primitive(field.type)]
    unique = {name for name in fixed if len(sample[name].unique()) >= UNIQUE}
    return [field.name for field in fields if field.name not in unique]


def _check_column(name: str, column: pd.Series) -> None:
    import pyarrow as pa

    problem = ""
    values = column.dtype.categories.to_series() if str(column.dtype) == "category" else column  # type: ignore[union-attr]
    try:
        made = pa.Array.from_pandas(values)
        if values.dtype == object and pa.types.is_struct(made.type):
            problem = "it holds dictionaries"
    except pa.ArrowNotImplementedError:
        problem = f"there is no such type ({type_words(values.dtype)})"
    except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError, ValueError):
        problem = (
            "its values are of several types" if values.dtype == object else f"of its type ({type_words(values.dtype)})"
        )
    if problem:
        raise _no_column(name, problem)


def _changed(table: pd.DataFrame, path: str) -> list[str]:
    """The columns, with both types, that will not come back with the type they have."""
    import pyarrow.parquet

    back = frame_of(pyarrow.parquet.read_schema(path).empty_table()).dtypes.to_dict()
    changed = {
        name: words_apart(back[str(name)], dtype)
        for name, dtype in table.dtypes.items()
        if str(back.get(str(name), dtype)) != str(dtype) and back[str(name)] != dtype
    }
    return [f"{name}: {made} instead of {given}" for name, (made, given) in changed.items()]
