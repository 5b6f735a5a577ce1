"""What holds for every learner without a target: clusters and outliers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, Model, QuietContext, TableSpec
from knode.store.models import _estimator, _estimator_bytes
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.dbscan_learner import DbscanLearner
from knode_nodes.learn.gaussian_mixture_learner import GaussianMixtureLearner
from knode_nodes.learn.hierarchical_clustering_learner import HierarchicalClusteringLearner
from knode_nodes.learn.isolation_forest_learner import IsolationForestLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from tests.nodes.learn.compiled import assert_as_run, compiled
from tests.nodes.learn.conftest import NotingContext
from tests.nodes.learn.learners import FEATURES, gappy_customers

CASES = {
    "k-means": (KMeansLearner, {"attempts": 2}),
    "k-means and distance": (KMeansLearner, {"attempts": 1, "center_distance": True, "weight": "counts"}),
    "dbscan": (DbscanLearner, {}),
    "dbscan of weights": (DbscanLearner, {"reach": 1.5, "weight": "counts"}),
    "mixture": (GaussianMixtureLearner, {"attempts": 1}),
    "mixture of labels": (GaussianMixtureLearner, {"attempts": 1, "probability": False, "shape": "diag"}),
    "hierarchical": (HierarchicalClusteringLearner, {}),
    "hierarchical by single": (HierarchicalClusteringLearner, {"linkage": "single", "distance": "manhattan"}),
    "isolation forest": (IsolationForestLearner, {"trees": 10}),
    "isolation forest of a share": (IsolationForestLearner, {"trees": 10, "share": 0.1, "weight": "counts"}),
}


def node(name, **changes):
    cls, chosen = CASES[name]
    return cls.from_settings({"features": FEATURES, **chosen, **changes})


@pytest.fixture(scope="module")
def gappy():
    return gappy_customers()


@pytest.fixture(params=CASES)
def name(request):
    return request.param


def test_the_table_is_what_the_model_gives_and_what_the_spec_told(name, gappy, context):
    told = node(name).spec({"table": TableSpec.of(gappy)})
    table, model = node(name).run(gappy, context)[:2]
    pd.testing.assert_frame_equal(table, ApplyModel().run(model, gappy, QuietContext()))
    pd.testing.assert_frame_equal(table[gappy.columns], gappy)
    new = [(column.name, column.dtype) for column in told["table"].columns]
    assert new == [(column.name, column.dtype) for column in TableSpec.of(table).columns]
    assert told["model"].inputs.names == model.inputs.names == FEATURES
    assert told["model"].outputs.names == model.outputs.names


def test_each_row_alone_and_no_rows_get_the_same(name, gappy, context):
    table, model = node(name).run(gappy, context)[:2]
    made = list(model.outputs.names)
    rows = pd.concat([ApplyModel().run(model, gappy.iloc[[row]], QuietContext()) for row in range(15)])
    pd.testing.assert_frame_equal(rows[made], table[made].head(15), rtol=1e-9)
    assert list(ApplyModel().run(model, gappy.head(0), QuietContext()).dtypes) == list(table.dtypes)


def test_a_stored_model_says_the_same(name, gappy, context):
    table, model = node(name).run(gappy, context)[:2]
    loaded = _estimator(_estimator_bytes(model.estimator, "It"), "It")
    again = Model(model.kind, loaded, model.inputs, model.outputs, model.name)
    pd.testing.assert_frame_equal(again.apply(gappy), table)


def test_new_rows_with_texts_and_gaps_that_training_never_had(name, gappy, context):
    full = gappy.assign(**gappy[["age", "income"]].fillna(1.0)).assign(member=True, visits=2)
    full["city"], full["plan"] = full["city"].fillna("Rome"), full["plan"].fillna("plus")
    model = node(name).run(full, context)[1]
    made = ApplyModel().run(model, gappy.assign(city="Atlantis"), QuietContext())
    assert made[model.outputs.names].notna().all().all()


def test_the_step_on_arrays_gives_what_run_gives(name, gappy, context):
    model = node(name).run(gappy, context)[1]
    step = compiled(model, gappy[FEATURES])
    for rows in (gappy, gappy.head(1), gappy.head(0), gappy.assign(city="Atlantis")):
        assert_as_run(step, model, rows[FEATURES])


def test_a_column_of_the_new_name_is_refused_before_and_in_the_run(name, gappy, context):
    made = node(name, column="age")
    for attempt in (lambda: made.run(gappy, context), lambda: made.spec({"table": TableSpec.of(gappy)})):
        with pytest.raises(DataError, match='already has a column "age": choose another name'):
            attempt()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"income": np.inf}, '"income" is infinite in row 0'),
        ({"income": np.nan}, '"income" has no values at all'),
        ({"city": pd.Timestamp("2026-01-01")}, 'the feature "city" is a date'),
    ],
)
def test_values_that_cannot_be_compared_are_refused(name, gappy, context, change, message):
    with pytest.raises(DataError, match=message):
        node(name).run(gappy.assign(**change), context)


def test_no_rows_wrong_columns_and_bad_weights_are_clear_errors(name, gappy, context):
    with pytest.raises(DataError, match="the table has no rows"):
        node(name).run(gappy.head(0), context)
    with pytest.raises(DataError, match='did you mean "age"'):
        node(name, features=["agee"]).spec({"table": TableSpec.of(gappy)})
    with pytest.raises(DataError, match="fill them with Missing Values"):
        node(name, missing="error").run(gappy, context)
    if "weight" in CASES[name][0].model_fields:
        with pytest.raises(DataError, match="is -1 in row 0"):
            node(name, weight="counts").run(gappy.assign(counts=-1), context)


def test_the_same_seed_gives_the_same_clusters_and_the_facts_say_how_many(name, gappy, context):
    one, other = (
        node(name, **({"seed": 3} if "seed" in CASES[name][0].model_fields else {})).run(gappy, context)
        for _ in range(2)
    )
    pd.testing.assert_frame_equal(one.table, other.table)
    sizes = one.model.facts.get("clusters")
    if sizes is None:
        assert one.model.facts["outliers"] == one.table["outlier"].sum()
    elif "weight" not in CASES[name][1]:
        counts = one.table["cluster"].value_counts()
        assert {label: int(count) for label, count in counts.items()} == sizes
        clusters = [size for label, size in sizes.items() if label != "noise"]
        assert clusters == sorted(clusters, reverse=True)
        first = one.table[one.table["cluster"] == "cluster 1"]
        assert one.model.facts["means"]["cluster 1"]["income"] == pytest.approx(first["income"].mean())


@settings(max_examples=10, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 0.0, 1.0, -1e6, 1e15, 7.5]),
            st.sampled_from([None, "a", "b", "ü 🎲"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=9,
    )
)
@pytest.mark.parametrize("which", ["k-means", "dbscan", "mixture", "hierarchical", "isolation forest"])
def test_any_small_table_is_grouped_or_refused_in_words(which, rows):
    table = pd.DataFrame(rows, columns=["a n", 'te"xt', "flag.🎲"], index=[str(row) for row in range(len(rows))][::-1])
    table = table.astype({"a n": "float64", 'te"xt': "str"})
    try:
        made, model = node(which, features="*").run(table, NotingContext())[:2]
    except DataError as error:
        assert str(error)
        return
    assert made[model.outputs.names].notna().all().all()
    pd.testing.assert_frame_equal(made, model.apply(table))
