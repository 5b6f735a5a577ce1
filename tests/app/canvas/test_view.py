from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from knode.app.canvas.view import CanvasView
from knode.core.workflow import Instance, Workflow
from tests.app.canvas.conftest import OpenCanvas, chain
from tests.bench.canvas.graphs import made

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
PLAIN, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


def wheel(view: CanvasView, at: QPoint, turns: int, keys: Any = PLAIN, pixels: QPoint | None = None) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    place = QPointF(at)
    event = QWheelEvent(
        place, place, pixels or QPoint(), QPoint(0, 120 * turns), Qt.MouseButton.NoButton, keys, phase, False
    )
    QApplication.sendEvent(view.viewport(), event)


def drag(view: CanvasView, button: Qt.MouseButton, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), button, PLAIN, start)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), button, PLAIN, end)


def on_screen(view: CanvasView, pos: QPointF) -> QPointF:
    return view.viewportTransform().map(pos)


def test_the_wheel_zooms_and_what_is_under_the_pointer_stays(open_canvas: OpenCanvas):
    view = open_canvas()
    at = QPoint(200, 150)
    held = view.scene_pos(at)
    wheel(view, at, 2)
    assert view.zoom == pytest.approx(2**0.5)
    assert (on_screen(view, held) - QPointF(at)).manhattanLength() <= 1.5


def test_four_notches_are_twice_the_size_and_come_back_to_exactly_one(open_canvas: OpenCanvas):
    view = open_canvas(zoom=0.97)
    for _ in range(4):
        wheel(view, QPoint(100, 100), 1)
    assert view.zoom == 2.0
    for _ in range(4):
        wheel(view, QPoint(100, 100), -1)
    assert view.zoom == 1.0


def test_two_fingers_and_a_wheel_that_does_not_zoom_pan(open_canvas: OpenCanvas):
    view = open_canvas()
    mark = on_screen(view, QPointF(0, 0))
    wheel(view, QPoint(100, 100), 0, pixels=QPoint(-30, 12))
    assert on_screen(view, QPointF(0, 0)) - mark == QPointF(-30, 12)
    view.wheel_zooms = False
    wheel(view, QPoint(100, 100), 1)
    assert on_screen(view, QPointF(0, 0)) - mark == QPointF(-30, 72)
    wheel(view, QPoint(100, 100), 1, CONTROL)
    assert view.zoom > 1.0


def test_the_middle_button_pans(open_canvas: OpenCanvas):
    view = open_canvas()
    mark = on_screen(view, QPointF(0, 0))
    drag(view, MIDDLE, QPoint(300, 300), QPoint(340, 260))
    assert on_screen(view, QPointF(0, 0)) - mark == QPointF(40, -40)


def test_space_and_drag_pans_and_adds_nothing(open_canvas: OpenCanvas):
    view = open_canvas()
    wanted: list[object] = []
    view.add_requested.connect(lambda *given: wanted.append(given))
    mark = on_screen(view, QPointF(0, 0))
    QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, LEFT, QPoint(300, 300), QPoint(320, 310))
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert on_screen(view, QPointF(0, 0)) - mark == QPointF(20, 10)
    assert wanted == []


@pytest.mark.parametrize(("key", "typed"), [(Qt.Key.Key_Space, ""), (Qt.Key.Key_Tab, ""), (Qt.Key.Key_F, "f")])
def test_space_tab_and_typing_ask_for_quick_add(open_canvas: OpenCanvas, qtbot: QtBot, key: Qt.Key, typed: str):
    view = open_canvas()
    with qtbot.waitSignal(view.add_requested) as asked:
        QTest.keyClick(view, key)
    assert asked.args[1] is None
    assert view.typed == typed


def test_a_double_click_opens_a_node_and_adds_on_empty_space(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    place = on_screen(view, view.canvas.node_rect("filter").center()).toPoint()
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, place)
    assert opened.args == ["filter"]
    empty = QPoint(450, 520)
    with qtbot.waitSignal(view.add_requested) as asked:
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, empty)
    assert (asked.args[0] - view.scene_pos(empty)).manhattanLength() < 1


