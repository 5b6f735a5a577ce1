"""An empty canvas says how the first node gets there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint

from knode.app.canvas.view import CanvasView
from knode.app.edit.commands.nodes import AddNode
from knode.core.workflow import Instance


def test_the_hint_is_there_until_there_is_a_node(qtbot: Any, make_session: Any) -> None:
    session = make_session()
    view = CanvasView(session)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    assert view.empty_hint.isVisible()
    assert "Tab" in view.empty_hint.text()
    middle = view.empty_hint.geometry().center() - view.viewport().rect().center()
    assert middle.manhattanLength() <= 2
    assert view.viewport().childAt(QPoint(350, 200)) is None, "the mouse goes through it"
    session.do(AddNode((), Instance("data", "io.ExampleData"), (0, 0)))
    assert not view.empty_hint.isVisible()
    session.document.undo()
    assert view.empty_hint.isVisible()
