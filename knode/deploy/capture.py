"""Capture: a region of a workflow as a workflow of its own, proved on held-out rows.

`gesture.py` says what was pointed at, `region.py` what production does about each value, `building.py` builds the workflow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import CaptureError, UnknownName, quoted
from knode.core.node import Node
from knode.core.reading import named_columns, secrets
from knode.core.values import INACTIVE, Captured, Model
from knode.deploy.building import Building
from knode.deploy.contract import Rows, sampled
from knode.deploy.gesture import marked
from knode.deploy.lineage import source_facts
from knode.deploy.narrowing import narrowed
from knode.deploy.region import Bounds, Region, region
from knode.engine.graph import Graph, Source

if TYPE_CHECKING:
    import pandas as pd


def needs(graph: Graph, end: str) -> Sequence[Source]:
    """The values that `capture` wants for the Capture End `end`. Raises CaptureError."""
    return needed(graph, marked(graph, end))


def needed(graph: Graph, bounds: Bounds) -> list[Source]:
    """The values that a capture wants: what is frozen, the variables in captured settings, the rows that came in, and those
    that came out."""
    found = region(graph, bounds)
    wanted = dict.fromkeys([*found.of("frozen"), *found.of("input")])
    for step_id in found.copied():
        for waiting in graph.steps[step_id].bound.values():
            wanted.update(dict.fromkeys(waiting.sources))
    wanted.update(dict.fromkeys(output.source for output in bounds.outputs.values()))
    return list(wanted)


def capture(graph: Graph, end: str, values: Mapping[Source, Any]) -> Captured:
    """The captured workflow that ends at step `end`. See `captured`."""
    return captured(graph, marked(graph, end), values)


def captured(graph: Graph, bounds: Bounds, values: Mapping[Source, Any]) -> Captured:
    """The captured workflow within bounds, from the values of what `needed` asked for.

    Its contract are held-out rows (those that reached the end), at most `contract.MOST_ROWS` of them.

    Raises:
        CaptureError: the rows at the end cannot be traced to rows that came in.
        UnknownName: a step to keep, or a parameter that was asked for, is not in it.
    """
    found = region(graph, bounds)
    without = _looking_at_targets(graph, found, values)
    if without:
        found = region(graph, bounds, without)
    build = Building(graph, found, values)
    workflow = build.workflow()
    for name in bounds.asked - set(workflow.parameters):
        raise UnknownName("parameter or variable", name, build.could_be_asked, "among those that captured nodes use")
    frozen = {build.ids[source]: (build.kind(source), values[source]) for source in found.of("frozen")}
    for source in found.of("frozen"):
        _check_active(graph, source, values[source])
    came_in = {bounds.inputs[source]: values[source] for source in found.of("input")}
    contract = sampled(_rows(graph, found, came_in, values))
    origins = {build.ids[source]: ".".join(source) for source in found.of("frozen")}
    nodes = list(_nodes(graph, found, values))
    lineage = {
        **source_facts(graph, sorted({output.source[0] for output in bounds.outputs.values()}), came_in),
        "captured_at": bounds.at,
        "inputs": {bounds.inputs[source]: ".".join(source) for source in found.of("input")},
        "outputs": {name: ".".join(output.source) for name, output in bounds.outputs.items()},
        "left_out": sorted(found.left_out),
        "left_out_because": dict(sorted(found.left_out.items())),
        "frozen": origins,
        "secrets": sorted(set().union(*map(secrets, nodes))) if nodes else [],
    }
    named = set().union(*map(named_columns, nodes)) if nodes else set()
    return narrowed(Captured(workflow, frozen, contract, lineage), came_in, named)


def _nodes(graph: Graph, found: Region, values: Mapping[Source, Any]) -> Iterator[Node]:
    """The nodes that are repeated in production, and those that they hold."""
    for step_id in found.copied():
        step = graph.steps[step_id]
        yield step.configured(values).in_production()
        if step.holding is not None:
            yield from step.holding.nodes()


def _check_active(graph: Graph, source: Source, value: Any) -> None:
    if value is INACTIVE:
        title = graph.steps[source[0]].instance.title
        raise CaptureError(
            f"Output {quoted(source[1])} of node {quoted(source[0])} ({title}) stands behind a branch that this run did not "
            "take, so that there is nothing to freeze. Capture the branch that is taken, or merge the branches before.",
            node=source[0],
            port=source[1],
        )


def _looking_at_targets(graph: Graph, found: Region, values: Mapping[Source, Any]) -> dict[str, str]:
    """The steps that remove rows by the value of a column which captured models predict: in production it is not known."""
    models = (values[source] for source in found.of("frozen"))
    targets = {model.target for model in models if isinstance(model, Model) and model.target}
    without = {}
    for step_id in found.copied():
        step = graph.steps[step_id]
        if step.cls.serving == "filter" and step_id not in found.bounds.keep:
            looked_at = sorted(named_columns(step.configured(values)) & targets)
            if looked_at:
                without[step_id] = f"it chooses rows by the target {looked_at[0]}, which production does not know"
    return without


def _rows(graph: Graph, found: Region, came_in: Mapping[str, pd.DataFrame], values: Mapping[Source, Any]) -> Rows:
    """What is known of the rows: those that came in, those that came out, and how they can be followed."""
    tables = {
        name: output.source
        for name, output in found.bounds.outputs.items()
        if (port := graph.steps[output.source[0]].ports.output(output.source[1])) is not None and port.kind == "table"
    }
    fixed = {name for name, source in tables.items() if found.deeds[found.final(source)] == "frozen"}
    models = (values[source] for source in found.of("frozen"))
    targets = [model.target for model in models if isinstance(model, Model) and model.target]
    return Rows(
        at=found.bounds.at,
        came_in=came_in,
        came_out={name: values[source] for name, source in tables.items() if name not in fixed},
        fixed={name: values[tables[name]] for name in fixed},
        together=[step_id for step_id in found.copied() if not graph.steps[step_id].cls.rowwise],
        left_out=sorted(found.left_out),
        targets=tuple(dict.fromkeys(targets)),
    )
