"""SQLite: read through ADBC where it can, which is five times as fast, else and for writing by Python's own driver."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.api import DataError, quoted
from knode_nodes.io import _sql
from knode_nodes.io._cells import first_row
from knode_nodes.io._sessions import STAGED, WAIT, Answer, Place, Session, as_arrow, fetched, rows_of, taken
from knode_nodes.io._sql_types import DIGITS, SqlKind, declared_kind, digits

if TYPE_CHECKING:
    import pyarrow as pa


TYPES: Mapping[SqlKind, str] = {
    "integer": "INTEGER", "float": "REAL", "decimal": "NUMERIC", "boolean": "BOOLEAN", "text": "TEXT", "date": "DATE",
    "moment": "TIMESTAMP", "zoned": "TIMESTAMP WITH TIME ZONE", "time": "TIME", "binary": "BLOB",
}  # fmt: skip


class SqliteSession(Session):
    """A file of SQLite."""

    types = TYPES
    has_schemas = False

    def __init__(self, place: Place, *, writing: bool) -> None:
        super().__init__(place, writing=writing)
        self._file = place.address.file(place.folder, new=writing)
        self._is_new = writing and not self._file.exists()
        self._uri = f"{self._file.as_uri()}?mode={'rwc' if writing else 'ro'}"
        self._own = self._connected()
        while writing and not self._has_begun():
            self._own = self._connected()

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._uri, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)

    def _has_begun(self) -> bool:
        """Begin to write; False where another writer that failed has removed its new file while this one waited for it."""
        identity = self._identity()
        try:
            self._own.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._own.close()
            if self._identity() == identity:
                raise
            return False
        if identity is None or self._identity() != identity:
            self._own.close()
            return False
        # One that another writer has committed to is no new one any more.
        self._is_new = self._is_new and not self._file.stat().st_size
        return True

    def _identity(self) -> int | None:
        try:
            return self._file.stat().st_ino
        except FileNotFoundError:
            return None

    def query(self, sql: str, given: Mapping[str, Any], limit: int | None) -> Answer:
        kinds = self._kinds(sql, given)
        text, values = _sql.bound(sql, given, lambda name, number: f"?{number}")
        if not self._own.in_transaction and find_spec("adbc_driver_sqlite") is not None and self._is_one(text, values):
            found = self._by_adbc(text, values, limit)
            if found is not None:
                return found, kinds or [None] * found.num_columns
        self._own.text_factory = self._decoded
        with closing(self._own.execute(text, values)) as cursor:
            names = [str(column[0]) for column in cursor.description or ()]
            columns = fetched(cursor.fetchmany, len(names), limit, self.place.check)
        kinds = kinds or [None] * len(names)
        return as_arrow(names, columns, kinds), kinds

    def _is_one(self, text: str, values: list[Any]) -> bool:
        """Whether it is one statement: ADBC leaves out a second one without a word."""
        try:
            self._own.execute(f"EXPLAIN {text}", values).close()
        except sqlite3.Error:
            return False
        return True

    def _decoded(self, text: bytes) -> str:
        try:
            return text.decode()
        except UnicodeDecodeError:
            self.warnings = ['Some texts are no UTF-8: "\N{REPLACEMENT CHARACTER}" stands for what cannot be read.']
            return text.decode(errors="replace")

    def _by_adbc(self, text: str, values: list[Any], limit: int | None) -> pa.Table | None:
        """The answer; None where the driver takes offence, as it wants one type in all rows of a column, or gives no texts."""
        import adbc_driver_sqlite.dbapi as driver
        import pyarrow as pa

        try:
            with driver.connect(self._uri) as connection, connection.cursor() as cursor:
                cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "65536"})
                cursor.execute(text, values or None)
                found = taken(cursor.fetch_record_batch(), limit, self.place.check)
            # Texts that are no UTF-8 come as they are.
            found.validate(full=True)
        except (driver.Error, OSError, pa.ArrowInvalid):
            return None
        return found

    def _kinds(self, sql: str, given: Mapping[str, Any]) -> list[SqlKind | None]:
        """What the columns were declared to hold: a view of the query inherits it."""
        text, _ = _sql.bound(sql, given, lambda name, number: "NULL")
        try:
            self._own.execute(f"CREATE TEMP VIEW knode_declared AS {text}")
        except sqlite3.Error:
            return []
        found = self._own.execute("PRAGMA temp.table_info(knode_declared)").fetchall()
        self._own.execute("DROP VIEW temp.knode_declared")
        return [declared_kind(column[2]) for column in found]

    def tables(self) -> list[str]:
        found = self._own.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        return [name for (name,) in found if not name.startswith("sqlite_")]

    def execute(self, sql: str) -> None:
        self._own.execute(sql)

    def count(self, sql: str) -> int:
        return int(self._own.execute(sql).fetchone()[0])

    def stage(self, table: pa.Table, kinds: Sequence[SqlKind]) -> str:
        self._own.execute(self.create_staged(table, kinds))
        self.put(self.quote(STAGED), table, kinds)
        return STAGED

    def put(self, place: str, table: pa.Table, kinds: Sequence[SqlKind]) -> bool:
        prepared = _as_stored(table, kinds)
        marks = ", ".join("?" * table.num_columns)
        for rows in rows_of(prepared):
            self._own.executemany(f"INSERT INTO {place} VALUES ({marks})", rows)
            self.place.check()
        return True

    def commit(self) -> None:
        self._own.execute("COMMIT")
        self._is_new = False

    def rollback(self) -> None:
        begun, journal = self._own.in_transaction, Path(f"{self._file}-journal")
        if self._is_new and not begun:
            journal.unlink(missing_ok=True)
        # While no other program can write to it.
        self._remove()
        if begun:
            self._own.execute("ROLLBACK")
        elif journal.exists():
            # A full disk has ended the transaction; SQLite leaves it to the next writer to undo it, and no one could read.
            self._own.close()
            with closing(self._connected()) as next_one:
                next_one.execute("SELECT count(*) FROM sqlite_master").fetchone()

    def close(self) -> None:
        self._own.close()
        self._remove()

    def _remove(self) -> None:
        """Remove a new file to which nothing was committed. Windows removes none that is open."""
        if self._is_new:
            with suppress(PermissionError):
                self._file.unlink(missing_ok=True)
                self._is_new = False


def _as_stored(table: pa.Table, kinds: Sequence[SqlKind]) -> pa.Table:
    """Dates, moments and decimals as texts, as SQLite has no types for them."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = []
    for name, column, kind in zip(table.column_names, table.columns, kinds, strict=True):
        if kind in ("date", "moment", "zoned", "time", "decimal"):
            column = pc.replace_substring_regex(column.cast(pa.string()), r"\.0+(Z?)$", r"\1")
            if kind == "decimal":
                _check_decimals(name, column)
        columns.append(column)
    return pa.Table.from_arrays(columns, names=table.column_names)


def _check_decimals(name: str, texts: pa.ChunkedArray) -> None:
    """Whether SQLite keeps all digits: it makes whole numbers of 64 bits or floats of decimals."""
    import pyarrow.compute as pc

    many = pc.greater(digits(texts), DIGITS)
    for text in texts.filter(many).unique().to_pylist():
        if not (text.lstrip("-").isdecimal() and -(2**63) <= int(text) < 2**63):
            raise DataError(
                f"column {quoted(name)} holds exact decimals of more than {DIGITS} digits, such as {text}, which SQLite "
                "would round; round them or make the column text first, such as with Cast Columns",
                port="table",
                column=name,
                row=first_row(pc.equal(texts, text).to_numpy()),
            )
