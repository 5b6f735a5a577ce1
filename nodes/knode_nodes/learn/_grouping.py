"""What the learners without a target do around fitting: rows and preparation before it, the Model and the table after it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import ColumnSpec, Context, DataError, Model, ModelSpec, Spec, Table, TableSpec, quoted
from knode_nodes.learn._applying import applied
from knode_nodes.learn._encoding import prepared_facts
from knode_nodes.learn._fitted import MOST_FACTS, quiet
from knode_nodes.learn._kinds import LABELS, NUMERIC
from knode_nodes.learn._lesson import check_distances, check_single_precision, fit_preparation, refusing
from knode_nodes.learn._training import Rows, comparable_rows, feature_spec, features_of
from knode_nodes.learn._weights import UNWEIGHTED

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.learn.clusters import Measure, NearestPoint

NOISE = "noise"


class Grouped(NamedTuple):
    """The table with what was found out about its rows, and the model that says the same of other rows."""

    table: Table
    model: Model


@dataclass(frozen=True)
class Compared:
    """What an estimator without a target is fitted to.

    `prepare` is the fitted transformer that made `prepared` (rows, numbers); None where features are taken as they are.
    """

    rows: Rows
    prepare: Any
    prepared: Any

    def fit(self, estimator: Any) -> Any:
        """The estimator, fitted."""
        more = {} if self.rows.weights is None else {"sample_weight": self.rows.weights}
        with quiet(), refusing(self.rows):
            return estimator.fit(self.prepared, **more)

    def model(self, name: str, estimator: Any, outputs: TableSpec, facts: Mapping[str, Any]) -> Model:
        """An estimator that transforms the features, as a Model."""
        from sklearn import __version__

        features = self.rows.features
        names = [str(column) for column in features.columns]
        told = {"rows": len(features), "features": names, "libraries": {"scikit-learn": __version__}}
        return Model(
            kind="transformer",
            estimator=estimator,
            inputs=self.rows.inputs(),
            outputs=outputs,
            name=name,
            facts={**told, **prepared_facts(self.prepare, names), **facts},
        )


def compared(
    node: Any,
    table: Any,
    context: Context,
    new: TableSpec,
    *,
    gaps: Container[str] = (),
    single: bool = False,
    scale: bool = True,
    weighs: bool = True,
) -> Compared:
    """What to fit an estimator without a target to.

    Args:
        node: the learner, with the settings features, missing, max_categories and, where it takes one, weight.
        table: what came in.
        context: is told of what is left out.
        new: the columns that will be added.
        gaps: the types of columns in which the algorithm itself takes missing values.
        single: whether it compares numbers in single precision.
        scale: bring numbers to mean 0 and standard deviation 1.
        weighs: whether the algorithm takes weights.
    """
    check_free(table.columns, new)
    fill = node.missing == "fill"
    missing = LABELS if fill else gaps
    weight = getattr(node, "weight", None) if weighs else None
    rows = comparable_rows(table, node.features, context, missing=missing, weight=weight)
    if single:
        check_single_precision(rows)
    fills = fill and not set(NUMERIC) <= set(gaps)  # type: ignore[call-overload]
    prepare, prepared = fit_preparation(rows, node.max_categories, context, fill=fills, scale=scale)
    if not single:
        check_distances(rows, prepared)
    return Compared(rows, prepare, prepared)


def check_enough(given: Compared, clusters: int) -> None:
    """Raise DataError where there are fewer rows than clusters."""
    if len(given.prepared) < clusters:
        raise DataError(
            f"{clusters:,} clusters need as many rows, and there are {len(given.prepared):,}: ask for fewer clusters",
            port="table",
        )


def cluster_names(count: int, noise: bool = False) -> list[str]:
    """What the clusters are called, and those rows that are in none."""
    return [*(f"cluster {number}" for number in range(1, count + 1)), *([NOISE] if noise else [])]


def grouped(
    node: Any,
    name: str,
    given: Compared,
    estimator: Any,
    codes: np.ndarray,
    table: Any,
    facts: Mapping[str, Any],
    *,
    count: int,
    noise: bool = False,
    measure: Measure = "",
) -> Grouped:
    """The table with a cluster for each row, and the model.

    Args:
        node: the learner, with the setting column.
        name: of the model.
        given: what the estimator was fitted to.
        estimator: gives the number of a cluster for rows of numbers.
        codes: (rows) the number of the cluster of each row that was fitted to; -1 for none.
        table: what came in.
        facts: what else was found.
        count: how many clusters there are; the one with most rows comes first.
        noise: whether a row may be in no cluster.
        measure: see `Clusters`.
    """
    import numpy as np

    from knode_nodes.learn.clusters import Clusters

    sizes = np.bincount(codes[codes >= 0], minlength=count)
    order = np.argsort(-sizes, kind="stable")
    names, places = cluster_names(count, noise), np.empty(count, dtype=np.intp)
    places[order] = np.arange(count)
    told = dict(zip(names, sizes[order].tolist(), strict=False))
    if noise:
        told[NOISE] = int((codes < 0).sum())
    outputs = cluster_outputs(node.column, names, measure)
    clusters = Clusters(given.prepare, estimator, places, names, noise, measure)
    means = _means(given.rows.features, np.append(places, count)[codes], names)
    shown = dict(list(told.items())[:MOST_FACTS])
    model = given.model(name, clusters, outputs, {"clusters": shown, **facts, "means": means})
    if len(codes) == len(table):
        return Grouped(added(table, clusters.told(codes, given.prepared, table.index), outputs), model)
    return Grouped(applied(model, table), model)


def added(table: pd.DataFrame, made: pd.DataFrame, outputs: TableSpec) -> pd.DataFrame:
    """The table with new columns, called as told."""
    import pandas as pd

    joined = pd.concat([table, made.set_axis(outputs.names, axis=1)], axis=1)
    # Concatenating forgets the roles of columns.
    joined.attrs = dict(table.attrs)
    return joined


def scored(
    name: str, given: Compared, forest: Any, table: pd.DataFrame, outputs: TableSpec, facts: Mapping[str, Any]
) -> Grouped:
    """The table with what a fitted detector of outliers says of each row, and the model."""
    import numpy as np

    from knode_nodes.learn.clusters import OutlierScores

    detector = OutlierScores(given.prepare, forest)
    if len(given.prepared) == len(table):
        made = detector.told(given.prepared, table.index)
    else:
        made = detector.transform(features_of(table, [str(name) for name in given.rows.features.columns]))
    # A number, or an array of one.
    threshold = -float(np.ravel(forest.offset_)[0])
    told = {"threshold": threshold, "outliers": int(made["outlier"].sum()), **facts}
    return Grouped(added(table, made, outputs), given.model(name, detector, outputs, told))


def _means(features: pd.DataFrame, places: np.ndarray, names: Sequence[str]) -> dict[str, dict[str, float]]:
    """By cluster the mean of each number, for some clusters and columns."""
    numbers = features.select_dtypes(include="number").iloc[:, :MOST_FACTS].astype("float64")
    by_place = numbers.groupby(places).mean().head(10)
    rows = zip(by_place.index.tolist(), by_place.to_dict("records"), strict=True)
    return {
        names[place]: {str(name): float(value) for name, value in row.items() if value == value} for place, row in rows
    }


def cluster_outputs(column: str, names: Sequence[str] | None, measure: str = "") -> TableSpec:
    """What a clusterer adds to a table; `names` is None where it is not known how many clusters there will be."""
    known = None if names is None or len(names) > MOST_NAMED else tuple(names)
    made = [ColumnSpec(name=column, dtype="category", nullable=False, categories=known)]
    if measure:
        made.append(ColumnSpec(name=f"{column}_{measure}", dtype="float64", nullable=False))
    return TableSpec(columns=tuple(made))


def outlier_outputs(column: str) -> TableSpec:
    """What a detector of outliers adds to a table."""
    flag = ColumnSpec(name=column, dtype="bool", nullable=False)
    return TableSpec(columns=(flag, ColumnSpec(name=f"{column}_score", dtype="float64", nullable=False)))


MOST_NAMED = 1000
"""Specs list the categories of a column up to this many."""


def check_free(columns: Any, outputs: TableSpec) -> None:
    """Raise DataError where the table has a column of a new one's name."""
    taken = [name for name in outputs.names if name in columns]
    if taken:
        raise DataError(
            f"the table already has a column {quoted(taken[0])}: choose another name for the new one",
            port="table",
            column=taken[0],
        )


def grouped_spec(node: Any, table: Any, outputs: TableSpec, *, weighs: bool = True) -> dict[str, Spec | None]:
    """What is known of the table and the model before fitting; see `compared`."""
    if not isinstance(table, TableSpec):
        return {"table": None, "model": None}
    weight = getattr(node, "weight", None) if weighs else None
    used = feature_spec(table, UNWEIGHTED, node.features, weight)
    check_free(table.names, outputs)
    model = ModelSpec(kind="transformer", inputs=used, outputs=outputs, replaces=())
    return {"table": table.replace(**{column.name: column for column in outputs.columns}), "model": model}


def nearest(points: Any, clusters: np.ndarray, distance: str = "euclidean", reach: float | None = None) -> NearestPoint:
    """Says of other rows to which cluster the nearest of the points belongs."""
    from sklearn.neighbors import NearestNeighbors

    from knode_nodes.learn.clusters import NearestPoint

    # A tree takes differences one by one: a point is at distance 0 from itself, which products of matrices only nearly give.
    return NearestPoint(NearestNeighbors(algorithm="kd_tree", metric=distance).fit(points), clusters, reach)
