"""Shapley values of any function: it is asked what it gives when only some sources are known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import factorial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

MOST_EXACT = 7
"""Up to so many sources all sets of them are asked about."""
MOST_ROWS = 200_000
"""How many rows the function is given at once."""


def coalitions(count: int, permutations: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(sets, sources) booleans, which sources are known, and (sources, sets) weights: weights @ values are Shapley values.

    Of many sources, instead of all sets those met while the sources become known one by one in a random order and in its
    reverse (Castro and others, Computers & Operations Research 36, 2009). Either way the values add up exactly.
    """
    return _all(count) if count <= MOST_EXACT else _met(count, permutations, seed)


def _all(count: int) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    known = np.array(list(product((False, True), repeat=count)), dtype=bool).reshape(-1, count)
    size = known.sum(axis=1)
    joining = np.array([factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)] + [0.0])
    weights = np.where(known, joining[size - 1][:, None], -joining[size][:, None])
    return known, weights.T


def _met(count: int, permutations: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np

    random = np.random.default_rng(seed)
    orders = [order[::way] for order in (random.permutation(count) for _ in range(permutations)) for way in (1, -1)]
    places: dict[bytes, int] = {}

    def place(first: np.ndarray) -> int:
        return places.setdefault(np.isin(np.arange(count), first).tobytes(), len(places))

    ways = [[place(order[:size]) for size in range(count + 1)] for order in orders]
    weights = np.zeros((count, len(places)))
    for order, way in zip(orders, ways, strict=True):
        weights[order, way[1:]] += 1 / len(orders)
        weights[order, way[:-1]] -= 1 / len(orders)
    return np.array([np.frombuffer(known, dtype=bool) for known in places]), weights


def sampled(
    function: Callable[[np.ndarray], np.ndarray],
    rows: np.ndarray,
    background: np.ndarray,
    sources: np.ndarray,
    plan: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """(rows, sources, outputs) Shapley values: what is not known of a row is taken from each background row in turn.

    Args:
        function: (rows, columns) to (rows, outputs).
        rows: (rows, columns) to explain.
        background: (background rows, columns).
        sources: (columns) the number of the source that each column comes from.
        plan: what `coalitions` gave.
    """
    import numpy as np

    known, weights = plan
    wide = known[:, sources]
    step = max(1, MOST_ROWS // len(background))
    explained = []
    for row in rows:
        parts = []
        for start in range(0, len(wide), step):
            mixed = np.where(wide[start : start + step, None, :], row, background)
            found = function(mixed.reshape(-1, rows.shape[1]))
            parts.append(found.reshape(-1, len(background), found.shape[1]).mean(axis=1))
        explained.append(weights @ np.concatenate(parts))
    return np.array(explained)
