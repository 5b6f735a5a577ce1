"""Docks: their tab bars, how large they are, and how the start page has the window for itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from knode.app.window import MainWindow
from knode.core.workflow import Workflow
from tests.app.driver import Driver
from tests.app.fakes import FakeEngine


def bars(window: MainWindow) -> list[list[str]]:
    """The titles on each tab bar of docks that is drawn."""
    found = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    seen = [bar for bar in found if bar.isVisible() and window.rect().intersects(bar.geometry())]
    return sorted([bar.tabText(number) for number in range(bar.count())] for bar in seen)


USUAL = [["Settings", "Help"], ["Table", "View", "Problems", "Log", "Queue"]]


def test_each_tab_bar_is_drawn_once(driver: Driver) -> None:
    assert bars(driver.window) == []
    driver.show(Workflow())
    driver.wait(lambda: bars(driver.window) == USUAL)
    driver.do("layout.reset")
    driver.wait(lambda: bars(driver.window) == USUAL)
    driver.window.layouts.save("mine")
    driver.window.layouts.restore("mine")
    driver.wait(lambda: bars(driver.window) == USUAL)


def test_a_window_with_the_layout_of_the_last_one_draws_each_tab_bar_once(qtbot: QtBot, driver: Driver) -> None:
    driver.show(Workflow())
    driver.panel("problems")
    driver.window.layouts.save("")
    second = Driver(qtbot, FakeEngine)
    try:
        assert bars(second.window) == []
        second.show(Workflow())
        second.wait(lambda: bars(second.window) == USUAL)
        assert second.window.docks.docks["problems"].is_seen()
    finally:
        second.close()


def test_the_start_page_gives_back_the_panel_that_was_in_front(driver: Driver) -> None:
    driver.show(Workflow())
    driver.panel("log")
    driver.window.show_start_page()
    assert not any(dock.isVisible() for dock in driver.window.docks.docks.values())
    driver.window.show_tab(driver.window.workflow_tabs()[0])
    driver.wait(driver.window.docks.docks["log"].is_seen)
    assert not driver.window.docks.docks["table"].is_seen()


def test_a_table_has_a_third_of_the_window_and_settings_are_wide_enough(driver: Driver) -> None:
    driver.window.resize(1280, 800)
    driver.show(Workflow())
    docks = driver.window.docks.docks
    driver.wait(lambda: docks["table"].height() > 240)
    assert docks["settings"].width() == 360


def test_deploy_takes_more_room_once(driver: Driver) -> None:
    driver.window.resize(1280, 800)
    driver.show(Workflow())
    dock = driver.window.docks.docks["deploy"]
    driver.panel("deploy")
    driver.wait(lambda: dock.width() == 480)
    assert driver.window.docks.docks["library"].width() == 240
    driver.window.resizeDocks([dock], [400], Qt.Orientation.Horizontal)
    driver.panel("settings")
    driver.panel("deploy")
    driver.qtbot.wait(50)
    assert dock.width() < 480


def test_what_lies_below_the_canvas_keeps_its_share_of_a_larger_window(driver: Driver) -> None:
    driver.window.resize(1280, 800)
    driver.show(Workflow())
    table = driver.window.docks.docks["table"]
    driver.wait(lambda: table.height() > 240)
    before = table.height()
    driver.window.resize(1920, 1200)
    driver.wait(lambda: abs(table.height() - before * 1.5) < 20)
    driver.window.resize(1280, 800)
    driver.wait(lambda: abs(table.height() - before) < 8)
    driver.window.resizeDocks([table], [180], Qt.Orientation.Vertical)
    driver.wait(lambda: table.height() < 200)
    driver.window.resize(1280, 1600)
    driver.wait(lambda: 310 < table.height() < 350)


def test_deploy_opened_as_a_panel_is_the_same_as_by_its_action(driver: Driver) -> None:
    driver.show(Workflow())
    panel = driver.panel("deploy")
    assert not driver.window.docks.docks["try"].is_seen()
    panel.try_wanted.emit("nowhere.knodez", "")
    driver.wait(driver.window.docks.docks["try"].is_seen)
