"""What a capture holds: walks back from the wanted outputs, and decides for each value what production does about it.

A value that production needs is, in the order in which the rules are tried:

- an input, where the walk arrives at rows that production brings;
- handed on, at a node that only chooses rows for training (Partition), and at the ends of components and other captures;
- frozen, when it is a fitted model, when it does not depend on the rows that come in, or when it comes from outside a
  selection;
- applied, when it is the table of a node that fits: Apply Model with the frozen model, so nothing is ever fitted again;
- copied otherwise, with the settings that the node has now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knode.core.errors import CaptureError, UnknownName, quoted
from knode.core.ports import KINDS, MODEL, TABLE
from knode.engine.graph import Graph, Source, Step

Deed = Literal["input", "frozen", "apply", "copy"]
FOR_TRAINING = "it chooses rows for training only"


@dataclass(frozen=True, slots=True)
class Output:
    """Where an output comes from. One that `explains` is given only when it is asked for."""

    source: Source
    explains: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a person marked, whichever the gesture: where production's rows come in, and what it is to answer with.

    `at` is what the capture is called in messages. Only steps `inside` are captured, when a selection says so. `keep` are
    steps that choose rows and that production is to repeat all the same; `asked` are the names of parameters and variables
    that production may set.
    """

    at: str
    inputs: Mapping[Source, str]
    outputs: Mapping[str, Output]
    inside: frozenset[str] | None = None
    keep: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()


@dataclass(slots=True)
class Region:
    """For each value that production needs, where it comes from.

    `deeds` says what is done about each source that is needed, `through` to which source a source that is handed on leads,
    `left_out` why a step is not repeated in production.
    """

    bounds: Bounds
    deeds: dict[Source, Deed] = field(default_factory=dict)
    through: dict[Source, Source] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def final(self, source: Source) -> Source:
        """The source that stands for `source` after all handing on."""
        while source in self.through:
            source = self.through[source]
        return source

    def of(self, deed: Deed) -> list[Source]:
        """The sources with that deed, sorted."""
        return sorted(source for source, done in self.deeds.items() if done == deed)

    def copied(self) -> list[str]:
        """The ids of the steps that are copied."""
        return sorted({step for step, _ in self.of("copy")})


def region(graph: Graph, bounds: Bounds, without: Mapping[str, str] | None = None) -> Region:
    """Find out what a capture holds.

    Args:
        graph: the workflow.
        bounds: what was marked in it.
        without: further steps that only choose rows for training, and why they are taken for such.

    Raises:
        CaptureError: it cannot be captured; the message names node and port.
        UnknownName: a step to keep is none that would be left out.
    """
    walk = _Walk(graph, bounds, dict(without or {}))
    waiting = [output.source for output in bounds.outputs.values()]
    seen: set[Source] = set()
    while waiting:
        source = waiting.pop()
        if source not in seen:
            seen.add(source)
            waiting.extend(walk.decide(source))
    walk.check()
    return walk.found


