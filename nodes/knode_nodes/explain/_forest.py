"""The decision trees of a fitted ensemble as flat arrays, and the Shapley values of its predictions, exactly.

The value of a set of columns is what the trees predict when only these are known: at a question about another column both
branches are followed, weighted by the training rows that went there. This is the path-dependent game of TreeSHAP (Lundberg
and others, Nature Machine Intelligence 2, 2020). On the way to one leaf the game is a product over the columns asked about,
z where a column is not known and o (0 or 1) where it is, so that the share of column i is

    leaf * (o_i - z_i) * integral over t from 0 to 1 of the product over the other columns j of (z_j (1 - t) + o_j t),

a polynomial that Gauss-Legendre quadrature integrates exactly. Products are carried down the trees and sums up, level by
level, for all trees at once. Questions about one column count together, also where the column became several numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from knode.api import ArrayStep

if TYPE_CHECKING:
    import numpy as np

TINY = 1e-300
NODES = 65_536
"""Trees are explained together up to so many nodes: what is known of them then stays in the processor's cache."""
BYTES = 16 * 2**20
"""How much memory the products of the rows that are explained at once may take."""
LEAST_ROWS = 32
"""With fewer rows at once more time goes into the trees than into the rows."""


@dataclass(frozen=True)
class Trees(ArrayStep):
    """Nodes of all trees in one row of arrays; children are positions in it, -1 at a leaf.

    A row goes left at a node where its number `column` is at most `threshold`, or, at a question about categories (`group`
    not negative), where it is in `groups[group]`; where it is missing, if `missing_left`. `outputs` (nodes, outputs) are the
    values of leaves, `start` (outputs) what is added to their sum.
    """

    left: np.ndarray
    right: np.ndarray
    column: np.ndarray
    threshold: np.ndarray
    missing_left: np.ndarray
    cover: np.ndarray
    group: np.ndarray
    groups: np.ndarray
    outputs: np.ndarray
    start: np.ndarray
    roots: np.ndarray

    def goes_left(self, rows: np.ndarray) -> np.ndarray:
        """(nodes, rows) booleans."""
        import numpy as np

        columns = np.ascontiguousarray(rows.T)
        values = columns[self.column]
        left: np.ndarray = values <= self.threshold[:, None]
        asked, gaps = np.flatnonzero(self.group >= 0), np.isnan(columns)
        if len(asked):
            codes = np.where(gaps, 0, columns)[self.column[asked]].astype(np.intp)
            left[asked] = self.groups[self.group[asked][:, None], codes]
        if gaps.any():
            left = np.where(gaps[self.column], self.missing_left[:, None], left)
        return left

    def blocks(self) -> list[Trees]:
        """The trees in groups of about `NODES` nodes; nothing is added to the sum of a group."""
        import numpy as np

        ends = np.append(self.roots[1:], len(self.left))
        firsts = [0]
        for tree in range(1, len(self.roots)):
            if ends[tree] - self.roots[firsts[-1]] > NODES:
                firsts.append(tree)
        return [self._some(first, last) for first, last in pairwise([*firsts, len(self.roots)])]

    def _some(self, first: int, last: int) -> Trees:
        """The trees from `first` to before `last`."""
        import numpy as np

        start = int(self.roots[first])
        here = slice(start, int(self.roots[last]) if last < len(self.roots) else len(self.left))
        return replace(
            self,
            left=np.where(self.left[here] < 0, -1, self.left[here] - start),
            right=np.where(self.right[here] < 0, -1, self.right[here] - start),
            column=self.column[here],
            threshold=self.threshold[here],
            missing_left=self.missing_left[here],
            cover=self.cover[here],
            group=self.group[here],
            outputs=self.outputs[here],
            start=np.zeros_like(self.start),
            roots=self.roots[first:last] - start,
        )


