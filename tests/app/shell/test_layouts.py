"""Layouts under names."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog

from knode.app import config
from knode.core.workflow import Workflow
from tests.app.driver import Driver


def test_a_name_is_asked_for_and_the_layout_is_kept(driver: Driver) -> None:
    driver.show(Workflow())
    driver.do("layout.save")
    dialog: QInputDialog = driver.dialog("saveLayout")
    dialog.setTextValue(" wide ")
    dialog.accept()
    assert driver.window.layouts.names() == ["wide"]
    driver.do("layout.save")
    driver.dialog("saveLayout").accept()
    assert driver.window.layouts.names() == ["wide"]


def test_a_kept_layout_is_chosen_from_the_list(driver: Driver) -> None:
    driver.show(Workflow())
    docks = driver.window.docks.docks
    docks["log"].close()
    driver.window.layouts.save("no log")
    driver.do("layout.reset")
    assert not docks["log"].isHidden()
    driver.do("layout.manage")
    dialog: QInputDialog = driver.dialog("chooseLayout")
    dialog.setTextValue("no log")
    dialog.accept()
    assert docks["log"].isHidden()


def test_there_is_nothing_to_choose_before_a_layout_is_saved(driver: Driver) -> None:
    driver.show(Workflow())
    assert not driver.can("layout.manage")
    driver.window.layouts.save("mine")
    assert driver.can("layout.manage")


def test_a_layout_that_does_not_fit_changes_nothing(driver: Driver) -> None:
    driver.show(Workflow())
    config.write("layouts", {"odd": {"state": "bm8gbGF5b3V0"}, "worse": 3})
    assert not driver.window.layouts.restore("odd")
    assert not driver.window.layouts.restore("worse")
    assert not driver.window.layouts.restore("gone")
    assert driver.window.docks.docks["log"].isVisible() or not driver.window.docks.docks["log"].isHidden()


def test_a_detached_panel_comes_back_by_reset(driver: Driver) -> None:
    driver.show(Workflow())
    dock = driver.window.docks.docks["library"]
    driver.click(driver.find(type(dock.titleBarWidget()._detach), "Detach Library", dock))
    assert dock.isFloating()
    driver.do("layout.reset")
    assert not dock.isFloating()
