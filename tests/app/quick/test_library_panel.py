"""The library panel, by keyboard and mouse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QMenu

from knode.app.quick.hit_list import NODE_MIME
from knode.app.quick.library_panel import LibraryPanel, entry_at
from knode.app.quick.library_tree import SECTION, LibraryTree
from knode.app.quick.shelf import catalogue, habits, keep_habits
from knode.app.quick.topic import topic
from knode.core.registry import REGISTRY


@pytest.fixture
def panel(qtbot: Any, make_session: Any, config_folder: Path) -> LibraryPanel:
    assert catalogue().entries
    made = LibraryPanel(make_session())
    qtbot.addWidget(made)
    made.resize(280, 700)
    made.show()
    return made


def sections(tree: LibraryTree) -> list[QModelIndex]:
    model = tree.model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def rows_in(tree: LibraryTree, section: QModelIndex) -> list[QModelIndex]:
    return [tree.model().index(row, 0, section) for row in range(tree.model().rowCount(section))]


def row_of(tree: LibraryTree, type_id: str) -> QModelIndex:
    """The row in the node's pack, which comes after favourites and recent ones."""
    rows = [row for one in sections(tree) for row in rows_in(tree, one)]
    return [row for row in rows if (entry := entry_at(row)) is not None and entry.type == type_id][-1]


def nodes(panel: LibraryPanel) -> set[str]:
    return {one.type for one in panel._session.workflow.nodes.values()}


def test_every_node_stands_in_its_pack(panel: LibraryPanel) -> None:
    tree = panel.tree
    shown = {one.data(SECTION): [entry_at(row) for row in rows_in(tree, one)] for one in sections(tree)}
    known = {pack: [cls for cls in REGISTRY.all() if cls.pack == pack] for pack in shown}
    assert {pack: {one.cls for one in rows if one} for pack, rows in shown.items()} == {
        p: set(c) for p, c in known.items()
    }
    assert sum(len(those) for those in known.values()) == len(REGISTRY.all())
    assert sections(tree)[0].data() == "Input and output"
    assert [one.data(SECTION) for one in sections(tree)][:3] == ["io", "prep", "learn"]


def test_nodes_of_a_large_pack_stand_below_the_names_of_their_shelves(qtbot: Any, panel: LibraryPanel) -> None:
    tree = panel.tree
    prep = sections(tree)[1]
    shelf = ""
    for row in rows_in(tree, prep):
        entry = entry_at(row)
        shelf = row.data() if entry is None else shelf
        assert entry is None or entry.cls.shelf == shelf
    last = [
        row for row in rows_in(tree, prep) if (entry := entry_at(row)) is not None and entry.cls.shelf == "Columns"
    ][-1]
    tree.setCurrentIndex(last)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert panel.current().cls.shelf == "Dates"  # type: ignore[union-attr]


def test_a_double_click_adds_a_node(qtbot: Any, panel: LibraryPanel) -> None:
    row = row_of(panel.tree, "io.ExampleData")
    panel.tree.scrollTo(row)
    at = panel.tree.visualRect(row).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert nodes(panel) == {"io.ExampleData"}


def test_search_and_enter_add_the_best_hit(qtbot: Any, panel: LibraryPanel) -> None:
    qtbot.keyClicks(panel.field, "vlookup")
    assert panel.hits.isVisible()
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert nodes(panel) == {"prep.Joiner"}


def test_the_keyboard_alone_reaches_every_node(qtbot: Any, panel: LibraryPanel) -> None:
    panel.field.setFocus()
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    panel.tree.setCurrentIndex(sections(panel.tree)[0])
    qtbot.keyClick(panel.tree, Qt.Key.Key_Down)
    wanted = panel.current()
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert wanted is not None
    assert nodes(panel) == {wanted.type}


def test_down_and_up_in_the_field_go_through_the_hits(qtbot: Any, panel: LibraryPanel) -> None:
    qtbot.keyClicks(panel.field, "csv")
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.current().type == "io.CsvWriter"  # type: ignore[union-attr]
    qtbot.keyClick(panel.field, Qt.Key.Key_Up)
    assert panel.current().type == "io.CsvReader"  # type: ignore[union-attr]


def test_escape_brings_the_packs_back(qtbot: Any, panel: LibraryPanel) -> None:
    qtbot.keyClicks(panel.field, "qqzz")
    assert panel.nothing.isVisible()
    qtbot.keyClick(panel.field, Qt.Key.Key_Escape)
    assert panel.tree.isVisible()
    assert panel.field.text() == ""


