"""A SELECT over tables, in a database of its own that reads no file and changes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, NoReturn, Self

from knode.api import ColumnSpec, Context, DataError, TableSpec, passing_folder, quoted
from knode_nodes.prep._binding import in_single_quotes
from knode_nodes.prep._exchange import shape_of, to_arrow, to_pandas
from knode_nodes.prep._expression import now_text
from knode_nodes.prep._moments import zone_of
from knode_nodes.prep._sessions import called, opened, reason, session
from knode_nodes.prep._syntax import CLOCKS, walked

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

PAUSE = 0.05
"""Seconds between two looks whether the person has stopped the run."""
NEAR = re.compile(r'syntax error at or near "(.+)"')
ABSENT_TABLE = re.compile(r"table with name (.+?) does not exist")
ABSENT_COLUMN = re.compile(r'referenced column "(.+?)" not found')


class Query:
    """A query and the tables that it may read, by the name that they have in it. Raises DataError where it cannot work."""

    def __init__(self, text: str, tables: Mapping[str, pd.DataFrame], threads: int = 1) -> None:
        self._text, self._tables, self._threads = text, tables, threads
        self._zone = next((zone for table in tables.values() for zone in _zones(table)), "UTC")
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            spill = str(opening.enter_context(passing_folder("sql")))
            self._database = opening.enter_context(closing(self._opened(spill)))
            for name, table in self._tables.items():
                self._database.register(name, _as_arrow(name, table))
            self._relation = self._bound()
            self._shapes = self._shaped()
            self._open = opening.pop_all()
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def spec(self) -> TableSpec:
        """The columns that it gives."""
        return TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, (_, dtype) in self._shapes.items()))

    def answer(self, context: Context) -> pd.DataFrame:
        """What it gives; stops when the run is stopped."""
        import duckdb
        import pandas as pd

        plain = ", ".join(
            sql.format(_written(name)) + f" AS {_written(name)}" for name, (sql, _) in self._shapes.items()
        )
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(self._relation.project(plain).to_arrow_table)
            try:
                while not wait([asked], PAUSE).done:
                    context.check_cancelled()
            except BaseException:
                self._database.interrupt()
                raise
            try:
                made = asked.result()
            except duckdb.Error as error:
                self._refuse(error)
        index = pd.RangeIndex(made.num_rows)
        columns = {name: to_pandas(made.column(name), dtype, index, name) for name, (_, dtype) in self._shapes.items()}
        return pd.DataFrame(columns, index=index)

    def _opened(self, spill: str) -> duckdb.DuckDBPyConnection:
        settings = {"threads": str(self._threads), "temp_directory": spill}
        try:
            return opened(settings, self._zone)
        except ValueError:
            raise DataError(
                f"the time zone {quoted(self._zone)} is not known here; convert to one such as Europe/Zurich"
            ) from None

    def _bound(self) -> duckdb.DuckDBPyRelation:
        import duckdb

        try:
            statements = self._database.extract_statements(self._text)
            if len(statements) != 1 or statements[0].type.name != "SELECT":
                raise DataError("write one query that begins with SELECT, WITH or FROM; nothing else is taken here")
            return self._database.sql(self._text)
        except duckdb.Error as error:
            self._refuse(self._placed(error))

    def _placed(self, error: Exception) -> Exception:
        """The same error from where DuckDB says the place in the query."""
        import duckdb

        try:
            self._database.execute(f"EXPLAIN {self._text}").fetchall()
        except duckdb.Error as placed:
            return placed
        return error

    def _shaped(self) -> dict[str, tuple[str, str]]:
        """For each column the SQL that makes it plain, and its dtype."""
        found: dict[str, tuple[str, str]] = {}
        for name, kind in zip(self._relation.columns, map(str, self._relation.types), strict=True):
            if name in found:
                raise DataError(f"two columns of the result are called {quoted(name)}: name them with AS", column=name)
            shape = shape_of(kind, missing=True, decimals=True, zone=self._zone)
            if shape is None:
                raise DataError(
                    f"the column {quoted(name)} is of the type {kind}, which a table does not hold: take a part of it, or "
                    "to_json(…)",
                    column=name,
                )
            found[name] = (shape.sql, shape.dtype)
        return found

    def _refuse(self, error: Exception) -> NoReturn:
        text, place = reason(error)
        if "file system operations are disabled" in text:
            raise DataError(
                "a query reads and writes no files: read the file with a reader such as CSV Reader, and connect its table"
            ) from None
        text = self._in_words(text)
        line = self._text.encode()[:place].count(b"\n") + 1
        raise DataError(f"{text} (line {line})" if place is not None else text) from None

    def _in_words(self, text: str) -> str:
        """What DuckDB says, with what the person may have meant."""
        named = ", ".join(map(_written, self._tables))
        if absent := ABSENT_TABLE.match(text):
            return f"there is no table {quoted(absent[1])}; the inputs are called {named}"
        if (near := NEAR.search(text)) and near[1].lower() in {name.lower() for name in self._tables}:
            return f"{text}; the word has a meaning of its own in SQL: write the input in double quotes, {_written(near[1])}"
        if (column := ABSENT_COLUMN.match(text)) and _written(column[1]) in self._text:
            return f"{text}; a text stands in single quotes: {in_single_quotes(column[1])}"
        return text


def clock_of(text: str) -> str | None:
    """A text that is another one when the query would give another answer, as it asks for the time or a random number."""
    row = session().execute("SELECT json_serialize_sql(?)", [text]).fetchone()
    tree: Any = json.loads(row[0]) if row else {}
    for part, _ in walked(tree):
        names = [str(part.get("function_name", "")), *part.get("column_names", [])[:1]]
        if any(name.lower() in CLOCKS for name in names):
            return now_text()
    return None


def _written(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _zones(table: pd.DataFrame) -> list[str]:
    return [called(zone) for zone in map(zone_of, table.dtypes) if zone is not None]


def _as_arrow(name: str, table: pd.DataFrame) -> Any:
    import pyarrow as pa

    columns = [str(column) for column in table.columns]
    lowered = [column.lower() for column in columns]
    for column in columns:
        if not column:
            raise DataError("a column has an empty name, which SQL cannot say: rename it", port=name, column=column)
        if lowered.count(column.lower()) > 1:
            raise DataError(
                f"SQL does not tell {quoted(column)} from a column that differs from it in capital letters only: rename one",
                port=name,
                column=column,
            )
    arrays = [to_arrow(table.iloc[:, place], name) for place in range(len(columns))]
    return pa.table(arrays, names=columns) if columns else pa.table({"no columns": pa.nulls(len(table))})
