"""The quick add popup, with real keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from knode.app.quick.quick_add import QuickAdd
from knode.app.quick.shelf import catalogue
from knode.app.quick.topic import topic


@pytest.fixture
def popup(qtbot: Any, config_folder: Path) -> Iterator[Callable[..., QuickAdd]]:
    made: list[QuickAdd] = []

    def make(typed: str = "", **options: str) -> QuickAdd:
        made.append(QuickAdd(catalogue().search, **options))
        made[-1].open_at(QPoint(100, 100), typed)
        return made[-1]

    yield make
    for one in made:
        if isValid(one):
            one.close()
    QGuiApplication.processEvents()


def chosen_by(popup: QuickAdd) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    popup.chosen.connect(lambda entry, stays: found.append((entry.type, stays)))
    return found


def test_typing_and_enter_choose_and_close(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup()
    found = chosen_by(shown)
    with qtbot.waitSignal(shown.closed):
        qtbot.keyClicks(shown.field, "vlook")
        qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert found == [("prep.Joiner", False)]


def test_arrow_keys_go_through_the_list_and_round_its_ends(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup("excel")
    assert shown.entry().type == "io.ExcelReader"  # type: ignore[union-attr]
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    assert shown.entry().type == "io.ExcelWriter"  # type: ignore[union-attr]
    qtbot.keyClick(shown.field, Qt.Key.Key_Tab)
    assert shown.entry().type == "io.ExcelReader"  # type: ignore[union-attr]
    qtbot.keyClick(shown.field, Qt.Key.Key_Up)
    assert shown.entry().type == "io.ExcelWriter"  # type: ignore[union-attr]
    qtbot.keyClick(shown.field, Qt.Key.Key_PageUp)
    assert shown.entry().type == "io.ExcelReader"  # type: ignore[union-attr]


def test_ctrl_enter_chooses_and_stays_open(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup("sorter")
    found = chosen_by(shown)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert found == [("prep.Sorter", True)]
    assert shown.isVisible()


def test_escape_closes_without_a_choice(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup("sorter")
    found = chosen_by(shown)
    with qtbot.waitSignal(shown.closed):
        qtbot.keyClick(shown.field, Qt.Key.Key_Escape)
    assert found == []


def test_a_click_on_a_row_chooses_it(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup("csv")
    found = chosen_by(shown)
    row = shown.list.visualRect(shown.list.found.index(1)).center()
    qtbot.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert found == [("io.CsvWriter", False)]


def test_nothing_found_is_said_and_enter_does_nothing(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup("qqzz")
    found = chosen_by(shown)
    qtbot.keyClick(shown.field, Qt.Key.Key_Return)
    assert found == []
    assert shown.isVisible()
    assert shown.nothing.isVisible()
    assert "“qqzz”" in shown.nothing.text()


def test_the_current_node_is_the_topic_of_help_until_the_popup_closes(
    qtbot: Any, popup: Callable[..., QuickAdd]
) -> None:
    shown = popup("csv")
    assert topic().type == "io.CsvReader"
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    assert topic().type == "io.CsvWriter"
    shown.close()
    assert topic().type == ""


def test_a_screen_reader_is_told_what_is_current(popup: Callable[..., QuickAdd]) -> None:
    shown = popup("csv")
    assert shown.field.accessibleName() == "Search nodes"
    assert shown.field.accessibleDescription().startswith("CSV Reader. Read a table")


def test_the_popup_stays_on_the_screen(qtbot: Any, config_folder: Path) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    shown = QuickAdd(catalogue().search)
    shown.open_at(screen.bottomRight())
    assert screen.contains(shown.geometry())
    shown.close()


def test_the_popup_is_as_tall_as_what_it_found(qtbot: Any, popup: Callable[..., QuickAdd]) -> None:
    shown = popup()
    QGuiApplication.processEvents()
    tall = shown.height()
    qtbot.keyClicks(shown.field, "vlookup")
    qtbot.waitUntil(lambda: shown.height() < tall)
