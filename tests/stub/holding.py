"""Small nodes that hold a workflow, and nodes with branches, on the registry of the other stubs."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from knode.api import INACTIVE, Call, Context, DataError, InsideFailed, Node, Ports, Table, setting
from knode.core.workflow import Instance, Parameter, Workflow
from tests.stub.nodes import STUBS, wire, workflow


@STUBS.add
class Repeat(Node):
    """Run what is inside some times, and put its tables below each other."""

    pack = "stub"
    holds = True
    times: int = setting(2, "How often.", ge=0)
    parallel: bool = setting(True, "Side by side.")
    forgive: bool = setting(False, "Leave out the runs that fail.")

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        known = "round" in context.inside.parameters
        calls = (
            Call(inputs, {"round": number} if known else {}, f"round {number}", seed=number)
            for number in range(self.times)
        )
        made = list(context.inside.run_all(calls, parallel=self.parallel, total=self.times, keep_errors=self.forgive))
        made = [one for one in made if not isinstance(one, InsideFailed)]
        joined: dict[str, Any] = {}
        for name, kind in context.inside.outputs.items():
            joined[name] = pd.concat([one[name] for one in made]) if kind == "table" else made[-1][name]
        return joined

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Any]:
        return dict(inside(inputs))


@STUBS.add
class Warn(Node):
    """Warn of what the first number is, by itself and by a library."""

    pack = "stub"
    fails_at: int = setting(-1, "The number to fail at.")

    def run(self, table: Table, context: Context) -> Table:
        number = int(table["x"].iloc[0])
        if number == self.fails_at:
            raise DataError("no good")
        if number % 2 == 0:
            context.warn("even")
            context.warn("even")
            warnings.warn("from a library", stacklevel=1)
        if number % 5 == 0:
            context.warn("by five")
        if number == 7:
            context.warn("seven")
        return table


class Ways(NamedTuple):
    """The two ways of a fork."""

    left: Table
    right: Table


@STUBS.add
class Fork(Node):
    """Hand a table to the left or to the right."""

    pack = "stub"
    left: bool = setting(True, "To the left.")

    def run(self, table: Table) -> Ways:
        return Ways(table, INACTIVE) if self.left else Ways(INACTIVE, table)  # type: ignore[arg-type]


@STUBS.add
class First(Node):
    """The first active table, and how many there are."""

    pack = "stub"
    branches = True

    def run(self, tables: list[Table]) -> Table:
        return tables[0].assign(active=len(tables))


def repeated(inside: Workflow, node: str = "loop", type_id: str = "stub.Repeat", **settings: Any) -> Workflow:
    """A workflow with `n` (numbers) → a node that holds `inside` → `z` (concatenate)."""
    made = workflow("outer", n="Numbers", z="Concat")
    made.add(Instance(node, type_id, settings=settings, workflow=inside))
    port = next(iter(inside.ends("input")))
    return wire(made, f"n.table -> {node}.{port}", f"{node}.sum -> z.tables")


def adding() -> Workflow:
    """Adds the parameter `round` to the rows."""
    inside = wire(
        workflow("adding", i="Input", a="Add", o=("Output", {"name": "sum"})),
        "i.value -> a.table",
        "a.table -> o.value",
    )
    inside.parameters["round"] = Parameter("round", "number", required=True)
    inside.bind("a", "amount", parameter="round")
    return inside


def ports_of(made: Workflow, node: str) -> Ports:
    """The ports of a node that has some."""
    ports = made.ports(node)
    assert ports is not None
    return ports
