"""How strongly columns hang together: correlations of numbers, and their kin for words.

Between words it is Cramér's V, between words and numbers the correlation ratio. Both grow with the number of different values
by chance alone, so they are corrected: V after Bergsma (A bias-correction for Cramér's V and Tschuprow's T, 2013), the ratio
as epsilon squared (Kelley, An unbiased correlation ratio measure, 1935). They are between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode_nodes.visualize._values import NUMERIC, kind_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Method = Literal["pearson", "spearman", "kendall"]


@dataclass(frozen=True)
class Association:
    """(columns, columns) the strengths, NaN where there is none; and the rows in which both columns have a value."""

    names: list[str]
    strength: np.ndarray
    rows: np.ndarray


def association(table: pd.DataFrame, names: list[str], method: Method = "pearson") -> Association:
    """The strength between all pairs of columns, each over the rows that have a value in both."""
    import numpy as np

    numeric = [name for name in names if kind_of(table, name) in NUMERIC]
    numbers = {name: values_of(table, name).numbers for name in numeric}
    codes = {name: codes_of(table[name]) for name in names if name not in numbers}
    place = {name: number for number, name in enumerate(names)}
    strength, rows = np.full((len(names), len(names)), np.nan), np.zeros((len(names), len(names)), dtype=np.int64)
    if numeric:
        inside = np.ix_(*[[place[name] for name in numeric]] * 2)
        strength[inside], rows[inside] = _correlations(np.column_stack(list(numbers.values())), method)
    for first in codes:
        for second in names:
            if second in numbers or place[first] <= place[second]:
                other = numbers.get(second)
                made = ratio(codes[first], other) if other is not None else cramers_v(codes[first], codes[second])
                for one, two in ((first, second), (second, first)):
                    strength[place[one], place[two]], rows[place[one], place[two]] = made
    return Association(names, strength, rows)


def codes_of(series: pd.Series[Any]) -> np.ndarray:
    """A number for each different value, −1 where it is missing."""
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(dtype="int64")
    try:
        return pd.factorize(series)[0]
    except TypeError:
        return pd.factorize(series.map(repr, na_action="ignore"))[0]


def _correlations(x: np.ndarray, method: Method) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    known = ~np.isnan(x)
    rows = known.astype("float64").T @ known.astype("float64")
    if method == "pearson" or (method == "spearman" and known.all()):
        values = x if method == "pearson" else np.column_stack([_ranked(column) for column in x.T])
        return _pearson(values, known), rows.astype(np.int64)
    measure = _kendall if method == "kendall" else _spearman
    made = np.full(rows.shape, np.nan)
    orders = [np.argsort(column, kind="stable") for column in x.T] if method == "spearman" else []
    for first in range(x.shape[1]):
        for second in range(first, x.shape[1]):
            both = known[:, first] & known[:, second]
            pair = (x[:, first], x[:, second])
            found = measure(pair, both, [orders[first], orders[second]] if orders else [])
            made[first, second] = made[second, first] = found
    return made, rows.astype(np.int64)


def _pearson(x: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Correlations of all pairs at once, by products of matrices; NaN for a constant."""
    import numpy as np

    with np.errstate(all="ignore"):
        count = known.sum(axis=0)
        filled = np.where(known, x, 0.0)
        scale = np.abs(filled).max(axis=0, initial=0.0)
        filled /= np.where(scale > 0, scale, 1.0)
        filled -= np.where(known, filled.sum(axis=0) / np.maximum(count, 1), 0.0)
        spread = np.sqrt((filled**2).sum(axis=0) / np.maximum(count, 1))
        filled /= np.where(spread > 0, spread, 1.0)
        mask = known.astype("float64")
        n, sums, squares = mask.T @ mask, filled.T @ mask, (filled**2).T @ mask
        inside = squares - sums**2 / n
        made = (filled.T @ filled - sums * sums.T / n) / np.sqrt(inside * inside.T)
        # Where a pair has a small part of a column's spread, the differences above are of rounding only.
        close = (np.minimum(inside / np.maximum(squares, 1e-300), (squares / n)) < 1e-4) & (n >= 2)
        for first, second in zip(*np.nonzero(close | close.T), strict=True):
            both = known[:, first] & known[:, second]
            made[first, second] = _pair(x[both, first], x[both, second])
    return np.where(n >= 2, np.clip(made, -1.0, 1.0), np.nan)


