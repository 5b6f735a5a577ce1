"""Workflows and commands at random, for laws that hold for all of them."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from knode.app.edit.command import Command
from knode.app.edit.commands import (
    arrange,
    components,
    frames,
    links,
    mode,
    nodes,
    notes,
    parameters,
    pieces,
    rewire,
    swap,
    taking,
)
from knode.app.edit.draft import Together
from knode.app.edit.fragment import fragment
from knode.app.edit.places import Box
from knode.app.edit.wires import fits, is_free
from knode.core.edits import Path, inner
from knode.core.errors import KnodeError
from knode.core.workflow import Binding, Instance, Link, Parameter, Workflow

TYPES = (
    "io.TableCreator",
    "io.CsvWriter",
    "prep.RowFilter",
    "prep.Joiner",
    "prep.Sorter",
    "prep.Normalizer",
    "prep.Partition",
    "learn.RandomForestLearner",
    "learn.ApplyModel",
    "evaluate.Scorer",
    "deploy.WorkflowCombiner",
    "deploy.BundleReader",
    "deploy.CaptureStart",
    "deploy.CaptureEnd",
    "deploy.WorkflowExecutor",
    "deploy.ContainerInput",
    "deploy.ContainerOutput",
    "flow.Loop",
    "elsewhere.Missing",
)
PARAMETERS = ("text", "number", "integer")


class Arbitrary:
    """Draws from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def workflow(self) -> Workflow:
        """A small workflow with links, and a name."""
        made = Workflow(f"w{self.random.randrange(100)}")
        for _ in range(self.random.randrange(3, 9)):
            node = self.instance(made)
            if node.type.startswith("deploy.Container"):
                node = replace(node, settings={"name": node.id})
            made.add(node)
            made.layout[node.id] = list(self.point())
        self._link(made, 12)
        return made

    def _link(self, workflow: Workflow, tries: int) -> None:
        for _ in range(tries):
            link = self.possible_link(workflow)
            if link is not None:
                ports = workflow.ports(link.target)
                port = ports.input(link.target_port) if ports else None
                if (
                    port is not None
                    and link not in workflow.links
                    and fits(workflow, link)
                    and is_free(workflow, link.target, port)
                ):
                    workflow.link(*link)

    def instance(self, workflow: Workflow) -> Instance:
        type_id = self.random.choice(TYPES)
        return Instance(workflow.free_id(type_id), type_id)

    def point(self) -> tuple[float, float]:
        return float(self.random.randrange(-40, 40) * 16), round(self.random.uniform(-500, 500), 2)

    def path(self, workflow: Workflow) -> Path:
        """The workflow itself, or a component in it."""
        path: Path = ()
        while True:
            inside = [node for node, one in inner(workflow, path).nodes.items() if one.workflow is not None]
            if not inside or self.random.random() < 0.6:
                return path
            path = (*path, self.random.choice(inside))

    def node(self, workflow: Workflow) -> str:
        return self.random.choice([*workflow.nodes, "absent"])

    def holding(self, workflow: Workflow) -> str:
        """A loop, if there is one."""
        return self.random.choice([node for node in workflow.nodes if node.startswith("loop")] or ["absent"])

    def nodes(self, workflow: Workflow) -> tuple[str, ...]:
        known = list(workflow.nodes)
        return tuple(self.random.sample(known, self.random.randrange(len(known) + 1)))

    def link(self, workflow: Workflow) -> Link:
        return self.random.choice(workflow.links or [Link("absent", "table", "gone", "table")])

    def possible_link(self, workflow: Workflow) -> Link | None:
        if not workflow.nodes:
            return None
        source, target = self.random.choice(list(workflow.nodes)), self.random.choice(list(workflow.nodes))
        outputs, inputs = workflow.ports(source), workflow.ports(target)
        if not outputs or not inputs or not outputs.outputs:
            return None
        names = [port.name for port in inputs.inputs] + ["variables"]
        return Link(source, self.random.choice(outputs.outputs).name, target, self.random.choice(names))

    def annotation(self, workflow: Workflow, kind: str) -> str:
        known = [one["id"] for one in workflow.annotations if one["kind"] == kind]
        return str(self.random.choice(known or ["absent"]))

    def parameter(self, name: str | None = None) -> Parameter:
        return Parameter(name or f"p{self.random.randrange(4)}", "integer", self.random.randrange(9))

    def box(self) -> Box:
        return Box(*self.point(), self.random.randrange(10, 400), self.random.randrange(10, 400))

    def command(self, workflow: Workflow) -> Command:
        """A command for the workflow or for a component in it, which may be refused, though most are not."""
        for _ in range(4):
            path = self.path(workflow)
            made = self.random.choice(COMMANDS)(self, inner(workflow, path), path)
            with contextlib.suppress(KnodeError):
                made.changes(workflow)
                break
        return made


