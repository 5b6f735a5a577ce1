"""Drawing, re-plugging, cutting and bending wires with the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from knode.app.canvas.geometry import PortRef
from knode.core.workflow import Link, Workflow
from tests.app.edit.conftest import RIGHT, Hand, linked, made

ALT = Qt.KeyboardModifier.AltModifier
Maker = Callable[[Workflow], Hand]


def three() -> Workflow:
    return made(
        read=("io.TableCreator", 0, 0), sort=("prep.Sorter", 300, 0), learn=("learn.RandomForestLearner", 600, 0)
    )


def test_a_wire_is_drawn_from_an_output_to_an_input(hand: Maker) -> None:
    person = hand(three())
    person.drag(person.port("read", "out", "table"), person.port("sort", "in", "table"))
    assert person.workflow.links == [Link("read", "table", "sort", "table")]
    person.undo()
    assert not person.workflow.links


def test_a_wire_is_drawn_from_an_input_back_to_an_output(hand: Maker) -> None:
    person = hand(three())
    person.drag(person.port("sort", "in", "table"), person.port("read", "out", "table"))
    assert person.workflow.links == [Link("read", "table", "sort", "table")]


def test_a_wire_that_is_dropped_on_a_node_takes_the_first_port_that_fits(hand: Maker) -> None:
    person = hand(made(learn=("learn.RandomForestLearner", 0, 0), apply=("learn.ApplyModel", 300, 0)))
    person.drag(person.port("learn", "out", "model"), person.middle("apply"))
    assert person.workflow.links == [Link("learn", "model", "apply", "model")]


def test_a_wire_that_does_not_fit_is_refused_with_the_reason(hand: Maker) -> None:
    person = hand(made(learn=("learn.RandomForestLearner", 0, 0), sort=("prep.Sorter", 300, 0)))
    person.drag(person.port("learn", "out", "model"), person.port("sort", "in", "table"))
    assert not person.workflow.links
    assert person.refusals == ["learn.model gives a model, but sort.table takes a table."]


def test_ports_that_fit_light_up_and_others_say_why_not(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table", "sort.table > learn.table"))
    person.press(person.port("learn", "out", "model"))
    person.move((700, 200))
    assert person.view.canvas.lit is not None
    assert "takes a table" in str(person.view.canvas.lit[PortRef("sort", "in", "table")])
    person.key("Escape")
    assert person.view.canvas.lit is None
    assert person.view.gesture is None


def test_a_wire_that_would_close_a_cycle_says_so(hand: Maker) -> None:
    person = hand(linked(made(a=("prep.Sorter", 0, 0), b=("prep.Sorter", 300, 0)), "a.table > b.table"))
    person.drag(person.port("b", "out", "table"), person.port("a", "in", "table"))
    assert person.workflow.links == [Link("a", "table", "b", "table")]
    assert "cycle" in person.refusals[0]


def test_a_wire_that_is_dropped_on_empty_space_asks_for_a_node(hand: Maker) -> None:
    person = hand(three())
    asked: list[object] = []
    person.view.add_requested.connect(lambda pos, origin: asked.append((round(pos.x()), round(pos.y()), origin)))
    person.drag(person.port("read", "out", "table"), (200, 300))
    assert asked == [(200, 300, PortRef("read", "out", "table"))]


def test_a_taken_input_gives_its_wire_which_goes_to_another_port(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    person.drag(person.port("sort", "in", "table"), person.port("learn", "in", "table"))
    assert person.workflow.links == [Link("read", "table", "learn", "table")]
    person.undo()
    assert person.workflow.links == [Link("read", "table", "sort", "table")]


def test_a_wire_that_is_taken_off_and_dropped_on_nothing_is_gone(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    person.drag(person.port("sort", "in", "table"), (250, 300))
    assert not person.workflow.links


def test_the_source_end_of_a_wire_is_plugged_in_elsewhere(hand: Maker) -> None:
    workflow = made(one=("io.TableCreator", 0, 0), other=("io.TableCreator", 0, 200), sort=("prep.Sorter", 400, 0))
    person = hand(linked(workflow, "one.table > sort.table"))
    x, y = person.port("one", "out", "table")
    person.drag((x + 18, y), person.port("other", "out", "table"))
    assert person.workflow.links == [Link("other", "table", "sort", "table")]


def test_a_stroke_with_alt_and_the_right_button_cuts_the_wires_it_crosses(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table", "sort.table > learn.table"))
    x = (person.port("read", "out", "table")[0] + person.port("sort", "in", "table")[0]) / 2
    person.drag((x, -80), (x, 200), ALT, RIGHT)
    assert person.workflow.links == [Link("sort", "table", "learn", "table")]
    person.undo()
    assert len(person.workflow.links) == 2


def test_the_knife_taken_by_key_cuts_once(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    person.key("Alt+K")
    person.drag((220, -80), (220, 200))
    assert not person.workflow.links
    person.drag((220, -80), (240, 200))
    assert person.session.document.stack.count() == 1


def test_a_double_click_on_a_wire_makes_a_point_that_is_dragged_and_taken_away(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    x, y = person.port("read", "out", "table")
    middle = ((x + person.port("sort", "in", "table")[0]) / 2, y)
    person.double_click(middle)
    key = "read.table -> sort.table"
    (point,) = person.workflow.layout[key]
    person.drag(tuple(point), (point[0], 160))
    assert person.workflow.layout[key] == [[point[0], 160]]
    person.double_click((point[0], 160))
    assert key not in person.workflow.layout
    for _ in range(3):
        person.undo()
    assert key not in person.workflow.layout
    assert person.session.document.is_clean


def test_a_click_selects_a_wire_and_delete_removes_it(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    x, y = person.port("read", "out", "table")
    person.click((x + 60, y))
    assert person.view.canvas.selected_links == (Link("read", "table", "sort", "table"),)
    person.key("Del")
    assert not person.workflow.links


def test_delete_takes_away_the_point_that_the_mouse_is_on(hand: Maker) -> None:
    workflow = linked(three(), "read.table > sort.table")
    workflow.layout["read.table -> sort.table"] = [[200, 160], [260, 160]]
    person = hand(workflow)
    person.click((200, 160))
    person.key("Del")
    assert person.workflow.layout["read.table -> sort.table"] == [[260, 160]]
    assert len(person.workflow.links) == 1


def test_the_knife_is_laid_down_by_the_key_that_took_it(hand: Maker) -> None:
    person = hand(linked(three(), "read.table > sort.table"))
    person.key("Alt+K")
    person.key("Alt+K")
    person.drag((220, -80), (220, 200))
    assert len(person.workflow.links) == 1
