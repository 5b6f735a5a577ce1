"""The strength of a ridge penalty that predicts best each row from all others, found without fitting each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

CHUNK = 10_000


def best_alpha(
    numbers: np.ndarray, values: np.ndarray, weights: np.ndarray | None, alphas: np.ndarray, intercept: bool
) -> float:
    """The one of the strengths with the smallest (weighted) mean squared error over rows left out one at a time.

    A ridge fit is linear in the target, so a row's error when it is left out is its error in the fit of all rows divided by
    1 - h, h being its own share in its prediction: Golub, Heath and Wahba, Generalized Cross-Validation as a Method for
    Choosing a Good Ridge Parameter, Technometrics 21 (1979). With centred columns the intercept adds its part to h.

    Args:
        numbers: (rows, columns).
        values: (rows) the target.
        weights: (rows), None for all alike.
        alphas: strengths to choose from.
        intercept: whether the sum starts at a fitted number.
    """
    import numpy as np

    root = np.ones(len(values)) if weights is None else np.sqrt(weights)
    share = root**2 / (root**2).sum() if intercept else np.zeros(len(values))
    left, target = (numbers - share @ numbers) * root[:, None], (values - share @ values) * root
    base, sizes = _directions(left)
    kept = sizes[:, None] / (sizes[:, None] + alphas)
    told = (base.T @ target)[:, None] * kept
    errors = np.zeros(len(alphas))
    for start in range(0, len(values), CHUNK):
        part = slice(start, start + CHUNK)
        missed = target[part, None] - base[part] @ told
        own = base[part] ** 2 @ kept + share[part, None]
        # A row that alone decides its prediction, left out, is not predicted at all.
        errors += ((missed / np.maximum(1 - own, 1e-12)) ** 2).sum(axis=0)
    return float(alphas[errors.argmin()])


def _directions(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows, directions) orthonormal columns that span the numbers, and (directions) the squares of their sizes."""
    import numpy as np

    rows, columns = numbers.shape
    sizes, found = np.linalg.eigh(numbers.T @ numbers if columns <= rows else numbers @ numbers.T)
    # Columns that follow from each other leave directions of no size, but for rounding.
    real = sizes > sizes[-1] * max(rows, columns) * np.finfo(float).eps
    sizes, found = sizes[real], found[:, real]
    return (numbers @ found / np.sqrt(sizes) if columns <= rows else found), sizes
