"""The editor of code settings: SQL, Python and expressions."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QWidget

from knode.app.forms.code.code_edit import CodeEdit
from knode.app.forms.code.language import LANGUAGES, line_squiggle
from knode.app.forms.editors.editor import Editor, Marks
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.app.forms.words import breakable


@edits("code")
class CodeEditor(Editor):
    """Code, with the columns that come in for completion, and what a light check finds below it."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.code = CodeEdit(LANGUAGES[shape.language])
        self.code.setAccessibleName(name)
        self.finding = QLabel()
        self.finding.setObjectName("missing")
        self.finding.setWordWrap(True)
        self.finding.hide()
        self.code.checked.connect(self._show_findings)
        self._text = ""
        self.code.textChanged.connect(self._tell)
        self.column(self.code, self.finding).setSpacing(2)
        known.changed.connect(self._learn)
        self._learn()

    def value(self) -> str:
        return self.code.content()

    def set_value(self, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text")
        with QSignalBlocker(self.code):
            self.code.put(value)
        self._text = value
        self.code.check()

    def _tell(self) -> None:
        """Colouring the text anew is no change of it, though Qt may say so."""
        text = self.code.content()
        if text != self._text:
            self._text = text
            self.edited.emit(True)

    def mark(self, marks: Marks) -> list[str]:
        """A reason that names a line, as those of a run do, is marked there too."""
        text = self.code.content()
        found = [(re.search(r"\bline (\d+)", reason), reason) for _, reason in marks]
        self.code.tell(line_squiggle(text, int(match.group(1)), reason) for match, reason in found if match)
        return super().mark(marks)

    def _learn(self) -> None:
        self.code.set_columns(self.known.names(self.shape.port))

    def _show_findings(self) -> None:
        texts = [self._words(one.text) for one in self.code.squiggles]
        self.finding.setText(breakable("\n".join(texts)))
        self.finding.setVisible(bool(texts))

    def _words(self, text: str) -> str:
        if len(text) == 1:
            return self.tr("{sign} has no partner.").format(sign=text)
        return self.tr("Line {text}").format(text=text)
