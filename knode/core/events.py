"""What happens during a run, as plain data: every face listens to the same stream."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from knode.core.values import View

NodeState = Literal["done", "failed", "skipped", "reused", "cancelled", "inactive"]
RunStatus = Literal["done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class RunStarted:
    """A run begins: `nodes` is how many the plan holds, `to_run` how many of them have no result yet."""

    run: str
    workflow: str
    nodes: int
    to_run: int


@dataclass(frozen=True, slots=True)
class NodeStarted:
    """A node's `run` is about to be called."""

    node: str
    label: str


@dataclass(frozen=True, slots=True)
class NodeProgress:
    """A running node says how far it is: `fraction` in [0, 1] or None when unknown."""

    node: str
    fraction: float | None
    message: str


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A running node shows what its output `port` has come to."""

    node: str
    port: str
    view: View


@dataclass(frozen=True, slots=True)
class NodeMessage:
    """A node says something: `level` is info or warning."""

    node: str
    level: Literal["info", "warning"]
    text: str


@dataclass(frozen=True, slots=True)
class NodeFinished:
    """A node has its end state. `seconds` is wall time of its `run`, `peak_bytes` the process's growth above its start."""

    node: str
    label: str
    state: NodeState
    seconds: float
    peak_bytes: int | None
    rows: int | None
    columns: int | None
    error: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RunFinished:
    """A run has ended."""

    run: str
    status: RunStatus
    seconds: float


Event = RunStarted | NodeStarted | NodeProgress | NodeDraft | NodeMessage | NodeFinished | RunFinished
Listener = Callable[[Event], None]
