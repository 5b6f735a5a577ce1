"""Fitted trees made into flat arrays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode_nodes.learn._compiled.preparing import Prepared
from knode_nodes.learn._compiled.trees import MOST_LEVELS, Trees

if TYPE_CHECKING:
    import numpy as np

MOST_ANSWERS = 50_000_000
"""The most answers that are kept to questions about texts: a byte each."""
LEFT, RIGHT, AS_MISSING = 1, 0, -1


@dataclass
class Fitted:
    """One tree as its library holds it, by node: whether it is a leaf, the nodes after it, what it asks, and so on.

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
        self._known: dict[Any, int] = {}
        self._all: list[tuple[int, int]] = []

    def asked(self, tree: Fitted, node: int) -> int:
        """The number of the question that a node asks."""
        group = tree.groups.get(node)
        asks = float(tree.threshold[node]) if group is None else group.tobytes()
        key = (int(tree.feature[node]), bool(tree.missing_left[node]), asks)
        if key not in self._known:
            text, answers = self._answers(*key, group)
            numbers = self._numbers[text]
            self._known[key] = len(self._all)
            self._all.append((text, numbers.setdefault(answers, len(numbers))))
        return self._known[key]

    def _answers(self, feature: int, missing_left: bool, asks: Any, group: np.ndarray | None) -> tuple[int, bytes]:
        """The text column's place, and by position of its values a byte: 0 goes left, 1 right."""
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

    def columns(self, first: int) -> np.ndarray:
        """By number of the question its column, where the tables of the text columns follow each other from `first` on."""
        import numpy as np

        starts = first + np.cumsum([0, *(len(numbers) for numbers in self._numbers)])
        return np.array([starts[text] + number for text, number in self._all], dtype=np.intp)

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
    """Trees as flat arrays, and what their nodes hold (nodes, outputs); None where they are too large.

    Args:
        fitted: the trees.
        prepared: what they read.
        nullable: the number columns that may have missing values.
    """
    import numpy as np

    low = np.array([place for place, name in enumerate(prepared.numbers) if name in nullable], dtype=np.intp)
    numbers, questions = _number_columns(prepared, low), _Questions(prepared)
    roots = np.cumsum([0, *(len(tree.leaf) for tree in fitted)])[:-1]
    parts = [_flat(tree, int(root), numbers, questions) for tree, root in zip(fitted, roots, strict=True)]
    column, threshold, following, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    tables, depth = questions.tables(), max(tree.depth for tree in fitted)
    if tables is None or depth > MOST_LEVELS:
        return None
    about_text = column < 0
    column[about_text] = questions.columns(len(prepared.numbers) + len(low))[-1 - column[about_text]]
    return Trees(roots, column, threshold, following, depth, low, tables), values


def _number_columns(prepared: Prepared, low: np.ndarray) -> np.ndarray:
    """(2, features): the column of a number where missing values go right, and left; -1 for what is made of texts."""
    import numpy as np

    count = len(prepared.numbers)
    lows = {int(number): count + place for place, number in enumerate(low)}
    right = [-1 if text is not None else which for text, which in prepared.reads]
    left = [-1 if text is not None else lows.get(which, which) for text, which in prepared.reads]
    return np.array([right, left], dtype=np.intp)


def _flat(tree: Fitted, root: int, numbers: np.ndarray, questions: _Questions) -> tuple[np.ndarray, ...]:
    """The column (-1 less a question's number for texts), threshold, following node and values of each node, as in Trees.

    The root comes first, then the children of each node side by side, the right one first.
    """
    import numpy as np

    count, inner = len(tree.leaf), np.flatnonzero(~tree.leaf)
    first_child = 1 + 2 * np.arange(len(inner))
    place = np.zeros(count, dtype=np.intp)
    place[tree.right[inner]] = first_child
    place[tree.left[inner]] = first_child + 1
    column, threshold, following = np.zeros(count, dtype=np.intp), np.full(count, np.nan), np.arange(root, root + count)
    asked = numbers[tree.missing_left[inner].astype(np.intp), tree.feature[inner]]
    about_text = asked < 0
    asked[about_text] = [-1 - questions.asked(tree, int(node)) for node in inner[about_text]]
    column[place[inner]] = asked
    threshold[place[inner]] = np.where(about_text, 0.5, tree.threshold[inner])
    following[place[inner]] = root + first_child
    values = np.empty(tree.values.shape)
    values[place] = tree.values
    return column, threshold, following, values
