"""What holds for every learner of a target."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import Columns, DataError, Model, QuietContext, TableNeeded, TableSpec
from knode.store.models import _estimator, _estimator_bytes
from knode_nodes.learn.apply_model import ApplyModel
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.learners import CASES, FEATURES, QUICK, gappy_customers, made

WEIGHTED = [name for name in CASES if "weight" in CASES[name][0].model_fields]
# Where a row twice is the same as a row that counts twice; the others draw rows at random, stop by their own count of
# rows, cut them into bins, or take a scale from all rows.
EXACT = [
    name
    for name in WEIGHTED
    if not name.startswith(("RandomForest", "NeuralNetwork", "HistGradient", "DecisionTree", "SupportVector"))
]
FILLING = [name for name in CASES if "missing" in CASES[name][0].model_fields]


@pytest.fixture(scope="module")
def gappy():
    return gappy_customers()


@pytest.mark.parametrize("name", CASES)
def test_missing_values_everywhere_are_learnt_from_and_predicted_from(name, gappy, context):
    model = made(name).run(gappy, context)
    assert model.apply(gappy)["prediction"].notna().all()
    assert all(model.inputs[feature].nullable for feature in FEATURES)
    assert not context.warnings or name.startswith("NeuralNetwork")


@pytest.mark.parametrize("name", CASES)
def test_a_stored_model_predicts_the_same(name, gappy, context):
    model = made(name).run(gappy, context)
    loaded = _estimator(_estimator_bytes(model.estimator, "It"), "It")
    again = Model(model.kind, loaded, model.inputs, model.outputs, model.name, model.target, model.classes)
    pd.testing.assert_frame_equal(again.apply(gappy), model.apply(gappy))


@pytest.mark.parametrize("name", CASES)
def test_a_compiled_model_gives_what_run_gives(name, gappy, context):
    model = made(name).run(gappy, context)
    step = compiled(model, gappy[FEATURES])
    if name.startswith("NearestNeighbors"):
        # Where two neighbors are equally far, it leaves the row to run.
        gappy = gappy[
            [not isinstance(refusal(step, gappy.iloc[[row]][FEATURES]), TableNeeded) for row in range(len(gappy))]
        ]
        assert len(gappy) > 100
    unseen = gappy.head(9).assign(city=pd.array(["Rome", "Paris", None] * 3, dtype="str"))
    for rows in (gappy, gappy.head(1), gappy.head(0), unseen):
        assert_as_run(step, model, rows[FEATURES])


@pytest.mark.parametrize("name", FILLING)
def test_missing_values_may_be_refused(name, gappy, context):
    refusing = made(name, missing="error")
    with pytest.raises(DataError, match="fill them with Missing Values"):
        refusing.run(gappy, context)


@pytest.mark.parametrize("name", EXACT)
def test_a_row_that_counts_twice_is_as_that_row_twice(name, gappy):
    counts = gappy["counts"].to_numpy()
    # Medians and deviations of the preparation count rows.
    features = ["city", "plan"]
    settings = {"alpha": 0.5} if name.startswith("Regularized") else {}
    weighted = made(name, weight="counts", features=features, **settings).run(gappy, NotingContext())
    repeated = made(name, features=features, **settings).run(gappy.loc[gappy.index.repeat(counts)], NotingContext())
    one, other = (model.apply(gappy) for model in (weighted, repeated))
    for column in weighted.outputs.names[1:] or ["prediction"]:
        np.testing.assert_allclose(one[column], other[column], rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("name", WEIGHTED)
def test_weights_change_the_model_and_are_no_feature(name, gappy, context):
    everything = Columns.all(but=["spent", "left"]).model_dump()
    weighted = made(name, weight="counts", features=everything).run(gappy, context)
    assert "counts" not in weighted.inputs
    assert weighted.facts["rows"] == (gappy["counts"] > 0).sum()
    column = weighted.outputs.names[-1]
    plain = made(name).run(gappy, context)
    if column != "prediction":
        assert not np.allclose(weighted.apply(gappy)[column], plain.apply(gappy)[column])


@pytest.mark.parametrize("name", WEIGHTED)
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"counts": -1.0}, '"counts" is -1 in row 0: a weight is a number, 0 or greater'),
        ({"counts": np.nan}, '"counts" is missing in row 0'),
        ({"counts": np.inf}, '"counts" is inf in row 0'),
        ({"counts": 0}, "is 0 in every row, so no row counts"),
        ({"counts": "much"}, "is a text column: choose a column of numbers"),
    ],
)
def test_weights_that_cannot_be_are_refused(name, gappy, context, change, message):
    with pytest.raises(DataError, match=message) as caught:
        made(name, weight="counts").run(gappy.assign(**change), context)
    assert caught.value.facts["column"] == "counts"


@pytest.mark.parametrize("name", WEIGHTED)
@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"weight": "count"}, 'did you mean "counts"'),
        (
            {"weight": "counts", "features": ["age", "counts"]},
            "is the weight of the rows and is also chosen as a feature",
        ),
        ({"weight": "counts", "target": "counts"}, "is the target too"),
        ({"weight": "city"}, "is a text column"),
    ],
)
def test_wrong_columns_of_weights_are_refused_before_the_run(name, gappy, context, settings, message):
    node = made(name, **settings)
    for attempt in (lambda: node.run(gappy, context), lambda: node.spec({"table": TableSpec.of(gappy)})):
        with pytest.raises(DataError, match=message):
            attempt()


def decided(name: str) -> dict[str, str]:
    """The task of a learner of numbers, which their values would decide."""
    return {"task": "regression"} if name in BOTH else {}


@pytest.mark.parametrize("name", CASES)
def test_the_spec_is_that_of_the_model(name, gappy, context):
    node = made(name, **decided(name))
    spec, model = node.spec({"table": TableSpec.of(gappy)})["model"], node.run(gappy, context)
    assert (spec.kind, spec.target, spec.inputs.names) == (model.kind, model.target, model.inputs.names)
    assert spec.outputs in (None, model.outputs)
    assert node.spec({"table": None}) == {"model": None}


@pytest.mark.parametrize("name", [name for name in CASES if name.endswith("classes")])
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"left": "no"}, '"left" is "no" in every row: a model needs at least two classes'),
        ({"left": None}, '"left" has no values: there is nothing to learn'),
        ({"left": [f"c{number}" for number in range(1200)]}, "1,200 different values, more than 1,000 classes"),
        ({"income": np.inf}, '"income" is infinite in row 0'),
        ({"income": np.nan}, '"income" has no values at all'),
    ],
)
def test_what_no_learner_can_learn_from_is_refused(name, gappy, context, change, message):
    table = pd.concat([gappy] * 10, ignore_index=True).assign(**change)
    with pytest.raises(DataError, match=message) as caught:
        made(name).run(table, context)
    assert caught.value.facts["column"] == next(iter(change))


@pytest.mark.parametrize("name", CASES)
def test_no_rows_and_one_row_are_clear_errors(name, gappy, context):
    with pytest.raises(DataError, match="has no rows"):
        made(name).run(gappy.head(0), context)
    with pytest.raises(DataError, match="in every row"):
        made(name).run(gappy.dropna().head(1), context)


@pytest.mark.parametrize("name", CASES)
def test_constant_and_more_columns_than_rows_are_told(name, context):
    random = np.random.default_rng(2)
    table = pd.DataFrame(random.normal(size=(12, 30)), columns=[f"x {number} 🎲" for number in range(30)])
    table = table.assign(same=1, alike="a", left=["a", "b"] * 6, spent=np.arange(12) / 3.0)
    made(
        name,
        features={"but": ["left", "spent"]},
        **({"neighbors": 3} if "neighbors" in CASES[name][0].model_fields else {}),
    ).run(table, context)
    told = " ".join(context.warnings)
    assert 'The same in every row, so nothing can be learnt from it: "same", "alike".' in told
    assert "there are 12 rows only" in told


@pytest.mark.parametrize("name", CASES)
def test_a_text_with_thousands_of_values_is_told_and_does_not_explode(name, gappy, context):
    table = pd.concat([gappy] * 20, ignore_index=True)
    table["id"] = [f"id {number}" for number in range(len(table))]
    table.loc[5, "id"] = None
    model = made(name, features=["id", "age"]).run(table, context)
    assert '"id" has 2,399 different values' in context.warnings[0]
    assert model.facts["encoded"]["id"] <= 255
    assert ApplyModel().run(model, table, QuietContext())["prediction"].notna().all()


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("dtype", ["Int64", "boolean", "string", "string[pyarrow]", "float32", "double[pyarrow]"])
def test_a_feature_of_any_dtype_with_gaps_is_learnt_from(name, dtype, context):
    texts, numbers = ["a", "b", None, "ü 🎲"], [1, 0, None, 1]
    table = new_customers()[["left", "spent"]].head(80)
    values = pd.Series(texts if dtype.startswith("string") else numbers).repeat(20).array
    table["x"] = pd.Series(values, index=table.index, dtype=object).astype(dtype)
    node = made(name, features=["x"], **decided(name))
    told, model = node.spec({"table": TableSpec.of(table)})["model"], node.run(table, context)
    assert [column.dtype for column in told.inputs.columns] == [column.dtype for column in model.inputs.columns]
    assert ApplyModel().run(model, table, QuietContext())["prediction"].notna().all()


@pytest.mark.parametrize("name", CASES)
def test_numbers_too_large_to_calculate_with_are_named_or_learnt_from(name, context):
    table = new_customers().assign(income=[1e300, -1e300] * 60)
    try:
        model = made(name).run(table, context)
    except DataError as error:
        assert error.facts == {"port": "table", "column": "income", "row": 0}
    else:
        assert ApplyModel().run(model, table, QuietContext())["prediction"].notna().all()


@pytest.mark.parametrize("cls", QUICK)
def test_each_learner_is_found_and_says_what_it_does(cls):
    assert cls.keywords
    assert cls.icon
    assert "Example:" in cls.help()
    assert "issing" in cls.help()


BOTH = [name for name in CASES if name.endswith("numbers") and "task" in CASES[name][0].model_fields]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("dtype", ["float64", "Float64", "float32"])
def test_classes_that_became_decimals_as_some_are_missing_are_learnt_as_classes(name, dtype, context):
    whole = new_customers().assign(spent=lambda rows: rows["member"].astype("Int64").mask(rows["age"] > 70))
    table = whole.assign(spent=whole["spent"].astype(dtype))
    model = made(name).run(table, context)
    assert (model.kind, model.classes) == ("classifier", (0, 1))
    found = ApplyModel().run(model, table, QuietContext())
    same = ApplyModel().run(made(name).run(whole, context), whole, QuietContext())
    others = found.columns.drop(["spent", "prediction"])
    pd.testing.assert_frame_equal(found[others], same[others])
    assert (found["prediction"] == same["prediction"]).all()
    assert made(name, task="regression").run(table, NotingContext()).kind == "regressor"
    halves = table.assign(spent=(table["spent"] / 2).astype(dtype))
    assert made(name).run(halves, NotingContext()).kind == "regressor"
