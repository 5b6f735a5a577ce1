"""docs/operation.md: the script that it shows does what it says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from knode.deploy.bundle import read_bundle
from tests.cli.conftest import ROOT
from tests.trained import bundle

pytestmark = pytest.mark.uncovered

DOCS = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8")


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """The script of the documentation, beside a bundle and rows."""
    found = re.search(r"```sh\n(#!/bin/sh\n.*?)```", DOCS, re.DOTALL)
    assert found is not None
    script = tmp_path / "score.sh"
    script.write_text(found[1], encoding="utf-8")
    script.chmod(0o755)
    path = bundle(tmp_path)
    path.rename(tmp_path / "scoring.knodez")
    rows = read_bundle(tmp_path / "scoring.knodez").captured.contract.inputs["rows"]
    rows.head(20).to_csv(tmp_path / "rows.csv", index=False)
    return script


def run(script: Path) -> int:
    """Its exit code, run as cron runs a script: from elsewhere, with hardly any environment, and nothing to read."""
    environment = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}/usr/bin{os.pathsep}/bin", "LANG": "C"}
    return subprocess.run(
        [script], cwd="/", env=environment, stdin=subprocess.DEVNULL, timeout=60, check=False
    ).returncode


def test_the_script_scores_the_rows_and_reports(job: Path) -> None:
    assert run(job) == 0
    assert len(pd.read_csv(job.parent / "scored.csv")["prediction"]) == 20
    report = json.loads((job.parent / "report.json").read_text(encoding="utf-8"))
    assert (report["status"], report["outputs"]["predictions"]["rows"]) == ("done", 20)
    assert (job.parent / "errors.txt").read_text(encoding="utf-8") == ""


def test_the_script_keeps_the_old_file_when_rows_are_refused(job: Path) -> None:
    assert run(job) == 0
    before = (job.parent / "scored.csv").read_bytes()
    rows = pd.read_csv(job.parent / "rows.csv", dtype=str)
    rows.loc[3, "calls"] = "often"
    rows.to_csv(job.parent / "rows.csv", index=False)

    assert run(job) == 1

    assert (job.parent / "scored.csv").read_bytes() == before
    assert '[column "calls", row 3]' in (job.parent / "errors.txt").read_text(encoding="utf-8")
    assert json.loads((job.parent / "report.json").read_text(encoding="utf-8"))["errors"][0]["row"] == 3
