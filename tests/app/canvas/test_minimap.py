from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from knode.app.canvas.view import CanvasView
from knode.app.edit.commands.nodes import MoveNodes
from tests.app.canvas.conftest import OpenCanvas
from tests.app.canvas.painted import Painted
from tests.bench.canvas.graphs import made


def corner(view: CanvasView) -> QImage:
    return view.viewport().grab(view.minimap.rect).toImage()


def test_the_minimap_is_there_only_while_something_is_out_of_view(open_canvas: OpenCanvas):
    view = open_canvas(made(80, 100))
    view.fit()
    assert not view.minimap.is_shown
    view.set_zoom(1.0)
    assert view.minimap.is_shown
    view.minimap.set_wanted(False)
    assert not view.minimap.is_shown


def test_a_click_on_the_minimap_leads_there(open_canvas: OpenCanvas):
    view = open_canvas(made(80, 100))
    view.look(QPointF(0, 0), 1.0)
    factor, origin = view.minimap.scale()
    target = view.canvas.node_rect("n70").center()
    place = QPointF(view.minimap.rect.topLeft()) + origin + target * factor
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert view.visible_rect().contains(target)


def test_the_minimap_follows_the_workflow(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    assert not view.minimap.is_shown
    view.session.do(MoveNodes((), {"writer": (4000, 2000)}))
    qtbot.waitUntil(lambda: view.minimap.is_shown)
    picture = corner(view)
    view.session.do(MoveNodes((), {"filter": (200, 1800)}))
    qtbot.waitUntil(lambda: corner(view) != picture)


def on_screen(view: CanvasView) -> QImage:
    """What the window shows, not what it would paint anew."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage()


def test_a_pan_leaves_no_trace_of_the_minimap_and_paints_little_else(open_canvas: OpenCanvas):
    view = open_canvas(made(300, 400))
    view._settle()
    on_screen(view)
    painted = Painted(view)
    view.pan(40, 25)
    area = sum(rect.width() * rect.height() for rect in painted.after_events())
    assert 0 < area < 0.4 * view.viewport().width() * view.viewport().height()
    scrolled = on_screen(view)
    view.viewport().update()
    assert on_screen(view) == scrolled
