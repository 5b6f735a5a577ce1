"""How strongly columns hang together: correlations of numbers, and their kin for words.

Between words it is Cramér's V, between words and numbers the correlation ratio. Both grow with the number of different values
by chance alone, so they are corrected: V after Bergsma (A bias-correction for Cramér's V and Tschuprow's T, 2013), the ratio
as epsilon squared (Kelley, An unbiased correlation ratio measure, 1935). They are between 0 and 1.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode_nodes.visualize._values import NUMERIC, kind_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Method = Literal["pearson", "spearman", "kendall"]
LARGE = 1e100
"""Numbers up to this and as far below 1 can be squared and summed."""


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
        strength[inside], rows[inside] = _correlations(np.array(list(numbers.values())).T, method)
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
    except (TypeError, NotImplementedError):
        return pd.factorize(series.map(repr, na_action="ignore"))[0]


def _correlations(x: np.ndarray, method: Method) -> tuple[np.ndarray, np.ndarray]:
    """Of all pairs of columns; NaN for a constant, and where there are not two rows. And the rows that have both."""
    import numpy as np
    import pandas as pd

    known = ~np.isnan(x)
    rows = _shared(known)
    low, high = (np.array([one.reduce(column, initial=np.nan) for column in x.T]) for one in (np.fmin, np.fmax))
    if method == "spearman":
        made = _by_ranks(x, known, rows)
    else:
        # pandas squares the numbers: brought to at most 1, they become neither too large nor too small for that.
        scale = np.maximum(np.abs(low), np.abs(high))
        odd = (scale > LARGE) | ((scale > 0) & (scale < 1 / LARGE))
        fair = x / np.where(odd, scale, 1.0) if odd.any() else x
        made = pd.DataFrame(fair, copy=False).corr(method=method).to_numpy(copy=True)
    # Of a column with itself pandas says 1 for Kendall, also where it is constant.
    flat = ~(low < high)
    made[flat, :] = made[:, flat] = np.nan
    return np.where(rows >= 2, made, np.nan), rows


def _shared(known: np.ndarray) -> np.ndarray:
    """(columns, columns) in how many rows both columns have a value."""
    import numpy as np

    counts = np.array([np.count_nonzero(column) for column in known.T], dtype=np.int64)
    rows = np.minimum.outer(counts, counts)
    gaps = np.flatnonzero(counts < len(known))
    for one, other in itertools.combinations(gaps, 2):
        rows[one, other] = rows[other, one] = np.count_nonzero(known[:, one] & known[:, other])
    return rows


def _by_ranks(x: np.ndarray, known: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Spearman's correlations of all pairs of columns: Pearson's of the ranks among the `rows` that both have.

    Each column is put in order once. Which rank a value has among fewer rows follows from how many of them have each of the
    different values, so that no pair needs an order of its own.
    """
    import numpy as np

    columns = range(x.shape[1])
    places = [_places(x[:, column]) for column in columns]
    own = [_centred_ranks(places[column][known[:, column]]) for column in columns]
    made = np.eye(len(columns))
    for one in columns:
        for other in range(one):
            both = known[:, one] & known[:, other]
            first, second = (
                own[column] if rows[one, other] == len(own[column]) else _centred_ranks(places[column][both])
                for column in (one, other)
            )
            size = np.sqrt(np.einsum("i,i", first, first) * np.einsum("i,i", second, second))
            made[one, other] = made[other, one] = np.einsum("i,i", first, second) / size if size else np.nan
    return made


def _places(numbers: np.ndarray) -> np.ndarray:
    """(rows) the place of each number among the different ones from low to high; anything where there is none."""
    import numpy as np

    order = np.argsort(numbers)
    ordered = numbers[order]
    new = np.zeros(len(numbers), dtype=np.int32)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:], casting="unsafe")
    places = np.empty(len(numbers), dtype=np.int32)
    places[order] = np.cumsum(new, dtype=np.int32)
    return places


def _centred_ranks(places: np.ndarray) -> np.ndarray:
    """(rows) the ranks of numbers with these places, equal ones all with their mean rank, less the mean of all ranks."""
    import numpy as np

    counts = np.bincount(places)
    ranks = np.cumsum(counts) - (counts + len(places)) / 2
    return ranks[places]


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
