"""Read many files into one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Context, DataError, Example, Node, Spec, Table, nearest, quoted, setting
from knode_nodes.io._conversion import pandas_values
from knode_nodes.io._delimited import Known
from knode_nodes.io._files import resolved
from knode_nodes.io._finding import Found, find, in_folder
from knode_nodes.io._gathering import Gathered
from knode_nodes.io._looking import looked
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._packed import plain_name
from knode_nodes.io._stacking import Differing, stacked
from knode_nodes.io.csv_reader import CsvReader
from knode_nodes.io.excel_reader import ExcelReader
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.io.parquet_reader import ParquetReader

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Format = Literal["csv", "json", "excel", "parquet"]
READERS: dict[Format, type[Any]] = {
    "csv": CsvReader,
    "json": JsonReader,
    "excel": ExcelReader,
    "parquet": ParquetReader,
}
ENDINGS: dict[str, Format] = {
    ending: name for name, reader in READERS.items() for ending in reader.reads if ending.count(".") == 1
}
Option = bool | int | float | str
LOOKED_AT = 3
PART = 65_536
WARNINGS_OF_FILES = 10


class ReadFiles(Node):
    """Read many files into one table, one below the other, with a column that says which file a row is from.

    Give a pattern: `*` stands for any characters of a name, `**` for any number of folders. Or connect a table with a
    column of paths, as List Files makes. CSV, text, JSON, Excel and Parquet files are read, each as its own reader
    does, packed ones and URLs too.

    Files may differ. A column that some lack has missing values there, or is left out, or is refused, as you choose. Where
    a column is whole numbers here and decimals there it becomes numbers; a column of gaps only takes the type of the
    others; what differs otherwise becomes text. Each difference is told with the names of file and column.

    Example: `exports/2024-*.csv` reads all months of 2024; the column `file` holds `2024-01.csv`, `2024-02.csv` …
    """

    pack = "io"
    icon = "read-files"
    keywords = (
        "Files Reader", "Multiple files", "Wildcard Input", "Dynamic Input", "Directory input", "CSV Reader (multiple)",
        "Import Images", "glob", "concat", "union", "folder", "batch",
    )  # fmt: skip
    reads = ("/",)
    example = Example({"path": "exports/2024-*.csv", "source": "name"})

    path: str = setting(
        "", "Pattern of the files to read, such as data/*.csv; ** means folders within too.", form="file"
    )
    column: Column = setting(Column("path"), "The column of paths in the connected table.")
    format: Literal["auto", "csv", "json", "excel", "parquet"] = setting(
        "auto", "How the files are read; auto goes by the endings of their names."
    )
    options: dict[str, Option] = setting(
        {},
        "Settings of the reader by name, such as separator: ; or sheet: 2; see CSV Reader, Excel Reader …",
        form="named",
    )
    columns: Differing = setting(
        "union",
        "Where files differ: all columns (union), those that all have (common), or refuse.",
        labels={
            "union": "all columns of any (union)",
            "common": "only those that all have (common)",
            "refuse": "refuse to read",
        },
    )
    source_column: str = setting("file", "Name of the column that says which file a row is from; empty makes none.")
    source: Literal["relative", "path", "name"] = setting(
        "relative",
        "What it says: the path below the pattern's first folder, the whole path, or the name alone.",
        when={"source_column": True},
        labels={"relative": "the path below the folder", "path": "the whole path", "name": "the name alone"},
    )
    on_error: Literal["fail", "skip"] = setting("fail", "What to do with a file that cannot be read.")

    def fingerprint(self, folder: Path) -> Any:
        """The paths, sizes and times of change of all files."""
        try:
            return {"files": [one.told for one in self._found(folder)]} if self.path else None
        except DataError:
            return {"files": None}

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns of the first files."""
        return looked(lambda: self._head(folder)) if self.path else {}

    def run(self, context: Context, files: Table | None = None) -> Table:
        """The rows of all files."""
        found = self._listed(files) if files is not None else self._found(context.folder)
        if not found:
            why = self._no_file_fits(context.folder) if files is None else "the connected table has no rows"
            raise DataError(f"there is nothing to read: {why}", port="files" if files is not None else None)
        notes, tables, readers, known = Notes(), Gathered(len(found)), _Warnings(), Known()
        for number, (one, read) in enumerate(self._each(found, context, known)):
            context.progress(number / len(found), one.name)
            try:
                within, table = read()
            except DataError as error:
                self._fail(one, error, notes)
            else:
                readers.add(within)
                tables.add(one.path, table)
        if not len(tables):
            raise DataError(f"not one of {len(found):,} files could be read: {notes.warnings[0]}")
        result = self._stacked(found, tables.tables(), notes, tables.together())
        readers.add_to(notes)
        notes.tell(context)
        context.info(f"Read {len(tables):,} files, {len(result):,} rows × {result.shape[1]:,} columns.")
        return result

    def _each(self, found: list[Found], context: Context, known: Known) -> Iterator[tuple[Found, Callable[[], Read]]]:
        """The files in order, and what reads each: of the first all may learn, the others are read side by side."""
        yield found[0], lambda: self._read(found[0], context, known, context.cores)
        beside = max(1, min(context.cores, len(found) - 1))
        cores = context.cores // beside
        with ThreadPoolExecutor(beside) as pool:
            waiting = [(one, pool.submit(self._read, one, context, replace(known), cores)) for one in found[1:]]
            try:
                yield from ((one, future.result) for one, future in waiting)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _read(self, one: Found, context: Context, known: Known, cores: int) -> Read:
        reader = self._reader(one)
        within: Any = _Within(context, one.relative, cores)
        return within, reader.read(within, known) if isinstance(reader, CsvReader) else reader.run(within)

    def _fail(self, one: Found, error: DataError, notes: Notes) -> None:
        facts = {name: error.facts.get(name) for name in ("column", "row")}
        text = error.message if one.name in error.message else f"{quoted(one.relative)}: {error.message}"
        if self.on_error == "fail":
            raise DataError(text, **facts) from None
        notes.warnings.append(f"Skipped {text}.")

    def _found(self, folder: Path) -> list[Found]:
        if not self.path.strip():
            raise DataError("no files are chosen: give a pattern such as data/*.csv, or connect a table of paths")
        return [one for one in find(self.path, folder) if not one.is_folder]

    def _no_file_fits(self, folder: Path) -> str:
        if resolved(self.path, folder).is_dir():
            return f"{quoted(self.path)} is a folder; for the files in it write {quoted(in_folder(self.path, '*'))}"
        return f"no file fits {quoted(self.path)}; a relative pattern starts at the workflow's folder"

    def _listed(self, files: pd.DataFrame) -> list[Found]:
        column = files[self.column.of(files, port="files")]
        if column.isna().any():
            row = int(column.isna().to_numpy().argmax())
            raise DataError("a path is missing", port="files", column=str(self.column), row=row)
        # One file twice is read once.
        return [Found(path, path, False, None, None) for path in dict.fromkeys(map(str, column))]

    def _reader(self, one: Found) -> Any:
        return READERS[self._format_of(one.name)].from_settings({**self._options(one), "path": one.path})

    def _options(self, one: Found) -> dict[str, Option]:
        """Options that a reader does not have are for files of another kind, unless all are of one."""
        known = READERS[self._format_of(one.name)].model_fields
        for name in self.options:
            if name == "path" or not any(name in reader.model_fields for reader in READERS.values()):
                near = nearest(
                    name, [*dict.fromkeys(field for each in READERS.values() for field in each.model_fields)]
                )
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(f"no reader has a setting {quoted(name)} (setting options){hint}")
        return {name: value for name, value in self.options.items() if name in known}

    def _format_of(self, name: str) -> Format:
        if self.format != "auto":
            return self.format
        plain = plain_name(name).lower()
        ending = plain[plain.rfind(".") :] if "." in plain else ""
        if ending not in ENDINGS:
            known = " ".join(sorted(ENDINGS))
            raise DataError(
                f"the name does not tell how {quoted(name)} is to be read; set format. Known endings: {known}"
            )
        return ENDINGS[ending]

    def _stacked(
        self,
        found: Iterable[Found],
        tables: dict[str, pd.DataFrame],
        notes: Notes,
        together: Mapping[str, Any] | None = None,
    ) -> pd.DataFrame:
        import pyarrow as pa

        names = {one.path: self._told(one) for one in found if one.path in tables}
        parts = {one.relative: tables[one.path] for one in found if one.path in tables}
        result = stacked(parts, self.columns, notes, together)
        if not self.source_column:
            return result
        if self.source_column in result.columns:
            raise DataError(
                f"the files already have a column {quoted(self.source_column)}; choose another source_column",
                column=self.source_column,
            )
        labels = [label for path, table in tables.items() for label in _repeated(names[path], len(table))]
        result.insert(0, self.source_column, pandas_values(pa.chunked_array(labels, pa.large_string())))
        return result

    def _told(self, one: Found) -> str:
        return {"relative": one.relative, "path": one.path, "name": one.name}[self.source]

    def _head(self, folder: Path) -> pd.DataFrame:
        tables: dict[str, pd.DataFrame] = {}
        few = list(islice(self._found(folder), LOOKED_AT))
        if not few:
            raise DataError("there is nothing to look at")
        for one in few:
            told = self._reader(one).peek(folder).get("table")
            if told is None:
                raise DataError("the file cannot be looked at quickly")
            tables[one.path] = told.empty()
        return self._stacked(few, tables, Notes())


