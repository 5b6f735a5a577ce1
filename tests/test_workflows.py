"""The example workflows run from the command line; those that deploy themselves score new rows with what they deployed."""

from __future__ import annotations

import hashlib
import runpy
import shutil
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from knode.cli.main import run
from knode.core import document
from knode.core.workflow import Workflow
from knode.picture import svg_of
from tests.examples import DEPLOYED, NAMES, ROOT, WORKFLOWS, Examples, copied, knode

pytestmark = pytest.mark.uncovered

BOX = (128, 80)
"""The room that a node takes, without its ports."""
NEW_ROWS = {name: ROOT / "resources" / f"{name}_new_rows.csv" for name in ("breast_cancer", "churn")}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_example_is_a_canonical_file_without_problems(path: Path) -> None:
    workflow = document.load(path)
    assert path.read_text(encoding="utf-8") == document.dumps(workflow)
    assert not workflow.problems()
    assert isinstance(workflow, Workflow)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_example_is_laid_out_from_left_to_right_and_says_what_it_teaches(path: Path) -> None:
    workflow = document.load(path)
    places = {node: workflow.layout[node] for node in workflow.nodes}
    for link in workflow.links:
        if str(link) not in workflow.layout:
            assert places[link.source][0] + BOX[0] < places[link.target][0], link
    for (one, (left, top)), (other, (x, y)) in combinations(places.items(), 2):
        assert abs(left - x) >= BOX[0] or abs(top - y) >= BOX[1], f"{one} lies on {other}"
    kinds = {annotation["kind"] for annotation in workflow.annotations}
    assert kinds == {"frame", "note"}
    assert all(instance.label for instance in workflow.nodes.values())
    assert workflow.description.count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
def test_an_example_runs_and_runs_again_from_its_results(name: str, examples: Examples) -> None:
    example = examples[name]
    assert {node["state"] for node in example.report["nodes"]} == {"done"}
    assert digest(example.workflow) == digest(ROOT / "workflows" / f"{name}.knode")
    before = {file: digest(file) for file in example.build.glob("*") if file.suffix != ".xlsx"}
    again = knode("exec", example.workflow)
    assert again["metrics"] == example.report["metrics"]
    workflow = document.load(example.workflow)
    effects = {node for node, one in workflow.nodes.items() if workflow.registry.get(one.type).effect}
    assert {node["id"] for node in again["nodes"] if node["state"] == "done"} == effects, "nothing else runs again"
    assert {file: digest(file) for file in before} == before
    assert (name in DEPLOYED) == example.bundle.exists()


@pytest.mark.parametrize(
    ("name", "metric", "worst", "best"),
    [
        ("breast_cancer", "accuracy", 0.95, 1.0),
        ("churn", "roc_auc", 0.88, 0.93),
        ("churn", "balanced_accuracy", 0.78, 0.86),
        ("wine", "accuracy", 0.94, 1.0),
        ("diabetes", "r2", 0.40, 0.55),
        ("digits", "accuracy", 0.97, 1.0),
        ("parameter_search", "r2", 0.15, 0.35),
    ],
)
def test_an_example_is_as_good_as_it_was(name: str, metric: str, worst: float, best: float, examples: Examples) -> None:
    assert worst <= examples[name].metrics[metric] <= best


