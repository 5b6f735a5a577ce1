"""What a person sees: states differ in form as well as in colour, in both themes. KNODE_SHOTS names a folder for pictures."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from knode.app.canvas.view import CanvasView
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem, StatusesEvent
from tests.app.canvas.conftest import OpenCanvas
from tests.bench.canvas.graphs import made

PROBLEM = Problem(kind="DataError", message="There is no column 'age'.")
STATES = {
    "unknown": None,
    "idle": NodeStatus(state="idle", error=PROBLEM),
    "ready": NodeStatus(state="ready"),
    "stale": NodeStatus(state="ready", stale=True),
    "queued": NodeStatus(state="queued"),
    "running": NodeStatus(state="running", fraction=0.4),
    "done": NodeStatus(state="done"),
    "reused": NodeStatus(state="done", reused=True),
    "warned": NodeStatus(state="done", warnings=("3 rows were dropped",)),
    "failed": NodeStatus(state="failed", error=PROBLEM),
    "skipped": NodeStatus(state="skipped"),
    "behind": NodeStatus(state="disabled"),
    "again": None,
}


def all_states() -> Workflow:
    workflow = Workflow("states")
    for number, name in enumerate(STATES):
        workflow.add(Instance(name, "prep.Sorter", label="Sorter"))
        workflow.layout[name] = [number % 4 * 208, number // 4 * 128]
    for number, mode in enumerate(("disabled", "bypass")):
        workflow.add(replace(Instance(mode, "prep.Sorter", label="Sorter"), mode=mode))  # type: ignore[arg-type]
        workflow.layout[mode] = [number * 208, 512]
    return workflow


def pictures(view: CanvasView) -> dict[str, QImage]:
    """Each node as it looks without colours."""
    view._settle()
    QApplication.processEvents()
    whole = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    found = {}
    for node in view.session.workflow.nodes:
        place = view.viewportTransform().map(view.canvas.node_rect(node).topLeft()).toPoint()
        size = view.canvas.node_rect(node).size() * view.zoom
        found[node] = whole.copy(place.x() - 10, place.y() - 10, int(size.width()) + 20, int(size.height()) + 20)
    return found


def keep(view: CanvasView, name: str) -> None:
    folder = os.environ.get("KNODE_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        view.grab().save(str(Path(folder) / f"canvas_{name}.png"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_two_states_look_alike_even_without_colours(open_canvas: OpenCanvas, in_theme: Any, theme: Any):
    in_theme(theme)
    view = open_canvas(all_states())
    view.session.engine.tell(StatusesEvent(statuses={name: status for name, status in STATES.items() if status}))
    view.canvas._flush_statuses()
    view.look(view.canvas.bounds().center(), 1.0)
    looks = pictures(view)
    keep(view, f"states_{theme}")
    alike = [pair for pair in itertools.combinations(looks, 2) if looks[pair[0]] == looks[pair[1]]]
    assert alike == [("unknown", "again")]


@pytest.mark.parametrize("zoom", [0.1, 0.44, 0.46, 1.0, 2.0])
def test_a_graph_is_seen_at_every_zoom(open_canvas: OpenCanvas, zoom: float):
    view = open_canvas(made(300, 400, 20))
    view.look(view.canvas.bounds().center(), zoom)
    view._settle()
    QApplication.processEvents()
    keep(view, f"graph_{zoom}")
    image = view.viewport().grab().toImage()
    back = view.canvas.colours.canvas.rgb()
    seen = list(view.canvas.nodes_in(view.visible_rect().adjusted(40, 40, -40, -40)))[:40]
    assert seen
    for node in seen:
        rect = view.viewportTransform().mapRect(view.canvas.node_rect(node))
        place = (rect.topLeft() + QPointF(rect.width() * 0.15, rect.height() * 0.5)).toPoint()
        if view.viewport().rect().contains(place):
            assert image.pixel(place) != back


def test_a_failed_node_is_crossed_out_from_far_away(open_canvas: OpenCanvas):
    view = open_canvas(all_states(), zoom=0.4)
    far = pictures(view)
    view.session.engine.tell(StatusesEvent(statuses={"failed": STATES["failed"]}))
    view.canvas._flush_statuses()
    crossed = pictures(view)
    assert crossed["failed"] != far["failed"]
    assert crossed["done"] == far["done"]
    view.session.select(["failed", "done"])
    selected = pictures(view)
    middle = selected["failed"].rect().center()
    inside = {name: look.copy(middle.x() - 20, middle.y() - 8, 40, 16) for name, look in selected.items()}
    assert len({inside["failed"].pixel(x, y) for x in range(40) for y in range(16)}) > 1, (
        "the cross is seen on the selection"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_kinds_of_nodes_of_one_colour_are_told_apart_from_far_away(open_canvas: OpenCanvas, in_theme: Any, theme: Any):
    in_theme(theme)
    workflow = Workflow("kinds")
    for number, kind in enumerate(("prep.Sorter", "prep.RowFilter", "prep.Joiner", "prep.Sorter")):
        workflow.add(Instance(f"node{number}", kind))
        workflow.layout[f"node{number}"] = [number * 200, 0]
    view = open_canvas(workflow, zoom=0.3)
    looks = [look.copy(look.rect().adjusted(12, 12, -12, -12)) for look in pictures(view).values()]
    keep(view, f"far_{theme}")
    assert looks[0] != looks[1] != looks[2] != looks[0]
    assert looks[0] == looks[3]
