"""Silhouettes: how much nearer each row is to its own cluster than to the nearest other one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

AT_ONCE = 64
"""Rows whose distances to all others are held at the same time: few enough that they stay near the processor."""


def silhouettes(numbers: np.ndarray, codes: np.ndarray, check: Callable[[], None]) -> np.ndarray:
    """(rows) from -1 to 1, for numbers (rows, columns) and clusters (rows) 0, 1, 2 …, of which each has a row.

    As `sklearn.metrics.silhouette_samples`, which holds all distances at the same time: P. J. Rousseeuw, "Silhouettes", J.
    Comput. Appl. Math. 20 (1987). A row that is alone in its cluster has 0. `check` is called in between.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    order = np.argsort(codes, kind="stable")
    # Distances are sums that cancel the less the nearer all is to 0.
    rows, codes = numbers[order] - numbers.mean(axis=0), codes[order]
    counts = np.bincount(codes)
    starts, squares = np.cumsum(counts) - counts, (rows**2).sum(axis=1)
    found = np.empty(len(rows))
    # So little at once is multiplied faster by one thread than by several that wait for each other.
    with threadpool_limits(1, user_api="blas"):
        for start in range(0, len(rows), AT_ONCE):
            check()
            part = slice(start, start + AT_ONCE)
            distances = rows[part] @ rows.T
            distances *= -2
            distances += squares[part, None]
            distances += squares
            np.sqrt(np.maximum(distances, 0, out=distances), out=distances)
            # That of a row to itself is rounded too.
            distances[np.arange(len(distances)), np.arange(start, start + len(distances))] = 0
            found[part] = _apart(np.add.reduceat(distances, starts, axis=1), codes[part], counts)
    made = np.empty(len(rows))
    made[order] = found
    return made


def _apart(sums: np.ndarray, own: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """(rows) silhouettes, from the sums (rows, clusters) of distances, the clusters (rows), and their sizes (clusters)."""
    import numpy as np

    at = np.arange(len(own))
    within = sums[at, own] / np.maximum(counts[own] - 1, 1)
    means = sums / counts
    means[at, own] = np.inf
    beside = means.min(axis=1)
    wider = np.maximum(within, beside)
    tells = (counts[own] > 1) & (wider > 0)
    return np.where(tells, (beside - within) / np.where(tells, wider, 1), 0.0)
