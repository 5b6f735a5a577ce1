"""The example workflows, each trained and deployed once in a test session: `examples["churn"].bundle` is a path."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / "workflows").glob("[!.]*.knode"))
NAMES = [path.stem for path in WORKFLOWS]


def knode(*words: object) -> dict[str, Any]:
    """What a command reports with `--json`, after a check that it ended well."""
    command = [sys.executable, "-m", "knode", *map(str, words), "--json", "--progress", "none"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr + done.stdout
    report: dict[str, Any] = json.loads(done.stdout)
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
    """A trained example: its workflow with results beside it, the bundle that it wrote, and the report of the run."""

    name: str
    workflow: Path
    bundle: Path
    report: dict[str, Any]

    @property
    def metrics(self) -> dict[str, Any]:
        """What its scorer measured."""
        found: dict[str, Any] = self.report["metrics"]["scorer"]
        return found


class Examples:
    """The examples by name; each is trained when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._trained: dict[str, Example] = {}

    def __getitem__(self, name: str) -> Example:
        if name not in self._trained:
            workflow = copied(name, self._folder / name)
            report = knode("exec", workflow)
            bundle = self._folder / name / "build" / f"{name}.knodez"
            self._trained[name] = Example(name, workflow, bundle, report)
        return self._trained[name]


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """The trained examples. Read their bundles; do not change them."""
    return Examples(tmp_path_factory.mktemp("examples"))
