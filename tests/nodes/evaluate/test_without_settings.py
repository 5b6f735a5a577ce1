"""Nodes that score find the columns of predicted and of true values by themselves."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from knode import Workflow
from knode.api import DataError, TableSpec, View
from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.trained import customers

OF_CLASSES = ("ConfusionMatrix", "Scorer", "ErrorsBySegment", "RocCurve", "PrecisionRecallCurve", "LiftAndGain",
              "CalibrationCurve", "ThresholdTuner")  # fmt: skip
OF_NUMBERS = ("RegressionScorer", "Residuals")
LEFT = {"name": "left", "dtype": "bool"}
PREDICTED = {"name": "prediction", "dtype": "bool", "role": "prediction", "predicts": "left"}
CHANCE = {"name": "probability_True", "dtype": "float64", "role": "probability", "predicts": "left"}


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Customers, parted, learnt from, predicted (who left, and what they earn) and scored without a setting and with all."""
    folder = tmp_path_factory.mktemp("scored")
    table = customers().dropna().assign(left=lambda rows: rows["left"] == "yes")
    table.to_csv(folder / "rows.csv", index=False)
    w = Workflow("scored")
    parts = w.add("CsvReader", path=str(folder / "rows.csv")) >> w.add("Partition", id="parts")
    parts.train >> w.add("LogisticRegressionLearner", target="left", id="leaves")
    parts.train >> w.add("LinearRegressionLearner", target="income", id="earns")
    (w["leaves"], parts.test) >> w.add("ApplyModel", id="left")
    (w["earns"], w["left"].table) >> w.add("ApplyModel", prefix="money_", id="both")
    for node in OF_CLASSES:
        w["left"] >> w.add(node, id=f"{node}_alone")
        chosen = {"probabilities": ["probability_False", "probability_True"]} if hasattr(type_of(node), "asked") else {}
        w["both"] >> w.add(node, id=f"{node}_chosen", target="left", **(chosen or {"prediction": "prediction"}))
    for node in OF_NUMBERS:
        w["both"] >> w.add(node, id=f"{node}_chosen", target="income", prediction="money_prediction")
        w["both"] >> w.add(node, id=f"{node}_target", target="income")
        w["both"] >> w.add(node, id=f"{node}_prediction", prediction="money_prediction")
    return w.run()


def type_of(node: str) -> Any:
    return REGISTRY.get(f"evaluate.{node}")


def judging(node: str, *columns: dict[str, Any], **settings: Any) -> Any:
    return type_of(node).from_settings(settings).judging(TableSpec(columns=columns))


def alike(one: Any, other: Any) -> bool:
    """Whether two outputs are the same, but for the columns that a table has besides."""
    if isinstance(one, pd.DataFrame):
        shared = [name for name in one.columns if name in other]
        return len(shared) == len(one.columns) and one.equals(other[shared])
    return one.content == other.content if isinstance(one, View) else dict(one) == dict(other)


@pytest.mark.parametrize("node", [name for name in OF_CLASSES if name != "ErrorsBySegment"])
def test_classes_are_scored_without_a_setting(result, node):
    found, chosen = result[f"{node}_alone"], result[f"{node}_chosen"]
    ports = [port.name for port in type_of(node).declared_ports().outputs if port.kind != "model"]
    for port in ports:
        assert alike(getattr(found, port), getattr(chosen, port)), port


@pytest.mark.parametrize("given", ["target", "prediction"])
@pytest.mark.parametrize("node", OF_NUMBERS)
def test_of_two_predictions_one_setting_tells_both_columns(result, node, given):
    found, chosen = result[f"{node}_{given}"], result[f"{node}_chosen"]
    for port in type_of(node).declared_ports().outputs:
        assert alike(getattr(found, port.name), getattr(chosen, port.name)), port.name


def test_segments_are_measured_without_a_setting(result):
    found = result["ErrorsBySegment_alone"].segments
    assert set(found["column"]) == {"income", "calls", "active", "city", "plan", "since"}


def test_a_table_tells_what_its_predictions_are_of(result):
    spec = TableSpec.of(result["both"].table)
    assert {column.name: column.predicts for column in spec.columns if column.predicts} == {
        "prediction": "left",
        "probability_False": "left",
        "probability_True": "left",
        "money_prediction": "income",
    }
    assert TableSpec.of(spec.empty()) == spec


