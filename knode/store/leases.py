"""Leases: what a process that runs now has used since some moment is not collected."""

from __future__ import annotations

import sqlite3
import time
from typing import NamedTuple

from knode.store.process import Owner, this_host

FOREIGN_SECONDS = 86_400.0
"""A lease of another machine counts this long; whether its process lives cannot be seen from here."""


class Lease(NamedTuple):
    """Whose it is, and since when what was used is in use."""

    id: str
    owner: Owner
    since: float

    def holds(self) -> bool:
        """Whether the process that took it still runs, as far as one can see."""
        if self.owner.host != this_host():
            return time.time() - self.since < FOREIGN_SECONDS
        return not self.owner.is_dead()


def living(connection: sqlite3.Connection) -> list[Lease]:
    """The leases of processes that still run."""
    rows = connection.execute("SELECT id, host, pid, started, since FROM leases").fetchall()
    leases = [Lease(row[0], Owner(*row[1:4]), row[4]) for row in rows]
    return [lease for lease in leases if lease.holds()]


def drop_dead(connection: sqlite3.Connection) -> None:
    """Forget the leases of processes that have ended."""
    alive = {lease.id for lease in living(connection)}
    for (name,) in connection.execute("SELECT id FROM leases").fetchall():
        if name not in alive:
            connection.execute("DELETE FROM leases WHERE id = ?", (name,))
