"""The window's event loop goes on while a long table is opened, scrolled, sorted and filtered."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from knode.app.viewers.table.viewer import TableViewer
from knode.host.table_protocol import RangeFilter
from tests.app.viewers.engine import TableEngine
from tests.measuring import slowness

ROWS = 2_000_000
BEAT_MS = 5
LONGEST_SECONDS = 0.05


class Heartbeat(QObject):
    """Notes the longest time between two turns of the event loop, in CPU seconds of this thread.

    Other threads and processes of a busy machine do not count: what is measured is what the window does itself.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def long_table() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    numbers = {f"n{place}": rng.normal(size=ROWS) for place in range(6)}
    words = pd.Categorical.from_codes(rng.integers(0, 5, ROWS), list("abcde"))
    return pd.DataFrame({"id": np.arange(ROWS), **numbers, "word": words})


@pytest.mark.untraced
def test_a_table_of_millions_of_rows_never_holds_the_window_up(
    table_engine: TableEngine, make_viewer: Callable[..., Any], qtbot: QtBot
) -> None:
    viewer: TableViewer = make_viewer(long_table(), finish=False)
    beat = Heartbeat()
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        table_engine.finish()
    for row in range(0, ROWS, ROWS // 40):
        viewer.grid.bar.setValue(row)
        qtbot.wait(2)
    viewer.grid.go_to(ROWS - 1, 0)
    qtbot.waitUntil(lambda: viewer.grid.model.text(ROWS - 1, 0) == f"{ROWS - 1:,}")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.sort_column((False, "n0"), True)
    viewer.arrangement.add_filter((False, "n1"), RangeFilter(column=2, low=0))
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.look.put_in_order(viewer.arrangement)
    viewer.grid.select_all()
    qtbot.waitUntil(lambda: bool(viewer.grid.model.text(0, 0)))
    assert viewer.grid.model.rowCount() < ROWS * 0.52
    assert beat.longest < LONGEST_SECONDS * slowness()
