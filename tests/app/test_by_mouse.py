"""The breast cancer workflow from nothing to an answer, in the real window, with the mouse only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QPushButton, QToolButton, QWidget

from knode.app.forms.editors.column import ColumnLine
from knode.app.quick.hit_list import node_mime
from knode.app.quick.library_panel import entry_at
from knode.core.registry import REGISTRY
from tests.app.edit.conftest import Hand

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NODES = {
    "io.ExampleData": (0, 64),
    "prep.Partition": (208, 64),
    "prep.Normalizer": (416, 0),
    "learn.LogisticRegressionLearner": (624, 0),
    "learn.ApplyModel": (624, 160),
}
WIRES = (
    ("example_data", "table", "partition", "table"),
    ("partition", "train", "normalizer", "table"),
    ("normalizer", "table", "logistic_regression_learner", "table"),
    ("normalizer", "model", "apply_model", "model"),
    ("partition", "test", "apply_model", "table"),
    ("logistic_regression_learner", "model", "apply_model_2", "model"),
    ("apply_model", "table", "apply_model_2", "table"),
    ("apply_model_2", "table", "scorer", "table"),
)


class Mouse:
    """A person who has no keyboard."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.hand: Hand | None = None

    def button(self, text: str, inside: QWidget | None = None) -> None:
        self.driver.click(self.driver.find(QPushButton, text, inside))

    def tool(self, action: str) -> None:
        qaction = self.driver.window.actions_table.qaction(action)
        self.driver.wait(qaction.isEnabled)
        buttons = self.driver.window.findChildren(QToolButton)
        shown = [one for one in buttons if one.isVisible() and one.toolTip() == qaction.toolTip()]
        assert shown, f"no button does {action}"
        self.driver.click(shown[0])

    def bring(self, type_id: str, x: float, y: float) -> None:
        """From the library onto the canvas."""
        tree = self.driver.panel("library").tree
        self.driver.wait(lambda: type_id in self.rows(tree))
        row = self.rows(tree)[type_id]
        tree.scrollTo(row)
        data = tree.model().mimeData([row])
        assert data.data(data.formats()[0]) == node_mime(type_id).data(node_mime(type_id).formats()[0])
        view = self.driver.view
        pos = view.mapFromScene(QPointF(x + 74, y + 30))
        for event in (
            QDragEnterEvent(pos, Qt.DropAction.CopyAction, data, LEFT, NONE),
            QDragMoveEvent(pos, Qt.DropAction.CopyAction, data, LEFT, NONE),
            QDropEvent(QPointF(pos), Qt.DropAction.CopyAction, data, LEFT, NONE),
        ):
            QApplication.sendEvent(view.viewport(), event)

    def rows(self, tree: Any) -> dict[str, Any]:
        model = tree.model()
        sections = [model.index(row, 0) for row in range(model.rowCount())]
        rows = [model.index(row, 0, one) for one in sections for row in range(model.rowCount(one))]
        return {entry.type: row for row in rows if (entry := entry_at(row)) is not None}

    def wire(self, source: str, output: str, target: str, port: str) -> None:
        assert self.hand is not None
        self.hand.drag(self.hand.port(source, "out", output), self.hand.port(target, "in", port))

    def select(self, node: str) -> Any:
        assert self.hand is not None
        self.hand.click(self.hand.middle(node))
        form = self.driver.panel("settings")
        self.driver.wait(lambda: self.driver.session.selection == (node,))
        return form

    def target(self, node: str, column: str) -> None:
        line = self.driver.find(ColumnLine, "Target", self.select(node))
        self.driver.wait(lambda: column in line._known.names("table"))
        self.choose_column(line, column)
        default = REGISTRY.get(self.driver.workflow.nodes[node].type).model_fields["target"].default
        self.driver.wait(lambda: self.driver.workflow.nodes[node].settings.get("target", default) == column)

    def choose(self, combo: QComboBox, text: str) -> None:
        self.driver.click(combo, QPoint(combo.width() - 12, combo.height() // 2))
        self.pick(combo.view(), text)
        assert combo.currentText() == text

    def choose_column(self, line: ColumnLine, text: str) -> None:
        line.show_all()  # What a click on the arrow in the line does.
        self.pick(line.completer().popup(), text)
        self.driver.wait(lambda: line.text() == text)

    def pick(self, shown: QAbstractItemView, text: str) -> None:
        self.driver.wait(shown.isVisible)
        model = shown.model()
        index = next(found for row in range(model.rowCount()) if (found := model.index(row, 0)).data() == text)
        shown.scrollTo(index)
        at = shown.visualRect(index).center()
        QTest.mouseMove(shown.viewport(), at)
        QTest.mouseClick(shown.viewport(), LEFT, NONE, at)


@pytest.fixture
def mouse(real_driver: Any) -> Mouse:
    real_driver.window.resize(1500, 940)
    return Mouse(real_driver)


def shot(driver: Any, name: str) -> None:
    """A picture for those who look, where KNODE_SHOTS names a folder."""
    if "KNODE_SHOTS" in os.environ:
        driver.shot(Path(os.environ["KNODE_SHOTS"]) / f"by_mouse_{name}.png")


def test_from_nothing_to_an_answer_with_the_mouse_only(mouse: Mouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path))  # Where a document without a file offers to put what it deploys.
    driver = mouse.driver
    mouse.button("New Workflow")
    driver.wait(lambda: driver.window.view is not None)
    view = driver.view
    mouse.hand = Hand(view, driver.window)
    view.look(QPointF(500, 130), 0.8)

    # Build it.
    for type_id, (x, y) in NODES.items():
        mouse.bring(type_id, x, y)
    mouse.bring("learn.ApplyModel", 832, 96)
    mouse.bring("evaluate.Scorer", 1_040, 96)
    assert len(driver.workflow.nodes) == 7
    for wire in WIRES:
        mouse.wire(*wire)
    assert {tuple(link) for link in driver.workflow.links} == set(WIRES)

    # Say what it is about.
    form = mouse.select("example_data")
    mouse.choose(driver.find(QComboBox, "Name", form), "breast cancer")
    mouse.target("logistic_regression_learner", "mean radius")
    shot(driver, "built")

    # Run it.
    mouse.tool("run.all")
    driver.wait_state("logistic_regression_learner", "failed")
    driver.wait(lambda: any("Logistic Regression Learner" in text for text in driver.toasts()))
    shot(driver, "failed")

    # It says what is wrong; the Scorer finds by itself what is predicted.
    mouse.target("logistic_regression_learner", "target")
    mouse.tool("run.all")
    driver.wait_state("scorer", "done")
    assert driver.session.statuses["apply_model_2"].outputs["table"].rows == 171
    shot(driver, "run")

    # Deploy it.
    mouse.select("apply_model_2")
    mouse.tool("deploy.this")
    panel = driver.panel("deploy")
    driver.wait(lambda: panel.taken is not None, 60_000)
    assert panel.notice.level == "good"
    shot(driver, "deploy")
    driver.click(panel.button)
    driver.wait(lambda: panel.result.written is not None, 60_000)
    assert list(tmp_path.glob("*.knodez"))

    # Try a row.
    driver.click(panel.result.try_button)
    trial = driver.panel("try")
    driver.wait(lambda: trial.trial is not None, 30_000)
    driver.click(trial.button)
    driver.wait(lambda: trial.answer.parts.isVisible(), 60_000)
    assert {bar.label for bar in trial.answer.chances.bars} == {"benign", "malignant"}
    shot(driver, "tried")

    # And all of it back to nothing.
    while driver.session.document.stack.canUndo():
        mouse.tool("edit.undo")
    assert not driver.workflow.nodes
