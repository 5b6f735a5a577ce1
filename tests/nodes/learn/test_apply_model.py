"""ApplyModel."""

from __future__ import annotations

import functools
import itertools

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler

from knode.api import Columns, ColumnSpec, DataError, Model, ModelSpec, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.prepared import with_preparation
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.missing_values import MissingValues
from knode_nodes.prep.one_hot_encoder import OneHotEncoder
from knode_nodes.prep.ordinal_encoder import OrdinalEncoder
from tests.nodes.learn.conftest import NotingContext, new_customers

MIXED = ["age", "city", "plan", "member", "income", "visits"]
LEARNERS = {
    "logistic": LogisticRegressionLearner.from_settings({"target": "left", "features": MIXED}),
    "boolean": LogisticRegressionLearner.from_settings({"target": "member", "features": ["age", "plan"]}),
    "linear": LinearRegressionLearner.from_settings({"target": "spent", "features": MIXED}),
    "forest": RandomForestLearner.from_settings({"target": "plan", "features": ["age", "city"], "trees": 5}),
    "boosting": HistGradientBoostingLearner.from_settings({"target": "left", "features": MIXED, "iterations": 5}),
    "numbers": RandomForestLearner.from_settings({"target": "spent", "features": ["age", "visits"], "trees": 5}),
}


def transformer(estimator, table, names, outputs=None, replaces=None):
    outputs = outputs or names
    estimator.fit(table[names])
    return Model(
        kind="transformer",
        estimator=estimator,
        inputs=TableSpec.of(table[names], ranges=True),
        outputs=TableSpec(columns=tuple(ColumnSpec(name=name, dtype="float64") for name in outputs)),
        name="Scaler",
        replaces=tuple(names if replaces is None else replaces),
    )


@pytest.fixture(params=LEARNERS)
def model(request, customers, context):
    return LEARNERS[request.param].run(customers, context)


@pytest.fixture
def logistic(customers, context):
    return LEARNERS["logistic"].run(customers, context)


def test_the_spec_is_that_of_the_result_for_any_number_of_rows(model, customers):
    table = customers.drop(columns="spent")[customers.columns[::-1].drop("spent")]
    known = ApplyModel().spec({"model": model.spec, "table": TableSpec.of(table)})["table"]
    for rows in (0, 1, 120):
        made = TableSpec.of(ApplyModel().run(model, table.head(rows), QuietContext()))
        assert made.names == known.names
        assert [column.pandas_dtype() for column in made.columns] == [column.pandas_dtype() for column in known.columns]
    assert known["prediction"].role == "prediction"


@pytest.mark.parametrize("rows", [0, 1, 120])
@pytest.mark.parametrize("prefix", ["", "own_"])
def test_the_table_tells_the_roles_that_the_spec_does(model, customers, rows, prefix):
    table = customers.drop(columns=["spent", "left"]).assign(key=range(120))
    table.attrs = {"roles": {"key": "id"}, "source": "shop"}
    node = ApplyModel.from_settings({"prefix": prefix})
    known = node.spec({"model": model.spec, "table": TableSpec.of(table)})["table"]
    made = node.run(model, table.head(rows), QuietContext())
    roles = {column.name: column.role for column in TableSpec.of(made).columns}
    assert roles == {column.name: column.role for column in known.columns}
    expected = {"prediction"} if model.kind == "regressor" else {"prediction", "probability"}
    assert set(roles.values()) == {"feature", "id", *expected}
    assert (made.attrs["source"], table.attrs["roles"]) == ("shop", {"key": "id"})


def test_a_column_that_a_model_changes_keeps_its_role(customers):
    table = customers[["age", "income", "left"]].astype({"age": "float64"})
    table.attrs = {"roles": {"age": "weight", "left": "target"}}
    model = transformer(StandardScaler(), table, ["age", "income"])
    known = ApplyModel().spec({"model": model.spec, "table": TableSpec.of(table)})["table"]
    made = TableSpec.of(ApplyModel().run(model, table, QuietContext()))
    assert {column.name: column.role for column in made.columns} == {
        column.name: column.role for column in known.columns
    }
    assert known["age"].role == "weight"


