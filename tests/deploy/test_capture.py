"""What a capture holds, what it leaves out, and what it refuses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import knode.deploy
from knode.core.errors import CaptureError, KnodeError
from knode.core.values import Captured, Model
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.deploy.contract import MOST_ROWS, edge_rows
from knode.deploy.gesture import Gesture, marked
from knode.deploy.parity import prove
from knode.deploy.region import region
from knode.deploy.taking import take
from knode.engine.engine import Engine
from knode.engine.graph import Compiler
from knode.engine.inline import run_captured
from knode.engine.report import RunResult
from tests.deploy.conftest import REGISTRY, TRAINING, customers, run, training


def taken(workflow: Workflow, gesture: Gesture) -> Captured:
    """Captured by a gesture, with an engine of its own."""
    with Engine(services=knode.deploy.services()) as engine:
        return take(engine, workflow, gesture)


def types_in(workflow: Workflow) -> dict[str, str]:
    return {node: instance.type for node, instance in workflow.nodes.items()}


def test_fitted_nodes_become_apply_model_and_the_split_is_left_out(trained: RunResult) -> None:
    captured = trained["end"].workflow
    assert types_in(captured.workflow) == {
        "rows": "deploy.ContainerInput",
        "fill": "learn.ApplyModel",
        "fill_model": "deploy.FrozenValue",
        "ratio": "stub.Ratio",
        "apply": "learn.ApplyModel",
        "learner_model": "deploy.FrozenValue",
        "predictions": "deploy.ContainerOutput",
    }
    assert captured.lineage["left_out"] == ["halves"]
    assert captured.lineage["frozen"] == {"fill_model": "fill.model", "learner_model": "learner.model"}
    assert all(kind == "model" and isinstance(value, Model) for kind, value in captured.frozen.values())


def test_the_captured_workflow_gives_for_new_rows_what_the_training_workflow_gives(trained: RunResult) -> None:
    captured = trained["end"].workflow
    rows = customers().drop(columns="left")
    made = run_captured(captured, {"rows": rows})["predictions"]
    expected = trained["apply"].table
    pd.testing.assert_series_equal(made.loc[expected.index, "prediction"], expected["prediction"])


def test_the_target_and_columns_that_nothing_reads_are_not_asked_for(trained: RunResult) -> None:
    captured = trained["end"].workflow
    asked = [column["name"] for column in captured.workflow.nodes["rows"].settings["columns"]]
    assert "left" not in asked
    assert {"age", "income", "city"} == set(asked)


def test_the_contract_holds_held_out_rows_with_edge_cases_and_proves_itself(trained: RunResult) -> None:
    captured = trained["end"].workflow
    rows = captured.contract.inputs["rows"]
    assert set(rows.index) <= set(range(1, 120, 2)), "only rows that were not trained on"
    assert rows["age"].isna().any()
    assert prove(captured) == len(captured.contract.outputs["predictions"]) == len(rows)


def test_edge_rows_come_first_and_the_rest_is_spread_evenly() -> None:
    table = pd.DataFrame({"number": np.arange(5000.0), "text": ["common"] * 5000})
    table.loc[1234, "text"] = "rare"
    table.loc[4321, "number"] = None
    chosen = edge_rows(table, MOST_ROWS)
    assert len(chosen) == MOST_ROWS == len(set(chosen))
    assert {0, 1234, 4321, 4999} <= set(chosen)
    assert max(np.diff(chosen)) <= 5000 / MOST_ROWS * 2


@pytest.mark.parametrize("rows", [0, 1, 2, 199, 200, 201])
def test_edge_rows_of_a_table_of_any_length_are_its_rows_once(rows: int) -> None:
    chosen = edge_rows(customers(rows), MOST_ROWS)
    assert chosen == sorted(set(chosen))
    assert len(chosen) == min(rows, MOST_ROWS)


def test_what_enters_from_the_side_is_frozen() -> None:
    links = TRAINING.replace(
        "learner.model -> apply.model", "outside.table -> learner2.table | learner2.model -> apply.model"
    )
    workflow = training(links, outside="stub.FillAge", learner2="learn.LogisticRegressionLearner")
    workflow.add(Instance("more", "stub.Customers"))
    workflow.link("more", "table", "outside", "table")
    result = run(workflow)
    result.raise_if_failed()
    assert result["end"].workflow.lineage["frozen"]["learner2_model"] == "learner2.model"


def test_parameters_used_inside_are_frozen_with_the_values_of_the_run() -> None:
    workflow = training()
    workflow.parameters["months"] = Parameter("months", "number", default=12.0)
    workflow.replace(Instance("ratio", "stub.Ratio", bindings={"factor": Binding("parameter", "months")}))
    captured = run(workflow, parameters={"months": 6.0})["end"].workflow
    assert captured.workflow.nodes["ratio"].settings == {"factor": 6.0}
    assert not captured.workflow.parameters


def with_component(node: str, type_id: str, before: str, after: str) -> Workflow:
    """The training workflow in which one node stands in a component of its name, whose parameter is its factor."""
    inner = Workflow("inner", registry=REGISTRY)
    inner.add(Instance("in", "deploy.ContainerInput", settings={"name": "rows"}))
    inner.add(Instance(node, type_id))
    inner.add(Instance("out", "deploy.ContainerOutput", settings={"name": "done"}))
    inner.link("in", "value", node, "table")
    inner.link(node, "table", "out", "value")
    workflow = training()
    workflow.remove(node)
    workflow.add(Instance(node, "flow.Component", label="Put aside", workflow=inner))
    workflow.link(before.split(".")[0], before.split(".")[1], node, "rows")
    workflow.link(node, "done", after, "table")
    return workflow


def test_a_component_whose_nodes_are_all_copied_stays_whole() -> None:
    workflow = with_component("ratio", "stub.Ratio", "fill.table", "halves")
    inner = workflow.nodes["ratio"].workflow
    assert inner is not None
    inner.parameters["months"] = Parameter("months", "number", default=12.0)
    inner.bind("ratio", "factor", parameter="months")
    workflow.parameters["year"] = Parameter("year", "number", default=6.0)
    workflow.bind("ratio", "months", parameter="year")
    result = run(workflow)
    result.raise_if_failed()
    captured = result["end"].workflow
    kept = captured.workflow.nodes["ratio"]
    assert (kept.label, kept.settings, kept.bindings) == ("Put aside", {"months": 6.0}, {})
    assert kept.workflow == inner
    assert kept.workflow is not inner, "an edit of the training workflow must not reach it"
    assert prove(captured)
    asked = taken(workflow, Gesture("end", asked=("year",)))
    assert asked.workflow.parameters["year"].default == 6.0
    assert asked.workflow.nodes["ratio"].bindings == {"months": Binding("parameter", "year")}
    assert prove(asked)


def test_a_component_in_which_something_is_fitted_is_captured_node_by_node() -> None:
    result = run(with_component("fill", "stub.FillAge", "start.rows", "ratio"))
    result.raise_if_failed()
    captured = result["end"].workflow
    assert captured.workflow.nodes["fill__fill"].type == "learn.ApplyModel"
    assert captured.lineage["frozen"]["fill__fill_model"] == "fill/fill.model"
    assert list(captured.workflow.ends("input")) == ["rows"]
    assert prove(captured)


def test_captures_may_stand_inside_one_another() -> None:
    links = """
        data.table -> start.rows | start.rows -> fill.table | fill.table -> inner_start.rows
        inner_start.rows -> ratio.table | ratio.table -> inner_end.predictions
        inner_end.predictions -> halves.table | halves.train -> learner.table | learner.model -> apply.model
        halves.test -> apply.table | apply.table -> end.predictions
    """
    result = run(training(links, inner_start="deploy.CaptureStart", inner_end="deploy.CaptureEnd"))
    result.raise_if_failed()
    assert types_in(result["inner_end"].workflow.workflow) == {
        "rows": "deploy.ContainerInput",
        "ratio": "stub.Ratio",
        "predictions": "deploy.ContainerOutput",
    }
    assert "fill" in result["end"].workflow.workflow.nodes
    assert "ratio" in result["end"].workflow.workflow.nodes


def test_side_branches_are_not_captured() -> None:
    workflow = training()
    workflow.add(Instance("aside", "stub.Ratio"))
    workflow.link("fill", "table", "aside", "table")
    graph = Compiler().compile(workflow)
    assert all(step != "aside" for step, _ in region(graph, marked(graph, "end")).deeds)


def test_an_end_without_a_start_is_refused_before_anything_runs() -> None:
    links = TRAINING.replace("data.table -> start.rows | start.rows -> fill.table", "data.table -> fill.table")
    with pytest.raises(CaptureError, match="Nothing leads from a Capture Start to"):
        run(training(links))


def test_a_split_together_with_a_node_that_looks_at_all_rows_is_refused_with_the_reason() -> None:
    links = TRAINING.replace(
        "ratio.table -> halves.table", "ratio.table -> centre.table | centre.table -> halves.table"
    )
    result = run(training(links, centre="stub.Centre"))
    assert result.status == "failed"
    assert "leaves out" in result.errors[0].message
    assert "halves" in result.errors[0].message
    assert 'Let the rows come in behind "centre"' in result.errors[0].message


def test_a_node_that_looks_at_all_rows_is_captured_with_all_rows() -> None:
    links = "data.table -> start.rows | start.rows -> centre.table | centre.table -> end.predictions"
    captured = run(training(links, centre="stub.Centre"))["end"].workflow
    assert len(captured.contract.inputs["rows"]) == 120
    assert prove(captured) == 120


def test_rows_whose_index_repeats_cannot_be_followed() -> None:
    result = run(training(data="stub.Doubled"))
    assert "cannot be traced" in result.errors[0].message


def test_a_failing_capture_stops_only_what_depends_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise KnodeError("no")

    monkeypatch.setattr("knode.deploy.capture.sampled", refuse)
    result = run(training())
    assert {report.id: report.state for report in result.nodes.values()}["apply"] == "done"
    assert result.nodes["end"].state == "failed"
