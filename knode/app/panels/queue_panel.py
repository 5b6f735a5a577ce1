"""The queue panel: what is being computed, what waits, and buttons to stop it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.session import Session
from knode.app.shell.wording import duration, remaining
from knode.host import protocol
from knode.host.protocol import QueuedRun, RunEvent

SHOWN = 500
STEP, RUN = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class Row(NamedTuple):
    """A line of the queue: a node of the run that is going on, or a run that waits."""

    icon: str
    title: str
    state: str
    step: str = ""
    run: int = 0


class QueuePanel(QWidget):
    """Follows the runs of a session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rows: list[Row] = []
        self.head = QLabel()
        self.cancel = QPushButton(icons.icon("stop"), self.tr("Cancel run"))
        self.cancel.clicked.connect(session.cancel)
        self.pause = QPushButton(icons.icon("pause"), self.tr("Pause"))
        self.pause.clicked.connect(self._pause_or_resume)
        self.remove = QPushButton(icons.icon("close"), self.tr("Take from queue"))
        self.remove.clicked.connect(self._remove)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([self.tr("Node or run"), self.tr("State")])
        self.list.setAccessibleName(self.tr("Queue"))
        self.list.header().resizeSection(0, 300)
        self.list.itemActivated.connect(self._jump)
        self.list.itemSelectionChanged.connect(self._buttons)
        self._lay_out()
        session.run_changed.connect(self.refresh)
        session.statuses_changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        bar.addWidget(self.head, 1)
        for button in (self.pause, self.cancel, self.remove):
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.list)

    def refresh(self) -> None:
        """Show the queue as it is now, when somebody looks at it."""
        if not self.isVisible():
            return
        state = self.session.run_state
        self.head.setText(self._head(state))
        rows = [*(self._nodes() if state.running else ()), *(self._waiting(run) for run in state.queue)]
        if rows != self._rows:
            self._rows = rows
            self._fill()
        self._buttons()

    def _head(self, state: RunEvent) -> str:
        if not state.running:
            return self.tr("Nothing is running.")
        count = self.tr("{done} of {total} nodes").format(done=state.done, total=state.total)
        parts = (count, duration(state.seconds), remaining(state.remaining_seconds))
        return " · ".join(part for part in parts if part)

    def _nodes(self) -> list[Row]:
        """Running nodes, then those that wait."""
        words = {"running": ("run", self.tr("running")), "queued": ("more", self.tr("waiting"))}
        found = [(step, status) for step, status in self.session.statuses.items() if status.state in words]
        found.sort(key=lambda each: (each[1].state != "running", each[0]))
        return [Row(words[status.state][0], step, words[status.state][1], step=step) for step, status in found[:SHOWN]]

    def _waiting(self, run: QueuedRun) -> Row:
        to = ", ".join(run.to) or self.tr("everything")
        return Row(
            "queue", self.tr("Run {number}: {to}").format(number=run.number, to=to), self.tr("waiting"), run=run.number
        )

    def _fill(self) -> None:
        chosen = self._chosen()
        self.list.clear()
        for row in self._rows:
            item = QTreeWidgetItem([row.title, row.state])
            item.setIcon(0, icons.icon(row.icon, "info" if row.icon == "run" else "muted"))
            item.setData(0, STEP, row.step)
            item.setData(0, RUN, row.run)
            self.list.addTopLevelItem(item)
            item.setSelected(chosen is not None and (row.step, row.run) == chosen)

    def _chosen(self) -> tuple[str, int] | None:
        items = self.list.selectedItems()
        return (items[0].data(0, STEP), items[0].data(0, RUN)) if items else None

    def _buttons(self) -> None:
        state = self.session.run_state
        chosen = self._chosen()
        self.cancel.setEnabled(state.running)
        self.pause.setEnabled(state.running)
        self.pause.setText(self.tr("Go on") if state.paused else self.tr("Pause"))
        self.pause.setIcon(icons.icon("run" if state.paused else "pause"))
        self.remove.setEnabled(chosen is not None and bool(chosen[1]))

    def _pause_or_resume(self) -> None:
        if self.session.run_state.paused:
            self.session.resume()
        else:
            self.session.pause()

    def _remove(self) -> None:
        chosen = self._chosen()
        if chosen is not None and chosen[1]:
            self.session.call(protocol.UNQUEUE, protocol.RunNumber(number=chosen[1]), lambda _: None)

    def _jump(self, item: QTreeWidgetItem) -> None:
        step = item.data(0, STEP)
        if step:
            self.session.reveal(step)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)
