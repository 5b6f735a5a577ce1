from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from knode.app.edit.commands.nodes import MoveNodes
from tests.app.canvas.conftest import OpenCanvas
from tests.bench.canvas.graphs import made


def test_the_minimap_is_there_only_while_something_is_out_of_view(open_canvas: OpenCanvas):
    view = open_canvas(made(80, 100))
    view.fit()
    assert not view.minimap.isVisible()
    view.set_zoom(1.0)
    assert view.minimap.isVisible()
    view.minimap.set_wanted(False)
    assert not view.minimap.isVisible()


def test_a_click_on_the_minimap_leads_there(open_canvas: OpenCanvas):
    view = open_canvas(made(80, 100))
    view.look(QPointF(0, 0), 1.0)
    factor, origin = view.minimap._scale()
    target = view.canvas.node_rect("n70").center()
    QTest.mouseClick(view.minimap, Qt.MouseButton.LeftButton, pos=(origin + target * factor).toPoint())
    assert view.visible_rect().contains(target)


def test_the_minimap_follows_the_workflow(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    assert not view.minimap.isVisible()
    view.session.do(MoveNodes((), {"writer": (4000, 2000)}))
    qtbot.waitUntil(view.minimap.isVisible)
    picture = view.minimap.grab().toImage()
    view.session.do(MoveNodes((), {"filter": (200, 1800)}))
    qtbot.waitUntil(lambda: view.minimap.grab().toImage() != picture)
