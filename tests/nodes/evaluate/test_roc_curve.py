"""ROC curves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given, settings

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.evaluate.precision_recall_curve import PrecisionRecallCurve
from knode_nodes.evaluate.roc_curve import RocCurve
from tests.nodes.evaluate.scored import answers, three_classes, two_models, ugly
from tests.nodes.learn.conftest import NotingContext

EXAMPLES = [
    Example({"target": "left", "resamples": 20}, {"table": two_models(60)}),
    Example({"target": "left", "weight": "weight", "resamples": 20}, {"table": two_models(60)}),
    Example({"target": "truth", "resamples": 0}, {"table": three_classes(40)}),
    Example({"target": "is it 🍎?", "resamples": 20, "probabilities": {"pattern": "*"}}, {"table": ugly()}),
]


def drawn(table, context=None, **settings):
    return RocCurve.from_settings({"target": "left", "resamples": 0, **settings}).run(table, context or NotingContext())


@given(given_answers=answers())
@settings(max_examples=40, deadline=None)
def test_points_and_area_are_those_of_scikit_learn(given_answers):
    truth, scores = given_answers
    made = drawn(pd.DataFrame({"left": truth, "score": scores}), probabilities=["score"])
    false, true, thresholds = reference.roc_curve(truth, scores)
    np.testing.assert_allclose(made.curve["false_positive_rate"], false)
    np.testing.assert_allclose(made.curve["true_positive_rate"], true)
    np.testing.assert_allclose(made.curve["threshold"][1:], thresholds[1:])
    assert made.curve["threshold"].isna().tolist() == [True, *[False] * (len(false) - 1)]
    assert made.areas["roc_auc"][0] == pytest.approx(reference.roc_auc_score(truth, scores))


def test_models_are_told_apart_by_their_prefixes():
    table = two_models()
    areas = drawn(table).areas.set_index("model")["roc_auc"]
    for model in ("forest", "linear"):
        expected = reference.roc_auc_score(table["left"] == "yes", table[f"{model}_probability_yes"])
        assert areas[model] == pytest.approx(expected)


def test_of_more_classes_each_is_held_against_the_rest(context):
    table = three_classes()
    areas = drawn(table, context, target="truth").areas
    assert areas["class"].tolist() == ["0", "1", "2"]
    for label in range(3):
        expected = reference.roc_auc_score(table["truth"] == label, table[f"probability_{label}"])
        assert areas["roc_auc"][label] == pytest.approx(expected)
    assert drawn(table, target="truth", positive="2").areas["class"].tolist() == ["2"]


def test_weights_count_as_in_scikit_learn():
    table = two_models()
    made = drawn(table, weight="weight").areas.set_index("model")["roc_auc"]
    expected = reference.roc_auc_score(
        table["left"] == "yes", table["forest_probability_yes"], sample_weight=table["weight"]
    )
    assert made["forest"] == pytest.approx(expected)


@pytest.mark.parametrize("weight", ["", "one"])
def test_the_interval_is_that_of_tables_drawn_anew(weight):
    table = two_models().assign(one=1)
    made = drawn(table, resamples=600, weight=weight, seed=1).areas.iloc[0]
    random = np.random.default_rng(0)
    truth, scores = (table["left"] == "yes").to_numpy(), table["forest_probability_yes"].to_numpy()
    rows = (random.integers(0, len(table), len(table)) for _ in range(400))
    values = [reference.roc_auc_score(truth[chosen], scores[chosen]) for chosen in rows]
    assert (made["low"], made["high"]) == pytest.approx(np.quantile(values, (0.025, 0.975)), abs=0.012)


def test_the_same_seed_gives_the_same_interval_and_another_one_another():
    first, again, other = (drawn(two_models(), resamples=20, seed=seed).areas for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["low"] != other["low"]).all()


def test_many_different_scores_are_grouped_for_the_interval_alone():
    random = np.random.default_rng(2)
    table = pd.DataFrame({"left": random.random(30_000) < 0.1})
    table["score"] = table["left"] + random.normal(size=30_000) * 2
    made = drawn(table, probabilities=["score"], resamples=100).areas.iloc[0]
    assert made["roc_auc"] == pytest.approx(reference.roc_auc_score(table["left"], table["score"]))
    assert made["low"] < made["roc_auc"] < made["high"] < made["low"] + 0.04


def test_the_view_has_a_line_for_each_curve_and_the_diagonal():
    plot = Plot.read(drawn(two_models(), resamples=10).view.content)
    assert [layer.kind for layer in plot.layers] == ["rule", "line", "line"]
    assert plot.layers[1].name.startswith("forest: 0.")
    assert plot.title == "ROC curve of left for yes"
    assert plot.subtitle == "300 rows"


@pytest.mark.parametrize("cls", [RocCurve, PrecisionRecallCurve])
def test_of_many_curves_those_of_the_highest_and_lowest_area_are_drawn_and_the_table_has_all(cls):
    random = np.random.default_rng(5)
    table = two_models()[["left"]]
    for place in range(23):
        noise = random.normal(size=len(table)) * (1 + 7 * place % 23)
        table = table.assign(**{f"m{place}_probability_yes": (table["left"] == "yes") + noise})
    made = cls.from_settings({"target": "left", "resamples": 0}).run(table, NotingContext())
    plot = Plot.read(made.view.content)
    what = "AUC" if cls is RocCurve else "average precision"
    assert plot.subtitle == f"300 rows; of 23 curves the 10 of highest and the 10 of lowest {what}; 3 are not drawn"
    assert made.areas["model"].nunique() == made.curve["model"].nunique() == 23
    area = made.areas.set_index("model").iloc[:, 1]
    lines = [layer.name.split(":")[0] for layer in plot.layers if layer.kind == "line"]
    assert len(lines) == 20
    assert set(lines) == {*area.nlargest(10).index, *area.nsmallest(10).index}


def one_model():
    return two_models().filter(regex="^(?!forest)")


@pytest.mark.parametrize("cls", [RocCurve, PrecisionRecallCurve])
@pytest.mark.parametrize("resamples", [0, 20])
def test_the_area_of_the_only_curve_stands_below_the_title(cls, resamples):
    node = cls.from_settings({"target": "left", "resamples": resamples, "confidence": 0.9})
    made = node.run(one_model(), NotingContext())
    area = made.areas.iloc[0]
    told = f"{'AUC' if cls is RocCurve else 'average precision'} {area[node.area]:.3f}"
    interval = f" (90 % interval {area['low']:.3f} to {area['high']:.3f})" if resamples else ""
    assert Plot.read(made.view.content).subtitle == f"{told}{interval}; 300 rows"


@pytest.mark.parametrize("cls", [RocCurve, PrecisionRecallCurve])
@pytest.mark.parametrize(("table", "target"), [(two_models(), "left"), (three_classes(), "truth")])
def test_each_of_several_curves_has_its_own_area_beside_its_name(cls, table, target):
    node = cls.from_settings({"target": target, "resamples": 20})
    made = node.run(table, NotingContext())
    plot = Plot.read(made.view.content)
    names = [layer.name for layer in plot.layers if layer.kind == "line"]
    for name, area in zip(names, made.areas.to_dict("records"), strict=True):
        called = area["model"] or area["class"]
        assert name == f"{called}: {area[node.area]:.3f} [{area['low']:.2f}, {area['high']:.2f}]"
    assert plot.legend == ("AUC" if cls is RocCurve else "average precision")


def test_rows_without_class_or_probability_are_left_out_of_all_curves(context):
    table = two_models()
    table.iloc[0, table.columns.get_loc("left")] = None
    table.iloc[1, table.columns.get_loc("linear_probability_yes")] = np.nan
    areas = drawn(table, context).areas
    assert areas["rows"].tolist() == [298, 298]
    assert "2 of 300 rows were left out" in context.warnings[0]


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (two_models(), {"target": "Left"}, 'did you mean "left"'),
        (two_models(), {"target": ""}, "no column is chosen"),
        (two_models()[["left"]], {}, "apply a classifier"),
        (two_models(), {"probabilities": ["forest_prediction"]}, "probabilities are numbers"),
        (two_models().assign(left=None), {}, "nothing to look at"),
        (two_models().head(0), {}, "nothing to look at"),
        (two_models().assign(left="yes"), {}, 'every row is of the class "yes"'),
        (two_models().assign(left="no"), {}, 'no row is of the class "yes"'),
        (three_classes().assign(truth=2), {"target": "truth"}, 'every row is of the class "2": there'),
        (two_models().assign(left="yes"), {"probabilities": ["weight"]}, "all rows are of one class"),
        (two_models().assign(left=1j), {}, "convert the column first"),
        (two_models().assign(score=1j), {"probabilities": ["score"]}, "is a complex number column"),
        (two_models(), {"positive": "Yes"}, 'did you mean "yes"'),
        (two_models().assign(left=1), {}, "never match"),
        (two_models(), {"probabilities": ["forest_probability_no"]}, "no column of probabilities for the positive class"),
        (three_classes().assign(score=1.0), {"target": "truth", "probabilities": ["score"]}, "choose the positive class"),
        (two_models().assign(forest_probability_yes=np.inf), {}, "has no place among the others"),
        (two_models().assign(left=range(300)), {"weight": "left", "target": "weight"}, "never match"),
        (two_models().assign(weight=-1), {"weight": "weight"}, "is -1 in row 0"),
        (two_models().assign(weight=0), {"weight": "weight"}, "is 0 in every row"),
        (two_models().assign(weight=1e200), {"weight": "weight"}, "too large to calculate with: divide the column"),
        (two_models().assign(weight=1e-200), {"weight": "weight"}, "too small to calculate with: multiply the column"),
        (
            two_models().assign(weight=lambda rows: (rows["left"] == "yes") * 1),
            {"weight": "weight"},
            'every row that counts is of the class "yes"',
        ),
        (two_models(), {"weight": "forest_prediction"}, "choose a column of numbers"),
        (two_models().assign(left=0.5), {}, "classes have no decimals"),
        (pd.DataFrame({"left": range(1200), "score": 0.5}), {"probabilities": ["score"]}, "more than 1,000 classes"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        drawn(table, **settings)


def test_classes_that_the_probabilities_do_not_know_count_among_the_rest(context):
    table = three_classes().drop(columns="probability_1")
    areas = drawn(table, context, target="truth").areas
    assert areas["class"].tolist() == ["0", "2"]
    assert any('no column of probabilities for "1"' in text for text in context.warnings)


def test_a_class_without_rows_is_left_out(context):
    areas = drawn(two_models().assign(forest_probability_maybe=0.1), context).areas
    assert set(areas["class"]) == {"no", "yes"}
    assert any('this class: "maybe"' in text for text in context.warnings)


def test_the_canvas_tells_before_a_run():
    with pytest.raises(DataError, match="apply a classifier"):
        RocCurve.from_settings({"target": "left"}).spec({"table": TableSpec.of(two_models()[["left"]])})
