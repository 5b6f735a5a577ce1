"""How well clusters are apart."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics
from sklearn.preprocessing import StandardScaler

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.evaluate._silhouettes import silhouettes
from knode_nodes.evaluate.cluster_scorer import ClusterScorer
from knode_nodes.learn.gaussian_mixture_learner import GaussianMixtureLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from tests.nodes.learn.conftest import NotingContext


def groups(rows=120, seed=0):
    random = np.random.default_rng(seed)
    true = random.integers(0, 3, rows)
    table = pd.DataFrame(
        {"x": true * 3 + random.normal(size=rows), "y": random.normal(size=rows) * 100}, index=range(rows, 0, -1)
    )
    found = np.where(random.random(rows) < 0.8, true, random.integers(0, 3, rows))
    return table.assign(cluster=[f"cluster {code + 1}" for code in found], true=true)


UGLY = pd.DataFrame(
    {
        "🍎 x": pd.array([1, 2, None, 4, 5, 6], dtype="Int64"),
        "same": 7,
        "cluster": pd.Categorical(["a", "b", "a", None, "noise", "a"], categories=["b", "never", "a", "noise"]),
        "true": ["p", None, "q", "q", "p", "p"],
    },
    index=[1, 1, 2, 3, 4, 5],
)
EXAMPLES = [
    Example({"columns": ["x", "y"]}, {"table": groups(30)}),
    Example({"columns": ["x", "y"], "target": "true", "standardize": False}, {"table": groups(30)}),
    Example({"target": "true"}, {"table": UGLY}),
]


def score(table, context=None, **settings):
    return ClusterScorer.from_settings({"columns": ["x", "y"], **settings}).run(table, context or NotingContext())


@pytest.mark.parametrize("standardize", [True, False])
def test_scores_are_those_of_scikit_learn(standardize):
    table = groups()
    made = score(table, standardize=standardize, target="true")
    numbers = table[["x", "y"]].to_numpy()
    numbers = StandardScaler().fit_transform(numbers) if standardize else numbers
    assert made.metrics == pytest.approx(
        {
            "rows": 120,
            "clusters": 3,
            "silhouette": metrics.silhouette_score(numbers, table["cluster"]),
            "calinski_harabasz": metrics.calinski_harabasz_score(numbers, table["cluster"]),
            "davies_bouldin": metrics.davies_bouldin_score(numbers, table["cluster"]),
            "adjusted_rand": metrics.adjusted_rand_score(table["true"], table["cluster"]),
            "normalized_mutual_information": metrics.normalized_mutual_info_score(table["true"], table["cluster"]),
        }
    )
    samples = pd.Series(metrics.silhouette_samples(numbers, table["cluster"]), index=table.index)
    for row in made.per_cluster.itertuples():
        inside = samples[table["cluster"] == row.cluster]
        assert (row.rows, row.share) == (len(inside), len(inside) / 120)
        assert row.silhouette == pytest.approx(inside.mean())
        assert row.below_zero == pytest.approx((inside < 0).mean())
    centers = pd.DataFrame(numbers).groupby(table["cluster"].to_numpy()).mean()
    nearest = {
        name: min(centers.index.drop(name), key=lambda other: np.linalg.norm(centers.loc[name] - centers.loc[other]))
        for name in centers.index
    }
    assert made.per_cluster.set_index("cluster")["nearest"].to_dict() == nearest


@given(codes=st.lists(st.integers(0, 3), min_size=4, max_size=25))
@settings(max_examples=30, deadline=None)
def test_the_names_and_order_of_clusters_do_not_matter(codes):
    codes = [0, 1, 1, *codes]
    table = groups(len(codes)).assign(cluster=codes)
    made = score(table).metrics
    renamed = table.assign(
        cluster=pd.Categorical(pd.Series(codes, index=table.index).map({0: "z", 1: "b", 2: "a", 3: "y"}))
    )
    assert score(renamed).metrics == pytest.approx(made)
    assert score(table.iloc[::-1]).metrics == pytest.approx(made)


@given(
    codes=st.lists(st.integers(0, 4), min_size=4, max_size=150),
    far=st.sampled_from([0.0, 1e6]),
    same=st.booleans(),
)
def test_every_silhouette_is_that_of_scikit_learn(codes, far, same):
    codes = np.unique([0, 1, 1, *codes], return_inverse=True)[1]
    numbers = np.random.default_rng(len(codes)).normal(size=(len(codes), 3)).round(0 if same else 12)
    expected = metrics.silhouette_samples(numbers, codes)
    np.testing.assert_allclose(silhouettes(numbers + far, codes, lambda: None), expected, atol=1e-7)


def test_measuring_silhouettes_can_be_stopped():
    def stop():
        raise Cancelled

    with pytest.raises(Cancelled):
        silhouettes(np.zeros((3, 1)), np.array([0, 0, 1]), stop)


def test_above_ten_thousand_rows_silhouettes_are_drawn_and_the_person_is_told(context):
    table = groups(12_000)
    table.iloc[0, table.columns.get_loc("cluster")] = "alone"
    made = score(table, context)
    assert "10,000 of 12,000 rows" in context.infos[0]
    assert made.metrics["rows"] == 12_000
    assert made.per_cluster["rows"].sum() == 12_000
    assert made.per_cluster["silhouette"].notna().all(), "a cluster of one row is drawn too"
    pd.testing.assert_frame_equal(score(table).per_cluster, made.per_cluster)


def test_rows_that_do_not_count_are_told_of(context):
    made = score(UGLY, context, columns=["🍎 x", "same"], target="true")
    assert made.metrics["rows"] == 3
    assert made.per_cluster["cluster"].tolist() == ["b", "a"]
    assert context.warnings == [
        '3 of 6 rows were left out: 1 without a cluster, 1 of the cluster "noise", 1 with a missing number.',
        "1 rows have no true group and are not compared with it.",
    ]


def test_the_view_has_an_area_for_each_cluster():
    plot = Plot.read(score(groups()).view.content)
    areas = [layer for layer in plot.layers if layer.kind == "area"]
    assert plot.x.categories == ("cluster 1", "cluster 2", "cluster 3")
    assert [round(sum(area.x) / len(area.x), 6) for area in areas] == [0, 1, 2], "each lies above its name"
    assert plot.names == [""], "what is named at its place needs no colour of its own"
    widths = [area.x[-1] - area.x[0] for area in areas]
    rows = groups()["cluster"].value_counts().sort_index()
    assert widths == pytest.approx([0.9 * count / rows.max() for count in rows])
    many = groups(300).assign(cluster=np.arange(300) % 50)
    assert "30 smaller clusters left out" in Plot.read(score(many).view.content).subtitle


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (groups().drop(columns="cluster"), {}, 'no column "cluster"'),
        (groups().assign(cluster="one"), {}, 'there is one cluster, "one"'),
        (groups().assign(cluster=range(120)), {}, "there are 120 clusters of 120 rows"),
        (groups().assign(cluster=None), {}, "no row has a cluster"),
        (groups(0), {}, "no row has a cluster"),
        (groups(), {"columns": ["cluster"]}, "no column of numbers"),
        (groups().assign(x="a"), {}, "distances are those of numbers"),
        (groups().assign(x=np.inf), {}, "is inf in row 0"),
        (groups(), {"target": "cluster"}, "choose another column"),
        (groups().assign(true=None), {"target": "true"}, "has no value in these rows"),
    ],
)
def test_what_has_no_score_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        score(table, **settings)


def test_the_canvas_tells_before_a_run():
    with pytest.raises(DataError, match="distances are those of numbers"):
        ClusterScorer.from_settings({"columns": ["x"]}).spec({"table": TableSpec.of(groups().assign(x="a"))})


def test_ids_and_weights_are_no_distances_unless_they_are_named():
    table = groups().drop(columns="true")
    expected = score(table).metrics
    with_id = table.assign(id=range(120), w=5.0)
    with_id.attrs = {"roles": {"id": "id", "w": "weight"}}
    assert score(with_id).metrics == expected
    ClusterScorer().spec({"table": TableSpec.of(with_id.astype({"w": "complex"}))})
    assert score(with_id, columns=["x", "y", "id"]).metrics != expected


@pytest.mark.parametrize(
    ("learner", "settings", "added"),
    [
        (KMeansLearner, {"center_distance": True}, "group_distance"),
        (GaussianMixtureLearner, {"probability": True}, "group_probability"),
    ],
)
def test_what_a_learner_adds_to_the_cluster_is_no_column_to_measure_by_unless_it_is_named(learner, settings, added):
    node = learner.from_settings({"clusters": 3, "column": "group", "seed": 1, **settings})
    table = node.run(groups()[["x", "y"]], NotingContext()).table
    assert added in table
    numbers = {"by": "types", "types": ["number"]}
    found = score(table, cluster="group", columns=numbers).metrics
    assert found == score(table, cluster="group").metrics
    assert found != score(table, cluster="group", columns=["x", "y", added]).metrics
