"""The problems panel: every node that cannot run or has failed, and why."""

from __future__ import annotations

import itertools
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.forms.telling import problem_text, without_place
from knode.app.messages import worded
from knode.app.session import Session

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
REFRESH_MS = 100
RANKS = {"error": 0, "warning": 1, "info": 2}
COLOURS = {"error": "danger", "warning": "warning", "info": "info"}


class Found(NamedTuple):
    """One problem: how grave, at which step, what, and what to do."""

    level: str
    step: str
    message: str
    hint: str


def problems_of(step: str, status: Any) -> list[Found]:
    """What a node's status says is wrong; that it is switched off, or behind one that is, is meant so."""
    found = [Found("warning", step, worded(warning), "") for warning in status.warnings]
    if status.error is not None and status.state != "disabled":
        level = "error" if status.state == "failed" else "info"
        text = problem_text(status.error, (step,))
        hint = worded(without_place(status.error.hint))
        found.append(Found(level, step, text.removesuffix(hint).strip() or text, hint))
    return found


class ProblemsModel(QAbstractTableModel):
    """The problems of a session: failures first, then warnings, then nodes that are not ready."""

    COLUMNS = ("Node", "Problem", "What to do")
    counted = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.problems: list[Found] = []
        self._timer = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._timer.timeout.connect(self.refresh)
        session.statuses_changed.connect(lambda _: self._timer.isActive() or self._timer.start())
        self.refresh()

    @classmethod
    def of(cls, session: Session) -> ProblemsModel:
        """The problems of a session, watched from now on if they were not."""
        found = session.findChild(ProblemsModel)
        return found if isinstance(found, ProblemsModel) else cls(session)

    def refresh(self) -> None:
        """Look at all statuses again."""
        found = [each for step, status in self.session.statuses.items() for each in problems_of(step, status)]
        found.sort(key=lambda each: (RANKS[each.level], each.step))
        if found != self.problems:
            self.beginResetModel()
            self.problems = found
            self.endResetModel()
            self.counted.emit(len(found))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.problems)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("ProblemsModel", self.COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        problem = self.problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (self._called(problem.step), problem.message, problem.hint)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return problem.step
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (problem.message, problem.hint) if part)
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icons.icon(problem.level, COLOURS[problem.level])
        return None

    def _called(self, step: str) -> str:
        """What a step is called on the canvas, after the components that it is in."""
        return " / ".join(
            map(self.session.title, itertools.accumulate(step.split("/"), lambda outer, node: f"{outer}/{node}"))
        )


class ProblemsPanel(QWidget):
    """Shows the problems; a double click, or Enter, goes to the node."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = ProblemsModel.of(session)
        self.list = QTreeView(rootIsDecorated=False, uniformRowHeights=True)
        self.list.setAccessibleName(self.tr("Problems"))
        self.list.setModel(self.model)
        self.list.header().resizeSection(0, 160)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.activated.connect(self._jump)
        self._none = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._none.setEnabled(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.model.modelReset.connect(self._show)
        session.statuses_changed.connect(self._show)
        session.document.changed.connect(self._show)
        self._show()

    def _show(self, *_: object) -> None:
        self._stack.setCurrentIndex(1 if self.model.problems else 0)
        self.list.setColumnHidden(2, not any(problem.hint for problem in self.model.problems))
        self._share()
        if self._none.isVisibleTo(self):
            found = self.tr("No problems: every node can run.")
            self._none.setText(found if self._all_are_known() else self.tr("Looking for problems …"))

    def _share(self) -> None:
        """Both texts are in sight however narrow the panel is: what to do has the room it needs, and half of it at most.

        What is cut stands in the tip.
        """
        half = (self.list.viewport().width() - self.list.columnWidth(0)) // 2
        needed = max(self.list.sizeHintForColumn(2), self.list.header().sectionSizeHint(2))
        self.list.header().resizeSection(2, min(half, needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _all_are_known(self) -> bool:
        """Whether the engine process has told of every node."""
        return all(step in self.session.statuses for step, _ in self.session.document.workflow.walk())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _jump(self, index: QModelIndex) -> None:
        self.session.reveal(self.model.problems[index.row()].step)
