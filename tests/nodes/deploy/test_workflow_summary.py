"""The Workflow Summary: everything that a captured workflow holds, as a tidy table and as JSON."""

from __future__ import annotations

import json

import pytest

from knode.core.spec import TableSpec
from knode.engine.report import RunResult
from knode_nodes.deploy.workflow_summary import Summary, WorkflowSummary
from tests.deploy.conftest import run, training
from tests.deploy.segments import model_segment, rows, segment

X = rows()


@pytest.fixture(scope="module")
def plain() -> Summary:
    return WorkflowSummary().run(segment(X, {"made": "y", "factor": 3.0}))


@pytest.fixture(scope="module")
def trained() -> RunResult:
    return run(training())


@pytest.fixture(scope="module")
def trained_summary(trained: RunResult) -> Summary:
    return WorkflowSummary().run(trained["end"].workflow)


def test_each_node_and_each_setting_has_a_row(plain: Summary) -> None:
    table = plain.table

    nodes = table[table["part"] == "node"]
    assert dict(zip(nodes["node"], nodes["type"], strict=True)) == {
        "in": "deploy.ContainerInput", "step0": "stub.Affine", "out": "deploy.ContainerOutput"}  # fmt: skip
    settings = table[(table["part"] == "setting") & (table["node"] == "step0")]
    assert dict(zip(settings["name"], settings["value"], strict=True)) == {"made": "y", "factor": "3.0"}


def test_ends_have_their_columns_and_links_their_ends(plain: Summary) -> None:
    table = plain.table

    columns = table[table["part"] == "output column"]
    assert list(zip(columns["name"], columns["type"], strict=True)) == [("x", "float64"), ("y", "float64")]
    links = table[table["part"] == "link"]
    assert set(links["node"] + "." + links["name"] + " -> " + links["value"]) == {
        "in.value -> step0.table", "step0.table -> out.value"}  # fmt: skip


def test_frozen_models_and_lineage_are_told(trained_summary: Summary) -> None:
    table = trained_summary.table

    frozen = table[table["part"] == "frozen"].set_index("node")["value"].map(json.loads)
    assert frozen["learner_model"]["target"] == "left"
    assert frozen["learner_model"]["model"] == "classifier"
    lineage = table[table["part"] == "lineage"].set_index("name")["value"]
    assert lineage["frozen.learner_model"] == "learner.model"
    assert json.loads(lineage["left_out"]) == ["halves"]


def test_the_table_is_tidy_and_its_columns_are_known_before(plain: Summary, trained_summary: Summary) -> None:
    for summary in (plain, trained_summary):
        assert TableSpec.of(summary.table) == WorkflowSummary().spec({})["table"]
        assert summary.table.notna().all(axis=None)
        assert not summary.table.duplicated().any()


def test_the_json_holds_the_same_and_is_the_same_each_time(trained: RunResult, trained_summary: Summary) -> None:
    view = trained_summary.json

    assert view.media_type == "application/json"
    told = json.loads(view.content)
    assert set(told["nodes"]) == set(trained["end"].workflow.workflow.nodes)
    assert list(told["outputs"]) == ["predictions"]
    assert told["frozen"]["fill_model"]["estimator"] == "sklearn.impute._base.SimpleImputer"
    assert told["contract_rows"] == {"predictions": len(trained["end"].workflow.contract.outputs["predictions"])}
    assert WorkflowSummary().run(trained["end"].workflow).json.content == view.content


def test_tables_and_variables_that_are_frozen_are_told_in_a_line() -> None:
    made = model_segment(X.assign(y=1.0, z=2.0), "z")
    frozen = {**made.frozen, "table": ("table", X), "facts": ("variables", {"rate": 0.5})}

    table = WorkflowSummary().run(type(made)(made.workflow, frozen, made.contract, {})).table

    values = table[table["part"] == "frozen"].set_index("node")["value"].map(json.loads)
    assert values["table"] == {"rows": len(X), "columns": ["x"]}
    assert values["facts"] == {"value": {"rate": 0.5}}
