"""The Workflow Writer: a bundle or a readable workflow, the same bytes for the same content, nothing half written."""

from __future__ import annotations

from pathlib import Path

import pytest

import knode.deploy
from knode.core.errors import KnodeError, ParityFailed, SettingError, UsageError
from knode.core.registry import REGISTRY as REGISTRY_OF_THE_PROCESS
from knode.core.values import Captured, Contract
from knode.deploy.files import write_workflow
from knode.engine.report import RunResult
from knode_nodes.deploy.workflow_writer import WorkflowWriter
from tests.deploy.conftest import REGISTRY, TRAINING, training
from tests.deploy.conftest import run as run_training
from tests.deploy.segments import rows, segment
from tests.nodes.deploy.flows import flow, run

PLAIN = "data.table -> begin.rows | begin.rows -> ratio.table | ratio.table -> ready.table | ready.workflow -> write.workflow"


def written(folder: Path, path: str, **settings: object) -> RunResult:
    return run(flow(PLAIN, folder, write={"path": path, **settings}))


def said(result: RunResult) -> str:
    return result.nodes["write"].messages[0][1]


def test_a_workflow_with_nothing_frozen_is_written_as_text_that_runs(tmp_path: Path) -> None:
    result = written(tmp_path, "clean.knode")

    result.raise_if_failed()
    assert "parity proved on" in said(result)
    facts = result["write"].variables
    assert (tmp_path / "clean.knode").stat().st_size == facts["bytes"]
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Ratio"))
    again = run(flow("read.workflow -> run.workflow | data.table -> run.rows", tmp_path, read={"path": "clean.knode"}))
    again.raise_if_failed()
    assert "ratio" in again["run"].table


@pytest.mark.parametrize("path", ["clean.knode", "clean.knodez"])
def test_the_same_content_is_left_alone_and_other_content_replaces_it(tmp_path: Path, path: str) -> None:
    file = tmp_path / path
    assert said(written(tmp_path, path)).startswith(f'Wrote "{file}", ')
    first = (tmp_path / path).stat()
    assert "nothing changed" in said(written(tmp_path, path))
    assert (tmp_path / path).stat().st_mtime_ns == first.st_mtime_ns
    content = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(b"other")
    file = tmp_path / path
    assert said(written(tmp_path, path)).startswith(f'Wrote "{file}", ')
    assert (tmp_path / path).read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [path]


def test_frozen_values_are_refused_in_a_workflow_file_and_named(tmp_path: Path) -> None:
    workflow = training(TRAINING + "| end.workflow -> write.workflow", write="deploy.WorkflowWriter")
    workflow.set("write", path="customers.knode")

    result = run_training(workflow, folder=tmp_path)

    assert "learner_model (model)" in result.errors[0].message
    assert "Write a bundle: customers.knodez" in result.errors[0].message
    assert not list(tmp_path.iterdir())


def test_a_workflow_that_answers_otherwise_is_not_written(tmp_path: Path) -> None:
    made = segment(rows(), {})
    forged = Captured(made.workflow, {}, Contract(made.contract.inputs, {"table": made.contract.outputs["table"] + 1}))

    with pytest.raises(ParityFailed):
        write_workflow(forged, tmp_path / "x.knode", name="x", version="1")
    assert not list(tmp_path.iterdir())


def test_without_rows_it_says_that_nothing_was_proved(tmp_path: Path) -> None:
    bare = Captured(segment(rows()).workflow, {}, Contract({}, {}))

    assert write_workflow(bare, tmp_path / "x.knode", name="x", version="1")["rows"] == 0


def test_a_folder_is_made_when_asked(tmp_path: Path) -> None:
    assert "cannot be written" in written(tmp_path, "models/clean.knode").errors[0].message
    written(tmp_path, "models/clean.knode", create_folder=True).raise_if_failed()
    assert (tmp_path / "models" / "clean.knode").is_file()


def test_other_names_of_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError):
        WorkflowWriter.from_settings({"path": "clean.zip"})
    with pytest.raises(UsageError, match=r"should end in \.knode"):
        write_workflow(segment(rows()), tmp_path / "clean.zip", name="x", version="1")


def test_a_bundle_that_cannot_be_named_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnodeError, match="version"):
        knode.deploy.services().write_workflow(segment(rows()), tmp_path / "x.knodez", name="x", version="no version")
