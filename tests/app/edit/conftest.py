"""A canvas that can be edited, with a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from knode.app.actions import ActionTable
from knode.app.canvas.geometry import PortRef
from knode.app.canvas.view import CanvasView
from knode.app.edit import actions, handlers
from knode.app.edit.editing import Editing
from knode.app.session import Session
from knode.core.workflow import Instance, Link, Workflow

NONE = Qt.KeyboardModifier.NoModifier
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


class Hand:
    """A person's hand at one canvas: positions are in the scene, events are real."""

    def __init__(self, view: CanvasView, window: QWidget) -> None:
        self.view = view
        self.window = window
        self.refusals: list[str] = []
        view.session.refused.connect(self.refusals.append)

    @property
    def session(self) -> Session:
        return self.view.session

    @property
    def workflow(self) -> Workflow:
        return self.session.workflow

    def at(self, x: float, y: float) -> QPoint:
        return self.view.mapFromScene(QPointF(x, y))

    def middle(self, node: str) -> tuple[float, float]:
        centre = self.view.canvas.node_rect(node).center()
        return centre.x(), centre.y()

    def port(self, node: str, side: Any, name: str) -> tuple[float, float]:
        point = self.view.canvas.port_pos(PortRef(node, side, name))
        return point.x(), point.y()

    def press(self, at: tuple[float, float], keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.view.viewport(), button, keys, self.at(*at))

    def move(self, at: tuple[float, float], keys: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseMove(self.view.viewport(), self.at(*at))

    def release(self, at: tuple[float, float], keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.view.viewport(), button, keys, self.at(*at))

    def click(self, at: tuple[float, float], keys: Qt.KeyboardModifier = NONE) -> None:
        self.press(at, keys)
        self.release(at, keys)

    def double_click(self, at: tuple[float, float]) -> None:
        self.click(at)
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, self.at(*at))
        self.release(at)

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        keys: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        self.press(start, keys, button)
        for part in (0.3, 0.7, 1.0):
            self.move((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))
        self.release(end, keys, button)

    def key(self, keys: str) -> None:
        self.view.setFocus()
        QTest.keySequence(self.view, keys)

    def place(self, node: str) -> tuple[float, float]:
        x, y = self.workflow.layout[node]
        return x, y

    def undo(self) -> None:
        self.session.document.undo()


class Window(QWidget):
    """What `bind` needs of the main window."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__()
        self.view = view
        view.setParent(self)
        view.setGeometry(0, 0, 1200, 800)
        self.resize(1200, 800)


def made(**nodes: tuple[str, float, float]) -> Workflow:
    """A workflow of nodes by id: type, x, y."""
    workflow = Workflow("made")
    for node, (type_id, x, y) in nodes.items():
        workflow.add(Instance(node, type_id))
        workflow.layout[node] = [x, y]
    return workflow


def linked(workflow: Workflow, *links: str) -> Workflow:
    """With links such as `a.table > b.table`."""
    for text in links:
        source, target = (end.strip().split(".") for end in text.split(">"))
        workflow.link(*Link(source[0], source[1], target[0], target[1]))
    return workflow


@pytest.fixture
def hand(make_session: Callable[..., Session], qtbot: Any) -> Iterator[Callable[[Workflow], Hand]]:
    """Makes a hand at a canvas that shows a workflow: `hand(workflow)`."""
    windows: list[Window] = []

    def make(workflow: Workflow) -> Hand:
        session = make_session(workflow)
        view = CanvasView(session)
        window = Window(view)
        windows.append(window)
        table = ActionTable(window)
        table.add(actions.ACTIONS)
        for name, handler in handlers.HANDLERS.items():
            table.bind(name, lambda do=handler.do: do(view), lambda when=handler.when: when(view))
        table.set_keys(lambda action: action.shortcuts.get("knode", ()))
        table.attach(view)
        Editing.of(view, table)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        view.look(QPointF(400, 200), 1.0)
        view.setFocus()
        return Hand(view, window)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
