"""Scorer."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec, VariablesSpec
from knode.core.check import Example
from knode_nodes.evaluate.scorer import Scorer
from tests.nodes.learn.conftest import NotingContext

# By hand: 4 true yes, of them 3 found; 6 true no, of them 2 called yes.
TRUE = ["yes"] * 4 + ["no"] * 6
PREDICTED = ["yes", "yes", "yes", "no", "yes", "yes", "no", "no", "no", "no"]
CHANCES = [0.9, 0.8, 0.7, 0.4, 0.6, 0.8, 0.3, 0.2, 0.1, 0.0]


def two_classes(**more):
    return pd.DataFrame({"truth": TRUE, "prediction": PREDICTED}).assign(**more)


def with_chances():
    return two_classes(probability_no=1 - np.array(CHANCES), probability_yes=CHANCES)


def score(table, context=None, **settings):
    return Scorer.from_settings({"target": "truth", **settings}).run(table, context or NotingContext())


def test_two_classes_by_hand():
    metrics, confusion, per_class = score(two_classes())
    assert metrics == {
        "rows": 10,
        "accuracy": pytest.approx(0.7),
        "balanced_accuracy": pytest.approx((3 / 4 + 4 / 6) / 2),
        "precision": pytest.approx(3 / 5),
        "recall": pytest.approx(3 / 4),
        "f1": pytest.approx(2 * 3 / (5 + 4)),
        "mcc": pytest.approx((3 * 4 - 2 * 1) / (5 * 4 * 6 * 5) ** 0.5),
        "kappa": pytest.approx((0.7 - 0.5) / (1 - 0.5)),
    }
    assert confusion.to_dict("list") == {
        "true class": ["no", "yes"],
        "predicted no": [4, 1],
        "predicted yes": [2, 3],
    }
    assert per_class["class"].tolist() == ["no", "yes"]
    assert per_class["support"].tolist() == [6, 4]


def test_roc_auc_and_log_loss_by_hand():
    metrics = score(with_chances()).metrics
    # Of the 24 pairs of a yes and a no, 20 are in the right order and one is a tie.
    assert metrics["roc_auc"] == pytest.approx((20 + 0.5) / 24)
    right = [0.9, 0.8, 0.7, 0.4, 0.4, 0.2, 0.7, 0.8, 0.9, 1.0]
    assert metrics["log_loss"] == pytest.approx(-np.log(right).mean())


@pytest.mark.parametrize("average", ["macro", "weighted", "micro"])
@given(data=st.data())
def test_all_metrics_are_those_of_scikit_learn(average, data):
    classes = data.draw(st.sampled_from([["a", "b", "c"], ["a", "b", "c", "d"], [1, 2, 30]]))
    size = data.draw(st.integers(len(classes), 40))
    pick = st.lists(st.sampled_from(classes), min_size=size - len(classes), max_size=size - len(classes))
    true = classes + data.draw(pick)
    predicted = data.draw(st.lists(st.sampled_from(classes), min_size=size, max_size=size))
    chances = np.random.default_rng(data.draw(st.integers(0, 99))).dirichlet([1] * len(classes), size).round(2) + 0.01
    chances /= chances.sum(axis=1, keepdims=True)
    columns = {f"probability_{label}": chances[:, code] for code, label in enumerate(classes)}
    metrics, confusion, per_class = score(
        pd.DataFrame({"truth": true, "prediction": predicted, **columns}), average=average
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = {
            "rows": size,
            "accuracy": reference.accuracy_score(true, predicted),
            "balanced_accuracy": reference.balanced_accuracy_score(true, predicted),
            "f1": reference.f1_score(true, predicted, average=average),
            "precision": reference.precision_score(true, predicted, average=average, zero_division=0),
            "recall": reference.recall_score(true, predicted, average=average),
            "roc_auc": reference.roc_auc_score(true, chances, multi_class="ovr", average=average),
            "log_loss": reference.log_loss(true, chances),
            "mcc": reference.matthews_corrcoef(true, predicted),
            "kappa": reference.cohen_kappa_score(true, predicted),
            "brier": reference.brier_score_loss(true, chances, labels=classes),
        }
    assert metrics == {name: pytest.approx(value) for name, value in expected.items()}
    np.testing.assert_array_equal(confusion.iloc[:, 1:], reference.confusion_matrix(true, predicted))
    parts = reference.precision_recall_fscore_support(true, predicted, zero_division=0)
    np.testing.assert_allclose(per_class[["precision", "recall", "f1", "support"]].to_numpy().T, parts)


@pytest.mark.parametrize(
    ("true", "predicted", "positive"),
    [
        ([True, False, True], [True, True, True], "True"),
        ([0, 1, 1], [0, 1, 0], "1"),
        (["no", "yes", "no"], ["no", "no", "no"], "yes"),
    ],
)
def test_the_second_class_in_sorted_order_is_positive_and_the_person_is_told(true, predicted, positive, context):
    metrics = score(pd.DataFrame({"truth": true, "prediction": predicted}), context).metrics
    assert f'"{positive}" counts as the positive class.' in context.infos
    values = [str(value) for value in true], [str(value) for value in predicted]
    assert metrics["recall"] == reference.recall_score(*values, pos_label=positive)


def test_the_positive_class_can_be_chosen():
    metrics = score(with_chances(), positive="no").metrics
    assert metrics["recall"] == pytest.approx(4 / 6)
    assert metrics["precision"] == pytest.approx(4 / 5)
    assert metrics["roc_auc"] == pytest.approx((20 + 0.5) / 24)
    with pytest.raises(DataError, match='did you mean "yes"'):
        score(two_classes(), positive="Yes")


def test_a_class_never_predicted_has_precision_zero_without_a_warning():
    metrics = score(two_classes(prediction="no")).metrics
    assert (metrics["precision"], metrics["recall"], metrics["f1"]) == (0.0, 0.0, 0.0)
    metrics = score(pd.DataFrame({"truth": ["a", "b", "c"], "prediction": ["a", "a", "a"]})).metrics
    assert metrics["precision"] == pytest.approx(1 / 9)


def test_missing_values_are_left_out_and_counted(context):
    table = pd.concat([two_classes(), pd.DataFrame({"truth": [None, "yes"], "prediction": ["no", None]})])
    assert score(table, context).metrics == score(two_classes()).metrics
    assert context.warnings == [
        '2 of 12 rows were left out: 1 without a value in "truth", 1 without one in "prediction".'
    ]


def test_without_probabilities_there_is_no_roc_auc_and_the_person_is_told(context):
    metrics, _, per_class = score(two_classes(), context)
    assert "roc_auc" not in metrics
    assert "log_loss" not in metrics
    assert any("no ROC AUC" in text for text in context.infos)
    assert per_class["roc_auc"].isna().all()


def test_with_one_true_class_there_is_no_roc_auc_and_the_person_is_told(context):
    metrics = score(with_chances().assign(truth="yes"), context).metrics
    assert "roc_auc" not in metrics
    assert any("one true class" in text for text in context.infos)
    assert metrics["recall"] == 0.5


def test_a_class_that_the_model_never_learnt_has_no_probability(context):
    metrics = score(with_chances().assign(truth=["maybe", *TRUE[1:]]), context).metrics
    assert "roc_auc" not in metrics
    assert any('the class "maybe"' in text for text in context.infos)


def test_probabilities_with_gaps_give_no_roc_auc(context):
    table = with_chances()
    table.loc[2, "probability_yes"] = np.nan
    assert "roc_auc" not in score(table, context).metrics
    assert any("missing" in text for text in context.infos)


def test_a_class_known_from_the_probabilities_only_stands_in_the_tables_but_not_in_the_averages():
    table = with_chances().assign(probability_maybe=0.0)
    metrics, confusion, _ = score(table)
    assert list(confusion["true class"]) == ["maybe", "no", "yes"]
    assert metrics["f1"] == pytest.approx(reference.f1_score(TRUE, PREDICTED, average="macro"))


def test_the_prefix_of_the_prediction_finds_the_probabilities():
    table = with_chances().add_prefix("lr_").rename(columns={"lr_truth": "truth"})
    assert score(table, prediction="lr_prediction").metrics == score(with_chances()).metrics


@pytest.mark.parametrize(
    ("dtype", "labels"),
    [
        ("category", ("no", "yes")),
        ("category", (0, 1)),
        ("boolean", (False, True)),
        ("Int64", (0, 1)),
        ("float64", (0.0, 1.0)),
    ],
)
def test_labels_of_any_dtype_give_the_same_numbers(dtype, labels):
    change = {"no": labels[0], "yes": labels[1]}
    table = with_chances().rename(columns={f"probability_{name}": f"probability_{change[name]}" for name in change})
    for column in ("truth", "prediction"):
        table[column] = table[column].map(change).astype(dtype)
    assert score(table).metrics == score(with_chances()).metrics


def test_labels_of_differing_types_are_a_clear_error():
    with pytest.raises(DataError, match=r'"truth" holds numbers.*"prediction" holds texts') as caught:
        score(pd.DataFrame({"truth": [0, 1], "prediction": ["0", "1"]}))
    assert caught.value.facts == {"port": "table", "column": "prediction", "row": 0}


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (two_classes().drop(columns="prediction"), {}, 'no column "prediction"'),
        (two_classes(), {"target": ""}, "no column is chosen"),
        (two_classes(), {"target": "prediction"}, "are both"),
        (two_classes().head(0), {}, "nothing to score"),
        (two_classes(truth=None), {}, "nothing to score"),
        (two_classes(truth=0.5, prediction=0.25), {}, "use Regression Scorer"),
        (two_classes(truth=1.0, prediction=np.inf), {}, "use Regression Scorer"),
        (
            two_classes(truth=pd.Timestamp("2024-01-01")),
            {},
            '"truth" is a date and time column, but .* convert the column first',
        ),
        (two_classes(truth=pd.Series([1, "a"] * 5)), {}, '"truth" is a mixed column, but classes are texts'),
        (two_classes(probability_yes="high", probability_no=0.5), {}, "probabilities are numbers"),
        (two_classes(probability_yes=1.5, probability_no=0.5), {}, "within 0 and 1"),
        (pd.DataFrame({"truth": range(1200), "prediction": range(1200)}), {}, "more than 1,000 classes"),
    ],
)
def test_what_cannot_be_scored_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        score(table, **settings)


def test_the_spec_is_that_of_the_result():
    node = Scorer.from_settings({"target": "truth"})
    metrics, _, per_class = score(two_classes())
    spec = node.spec({"table": TableSpec.of(two_classes())})
    assert spec["metrics"] == VariablesSpec(names=tuple(metrics))
    assert spec["per_class"] == TableSpec.of(per_class)
    assert node.spec({"table": TableSpec.of(with_chances())})["metrics"] is None
    with pytest.raises(DataError, match="no column"):
        node.spec({"table": TableSpec.of(two_classes().drop(columns="prediction"))})


def test_the_input_table_is_left_as_it_was():
    table = with_chances()
    score(table)
    pd.testing.assert_frame_equal(table, with_chances())


@pytest.mark.parametrize("average", ["macro", "weighted", "micro"])
@pytest.mark.parametrize("classes", [2, 3])
def test_weighted_metrics_are_those_of_scikit_learn(average, classes):
    random = np.random.default_rng(classes)
    chances = random.dirichlet([1] * classes, 60)
    true, predicted = random.integers(0, classes, 60), chances.argmax(axis=1)
    weights = random.integers(0, 4, 60)
    columns = {f"probability_{label}": chances[:, label] for label in range(classes)}
    metrics, confusion, per_class = score(
        pd.DataFrame({"truth": true, "prediction": predicted, "w": weights, **columns}), average=average, weight="w"
    )
    how = {"sample_weight": weights}
    averaged = how if classes == 2 else {**how, "average": average}
    area = reference.roc_auc_score(
        true, chances[:, 1] if classes == 2 else chances, multi_class="ovr", average=average, **how
    )
    expected = {
        "rows": 60,
        "accuracy": reference.accuracy_score(true, predicted, **how),
        "balanced_accuracy": reference.balanced_accuracy_score(true, predicted, **how),
        "f1": reference.f1_score(true, predicted, **averaged),
        "precision": reference.precision_score(true, predicted, **averaged),
        "recall": reference.recall_score(true, predicted, **averaged),
        "mcc": reference.matthews_corrcoef(true, predicted, **how),
        "kappa": reference.cohen_kappa_score(true, predicted, **how),
        "roc_auc": area,
        "log_loss": reference.log_loss(true, chances, **how),
        "brier": reference.brier_score_loss(true, chances if classes > 2 else chances[:, 1], **how),
    }
    assert metrics == {name: pytest.approx(value) for name, value in expected.items()}
    np.testing.assert_allclose(confusion.iloc[:, 1:], reference.confusion_matrix(true, predicted, **how))
    assert per_class["support"].sum() == pytest.approx(weights.sum())


def test_a_model_that_always_says_the_same_correlates_with_nothing():
    metrics = score(two_classes(prediction="no")).metrics
    assert (metrics["mcc"], metrics["kappa"]) == (0.0, 0.0)
    metrics = score(pd.DataFrame({"truth": ["a", "a"], "prediction": ["a", "a"]})).metrics
    assert (metrics["mcc"], metrics["kappa"], metrics["accuracy"]) == (0.0, 0.0, 1.0)


def test_weights_that_are_none_are_a_clear_error():
    with pytest.raises(DataError, match="is -2 in row 0"):
        score(two_classes(w=-2), weight="w")


EXAMPLES = [
    Example({"target": "truth", "weight": "w"}, {"table": two_classes(w=range(10))}),
    Example({"target": "truth"}, {"table": two_classes()}),
    Example({"target": "truth"}, {"table": with_chances()}),
]


def test_classes_beyond_64_bits_are_told_apart():
    table = pd.DataFrame({"truth": [1e300, 1e308, 1e300], "prediction": [1e300, 1e308, 1e308]})
    found = Scorer(target="truth").run(table, NotingContext())
    assert found.metrics["accuracy"] == pytest.approx(2 / 3)
    assert found.per_class["support"].tolist() == [2, 1]
