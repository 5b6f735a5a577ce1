"""The first workflow as the guide tells it: with mouse and keys, on the real engine process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt

from knode.app.canvas.geometry import PortRef
from knode.app.edit.commands.nodes import SetSettings
from knode.app.guide.coach import Coach
from knode.app.quick.equipment import Equipment

LEFT = Qt.MouseButton.LeftButton


def quick_add(driver: Any, typed: str) -> None:
    """Tab on the canvas, a few letters, Enter."""
    driver.view.setFocus()
    driver.qtbot.keyClick(driver.view, Qt.Key.Key_Tab)
    choose(driver, typed)


def choose(driver: Any, typed: str) -> None:
    finder = driver.view.findChild(Equipment).finder
    driver.wait(lambda: finder.popup is not None)
    field = finder.popup.field
    driver.qtbot.keyClicks(field, typed)
    driver.qtbot.keyClick(field, Qt.Key.Key_Return)


def draw_wire(driver: Any, source: PortRef, end: QPoint) -> None:
    view = driver.view
    start = view.mapFromScene(view.canvas.port_pos(source))
    driver.qtbot.mousePress(view.viewport(), LEFT, pos=start)
    for step in range(1, 6):
        driver.qtbot.mouseMove(view.viewport(), start + (end - start) * step / 5)
    driver.qtbot.mouseRelease(view.viewport(), LEFT, pos=end)


def test_the_guide_leads_from_nothing_to_a_deployment(workspace: Path, real_driver: Any) -> None:
    driver = real_driver
    driver.window.resize(1600, 1000)
    driver.do("guide.start")
    coach = driver.window.findChild(Coach)
    driver.view.is_animated = False

    def at(name: str) -> None:
        # A step that the person has done by the way is passed at once.
        driver.wait(lambda: name in coach.passed or (coach.step is not None and coach.step.name == name), 60_000)

    at("data")
    library = driver.panel("library")
    driver.wait(lambda: library.tree.model().rowCount() > 0)
    driver.qtbot.keyClicks(library.field, "example")
    driver.qtbot.keyClick(library.field, Qt.Key.Key_Return)
    at("split")
    quick_add(driver, "partition")
    at("learn")
    quick_add(driver, "random forest")
    assert driver.session.do(SetSettings((), "random_forest_learner", {"target": "target", "trees": 10}))
    at("predict")
    driver.view.fit(animated=False)
    learner = driver.view.mapFromScene(driver.view.canvas.node_rect("random_forest_learner").center())
    draw_wire(driver, PortRef("random_forest_learner", "out", "model"), learner + QPoint(130, 130))
    choose(driver, "apply model")
    driver.view.fit(animated=False)
    target = driver.view.mapFromScene(driver.view.canvas.port_pos(PortRef("apply_model", "in", "table")))
    draw_wire(driver, PortRef("partition", "out", "test"), target)
    at("run")
    driver.do("run.all")
    at("look")
    node = driver.view.mapFromScene(driver.view.canvas.node_rect("apply_model").center())
    driver.qtbot.mouseClick(driver.view.viewport(), LEFT, pos=node)
    driver.qtbot.mouseDClick(driver.view.viewport(), LEFT, pos=node)
    at("deploy")
    driver.do("deploy.this")
    driver.wait(lambda: not coach.is_on, 30_000)
    deploy = driver.panel("deploy")
    driver.wait(lambda: deploy.scope is not None, 30_000)
