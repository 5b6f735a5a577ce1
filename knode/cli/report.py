"""The JSON report of a run, as resources/report.schema.json describes it, and the exit code that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.deploy.card import plain

if TYPE_CHECKING:
    from knode.core.errors import KnodeError
    from knode.engine.report import RunResult

GATE = "GateFailed"
"""The error that a quality gate raises when it says no."""
GATE_EXIT = 3


def report_of(result: RunResult, outputs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The report of a run as JSON data.

    Args:
        result: what the engine gave.
        outputs: the files that were written, by the output's name: `file`, `rows`, `columns`.
    """
    return {
        "status": result.status,
        "run": result.run,
        "seconds": round(result.seconds, 6),
        "nodes": [node.as_json() for node in result.nodes.values()],
        "outputs": {name: dict(written) for name, written in outputs.items()},
        "metrics": {node: plain(measured) for node, measured in result.metrics.items()},
        "errors": [plain(error.as_json()) for error in result.errors],
        "warnings": [problem.message for problem in result.problems],
    }


def no_run(status: Literal["failed", "cancelled"], error: Mapping[str, Any]) -> dict[str, Any]:
    """The report of a run that has not begun."""
    return {
        "status": status,
        "run": None,
        "seconds": 0.0,
        "nodes": [],
        "outputs": {},
        "metrics": {},
        "errors": [plain(error)],
        "warnings": [],
    }


def exit_code(result: RunResult) -> int:
    """0 done, 1 a node failed, 3 only quality gates said no, 130 stopped."""
    if result.status == "cancelled":
        return 130
    if result.status == "done":
        return 0
    return GATE_EXIT if result.errors and all(map(is_gate, result.errors)) else 1


def is_gate(error: KnodeError) -> bool:
    """Whether a quality gate said no, rather than something going wrong."""
    return error.facts.get("cause") == GATE
