from __future__ import annotations

import pytest

from knode.app.canvas.annotations import Annotations
from knode.app.canvas.geometry import WIDTH
from knode.app.canvas.graph import MANY, Graph
from knode.app.document import Document
from knode.app.edit.commands.nodes import MoveNodes
from knode.core.errors import KnodeError
from knode.core.workflow import Instance, Workflow
from tests.app.canvas.conftest import chain
from tests.app.edit.arbitrary import Arbitrary
from tests.bench.canvas.graphs import made


def seen(graph: Graph, annotations: Annotations) -> object:
    """All that can be seen and hit of a graph."""
    nodes = {
        node: (
            shape.rect,
            shape.title,
            shape.form,
            shape.mode,
            shape.inputs,
            shape.outputs,
            shape.variables,
            shape.hidden,
        )
        for node, shape in graph.nodes.items()
    }
    wires = {link: (wire.kind, wire.points, wire.hidden) for link, wire in graph.wires.items()}
    ends = {node: (set(graph.into[node]), set(graph.out_of[node])) for node in graph.nodes}
    frames = {name: (frame.rect, frame.title, frame.nodes) for name, frame in annotations.frames.items()}
    notes = {name: (note.rect, note.text) for name, note in annotations.notes.items()}
    return nodes, wires, ends, frames, notes, graph.node_index.bounds, graph.wire_index.bounds


@pytest.mark.parametrize("seed", range(12))
def test_a_graph_that_followed_edits_and_undo_is_one_that_is_made_anew(qapp: object, seed: int):
    choose = Arbitrary(seed)
    document = Document(choose.workflow())
    graph = Graph(document.workflow)
    annotations = Annotations(graph)

    def follow(changes: list) -> None:
        own = [change for change in changes if change.path == ()]
        graph.follow(own)
        for change in changes:
            if change.path:
                graph.refresh_ports(change.path[0])
        annotations.read() if any(change.kind == "annotation" for change in own) else annotations.follow_nodes(
            change.key for change in own if change.kind in ("node", "place")
        )

    document.changed.connect(follow)
    for turn in range(30):
        try:
            document.do(choose.command(document.workflow))
        except KnodeError:
            continue
        if turn % 4 == 3:
            document.undo()
        anew = Graph(document.workflow)
        assert seen(graph, annotations) == seen(anew, Annotations(anew))
    while document.stack.canUndo():
        document.undo()
    anew = Graph(document.workflow)
    assert seen(graph, annotations) == seen(anew, Annotations(anew))


def test_moving_more_nodes_than_are_moved_one_by_one_comes_to_the_same(qapp: object):
    document = Document(made(MANY + 60, 400))
    graph = Graph(document.workflow)
    document.changed.connect(graph.follow)
    nodes = list(document.workflow.nodes)[: MANY + 20]
    layout = document.workflow.layout
    document.do(MoveNodes((), {node: (layout[node][0] + 50, layout[node][1] - 30) for node in nodes}))
    anew = Graph(document.workflow)
    assert seen(graph, Annotations(graph)) == seen(anew, Annotations(anew))
    assert graph.all_touched


def test_a_change_touches_only_what_it_names(qapp: object):
    document = Document(chain())
    graph = Graph(document.workflow)
    graph.touched.clear()
    before = graph.nodes["writer"]
    document.changed.connect(graph.follow)
    document.do(MoveNodes((), {"reader": (0, 300)}))
    assert graph.nodes["writer"] is before
    assert not any(rect.intersects(before.rect) for rect in graph.touched)


def test_nodes_without_a_place_are_laid_out_in_the_order_of_their_links():
    workflow = chain()
    workflow.layout.clear()
    graph = Graph(workflow)
    lefts = [graph.nodes[node].x for node in ("reader", "filter", "writer")]
    assert lefts[0] + WIDTH < lefts[1]
    assert lefts[1] + WIDTH < lefts[2]


def test_a_node_whose_pack_is_absent_shows_the_ports_that_its_links_name():
    workflow = Workflow()
    workflow.add(Instance("reader", "io.CsvReader"))
    workflow.add(Instance("unknown", "elsewhere.Thing"))
    workflow.link("reader", "table", "unknown", "rows")
    shape = Graph(workflow).nodes["unknown"]
    assert shape.form == "placeholder"
    assert [(plug.name, plug.kind, plug.free) for plug in shape.inputs] == [("rows", "table", False)]
