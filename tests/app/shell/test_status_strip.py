"""The status bar of a tab."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from knode.app.shell.wording import duration
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem, RunEvent, StatusesEvent, UsageEvent
from tests.app.driver import Driver


@pytest.fixture
def strip(driver: Driver) -> Any:
    workflow = Workflow("trial")
    workflow.add(Instance("data", "io.ExampleData"))
    driver.show(workflow)
    return driver.window.tab.status


def test_it_tells_what_the_engine_uses(driver: Driver, strip: Any) -> None:
    driver.session.engine.tell(UsageEvent(memory_bytes=1_288_490_189, cpu_percent=83.6))
    assert strip.usage.text() == "1.2 GB · 84 % CPU"
    driver.session.engine.state_changed.emit("lost", "killed")
    assert strip.usage.text() == ""
    assert strip.engine.toolTip() == "killed"


def test_an_engine_that_lives_is_restarted_by_a_menu_only(driver: Driver, strip: Any) -> None:
    told: list[str] = []
    driver.session.engine_state_changed.connect(lambda state, _: told.append(state))
    driver.click(strip.engine)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert told == []
    menu.actions()[0].trigger()
    menu.close()
    assert told == ["ready"]


def test_it_tells_how_far_the_run_is(driver: Driver, strip: Any) -> None:
    driver.session.engine.tell(
        RunEvent(running=True, done=3, total=12, seconds=4, remaining_seconds=72, current=("learner",))
    )
    assert strip.progress.isVisible()
    assert (strip.progress.value(), strip.progress.maximum()) == (3, 12)
    assert strip.run.text() == "3 of 12 · learner · 1 min 12 s left"
    driver.session.engine.tell(RunEvent(status="done", seconds=0.42))
    assert not strip.progress.isVisible()
    assert strip.run.text() == "Run done in 0.4 s"


def test_problems_are_counted_and_shown_on_a_click(driver: Driver, strip: Any) -> None:
    error = Problem(kind="DataError", message="Nothing comes in.")
    driver.session.engine.tell(StatusesEvent(statuses={"data": NodeStatus(state="idle", error=error)}))
    driver.wait(lambda: strip.problems.isVisible())
    driver.click(driver.find(QToolButton, "1", strip))
    assert driver.window.docks.docks["problems"].panel(driver.session).isVisible()


def test_the_zoom_is_told_and_a_click_shows_everything(driver: Driver, strip: Any) -> None:
    driver.do("view.actual_size")
    driver.wait(lambda: strip.zoom.text() == "100 %")
    driver.click(strip.zoom)


def test_times_are_told_as_short_as_they_are() -> None:
    assert [duration(seconds) for seconds in (0.0, 0.012, 0.3, 42.2, 200)] == [
        "1 ms",
        "12 ms",
        "0.3 s",
        "42 s",
        "3 min 20 s",
    ]
