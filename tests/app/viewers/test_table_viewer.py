"""The table viewer with a real mouse and keyboard, over real stored tables."""

from __future__ import annotations

import pandas as pd
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from knode.app import theme
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.filter_form import FilterForm
from knode.app.viewers.table.header import PADDING, fitting, told_apart
from knode.app.viewers.table.row_field import RowField
from knode.app.viewers.table.viewer import TableViewer
from knode.core.errors import NodeFailed
from knode.core.spec import TableSpec
from knode.host.protocol import NodeStatus, PortStatus, Problem, StatusesEvent
from knode.host.table_protocol import TABLE_STATISTICS, AskStatistics, MissingFilter, RangeFilter, ValuesFilter
from knode.host.wording import problem_of
from tests.app.viewers.engine import TableEngine
from tests.app.viewers.hands import (
    CONTROL,
    LEFT,
    SHIFT,
    Make,
    column,
    numbered,
    press_header,
)
from tests.host.table_host import mixed


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


def test_digits_below_each_other_are_all_as_wide(make_viewer: Make) -> None:
    viewer = make_viewer(numbered())
    assert viewer.grid.main.font().featureValue(QFont.Tag("tnum")) == 1


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


def test_why_a_node_failed_is_told_without_its_name(make_viewer: Make, table_engine: TableEngine) -> None:
    viewer = make_viewer(numbered(), finish=False)
    failed = NodeFailed("reader", "Reader", "no column is chosen", port="table")
    table_engine.tell(StatusesEvent(statuses={"reader": NodeStatus(state="failed", error=problem_of(failed))}))
    assert viewer.page.text.text() == "No column is chosen."


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


def test_a_switched_off_node_with_an_older_table_is_told_in_sentences(
    make_viewer: Make, table_engine: TableEngine
) -> None:
    viewer = make_viewer(numbered())
    table_engine.finish(state="disabled")
    text = "The node is switched off. Enable it, or a node before it, to see a result."
    assert viewer.banner.label.text() == text


def test_a_result_that_was_there_already_is_shown_when_an_undo_leads_to_it(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    table_engine.host.put(numbered(7))
    outputs = {"table": PortStatus(kind="table", available=True, result="another")}
    table_engine.tell(StatusesEvent(statuses={"reader": NodeStatus(state="done", outputs=outputs)}))
    qtbot.waitUntil(lambda: viewer.toolbar.count.text() == "7 rows × 3 columns")


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
    assert [viewer.grid.facts(number) for number in range(3)] == [
        ["whole number"],
        ["number", "25% missing"],
        ["text", "target"],
    ]


def test_the_header_says_types_in_words_and_has_room_for_them(make_viewer: Make) -> None:
    days = pd.to_datetime(["2026-01-31", "2026-02-01"])
    table = pd.DataFrame(
        {"at": days.tz_localize("Europe/Zurich"), "d": days, "n": [1, 2], "s": pd.Categorical(["a", "b"])}
    )
    viewer = make_viewer(table)
    grid = viewer.grid
    words = ["date and time (Europe/Zurich)", "date and time", "whole number", "category"]
    assert [grid.facts(number)[0] for number in range(4)] == words
    small = QFontMetrics(theme.font(grid.font().pointSizeF() - 1))
    for number, word in enumerate(words):
        header = grid.pane_of(number).header
        assert fitting([word], small, header.sectionSize(number) - 2 * PADDING) == word
        assert table.dtypes.iloc[number].name in header._tip(number)
        assert fitting([word, "99% missing"], small, header.sectionSize(number) - 2 * PADDING).endswith("99% missing")


def test_where_the_facts_of_a_column_have_no_room_the_type_goes_before_the_share_of_missing_values(
    qapp: object,
) -> None:
    metrics = QFontMetrics(QFont())
    facts = ["date and time", "target", "25% missing"]
    room = metrics.horizontalAdvance("target · 25% missing") + 1
    assert fitting(facts, metrics, 2 * room) == "date and time · target · 25% missing"
    assert fitting(facts, metrics, room) == "target · 25% missing"
    assert fitting(["date and time"], metrics, metrics.horizontalAdvance("date and")).endswith("…")


def test_names_of_columns_that_differ_at_their_ends_are_told_apart_in_the_header(qapp: object) -> None:
    metrics = QFontMetrics(QFont())
    names = [f"average monthly revenue per active user {number}" for number in range(3)]
    shown = [told_apart(name, metrics, metrics.horizontalAdvance(names[0]) // 2) for name in names]
    assert len(set(shown)) == 3
    assert all("…" in one for one in shown)


def test_a_table_that_the_engine_has_forgotten_is_opened_again(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    table_engine.forget_tables()
    press_header(qtbot, viewer, 0)
    press_header(qtbot, viewer, 0)
    assert column(viewer, 0, count=1) == ["999"]
    assert table_engine.names().count("table.open") == 2


def test_many_questions_about_a_forgotten_table_open_it_once(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    qtbot.waitUntil(lambda: len(viewer.grid.statistics) == 3)
    table_engine.forget_tables()
    answers: list[object] = []
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        for number in range(3):
            ask = AskStatistics(view=viewer.look.view, column=number)
            viewer.look.ask(TABLE_STATISTICS, ask, answers.append, answers.append)
    qtbot.waitUntil(lambda: len(viewer.grid.statistics) == 3)
    assert table_engine.names().count("table.open") == 2
    assert answers == []


def test_rows_are_put_in_order_while_a_forgotten_table_is_opened_again(
    make_viewer: Make, table_engine: TableEngine, qtbot: QtBot
) -> None:
    viewer = make_viewer(numbered())
    table_engine.forget_tables()
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        viewer.look.put_in_order(Arrangement(text="w7"))
        qtbot.waitUntil(lambda: table_engine.names().count("table.open") == 2)
        viewer.look.put_in_order(Arrangement(text="w8"))
    qtbot.waitUntil(lambda: column(viewer, 0, count=2) == ["8", "18"])
    assert viewer.look.order is not None
    assert viewer.look.order.rows == 100


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
