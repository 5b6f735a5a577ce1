"""A row that was just added is not called wrong before a person has left it, or something is run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import RunEvent
from tests.app.forms.sink import editor, form_on, tell_columns, type_into

Make = Callable[..., Session]


@pytest.fixture
def made(make_session: Make, config_folder: Path) -> Callable[..., Session]:
    def make(type_id: str, **settings: Any) -> Session:
        workflow = Workflow()
        workflow.add(Instance("node", type_id, settings=settings))
        session = make_session(workflow)
        tell_columns(session, "node")
        return session

    return make


def add_row(qtbot: Any, rows: Any) -> Any:
    qtbot.mouseClick(rows.add_button, Qt.MouseButton.LeftButton)
    return (rows.rows if hasattr(rows, "rows") else rows.pairs)[-1]


def told(part: Any) -> str:
    return part.reason.text() if not part.reason.isHidden() else ""


def leave(form: SettingsForm, name: str) -> None:
    editor(form, name).focusProxy().setFocus()


def condition(qtbot: Any, form: SettingsForm) -> Any:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    row = add_row(qtbot, editor(form, "conditions"))
    assert form.window().focusWidget() in row.findChildren(QWidget)
    return row


def test_a_new_row_is_wrong_once_the_keyboard_leaves_the_list(qtbot: Any, made: Callable[..., Session]) -> None:
    form = form_on(qtbot, made("prep.RowFilter"), "node")
    row = condition(qtbot, form)
    assert (told(row), bool(row.property("faulty"))) == ("", False)
    type_into(qtbot, row.editor.editors["column"].line, "age")
    row.editor.editors["value"].line.setFocus()
    second = add_row(qtbot, editor(form, "conditions"))
    assert (told(row), told(second)) == ("", "")
    leave(form, "mode")
    assert "needs a value" in told(row)
    assert row.property("faulty")
    assert told(second)
    type_into(qtbot, row.editor.editors["value"].line, "30")
    assert told(row) == ""


def test_a_new_row_is_wrong_once_something_is_run(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("prep.RowFilter")
    form = form_on(qtbot, session, "node")
    row = condition(qtbot, form)
    session.engine.tell(RunEvent(running=True, number=1))  # type: ignore[attr-defined]
    assert told(row)
    later = add_row(qtbot, editor(form, "conditions"))
    session.engine.tell(RunEvent(running=True, number=1, done=1))  # type: ignore[attr-defined]
    assert told(later) == "", "the same run goes on"


def test_a_row_that_was_in_the_file_is_wrong_at_once(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("prep.RowFilter", conditions=[{"column": "age", "operator": "matches", "value": "("}])
    form = form_on(qtbot, session, "node")
    assert told(editor(form, "conditions").rows[0])


def test_a_list_that_opens_is_no_other_place(qtbot: Any, made: Callable[..., Session]) -> None:
    form = form_on(qtbot, made("prep.RowFilter"), "node")
    row = condition(qtbot, form)
    operator = row.editor.editors["operator"].combo
    operator.setFocus()
    operator.showPopup()
    qtbot.waitUntil(operator.view().isVisible)
    assert told(row) == ""
    operator.hidePopup()
    assert told(row) == ""


def test_the_number_of_a_new_name_is_empty_and_neutral(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("learn.DecisionTreeLearner", class_weight="custom")
    form = form_on(qtbot, session, "node")
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    pair = add_row(qtbot, editor(form, "class_weights"))
    box = pair.editor.box
    assert (box.lineEdit().text(), box.lineEdit().placeholderText()) == ("", "Number")
    type_into(qtbot, pair.key, "yes")
    assert told(pair) == ""
    type_into(qtbot, box, "0")
    leave(form, "class_weight")
    assert told(pair) == "This must be greater than 0."
    type_into(qtbot, box, "5")
    assert told(pair) == ""
    assert session.workflow.nodes["node"].settings["class_weights"] == {"yes": 5}


def test_a_number_that_is_to_be_typed_still_is_not_set(qtbot: Any, made: Callable[..., Session]) -> None:
    session = made("learn.DbscanLearner")
    form = form_on(qtbot, session, "node")
    reach = editor(form, "reach")
    reach.box.click()
    assert reach.mark([]) == []
    assert "reach" not in session.workflow.nodes["node"].settings
    type_into(qtbot, reach.inner.box, "2.5")
    assert session.workflow.nodes["node"].settings["reach"] == 2.5


def test_a_setting_that_is_gone_is_told_with_what_to_take_and_can_be_taken_away(
    qtbot: Any, made: Callable[..., Session]
) -> None:
    session = made("learn.LinearRegressionLearner", target="age", alpha=3.0)
    form = form_on(qtbot, session, "node")
    page: Any = form.page
    assert 'There is no setting "alpha" any more. Ridge and lasso are penalties of' in page.banner.said
    assert page.banner.button.text() == "Take Away alpha"
    qtbot.mouseClick(page.banner.button, Qt.MouseButton.LeftButton)
    assert session.workflow.nodes["node"].settings == {"target": "age"}
    assert page.banner.isHidden()
    session.document.undo()
    assert not page.banner.button.isHidden()