def test_it_is_known_before_the_run():
    model = {"kind": "classifier", "target": "left"}
    table = TableSpec.of(pd.DataFrame({"x": [1.0], "left": [True]}))
    learner = REGISTRY.get("learn.LogisticRegressionLearner").from_settings({"target": "left"})
    told = learner.spec({"table": table})["model"]
    assert {name: getattr(told, name) for name in model} == model
    applied = REGISTRY.get("learn.ApplyModel").from_settings({}).spec({"model": told, "table": table})["table"]
    for node in OF_CLASSES:
        own = type_of(node).from_settings({})
        assert own.judging(applied).target == "left"
        assert own.spec({"table": applied})


def test_a_column_of_role_target_is_taken_where_predictions_do_not_say():
    plain = {"name": "guess", "dtype": "bool", "role": "prediction"}
    own = judging("Scorer", {**LEFT, "role": "target"}, plain)
    assert (own.target, own.prediction) == ("left", "guess")
    assert (
        judging("RocCurve", {**LEFT, "role": "target"}, {"name": "probability_True", "dtype": "float64"}).target
        == "left"
    )


def test_what_a_model_predicts_goes_before_the_role_target():
    other = {"name": "age", "dtype": "bool", "role": "target"}
    assert judging("Scorer", LEFT, other, PREDICTED).target == "left"


def test_a_chosen_column_goes_before_all():
    late = {"name": "left_later", "dtype": "bool"}
    assert judging("Scorer", LEFT, late, PREDICTED, target="left_later").target == "left_later"
    assert judging("RocCurve", LEFT, late, CHANCE, target="left_later").target == "left_later"


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            [LEFT, {"name": "prediction", "dtype": "bool"}],
            'nothing tells what "prediction" is of: choose the column of true',
        ),
        ([PREDICTED], '"prediction" is of "left", which the table does not have: let it come along'),
        ([{**LEFT, "name": "lefts"}, PREDICTED], 'did you mean "lefts"'),
        ([LEFT], 'there is no column "prediction"'),
        (
            [LEFT, {**PREDICTED, "name": "a_prediction"}, {**PREDICTED, "name": "b_prediction"}],
            '"a_prediction" and "b_prediction" are both predictions: choose one of them in the setting prediction',
        ),
        (
            [{**LEFT, "role": "target"}, {**LEFT, "name": "other", "role": "target"}, {**PREDICTED, "predicts": None}],
            '"left" and "other" both have the role target',
        ),
    ],
)
def test_what_cannot_be_found_is_asked_for(columns, words):
    with pytest.raises(DataError) as caught:
        judging("ConfusionMatrix", *columns)
    assert words in str(caught.value)


def test_probabilities_of_two_columns_are_told_apart():
    other = {**CHANCE, "name": "b_probability_True", "predicts": "bought"}
    columns = [LEFT, {"name": "bought", "dtype": "bool"}, CHANCE, other]
    with pytest.raises(
        DataError, match=r'"probability_True" is of "left" and "b_probability_True" is of "bought": choose'
    ):
        judging("RocCurve", *columns)
    assert judging("RocCurve", *columns, target="bought").probabilities.names == ("b_probability_True",)


def moved(node: str, table: pd.DataFrame, **settings: Any) -> dict[str, str | None]:
    """What each prediction is of after a node."""
    own = REGISTRY.get(f"prep.{node}").from_settings(settings)
    inputs = own.declared_ports().inputs
    given = {port.name: [table, table.iloc[:0]] if port.multiple else table for port in inputs}
    more = {"context": QuietContext()} if own.declared_ports().context else {}
    made = own.run(**given, **more)
    spec = TableSpec.of(made)
    told = own.spec({name: [TableSpec.of(one) for one in value] if isinstance(value, list) else TableSpec.of(value)
                     for name, value in given.items()})["table"]  # fmt: skip
    assert [column.predicts for column in told.columns] == [column.predicts for column in spec.columns]
    return {column.name: column.predicts for column in spec.columns if column.predicts}


def test_it_is_known_after_other_nodes(result):
    table = result["left"].table[["city", "left", "prediction"]]
    assert moved("RowFilter", table, conditions=[{"column": "city", "operator": "is not missing"}]) == {
        "prediction": "left"
    }
    assert moved("RenameColumns", table, names={"left": "gone", "prediction": "guess"}) == {"guess": "gone"}
    assert moved("Concatenate", table) == {"prediction": "left"}
    assert moved("AppendColumns", table, lengths="missing") == {"prediction": "left", "prediction_2": "left_2"}
    assert moved("Formula", table, formulas={"prediction": "not prediction"}) == {"prediction": "left"}


def test_models_are_compared_without_a_setting(result):
    table = result["left"].table
    other = table.rename(columns={})
    node = REGISTRY.get("learn.CompareModels").from_settings({})
    found = node.run(context=QuietContext(), predictions=[table, other])
    assert len(found.table) == 2
    changed = other.assign()
    changed.attrs = {**other.attrs, "predicts": {"prediction": "active"}}
    with pytest.raises(DataError, match=r'the models predict different columns \("left", "active"\)'):
        node.run(context=QuietContext(), predictions=[table, changed])


