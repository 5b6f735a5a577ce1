"""A window without a window: a client, the document it edits, and what it has been told."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knode.core import edits
from knode.core.edits import Change
from knode.core.workflow import Instance, Workflow
from knode.host import protocol
from knode.host.client import Client
from knode.host.document import document_changes
from knode.host.process import Lost
from knode.host.protocol import Event, LogLine, NodeStatus, RunEvent
from tests.processes import PATIENCE, wait_until


class Desk:
    """Opens workflows in an engine process and keeps what comes back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.client = Client()
        self.statuses: dict[str, NodeStatus] = {}
        self.events: list[Event] = []
        self.lines: list[LogLine] = []
        self.runs: list[RunEvent] = []
        self.lost: list[Lost] = []
        self.revision = 0
        self._changed = threading.Condition()
        self.client.on_event.append(self._hear)
        self.client.on_lost.append(self._lose)

    def renew(self, folder: Path) -> None:
        """Go to another workspace."""
        with self._changed:
            self.folder = folder
            for known in (self.statuses, self.events, self.lines, self.runs, self.lost):
                known.clear()

    def _hear(self, event: Event) -> None:
        with self._changed:
            self.events.append(event)
            if isinstance(event, protocol.StatusesEvent):
                for path, status in event.statuses.items():
                    if status is None:
                        self.statuses.pop(path, None)
                    else:
                        self.statuses[path] = status
            elif isinstance(event, protocol.LogEvent):
                self.lines.extend(event.lines)
            elif isinstance(event, RunEvent):
                self.runs.append(event)
            self._changed.notify_all()

    def _lose(self, lost: Lost) -> None:
        with self._changed:
            self.lost.append(lost)
            self._changed.notify_all()

    def until(self, condition: Callable[[], Any], seconds: float = PATIENCE) -> None:
        """Wait for what is to come; fail when it does not."""
        with self._changed:
            if not self._changed.wait_for(condition, seconds):
                shown = {path: status.state for path, status in self.statuses.items()}
                raise AssertionError(f"it did not come: {shown} {self.runs[-1:]} {self.lost} {self.lines[-5:]}")

    def until_states(self, **states: str) -> None:
        """Wait until nodes have these states."""
        self.until(lambda: all(self.state(node) == state for node, state in states.items()))

    def state(self, path: str) -> str | None:
        status = self.statuses.get(path)
        return None if status is None else status.state

    def open(self, workflow: Workflow, *, trust: bool = False, **options: Any) -> None:
        self.workflow = workflow
        self.client.start()
        changes = tuple(edits.to_json(change) for change in document_changes(workflow))
        params = protocol.OpenParams(changes=changes, folder=str(self.folder), trust=trust, **options)
        self.revision = 0
        self.client.call(protocol.OPEN, params).result(PATIENCE)

    def change(self, *changes: Change) -> None:
        edits.apply(self.workflow, changes)
        self.revision += 1
        params = protocol.ChangeParams(changes=tuple(map(edits.to_json, changes)), revision=self.revision)
        self.client.call(protocol.CHANGE, params).result(PATIENCE)

    def put(self, instance: Instance, path: edits.Path = ()) -> None:
        self.change(Change("node", instance.id, None, instance, path))

    def run(self, *to: str, fresh: bool = False) -> RunEvent:
        """Run and wait for the end."""
        return self.wait_for_run(self.start(*to, fresh=fresh))

    def start(self, *to: str, fresh: bool = False) -> int:
        params = protocol.RunParams(to=to, fresh=fresh)
        return self.client.call(protocol.RUN, params).result(PATIENCE).number

    def wait_for_run(self, number: int) -> RunEvent:
        self.until(lambda: any(one.number == number and one.status is not None for one in self.runs))
        return next(one for one in reversed(self.runs) if one.number == number and one.status is not None)

    def call(self, method: Any, params: Any = None) -> Any:
        return self.client.call(method, protocol.Nothing() if params is None else params).result(PATIENCE)

    def let_go(self, file: str = "go") -> None:
        """Let nodes go on that wait for a file."""
        (self.folder / file).touch()

    def wait_for_stored(self, count: int) -> None:
        """Wait until so many results are on the disk."""
        wait_until(lambda: stored(self.folder) >= count)

    def close(self) -> None:
        self.client.stop(5.0)


def stored(folder: Path) -> int:
    """How many results the workspace of a folder holds that outlive a kill."""
    database = folder / ".knode" / "knode.db"
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM results").fetchone()[0])
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def workflow(*links: str, **nodes: str | Instance) -> Workflow:
    """A workflow of nodes by id, with links as they stand in a file."""
    made = Workflow("desk")
    for node, what in nodes.items():
        made.add(what if isinstance(what, Instance) else Instance(node, what))
    for text in links:
        source, target = text.split(" -> ")
        made.restore_link(edits.Link(*source.split("."), *target.split(".")))
    return made


def install_trouble(folder: Path) -> str:
    """Install the pack `trouble` into a folder; the PYTHONPATH with which a process finds it."""
    about = folder / "trouble-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: trouble\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[knode.nodes]\ntrouble = tests.host.trouble\n")
    return os.pathsep.join([str(Path(__file__).parents[2]), str(folder)])
