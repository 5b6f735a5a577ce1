"""What is said when a run has ended and nodes were not ready."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QToolButton

from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem, RunEvent, StatusesEvent
from tests.app.driver import Driver


def unready() -> Workflow:
    workflow = Workflow()
    workflow.add(Instance("read", "io.CsvReader"))
    workflow.add(Instance("sort", "prep.Sorter"))
    workflow.link("read", "table", "sort", "table")
    return workflow


def test_a_run_of_nodes_that_are_not_ready_says_so_and_shows_the_first(real_driver: Driver) -> None:
    driver = real_driver
    session = driver.show(unready())
    driver.wait_state("read", "idle")
    driver.wait_state("sort", "idle")
    driver.do("run.all")
    driver.wait(lambda: driver.toasts() != [], 60_000)
    assert driver.toasts() == ["Nothing could run: 2 nodes are not ready."]
    assert driver.window.tab is not None
    assert driver.window.tab.status.run.text() == "Nothing could run: 2 nodes are not ready"
    driver.click(driver.find(QToolButton, "Show"))
    assert session.selection == ("read",)
    assert driver.window.docks.docks["problems"].is_seen()


def test_a_run_that_did_something_says_what_is_left(driver: Driver) -> None:
    driver.show(unready())
    why = Problem(kind="setting", message="Nothing to sort by.", what="Nothing to sort by.", where="", hint="")
    driver.session.engine.tell(  # type: ignore[attr-defined]
        StatusesEvent(statuses={"read": NodeStatus(state="done"), "sort": NodeStatus(state="idle", error=why)})
    )
    tell = driver.session.engine.tell  # type: ignore[attr-defined]
    tell(RunEvent(running=True, total=1))
    tell(RunEvent(status="done", total=1, done=1, seconds=0.4))
    driver.wait(lambda: driver.toasts() != [])
    assert driver.toasts() == ["Run done in 0.4 s; 1 node is not ready."]


def test_a_run_that_left_nothing_has_no_button(driver: Driver) -> None:
    driver.show(unready())
    tell = driver.session.engine.tell  # type: ignore[attr-defined]
    tell(RunEvent(running=True, total=1))
    tell(RunEvent(status="done", total=1, done=1, seconds=0.4))
    driver.wait(lambda: driver.toasts() != [])
    assert driver.toasts() == ["Run done in 0.4 s."]
    toast = driver.window.toaster.toasts[0]
    assert [button for button in toast.findChildren(QPushButton) if button.text()] == []


def test_a_run_that_fails_at_once_says_where(real_driver: Driver) -> None:
    driver = real_driver
    workflow = Workflow()
    workflow.add(Instance("data", "io.ExampleData", settings={"name": "iris"}))
    workflow.add(Instance("rows", "prep.RowFilter"))
    workflow.link("data", "table", "rows", "table")
    driver.show(workflow)
    driver.wait_state("rows", "idle")
    driver.do("run.all")
    driver.wait(lambda: driver.toasts() != [], 60_000)
    assert driver.toasts() == ["Run failed at Row Filter."]
