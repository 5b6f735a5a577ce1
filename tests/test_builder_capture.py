"""Capturing from Python: nodes and ports stand where names do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode import Workflow
from knode.core.errors import CaptureError
from knode.deploy.bundle import read_bundle, write_bundle
from knode.engine.inline import run_captured
from knode.serve.scoring import Scorer


def irises() -> Workflow:
    w = Workflow("irises")
    parts = (
        w.add("ExampleData", name="iris", id="data")
        >> w.add("MissingValues", id="fill")
        >> w.add("Partition", id="split")
    )
    learner = parts.train >> w.add("LogisticRegressionLearner", target="target", id="learner")
    (learner, parts.test) >> w.add("ApplyModel", id="predict", prefix=w.parameter("prefix", "is_"))
    return w


def test_a_node_is_deployed_and_scores() -> None:
    w = irises()
    captured = w.capture(w["predict"])
    rows = w.run()["data"].table.drop(columns="target").head(3)
    made = run_captured(captured, {"rows": rows})["predictions"]
    assert list(made["is_prediction"].astype("str")) == ["setosa"] * 3
    assert captured.lineage["left_out"] == ["split"]


def test_a_capture_and_a_model_are_printed_in_one_line() -> None:
    captured = irises().capture("predict")
    assert repr(captured) == '<captured "irises": rows → predictions; frozen: fill_model, learner_model>'
    _, model = captured.frozen["learner_model"]
    assert repr(model).startswith('<classifier of "target": Logistic Regression, reads sepal length (cm), ')
    assert "\n" not in repr(model)


def test_ports_nodes_and_names_mean_the_same() -> None:
    w = irises()
    by_name = w.capture("predict", start="fill")
    assert w.capture(w["predict"].table, start=w["fill"]).workflow == by_name.workflow
    assert w.capture("predict.table", start=[w["fill"].table]).workflow == by_name.workflow
    assert w.capture(select=[w["split"], "predict"]).workflow == by_name.workflow


def test_parameters_are_asked_for_with_the_values_of_the_run() -> None:
    captured = irises().capture("predict", ask="prefix", parameters={"prefix": "p_"})
    assert captured.workflow.parameters["prefix"].default == "p_"


def test_an_input_takes_a_table() -> None:
    w = Workflow("scale")
    w.add("ContainerInput", name="rows") >> w.add("Normalizer", id="scaled")
    captured = w.capture("scaled", inputs={"rows": pd.DataFrame({"x": [1.0, 2.0, 4.0]})})
    assert len(captured.contract.inputs["rows"]) == 3


def numbered(**filtering: Any) -> Workflow:
    """Irises with an id, which is filtered out before the model."""
    w = Workflow("irises")
    start = w.add("ExampleData", name="iris") >> w.add("RowId", name="id") >> w.add("CaptureStart")
    chosen = start >> w.add("ColumnFilter", id="chosen", **filtering)
    learner = chosen >> w.add("LogisticRegressionLearner", target="target")
    end = w.add("CaptureEnd", id="end")
    (learner, chosen.table) >> w.add("ApplyModel", id="apply")
    w.link(w["apply"].table, end.predictions)
    return w


@pytest.mark.parametrize(
    ("filtering", "removed"),
    [
        ({"columns": ["id"], "mode": "remove"}, "id"),
        ({"columns": {"names": ["sepal length (cm)", "id"], "but": ["id"]}, "mode": "remove"}, "sepal length (cm)"),
    ],
)
def test_a_column_that_is_only_removed_is_not_asked_for(filtering: dict[str, Any], removed: str) -> None:
    captured = numbered(**filtering).capture("end")
    rows = captured.contract.inputs["rows"]
    assert removed not in rows.columns
    made = run_captured(captured, {"rows": rows.assign(**{removed: 1.0})})["predictions"]
    assert removed not in made.columns, "rows that have it lose it all the same"


def test_columns_to_remove_that_are_asked_for_at_each_run_stay_as_they_are() -> None:
    w = numbered(columns=["id"], mode="remove")
    w["chosen"].set(columns=w.parameter("columns", "id"))
    captured = w.capture("end", ask="columns")
    assert "id" in captured.contract.inputs["rows"].columns
    assert captured.workflow.nodes["chosen"].settings["mode"] == "remove"


def test_a_model_may_be_an_output_and_a_server_answers_with_the_tables(tmp_path: Path) -> None:
    w = Workflow("irises")
    start = w.add("ExampleData", name="iris") >> w.add("CaptureStart") >> w.add("MissingValues")
    learner = start >> w.add("LogisticRegressionLearner", target="target")
    end = w.add("CaptureEnd", carry=[{"name": "predictions"}, {"name": "model", "kind": "model"}], id="end")
    (learner, start.table) >> w.add("ApplyModel", id="apply")
    w.link(w["apply"].table, end.predictions)
    w.link(learner.model, w["end"].model)
    captured = w.capture("end")
    path = tmp_path / "irises.knodez"
    write_bundle(captured, path, name="irises", version="1")
    assert list(Scorer.open(path).outputs) == ["predictions"]
    made = run_captured(read_bundle(path).captured, captured.contract.inputs)
    assert made["model"].target == "target"


def test_what_cannot_be_captured_is_refused() -> None:
    with pytest.raises(CaptureError, match="several tables"):
        irises().capture("split")


@pytest.mark.parametrize(
    ("node", "settings"),
    [
        (
            "prep.Formula",
            {
                "formulas": [
                    {"name": "a", "expression": "coalesce(a, 0) + b"},
                    {"name": "of", "expression": "a IS NULL OR c > 30"},
                    {"name": "words", "expression": "upper(d) || '-' || coalesce(e, '?')"},
                    {"name": "more", "expression": 'if("f g" > 1, words, d)'},
                ]
            },
        ),
        ("prep.RowFilter", {"expression": 'a + b > c AND d <> e AND "f g" IS NOT NULL'}),
    ],
)
def test_of_the_columns_those_are_asked_for_that_expressions_name(
    tmp_path: Path, node: str, settings: dict[str, Any]
) -> None:
    names = [*"abc", *"de", "f g", *"uvwxyz"]
    table = pd.DataFrame({name: [1.0, None, 3.0] for name in names} | {"d": ["x", "y", "z"], "e": ["p", None, "r"]})
    table.to_csv(tmp_path / "rows.csv", index=False)
    w = Workflow("formulas")
    start = w.add("io.CsvReader", path=str(tmp_path / "rows.csv")) >> w.add("deploy.CaptureStart")
    end = start.rows >> w.add(node, **settings) >> w.add("deploy.CaptureEnd", id="end")

    captured = w.run()[end.id].workflow.workflow

    described = captured.nodes[captured.ends("input")["rows"]].settings["columns"]
    assert [column["name"] for column in described] == ["a", "b", "c", "d", "e", "f g"]
