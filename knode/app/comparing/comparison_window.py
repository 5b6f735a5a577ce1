"""The window that shows what differs between two versions of a workflow."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from knode.app import theme
from knode.app.canvas.view import CanvasView
from knode.app.comparing.marks import COLOURS, SIGNS, MarksItem
from knode.app.comparing.versions import NoEngine, both
from knode.app.document import Document
from knode.app.session import Session
from knode.core import edits
from knode.core.comparison import Detail, Difference, How, compare
from knode.core.workflow import Binding, Workflow

LONGEST = 300
DIFFERENCE = Qt.ItemDataRole.UserRole


def how_words(how: How) -> str:
    """What became of something, in the person's language."""
    words = {"added": "added", "removed": "removed", "changed": "changed", "moved": "moved"}
    return QCoreApplication.translate("Comparison", words[how])


class ComparisonWindow(QWidget):
    """Shows two versions on one canvas, with a list of what differs and the settings side by side.

    Args:
        before, after: the two versions.
        names: what to call them.
    """

    def __init__(
        self, before: Workflow, after: Workflow, names: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        for workflow in (before, after):
            edits.tidy(workflow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("{before} → {after}").format(before=names[0], after=names[1]))
        self.resize(1180, 760)
        self.differences = compare(before, after)
        self._names = names
        self.session = Session(Document(both(before, after)), NoEngine(), parent=self)
        self.view = CanvasView(self.session)
        self.view.setAccessibleName(self.tr("Both versions"))
        self.tree = self._tree()
        self.details = self._details()
        self._marks: MarksItem | None = None
        self._lay_out()
        self._show_path(())
        QTimer.singleShot(0, self, lambda: self.view.fit(animated=False))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    # ---- building

    def _lay_out(self) -> None:
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.view)
        right.addWidget(self.details)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(self.tree)
        whole.addWidget(right)
        whole.setSizes([320, 860])
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(self._summary())
        column.addWidget(whole, 1)

    def _summary(self) -> QLabel:
        counts = {how: sum(one.how == how for one in self.differences) for how in SIGNS}
        parts = [f"{SIGNS[how]} {count} {how_words(how)}" for how, count in counts.items() if count]
        label = QLabel("    ".join(parts) or self.tr("Both are the same."))
        label.setFont(theme.font(11, 600))
        return label

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(self.tr("What differs"))
        tree.setHeaderHidden(True)
        tree.setRootIsDecorated(False)
        for one in self.differences:
            item = QTreeWidgetItem(tree, [_words(one)])
            item.setForeground(0, theme.colour(COLOURS[one.how]))
            item.setToolTip(0, f"{one.place}: {how_words(one.how)}")
            item.setData(0, DIFFERENCE, one)
        tree.currentItemChanged.connect(self._choose)
        return tree

    def _details(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setAccessibleName(self.tr("Before and after"))
        table.setHeaderLabels([self.tr("Setting"), *self._names])
        table.setRootIsDecorated(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setWordWrap(True)
        return table

    # ---- showing

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        one: Difference = item.data(0, DIFFERENCE)
        self._show_path(one.path)
        node = one.key if one.kind == "node" else one.key.partition(" -> ")[2].partition(".")[0]
        if node in self.session.workflow.nodes:
            self.session.select([node])
            self.view.center_on(node)
        self.details.clear()
        for detail in one.details:
            self.details.addTopLevelItem(_row(detail))

    def _show_path(self, path: edits.Path) -> None:
        """Look into a component, with the marks of what differs there."""
        self.session.set_path(path)
        depth = len(path)
        marks: dict[str, How] = {
            one.key: one.how for one in self.differences if one.kind == "node" and one.path == path
        }
        for one in self.differences:
            if len(one.path) > depth and one.path[:depth] == path:
                marks.setdefault(one.path[depth], "changed")
        if self._marks is not None:
            self.view.scene().removeItem(self._marks)
        self._marks = MarksItem(self.view.scene(), marks)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.session.close()
        super().closeEvent(event)


def _words(one: Difference) -> str:
    tell = QCoreApplication.translate
    kind = {
        "link": "⟶",
        "parameter": tell("Comparison", "parameter"),
        "annotation": tell("Comparison", "note or frame"),
        "about": tell("Comparison", "workflow"),
    }.get(one.kind, "")
    where = "".join(f"{component} / " for component in one.path)
    return (
        f"{SIGNS[one.how]}  {where}{kind} {one.title or one.key}"
        if kind
        else f"{SIGNS[one.how]}  {where}{one.title or one.key}"
    )


def _row(detail: Detail) -> QTreeWidgetItem:
    texts = [_text(detail.before), _text(detail.after)]
    row = QTreeWidgetItem([detail.what.removeprefix("settings."), *texts])
    for column, text in enumerate(texts, 1):
        row.setToolTip(column, text)
    return row


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, Binding):
        return f"{value.source} {value.name}"
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        return "\n".join(value)[:LONGEST]
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)[:LONGEST]
