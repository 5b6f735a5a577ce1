"""Garbage collection: results go, least recently used first, and then the objects that no result refers to."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from knode.store.database import Database
from knode.store.leases import drop_dead, living
from knode.store.objects import GRACE_SECONDS, ObjectStore
from knode.store.results import STAMP_SECONDS

IDLE_GRACE_SECONDS = 5.0
"""How long an object that nothing refers to stays while no run is going on in any process."""
RUNS_KEPT = 1_000


class GcReport(NamedTuple):
    """What a collection removed, and how many bytes of objects it left."""

    results: int
    objects: int
    freed: int
    left: int
    temporary: int


class _Choice(NamedTuple):
    """The results to remove, and the objects that those that stay refer to."""

    doomed: list[str]
    referred: set[str]
    running: bool


def collect(
    database: Database,
    objects: ObjectStore,
    max_bytes: int,
    keep: Collection[str] = (),
    grace: float | None = None,
) -> GcReport:
    """Bring the store under `max_bytes`, as far as what is in use allows.

    Results are chosen and removed in one transaction. Objects are swept after it: an object that another process writes
    or refers to meanwhile was touched a moment ago, which is what `grace` (seconds) looks at. A collection that is
    killed half-way leaves objects that nothing refers to, and the next one sweeps them.
    """
    with database.transaction() as connection:
        drop_dead(connection)
        choice = _choose(connection, max_bytes, frozenset(keep))
        connection.executemany("DELETE FROM results WHERE signature = ?", [(name,) for name in choice.doomed])
        _forget_old_runs(connection)
    if grace is None:
        grace = GRACE_SECONDS if choice.running else IDLE_GRACE_SECONDS
    swept, freed, left = _sweep(objects, choice.referred, time.time() - grace)
    return GcReport(len(choice.doomed), swept, freed, left, objects.sweep_temporary())


def _choose(connection: sqlite3.Connection, max_bytes: int, keep: Collection[str]) -> _Choice:
    leases = living(connection)
    # A use is written down only now and then, so a result in use may carry a stamp that is a little older.
    since = min((lease.since for lease in leases), default=float("inf")) - STAMP_SECONDS
    rows = connection.execute("SELECT signature, used, length(outputs), objects FROM results ORDER BY used").fetchall()
    pinned = {name for (text,) in connection.execute("SELECT objects FROM pins") for name in json.loads(text)}
    sizes = {name: json.loads(text) for name, _, _, text in rows if text}
    uses = Counter(sha256 for found in sizes.values() for sha256 in found)
    total = sum({sha: size for found in sizes.values() for sha, size in found.items()}.values())
    total += sum(length for _, _, length, _ in rows)
    doomed = []
    for name, used, length, _ in rows:
        if total <= max_bytes:
            break
        if used >= since or name in keep:
            continue
        doomed.append(name)
        total -= length
        for sha256, size in sizes.get(name, {}).items():
            uses[sha256] -= 1
            if not uses[sha256]:
                total -= size
    return _Choice(doomed, pinned | {sha256 for sha256, count in uses.items() if count}, bool(leases))


def _forget_old_runs(connection: sqlite3.Connection) -> None:
    old = "SELECT id FROM runs ORDER BY started DESC LIMIT -1 OFFSET ?"
    connection.execute(f"DELETE FROM run_nodes WHERE run IN ({old})", (RUNS_KEPT,))
    connection.execute(f"DELETE FROM runs WHERE id IN ({old})", (RUNS_KEPT,))


def _sweep(objects: ObjectStore, referred: set[str], untouched_since: float) -> tuple[int, int, int]:
    swept = freed = left = 0
    for entry in objects.entries():
        gone = 0
        if entry.sha256 not in referred and entry.touched <= untouched_since:
            gone = objects.delete(entry.sha256, untouched_since=untouched_since)
            swept += bool(gone)
        freed += gone
        left += entry.size - gone
    return swept, freed, left
