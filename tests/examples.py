"""The example workflows, each run once for all tests: `examples["churn"].bundle` is the path of what it deployed."""

from __future__ import annotations

import contextlib
import fcntl
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from knode.cli.main import run

ROOT = Path(__file__).parents[1]
QUIET = ("--json", "--progress", "none")
COVERAGE = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
WORKFLOWS = sorted((ROOT / "workflows").glob("[!.]*.knode"))
NAMES = [path.stem for path in WORKFLOWS]
DEPLOYED = [path.stem for path in WORKFLOWS if '"deploy.BundleWriter"' in path.read_text(encoding="utf-8")]


def knode(*words: object) -> dict[str, Any]:
    """What a command reports with `--json`, called in this process, after a check that it ended well."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*map(str, words), *QUIET])
    return _report(code, out.getvalue(), err.getvalue())


def started(*words: object) -> dict[str, Any]:
    """As `knode`, in a process of its own."""
    command = [sys.executable, "-m", "knode", *map(str, words), *QUIET]
    # What these reach is reached by others: coverage, which makes each import slow, leaves their processes alone.
    environment = {name: value for name, value in os.environ.items() if name not in COVERAGE}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    return _report(done.returncode, done.stdout, done.stderr)


def _report(code: int, out: str, err: str) -> dict[str, Any]:
    assert code == 0, err + out
    report: dict[str, Any] = json.loads(out)
    return report


def copied(name: str, folder: Path) -> Path:
    """An example and the data it reads in a folder of their own, so that what it writes beside itself goes there."""
    shutil.copytree(
        ROOT / "resources", folder / "resources", ignore=lambda _, names: {n for n in names if ".csv" not in n}
    )
    inside = folder / "workflows"
    inside.mkdir()
    return Path(shutil.copy(ROOT / "workflows" / f"{name}.knode", inside))


@dataclass(frozen=True)
class Example:
    """An example that has run: its workflow with results beside it, where it wrote, and the report of the run."""

    name: str
    workflow: Path
    build: Path
    report: dict[str, Any]

    @property
    def bundle(self) -> Path:
        """What it deployed, if it is among those that do."""
        return self.build / f"{self.name}.knodez"

    @property
    def metrics(self) -> dict[str, Any]:
        """What its scorer measured."""
        found: dict[str, Any] = self.report["metrics"]["scorer"]
        return found


class Examples:
    """The examples by name; each runs, in a process of its own, when one of the tests first asks for it; others wait."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Example:
        place = self._folder / name
        place.mkdir(exist_ok=True)
        report = place / "report.json"
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not report.exists():
                report.write_text(json.dumps(started("exec", copied(name, place))))
        workflow = place / "workflows" / f"{name}.knode"
        return Example(name, workflow, place / "build", json.loads(report.read_text()))


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Examples:
    """The examples. Read what they wrote; do not change it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "examples"
    folder.mkdir(exist_ok=True)
    return Examples(folder)
