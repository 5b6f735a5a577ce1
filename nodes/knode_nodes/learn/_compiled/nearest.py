"""The nearest of some centers, on arrays."""

from __future__ import annotations

from typing import Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.learn._compiled.estimators import narrow, weighted
from knode_nodes.learn._compiled.inputs import Inputs
from knode_nodes.learn._compiled.predict import Predict
from knode_nodes.learn._compiled.preparing import prepared


def nearest_center(clusters: Any, columns: TableSpec, outputs: TableSpec) -> ArrayStep | None:
    """What `Clusters` does to a table of these columns; None for other estimators than k-means, and with a measure."""
    import numpy as np
    from sklearn.cluster import KMeans, MiniBatchKMeans

    reads = prepared(clusters.prepare, columns.names)
    centers = getattr(clusters.estimator, "cluster_centers_", ())
    plain = type(clusters.estimator) in (KMeans, MiniBatchKMeans) and not clusters.measure and not clusters.noise
    if reads is None or not plain or reads.gaps or len(centers) < 2 or narrow(columns, reads.numbers):
        return None
    if any(columns[name].type not in ("text", "category") for name in reads.texts):
        return None
    ordered = np.asarray(centers, dtype=float)[np.argsort(clusters.places)]
    # Of |x - c|², |x|² is the same for all centers.
    with np.errstate(over="ignore"):
        lengths = (ordered**2).sum(axis=1)
    if not np.isfinite(lengths).all():
        return None
    scores = weighted(2 * ordered, -lengths, reads)
    fills = reads.scale is not None and reads.scale.fill is not None
    inputs = Inputs(columns.names, [], reads.numbers, reads.texts, reads.values, gaps=fills, refuses=False)
    return Predict(inputs, reads.scale, scores, "none", clusters.names, False, outputs.names, outputs.names, [])
