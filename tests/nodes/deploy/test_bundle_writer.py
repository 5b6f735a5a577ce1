"""The bundle writer: one file, replaced when something captured has changed, and left alone when not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import read_manifest
from knode.engine.report import RunResult
from tests.deploy.conftest import run, training


def writing(**settings: Any) -> Workflow:
    workflow = training()
    workflow.add(Instance("write", "deploy.BundleWriter", settings={"path": "customers.knodez", **settings}))
    workflow.link("end", "workflow", "write", "workflow")
    return workflow


def said(result: RunResult) -> str:
    result.raise_if_failed()
    return result.nodes["write"].messages[-1][1]


def test_the_variables_tell_what_was_written(tmp_path: Path) -> None:
    result = run(writing(intended_use="Who may leave."), folder=tmp_path)
    file = tmp_path / "customers.knodez"
    assert f'brought to "{file}", ' in said(result)
    facts = result["write"].variables
    assert (facts["path"], facts["name"], facts["version"]) == ("customers.knodez", "customers", "1")
    assert facts["changed"] is True
    assert facts["bytes"] == (tmp_path / "customers.knodez").stat().st_size
    assert read_manifest(tmp_path / "customers.knodez")["card"]["intended_use"] == "Who may leave."


def test_nothing_is_written_while_nothing_captured_has_changed(tmp_path: Path) -> None:
    run(writing(), folder=tmp_path).raise_if_failed()
    before = (tmp_path / "customers.knodez").stat()
    again = run(writing(), folder=tmp_path)
    assert "left as it is, nothing changed" in said(again)
    assert again["write"].variables["changed"] is False
    assert (tmp_path / "customers.knodez").stat().st_mtime_ns == before.st_mtime_ns


def test_the_file_is_replaced_when_the_model_has_changed_and_auto_counts_up(tmp_path: Path) -> None:
    run(writing(bundle_version="auto"), folder=tmp_path).raise_if_failed()
    changed = writing(bundle_version="auto")
    changed.set("learner", C=0.01)
    result = run(changed, folder=tmp_path)
    assert "brought to" in said(result)
    assert result["write"].variables["version"] == "2"
    assert read_manifest(tmp_path / "customers.knodez")["version"] == "2"


def test_without_replace_a_file_with_other_content_stays(tmp_path: Path) -> None:
    run(writing(), folder=tmp_path).raise_if_failed()
    before = (tmp_path / "customers.knodez").read_bytes()
    changed = writing(replace=False)
    changed.set("learner", C=0.01)
    (error,) = run(changed, folder=tmp_path).errors
    assert 'another bundle "customers" of version "1"' in error.message
    assert (tmp_path / "customers.knodez").read_bytes() == before


def test_a_folder_that_is_not_there_is_made_when_asked_for(tmp_path: Path) -> None:
    (error,) = run(writing(path="no/x.knodez"), folder=tmp_path).errors
    assert "cannot be written" in error.message
    run(writing(path="no/x.knodez", create_folder=True), folder=tmp_path).raise_if_failed()
    assert (tmp_path / "no" / "x.knodez").exists()
