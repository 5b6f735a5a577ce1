"""A monkey at the mouse and the keys: whatever it does can be saved at any time and undone to the start."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from knode.app.edit import handlers
from knode.app.edit.commands.nodes import AddNode
from knode.app.edit.doing import carry_out
from knode.app.edit.in_place import InPlaceEditor
from knode.app.quick.quick_add import QuickAdd
from knode.core import document
from knode.core.workflow import Workflow
from tests.app.edit.arbitrary import Arbitrary
from tests.app.edit.conftest import LEFT, NONE, RIGHT, Hand

MODIFIERS = (
    NONE,
    NONE,
    NONE,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
ASKING = {"component.share", "component.insert"}
"""Actions that open a dialog of the system."""
COPYING = {"edit.paste", "edit.duplicate", "edit.duplicate-linked", "note.add"}
MOST = 40
"""Things beyond which nothing is copied any more: twice and twice again would be without end."""
THOROUGH = os.environ.get("KNODE_TESTS") == "thorough"
SEEDS, STEPS = (40, 500) if THOROUGH else (16, 250)
Point = tuple[float, float]


class Monkey:
    """Picks what it does from one seed."""

    def __init__(self, person: Hand, seed: int) -> None:
        self.person = person
        self.random = random.Random(seed)

    def step(self) -> None:
        if len(self.person.workflow.nodes) < 4 and self.random.random() < 0.5:
            self.grow()
        self.random.choice(
            [self.drag, self.drag, self.drag, self.click, self.double_click, self.action, self.action, self.go_back]
        )()
        self._finish_editing()

    def grow(self) -> None:
        draw = Arbitrary(self.random.randrange(10**6))
        carry_out(
            self.person.view,
            AddNode(self.person.session.path, draw.instance(self.person.workflow), self._point()),
        )

    def go_back(self) -> None:
        stack = self.person.session.document.stack
        steps = self.random.randrange(4)
        for _ in range(steps):
            stack.undo()
        for _ in range(steps - self.random.choice([0, 0, 1])):
            stack.redo()

    def drag(self) -> None:
        keys = self.random.choice(MODIFIERS)
        button = RIGHT if keys == Qt.KeyboardModifier.AltModifier and self.random.random() < 0.4 else LEFT
        start, end = self._point(), self._point()
        if self.random.random() < 0.1:
            self.person.press(start, keys, button)
            self.person.move(end)
            QTest.keyClick(self.person.view, Qt.Key.Key_Escape)
            self.person.release(end, keys, button)
        else:
            self.person.drag(start, end, keys, button)

    def click(self) -> None:
        self.person.click(self._point(), self.random.choice(MODIFIERS))

    def double_click(self) -> None:
        self.person.double_click(self._point())

    def action(self) -> None:
        workflow = self.person.workflow
        is_full = len(workflow.nodes) + len(workflow.annotations) > MOST
        left_out = ASKING | (COPYING if is_full else set())
        name = self.random.choice([name for name in handlers.HANDLERS if name not in left_out])
        handler = handlers.HANDLERS[name]
        if handler.when(self.person.view):
            handler.do(self.person.view)

    def _point(self) -> Point:
        """A point of the scene, by preference one where something is."""
        person, canvas = self.person, self.person.view.canvas
        kind = self.random.choice(["node", "port", "wire", "bend", "annotation", "empty"])
        if kind == "node" and person.workflow.nodes:
            return person.middle(self.random.choice(list(person.workflow.nodes)))
        if kind == "port" and (refs := self._ports()):
            return self.random.choice(refs)
        if kind in ("wire", "bend") and canvas.graph.wires:
            wire = self.random.choice(list(canvas.graph.wires.values()))
            return self.random.choice(wire.line if kind == "wire" else wire.points)
        if kind == "annotation" and person.workflow.annotations:
            rect = canvas.frame_rect(str(self.random.choice(person.workflow.annotations)["id"]))
            corner = self.random.choice([rect.topLeft(), rect.bottomRight(), rect.center()])
            return corner.x() + self.random.choice([-3, 3]), corner.y() + self.random.choice([-3, 3])
        return self.random.uniform(-200, 1000), self.random.uniform(-200, 600)

    def _ports(self) -> list[Point]:
        shapes = self.person.view.canvas.graph.nodes.values()
        found = [(shape.x, shape.y + plug.y) for shape in shapes for plug in shape.inputs]
        return found + [(shape.rect.right(), shape.y + plug.y) for shape in shapes for plug in shape.outputs]

    def _finish_editing(self) -> None:
        for popup in self.person.view.findChildren(QuickAdd):
            if popup.isVisible():
                QTest.keyClick(popup.field, self.random.choice([Qt.Key.Key_Return, Qt.Key.Key_Escape]))
                popup.close()
        for editor in self.person.view.findChildren(InPlaceEditor):
            if editor.isVisible():
                QTest.keyClicks(editor, self.random.choice(["a", "Two words", ""]))
                QTest.keyClick(editor, self.random.choice([Qt.Key.Key_Escape, Qt.Key.Key_Tab]))
                editor.accept()


def check_shown(person: Hand) -> None:
    """The canvas shows what the document holds."""
    shapes, workflow = person.view.canvas.graph, person.workflow
    assert set(shapes.nodes) == set(workflow.nodes)
    assert set(shapes.wires) == set(workflow.links)
    for node, place in workflow.layout.items():
        if node in workflow.nodes:
            assert [shapes.nodes[node].x, shapes.nodes[node].y] == place, node
    for link, wire in shapes.wires.items():
        assert [list(point) for point in wire.points[1:-1]] == workflow.layout.get(str(link), []), link
    assert set(person.view.canvas.annotations.notes) | set(person.view.canvas.annotations.frames) == {
        one["id"] for one in workflow.annotations
    }


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_a_monkey_does_can_be_saved_and_undone(hand: Callable[[Workflow], Hand], seed: int) -> None:
    person = hand(Arbitrary(seed).workflow())
    person.view.is_animated = False
    start = person.session.document.text()
    edits: list[object] = []
    person.session.document.changed.connect(edits.append)
    monkey = Monkey(person, seed)
    for number in range(STEPS):
        monkey.step()
        assert person.view.gesture is None
        check_shown(person)
        if number % 10 == 0:
            root = person.session.document.workflow
            assert document.loads(document.dumps(root)) == root
            QApplication.processEvents()
    assert len(edits) > STEPS / 4, "it hardly did anything"
    person.session.document.stack.setIndex(0)
    assert person.session.document.text() == start
    check_shown(person)
