"""A quality gate passes what is good enough, with its metrics noted; otherwise nothing behind it runs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from knode.cli.report import exit_code
from knode.core.errors import GateFailed, SettingError
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import read_manifest
from knode.engine.report import RunResult
from knode_nodes.deploy._rules import Rule
from knode_nodes.deploy.quality_gate import QualityGate
from tests.deploy.conftest import run, training

pytestmark = pytest.mark.uncovered
ROOT = Path(__file__).parents[3]


def gated(*rules: dict[str, Any], path: str = "customers.knodez", **settings: Any) -> Workflow:
    """Training → scorer and capture → gate → bundle."""
    workflow = training()
    workflow.add(Instance("scorer", "evaluate.Scorer", settings={"target": "left", "positive": "yes"}))
    workflow.add(Instance("gate", "deploy.QualityGate", settings={"rules": list(rules), **settings}))
    workflow.add(Instance("write", "deploy.BundleWriter", settings={"path": path}))
    workflow.link("end", "predictions", "scorer", "table")
    workflow.link("scorer", "metrics", "gate", "metrics")
    workflow.link("end", "workflow", "gate", "workflow")
    workflow.link("gate", "workflow", "write", "workflow")
    return workflow


def messages(result: RunResult, level: str) -> list[str]:
    return [text for kind, text in result.nodes["gate"].messages if kind == level]


def test_what_is_good_enough_passes_and_the_card_holds_its_metrics(tmp_path: Path) -> None:
    result = run(gated({"metric": "accuracy", "threshold": 0.6}), folder=tmp_path)
    result.raise_if_failed()
    card = read_manifest(tmp_path / "customers.knodez")["card"]
    assert card["metrics"] == dict(result["scorer"].metrics)
    assert card["gate"] == [
        {"metric": "accuracy", "threshold": 0.6, "baseline": "fixed", "tolerance": 0.0, "direction": "higher"}
    ]
    assert "at least 0.6 is wanted: passed" in messages(result, "info")[0]


def test_what_is_not_good_enough_stops_there_with_exit_code_3(tmp_path: Path) -> None:
    rules = ({"metric": "accuracy", "threshold": 0.999}, {"metric": "log_loss", "threshold": 0.0001})
    result = run(gated(*rules), folder=tmp_path)
    (error,) = result.errors
    accuracy = result["scorer"].metrics["accuracy"]
    assert result.nodes["gate"].state == "failed"
    assert result.nodes["write"].state == "skipped"
    assert exit_code(result) == 3
    assert f"accuracy is {accuracy:.6g}, and must be at least 0.999; log_loss is" in error.message
    assert "at most 0.0001" in error.message
    assert error.facts["cause"] == "GateFailed"
    assert (error.facts["metric"], error.facts["value"], error.facts["threshold"]) == ("accuracy", accuracy, 0.999)
    assert not list(tmp_path.glob("*.knodez"))


def test_a_gate_that_looks_at_the_deployed_version_passes_while_there_is_none(tmp_path: Path) -> None:
    rule = {"metric": "accuracy", "baseline": "deployed"}
    result = run(gated(rule, deployed="customers.knodez"), folder=tmp_path)
    result.raise_if_failed()
    assert "Nothing is deployed at customers.knodez yet" in messages(result, "info")[0]
    again = run(gated(rule, deployed="customers.knodez"), folder=tmp_path)
    again.raise_if_failed()
    assert "as the deployed version" in messages(again, "info")[0]
    assert "left as it is" in again.nodes["write"].messages[-1][1]


@pytest.mark.parametrize(("tolerance", "passes"), [(0.0, False), (0.9, True)])
def test_a_version_worse_than_the_deployed_one_is_refused_beyond_the_tolerance(
    tmp_path: Path, tolerance: float, passes: bool
) -> None:
    run(gated(), folder=tmp_path).raise_if_failed()
    rule = {"metric": "accuracy", "baseline": "deployed", "tolerance": tolerance}
    worse = gated(rule, deployed=".", name="customers")
    worse.set("learner", features=["city"])
    result = run(worse, folder=tmp_path)
    assert (result.status == "done") is passes
    if not passes:
        assert isinstance(result.errors[0].facts["threshold"], float)
        assert "as the deployed version" in result.errors[0].message


def test_a_deployed_card_without_the_metric_is_a_warning(tmp_path: Path) -> None:
    from knode.deploy.bundle import write_bundle

    write_bundle(run(training())["end"].workflow, tmp_path / "old.knodez", name="old", version="1")
    result = run(gated({"metric": "accuracy", "baseline": "deployed"}, deployed="old.knodez"), folder=tmp_path)
    result.raise_if_failed()
    assert "The card of the deployed old 1 has no accuracy" in messages(result, "warning")[0]


def test_an_unknown_metric_is_a_mistake_and_no_verdict(tmp_path: Path) -> None:
    result = run(gated({"metric": "acuracy", "threshold": 0.5}), folder=tmp_path)
    assert 'did you mean "accuracy"?' in result.errors[0].message
    assert exit_code(result) == 1


@pytest.mark.parametrize(
    ("metric", "higher"),
    [("accuracy", True), ("roc_auc", True), ("r2", True), ("rmse", False), ("log_loss", False), ("max_error", False)],
)
def test_the_direction_follows_from_the_name(metric: str, higher: bool) -> None:
    assert Rule(metric=metric, threshold=0.5).higher_is_better() is higher


@pytest.mark.parametrize("metric", ["rows", "mean_signed_error", "lift"])
def test_a_name_that_tells_no_direction_asks_for_it(tmp_path: Path, metric: str) -> None:
    from knode.core.errors import DataError

    with pytest.raises(DataError, match="set the rule's direction"):
        Rule(metric=metric, threshold=0.5).higher_is_better()
    assert Rule(metric=metric, threshold=0.5, direction="lower").higher_is_better() is False


def test_a_value_that_is_no_number_never_passes() -> None:
    for metric in ("accuracy", "rmse"):
        assert not Rule(metric=metric, threshold=0.5).passes(float("nan"), 0.5)


@pytest.mark.parametrize(
    "rule",
    [
        {"metric": "accuracy"},
        {"metric": "accuracy", "threshold": 0.5, "baseline": "deployed"},
        {"metric": "accuracy", "threshold": 0.5, "tolerance": -1},
        {"metric": "accuracy", "threshold": float("nan")},
        {"metric": "accuracy", "baseline": "deployed"},
        {"metric": "", "threshold": 0.5},
    ],
)
def test_rules_that_make_no_sense_are_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(SettingError):
        QualityGate.from_settings({"rules": [rule]})


def test_the_error_of_a_gate_is_one_of_its_own() -> None:
    assert GateFailed("no").exit_code == 3


def test_knode_exec_ends_with_3_and_the_report_says_why(tmp_path: Path) -> None:
    nodes: dict[str, Any] = {
        "data": {"type": "io.ExampleData"},
        "start": {"type": "deploy.CaptureStart"},
        "split": {"type": "prep.Partition", "settings": {"stratify": "target"}},
        "learner": {"type": "learn.LogisticRegressionLearner", "settings": {"target": "target"}},
        "apply": {"type": "learn.ApplyModel"},
        "end": {"type": "deploy.CaptureEnd"},
        "scorer": {"type": "evaluate.Scorer", "settings": {"target": "target"}},
        "gate": {"type": "deploy.QualityGate", "settings": {"rules": [{"metric": "accuracy", "threshold": 1.5}]}},
        "bundle": {"type": "deploy.BundleWriter", "settings": {"path": "model.knodez"}},
    }
    links = [
        "data.table -> start.rows",
        "start.rows -> split.table",
        "split.train -> learner.table",
        "learner.model -> apply.model",
        "split.test -> apply.table",
        "apply.table -> end.predictions",
        "end.predictions -> scorer.table",
        "scorer.metrics -> gate.metrics",
        "end.workflow -> gate.workflow",
        "gate.workflow -> bundle.workflow",
    ]
    file = tmp_path / "train.knode"
    file.write_text(json.dumps({"format": 1, "nodes": nodes, "links": links}))
    done = subprocess.run(
        [sys.executable, "-m", "knode", "exec", str(file), "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3, done.stderr
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator(json.loads((ROOT / "resources" / "report.schema.json").read_text())).validate(
        report
    )
    assert report["status"] == "failed"
    assert {node["id"]: node["state"] for node in report["nodes"]}["bundle"] == "skipped"
    (error,) = report["errors"]
    assert (error["node"], error["metric"], error["threshold"]) == ("gate", "accuracy", 1.5)
    assert "gate:" in done.stderr
