"""Write a table to a database."""

from __future__ import annotations

from typing import Any, Self

from pydantic import model_validator

from knode.api import Context, Database, Example, Node, Secret, Table, Variables, quoted, setting
from knode_nodes.io._address import check_url, chosen
from knode_nodes.io._cells import finer_than
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._sessions import Place, opened
from knode_nodes.io._sql_writing import Mode, Target, arrow_rows, write


class DatabaseWriter(Node):
    """Write the rows to a table of a database: SQLite, DuckDB, PostgreSQL, MySQL.

    Create makes a new table, append adds rows to one that is there, replace puts a new table into the place of an old one,
    upsert updates the rows whose keys are there and adds the others (it makes the table where there is none). All is one
    transaction: after an error or a stop the database is as it was before.

    The columns are compared with the table's before anything is written. Row labels are not written. Missing values become
    NULL; moments with a time zone are stored in UTC, all moments to the microsecond; categories as text. SQLite takes exact
    decimals of up to 15 digits. With keys a new table gets them as its primary key.

    Example: upsert with the keys `customer` brings a table of customers up to date. The variables `rows`, `inserted`,
    `updated` and `table` say what was done. To read the table after it was written in the same workflow, link them to a
    Database Reader and bind its setting table to the variable `table`.
    """

    pack = "io"
    icon = "database-writer"
    example = Example({"url": "sqlite:///shop.sqlite", "table": "customers", "mode": "upsert", "keys": ["customer"]})
    keywords = (
        "DB Writer", "DB Insert", "DB Update", "DB Merge", "DB Loader", "Database Writer", "Output Data", "Write Data In-DB",
        "to_sql", "INSERT", "UPSERT", "MERGE", "SQL", "PostgreSQL", "MySQL", "SQLite", "DuckDB",
    )  # fmt: skip
    effect = True

    url: str = setting("", "URL of the database, without a password; empty where a connection is linked.", form="file")
    password: Secret = setting(Secret(""), "Name of the secret that holds the password.")
    table: str = setting(..., "Table to write.", min_length=1)
    table_schema: str = setting("", "Schema of the table; empty takes the database's usual one.")
    mode: Mode = setting(
        "create",
        "Make a table, append rows, replace the table, or update by keys (upsert).",
        labels={
            "create": "make a new table",
            "append": "append rows",
            "replace": "replace the table",
            "upsert": "update by keys, or add (upsert)",
        },
    )
    keys: tuple[str, ...] = setting((), "Columns that tell which row is which.", form="columns", port="table")

    @model_validator(mode="after")
    def _check_url(self) -> Self:
        check_url(self.url)
        return self

    def run(self, table: Table, context: Context, database: Database | None = None) -> Variables:
        """Write the rows."""
        rows, kinds = arrow_rows(table)
        target = Target(self.table, self.table_schema, self.mode, self.keys)
        notes = Notes()
        with opened(Place.of(chosen(self.url, self.password, database), context), writing=True) as session:
            done: dict[str, Any] = write(session, rows, kinds, target, notes)
        if finer := finer_than(table, "us"):
            notes.warnings.append(f"The database keeps times to the microsecond; those of {listed(finer)} were cut.")
        notes.tell(context)
        context.info(
            f"Wrote {len(table):,} rows to {quoted(self.table)}: {done['inserted']:,} new, {done['updated']:,} updated."
        )
        return Variables({"rows": len(table), **done, "table": self.table})
