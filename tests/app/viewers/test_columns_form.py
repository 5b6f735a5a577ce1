"""The list of a table's columns: searched, ticked, and gone to, by keys alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from knode.app.viewers.table.columns_form import ColumnsForm
from knode.app.viewers.table.viewer import TableViewer
from tests.app.viewers.hands import LEFT, Make, click


def wide(columns: int = 200) -> pd.DataFrame:
    strange = ["a & b", "tab\there", "new\nline", "😀 mood", "", "x" * 60, "a & b ", "100 %"]
    names = [*strange, *(f"price_{number}" for number in range(columns - len(strange)))]
    return pd.DataFrame(np.arange(3 * columns).reshape(3, columns), columns=names)


def opened(viewer: TableViewer, qtbot: QtBot) -> ColumnsForm:
    qtbot.mouseClick(viewer.toolbar.columns, LEFT)
    form = viewer.findChildren(ColumnsForm)[-1]
    qtbot.waitUntil(form.isVisible)
    return form


def press(form: ColumnsForm, text: str) -> None:
    found = [each for each in form.findChildren(QPushButton) if each.text() == text]
    found[0].click()


def shown(viewer: TableViewer) -> list[str]:
    return [viewer.grid.columns[number].name for number in viewer.grid.shown_columns()]


def seen(form: ColumnsForm) -> list[str]:
    items = [form.list.item(row) for row in range(form.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def test_a_table_of_many_columns_has_a_list_that_fits_the_window(make_viewer: Make, qtbot: QtBot) -> None:
    form = opened(make_viewer(wide()), qtbot)
    assert form.list.count() == 200
    assert form.height() < 600
    assert form.width() < 500
    assert seen(form)[:4] == ["a & b", "tab here", "new line", "😀 mood"]
    form.close()


def test_columns_are_found_and_hidden_by_keys(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(wide())
    form = opened(viewer, qtbot)
    qtbot.waitUntil(form.field.hasFocus)
    qtbot.keyClicks(form.field, "PRICE_19")
    assert seen(form) == ["price_19", "price_190", "price_191"]
    qtbot.keyClick(form.field, Qt.Key.Key_Down)
    assert form.list.hasFocus()
    qtbot.keyClick(form.list, Qt.Key.Key_Space)
    assert "price_19" not in shown(viewer)
    press(form, "Hide All")
    assert [name for name in shown(viewer) if name.startswith("price_19")] == []
    assert len(shown(viewer)) == 197
    form.field.clear()
    press(form, "Show All")
    assert len(shown(viewer)) == 200
    form.close()


def test_all_can_be_hidden_and_one_shown_again(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(wide(20))
    form = opened(viewer, qtbot)
    press(form, "Hide All")
    assert shown(viewer) == []
    form.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert shown(viewer) == ["tab\there"]
    form.close()


def test_enter_goes_to_a_column_that_is_far_away_or_hidden(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(wide())
    click(qtbot, viewer, 2, 0)
    viewer.hide_column((False, "price_150"), True)
    form = opened(viewer, qtbot)
    qtbot.keyClicks(form.field, "price_150")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert not form.isVisible()
    number = shown(viewer).index("price_150")
    assert viewer.grid.current == (2, number)
    assert number in viewer.grid.visible_columns()


def test_a_search_without_a_find_says_so(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(wide(20))
    form = opened(viewer, qtbot)
    qtbot.keyClicks(form.field, "nothing")
    assert form.none.isVisible()
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert form.isVisible()
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert len(shown(viewer)) == 20


def test_work_and_notes_make_the_bar_no_wider(make_viewer: Make, qtbot: QtBot) -> None:
    viewer = make_viewer(wide(20), size=(660, 400))
    before = viewer.toolbar.minimumSizeHint().width()
    viewer.toolbar.busy.show()
    viewer.toolbar.tell("Only the first 10,000 of 1,000,000 rows were copied. Export the table for all of them.")
    qtbot.waitUntil(viewer.toolbar.note.isVisible)
    assert viewer.toolbar.minimumSizeHint().width() <= before + 5
    assert viewer.toolbar.note.toolTip() == viewer.toolbar.note.text()
    assert viewer.toolbar.busy.width() == viewer.toolbar.width()
