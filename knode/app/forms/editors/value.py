"""The editor of values that may be of several types."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from knode.app.forms.editors import literal
from knode.app.forms.editors.buttons import IconButton, pop_up
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.editors.value_line import ValueLine
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.app.forms.tabbing import come_last

TEXTS = ("text", "category")
Made = TypeVar("Made", list[Any], dict[str, Any])
ICONS = {"text": "column-text", "number": "column-number", "boolean": "column-boolean", "list": "queue"}


@edits("value")
class ValueEditor(Editor):
    """A line that holds a number, a text, a truth value or a list of them, as what is typed looks like; a mapping as JSON.

    The button before it shows the type that was understood, and lets a person choose another one.
    """

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.line = ValueLine(known, self._proposed) if shape.values_of else LineEdit()
        if isinstance(self.line, ValueLine):
            self.line.picked.connect(lambda: self._tell(False))
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(lambda: self._tell(True))
        self.type = IconButton("column-text", "", self._show_types)
        come_last(self.type)
        self._is_list = self._is_mapping = False
        self.row(self.type, self.line, stretch=1).setSpacing(2)
        self._show_type()

    def value(self) -> Any:
        if self._is_mapping and (found := _of_json(self.line.text(), dict)) is not None:
            return found
        return self._list() if self._is_list else self._scalar()

    def _scalar(self) -> Any:
        if not self.line.text() and self.shape.nullable:
            return None
        return literal.read(self.line.text(), self.shape.scalars)

    def _list(self) -> list[Any]:
        found = _of_json(self.line.text(), list)
        return literal.read_list(self.line.text(), self.shape.scalars) if found is None else found

    def set_value(self, value: Any) -> None:
        write = literal.write_or_nothing if self.shape.nullable else literal.write
        self._is_mapping = isinstance(value, dict) and self.shape.listed
        text = json.dumps(value, ensure_ascii=False) if self._is_mapping else write(value, self.shape.scalars)
        self._is_list = isinstance(value, list | tuple)
        self.line.put(text)
        self._show_type()

    def readings(self) -> list[Any]:
        """A list may have been meant where one value was read, and the other way round."""
        if not self.shape.listed or not self.line.text() or self._is_mapping:
            return [self.value()]
        both = [self._scalar(), self._list()]
        return both[::-1] if self._is_list else both

    def adopt(self, reading: Any) -> None:
        """Take what is on screen for this one of its readings."""
        self._is_list = isinstance(reading, list)
        self._show_type()

    def _proposed(self) -> list[str]:
        """The values that occur, as they are to be typed: texts that look like numbers in quotation marks. A list is typed
        by hand."""
        kind = (self.known.types(self.shape.port) or {}).get(str(self.chosen()))
        found = [] if self._is_list else self.occurring()
        return [literal.write(value, self.shape.scalars) for value in found] if kind in TEXTS else found

    def _tell(self, typing: bool) -> None:
        self._show_type()
        self.edited.emit(typing)

    # ---- types

    @property
    def _types(self) -> dict[str, str]:
        """The types that a value may have, by name, in words."""
        texts = {
            "text": self.tr("Text"),
            "number": self.tr("Number"),
            "boolean": self.tr("True or false"),
            "list": self.tr("List"),
        }
        scalars = {"number" if scalar == "integer" else scalar for scalar in self.shape.scalars}
        return {name: text for name, text in texts.items() if name in scalars or (name == "list" and self.shape.listed)}

    @property
    def _type(self) -> str:
        if self._is_list:
            return "list"
        found = self._scalar()
        return "boolean" if isinstance(found, bool) else "number" if isinstance(found, int | float) else "text"

    def _show_type(self) -> None:
        names = self._types
        shown = self._type if self._type in names else next(iter(names), "text")
        self.type.put(ICONS[shown], self.tr("Type: {type}").format(type=names.get(shown, "")))
        self.line.setPlaceholderText(self.tr("Values, with commas between") if self._is_list else self.tr("Value"))

    def _show_types(self) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for name, text in self._types.items():
            action = group.addAction(text)
            action.setCheckable(True)
            action.setChecked(name == self._type)
            action.triggered.connect(lambda _=False, name=name: self.choose_type(name))
            menu.addAction(action)
        pop_up(menu, self.type)

    def choose_type(self, name: str) -> None:
        """Read what is typed as another type."""
        present = self.value()
        if name == "list":
            self.set_value(present if isinstance(present, list) else [] if present in (None, "") else [present])
        else:
            text = self.line.text() if isinstance(present, list) or not isinstance(present, str) else present
            self.set_value(_as(name, text.strip(), self.shape))
        self.edited.emit(False)


def _of_json(text: str, kind: type[Made]) -> Made | None:
    """The list or mapping that a text of JSON is; None for any other text."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return found if isinstance(found, kind) else None


def _as(name: str, text: str, shape: Shape) -> Any:
    if name == "boolean":
        return text.lower() in ("true", "yes", "1")
    if name == "number":
        number = literal.read(text, ("number",))
        return 0 if isinstance(number, str) else number
    return text
