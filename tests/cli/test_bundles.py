"""A bundle is accepted wherever a workflow is."""

from __future__ import annotations

import resource
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.conftest import Knode, start, write


@pytest.fixture
def bundle(knode: Knode) -> Path:
    """`model.knodez`, made by running its training workflow."""
    write(
        "train.knode",
        {
            "data": "io.ExampleData",
            "start": "deploy.CaptureStart",
            "split": {"type": "prep.Partition", "settings": {"stratify": "target"}},
            "learner": {"type": "learn.LogisticRegressionLearner", "settings": {"target": "target"}},
            "apply": "learn.ApplyModel",
            "end": "deploy.CaptureEnd",
            "bundle": {"type": "deploy.BundleWriter", "settings": {"path": "model.knodez"}},
        },
        [
            "data.table -> start.rows",
            "start.rows -> split.table",
            "split.train -> learner.table",
            "learner.model -> apply.model",
            "split.test -> apply.table",
            "apply.table -> end.predictions",
            "end.workflow -> bundle.workflow",
        ],
    )
    answer = knode("exec", "train.knode", "--output", "data=iris.csv")
    assert answer.code == 0, answer.err
    assert "parity proved on" in answer.out
    return Path("model.knodez")


def test_a_bundle_scores_rows_by_name(knode: Knode, bundle: Path) -> None:
    before = bundle.read_bytes()
    pd.read_csv("iris.csv").drop(columns="target").head(7).to_csv("new.csv", index=False)
    answer = knode("exec", bundle, "--input", "rows=new.csv", "--output", "predictions=scored.csv", "--json")
    assert answer.report()["outputs"]["predictions"]["rows"] == 7
    assert set(pd.read_csv("scored.csv")["prediction"]) == {"setosa"}
    assert bundle.read_bytes() == before


def test_what_is_written_is_computed_once(knode: Knode, bundle: Path) -> None:
    answer = knode("exec", bundle, "--input", "iris.csv", "--output", "scored.csv", "--progress", "plain")
    told = [line.split()[1] for line in answer.err.splitlines() if line.startswith("done")]
    assert told.count("predictions") == 1
    assert len(told) == len(set(told))
    assert "scored.csv  150 × 9" in answer.out


def test_who_names_no_file_for_the_answers_is_told_how(knode: Knode, bundle: Path) -> None:
    hint = "No output is written. To a file: --output predictions=FILE."
    assert hint in knode("exec", bundle, "--input", "iris.csv").err
    assert hint not in knode("exec", bundle, "--input", "iris.csv", "--output", "scored.csv").err
    assert hint not in knode("exec", "train.knode").err


def test_a_bundle_can_be_shown_and_validated(knode: Knode, bundle: Path) -> None:
    out = knode("show", bundle).out
    for part in ("Bundle", "model 1", "input rows", "output predictions", "made with", "Inputs"):
        assert part in out
    assert knode("validate", bundle).code == 0


def test_a_damaged_bundle_is_refused(knode: Knode, bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    for command in ("exec", "show", "validate"):
        answer = knode(command, bundle)
        assert answer.code == 2
        assert "damaged" in answer.err


def test_a_temporary_folder_that_is_full_is_told(knode: Knode, bundle: Path) -> None:
    def nearly_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    process = start("verify", str(bundle), preexec_fn=nearly_full)

    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"The temporary folder {tempfile.gettempdir()} is full or cannot be written. Make room there" in err


def test_a_system_without_a_temporary_folder_is_told(
    knode: Knode, bundle: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    answer = knode("verify", bundle)
    assert answer.code == 2
    assert "No temporary folder can be written (No such file or directory)" in answer.err
    assert "TMPDIR" in answer.err
