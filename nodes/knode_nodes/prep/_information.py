"""Mutual information of columns with a target, by nearest neighbours among sorted numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import numpy as np

NEIGHBOURS = 3


def information(
    values: np.ndarray, target: np.ndarray, discrete: np.ndarray, *, classes: bool, seed: int, cores: int
) -> np.ndarray:
    """(columns) what each of (rows, columns) tells of the target (rows), in natural units, never below 0.

    What `mutual_info_classif` and `mutual_info_regression` of scikit-learn give for the same seed, which search trees where
    this sorts. `discrete` (columns) says which columns have classes, `classes` whether the target does.
    """
    import numpy as np
    from sklearn.metrics import mutual_info_score

    random = np.random.RandomState(seed)
    made = values.copy()
    if not discrete.all():
        made[:, ~discrete] = _parted(values[:, ~discrete], random)
    aim = target if classes else _parted(target, random)
    found = np.zeros(len(discrete))
    for place, column in enumerate(made.T):
        if classes and discrete[place]:
            found[place] = mutual_info_score(column, aim)
        elif classes:
            found[place] = _with_classes(column, aim)
        elif discrete[place]:
            found[place] = _with_classes(aim, column)
        else:
            found[place] = _with_numbers(column, aim, cores)
    return np.maximum(found, 0.0)


def _parted(numbers: np.ndarray, random: np.random.RandomState) -> np.ndarray:
    """Numbers of one scale, equal ones moved apart by a little noise, as Kraskov et al. advise."""
    import numpy as np
    from sklearn.preprocessing import scale

    scaled = scale(numbers, with_mean=False)
    size = np.maximum(1, np.mean(np.abs(scaled), axis=0))
    moved: np.ndarray = scaled + 1e-10 * size * random.standard_normal(scaled.shape)
    return moved


def _with_numbers(one: np.ndarray, other: np.ndarray, cores: int) -> float:
    """A. Kraskov, H. Stögbauer and P. Grassberger, "Estimating mutual information", Phys. Rev. E 69 (2004)."""
    import numpy as np
    from scipy.spatial import KDTree
    from scipy.special import digamma

    rows, near = len(one), min(NEIGHBOURS, len(one) - 1)
    both = np.column_stack([one, other])
    # The first is the row itself.
    distances = KDTree(both).query(both, k=[near + 1], p=np.inf, workers=cores)[0][:, 0]
    told = [digamma(_nearer(numbers, distances)).mean() for numbers in (one, other)]
    return float(digamma(rows) + digamma(near) - sum(told))


def _with_classes(numbers: np.ndarray, classes: np.ndarray) -> float:
    """B. C. Ross, "Mutual Information between Discrete and Continuous Data Sets", PLoS ONE 9(2) (2014)."""
    import numpy as np
    from scipy.special import digamma

    order = order_of([classes, numbers])
    counts = np.unique(classes, return_counts=True)[1]
    # Of a class of one row nothing is told.
    order, counts = order[np.repeat(counts > 1, counts)], counts[counts > 1]
    if not len(order):
        return 0.0
    ordered, size = numbers[order], np.repeat(counts, counts)
    place = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    near = np.minimum(NEIGHBOURS, size - 1)
    distances = np.full(len(order), np.inf)
    for below in range(NEIGHBOURS + 1):
        # The nearest of a number in sorted ones are some that are below and the rest above.
        rows = np.flatnonzero((below <= near) & (below <= place) & (place + near - below < size))
        at, above = ordered[rows], ordered[rows + near[rows] - below]
        distances[rows] = np.minimum(distances[rows], np.maximum(at - ordered[rows - below], above - at))
    told = [digamma(part).mean() for part in (near, size, _nearer(ordered, distances))]
    return float(digamma(len(order)) + told[0] - told[1] - told[2])


def _nearer(numbers: np.ndarray, distances: np.ndarray) -> np.ndarray:
    """(numbers, in their order) how many, each itself among them, are nearer to each than its distance, or as near as 0."""
    import numpy as np

    order = np.argsort(numbers)
    numbers, most = numbers[order], np.nextafter(distances[order], 0)
    low = np.searchsorted(numbers, numbers - most)
    high = np.searchsorted(numbers, numbers + most, side="right") - 1
    # The sums are rounded, and a number at exactly that distance is always there.
    while (out := numbers - numbers[low] > most).any():
        low += out
    while (out := numbers[high] - numbers > most).any():
        high -= out
    return high - low + 1
