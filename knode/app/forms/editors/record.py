"""The editor of records: values of several fields that belong together, such as a condition."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from knode.app.forms import words
from knode.app.forms.editors.buttons import IconButton
from knode.app.forms.editors.choice import ChoiceEditor, is_short
from knode.app.forms.editors.editor import Editor, Marks, inside, outside
from knode.app.forms.editors.registry import editor_for, edits
from knode.app.forms.editors.value import ValueEditor
from knode.app.forms.known import Known
from knode.app.forms.shape import Entry, Shape
from knode.core.settings import matters

SHOWN = 3
"""Fields that are always there; those after them wait behind a button while they have their defaults."""
HALF = 12
"""Letters of choices that fit side by side in half of a form."""
SAYS_ITS_NAME = ("boolean",)
TAKES_HINT = ("text", "value", "column")
BESIDE = 11
"""Letters of a choice up to which it stands beside another field."""
WIDE = ("code", "column", "columns", "names", "texts", "rows", "list", "grid", "mapping")
"""Fields that take a line of their own: in half of a narrow form a column's name would be two letters."""


@edits("record")
class RecordEditor(Editor):
    """The fields of one record, in two columns."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(6)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.editors: dict[str, Editor] = {}
        self._cells: dict[str, QWidget] = {}
        for entry in shape.entries:
            self._add(entry)
        for editor in self.editors.values():
            if editor.shape.values_of in self.editors:
                editor.chosen = self.editors[editor.shape.values_of].value
        self.more = IconButton("more", self.tr("More"), self.show_rest, self)
        self._folds_more = False
        self._open = False
        self._left_out: set[str] = set()
        self._own_line: set[str] = set()
        self._arrange()
        if self.editors:
            self.setFocusProxy(next(iter(self.editors.values())))

    def _add(self, entry: Entry) -> None:
        label = words.label(entry.name)
        called = label if entry.shape.kind in SAYS_ITS_NAME else f"{self.name}: {label}"
        editor = self._editor(entry.shape, called)
        if entry.shape.kind in SAYS_ITS_NAME:
            editor.findChildren(QWidget)[0].setText(label)  # type: ignore[attr-defined]
        editor.setToolTip(entry.help or label)
        if entry.shape.proposals:
            editor.edited.connect(functools.partial(self._fill, editor))
        editor.edited.connect(self._tell)
        # A cell that is shown before it has a parent would be a window of its own.
        is_plain = _needs_no_caption(editor, label) and (len(self.editors) < SHOWN or entry.shape.kind in SAYS_ITS_NAME)
        cell = editor if is_plain else _captioned(label, editor)
        cell.setParent(self)
        self.editors[entry.name] = editor
        self._cells[entry.name] = cell

    def _editor(self, shape: Shape, called: str) -> Editor:
        """The editor of a field, which has half of the width."""
        if shape.kind == "choice" and not is_short(shape, HALF):
            return ChoiceEditor(shape, self.known, called)
        return editor_for(shape, self.known, called)

    def value(self) -> dict[str, Any]:
        """What stands there; where a field can be read in two ways, the one that makes a valid record."""
        made = {name: editor.value() for name, editor in self.editors.items()}
        if self._is_valid(made):
            return made
        for name, editor in self.editors.items():
            for reading in editor.readings()[1:]:
                if self._is_valid({**made, name: reading}):
                    if isinstance(editor, ValueEditor):
                        editor.adopt(reading)
                    return {**made, name: reading}
        return made

    def _is_valid(self, record: dict[str, Any]) -> bool:
        if self.shape.model is None:
            return True
        try:
            self.shape.model.model_validate(record)
        except ValidationError:
            return False
        return True

    def set_value(self, value: Any) -> None:
        unknown = set(value) - set(self.editors)
        if unknown:
            raise ValueError(f"there is no field {min(unknown)!r}")
        for entry in self.shape.entries:
            if entry.name in value or not entry.required:
                self.editors[entry.name].set_value(value.get(entry.name, entry.default))
        self._arrange()

    def mark(self, marks: Marks) -> list[str]:
        told: list[str] = []
        for name, editor in self.editors.items():
            told += editor.mark(inside(marks, name))
        return [*outside(marks, list(self.editors)), *told]

    def _tell(self, typing: bool) -> None:
        if self._idle() != self._left_out or self._long() != self._own_line:
            self._arrange()
        self.edited.emit(typing)

    def _fill(self, editor: Editor, typing: bool) -> None:
        """What was chosen says of other fields what they are best."""
        chosen = [one for one in editor.shape.proposals if one.text == editor.value() and not typing]
        for name, value in (pair for proposal in chosen for pair in proposal.fills):
            if name in self.editors:
                self.editors[name].set_value(list(value) if isinstance(value, tuple) else value)

    # ---- which fields are there

    def fold_more(self) -> None:
        """The button that shows the rest goes: who holds the record has one for it."""
        self._folds_more = True
        self.more.hide()

    @property
    def has_more(self) -> bool:
        """Whether some fields wait, or could."""
        return bool(self._extra())

    @property
    def shows_all(self) -> bool:
        """Whether the fields that could wait are shown."""
        return self._open

    def show_rest(self) -> None:
        """Show the fields that wait, or let them wait again."""
        self._open = not self._open
        self._arrange()

    def _idle(self) -> set[str]:
        """The fields that have no part in what the others say."""
        if not any(entry.when for entry in self.shape.entries):
            return set()
        values = {name: editor.value() for name, editor in self.editors.items()}
        return {entry.name for entry in self.shape.entries if not matters(entry.when, values)}

    def _extra(self) -> list[str]:
        """The fields that may wait: beyond the first, with their defaults."""
        return [
            entry.name
            for entry in self.shape.entries[SHOWN:]
            if not entry.required and not entry.when and self.editors[entry.name].value() == entry.default
        ]

    def _arrange(self) -> None:
        extra = self._extra()
        self._left_out = self._idle()
        self._own_line = self._long()
        hidden = self._left_out if self._open else {*extra, *self._left_out}
        self.more.setVisible(bool(extra) and not self._folds_more)
        self.more.setToolTip(self.tr("Less") if self._open else self.tr("More"))
        for cell in self._cells.values():
            self.grid.removeWidget(cell)
        shown = [name for name in self._cells if name not in hidden]
        for name, cell in self._cells.items():
            cell.setVisible(name in shown)
        last = self._place(shown)
        self.grid.removeWidget(self.more)
        self.grid.addWidget(self.more, last, 2)
        self.updateGeometry()

    def _place(self, names: Iterable[str]) -> int:
        """Two fields a row; wide ones, and what is left over, as wide as both. Returns the last row."""
        rows: list[list[str]] = []
        for name in names:
            if not rows or len(rows[-1]) == 2 or self._is_wide(name) or self._is_wide(rows[-1][0]):
                rows.append([])
            rows[-1].append(name)
        for number, row in enumerate(rows):
            cells = [self._cells[name] for name in row]
            has_caption = any(not isinstance(one, Editor) for one in cells)
            side = Qt.AlignmentFlag.AlignBottom if has_caption else Qt.AlignmentFlag.AlignTop
            for column, cell in enumerate(cells):
                self.grid.addWidget(cell, number, column, 1, 2 if len(row) == 1 else 1, side)
        return max(0, len(rows) - 1)

    def _is_wide(self, name: str) -> bool:
        shape = self.editors[name].shape
        return shape.kind in WIDE or shape.is_long or name in self._own_line

    def _long(self) -> set[str]:
        """The choices whose present text is too long for half of a form."""
        lists = {name: one.combo for name, one in self.editors.items() if isinstance(one, ChoiceEditor)}
        return {name for name, combo in lists.items() if len(combo.currentText()) > BESIDE}


def _needs_no_caption(editor: Editor, label: str) -> bool:
    """Whether the editor says by itself what it is for."""
    if editor.shape.kind in (*SAYS_ITS_NAME, "choice"):
        return True
    if editor.shape.kind == "code":
        editor.findChildren(QPlainTextEdit)[0].setPlaceholderText(label)
        return True
    line = editor.findChild(QLineEdit) if editor.shape.kind in TAKES_HINT else None
    if line is None:
        return False
    line.setPlaceholderText(label)
    return True


def _captioned(label: str, editor: Editor) -> QWidget:
    cell = QWidget()
    layout = QGridLayout(cell)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    caption = QLabel(label)
    caption.setObjectName("caption")
    caption.setBuddy(editor)
    layout.addWidget(caption, 0, 0)
    layout.addWidget(editor, 1, 0)
    return cell
