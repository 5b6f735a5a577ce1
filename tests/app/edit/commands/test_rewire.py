"""Edits of wires and of the nodes in them."""

from __future__ import annotations

import pytest

from knode.app.document import Document
from knode.app.edit.commands.frames import AddFrame, JoinFrame, LeaveFrame
from knode.app.edit.commands.links import AddLink
from knode.app.edit.commands.nodes import AddNode, RemoveNodes
from knode.app.edit.commands.pieces import Duplicate
from knode.app.edit.commands.rewire import ConnectInSeries, Detach, Splice
from knode.app.edit.commands.swap import SwapType
from knode.app.edit.draft import Together
from knode.core.errors import LinkRefused, NodeUnavailable
from knode.core.workflow import Instance, Link, Workflow


def joined() -> Workflow:
    """Two tables that are joined, and partitioned for a learner."""
    made = Workflow("joined")
    for node, type_id in (
        ("one", "io.TableCreator"),
        ("two", "io.TableCreator"),
        ("join", "prep.Joiner"),
        ("norm", "prep.Normalizer"),
        ("part", "prep.Partition"),
        ("learn", "learn.RandomForestLearner"),
        ("loose", "prep.RowFilter"),
    ):
        made.add(Instance(node, type_id))
        made.layout[node] = [0, 0]
    made.link("one", "table", "join", "left")
    made.link("two", "table", "join", "right")
    made.link("join", "table", "norm", "table")
    made.link("norm", "table", "part", "table")
    made.link("part", "train", "learn", "table")
    return made


def done(workflow: Workflow, command: object) -> Workflow:
    Document(workflow).do(command)  # type: ignore[arg-type]
    return workflow


def test_healing_leads_on_what_came_first_through_all_that_goes() -> None:
    workflow = done(joined(), RemoveNodes((), ("join", "norm", "part"), heal=True))
    assert workflow.links == [Link("one", "table", "learn", "table")]


def test_healing_joins_nothing_of_another_kind() -> None:
    workflow = joined()
    workflow.add(Instance("apply", "learn.ApplyModel"))
    workflow.link("norm", "model", "apply", "model")
    done(workflow, RemoveNodes((), ("norm",), heal=True))
    assert workflow.links_into("part") == [Link("join", "table", "part", "table")]
    assert not workflow.links_into("apply")


def test_detached_nodes_keep_the_wires_between_them() -> None:
    workflow = done(joined(), Detach((), ("norm", "part")))
    assert set(workflow.links) == {
        Link("one", "table", "join", "left"),
        Link("two", "table", "join", "right"),
        Link("norm", "table", "part", "table"),
        Link("join", "table", "learn", "table"),
    }


def test_a_series_takes_free_ports_that_fit() -> None:
    workflow = done(joined(), ConnectInSeries((), ("part", "loose")))
    assert workflow.links_into("loose") == [Link("part", "train", "loose", "table")]


def test_a_series_that_does_not_fit_changes_nothing() -> None:
    workflow = joined()
    before = set(workflow.links)
    with pytest.raises(LinkRefused, match='No output of "loose" fits'):
        done(workflow, ConnectInSeries((), ("one", "loose", "learn", "join")))
    assert set(workflow.links) == before


def test_a_node_that_has_wires_is_not_spliced() -> None:
    with pytest.raises(LinkRefused, match="it has links already"):
        done(joined(), Splice((), "part", Link("one", "table", "join", "left")))


def test_a_node_is_added_into_a_wire_as_one_step() -> None:
    workflow = joined()
    document = Document(workflow)
    before = document.text()
    link = Link("join", "table", "norm", "table")
    added = AddNode((), Instance("sorter", "prep.Sorter"), (0, 0))
    document.do(Together((), (added, Splice((), "sorter", link)), "Add Sorter"))
    assert workflow.links_into("norm") == [Link("sorter", "table", "norm", "table")]
    document.undo()
    assert document.text() == before


def test_a_wire_into_a_taken_port_takes_its_place() -> None:
    workflow = done(joined(), AddLink((), Link("two", "table", "join", "left")))
    assert workflow.links_into("join") == [Link("two", "table", "join", "right"), Link("two", "table", "join", "left")]


def test_swapping_keeps_settings_and_wires_that_fit() -> None:
    workflow = joined()
    workflow.set("learn", seed=3, trees=9)
    done(workflow, SwapType((), "learn", "learn.HistGradientBoostingLearner"))
    assert workflow.nodes["learn"].settings == {"seed": 3}
    assert workflow.links_into("learn") == [Link("part", "train", "learn", "table")]


def test_swapping_drops_wires_that_have_no_port() -> None:
    workflow = done(joined(), SwapType((), "join", "io.CsvWriter"))
    assert workflow.links_into("join") == [Link("one", "table", "join", "table")]
    assert not workflow.links_into("norm")


def test_a_node_is_not_swapped_for_what_is_not_installed() -> None:
    with pytest.raises(NodeUnavailable):
        done(joined(), SwapType((), "join", "gone.Node"))


def test_a_duplicate_of_linked_nodes_is_fed_by_the_same_in_the_same_order() -> None:
    workflow = done(joined(), Duplicate((), ("join", "norm"), (0, 100), linked=True))
    assert workflow.links_into("join_2") == [
        Link("one", "table", "join_2", "left"),
        Link("two", "table", "join_2", "right"),
    ]
    assert workflow.links_into("norm_2") == [Link("join_2", "table", "norm_2", "table")]


def test_a_node_is_in_one_frame_and_an_empty_frame_is_gone() -> None:
    document = Document(joined())
    document.do(AddFrame((), ("one", "two"), "Read"))
    document.do(AddFrame((), ("two", "join"), "Join"))
    assert [frame["nodes"] for frame in document.workflow.annotations] == [["one"], ["two", "join"]]
    document.do(JoinFrame((), "frame_2", ("one",)))
    assert [frame["id"] for frame in document.workflow.annotations] == ["frame_2"]
    document.do(LeaveFrame((), ("one",)))
    document.do(RemoveNodes((), ("two", "join")))
    assert not document.workflow.annotations
    for _ in range(5):
        document.undo()
    assert document.workflow == joined()
