"""The live display of a run on a terminal: finished nodes scroll by, running ones have a bar below."""

from __future__ import annotations

import sys
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import rich.live
from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from knode.cli.progress import STOPPING, Silent, id_width
from knode.cli.wording import count, duration, shape
from knode.core.events import Event, NodeFinished, NodeProgress, NodeStarted, RunStarted

if TYPE_CHECKING:
    from knode.core.workflow import Workflow

TICK_SECONDS = 0.1
SHOWN_RUNNING = 8
SHOWN_QUIET = 12
"""Of the nodes that did not have to run, this many have a line; the rest are counted."""
MARKS = {
    "done": ("✓", "green"),
    "failed": ("✗", "bold red"),
    "reused": ("↺", "cyan"),
    "skipped": ("·", "dim"),
    "inactive": ("○", "dim"),
    "cancelled": ("■", "yellow"),
}
PLURAL = {"reused": "reused", "skipped": "skipped", "inactive": "inactive"}


@dataclass(slots=True)
class Running:
    """A node that runs now."""

    since: float
    fraction: float | None = None
    message: str = ""
    spinner: Spinner = field(default_factory=lambda: Spinner("dots", style="cyan"))


def whole(since: float) -> str:
    """The time since then in whole seconds, which does not flicker."""
    seconds = int(time.monotonic() - since)
    return f"{seconds} s" if seconds < 60 else duration(seconds)


class Live(Silent):
    """Draws ten times a second from what it has heard, so that hearing an event costs the run next to nothing."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False, soft_wrap=True)
        self._preparing = Spinner("dots", Text("Preparing", "dim"), style="cyan")
        self._live = rich.live.Live(
            self._preparing, console=self._console, auto_refresh=False, transient=True,
            redirect_stdout=False, redirect_stderr=False, vertical_overflow="crop",
        )  # fmt: skip
        self._lock = threading.Lock()
        self._running: dict[str, Running] = {}
        self._finished: list[NodeFinished] = []
        self._quiet = dict.fromkeys(PLURAL, 0)
        self._to_run: int | None = None
        self._ran = 0
        self._begun = time.monotonic()
        self._width = 0
        self._stopping = False
        self._ended = threading.Event()
        self._clock = threading.Thread(target=self._tick, name="knode-display", daemon=True)
        self._live.start()
        self._clock.start()

    # ---- hearing

    def begin(self, workflow: Workflow) -> None:
        self._width = id_width(workflow)

    def hear(self, event: Event) -> None:
        with self._lock:
            if isinstance(event, RunStarted):
                self._to_run = event.to_run
            elif isinstance(event, NodeStarted):
                self._running[event.node] = Running(time.monotonic())
            elif isinstance(event, NodeProgress) and event.node in self._running:
                self._running[event.node].fraction = event.fraction
                self._running[event.node].message = event.message
            elif isinstance(event, NodeFinished):
                self._running.pop(event.node, None)
                self._ran += event.state in ("done", "failed", "cancelled")
                self._finished.append(event)

    def stopping(self) -> None:
        # Called from a signal handler, in which waiting for the lock could be waiting for oneself.
        self._stopping = True

    # ---- drawing

    def _tick(self) -> None:
        while not self._ended.wait(TICK_SECONDS):
            self._draw()

    def _draw(self) -> None:
        with self._lock:
            finished, self._finished = self._finished, []
            lines = [line for event in finished if (line := self._line(event)) is not None]
            picture = self._picture()
        if lines:
            self._console.print(*lines, sep="\n")
        self._live.update(picture, refresh=True)

    def _line(self, event: NodeFinished) -> Text | None:
        """A finished node; None for one too many of those that did not have to run."""
        if event.state in self._quiet:
            self._quiet[event.state] += 1
            if self._quiet[event.state] > SHOWN_QUIET:
                return None
        mark, style = MARKS[event.state]
        quiet = "dim" if event.state in PLURAL else ""
        took = duration(event.seconds) if event.state in ("done", "failed") else event.state
        line = Text.assemble((f" {mark} ", style), (f"{event.node:<{self._width}}", quiet or "bold"))
        line.append(f"  {took:>10}  {shape(event.rows, event.columns)}".rstrip(), "dim")
        return line

    def _picture(self) -> RenderableType:
        rows = Table.grid(padding=(0, 1))
        for node, state in list(self._running.items())[:SHOWN_RUNNING]:
            rows.add_row("", state.spinner, Text(f"{node:<{self._width}}", "bold"), *self._bar(state))
        return Group(rows, self._foot())

    def _foot(self) -> RenderableType:
        if self._stopping:
            return Text(f"   {STOPPING}", "yellow")
        if self._to_run is None:
            return self._preparing
        more = len(self._running) - SHOWN_RUNNING
        beyond = f", {more:,} more are running" if more > 0 else ""
        return Text(f"   {self._ran:,} of {count(self._to_run, 'node')}{beyond}   {whole(self._begun)}", "dim")

    def _bar(self, state: Running) -> tuple[RenderableType, Text]:
        if state.fraction is None:
            return Text(""), Text(state.message or whole(state.since), "dim")
        bar = ProgressBar(total=1.0, completed=state.fraction, width=24)
        return bar, Text(f"{state.fraction:4.0%}  {state.message}".rstrip(), "dim")

    def close(self) -> None:
        if self._ended.is_set():
            return
        self._ended.set()
        self._clock.join()
        self._draw()
        self._live.stop()
        for state, found in self._quiet.items():
            if found > SHOWN_QUIET:
                mark, style = MARKS[state]
                more = f"… and {found - SHOWN_QUIET:,} more {PLURAL[state]}"
                self._console.print(Text.assemble((f" {mark} ", style), (more, "dim")))
