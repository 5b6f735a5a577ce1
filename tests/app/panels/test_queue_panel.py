"""The queue panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from knode.app.panels.queue_panel import QueuePanel
from knode.app.session import Session
from knode.host.protocol import NodeStatus, QueuedRun, RunEvent, StatusesEvent

Make = Callable[..., Session]


def a_panel(make_session: Make, qtbot: Any) -> QueuePanel:
    panel = QueuePanel(make_session())
    qtbot.addWidget(panel)
    panel.show()
    tell = panel.session.engine.tell
    statuses = {"b": "queued", "a": "running", "c": "done"}
    tell(StatusesEvent(statuses={step: NodeStatus(state=state) for step, state in statuses.items()}))
    waiting = (QueuedRun(number=2, to=("scorer",), fresh=False),)
    tell(RunEvent(running=True, number=1, done=1, total=3, seconds=65, remaining_seconds=130, queue=waiting))
    return panel


def rows(panel: QueuePanel) -> list[tuple[str, str]]:
    items = [panel.list.topLevelItem(row) for row in range(panel.list.topLevelItemCount())]
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def asked(panel: QueuePanel) -> list[str]:
    return [name for name, _ in panel.session.engine.asked]


def test_running_nodes_come_first_then_waiting_ones_then_waiting_runs(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    assert rows(panel) == [("a", "running"), ("b", "waiting"), ("Run 2: scorer", "waiting")]
    assert panel.head.text() == "1 of 3 nodes · 1 min 05 s · 2 min 10 s left"


def test_the_run_is_paused_and_cancelled(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    panel.session.engine.tell(RunEvent(running=True, paused=True))
    qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.cancel, Qt.MouseButton.LeftButton)
    assert asked(panel) == ["run.pause", "run.resume", "run.cancel"]


def test_a_waiting_run_is_taken_from_the_queue(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    assert not panel.remove.isEnabled()
    panel.list.topLevelItem(2).setSelected(True)
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert panel.session.engine.asked[-1][1].number == 2


def test_nothing_runs_is_said(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot)
    panel.session.engine.tell(RunEvent(status="done"))
    assert rows(panel) == []
    assert panel.head.text() == "Nothing is running."
