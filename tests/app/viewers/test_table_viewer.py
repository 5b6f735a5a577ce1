"""The table viewer with a real mouse and keyboard, over real stored tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from knode.app import theme
from knode.app.viewers.table import copying
from knode.app.viewers.table.export import ExportDialog
from knode.app.viewers.table.filter_form import FilterForm
from knode.app.viewers.table.row_field import RowField
from knode.app.viewers.table.statistics_card import StatisticsCard
from knode.app.viewers.table.viewer import TableViewer
from knode.core.spec import TableSpec
from knode.host.protocol import NodeStatus, PortStatus, Problem, StatusesEvent
from knode.host.table_protocol import MissingFilter, RangeFilter, ValuesFilter
from tests.app.viewers.engine import TableEngine
from tests.host.table_host import mixed

Make = Callable[..., TableViewer]
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def numbered(rows: int = 1_000) -> pd.DataFrame:
    numbers = np.arange(rows)
    return pd.DataFrame({"n": numbers, "half": numbers / 2, "word": [f"w{n % 10}" for n in numbers]})


def column(viewer: TableViewer, number: int, first: int = 0, count: int = 5) -> list[str]:
    model = viewer.grid.model
    return [model.text(row, number) for row in range(first, min(first + count, model.rowCount()))]


def press_header(qtbot: QtBot, viewer: TableViewer, number: int, modifiers: Any = NO_KEYS) -> None:
    header = viewer.grid.pane_of(number).header
    place = QPoint(header.sectionViewportPosition(number) + 20, 30)
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        qtbot.mouseClick(header.viewport(), LEFT, modifiers, place)
    qtbot.waitUntil(lambda: bool(viewer.grid.model.text(0, 0)))


def cell_place(viewer: TableViewer, row: int, number: int) -> QPoint:
    return viewer.grid.pane_of(number).visualRect(viewer.grid.model.index(row, number)).center()


def click(qtbot: QtBot, viewer: TableViewer, row: int, number: int, modifiers: Any = NO_KEYS) -> None:
    viewport = viewer.grid.pane_of(number).viewport()
    qtbot.mouseClick(viewport, LEFT, modifiers, cell_place(viewer, row, number))


# ---- opening


def test_a_finished_node_shows_its_table(make_viewer: Make) -> None:
    viewer = make_viewer(numbered())
    assert viewer.toolbar.count.text() == "1,000 rows × 3 columns"
    assert column(viewer, 0) == ["0", "1", "2", "3", "4"]
    assert column(viewer, 1) == ["0.0", "0.5", "1.0", "1.5", "2.0"]


def test_every_form_of_column_is_painted(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(mixed(), size=(3_500, 400))
    shown = viewer.grid.shown_columns()
    assert shown == viewer.grid.visible_columns()
    qtbot.waitUntil(lambda: all(viewer.grid.model.text(0, number) for number in shown))
    assert not viewer.grab().isNull()


def test_a_table_without_rows_says_how_many_columns_it_has(make_viewer: Make) -> None:
    viewer = make_viewer(numbered(0))
    assert viewer.toolbar.count.text() == "0 rows × 3 columns"


@pytest.mark.parametrize(
    ("status", "title", "can_run"),
    [
        (None, "Not run yet", True),
        (NodeStatus(state="ready"), "Not run yet", True),
        (NodeStatus(state="running"), "Running …", False),
        (NodeStatus(state="queued"), "Waiting for its turn …", False),
        (NodeStatus(state="skipped"), "The node was skipped", True),
        (NodeStatus(state="disabled"), "The node is switched off", False),
        (NodeStatus(state="idle", error=Problem(kind="X", message="Set path.")), "The node cannot run yet", False),
        (NodeStatus(state="failed", error=Problem(kind="X", message="No.", hint="Try.")), "The node failed", True),
    ],
)
def test_a_node_without_a_table_says_why_and_what_to_do(
    make_viewer: Make, table_engine: TableEngine, status: NodeStatus | None, title: str, can_run: bool
) -> None:
    viewer = make_viewer(numbered(), finish=False)
    if status is not None:
        table_engine.tell(StatusesEvent(statuses={"reader": status}))
    assert viewer.stack.currentWidget() is viewer.page
    assert viewer.page.title.text() == title
    assert viewer.page.button.isVisible() == can_run
    if status is not None and status.error is not None:
        assert viewer.page.text.text() == f"{status.error.message} {status.error.hint}".strip()


def test_the_button_runs_up_to_the_node(make_viewer: Make, table_engine: TableEngine, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered(), finish=False)
    qtbot.mouseClick(viewer.page.button, LEFT)
    assert [params.to for name, params in table_engine.asked if name == "run.start"] == [("reader",)]


def test_a_table_that_cannot_be_opened_says_so(make_viewer: Make, table_engine: TableEngine, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered(), finish=False)
    for file in (table_engine.host.folder / ".knode" / "objects").iterdir():
        file.unlink()
    table_engine.finish()
    qtbot.waitUntil(lambda: viewer.page.title.text() == "The table cannot be shown")
    assert "gone" in viewer.page.text.text()


def test_an_older_result_is_shown_and_said_to_be_one(make_viewer: Make, table_engine: TableEngine) -> None:
    viewer = make_viewer(numbered())
    table_engine.finish(state="ready", stale=True)
    assert viewer.banner.isVisible()
    assert viewer.banner.label.text().startswith("This is the result from before the last change.")
    assert column(viewer, 0, count=2) == ["0", "1"]
    table_engine.finish()
    assert not viewer.banner.isVisible()


def test_place_and_arrangement_stay_when_the_node_runs_again(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    press_header(qtbot, viewer, 0)
    press_header(qtbot, viewer, 0)
    viewer.hide_column((False, "half"), True)
    viewer.grid.go_to(500, 0)
    top = viewer.grid.top
    table_engine.host.put(numbered().assign(n=lambda t: t["n"] * 10))
    table_engine.finish(state="running")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        table_engine.finish()
    qtbot.waitUntil(lambda: column(viewer, 0, 500, 1) == ["4,990"])
    assert (viewer.grid.top, viewer.grid.current) == (top, (500, 0))
    assert viewer.grid.shown_columns() == [0, 2]


def test_the_same_result_again_is_not_opened_anew(make_viewer: Make, table_engine: TableEngine, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    source = viewer.look.source
    table_engine.finish(state="running")
    table_engine.finish()
    qtbot.waitUntil(lambda: table_engine.names().count("table.close") == 1)
    assert viewer.look.source is source
    assert column(viewer, 0, count=1) == ["0"]


def test_roles_and_missing_shares_stand_in_the_header(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    table = numbered().assign(half=lambda t: t["half"].where(t["n"] % 4 != 0))
    viewer = make_viewer(table)
    table_engine.finish(spec=TableSpec.of(table, {"word": "target"}))
    qtbot.waitUntil(lambda: len(viewer.grid.statistics) == 3)
    assert [viewer.grid.facts(number) for number in range(3)] == ["int64", "float64 · 25% missing", "str · target"]


def test_a_table_that_the_engine_has_forgotten_is_opened_again(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    table_engine.forget_tables()
    press_header(qtbot, viewer, 0)
    press_header(qtbot, viewer, 0)
    assert column(viewer, 0, count=1) == ["999"]
    assert table_engine.names().count("table.open") == 2


# ---- sorting and filtering


def test_clicks_on_a_header_sort_up_down_and_not(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    press_header(qtbot, viewer, 2)
    assert column(viewer, 0, count=2) == ["0", "10"]
    assert list(viewer.grid.marks(2)) == ["sort-up"]
    press_header(qtbot, viewer, 2)
    assert column(viewer, 0, count=2) == ["9", "19"]
    press_header(qtbot, viewer, 2)
    assert column(viewer, 0, count=2) == ["0", "1"]


def test_shift_adds_a_key(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    press_header(qtbot, viewer, 2)
    press_header(qtbot, viewer, 0, SHIFT)
    press_header(qtbot, viewer, 0, SHIFT)
    assert column(viewer, 0, count=2) == ["990", "980"]
    assert (list(viewer.grid.marks(2)), list(viewer.grid.marks(0))) == (["sort-up:1"], ["sort-down:2"])


def test_an_order_that_cannot_be_had_is_explained_and_taken_back(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(pd.DataFrame({"n": [1, 2], "l": [[1], [2]]}))
    viewer.sort_column((False, "l"), False)
    qtbot.waitUntil(viewer.banner.isVisible)
    assert "no order to sort by" in viewer.banner.label.text()
    assert viewer.arrangement.sort == []


def form_of(viewer: TableViewer, name: str, qtbot: QtBot, wanted: int = 0) -> FilterForm:
    form = viewer.filter_column((False, name))
    assert form is not None
    qtbot.waitUntil(lambda: form.values.count() >= wanted and bool(form.low.placeholderText() or wanted))
    return form


def test_a_range_is_typed_and_shown_as_a_chip(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    form = form_of(viewer, "n", qtbot)
    assert (form.low.placeholderText(), form.high.placeholderText()) == ("0", "999")
    qtbot.keyClicks(form.low, "10")
    qtbot.keyClicks(form.high, "1,0")
    form.high.setText("19")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        qtbot.keyClick(form.high, Qt.Key.Key_Return)
    assert viewer.toolbar.count.text() == "10 of 1,000 rows"
    texts = [button.text() for button in viewer.chips.findChildren(QToolButton) if button.text()]
    assert texts == ["n from 10 to 19"]
    assert viewer.arrangement.filters == [((False, "n"), RangeFilter(column=0, low=10, high=19))]


def test_values_are_chosen_from_those_that_there_are(make_viewer: Make, qtbot: QtBot) -> None:
    table = numbered(50)
    table.loc[3, "word"] = None
    viewer = make_viewer(table)
    form = form_of(viewer, "word", qtbot, wanted=11)
    for row in range(form.values.count()):
        if form.values.item(row).text() in ("w4  (5)", "missing  (1)"):
            form.values.item(row).setCheckState(Qt.CheckState.Checked)
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        form.apply()
    qtbot.waitUntil(lambda: column(viewer, 0, count=6) == ["3", "4", "14", "24", "34", "44"])
    assert viewer.arrangement.filters[0][1] == ValuesFilter(column=2, values=("w4", None))


def test_a_chip_takes_its_filter_away_and_clear_all_takes_all(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    for name, condition in (("n", RangeFilter(column=0, low=500)), ("half", MissingFilter(column=1, inverted=True))):
        viewer.arrangement.add_filter((False, name), condition)
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.look.put_in_order(viewer.arrangement)
    drops = [b for b in viewer.chips.findChildren(QToolButton) if b.accessibleName() == "Take away: n from 500"]
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        qtbot.mouseClick(drops[0], LEFT)
    assert viewer.toolbar.count.text().startswith("1,000 rows")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.show_all_rows()
    assert not viewer.chips.isVisible()


def test_only_rows_with_the_text_are_shown_on_demand(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    qtbot.keyClicks(viewer.toolbar.field, "W7")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.toolbar.only.click()
    assert viewer.toolbar.count.text() == "100 of 1,000 rows"
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.toolbar.field.clear()
    assert viewer.toolbar.count.text().startswith("1,000 rows")


# ---- finding, going


def test_find_goes_from_one_cell_to_the_next(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    viewer.grid.main.setFocus()
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_F, CONTROL)
    assert viewer.toolbar.field.hasFocus()
    qtbot.keyClicks(viewer.toolbar.field, "w3")
    qtbot.keyClick(viewer.toolbar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.grid.current == (3, 2))
    qtbot.keyClick(viewer.toolbar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.grid.current == (13, 2))
    qtbot.keyClick(viewer.toolbar.field, Qt.Key.Key_Return, SHIFT)
    qtbot.waitUntil(lambda: viewer.grid.current == (3, 2))
    qtbot.keyClick(viewer.toolbar.field, Qt.Key.Key_Escape)
    assert viewer.grid.has_focus()


def test_what_is_not_there_is_said(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    qtbot.keyClicks(viewer.toolbar.field, "elk")
    qtbot.keyClick(viewer.toolbar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.toolbar.note.text() == "Not found")


def test_a_row_is_gone_to_by_its_number(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    qtbot.keyClick(viewer.grid.main, Qt.Key.Key_G, CONTROL)
    field = viewer.findChild(RowField)
    assert field is not None
    qtbot.keyClicks(field.field, "5000")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    assert field.problem.text() == "A whole number from 0 to 999"
    field.field.clear()
    qtbot.keyClicks(field.field, "700")
    qtbot.keyClick(field.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.grid.current == (700, 0))
    assert viewer.grid.top <= 700 < viewer.grid.top + viewer.grid.page


def test_a_row_keeps_its_number_however_rows_are_sorted_and_filtered(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(numbered())
    viewer.sort_column((False, "n"), True)
    viewer.arrangement.add_filter((False, "n"), RangeFilter(column=0, low=100))
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.look.put_in_order(viewer.arrangement)
    viewer.go_to_row(990)
    qtbot.waitUntil(lambda: viewer.grid.current == (9, 0))
    assert viewer.grid.row_names()[9] == "990"
    viewer.go_to_row(50)
    qtbot.waitUntil(lambda: viewer.toolbar.note.text() == "Row 50 is not among those shown")


def test_row_labels_are_frozen_until_somebody_lets_them_go(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered(20).set_index(pd.Index([f"r{n}" for n in range(20)], name="key")))
    assert viewer.grid.frozen.shown_columns() == [0]
    viewer.freeze_column((True, "key"), False)
    table_engine.host.put(numbered(30).set_index(pd.Index([f"r{n}" for n in range(30)], name="key")))
    table_engine.finish(state="running")
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        table_engine.finish()
    assert viewer.grid.frozen.shown_columns() == []


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
