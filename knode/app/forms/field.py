"""A field of a form: a setting's label, its editor, its help, what is wrong with it, and what it is bound to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from knode.app.forms import words
from knode.app.forms.bound import BoundChip
from knode.app.forms.editors.buttons import IconButton, TextButton
from knode.app.forms.editors.editor import Editor, Place
from knode.app.forms.editors.raw import RawEditor
from knode.app.forms.editors.registry import editor_for
from knode.app.forms.editors.text_label import TextLabel
from knode.app.forms.known import Known
from knode.app.forms.shape import MISSING, Entry
from knode.core.workflow import Binding

MENU_KEY = "Alt+Return"
NATIVE = QKeySequence.SequenceFormat.NativeText
LABEL_SHARE, EDITOR_SHARE = 9, 11
"""Of the width, where a short editor stands beside its label."""


class Field(QWidget):
    """One setting on screen.

    Responsibilities: shows a value through the editor of its shape, marks it as changed, wrong or bound, and tells what a
    person does. It writes nothing.
    """

    edited = Signal(str, bool)
    reset_wanted = Signal(str)
    menu_wanted = Signal(str, QWidget)
    unbind_wanted = Signal(str)

    def __init__(self, entry: Entry, known: Known, context: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.known = known
        self.shown: Any = MISSING
        """The document's value that the editor stands for."""
        self.title = words.label(entry.name, context)
        self.explanation = words.help_text(entry.help, context)
        self.editor = editor_for(entry.shape, known, self.title)
        self._regular = self.editor
        self._raw: RawEditor | None = None
        self._bound: BoundChip | None = None
        self._faults: QLabel | None = None
        self._note: QLabel | None = None
        self._help: QLabel | None = None
        self.setAccessibleName(self.title)
        self.setAccessibleDescription(self.explanation)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._build()
        self.editor.edited.connect(self._tell)

    def _build(self) -> None:
        self.dot = TextButton("●", self.tr("Changed; reset it to the default"), self._reset)
        self.dot.setObjectName("dot")
        self.dot.setFixedSize(14, 18)
        size = self.dot.sizePolicy()
        size.setRetainSizeWhenHidden(True)
        self.dot.setSizePolicy(size)
        self.dot.hide()
        self.menu = IconButton(
            "more", self.tr("Help, reset and binding of {setting}").format(setting=self.title), self._ask
        )
        self.menu.setToolTip(f"{self.menu.toolTip()} ({QKeySequence(MENU_KEY).toString(NATIVE)})")
        self.menu.setObjectName("field-menu")
        self.menu.setFixedSize(22, 22)
        for button in (self.dot, self.menu):  # Tab goes from value to value; the form has a key for the menu.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._head = QHBoxLayout()
        self._head.setSpacing(2)
        self._head.addWidget(self.dot)
        says_its_name = self.entry.shape.kind == "boolean"
        if not says_its_name:
            self._head.addWidget(self._label(), LABEL_SHARE)
        if not self.editor.wide:
            self._head.addWidget(self.editor, EDITOR_SHARE)
        self._head.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(3)
        self._layout.addLayout(self._head)
        if self.editor.wide:
            self._layout.addLayout(_indented(self.editor))
        self.setToolTip(self.explanation)

    def _label(self) -> QLabel:
        self.label = QLabel(self.title + ("" if not self.entry.required else " *"))
        self.label.setWordWrap(True)
        self.label.setObjectName("label")
        self.label.setBuddy(self.editor)
        return self.label

    # ---- the value

    def value(self) -> Any:
        """What stands in the editor."""
        return self.editor.value()

    def put(self, value: Any, *, draft: Any = MISSING) -> None:
        """Show the document's value; a draft that could not be written yet stands in its place on screen."""
        wanted = value if draft is MISSING else draft
        if self.shown is MISSING or value != self.shown or draft is not MISSING:
            self._put(wanted)
        self.shown = value

    def _put(self, value: Any) -> None:
        try:
            self._regular.set_value(value)
        except (TypeError, ValueError, AttributeError):
            self._use(self._raw_editor())
            self.editor.set_value(value)
        else:
            self._use(self._regular)

    def _raw_editor(self) -> RawEditor:
        """The editor of last resort: the value is not one that the setting may have."""
        if self._raw is None:
            self._raw = RawEditor(self.entry.shape, self.known, self.title)
            self._raw.edited.connect(self._tell)
            self._layout.insertLayout(1, _indented(self._raw))
        return self._raw

    def _use(self, editor: Editor) -> None:
        for one in (self._regular, self._raw):
            if one is not None:
                one.setVisible(one is editor)
        self.editor = editor

    def _tell(self, typing: bool) -> None:
        self.edited.emit(self.entry.name, typing)

    def _reset(self) -> None:
        self.reset_wanted.emit(self.entry.name)

    def _ask(self) -> None:
        self.menu_wanted.emit(self.entry.name, self.menu)

    # ---- marks

    def mark_changed(self, changed: bool) -> None:
        """Say whether the value is another than the default."""
        self.dot.setVisible(changed)
        if changed and not self.entry.required:
            default = words.shown_as(self.entry.shape, self.entry.default)
            self.dot.setToolTip(self.tr("Changed from {default}. Click to reset.").format(default=default))

    def mark_faults(self, marks: Sequence[tuple[Place, str]]) -> None:
        """Say what is wrong with the value."""
        told = list(dict.fromkeys(self.editor.mark(marks)))
        if self._faults is None and told:
            self._faults = self._text_below("fault")
        if self._faults is not None:
            self._faults.setText(words.breakable("\n".join(told)))
            self._faults.setVisible(bool(told))

    def mark_note(self, text: str) -> None:
        """Say something about the value that is no fault, such as that the selected nodes differ in it."""
        if self._note is None and text:
            self._note = self._text_below("hint")
        if self._note is not None:
            self._note.setText(text)
            self._note.setVisible(bool(text))

    @property
    def fault_text(self) -> str:
        """What is said to be wrong beside the editor."""
        return (
            self._faults.text().replace(words.BREAK, "")
            if self._faults is not None and not self._faults.isHidden()
            else ""
        )

    def show_help(self, shown: bool) -> None:
        """Open the help below the editor, or close it."""
        if self._help is None and shown:
            self._help = self._text_below("hint")
            self._help.setText(self.explanation)
        if self._help is not None:
            self._help.setVisible(shown)

    @property
    def shows_help(self) -> bool:
        """Whether the help is open."""
        return self._help is not None and not self._help.isHidden()

    def _text_below(self, name: str) -> QLabel:
        label = TextLabel(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._layout.addLayout(_indented(label))
        return label

    # ---- binding

    def bind(self, binding: Binding | None, value: str = "") -> None:
        """Show what the setting takes its value from, in the place of the editor; None shows the editor."""
        if self._bound is None and binding is not None:
            self._bound = BoundChip(self.title)
            self._bound.unbind.clicked.connect(lambda: self.unbind_wanted.emit(self.entry.name))
            self._layout.insertLayout(1, _indented(self._bound))
        if self._bound is not None:
            self._bound.setVisible(binding is not None)
            if binding is not None:
                self._bound.show_binding(binding, value, self.title if self.entry.shape.kind == "boolean" else "")
        self.editor.setVisible(binding is None)

    @property
    def is_bound(self) -> bool:
        """Whether the setting takes its value from elsewhere."""
        return self._bound is not None and not self._bound.isHidden()


def _indented(widget: QWidget) -> QBoxLayout:
    """Below the label, as far in as it, with the room of the menu button to its right."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 0, 0, 0)
    row.addWidget(widget)
    return row
