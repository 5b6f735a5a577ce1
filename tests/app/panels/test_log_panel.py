"""The log panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QGuiApplication

from knode.app.panels.log_model import KEPT, LogModel
from knode.app.panels.log_panel import LogPanel
from knode.app.session import Session
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import LogEvent, LogLine

Make = Callable[..., Session]


def line(text: str, level: Any = "info", node: str = "data") -> LogLine:
    return LogLine(time=0.0, level=level, node=node, text=text)


def a_panel(make_session: Make, qtbot: Any, *lines: LogLine) -> LogPanel:
    workflow = Workflow("trial")
    workflow.add(Instance("data", "io.ExampleData"))
    session = make_session(workflow)
    panel = LogPanel(session)
    qtbot.addWidget(panel)
    session.engine.tell(LogEvent(lines=lines))
    panel.model.flush()
    return panel


def shown(panel: LogPanel) -> list[str]:
    return [panel.filter.index(row, 2).data() for row in range(panel.filter.rowCount())]


def test_lines_are_filtered_by_level_text_and_node(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot, line("one"), line("two", "warning"), line("three", "error", "other"))
    assert shown(panel) == ["one", "two", "three"]
    panel.level.setCurrentIndex(1)
    assert shown(panel) == ["two", "three"]
    panel.level.setCurrentIndex(0)
    panel.text.setText("T")
    assert shown(panel) == ["one", "two", "three"]
    panel.text.setText("thr")
    assert shown(panel) == ["three"]
    panel.text.clear()
    panel.session.select(["data"])
    panel.selected_only.setChecked(True)
    assert shown(panel) == ["one", "two"]


def test_a_double_click_goes_to_the_node(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot, line("one"))
    panel.list.activated.emit(panel.filter.index(0, 2))
    assert panel.session.selection == ("data",)


def test_lines_are_copied_as_text(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot, line("one"), line("two", "error"))
    panel.copy()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert [each.split("\t")[1:] for each in copied] == [["info", "data", "one"], ["error", "data", "two"]]


def test_only_the_newest_lines_are_kept(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot, *(line(str(number)) for number in range(KEPT)))
    panel.session.engine.tell(LogEvent(lines=(line("last"),)))
    panel.model.flush()
    assert panel.model.rowCount() == KEPT
    assert panel.model.lines[0].text == "1"
    assert panel.model.lines[-1].text == "last"


def test_a_session_has_one_log(make_session: Make) -> None:
    session = make_session()
    assert LogModel.of(session) is LogModel.of(session)


def test_the_newest_line_is_seen_when_the_panel_opens_and_times_are_whole(make_session: Make, qtbot: Any) -> None:
    panel = a_panel(make_session, qtbot, *(line(str(number)) for number in range(200)))
    panel.resize(500, 200)
    panel.show()
    qtbot.waitExposed(panel)
    last = panel.filter.index(199, 0)
    qtbot.waitUntil(lambda: panel.list.viewport().rect().contains(panel.list.visualRect(last).center()))
    assert panel.list.sizeHintForColumn(0) <= panel.list.columnWidth(0)
