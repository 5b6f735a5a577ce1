from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from knode.app.canvas.feedback import LIVE
from knode.app.canvas.geometry import PortRef
from knode.app.canvas.view import CanvasView
from knode.app.edit.commands.frames import AddFrame, CollapseFrame
from knode.app.edit.commands.nodes import MoveNodes, RemoveNodes
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, StatusesEvent
from tests.app.canvas.conftest import OpenCanvas, chain, first_link
from tests.app.canvas.painted import Painted
from tests.bench.canvas.graphs import made


def tell(view: CanvasView, **states: str) -> None:
    view.session.engine.tell(StatusesEvent(statuses={node: NodeStatus(state=state) for node, state in states.items()}))


def pixels(view: CanvasView) -> QImage:
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return view.viewport().grab().toImage()


def test_the_selection_is_kept_in_step_both_ways(open_canvas: OpenCanvas):
    view = open_canvas()
    view.canvas.select(["filter", "reader"])
    assert view.session.selection == ("filter", "reader")
    view.session.select(["writer"])
    assert view.canvas.selected == {"writer"}


def test_wires_and_notes_are_selected_and_dropped_from_the_selection_when_they_go(open_canvas: OpenCanvas):
    workflow = chain()
    workflow.annotations = [{"id": "note_1", "kind": "note", "x": 0, "y": 200, "text": ["Hello"]}]
    view = open_canvas(workflow)
    view.canvas.select([], [first_link(view)], ["note_1"])
    assert view.session.do(RemoveNodes((), ["reader"]))
    assert view.canvas.selected_links == ()
    assert view.canvas.selected_annotations == ("note_1",)


