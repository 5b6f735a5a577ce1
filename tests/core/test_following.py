"""Ports that follow: what a document tells of the captured workflow that reaches a node."""

from __future__ import annotations

import pytest

from knode.api import Captured, EndSpec, Model, Node, Ports, Table, WorkflowSpec, setting
from knode.core.errors import PortTaken, UnknownName
from knode.core.following import arriving, is_open, known
from knode.core.ports import Port
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow

REGISTRY = Registry()
TABLES = WorkflowSpec(inputs={"rows": EndSpec()}, outputs={"table": EndSpec()})


@REGISTRY.add
class Rows(Node):
    """Give a table."""

    pack = "stub"

    def run(self) -> Table:
        """Give it."""
        raise NotImplementedError


@REGISTRY.add
class Learn(Node):
    """Make a model of a table."""

    pack = "stub"

    def run(self, table: Table) -> Model:
        """Make it."""
        raise NotImplementedError


@REGISTRY.add
class Use(Node):
    """Use a model on a table."""

    pack = "stub"

    def run(self, table: Table, model: Model) -> Table:
        """Use it."""
        raise NotImplementedError


@REGISTRY.add
class Known(Node):
    """Give a workflow whose ends are known, or not."""

    pack = "stub"
    known: bool = setting(True, "Whether they are.")

    def spec(self, inputs: object) -> dict[str, object]:
        """Its ends."""
        return {"workflow": TABLES if self.known else None}

    def run(self) -> Captured:
        """Give it."""
        raise NotImplementedError


@REGISTRY.add
class Both(Node):
    """Give the last of several workflows; refuse an unknown one."""

    pack = "stub"
    follows = "workflows"

    def spec(self, inputs: dict[str, list[WorkflowSpec | None]]) -> dict[str, object]:
        """The last."""
        if any(one is None for one in inputs["workflows"]):
            raise UnknownName("workflow", "that", [])
        return {"workflow": inputs["workflows"][-1]}

    def run(self, workflows: list[Captured]) -> Captured:
        """Give it."""
        raise NotImplementedError


@REGISTRY.add
class Follow(Node):
    """Follow a workflow."""

    pack = "stub"
    follows = "workflow"

    def ports(self) -> Ports:
        """The workflow alone."""
        return self.following(WorkflowSpec(inputs={}, outputs={}))

    def following(self, followed: WorkflowSpec) -> Ports:
        """The workflow and its ends."""
        inputs = [Port(name, end.kind, optional=end.optional) for name, end in (followed.inputs or {}).items()]
        outputs = [Port(name, end.kind) for name, end in (followed.outputs or {}).items()]
        return Ports((Port("workflow", "workflow"), *inputs), tuple(outputs))


def made(links: str, **types: str | Instance) -> Workflow:
    """A workflow of stubs, `id="Type"`, and links `a.port>b.port`."""
    workflow = Workflow("stubs", registry=REGISTRY)
    for node, given in types.items():
        workflow.add(
            given if isinstance(given, Instance) else Instance(node, given if "." in given else f"stub.{given}")
        )
    for link in links.split():
        source, target = link.split(">")
        workflow.link(*source.split("."), *target.split("."))
    return workflow


def names(workflow: Workflow, node: str = "follow") -> tuple[list[str], list[str]]:
    ports = workflow.ports(node)
    assert ports is not None
    return [f"{port.name}:{port.kind}" for port in ports.inputs[1:]], [
        f"{one.name}:{one.kind}" for one in ports.outputs
    ]


def test_a_node_has_the_ports_of_the_workflow_that_comes_in() -> None:
    workflow = made("known.workflow>follow.workflow", known="Known", follow="Follow")

    assert names(workflow) == (["rows:table"], ["table:table"])
    assert not is_open(workflow, "follow", "inputs")
    with pytest.raises(UnknownName):
        workflow.link("follow", "tables", "follow", "rows")


def test_ports_change_when_the_workflow_is_taken_away() -> None:
    workflow = made("known.workflow>follow.workflow", known="Known", follow="Follow")

    workflow.unlink(workflow.links[0])

    assert names(workflow) == ([], [])
    assert is_open(workflow, "follow", "outputs")