def _repeated(text: str, count: int) -> Iterator[pa.Array]:
    """A text so many times. The parts share their memory: a long table takes no more than a short one."""
    import pyarrow as pa

    part = pa.repeat(pa.scalar(text, pa.large_string()), min(count, PART))
    for start in range(0, count, PART):
        yield part.slice(0, min(PART, count - start))


class _Warnings:
    """What the readers of the single files warn of, by text."""

    def __init__(self) -> None:
        self.files: dict[str, list[str]] = {}

    def add(self, within: _Within) -> None:
        """What the reader of one file warned of."""
        name = quoted(PurePosixPath(within.file).name)
        for text in within.warnings:
            self.files.setdefault(text.replace(name, "the file"), []).append(within.file)

    def add_to(self, notes: Notes) -> None:
        """Tell each text once, with the files that it is about."""
        texts = list(self.files.items())
        for text, files in texts[:WARNINGS_OF_FILES]:
            notes.warnings.append(f"{listed(files)}: {text}")
        if len(texts) > WARNINGS_OF_FILES:
            notes.warnings.append(f"There were {len(texts) - WARNINGS_OF_FILES:,} more warnings about single files.")


@dataclass(slots=True)
class _Within:
    """What the reader of one file sees of the context: its guesses are of no interest here, its warnings are gathered."""

    context: Context
    file: str
    cores: int
    warnings: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.context.folder

    def progress(self, fraction: float | None, message: str = "") -> None:
        self.context.check_cancelled()

    def check_cancelled(self) -> None:
        self.context.check_cancelled()

    def info(self, text: str) -> None:
        """Dozens of files would tell dozens of guesses."""

    def warn(self, text: str) -> None:
        self.warnings.append(text)


Read = tuple[_Within, Table]
