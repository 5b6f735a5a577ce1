from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import create_model
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from knode.api import Node, setting
from knode.app.forms.binding_menu import ParameterDialog, parameter_for
from knode.app.forms.node_form import NodeForm
from knode.app.forms.placeholder_form import PlaceholderForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.shape import Shape
from knode.app.forms.workflow_form import WorkflowForm
from knode.app.session import Session
from knode.core import document
from knode.core.registry import REGISTRY
from knode.core.workflow import COMPONENT, Binding, Instance, Parameter, Workflow
from knode.host.protocol import NodeStatus, Problem, StatusesEvent
from tests.app.forms.sink import Sink, editor, form_on, sink_workflow, tell_columns, type_into

Make = Callable[..., Session]
Key = Qt.Key


@pytest.fixture
def session(make_session: Make, config_folder: Path) -> Session:
    made = make_session(sink_workflow())
    tell_columns(made)
    return made


@pytest.fixture
def form(qtbot: Any, session: Session) -> SettingsForm:
    return form_on(qtbot, session, "sink")


def settings(session: Session, node: str = "sink") -> dict[str, Any]:
    return dict(session.document.workflow.nodes[node].settings)


def field(form: SettingsForm, name: str) -> Any:
    assert isinstance(form.page, NodeForm)
    return form.page.fields[name]


# ---- every node


