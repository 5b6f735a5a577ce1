"""The Try it panel: asks a bundle about one row, and shows the answer and why it is so."""

from __future__ import annotations

import json
import shlex
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from knode.app import icons
from knode.app.deploy.answer_view import AnswerView
from knode.app.deploy.pieces import Glyph, Notice, Section, copy_text, soft
from knode.app.deploy.row_form import Inputs, RowForm
from knode.app.deploy.tries import TriesList, Try
from knode.app.forms.editors.buttons import IconButton
from knode.app.forms.editors.inputs import LineEdit
from knode.app.session import Call, Session
from knode.core.errors import KnodeError
from knode.host import try_protocol as protocol

ANSWERS = ("ready", "busy")
"""States of the engine in which it answers."""
WIDE = 640
"""From this width on, the answer stands beside the form."""


class TryPanel(QWidget):
    """Tries a bundle.

    Responsibilities: opens a bundle in the engine process; sends the row in its form there; shows answers and explanations;
    keeps the tries.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.trial: protocol.Trial | None = None
        self.place = protocol.Place(place="")
        self._calls: list[Call] = []
        self._explaining: Call | None = None
        self._waits = False
        session.engine_state_changed.connect(self._engine_changed)
        self._make_parts()
        self._lay_out()
        self._refresh()

    def _make_parts(self) -> None:
        self.line = LineEdit()
        self.line.setPlaceholderText(self.tr("A bundle (.knodez), or http://… of one that is served"))
        self.line.setAccessibleName(self.tr("Bundle to try"))
        self.line.returnPressed.connect(lambda: self.open(self.line.text().strip(), self.key.text().strip()))
        self.browse = IconButton("folder", self.tr("Choose a bundle…"), self._browse)
        self.key: LineEdit = LineEdit()
        self.key.setPlaceholderText(self.tr("Name of the secret with the server's key, if it wants one"))
        self.key.setAccessibleName(self.tr("Server's key"))
        self.line.textChanged.connect(lambda text: self.key.setVisible(text.startswith("http")))
        self.key.hide()
        self.title = QLabel()
        self.title.setObjectName("pageHead")
        self.about = soft("")
        self.notice = Notice()
        self.form = RowForm()
        self.button = QPushButton(icons.icon("run", "accent_ink"), self.tr("Ask"), autoDefault=False)
        self.button.setProperty("main", True)
        self.button.setShortcut("Ctrl+Return")
        self.button.clicked.connect(self.ask)
        self.curl = IconButton("copy", self.tr("Copy as curl"), self.copy_curl)
        self.answer = AnswerView()
        self.tries = TriesList()
        self.tries.chosen.connect(self._bring_back)
        self.history = Section(self.tr("Tries"))
        self.history.body.addWidget(self.tries)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        where = QHBoxLayout()
        where.setSpacing(2)
        where.addWidget(self.line, 1)
        where.addWidget(self.browse)
        column.addLayout(where)
        column.addWidget(self.key)
        head = QHBoxLayout()
        head.addWidget(Glyph("try", "pack:deploy", 22))
        head.addWidget(self.title)
        head.addWidget(self.about, 1)
        self.head = QWidget()
        head.setContentsMargins(0, 2, 0, 2)
        self.head.setLayout(head)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._left())
        self.split.addWidget(self._right())
        column.addWidget(self.split, 1)
        self.empty = QLabel(self.tr("Deploy something, or choose a bundle above."), wordWrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setEnabled(False)
        column.addWidget(self.empty, 1)

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 4, 0)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.addWidget(self.curl)
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        return left

    def _right(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 0, 6, 0)
        column.addWidget(self.answer)
        column.addWidget(self.history)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    # ---- opening

    def open(self, place: str, key: str = "") -> None:
        """Open a bundle: a file, or the address of one that is served, with the name of the secret that holds its key."""
        if not place:
            return
        self.line.put(place)
        self.key.put(key)
        self.place = protocol.Place(place=place, key=key)
        self.trial = None
        self._forget()
        self.notice.tell(self.tr("Opening {place}…").format(place=place))
        self._refresh()
        self._waits = self.session.engine_state not in ANSWERS
        if not self._waits:
            self._ask_engine(protocol.OPEN, self.place, self._opened, self._not_opened)

    def _engine_changed(self, state: str, reason: str) -> None:
        if self._waits and state in ANSWERS:
            self.open(self.place.place, self.place.key)

    def _opened(self, trial: protocol.Trial) -> None:
        self.trial = trial
        self.notice.tell("")
        self.title.setText(f"{trial.name} {trial.version}")
        served = self.tr("served") if trial.source == "server" else self.tr("file")
        self.about.setText(f"{served} · {trial.sha256[:12]}")
        self.about.setToolTip(trial.sha256)
        self.form.show_trial(trial)
        self.answer.clear()
        self.tries.forget()
        self._refresh()
        self.button.setFocus()

    def _not_opened(self, error: KnodeError) -> None:
        self.notice.tell(error.message, "bad")
        self._refresh()

    # ---- asking

    def ask(self) -> None:
        """Send the row in the form."""
        if self.trial is None or not self.button.isEnabled() or not self.form.check():
            return
        self._forget()
        self.button.setEnabled(False)
        row = self._row(self.form.inputs())
        place, changed = self.form.place, self.form.changed()

        def answered(answer: protocol.Answer) -> None:
            self.button.setEnabled(True)
            self.tries.add(dict(row.inputs), place, changed, answer)
            self._show(row, answer)

        self._ask_engine(protocol.SEND, row, answered, self._refused)

    def _show(self, row: protocol.Row, answer: protocol.Answer) -> None:
        self.answer.show_answer(answer)
        self._refresh()
        if answer.prediction is None or self.trial is None:
            return
        if not self.trial.explains:
            self.answer.show_no_explanation(self.trial.why_not)
            return
        self.answer.wait_for_explanation()
        self._explaining = self._ask_engine(
            protocol.EXPLAIN,
            row,
            self.answer.show_explanation,
            lambda error: self.answer.show_no_explanation(error.message),
        )

    def _refused(self, error: KnodeError) -> None:
        self.button.setEnabled(True)
        reason = str(error.facts.get("reason", error.message))
        self.answer.show_refusal(reason)
        column = error.facts.get("column")
        if column is not None:
            self.form.mark(str(column), reason)

    def _bring_back(self, made: Try) -> None:
        self._forget()
        self.form.put(made.inputs)
        self._show(self._row(made.inputs), made.answer)

    def _row(self, inputs: Inputs) -> protocol.Row:
        return protocol.Row(place=self.place.place, key=self.place.key, inputs=inputs)

    def copy_curl(self) -> None:
        """Put a command on the clipboard that asks a server about this row."""
        if self.trial is not None:
            copy_text(curl_of(self.trial, self.place, self.form.inputs()))

    def _ask_engine(self, method: Any, params: Any, then: Any, failed: Any) -> Call:
        call = self.session.call(method, params, then, failed)
        self._calls.append(call)
        return call

    def _forget(self) -> None:
        """What was asked before is of no interest any more."""
        for call in self._calls:
            call.forget()
        self._calls.clear()
        self.button.setEnabled(True)

    # ---- what is shown

    def _refresh(self) -> None:
        is_open = self.trial is not None
        for widget in (self.head, self.split):
            widget.setVisible(is_open)
        self.empty.setVisible(not is_open and not self.notice.isVisibleTo(self))
        self.history.setVisible(self.tries.topLevelItemCount() > 0)

    def _browse(self) -> None:
        folder = self.session.document.folder
        dialog = QFileDialog(self, self.tr("Try a bundle"), str(folder or ""), self.tr("Bundles (*.knodez)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= WIDE
        self.split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)


def curl_of(trial: protocol.Trial, place: protocol.Place, inputs: Inputs) -> str:
    """A command that asks about a row: the server that is tried, or the one that `knode serve` starts by default."""
    root = place.place.partition("/v1/")[0].rstrip("/") if trial.source == "server" else "http://127.0.0.1:8000"
    rows = {name: {"rows": [row]} for name, row in inputs.items()}
    body: dict[str, Any] = {"inputs": rows} if len(rows) > 1 else next(iter(rows.values()), {"rows": []})
    lines = [f"curl {shlex.quote(f'{root}/v1/{trial.name}/{trial.version}/predict')}"]
    if place.key:
        lines.append('  -H "Authorization: Bearer $KEY"')
    lines.append("  -H 'Content-Type: application/json'")
    lines.append(f"  -d {shlex.quote(json.dumps(body, ensure_ascii=False))}")
    return " \\\n".join(lines)
