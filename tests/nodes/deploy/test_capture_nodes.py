"""The nodes around a capture: their ports follow their settings, and a written bundle scores inside a workflow."""

from __future__ import annotations

from pathlib import Path

import pytest

import knode.deploy
from knode.core.errors import KnodeError, SettingError, UnknownName
from knode.core.workflow import Instance, Parameter, Workflow
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult
from knode_nodes.deploy.capture_end import CaptureEnd
from knode_nodes.deploy.capture_start import CaptureStart
from knode_nodes.deploy.frozen_value import FrozenValue
from knode_nodes.deploy.workflow_executor import WorkflowExecutor
from tests.deploy.conftest import REGISTRY, TRAINING, customers, run, training

CARRY = [{"name": "rows"}, {"name": "lookup", "kind": "model"}]


def names(ports: object) -> list[str]:
    return [port.name for port in ports]  # type: ignore[attr-defined]


def test_the_ports_of_a_capture_are_those_that_it_carries() -> None:
    start, end = CaptureStart.from_settings({"carry": CARRY}), CaptureEnd.from_settings({"carry": CARRY})
    assert names(start.ports().inputs) == names(start.ports().outputs) == ["rows", "lookup"]
    assert names(end.ports().inputs) == ["rows", "lookup"]
    assert names(end.ports().outputs) == ["rows", "lookup", "workflow"]
    assert start.spec({"rows": None})["rows"] is None
    assert set(end.spec({})) == {"rows", "lookup", "workflow"}


@pytest.mark.parametrize("carry", [[], [{"name": "a"}, {"name": "a"}], [{"name": "no name"}], [{"name": "workflow"}]])
def test_ports_without_a_name_of_their_own_are_refused(carry: list[dict[str, str]]) -> None:
    with pytest.raises(SettingError):
        CaptureEnd.from_settings({"carry": carry})


def test_the_end_says_what_explains_what_is_kept_and_what_may_be_set() -> None:
    settings = {"carry": [{"name": "why", "explains": True}], "keep": ["split"], "parameters": ["months"]}
    end = CaptureEnd.from_settings(settings)
    assert end.to_settings() == settings
    assert end.carry[0].explains
    with pytest.raises(SettingError):
        CaptureStart.from_settings({"carry": [{"name": "why", "explains": True}]})


def test_settings_of_the_end_keep_nodes_and_let_parameters_be_set() -> None:
    workflow = training()
    workflow.parameters["months"] = Parameter("months", "number", default=6.0)
    workflow.bind("ratio", "factor", parameter="months")
    workflow.set("end", parameters=["months"])
    result = run(workflow)
    result.raise_if_failed()
    assert result["end"].workflow.workflow.parameters["months"].default == 6.0
    workflow.set("end", keep=["learner"])
    with pytest.raises(UnknownName, match="Known: halves"):
        run(workflow)


def test_the_end_tells_what_it_left_out() -> None:
    result = run(training())
    assert result.nodes["end"].messages == (("info", "halves is left out: it chooses rows for training only."),)


def test_the_end_warns_when_production_must_give_what_is_to_be_predicted() -> None:
    links = TRAINING.replace(
        "apply.table -> end.predictions", "apply.table -> only.table | only.table -> end.predictions"
    )
    workflow = training(links, only="prep.ColumnFilter")
    workflow.set("only", columns=["left", "prediction"])
    result = run(workflow)
    result.raise_if_failed()
    assert ("warning", "left is what is to be predicted") in [
        (level, text[:31]) for level, text in result.nodes["end"].messages
    ]
    asked = [column["name"] for column in result["end"].workflow.workflow.nodes["rows"].settings["columns"]]
    assert asked == ["age", "income", "city", "left"]


def test_the_ports_of_an_executor_are_the_names_that_it_is_given() -> None:
    node = WorkflowExecutor.from_settings({"inputs": ["a", "b"], "results": ["c"]})
    assert names(node.ports().inputs) == ["workflow", "a", "b"]
    with pytest.raises(SettingError):
        WorkflowExecutor.from_settings({"inputs": ["a", "a"]})


def test_a_frozen_value_without_its_bundle_says_where_it_is() -> None:
    with pytest.raises(KnodeError, match="open the bundle"):
        FrozenValue().run(None)
    assert FrozenValue().run(3) == {"value": 3}


def written(folder: Path, path: str = "models/customers.knodez", **settings: object) -> RunResult:
    workflow = training()
    workflow.add(Instance("write", "deploy.BundleWriter", settings={"path": path, **settings}))
    workflow.link("end", "workflow", "write", "workflow")
    return run(workflow, folder=folder)


def test_a_bundle_writer_writes_into_a_folder_that_it_makes_when_asked(tmp_path: Path) -> None:
    assert "cannot be written" in written(tmp_path).errors[0].message
    result = written(tmp_path, create_folder=True)
    result.raise_if_failed()
    facts = result["write"].variables
    assert (tmp_path / facts["path"]).stat().st_size == facts["bytes"]
    assert "parity proved" in result.nodes["write"].messages[0][1]
    assert "nothing changed" in written(tmp_path, create_folder=True).nodes["write"].messages[0][1]


def test_a_bundle_scores_rows_inside_another_workflow(tmp_path: Path) -> None:
    written(tmp_path, "customers.knodez").raise_if_failed()
    workflow = Workflow("scoring", registry=REGISTRY)
    workflow.folder = tmp_path
    workflow.add(Instance("data", "stub.Customers"))
    workflow.add(Instance("read", "deploy.BundleReader", settings={"path": "customers.knodez"}))
    workflow.add(Instance("score", "deploy.WorkflowExecutor"))
    workflow.link("read", "workflow", "score", "workflow")
    workflow.link("data", "table", "score", "rows")
    knode.deploy.bundle.REGISTRY.add(REGISTRY.get("stub.Ratio"))
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(workflow, Request(folder=tmp_path))
        result.raise_if_failed()
        assert len(result["score"].predictions) == len(customers())
        workflow.set("score", inputs=["rows"], results=["nonsense", "other"])
        failed = engine.run(workflow, Request(folder=tmp_path))
    assert 'gives no "nonsense"; it gives predictions' in failed.errors[0].message


def test_a_captured_workflow_can_be_executed_at_once() -> None:
    links = TRAINING + "| end.workflow -> again.workflow | data.table -> again.rows"
    workflow = training(links, again="deploy.WorkflowExecutor")
    result = run(workflow)
    result.raise_if_failed()
    assert len(result["again"].predictions) == len(customers())


def test_a_bundle_reader_reads_again_when_the_file_changed(tmp_path: Path) -> None:
    from knode_nodes.deploy.bundle_reader import BundleReader

    node = BundleReader(path="x.knodez")
    absent = node.fingerprint(tmp_path)
    (tmp_path / "x.knodez").write_bytes(b"1")
    there = node.fingerprint(tmp_path)
    (tmp_path / "x.knodez").write_bytes(b"12")
    assert len({str(absent), str(there), str(node.fingerprint(tmp_path))}) == 3