@functools.cache
def fitted(name):
    return LEARNERS[name].run(new_customers(), NotingContext())


@pytest.mark.parametrize("name", LEARNERS)
@given(cuts=st.lists(st.integers(0, 120), max_size=4))
def test_any_split_of_the_rows_gives_the_same(name, cuts):
    table, model = new_customers(), fitted(name)
    edges = [0, *sorted(cuts), len(table)]
    parts = [ApplyModel().run(model, table.iloc[start:end], QuietContext()) for start, end in itertools.pairwise(edges)]
    pd.testing.assert_frame_equal(pd.concat(parts), ApplyModel().run(model, table, QuietContext()), rtol=1e-12)


@pytest.mark.parametrize("probabilities", [True, False])
def test_blocks_of_rows_give_the_same(model, customers, monkeypatch, probabilities):
    node = ApplyModel(probabilities=probabilities)
    whole = node.run(model, customers, QuietContext())
    for rows in (7, len(customers) // 2, len(customers) // 2 + 1):
        monkeypatch.setattr("knode.core.values.BLOCK", rows)
        made = node.run(model, customers, QuietContext())
        pd.testing.assert_frame_equal(made, whole, rtol=1e-12)


def test_row_by_row_gives_the_same(model, customers):
    whole = ApplyModel().run(model, customers, QuietContext())
    rows = pd.concat([ApplyModel().run(model, customers.iloc[[row]], QuietContext()) for row in range(30)])
    pd.testing.assert_frame_equal(rows, whole.head(30), rtol=1e-12)


def test_the_index_and_all_columns_are_kept_and_the_input_untouched(model, customers):
    table = pd.concat([customers, customers.head(3)])
    before = table.copy(deep=True)
    made = ApplyModel().run(model, table, QuietContext())
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(made[table.columns], table)


def test_the_prefix_stands_before_all_new_columns(logistic, customers):
    made = ApplyModel(prefix="lr_").run(logistic, customers, QuietContext())
    assert list(made.columns[-3:]) == ["lr_prediction", "lr_probability_no", "lr_probability_yes"]


def test_probabilities_may_be_left_out(logistic, customers):
    node = ApplyModel(probabilities=False)
    made = node.run(logistic, customers, QuietContext())
    assert list(made.columns) == [*customers.columns, "prediction"]
    assert node.spec({"model": logistic.spec, "table": TableSpec.of(customers)})["table"].names == list(made.columns)
    pd.testing.assert_series_equal(
        made["prediction"], ApplyModel().run(logistic, customers, QuietContext())["prediction"]
    )


def test_nothing_is_overwritten(logistic, customers):
    made = ApplyModel().run(logistic, customers, QuietContext())
    for attempt in (
        lambda: ApplyModel().run(logistic, made, QuietContext()),
        lambda: ApplyModel().spec({"model": logistic.spec, "table": TableSpec.of(made)}),
    ):
        with pytest.raises(DataError, match="set a prefix") as caught:
            attempt()
        assert caught.value.facts["column"] == "prediction"
    assert "two_prediction" in ApplyModel(prefix="two_").run(logistic, made, QuietContext())


def test_an_absent_column_is_named_with_the_nearest_one(logistic, customers):
    table = customers.rename(columns={"income": "Income", "city": "town"})
    for attempt in (
        lambda: ApplyModel().run(logistic, table, QuietContext()),
        lambda: ApplyModel().spec({"model": logistic.spec, "table": TableSpec.of(table)}),
    ):
        with pytest.raises(DataError, match='does not have: "city", "income"'):
            attempt()
    with pytest.raises(DataError, match='did you mean "Income" for "income"') as caught:
        ApplyModel().run(logistic, customers.rename(columns={"income": "Income"}), QuietContext())
    assert caught.value.facts == {"port": "table", "column": "income"}


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("age", lambda values: values.astype("float64")),
        ("age", lambda values: values.astype("Int64")),
        ("age", lambda values: values.astype("str")),
        ("age", lambda values: values.astype(object)),
        ("age", lambda values: values.astype("category")),
        ("income", lambda values: values.astype("float64").map(repr)),
        ("income", lambda values: values.astype("double[pyarrow]")),
        ("visits", lambda values: values.astype("int64")),
        ("member", lambda values: values.astype("int64")),
        ("member", lambda values: values.astype("float64")),
        ("member", lambda values: values.astype("boolean")),
        ("member", lambda values: values.astype("str").str.lower()),
        ("member", lambda values: values.astype(object)),
        ("city", lambda values: values.astype("category")),
        ("city", lambda values: values.astype(object)),
        ("plan", lambda values: values.astype("str")),
        ("plan", lambda values: values.cat.remove_unused_categories().cat.reorder_categories(["plus", "basic"])),
    ],
)
def test_the_same_values_in_another_dtype_give_the_same_predictions(logistic, customers, column, change):
    table = customers.assign(**{column: change(customers[column])})
    made = ApplyModel().run(logistic, table, QuietContext())
    pd.testing.assert_frame_equal(made[table.columns], table)
    pd.testing.assert_frame_equal(made.iloc[:, -3:], ApplyModel().run(logistic, customers, QuietContext()).iloc[:, -3:])


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("age", "forty", '"forty" in row 3'),
        ("age", pd.Timestamp("2024-01-01"), "convert it to number"),
        ("member", 2, "(2 in row 3)"),
        ("member", "perhaps", '"perhaps" in row 3'),
        ("city", 8, "(8 in row 3)"),
        ("plan", 8, "(8 in row 3)"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_row(logistic, customers, column, value, message):
    table = customers.assign(**{column: customers[column].astype(object)})
    table.iloc[3, table.columns.get_loc(column)] = value
    with pytest.raises(DataError) as caught:
        ApplyModel().run(logistic, table, QuietContext())
    assert message in caught.value.message
    assert caught.value.facts == {"port": "table", "column": column, "row": 3}


@pytest.mark.parametrize(
    ("column", "change"),
    [
        ("age", {"age": pd.Timestamp("2024-01-01")}),
        ("city", {"city": 8}),
        ("plan", {"plan": True}),
        ("member", {"member": pd.Timedelta(1)}),
    ],
)
def test_columns_of_the_wrong_type_are_refused_before_there_is_data(logistic, customers, column, change):
    table = customers.assign(**change)
    with pytest.raises(DataError, match="the model learnt from a") as caught:
        ApplyModel().spec({"model": logistic.spec, "table": TableSpec.of(table)})
    assert caught.value.facts == {"port": "table", "column": column}
    with pytest.raises(DataError, match="in row 0"):
        ApplyModel().run(logistic, table, QuietContext())


@pytest.mark.parametrize("column", ["age", "city", "plan", "member", "visits"])
def test_a_missing_value_is_refused_with_its_row_by_a_model_that_was_to_learn_without_any(customers, column, context):
    table = customers.assign(**{column: customers[column].astype(object)})
    table.iloc[5, table.columns.get_loc(column)] = None
    strict = LogisticRegressionLearner.from_settings({"target": "left", "missing": "error"}).run(customers, context)
    with pytest.raises(DataError, match="missing in row 5") as caught:
        ApplyModel().run(strict, table.convert_dtypes(), QuietContext())
    assert caught.value.facts == {"port": "table", "column": column, "row": 5}


@pytest.mark.parametrize("column", ["age", "income", "member", "visits"])
def test_a_missing_number_that_training_never_had_counts_as_the_median(logistic, customers, column):
    assert customers[column].notna().all()
    gap = customers.assign(**{column: customers[column].astype(object)})
    gap.iloc[5, gap.columns.get_loc(column)] = None
    filled = customers.astype({column: "float64"})
    filled.iloc[5, filled.columns.get_loc(column)] = filled[column].median()
    made, expected = (
        ApplyModel().run(logistic, gap.convert_dtypes(), QuietContext()),
        ApplyModel().run(logistic, filled, QuietContext()),
    )
    np.testing.assert_allclose(made["probability_yes"], expected["probability_yes"])
    assert logistic.facts["filled"][column] == pytest.approx(customers[column].median())


@pytest.mark.parametrize("column", ["city", "plan"])
def test_a_missing_text_that_training_never_had_counts_as_one_never_seen(logistic, customers, column):
    gap, unseen = (customers.assign(**{column: customers[column].astype(object)}) for _ in range(2))
    gap.iloc[5, gap.columns.get_loc(column)] = None
    unseen.iloc[5, unseen.columns.get_loc(column)] = "Atlantis"
    made, expected = (ApplyModel().run(logistic, table, QuietContext()) for table in (gap, unseen))
    np.testing.assert_array_equal(made["probability_yes"], expected["probability_yes"])


@pytest.mark.parametrize("learner", LEARNERS.values(), ids=LEARNERS)
def test_a_model_of_a_complete_table_predicts_a_row_in_which_all_is_missing(learner, customers, context):
    complete = customers.dropna()
    model = learner.run(complete, context)
    gaps = complete.head(3).convert_dtypes()
    for name in model.inputs.names:
        gaps.loc[gaps.index[1], name] = pd.NA
    made = ApplyModel().run(model, gaps, QuietContext())["prediction"]
    assert made.notna().all()
    assert (
        made.iloc[[0, 2]].tolist()
        == ApplyModel().run(model, complete.head(3), QuietContext())["prediction"].iloc[[0, 2]].tolist()
    )


NOTHING = {
    "number": np.nan,
    "object": pd.array([None] * 120, dtype=object),
    "text": pd.array([None] * 120, dtype="str"),
    "date": pd.NaT,
    "category": pd.Categorical([None] * 120),
    "nullable": pd.array([None] * 120, dtype="boolean"),
}


@pytest.mark.parametrize("learner", LEARNERS.values(), ids=LEARNERS)
@pytest.mark.parametrize("held", NOTHING)
def test_a_column_without_any_value_is_missing_whatever_type_a_reader_gave_it(learner, held, customers, context):
    model = learner.run(customers, context)
    for name in model.inputs.names:
        given = customers.assign(**{name: NOTHING[held]})
        typed = {"number": "float64", "boolean": "boolean", "text": "str"}.get(
            model.inputs[name].type, customers[name].dtype
        )
        known = customers.assign(**{name: pd.array([None] * 120, dtype=typed)})
        found, expected = (ApplyModel().run(model, table, context) for table in (given, known))
        made = [column for column in found if column not in customers]
        pd.testing.assert_frame_equal(found[made], expected[made])
        assert found[name].dtype == given[name].dtype


@pytest.mark.parametrize("column", ["age", "city", "plan", "member"])
def test_one_value_is_enough_to_be_of_a_type(logistic, customers, column):
    moments = [pd.NaT, pd.Timestamp("2024-01-01"), *[pd.NaT] * 118]
    with pytest.raises(DataError, match=f'"{column}" is of type date and time'):
        ApplyModel().run(logistic, customers.assign(**{column: moments}), NotingContext())


def test_a_model_of_dates_takes_a_column_without_any_value():
    moments = pd.DataFrame({"at": pd.to_datetime(["2024-01-01", None, "2024-01-03"])})
    model = MissingValues.from_settings({"dates": "min"}).run(moments).model
    found = ApplyModel().run(model, pd.DataFrame({"at": [np.nan] * 2}), NotingContext())
    assert found["at"].tolist() == [pd.Timestamp("2024-01-01")] * 2


def test_categories_of_another_type_are_told_with_what_they_were(logistic, customers):
    with pytest.raises(DataError, match='its categories were such as "basic": convert these before'):
        ApplyModel().run(logistic, customers.assign(plan=pd.Categorical([1] * 120)), NotingContext())


def test_an_infinite_number_is_refused(logistic, customers):
    table = customers.assign(income=np.inf)
    with pytest.raises(DataError, match='"income" is infinite in row 0'):
        ApplyModel().run(logistic, table, QuietContext())


def test_a_number_beyond_single_precision_is_refused(customers, context):
    forest = LEARNERS["numbers"].run(customers, context)
    table = customers.assign(age=1.0)
    table.iloc[2, table.columns.get_loc("age")] = 1e300
    with pytest.raises(DataError, match=r"1e\+300 in row 2") as caught:
        ApplyModel().run(forest, table, QuietContext())
    assert caught.value.facts == {"port": "table", "column": "age", "row": 2}


def test_a_text_never_seen_predicts_all_the_same(logistic, customers):
    plain = ApplyModel().run(logistic, customers.assign(city="Atlantis", plan="gold"), QuietContext())
    assert plain["prediction"].notna().all()
    also = ApplyModel().run(
        logistic,
        customers.assign(city=pd.Categorical(["Lyon"] * 120), plan=pd.Categorical(["free"] * 120)),
        QuietContext(),
    )
    pd.testing.assert_series_equal(plain["probability_yes"], also["probability_yes"])


@pytest.mark.parametrize("dtype", ["string[python]", "string[pyarrow]", pd.ArrowDtype(pa.string())], ids=str)
def test_categories_of_texts_of_any_dtype_are_learnt_from_and_predicted_with(customers, context, dtype):
    given = customers.assign(city=customers["city"].astype(dtype).astype("category"))
    model = LEARNERS["logistic"].run(given, context)
    for other in (given, customers, customers.assign(city=customers["city"].astype(dtype))):
        made = ApplyModel().run(model, other, context)
        wanted = ApplyModel().run(LEARNERS["logistic"].run(customers, context), customers, context)
        assert made["prediction"].tolist() == wanted["prediction"].tolist()
    told = LEARNERS["logistic"].spec({"table": TableSpec.of(given)})["model"].inputs["city"]
    assert (told.dtype, told.category_dtype) == (model.inputs["city"].dtype, model.inputs["city"].category_dtype)


def test_numeric_categories_match_numbers(customers, context):
    customers["floor"] = pd.Categorical(customers["age"] % 3)
    node = LogisticRegressionLearner.from_settings({"target": "left", "features": ["floor", "income"]})
    model = node.run(customers, context)
    expected = ApplyModel().run(model, customers, QuietContext())["probability_yes"]
    for other in (customers["age"] % 3, (customers["age"] % 3).astype("float64"), (customers["age"] % 3).astype("str")):
        made = ApplyModel().run(model, customers.assign(floor=other), QuietContext())
        pd.testing.assert_series_equal(made["probability_yes"], expected)


def test_a_transformer_puts_its_columns_in_the_place_of_the_old_ones(customers):
    model = transformer(StandardScaler(), customers, ["age", "income"])
    made = ApplyModel(prefix="ignored_").run(
        model, customers.assign(age=customers["age"].astype("str")), QuietContext()
    )
    assert list(made.columns) == list(customers.columns)
    assert made["age"].mean() == pytest.approx(0, abs=1e-12)
    told = ApplyModel().spec({"model": model.spec, "table": TableSpec.of(customers)})["table"]
    assert told.names == list(customers.columns)
    assert told["age"].dtype == str(made["age"].dtype)
    unknown = model.spec.model_copy(update={"replaces": None})
    assert ApplyModel().spec({"model": unknown, "table": TableSpec.of(customers)}) == {"table": None}


def test_a_transformer_leaves_what_it_only_reads_as_it_was(customers):
    model = transformer(PCA(1), customers, ["age", "income"], ["pc1"], replaces=())
    table = customers.assign(age=customers["age"].astype("str"))
    made = ApplyModel().run(model, table, QuietContext())
    pd.testing.assert_frame_equal(made.drop(columns="pc1"), table)
    with pytest.raises(DataError, match='already has a column "pc1"'):
        ApplyModel().run(model, made, QuietContext())


def test_a_transformer_decides_itself_about_missing_values(customers):
    table = customers.assign(income=customers["income"].mask(customers["age"] > 60))
    filled = ApplyModel().run(transformer(SimpleImputer(), customers, ["age", "income"]), table, QuietContext())
    assert filled["income"].notna().all()
    with pytest.raises(DataError, match="takes no missing values") as caught:
        ApplyModel().run(transformer(PCA(1), customers, ["age", "income"], ["pc1"]), table, QuietContext())
    assert caught.value.facts["column"] == "income"


def test_what_is_not_known_stays_unknown(customers):
    spec = TableSpec.of(customers)
    assert ApplyModel().spec({"model": None, "table": spec}) == {"table": None}
    assert ApplyModel().spec({"model": ModelSpec(kind="classifier"), "table": spec}) == {"table": None}
    unknown_classes = ModelSpec(kind="classifier", inputs=spec.select(["age"]))
    assert ApplyModel().spec({"model": unknown_classes, "table": spec}) == {"table": None}


def test_a_column_that_is_converted_may_be_called_self(customers, context):
    table = customers.rename(columns={"age": "self"})[["self", "spent"]].dropna()
    model = LinearRegressionLearner(target="spent").run(table, context)
    expected = ApplyModel().run(model, table.drop(columns="spent"), context)
    texts = table.drop(columns="spent").astype({"self": "str"})
    made = ApplyModel().run(model, texts, context)
    assert made["prediction"].tolist() == expected["prediction"].tolist()
    assert made["self"].equals(texts["self"])


EXAMPLES = [
    Example({}, {"model": fitted("logistic"), "table": new_customers().drop(columns="left")}, rows="table"),
    Example({"prefix": "p_"}, {"model": fitted("boolean"), "table": new_customers()}, rows="table"),
    Example({"probabilities": False}, {"model": fitted("forest"), "table": new_customers()}, rows="table"),
]


def test_lists_in_a_column_of_truths_are_refused_in_plain_words():
    learner = LogisticRegressionLearner.from_settings({"target": "plan", "features": ["age", "member"]})
    rows = new_customers()
    model = learner.run(rows.assign(plan=["a", "b"] * (len(rows) // 2) + ["a"] * (len(rows) % 2)), NotingContext())
    with pytest.raises(DataError, match=r'"member" is of type mixed .* the model learnt from a boolean column'):
        ApplyModel().run(model, rows.assign(member=[[1, 2]] * len(rows)), QuietContext())


NEW_TOWN = '"city" has values in 2 of 3 rows that training never saw: "Atlantis". '


@pytest.mark.parametrize("name", ["logistic", "forest", "boosting"])
def test_values_that_training_never_saw_are_told_of(name, customers, context):
    model = LEARNERS[name].run(customers, context)
    rows = customers.head(3).assign(city=["Atlantis", customers["city"].dropna().iloc[0], "Atlantis"])
    ApplyModel().run(model, customers, context)
    assert not [text for text in context.warnings if "never saw" in text], "these it was trained on, missing ones too"
    ApplyModel().run(model, rows, context)
    assert context.warnings[-1].startswith(NEW_TOWN)


@pytest.mark.parametrize(
    "encoder",
    [OneHotEncoder(columns=Columns.named("city")), OneHotEncoder(columns=Columns.named("city"), most=2)],
)
def test_models_that_encode_tell_of_values_that_training_never_saw(encoder, customers, context):
    made = encoder.run(customers)
    ApplyModel().run(made.model, customers, context)
    assert not context.warnings
    ApplyModel().run(made.model, customers.assign(city="Atlantis"), context)
    assert f"values in {len(customers):,} of {len(customers):,} rows" in context.warnings[0]


def test_a_prepared_model_tells_of_new_values_in_columns_that_it_reads_as_they_are(customers, context):
    made = OrdinalEncoder(columns=Columns.named("city")).run(customers)
    learner = LogisticRegressionLearner.from_settings({"target": "left", "features": ["age", "city", "plan"]})
    model = with_preparation(learner.run(made.table, context), [made.model], {})
    context.warnings.clear()
    ApplyModel().run(model, customers, context)
    assert not context.warnings
    ApplyModel().run(model, customers.head(3).assign(city="Atlantis", plan="golden"), context)
    assert [text.partition(" has values in 3 of 3 rows")[0] for text in context.warnings] == ['"plan"', '"city"']


def test_of_a_column_with_too_many_values_to_tell_apart_none_is_called_new(customers, context):
    table = customers.assign(id=[f"id {number}" for number in range(len(customers))])
    learner = LogisticRegressionLearner.from_settings(
        {"target": "left", "features": ["age", "id"], "max_categories": 5}
    )
    model = learner.run(table, context)
    context.warnings.clear()
    ApplyModel().run(model, table, context)
    assert not context.warnings


# ---- periods, complex numbers


MONTHS = pd.Series(pd.PeriodIndex(["2024-01", None, "2024-03"], freq="M"))
MOMENTS = pd.Series(pd.to_datetime(["2024-01-05", None, "2024-03-01"]))


def filler(column):
    table = pd.DataFrame({"at": column})
    return MissingValues.from_settings({"columns": ["at"]}).run(table).model


def test_a_model_of_moments_refuses_months_before_and_in_a_run():
    model, months = filler(MOMENTS), pd.DataFrame({"at": MONTHS})
    message = '"at" is of type period .*, and the model learnt from a date and time column'
    with pytest.raises(DataError, match=message) as caught:
        ApplyModel().run(model, months, QuietContext())
    assert (caught.value.facts["column"], caught.value.facts["row"]) == ("at", 0)
    with pytest.raises(DataError, match='"at" is of type period'):
        ApplyModel().spec({"model": model.spec, "table": TableSpec.of(months)})


@pytest.mark.parametrize("values", [MONTHS, MOMENTS])
def test_a_model_of_categories_that_are_months_or_moments_takes_such(values):
    table = pd.DataFrame({"at": values.astype("category")})
    model = filler(table["at"])
    for rows in (table, table.head(0)):
        assert ApplyModel().run(model, rows, QuietContext())["at"].notna().all()
    with pytest.raises(DataError, match='"at" is of type'):
        ApplyModel().run(model, pd.DataFrame({"at": pd.Categorical(["Oslo"])}), QuietContext())
    with pytest.raises(DataError, match='"at" is of type'):
        ApplyModel().run(model, pd.DataFrame({"at": [1.0]}), QuietContext())


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1 + 2j, 3]),
        pd.Series([1 + 2j, 3], dtype=object),
        pd.Series([1 + 2j, 3]).astype("complex64"),
        pd.Series([1 + 2j, 3]).astype("category"),
    ],
    ids=lambda column: str(column.dtype),
)
def test_complex_numbers_are_refused_where_they_come_in(column, context):
    rows = pd.DataFrame({"a": [1.0, 2, 4], "y": [1.0, 2, 3]})
    model = LinearRegressionLearner.from_settings({"target": "y", "features": ["a"]}).run(rows, context)
    given = pd.DataFrame({"a": column})
    for node in (ApplyModel(), ShapExplainer()):
        with pytest.raises(
            DataError, match='"a" is of type .*1.2j.* in row 0., and the model learnt from a number'
        ) as caught:
            node.run(model, given, context)
        assert caught.value.facts["column"] == "a"


def test_complex_targets_and_features_are_called_such(context):
    table = pd.DataFrame({"a": [1j, 2, 4], "y": [1.0, 2, 3]})
    for settings, message in (
        ({"target": "a", "features": ["y"]}, 'the target "a" is a complex number; a regression predicts numbers'),
        ({"target": "y", "features": ["a"]}, 'the feature "a" is a complex number, which no model takes'),
    ):
        with pytest.raises(DataError, match=message):
            LinearRegressionLearner.from_settings(settings).run(table, context)
    with pytest.raises(DataError, match='the target "a" is a complex number; classes are texts'):
        LogisticRegressionLearner.from_settings({"target": "a"}).run(table, context)


def test_a_model_of_categories_of_several_types_takes_the_rows_that_it_learnt_from():
    values = ["a", 1, None, "a", 2.5] * 20
    table = pd.DataFrame({"x": pd.Categorical(values), "y": ["p", "q", "q", "p", "q"] * 20})
    context = QuietContext()
    made, model = OrdinalEncoder.from_settings({"columns": ["x"]}).run(table)
    pd.testing.assert_frame_equal(ApplyModel().run(model, table, context), made)
