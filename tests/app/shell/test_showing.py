"""Table and View take turns by what the selected node is there for."""

from __future__ import annotations

from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


def made() -> Workflow:
    workflow = Workflow()
    workflow.add(Instance("data", "io.ExampleData"))
    workflow.add(Instance("bars", "visualize.BarChart", label="Bars"))
    workflow.add(Instance("learner", "learn.RandomForestLearner"))
    workflow.link("data", "table", "bars", "table")
    return workflow


def front(driver: Driver, name: str) -> bool:
    return driver.window.docks.docks[name].is_seen()


def test_a_node_for_its_view_brings_the_view_and_a_node_for_its_table_the_table(driver: Driver) -> None:
    driver.show(made())
    driver.wait(lambda: front(driver, "table"))
    driver.session.select(["bars"])
    driver.wait(lambda: front(driver, "view"))
    driver.session.select(["learner"])
    driver.qtbot.wait(150)
    assert front(driver, "view"), "a node with neither changes nothing"
    driver.session.select(["data"])
    driver.wait(lambda: front(driver, "table"))


def test_a_panel_that_a_person_brought_to_the_front_stays(driver: Driver) -> None:
    driver.show(made())
    driver.wait(lambda: front(driver, "table"))
    driver.panel("view")
    for node in ("bars", "data"):
        driver.session.select([node])
        driver.qtbot.wait(150)
        assert front(driver, "view")
    driver.panel("problems")
    driver.session.select(["bars"])
    driver.qtbot.wait(150)
    assert front(driver, "problems")


def test_a_pinned_table_stays_and_a_node_without_a_table_is_told_by_its_name(driver: Driver) -> None:
    driver.show(made())
    driver.session.select(["data"])
    panel = driver.panel("table")
    driver.wait(lambda: panel.viewer is not None)
    panel.stay.setChecked(True)
    driver.session.select(["bars"])
    driver.qtbot.wait(200)
    assert front(driver, "table")
    panel.stay.setChecked(False)
    driver.session.select(["learner"])
    driver.wait(lambda: panel.hint.text() == "“Random Forest Learner” gives no table.")
