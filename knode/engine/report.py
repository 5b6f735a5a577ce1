"""What a run came to: the state, time, memory and size of each node, and the values of its outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knode.core.errors import KnodeError, NodeFailed, UnknownName, UsageError, quoted
from knode.core.events import NodeState, RunStatus
from knode.core.values import Variables

Load = Callable[[str, str], Any]


@dataclass(frozen=True, slots=True)
class NodeReport:
    """One node of a run. `seconds` is the wall time of its run; of a reused one that of the run which made the result."""

    id: str
    type: str
    label: str
    state: NodeState
    seconds: float = 0.0
    peak_bytes: int | None = None
    rows: int | None = None
    columns: int | None = None
    messages: tuple[tuple[str, str], ...] = ()
    error: KnodeError | None = None

    def as_json(self) -> dict[str, Any]:
        """The report as JSON data. A node that was stopped counts as skipped."""
        return {
            "id": self.id,
            "type": self.type,
            "label": self.label,
            "state": "skipped" if self.state == "cancelled" else self.state,
            "seconds": round(self.seconds, 6),
            "peak_bytes": self.peak_bytes,
            "rows": self.rows,
            "columns": self.columns,
            "messages": [{"level": level, "text": text} for level, text in self.messages],
        }


class NodeResult:
    """The outputs of one node of a run: `result.table`, `result["train"]`, `result.metrics`."""

    def __init__(self, node: str, ports: Mapping[str, tuple[str, str]], load: Load) -> None:
        self._node = node
        self._ports = ports
        self._load = load

    def __getitem__(self, port: str) -> Any:
        if port not in self._ports:
            raise UnknownName("output", port, self._ports, f"of node {quoted(self._node)}")
        return self._load(*self._ports[port])

    def __getattr__(self, port: str) -> Any:
        if port.startswith("_"):
            raise AttributeError(port)
        try:
            return self[port]
        except UnknownName as error:
            raise AttributeError(error.message) from None

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._ports]

    def __repr__(self) -> str:
        return f"<outputs of {self._node}: {', '.join(self._ports) or 'none'}>"


@dataclass(slots=True, repr=False)
class RunResult:
    """One run. `result["scorer"].metrics` gives an output; tables are pandas DataFrames."""

    run: str
    workflow: str
    status: RunStatus
    seconds: float
    nodes: dict[str, NodeReport]
    metrics: dict[str, Variables]
    ports: dict[str, dict[str, tuple[str, str]]]
    problems: list[KnodeError] = field(default_factory=list)
    stuck: bool = False
    """A node did not stop when the run was cancelled; its thread still runs."""
    load: Load = lambda step, port: None

    def __repr__(self) -> str:
        ran = sum(report.state == "done" for report in self.nodes.values())
        reused = sum(report.state == "reused" for report in self.nodes.values())
        return f"<run of {self.workflow!r}: {self.status} in {self.seconds:.2f} s, {ran} nodes ran, {reused} reused>"

    @property
    def errors(self) -> list[KnodeError]:
        """The errors of the nodes that failed, in the order of the graph."""
        return [report.error for report in self.nodes.values() if report.error is not None and report.state == "failed"]

    def __getitem__(self, node: str) -> NodeResult:
        report = self.nodes.get(node)
        if report is None and node not in self.ports:
            raise UnknownName("node", node, self.ports)
        if report is not None and report.error is not None:
            raise report.error
        if report is not None and report.state == "inactive":
            raise UsageError(f"Node {quoted(node)} is inactive: it stands behind a branch that was not taken.")
        if report is not None and report.state in ("skipped", "cancelled"):
            raise UsageError(f"Node {quoted(node)} has not run. {'' if not self.errors else self.errors[0].message}")
        return NodeResult(node, self.ports[node], self.load)

    def raise_if_failed(self) -> None:
        """Raise the first error of a run that failed."""
        for error in self.errors:
            raise error if isinstance(error, NodeFailed) else NodeFailed("", "", error.message)
