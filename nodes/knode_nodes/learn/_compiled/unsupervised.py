"""Clusters and outliers of rows, on arrays."""

from __future__ import annotations

from typing import Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.learn._compiled.centers import centers
from knode_nodes.learn._compiled.estimators import narrow
from knode_nodes.learn._compiled.grown import isolation
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._compiled.mixture import mixture
from knode_nodes.learn._compiled.neighbors import Neighbors, nearest_point
from knode_nodes.learn._compiled.predict import Predict
from knode_nodes.learn._compiled.preparing import Prepared, prepared


def clusters_step(clusters: Any, columns: TableSpec, outputs: TableSpec) -> ArrayStep | None:
    """What `Clusters` does to a table of these columns; None for estimators that are not known here."""
    reads = _reads(clusters.prepare, columns)
    if reads is None or narrow(columns, reads.numbers):
        return None
    scores, labels = _scores(clusters, reads)
    if scores is None or (clusters.measure and not hasattr(scores, "measured")):
        return None
    gaps = reads.scale is not None and reads.scale.fill is not None
    return Predict(
        _inputs(reads, columns, gaps=gaps), reads.scale, scores, "none", labels, False, outputs.names, outputs.names, [],
        batches=isinstance(scores, Neighbors), measure=bool(clusters.measure),
    )  # fmt: skip


def _scores(clusters: Any, reads: Prepared) -> tuple[Any, list[str]]:
    """What makes scores, and the names of the clusters in the order of these."""
    from sklearn.cluster import KMeans, MiniBatchKMeans
    from sklearn.mixture import GaussianMixture

    from knode_nodes.learn.clusters import NearestPoint

    kind, names = type(clusters.estimator), list(clusters.names)
    if kind is NearestPoint:
        return nearest_point(clusters.estimator, reads, clusters.places, len(names)), names
    ordered = [names[place] for place in clusters.places.tolist()]
    if kind is GaussianMixture:
        return mixture(clusters.estimator, reads), ordered
    known = kind in (KMeans, MiniBatchKMeans) and len(names) > 1
    return (centers(clusters.estimator, reads) if known else None), ordered


def outliers_step(scores: Any, columns: TableSpec, outputs: TableSpec) -> ArrayStep | None:
    """What `OutlierScores` does to a table of these columns; None for detectors that are not known here."""
    import numpy as np
    from sklearn.ensemble import IsolationForest

    from knode_nodes.learn.clusters import ROUNDING

    reads = _reads(scores.prepare, columns)
    if reads is None or type(scores.forest) is not IsolationForest:
        return None
    # The limit is a number, or an array of one.
    limit = float(np.ravel(scores.forest.offset_)[0]) - ROUNDING
    made = isolation(scores.forest, reads, reads.numbers, limit)
    if made is None:
        return None
    inputs = _inputs(reads, columns, gaps=True)
    return Predict(inputs, reads.scale, made, "none", None, True, outputs.names, outputs.names, [], batches=True)


def _reads(prepare: Any, columns: TableSpec) -> Prepared | None:
    reads = prepared(prepare, columns.names)
    if reads is None or any(columns[name].type not in ("text", "category") for name in reads.texts):
        return None
    return reads if all(columns[name].type in ("number", "boolean") for name in reads.numbers) else None


def _inputs(reads: Prepared, columns: TableSpec, *, gaps: bool) -> Inputs:
    return Inputs(columns.names, [], reads.numbers, reads.texts, reads.values, gaps, refuses=False)
