"""Workflows of any size made of the built-in nodes, the same ones for the same seed, with places and notes."""

from __future__ import annotations

import random
from typing import NamedTuple

from knode.core.workflow import Instance, Link, Workflow

COLUMN, ROW = 208, 112
PER_COLUMN = 70
"""Rows of a graph of 5,000 nodes, which then is about as high as it is wide on a screen."""
TYPES = (
    "io.CsvReader",
    "prep.RowFilter",
    "prep.ColumnFilter",
    "prep.GroupBy",
    "prep.Joiner",
    "prep.Sorter",
    "prep.MissingValues",
    "prep.Normalizer",
    "prep.Partition",
    "prep.OneHotEncoder",
    "learn.RandomForestLearner",
    "learn.LogisticRegressionLearner",
    "learn.ApplyModel",
    "evaluate.Scorer",
    "explain.ShapExplainer",
    "io.CsvWriter",
)
WEIGHTS = (1, 6, 4, 5, 4, 3, 3, 3, 2, 2, 1, 1, 2, 1, 1, 1)
REACH = 3
"""Columns that a link spans at most."""


class _Output(NamedTuple):
    """An output that later nodes may be linked to."""

    node: str
    port: str
    kind: str
    column: int
    row: int


def made(nodes: int, links: int, notes: int = 0, seed: int = 4) -> Workflow:
    """A workflow with so many nodes and about so many links, which run to the right and mostly to rows near by."""
    choose = random.Random(seed)
    workflow = Workflow(name=f"{nodes} nodes")
    rows = max(8, round((nodes / 5000) ** 0.5 * PER_COLUMN))
    outputs: dict[int, list[_Output]] = {}
    inputs: list[tuple[str, str, str, int, int]] = []
    for number in range(nodes):
        column, row = divmod(number, rows)
        kind = choose.choices(TYPES[:1] if column == 0 else TYPES, WEIGHTS[:1] if column == 0 else WEIGHTS)[0]
        node = f"n{number}"
        workflow.add(Instance(node, kind))
        workflow.layout[node] = [column * COLUMN + choose.randrange(0, 3) * 8, row * ROW + choose.randrange(0, 3) * 8]
        ports = workflow.registry.get(kind).declared_ports()
        outputs.setdefault(column, []).extend(
            _Output(node, port.name, port.kind, column, row) for port in ports.outputs
        )
        inputs += [(node, port.name, port.kind, column, row) for port in ports.inputs]
    choose.shuffle(inputs)
    for node, port, kind, column, row in inputs:
        if len(workflow.links) >= links:
            break
        source = _near(outputs, kind, column, row, choose)
        if source is not None:
            workflow.restore_link(Link(source.node, source.port, node, port))
    _spread_links(workflow, outputs, links, choose)
    workflow.annotations = [_note(number, rows, choose) for number in range(notes)]
    return workflow


def _near(outputs: dict[int, list[_Output]], kind: str, column: int, row: int, choose: random.Random) -> _Output | None:
    fitting = [
        one
        for back in range(1, REACH + 1)
        for one in outputs.get(column - back, ())
        if one.kind == kind and abs(one.row - row) <= 6
    ]
    return choose.choice(fitting) if fitting else None


def _spread_links(workflow: Workflow, outputs: dict[int, list[_Output]], links: int, choose: random.Random) -> None:
    """Bring the number of links up by the input for variables, that every node has and that takes any number."""
    givers = [one for column in outputs.values() for one in column if one.kind == "variables"]
    rows = max(one.row for column in outputs.values() for one in column) + 1
    tries = 20 * links
    while givers and len(workflow.links) < links and (tries := tries - 1):
        source = choose.choice(givers)
        row = source.row + choose.randrange(-6, 7)
        target = f"n{(source.column + choose.randrange(1, REACH + 1)) * rows + row}"
        link = Link(source.node, source.port, target, "variables")
        if 0 <= row < rows and target in workflow.nodes and link not in workflow.links_into(target):
            workflow.restore_link(link)


def _note(number: int, rows: int, choose: random.Random) -> dict[str, object]:
    return {
        "id": f"note_{number + 1}",
        "kind": "note",
        "x": choose.randrange(0, 12) * COLUMN,
        "y": choose.randrange(0, rows) * ROW - 40,
        "width": 240,
        "height": 96,
        "text": [f"## Step {number + 1}", "", "What **happens** here, and *why* it is done so.", "- first", "- then"],
        "colour": choose.choice(["yellow", "green", "blue", "red", "violet", "grey"]),
    }
