"""What the engine process says to its window: collected, and sent at most thirty times a second."""

from __future__ import annotations

import threading
from collections.abc import Callable

from knode.host.protocol import Event, LogEvent, LogLine, NodeStatus, RunEvent, StatusesEvent

INTERVAL = 1 / 30
STATUSES_AT_ONCE = 100
"""More of them go in several messages: the window takes a message apart in one go, and must not stand still meanwhile."""
LINES_AT_ONCE = 1_000
"""A node that says more than this between two sendings has its further lines counted."""


class Outbox:
    """Gathers events; the newest status of a node and the newest state of the run take the place of older ones.

    Args:
        send: sends the text of a message.
    """

    def __init__(self, send: Callable[[str], object]) -> None:
        self._send = send
        self._statuses: dict[str, NodeStatus | None] = {}
        self._lines: list[LogLine] = []
        self._unsaid = 0
        self._runs: dict[int, RunEvent] = {}
        self._changed = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="knode-outbox", daemon=True)
        self._thread.start()

    def statuses(self, statuses: dict[str, NodeStatus | None]) -> None:
        """Tell what has become of nodes."""
        with self._changed:
            self._statuses.update(statuses)
            self._changed.notify()

    def log(self, line: LogLine) -> None:
        """Tell a line of the log."""
        with self._changed:
            if len(self._lines) < LINES_AT_ONCE:
                self._lines.append(line)
            else:
                self._unsaid += 1
            self._changed.notify()

    def run(self, state: RunEvent) -> None:
        """Tell how far a run is; the last of a run is told even if the next has begun."""
        with self._changed:
            self._runs[state.number] = state
            self._changed.notify()

    def emit(self, event: Event) -> None:
        """Send an event as it is, at once."""
        self._send(f'{{"event":"{event.kind}","data":{event.model_dump_json(fallback=str)}}}')

    def close(self) -> None:
        """Send what is left."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def _work(self) -> None:
        closed = False
        while not closed:
            with self._changed:
                while not (self._statuses or self._lines or self._runs or self._closed):
                    self._changed.wait()
                closed = self._closed
                events = self._taken()
            for event in events:
                self.emit(event)
            if not closed:
                threading.Event().wait(INTERVAL)

    def _taken(self) -> list[Event]:
        events: list[Event] = []
        statuses = list(self._statuses.items())
        for start in range(0, len(statuses), STATUSES_AT_ONCE):
            events.append(StatusesEvent(statuses=dict(statuses[start : start + STATUSES_AT_ONCE])))
        if self._lines:
            if self._unsaid:
                text = f"… and {self._unsaid:,} more lines at the same time"
                self._lines.append(LogLine(time=self._lines[-1].time, level="info", node="", text=text))
            events.append(LogEvent(lines=tuple(self._lines)))
        events.extend(self._runs.values())
        self._statuses, self._lines, self._unsaid, self._runs = {}, [], 0, {}
        return events
