"""The form of every node fits the narrowest dock: nothing of it is cut off at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton

from knode.app.forms.node_form import NodeForm
from knode.app.forms.settings_form import SettingsForm
from knode.app.forms.workflow_form import WorkflowForm
from knode.app.session import Session
from knode.app.shell import look, translation
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.workflow import Instance, Parameter, Workflow
from knode.host.protocol import Problem
from tests.app.forms.sink import editor, form_on, tell_columns

NARROW = 310


@pytest.fixture(params=["en", "de"])
def language(request: Any, qapp: QCoreApplication) -> Iterator[str]:
    translation.install(qapp, request.param)
    yield request.param
    translation.install(qapp, "en")


def test_no_form_is_wider_than_the_narrowest_dock(
    qtbot: Any, qapp: QApplication, make_session: Callable[..., Session], language: str
) -> None:
    look.dress(qapp)
    workflow = Workflow()
    for number, cls in enumerate(workflow.registry.all()):
        workflow.add(Instance(f"n{number}", cls.type_id()))
    session = make_session(workflow)
    panel = SettingsForm(session)
    qtbot.addWidget(panel)
    panel.resize(NARROW, 600)
    panel.show()
    assert NARROW <= panel.width() < 1.1 * NARROW
    wide = {}
    for node, instance in workflow.nodes.items():
        session.select([node])
        assert isinstance(panel.page, NodeForm)
        panel.page.finish()
        assert panel.page.subject.cls.type_id() == instance.type
        area = panel.page.parentWidget().parentWidget()
        assert isinstance(area, QScrollArea)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        panel.page.adjustSize()
        if panel.page.minimumSizeHint().width() > area.viewport().width():
            wide[instance.type] = panel.page.minimumSizeHint().width()
    assert wide == {}
    panel.close()


def test_the_name_of_a_column_in_a_row_can_be_read_in_the_narrowest_dock(
    qtbot: Any, make_session: Callable[..., Session]
) -> None:
    workflow = Workflow()
    workflow.add(Instance("sort", "prep.Sorter", settings={"by": [{"column": "pickup_borough"}]}))
    session = make_session(workflow)
    form = form_on(qtbot, session, "sort", size=(NARROW, 600))
    line = editor(form, "by").rows[0].editor.editors["column"].line
    room = line.width() - 60  # Both signs, and what is around.
    assert line.fontMetrics().horizontalAdvance("pickup_borough") <= room


def test_a_choice_with_a_long_text_has_a_line_of_its_own_in_a_row(
    qtbot: Any, make_session: Callable[..., Session]
) -> None:
    aggregation = {"columns": ["age"], "method": "mean"}
    workflow = Workflow()
    workflow.add(Instance("group", "prep.GroupBy", settings={"keys": ["sex"], "aggregations": [aggregation]}))
    form = form_on(qtbot, make_session(workflow), "group", size=(NARROW, 900))
    record = editor(form, "aggregations").rows[0].editor
    method = record.editors["method"].combo
    qtbot.waitUntil(lambda: method.width() < record.width() / 2 < NARROW / 2)
    method.setFocus()
    qtbot.keyClicks(method, "standard d")
    assert method.currentText() == "standard deviation"
    qtbot.waitUntil(lambda: method.width() > record.width() * 0.9)


def test_a_list_that_opens_is_as_wide_as_its_texts(qtbot: Any, make_session: Callable[..., Session]) -> None:
    workflow = Workflow()
    workflow.add(Instance("group", "prep.GroupBy", settings={"aggregations": [{"columns": ["age"]}]}))
    form = form_on(qtbot, make_session(workflow), "group", size=(NARROW, 900))
    combo = editor(form, "aggregations").rows[0].editor.editors["method"].combo
    qtbot.waitUntil(lambda: combo.width() < NARROW / 2)
    combo.showPopup()
    longest = max(combo.fontMetrics().horizontalAdvance(combo.itemText(place)) for place in range(combo.count()))
    assert combo.view().width() > longest > combo.width() - 30
    combo.hidePopup()


def test_a_label_that_is_too_long_ends_in_dots_until_it_is_written_at(
    qtbot: Any, qapp: QApplication, make_session: Callable[..., Session]
) -> None:
    look.dress(qapp)
    workflow = Workflow()
    label = "Customers as they were observed in the second half of the year"
    workflow.add(Instance("data", "io.CsvReader", label=label))
    form = form_on(qtbot, make_session(workflow), "data", size=(NARROW, 600))
    assert isinstance(form.page, NodeForm)
    line = form.page.header.label
    assert line.shown().endswith("…")
    assert line.toolTip() == line.text() == label
    before = line.grab().toImage()
    form.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.shown() == label
    assert line.grab().toImage() != before
    line.clearFocus()
    form.page.header.label.setText("Data")
    assert line.shown() == "Data"


def test_a_description_is_as_high_as_its_lines_and_that_of_a_parameter_as_wide_as_its_card(
    qtbot: Any, make_session: Callable[..., Session]
) -> None:
    workflow = Workflow(description="A sentence that goes on for more lines than one. " * 6)
    workflow.parameters["rate"] = Parameter("rate", "number", 0.1, description="How fast it learns.", maximum=1.0)
    form = form_on(qtbot, make_session(workflow), size=(NARROW, 900))
    assert isinstance(form.page, WorkflowForm)
    about = form.page.about
    qtbot.waitUntil(lambda: about.height() > 5 * about.fontMetrics().lineSpacing())
    qtbot.waitUntil(lambda: not about.verticalScrollBar().isVisible())
    editors = form.page.cards[0].editor.editors
    assert editors["description"].width() > editors["name"].width() + editors["type"].width()


LONG_NAME = "a_name_of_a_column_that_goes_on_and_on_without_any_space_for_more_than_eighty_letters"


def test_the_long_name_of_a_column_makes_no_form_wider(
    qtbot: Any, qapp: QApplication, make_session: Callable[..., Session]
) -> None:
    look.dress(qapp)
    workflow = Workflow()
    conditions = [{"column": LONG_NAME[:-4], "operator": "is missing"}]
    workflow.add(Instance("filter", "prep.RowFilter", settings={"conditions": conditions}))
    workflow.add(Instance("sort", "prep.Sorter", settings={"by": [{"column": LONG_NAME[:-4]}]}))
    workflow.add(Instance("keep", "prep.ColumnFilter", settings={"columns": [LONG_NAME[:-4]]}))
    workflow.add(Instance("score", "evaluate.Scorer", settings={"target": LONG_NAME[:-4]}))
    session = make_session(workflow)
    spec = TableSpec(columns=(ColumnSpec(name=LONG_NAME, dtype="float64"),))
    absent = f'There is no column "{LONG_NAME[:-4]}"; did you mean "{LONG_NAME}"?'
    for node in workflow.nodes:
        problem = Problem(kind="DataError", message=absent, what=absent, node=node)
        tell_columns(session, node, spec, error=problem, warnings=(absent,), infos=(absent,))
        form = form_on(qtbot, session, node, size=(NARROW, 900))
        assert form.page is not None
        assert form.page.minimumSizeHint().width() <= NARROW, node


def test_what_is_copied_of_a_message_is_as_it_was_said(qtbot: Any, make_session: Callable[..., Session]) -> None:
    workflow = Workflow()
    workflow.add(Instance("score", "evaluate.Scorer", settings={"target": "y"}))
    session = make_session(workflow)
    absent = f"{LONG_NAME} is in the way."
    tell_columns(session, "score", infos=(absent,))
    form = form_on(qtbot, session, "score", size=(NARROW, 900))
    assert isinstance(form.page, NodeForm)
    label = form.page.told.text
    form.activateWindow()
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == absent


def test_a_name_that_is_cut_leaves_the_signs_beside_it_free(
    qtbot: Any, qapp: QApplication, make_session: Callable[..., Session]
) -> None:
    look.dress(qapp)
    workflow = Workflow()
    workflow.add(Instance("sort", "prep.Sorter", settings={"by": [{"column": LONG_NAME}]}))
    form = form_on(qtbot, make_session(workflow), "sort", size=(NARROW, 600))
    line = editor(form, "by").rows[0].editor.editors["column"].line
    assert line.shown().endswith("…")
    signs = [one.geometry() for one in line.findChildren(QToolButton) if one.isVisible()]
    assert len(signs) == 2
    long = line.grab().toImage()
    line.setText("")
    line.setPlaceholderText("")
    empty = line.grab().toImage()
    for sign in signs:
        assert long.copy(sign) == empty.copy(sign)
