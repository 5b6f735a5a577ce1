"""PartialDependence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.inspection import partial_dependence

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.plot import read
from knode_nodes.explain._steps import edges_of, steps_of
from knode_nodes.explain.partial_dependence import PartialDependence
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from tests.nodes.explain.models import CITIES, FOREST, LINEAR, LOGISTIC, MACHINE, NUMBERS, SCALES, TABLE, fitted
from tests.nodes.learn.conftest import NotingContext


def run(model, column, table=TABLE, context=None, **chosen):
    node = PartialDependence.from_settings({"column": column, **chosen})
    return node.run(model, table, context or QuietContext(seed=5))


@pytest.mark.parametrize("model", [FOREST, CITIES, LINEAR, LOGISTIC], ids=lambda model: f"{model.name} {model.target}")
def test_means_are_those_of_scikit_learn(model):
    found = run(model, "age", steps=7).table
    grid = found["value"].drop_duplicates().to_numpy(dtype="float64")
    rows = TABLE[model.inputs.names].astype({"age": "float64"})
    response = "predict_proba" if model.kind == "classifier" else "auto"
    expected = partial_dependence(
        model.estimator,
        rows,
        ["age"],
        custom_values={"age": grid},
        response_method=response,
        method="brute",
        kind="both",
    )
    # Of two classes scikit-learn gives the second alone, as is shown here.
    np.testing.assert_allclose(found["prediction"], expected["average"].ravel())
    np.testing.assert_allclose(found["deviation"], expected["individual"].std(axis=1).ravel(), atol=1e-12)


def test_pairs_of_values_are_both_set():
    found = run(LINEAR, "age", other="city", steps=4).table
    assert found["other_value"].unique().tolist() == ["Bern", "Oslo", "Rome"]
    assert len(found) == 12
    for row in found.itertuples():
        mean = LINEAR.apply(TABLE.assign(age=row.value, city=row.other_value))["prediction"].mean()
        assert row.prediction == pytest.approx(mean)


def test_a_linear_model_gives_a_line_of_its_coefficient():
    found = run(LINEAR, "age", center=True).table
    slope = LINEAR.facts["coefficients"]["age"]
    np.testing.assert_allclose(found["prediction"], slope * (found["value"] - found["value"].iloc[0]), atol=1e-9)
    np.testing.assert_allclose(found["deviation"], 0, atol=1e-9)


def test_of_many_classes_all_are_shown_unless_one_is_chosen():
    found = run(CITIES, "age")
    assert found.table["class"].unique().tolist() == list(CITIES.classes)
    total = found.table.groupby("value")["prediction"].sum()
    np.testing.assert_allclose(total, 1.0)
    assert [line.name for line in read(found.view.content).layers] == list(CITIES.classes)
    one = run(CITIES, "age", for_class="Oslo")
    assert set(one.table["class"]) == {"Oslo"}
    assert [line.name for line in read(one.view.content).layers] == ["single rows", "mean"]
    with pytest.raises(DataError, match='did you mean "Oslo"'):
        run(CITIES, "age", for_class="Osol")


def test_thin_lines_are_single_rows():
    plot = read(run(NUMBERS, "age", lines=3, steps=5).view.content)
    single, mean = plot.layers
    drawn = np.sort(np.random.default_rng(5).permutation(len(TABLE))[:3])
    for number, row in enumerate(drawn):
        at = slice(number * 6, number * 6 + 5)
        rows = pd.concat([TABLE.iloc[[row]]] * 5).assign(age=np.array(mean.x).astype("int64"))
        np.testing.assert_allclose(single.y[at], NUMBERS.apply(rows)["prediction"])
        assert single.x[at] == mean.x
    assert single.y[5] is None
    assert len(read(run(NUMBERS, "age", lines=0).view.content).layers) == 1


def test_words_have_bars_and_truth_values_too():
    plot = read(run(NUMBERS, "city").view.content)
    (bars,) = plot.layers
    assert plot.x.categories == ("Bern", "Oslo", "Rome")
    assert bars.low[0] <= bars.size[0] <= bars.high[0]
    assert read(run(FOREST, "member").view.content).x.categories == ("False", "True")
    plan = run(FOREST, "plan")
    assert plan.table["value"].dtype == TABLE["plan"].dtype
    assert plan.table["value"].tolist() == ["basic", "plus"], "not the category that no row has"
    assert len(read(run(CITIES, "plan").view.content).layers) == 3


def test_pairs_are_a_map_and_of_many_classes_several():
    plot = read(run(NUMBERS, "income", other="city", steps=6).view.content)
    (heat,) = plot.layers
    assert (len(heat.values), len(heat.values[0])) == (3, 6)
    found = run(NUMBERS, "income", other="city", steps=6).table
    assert heat.values[1][2] == found.loc[(found["other_value"] == "Oslo"), "prediction"].iloc[2]
    grid = read(run(CITIES, "age", other="spent", steps=4).view.content)
    assert [plot.title for plot in grid.plots] == list(CITIES.classes)
    assert all(plot.layers[0].shade_percent for plot in grid.plots), "probabilities are told in percent"
    assert len({plot.layers[0].shade_limits for plot in grid.plots}) == 1, "one scale of shades for all"
    assert read(run(LINEAR, "age", other="income", center=True).view.content).layers[0].diverging
    assert not read(run(LINEAR, "age", other="income").view.content).layers[0].shade_percent


def test_whole_numbers_of_any_size_stay_what_they_are():
    large = pd.DataFrame({"x": pd.array([2**60 + one for one in range(500)], dtype="Int64")})
    found = steps_of(large, "x", 5, 0.0)
    assert found.tolist() == [2**60, 2**60 + 125, 2**60 + 250, 2**60 + 374, 2**60 + 499]
    assert str(found.dtype) == "Int64"
    assert str(run(NUMBERS, "visits").table["value"].dtype) == "Int64"


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12)), min_size=1, max_size=40).filter(any),
    st.integers(2, 12),
    st.floats(0, 0.4),
)
def test_values_are_some_of_the_columns_own_in_order(numbers, most, outermost):
    rows = pd.DataFrame({"x": pd.Series(numbers, dtype="float64")})
    found = steps_of(rows, "x", most, outermost)
    assert found.is_monotonic_increasing
    assert found.is_unique
    assert 1 <= len(found) <= most
    assert found.isin(rows["x"]).all()
    if rows["x"].nunique() <= most:
        assert found.tolist() == sorted(rows["x"].dropna().unique())
    edges = np.array(edges_of(found.to_numpy()))
    assert len(edges) == len(found) + 1
    assert (edges[:-1] <= found).all()
    assert (found <= edges[1:]).all()


def test_the_outermost_rows_are_left_out():
    rows = pd.DataFrame({"x": [*range(1, 100), 1e9]})
    assert steps_of(rows, "x", 10, 0.02).max() < 100
    assert steps_of(rows, "x", 10, 0.0).max() == 1e9


def test_a_model_without_probabilities_gives_the_share_of_rows():
    found = run(MACHINE, "age", steps=3).table
    for row in found.itertuples():
        share = (MACHINE.apply(TABLE.assign(age=row.value))["prediction"] == "plus").mean()
        assert (row.prediction, row[2]) == (pytest.approx(share), "plus")


@pytest.mark.parametrize(
    ("model", "chosen", "table", "message"),
    [
        (SCALES, {}, TABLE, "predicts nothing"),
        (FOREST, {"column": "agee"}, TABLE, 'does not read "agee"; did you mean "age"'),
        (FOREST, {"column": "spent"}, TABLE, 'does not read "spent"'),
        (FOREST, {"other": "age"}, TABLE, 'both columns are "age"'),
        (FOREST, {"column": ""}, TABLE, "no column is chosen"),
        (FOREST, {}, TABLE.iloc[:0], "no rows to explain"),
        (FOREST, {}, TABLE.drop(columns="city"), 'does not have: "city"'),
        (NUMBERS, {}, TABLE.assign(age=np.nan), 'the column "age" has no values'),
    ],
)
def test_what_cannot_be_shown_is_told(model, chosen, table, message):
    with pytest.raises(DataError) as caught:
        run(model, **{"column": "age", **chosen}, table=table)
    assert message in caught.value.message


def test_what_is_known_before_a_run():
    node = PartialDependence.from_settings({"column": "plan", "other": "age"})
    known = node.spec({"model": FOREST.spec, "table": TableSpec.of(TABLE)})["table"]
    assert known.names == ["value", "other_value", "class", "prediction", "deviation"]
    converted = TableSpec.of(TABLE.astype({"age": "str"}))
    assert node.spec({"model": FOREST.spec, "table": converted})["table"] is None
    with pytest.raises(DataError, match="does not read"):
        PartialDependence.from_settings({"column": "left"}).spec({"model": FOREST.spec, "table": TableSpec.of(TABLE)})


def test_the_person_can_stop_it():
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            raise Cancelled

    with pytest.raises(Cancelled):
        run(FOREST, "age", context=Stopping())


def test_a_column_may_be_called_self():
    table = TABLE.rename(columns={"age": "self"})
    model = fitted(LinearRegressionLearner, "spent", ["self", "income"], table=table)
    found = run(model, "self", table)[0]
    expected = run(fitted(LinearRegressionLearner, "spent", ["age", "income"]), "age")[0]
    assert found.rename(columns={"self": "age"}).equals(expected)


EXAMPLES = [
    Example({"column": "age", "steps": 5}, {"model": FOREST, "table": TABLE}),
    Example({"column": "plan", "other": "visits", "most_rows": 20}, {"model": NUMBERS, "table": TABLE}),
    Example({"column": "member", "center": True}, {"model": CITIES, "table": TABLE.head(1)}),
]
