"""The window never waits: whatever its engine process does, its event loop goes round."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer

from knode.core.workflow import Instance, Link, Workflow
from tests.host.conftest import trouble as trouble
from tests.measuring import at_best

pytestmark = pytest.mark.untraced

BEAT_MS = 10
LATE_MS = 50.0


class Heart(QObject):
    """Beats in the event loop, and knows how long it had to wait for each beat."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.waits: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.waits.append((now - self._last) * 1_000 - BEAT_MS)
        self._last = now

    def begin(self) -> None:
        self.waits.clear()
        self._last = time.perf_counter()

    def check(self, beats: int) -> None:
        """One beat in a hundred may be late: other programs use this machine too."""
        assert len(self.waits) >= beats, "it hardly beat at all"
        late = sorted(wait for wait in self.waits if wait > LATE_MS)
        assert len(late) <= max(2, len(self.waits) // 100), f"{len(late)} of {len(self.waits)} beats: {late[-5:]} ms"


@pytest.fixture
def heart(real_driver: Any, trouble: None) -> Iterator[Heart]:
    made = Heart(real_driver.window)
    yield made
    made._timer.stop()


def line(slow: Instance) -> Workflow:
    workflow = Workflow("line")
    workflow.add(Instance("data", "trouble.Numbers", settings={"rows": 3}))
    workflow.add(slow)
    workflow.restore_link(Link("data", "table", slow.id, "table"))
    return workflow


def test_a_node_that_takes_its_time_does_not_hold_the_window(trouble: None, real_driver: Any, heart: Heart):
    def measured(number: int) -> None:
        session = real_driver.show(line(Instance("slow", "trouble.Steady", settings={"seconds": 1.5 + number / 10})))
        real_driver.wait(lambda: session.engine_state == "ready")
        heart.begin()
        real_driver.do("run.all")
        real_driver.wait_state("slow", "done")
        heart.check(beats=80)

    at_best(measured)


def test_a_node_that_lets_nobody_else_run_holds_neither_the_window_nor_its_end(
    trouble: None, real_driver: Any, heart: Heart
):
    session = real_driver.show(line(Instance("slow", "trouble.Blocking")))
    real_driver.wait(lambda: session.engine_state == "ready")
    before = session.document.text()
    real_driver.do("run.all")

    def measured(_: int) -> None:
        heart.begin()
        real_driver.qtbot.wait(2_000)
        heart.check(beats=100)

    at_best(measured)
    os.kill(session.engine.client.pid, signal.SIGKILL)
    status = real_driver.wait_state("slow", "failed")
    assert "signal 9" in status.error.message
    assert status.error.hint
    real_driver.wait(lambda: session.engine_state == "ready")
    assert session.statuses["slow"].state == "failed"
    assert session.document.text() == before
    real_driver.wait(lambda: len(heart.waits) >= 300)
    heart.check(beats=300)
