"""The guided first workflow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from knode.app.edit.commands.links import AddLink
from knode.app.edit.commands.nodes import AddNode, RemoveNodes, SetSettings
from knode.app.guide.coach import Coach
from knode.core.workflow import Instance, Link
from knode.host.protocol import NodeStatus, StatusesEvent


@pytest.fixture
def coach(driver: Any) -> Iterator[Coach]:
    driver.show()
    driver.do("guide.start")
    found: Coach = driver.window.findChild(Coach)
    yield found
    if found.is_on:
        found.leave()


def add(driver: Any, node: str, type_id: str, *links: Link) -> None:
    assert driver.session.do(AddNode((), Instance(node, type_id), (0.0, 0.0)))
    for link in links:
        assert driver.session.do(AddLink((), link))


def step(coach: Coach) -> str:
    coach.look()
    assert coach.step is not None
    assert coach.card.heading.text() == coach.step.title
    return coach.step.name


def test_it_goes_on_when_a_step_was_done_from_data_to_deployment(driver: Any, coach: Coach) -> None:
    assert step(coach) == "data"
    add(driver, "data", "io.ExampleData")
    assert step(coach) == "split"
    add(driver, "split", "prep.Partition", Link("data", "table", "split", "table"))
    assert step(coach) == "learn"
    add(driver, "forest", "learn.RandomForestLearner", Link("split", "train", "forest", "table"))
    assert step(coach) == "learn"
    assert driver.session.do(SetSettings((), "forest", {"target": "target"}))
    assert step(coach) == "predict"
    add(driver, "apply", "learn.ApplyModel", Link("forest", "model", "apply", "model"))
    assert step(coach) == "predict"
    assert driver.session.do(AddLink((), Link("split", "test", "apply", "table")))
    assert step(coach) == "run"
    driver.session.engine.tell(StatusesEvent(statuses={"apply": NodeStatus(state="done")}))
    assert step(coach) == "look"
    driver.panel("table")
    driver.session.select(["apply"])
    driver.wait(lambda: step(coach) == "deploy")
    driver.session.select([])
    assert step(coach) == "deploy"
    with driver.qtbot.waitSignal(coach.ended) as ended:
        driver.panel("deploy")
    assert ended.args == [True]
    assert not coach.is_on
    assert coach.card.isHidden()
    assert coach.ring.isHidden()


def test_it_points_at_the_widget_and_covers_nothing_of_it(driver: Any, coach: Coach) -> None:
    for _ in range(2):
        step(coach)
        place = coach.steps[0].place(coach.stage)
        assert place is not None
        assert coach.ring.geometry().intersects(place)
        assert not coach.card.geometry().adjusted(14, 14, -14, -14).intersects(place)
        assert driver.window.rect().adjusted(-14, -14, 14, 14).contains(coach.card.geometry())
        driver.window.resize(1000, 700)


def test_the_mouse_goes_through_the_ring_and_the_keyboard_stays(driver: Any, coach: Coach) -> None:
    driver.view.setFocus()
    coach.look()
    assert coach.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    focused = QApplication.focusWidget()
    assert focused is None or not coach.card.isAncestorOf(focused)


def test_a_step_can_be_skipped_and_the_guide_left(driver: Any, coach: Coach, config_folder: Path) -> None:
    driver.click(coach.card.skip)
    assert step(coach) == "split"
    file = config_folder / "guide.json"
    driver.wait(lambda: file.exists() and json.loads(file.read_text()) == {"at": "split", "skipped": ["data"]})
    driver.click(coach.card.leave)
    assert not coach.is_on
    assert coach.card.isHidden()
    driver.do("guide.start")
    assert step(coach) == "split"


def test_work_that_is_there_is_not_asked_for_again(driver: Any, coach: Coach) -> None:
    coach.leave()
    add(driver, "data", "io.ExampleData")
    driver.do("guide.start")
    assert step(coach) == "split"


def test_what_was_done_stays_done(driver: Any, coach: Coach) -> None:
    add(driver, "data", "io.ExampleData")
    assert step(coach) == "split"
    assert driver.session.do(RemoveNodes((), ["data"]))
    assert step(coach) == "split"


def test_without_a_workflow_it_opens_one(driver: Any) -> None:
    driver.do("guide.start")
    found = driver.window.findChild(Coach)
    assert driver.window.session is not None
    assert step(found) == "data"
    found.leave()


def test_it_looks_by_itself_and_ends_with_the_window(driver: Any, coach: Coach) -> None:
    add(driver, "data", "io.ExampleData")
    driver.wait(lambda: coach.card.heading.text() == "Split the rows")
