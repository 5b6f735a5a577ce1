"""A node that holds a workflow is given nodes of the canvas from its form, and opened."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from knode.app.edit.commands.nodes import AddNode
from knode.app.forms.inside_card import InsideCard
from knode.core.workflow import Instance, Workflow


def training(*holding: Instance) -> Workflow:
    made = Workflow("training")
    for node, type_id in {
        "read": "io.TableCreator",
        "sort": "prep.Sorter",
        "learn": "learn.RandomForestLearner",
    }.items():
        made.add(Instance(node, type_id, settings={}))
        made.layout[node] = [len(made.nodes) * 250, 0]
    for place, instance in enumerate(holding):
        made.add(instance)
        made.layout[instance.id] = [place * 250, 200]
    made.link("read", "table", "sort", "table")
    made.link("sort", "table", "learn", "table")
    return made


def card(driver: Any) -> InsideCard:
    return driver.find(InsideCard, "card", driver.panel("settings"))  # type: ignore[no-any-return]


def menu_of(driver: Any) -> QMenu:
    driver.click(driver.find(QPushButton, "Put Nodes In", card(driver)))
    driver.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def choose(driver: Any, text: str) -> None:
    menu = menu_of(driver)
    action = next(one for one in menu.actions() if one.text() == text)
    driver.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def inside(session: Any, node: str) -> list[str]:
    return sorted(one.type for one in session.workflow.nodes[node].workflow.nodes.values())


def test_a_learner_is_put_into_cross_validate_which_opens(driver: Any) -> None:
    session = driver.show(training())
    session.do(AddNode((), Instance("try", "learn.CrossValidate"), (750, 200)))
    session.select(["try"])
    assert card(driver).text.text().startswith("Nothing yet.")
    choose(driver, "Random Forest Learner (learn)")
    assert inside(session, "try") == ["deploy.ContainerInput", "deploy.ContainerOutput", "learn.RandomForestLearner"]
    assert card(driver).text.text() == "Random Forest Learner"
    assert "sort.table -> try.table" in map(str, session.workflow.links)
    assert "learn" in session.workflow.nodes
    driver.do("edit.undo")
    assert "learn.RandomForestLearner" not in inside(session, "try")
    driver.do("edit.redo")
    session.select(["try"])
    driver.click(driver.find(QPushButton, "Open", card(driver)))
    assert session.path == ("try",)
    assert "learn.RandomForestLearner" in {one.type for one in session.workflow.nodes.values()}


def test_what_was_selected_before_moves_into_a_loop(driver: Any) -> None:
    session = driver.show(training(Instance("loop", "flow.Loop")))
    driver.panel("settings")
    session.select(["sort", "learn"])
    session.select([])
    session.select(["loop"])
    choose(driver, "Selected before: Sorter, Random Forest Learner")
    assert "sort" not in session.workflow.nodes
    assert {"prep.Sorter", "learn.RandomForestLearner"} <= set(inside(session, "loop"))
    assert card(driver).text.text() == "Sorter, Random Forest Learner"
    driver.do("edit.undo")
    assert {"sort", "learn"} <= set(session.workflow.nodes)
    assert session.workflow.nodes["loop"].workflow is None


def test_a_node_that_holds_nothing_is_opened_empty(driver: Any) -> None:
    session = driver.show(training(Instance("loop", "flow.Loop")))
    session.select(["loop"])
    driver.click(driver.find(QPushButton, "Open", card(driver)))
    assert session.path == ("loop",)
    assert sorted(session.workflow.nodes) == ["input", "output"]
    driver.do("edit.undo")
    assert session.path == ()


@pytest.mark.parametrize("type_id", ["prep.Sorter", "flow.CallWorkflow"])
def test_other_nodes_have_no_such_card(driver: Any, type_id: str) -> None:
    session = driver.show(training(Instance("other", type_id)))
    session.select(["other"])
    assert driver.panel("settings").findChildren(InsideCard) == []


def test_without_anything_to_put_in_the_menu_says_how(driver: Any) -> None:
    made = Workflow()
    made.add(Instance("loop", "flow.Loop"))
    session = driver.show(made)
    session.select(["loop"])
    menu = menu_of(driver)
    assert [(one.text(), one.isEnabled()) for one in menu.actions()] == [
        ("Select the nodes on the canvas first, then this one", False)
    ]
    menu.close()