Maker = Callable[[Arbitrary, Workflow, Path], Command]


def _setting(draw: Arbitrary, workflow: Workflow, node: str) -> tuple[str, Any]:
    name, kind = draw.random.choice("abc"), draw.random.choice(["table", "model", "variables"])
    known = {
        "prep.RowFilter": ("keep", False),
        "learn.RandomForestLearner": ("trees", 7),
        "deploy.ContainerInput": draw.random.choice([("name", name), ("kind", kind)]),
        "deploy.ContainerOutput": draw.random.choice([("name", name), ("kind", kind)]),
        "deploy.CaptureStart": ("carry", [{"name": name, "kind": kind}]),
        "deploy.CaptureEnd": ("carry", [{"name": name, "kind": kind}]),
    }
    instance = workflow.nodes.get(node)
    return known.get(instance.type if instance else "", ("seed", 1))


def _add_link(draw: Arbitrary, here: Workflow, path: Path) -> Command:
    return links.AddLink(path, draw.possible_link(here) or draw.link(here))


def _replug(draw: Arbitrary, here: Workflow, path: Path) -> Command:
    old = draw.link(here)
    new = draw.possible_link(here) or old
    return rewire.ReplugLink(
        path, old, draw.random.choice([new, new._replace(source=old.source, source_port=old.source_port)])
    )


def _set_settings(draw: Arbitrary, here: Workflow, path: Path) -> Command:
    node = draw.node(here)
    name, value = _setting(draw, here, node)
    return nodes.SetSettings(path, node, {name: value})


def _bind(draw: Arbitrary, here: Workflow, path: Path) -> Command:
    node = draw.node(here)
    source = Binding("parameter", f"p{draw.random.randrange(4)}")
    return parameters.SetBinding(path, node, _setting(draw, here, node)[0], draw.random.choice([source, None]))


def _together(draw: Arbitrary, here: Workflow, path: Path) -> Command:
    added = nodes.AddNode(path, draw.instance(here), draw.point())
    return Together(path, (added, rewire.Splice(path, added.instance.id, draw.link(here))), "Add into wire")


