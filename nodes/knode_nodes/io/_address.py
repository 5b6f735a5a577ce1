"""Where a database is: its URL without any password, and the connection that links carry."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from knode.api import Context, Database, DataError, Secret, nearest, quoted
from knode_nodes.io._files import existing, fingerprint_of, resolved

SYSTEMS = {
    "sqlite": "sqlite",
    "duckdb": "duckdb",
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
}
ENDINGS = {
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".db3": "sqlite",
    ".duckdb": "duckdb",
    ".ddb": "duckdb",
}
FILES = ("sqlite", "duckdb")
PASSWORD_FACTS = re.compile(r"pass|pwd|secret|token", re.IGNORECASE)
EXAMPLES = "sqlite:///sales.sqlite, duckdb:///sales.duckdb, postgresql://anna@host/sales, mysql://anna@host/sales"


@dataclass(frozen=True, slots=True)
class Address(Database):
    """A database by its URL, and the *name* of the secret with its password. It holds no open connection."""

    url: str
    password: Secret

    @property
    def system(self) -> str:
        """sqlite, duckdb, postgresql, mysql, or another name that SQLAlchemy may know."""
        if "://" not in self.url:
            ending = PurePath(self.url).suffix.lower()
            if ending not in ENDINGS:
                raise DataError(f"{quoted(self.url)} is no URL of a database. URLs are such as {EXAMPLES}")
            return ENDINGS[ending]
        name = urlsplit(self.url).scheme.lower().partition("+")[0]
        return SYSTEMS.get(name, name)

    @property
    def shown(self) -> str:
        """The URL for messages; it never holds a password."""
        return quoted(self.url)

    def file(self, folder: Path, *, new: bool = False) -> Path:
        """The file of a SQLite or DuckDB database; a new one only where `new`. Raises DataError."""
        path = self.path
        return resolved(path, folder) if new else existing(path, folder)

    @property
    def path(self) -> str:
        """The path that the URL names, as in SQLAlchemy: three slashes before a relative one, four before a whole one."""
        if "://" not in self.url:
            return self.url
        path = unquote(self.url.partition("://")[2].partition("?")[0])
        if not path.startswith("/") or path in ("/", "/:memory:"):
            raise DataError(
                f"{self.shown} names no file: three slashes stand before a relative path, four before a whole one"
            )
        return path[1:]

    def fingerprint(self, folder: Path, *, reuse: bool) -> Any:
        """What tells that the database may have changed: of a server something new each time, unless `reuse`."""
        try:
            if self.system in FILES:
                return fingerprint_of(self.path, folder) | _journal(self.path, folder)
        except DataError:
            return {"url": self.url}
        return {"url": self.url} if reuse else {"url": self.url, "run": uuid.uuid4().hex}

    def secret(self, context: Context) -> str:
        """The password; "" where none is named."""
        return context.secret(self.password) if self.password else ""


def _journal(path: str, folder: Path) -> dict[str, Any]:
    """SQLite and DuckDB may have written what is new beside the file only."""
    return {
        ending: fingerprint_of(path + ending, folder)["mtime_ns"]
        for ending in ("-wal", ".wal")
        if resolved(path + ending, folder).exists()
    }


def check_url(url: str) -> None:
    """Raise ValueError for a URL that holds a password; its text is in no message."""
    try:
        parts = urlsplit(url)
        holds = bool(parts.password) or any(PASSWORD_FACTS.search(name) for name, _ in parse_qsl(parts.query))
    except ValueError:
        raise ValueError("this is no URL of a database") from None
    if holds:
        raise ValueError(
            "the URL holds a password, which would stand in the workflow's file. Take it out, keep it as a secret "
            "(knode secret set NAME), and put the secret's name into the setting password"
        )


def chosen(url: str, password: Secret, database: Database | None) -> Address:
    """The address of the connected database, or of the URL in the settings. Raises DataError for both or none."""
    if database is not None:
        if not isinstance(database, Address):
            raise DataError("this connection is not one of Database Connector", port="database")
        if url:
            raise DataError("there is a connection and a URL too: empty the setting url, or remove the link")
        return database
    if not url.strip():
        raise DataError(f"no database is chosen: set url, or connect a Database Connector. URLs are such as {EXAMPLES}")
    return Address(url, password)


def no_table(name: str, known: list[str]) -> DataError:
    """There is no table of this name."""
    near = nearest(name, known)
    hint = f"did you mean {quoted(near)}?" if near else f"the database has: {', '.join(known[:8]) or 'no tables'}"
    return DataError(f"there is no table {quoted(name)}; {hint}")