@dataclass(frozen=True)
class Level:
    """The nodes that are equally far from their roots: what does not depend on rows about the edge to each of them.

    `at` is where they stand in the order of levels, `parents` are positions in the level above, `before` is where the node
    stands that the edge before about the same source leads to, or -1.
    """

    nodes: np.ndarray
    at: slice
    parents: np.ndarray
    is_left: np.ndarray
    before: np.ndarray


class Forest:
    """Explains the trees of one ensemble.

    Args:
        trees: the trees.
        sources: (columns) the number of the source that each column of the rows comes from.
        count: how many sources there are.
    """

    def __init__(self, trees: Trees, sources: np.ndarray, count: int) -> None:
        self._start = trees.start
        self._count = count
        self._blocks = [Block(some, sources, count) for some in trees.blocks()]
        self.expected = trees.start + sum(block.expected for block in self._blocks)

    def values(self, rows: np.ndarray, outputs: np.ndarray) -> np.ndarray:
        """(rows, sources) Shapley values of output `outputs[row]` of each row."""
        import numpy as np

        made = np.zeros((len(rows), self._count))
        for block in self._blocks:
            for start in range(0, len(rows), block.rows):
                here = slice(start, start + block.rows)
                made[here] += block.values(rows[here], outputs[here])
        return made

    def outputs(self, rows: np.ndarray) -> np.ndarray:
        """(rows, outputs) what the trees give."""
        made: np.ndarray = self._start + sum(block.outputs(rows) for block in self._blocks)
        return made


