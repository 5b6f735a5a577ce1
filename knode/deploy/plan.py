"""The compiled plan of a captured workflow: its nodes as steps on NumPy arrays, with no DataFrame for a request.

A plan is made at export, from what each node offers (`Node.compiled`), and travels in the bundle with the contract rows as
requests. A row-wise node that offers nothing runs within the plan, on a small table made for it alone. An output is in the plan
when all nodes on the way to it are, and when it gives for the contract rows what the training workflow gave: floats within the
tolerances of parity, everything else the same. A few rows it may leave to the nodes. That is tried when the plan is made, and
again, on the machine that serves, when it is loaded.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knode.core.arrays import ArrayEntry, Arrays, ArrayStep, Discrete, TableNeeded
from knode.core.errors import DataError, quoted
from knode.core.ports import TABLE
from knode.core.registry import REGISTRY, Registry
from knode.core.spec import TableSpec
from knode.core.values import Captured
from knode.deploy.frames import Columns, columns_of
from knode.deploy.node_step import NodeStep, node_step
from knode.deploy.packing import packed, unpacked
from knode.deploy.parity import ABSOLUTE, RELATIVE
from knode.engine.graph import Graph, Source, Step
from knode.engine.inline import Inline, captured_graph, evaluate

FORMAT = 1
EXAMPLES = 3
MOST_LEFT = 0.25
"""The share of the contract rows that a plan may leave to the nodes; with more it is not worth trying."""
EXACT = 2.0**53
"""Up to here every whole number is a float of its own."""
Kinds = Mapping[str, str]
"""For each number column of an output how it is written: int, bool, or float."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One node in a plan: its step, and the node whose table it takes; None for an input."""

    node: str
    source: str | None
    step: ArrayStep


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order in which they run, and for each compiled output the node that gives it.

    `refused` says by output why it is not compiled. `inputs` are node ids by input name.
    """

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    kinds: Mapping[str, Kinds]
    steps: tuple[Planned, ...]
    contract: Mapping[str, Mapping[str, Columns]]
    """`inputs` and `outputs` by name: the contract rows as columns of JSON values."""
    refused: Mapping[str, str] = field(default_factory=dict)
    _chosen: dict[tuple[str, ...], tuple[Planned, ...]] = field(default_factory=dict)

    @property
    def batches(self) -> bool:
        """Scoring many rows at once pays."""
        return any(getattr(planned.step, "batches", False) for planned in self.steps)

    @property
    def keeps_rows(self) -> bool:
        """Each row that comes in is one row of every output."""
        return all(planned.step.keeps for planned in self.steps if isinstance(planned.step, NodeStep))

    def run(self, inputs: Mapping[str, Mapping[str, Any]], wanted: tuple[str, ...]) -> dict[str, Arrays]:
        """The outputs `wanted`, which are all compiled, for rows by input name (see `ArrayEntry.admit`).

        Raises:
            DataError: a node refuses a row.
            TableNeeded: the rows hold something that the nodes themselves must decide about.
        """
        tables: dict[str, Arrays] = {}
        by_node = {self.inputs[name]: given for name, given in inputs.items()}
        for planned in self._leading(wanted):
            if planned.source is None:
                tables[planned.node] = self._admitted(planned, by_node[planned.node])
            else:
                tables[planned.node] = planned.step(tables[planned.source])
        return {name: tables[self.outputs[name]] for name in wanted}

    def _admitted(self, planned: Planned, given: Mapping[str, Any]) -> Arrays:
        try:
            made: Arrays = planned.step.admit(given)  # type: ignore[attr-defined]
        except DataError as error:
            error.facts["input"] = next(name for name, node in self.inputs.items() if node == planned.node)
            raise
        return made

    def score(self, inputs: Mapping[str, Columns], wanted: tuple[str, ...]) -> dict[str, Columns]:
        """The same as columns of JSON values."""
        return {name: written(table, self.kinds[name]) for name, table in self.run(inputs, wanted).items()}

    def _leading(self, wanted: tuple[str, ...]) -> tuple[Planned, ...]:
        if wanted not in self._chosen:
            needed = {self.outputs[name] for name in wanted}
            leading = []
            for planned in reversed(self.steps):
                if planned.node in needed:
                    needed |= {planned.source} - {None}  # type: ignore[arg-type]
                    leading.append(planned)
            self._chosen[wanted] = tuple(reversed(leading))
        return self._chosen[wanted]

    def checked(self) -> Plan:
        """The plan with those outputs only that give for the contract rows what the training workflow gave."""
        refused = dict(self.refused)
        for name in self.outputs:
            try:
                problem = self._problem(name)
            except (DataError, TableNeeded) as error:
                problem = "the contract rows need more than arrays" + (f" ({error})" if str(error) else "")
            except Exception as error:
                problem = f"it fails on the contract rows ({type(error).__name__}: {error})"
            if problem is not None:
                refused[name] = problem
        return self._without(refused)

    def _problem(self, name: str) -> str | None:
        """Where an output is not what the training workflow gave; None where it is. Raises DataError, and TableNeeded."""
        inputs, expected = self.contract["inputs"], self.contract["outputs"][name]
        try:
            return _difference(expected, self.score(inputs, (name,))[name], self.kinds[name])
        except TableNeeded:
            rows = {len(values) for table in (*inputs.values(), expected) for values in table.values()}
            if len(inputs) != 1 or len(rows) != 1:
                raise
            return self._problem_of_rows(name, rows.pop())

    def _problem_of_rows(self, name: str, rows: int) -> str | None:
        """The same of each row by itself; some may be left to the nodes."""
        left = 0
        for row in range(rows):
            inputs = {one: _row_of(table, row) for one, table in self.contract["inputs"].items()}
            try:
                made = self.score(inputs, (name,))[name]
            except TableNeeded:
                left += 1
                if left > MOST_LEFT * rows:
                    raise
                continue
            problem = _difference(_row_of(self.contract["outputs"][name], row), made, self.kinds[name], row)
            if problem is not None:
                return problem
        return None

    def _without(self, refused: Mapping[str, str]) -> Plan:
        outputs = {name: node for name, node in self.outputs.items() if name not in refused}
        return Plan(self.inputs, outputs, self.kinds, self.steps, self.contract, refused)


# ---- making


def plan_of(captured: Captured, *, trust: bool = False) -> Plan:
    """The plan of a captured workflow, checked on its contract rows. With `trust` its own code may run."""
    graph, entries, exits = captured_graph(captured, trust=trust)
    frozen = {node: value for node, (_, value) in captured.frozen.items()}
    supplied: dict[str, Any] = {entries[name]: table for name, table in captured.contract.inputs.items()} | frozen
    values = evaluate(graph, graph.steps, supplied, Inline())
    made = _Compiling(graph, values, frozen)
    outputs, refused, kinds = {}, {}, {}
    for name, node in exits.items():
        source = next(iter(graph.steps[node].inputs.values()))[0]
        table = name in captured.contract.outputs
        reason = made.reason(source) if table else "it is no table"
        if reason is None:
            outputs[name] = source[0]
            kinds[name] = _kinds(TableSpec.of(captured.contract.outputs[name]))
        else:
            refused[name] = reason
    # Where nothing is compiled a few rows stay, as examples: the contract of nodes that look at all rows has no limit.
    kept = None if outputs else EXAMPLES
    contract = {
        end: {name: columns_of(table.iloc[:kept]) for name, table in tables.items()}
        for end, tables in (("inputs", captured.contract.inputs), ("outputs", captured.contract.outputs))
    }
    return Plan(entries, outputs, kinds, tuple(made.steps.values()), contract, refused).checked()


def _kinds(spec: TableSpec) -> Kinds:
    words = {"i": "int", "u": "int"}
    return {
        column.name: "bool" if column.type == "boolean" else words.get(column.dtype.lower()[0], "float")
        for column in spec.columns
        if column.type in ("number", "boolean")
    }


class _Compiling:
    """Asks the nodes for their steps, in the order in which they run, and remembers why one has none."""

    def __init__(self, graph: Graph, values: Mapping[Source, Any], frozen: Mapping[str, Any]) -> None:
        self.steps: dict[str, Planned] = {}
        self._refused: dict[str, str] = {}
        self._values = values
        self._frozen = frozen
        import networkx as nx

        # The same plan in whichever order the document holds its nodes.
        for step_id in nx.lexicographical_topological_sort(graph.network):
            step = graph.steps[step_id]
            if step.cls.boundary not in ("frozen", "output"):
                self._compile(step)

    def reason(self, source: Source) -> str | None:
        """Why what comes from `source` is not compiled; None when it is."""
        if source[0] in self.steps:
            return None
        return self._refused.get(source[0], f"what node {quoted(source[0])} gives does not depend on the rows")

    def _compile(self, step: Step) -> None:
        live = [source for source, _ in self._live(step)]
        before = next((self._refused[source[0]] for source in live if source[0] in self._refused), None)
        if before is not None:
            self._refused[step.id] = before
            return
        made = self._offered(step, live)
        if made is None:
            what = f"node {quoted(step.id)} ({step.cls.title()})"
            self._refused[step.id] = f"{what} offers no step on arrays for what it does here"
        else:
            self.steps[step.id] = Planned(step.id, self._source(live, made), made)

    def _source(self, live: list[Source], made: ArrayStep) -> str | None:
        """The node whose table a step takes: a step that runs nodes stands for those before it, too."""
        if not live:
            return None
        before = self.steps[live[0][0]]
        joined = isinstance(made, NodeStep) and isinstance(before.step, NodeStep)
        return before.source if joined else before.node

    def _live(self, step: Step) -> list[tuple[Source, str]]:
        return [
            (source, name)
            for name, sources in step.inputs.items()
            for source in sources
            if source[0] not in self._frozen
        ]

    def _offered(self, step: Step, live: list[Source]) -> ArrayStep | None:
        if step.node is None:
            return None
        if step.cls.boundary == "input":
            table = self._values[step.id, step.ports.outputs[0].name]
            kind = step.ports.outputs[0].kind
            entry = step.node.compiled({}, TableSpec.of(table)) if kind == TABLE.name else None
            return entry if isinstance(entry, ArrayEntry) else None
        tables = [port for port in step.ports.outputs if port.kind == TABLE.name]
        if len(live) != 1 or len(tables) != 1 or len(step.ports.outputs) != 1 or live[0][0] not in self.steps:
            return None
        frozen = {
            name: self._values[sources[0]]
            for name, sources in step.inputs.items()
            if len(sources) == 1 and sources[0] != live[0]
        }
        given, made = self._values[live[0]], self._values[step.id, tables[0].name]
        offered = step.node.compiled(frozen, TableSpec.of(given))
        if offered is not None or frozen:
            return offered
        # Of rows that go away there are none among the contract rows.
        keeps = step.cls.serving != "filter" and given.index.equals(made.index)
        before = self.steps[live[0][0]].step
        return node_step(step.node, TableSpec.of(given), keeps=keeps, before=before)


# ---- bytes


def plan_bytes(plan: Plan) -> bytes:
    """A plan as it travels in a bundle; the same bytes for the same plan."""
    return packed(
        {
            "format": FORMAT,
            "inputs": dict(plan.inputs),
            "outputs": dict(plan.outputs),
            "kinds": {name: dict(kinds) for name, kinds in plan.kinds.items()},
            "steps": [[planned.node, planned.source, planned.step] for planned in plan.steps],
            "contract": {end: _aligned(plan.contract[end]) for end in ("inputs", "outputs")},
            "refused": dict(plan.refused),
        }
    )


def _aligned(tables: Mapping[str, Columns]) -> dict[str, Any]:
    """Columns as pairs: names may be any text."""
    return {name: [[column, values] for column, values in table.items()] for name, table in tables.items()}


def plan_from(content: bytes, registry: Registry = REGISTRY) -> Plan | None:
    """The plan that `plan_bytes` wrote, checked here on its contract rows; None when a later knode wrote it.

    Raises BundleDamaged.
    """
    data = unpacked(content, registry)
    if data["format"] != FORMAT:
        return None
    contract = {
        end: {name: dict(map(tuple, table)) for name, table in data["contract"][end].items()}
        for end in ("inputs", "outputs")
    }
    steps = tuple(Planned(node, source, step) for node, source, step in data["steps"])
    return Plan(data["inputs"], data["outputs"], data["kinds"], steps, contract, data["refused"]).checked()


# ---- values


def written(table: Arrays, kinds: Kinds) -> Columns:
    """A table as columns of JSON values."""
    import numpy as np

    numbers = table.layout.numbers
    by_place = table.matrix.T.tolist() if numbers else []
    finite = bool(np.isfinite(table.matrix).all())
    made: Columns = {}
    for name in table.names:
        place = numbers.get(name)
        if place is None:
            other = table.others[name]
            made[name] = other.tolist() if isinstance(other, Discrete) else _moments(other)
        else:
            kind = kinds.get(name, "float")
            made[name] = by_place[place] if finite and kind == "float" else _numbers(by_place[place], kind)
    return made


def _numbers(values: list[float], kind: str) -> list[Any]:
    if kind == "int":
        # A whole-number column with missing values, or with fractions that production sent, is one of floats.
        return [int(value) if value % 1 == 0 and abs(value) <= EXACT else _number(value) for value in values]
    if kind == "bool":
        return [bool(value) if value == value else None for value in values]
    return [_number(value) for value in values]


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _moments(values: Any) -> list[str | None]:
    return [None if moment is None else moment.isoformat() for moment in values.astype("datetime64[us]").tolist()]


def _row_of(table: Columns, row: int) -> Columns:
    return {name: values[row : row + 1] for name, values in table.items()}


def _difference(expected: Columns, made: Columns, kinds: Kinds, first: int = 0) -> str | None:
    """Where the plan gives something else than the training workflow gave, in words; None when it does not.

    `first` is the number of the first row."""
    if list(expected) != list(made):
        return "it gives other columns than the training workflow"
    for name, values in expected.items():
        for row, (left, right) in enumerate(zip(values, made[name], strict=True), first):
            if not _same(left, right, kinds.get(name)):
                return f"column {quoted(name)}, row {row}: expected {quoted(left)}, got {quoted(right)}"
    return None


def _same(expected: Any, made: Any, kind: str | None) -> bool:
    if kind == "float" and isinstance(expected, float) and isinstance(made, float):
        return abs(expected - made) <= RELATIVE * abs(expected) + ABSOLUTE
    return bool(expected == made)