def test_a_form_of_every_node_can_be_drawn_and_writes_nothing_by_itself(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    workflow = Workflow()
    for number, cls in enumerate(REGISTRY.all()):
        workflow.add(Instance(f"node_{number}", cls.type_id()))
    session = make_session(workflow)
    before = document.dumps(workflow)
    form = form_on(qtbot, session)
    for node, instance in workflow.nodes.items():
        session.select([node])
        assert isinstance(form.page, NodeForm)
        form.page.finish()
        cls = REGISTRY.get(instance.type)
        assert list(form.page.fields) == list(cls.model_fields)
        defaults = {name: one.value() for name, one in form.page.fields.items() if not one.entry.required}
        assert defaults == {name: one.entry.default for name, one in form.page.fields.items() if name in defaults}
        assert not form.grab().isNull()
    assert document.dumps(workflow) == before
    assert session.document.stack.count() == 0


def test_values_of_every_shape_come_back_from_their_editors(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    values: dict[str, Any] = {
        "flag": True, "count": 3, "share": 0.25, "name": "Ada", "encoding": "latin-1", "notes": "a\nb", "query": "SELECT 1",
        "script": "x = 1", "formula": "a + 1", "path": "a.csv", "place": "out", "key": "MAIL", "way": "right",
        "colour": "blue", "parts": ["year", "day"], "target": "city", "columns": {"types": ["number"], "but": ["age"]},
        "keys": ["b", "a"], "words": ["", "x, y"], "limit": 4, "anything": "30",
        "rules": [{"column": "age", "operator": "is in", "value": [1, "2"], "loose": True}], "types": {"a": "date"},
        "rows": [["DE", 1], [None, True]], "range": [1.0, 2.0], "sizes": [3, 4], "low": 1, "high": 2,
    }  # fmt: skip
    assert set(values) == set(Sink.model_fields)
    session = make_session(sink_workflow(**values))
    form = form_on(qtbot, session, "sink")
    assert {name: field(form, name).value() for name in values} == values
    assert session.document.stack.count() == 0


def test_short_forms_in_a_file_are_shown_as_what_they_mean(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    workflow = Workflow()
    settings = {"keys": "city, age", "aggregations": {"bill": "mean"}}
    workflow.add(Instance("group", "prep.GroupBy", settings=settings))
    form = form_on(qtbot, make_session(workflow), "group")
    assert editor(form, "keys").value() == ["city", "age"]
    rows = editor(form, "aggregations").value()
    assert [(row["columns"], row["method"]) for row in rows] == [(["bill"], "mean")]


# ---- writing


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


# ---- what the engine process knows


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


# ---- binding


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


# ---- what is selected


def test_a_change_goes_to_all_selected_nodes_as_one_step(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(3))
    form = form_on(qtbot, session, "sink", "sink_3")
    type_into(qtbot, editor(form, "count").box, "25")
    assert [settings(session, node).get("count") for node in ("sink", "sink_2", "sink_3")] == [25, None, 25]
    assert session.document.stack.count() == 1
    session.document.undo()
    assert settings(session, "sink_3") == {}


def test_settings_in_which_the_selected_nodes_differ_say_so(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    workflow = sink_workflow(2)
    workflow.set("sink_2", count=3)
    form = form_on(qtbot, make_session(workflow), "sink", "sink_2")
    assert "Differs" in field(form, "count")._note.text()
    assert field(form, "share")._note is None


def test_nodes_of_different_types_have_no_common_form(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    workflow = Workflow()
    workflow.add(Instance("a", "prep.Sorter"))
    workflow.add(Instance("b", "prep.Joiner"))
    form = form_on(qtbot, make_session(workflow), "a", "b")
    assert isinstance(form.page, QLabel)


def test_label_and_mode_are_set_in_the_head(qtbot: Any, form: SettingsForm, session: Session) -> None:
    assert isinstance(form.page, NodeForm)
    header = form.page.header
    type_into(qtbot, header.label, "Main sink")
    assert session.document.workflow.nodes["sink"].label == "Main sink"
    assert session.document.stack.count() == 1
    qtbot.mouseClick(header.modes.group.button(1), Qt.MouseButton.LeftButton)
    assert session.document.workflow.nodes["sink"].mode == "disabled"
    session.document.undo()
    assert header.modes.index == 0


def test_help_opens_at_the_top_and_beside_a_field(qtbot: Any, form: SettingsForm) -> None:
    assert isinstance(form.page, NodeForm)
    qtbot.mouseClick(form.page.header.help_button, Qt.MouseButton.LeftButton)
    assert form.page.header.help.isVisible()
    field(form, "count").show_help(True)
    assert field(form, "count")._help.text() == "How many."


def test_a_component_asks_for_its_parameters(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    inside = Workflow()
    inside.parameters = {"rows": Parameter("rows", "integer", 10, minimum=1), "word": Parameter("word", "text", "a")}
    workflow = Workflow()
    workflow.add(Instance("part", COMPONENT, workflow=inside))
    session = make_session(workflow)
    form = form_on(qtbot, session, "part")
    type_into(qtbot, editor(form, "rows").box, "0")
    assert field(form, "rows").fault_text == "The parameter should be at least 1."
    type_into(qtbot, editor(form, "rows").box, "20")
    assert settings(session, "part") == {"rows": 20}
    session.set_path(("part",))
    assert isinstance(form.page, WorkflowForm)
    form.page.cards[0].removed.emit()
    session.set_path(())
    session.select(["part"])
    assert isinstance(form.page, NodeForm)
    assert list(form.page.fields) == ["word"]


def test_a_loop_asks_for_its_settings_and_the_parameters_of_what_it_holds(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    inside = Workflow()
    inside.parameters = {"most": Parameter("most", "integer", 10, minimum=1), "over": Parameter("over", "text", "a")}
    for node in ("left", "right"):
        inside.add(Instance(node, "deploy.ContainerInput", settings={"name": node}))
    workflow = Workflow()
    workflow.add(Instance("loop", "flow.Loop", workflow=inside))
    session = make_session(workflow)
    form = form_on(qtbot, session, "loop")
    assert isinstance(form.page, NodeForm)
    form.page.finish()
    assert next(iter(form.page.fields)) == "over"
    assert list(form.page.fields)[-1] == "most"
    assert list(form.page.fields).count("over") == 1
    entry = next(entry for entry in form.page.subject.entries if entry.name == "input")
    assert entry.shape.choices == ("left", "right")
    type_into(qtbot, editor(form, "most").box, "0")
    assert field(form, "most").fault_text == "The parameter should be at least 1."
    type_into(qtbot, editor(form, "most").box, "20")
    type_into(qtbot, editor(form, "chunk_rows").box, "5")
    assert settings(session, "loop") == {"most": 20, "chunk_rows": 5}


def test_a_placeholder_shows_its_settings_to_be_read_only(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    workflow = Workflow()
    workflow.add(Instance("strange", "nowhere.Strange", settings={"depth": [1, 2]}))
    form = form_on(qtbot, make_session(workflow), "strange")
    assert isinstance(form.page, PlaceholderForm)
    assert '"depth"' in form.page.text.toPlainText()
    assert form.page.text.isReadOnly()


def test_a_selected_node_that_goes_leaves_the_form_of_the_workflow(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    from knode.app.edit.commands.nodes import RemoveNodes

    session.do(RemoveNodes((), ["sink"]))
    assert isinstance(form.page, WorkflowForm)
    session.document.undo()
    session.select(["sink"])
    assert isinstance(form.page, NodeForm)


def test_tab_goes_through_rows_that_came_later_before_the_fields_below(
    qtbot: Any, form: SettingsForm, session: Session
) -> None:
    rules = editor(form, "rules")
    rules.add()
    qtbot.wait(20)
    row = rules.rows[0]
    row.remove.setFocus()
    stops = []
    while (stop := QApplication.focusWidget()) is not editor(form, "low").box:
        stops.append(stop)
        qtbot.keyClick(stop, Key.Key_Tab)
        assert len(stops) < 30
    assert stops[:3] == [row.remove, row.menu_button, rules.add_button]


# ---- the workflow


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


# ---- speed


def test_a_form_of_sixty_settings_is_there_at_once(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    fields: dict[str, Any] = {f"text_{number}": (str, setting("", "A text.")) for number in range(20)}
    fields |= {f"number_{number}": (float, setting(0.5, "A number.", ge=0, le=1)) for number in range(20)}
    fields |= {f"choice_{number}": (bool, setting(False, "A switch.")) for number in range(20)}
    wide = create_model("Wide", __base__=Node, **fields)
    wide.pack = "test"
    wide.run = Sink.run  # type: ignore[attr-defined]
    workflow = sink_workflow()
    workflow.registry.add(wide)
    workflow.add(Instance("wide", "test.Wide"))
    session = make_session(workflow)
    form = form_on(qtbot, session, "sink")
    best = 1.0
    for _ in range(3):
        form._kept.clear()
        begin = time.process_time()
        session.select(["wide"])
        best = min(best, time.process_time() - begin)
        assert isinstance(form.page, NodeForm)
        qtbot.waitUntil(lambda: len(form.page.fields) == 60)
        session.select([])
    assert best < 0.05


def test_the_form_of_a_class_is_used_again(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    session = make_session(sink_workflow(2))
    form = form_on(qtbot, session, "sink")
    first = form.page
    session.select(["sink_2"])
    assert form.page is first
    session.select([])
    session.select(["sink"])
    assert form.page is first


def test_statuses_of_other_nodes_leave_the_form_alone(form: SettingsForm, session: Session) -> None:
    assert isinstance(form.page, NodeForm)
    before = form.page.known.columns()
    session.engine.tell(StatusesEvent(statuses={"other": NodeStatus(state="ready")}))  # type: ignore[attr-defined]
    assert form.page.known.columns() == before
