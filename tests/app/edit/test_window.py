"""Editing in the real window: keys, menus and gestures reach the canvas in front."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from knode.app.edit import editing
from knode.core.workflow import Link
from tests.app.driver import Driver
from tests.app.edit.conftest import Hand, linked, made
from tests.app.fakes import FakeEngine


@pytest.fixture
def driver(qtbot: QtBot, config_folder: Path) -> Iterator[Driver]:
    driven = Driver(qtbot, FakeEngine)
    yield driven
    driven.close()


def person_at(driver: Driver) -> Hand:
    workflow = made(a=("io.TableCreator", 0, 0), b=("prep.Sorter", 300, 0), c=("io.CsvWriter", 600, 0))
    driver.show(linked(workflow, "a.table > b.table"))
    driver.wait(lambda: bool(driver.view.gestures))
    driver.wait(driver.window.isActiveWindow)
    driver.view.fit(animated=False)
    return Hand(driver.view, driver.window)


def test_a_wire_is_drawn_selected_and_deleted(driver: Driver) -> None:
    person = person_at(driver)
    person.drag(person.port("b", "out", "table"), person.port("c", "in", "table"))
    assert Link("b", "table", "c", "table") in person.workflow.links
    x, y = person.port("b", "out", "table")
    person.click((x + 70, y))
    person.key("Del")
    assert person.workflow.links == [Link("a", "table", "b", "table")]
    driver.do("edit.undo")
    assert len(person.workflow.links) == 2


def test_keys_of_the_canvas_act_on_it(driver: Driver) -> None:
    person = person_at(driver)
    person.key("Ctrl+A")
    assert set(person.session.selection) == {"a", "b", "c"}
    driver.wait(lambda: driver.can("component.make"))
    person.key("Ctrl+M")
    assert list(person.workflow.nodes) == ["component"]
    assert driver.can("component.unpack")
    assert not driver.can("component.leave")
    driver.do("component.enter")
    assert driver.can("component.leave")


def test_what_is_selected_elsewhere_leaves_no_note_selected(driver: Driver) -> None:
    person = person_at(driver)
    driver.do("note.add")
    driver.key("Esc")
    assert person.view.canvas.selected_annotations == ("note_1",)
    person.session.select(["b"])
    assert person.view.canvas.selected_annotations == ()
    driver.do("edit.delete")
    assert person.workflow.annotations
    assert "b" not in person.workflow.nodes


def test_every_action_on_a_menu_of_the_canvas_is_known(driver: Driver) -> None:
    person_at(driver)
    menus = (editing.NODE, editing.PORT, editing.WIRE, editing.NOTE, editing.FRAME, editing.CANVAS)
    for name in {name for menu in menus for name in menu if name}:
        assert driver.window.actions_table.is_bound(name), name
