"""Where bins begin and end, and how they are called."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MOST_DIGITS = 17


def equal_width(values: np.ndarray, bins: int) -> list[float]:
    """Edges at even distances from the smallest to the largest value, both ends included."""
    import numpy as np

    lowest, highest = float(values.min()), float(values.max())
    # The halves do not overflow where the whole distance would.
    steps = np.arange(bins + 1) / bins
    return _rising(lowest * (1 - steps) + highest * steps)


def equal_frequency(values: np.ndarray, bins: int) -> list[float]:
    """Edges at the quantiles, both ends included; equal ones are one, so that there may be fewer bins."""
    import numpy as np

    return _rising(np.quantile(values, np.arange(bins + 1) / bins))


def by_tree(values: np.ndarray, target: np.ndarray, bins: int, least: int, *, classes: bool) -> list[float]:
    """Edges where a decision tree of at most `bins` leaves splits, both ends included."""
    import numpy as np
    from sklearn import tree

    kind = tree.DecisionTreeClassifier if classes else tree.DecisionTreeRegressor
    fitted: Any = kind(max_leaf_nodes=bins, min_samples_leaf=least, random_state=0)
    # Trees read single precision, in which large numbers are one: the ranks of the values are told apart.
    different, ranks = np.unique(values, return_inverse=True)
    fitted.fit(ranks.reshape(-1, 1), target)
    inner = fitted.tree_
    places = np.sort(inner.threshold[inner.children_left >= 0]).astype(int)
    cuts = different[places] / 2 + different[places + 1] / 2
    return _rising(np.concatenate([values.min(keepdims=True), cuts, values.max(keepdims=True)]))


def _rising(edges: np.ndarray) -> list[float]:
    import numpy as np

    found: list[float] = np.unique(edges).tolist()
    return found


def interval_labels(edges: Sequence[float], closed: str, bounded: bool) -> list[str]:
    """A text for each bin, such as "≤ 18", "(18, 65]" and "> 65"."""
    texts = _texts(edges)
    left, right = ("(", "]") if closed == "right" else ("[", ")")
    inner = [f"{left}{start}, {end}{right}" for start, end in itertools.pairwise(texts)]
    if bounded:
        # The outermost edges belong to their bins on both sides.
        inner[0] = f"[{inner[0][1:]}"
        inner[-1] = f"{inner[-1][:-1]}]"
        return inner
    if not texts:
        return ["all"]
    low, high = ("≤", ">") if closed == "right" else ("<", "≥")
    return [f"{low} {texts[0]}", *inner, f"{high} {texts[-1]}"]


def _texts(edges: Sequence[float]) -> list[str]:
    """The edges with as few digits as tell them apart, six at least."""
    for digits in range(6, MOST_DIGITS + 1):
        texts = [_text(edge, digits) for edge in edges]
        if len(set(texts)) == len(edges):
            break
    return texts if edges else []


def _text(edge: float, digits: int) -> str:
    rounded = float(f"{edge:.{digits}g}")
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else str(rounded)
