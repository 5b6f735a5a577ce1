"""Selecting, dragging, duplicating and splicing with the mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from knode.core.workflow import Link, Workflow
from tests.app.edit.conftest import Hand, linked, made

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
Maker = Callable[[Workflow], Hand]
SORT = "prep.Sorter"


def row() -> Workflow:
    return made(a=(SORT, 0, 0), b=(SORT, 320, 0), c=(SORT, 640, 0))


def test_a_click_selects_one_node_shift_adds_and_ctrl_toggles(hand: Maker) -> None:
    person = hand(row())
    person.click(person.middle("a"))
    assert person.session.selection == ("a",)
    person.click(person.middle("b"), SHIFT)
    assert person.session.selection == ("a", "b")
    person.click(person.middle("a"), CTRL)
    assert person.session.selection == ("b",)
    person.click(person.middle("c"))
    assert person.session.selection == ("c",)
    person.click((500, 500))
    assert person.session.selection == ()


def test_a_band_selects_what_it_touches_shift_adds_and_ctrl_toggles(hand: Maker) -> None:
    person = hand(row())
    person.drag((-30, -30), (400, 100))
    assert set(person.session.selection) == {"a", "b"}
    person.drag((600, -30), (700, 100), SHIFT)
    assert set(person.session.selection) == {"a", "b", "c"}
    person.drag((-30, -30), (100, 100), CTRL)
    assert set(person.session.selection) == {"b", "c"}


def test_a_node_is_dragged_to_the_grid(hand: Maker) -> None:
    person = hand(made(a=(SORT, 0, 0)))
    x, y = person.middle("a")
    person.drag((x, y), (x + 101, y + 203))
    assert person.place("a") == (96, 208)
    person.undo()
    assert person.place("a") == (0, 0)


def test_shift_lets_a_node_go_anywhere(hand: Maker) -> None:
    person = hand(made(a=(SORT, 0, 0)))
    x, y = person.middle("a")
    person.drag((x, y), (x + 101, y + 203), SHIFT)
    assert person.place("a") == (101, 203)


def test_a_dragged_node_snaps_to_the_edge_of_a_neighbour(hand: Maker) -> None:
    person = hand(made(a=(SORT, 3, 0), b=(SORT, 300, 200)))
    x, y = person.middle("b")
    person.drag((x, y), (x - 293, y))
    assert person.place("b")[0] == 3


def test_a_dragged_node_snaps_to_where_its_wire_is_level(hand: Maker) -> None:
    workflow = made(a=("prep.Partition", 0, 7), b=(SORT, 300, 200))
    person = hand(linked(workflow, "a.train > b.table"))
    x, y = person.middle("b")
    person.drag((x, y), (x, y - 200))
    assert person.port("b", "in", "table")[1] == pytest.approx(person.port("a", "out", "train")[1], abs=0.01)


def test_the_whole_selection_moves_with_one_of_it_and_bends_go_along(hand: Maker) -> None:
    workflow = linked(row(), "a.table > b.table")
    workflow.layout["a.table -> b.table"] = [[240, 100]]
    person = hand(workflow)
    person.drag((-30, -30), (400, 150))
    x, y = person.middle("a")
    person.drag((x, y), (x, y + 160))
    assert person.place("a") == (0, 160)
    assert person.place("b") == (320, 160)
    assert person.workflow.layout["a.table -> b.table"] == [[240, 260]]
    assert person.session.document.stack.count() == 1


def test_escape_puts_dragged_nodes_back(hand: Maker) -> None:
    person = hand(row())
    x, y = person.middle("a")
    person.press((x, y))
    person.move((x + 50, y + 90))
    person.move((x + 50, y + 200))
    assert person.view.canvas.node_rect("a").y() > 100
    person.key("Escape")
    assert person.view.canvas.node_rect("a").y() == 0
    person.release((x + 50, y + 200))
    assert person.place("a") == (0, 0)
    assert person.session.document.is_clean


def test_ctrl_drags_a_copy_without_and_alt_with_what_feeds_it(hand: Maker) -> None:
    person = hand(linked(row(), "a.table > b.table"))
    x, y = person.middle("b")
    person.drag((x, y), (x, y + 160), CTRL)
    assert person.place("b_2") == (320, 160)
    assert person.place("b") == (320, 0)
    assert person.session.selection == ("b_2",)
    person.drag((x, y), (x, y + 320), ALT)
    assert person.workflow.links_into("b_3") == [Link("a", "table", "b_3", "table")]
    assert not person.workflow.links_into("b_2")


def test_a_loose_node_that_is_dropped_on_a_wire_goes_into_it_and_makes_room(hand: Maker) -> None:
    workflow = linked(made(a=(SORT, 0, 0), b=(SORT, 250, 0), c=(SORT, 500, 0), d=(SORT, 0, 300)), "a.table > b.table")
    person = hand(linked(workflow, "b.table > c.table"))
    wire = person.port("a", "out", "table")
    person.drag(person.middle("d"), (wire[0] + 50, wire[1]))
    assert set(person.workflow.links) == {
        Link("a", "table", "d", "table"),
        Link("d", "table", "b", "table"),
        Link("b", "table", "c", "table"),
    }
    right = person.place("d")[0] + 148
    assert person.place("b")[0] > right
    assert person.place("c")[0] - person.place("b")[0] == 250
    assert person.port("d", "in", "table")[1] == person.port("a", "out", "table")[1]
    person.undo()
    assert person.workflow.links_into("b") == [Link("a", "table", "b", "table")]
    assert person.place("d") == (0, 300)


def test_nodes_without_a_place_in_the_file_stay_where_they_are_shown(hand: Maker) -> None:
    workflow = row()
    workflow.layout.clear()
    person = hand(workflow)
    shown = person.view.canvas.node_rect("c").topLeft()
    x, y = person.middle("a")
    person.drag((x, y), (x, y + 320))
    assert person.place("c") == (shown.x(), shown.y())
    person.undo()
    assert not person.workflow.layout


def test_a_frame_is_dragged_by_its_title_and_moves_its_nodes(hand: Maker) -> None:
    workflow = row()
    workflow.annotations = [
        {"id": "frame_1", "kind": "frame", "title": "Two", "colour": "blue", "nodes": ["a", "b"], "collapsed": False}
    ]
    person = hand(workflow)
    title = person.view.canvas.frame_rect("frame_1").topLeft()
    person.drag((title.x() + 30, title.y() + 10), (title.x() + 30, title.y() + 170))
    assert person.place("a") == (0, 160)
    assert person.place("b") == (320, 160)
    assert person.place("c") == (640, 0)


def test_a_node_that_is_dropped_in_a_frame_joins_it(hand: Maker) -> None:
    workflow = made(a=(SORT, 0, 0), b=(SORT, 320, 0), c=(SORT, 320, 300))
    workflow.annotations = [
        {"id": "frame_1", "kind": "frame", "title": "Two", "colour": "blue", "nodes": ["a", "b"], "collapsed": False}
    ]
    person = hand(workflow)
    person.drag(person.middle("c"), (235, 30))
    assert person.workflow.annotations[0]["nodes"] == ["a", "b", "c"]
    person.undo()
    assert person.workflow.annotations[0]["nodes"] == ["a", "b"]
    assert person.place("c") == (320, 300)


def with_note() -> Workflow:
    workflow = made(a=(SORT, 0, 0))
    workflow.annotations = [
        {
            "id": "note_1",
            "kind": "note",
            "x": 200,
            "y": 100,
            "width": 160,
            "height": 96,
            "text": ["Hello"],
            "colour": "red",
        }
    ]
    return workflow


def test_a_note_is_dragged_resized_and_deleted(hand: Maker) -> None:
    person = hand(with_note())
    person.drag((250, 150), (282, 182))
    note = person.workflow.annotations[0]
    assert (note["x"], note["y"]) == (232, 132)
    person.drag((232 + 155, 132 + 91), (232 + 255, 132 + 191))
    note = person.workflow.annotations[0]
    assert (note["x"], note["y"], note["width"], note["height"]) == (232, 132, 264, 188)
    person.key("Del")
    assert not person.workflow.annotations
    for _ in range(3):
        person.undo()
    assert person.workflow.annotations == with_note().annotations
