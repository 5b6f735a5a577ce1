"""What a form shows of settings that nobody has filled yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt

from knode.api import Node, Table, setting
from knode.app.session import Session
from knode.app.viewers.tables_of import tables_of
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow
from tests.app.forms.sink import editor, form_on, tell_columns, type_into

Make = Callable[..., Session]


class Chooser(Node):
    """Wants choices."""

    pack = "test"
    model: Literal["forest", "line", "network", "tree"] = setting(..., "Which model.")
    side: Literal["left", "right"] = setting(..., "Which side.")

    def run(self, table: Table) -> Table:
        return table


def chooser(make_session: Make) -> Session:
    registry = Registry()
    registry.add(Chooser)
    workflow = Workflow(registry=registry)
    workflow.add(Instance("sink", "test.Chooser"))
    session = make_session(workflow)
    tell_columns(session)
    return session


def test_nothing_is_chosen_for_a_person_and_the_first_choice_can_be_made(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    session = chooser(make_session)
    form = form_on(qtbot, session, "sink")
    model, side = editor(form, "model"), editor(form, "side")
    assert (model.value(), model.combo.currentText(), side.value()) == (None, "", None)
    model.combo.setFocus()
    qtbot.keyClick(model.combo, Qt.Key.Key_Down)
    qtbot.mouseClick(side.segments.group.button(0), Qt.MouseButton.LeftButton)
    assert session.document.workflow.nodes["sink"].settings == {"model": "forest", "side": "left"}
    session.document.undo()
    session.document.undo()
    assert (model.value(), side.value()) == (None, None)


def test_one_of_many_is_found_by_a_part_of_its_name(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    workflow = Workflow()
    workflow.add(Instance("fit", "learn.ScikitLearnEstimator"))
    session = make_session(workflow)
    form = form_on(qtbot, session, "fit")
    one = editor(form, "estimator")
    assert one.line.text() == ""
    type_into(qtbot, one.line, "treesclass")
    popup = one.combo.completer().popup()
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["ExtraTreesClassifier"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert session.document.workflow.nodes["fit"].settings == {"estimator": "ExtraTreesClassifier"}
    type_into(qtbot, one.line, "nonsense")
    qtbot.keyClick(one.line, Qt.Key.Key_Return)
    assert one.line.text() == "ExtraTreesClassifier"
    session.document.undo()
    assert one.line.text() == ""


def test_an_empty_line_shows_the_example_of_its_node(qtbot: Any, make_session: Make, config_folder: Path) -> None:
    workflow = Workflow()
    workflow.add(Instance("reader", "io.CsvReader"))
    workflow.add(Instance("database", "io.DatabaseConnector"))
    session = make_session(workflow)
    form = form_on(qtbot, session, "reader")
    assert editor(form, "path").line.placeholderText() == "Such as customers.csv"
    session.select(["database"])
    form.page.finish()  # type: ignore[union-attr]
    assert editor(form, "url").line.placeholderText().startswith("Such as postgresql://")


def test_a_node_whose_ports_wait_for_a_choice_can_be_selected(driver: Any) -> None:
    workflow = Workflow()
    workflow.add(Instance("fit", "learn.ScikitLearnEstimator"))
    session = driver.show(workflow)
    driver.panel("table")
    session.select(["fit"])
    driver.view.fit(animated=False)
    assert tables_of(session, "fit") == ("table",), "those of the most general until the choice is made"
    assert tables_of(session, "gone") is None


def test_the_name_of_a_column_that_is_gone_stands_in_quotation_marks(qtbot: Any, form: Any, session: Session) -> None:
    target = editor(form, "target")
    type_into(qtbot, target.line, "xyzzy")
    assert target.hint.text() == "There is no column &quot;xyzzy&quot; here."
    assert target.hint.textFormat() == Qt.TextFormat.RichText
    columns = editor(form, "columns")
    columns.set_open(True)
    assert columns.missing.textFormat() == Qt.TextFormat.RichText


def test_a_column_that_the_node_looks_for_itself_is_not_said_to_be_missing(
    qtbot: Any, make_session: Make, config_folder: Path
) -> None:
    workflow = Workflow()
    workflow.add(Instance("sink", "explain.ShapDependence"))
    session = make_session(workflow)
    tell_columns(session)
    form = form_on(qtbot, session, "sink")
    assert editor(form, "shade").line.text() == "auto"
    assert editor(form, "shade").hint.isHidden()
    type_into(qtbot, editor(form, "shade").line, "aug")
    assert not editor(form, "shade").hint.isHidden()