class _Walk:
    """Decides about one source after the other, and checks what came of it."""

    def __init__(self, graph: Graph, bounds: Bounds, without: dict[str, str]) -> None:
        self.found = Region(bounds)
        self._graph = graph
        self._bounds = bounds
        self._without = without
        self._choosing: set[str] = set()
        self._fed = _downstream(graph, set(bounds.inputs))
        self._behind: set[str] = set()
        if bounds.inside is not None:
            self._behind = _downstream(
                graph, {(step, port.name) for step in bounds.inside for port in graph.steps[step].ports.outputs}
            )

    def decide(self, source: Source) -> list[Source]:
        """Decide about one source; the sources that are then needed for it."""
        step = self._graph.steps[source[0]]
        found = self.found
        if source in self._bounds.inputs:
            found.deeds[source] = "input"
            return []
        if self._bounds.inside is not None and step.id not in self._bounds.inside:
            return self._freeze(source, outside=True)
        onward = self._handed_on(step, source)
        if onward is not None:
            found.through[source] = onward
            return [onward]
        if step.id not in self._fed or step.cls.boundary == "frozen" or _kind(step, source) == MODEL.name:
            return self._freeze(source)
        if step.cls.captures is not None:
            return self._freeze(source)
        if step.cls.fits is not None:
            if source[1] != applied_port(step):
                return self._freeze(source)
            found.deeds[source] = "apply"
            found.deeds[step.id, step.cls.fits] = "frozen"
            return [first_table(step)]
        if step.holding is not None and step.holding.fits:
            inner = step.holding.fits[0]
            raise CaptureError(
                f"Node {quoted(step.id)} ({step.instance.title}) would learn in production what node {quoted(inner)} in it "
                "learns. Let a model come out of it and apply that, or let the capture begin behind it.",
                node=step.id,
            )
        if step.effect and step.id not in self._bounds.keep:
            raise CaptureError(
                f"Node {quoted(step.id)} ({step.instance.title}) changes something outside, and production would repeat "
                "that for every request. Take the rows from before it, or keep it by name.",
                node=step.id,
            )
        found.deeds[source] = "copy"
        return [needed for sources in step.inputs.values() for needed in sources]

    def _freeze(self, source: Source, *, outside: bool = False) -> list[Source]:
        step = self._graph.steps[source[0]]
        kind = _kind(step, source)
        where = f"output {quoted(source[1])} of node {quoted(step.id)} ({step.instance.title})"
        if not KINDS[kind].stored:
            raise CaptureError(
                f"A {kind} enters the capture from {where}, and a {kind} cannot be frozen. Let the capture begin behind "
                "the node that reads from it.",
                node=step.id,
                port=source[1],
            )
        if outside and kind == TABLE.name and step.id in self._behind and step.id in self._fed:
            raise CaptureError(
                f"The rows leave the selection, and come back into it from {where}: a cycle through the region. Select "
                f"{quoted(step.id)} too.",
                node=step.id,
                port=source[1],
            )
        self.found.deeds[source] = "frozen"
        return []

    def _handed_on(self, step: Step, source: Source) -> Source | None:
        """The source that `source` only repeats in production, if it does."""
        if step.cls.serving != "keep" and step.id in self._fed:
            self._choosing.add(step.id)
            reason = FOR_TRAINING if step.cls.serving == "pass" else self._without.get(step.id)
            if reason is not None and step.id not in self._bounds.keep:
                self.found.left_out[step.id] = reason
                return first_table(step)
        if step.cls.captures is not None:
            return next(iter(step.inputs.get(source[1], ())), None)
        if step.cls.boundary in ("input", "output") and step.inputs:
            return next(iter(step.inputs.values()))[0]
        return None

    def check(self) -> None:
        """Raise what is wrong with the region as a whole."""
        found, bounds = self.found, self._bounds
        entered = found.of("input")
        if not entered:
            raise CaptureError(
                f"What {quoted(bounds.at)} captures does not depend on the rows that come in"
                f"{_listed(bounds.inputs)}. Let it end behind a node that they reach.",
                node=bounds.at.partition(".")[0],
            )
        names: dict[str, Source] = {}
        for source in entered:
            other = names.setdefault(bounds.inputs[source], source)
            if other != source:
                raise CaptureError(
                    f"Two inputs of the capture at {quoted(bounds.at)} have the name {quoted(bounds.inputs[source])}: nodes "
                    f"{quoted(other[0])} and {quoted(source[0])}. Give one of the two ports another name.",
                    node=source[0],
                    port=source[1],
                )
        known = self._choosing | {step for step, _ in found.deeds if self._graph.steps[step].effect}
        for name in bounds.keep - known:
            raise UnknownName("node", name, known, "among those that the capture could leave out")


def _listed(inputs: Mapping[Source, str]) -> str:
    shown = [".".join(source) for source in inputs]
    return f" at {', '.join(map(quoted, shown[:4]))}" if shown else ""


def _kind(step: Step, source: Source) -> str:
    port = step.ports.output(source[1])
    assert port is not None
    return port.kind


def _downstream(graph: Graph, sources: set[Source]) -> set[str]:
    """The steps that the values of these sources reach through links; steps are in topological order."""
    reached: set[str] = set()
    for step in graph.steps.values():
        if any(one in sources or one[0] in reached for links in step.inputs.values() for one in links):
            reached.add(step.id)
    return reached


def applied_port(step: Step) -> str | None:
    """The output of a node that fits which carries its table after what was learnt was applied to it."""
    return next((port.name for port in step.ports.outputs if port.kind == TABLE.name), None)


def first_table(step: Step) -> Source:
    """What is connected to a step's first table port. Raises CaptureError."""
    sources = tables_into(step)
    if not sources:
        raise CaptureError(f"Node {quoted(step.id)} ({step.instance.title}) has no table to hand on.", node=step.id)
    return sources[0]


def tables_into(step: Step) -> tuple[Source, ...]:
    """What is connected to a step's first table port; nothing for a step without."""
    for port in step.ports.inputs:
        if port.kind == TABLE.name and step.inputs.get(port.name):
            return step.inputs[port.name]
    return ()
