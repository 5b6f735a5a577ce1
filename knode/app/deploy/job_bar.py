"""How far a job of the engine process is, and a button that stops it."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from knode.app.session import Session
from knode.host import deploy_protocol as protocol
from knode.host.protocol import Event, Nothing

STEPS = 1000


class JobBar(QWidget):
    """Follows one job at a time; hidden while there is none."""

    cancelled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.job = ""
        self._title = ""
        self.label = QLabel()
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.button = QPushButton(self.tr("Cancel"), autoDefault=False)
        self.button.clicked.connect(self.cancel)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(self.label)
        words.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        session.engine.told.connect(self._hear)
        self.hide()

    def begin(self, title: str) -> str:
        """A new job; its name, to be sent with the question."""
        self.job, self._title = secrets.token_hex(6), title
        self.label.setText(title)
        self.bar.setRange(0, 0)
        self.button.setEnabled(True)
        self.show()
        return self.job

    def end(self) -> None:
        """The job has ended."""
        self.job = ""
        self.hide()

    def cancel(self) -> None:
        """Stop the job; its answer will say that it was stopped."""
        if self.job:
            self.button.setEnabled(False)
            self.label.setText(self.tr("Stopping…"))
            self.session.call(protocol.CANCEL, protocol.Job(job=self.job), _ignore)
            self.cancelled.emit()

    def _hear(self, event: Event) -> None:
        if not isinstance(event, protocol.JobEvent) or event.job != self.job or not self.job:
            return
        if self.button.isEnabled():
            self.label.setText(f"{self._title} · {event.message}" if event.message else self._title)
        if event.fraction is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(event.fraction * STEPS))


def _ignore(_: Nothing) -> None:
    """The answer of the job itself tells what came of it."""
