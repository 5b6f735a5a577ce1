"""What a capture would hold, told at once and without running anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knode.deploy.components import outer_binding
from knode.deploy.gesture import Gesture, bounds_of
from knode.deploy.region import Region, region
from knode.engine.graph import Graph


def scope(graph: Graph, gesture: Gesture) -> dict[str, Any]:
    """The steps that a gesture captures, and what may be chosen about them.

    Returns:
        `steps`: those that are repeated in production; `frozen`, `inputs`: what enters, as `STEP.PORT`; `outputs`: by name,
        where each comes from; `left_out`: by step, why; `askable`: parameters and variables that production may set;
        `name`: what the capture is called in messages.

    Raises:
        CaptureError: it cannot be captured; the message names the node and says what to do.
        UnknownName: a name in the gesture is none of the workflow.
    """
    bounds = bounds_of(graph, gesture)
    found = region(graph, bounds)
    repeated = {step for step, _ in (*found.of("copy"), *found.of("apply"))}
    return {
        "name": bounds.at,
        "steps": sorted(repeated, key=list(graph.steps).index),
        "frozen": [".".join(source) for source in found.of("frozen")],
        "inputs": {bounds.inputs[source]: ".".join(source) for source in found.of("input")},
        "outputs": {name: ".".join(output.source) for name, output in sorted(bounds.outputs.items())},
        "left_out": dict(sorted(found.left_out.items())),
        "askable": sorted(set(_askable(graph, found))),
    }


def _askable(graph: Graph, found: Region) -> Iterator[str]:
    for step_id in found.copied():
        step = graph.steps[step_id]
        yield from (waiting.name for waiting in step.bound.values())
        for setting in step.instance.bindings:
            bound = outer_binding(graph, step_id, setting)
            if bound is not None and bound.source == "parameter":
                yield bound.name
