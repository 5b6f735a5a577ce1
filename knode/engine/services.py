"""What nodes may ask of layers above the engine: capture and bundles. The deploy layer provides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from knode.core.target import Target
from knode.core.values import Captured
from knode.engine.graph import Graph, Source

if TYPE_CHECKING:
    from knode.engine.inline import Inline


class Services(Protocol):
    """The door through which the engine reaches integrated deployment."""

    def capture_needs(self, graph: Graph, end: str) -> Sequence[Source]:
        """The outputs that the capture which ends at step `end` freezes or proves itself with. Raises CaptureError."""

    def capture(self, graph: Graph, end: str, values: Mapping[Source, Any]) -> Captured:
        """The captured workflow that ends at step `end`, from the values of what `capture_needs` asked for."""

    def combine(
        self, segments: Sequence[Captured], wiring: Mapping[str, str], names: Sequence[str], *, name: str = ""
    ) -> Captured:
        """Join captured workflows by the names of their ports, and prove it. Raises CombineError."""

    def write_workflow(self, captured: Captured, path: Path, *, name: str, version: str) -> Mapping[str, Any]:
        """Write a `.knode` file or a bundle, as the name of the file says; facts about it."""

    def deploy(
        self,
        captured: Captured,
        target: Path | Target,
        *,
        name: str,
        version: str,
        intended_use: str,
        replace: bool,
        facts: Inline,
    ) -> Mapping[str, Any]:
        """Prove parity, then bring a bundle to a target; facts about it."""

    def deployed(self, place: Path, name: str = "") -> Mapping[str, Any] | None:
        """The manifest of the bundle at a place, a file or a folder (its newest version); None when there is none."""

    def read_bundle(self, path: Path, warn: Callable[[str], None]) -> Captured:
        """Open a bundle, or a `.knode` file with inputs and outputs; `warn` is told what the person should know of it."""
