"""The window's side of the benchmark, in a process that has imported neither pandas nor pyarrow."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from knode.app.background import in_background, settle
from knode.app.document import Document
from knode.app.main import make_application
from knode.app.session import Session
from knode.app.viewers.table.loader import CHUNK
from knode.app.viewers.table.viewer import TableViewer
from knode.host import tables
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from knode.store.objects import ObjectStore
from tests.app.fakes import FakeCall, FakeEngine

SIZE = (1_400, 900)
HEAVY = {"pandas", "sklearn", "scipy", "matplotlib", "networkx"}


class StoredHost:
    """Knows one stored table."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.scratch = folder
        self.store = self
        self.objects = ObjectStore(folder / ".knode" / "objects")
        self.manifest = json.loads((folder / "payload.json").read_text())

    def payload(self, step: str, port: str) -> Any:
        from types import SimpleNamespace

        return SimpleNamespace(payload=self.manifest)


class OpeningEngine(FakeEngine):
    """Opens tables on a thread; what else it is asked belongs to another process, and is not answered here."""

    def __init__(self, host: StoredHost) -> None:
        super().__init__()
        self.host: Any = host

    def call(self, method: Any, params: Any, then: Any, failed: Any = None) -> Any:
        if method.name != "table.open":
            return FakeCall()
        return in_background(lambda: tables.open_table(self.host, params), then, failed)


def main() -> None:
    """Open twice, then scroll in several ways; print the figures as JSON."""
    folder, turns = Path(sys.argv[1]), int(sys.argv[2])
    app = make_application()
    engine = OpeningEngine(StoredHost(folder))
    loop = EventLoop(app.processEvents)
    first, viewer = opened(engine, loop)
    viewer.close_table()
    viewer.close()
    later, viewer = opened(engine, loop)
    rows = viewer.grid.model.rowCount()
    steps = {
        "scrolling by three rows": lambda turn: turn * 3,
        "scrolling by pages": lambda turn: turn * viewer.grid.page,
        "jumping anywhere": lambda turn: turn * 7_919_317 % rows,
    }
    said = {name: scrolled(viewer, place, turns, loop) for name, place in steps.items()}
    print(
        json.dumps(
            {
                "first": first,
                "later": later,
                "longest": loop.longest * 1_000,
                "steps": said,
                "modules": HEAVY & set(sys.modules),
            },
            default=sorted,
        )
    )
    viewer.close_table()
    viewer.close()
    settle()


class EventLoop:
    """Turns the window's event loop, and notes the longest CPU time that the window's thread spent in one turn."""

    def __init__(self, turn: Callable[[], None]) -> None:
        self.longest = 0.0
        self._turn = turn

    def __call__(self) -> None:
        begun = time.thread_time()
        self._turn()
        self.longest = max(self.longest, time.thread_time() - begun)
        # A window that has nothing to do sleeps, and leaves Python to other threads.
        time.sleep(0.0005)


def opened(engine: OpeningEngine, turn: Callable[[], None]) -> tuple[tuple[float, float], TableViewer]:
    """Seconds, and those of CPU, until the cells are on the screen, from when the node's result is known."""
    viewer = TableViewer(Session(Document(), engine), "reader", "table")
    viewer.resize(*SIZE)
    viewer.show()
    turn()
    begun, busy = time.perf_counter(), time.process_time()
    outputs = {"table": PortStatus(kind="table", available=True)}
    engine.tell(StatusesEvent(statuses={"reader": NodeStatus(state="done", outputs=outputs)}))
    while not is_there(viewer):
        turn()
    viewer.grid.main.viewport().repaint()
    return (time.perf_counter() - begun, time.process_time() - busy), viewer


def is_there(viewer: TableViewer) -> bool:
    """Whether all cells that are on the screen have been read."""
    grid = viewer.grid
    last = min(grid.model.rowCount() - 1, grid.top + grid.page)
    columns, chunks = grid.visible_columns(), range(grid.top // CHUNK, last // CHUNK + 1)
    loader = grid.model.loader
    return bool(columns) and all(loader.get(column, chunk) is not None for column in columns for chunk in chunks)


def scrolled(
    viewer: TableViewer, place: Callable[[int], int], turns: int, turn: Callable[[], None]
) -> dict[str, float]:
    """Milliseconds of CPU of a frame with all its cells, and by the clock until they are there."""
    frames, waits = [], []
    for number in range(turns):
        begun = time.perf_counter()
        viewer.grid.bar.setValue(place(number))
        while not is_there(viewer):
            turn()
        waits.append((time.perf_counter() - begun) * 1_000)
        begun = time.thread_time()
        viewer.grid.main.viewport().repaint()
        viewer.grid.numbers.repaint()
        frames.append((time.thread_time() - begun) * 1_000)
    return {"median": statistics.median(frames), "longest": max(frames), "there": statistics.median(waits)}


if __name__ == "__main__":
    main()
