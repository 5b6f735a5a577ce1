"""The menu of a field: its help, its default, and what it may be bound to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QInputDialog, QLabel, QMenu, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.edit.commands.parameters import AddParameter, SetBinding
from knode.app.edit.draft import Together
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.field import Field
from knode.app.forms.shape import Shape
from knode.app.session import Session
from knode.core.errors import SettingError
from knode.core.workflow import Binding, Parameter, ParameterType, Workflow

TYPES: dict[str, ParameterType] = {
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
    **dict.fromkeys(("text", "lines", "code", "file", "folder", "secret", "column"), "text"),
}


class BindingMenu(QMenu):
    """What can be done with one field of the form of one or more nodes."""

    def __init__(self, session: Session, nodes: tuple[str, ...], field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._nodes, self._field = session, nodes, field
        # The dialogs belong to the form: the menu is gone when they open.
        self._form = parent
        self._add_help()
        reset = self.addAction(icons.icon("reset"), self.tr("Reset to Default"))
        reset.setEnabled(not field.dot.isHidden() and not field.entry.required)
        reset.triggered.connect(lambda: field.reset_wanted.emit(field.entry.name))
        self.addSeparator()
        self._add_parameters()
        self._add_variables()
        if field.is_bound:
            self.addAction(self.tr("Unbind")).triggered.connect(lambda: self._bind(None))

    def _add_help(self) -> None:
        if self._field.explanation:
            text = self.tr("Hide Help") if self._field.shows_help else self.tr("Show Help")
            action = self.addAction(icons.icon("help"), text)
            action.triggered.connect(lambda: self._field.show_help(not self._field.shows_help))

    def _add_parameters(self) -> None:
        menu = self.addMenu(icons.icon("bind"), self.tr("Bind to Parameter"))
        for name in self._session.workflow.parameters:
            action = menu.addAction(name)
            action.triggered.connect(lambda _=False, name=name: self._bind(Binding("parameter", name)))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self.tr("New Parameter…")).triggered.connect(self._ask_parameter)

    def _add_variables(self) -> None:
        menu = self.addMenu(self.tr("Bind to Variable"))
        for name in self._field.known.variables:
            action = menu.addAction(name)
            action.triggered.connect(lambda _=False, name=name: self._bind(Binding("variable", name)))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(self.tr("Other Variable…")).triggered.connect(self._ask_variable)

    def _bind(self, binding: Binding | None) -> None:
        path, name = self._session.path, self._field.entry.name
        commands = [SetBinding(path, node, name, binding) for node in self._nodes]
        self._session.do(Together(path, tuple(commands), commands[0].text) if len(commands) > 1 else commands[0])

    def _ask_variable(self) -> None:
        dialog = QInputDialog(self._form)
        dialog.setWindowTitle(self.tr("Bind {setting}").format(setting=self._field.title))
        dialog.setLabelText(self.tr("Name of the variable that reaches the node"))
        dialog.textValueSelected.connect(self._bind_variable)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _bind_variable(self, name: str) -> None:
        if name.strip():
            self._bind(Binding("variable", name.strip()))

    def _ask_parameter(self) -> None:
        dialog = ParameterDialog(self._session, self._nodes, self._field, self._form)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class ParameterDialog(QDialog):
    """Asks for the name of a new parameter that a field is to be bound to."""

    def __init__(self, session: Session, nodes: tuple[str, ...], field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._nodes, self._field = session, nodes, field
        self.setWindowTitle(self.tr("New Parameter"))
        self.name = LineEdit()
        self.name.setText(free_name(session.workflow, field.entry.name))
        self.about = LineEdit()
        self.about.setText(field.explanation)
        self.reason = QLabel()
        self.reason.setObjectName("fault")
        self.reason.setWordWrap(True)
        self.reason.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Description"), self.about)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(self.tr("{setting} takes its value from it.").format(setting=field.title)))
        layout.addLayout(form)
        layout.addWidget(self.reason)
        layout.addWidget(buttons)
        self.setMinimumWidth(380)
        self.name.selectAll()

    def accept(self) -> None:
        """Make the parameter and bind the setting to it, as one step."""
        reason = self._refusal()
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))
        if not reason:
            self._make()
            super().accept()

    def _refusal(self) -> str:
        name = self.name.text().strip()
        if not name.isidentifier():
            return self.tr("A name has letters, digits and _, and no digit first.")
        if name in self._session.workflow.parameters:
            return self.tr("There is already a parameter of this name.")
        return ""

    def _make(self) -> None:
        path = self._session.path
        made = parameter_for(
            self._field.entry.shape, self.name.text().strip(), self._field.value(), self.about.text().strip()
        )
        binding = Binding("parameter", made.name)
        bound = [SetBinding(path, node, self._field.entry.name, binding) for node in self._nodes]
        self._session.do(Together(path, (AddParameter(path, made), *bound), bound[0].text))


def parameter_for(shape: Shape, name: str, value: object, description: str) -> Parameter:
    """A parameter that takes what a setting of this shape takes; with the present value as default where it fits."""
    plain = shape.item if shape.kind == "optional" and shape.item is not None else shape
    made = Parameter(
        name,
        TYPES.get(plain.kind, "any"),
        description=description,
        choices=plain.choices if plain.kind == "choice" else None,
        minimum=None if plain.above else plain.minimum,
        maximum=None if plain.below else plain.maximum,
    )
    try:
        return replace(made, default=None if value is None else made.check(value))
    except SettingError:
        return made


def free_name(workflow: Workflow, stem: str) -> str:
    """A name that no parameter has yet."""
    name, number = stem, 2
    while name in workflow.parameters:
        name, number = f"{stem}_{number}", number + 1
    return name