@pytest.mark.parametrize(
    ("name", "rule", "broken"),
    [
        ("wine", '[{"metric":"accuracy","threshold":1.01}]', "accuracy"),
        ("diabetes", '[{"metric":"rmse","threshold":9}]', "rmse"),
    ],
)
def test_an_example_that_is_not_good_enough_is_not_deployed(
    name: str,
    rule: str,
    broken: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    code = run(["exec", str(copied(name, tmp_path)), "--set", f"gate.rules={rule}", "--progress", "none"])
    said = capsys.readouterr()
    assert code == 3, said.err
    assert broken in said.out + said.err
    assert not (tmp_path / "build").exists()


def test_breast_cancer_scores_new_rows(examples: Examples, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    rows = NEW_ROWS["breast_cancer"]
    scored = knode(
        "exec", examples["breast_cancer"].bundle, "--input", f"rows={rows}", "--output", f"predictions={answers}"
    )
    assert scored["outputs"]["predictions"]["rows"] == 12
    made = pd.read_csv(answers)
    assert made["patient"].tolist() == pd.read_csv(rows)["patient"].tolist()
    assert set(made["prediction"]) <= {"benign", "malignant"}
    assert "target" not in made
    chances = made["probability_benign"] + made["probability_malignant"]
    assert (chances.sub(1).abs() < 1e-9).all()


def test_churn_scores_and_explains_new_customers_of_a_region_that_is_new(examples: Examples, tmp_path: Path) -> None:
    rows, answers, reasons = NEW_ROWS["churn"], tmp_path / "answers.csv", tmp_path / "reasons.csv"
    outputs = ["--output", f"predictions={answers}", "--output", f"explanation={reasons}"]
    report = knode("exec", examples["churn"].bundle, "--input", f"rows={rows}", *outputs)
    said = [message["text"] for node in report["nodes"] if node["id"] == "predict" for message in node["messages"]]
    assert any(
        text.startswith('"region" has values in 1 of 12 rows that training never saw: "Border".') for text in said
    )
    given, made, why = pd.read_csv(rows), pd.read_csv(answers), pd.read_csv(reasons)
    assert made.columns.tolist() == ["customer", "prediction", "probability_no", "probability_yes"]
    assert made["customer"].tolist() == given["customer"].tolist()
    assert set(why["explained_class"]) == {"yes"}
    odds = why.drop(columns="explained_class").sum(axis=1)
    np.testing.assert_allclose(1 / (1 + np.exp(-odds)), made["probability_yes"], rtol=1e-9)
    assert why.loc[given["contract"] == "two years", "shap_contract"].lt(0).all()
    assert why.loc[given["contract"] == "monthly", "shap_contract"].gt(0).all()


def test_two_exports_of_the_same_workflow_have_the_same_sha256(examples: Examples, tmp_path: Path) -> None:
    knode("exec", copied("breast_cancer", tmp_path), "--threads", 1)
    assert digest(tmp_path / "build" / "breast_cancer.knodez") == digest(examples["breast_cancer"].bundle)


def test_a_parameter_changes_only_what_lies_downstream_of_it(tmp_path: Path) -> None:
    workflow = copied("breast_cancer", tmp_path)
    knode("exec", workflow)
    report = knode("exec", workflow, "--param", "regularisation=0.01")
    states = {node["id"]: node["state"] for node in report["nodes"]}
    assert {node for node, state in states.items() if state == "reused"} == {
        "data", "start", "missing", "partition", "normalizer", "same_scale",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("script", "made"), [("breast_cancer_new_rows", 1), ("churn", 2), ("orders", 1), ("sales", 6), ("shoppers", 1)]
)
def test_the_data_are_those_that_their_script_makes(script: str, made: int, tmp_path: Path) -> None:
    runpy.run_path(shutil.copy(ROOT / "resources" / f"{script}.py", tmp_path), run_name="__main__")
    files = list(tmp_path.glob("*.csv"))
    assert len(files) == made
    for file in files:
        assert file.read_text() == (ROOT / "resources" / file.name).read_text()


@pytest.mark.parametrize(("theme", "suffix"), [("light", ""), ("dark", "_dark")])
def test_the_picture_in_the_readme_shows_the_example(theme: str, suffix: str) -> None:
    path = ROOT / "docs" / f"breast_cancer{suffix}.svg"
    picture = svg_of(document.load(ROOT / "workflows" / "breast_cancer.knode"), theme=theme)  # type: ignore[arg-type]
    if path.read_text(encoding="utf-8") != picture:
        path.write_text(picture, encoding="utf-8")
        pytest.fail(f"{path} was not current; it is now: look at it and commit it")
