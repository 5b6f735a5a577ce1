"""Reads scikit-learn's tree ensembles as `Trees`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.explain._forest import Trees

if TYPE_CHECKING:
    import numpy as np


def reads(estimator: Any) -> bool:
    """Whether `trees_of` takes an estimator."""
    return _is_boosting(estimator) or _is_forest(estimator)


def trees_of(estimator: Any) -> Trees:
    """The trees of a fitted estimator.

    The outputs are those of `predict` for a regressor; for a classifier, by class, the probability (decision trees and
    forests) or the log-odds, for more than two classes the score before softmax (histogram boosting).
    """
    return _boosted(estimator) if _is_boosting(estimator) else _averaged(estimator)


def _is_boosting(estimator: Any) -> bool:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    if isinstance(estimator, HistGradientBoostingClassifier):
        return True
    # Other losses predict the exponential of the sum.
    return isinstance(estimator, HistGradientBoostingRegressor) and estimator.loss in (
        "squared_error", "absolute_error", "quantile",
    )  # fmt: skip


def _is_forest(estimator: Any) -> bool:
    from sklearn.ensemble import (
        ExtraTreesClassifier,
        ExtraTreesRegressor,
        RandomForestClassifier,
        RandomForestRegressor,
    )
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    forests = (ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor)
    return (
        isinstance(estimator, (*forests, DecisionTreeClassifier, DecisionTreeRegressor)) and estimator.n_outputs_ == 1
    )


def prepared(estimator: Any, rows: np.ndarray, sources: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as the trees compare them, and the source of each of their columns."""
    import numpy as np

    if not _is_boosting(estimator):
        return rows.astype(np.float32).astype(np.float64), sources
    inside = estimator._preprocessor
    if inside is None:
        return rows, sources
    # It puts the columns with categories first.
    order = np.argsort(~estimator.is_categorical_, kind="stable")
    return np.asarray(inside.transform(named(estimator, rows)), dtype=np.float64), sources[order]


def codes_as_they_are(estimator: Any) -> bool:
    """Whether `prepared` leaves the columns where they are, and codes 0, 1, 2 … of categories as they are."""
    import numpy as np

    inside = getattr(estimator, "_preprocessor", None)
    if inside is None:
        return True
    codes = [known[~np.isnan(known)] for known in inside.named_transformers_["encoder"].categories_]
    first = not np.diff(estimator.is_categorical_.astype(int)).max(initial=0) > 0
    return first and all(np.array_equal(known, np.arange(len(known))) for known in codes)


def named(estimator: Any, rows: np.ndarray) -> Any:
    """Rows under the column names that an estimator was fitted with, if with any."""
    import pandas as pd

    names = getattr(estimator, "feature_names_in_", None)
    return rows if names is None else pd.DataFrame(rows, columns=names, copy=False)


def _averaged(estimator: Any) -> Trees:
    import numpy as np

    members = [one.tree_ for one in getattr(estimator, "estimators_", [estimator])]
    starts = np.cumsum([0, *(tree.node_count for tree in members)])
    outputs = np.concatenate([tree.value[:, 0, :] for tree in members])
    if hasattr(estimator, "classes_"):
        outputs = outputs / outputs.sum(axis=1, keepdims=True)

    def gathered(name: str) -> np.ndarray:
        return np.concatenate([getattr(tree, name) for tree in members])

    def moved(name: str) -> np.ndarray:
        parts = [getattr(tree, name) for tree in members]
        return np.concatenate([np.where(one < 0, -1, one + start) for one, start in zip(parts, starts, strict=False)])

    return Trees(
        left=moved("children_left"),
        right=moved("children_right"),
        column=np.maximum(gathered("feature"), 0),
        threshold=gathered("threshold"),
        missing_left=gathered("missing_go_to_left").astype(bool),
        cover=gathered("weighted_n_node_samples"),
        group=np.full(starts[-1], -1),
        groups=np.zeros((0, 0), dtype=bool),
        outputs=outputs / len(members),
        start=np.zeros(outputs.shape[1]),
        roots=starts[:-1],
    )


def _boosted(estimator: Any) -> Trees:
    import numpy as np

    members = [(place, tree) for step in estimator._predictors for place, tree in enumerate(step)]
    starts = np.cumsum([0, *(len(tree.nodes) for _, tree in members)])
    nodes = np.concatenate([tree.nodes for _, tree in members])
    offset = np.repeat(starts[:-1], np.diff(starts))
    leaf = nodes["is_leaf"].astype(bool)
    bits = [tree.raw_left_cat_bitsets for _, tree in members]
    first = np.repeat(np.cumsum([0, *(len(one) for one in bits)])[:-1], np.diff(starts))
    outputs, start = _scores(estimator, np.repeat([place for place, _ in members], np.diff(starts)), nodes["value"])
    return Trees(
        left=np.where(leaf, -1, nodes["left"].astype(np.intp) + offset),
        right=np.where(leaf, -1, nodes["right"].astype(np.intp) + offset),
        column=np.where(leaf, 0, nodes["feature_idx"]).astype(np.intp),
        threshold=nodes["num_threshold"],
        missing_left=nodes["missing_go_to_left"].astype(bool),
        cover=nodes["count"].astype(np.float64),
        group=np.where(nodes["is_categorical"].astype(bool) & ~leaf, first + nodes["bitset_idx"], -1).astype(np.intp),
        groups=_unpacked(np.concatenate(bits)),
        outputs=outputs,
        start=start,
        roots=starts[:-1],
    )


def _scores(estimator: Any, place: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(nodes, outputs) and (outputs): what each node adds, and the baseline; of two classes, both."""
    import numpy as np

    start = np.ravel(estimator._baseline_prediction).astype(np.float64)
    outputs = np.zeros((len(values), len(start)))
    outputs[np.arange(len(values)), place] = values
    if hasattr(estimator, "classes_") and len(start) == 1:
        return np.concatenate([-outputs, outputs], axis=1), np.concatenate([-start, start])
    return outputs, start


def _unpacked(bitsets: np.ndarray) -> np.ndarray:
    """(bitsets, 256) booleans from (bitsets, 8) 32-bit words, the lowest bit first."""
    import numpy as np

    words = np.ascontiguousarray(bitsets, dtype="<u4").reshape(len(bitsets), 8)
    return np.unpackbits(words.view(np.uint8), axis=1, bitorder="little").astype(bool)
