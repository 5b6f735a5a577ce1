"""One open bundle that answers: rows in, what its workflow gives for them out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from knode.core.arrays import Arrays, TableNeeded
from knode.core.errors import BundleDamaged, DataError, KnodeError, NodeFailed, UnknownName, UsageError, quoted
from knode.core.node import Node
from knode.core.spec import ColumnSpec
from knode.core.values import INACTIVE
from knode.deploy.archive import as_damage
from knode.deploy.bundle import Bundle, Sealed
from knode.deploy.frames import Columns, columns_of, frame_of
from knode.deploy.plan import Plan
from knode.engine.graph import Graph
from knode.engine.inline import Inline, captured_graph, evaluate

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger("knode.serve")
Given = TypeVar("Given")
Made = TypeVar("Made")
EXAMPLES = 3
"""Rows of the contract that serve as examples."""
QUICK_ROWS = 1_000
"""So many rows a plan scores in a millisecond or two; a tenth of them where trees are asked."""
PLACE = ("column", "row", "expected", "got")
POLICIES = ("missing_column", "extra_column", "bad_value", "unknown_category")


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What an input takes: its columns, and what it does about rows that differ."""

    columns: tuple[ColumnSpec, ...]
    policy: Mapping[str, str]


class Pandas:
    """The workflow of a bundle, run as it stands: every node's `run`, on DataFrames."""

    def __init__(self, bundle: Bundle) -> None:
        self._frozen = {node: value for node, (_, value) in bundle.captured.frozen.items()}
        self._graph: Graph
        self._graph, self._entries, self._exits = captured_graph(bundle.captured)

    def score(
        self, inputs: Mapping[str, pd.DataFrame], wanted: Collection[str], facts: Inline | None = None
    ) -> dict[str, pd.DataFrame]:
        """The outputs `wanted` by name. Raises DataError for rows that a node refuses."""
        supplied = {self._entries[name]: table for name, table in inputs.items()} | self._frozen
        exits = {name: self._exits[name] for name in wanted}
        try:
            values = evaluate(self._graph, exits.values(), supplied, facts or Inline())
        except NodeFailed as error:
            raise refusal(error, {node: name for name, node in self._entries.items()}) from None
        made = {name: values[step, self._graph.steps[step].ports.outputs[0].name] for name, step in exits.items()}
        for name, table in made.items():
            if table is INACTIVE:
                raise DataError(
                    f"the output {quoted(name)} is inactive for these rows: it stands behind a branch that they do not take; "
                    "ask for another one, or merge the branches before it"
                )
        return made