COMMANDS: tuple[Maker, ...] = (
    lambda draw, here, path: nodes.AddNode(path, draw.instance(here), draw.point()),
    lambda draw, here, path: nodes.RemoveNodes(path, draw.nodes(here)[:3], heal=draw.random.random() < 0.5),
    lambda draw, here, path: nodes.MoveNodes(
        path,
        {node: draw.point() for node in draw.nodes(here)},
        {note: draw.point() for note in [draw.annotation(here, "note")] if note != "absent"},
    ),
    lambda draw, here, path: nodes.Rename(path, draw.node(here), draw.random.choice(["", "Läufer", "b"])),
    _set_settings,
    _add_link,
    _add_link,
    _add_link,
    lambda draw, here, path: links.RemoveLinks(path, [draw.link(here)]) if here.links else _add_link(draw, here, path),
    lambda draw, here, path: mode.SetMode(path, draw.nodes(here), draw.random.choice(["run", "disabled", "bypass"])),
    lambda draw, here, path: rewire.Detach(path, draw.nodes(here)[:2]),
    lambda draw, here, path: rewire.ConnectInSeries(path, draw.nodes(here)[:3]),
    lambda draw, here, path: rewire.Splice(path, draw.node(here), draw.link(here), draw.point()),
    lambda draw, here, path: rewire.BendLink(
        path, draw.link(here), tuple(draw.point() for _ in range(draw.random.randrange(3)))
    ),
    _replug,
    lambda draw, here, path: swap.SwapType(path, draw.node(here), draw.random.choice(TYPES)),
    lambda draw, here, path: arrange.Align(
        path, draw.nodes(here), draw.random.choice(["left", "right", "top", "bottom", "centre", "middle"])
    ),
    lambda draw, here, path: arrange.Distribute(path, draw.nodes(here), draw.random.choice(["across", "down"])),
    lambda draw, here, path: arrange.Straighten(path, draw.nodes(here)),
    lambda draw, here, path: arrange.Arrange(path, {node: draw.point() for node in draw.nodes(here)}),
    lambda draw, here, path: frames.AddFrame(path, draw.nodes(here), "Frame", draw.random.choice(frames.COLOURS)),
    lambda draw, here, path: frames.JoinFrame(path, draw.annotation(here, "frame"), draw.nodes(here)[:2]),
    lambda draw, here, path: frames.LeaveFrame(path, draw.nodes(here)[:2]),
    lambda draw, here, path: frames.RenameFrame(path, draw.annotation(here, "frame"), "Häuser"),
    lambda draw, here, path: frames.CollapseFrame(path, draw.annotation(here, "frame"), draw.random.random() < 0.5),
    lambda draw, here, path: notes.DissolveFrames(path, (draw.annotation(here, "frame"),)),
    lambda draw, here, path: notes.AddNote(path, draw.box(), "# Title\ntext"),
    lambda draw, here, path: notes.EditNote(path, draw.annotation(here, "note"), "other\n\ntext"),
    lambda draw, here, path: notes.PlaceNote(path, draw.annotation(here, "note"), draw.box()),
    lambda draw, here, path: notes.ColourAnnotations(
        path, (draw.annotation(here, draw.random.choice(["note", "frame"])),), draw.random.choice(frames.COLOURS)
    ),
    lambda draw, here, path: notes.RemoveAnnotations(path, (draw.annotation(here, "note"),)),
    lambda draw, here, path: parameters.AddParameter(path, draw.parameter()),
    lambda draw, here, path: parameters.RemoveParameter(path, f"p{draw.random.randrange(4)}"),
    lambda draw, here, path: parameters.ChangeParameter(path, f"p{draw.random.randrange(4)}", draw.parameter()),
    lambda draw, here, path: parameters.Describe(path, "Name", draw.random.choice(["", "two\nlines"])),
    _bind,
    lambda draw, here, path: pieces.Paste(path, fragment(here, draw.nodes(here)[:3]), draw.point()),
    lambda draw, here, path: pieces.Duplicate(
        path, draw.nodes(here)[:3], (16.0, 32.0), linked=draw.random.random() < 0.5
    ),
    lambda draw, here, path: pieces.InsertComponent(path, draw.workflow(), draw.point()),
    lambda draw, here, path: components.MakeComponent(path, draw.nodes(here)[:4], "Part"),
    lambda draw, here, path: components.MakeComponent(path, draw.nodes(here)[:2], "Part"),
    lambda draw, here, path: taking.TakeInside(
        path, draw.holding(here), draw.nodes(here)[:2], beside=draw.random.random() < 0.5
    ),
    lambda draw, here, path: taking.StartInside(path, draw.holding(here)),
    lambda draw, here, path: components.Unpack(path, draw.node(here)),
    _together,
)
