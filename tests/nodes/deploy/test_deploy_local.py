"""Deploying into a folder of bundles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knode.core.errors import SettingError
from knode.core.workflow import Instance, Workflow
from knode_nodes.deploy.deploy_local import DeployLocal
from tests.deploy.conftest import run, training


def deploying(**settings: Any) -> Workflow:
    workflow = training()
    workflow.add(Instance("deploy", "deploy.DeployLocal", settings={"folder": "served", **settings}))
    workflow.link("end", "workflow", "deploy", "workflow")
    return workflow


def test_each_change_is_the_next_version_beside_the_others(tmp_path: Path) -> None:
    first = run(deploying(create_folder=True), folder=tmp_path)
    first.raise_if_failed()
    assert first["deploy"].variables["path"] == "served/customers-1.knodez"
    again = run(deploying(), folder=tmp_path)
    assert again["deploy"].variables["changed"] is False
    assert "customers 1 left as it is" in again.nodes["deploy"].messages[-1][1]
    changed = deploying()
    changed.set("ratio", factor=52.0)
    assert run(changed, folder=tmp_path)["deploy"].variables["version"] == "2"
    assert {path.name for path in (tmp_path / "served").iterdir()} == {"customers-1.knodez", "customers-2.knodez"}


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    (error,) = run(deploying(), folder=tmp_path).errors
    assert "served is no folder. Make it" in error.message


def test_the_name_is_the_workflow_s_own_as_far_as_it_may_be_one(tmp_path: Path) -> None:
    workflow = deploying(create_folder=True)
    workflow.name = "Who leaves? (2026)"
    assert run(workflow, folder=tmp_path)["deploy"].variables["name"] == "Who_leaves_2026"
    named = run(deploying(name="churn"), folder=tmp_path)
    assert named["deploy"].variables["path"] == "served/churn-1.knodez"


@pytest.mark.parametrize("settings", [{}, {"folder": ""}])
def test_the_folder_must_be_given(settings: dict[str, str]) -> None:
    with pytest.raises(SettingError):
        DeployLocal.from_settings(settings)
