"""Trees as scikit-learn holds them, which only attributes of its own give."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from knode_nodes.learn._compiled.planting import AS_MISSING, LEFT, RIGHT, Fitted, planted
from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.trees import Boosting, Forest, Isolation, Stages

if TYPE_CHECKING:
    import numpy as np


def forest(trees: Sequence[Any], prepared: Prepared, nullable: Collection[str]) -> Forest | None:
    """Trees of scikit-learn, `DecisionTreeClassifier` or -`Regressor`, that vote."""
    if prepared.gaps or prepared.sparse:
        return None
    made = planted([_tree(tree.tree_) for tree in trees], prepared, nullable)
    return None if made is None else Forest(*made)


def _tree(tree: Any) -> Fitted:
    left = tree.children_left
    return Fitted(
        left < 0,
        left,
        tree.children_right,
        tree.feature,
        tree.threshold,
        tree.missing_go_to_left,
        tree.value[:, 0, :],
        tree.max_depth,
    )


def boosting(estimator: Any, prepared: Prepared, nullable: Collection[str]) -> Boosting | None:
    """A fitted HistGradientBoosting estimator of scikit-learn."""
    import numpy as np

    if not _categories_first(estimator, prepared):
        return None
    known, places = estimator._bin_mapper.make_known_categories_bitsets()
    fitted = [_boosted(tree, known, places) for trees in estimator._predictors for tree in trees]
    # Early stopping may keep no tree at all.
    made = planted(fitted, prepared, nullable) if fitted else None
    if made is None:
        return None
    return Boosting(made[0], made[1][:, 0].copy(), np.array(estimator._baseline_prediction, dtype=float).reshape(-1))


def _categories_first(estimator: Any, prepared: Prepared) -> bool:
    """Put what the estimator reads into the order of its trees; whether that can be done."""
    import numpy as np

    if estimator._preprocessor is None:
        return True
    categorical = np.asarray(estimator.is_categorical_, dtype=bool)
    order = [*np.flatnonzero(categorical), *np.flatnonzero(~categorical)]
    prepared.reads = [prepared.reads[place] for place in order]
    encoder = estimator._preprocessor.named_transformers_["encoder"]
    for (text, which), categories in zip(prepared.reads, encoder.categories_, strict=False):
        if text is None:
            return False
        codes = {value: float(place) for place, value in enumerate(categories.tolist()) if value == value}
        given = prepared.encoded[text](which).tolist()
        coded = np.array([codes.get(value, np.nan) for value in given])
        prepared.encoded[text] = lambda _, coded=coded: coded  # type: ignore[misc]
    return True


def _boosted(tree: Any, known: np.ndarray, places: np.ndarray) -> Fitted:
    import numpy as np

    nodes = tree.nodes
    leaf = nodes["is_leaf"].astype(bool)
    groups = {}
    for node in np.flatnonzero(nodes["is_categorical"].astype(bool) & ~leaf):
        left = _bits(tree.raw_left_cat_bitsets[nodes["bitset_idx"][node]])
        seen = _bits(known[places[nodes["feature_idx"][node]]])
        groups[int(node)] = np.where(left, LEFT, np.where(seen, RIGHT, AS_MISSING)).astype(np.int8)
    return Fitted(
        leaf,
        nodes["left"].astype(np.intp),
        nodes["right"].astype(np.intp),
        nodes["feature_idx"].astype(np.intp),
        nodes["num_threshold"],
        nodes["missing_go_to_left"].astype(bool),
        nodes["value"][:, None],
        int(nodes["depth"].max()),
        groups,
    )


def stages(estimator: Any, prepared: Prepared) -> Stages | None:
    """A fitted GradientBoosting estimator of scikit-learn; None where it begins with another estimator than a constant."""
    import numpy as np
    from sklearn.dummy import DummyClassifier, DummyRegressor

    constant = estimator.init_ is None or isinstance(estimator.init_, str | DummyClassifier | DummyRegressor)
    if not constant or prepared.gaps or prepared.sparse:
        return None
    trees = [_tree(tree.tree_) for tree in estimator.estimators_.ravel()]
    for tree in trees:
        tree.values = tree.values * estimator.learning_rate
    made = planted(trees, prepared, [])
    if made is None:
        return None
    start = estimator._raw_predict_init(np.zeros((1, estimator.n_features_in_), dtype=np.float32))[0]
    return Stages(Boosting(made[0], made[1][:, 0].copy(), np.asarray(start, dtype=float)))


def isolation(estimator: Any, prepared: Prepared, nullable: Collection[str], limit: float) -> Isolation | None:
    """A fitted IsolationForest; None where its trees look at some of the columns only."""
    import numpy as np
    from sklearn.ensemble._iforest import _average_path_length

    every = range(len(prepared.reads))
    if any(list(features) != list(every) for features in estimator.estimators_features_):
        return None
    fitted = [_tree(tree.tree_) for tree in estimator.estimators_]
    ways = zip(estimator._decision_path_lengths, estimator._average_path_length_per_tree, strict=True)
    for tree, (depths, further) in zip(fitted, ways, strict=True):
        tree.values = np.asarray(depths + further - 1.0, dtype=float)[:, None]
    made = None if prepared.gaps or prepared.sparse else planted(fitted, prepared, nullable)
    if made is None:
        return None
    usual = len(fitted) * float(_average_path_length([estimator._max_samples])[0])
    return Isolation(made[0], made[1][:, 0].copy(), usual, limit)


def _bits(words: np.ndarray) -> np.ndarray:
    """(256,) booleans: which bits are set in 8 words of 32."""
    import numpy as np

    return np.unpackbits(words.astype("<u4").view(np.uint8), bitorder="little").astype(bool)
