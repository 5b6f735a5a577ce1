"""One parameter of a workflow: its name, type, default, limits and description."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from knode.app.forms.editors.buttons import IconButton
from knode.app.forms.editors.record import RecordEditor
from knode.app.forms.known import Known
from knode.app.forms.shape import Entry, Shape, parameter_shape
from knode.core.errors import UsageError
from knode.core.workflow import Parameter, ParameterType

NUMBERS = ("integer", "number")


class ParameterCard(QFrame):
    """The fields of a parameter."""

    edited = Signal(bool)
    removed = Signal()

    def __init__(self, parameter: Parameter, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self._type = parameter.type
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.editor = RecordEditor(card_shape(parameter.type), known, self.tr("Parameter"))
        self.editor.edited.connect(self.edited)
        self.reason = QLabel()
        self.reason.setObjectName("fault")
        self.reason.setWordWrap(True)
        self.reason.hide()
        remove = IconButton("close", self.tr("Remove the parameter"), self.removed.emit)
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self.editor, 1)
        top.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addLayout(top)
        layout.addWidget(self.reason)
        self.setFocusProxy(self.editor)
        self.editor.set_value(_record(parameter))

    def fits(self, parameter: Parameter) -> bool:
        """Whether the card's fields are those of this parameter; they go by its type."""
        return parameter.type == self._type

    def put(self, parameter: Parameter) -> None:
        """Show a parameter."""
        if parameter != self.parameter:
            self.parameter = parameter
            self.editor.set_value(_record(parameter))
            self.tell("")

    def made(self) -> Parameter:
        """The parameter that the fields describe. Raises UsageError where they describe none."""
        record = dict(self.editor.value())
        changed_type = record["type"] != self._type
        choices = record["choices"]
        if choices is not None:
            record["choices"] = tuple(choices) if isinstance(choices, list) else (choices,)
        if changed_type:
            record.update(default=None, choices=None, minimum=None, maximum=None)
        for limit in ("minimum", "maximum"):
            if isinstance(record.get(limit), str):
                raise UsageError(self.tr("The limits must be numbers."))
        made = Parameter(**record)
        for choice in made.choices or ():
            Parameter(made.name, made.type).check(choice)
        return made

    def tell(self, reason: str) -> None:
        """Say what is wrong."""
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))


def _record(parameter: Parameter) -> dict[str, Any]:
    record: dict[str, Any] = {
        "name": parameter.name,
        "type": parameter.type,
        "default": parameter.default,
        "description": parameter.description,
        "required": parameter.required,
        "choices": list(parameter.choices) if parameter.choices is not None else None,
    }
    if parameter.type in NUMBERS:
        record |= {"minimum": parameter.minimum, "maximum": parameter.maximum}
    return record


def card_shape(kind: ParameterType) -> Shape:
    """The fields of a card for a parameter of a type."""
    one = parameter_shape(Parameter("", kind))
    plain = one.item if one.item is not None else one
    scalars = plain.scalars or (plain.kind,)
    choices = Shape("value", scalars=scalars, listed=True, nullable=True)  # type: ignore[arg-type]
    limit = Shape("optional", item=Shape("number"))
    entries = [
        Entry("name", "", Shape("text")),
        Entry("type", "", Shape("choice", choices=get_args(ParameterType))),
        Entry("description", "", Shape("text", is_long=True), ""),
        Entry("default", "", replace(one, is_long=True), None),
        Entry("required", "", Shape("boolean"), False),
        Entry("choices", "", choices, None),
    ]
    if kind in NUMBERS:
        entries += [Entry("minimum", "", limit, None), Entry("maximum", "", limit, None)]
    return Shape("record", entries=tuple(entries))
