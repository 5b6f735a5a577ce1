"""A double click on a node that calls a workflow file opens that file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from knode.app.edit.commands.nodes import SetSettings
from knode.core import document
from knode.core.workflow import Instance, Workflow
from tests.app.driver import Driver


@pytest.fixture
def calling(driver: Driver, tmp_path: Path) -> Driver:
    """A workflow in a file that calls another beside it."""
    called = Workflow("clean")
    called.add(Instance("rows", "deploy.ContainerInput", settings={"name": "rows"}))
    called.add(Instance("clean", "deploy.ContainerOutput", settings={"name": "clean"}))
    (tmp_path / "parts").mkdir()
    document.save(called, tmp_path / "parts" / "clean.knode")
    caller = Workflow("report")
    caller.add(Instance("call", "flow.CallWorkflow", settings={"file": "parts/clean.knode"}))
    document.save(caller, tmp_path / "report.knode")
    driver.open(tmp_path / "report.knode")
    return driver


def double_click(driver: Driver, node: str) -> None:
    view = driver.view
    view.fit(animated=False)
    place = view.mapFromScene(view.canvas.node_rect(node).center())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def titles(driver: Driver) -> list[str]:
    return [tab.session.document.file.name for tab in driver.window.workflow_tabs() if tab.session.document.file]


def test_a_double_click_opens_the_file_in_a_tab_and_once_only(calling: Driver, tmp_path: Path) -> None:
    double_click(calling, "call")
    calling.wait(lambda: len(calling.window.workflow_tabs()) == 2)
    assert calling.session.document.file == (tmp_path / "parts" / "clean.knode").absolute()
    assert "rows" in calling.workflow.nodes
    calling.window.files.open([tmp_path / "report.knode"])
    calling.wait(lambda: calling.session.document.file.name == "report.knode")
    double_click(calling, "call")
    calling.wait(lambda: calling.session.document.file.name == "clean.knode")
    assert titles(calling) == ["report.knode", "clean.knode"], "one that is open comes to the front"


def test_a_missing_file_is_told_with_its_place_and_what_to_do(calling: Driver, tmp_path: Path) -> None:
    (tmp_path / "parts" / "clean.knode").unlink()
    double_click(calling, "call")
    calling.wait(lambda: bool(calling.toasts()))
    (told,) = calling.toasts()
    assert str(tmp_path / "parts")[:20] in told
    assert 'clean.knode", which Call Workflow calls. Choose another one in its settings.' in told
    assert titles(calling) == ["report.knode"]


def test_a_node_that_names_no_file_yet_says_where_to_choose_one(calling: Driver) -> None:
    calling.session.do(SetSettings((), "call", {"file": ""}, "test"))
    double_click(calling, "call")
    calling.wait(lambda: bool(calling.toasts()))
    assert calling.toasts() == ["Call Workflow names no workflow file yet. Choose one in its settings."]


def test_the_action_is_there_for_such_nodes_alone(calling: Driver) -> None:
    calling.session.select(["call"])
    assert calling.can("file.open-called")
    calling.session.select([])
    assert not calling.can("file.open-called")
