"""The log of runs: what ran, with which parameters, what was reused, how long it took. Secrets never get here."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from knode.store.database import Database
from knode.store.process import this_process
from knode.store.results import encode


class NodeRun(NamedTuple):
    """One node of a run: what became of it (`done`, `reused`, `failed`, `skipped` …) and in how many seconds."""

    node: str
    type: str
    status: str
    seconds: float
    signature: str | None = None
    message: str | None = None


class RunLog:
    """The runs of a workspace. A run that has begun and not ended holds a lease: gc keeps every result used since."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run_id: str, workflow: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Note that a run begins. `parameters` is JSON data; secrets are no parameters."""
        now = time.time()
        row = (run_id, workflow, encode(dict(parameters or {})), now)
        with self._database.transaction() as connection:
            connection.execute("INSERT INTO runs VALUES (?, ?, ?, ?, 'running', NULL)", row)
            connection.execute("INSERT INTO leases VALUES (?, ?, ?, ?, ?)", (run_id, *this_process(), now))

    def finish(self, run_id: str, status: str, seconds: float) -> None:
        """Note how a run ended, and let go of its lease."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE runs SET status = ?, seconds = ? WHERE id = ?", (status, seconds, run_id))
            connection.execute("DELETE FROM leases WHERE id = ?", (run_id,))

    def nodes(self, run_id: str, rows: Iterable[NodeRun]) -> None:
        """Note what became of nodes."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT INTO run_nodes VALUES (?, ?, ?, ?, ?, ?, ?)", [(run_id, *row) for row in rows]
            )

    def recent(self, count: int = 20) -> list[dict[str, Any]]:
        """The latest runs, newest first, as plain data. One whose process was killed has status `killed`."""
        from knode.store.leases import living

        with self._database.reading() as connection:
            alive = {lease.id for lease in living(connection)}
            rows = list(self._database.tables["runs"].rows_where(order_by="started desc", limit=count))
        for row in rows:
            row["parameters"] = json.loads(row["parameters"])
            if row["status"] == "running" and row["id"] not in alive:
                row["status"] = "killed"
        return rows

    def of(self, run_id: str) -> list[NodeRun]:
        """What became of the nodes of one run, in order."""
        with self._database.reading() as connection:
            query = "SELECT node, type, status, seconds, signature, message FROM run_nodes WHERE run = ? ORDER BY rowid"
            return [NodeRun(*row) for row in connection.execute(query, (run_id,))]
