"""Fitted trees made into flat arrays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.trees import Boosting, Forest, Trees

if TYPE_CHECKING:
    import numpy as np

MOST_ANSWERS = 50_000_000
"""The most answers that are kept to questions about texts: a byte each."""
LEFT, RIGHT, AS_MISSING = 1, 0, -1


@dataclass
class Fitted:
    """One tree as its library holds it, by node: `left` and `right` (anything at leaves), where missing values go, and so on.

    `values` is (nodes, outputs). `groups` has for nodes that ask for categories (categories,) LEFT, RIGHT or AS_MISSING.
    """

    leaf: np.ndarray
    left: np.ndarray
    right: np.ndarray
    feature: np.ndarray
    threshold: np.ndarray
    missing_left: np.ndarray
    values: np.ndarray
    depth: int
    groups: dict[int, np.ndarray] = field(default_factory=dict)


class _Questions:
    """The different questions that nodes ask about text columns."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._numbers: list[dict[bytes, int]] = [{} for _ in prepared.texts]
        self._known: dict[Any, tuple[int, int]] = {}

    def asked(self, tree: Fitted, node: int) -> tuple[int, int]:
        """The text column's place, and the number of the question among those about it."""
        group = tree.groups.get(node)
        asks = float(tree.threshold[node]) if group is None else group.tobytes()
        key = (int(tree.feature[node]), bool(tree.missing_left[node]), asks)
        if key not in self._known:
            text, answers = self._answers(*key, group)
            numbers = self._numbers[text]
            self._known[key] = text, numbers.setdefault(answers, len(numbers))
        return self._known[key]

    def _answers(self, feature: int, missing_left: bool, asks: Any, group: np.ndarray | None) -> tuple[int, bytes]:
        """By position of the column's values a byte: 0 goes left, 1 right."""
        import numpy as np

        text, which = self._prepared.reads[feature]
        assert text is not None
        encoded = self._prepared.encoded[text](which)
        missing = np.isnan(encoded)
        if group is None:
            right = ~(encoded <= asks)
        else:
            side = group[np.where(missing, 0, encoded).astype(np.intp)]
            right, missing = side == RIGHT, missing | (side == AS_MISSING)
        return text, np.where(missing, not missing_left, right).astype(np.uint8).tobytes()

    @property
    def tables(self) -> list[np.ndarray] | None:
        """By text column (positions, questions); None when they are too large."""
        import numpy as np

        sizes = [len(values) + 1 for values in self._prepared.values]
        if sum(size * len(numbers) for size, numbers in zip(sizes, self._numbers, strict=True)) > MOST_ANSWERS:
            return None
        return [
            np.frombuffer(b"".join(numbers), np.uint8).reshape(len(numbers), size).T.copy()
            for size, numbers in zip(sizes, self._numbers, strict=True)
        ]


def planted(fitted: Sequence[Fitted], prepared: Prepared, nullable: Collection[str]) -> tuple[Trees, np.ndarray] | None:
    """Trees as flat arrays, and what their nodes hold (nodes, outputs); None where they cannot be.

    Args:
        fitted: the trees.
        prepared: what they read.
        nullable: the number columns that may have missing values.
    """
    import numpy as np

    low = np.array([place for place, name in enumerate(prepared.numbers) if name in nullable], dtype=np.intp)
    questions, numbers = _Questions(prepared), _number_columns(prepared, low)
    places: list[np.ndarray] = []
    followings, thresholds, values, asking = [], [], [], []
    roots, start = [], 0
    for tree in fitted:
        inner, new = np.flatnonzero(~tree.leaf), _new_places(tree)
        if new is None:
            return None
        own = numbers[tree.missing_left[inner].astype(np.intp), tree.feature[inner]]
        for node in inner[own < 0]:
            if prepared.reads[tree.feature[node]][0] is None:
                return None
            asking.append((start + int(new[node]), *questions.asked(tree, int(node))))
        if any(prepared.reads[tree.feature[node]][0] is None for node in tree.groups):
            return None
        at = new[inner]
        places.append(_placed(np.zeros(len(new), dtype=np.intp), at, own))
        about_text = own < 0
        asks = np.where(about_text, 0.5, tree.threshold[inner])
        thresholds.append(_placed(np.full(len(new), np.nan), at, asks))
        followings.append(_placed(np.arange(start, start + len(new)), at, start + 1 + 2 * np.arange(len(inner))))
        values.append(_placed(np.empty(tree.values.shape), new, tree.values))
        roots.append(start)
        start += len(new)
    tables = questions.tables
    if tables is None:
        return None
    column = np.concatenate(places)
    first = len(prepared.numbers) + len(low) + np.cumsum([0, *(table.shape[1] for table in tables)])
    for node, text, question in asking:
        column[node] = first[text] + question
    depth = max(tree.depth for tree in fitted)
    trees = Trees(np.array(roots), column, np.concatenate(thresholds), np.concatenate(followings), depth, low, tables)
    return trees, np.concatenate(values)


def _number_columns(prepared: Prepared, low: np.ndarray) -> np.ndarray:
    """(2, features): the column of a number where missing values go right, and left; -1 for what is made of texts."""
    import numpy as np

    count = len(prepared.numbers)
    lows = {int(number): count + place for place, number in enumerate(low)}
    right = [-1 if text is not None else which for text, which in prepared.reads]
    left = [-1 if text is not None else lows.get(which, which) for text, which in prepared.reads]
    return np.array([right, left], dtype=np.intp)


def _new_places(tree: Fitted) -> np.ndarray | None:
    """(nodes,): the root first, then the children of each node side by side, the right one first."""
    import numpy as np

    inner = np.flatnonzero(~tree.leaf)
    if len(tree.leaf) != 1 + 2 * len(inner):
        return None
    new = np.zeros(len(tree.leaf), dtype=np.intp)
    new[tree.right[inner]] = 1 + 2 * np.arange(len(inner))
    new[tree.left[inner]] = 2 + 2 * np.arange(len(inner))
    return new


def _placed(made: np.ndarray, places: np.ndarray, values: np.ndarray) -> np.ndarray:
    made[places] = values
    return made


# ---- reading what scikit-learn has fitted


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


def _bits(words: np.ndarray) -> np.ndarray:
    """(256,) booleans: which bits are set in 8 words of 32."""
    import numpy as np

    return np.unpackbits(words.astype("<u4").view(np.uint8), bitorder="little").astype(bool)
