"""Reads scikit-learn's tree ensembles as `Trees`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.explain._forest import Trees

if TYPE_CHECKING:
    import numpy as np


def reads(estimator: Any) -> bool:
    """Whether `trees_of` takes an estimator."""
    return _is_boosting(estimator) or _is_gradient(estimator) or _is_forest(estimator)


def trees_of(estimator: Any) -> Trees:
    """The trees of a fitted estimator.

    The outputs are those of `predict` for a regressor; for a classifier, by class, the probability (decision trees and
    forests) or the log-odds, for more than two classes the score before softmax (boosting).
    """
    if _is_boosting(estimator):
        return _boosted(estimator)
    return _added(estimator) if _is_gradient(estimator) else _averaged(estimator)


def scores(estimator: Any) -> bool:
    """Whether the outputs of a classifier that `trees_of` takes are scores before they become probabilities."""
    return _is_boosting(estimator) or _is_gradient(estimator)


def _is_boosting(estimator: Any) -> bool:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    if isinstance(estimator, HistGradientBoostingClassifier):
        return True
    # Other losses predict the exponential of the sum.
    return isinstance(estimator, HistGradientBoostingRegressor) and estimator.loss in (
        "squared_error", "absolute_error", "quantile",
    )  # fmt: skip


def _is_gradient(estimator: Any) -> bool:
    """Gradient boosting that begins with the same number for all rows."""
    from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor

    kinds = (GradientBoostingClassifier, GradientBoostingRegressor)
    return isinstance(estimator, kinds) and (estimator.init is None or estimator.init == "zero")


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
    outputs = np.concatenate([tree.value[:, 0, :] for tree in members])
    if hasattr(estimator, "classes_"):
        outputs = outputs / outputs.sum(axis=1, keepdims=True)
    return _joined(members, outputs / len(members), np.zeros(outputs.shape[1]))


def _added(estimator: Any) -> Trees:
    import numpy as np

    steps = estimator.estimators_
    members = [one.tree_ for one in steps.ravel()]
    place = np.repeat(np.tile(np.arange(steps.shape[1]), len(steps)), [tree.node_count for tree in members])
    values = estimator.learning_rate * np.concatenate([tree.value[:, 0, 0] for tree in members])
    # What it begins with is what any row has beside its leaves.
    row = np.zeros((1, estimator.n_features_in_))
    given = estimator.decision_function if hasattr(estimator, "classes_") else estimator.predict
    leaves = np.array([[one.predict(row)[0] for one in step] for step in steps]).sum(axis=0)
    start = np.ravel(given(named(estimator, row))) - estimator.learning_rate * leaves
    return _joined(members, *_of_classes(estimator, place, values, start))


def _joined(members: list[Any], outputs: np.ndarray, start: np.ndarray) -> Trees:
    """Trees of scikit-learn's kind one after the other."""
    import numpy as np

    starts = np.cumsum([0, *(tree.node_count for tree in members)])

    def gathered(name: str) -> np.ndarray:
        return np.concatenate([getattr(tree, name) for tree in members])

    def moved(name: str) -> np.ndarray:
        parts = [getattr(tree, name) for tree in members]
        return np.concatenate([np.where(one < 0, -1, one + at) for one, at in zip(parts, starts, strict=False)])

    return Trees(
        left=moved("children_left"),
        right=moved("children_right"),
        column=np.maximum(gathered("feature"), 0),
        threshold=gathered("threshold"),
        missing_left=gathered("missing_go_to_left").astype(bool),
        cover=gathered("weighted_n_node_samples"),
        group=np.full(starts[-1], -1),
        groups=np.zeros((0, 0), dtype=bool),
        outputs=outputs,
        start=start,
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
    place = np.repeat([place for place, _ in members], np.diff(starts))
    start = np.ravel(estimator._baseline_prediction).astype(np.float64)
    outputs, start = _of_classes(estimator, place, nodes["value"], start)
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


def _of_classes(
    estimator: Any, place: np.ndarray, values: np.ndarray, start: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(nodes, outputs) and (outputs): what each node adds to the output `place`, and to what; of two classes, both."""
    import numpy as np

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
