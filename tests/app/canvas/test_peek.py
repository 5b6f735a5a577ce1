from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from knode.app.canvas.peek import rows_html
from knode.app.canvas.view import CanvasView
from knode.host.protocol import NodeStatus, Peek, PortStatus, StatusesEvent
from tests.app.canvas.conftest import OpenCanvas, first_link

ANSWER = Peek(kind="table", rows=569, columns=2, names=("age", "<b>"), types=("int64", "str"), cells=(("61", "a<b"),))


def rest_on_wire(view: CanvasView) -> None:
    # From elsewhere: the mouse may be where the test before has left it.
    QTest.mouseMove(view.viewport(), QPoint(1, 1))
    middle = view.canvas.graph.wires[first_link(view)].path.pointAtPercent(0.5)
    QTest.mouseMove(view.viewport(), view.viewportTransform().map(middle).toPoint())


def test_the_mouse_that_rests_on_a_wire_sees_its_size_and_first_rows(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    output = PortStatus(kind="table", rows=569, columns=2, available=True)
    view.session.engine.tell(StatusesEvent(statuses={"reader": NodeStatus(state="done", outputs={"table": output})}))
    view.session.engine.answers["peek"] = lambda params: ANSWER
    rest_on_wire(view)
    assert not view.peek.isVisible()
    qtbot.waitUntil(view.peek.isVisible)
    name, params = view.session.engine.asked[-1]
    assert (name, params.step, params.port) == ("peek", "reader", "table")
    assert "569" in view.peek.text
    assert "61" in view.peek.text
    assert "&lt;b&gt;" in view.peek.text
    assert view.viewport().rect().contains(view.peek.geometry())
    QTest.mouseMove(view.viewport(), view.viewport().rect().center() * 1.5)
    assert not view.peek.isVisible()


def test_a_wire_without_data_says_what_to_do_and_asks_nothing(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    rest_on_wire(view)
    qtbot.waitUntil(view.peek.isVisible)
    assert "run" in view.peek.text
    assert view.session.engine.asked == []


def test_a_peek_at_a_wide_table_shows_its_first_columns():
    names = tuple(f"c{number}" for number in range(40))
    text = rows_html(Peek(kind="table", rows=1, columns=40, names=names, types=names, cells=(names,)))
    assert "c5&nbsp;" in text
    assert "c6&nbsp;" not in text
    assert "…" in text
