"""The joins of hierarchical clustering: as a table, and as a dendrogram to look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import ColumnSpec, TableSpec, View, plot

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

JOINS = TableSpec(
    columns=(
        ColumnSpec(name="left", dtype="int64"),
        ColumnSpec(name="right", dtype="int64"),
        ColumnSpec(name="distance", dtype="float64"),
        ColumnSpec(name="rows", dtype="int64"),
    )
)
WHOLE = 50
"""A tree of so many rows is shown whole; of a larger one the last joins."""
LEAST_LEAVES = 30
MOST_COLOURS = 7
"""After so many, colours come again: clusters are then named in the order in which they stand."""
MOST_NAMED = 20
"""So many clusters have a colour and a place in the legend each."""
INSIDE = "within a cluster"
PALE = 0.45
LARGEST = 1e300
Path = tuple[tuple[float, float], ...]
"""What a line goes through: distances, and places among the leaves."""


def joins_of(fitted: Any) -> pd.DataFrame:
    """The joins of a fitted AgglomerativeClustering, numbered as `scipy.cluster.hierarchy.linkage` numbers them.

    Of n rows, 0 to n - 1 are the rows, and n + k is what join k (a row of the table) has made.

    Raises OverflowError for distances that are not finite, or nearly so.
    """
    import numpy as np
    import pandas as pd

    if not (fitted.distances_ < LARGEST).all():
        raise OverflowError("distances between rows are too large")
    # With single linkage scikit-learn leaves the two as they were found; SciPy puts the lower number first, and so leaves
    # stand in its order.
    pairs = np.sort(np.asarray(fitted.children_, dtype="int64"), axis=1)
    sizes = [1] * (len(pairs) + 1)
    for left, right in pairs.tolist():
        sizes.append(sizes[left] + sizes[right])
    return pd.DataFrame(
        {
            "left": pairs[:, 0],
            "right": pairs[:, 1],
            "distance": np.asarray(fitted.distances_, dtype="float64"),
            "rows": np.array(sizes[len(pairs) + 1 :], dtype="int64"),
        }
    )


class Words(NamedTuple):
    """What a dendrogram says: what distances and leaves are, the column of the clusters, and their names.

    `row` gives the name of a row, `cluster` the place of its cluster among the names, both by the row's position.
    """

    distances: str
    leaves: str
    clusters: str
    names: Sequence[str]
    row: Callable[[int], str]
    cluster: Callable[[int], int]


def dendrogram(joins: pd.DataFrame, words: Words) -> View:
    """The joins as a tree that lies on its side, its leaves at the left, cut into the clusters."""
    return _Drawn(_Tree.of(joins, len(words.names)), words).drawn().view()


@dataclass(frozen=True)
class _Tree:
    """A tree of which the last joins are shown. Its nodes are numbered as in `joins_of`: the higher, the later joined.

    Nodes below `lowest` are leaves where they are shown; those below `cut` lie within a cluster.
    """

    pairs: np.ndarray
    heights: np.ndarray
    sizes: np.ndarray
    lowest: int
    cut: int

    @classmethod
    def of(cls, joins: pd.DataFrame, clusters: int) -> _Tree:
        rows = len(joins) + 1
        leaves = rows if rows <= WHOLE else min(WHOLE, max(LEAST_LEAVES, 2 * clusters))
        return cls(
            joins[["left", "right"]].to_numpy(),
            joins["distance"].to_numpy(),
            joins["rows"].to_numpy(),
            2 * rows - leaves,
            2 * rows - clusters,
        )

    @property
    def rows(self) -> int:
        return len(self.pairs) + 1

    @property
    def joins(self) -> range:
        """Those that are shown."""
        return range(self.lowest, 2 * self.rows - 1)

    @property
    def at(self) -> float:
        """The distance of the cut: between the last join within a cluster and the first that is undone."""
        return (self.height(self.cut - 1) + self.height(self.cut)) / 2

    def children(self, node: int) -> list[int]:
        made: list[int] = self.pairs[node - self.rows].tolist()
        return made

    def height(self, node: int) -> float:
        return float(self.heights[node - self.rows]) if node >= self.rows else 0.0

    def size(self, node: int) -> int:
        return int(self.sizes[node - self.rows]) if node >= self.rows else 1

    def row(self, node: int) -> int:
        """One of the rows of a node."""
        while node >= self.rows:
            # To the side of fewer rows, which is a short way also where rows were joined one by one.
            node = min(self.children(node), key=self.size)
        return node

    def leaves(self) -> list[int]:
        """In the order in which SciPy has them."""
        found, waiting = [], [2 * self.rows - 2]
        while waiting:
            node = waiting.pop()
            if node < self.lowest:
                found.append(node)
            else:
                waiting += reversed(self.children(node))
        return found

    def places(self, leaves: list[int]) -> dict[int, float]:
        """By node its place: a join stands in the middle of the two that it joins."""
        found = {leaf: float(place) for place, leaf in enumerate(leaves)}
        for node in self.joins:
            left, right = self.children(node)
            found[node] = (found[left] + found[right]) / 2
        return found


@dataclass(frozen=True)
class _Branches:
    """The lines of one colour: `pale` where rows of a leaf are joined, and `marks` where the cut goes through, each with its
    cluster."""

    solid: list[Path] = field(default_factory=list)
    pale: list[Path] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Drawn:
    """A tree in words and lines."""

    tree: _Tree
    words: Words

    @property
    def named(self) -> bool:
        """Whether each cluster has a colour and a name."""
        return len(self.words.names) <= MOST_NAMED

    def drawn(self) -> plot.Plot:
        tree, leaves, top = self.tree, self.tree.leaves(), float(self.tree.heights[-1])
        cut = plot.Rule(name=f"cut into {len(self.words.names):,} clusters", direction="vertical", at=tree.at)
        return plot.Plot(
            title="Dendrogram",
            subtitle=self._told(),
            # A little room for joins at distance 0.
            x=plot.Axis(label=self.words.distances, limits=(-0.012 * top, 1.03 * top)),
            y=plot.Axis(label=self.words.leaves, categories=tuple(map(self._label, leaves)), backwards=True),
            layers=(*self._layers(leaves), cut),
            legend=self.words.clusters if self.named else "",
            data=self._sheet(),
        )

    def _told(self) -> str:
        tree = self.tree
        if tree.lowest == tree.rows:
            return f"{tree.rows:,} rows"
        shown = f"the last {len(tree.joins):,} of {len(tree.pairs):,} joins"
        return f"{tree.rows:,} rows, {shown}; (n) is n rows, joined where the line is pale"

    def _label(self, leaf: int) -> str:
        rows = self.tree.size(leaf)
        label = self.words.row(leaf) if rows == 1 else f"({rows:,})"
        return label if self.named else f"{label} {self._cluster(leaf)}".strip()

    def _cluster(self, node: int) -> str:
        """The name of the cluster that a node lies in; empty above the cut."""
        return self.words.names[self.words.cluster(self.tree.row(node))] if node < self.tree.cut else ""

    def _layers(self, leaves: list[int]) -> Iterator[plot.AnyLayer]:
        branches = self._branches(self.tree.places(leaves))
        above = branches.pop("", _Branches())
        yield from _lines("", above, tone="muted")
        many = len(branches) > MOST_COLOURS
        order = map(self._name, leaves) if many else self.words.names
        for name in dict.fromkeys(order if self.named else [INSIDE]):
            if name in branches:
                marks = branches[name].marks
                yield plot.Points(
                    name=name,
                    x=(self.tree.at,) * len(marks),
                    y=tuple(place for place, _ in marks),
                    size=9.0 if self.named else 5.0,
                    rows=tuple(self._behind(cluster) for _, cluster in marks),
                )
                yield from _lines(name, branches[name])

    def _behind(self, cluster: str) -> plot.Rows:
        """The rows of a cluster, in the table that the node gives."""
        return plot.Rows(port="table", where=(plot.Match(column=self.words.clusters, values=(cluster,)),))

    def _name(self, node: int) -> str:
        """What the legend calls the branch of a node."""
        cluster = self._cluster(node)
        return cluster if self.named or not cluster else INSIDE

    def _branches(self, places: dict[int, float]) -> dict[str, _Branches]:
        """By what the legend calls them."""
        tree, found = self.tree, defaultdict[str, _Branches](_Branches)
        for join in tree.joins:
            height, ends = tree.height(join), []
            for child in tree.children(join):
                start, place, mine = tree.height(child), places[child], found[self._name(child)]
                if child < tree.lowest and start > 0:
                    mine.pale.append(((0.0, place), (start, place)))
                if child < tree.cut <= join:
                    mine.solid.append(((start, place), (tree.at, place)))
                    mine.marks.append((place, self._cluster(child)))
                    start = tree.at
                ends.append((start, place))
            (low, first), (high, second) = ends
            found[self._name(join)].solid.append(((low, first), (height, first), (height, second), (high, second)))
        return found

    def _sheet(self) -> plot.Sheet:
        """The joins that are shown as a table."""
        tree = self.tree
        columns: dict[str, list[str]] = {name: [] for name in ("join", *JOINS.names, "cluster")}
        for join in tree.joins:
            left, right = map(self._told_node, tree.children(join))
            row = (
                str(join - tree.rows),
                left,
                right,
                str(tree.height(join)),
                str(tree.size(join)),
                self._cluster(join),
            )
            for cells, cell in zip(columns.values(), row, strict=True):
                cells.append(cell)
        return plot.Sheet(
            columns=tuple(plot.SheetColumn(label=name, cells=tuple(made)) for name, made in columns.items())
        )

    def _told_node(self, node: int) -> str:
        return (
            f"{self.words.leaves} {self.words.row(node)}" if node < self.tree.rows else f"join {node - self.tree.rows}"
        )


def _lines(name: str, branches: _Branches, tone: Literal["series", "muted"] = "series") -> Iterator[plot.Line]:
    for paths, opacity in ((branches.pale, PALE), (branches.solid, 1.0)):
        if paths:
            points: list[tuple[float | None, float | None]] = []
            for path in paths:
                points += [*path, (None, None)]
            x, y = zip(*points[:-1], strict=True)
            yield plot.Line(name=name, x=x, y=y, tone=tone, opacity=opacity, solid=True)
