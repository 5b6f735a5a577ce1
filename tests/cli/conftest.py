"""`knode …` called in this process, and small workflows for it to run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest

from knode.cli.main import run
from knode.core.registry import REGISTRY
from tests.cli import trial
from tests.processes import start_python

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "resources" / "report.schema.json").read_text(encoding="utf-8"))


class Answer(NamedTuple):
    """What a call of `knode` came to."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def report(self) -> dict[str, Any]:
        """The JSON on stdout, after it was held against the schema."""
        report = self.json()
        jsonschema.Draft202012Validator(SCHEMA).validate(report)
        return report

    def states(self) -> dict[str, str]:
        return {node["id"]: node["state"] for node in self.report()["nodes"]}


Knode = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _trial_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(REGISTRY, "_classes", dict(REGISTRY._classes))
    monkeypatch.setattr(REGISTRY, "_missing", set())
    for cls in trial.NODES:
        REGISTRY.add(cls)


@pytest.fixture
def knode(capsys: pytest.CaptureFixture[str], workspace: Path) -> Knode:
    """Call the command line in the empty folder `workspace`."""

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        return Answer(code, *capsys.readouterr())

    return call


def start(*arguments: str, **given: Any) -> subprocess.Popen[str]:
    """Start `knode` with the nodes of the tests in a process of its own."""
    return start_python("-c", "from tests.cli.trial import main; main()", *arguments, **given)


def write(name: str, nodes: dict[str, Any], links: list[str] | None = None, **rest: Any) -> Path:
    """Write a workflow file into the current folder; a node is its type or its whole block."""
    blocks = {node: {"type": block} if isinstance(block, str) else block for node, block in nodes.items()}
    path = Path(name)
    path.write_text(json.dumps({"format": 1, "nodes": blocks, "links": links or [], **rest}), encoding="utf-8")
    return path


def numbers(*, after: str = "trial.Measure", settings: dict[str, Any] | None = None) -> Path:
    """`numbers.knode`: numbers, as many as its parameter `rows` says, and one node after them."""
    return write(
        "numbers.knode",
        {
            "numbers": {"type": "trial.Numbers", "bindings": {"rows": {"parameter": "rows"}}},
            "after": {"type": after, "settings": settings or {}},
        },
        ["numbers.table -> after.table"],
        parameters={
            "rows": {"type": "integer", "default": 5, "minimum": 1},
            "share": {"type": "number", "default": 0.5},
            "loud": {"type": "boolean", "default": False},
            "region": {"type": "text", "default": "north"},
            "anything": {},
        },
    )


def serving() -> Path:
    """`serving.knode`: rows come in by name, and go out by name."""
    columns = [{"name": "x", "dtype": "int64"}]
    return write(
        "serving.knode",
        {
            "rows": {"type": "deploy.ContainerInput", "settings": {"name": "rows", "columns": columns}},
            "wait": {"type": "trial.Slow", "settings": {"seconds": 0.0}},
            "measure": "trial.Measure",
            "result": {"type": "deploy.ContainerOutput", "settings": {"name": "result"}},
        },
        ["rows.value -> wait.table", "wait.table -> result.value", "wait.table -> measure.table"],
    )
