"""Which held-out rows travel with a capture, and which columns its inputs ask for."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from sklearn import preprocessing
from sklearn.impute import SimpleImputer

from knode.core.errors import CaptureError
from knode.core.spec import TableSpec
from knode.core.values import Captured, Contract, Model
from knode.core.workflow import Instance, Workflow
from knode.deploy.contract import MOST_ROWS, Rows, edge_rows, sampled
from knode.deploy.narrowing import TRIALS, _Trial, narrowed
from knode.deploy.parity import prove
from tests.deploy.conftest import REGISTRY, run, training


def rows(count: int = 4000) -> pd.DataFrame:
    random = np.random.default_rng(3)
    return pd.DataFrame({"x": random.normal(size=count), "city": random.choice(["Bern", "Rome"], count)})


# ---- rows


def test_every_class_is_in_the_contract_in_proportion() -> None:
    classes = pd.Series(["no"] * 3900 + ["yes"] * 99 + ["perhaps"])
    chosen = classes.iloc[edge_rows(rows(), MOST_ROWS, classes)].value_counts()
    assert set(chosen.index) == {"no", "yes", "perhaps"}
    assert chosen.sum() == MOST_ROWS
    assert 4 <= chosen["yes"] <= 12


def test_numbers_to_be_predicted_are_grouped_by_their_size() -> None:
    target = pd.Series(np.random.default_rng(5).lognormal(size=4000))
    chosen = target.iloc[edge_rows(rows(), MOST_ROWS, target)]
    parts = pd.cut(chosen, target.quantile(np.linspace(0, 1, 11)), include_lowest=True).value_counts()
    assert parts.min() >= MOST_ROWS / 10 * 0.7


def test_classes_with_missing_values_or_lists_do_no_harm() -> None:
    missing = pd.Series([None] * 10 + [1.0] * 3990)
    assert len(edge_rows(rows(), MOST_ROWS, missing)) == MOST_ROWS
    assert len(edge_rows(rows(), MOST_ROWS, pd.Series([[1]] * 4000))) == MOST_ROWS


def test_a_category_that_training_did_not_have_is_in_the_contract() -> None:
    table = rows()
    trained = table.iloc[:2000]
    held_out = table.iloc[2000:].reset_index(drop=True)
    held_out.loc[1234, "city"] = "Oslo"
    held_out.loc[[5, 6, 7], "city"] = ["Pisa", "Genf", "Nice"]
    chosen = edge_rows(held_out, MOST_ROWS, None, pd.concat([trained, held_out.loc[[5, 6, 7]]]))
    assert 1234 in chosen


def test_the_edges_of_a_wide_table_are_of_all_its_columns() -> None:
    table = pd.DataFrame({f"x{number}": np.arange(3000.0) for number in range(300)})
    for number in range(300):
        table.loc[7 * number + 3, f"x{number}"] = np.nan
    chosen = edge_rows(table, MOST_ROWS)
    assert len(chosen) == MOST_ROWS
    assert sum(7 * number + 3 in chosen for number in range(300)) >= MOST_ROWS // 2


@pytest.mark.parametrize(
    "dtype", ["Int64", "boolean", "datetime64[us]", "category", "str", "timedelta64[us]", "float32"]
)
def test_edges_are_found_in_columns_of_every_type(dtype: str) -> None:
    values = pd.Series([3, 1, None, 2, 1] * 100).astype("Int64")
    numbers = values.astype("float64")
    made = {"boolean": values.gt(1), "category": values.astype("str").astype("category"), "str": values.astype("str")}
    table = pd.DataFrame(
        {"x": made[dtype] if dtype in made else (values if dtype == "Int64" else numbers).astype(dtype)}
    )
    chosen = edge_rows(table, 10)
    assert len(chosen) == len(set(chosen)) == 10


def test_only_rows_that_were_held_out_are_in_the_contract() -> None:
    table = rows(100)
    contract = sampled(Rows("end", {"rows": table}, {"answer": table.iloc[60:]}))
    assert set(contract.inputs["rows"].index) == set(contract.outputs["answer"].index) == set(range(60, 100))


def test_an_output_that_does_not_depend_on_the_rows_is_whole() -> None:
    table = rows(10)
    fixed = pd.DataFrame({"importance": [0.5, 0.5]}, index=[90, 91])
    contract = sampled(Rows("end", {"rows": table}, {"answer": table}, {"weights": fixed}))
    assert contract.outputs["weights"] is fixed
    assert len(contract.outputs["answer"]) == 10
    with pytest.raises(CaptureError, match="nothing could prove it"):
        sampled(Rows("end", {"rows": table}, {}, {"weights": fixed}))


def test_the_contract_of_a_trained_workflow_holds_both_classes() -> None:
    captured = run(training())["end"].workflow
    assert set(captured.contract.outputs["predictions"]["prediction"]) == {"yes", "no"}


# ---- columns


class Each:
    """Fills columns, each by itself."""

    def __init__(self, columns: list[str]) -> None:
        self.made = columns
        self.asked = 0

    def narrowed(self, columns: list[str]) -> Each:
        return Each(list(columns))

    def transform(self, table: pd.DataFrame) -> pd.DataFrame:
        return table.fillna(0.0)


class Adding:
    """Predicts the sum of its columns."""

    def predict(self, table: pd.DataFrame) -> np.ndarray:
        return table.sum(axis=1).to_numpy()


def wide(columns: int, read: int) -> tuple[Captured, pd.DataFrame]:
    """A capture that fills all columns and predicts from some of them."""
    table = pd.DataFrame({f"x{number}": np.arange(50.0) for number in range(columns)})
    spec = TableSpec.of(table)
    fill = Model("transformer", Each(spec.names), spec, spec, name="fill")
    answer = TableSpec.of(pd.DataFrame({"prediction": [1.0]}))
    predict = Model("regressor", Adding(), spec.select(spec.names[:read]), answer, name="add", target="y")
    workflow = Workflow("wide", registry=REGISTRY)
    workflow.add(Instance("rows", "deploy.ContainerInput"))
    for node in ("fill", "predict"):
        workflow.add(Instance(node, "learn.ApplyModel"))
        workflow.add(Instance(f"{node}_model", "deploy.FrozenValue"))
        workflow.link(f"{node}_model", "value", node, "model")
    workflow.add(Instance("answer", "deploy.ContainerOutput", settings={"name": "answer"}))
    workflow.link("rows", "value", "fill", "table")
    workflow.link("fill", "table", "predict", "table")
    workflow.link("predict", "table", "answer", "value")
    given = table.assign(y=1.0)
    contract = Contract({"rows": given}, {"answer": predict.apply(fill.apply(given))})
    frozen = {"fill_model": ("model", fill), "predict_model": ("model", predict)}
    return Captured(workflow, frozen, contract), given


def test_a_wide_table_is_narrowed_at_once_and_in_little_time() -> None:
    captured, table = wide(2000, 5)
    begun = time.process_time()
    made = narrowed(captured, {"rows": table}, set())
    assert time.process_time() - begun < 20
    assert list(made.contract.inputs["rows"].columns) == [f"x{number}" for number in range(5)]
    assert len(made.lineage["columns_left_out"]["rows"]) == 1996
    assert made.frozen["fill_model"][1].inputs.names == [f"x{number}" for number in range(5)]
    assert prove(made) == 50


def test_columns_that_nodes_turn_out_to_read_are_learnt_from_a_few_runs() -> None:
    captured, _ = wide(20, 2)
    trial = _Trial(captured)
    asked = []
    for kept in trial.guesses(set()):
        asked.append(set(kept))
        trial.absent = f"x{10 + len(asked)}"
    assert asked[1] - asked[0] == {"x11"}
    assert len(asked) == TRIALS + 3, "and never more than a handful"
    assert asked[-1] == trial.every


def test_a_column_that_only_a_copied_node_reads_is_asked_for() -> None:
    links = "data.table -> start.rows | start.rows -> fill.table | fill.table -> ratio.table | ratio.table -> end.predictions"
    captured = run(training(links))["end"].workflow
    assert [column["name"] for column in captured.workflow.nodes["rows"].settings["columns"]] == ["age", "income"]
    assert captured.lineage["columns_left_out"] == {"rows": ["city", "left"]}


@pytest.mark.parametrize("kind", ["StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler"])
@pytest.mark.parametrize("missing", [False, True])
def test_a_scaler_does_without_columns_that_nobody_needs(kind: str, missing: bool) -> None:
    captured, table = wide(6, 2)
    whole = captured.frozen["fill_model"][1]
    names = whole.inputs.names
    training = table[names] * [1, 2, 3, 4, 5, 6] + 1
    if missing:
        training.iloc[3, 1] = np.nan
    scale = Model("transformer", getattr(preprocessing, kind)().fit(training), whole.inputs, whole.outputs)
    add = captured.frozen["predict_model"][1]
    frozen = {"fill_model": ("model", scale), "predict_model": ("model", add)}
    contract = Contract({"rows": table}, {"answer": add.apply(scale.apply(table))})
    made = narrowed(Captured(captured.workflow, frozen, contract), {"rows": table}, set())
    assert list(made.contract.inputs["rows"].columns) == ["x0", "x1"]
    assert made.frozen["fill_model"][1].inputs.names == ["x0", "x1"]
    assert list(made.contract.outputs["answer"].columns) == ["x0", "x1", "prediction"]
    assert prove(made) == 50
    assert list(scale.estimator.feature_names_in_) == names, "the training workflow keeps its own"


def test_an_estimator_whose_columns_hang_together_keeps_all_of_them() -> None:
    captured, table = wide(6, 2)
    whole = captured.frozen["fill_model"][1]
    imputer = SimpleImputer().fit(table[whole.inputs.names])
    captured.frozen["fill_model"] = ("model", Model("transformer", imputer, whole.inputs, whole.outputs))  # type: ignore[index]
    made = narrowed(captured, {"rows": table}, set())
    assert list(made.contract.inputs["rows"].columns) == whole.inputs.names
