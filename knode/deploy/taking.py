"""Runs what a capture needs, and captures: the one way behind the command line and Python."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knode.core.errors import Cancelled
from knode.core.values import Captured
from knode.core.workflow import Workflow
from knode.deploy.capture import captured, needed
from knode.deploy.gesture import Gesture, bounds_of
from knode.engine.engine import Engine, Request


def take(engine: Engine, workflow: Workflow, gesture: Gesture, request: Request | None = None) -> Captured:
    """Capture what a gesture points at. What has a result already is reused; the rest of what is needed runs.

    Args:
        engine: runs the workflow, and has its results.
        workflow: the workflow.
        gesture: what to capture.
        request: parameters and the like of the run; its `to` is chosen here.

    Raises:
        UsageError: the workflow, a parameter or a name in the gesture is wrong, or a port is not connected; nothing has run.
        CaptureError: what is pointed at cannot be captured.
        NodeFailed: a node that is needed failed.
    """
    request = request or Request()
    graph = engine.compile(workflow, request.parameters, leading(gesture))
    bounds = bounds_of(graph, gesture)
    sources = needed(graph, bounds)
    steps = list(dict.fromkeys(step for step, _ in sources))
    result = engine.run(workflow, replace(request, to=steps, need_values=steps))
    if result.status == "cancelled":
        raise Cancelled
    result.raise_if_failed()
    return captured(graph, bounds, {source: result.load(*source) for source in sources})


def leading(gesture: Gesture) -> list[str]:
    """What to compile for a gesture. The nodes that a gesture names: what does not lead to them may be unfinished."""
    return list(dict.fromkeys(_nodes(gesture))) if gesture.node or gesture.select else []


def _nodes(gesture: Gesture) -> Iterator[str]:
    for text in (gesture.node, *gesture.start, *gesture.select):
        if text:
            yield text.partition(".")[0]
