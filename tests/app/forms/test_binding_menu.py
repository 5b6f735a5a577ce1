"""Settings that are bound to parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from knode.app.forms.binding_menu import ParameterDialog, parameter_for
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.shape import Shape
from knode.app.session import Session
from knode.core.workflow import Binding, Parameter
from tests.app.forms.sink import editor, field, type_into

Make = Callable[..., Session]
Key = Qt.Key


def test_a_setting_is_bound_to_a_new_parameter_and_unbound(qtbot: Any, form: SettingsForm, session: Session) -> None:
    type_into(qtbot, editor(form, "count").box, "25")
    dialog = ParameterDialog(session, ("sink",), field(form, "count"), form)
    qtbot.addWidget(dialog)
    dialog.open()
    type_into(qtbot, dialog.name, "how_many")
    dialog.accept()
    workflow = session.document.workflow
    assert workflow.nodes["sink"].bindings == {"count": Binding("parameter", "how_many")}
    assert workflow.parameters["how_many"] == Parameter(
        "how_many", "integer", 25, description="How many.", minimum=1, maximum=10_000
    )
    assert field(form, "count").is_bound
    assert field(form, "count")._bound.text.text() == "Parameter how_many = 25"
    session.document.undo()
    assert not workflow.parameters
    session.document.redo()
    qtbot.wait(1)  # What is shown anew is laid out before anybody can click on it.
    qtbot.mouseClick(field(form, "count")._bound.unbind, Qt.MouseButton.LeftButton)
    assert not workflow.nodes["sink"].bindings
    assert not field(form, "count").is_bound


def test_a_name_that_is_none_is_refused_in_the_dialog(qtbot: Any, form: SettingsForm, session: Session) -> None:
    dialog = ParameterDialog(session, ("sink",), field(form, "count"), form)
    qtbot.addWidget(dialog)
    dialog.name.setText("two words")
    dialog.accept()
    assert "letters" in dialog.reason.text()
    assert not session.document.workflow.parameters


def test_the_menu_of_a_field_binds_to_what_there_is(qtbot: Any, form: SettingsForm, session: Session) -> None:
    session.document.workflow.parameters["rows"] = Parameter("rows", "integer", 5)
    qtbot.mouseClick(field(form, "count").menu, Qt.MouseButton.LeftButton)
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Show Help", "Reset to Default", "Bind to Parameter", "Bind to Variable",
    ]  # fmt: skip
    parameters = next(one for one in menu.findChildren(QMenu) if one.title() == "Bind to Parameter")
    parameters.actions()[0].trigger()
    menu.close()
    assert session.document.workflow.nodes["sink"].bindings == {"count": Binding("parameter", "rows")}


def test_a_parameter_made_for_a_choice_takes_its_values() -> None:
    made = parameter_for(Shape("choice", choices=("a", "b")), "way", "b", "")
    assert made == Parameter("way", "any", "b", choices=("a", "b"))
    assert parameter_for(Shape("optional", item=Shape("number", minimum=0, above=True)), "x", None, "").minimum is None
