"""The law of capture: on a held-out row the captured workflow gives what the training workflow gave, whichever the gesture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

import knode.deploy
from knode.api import Model, Node, Table, TableSpec, setting
from knode.core.values import Captured
from knode.core.workflow import Instance, Workflow
from knode.deploy.gesture import Gesture
from knode.deploy.parity import differences, prove
from knode.deploy.taking import take
from knode.engine.engine import Engine
from knode.engine.inline import run_captured
from tests.deploy.conftest import REGISTRY
from tests.deploy.test_capture_gestures import same

COLUMNS = ["a", "b"]


@REGISTRY.add
class Pairs(Node):
    """Give seeded rows."""

    pack = "law"

    def run(self) -> Table:
        random = np.random.default_rng(11)
        table = pd.DataFrame(random.normal(size=(24, 2)).round(2), columns=COLUMNS)
        return table.assign(c=random.choice(["u", "v"], 24))


@REGISTRY.add
class Shift(Node):
    """Change columns, row by row."""

    pack = "law"
    rowwise = True
    by: float = setting(1.0, "How much.")

    def run(self, table: Table) -> Table:
        return table.assign(a=table["a"] + self.by * table["b"], b=table["b"].abs())


@REGISTRY.add
class Add(Node):
    """Add the values of two tables of the same rows."""

    pack = "law"
    rowwise = True

    def run(self, left: Table, right: Table) -> Table:
        return left.assign(a=left["a"] + right["a"], b=left["b"] - right["b"])


class Fitted(NamedTuple):
    """A table and the model that made it."""

    table: Table
    model: Model


@REGISTRY.add
class Scale(Node):
    """Fit and apply."""

    pack = "law"
    fits = "model"

    def run(self, table: Table) -> Fitted:
        from sklearn.preprocessing import StandardScaler

        spec = TableSpec.of(table[COLUMNS])
        model = Model("transformer", StandardScaler().fit(table[COLUMNS]), spec, spec, name="Scale")
        return Fitted(model.apply(table), model)


Place = tuple[str, str]


class Built(NamedTuple):
    """A training workflow, and where its answer comes from."""

    workflow: Workflow
    answer: Place


@st.composite
def trainings(draw: st.DrawFn) -> Built:
    """A random DAG of row-wise nodes, nodes that fit, splits, and models that are fitted on one side and used on the other."""
    workflow = Workflow("law", registry=REGISTRY)
    workflow.add(Instance("data", "law.Pairs"))
    tables: dict[Place, tuple[str, ...]] = {("data", "table"): ()}  # With the splits that each has gone through.
    answer: Place = ("data", "table")
    for number in range(draw(st.integers(1, 7))):
        node = f"n{number}"
        source = draw(st.sampled_from(sorted(tables)))
        partners = [other for other, splits in sorted(tables.items()) if splits == tables[source]]
        deed = draw(st.sampled_from(["shift", "add", "scale", "split", "learn"]))
        splits = tables[source]
        if deed == "shift":
            workflow.add(Instance(node, "law.Shift", settings={"by": draw(st.floats(-2, 2))}))
            workflow.link(*source, node, "table")
        elif deed == "add":
            workflow.add(Instance(node, "law.Add"))
            workflow.link(*source, node, "left")
            workflow.link(*draw(st.sampled_from(partners)), node, "right")
        elif deed == "scale":
            workflow.add(Instance(node, "law.Scale"))
            workflow.link(*source, node, "table")
        else:
            if len(splits) > 1:
                continue
            split = f"{node}_split"
            workflow.add(Instance(split, "stub.Halves"))
            workflow.link(*source, split, "table")
            splits = (*splits, split)
            workflow.add(Instance(node, "law.Shift" if deed == "split" else "learn.ApplyModel"))
            workflow.link(split, "test", node, "table")
            if deed == "learn":
                workflow.add(Instance(f"{node}_fit", "law.Scale"))
                workflow.link(split, "train", f"{node}_fit", "table")
                workflow.link(f"{node}_fit", "model", node, "model")
        answer = (node, "table")
        tables[answer] = splits
    if answer[0] == "data":
        workflow.add(Instance("last", "law.Shift"))
        workflow.link("data", "table", "last", "table")
        answer = ("last", "table")
    return Built(workflow, answer)


def marked(built: Built) -> Workflow:
    """The same with Capture Start behind the data and Capture End behind the answer."""
    made = Workflow("law", registry=REGISTRY)
    for instance in built.workflow.nodes.values():
        made.add(instance)
    made.add(Instance("start", "deploy.CaptureStart"))
    made.add(Instance("end", "deploy.CaptureEnd"))
    made.link("data", "table", "start", "rows")
    for link in built.workflow.links:
        source = ("start", "rows") if link.source == "data" else (link.source, link.source_port)
        made.link(*source, link.target, link.target_port)
    made.link(*built.answer, "end", "predictions")
    return made


def captures(built: Built) -> list[Captured]:
    """By each gesture."""
    everything = tuple(node for node in built.workflow.nodes if node != "data")
    with Engine(services=knode.deploy.services()) as engine:
        return [
            take(engine, built.workflow, Gesture(built.answer[0])),
            take(engine, built.workflow, Gesture(built.answer[0], select=everything)),
            take(engine, marked(built), Gesture("end")),
        ]


@settings(max_examples=30, deadline=None)
@given(trainings())
def test_a_captured_workflow_gives_for_a_held_out_row_what_training_gave(built: Built) -> None:
    first, *others = captures(built)
    for other in others:
        assert same(first, other)
    with Engine() as engine:
        result = engine.run(built.workflow)
        result.raise_if_failed()
        given, reached = result["data"].table, result[built.answer[0]].table
    for row in reached.index[[0, len(reached) // 2, -1]]:
        made = run_captured(first, {"rows": given.loc[[row]]})
        assert not list(differences({"predictions": reached.loc[[row]]}, made))
    assert prove(first) == len(reached)
    assert {instance.type for instance in first.workflow.nodes.values()} <= {
        "deploy.ContainerInput", "deploy.ContainerOutput", "deploy.FrozenValue", "learn.ApplyModel", "law.Shift", "law.Add",
    }  # fmt: skip