def test_enter_opens_what_is_selected(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    view.session.select(["writer"])
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["writer"]


def test_fit_brings_everything_into_view_and_never_enlarges(open_canvas: OpenCanvas):
    view = open_canvas(made(120, 100))
    view.look(QPointF(9000, 9000), 2.0)
    view.fit()
    assert view.visible_rect().contains(view.canvas.bounds())
    small = Workflow("small")
    small.add(chain().nodes["reader"])
    assert open_canvas(small).zoom == 1.0


def test_the_selection_is_brought_into_view(open_canvas: OpenCanvas):
    view = open_canvas(made(120, 100))
    view.session.select(["n5", "n6"])
    view.zoom_to_selection()
    assert view.visible_rect().contains(view.canvas.bounds(["n5", "n6"]))
    assert not view.visible_rect().contains(view.canvas.bounds())


def test_a_view_that_animates_arrives(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas(made(120, 100))
    view.is_animated = True
    view.center_on("n40")
    target = view.canvas.node_rect("n40").center()
    assert (view.visible_rect().center() - target).manhattanLength() > 5
    qtbot.waitUntil(lambda: (view.visible_rect().center() - target).manhattanLength() < 3)
    assert view.zoom >= 0.8


def test_an_empty_workflow_is_looked_at_from_its_middle(open_canvas: OpenCanvas):
    view = open_canvas(Workflow("empty"))
    view.fit()
    assert view.zoom == 1.0
    assert view.visible_rect().contains(QPointF(0, 0))


def test_the_mouse_on_a_wire_and_on_a_node_is_known(open_canvas: OpenCanvas):
    view = open_canvas()
    wire = on_screen(view, view.canvas.graph.wires[view.session.workflow.links[0]].path.pointAtPercent(0.5)).toPoint()
    QTest.mouseMove(view.viewport(), wire)
    assert view.canvas.hovered_link == view.session.workflow.links[0]
    QTest.mouseMove(view.viewport(), on_screen(view, view.canvas.node_rect("writer").center()).toPoint())
    assert (view.canvas.hovered, view.canvas.hovered_link) == ("writer", None)


class Recorder:
    """A gesture that notes what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Recorder | None:
        return cls() if press.button() == LEFT else None

    def move(self, event: QMouseEvent) -> None:
        self.told.append(event.position().toPoint())

    def release(self, event: QMouseEvent) -> bool:
        self.told.append("released")
        return True

    def key(self, event: object) -> bool:
        self.told.append("key")
        return True

    def cancel(self) -> None:
        self.told.append("cancelled")


def test_a_gesture_has_mouse_and_keys_until_it_ends(open_canvas: OpenCanvas):
    view = open_canvas()
    view.gestures = [Recorder]  # type: ignore[list-item]
    QTest.mousePress(view.viewport(), LEFT, PLAIN, QPoint(100, 100))
    gesture = view.gesture
    QTest.mouseMove(view.viewport(), QPoint(120, 110))
    QTest.keyClick(view, Qt.Key.Key_A)
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(120, 110))
    assert gesture.told == [QPoint(120, 110), "key", "released"]
    assert view.gesture is None


def test_escape_cancels_a_gesture(open_canvas: OpenCanvas):
    view = open_canvas()
    view.gestures = [Recorder]  # type: ignore[list-item]
    QTest.mousePress(view.viewport(), LEFT, PLAIN, QPoint(100, 100))
    gesture = view.gesture
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert gesture.told == ["cancelled"]
    assert view.gesture is None
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(100, 100))


def test_the_view_moves_on_while_a_gesture_is_at_its_edge(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    view.gestures = [Recorder]  # type: ignore[list-item]
    edge = QPoint(view.viewport().width() - 3, 200)
    QTest.mousePress(view.viewport(), LEFT, PLAIN, QPoint(400, 200))
    place = QPointF(edge)
    QApplication.sendEvent(view.viewport(), QMouseEvent(QMouseEvent.Type.MouseMove, place, place, LEFT, LEFT, PLAIN))
    before = view.visible_rect().left()
    qtbot.waitUntil(lambda: view.visible_rect().left() > before + 30)
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, edge)
    stopped = view.visible_rect().left()
    qtbot.wait(80)
    assert view.visible_rect().left() == stopped


def test_a_node_that_is_revealed_comes_into_view(open_canvas: OpenCanvas):
    view = open_canvas(made(120, 100))
    view.look(QPointF(-9000, 0), 1.0)
    view.session.reveal("n7")
    assert view.visible_rect().contains(view.canvas.node_rect("n7"))


def test_the_rectangle_that_is_seen_is_that_of_the_viewport(open_canvas: OpenCanvas):
    view = open_canvas(zoom=0.5)
    seen: QRectF = view.visible_rect()
    assert seen.width() == pytest.approx(2 * view.viewport().width(), abs=3)


def test_a_screen_reader_is_told_what_is_selected(open_canvas: OpenCanvas):
    view = open_canvas()
    view.session.select(["reader", "filter"])
    assert view.accessibleDescription() == "CSV Reader; Row Filter"


def test_a_component_is_seen_as_a_whole_and_what_is_around_it_as_it_was_left(open_canvas: OpenCanvas):
    outer = chain()
    outer.add(Instance("part", "flow.Component", workflow=chain()))
    view = open_canvas(outer)
    view.look(QPointF(77, 33), 0.7)
    view.session.set_path(("part",))
    assert view.visible_rect().contains(view.canvas.bounds())
    assert view.zoom == 1.0
    view.session.set_path(())
    assert view.zoom == pytest.approx(0.7)
    assert (view.visible_rect().center() - QPointF(77, 33)).manhattanLength() < 3


def test_the_tip_of_a_node_is_shown_while_the_mouse_is_on_it(open_canvas: OpenCanvas):
    view = open_canvas()
    place = on_screen(view, view.canvas.node_rect("filter").center()).toPoint()
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    )
    assert "Row Filter" in QToolTip.text()
    QToolTip.hideText()
