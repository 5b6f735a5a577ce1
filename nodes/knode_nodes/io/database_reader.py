"""Read a table or the answer to a query from a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from pydantic import model_validator

from knode.api import Columns, Context, Database, DataError, Example, Node, Secret, Spec, Table, quoted, setting
from knode_nodes.io import _sql
from knode_nodes.io._address import FILES, Address, check_url, chosen, no_table
from knode_nodes.io._looking import looked
from knode_nodes.io._notes import Notes
from knode_nodes.io._sessions import Place, Session, opened
from knode_nodes.io._sql_types import frame_of

if TYPE_CHECKING:
    import pandas as pd

Value = bool | int | float | str | None


class DatabaseReader(Node):
    """Read a table, or the answer to a query, from a database: SQLite, DuckDB, PostgreSQL, MySQL.

    Give the URL of the database (see Database Connector), or connect one. Then a table with its columns, or a query in the
    SQL of that database. Values from outside are parameters: the query says `:name`, the setting parameters says what it
    is; they are bound by the driver and never become a part of the query. The connection only reads.

    Whole numbers are whole numbers, with gaps too (Int64). Dates and moments become date/time, moments with a time zone
    in UTC. Decimals become numbers (whole ones where they have no places behind the point). Lists and objects become JSON
    text. In SQLite, which checks no types, a column is what its values are, or what it was declared to hold where all
    values fit.

    Example: the query `SELECT * FROM orders WHERE amount > :least` with the parameter `least` 100.
    """

    pack = "io"
    icon = "database-reader"
    keywords = (
        "DB Reader", "DB Query Reader", "DB Table Selector", "Database Reader", "SQL Table", "Input Data", "read_sql",
        "SELECT", "SQL", "PostgreSQL", "MySQL", "SQLite", "DuckDB", "query",
    )  # fmt: skip

    url: str = setting("", "URL of the database, without a password; empty where a connection is linked.", form="file")
    password: Secret = setting(Secret(""), "Name of the secret that holds the password.")
    table: str = setting("", "Table to read; empty where there is a query.")
    table_schema: str = setting("", "Schema of the table; empty takes the database's usual one.", when={"table": True})
    query: str = setting("", "Query instead of a table, with :name for parameters.", form="sql")
    parameters: dict[str, Value] = setting(
        {}, "Values of the query's parameters by name.", form="named", when={"query": True}
    )
    columns: Columns = setting(Columns.all(), "Columns to read.")
    row_limit: int | None = setting(None, "Read at most this many rows; empty reads all.", ge=0)
    reuse: bool = setting(
        False, "Reuse the result of an earlier run though a server's data may have changed. Files are looked at."
    )
    example = Example(
        {
            "url": "sqlite:///shop.sqlite",
            "query": "SELECT * FROM orders WHERE amount > :least",
            "parameters": {"least": 100},
        }
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        check_url(self.url)
        if self.table and self.query.strip():
            raise ValueError("there is a table and a query: empty one of the two")
        return self

    def fingerprint(self, folder: Path) -> Any:
        """The file's size and time of change; of a server something new each time."""
        return Address(self.url, self.password).fingerprint(folder, reuse=self.reuse) if self.url else None

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns of a table in a file."""
        return looked(lambda: self._look(folder)) if self.url and self.table else {}

    def _look(self, folder: Path) -> pd.DataFrame:
        address = Address(self.url, self.password)
        if address.system not in FILES:
            raise DataError("a server is not looked at before the run")
        with opened(Place(address, "", folder)) as session:
            return self._read(session, Notes(), 0)

    def run(self, context: Context, database: Database | None = None) -> Table:
        """The table or the answer."""
        notes = Notes()
        with opened(Place.of(chosen(self.url, self.password, database), context)) as session:
            table = self._read(session, notes, self.row_limit)
            notes.warnings += session.warnings
        notes.tell(context)
        context.info(f"Read {len(table):,} rows × {table.shape[1]:,} columns.")
        return table

    def _read(self, session: Session, notes: Notes, limit: int | None) -> pd.DataFrame:
        if not self.table and not self.query.strip():
            raise DataError("nothing is chosen to be read: set table or query")
        if self.query.strip():
            table = frame_of(*session.query(_sql.check_reading(self.query), self.parameters, limit), notes)
            return table[self.columns.of(table)]
        if self.parameters:
            raise DataError("parameters are for a query; a table has none")
        return self._rows(session, notes, limit)

    def _rows(self, session: Session, notes: Notes, limit: int | None) -> pd.DataFrame:
        known = session.tables() if not self.table_schema else [self.table]
        if self.table not in known:
            raise no_table(self.table, known)
        place = ".".join(session.quote(part) for part in (self.table_schema, self.table) if part)
        chosen = "*"
        if self.columns != Columns.all():
            names = self.columns.of(frame_of(*session.query(f"SELECT * FROM {place} WHERE 1 = 0", {}, None), Notes()))
            if not names:
                raise DataError(f"no column of {quoted(self.table)} is chosen")
            chosen = ", ".join(session.quote(name) for name in names)
        end = "" if limit is None else f" LIMIT {limit}"
        return frame_of(*session.query(f"SELECT {chosen} FROM {place}{end}", {}, None), notes)
