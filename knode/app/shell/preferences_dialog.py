"""The preferences dialog: pages of fields made from the typed model, and a page of keys. Changes apply at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from knode.app.actions import Action
from knode.app.shell.keys_page import KeysPage
from knode.app.shell.pieces import fit_to_screen, label
from knode.app.shell.preferences import Preferences
from knode.app.shell.translation import LANGUAGES

if TYPE_CHECKING:
    from knode.app.program import Program

PAGES = {
    "look": "Appearance",
    "canvas": "Canvas",
    "files": "Files and trust",
}
CHOICES = {
    "system": "As the system",
    "light": "Light",
    "dark": "Dark",
    "zoom": "Zooms",
    "scroll": "Scrolls",
    "curved": "Curved",
    "straight": "Straight",
    **LANGUAGES,
}
Change = Callable[[Any], None]


class PreferencesDialog(QDialog):
    """Pages at the left, fields at the right."""

    def __init__(self, program: Program, actions: list[Action], parent: QWidget) -> None:
        super().__init__(parent)
        self.program = program
        self.setObjectName("preferences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        self.resize(780, 560)
        fit_to_screen(self)
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages"))
        self.pages.setFixedWidth(180)
        self.pages.ensurePolished()  # Else rows are measured without the style sheet.
        self._stack = QStackedWidget()
        for page, title in PAGES.items():
            self._add(_tr(title), self._fields(page))
        self._add(self.tr("Keys"), KeysPage(program.keymap, actions))
        self.pages.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.pages.setCurrentRow(0)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.pages)
        row.addWidget(self._stack, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(close)

    def _add(self, title: str, page: QWidget) -> None:
        self.pages.addItem(title)
        self._stack.addWidget(page)

    def _fields(self, page: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(20, 12, 20, 12)
        form = QFormLayout()
        form.setVerticalSpacing(14)
        form.setHorizontalSpacing(16)
        column.addLayout(form)
        column.addStretch(1)  # Else the rows of a page with few fields stand far apart.
        for name, info in Preferences.model_fields.items():
            extra = info.json_schema_extra
            if isinstance(extra, dict) and extra.get("page") == page:
                self._field(form, name, info)
        return made

    def _field(self, form: QFormLayout, name: str, info: FieldInfo) -> None:
        title = _tr(info.title or name)
        editor = editor_of(info, getattr(self.program.preferences.values, name), lambda value: self._set(name, value))
        editor.setObjectName(name)
        editor.setAccessibleName(title)
        said = label(_tr(info.description or ""), "pageText", wraps=True)
        editor.setAccessibleDescription(said.text())
        field = QVBoxLayout()
        field.setSpacing(3)
        field.addWidget(editor)
        field.addWidget(said)
        head = label(title)
        head.setBuddy(editor)
        head.setFixedHeight(editor.sizeHint().height())
        form.addRow(head, field)

    def _set(self, name: str, value: object) -> None:
        self.program.preferences.set(**{name: value})


def editor_of(info: FieldInfo, value: Any, change: Change) -> QWidget:
    """An editor for a field by its type: a check box, a choice, or lines of text."""
    if info.annotation is bool:
        return _check_box(value, change)
    choices = get_args(info.annotation)
    return _choice(choices, value, change) if isinstance(choices[0], str) else _lines(value, change)


def _check_box(value: bool, change: Change) -> QCheckBox:
    made = QCheckBox()
    made.setChecked(value)
    made.toggled.connect(change)
    return made


def _choice(choices: tuple[str, ...], value: str, change: Change) -> QComboBox:
    made = QComboBox()
    for choice in choices:
        made.addItem(_tr(CHOICES.get(choice, choice)), choice)
    made.setCurrentIndex(made.findData(value))
    made.currentIndexChanged.connect(lambda _: change(made.currentData()))
    return made


def _lines(value: tuple[str, ...], change: Change) -> QPlainTextEdit:
    made = QPlainTextEdit("\n".join(value))
    made.setTabChangesFocus(True)
    made.setFixedHeight(120)
    made.textChanged.connect(
        lambda: change(tuple(line.strip() for line in made.toPlainText().split("\n") if line.strip()))
    )
    return made


def _tr(text: str) -> str:
    return QCoreApplication.translate("Preferences", text)
