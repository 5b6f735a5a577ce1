"""The command palette."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from knode.app.shell.palette import CommandPalette
from knode.core.workflow import Workflow
from tests.app.driver import Driver


def opened(driver: Driver) -> CommandPalette:
    driver.do("view.palette")
    found = QApplication.activePopupWidget()
    assert isinstance(found, CommandPalette)
    return found


def titles(palette: CommandPalette) -> list[Any]:
    return [palette.model.index(row).data() for row in range(palette.model.rowCount())]


def test_it_offers_every_action_those_that_can_be_done_first(driver: Driver) -> None:
    palette = opened(driver)
    assert len(titles(palette)) == len(list(driver.window.actions_table))
    can = [palette.model.action(row).isEnabled() for row in range(palette.model.rowCount())]
    assert can == sorted(can, reverse=True)
    palette.close()


def test_what_cannot_be_done_says_when_it_could(driver: Driver) -> None:
    palette = opened(driver)
    palette.field.setText("run to here")
    index = palette.model.index(0)
    assert index.data(Qt.ItemDataRole.UserRole) == "when a node is selected"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.close()


def test_arrows_choose_and_enter_does_it(driver: Driver) -> None:
    driver.show(Workflow())
    driver.show(Workflow())
    palette = opened(driver)
    palette.field.setText("tab")
    row = titles(palette).index("File: Close Tab")
    for _ in range(row):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    driver.wait(lambda: len(driver.window.workflow_tabs()) == 1)


def test_what_was_done_last_comes_first(driver: Driver) -> None:
    driver.show(Workflow())
    palette = opened(driver)
    palette.field.setText("fit all")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette = opened(driver)
    assert titles(palette)[0] == "View: Fit All"
    palette.close()


def test_escape_closes_it(driver: Driver) -> None:
    palette = opened(driver)
    QTest.keyClick(driver.find(QLineEdit, "Command"), Qt.Key.Key_Escape)
    driver.wait(lambda: QApplication.activePopupWidget() is None)
    assert palette is not None