def test_ctrl_d_marks_a_favourite_which_stands_above_the_packs(qtbot: Any, panel: LibraryPanel) -> None:
    panel.tree.setCurrentIndex(row_of(panel.tree, "prep.Joiner"))
    qtbot.keyClick(panel.tree, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert habits().favourites == ["prep.Joiner"]
    assert sections(panel.tree)[0].data() == "Favourites"
    assert panel.current().type == "prep.Joiner"  # type: ignore[union-attr]
    qtbot.keyClick(panel.tree, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert habits().favourites == []
    assert sections(panel.tree)[0].data() == "Input and output"


def test_the_menu_says_what_can_be_done(qtbot: Any, panel: LibraryPanel) -> None:
    panel.tree.setCurrentIndex(row_of(panel.tree, "prep.Joiner"))
    panel.tree.customContextMenuRequested.emit(panel.tree.rect().center())
    menu = panel.findChild(QMenu)
    assert [action.text().partition("\t")[0] for action in menu.actions()] == ["Add to the canvas", "Add to favourites"]
    menu.actions()[0].trigger()
    assert nodes(panel) == {"prep.Joiner"}
    menu.close()


def test_what_was_used_last_stands_above_the_packs(qtbot: Any, panel: LibraryPanel) -> None:
    qtbot.keyClicks(panel.field, "sorter")
    qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    panel.field.clear()
    recent = sections(panel.tree)[0]
    assert recent.data() == "Recently used"
    assert entry_at(panel.tree.model().index(0, 0, recent)).type == "prep.Sorter"  # type: ignore[union-attr]


def test_what_was_added_elsewhere_stands_there_at_once(panel: LibraryPanel) -> None:
    habits().count_added("prep.Joiner")
    keep_habits()
    recent = sections(panel.tree)[0]
    assert entry_at(panel.tree.model().index(0, 0, recent)).type == "prep.Joiner"  # type: ignore[union-attr]


def test_a_folded_pack_stays_folded(panel: LibraryPanel) -> None:
    panel.tree.collapse(sections(panel.tree)[1])
    panel.refresh()
    assert not panel.tree.isExpanded(sections(panel.tree)[1])
    assert panel.tree.isExpanded(sections(panel.tree)[0])


def test_a_click_on_a_pack_folds_it(qtbot: Any, panel: LibraryPanel) -> None:
    at = panel.tree.visualRect(sections(panel.tree)[0]).center()
    qtbot.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert not panel.tree.isExpanded(sections(panel.tree)[0])


def test_rows_and_hits_can_be_dragged_and_packs_cannot(qtbot: Any, panel: LibraryPanel) -> None:
    row = row_of(panel.tree, "prep.Joiner")
    assert bytes(panel.tree.model().mimeData([row]).data(NODE_MIME).data()) == b"prep.Joiner"
    assert not panel.tree.model().flags(sections(panel.tree)[0]) & Qt.ItemFlag.ItemIsDragEnabled
    qtbot.keyClicks(panel.field, "csv reader")
    hit = panel.hits.found.index(0)
    assert panel.hits.found.flags(hit) & Qt.ItemFlag.ItemIsDragEnabled
    assert bytes(panel.hits.found.mimeData([hit]).data(NODE_MIME).data()) == b"io.CsvReader"


def test_what_is_pointed_at_is_the_topic_of_help(panel: LibraryPanel) -> None:
    panel.tree.setCurrentIndex(row_of(panel.tree, "prep.Joiner"))
    assert topic().type == "prep.Joiner"
    topic().clear()


def test_after_adding_help_is_about_the_new_node(qtbot: Any, panel: LibraryPanel) -> None:
    panel.tree.setCurrentIndex(row_of(panel.tree, "prep.Joiner"))
    qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert topic().type == ""
    assert panel._session.selection == ("joiner",)


def test_the_action_leads_to_the_field(driver: Any) -> None:
    driver.show()
    driver.do("quick.library")
    panel = driver.panel("library")
    driver.wait(lambda: panel.tree.model().rowCount() > 0)
    driver.qtbot.keyClicks(panel.field, "example")
    driver.qtbot.keyClick(panel.field, Qt.Key.Key_Return)
    assert "example_data" in driver.workflow.nodes
    middle = driver.view.visible_rect().center()
    assert driver.view.canvas.node_rect("example_data").adjusted(-20, -20, 20, 20).contains(middle)
