"""The way from the workflow to the component that is looked at; each step leads back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from knode.app.session import Session
from knode.app.shell.pieces import Sign
from knode.core.edits import inner


class Breadcrumbs(QFrame):
    """Shows `session.path`; hidden while the whole workflow is shown."""

    chosen = Signal(tuple)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setAccessibleName(self.tr("Way to this component"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 4, 8, 4)
        self._row.setSpacing(2)
        session.path_changed.connect(self.refresh)
        session.document.changed.connect(self._document_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the path as it is now."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        path = self.session.path
        for depth in range(len(path) + 1):
            if depth:
                self._row.addWidget(Sign("chevron-right", "faint", 12))
            self._row.addWidget(self._step(path[:depth], last=depth == len(path)))
        self._row.addStretch()
        self.setVisible(bool(path))

    def _step(self, path: tuple[str, ...], *, last: bool) -> QToolButton:
        button = QToolButton()
        button.setText(self._title(path))
        button.setEnabled(not last)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button

    def _title(self, path: tuple[str, ...]) -> str:
        if not path:
            return self.session.document.workflow.name or self.tr("Workflow")
        return inner(self.session.document.workflow, path[:-1]).instance(path[-1]).title

    def _document_changed(self, changes: list[object]) -> None:
        if self.session.path:
            self.refresh()