class Block:
    """Explains some of the trees, all at once.

    `rows` are as many as are best explained at once.
    """

    def __init__(self, trees: Trees, sources: np.ndarray, count: int) -> None:
        import numpy as np

        self._trees = trees
        self._count = count
        self._source = np.zeros(len(trees.left), dtype=np.intp)
        self._known = np.ones(len(trees.left))
        self._levels, longest = self._read(sources)
        self._by_source = np.argsort(self._source, kind="stable")
        self._asked, self._starts = np.unique(self._source[self._by_source], return_index=True)
        points, weights = np.polynomial.legendre.leggauss(max(1, (longest + 1) // 2))
        self._points, self._weights = (points + 1) / 2, weights / 2
        self.expected = self._expected()
        self.rows = max(LEAST_ROWS, BYTES // (8 * len(self._source)))

    def values(self, rows: np.ndarray, outputs: np.ndarray) -> np.ndarray:
        """(rows, sources) Shapley values of output `outputs[row]` of each row."""
        import numpy as np

        met = self._met(rows)
        shares = np.zeros(met.shape)
        for point, weight in zip(self._points.tolist(), self._weights.tolist(), strict=True):
            self._add_shares(point, weight, met, outputs, shares)
        found = np.zeros((self._count, len(rows)))
        found[self._asked] = np.add.reduceat(shares[self._by_source], self._starts, axis=0)
        return found.T

    def outputs(self, rows: np.ndarray) -> np.ndarray:
        """(rows, outputs) what the trees give."""
        import numpy as np

        goes_left = self._trees.goes_left(rows)
        reached = np.ones(goes_left.shape, dtype=bool)
        above = self._trees.roots
        for level in self._levels:
            parents = above[level.parents]
            reached[level.nodes] = reached[parents] & (goes_left[parents] == level.is_left[:, None])
            above = level.nodes
        leaves = self._trees.left < 0
        made: np.ndarray = reached[leaves].T @ self._trees.outputs[leaves]
        return made

    def _read(self, sources: np.ndarray) -> tuple[list[Level], int]:
        """The levels below the roots, and the most sources on the way to one leaf."""
        import numpy as np

        trees, levels, longest = self._trees, [], 0
        above, stands = trees.roots, len(trees.roots)
        # By node and source: where the node stands that the last edge about the source leads to.
        last = np.full((len(above), self._count), -1)
        while len(inner := np.flatnonzero(trees.left[above] >= 0)):
            parents = np.repeat(inner, 2)
            nodes = np.stack([trees.left[above[inner]], trees.right[above[inner]]], axis=1).ravel()
            here = slice(stands, stands + len(nodes))
            at = np.arange(len(nodes)), sources[trees.column[above[parents]]]
            last = last[parents]
            before = last[at]
            last[at] = np.arange(here.start, here.stop)
            share = trees.cover[nodes] / trees.cover[above[parents]]
            self._source[here] = at[1]
            self._known[here] = np.where(before >= 0, self._known[before], 1.0) * share
            longest = max(longest, int((last >= 0).sum(axis=1).max()))
            levels.append(Level(nodes, here, parents, np.tile([True, False], len(inner)), before))
            above, stands = nodes, here.stop
        return levels, longest

    def _expected(self) -> np.ndarray:
        """(outputs) the mean of the trees' sum over the training rows."""
        import numpy as np

        reached = np.zeros(len(self._trees.left))
        above = self._trees.roots
        reached[above] = 1.0
        for level in self._levels:
            parents = above[level.parents]
            reached[level.nodes] = reached[parents] * self._trees.cover[level.nodes] / self._trees.cover[parents]
            above = level.nodes
        leaves = self._trees.left < 0
        expected: np.ndarray = reached[leaves] @ self._trees.outputs[leaves]
        return expected

    def _met(self, rows: np.ndarray) -> np.ndarray:
        """(nodes in the order of levels, rows) 0 or 1: o of the edge to each node."""
        import numpy as np

        goes_left = self._trees.goes_left(rows)
        met = np.ones(goes_left.shape)
        above = self._trees.roots
        for level in self._levels:
            repeated = level.before >= 0
            taken = met[level.at]
            np.equal(goes_left[above[level.parents]], level.is_left[:, None], out=taken)
            taken[repeated] *= met[level.before[repeated]]
            above = level.nodes
        return met

    def _add_shares(
        self, point: float, weight: float, met: np.ndarray, outputs: np.ndarray, shares: np.ndarray
    ) -> None:
        """Add to (nodes, rows) what each edge gives its source at one point t of the integral, for all leaves under it.

        The factor of an edge, z (1 - t) + o t, and its (o - z) / factor have two values each, as o is 0 or 1.
        """
        import numpy as np

        blind = np.maximum(self._known * (1 - point), TINY)
        products = self._products(blind, point, met)
        without = -weight * self._known / blind
        more = weight * (1 - self._known) / (blind + point) - without
        sums: np.ndarray | None = None
        for number in range(len(self._levels) - 1, -1, -1):
            level = self._levels[number]
            sums = self._sums(number, products[number], sums, outputs)
            share = met[level.at] * more[level.at, None]
            share += without[level.at, None]
            repeated = np.flatnonzero(level.before >= 0)
            if len(repeated):
                before = level.before[repeated]
                share[repeated] -= met[before] * more[before, None] + without[before, None]
            share *= sums
            shares[level.at] += share

    def _products(self, blind: np.ndarray, point: float, met: np.ndarray) -> list[np.ndarray]:
        """By level (nodes, rows) the product of the factors of all edges on the way here."""
        import numpy as np

        products = []
        product = np.ones((len(self._trees.roots), met.shape[1]))
        for level in self._levels:
            product = product[level.parents]
            factor = met[level.at] * point
            factor += blind[level.at, None]
            product *= factor
            repeated = np.flatnonzero(level.before >= 0)
            if len(repeated):
                before = level.before[repeated]
                product[repeated] /= met[before] * point + blind[before, None]
            products.append(product)
        return products

    def _sums(self, number: int, product: np.ndarray, below: np.ndarray | None, outputs: np.ndarray) -> np.ndarray:
        """(nodes, rows): the products of all leaves under each node of a level, times their values."""
        import numpy as np

        nodes = self._levels[number].nodes
        leaf = np.flatnonzero(self._trees.left[nodes] < 0)
        product[leaf] *= self._trees.outputs[nodes[leaf]][:, outputs]
        if below is not None:
            inner = np.flatnonzero(self._trees.left[nodes] >= 0)
            product[inner] = below[0::2] + below[1::2]
        return product