@pytest.mark.parametrize("node", ["Scorer", "ConfusionMatrix", "RocCurve", "LiftAndGain", "ThresholdTuner"])
def test_the_positive_class_of_decimals_is_called_as_tables_or_columns_of_probabilities_show_it(result, node):
    table = result["left"].table.rename(
        columns={"probability_True": "probability_2.0", "probability_False": "probability_1.0"}
    )
    table = table.assign(**{name: table[name] + 1.0 for name in ("left", "prediction")})
    table.attrs = {}
    outs = [
        type_of(node).from_settings({"target": "left", "positive": positive}).run(table, QuietContext())
        for positive in ("1", "1.0", "2")
    ]
    for port in (port.name for port in type_of(node).declared_ports().outputs if port.kind != "model"):
        assert alike(getattr(outs[0], port), getattr(outs[1], port)), port
    assert node == "ConfusionMatrix" or outs[0][0] != outs[2][0]


@pytest.mark.parametrize("node", ["Scorer", "ConfusionMatrix", "RocCurve", "LiftAndGain", "ThresholdTuner"])
def test_the_positive_class_of_booleans_is_called_as_tables_show_it(result, node):
    table = result["left"].table

    def scored(positive: str) -> Any:
        return type_of(node).from_settings({"positive": positive}).run(table, QuietContext())

    shown, pythons, default = scored("true"), scored("True"), scored("")
    for port in (port.name for port in type_of(node).declared_ports().outputs if port.kind != "model"):
        assert alike(getattr(shown, port), getattr(pythons, port)), port
        assert alike(getattr(shown, port), getattr(default, port)), port
    with pytest.raises(DataError, match='there is no class "ture" to count as positive; did you mean "True"'):
        scored("ture")


@pytest.mark.parametrize("positive", ["ja", "nein"])
@pytest.mark.parametrize("node", [name for name in OF_CLASSES if name != "ErrorsBySegment"])
def test_a_feature_whose_name_begins_as_that_of_a_probability_is_none(result, node, positive):
    words = {True: "ja", False: "nein"}
    table = result["left"].table.rename(
        columns={"probability_True": "probability_ja", "probability_False": "probability_nein"}
    )
    table = table.assign(**{name: table[name].map(words) for name in ("left", "prediction")})
    chances = {f"probability_{word}": "left" for word in words.values()}
    table.attrs = {"predicts": {"prediction": "left", **chances},
                   "roles": {"prediction": "prediction", **dict.fromkeys(chances, "probability")}}  # fmt: skip
    rain = table.assign(probability_of_rain=70)
    own = type_of(node).from_settings({"positive": positive})
    found, plain = (own.run(one, QuietContext()) for one in (rain, table))
    assert own.spec({"table": TableSpec.of(rain)})
    for port in (port.name for port in type_of(node).declared_ports().outputs if port.kind != "model"):
        assert alike(getattr(plain, port), getattr(found, port)), port


def test_a_mean_of_probabilities_is_drawn_beside_those_of_the_model(result):
    table = result["left"].table.assign(mean_probability_True=0.5)
    assert set(type_of("RocCurve")().run(table, QuietContext()).areas["model"]) == {"", "mean"}


def test_segments_are_made_of_features_and_of_what_is_named(result):
    table = result["both"].table.assign(w=1.0, probability_of_rain=70)
    table.attrs = {**table.attrs, "roles": {**table.attrs["roles"], "w": "weight", "plan": "id", "city": "ignore"}}
    found = type_of("ErrorsBySegment")(target="left").run(table, QuietContext()).segments
    assert set(found["column"]) == {"income", "calls", "active", "since", "probability_of_rain"}
    named = type_of("ErrorsBySegment").from_settings({"target": "left", "columns": ["plan", "probability_True"]})
    assert set(named.run(table, QuietContext()).segments["column"]) == {"plan", "probability_True"}


@pytest.mark.parametrize("node", [name for name in OF_CLASSES if name != "ErrorsBySegment"])
def test_probabilities_of_booleans_may_be_called_as_other_tools_write_them(result, node):
    table = result["left"].table
    other = table.rename(columns={"probability_True": "probability_true", "probability_False": "probability_FALSE"})
    other.attrs = {}
    one, two = (type_of(node)(target="left").run(rows, QuietContext()) for rows in (table, other))
    for port in (port.name for port in type_of(node).declared_ports().outputs if port.kind not in ("model", "table")):
        assert alike(getattr(one, port), getattr(two, port)), port
