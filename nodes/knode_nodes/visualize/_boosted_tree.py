"""Trees of scikit-learn's histogram boosting in the arrays of its decision trees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class BoostedTree:
    """(nodes) arrays, as decision trees have them; `codes` has of each question about a category the codes that lead to the
    left, and to the right. Within the tree a number is the mean of the leaves below, by their rows."""

    children_left: np.ndarray
    children_right: np.ndarray
    feature: np.ndarray
    threshold: np.ndarray
    n_node_samples: np.ndarray
    value: np.ndarray
    n_features: int
    codes: dict[int, tuple[list[float], list[float]]]
    n_classes: tuple[int] = (1,)

    @property
    def n_leaves(self) -> int:
        """How many ends of branches there are."""
        return int((self.children_left < 0).sum())

    @property
    def max_depth(self) -> int:
        """The most questions in a row."""
        depths = [0] * len(self.children_left)
        for node, children in enumerate(zip(self.children_left, self.children_right, strict=True)):
            for child in children:
                if child >= 0:
                    depths[child] = depths[node] + 1
        return max(depths)


def is_boosted(estimator: Any) -> bool:
    """Whether an estimator is histogram boosting of scikit-learn."""
    return type(estimator).__name__.startswith("HistGradientBoosting") and hasattr(estimator, "_predictors")


def boosted_trees(estimator: Any) -> list[BoostedTree]:
    """All trees, those of an iteration one after the other."""
    return [_tree(estimator, one) for step in estimator._predictors for one in step]


def added_to(estimator: Any, number: int, classes: list[str]) -> str:
    """To what the tree of a number, from 1, adds."""
    if not classes:
        told = {"poisson": "the logarithm of the prediction", "gamma": "the logarithm of the prediction"}
        return told.get(estimator.loss, "the prediction")
    each = estimator.n_trees_per_iteration_
    return f"the log-odds of {classes[1]}" if each == 1 else f"the score of {classes[(number - 1) % each]}"


def _tree(estimator: Any, tree: Any) -> BoostedTree:
    import numpy as np

    nodes = tree.nodes
    leaf = nodes["is_leaf"].astype(bool)
    left, right = (np.where(leaf, -1, nodes[side].astype(np.intp)) for side in ("left", "right"))
    values, counts = nodes["value"].astype(float), nodes["count"].astype(float)
    # Children stand behind their parents.
    for node in np.flatnonzero(~leaf)[::-1]:
        pair = [left[node], right[node]]
        values[node] = np.average(values[pair], weights=counts[pair])
    order, known = _columns(estimator)
    asked = np.flatnonzero(nodes["is_categorical"].astype(bool) & ~leaf)
    codes = {
        int(node): _sides(tree.raw_left_cat_bitsets[nodes["bitset_idx"][node]], known[nodes["feature_idx"][node]])
        for node in asked
    }
    return BoostedTree(
        left,
        right,
        order[nodes["feature_idx"]],
        nodes["num_threshold"],
        nodes["count"].astype(int),
        values[:, None, None],
        estimator.n_features_in_,
        codes,
    )


def _columns(estimator: Any) -> tuple[np.ndarray, list[Any]]:
    """Which column each number of the trees comes from, and the categories of the first of these, by their codes."""
    import numpy as np

    inside = estimator._preprocessor
    if inside is None:
        return np.arange(estimator.n_features_in_), []
    # It puts the columns with categories first.
    return np.argsort(~estimator.is_categorical_, kind="stable"), inside.named_transformers_["encoder"].categories_


def _sides(bits: np.ndarray, categories: Any) -> tuple[list[Any], list[Any]]:
    """The categories whose bit is set, and the others; without missing ones."""
    pairs = [(code, value) for code, value in enumerate(categories) if value == value]
    chosen = [int(bits[code // 32]) >> (code % 32) & 1 for code, _ in pairs]
    left = [value for (_, value), there in zip(pairs, chosen, strict=True) if there]
    return left, [value for (_, value), there in zip(pairs, chosen, strict=True) if not there]
