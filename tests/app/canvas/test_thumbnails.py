from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPixmap
from pytestqt.qtbot import QtBot

from knode.app.canvas.annotations import Annotations
from knode.app.canvas.geometry import THUMBNAIL_ROOM
from knode.app.canvas.graph import Graph
from knode.app.edit.places import height, room
from knode.app.quick.inserting import free_place
from knode.core import document
from knode.core.node import Node
from knode.core.registry import Registry
from knode.core.values import View
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from knode.host.view_protocol import Thumbnail
from tests.app.canvas.conftest import OpenCanvas
from tests.app.driver import ROOT


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


def test_a_picture_that_comes_too_late_is_not_shown(
    open_canvas: OpenCanvas, qtbot: QtBot, tmp_path: Path, viewing: tuple[Workflow, str]
):
    workflow, port = viewing
    view = open_canvas(workflow)
    engine = view.session.engine
    done = NodeStatus(state="done", outputs={port: PortStatus(kind="view", available=True)})
    engine.tell(StatusesEvent(statuses={"plot": done}))
    qtbot.waitUntil(lambda: [name for name, _ in engine.asked] == ["view.thumbnail"])
    (call,) = engine.calls
    engine.tell(StatusesEvent(statuses={"plot": NodeStatus(state="ready", stale=True)}))
    qtbot.waitUntil(lambda: call.forgotten)
    call.answer(Thumbnail(title="", file=str(png(tmp_path))))
    assert view.canvas.graph.nodes["plot"].picture is None


def test_from_far_away_no_picture_is_asked_for(open_canvas: OpenCanvas, qtbot: QtBot, viewing: tuple[Workflow, str]):
    workflow, port = viewing
    view = open_canvas(workflow, zoom=0.4)
    done = NodeStatus(state="done", outputs={port: PortStatus(kind="view", available=True)})
    view.session.engine.tell(StatusesEvent(statuses={"plot": done}))
    qtbot.wait(250)
    assert view.session.engine.asked == []
    view.set_zoom(1.0)
    qtbot.waitUntil(lambda: [name for name, _ in view.session.engine.asked] == ["view.thumbnail"])


def test_a_picture_gives_way_to_a_node_that_stands_there(
    open_canvas: OpenCanvas, qtbot: QtBot, tmp_path: Path, viewing: tuple[Workflow, str]
) -> None:
    workflow, port = viewing
    workflow.add(Instance("below", "trial.Plot"))
    workflow.layout["below"] = [0, 96]
    view = open_canvas(workflow)
    file = png(tmp_path)
    view.session.engine.answers["view.thumbnail"] = lambda params: Thumbnail(title="", file=str(file))
    done = NodeStatus(state="done", outputs={port: PortStatus(kind="view", available=True)})
    view.session.engine.tell(StatusesEvent(statuses={"plot": done}))
    graph, pink = view.canvas.graph, QColor("#ff00ff")
    shape = graph.nodes["plot"]
    qtbot.waitUntil(lambda: shape.picture is not None)

    def painted(x: float, y: float) -> QColor:
        return QColor(view.viewport().grab().toImage().pixel(view.mapFromScene(QPointF(x, y))))

    middle = shape.picture_rect.center()
    strip = middle.x(), shape.picture_rect.top() + 6
    assert graph.picture_of(shape) is None
    assert painted(*strip) != pink
    view.canvas.show_at({"below": (300.0, 96.0)})
    qtbot.waitUntil(lambda: painted(*strip) == pink and painted(middle.x(), middle.y()) == pink)
    view.canvas.show_at({"below": (100.0, 96.0)})
    qtbot.waitUntil(lambda: painted(*strip) != pink)


def test_where_a_node_leaves_its_place_the_picture_behind_it_is_painted_again(viewing: tuple[Workflow, str]) -> None:
    workflow, _ = viewing
    workflow.add(Instance("below", "trial.Plot"))
    workflow.layout["below"] = [0, 96]
    graph = Graph(workflow)
    shape = graph.nodes["plot"]
    graph.set_picture("plot", QPixmap(30, 20))
    graph.shift({"below": (300.0, 96.0)})
    assert any(rect.contains(shape.picture_rect) for rect in graph.touched)
    assert graph.picture_of(shape) is not None


def test_a_layout_leaves_room_for_pictures(viewing: tuple[Workflow, str]) -> None:
    workflow, _ = viewing
    assert room(workflow, "plot") == height(workflow, "plot") + THUMBNAIL_ROOM
    workflow.add(Instance("second", "trial.Plot"))
    second = Graph(workflow).nodes["second"]
    assert not second.rect.intersects(Graph(workflow).nodes["plot"].picture_rect)
    at = free_place(workflow, (0.0, 0.0))
    assert at[1] >= height(workflow, "plot") + THUMBNAIL_ROOM


@pytest.mark.parametrize("path", sorted((ROOT / "workflows").glob("[a-z]*.knode")), ids=lambda path: path.stem)
def test_an_example_has_room_for_pictures_and_frames(path: Path) -> None:
    graph = Graph(document.load(path))
    for one, other in permutations(graph.nodes.values(), 2):
        assert not one.room.intersects(other.rect), f"{other.id} stands where the picture of {one.id} is shown"
    frames = [frame.rect for frame in Annotations(graph).frames.values()]
    notes = [note.rect for note in Annotations(graph).notes.values()]
    for one, other in combinations([*frames, *notes], 2):
        assert not one.intersects(other)
