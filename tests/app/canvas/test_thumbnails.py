from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from knode.core.node import Node
from knode.core.registry import Registry
from knode.core.values import View
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from knode.host.view_protocol import Thumbnail
from tests.app.canvas.conftest import OpenCanvas


class Plot(Node):
    """A plot."""

    pack = "trial"

    def run(self) -> View:
        raise NotImplementedError


@pytest.fixture
def viewing() -> tuple[Workflow, str]:
    registry = Registry()
    registry.add(Plot)
    made = Workflow("views", registry=registry)
    made.add(Instance("plot", "trial.Plot"))
    made.layout["plot"] = [0, 0]
    return made, "view"


def png(folder: Path) -> Path:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    file = folder / "thumbnail.png"
    image.save(str(file))
    return file


def test_a_view_that_is_done_and_in_view_has_its_picture_below(
    open_canvas: OpenCanvas, qtbot: QtBot, tmp_path: Path, viewing: tuple[Workflow, str]
):
    workflow, port = viewing
    view = open_canvas(workflow)
    file = png(tmp_path)
    view.session.engine.answers["view.thumbnail"] = lambda params: Thumbnail(title="", file=str(file))
    done = NodeStatus(state="done", outputs={port: PortStatus(kind="view", available=True)})
    view.session.engine.tell(StatusesEvent(statuses={"plot": done}))
    shape = view.canvas.graph.nodes["plot"]
    qtbot.waitUntil(lambda: shape.picture is not None)
    assert not file.exists()
    place = view.viewportTransform().map(shape.picture_rect.center()).toPoint()
    qtbot.waitUntil(lambda: QColor(view.viewport().grab().toImage().pixel(place)) == QColor("#ff00ff"))
    view.session.engine.tell(StatusesEvent(statuses={"plot": NodeStatus(state="ready")}))
    qtbot.waitUntil(lambda: shape.picture is None)


def test_from_far_away_no_picture_is_asked_for(open_canvas: OpenCanvas, qtbot: QtBot, viewing: tuple[Workflow, str]):
    workflow, port = viewing
    view = open_canvas(workflow, zoom=0.5)
    done = NodeStatus(state="done", outputs={port: PortStatus(kind="view", available=True)})
    view.session.engine.tell(StatusesEvent(statuses={"plot": done}))
    qtbot.wait(250)
    assert view.session.engine.asked == []
    view.set_zoom(1.0)
    qtbot.waitUntil(lambda: [name for name, _ in view.session.engine.asked] == ["view.thumbnail"])
