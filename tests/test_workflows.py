"""The example workflows run from the command line, deploy themselves, and what they deploy scores new rows."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core import document
from knode.core.workflow import Workflow
from knode.picture import svg_of

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / "workflows").glob("[!.]*.knode"))
NEW_ROWS = ROOT / "resources" / "breast_cancer_new_rows.csv"


def knode(*words: object) -> dict[str, Any]:
    """What a command reports with `--json`, after a check that it ended well."""
    command = [sys.executable, "-m", "knode", *map(str, words), "--json", "--progress", "none"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def copied(workflow: Path, folder: Path) -> Path:
    """The workflow in a folder of its own, so that what it writes beside itself goes there."""
    inside = folder / "workflows"
    inside.mkdir(parents=True)
    return Path(shutil.copy(workflow, inside))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_example_is_a_canonical_file_without_problems(path: Path) -> None:
    workflow = document.load(path)
    assert path.read_text(encoding="utf-8") == document.dumps(workflow)
    assert not workflow.problems()
    assert isinstance(workflow, Workflow)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_an_example_runs_and_runs_again_from_its_results(path: Path, tmp_path: Path) -> None:
    workflow = copied(path, tmp_path)
    before = digest(workflow)
    first = knode("exec", workflow)
    assert {node["state"] for node in first["nodes"]} == {"done"}
    second = knode("exec", workflow)
    assert second["metrics"] == first["metrics"]
    states = {node["id"]: node["state"] for node in second["nodes"]}
    assert [node for node, state in states.items() if state == "done"] == ["bundle"], "only what has effects runs again"
    assert digest(workflow) == before


def test_breast_cancer_deploys_itself_and_the_bundle_scores_new_rows(tmp_path: Path) -> None:
    workflow = copied(ROOT / "workflows" / "breast_cancer.knode", tmp_path)
    report = knode("exec", workflow)
    assert report["metrics"]["scorer"]["accuracy"] > 0.95
    bundle, answers = tmp_path / "build" / "breast_cancer.knodez", tmp_path / "answers.csv"
    scored = knode("exec", bundle, "--input", f"rows={NEW_ROWS}", "--output", f"predictions={answers}")
    assert scored["outputs"]["predictions"]["rows"] == 12
    made, rows = pd.read_csv(answers), pd.read_csv(NEW_ROWS)
    assert made["patient"].tolist() == rows["patient"].tolist()
    assert set(made["prediction"]) <= {"benign", "malignant"}
    assert "target" not in made
    chances = made["probability_benign"] + made["probability_malignant"]
    assert (chances.sub(1).abs() < 1e-9).all()


def test_two_exports_of_the_same_workflow_have_the_same_sha256(tmp_path: Path) -> None:
    found = set()
    for name in ("one", "two"):
        workflow = copied(ROOT / "workflows" / "breast_cancer.knode", tmp_path / name)
        knode("exec", workflow, "--threads", 1 if name == "one" else 2)
        found.add(digest(tmp_path / name / "build" / "breast_cancer.knodez"))
    assert len(found) == 1


def test_a_parameter_changes_only_what_lies_downstream_of_it(tmp_path: Path) -> None:
    workflow = copied(ROOT / "workflows" / "breast_cancer.knode", tmp_path)
    knode("exec", workflow)
    report = knode("exec", workflow, "--param", "regularisation=0.01")
    states = {node["id"]: node["state"] for node in report["nodes"]}
    assert {node for node, state in states.items() if state == "reused"} == {
        "data", "start", "missing", "partition", "normalizer", "same_scale",
    }  # fmt: skip


def test_the_new_rows_are_those_that_their_script_makes(tmp_path: Path) -> None:
    script = shutil.copy(NEW_ROWS.with_suffix(".py"), tmp_path)
    subprocess.run([sys.executable, script], check=True)
    assert (tmp_path / NEW_ROWS.name).read_text() == NEW_ROWS.read_text()


@pytest.mark.parametrize(("theme", "suffix"), [("light", ""), ("dark", "_dark")])
def test_the_picture_in_the_readme_shows_the_example(theme: str, suffix: str) -> None:
    path = ROOT / "docs" / f"breast_cancer{suffix}.svg"
    picture = svg_of(document.load(ROOT / "workflows" / "breast_cancer.knode"), theme=theme)  # type: ignore[arg-type]
    if path.read_text(encoding="utf-8") != picture:
        path.write_text(picture, encoding="utf-8")
        pytest.fail(f"{path} was not current; it is now: look at it and commit it")
