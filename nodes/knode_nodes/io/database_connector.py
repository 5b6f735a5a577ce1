"""Say once where a database is."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from pydantic import model_validator

from knode.api import Context, Database, Example, Node, Secret, setting
from knode_nodes.io._address import FILES, Address, check_url
from knode_nodes.io._sessions import Place, opened


class DatabaseConnector(Node):
    """Say once where a database is, for all the Database Readers and Writers that are connected to it.

    The URL names the system, user, host and database: `postgresql://anna@host/sales`, `mysql://anna@host/sales`,
    `sqlite:///sales.sqlite`, `duckdb:///sales.duckdb`. A path with three slashes starts at the workflow's folder, one with
    four is whole. The password never stands in the URL: keep it as a secret, and give the secret's name here.

    The connection is tried when the node runs, so that a wrong host or password is told here. What goes along the link is
    the URL and the name of the secret only; each reader and writer opens the database for itself.

    Example: the URL `postgresql://anna@db.example.org/sales?sslmode=require` with the secret `SALES_DB`.
    """

    pack = "io"
    icon = "database-connector"
    keywords = (
        "DB Connector", "SQLite Connector", "PostgreSQL Connector", "MySQL Connector", "Connect In-DB", "SQL Table",
        "connection", "JDBC", "ODBC", "SQLAlchemy",
    )  # fmt: skip

    url: str = setting(
        ..., "URL of the database, without a password, or the file of a SQLite or DuckDB database.", form="file"
    )
    example = Example({"url": "postgresql://anna@db.example.org/sales?sslmode=require", "password": "SALES_DB"})
    password: Secret = setting(Secret(""), "Name of the secret that holds the password.")
    reuse: bool = setting(
        False, "Reuse results of earlier runs though a server's data may have changed. Files are looked at."
    )

    @model_validator(mode="after")
    def _check_url(self) -> Self:
        check_url(self.url)
        return self

    def fingerprint(self, folder: Path) -> Any:
        """The file's size and time of change; of a server something new each time."""
        return Address(self.url, self.password).fingerprint(folder, reuse=self.reuse)

    def run(self, context: Context) -> Database:
        """The connection, after it was tried."""
        address = Address(self.url, self.password)
        if address.system in FILES and not address.file(context.folder, new=True).exists():
            context.warn("There is no such file yet: a Database Writer would make it.")
            return address
        with opened(Place.of(address, context)) as session:
            count = len(session.tables())
        context.info(f"Connected to {address.system}; it has {count:,} tables.")
        return address
