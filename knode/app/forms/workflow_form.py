"""The form of the workflow itself: its name, its description, its parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from knode.app.edit.command import Command
from knode.app.edit.commands.parameters import AddParameter, ChangeParameter, Describe, RemoveParameter
from knode.app.forms.binding_menu import free_name
from knode.app.forms.editors.buttons import AddButton
from knode.app.forms.editors.inputs import LineEdit, TextArea
from knode.app.forms.known import Known
from knode.app.forms.parameter_card import ParameterCard
from knode.app.session import Session
from knode.core.edits import Change
from knode.core.errors import KnodeError
from knode.core.workflow import Parameter, Workflow


@dataclass(frozen=True)
class Typed:
    """A command that becomes one step with those before it of the same key, as while a person types."""

    command: Command
    merge_key: str | None

    @property
    def text(self) -> str:
        return self.command.text

    def changes(self, workflow: Workflow) -> list[Change]:
        return self.command.changes(workflow)


class WorkflowForm(QWidget):
    """What a workflow says of itself, and the parameters that its settings may be bound to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.known = Known(self)
        self.cards: list[ParameterCard] = []
        self._burst = 0
        self._writing = False
        self.name = LineEdit()
        self.name.setAccessibleName(self.tr("Name of the workflow"))
        self.name.textEdited.connect(self._describe)
        self.about = TextArea(least=3, most=10)
        self.about.setAccessibleName(self.tr("Description of the workflow"))
        self.about.textChanged.connect(self._describe)
        self.add = AddButton(self.tr("Add Parameter"), self._add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(6)
        for text, widget in ((self.tr("Name"), self.name), (self.tr("Description"), self.about)):
            self._layout.addWidget(_caption(text, widget))
            self._layout.addWidget(widget)
        self._layout.addSpacing(8)
        self._layout.addWidget(_caption(self.tr("Parameters"), self.add))
        self.hint = QLabel(self.tr("Values that are given when the workflow runs. Settings may be bound to them."))
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self._layout.addWidget(self.hint)
        self._layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addStretch(1)

    # ---- what a person does

    def _describe(self) -> None:
        workflow = self.session.workflow
        name, about = self.name.text(), self.about.content()
        if not self._writing and (name, about) != (workflow.name, workflow.description):
            self._do(Typed(Describe(self.session.path, name, about), f"form {id(self)} about {self._burst}"))

    def _add(self) -> None:
        name = free_name(self.session.workflow, "parameter")
        self.session.do(AddParameter(self.session.path, Parameter(name, "text", "")))
        self.cards[-1].setFocus()

    def _remove(self, card: ParameterCard) -> None:
        self.session.do(RemoveParameter(self.session.path, card.parameter.name))

    def _change(self, card: ParameterCard, typing: bool) -> None:
        """Write a parameter when it is right, else say at it what is wrong."""
        try:
            made = card.made()
            command = ChangeParameter(self.session.path, card.parameter.name, made)
            command.changes(self.session.document.workflow)
        except KnodeError as error:
            card.tell(error.message)
            return
        card.tell("")
        if not typing:
            self._burst += 1
        card.parameter = made
        self._do(Typed(command, f"form {id(self)} parameter {self.cards.index(card)} {self._burst}"))

    def _do(self, command: Command) -> None:
        self._writing = True
        try:
            self.session.do(command)
        finally:
            self._writing = False
        self.refresh()

    # ---- showing the document

    def refresh(self) -> None:
        """Show what the document holds; cards that stay keep their widgets."""
        if self._writing:
            return
        workflow = self.session.workflow
        self._writing = True
        self.name.put(workflow.name)
        self.name.setPlaceholderText(self.session.document.title)
        self.about.put(workflow.description)
        self._refresh_cards(list(workflow.parameters.values()))
        self._writing = False

    def _refresh_cards(self, parameters: list[Parameter]) -> None:
        while len(self.cards) > len(parameters):
            self._drop(self.cards[-1])
        for number, parameter in enumerate(parameters):
            if number < len(self.cards) and self.cards[number].fits(parameter):
                self.cards[number].put(parameter)
                continue
            had_focus = number < len(self.cards) and self.cards[number].isAncestorOf(self.focusWidget() or self)
            if number < len(self.cards):
                self._drop(self.cards[number])
            self._insert(number, parameter)
            if had_focus:
                self.cards[number].editor.editors["type"].setFocus()

    def _insert(self, number: int, parameter: Parameter) -> None:
        card = ParameterCard(parameter, self.known)
        card.edited.connect(self._on_card(self._change, card))
        card.removed.connect(lambda: self._remove(card))
        self.cards.insert(number, card)
        self._layout.insertWidget(self._layout.indexOf(self.hint) + 1 + number, card)
        card.show()

    def _on_card(self, call: Callable[[ParameterCard, bool], None], card: ParameterCard) -> Callable[[bool], None]:
        return lambda typing: call(card, typing)

    def _drop(self, card: ParameterCard) -> None:
        self.cards.remove(card)
        self._layout.removeWidget(card)
        card.hide()
        card.deleteLater()


def _caption(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setObjectName("label")
    label.setBuddy(buddy)
    return label
