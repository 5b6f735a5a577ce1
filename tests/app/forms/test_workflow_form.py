"""The form of the workflow: its name, its description, its parameters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from knode.app.forms.workflow_form import WorkflowForm
from knode.app.session import Session
from knode.core.workflow import Parameter, Workflow
from tests.app.forms.sink import form_on, type_into

Make = Callable[..., Session]
Key = Qt.Key


def test_name_description_and_parameters_of_the_workflow_are_edited(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(Workflow())
    form = form_on(qtbot, session)
    page = form.page
    assert isinstance(page, WorkflowForm)
    workflow = session.document.workflow
    type_into(qtbot, page.name, "Churn")
    type_into(qtbot, page.about, "Who leaves")
    assert (workflow.name, workflow.description) == ("Churn", "Who leaves")
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    card = page.cards[0]
    type_into(qtbot, card.editor.editors["name"].line, "rows")
    assert list(workflow.parameters) == ["rows"]
    combo = card.editor.editors["type"].combo
    combo.setFocus()
    qtbot.keyClick(combo, Key.Key_Down)
    assert workflow.parameters["rows"].type == "integer"
    card = page.cards[0]
    card.editor.editors["default"].set_value(5)
    card.editor.editors["minimum"].set_value(10.0)
    card.edited.emit(False)
    assert "at least 10" in card.reason.text()
    card.editor.editors["minimum"].set_value(1.0)
    card.edited.emit(False)
    assert workflow.parameters["rows"] == Parameter("rows", "integer", 5, minimum=1.0)
    card.removed.emit()
    assert not workflow.parameters
    while session.document.stack.canUndo():
        session.document.undo()
    assert (workflow.name, workflow.description, workflow.parameters) == ("", "", {})
    assert page.name.text() == ""
