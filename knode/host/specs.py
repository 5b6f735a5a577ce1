"""What is known of the values in a workflow without running it: each node says what it will give from what comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.spec import Spec, TableSpec, VariablesSpec
from knode.core.values import Captured, Model, Variables
from knode.engine.graph import Step


@dataclass(eq=False, slots=True)
class Known:
    """What is known of one step.

    `remembered`: outputs whose spec is that of a result, or of a look at the first rows of a file. `doubtful`: what comes in
    may turn out to be of other types than is known, so that `problem` may turn out to be none; `likely`: so may what it gives.
    """

    step: Step
    signature: str
    inputs: dict[str, tuple[Spec | None, ...]] = field(default_factory=dict)
    outputs: dict[str, Spec | None] = field(default_factory=dict)
    remembered: frozenset[str] = frozenset()
    problem: KnodeError | None = None
    doubtful: bool = False
    likely: bool = False

    @property
    def unsaid(self) -> list[str]:
        """The outputs of which the step itself cannot say the spec."""
        return [port for port, spec in self.outputs.items() if spec is None or port in self.remembered]


class SpecBook:
    """Keeps what each step says, and asks it again only when its settings or what comes in have changed.

    Specs that results turned out to have are kept too, for nodes that cannot say them beforehand.
    """

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self._seen: dict[str, tuple[str, dict[str, Spec]]] = {}
        self._missing: dict[str, tuple[str, KnodeError]] = {}

    def saw(self, step: str, signature: str, specs: Mapping[str, Spec]) -> None:
        """A result of a step turned out to have these specs."""
        self._seen[step] = signature, dict(specs)

    def glimpsed(self, step: str, specs: Mapping[str, Spec]) -> None:
        """A short look at its source told these specs; its result may differ, and is looked at when it is there."""
        if specs or self._seen.get(step, ("", {}))[0] == "":
            self._seen[step] = "", dict(specs)

    def miss(self, step: str, signature: str, problem: KnodeError | None) -> None:
        """A short look at the source of a step found that it is not there; None: it is."""
        self._missing.pop(step, None)
        if problem is not None:
            self._missing[step] = signature, problem

    def _missed(self, step: str, signature: str) -> KnodeError | None:
        found = self._missing.get(step)
        return found[1] if found is not None and found[0] == signature else None

    def has_seen(self, step: str, signature: str) -> bool:
        """Whether `saw` was told of the result."""
        return step in self._seen and self._seen[step][0] == signature

    def look(self, step: Step, signature: str, folder: Path) -> Known:
        """What is known of a step, once all before it have been looked at."""
        before = self.known.get(step.id)
        inputs, doubtful = self._inputs(step), self._doubtful(step)
        if before is not None and before.step is step and _same(before.inputs, inputs):
            if before.signature == signature and before.doubtful == doubtful and not self._outdated(before):
                return before
            if not _reads(step):
                return self._noted(before, step, signature, inputs, self._said(before), doubtful=doubtful)
        said, problem = _ask(step, inputs, folder)
        return self._noted(before, step, signature, inputs, said, problem, doubtful=doubtful)

    def _doubtful(self, step: Step) -> bool:
        return any(self.known[source].likely for source, _ in step.sources() if source in self.known)

    def _said(self, before: Known) -> dict[str, Spec | None]:
        return {port: None if port in before.remembered else spec for port, spec in before.outputs.items()}

    def _outdated(self, known: Known) -> bool:
        """Whether a result, or a look at the source, has told something since that the step could not say."""
        if self._missed(known.step.id, known.signature) is not None and known.problem is None:
            return True
        if not known.remembered and known.step.id not in self._seen:
            return False
        _, seen = self._seen.get(known.step.id, ("", {}))
        if any(spec is None and seen.get(port) is not None for port, spec in known.outputs.items()):
            return True
        return any(seen.get(port) is not known.outputs[port] for port in known.remembered)

    def _noted(
        self,
        before: Known | None,
        step: Step,
        signature: str,
        inputs: dict[str, tuple[Spec | None, ...]],
        said: dict[str, Spec | None],
        problem: KnodeError | None = None,
        *,
        doubtful: bool,
    ) -> Known:
        _, seen = self._seen.get(step.id, ("", {}))
        remembered = frozenset(port for port, spec in said.items() if spec is None and seen.get(port) is not None)
        outputs = {port: seen[port] if port in remembered else spec for port, spec in said.items()}
        if before is not None:
            # What is as before stays the same object, so that those behind need not be asked.
            kept = before.outputs
            outputs = {port: kept[port] if kept.get(port) == spec else spec for port, spec in outputs.items()}
            seen.update((port, spec) for port, spec in outputs.items() if spec is not None and port in remembered)
            is_kept = before.step is step and _same(before.inputs, inputs)
            _, missed = self._missing.get(step.id, ("", None))
            if is_kept and problem is None and before.problem is not missed:
                problem = before.problem
        problem = problem or self._missed(step.id, signature)
        likely = (doubtful or bool(remembered)) and not self.has_seen(step.id, signature)
        known = Known(step, signature, inputs, outputs, remembered, problem, doubtful, likely)
        self.known[step.id] = known
        return known

    def _inputs(self, step: Step) -> dict[str, tuple[Spec | None, ...]]:
        found: dict[str, tuple[Spec | None, ...]] = {}
        for port, sources in step.inputs.items():
            found[port] = tuple(
                self.known[source].outputs.get(name) if source in self.known else None for source, name in sources
            )
        return found


def _same(before: Mapping[str, tuple[Spec | None, ...]], now: Mapping[str, tuple[Spec | None, ...]]) -> bool:
    if before.keys() != now.keys():
        return False
    for port, specs in now.items():
        known = before[port]
        if len(known) != len(specs) or any(one is not other for one, other in zip(known, specs, strict=True)):
            return False
    return True


def _reads(step: Step) -> bool:
    return step.cls.peek is not Node.peek and any(port.kind != "table" for port in step.ports.outputs)


def _ask(
    step: Step, inputs: dict[str, tuple[Spec | None, ...]], folder: Path
) -> tuple[dict[str, Spec | None], KnodeError | None]:
    """What a step says of its outputs, and what it knows to be wrong."""
    nothing: dict[str, Spec | None] = dict.fromkeys((port.name for port in step.ports.outputs), None)
    # By default a spec is a run, and of code nothing runs unasked. A node of code that says its own spec runs none for it.
    if step.node is None or (step.cls.code and step.cls.spec is Node.spec):
        return nothing, None
    given: dict[str, Any] = {}
    for port in step.ports.inputs:
        if port.name in inputs:
            given[port.name] = list(inputs[port.name]) if port.multiple else inputs[port.name][0]
    try:
        said = {**step.spec(given), **step.node.certain_peek(folder)}
    except KnodeError as error:
        return nothing, error
    except Exception:
        # By default a spec is a run on empty tables, which a library may refuse although it takes full ones.
        return nothing, None
    return {**nothing, **said}, None


def spec_of_value(kind: str, value: Any) -> Spec | None:
    """The spec of a value that is there."""
    if kind == "table":
        return TableSpec.of(value)
    if isinstance(value, Model | Captured):
        return value.spec
    if isinstance(value, Variables):
        return VariablesSpec(names=tuple(value))
    return None
