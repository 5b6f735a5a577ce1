"""The workspace's SQLite file: opening it, its schema with migrations, and one connection that threads share."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from knode.core.errors import StoreError
from knode.store.failure import database_errors

if TYPE_CHECKING:
    import sqlite_utils

BUSY_SECONDS = 30.0
"""How long to wait for another process that writes."""


class Database:
    """One connection to `knode.db`, in WAL mode: readers and one writer at a time, in any number of processes.

    `connection` is used directly where thousands of rows go through; all else goes through `tables` (sqlite-utils,
    which is imported on first use because it brings pandas along). Whoever uses either holds `lock`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = threading.RLock()
        self._tables: sqlite_utils.Database | None = None
        with database_errors(path):
            self.connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            with database_errors(path):
                self._prepare()
        except BaseException:
            self.connection.close()
            raise

    def _prepare(self) -> None:
        self._use_wal()
        # In WAL mode a killed process loses nothing that was committed; a power cut at most the last commits.
        self.connection.execute("PRAGMA synchronous = NORMAL")
        version = self.version
        if version > len(MIGRATIONS):
            raise StoreError(
                f"The workspace {self.path.parent} was written by a newer knode (its schema is {version}, "
                f"this knode knows {len(MIGRATIONS)}). Upgrade knode, or delete the folder: only results are in it.",
            )
        if version < len(MIGRATIONS):
            self._migrate()

    def _use_wal(self) -> None:
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self.connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                # SQLite does not wait here by itself when another process makes the same change.
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
            time.sleep(0.005)

    @property
    def version(self) -> int:
        """The number of migrations that this file has been through."""
        found = self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").fetchone()
        if found is None:
            return 0
        return int(self.connection.execute("SELECT version FROM schema_version").fetchone()[0])

    def _migrate(self) -> None:
        with self.transaction():
            # Asked again now that no other process can be at it.
            for number in range(self.version, len(MIGRATIONS)):
                MIGRATIONS[number](self.tables)
                self.connection.execute("UPDATE schema_version SET version = ?", (number + 1,))

    @property
    def tables(self) -> sqlite_utils.Database:
        """The same connection through sqlite-utils."""
        if self._tables is None:
            import sqlite_utils

            self._tables = sqlite_utils.Database(self.connection)
        return self._tables

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and no other process writes meanwhile. Errors of SQLite become the store's."""
        with self.lock, database_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for this thread alone, with errors of SQLite as the store's."""
        with self.lock, database_errors(self.path):
            yield self.connection

    def close(self) -> None:
        """Close the file. A second time does nothing."""
        with self.lock, database_errors(self.path):
            self.connection.close()


def _first_schema(tables: sqlite_utils.Database) -> None:
    for statement in FIRST_SCHEMA.split(";\n"):
        tables.execute(statement)


# Written out, for the hot tables have no rowid and no foreign keys; sqlite-utils has no word for the former.
FIRST_SCHEMA = """
CREATE TABLE schema_version (version INTEGER NOT NULL);
INSERT INTO schema_version VALUES (0);
CREATE TABLE results (
    signature TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    outputs TEXT NOT NULL,
    seconds REAL NOT NULL,
    peak_bytes INTEGER,
    messages TEXT,
    objects TEXT,
    used REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX results_by_use ON results (used);
CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    workflow TEXT NOT NULL,
    parameters TEXT NOT NULL,
    started REAL NOT NULL,
    status TEXT NOT NULL,
    seconds REAL
) WITHOUT ROWID;
CREATE INDEX runs_by_start ON runs (started);
CREATE TABLE run_nodes (
    run TEXT NOT NULL,
    node TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    seconds REAL NOT NULL,
    signature TEXT,
    message TEXT
);
CREATE INDEX run_nodes_by_run ON run_nodes (run);
CREATE TABLE leases (id TEXT PRIMARY KEY, host TEXT, pid INTEGER, started INTEGER, since REAL) WITHOUT ROWID;
CREATE TABLE pins (name TEXT PRIMARY KEY, objects TEXT NOT NULL, pinned REAL NOT NULL) WITHOUT ROWID
"""

MIGRATIONS: list[Callable[[sqlite_utils.Database], object]] = [_first_schema]
"""What turns a file of schema n into one of schema n + 1."""
