"""The dendrogram of HierarchicalClusteringLearner, and the table of its joins."""

from __future__ import annotations

import csv
import io
import itertools

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import dendrogram, leaves_list, linkage

from knode.api import DataError, TableSpec
from knode.core.plot import Line, Match, Points, Rows, Rule, read
from knode.core.plot_data import csv_of
from knode_nodes.learn.hierarchical_clustering_learner import HierarchicalClusteringLearner

METRICS = {"euclidean": "euclidean", "manhattan": "cityblock"}
WAYS = [("ward", "euclidean"), *itertools.product(["average", "complete", "single"], METRICS)]


def points(rows: int, seed: int = 0) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.normal(size=(rows, 3)) + 4 * random.integers(3, size=(rows, 1)), columns=list("abc"))


def grid(rows: int) -> pd.DataFrame:
    """Full of ties and of rows that are equal."""
    return pd.DataFrame(np.random.default_rng(2).integers(0, 4, size=(rows, 2)).astype(float), columns=["a", "b"])


def run(table, context, **settings):
    return HierarchicalClusteringLearner.from_settings({"standardize": False, **settings}).run(table, context)


def drawn(table, context, **settings):
    return read(run(table, context, **settings).view.content)


def lines(plot, **of):
    """The stretches (distances, places) of lines, pale ones left out."""
    found = []
    for layer in plot.layers:
        if isinstance(layer, Line) and layer.opacity == 1 and all(getattr(layer, k) == v for k, v in of.items()):
            both = list(zip(layer.x, layer.y, strict=True))
            found += [list(part) for gap, part in itertools.groupby(both, lambda one: one[0] is None) if not gap]
    return found


def brackets(plot):
    """Of each join its distance and the places of the two that it joins."""
    return sorted((path[1][0], path[0][1], path[3][1]) for path in lines(plot) if len(path) == 4)


def cut_of(plot):
    return next(layer for layer in plot.layers if isinstance(layer, Rule))


@pytest.mark.parametrize("table", [points(60), grid(60), points(2), points(3)], ids=["points", "ties", "two", "three"])
@pytest.mark.parametrize(("way", "metric"), WAYS)
def test_the_joins_are_those_of_scipy(table, way, metric, context):
    joins = run(table, context, linkage=way, distance=metric, clusters=2).joins
    assert list(joins.dtypes) == [column.dtype for column in HierarchicalClusteringLearner().spec({})["joins"].columns]
    np.testing.assert_allclose(joins.to_numpy(), linkage(table, way, METRICS[metric]), rtol=1e-12)


@pytest.mark.parametrize("table", [points(40), grid(40)], ids=["points", "ties"])
@pytest.mark.parametrize(("way", "metric"), WAYS)
def test_leaves_stand_in_the_order_of_scipy_and_joins_where_it_draws_them(table, way, metric, context):
    plot = drawn(table, context, linkage=way, distance=metric)
    plain = linkage(table, way, METRICS[metric])
    assert [int(label) for label in plot.y.categories] == leaves_list(plain).tolist()
    # SciPy puts its leaves at 5, 15, 25 …
    theirs = dendrogram(plain, no_plot=True)
    ends = zip(theirs["dcoord"], theirs["icoord"], strict=True)
    np.testing.assert_allclose(brackets(plot), sorted((d[1], (i[0] - 5) / 10, (i[3] - 5) / 10) for d, i in ends))


@pytest.mark.parametrize("way", ["ward", "single"])
def test_a_large_tree_is_cut_to_its_last_joins_as_scipy_cuts_it(way, context):
    plot = drawn(points(500), context, linkage=way)
    theirs = dendrogram(linkage(points(500), way), truncate_mode="lastp", p=30, no_plot=True)
    assert list(plot.y.categories) == theirs["ivl"]
    np.testing.assert_allclose([one[0] for one in brackets(plot)], sorted(d[1] for d in theirs["dcoord"]))
    rows = sum(int(label.strip("()")) if label.startswith("(") else 1 for label in plot.y.categories)
    assert rows == 500
    assert "the last 29 of 499 joins" in plot.subtitle


@pytest.mark.parametrize(("rows", "clusters", "leaves"), [(50, 3, 50), (51, 3, 30), (300, 20, 40), (300, 60, 50)])
def test_so_many_leaves_are_shown(rows, clusters, leaves, context):
    assert len(drawn(points(rows), context, clusters=clusters).y.categories) == leaves


@pytest.mark.parametrize("way", ["ward", "average", "single"])
@pytest.mark.parametrize("clusters", [2, 5, 12])
def test_the_cut_parts_the_clusters_and_each_has_its_branch(way, clusters, context):
    made = run(points(45), context, linkage=way, clusters=clusters)
    plot = read(made.view.content)
    at, heights = cut_of(plot).at, made.joins["distance"].to_numpy()
    assert cut_of(plot).direction == "vertical"
    assert cut_of(plot).dashed
    assert (heights >= at).sum() == clusters - 1
    assert sorted(plot.names) == sorted(map(str, made.table["cluster"].cat.categories))
    leaf = {int(label): place for place, label in enumerate(plot.y.categories)}
    for name, rows in made.table.groupby("cluster", observed=True):
        places = sorted(leaf[row] for row in rows.index)
        assert places == list(range(places[0], places[-1] + 1))
        paths = lines(plot, name=name)
        ends = [point for path in paths for point in path]
        assert sorted({y for x, y in ends if x == 0}) == places
        assert max(x for x, _ in ends) == at
        mark = next(layer for layer in plot.layers if isinstance(layer, Points) and layer.name == name)
        assert mark.x == (at,)
        assert places[0] <= mark.y[0] <= places[-1]
        assert mark.rows == (Rows(port="table", where=(Match(column="cluster", values=(name,)),)),)
    above = lines(plot, tone="muted")
    assert len(above) == clusters - 1
    assert min(x for path in above for x, _ in path) == at


