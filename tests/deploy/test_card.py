"""The model card: what a bundle is for, how good it was, what it learned from, how it decides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from knode.api import Model, TableSpec
from knode.core.workflow import Workflow
from knode.deploy.bundle import read_manifest, write_bundle
from knode.deploy.card import card_of, markdown
from knode.deploy.lineage import table_facts
from knode.engine.report import RunResult
from tests.deploy.conftest import customers, run, training


def test_the_card_tells_of_models_data_and_held_out_rows(trained: RunResult) -> None:
    card = card_of(trained["end"].workflow, "Who may leave; not for prices.")
    assert card["intended_use"] == "Who may leave; not for prices."
    assert card["data"]["rows"] == table_facts(customers())
    assert card["held_out"]["outputs"]["predictions"]["rows"] == 60
    by_node = {model["node"]: model for model in card["models"]}
    learner = by_node["learner_model"]
    assert (learner["kind"], learner["estimator"], learner["target"]) == ("classifier", "LogisticRegression", "left")
    assert learner["classes"] == ["no", "yes"]
    assert learner["facts"]["rows"] == 60
    assert {"age", "income", "ratio"} <= set(learner["facts"]["coefficients"])
    assert "libraries" not in learner["facts"]
    assert json.loads(json.dumps(card)) == card


def test_weights_are_taken_from_an_estimator_whose_facts_do_not_tell_them(trained: RunResult) -> None:
    from sklearn.tree import DecisionTreeRegressor

    table = customers().dropna()[["age", "income"]]
    spec = TableSpec.of(table)
    tree = DecisionTreeRegressor(max_depth=2, random_state=1).fit(table, table["income"])
    model = Model("regressor", tree, spec, TableSpec.of(pd.DataFrame({"prediction": [1.0]})), name="Tree")
    captured = trained["end"].workflow
    card = card_of(replace(captured, frozen={"tree": ("model", model)}))
    assert card["models"][0]["facts"]["importances"] == {"income": 1.0, "age": 0.0}


def test_a_combination_tells_of_the_data_of_its_segments(trained: RunResult) -> None:
    captured = trained["end"].workflow
    lineage = {"segments": {"clean": captured.lineage, "model": {"segments": {"x": captured.lineage}}}}
    assert set(card_of(replace(captured, lineage=lineage))["data"]) == {"clean.rows", "model.x.rows"}


def test_the_card_is_readable_as_markdown(trained: RunResult, tmp_path: Path) -> None:
    path = tmp_path / "c.knodez"
    captured = trained["end"].workflow
    gate = [{"metric": "f1", "threshold": 0.5, "direction": "higher", "baseline": "fixed", "tolerance": 0.1}]
    noted = replace(captured, lineage={**captured.lineage, "metrics": {"f1": 0.75, "lift": None}, "gate": gate})
    write_bundle(noted, path, name="customers", version="7", intended_use="Who may | leave.")
    text = markdown(read_manifest(path))
    assert text.startswith("# customers 7\n\nWho may | leave.\n")
    for part in (
        "| f1 | 0.75 |",
        "asked for f1: at least 0.5 (tolerance 0.1)",
        "proved on 60 held-out rows",
        "| rows | 120 | 4 |",
        "(LogisticRegression)",
        "feature (coefficients)",
        "- in: **rows**: age (float64)",
        "made with ",
    ):
        assert part in text, part


def test_a_card_without_metrics_or_use_says_so(bundle: Path) -> None:
    text = markdown(read_manifest(bundle))
    assert "No intended use is stated." in text
    assert "No metrics were recorded." in text


@pytest.mark.parametrize("change", ["label", "layout", "node elsewhere", "unrelated parameter"])
def test_what_has_no_influence_on_the_capture_changes_no_bundle(trained: RunResult, change: str) -> None:
    workflow = training()
    _edit(workflow, change)
    again = run(workflow)["end"].workflow.lineage
    assert again == trained["end"].workflow.lineage


def test_what_has_an_influence_changes_the_lineage(trained: RunResult) -> None:
    before = trained["end"].workflow.lineage
    workflow = training()
    workflow.set("learner", C=0.5)
    after = run(workflow)["end"].workflow.lineage
    assert after["workflow_sha256"] != before["workflow_sha256"]
    assert after["data"] == before["data"]


def test_the_parameters_that_lead_to_the_capture_are_noted() -> None:
    from knode.core.workflow import Parameter

    workflow = training()
    workflow.parameters["strength"] = Parameter("strength", "number", 1.0)
    workflow.parameters["other"] = Parameter("other", "number", 2.0)
    workflow.bind("learner", "C", parameter="strength")
    lineage = run(workflow, parameters={"strength": 0.25})["end"].workflow.lineage
    assert lineage["parameters"] == {"strength": 0.25}


def test_the_fingerprint_of_data_follows_its_content() -> None:
    table = customers()
    same = table_facts(table.copy())
    assert same == table_facts(table)
    assert table_facts(table.assign(age=table["age"].fillna(0)))["sha256"] != same["sha256"]
    assert table_facts(table.rename(columns={"age": "Age"}))["sha256"] != same["sha256"]
    assert table_facts(table.astype({"income": "float32"}))["sha256"] != same["sha256"]


def _edit(workflow: Workflow, change: str) -> None:
    from knode.core.workflow import Instance, Parameter

    if change == "label":
        workflow.replace(replace(workflow.nodes["learner"], label="Learn"))
    elif change == "layout":
        workflow.layout["learner"] = (10.0, 20.0)
    elif change == "node elsewhere":
        workflow.add(Instance("more", "stub.Customers"))
    else:
        workflow.parameters["unused"] = Parameter("unused", "number", 1.0)