def test_states_of_one_frame_are_painted_once_and_only_where_they_are(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    painted = Painted(view)
    for state in ("queued", "running", "done"):
        tell(view, reader=state)
    assert painted.after_events() == []
    qtbot.waitUntil(lambda: bool(painted.rects))
    shape = view.canvas.graph.nodes["reader"]
    here = view.viewportTransform().mapRect(shape.painted).adjusted(-4, -4, 4, 4)
    assert all(here.contains(rect) for rect in painted.rects)
    assert shape.status is not None
    assert shape.status.state == "done"


def test_a_state_out_of_view_paints_nothing(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    view.look(QPointF(5000, 5000), 1.0)
    painted = Painted(view)
    with qtbot.waitSignal(view.canvas.content_changed):
        tell(view, reader="done")
    assert painted.after_events() == []


def test_a_moved_node_is_painted_where_it_was_and_where_it_is(open_canvas: OpenCanvas):
    view = open_canvas()
    painted = Painted(view)
    view.session.do(MoveNodes((), {"writer": (480, 100)}))
    rects = painted.after_events()
    reader = view.viewportTransform().mapRect(view.canvas.node_rect("reader"))
    assert rects
    assert not any(rect.intersects(reader) for rect in rects)


def test_a_running_node_without_a_fraction_moves_its_bar_and_stops_when_it_is_done(
    open_canvas: OpenCanvas, qtbot: QtBot
):
    view = open_canvas()
    tell(view, reader="running")
    qtbot.waitUntil(lambda: view.canvas.phase > 0.0)
    tell(view, reader="done")
    qtbot.waitUntil(lambda: not view.canvas._phase_timer.isActive())


def test_a_running_node_that_is_deleted_leaves_no_timer_running(open_canvas: OpenCanvas, qtbot: QtBot):
    view = open_canvas()
    tell(view, reader="running")
    qtbot.waitUntil(view.canvas._phase_timer.isActive)
    view.session.do(RemoveNodes((), ["reader"]))
    assert not view.canvas._phase_timer.isActive()


def test_few_nodes_on_the_move_show_themselves_with_their_wires_and_the_document_stays(open_canvas: OpenCanvas):
    view = open_canvas()
    before = dict(view.session.workflow.layout)
    ghost = view.canvas.ghost(["filter"])
    ghost.set_offset(30, 50)
    assert view.canvas.node_rect("filter").topLeft() == QPointF(270, 50)
    end = view.canvas.graph.wires[first_link(view)].points[-1]
    assert end == (270, 80)
    assert view.session.workflow.layout == before
    ghost.drop()
    assert view.canvas.node_rect("filter").topLeft() == QPointF(240, 0)


def test_many_nodes_on_the_move_are_one_outline(open_canvas: OpenCanvas):
    view = open_canvas(made(LIVE + 10, 40))
    nodes = list(view.session.workflow.nodes)
    places = [view.canvas.node_rect(node) for node in nodes]
    ghost = view.canvas.ghost(nodes)
    ghost.set_offset(100, 20)
    assert ghost.pos() == QPointF(100, 20)
    assert [view.canvas.node_rect(node) for node in nodes] == places
    ghost.drop()
    assert ghost.scene() is None


def test_a_collapsed_frame_hides_its_nodes_and_takes_their_wires(open_canvas: OpenCanvas):
    view = open_canvas()
    view.session.do(AddFrame((), ["reader", "filter"], "Prepare"))
    frame = next(iter(view.canvas.annotations.frames))
    view.session.do(CollapseFrame((), frame, True))
    assert view.canvas.node_at(QPointF(300, 30)) is None
    wires = view.canvas.graph.wires
    inside, outside = view.session.workflow.links
    assert wires[inside].hidden
    assert not wires[outside].hidden
    assert wires[outside].points[0][0] == view.canvas.frame_rect(frame).right()
    view.session.document.undo()
    assert view.canvas.node_at(QPointF(300, 30)) == "filter"


def test_a_component_is_entered_and_left(open_canvas: OpenCanvas):
    inner = Workflow()
    inner.add(Instance("input", "deploy.ContainerInput", settings={"name": "rows"}))
    outer = Workflow()
    outer.add(Instance("part", "flow.Component", workflow=inner))
    view = open_canvas(outer)
    assert view.canvas.graph.nodes["part"].form == "component"
    assert [plug.name for plug in view.canvas.graph.nodes["part"].inputs] == ["rows"]
    view.session.set_path(("part",))
    assert list(view.canvas.graph.nodes) == ["input"]
    view.session.set_path(())
    assert list(view.canvas.graph.nodes) == ["part"]


def test_lit_ports_look_other_than_ports_that_do_not_fit(open_canvas: OpenCanvas):
    view = open_canvas()
    plain = pixels(view)
    refs = [PortRef("filter", "in", "table"), PortRef("writer", "in", "table")]
    view.canvas.light_ports({refs[0]: None, refs[1]: "It has a wire already."})
    lit = pixels(view)
    for ref in refs:
        place = view.viewportTransform().map(view.canvas.port_pos(ref)).toPoint()
        area = lit.copy(place.x() - 9, place.y() - 9, 18, 18)
        assert area != plain.copy(place.x() - 9, place.y() - 9, 18, 18)
    view.canvas.light_ports(None)
    assert pixels(view) == plain


def test_marked_nodes_have_an_area_with_the_wires_between_them_behind(open_canvas: OpenCanvas):
    view = open_canvas()
    plain = pixels(view)
    view.canvas.highlight_nodes(["reader", "filter"], "region")
    marked = pixels(view)
    inside, outside = view.session.workflow.links
    for link, changes in ((inside, True), (outside, False)):
        place = view.canvas.graph.wires[link].path.pointAtPercent(0.5) + QPointF(0, 7)
        at = view.viewportTransform().map(place).toPoint()
        assert (marked.pixel(at) != plain.pixel(at)) is changes
    view.canvas.highlight_nodes([])
    assert pixels(view) == plain


def test_the_canvas_takes_the_colours_of_the_theme(open_canvas: OpenCanvas, in_theme: Any):
    view = open_canvas()
    in_theme("dark")
    dark = QColor(pixels(view).pixel(5, 5))
    in_theme("light")
    assert dark.lightness() < 100 < QColor(pixels(view).pixel(5, 5)).lightness()
