"""What a person enters on its way into the document: steps to undo, drafts, settings that only fit together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from knode.app.forms.settings_form import SettingsForm
from knode.app.session import Session
from tests.app.forms.sink import editor, field, form_on, settings, sink_workflow, type_into

Make = Callable[..., Session]
Key = Qt.Key


def test_typing_is_one_step_to_undo_until_the_field_is_left(qtbot: Any, form: SettingsForm, session: Session) -> None:
    line = editor(form, "name").line
    type_into(qtbot, line, "Ada")
    assert session.document.stack.count() == 1
    editor(form, "count").box.setFocus()
    line.setFocus()
    qtbot.keyClick(line, Key.Key_End)
    qtbot.keyClicks(line, "line")
    assert session.document.stack.count() == 2
    session.document.undo()
    assert settings(session) == {"name": "Ada"}


def test_undo_in_a_field_takes_back_the_document_and_keeps_focus_and_cursor(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    type_into(qtbot, editor(form, "count").box, "20")
    line = editor(form, "name").line
    type_into(qtbot, line, "abc")
    qtbot.keyClick(line, Key.Key_Left)
    qtbot.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert settings(session) == {"count": 20}
    assert line.text() == ""
    qtbot.keyClick(line, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert settings(session) == {}
    assert line.hasFocus()
    assert editor(form, "count").box.number() == 10
    session.document.redo()
    session.document.redo()
    assert line.text() == "abc"
    assert line.hasFocus()


def test_what_is_not_valid_stays_on_screen_and_is_not_written(qtbot: Any, form: SettingsForm, session: Session) -> None:
    box = editor(form, "count").box
    type_into(qtbot, box, "5")
    type_into(qtbot, box, "50000")
    assert box.number() == 50_000
    assert settings(session) == {"count": 5000}, "the last one that was valid"
    assert field(form, "count").fault_text == "This must be at most 10000."
    type_into(qtbot, box, "abc")
    assert field(form, "count").fault_text == "This must be a whole number."
    type_into(qtbot, box, "7")
    assert settings(session) == {"count": 7}
    assert field(form, "count").fault_text == ""


def test_a_draft_is_still_there_when_the_node_is_selected_again(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow(2))
    form = form_on(qtbot, session, "sink")
    type_into(qtbot, editor(form, "count").box, "abc")
    session.select(["sink_2"])
    assert editor(form, "count").box.number() == 10
    assert field(form, "count").fault_text == ""
    session.select(["sink"])
    assert editor(form, "count").box.number() == "abc"
    assert field(form, "count").fault_text


def test_undo_of_a_setting_drops_its_draft(qtbot: Any, form: SettingsForm, session: Session) -> None:
    box = editor(form, "count").box
    type_into(qtbot, box, "7")
    type_into(qtbot, box, "x")
    session.document.undo()
    assert box.number() == 10
    assert field(form, "count").fault_text == ""


def test_settings_that_only_fit_together_are_written_together(qtbot: Any, form: SettingsForm, session: Session) -> None:
    type_into(qtbot, editor(form, "low").box, "20")
    assert settings(session) == {"low": 2}, "the last one that was valid"
    assert field(form, "low").fault_text == "Low must not be above high."
    type_into(qtbot, editor(form, "high").box, "30")
    assert settings(session) == {"low": 20, "high": 30}
    assert field(form, "low").fault_text == ""


def test_a_value_in_the_file_that_is_wrong_is_shown_and_can_be_corrected(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = make_session(sink_workflow(way="up", rules="none", count="many"))
    form = form_on(qtbot, session, "sink")
    assert editor(form, "way").value() == "up"
    assert editor(form, "rules").value() == "none"
    assert field(form, "way").fault_text.startswith("This must be one of")
    field(form, "way").reset_wanted.emit("way")
    field(form, "rules").reset_wanted.emit("rules")
    type_into(qtbot, editor(form, "count").box, "12")
    assert settings(session) == {"count": 12}
    assert editor(form, "way").value() == "left"


def test_a_changed_setting_has_a_dot_that_resets_it(qtbot: Any, form: SettingsForm, session: Session) -> None:
    assert field(form, "count").dot.isHidden()
    type_into(qtbot, editor(form, "count").box, "20")
    assert not field(form, "count").dot.isHidden()
    qtbot.mouseClick(field(form, "count").dot, Qt.MouseButton.LeftButton)
    assert settings(session) == {}
    assert field(form, "count").dot.isHidden()
    assert editor(form, "count").box.number() == 10


def test_a_value_that_is_the_default_again_is_not_kept_in_the_file(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    type_into(qtbot, editor(form, "count").box, "11")
    type_into(qtbot, editor(form, "count").box, "10")
    assert settings(session) == {}
