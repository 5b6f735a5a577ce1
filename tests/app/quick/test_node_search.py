"""The search bar over the canvas."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from knode.app.edit.commands.nodes import RemoveNodes
from knode.app.quick.equipment import Equipment
from knode.app.quick.node_search import NodeSearch
from knode.core.workflow import Instance, Workflow


def workflow() -> Workflow:
    inside = Workflow()
    inside.add(Instance("deep", "prep.Sorter", "Inner Sorter"))
    made = Workflow()
    made.add(Instance("first", "prep.Sorter"))
    made.add(Instance("second", "prep.Sorter"))
    made.add(Instance("part", "flow.Component", "Part", workflow=inside))
    made.layout.update({"first": [0, 0], "second": [3000, 0], "part": [600, 0]})
    made.annotations.append(
        {"id": "note_1", "kind": "note", "text": ["remember me"], "x": 0, "y": 900, "width": 160, "height": 80}
    )
    return made


@pytest.fixture
def bar(driver: Any) -> NodeSearch:
    driver.show(workflow())
    driver.view.is_animated = False
    driver.do("quick.find")
    found: NodeSearch = driver.view.findChild(Equipment).search
    assert found.isVisible()
    return found


def test_typing_goes_to_the_first_hit_and_enter_to_the_next(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "sorter")
    assert driver.session.selection == ("first",)
    assert "1 of 3" in bar.count.text()
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert driver.session.selection == ("second",)
    assert driver.view.visible_rect().contains(driver.view.canvas.node_rect("second"))


def test_a_hit_inside_a_component_is_shown_there(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "inner")
    assert driver.session.path == ("part",)
    assert driver.session.selection == ("deep",)
    assert ">part · Inner Sorter<" in bar.where.text()


def test_going_on_returns_to_the_first_and_back_to_the_last(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "sorter")
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert driver.session.selection == ("deep",)
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Down)
    assert driver.session.selection == ("first",)
    driver.click(driver.find(QToolButton, "Next", bar))
    assert driver.session.selection == ("second",)
    driver.do("quick.find-previous")
    assert driver.session.selection == ("first",)


def test_a_note_is_found_and_brought_into_view(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "remember")
    assert driver.view.visible_rect().intersects(driver.view.canvas.frame_rect("note_1"))
    assert driver.view.canvas.selected_annotations == ("note_1",)


def test_no_hits_are_told(driver: Any, bar: NodeSearch) -> None:
    bar.field.setText("nowhere")
    assert "No hits" in bar.count.text()
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert driver.session.selection == ()


def test_after_an_edit_the_search_is_done_anew(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "sorter")
    driver.session.do(RemoveNodes((), ["first"]))
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    assert driver.session.selection == ("second",)
    assert "1 of 2" in bar.count.text()


def test_escape_gives_the_keyboard_back_to_the_canvas(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "second")
    driver.qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert driver.session.selection == ("second",)
    driver.do("quick.find-next")
    assert driver.session.selection == ("second",)


def test_the_bar_stays_in_the_corner(driver: Any, bar: NodeSearch) -> None:
    driver.window.resize(900, 700)

    def is_in_the_corner() -> bool:
        canvas, at = driver.view.rect(), bar.mapTo(driver.window, bar.rect().topRight())
        corner = driver.view.mapTo(driver.window, canvas.topRight())
        return abs(at.x() - corner.x()) <= 14 and abs(at.y() - corner.y()) <= 14

    driver.wait(is_in_the_corner)


def test_the_keys_of_the_canvas_do_not_count_in_the_bar(driver: Any, bar: NodeSearch) -> None:
    driver.qtbot.keyClicks(bar.field, "first")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Right, Qt.Key.Key_Down):
        driver.qtbot.keyClick(bar.field, key)
    assert "first" in driver.workflow.nodes
    assert driver.session.selection == ("first",)
