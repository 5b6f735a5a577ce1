"""What the engine process knows of a node, told in its form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.host.protocol import Problem
from tests.app.forms.sink import editor, field, form_on, sink_workflow, tell_columns

Make = Callable[..., Session]
Key = Qt.Key


def problem(session: Session, **facts: Any) -> None:
    told = Problem(kind="DataError", message="There is trouble.", **facts)
    tell_columns(session, error=told)


def test_a_problem_stands_at_its_setting_or_at_the_one_that_names_its_column(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    problem(session, setting="share", hint="Take less.")
    assert field(form, "share").fault_text == "There is trouble.\nTake less."
    editor(form, "keys").add("age")
    problem(session, column="age")
    assert field(form, "share").fault_text == ""
    assert field(form, "keys").fault_text == "There is trouble."


def test_a_problem_of_the_whole_node_and_warnings_stand_above_the_fields(form: SettingsForm, session: Session) -> None:
    assert isinstance(form.page, NodeForm)
    problem(session)
    assert form.page.banner.text.text() == "There is trouble."
    tell_columns(session, warnings=("Two rows were left out.",))
    assert form.page.banner.text.text() == "Two rows were left out."
    tell_columns(session)
    assert form.page.banner.isHidden()


def test_a_problem_inside_a_list_stands_at_its_row(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(rules=[{"column": "age", "value": 1}, {"column": "gone", "value": 1}]))
    form = form_on(qtbot, session, "sink")
    problem(session, setting="rules.1.value")
    rows = editor(form, "rules").rows
    assert [row.reason.text() for row in rows] == ["", "There is trouble."]
