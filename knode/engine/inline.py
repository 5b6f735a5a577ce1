"""Evaluates a graph at once in this thread and in memory: captured workflows inside a node, parity, serving."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knode.core.errors import Cancelled, CaptureError, DataError, UnknownName, UsageError, quoted
from knode.core.events import Event, Listener
from knode.core.ports import TABLE
from knode.core.rows import renumbered
from knode.core.values import Captured
from knode.engine.call import at_rest, call, failure, rests
from knode.engine.context import CancelToken, RunContext, RunFacts, Threads
from knode.engine.graph import Compiler, Graph, Source, Step
from knode.engine.services import Services


@dataclass(eq=False, kw_only=True)
class Inline:
    """The facts of an inline evaluation: one core, the caller's seed, folder and cancel token.

    `threads` is told of the threads that run nodes, if anybody is: they are interrupted when the run is stopped. With `keyed`
    errors name rows as those are called in the table that came in, see `core.rows`.
    """

    seed: int = 0
    folder: Path = Path()
    cancel: CancelToken = field(default_factory=CancelToken)
    listener: Listener | None = None
    services: Services | None = None
    trust: bool = False
    threads: Threads | None = None
    keyed: bool = False
    secrets: list[str] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Tell the listener, if there is one."""
        if self.listener is not None:
            self.listener(event)

    def lease(self) -> int:
        """An inline evaluation has the one core of its caller."""
        return 0

    def give_back(self, cores: int) -> None:
        """There is nothing to give back."""

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Run a captured workflow within a captured workflow."""
        return run_captured(captured, inputs, self)

    def inline(self) -> Inline:
        """The same facts."""
        return self

    def bundles(self) -> Services:
        """The services of the deploy layer."""
        if self.services is None:
            raise CaptureError("Bundles cannot be read or written here.")
        return self.services

    def is_passing(self) -> None:
        """Nothing is kept."""

    def entered(self, context: RunContext) -> None:
        """This thread runs for a node now."""
        if self.threads is not None:
            self.threads.entered(context)

    def left(self) -> None:
        """It does so no more."""
        if self.threads is not None:
            self.threads.left()


def evaluate(
    graph: Graph,
    wanted: Iterable[str],
    supplied: Mapping[str, Any],
    facts: Inline,
    *,
    kept: Collection[str] | None = None,
) -> dict[Source, Any]:
    """The outputs of the wanted steps, or only of those `kept`. A step that fails ends the evaluation with NodeFailed.

    Values are let go when the last step that needs them has run."""
    wanted = list(wanted)
    needed = graph.upstream([*wanted, *(kept or ())])
    shown = frozenset(wanted if kept is None else kept)
    users = {
        step: sum(follower in needed for follower in following)
        for step, following in graph.following.items()
        if step in needed and step not in shown
    }
    values: dict[Source, Any] = {}
    for step_id, step in graph.steps.items():
        if step_id not in needed:
            continue
        if facts.cancel.is_set:
            raise Cancelled
        outputs = outputs_of(step, values, supplied, facts)
        values.update({(step_id, port): value for port, value in outputs.items()})
        for source in (step_id, *graph.needed[step_id]):
            users[source] = users.get(source, 0) - (source != step_id)
            if source not in shown and not users[source]:
                for port in graph.steps[source].ports.outputs:
                    values.pop((source, port.name), None)
    return {source: value for source, value in values.items() if source[0] in shown}


def outputs_of(step: Step, values: Mapping[Source, Any], supplied: Mapping[str, Any], facts: Inline) -> dict[str, Any]:
    """What one step gives. Raises NodeFailed."""
    if rests(step, values, supplied):
        return at_rest(step)
    context = step_context(step, facts, values) if step.ports.context is not None else None
    try:
        with blamed(step, facts, _tables(step, values, supplied) if facts.keyed else {}):
            return call(step, values, context, supplied)
    finally:
        if context is not None:
            context.end()


@contextmanager
def blamed(step: Step, facts: Inline, tables: Mapping[str, Any]) -> Iterator[None]:
    """Whatever fails meanwhile is told as the failure of a step, to which these tables came in, by port."""
    try:
        yield
    except Exception as error:
        port = error.facts.get("port") if isinstance(error, DataError) else None
        rows = tables.get(port) if port else next(iter(tables.values())) if len(tables) == 1 else None
        raise failure(step, error if rows is None else renumbered(error, rows), facts.secrets) from error


def _tables(step: Step, values: Mapping[Source, Any], supplied: Mapping[str, Any]) -> dict[str, Any]:
    """The tables that come into a step, by port; several at one port cannot be told apart and are left out."""
    found: dict[str, Any] = {}
    for place, port in enumerate(step.ports.inputs):
        given = [values[source] for source in step.inputs.get(port.name, ())]
        if not place and step.id in supplied:
            given = [supplied[step.id]]
        if port.kind == TABLE.name and len(given) == 1 and hasattr(given[0], "iloc"):
            found[port.name] = given[0]
    return found


def step_context(
    step: Step, run: RunFacts, values: Mapping[Source, Any], capture: Callable[[], Captured] | None = None
) -> RunContext:
    """What a step that runs is given, with what it holds."""
    made = RunContext(step.id, run, capture=capture)
    if step.holding is not None:
        from knode.engine.inside import StepInside

        inner = {name: value for name, value in step.arrived(values).items() if name not in step.cls.model_fields}
        made.hold(StepInside(step.holding, inner, made, run))
    return made


def captured_graph(captured: Captured, *, trust: bool = False) -> tuple[Graph, dict[str, str], dict[str, str]]:
    """The graph of a captured workflow, and the step ids of its inputs and outputs by name."""
    workflow = captured.workflow
    return Compiler(trust=trust).compile(workflow), workflow.ends("input"), workflow.ends("output")


def run_captured(captured: Captured, inputs: Mapping[str, Any], facts: Inline | None = None) -> dict[str, Any]:
    """Run a captured workflow with tables by input name; its outputs by name.

    Raises:
        UnknownName: an input that the workflow does not have.
        UsageError: an input is missing.
        NodeFailed: a node of it failed.
    """
    facts = facts or Inline()
    graph, entries, exits = captured_graph(captured, trust=facts.trust)
    for name in inputs:
        if name not in entries:
            raise UnknownName("input", name, entries, f"of the captured workflow {quoted(captured.workflow.name)}")
    for name in entries:
        if name not in inputs and not graph.steps[entries[name]].inputs:
            raise UsageError(f"The captured workflow needs the input {quoted(name)}. Connect a table to it.")
    supplied = {entries[name]: value for name, value in inputs.items()}
    supplied |= {node: value for node, (_, value) in captured.frozen.items()}
    values = evaluate(graph, exits.values(), supplied, facts)
    return {name: values[step, graph.steps[step].ports.outputs[0].name] for name, step in exits.items()}
