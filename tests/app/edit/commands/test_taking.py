"""Nodes are put into a node that holds a workflow, which keeps its settings and links."""

from __future__ import annotations

import pytest

from knode.app.edit.commands.nodes import AddNode, SetSettings
from knode.app.edit.commands.taking import TakeInside
from knode.core import document
from knode.core.errors import UsageError
from knode.core.workflow import Instance, Link, Workflow
from tests.app.edit.commands.test_components import edited, training


def inside(workflow: Workflow, node: str) -> Workflow:
    found = workflow.nodes[node].workflow
    assert found is not None
    return found


def added(type_id: str, place: tuple[float, float]) -> AddNode:
    return AddNode((), Instance(Workflow().free_id(type_id), type_id), place)


def kinds(workflow: Workflow) -> list[str]:
    return sorted(one.type for one in workflow.nodes.values())


def test_a_copy_of_the_learner_goes_into_cross_validate_which_stays_linked() -> None:
    workflow = training()
    done = edited(
        workflow,
        added("learn.CrossValidate", (600, 200)),
        SetSettings((), "cross_validate", {"folds": 7}),
        TakeInside((), "cross_validate", ("learn",), beside=True),
    )
    made = done.workflow
    assert made.nodes["cross_validate"].settings == {"folds": 7}
    assert kinds(inside(made, "cross_validate")) == [
        "deploy.ContainerInput", "deploy.ContainerOutput", "learn.RandomForestLearner",
    ]  # fmt: skip
    assert "learn" in made.nodes
    assert Link("sort", "table", "cross_validate", "table") in made.links
    assert [port.name for port in made.ports("cross_validate").inputs] == ["table"]  # type: ignore[union-attr]
    assert document.loads(done.text()) == made
    done.undo()
    assert kinds(inside(done.workflow, "cross_validate")) == ["deploy.ContainerInput", "deploy.ContainerOutput"]


def test_nodes_that_move_into_a_loop_leave_their_place_and_hand_on_through_it() -> None:
    workflow = training()
    done = edited(workflow, added("flow.Loop", (600, 200)), TakeInside((), "loop", ("sort",)))
    assert set(done.workflow.links) == {
        Link("read", "table", "loop", "table"),
        Link("loop", "table", "learn", "table"),
        Link("learn", "model", "apply", "model"),
        Link("read", "table", "apply", "table"),
    }
    assert done.workflow.layout["loop"] == [600, 200]
    done.undo()
    assert "sort" in done.workflow.nodes


def test_links_that_the_node_had_stay_where_it_has_a_port_for_them() -> None:
    workflow = Workflow("alone")
    for node, type_id in {"read": "io.TableCreator", "learn": "learn.RandomForestLearner"}.items():
        workflow.add(Instance(node, type_id))
    done = edited(workflow, added("learn.CrossValidate", (0, 0)), added("prep.Sorter", (0, 0)))
    done.workflow.link("read", "table", "cross_validate", "table")
    done.workflow.link("cross_validate", "scores", "sorter", "table")
    done.do(TakeInside((), "cross_validate", ("learn",), beside=True))
    assert set(done.workflow.links) == {
        Link("read", "table", "cross_validate", "table"),
        Link("cross_validate", "scores", "sorter", "table"),
    }


@pytest.mark.parametrize("node", ["learn", "sort"])
def test_only_a_node_that_holds_a_workflow_takes_nodes_and_not_itself(node: str) -> None:
    with pytest.raises(UsageError, match="cannot run these nodes"):
        TakeInside((), node, ("learn",)).changes(training())