def test_leaves_are_called_by_the_numbers_that_the_joins_have(context):
    made = run(points(9).set_axis(range(100, 91, -1), axis=0), context, clusters=2)
    assert sorted(read(made.view.content).y.categories) == sorted(map(str, range(9)))
    assert made.view.content == run(points(9), context, clusters=2).view.content


def test_few_clusters_stand_in_the_legend_by_number_and_many_as_in_the_tree(context):
    few = drawn(points(45), context, clusters=7)
    assert few.names == [f"cluster {number}" for number in range(1, 8)]
    assert few.legend == "cluster"
    many = run(points(45), context, clusters=9)
    plot = read(many.view.content)
    first = [many.table["cluster"][int(label)] for label in plot.y.categories]
    assert plot.names == list(dict.fromkeys(first))


def test_very_many_clusters_are_named_at_the_leaves_in_place_of_a_legend(context):
    made = run(points(300), context, clusters=25)
    plot = read(made.view.content)
    assert (plot.names, plot.legend) == (["within a cluster"], "")
    named = [label.partition(" ")[2] for label in plot.y.categories]
    assert set(named) == set(made.table["cluster"].cat.categories)


def test_a_cut_below_what_is_shown_is_still_drawn(context):
    made = run(points(300), context, clusters=299)
    plot = read(made.view.content)
    assert 0 < cut_of(plot).at < min(one[0] for one in brackets(plot))


@pytest.mark.parametrize("rows", [2, 8])
def test_as_many_clusters_as_rows(rows, context):
    made = run(points(rows), context, clusters=rows)
    plot = read(made.view.content)
    assert len(plot.y.categories) == len(plot.names) == rows
    assert 0 < cut_of(plot).at < made.joins["distance"].min()


def test_rows_that_are_equal_are_joined_at_distance_0_within_sight(context):
    plot = drawn(pd.concat([points(4), points(4), points(4)], ignore_index=True), context, clusters=4)
    assert [one[0] for one in brackets(plot)][:8] == [0.0] * 8
    assert plot.x.limits[0] < 0 < cut_of(plot).at


@pytest.mark.parametrize(("way", "metric"), WAYS)
def test_the_axis_of_distances_says_what_they_are(way, metric, context):
    assert drawn(points(5), context, linkage=way, distance=metric).x.title == f"distance ({way} linkage, {metric})"


def test_leaves_are_called_as_a_column_says_which_is_then_not_compared(context):
    table = points(12).assign(country=[f"country {row}" for row in range(12)])
    table.loc[3, "country"] = None
    plain = run(table[["a", "b", "c"]], context)
    made = run(table, context, names="country")
    plot = read(made.view.content)
    assert plot.y.label == "country"
    assert set(plot.y.categories) == {*table["country"].dropna(), "missing"}
    pd.testing.assert_frame_equal(made.joins, plain.joins)
    pd.testing.assert_frame_equal(made.table, table.assign(cluster=plain.table["cluster"]))
    assert made.model.inputs.names == ["a", "b", "c"]
    pd.testing.assert_frame_equal(made.model.apply(table), made.table)


def test_a_column_of_names_that_is_chosen_to_be_compared_is_compared(context):
    made = run(points(12), context, names="a", features=["a", "b"])
    assert made.model.inputs.names == ["a", "b"]
    assert run(points(12), context, names="a", features={"but": ["a"]}).model.inputs.names == ["b", "c"]


def test_the_spec_knows_the_column_of_names(context):
    table, node = points(5), HierarchicalClusteringLearner.from_settings({"names": "a"})
    told = node.spec({"table": TableSpec.of(table)})
    assert told["table"].names == ["a", "b", "c", "cluster"]
    assert told["model"].inputs.names == ["b", "c"]
    for attempt in (node.run, lambda table, _: node.spec({"table": TableSpec.of(table)})):
        with pytest.raises(DataError, match='there is no column "a"'):
            attempt(table[["b", "c"]], context)
    taken = HierarchicalClusteringLearner.from_settings({"names": "a", "column": "a"})
    with pytest.raises(DataError, match='already has a column "a"'):
        taken.run(table, context)


def test_the_data_of_the_view_are_the_joins_that_are_shown(context):
    made = run(points(200), context)
    rows = list(csv.DictReader(io.StringIO(csv_of(read(made.view.content)))))
    assert list(rows[0]) == ["join", "left", "right", "distance", "rows", "cluster"]
    assert [int(row["join"]) for row in rows] == list(range(170, 199))
    for row in rows:
        join = made.joins.iloc[int(row["join"])]
        assert (float(row["distance"]), int(row["rows"])) == (join["distance"], join["rows"])
        for side in ("left", "right"):
            number = int(join[side])
            assert row[side] == (f"row {number}" if number < 200 else f"join {number - 200}")
    assert [row["cluster"] for row in rows[-2:]] == ["", ""]
    assert all(row["cluster"] for row in rows[:-2])


def test_the_clusters_are_as_they_were_without_a_dendrogram(context):
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.metrics import adjusted_rand_score

    for clusters in (2, 7, 120):
        plain = AgglomerativeClustering(clusters).fit(points(300)).labels_
        assert adjusted_rand_score(plain, run(points(300), context, clusters=clusters).table["cluster"]) == 1
