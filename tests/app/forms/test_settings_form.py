"""The form of what is selected: of every node, of several, of components and placeholders; how fast it is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import create_model
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from knode.api import Node, setting
from knode.app.forms.node_form import NodeForm
from knode.app.forms.placeholder_form import PlaceholderForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.workflow_form import WorkflowForm
from knode.app.session import Session
from knode.core import document
from knode.core.registry import REGISTRY
from knode.core.workflow import COMPONENT, Instance, Parameter, Workflow
from knode.host.protocol import NodeStatus, StatusesEvent
from tests.app.forms.sink import Sink, editor, field, form_on, settings, sink_workflow, type_into
from tests.measuring import slowness

Make = Callable[..., Session]
Key = Qt.Key


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
    assert header.kind.text() == "sink", "its title stands above already"
    type_into(qtbot, header.label, "Main sink")
    assert header.kind.text() == "Sink · sink"
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
    qtbot.waitUntil(lambda: not form.page._order.isActive())
    row = rules.rows[0]
    row.remove.setFocus()
    stops = []
    while (stop := QApplication.focusWidget()) is not editor(form, "low").box:
        stops.append(stop)
        qtbot.keyClick(stop, Key.Key_Tab)
        assert len(stops) < 30
    assert stops[:3] == [row.remove, row.menu_button, rules.add_button]


def test_tab_goes_from_value_to_value_and_a_key_opens_the_menu_of_the_field(qtbot: Any, form: SettingsForm) -> None:
    line = editor(form, "anything").line
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Tab)
    assert QApplication.focusWidget() is editor(form, "anything").type
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is editor(form, "rules").add_button
    path = editor(form, "name").line
    path.setFocus()
    QTest.keySequence(path, "Alt+Return")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Show Help"
    menu.actions()[0].trigger()
    menu.close()
    assert field(form, "name").shows_help


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
    assert best < 0.05 * slowness()


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