def test_open_ports_have_the_kinds_of_what_they_are_linked_to_and_take_one_link() -> None:
    workflow = made(
        "known.workflow>follow.workflow rows.table>learn.table learn.model>follow.model follow.fitted>use.model",
        known=Instance("known", "stub.Known", settings={"known": False}),
        rows="Rows", learn="Learn", again="Learn", use="Use", follow="Follow",
    )  # fmt: skip

    assert names(workflow) == (["model:model"], ["fitted:model"])
    with pytest.raises(PortTaken):
        workflow.link("again", "model", "follow", "model")


def test_what_cannot_be_told_leaves_ports_open_instead_of_failing() -> None:
    workflow = made(
        "known.workflow>both.workflows both.workflow>follow.workflow",
        known=Instance("known", "stub.Known", settings={"known": False}), both="Both", follow="Follow",
    )  # fmt: skip

    assert known(workflow, "follow") == WorkflowSpec()
    with pytest.raises(UnknownName):
        arriving(workflow, "follow")


def test_a_long_chain_of_nodes_that_hand_workflows_on_is_followed() -> None:
    count = 2000
    types = {f"n{number}": "Both" for number in range(count)}
    links = " ".join(f"n{number}.workflow>n{number + 1}.workflows" for number in range(count - 1))
    workflow = made(
        f"known.workflow>n0.workflows {links} n{count - 1}.workflow>follow.workflow",
        known="Known", **types, follow="Follow",
    )  # fmt: skip

    assert names(workflow) == (["rows:table"], ["table:table"])


def test_a_node_that_follows_two_workflows_has_open_ports_and_no_guess() -> None:
    workflow = made("known.workflow>follow.workflow", known="Known", other="Known", follow="Follow")

    with pytest.raises(PortTaken):
        workflow.link("other", "workflow", "follow", "workflow")
    assert known(workflow, "other") is None


@pytest.mark.parametrize("ends", ["", "inner"])
def test_a_capture_s_inputs_are_the_ports_of_the_starts_that_belong_to_it(ends: str) -> None:
    links = "rows.table>start.rows start.rows>{0} end.workflow>follow.workflow"
    inner = {"in_": "deploy.CaptureStart", "out": "deploy.CaptureEnd"} if ends else {}
    between = "in_.rows in_.rows>out.predictions out.predictions>end.predictions" if ends else "end.predictions"
    workflow = made(links.format(between), rows="Rows", start="deploy.CaptureStart", end="deploy.CaptureEnd",
                    follow="Follow", **inner)  # fmt: skip

    assert names(workflow) == (["rows:table"], ["predictions:table"])


def test_a_start_that_only_a_learner_needs_is_no_input() -> None:
    labels = Instance("labels", "deploy.CaptureStart", settings={"carry": [{"name": "labels"}]})
    workflow = made(
        "rows.table>start.rows rows.table>labels.labels labels.labels>learn.table learn.model>use.model "
        "start.rows>use.table use.table>end.predictions end.workflow>follow.workflow",
        rows="Rows", start="deploy.CaptureStart", labels=labels, learn="Learn", use="Use", end="deploy.CaptureEnd",
        follow="Follow",
    )  # fmt: skip

    assert names(workflow) == (["rows:table"], ["predictions:table"])


def test_of_a_capture_without_a_start_the_outputs_are_known() -> None:
    workflow = made("rows.table>end.predictions end.workflow>follow.workflow", rows="Rows", end="deploy.CaptureEnd",
                    follow="Follow")  # fmt: skip

    assert names(workflow) == ([], ["predictions:table"])
    assert is_open(workflow, "follow", "inputs")
    assert not is_open(workflow, "follow", "outputs")


def test_an_unfinished_or_unknown_node_gives_an_unknown_workflow() -> None:
    gone = Workflow("gone", registry=REGISTRY)
    gone.add(Instance("gone", "absent.Reader"))
    gone.add(Instance("follow", "stub.Follow"))
    gone.link("gone", "workflow", "follow", "workflow")

    assert is_open(gone, "follow", "inputs")
    assert names(gone) == ([], [])
