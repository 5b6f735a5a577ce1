"""The table viewer under keys, wheel and mouse: walking, freezing, statistics, copying and export."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from knode.app import theme
from knode.app.viewers.table import copying
from knode.app.viewers.table.export import ExportDialog
from knode.app.viewers.table.statistics_card import StatisticsCard
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from knode.host.table_protocol import RangeFilter
from tests.app.viewers.engine import TableEngine
from tests.app.viewers.hands import (
    CONTROL,
    LEFT,
    NO_KEYS,
    SHIFT,
    Make,
    cell_place,
    click,
    numbered,
)
from tests.host.table_host import mixed


def test_the_look_follows_the_theme(make_viewer: Make) -> None:
    viewer = make_viewer(numbered())
    before = viewer.grab().toImage().pixelColor(5, 395)
    try:
        theme.switch().follow("dark" if theme.current().name == "light" else "light")
        assert viewer.grab().toImage().pixelColor(5, 395) != before
    finally:
        theme.switch().follow("light")


def test_keys_walk_over_cells_and_the_rows_follow(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    pane, grid = viewer.grid.main, viewer.grid
    click(qtbot, viewer, 2, 1)
    assert grid.current == (2, 1)
    for key, modifiers, expected in (
        (Qt.Key.Key_Down, None, (3, 1)),
        (Qt.Key.Key_Right, None, (3, 2)),
        (Qt.Key.Key_Home, None, (3, 0)),
        (Qt.Key.Key_PageDown, None, (3 + grid.page, 0)),
        (Qt.Key.Key_End, CONTROL, (999, 2)),
        (Qt.Key.Key_Up, None, (998, 2)),
        (Qt.Key.Key_Up, CONTROL, (0, 2)),
    ):
        qtbot.keyClick(pane, key, modifiers or NO_KEYS)
        assert grid.current == expected
        assert grid.top <= expected[0] < grid.top + grid.page


def test_the_wheel_scrolls_rows(make_viewer: Make) -> None:
    viewer = make_viewer(numbered())
    viewer.grid.bar.setValue(100)
    assert viewer.grid.top == 100
    assert viewer.grid.row_names()[0] == "100"


def test_keys_of_the_table_go_before_those_of_the_window(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    heard: list[str] = []
    for keys in ("Ctrl+F", "Home", "Ctrl+C"):
        QShortcut(keys, viewer, activated=lambda keys=keys: heard.append(keys))
    click(qtbot, viewer, 2, 1)
    for key, modifiers in ((Qt.Key.Key_Home, NO_KEYS), (Qt.Key.Key_F, CONTROL)):
        qtbot.keyClick(viewer.grid.main, key, modifiers)
    assert heard == []


# ---- columns


def test_a_frozen_column_stays_at_the_left(make_viewer: Make) -> None:
    viewer = make_viewer(mixed())
    viewer.freeze_column((False, "text"), True)
    grid = viewer.grid
    assert grid.shown_columns()[0] == 5
    assert grid.frozen.isVisible()
    grid.main.horizontalScrollBar().setValue(400)
    assert 5 in grid.visible_columns()
    assert 0 not in grid.visible_columns()
    viewer.freeze_column((False, "text"), False)
    assert not grid.frozen.isVisible()


def test_keys_go_from_frozen_columns_to_the_others(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    viewer.freeze_column((False, "word"), True)
    click(qtbot, viewer, 1, 2)
    assert viewer.grid.frozen.hasFocus()
    qtbot.keyClick(viewer.grid.frozen, Qt.Key.Key_Right)
    assert (viewer.grid.current, viewer.grid.main.hasFocus()) == ((1, 0), True)


def test_the_menu_of_a_column_opens_by_keyboard_and_hides_it(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    click(qtbot, viewer, 1, 1)
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    menu = viewer.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == "Hide").trigger()
    menu.close()
    assert viewer.grid.shown_columns() == [0, 2]
    viewer.hide_column((False, "half"), False)
    assert viewer.grid.shown_columns() == [0, 1, 2]


def test_statistics_are_asked_only_of_columns_on_the_screen(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    table = pd.DataFrame({f"c{n}": [n, n + 1] for n in range(40)})
    viewer = make_viewer(table, size=(500, 300))
    seen = viewer.grid.visible_columns()
    qtbot.waitUntil(lambda: set(viewer.grid.statistics) == set(seen))
    qtbot.wait(50)
    asked = {params.column for name, params in table_engine.asked if name == "table.statistics"}
    assert asked == set(seen)
    assert len(seen) < 10


def test_the_card_of_a_column_shows_all_its_figures(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    card = viewer.describe_column((False, "n"))
    assert isinstance(card, StatisticsCard)
    qtbot.waitUntil(lambda: "499.5" in labels(card))
    assert {"Median", "1,000", "Standard deviation"} <= set(labels(card))
    card.close()


def labels(card: StatisticsCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel)]


# ---- out of the table


def test_cells_are_copied_as_a_spreadsheet_takes_them(make_viewer: Make, qtbot: QtBot) -> None:
    table = numbered(20).assign(word=['say "hi"\tthere', None, *["x"] * 18], n=lambda t: t["n"] * 1_000)
    viewer = make_viewer(table)
    click(qtbot, viewer, 0, 0)
    click(qtbot, viewer, 1, 2, SHIFT)
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_C, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: viewer.toolbar.note.text() == "2 rows copied")
    expected = 'n\thalf\tword\n0\t0.0\t"say ""hi""\tthere"\n1000\t0.5\t'
    assert QGuiApplication.clipboard().text() == expected


def test_more_than_the_clipboard_is_meant_for_is_cut_and_said(
    make_viewer: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "MOST_CELLS", 30)
    viewer = make_viewer(numbered())
    viewer.grid.main.setFocus()
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_A, CONTROL)
    assert viewer.grid.block.cells == 3_000
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_C, CONTROL)
    qtbot.waitUntil(lambda: viewer.toolbar.note.text().startswith("Only the first 10 of 1,000 rows"))
    assert len(QGuiApplication.clipboard().text().splitlines()) == 10


def test_a_drag_selects_a_block(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    viewport = viewer.grid.main.viewport()
    qtbot.mousePress(viewport, LEFT, pos=cell_place(viewer, 1, 0))
    place = QPointF(cell_place(viewer, 4, 1))
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, viewport.mapToGlobal(place), Qt.MouseButton.NoButton, LEFT, NO_KEYS
    )
    QApplication.sendEvent(viewport, move)
    qtbot.mouseRelease(viewport, LEFT, pos=cell_place(viewer, 4, 1))
    assert viewer.grid.block == (1, 5, (0, 1))
    assert {(index.row(), index.column()) for index in viewer.grid.selection.selectedIndexes()} == {
        (row, number) for row in range(1, 5) for number in (0, 1)
    }


def test_what_is_shown_is_exported(make_viewer: Make, qtbot: QtBot, tmp_path: Path) -> None:
    viewer = make_viewer(numbered())
    viewer.arrangement.add_filter((False, "n"), RangeFilter(column=0, high=1))
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.look.put_in_order(viewer.arrangement)
    viewer.hide_column((False, "half"), True)
    viewer.taking.export(str(tmp_path / "out.csv"), "csv")
    qtbot.waitUntil(lambda: viewer.toolbar.note.text() == "2 rows written to out.csv")
    assert (tmp_path / "out.csv").read_text() == "n,word\n0,w0\n1,w1\n"


def test_an_export_that_fails_says_why(make_viewer: Make, qtbot: QtBot, tmp_path: Path) -> None:
    viewer = make_viewer(numbered())
    viewer.taking.export(str(tmp_path / "nowhere" / "out.csv"), "csv")
    qtbot.waitUntil(viewer.banner.isVisible)
    assert "nowhere" in viewer.banner.label.text()


def test_the_format_of_an_export_follows_the_name_or_the_chosen_kind(
    make_viewer: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    viewer = make_viewer(numbered(3))
    viewer.ask_export()
    dialog = viewer.findChild(ExportDialog)
    assert dialog is not None
    assert dialog.isVisible()
    wanted: list[tuple[str, str]] = []
    dialog.wanted.disconnect()
    dialog.wanted.connect(lambda path, kind: wanted.append((path, kind)))
    dialog.selectNameFilter("Parquet (*.parquet)")
    for name in ("a.xlsx", "b"):
        dialog.fileSelected.emit(str(tmp_path / name))
    assert wanted == [(str(tmp_path / "a.xlsx"), "xlsx"), (str(tmp_path / "b.parquet"), "parquet")]
    dialog.close()


def test_a_component_gives_its_ports_by_name(make_viewer: Make, table_engine: TableEngine) -> None:
    make_viewer(numbered(), finish=False)
    other = {"other": PortStatus(kind="table", available=True)}
    table_engine.tell(StatusesEvent(statuses={"reader": NodeStatus(state="done", outputs=other)}))
    assert "table.open" not in table_engine.names()
