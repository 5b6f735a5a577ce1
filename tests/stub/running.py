"""Runs stub workflows and remembers what was told."""

from __future__ import annotations

import threading
from typing import Any

from knode.core.events import Event, NodeFinished, NodeMessage, NodeStarted
from knode.core.workflow import Workflow
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult


class Heard(list[Event]):
    """A listener: everything that it heard, in order."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        with self._lock:
            self.append(event)

    @property
    def started(self) -> list[str]:
        """The nodes that ran, in the order in which they started."""
        return [event.node for event in self if isinstance(event, NodeStarted)]

    @property
    def messages(self) -> list[tuple[str, str, str]]:
        return [(event.node, event.level, event.text) for event in self if isinstance(event, NodeMessage)]

    @property
    def states(self) -> dict[str, str]:
        return {event.node: event.state for event in self if isinstance(event, NodeFinished)}


def run(workflow: Workflow, engine: Engine | None = None, **request: Any) -> tuple[RunResult, Heard]:
    """Run a workflow, by default on a new engine without a store."""
    heard = Heard()
    result = (engine or Engine()).run(workflow, Request(listener=heard, **request))
    return result, heard


def states(result: RunResult) -> dict[str, str]:
    """The state of each node."""
    return {node: report.state for node, report in result.nodes.items()}