def _pair(first: np.ndarray, second: np.ndarray) -> float:
    """The correlation of two columns without gaps; NaN where one is constant but for rounding."""
    import numpy as np

    away = []
    for values in (first, second):
        scale = np.abs(values).max()
        moved = values / (scale or 1.0)
        moved = moved - moved.mean()
        if np.abs(moved).max() <= 1e-14:
            return float("nan")
        away.append(moved / np.abs(moved).max())
    return float((away[0] @ away[1]) / np.sqrt((away[0] @ away[0]) * (away[1] @ away[1])))


def _ranked(values: np.ndarray) -> np.ndarray:
    from scipy.stats import rankdata

    return rankdata(values)


def _spearman(pair: tuple[np.ndarray, np.ndarray], both: np.ndarray, orders: list[np.ndarray]) -> float:
    """Of ranks among the rows that have both; sorting is done once for each column, not for each pair."""
    import numpy as np

    ranks = np.column_stack([_ranks_within(values, order, both) for values, order in zip(pair, orders, strict=True)])
    return float(_pearson(ranks, np.ones(ranks.shape, dtype=bool))[0, 1])


def _ranks_within(values: np.ndarray, order: np.ndarray, both: np.ndarray) -> np.ndarray:
    import numpy as np

    kept = order[both[order]]
    ordered = values[kept]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(kept) else np.zeros(0, int)
    lengths = np.diff(np.append(starts, len(kept)))
    ranks = np.zeros(len(values))
    ranks[kept] = np.repeat(starts + (lengths + 1) / 2, lengths)
    return ranks[both]


def _kendall(pair: tuple[np.ndarray, np.ndarray], both: np.ndarray, _: list[np.ndarray]) -> float:
    import numpy as np
    from scipy.stats import kendalltau

    first, second = (values[both] for values in pair)
    if len(first) < 2 or np.ptp(first) == 0 or np.ptp(second) == 0:
        return float("nan")
    return float(kendalltau(first, second).statistic)


def cramers_v(first: np.ndarray, second: np.ndarray) -> tuple[float, int]:
    """Cramér's V, corrected, of two columns of codes; and the rows that have both."""
    import numpy as np

    both = (first >= 0) & (second >= 0)
    one, other = (np.unique(codes[both], return_inverse=True)[1] for codes in (first, second))
    n = int(both.sum())
    if n < 2:
        return float("nan"), n
    rows, columns = np.bincount(one), np.bincount(other)
    cells, counts = np.unique(one.astype(np.int64) * len(columns) + other, return_counts=True)
    expected = rows[cells // len(columns)] * columns[cells % len(columns)].astype("float64")
    phi = (counts.astype("float64") ** 2 / expected).sum() - 1.0
    r, k = len(rows), len(columns)
    fair = max(0.0, phi - (k - 1) * (r - 1) / (n - 1))
    most = min(k - (k - 1) ** 2 / (n - 1), r - (r - 1) ** 2 / (n - 1)) - 1
    # A constant, or a column of which all values differ, tells nothing.
    return (float(np.sqrt(min(1.0, fair / most))) if most > 1e-9 else float("nan")), n


def ratio(codes: np.ndarray, numbers: np.ndarray) -> tuple[float, int]:
    """The correlation ratio, corrected, of numbers within groups; and the rows that have both."""
    import numpy as np

    both = (codes >= 0) & ~np.isnan(numbers)
    groups = np.unique(codes[both], return_inverse=True)[1]
    values, n = numbers[both], int(both.sum())
    counts = np.bincount(groups)
    scale = np.abs(values).max(initial=0.0)
    if n < 2 or not scale or len(counts) < 2 or len(counts) >= n:
        return float("nan"), n
    values = values / scale
    values = values - values.mean()
    total = float((values**2).sum())
    within = total - float((np.bincount(groups, weights=values) ** 2 / counts).sum())
    if total <= 1e-20 * n:
        return float("nan"), n
    return float(np.sqrt(max(0.0, 1.0 - (within / (n - len(counts))) / (total / (n - 1))))), n


def clustered(strength: np.ndarray) -> list[int]:
    """An order in which columns that hang together stand beside each other, by the strength whatever its sign."""
    import numpy as np
    from scipy.cluster.hierarchy import leaves_list, linkage, optimal_leaf_ordering
    from scipy.spatial.distance import squareform

    if len(strength) < 3:
        return list(range(len(strength)))
    distance = 1.0 - np.abs(np.nan_to_num(strength))
    np.fill_diagonal(distance, 0.0)
    flat = squareform(np.maximum((distance + distance.T) / 2, 0.0), checks=False)
    return [int(place) for place in leaves_list(optimal_leaf_ordering(linkage(flat, "average"), flat))]
