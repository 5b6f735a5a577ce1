"""The editor of lists: one row for each value, to be added, removed and put in another order."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from knode.app.forms.editors.buttons import AddButton, IconButton, pop_up
from knode.app.forms.editors.editor import Editor, Marks, inside, outside, set_faulty
from knode.app.forms.editors.fresh import Fresh
from knode.app.forms.editors.record import RecordEditor
from knode.app.forms.editors.registry import editor_for, edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape, blank
from knode.app.forms.words import breakable


class Row(QFrame):
    """One value of a list: its editor, a button that removes it, and a menu."""

    removed = Signal()
    moved = Signal(int)
    doubled = Signal()

    def __init__(self, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.setObjectName("card" if editor.shape.kind == "record" else "line")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.menu_button = IconButton("more", self.tr("More fields, move, copy"), self._show_menu)
        self.remove = IconButton("close", self.tr("Remove"), self.removed.emit)
        self.reason = QLabel()
        self.reason.setObjectName("fault")
        self.reason.setWordWrap(True)
        self.reason.hide()
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(editor, 1)
        top.addLayout(self._tools())
        layout = QVBoxLayout(self)
        edge = 8 if editor.shape.kind == "record" else 0
        layout.setContentsMargins(edge, edge, max(0, edge - 4), edge)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.reason)

    def _tools(self) -> QBoxLayout:
        """The buttons: below each other where the editor has two lines or more."""
        kinds = [entry.shape.kind for entry in self.editor.shape.entries]
        is_tall = len(kinds) > 2 or "code" in kinds
        tools = QVBoxLayout() if is_tall else QHBoxLayout()
        tools.setSpacing(0)
        for button in (self.remove, self.menu_button) if is_tall else (self.menu_button, self.remove):
            tools.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if is_tall:
            tools.addStretch(1)
        if isinstance(self.editor, RecordEditor):
            self.editor.fold_more()
        return tools

    def mark(self, marks: Marks) -> None:
        """Say what is wrong with the value."""
        told = dict.fromkeys(self.editor.mark(marks))
        self.reason.setText(breakable("\n".join(told)))
        self.reason.setVisible(bool(told))
        set_faulty(self, bool(told) and self.objectName() == "card")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _add_fields(self, menu: QMenu) -> None:
        if isinstance(self.editor, RecordEditor) and self.editor.has_more:
            action = menu.addAction(self.tr("All Fields"))
            action.setCheckable(True)
            action.setChecked(self.editor.shows_all)
            action.triggered.connect(self.editor.show_rest)
            menu.addSeparator()

    def _show_menu(self) -> None:
        menu = QMenu(self)
        self._add_fields(menu)
        menu.addAction(self.tr("Move Up")).triggered.connect(lambda: self.moved.emit(-1))
        menu.addAction(self.tr("Move Down")).triggered.connect(lambda: self.moved.emit(1))
        menu.addAction(self.tr("Duplicate")).triggered.connect(lambda: self.doubled.emit())
        menu.addSeparator()
        menu.addAction(self.tr("Remove")).triggered.connect(lambda: self.removed.emit())
        pop_up(menu, self.menu_button)


@edits("rows", "list")
class RowsEditor(Editor):
    """A list of values of any shape. Alt with an arrow moves the row that has the focus."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.rows: list[Row] = []
        self._marks: Marks = ()
        self._fresh = Fresh(self, known)
        self._fresh.over.connect(lambda: self.mark(self._marks))
        self.add_button = AddButton(self.tr("Add"), self.add)
        self.add_button.setAccessibleName(self.tr("Add to {name}").format(name=name))
        layout = self.column(self.add_button)
        layout.setAlignment(self.add_button, Qt.AlignmentFlag.AlignLeft)
        self._layout = layout

    @property
    def _item(self) -> Shape:
        assert self.shape.item is not None
        return self.shape.item

    def value(self) -> list[Any]:
        return [row.editor.value() for row in self.rows]

    def set_value(self, value: Any) -> None:
        """Rows that stay keep their widgets, and with them the focus."""
        if not isinstance(value, list | tuple):
            raise TypeError(f"{value!r} is no list")
        self._fresh.end()
        while len(self.rows) > len(value):
            self._drop(self.rows[-1])
        for number, one in enumerate(value):
            row = self.rows[number] if number < len(self.rows) else self._grow()
            if row.editor.value() != one:
                row.editor.set_value(one)

    def mark(self, marks: Marks) -> list[str]:
        self._marks = marks
        for number, row in enumerate(self.rows):
            row.mark(inside(marks, number) if row not in self._fresh else ())
        return outside(marks, range(len(self.rows)))

    # ---- what a person does with rows

    def add(self) -> None:
        """Add a row at the end and go to it."""
        row = self._grow()
        self._fresh.add(row)
        row.editor.set_value(blank(self._item))
        row.editor.setFocus()
        self.edited.emit(False)

    def remove(self, row: Row) -> None:
        """Take a row away."""
        self._drop(row)
        self.add_button.setFocus()
        self.edited.emit(False)

    def shift(self, row: Row, step: int) -> None:
        """Exchange a row with the one before or after it."""
        place = self.rows.index(row)
        target = place + step
        if 0 <= target < len(self.rows):
            focused = row.focusWidget()
            self.rows.insert(target, self.rows.pop(place))
            self._layout.removeWidget(row)
            self._layout.insertWidget(target, row)
            if focused is not None:
                focused.setFocus()
            self.edited.emit(False)

    def double(self, row: Row) -> None:
        """Add a row like this one below it."""
        made = self._grow()
        made.editor.set_value(row.editor.value())
        self.rows.insert(self.rows.index(row) + 1, self.rows.pop())
        self._layout.removeWidget(made)
        self._layout.insertWidget(self.rows.index(made), made)
        self.edited.emit(False)

    def _grow(self) -> Row:
        name = f"{self.name} {len(self.rows) + 1}"
        row = Row(editor_for(self._item, self.known, name), self)
        row.editor.edited.connect(self.edited)
        row.removed.connect(lambda: self.remove(row))
        row.moved.connect(lambda step: self.shift(row, step))
        row.doubled.connect(lambda: self.double(row))
        self.rows.append(row)
        self._layout.insertWidget(len(self.rows) - 1, row)
        row.show()
        return row

    def _drop(self, row: Row) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()
