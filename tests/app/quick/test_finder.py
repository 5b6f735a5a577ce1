"""Quick add on the canvas of the real window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from knode.app.canvas.geometry import PortRef
from knode.app.quick.equipment import Equipment
from knode.app.quick.quick_add import QuickAdd
from knode.app.quick.shelf import habits
from knode.core.workflow import Instance, Link, Workflow


def workflow() -> Workflow:
    made = Workflow()
    made.add(Instance("reader", "io.CsvReader"))
    made.add(Instance("filter", "prep.RowFilter"))
    made.layout.update({"reader": [0, 0], "filter": [220, 0]})
    made.link("reader", "table", "filter", "table")
    return made


@pytest.fixture
def shown(driver: Any) -> Any:
    driver.show(workflow())
    driver.view.setFocus()
    return driver


def popup(driver: Any) -> QuickAdd:
    equipment = driver.view.findChild(Equipment)
    driver.wait(lambda: equipment.finder.popup is not None)
    found: QuickAdd = equipment.finder.popup
    return found


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Space])
def test_tab_or_a_tap_of_space_opens_it(shown: Any, key: Qt.Key) -> None:
    shown.qtbot.keyClick(shown.view, key)
    assert popup(shown).field.text() == ""
    popup(shown).close()


def test_typing_opens_it_with_what_was_typed(shown: Any) -> None:
    shown.qtbot.keyClick(shown.view, "s")
    shown.qtbot.keyClicks(popup(shown).field, "orter")
    assert popup(shown).field.text() == "sorter"
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Return)
    assert "sorter" in shown.workflow.nodes


def test_a_double_click_on_empty_canvas_adds_there(shown: Any) -> None:
    at = QPoint(60, 60)
    shown.qtbot.mouseDClick(shown.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    shown.qtbot.keyClicks(popup(shown).field, "example data")
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Return)
    assert shown.session.selection == ("example_data",)
    middle = shown.view.canvas.node_rect("example_data").center()
    wanted = shown.view.scene_pos(at)
    assert abs(middle.x() - wanted.x()) <= 16
    assert abs(middle.y() - wanted.y()) <= 16


def test_what_is_added_next_to_the_selected_node_is_connected(shown: Any) -> None:
    shown.session.select(["filter"])
    shown.do("quick.add")
    shown.qtbot.keyClicks(popup(shown).field, "group")
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Return)
    assert Link("filter", "table", "group_by", "table") in shown.workflow.links


def test_a_dropped_wire_offers_what_fits_and_connects_it_in_one_step(shown: Any) -> None:
    shown.view.request_add(QPointF(500, 200), PortRef("filter", "out", "table"))
    opened = popup(shown)
    types = {hit.entry.type for hit in opened.list.found.hits}
    assert "io.CsvReader" not in types
    assert opened.context.words.text() == "After Row Filter · table"
    shown.qtbot.keyClicks(opened.field, "forest")
    shown.qtbot.keyClick(opened.field, Qt.Key.Key_Return)
    assert Link("filter", "table", "random_forest_learner", "table") in shown.workflow.links
    shown.session.document.undo()
    assert set(shown.workflow.nodes) == {"reader", "filter"}
    assert shown.session.document.is_clean


def test_a_wire_drawn_with_the_mouse_to_empty_canvas_asks_for_a_node(shown: Any) -> None:
    view, viewport = shown.view, shown.view.viewport()
    view.look(QPointF(250, 60), 1.0)
    start = view.mapFromScene(view.canvas.port_pos(PortRef("filter", "out", "table")))
    end = start + QPoint(120, 90)
    shown.qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        shown.qtbot.mouseMove(viewport, start + (end - start) * step / 5)
    shown.qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    opened = popup(shown)
    assert opened.context.words.text() == "After Row Filter · table"
    shown.qtbot.keyClicks(opened.field, "group")
    shown.qtbot.keyClick(opened.field, Qt.Key.Key_Return)
    assert Link("filter", "table", "group_by", "table") in shown.workflow.links


def test_after_a_learner_apply_model_is_offered_first(shown: Any) -> None:
    shown.workflow.add(Instance("forest", "learn.RandomForestLearner"))
    shown.session.document.changed.emit([])
    shown.session.select(["forest"])
    shown.do("quick.add")
    assert popup(shown).entry().type == "learn.ApplyModel"  # type: ignore[union-attr]
    popup(shown).close()


def test_adding_into_a_link_splices(shown: Any) -> None:
    link = Link("reader", "table", "filter", "table")
    shown.view.request_add(QPointF(180, 30), link)
    assert popup(shown).context.words.text() == "Between CSV Reader and Row Filter"
    shown.qtbot.keyClicks(popup(shown).field, "sorter")
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Return)
    assert link not in shown.workflow.links
    assert Link("sorter", "table", "filter", "table") in shown.workflow.links


def test_ctrl_enter_adds_a_chain(shown: Any) -> None:
    shown.view.request_add(QPointF(500, 200), PortRef("filter", "out", "table"))
    opened = popup(shown)
    for word in ("sorter", "group by"):
        opened.field.setText(word)
        shown.qtbot.keyClick(opened.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened.isVisible()
    assert opened.context.words.text() == "After Group By"
    assert Link("filter", "table", "sorter", "table") in shown.workflow.links
    assert Link("sorter", "table", "group_by", "table") in shown.workflow.links
    opened.close()


def test_the_wire_stays_in_sight_until_the_popup_closes(shown: Any) -> None:
    draft = shown.view.canvas.feedback.draft
    shown.view.request_add(QPointF(500, 200), PortRef("filter", "out", "table"))
    assert draft.isVisible()
    shown.qtbot.wait(100)
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Escape)
    assert not draft.isVisible()


def test_own_links_are_counted_once_however_often_they_are_done_again(shown: Any) -> None:
    before = habits().as_json()["links"].get("prep.RowFilter prep.Sorter", 0)
    shown.view.request_add(QPointF(500, 200), PortRef("filter", "out", "table"))
    shown.qtbot.keyClicks(popup(shown).field, "sorter")
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Return)
    for _ in range(3):
        shown.session.document.undo()
        shown.session.document.redo()
    assert habits().as_json()["links"]["prep.RowFilter prep.Sorter"] == before + 1
    assert habits().recent[0] == "prep.Sorter"


def test_an_escaped_popup_changes_nothing(shown: Any) -> None:
    shown.qtbot.keyClick(shown.view, Qt.Key.Key_Tab)
    shown.qtbot.keyClick(popup(shown).field, Qt.Key.Key_Escape)
    assert shown.session.document.is_clean
    assert shown.view.findChild(Equipment).finder.popup is None