class Scorer:
    """An open bundle. Threads may share it: what it holds never changes, and the models are loaded once, when needed.

    `explains` are outputs that are given only when they are asked for; `compiled` says by output whether the plan on arrays
    answers, and `notes` why not; `batches` that scoring many rows at once pays; `rowwise` that any split of the rows gives the
    same, `keeps_rows` that the plan gives one row for each.
    """

    def __init__(self, sealed: Sealed, plan: Plan | None, problem: str = "") -> None:
        workflow, manifest = sealed.workflow, sealed.manifest
        entries = workflow.ends("input")
        tables = manifest["signature"]["outputs"]  # An output of another kind, such as a model, is no answer to rows.
        exits = {name: node for name, node in workflow.ends("output").items() if name in tables}
        self.name = str(manifest["name"])
        self.version = str(manifest["version"])
        self.sha256 = sealed.sha256
        self.manifest = manifest
        self.workflow = workflow
        self.inputs = {name: _input_spec(workflow.nodes[node].settings) for name, node in entries.items()}
        self.outputs = {name: _output_spec(manifest, name) for name in exits}
        self.explains = frozenset(name for name, node in exits.items() if workflow.nodes[node].settings.get("explains"))
        self.compiled = {name: plan is not None and name in plan.outputs for name in exits}
        self.batches = plan is not None and plan.batches
        self.keeps_rows = plan is not None and plan.keeps_rows
        self.differences = sealed.differences
        self.notes = [*_notes(plan, problem), *(difference.message for difference in self.differences)]
        self.rowwise = all(_is_rowwise(workflow.registry.find(instance.type)) for _, instance in workflow.walk())
        self.examples = _examples(plan.contract["inputs"]) if plan is not None else {}
        self._usual = tuple(name for name in exits if name not in self.explains)
        self._sealed = sealed
        self._plan = plan
        self._lock = threading.Lock()
        self._models: Pandas | None = None
        if plan is None:
            contract = sealed.opened().captured.contract
            self.examples = _examples({name: columns_of(table) for name, table in contract.inputs.items()})

    @classmethod
    def open(cls, path: Path) -> Scorer:
        """Open a bundle and check it.

        Raises:
            UsageError: there is no such file.
            BundleDamaged: it is no bundle, or its content is not what it says.
        """
        sealed = Sealed.read(path)
        try:
            plan, problem = sealed.plan(), ""
        except BundleDamaged as error:
            # The hashes were right: another release of a pack wrote it. The nodes themselves give the same.
            plan, problem = None, error.message
        # A manifest whose hashes are right may still say anything.
        with as_damage(path):
            return cls(sealed, plan, problem)

    def quick(self, rows: int, wanted: Collection[str] | None = None) -> bool:
        """Whether so many rows are scored so fast that a server may do it between two requests."""
        return rows <= (QUICK_ROWS // 10 if self.batches else QUICK_ROWS) and all(
            self.compiled[name] for name in self._asked(wanted)
        )

    def score(self, inputs: Mapping[str, Columns], wanted: Collection[str] | None = None) -> dict[str, Columns]:
        """What the workflow gives for some rows, by output name.

        Args:
            inputs: by input name, columns of JSON values.
            wanted: the outputs to give; all but those that explain when None.

        Raises:
            DataError: a row is refused; its facts say input, column, row, and what was expected and got.
            UsageError: an input is missing, or there is none of that name, or its columns differ in length.
        """
        asked = self._asked(wanted)
        try:
            return self.planned(inputs, asked)
        except TableNeeded:
            pass
        frames = {name: frame_of(columns, _rows(name, columns)) for name, columns in inputs.items()}
        return {name: columns_of(table) for name, table in self.score_tables(frames, asked).items()}

    def planned(self, inputs: Mapping[str, Columns], wanted: Collection[str] | None = None) -> dict[str, Columns]:
        """The same through the compiled plan alone. Raises TableNeeded for rows that only the nodes decide about."""
        asked = self._asked(wanted)
        for name, columns in self._known(inputs).items():
            _rows(name, columns)
        if self._plan is None or not all(self.compiled[name] for name in asked):
            raise TableNeeded
        plan = self._plan
        return self._by_plan(lambda: plan.score(inputs, asked))

    def arrays(
        self, inputs: Mapping[str, Mapping[str, Any]], wanted: Collection[str] | None = None
    ) -> dict[str, Arrays]:
        """The same through the compiled plan, which must cover the outputs, for columns as `ArrayEntry.admit` takes them.

        Raises TableNeeded for rows that only the nodes themselves decide about.
        """
        asked = self._asked(wanted)
        if self._plan is None:
            raise TableNeeded
        plan, given = self._plan, self._known(inputs)
        return self._by_plan(lambda: plan.run(given, asked))

    def score_tables(
        self, inputs: Mapping[str, pd.DataFrame], wanted: Collection[str] | None = None
    ) -> dict[str, pd.DataFrame]:
        """The same for tables. The first call loads the models."""
        return self.models().score(self._known(inputs), self._asked(wanted))

    def models(self) -> Pandas:
        """The workflow itself, for what the plan does not cover."""
        with self._lock:
            if self._models is None:
                self._models = Pandas(self._sealed.opened())
        return self._models

    def _by_plan(self, answer: Callable[[], Made]) -> Made:
        """What the plan gives. A step that breaks is our mistake, but no reason to give no answer: the nodes know it too."""
        try:
            return answer()
        except (KnodeError, TableNeeded):
            raise
        except Exception:
            log.exception("the compiled plan of %s failed; the nodes themselves answer", self.name)
            raise TableNeeded from None

    def _asked(self, wanted: Collection[str] | None) -> tuple[str, ...]:
        if wanted is None:
            return self._usual
        for name in wanted:
            if name not in self.outputs:
                raise UnknownName("output", name, self.outputs, f"of the bundle {quoted(self.name)}")
        return tuple(wanted)

    def _known(self, inputs: Mapping[str, Given]) -> Mapping[str, Given]:
        for name in inputs:
            if name not in self.inputs:
                raise UnknownName("input", name, self.inputs, f"of the bundle {quoted(self.name)}")
        for name in self.inputs:
            if name not in inputs:
                raise UsageError(f"The bundle {quoted(self.name)} needs the input {quoted(name)}.", input=name)
        return inputs


def _is_rowwise(cls: type[Node] | None) -> bool:
    """Any split of the rows gives the same; a component is what its nodes are."""
    return cls is None or cls.rowwise or cls.boundary is not None


def _rows(name: str, columns: Columns) -> int:
    lengths = set(map(len, columns.values()))
    if len(lengths) > 1:
        raise UsageError(f"The columns of the input {quoted(name)} have different lengths.", input=name)
    return lengths.pop() if lengths else 0


def _notes(plan: Plan | None, problem: str) -> list[str]:
    if plan is None:
        why = (
            f"{problem[:1].upper()}{problem[1:]}" if problem else "The bundle has no compiled plan this knode can read"
        )
        return [f"{why}: every request runs the nodes themselves, which takes some milliseconds."]
    return [f"Output {quoted(name)} is not compiled: {reason}." for name, reason in plan.refused.items()]


def _examples(contract: Mapping[str, Columns]) -> dict[str, Columns]:
    return {name: {column: values[:EXAMPLES] for column, values in table.items()} for name, table in contract.items()}


def refusal(error: KnodeError, entries: Mapping[str, str]) -> KnodeError:
    """What a node said of a row, as an error about the request."""
    facts: dict[str, Any] = {name: error.facts[name] for name in PLACE if name in error.facts}
    if not facts and error.facts.get("cause") not in ("DataError", "SettingError"):
        return error
    made = DataError(str(error.facts.get("reason", error.message)))
    made.facts |= facts
    made.facts["input"] = entries.get(str(error.facts.get("node")), next(iter(entries.values()), ""))
    return made


def _input_spec(settings: Mapping[str, Any]) -> InputSpec:
    columns = tuple(ColumnSpec.model_validate(column) for column in settings.get("columns", ()))
    return InputSpec(columns, {name: str(settings.get(name, DEFAULTS[name])) for name in POLICIES})


DEFAULTS = {"missing_column": "error", "extra_column": "keep", "bad_value": "error", "unknown_category": "allow"}


def _output_spec(manifest: Mapping[str, Any], name: str) -> tuple[ColumnSpec, ...]:
    properties = manifest["signature"]["outputs"][name]["items"]["properties"]
    return tuple(
        ColumnSpec(
            name=column,
            dtype=schema["x-dtype"],
            role=schema.get("x-role", "feature"),
            predicts=schema.get("x-predicts"),
        )
        for column, schema in properties.items()
    )
