"""Integrated deployment: capture what production needs, prove that it is the same, pack it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from knode.core.target import Target
from knode.core.values import Captured
from knode.engine.graph import Graph, Source
from knode.engine.services import Services


class Deployment:
    """What the engine asks of this layer while it runs a workflow."""

    def capture_needs(self, graph: Graph, end: str) -> Sequence[Source]:
        """See `capture.needs`."""
        from knode.deploy import capture

        return capture.needs(graph, end)

    def capture(self, graph: Graph, end: str, values: Mapping[Source, Any]) -> Captured:
        """See `capture.capture`."""
        from knode.deploy import capture

        return capture.capture(graph, end, values)

    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        """See `combine.combine`."""
        from knode.deploy.combine import combine

        return combine(segments, wiring, names, name=name)

    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        """See `files.write_workflow`."""
        from knode.deploy.files import write_workflow

        return write_workflow(captured, path, name=name, version=version)

    def deploy(self, captured: Captured, target: Path | Target, **wanted: Any) -> Mapping[str, Any]:
        """See `targets.deploy`."""
        from knode.deploy.targets import deploy, target_at

        return deploy(captured, target if isinstance(target, Target) else target_at(target), **wanted)

    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        """See `versions.deployed`."""
        from knode.deploy.versions import deployed

        return deployed(place, name)

    def read_bundle(self, path: Path, warn: Callable[[str], None]) -> Captured:
        """See `files.read_workflow`."""
        from knode.deploy.files import read_workflow

        return read_workflow(path, warn=warn)


def services() -> Services:
    """Integrated deployment, for an engine."""
    return Deployment()
