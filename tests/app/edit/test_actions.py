"""What keys and menus do to the workflow on the canvas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from knode.app.edit import handlers, sharing
from knode.app.edit.actions import ACTIONS
from knode.app.edit.in_place import InPlaceEditor
from knode.app.quick.quick_add import QuickAdd
from knode.core import document
from knode.core.workflow import Instance, Link, Workflow
from knode.host import arranging
from tests.app.edit.conftest import Hand, linked, made

Maker = Callable[[Workflow], Hand]
SORT = "prep.Sorter"


def chain() -> Workflow:
    workflow = made(a=("io.TableCreator", 0, 0), b=(SORT, 200, 40), c=(SORT, 400, 10), d=("io.CsvWriter", 600, 0))
    return linked(workflow, "a.table > b.table", "b.table > c.table", "c.table > d.table")


def do(person: Hand, name: str) -> None:
    handler = handlers.HANDLERS[name]
    assert handler.when(person.view), f"{name} cannot be done now"
    handler.do(person.view)


def editor(person: Hand) -> InPlaceEditor:
    return next(each for each in person.view.findChildren(InPlaceEditor) if each.isVisible())


def test_every_action_has_a_handler_and_no_two_have_one_key() -> None:
    assert {action.name for action in ACTIONS} == set(handlers.HANDLERS)
    for scheme in ("knode", "knime"):
        keys = [key for action in ACTIONS for key in action.shortcuts.get(scheme, action.shortcuts.get("knode", ()))]
        assert len(keys) == len(set(keys))


def test_every_key_stands_in_the_docs() -> None:
    docs = (Path(__file__).parents[3] / "docs" / "desktop.md").read_text(encoding="utf-8")
    section = docs.partition("## Editing")[2].partition("\n## ")[0]
    keys = {key for action in ACTIONS for key in action.shortcuts.get("knode", ())}
    assert {key for key in keys if f"`{key}`" not in section} == set()


def test_delete_takes_the_selection_and_heal_closes_the_wires(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    person.key("Ctrl+Del")
    assert person.workflow.links == [Link("a", "table", "d", "table")]
    person.undo()
    person.session.select(["b"])
    person.key("Del")
    assert person.workflow.links == [Link("c", "table", "d", "table")]


def test_what_is_copied_is_a_workflow_file_and_is_pasted_under_free_ids(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["a", "b"])
    person.key("Ctrl+C")
    copied = document.loads(QGuiApplication.clipboard().text())
    assert list(copied.nodes) == ["a", "b"]
    person.key("Ctrl+V")
    assert person.session.selection == ("a_2", "b_2")
    assert person.workflow.links_into("b_2") == [Link("a_2", "table", "b_2", "table")]
    assert person.place("a_2") == (32, 32)
    person.key("Ctrl+V")
    assert person.place("a_3") == (64, 64)


def test_nodes_are_pasted_in_another_window(hand: Maker) -> None:
    one, other = hand(chain()), hand(Workflow("other"))
    one.session.select(["b", "c"])
    do(one, "edit.cut")
    assert set(one.workflow.nodes) == {"a", "d"}
    do(other, "edit.paste")
    assert other.workflow.links == [Link("b", "table", "c", "table")]


def test_a_clipboard_without_nodes_is_refused(hand: Maker) -> None:
    QGuiApplication.clipboard().setText("just a word")
    person = hand(chain())
    do(person, "edit.paste")
    assert person.refusals == ["The clipboard holds no nodes, no table and no files."]


def test_duplicates_are_fed_as_the_originals_when_wanted(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    person.key("Ctrl+Shift+D")
    assert person.workflow.links_into("b_2") == [Link("a", "table", "b_2", "table")]
    assert person.workflow.links_into("c_2") == [Link("b_2", "table", "c_2", "table")]
    assert not person.workflow.links_out_of("c_2")


def test_arrows_walk_along_the_wires_and_nudge_with_shift(hand: Maker) -> None:
    person = hand(chain())
    person.key("Right")
    assert person.session.selection == ("a",)
    person.key("Right")
    assert person.session.selection == ("b",)
    person.key("Shift+Down")
    assert person.place("b") == (200, 56)
    person.key("Left")
    assert person.session.selection == ("a",)


@pytest.mark.parametrize(
    ("name", "selected"),
    [
        ("select.upstream", {"a", "b", "c"}),
        ("select.downstream", {"c", "d"}),
        ("select.connected", {"a", "b", "c", "d"}),
        ("select.all", {"a", "b", "c", "d"}),
        ("select.none", set()),
        ("select.invert", {"a", "b", "d"}),
    ],
)
def test_selections_follow_the_wires(hand: Maker, name: str, selected: set[str]) -> None:
    person = hand(chain())
    person.session.select(["c"])
    do(person, name)
    assert set(person.session.selection) == selected


def test_nodes_are_aligned_distributed_and_straightened(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["a", "b", "c"])
    do(person, "align.top")
    assert [person.place(node)[1] for node in "abc"] == [0, 0, 0]
    person.undo()
    do(person, "align.right")
    assert [person.place(node)[0] for node in "abc"] == [400, 400, 400]
    person.undo()
    person.session.select(["a", "b", "d"])
    do(person, "distribute.across")
    assert person.place("b")[0] == 300
    person.session.select(["a", "b", "c", "d"])
    do(person, "edit.straighten")
    levels = {person.port(one, "out", "table")[1] for one in "abc"} | {
        person.port(one, "in", "table")[1] for one in "bcd"
    }
    assert len(levels) == 1


def test_a_layout_comes_from_the_engine_process_as_one_step(hand: Maker, qtbot: QtBot) -> None:
    person = hand(chain())
    person.session.engine.answers["arrange"] = lambda params: arranging.arrange(None, params)  # type: ignore
    person.session.select([])
    do(person, "edit.arrange")
    assert person.place("a") == (0, 0)
    across = [person.place(node)[0] for node in "abcd"]
    assert across == sorted(set(across))
    assert {person.place(node)[1] for node in "abcd"} == {0}
    qtbot.waitUntil(lambda: person.view.canvas.node_rect("d").x() == across[-1])
    person.undo()
    assert person.place("c") == (400, 10)
    assert person.view.canvas.node_rect("c").x() == 400


def test_a_layout_leads_wires_around_nodes_as_one_step(hand: Maker, qtbot: QtBot) -> None:
    workflow = Workflow()
    for name, kind in (("read", "io.CsvReader"), ("part", "prep.Partition"), ("learn", "learn.RandomForestLearner")):
        workflow.add(Instance(name, kind))
    workflow.add(Instance("apply", "learn.ApplyModel"))
    workflow.add(Instance("explain", "explain.ShapExplainer"))
    workflow.link("read", "table", "part", "table")
    workflow.link("part", "train", "learn", "table")
    for name in ("apply", "explain"):
        workflow.link("learn", "model", name, "model")
        workflow.link("part", "test", name, "table")
    workflow.layout.update({name: [0, 80 * place] for place, name in enumerate(workflow.nodes)})
    person = hand(workflow)
    person.session.engine.answers["arrange"] = lambda params: arranging.arrange(None, params)  # type: ignore
    person.session.select([])
    do(person, "edit.arrange")
    canvas = person.view.canvas
    qtbot.waitUntil(lambda: canvas.node_rect("apply").x() == person.place("apply")[0] > 0)
    bent = [text for text in person.workflow.layout if " -> " in text]
    assert "part.test -> apply.table" in bent
    for link, wire in canvas.graph.wires.items():
        others = [shape.rect for name, shape in canvas.graph.nodes.items() if name not in (link.source, link.target)]
        points = [wire.path.pointAtPercent(part / 200) for part in range(201)]
        assert not any(rect.contains(point) for rect in others for point in points), link
    person.undo()
    assert not any(" -> " in text for text in person.workflow.layout)


def test_nodes_are_disabled_and_bypassed_and_run_again(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    do(person, "node.bypass")
    assert person.workflow.nodes["c"].mode == "bypass"
    do(person, "node.disable")
    assert person.workflow.nodes["c"].mode == "disabled"
    do(person, "node.disable")
    assert person.workflow.nodes["b"].mode == "run"


def test_a_node_is_detached_and_connected_in_series_again(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b"])
    do(person, "wire.detach")
    assert person.workflow.links_into("c") == [Link("a", "table", "c", "table")]
    assert not person.workflow.links_out_of("b")
    person.session.select(["a", "b"])
    do(person, "wire.series")
    assert person.workflow.links_into("b") == [Link("a", "table", "b", "table")]


def test_a_component_is_made_entered_left_and_unpacked(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    person.key("Ctrl+M")
    assert person.session.selection == ("component",)
    assert set(person.workflow.nodes) == {"a", "d", "component"}
    assert person.workflow.links_into("d") == [Link("component", "table", "d", "table")]
    assert not person.session.document.workflow.problems()[1:]
    person.double_click(person.middle("component"))
    assert person.session.path == ("component",)
    assert {"b", "c"} < set(person.workflow.nodes)
    person.key("Alt+Up")
    assert person.session.path == ()
    assert person.session.selection == ("component",)
    person.key("Ctrl+Shift+M")
    assert set(person.workflow.nodes) == {"a", "b", "c", "d"}
    assert set(person.workflow.links) == set(chain().links)
    for _ in range(2):
        person.undo()
    assert person.session.document.workflow == chain()


def test_a_component_is_shared_as_a_file_and_put_in_from_it(hand: Maker, tmp_path: Path, qtbot: QtBot) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    do(person, "component.make")
    inside = person.workflow.nodes["component"].workflow
    assert inside is not None
    file = tmp_path / "part.knode"
    sharing.save(person.view, inside, file)
    qtbot.waitUntil(file.exists)
    sharing.insert(person.view, file)
    qtbot.waitUntil(lambda: person.session.selection == ("component_2",))
    assert person.workflow.nodes["component_2"].workflow == inside


def test_a_node_is_renamed_where_it_stands(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b"])
    person.key("F2")
    QTest.keyClicks(editor(person), "By date")
    QTest.keyClick(editor(person), Qt.Key.Key_Return)
    assert person.workflow.nodes["b"].label == "By date"
    person.key("F2")
    QTest.keyClicks(editor(person), "nothing")
    QTest.keyClick(editor(person), Qt.Key.Key_Escape)
    assert person.workflow.nodes["b"].label == "By date"


def test_a_note_is_added_written_and_coloured(hand: Maker) -> None:
    person = hand(chain())
    person.key("Ctrl+Alt+N")
    QTest.keyClicks(editor(person), "# Why")
    QTest.keyClick(editor(person), Qt.Key.Key_Return)
    QTest.keyClicks(editor(person), "because")
    QTest.keyClick(editor(person), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    do(person, "colour.violet")
    (note,) = person.workflow.annotations
    assert note["text"] == ["# Why", "because"]
    assert note["colour"] == "violet"


def test_a_double_click_edits_a_note(hand: Maker) -> None:
    workflow = chain()
    note = {"id": "note_1", "kind": "note", "x": 100, "y": 200, "width": 160, "height": 96, "text": ["Old"]}
    workflow.annotations = [{**note, "colour": "yellow"}]
    person = hand(workflow)
    person.double_click((160, 250))
    QTest.keyClicks(editor(person), "New")
    person.click((600, 400))
    assert person.workflow.annotations[0]["text"] == ["New"]


def test_nodes_are_framed_collapsed_expanded_and_set_free(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b", "c"])
    person.key("Ctrl+G")
    QTest.keyClicks(editor(person), "Sorting")
    QTest.keyClick(editor(person), Qt.Key.Key_Return)
    assert person.workflow.annotations[0]["title"] == "Sorting"
    do(person, "frame.collapse")
    assert person.workflow.annotations[0]["collapsed"] is True
    assert person.view.canvas.node_at(QPointF(*person.middle("c"))) is None
    do(person, "frame.collapse")
    do(person, "frame.dissolve")
    assert not person.workflow.annotations
    assert "b" in person.workflow.nodes


def test_swapping_the_type_keeps_the_wires(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b"])
    do(person, "node.swap")
    popup = next(each for each in person.view.findChildren(QuickAdd) if each.isVisible())
    QTest.keyClicks(popup.field, "row filter")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert person.workflow.nodes["b"].type == "prep.RowFilter"
    assert len(person.workflow.links) == 3


def test_a_search_for_one_node_closes_with_either_enter_and_says_so(hand: Maker) -> None:
    person = hand(chain())
    person.session.select(["b"])
    do(person, "node.swap")
    popup = next(each for each in person.view.findChildren(QuickAdd) if each.isVisible())
    assert popup.foot.text() == "Enter chooses  ·  Esc closes"
    QTest.keyClicks(popup.field, "row filter")
    QTest.keyClick(popup.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.workflow.nodes["b"].type == "prep.RowFilter"
    assert not popup.isVisible()


def test_a_new_note_covers_no_node_and_no_other_note(hand: Maker) -> None:
    person = hand(chain())
    person.view.look(QPointF(*person.middle("b")), 1.0)
    for _ in range(2):
        do(person, "note.add")
        QTest.keyClicks(editor(person), "why")
        QTest.keyClick(editor(person), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    canvas = person.view.canvas
    first, second = (note.rect for note in canvas.annotations.notes.values())
    assert not first.intersects(second)
    assert not any(
        canvas.node_rect(node).intersects(note) for node in person.workflow.nodes for note in (first, second)
    )
    assert person.view.visible_rect().contains(second)


@pytest.mark.parametrize(
    ("at", "names", "others"),
    [
        ((274, 70), {"node.rename", "edit.delete", "node.bypass"}, {"component.unpack", "note.add"}),
        ((700, 400), {"note.add", "select.all"}, {"edit.delete", "component.leave"}),
    ],
)
def test_the_menu_holds_what_can_be_done_to_what_is_under_the_mouse(
    hand: Maker, at: tuple[float, float], names: set[str], others: set[str]
) -> None:
    person = hand(chain())
    person.view.context_requested.emit(QPoint(10, 10), QPointF(*at))
    menu = next(each for each in person.view.findChildren(QMenu, "canvasMenu") if each.isVisible())
    found = {action.objectName() for action in menu.actions()}
    menu.close()
    assert names <= found
    assert not others & found


def test_a_label_that_is_renamed_is_in_sight_as_a_whole(hand: Maker) -> None:
    person = hand(made(a=("io.TableCreator", 0, 0)))
    person.session.select(["a"])
    do(person, "node.rename")
    field = editor(person)
    narrow = field.width()
    QTest.keyClicks(field, "Customers as they were observed in May")
    assert narrow < field.width() <= person.view.viewport().width()
    assert field.horizontalScrollBar().maximum() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
