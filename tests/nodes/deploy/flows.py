"""Workflows around captured workflows: two captures in a row, written, read, combined and executed."""

from __future__ import annotations

from pathlib import Path

import knode.deploy
from knode.core.workflow import Instance, Workflow
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult
from tests.deploy.conftest import REGISTRY

PREPARE = """
    data.table -> begin.rows | begin.rows -> fill.table | fill.table -> ratio.table | ratio.table -> ready.table
"""
MODEL = """
    ready.table -> start.table | start.table -> halves.table | halves.train -> learner.table | learner.model -> apply.model
    halves.test -> apply.table | apply.table -> end.predictions
"""
TYPES = {
    "data": "stub.Customers",
    "begin": "deploy.CaptureStart",
    "fill": "stub.FillAge",
    "ratio": "stub.Ratio",
    "ready": "deploy.CaptureEnd",
    "start": "deploy.CaptureStart",
    "halves": "stub.Halves",
    "learner": "learn.LogisticRegressionLearner",
    "apply": "learn.ApplyModel",
    "end": "deploy.CaptureEnd",
    "both": "deploy.WorkflowCombiner",
    "run": "deploy.WorkflowExecutor",
    "write": "deploy.WorkflowWriter",
    "read": "deploy.BundleReader",
    "summary": "deploy.WorkflowSummary",
}
SETTINGS: dict[str, dict[str, object]] = {
    "ready": {"carry": [{"name": "table"}]},
    "start": {"carry": [{"name": "table"}]},
    "learner": {"target": "left"},
}


def flow(links: str, folder: Path | None = None, **settings: dict[str, object]) -> Workflow:
    """The nodes that the links name, and those that only have settings, linked."""
    workflow = Workflow("customers", registry=REGISTRY)
    workflow.folder = folder
    for node, type_id in TYPES.items():
        if f"{node}." in links or node in settings:
            workflow.add(Instance(node, type_id, settings={**SETTINGS.get(node, {}), **settings.get(node, {})}))
    for line in links.replace("\n", "|").split("|"):
        if line.strip():
            source, target = line.split("->")
            workflow.link(*source.strip().split("."), *target.strip().split("."))
    return workflow


def run(workflow: Workflow, **request: object) -> RunResult:
    """Run in memory, with deployment at hand."""
    with Engine(services=knode.deploy.services()) as engine:
        return engine.run(workflow, Request(folder=workflow.folder or Path(), **request))  # type: ignore[arg-type]
