"""LogisticRegressionLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from knode.api import Columns, DataError, ModelSpec, TableSpec
from knode.core.check import Example
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from tests.nodes.learn.conftest import new_customers

NUMBERS = ["age", "income", "visits"]
MIXED = ["age", "city", "plan", "member", "income"]


def learner(**settings):
    return LogisticRegressionLearner.from_settings({"target": "left", "features": NUMBERS, **settings})


def test_predictions_on_numbers_are_those_of_plain_scikit_learn(customers, context):
    plain = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(
        customers[NUMBERS], customers["left"]
    )
    model = learner().run(customers, context)
    made = model.apply(customers)
    assert list(made["prediction"]) == list(plain.predict(customers[NUMBERS]))
    np.testing.assert_allclose(
        made[["probability_no", "probability_yes"]], plain.predict_proba(customers[NUMBERS]), atol=1e-9
    )


def test_predictions_on_mixed_columns_are_those_of_a_one_hot_pipeline(customers, context):
    prepare = ColumnTransformer(
        [
            ("encode", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"]),
            ("numbers", StandardScaler(), ["age", "member", "income"]),
        ]
    )
    plain = make_pipeline(prepare, LogisticRegression(max_iter=1000)).fit(customers[MIXED], customers["left"])
    made = learner(features=MIXED).run(customers, context).apply(customers)
    np.testing.assert_allclose(made["probability_yes"], plain.predict_proba(customers[MIXED])[:, 1], atol=1e-6)


def test_the_bare_estimator_is_kept_when_nothing_has_to_be_prepared(customers, context):
    bare = learner(standardize=False, features=["age"], missing="error")
    assert isinstance(bare.run(customers, context).estimator, LogisticRegression)


def test_coefficients_are_told_in_the_units_of_the_columns(customers, context):
    model = learner(features=MIXED).run(customers, context)
    facts = model.facts
    row = customers.iloc[0]
    total = facts["intercept"] + sum(facts["coefficients"][name] * row[name] for name in ("age", "member", "income"))
    total += facts["coefficients"][f"city = {row['city']}"] + facts["coefficients"][f"plan = {row['plan']}"]
    assert 1 / (1 + np.exp(-total)) == pytest.approx(model.apply(customers)["probability_yes"].iloc[0])


def test_the_model_says_what_it_reads_and_makes(customers, context):
    customers["left"] = pd.Categorical(customers["left"], categories=["no", "yes", "maybe"], ordered=True)
    model = learner(features=MIXED).run(customers, context)
    assert (model.kind, model.target, model.classes) == ("classifier", "left", ("no", "yes"))
    assert model.inputs.names == MIXED
    assert model.inputs["age"].range == (float(customers["age"].min()), float(customers["age"].max()))
    assert model.inputs["age"].nullable
    assert not learner(features=MIXED, missing="error").run(customers, context).inputs["age"].nullable
    assert model.inputs["plan"].categories == ("basic", "plus", "never")
    assert model.outputs.names == ["prediction", "probability_no", "probability_yes"]
    assert model.outputs["prediction"].categories == ("no", "yes", "maybe")
    assert model.outputs["prediction"].role == "prediction"
    assert model.facts["rows"] == 120
    assert sum(model.facts["classes"].values()) == 120
    assert model.facts["libraries"]["scikit-learn"]


@pytest.mark.parametrize(
    ("dtype", "values"),
    [
        ("str", ("a", "b")),
        ("category", ("b", "a")),
        ("int64", (0, 3)),
        ("int8", (0, 3)),
        ("Int64", (1, 2)),
        ("bool", (False, True)),
        ("boolean", (False, True)),
    ],
)
def test_predictions_have_the_dtype_of_the_target(customers, context, dtype, values):
    customers["left"] = pd.Series(np.where(customers["left"] == "yes", values[1], values[0])).array
    customers["left"] = customers["left"].astype(dtype)
    model = learner().run(customers, context)
    made = model.apply(customers)
    assert made["prediction"].dtype == customers["left"].dtype
    assert (made["prediction"] == customers["left"]).mean() > 0.6
    assert list(made.columns[-2:]) == [f"probability_{label}" for label in sorted(values)]
    assert model.facts["classes"][str(values[1])] == int((customers["left"] == values[1]).sum())


@pytest.mark.parametrize("dtype", ["float64", "float32", "Float64", "double[pyarrow]"])
def test_whole_numbers_that_are_floats_are_classes_called_as_whole_numbers(customers, context, dtype):
    left = np.where(customers["left"] == "yes", 1.0, 0.0)
    left[::9] = np.nan
    customers["left"] = pd.Series(left, index=customers.index).astype(dtype)
    model = learner().run(customers, context)
    made = model.apply(customers)
    assert model.classes == (0, 1)
    assert made["prediction"].dtype == "int64"
    assert list(made.columns[-3:]) == ["prediction", "probability_0", "probability_1"]
    whole = learner().run(customers.assign(left=customers["left"].astype("Int64")), context).apply(customers)
    pd.testing.assert_frame_equal(made.iloc[:, -2:], whole.iloc[:, -2:])
    for weights in ({"1": 4.0}, {"1.0": 4.0}):
        weighed = learner(class_weight="custom", class_weights=weights).run(customers, context)
        assert weighed.apply(customers)["probability_1"].mean() > made["probability_1"].mean()


@pytest.mark.parametrize("kind", [pa.decimal128(5, 2), pa.float16()])
def test_whole_numbers_of_arrow_with_decimals_are_classes(customers, context, kind):
    values = [None if row % 9 == 0 else float(left == "yes") for row, left in enumerate(customers["left"])]
    held = pa.array(values, type=pa.float64()).cast(kind)
    customers["left"] = pd.Series(pd.arrays.ArrowExtensionArray(held), index=customers.index)
    model = learner().run(customers, context)
    assert model.classes == (0, 1)
    assert model.apply(customers)["prediction"].dtype == "int64"
    assert model.facts["classes"] == {"0": values.count(0.0), "1": values.count(1.0)}


@pytest.mark.parametrize(("dtype", "value"), [("float64", 2.0**63), ("float64", np.inf), ("uint64", 2**63 + 5)])
def test_a_class_that_is_too_large_for_a_whole_number_is_refused(customers, context, dtype, value):
    customers["left"] = pd.Series([value, *[1, 0] * 59, 1], index=customers.index, dtype=dtype)
    with pytest.raises(DataError, match="is too large .* in row 0") as caught:
        learner().run(customers, context)
    assert caught.value.facts["row"] == 0


def test_predictions_of_arrow_texts_have_the_dtype_that_the_model_says(customers, context):
    customers["left"] = customers["left"].astype(pd.ArrowDtype(pa.string()))
    model = learner().run(customers, context)
    assert str(model.apply(customers)["prediction"].dtype) == model.outputs["prediction"].dtype


def test_three_classes_have_three_probabilities_that_sum_to_one(customers, context):
    made = learner(target="city").run(customers, context).apply(customers)
    chances = made[["probability_Bern", "probability_Oslo", "probability_Rome"]]
    np.testing.assert_allclose(chances.sum(axis=1), 1)


def test_balanced_weights_find_more_of_a_rare_class(customers, context):
    customers["left"] = np.where(customers["spent"] > customers["spent"].quantile(0.9), "yes", "no")
    plain = learner(features=["income", "visits"]).run(customers, context).apply(customers)
    balanced = learner(features=["income", "visits"], class_weight="balanced").run(customers, context).apply(customers)
    assert (balanced["prediction"] == "yes").sum() > (plain["prediction"] == "yes").sum()


@pytest.mark.parametrize("penalty", ["l1", "l2", "none"])
def test_the_same_seed_gives_the_same_model(customers, context, penalty):
    first, second = (learner(penalty=penalty, seed=3).run(customers, context) for _ in range(2))
    assert first.facts == second.facts
    pd.testing.assert_frame_equal(first.apply(customers), second.apply(customers))


def test_l1_sets_coefficients_to_zero(customers, context):
    facts = learner(penalty="l1", C=0.05, features=MIXED).run(customers, context).facts
    assert 0.0 in facts["coefficients"].values()


def test_a_search_that_did_not_settle_is_a_warning(customers, context):
    learner(max_iterations=1).run(customers, context)
    assert "raise max_iterations" in context.warnings[0]


def test_rows_without_a_target_are_left_out_and_counted(customers, context):
    customers.iloc[[0, 5], customers.columns.get_loc("left")] = None
    model = learner().run(customers, context)
    assert context.warnings == ['2 of 120 rows have no value in "left" and were left out.']
    assert model.facts["rows"] == 118
    assert model.facts["rows_without_target"] == 2


def test_a_missing_feature_names_its_column_and_its_row_in_the_table(customers, context):
    customers.iloc[0, customers.columns.get_loc("left")] = None
    customers.iloc[4, customers.columns.get_loc("income")] = np.nan
    with pytest.raises(DataError, match="Missing Values") as caught:
        learner(missing="error").run(customers, context)
    assert caught.value.facts == {"port": "table", "column": "income", "row": 4}


def test_an_infinite_feature_is_refused(customers, context):
    customers.iloc[4, customers.columns.get_loc("income")] = -np.inf
    with pytest.raises(DataError, match='"income" is infinite in row 4'):
        learner().run(customers, context)


def test_a_column_of_ids_is_cut_to_its_most_frequent_values_with_a_warning(customers, context):
    customers["id"] = [f"id{number // 2 if number < 8 else number}" for number in range(120)]
    model = learner(features=["age", "id"], max_categories=4).run(customers, context)
    assert '"id" has 116 different values; the 4 most frequent' in context.warnings[0]
    encoder = model.estimator.named_steps["prepare"].named_transformers_["encode"]
    assert [list(values) for values in encoder.categories_] == [["id0", "id1", "id2", "id3"]]
    rare, unseen = customers.iloc[[100]], customers.iloc[[100]].assign(id="who?")
    assert model.apply(rare)["probability_yes"].item() == model.apply(unseen)["probability_yes"].item()


def test_dates_are_left_out_with_a_warning_unless_they_are_named(customers, context):
    customers["since"] = pd.Timestamp("2024-01-01")
    model = learner(features={"but": ["spent"]}).run(customers, context)
    assert "since" not in model.inputs
    assert '"since" (a date)' in context.warnings[0]
    with pytest.raises(DataError, match="year, month or weekday"):
        learner(features=["age", "since"]).run(customers, context)


def test_all_columns_means_all_but_the_target(customers, context):
    model = learner(features=Columns.all(but=["spent"]).model_dump()).run(customers, context)
    assert model.inputs.names == ["age", "city", "plan", "member", "income", "visits"]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"target": ""}, "no column is chosen"),
        ({"target": "lefft"}, 'did you mean "left"'),
        ({"features": ["age", "left"]}, "also chosen as a feature"),
        ({"features": ["agee"]}, 'did you mean "age"'),
        ({"features": []}, "no column to learn from"),
        ({"target": "spent"}, "has decimals"),
    ],
)
def test_wrong_columns_are_clear_errors(customers, context, settings, message):
    with pytest.raises(DataError, match=message):
        learner(**settings).run(customers, context)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (["same"] * 120, '"same" in every row'),
        ([None] * 120, "has no values"),
        (pd.date_range("2024", periods=120), "is a date"),
        (range(120), None),
        (pd.Categorical([1, "a"] * 60), "mixed types"),
    ],
)
def test_targets_without_classes_are_clear_errors(customers, context, target, message):
    customers["left"] = pd.Series(target, index=customers.index)
    if message is None:
        learner(features=["age"]).run(customers, context)
        assert "120 classes" in context.warnings[0]
        return
    with pytest.raises(DataError, match=message) as caught:
        learner().run(customers, context)
    assert caught.value.facts["column"] == "left"


def test_more_than_a_thousand_classes_are_refused(context):
    table = pd.DataFrame({"left": [f"id{number}" for number in range(1001)], "age": range(1001)})
    with pytest.raises(DataError, match="1,001 different values"):
        learner(features=["age"]).run(table, context)


def test_no_rows_is_a_clear_error(customers, context):
    with pytest.raises(DataError, match="no rows"):
        learner().run(customers.head(0), context)


def test_the_input_table_is_left_as_it_was(customers, context):
    before = customers.copy(deep=True)
    learner(features=MIXED).run(customers, context)
    pd.testing.assert_frame_equal(customers, before)


def test_the_spec_knows_the_inputs_and_for_booleans_the_outputs(customers, context):
    spec = learner(target="member").spec({"table": TableSpec.of(customers)})["model"]
    model = learner(target="member").run(customers, context)
    assert isinstance(spec, ModelSpec)
    assert spec.outputs == model.outputs
    assert spec.inputs.names == model.inputs.names
    assert learner().spec({"table": TableSpec.of(customers)})["model"].outputs is None
    assert learner().spec({"table": None}) == {"model": None}


@pytest.mark.parametrize("settings", [{"target": "lefft"}, {"features": ["left"]}])
def test_the_spec_tells_wrong_columns_without_data(customers, settings):
    with pytest.raises(DataError):
        learner(**settings).spec({"table": TableSpec.of(customers)})


def test_numbers_too_large_to_bring_to_one_scale_are_told_beside_texts_too(customers, context):
    table = customers.assign(huge=np.linspace(-1e200, 1e200, len(customers)))
    node = LogisticRegressionLearner.from_settings({"target": "left", "features": ["city", "plan", "huge"]})
    with pytest.raises(DataError, match='"huge" is -1e\\+200 in row 0, too large to calculate with'):
        node.run(table, context)


EXAMPLES = [
    Example({"target": "left"}, {"table": new_customers()}),
    Example({"target": "member", "features": ["age", "income"]}, {"table": new_customers()}),
]
