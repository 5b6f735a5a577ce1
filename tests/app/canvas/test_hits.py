from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF

from knode.app.canvas.geometry import PortRef
from tests.app.canvas.conftest import OpenCanvas, chain, first_link


def test_the_node_in_front_is_hit(open_canvas: OpenCanvas):
    workflow = chain()
    workflow.layout["filter"] = [40, 10]
    canvas = open_canvas(workflow).canvas
    assert canvas.node_at(QPointF(60, 20)) == "filter"
    canvas.select(["reader"])
    assert canvas.node_at(QPointF(60, 20)) == "reader"
    assert canvas.node_at(QPointF(60, 400)) is None


def test_a_port_is_hit_near_by_and_the_nearest_one_wins(open_canvas: OpenCanvas):
    canvas = open_canvas().canvas
    out = PortRef("reader", "out", "table")
    assert canvas.port_at(canvas.port_pos(out) + QPointF(5, 4)) == out
    assert canvas.port_at(canvas.port_pos(out) + QPointF(30, 0)) is None
    assert canvas.port_kind(out) == "table"


def test_the_input_for_variables_is_hit_only_when_it_is_looked_for(open_canvas: OpenCanvas):
    canvas = open_canvas().canvas
    implicit = PortRef("filter", "in", "variables")
    assert canvas.port_at(canvas.port_pos(implicit)) is None
    assert canvas.port_at(canvas.port_pos(implicit), implicit=True) == implicit


def test_a_wire_is_hit_on_its_curve_and_crossed_by_a_stroke(open_canvas: OpenCanvas):
    view = open_canvas()
    canvas, link = view.canvas, first_link(view)
    middle = canvas.graph.wires[link].path.pointAtPercent(0.5)
    assert canvas.link_at(middle) == link
    assert canvas.link_at(middle + QPointF(0, 30)) is None
    assert canvas.links_crossing(QLineF(middle.x(), -100, middle.x(), 200)) == [link]
    assert canvas.links_crossing(QLineF(middle.x(), 100, middle.x(), 200)) == []


def test_a_reroute_point_is_hit_and_known_by_its_place(open_canvas: OpenCanvas):
    workflow = chain()
    link = workflow.links[0]
    workflow.layout[str(link)] = [[180, -60], [200, 120]]
    canvas = open_canvas(workflow).canvas
    assert canvas.reroute_at(QPointF(202, 119)) == (link, 1)
    assert canvas.link_at(QPointF(180, -60)) == link


def test_notes_and_the_title_and_border_of_frames_are_hit_but_not_what_is_inside(open_canvas: OpenCanvas):
    workflow = chain()
    workflow.annotations = [
        {"id": "note_1", "kind": "note", "x": 0, "y": 300, "width": 100, "height": 80, "text": ["Hello"]},
        {"id": "frame_1", "kind": "frame", "title": "Prepare", "nodes": ["reader", "filter"]},
    ]
    canvas = open_canvas(workflow).canvas
    frame = canvas.frame_rect("frame_1")
    assert frame.contains(canvas.node_rect("reader"))
    assert frame.contains(canvas.node_rect("filter"))
    assert canvas.annotation_at(QPointF(50, 340)) == "note_1"
    assert canvas.annotation_at(QPointF(frame.left() + 60, frame.top() + 10)) == "frame_1"
    assert canvas.annotation_at(QPointF(frame.right(), frame.bottom() - 20)) == "frame_1"
    assert canvas.annotation_at(QPointF(200, 30)) is None


def test_arrows_lead_along_wires_and_else_to_the_nearest(open_canvas: OpenCanvas):
    workflow = chain()
    workflow.layout["writer"] = [0, 200]
    canvas = open_canvas(workflow).canvas
    assert canvas.neighbour("reader", "right") == "filter"
    assert canvas.neighbour("filter", "left") == "reader"
    assert canvas.neighbour("reader", "down") == "writer"
    assert canvas.neighbour("writer", "up") == "reader"
    assert canvas.neighbour("reader", "left") is None


def test_nodes_in_a_rectangle_are_those_that_it_touches(open_canvas: OpenCanvas):
    canvas = open_canvas().canvas
    assert canvas.nodes_in(QRectF(140, 50, 110, 40)) == ["reader", "filter"]
    assert canvas.nodes_in(QRectF(152, 70, 50, 50)) == []
