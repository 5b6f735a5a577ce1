"""Put numbers into bins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    DataError,
    Example,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    quoted,
    setting,
)
from knode_nodes.prep import _edges
from knode_nodes.prep._fitted import Fitted, changed, check_free, check_rows, fitted
from knode_nodes.prep._numbers import check_told_apart, floats_of, number_columns
from knode_nodes.prep._target import target_numbers

if TYPE_CHECKING:
    import pandas as pd

    from knode_nodes.prep.bins import Bins

PURPOSE = "put into bins"


class Binner(Node):
    """Put numbers into bins, such as ages into age groups.

    The edges are learnt from the rows that come in, or given; the model puts other rows into the same bins. Missing values
    stay missing. The bins are an ordered category, so that tables and plots show them in their order, or their number
    from 1 on.

    - equal width: the bins are equally wide, from the smallest to the largest value.
    - equal frequency: about as many rows are in each bin. Where a value occurs very often there are fewer bins.
    - edges: at the edges that you give.
    - target tree: where a decision tree splits the column to tell the values of the target apart. The target itself is only
      read in training.

    With open ends the first and the last bin take all numbers beyond, which is safe for new rows; otherwise a number outside
    of the outermost edges becomes missing. A column that has one value only becomes one bin.

    Example: ages 3, 17, 40, 80 with the edges 18 and 65 become ≤ 18, ≤ 18, (18, 65] and > 65.
    """

    pack = "prep"
    icon = "binner"
    shelf = "Before learning"
    keywords = (
        "Numeric Binner",
        "Auto-Binner",
        "CAIM Binner",
        "Discretize",
        "Tile",
        "Multi-Field Binning",
        "KBinsDiscretizer",
        "cut",
        "qcut",
        "Bucket",
        "NTILE",
        "width_bucket",
        "Age groups",
    )
    example = Example({"columns": ["age"], "method": "edges", "edges": [18, 65]})
    fits = "model"
    columns: Columns = setting(Columns.typed("number"), "The numeric columns to put into bins.")
    method: Literal["equal width", "equal frequency", "edges", "target tree"] = setting(
        "equal width", "How the edges are found."
    )
    bins: int = setting(
        5, "How many bins, at most.", ge=2, le=1000, when={"method": ("equal width", "equal frequency", "target tree")}
    )
    edges: list[float] = setting(
        [],
        "The edges of the bins, rising; with open ends two edges make three bins, otherwise one.",
        when={"method": ("edges",)},
    )
    target: Column = setting(
        Column(""), "The column whose values a tree tells apart.", when={"method": ("target tree",)}
    )
    least: int = setting(20, "Rows in each bin at least, by a tree.", ge=1, when={"method": ("target tree",)})
    ends: Literal["open", "missing"] = setting(
        "open",
        "What becomes of numbers beyond the outermost edges: the first and the last bin take them, or they are missing.",
    )
    closed: Literal["right", "left"] = setting(
        "right", "The side of a bin whose edge belongs to it: right means that 18 is in (10, 18]."
    )
    into: Literal["category", "number"] = setting(
        "category", "An ordered category of labels, or the number of the bin."
    )
    labels: list[str] = setting(
        [], "A label for each bin, from low to high; the intervals when there are none.", when={"into": ("category",)}
    )
    keep: bool = setting(False, "Keep the numbers, and add the bins as columns of their own.")
    suffix: str = setting("_bin", "What the names of added columns end in.", min_length=1, when={"keep": True})

    @model_validator(mode="after")
    def _check_edges(self) -> Binner:
        if any(one >= other for one, other in zip(self.edges, self.edges[1:], strict=False)):
            raise ValueError("the edges must rise: each one larger than the one before")
        if self.method == "edges" and len(self.edges) < (1 if self.ends == "open" else 2):
            raise ValueError("give the edges of the bins: one at least with open ends, two otherwise")
        if len(set(self.labels)) < len(self.labels):
            raise ValueError("two bins have the same label: give each a label of its own")
        return self

    def run(self, table: Table) -> Fitted:
        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        if self.keep:
            check_free(table.columns, [name + self.suffix for name in columns])
        estimator = self._bins({name: self._found(table, name) for name in columns})
        facts = {"edges": estimator.edges}
        return fitted("Binner", estimator, table, columns, facts=facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        columns = self._columns(table)
        if self.keep:
            check_free(table.names, [name + self.suffix for name in columns])
        made = {self._named(name): self._made_spec(name) for name in columns}
        model = ModelSpec(
            kind="transformer",
            inputs=table.select(columns),
            outputs=TableSpec(columns=tuple(made.values())),
            replaces=(),
        )
        return {"table": changed(table, made), "model": model}

    def _named(self, name: str) -> str:
        return name + self.suffix if self.keep else name

    def _made_spec(self, name: str) -> ColumnSpec:
        if self.into == "number":
            return ColumnSpec(name=self._named(name), dtype="Int64")
        known = tuple(self._labels(name, self.edges)) if self.method == "edges" else None
        return ColumnSpec(name=self._named(name), dtype="category", ordered=True, categories=known)

    def _columns(self, spec: TableSpec) -> list[str]:
        chosen = number_columns(self.columns, spec, PURPOSE, decimals=True)
        if self.method != "target tree":
            return chosen
        target = self.target.of(spec, port="table")
        if target in chosen and self.columns.by == "names":
            raise DataError(
                f"{quoted(target)} is the target, and cannot be put into bins by itself: take it out of the columns",
                port="table",
                column=target,
            )
        left = [name for name in chosen if name != target]
        if not left:
            raise DataError(f"there is no numeric column to {PURPOSE} but the target: choose the columns", port="table")
        return left

    def _found(self, table: pd.DataFrame, name: str) -> list[float]:
        """The edges of a column: those at the ends only where they count."""
        if self.method == "edges":
            return list(self.edges)
        import numpy as np

        values = floats_of(table[name])
        check_told_apart(table[name], values)
        finite = np.isfinite(values)
        if not finite.any():
            raise DataError(
                f"{quoted(name)} has no values, so no bins can be learnt: leave it out, or give the edges",
                port="table",
                column=name,
            )
        edges = self._learnt(table, values, finite)
        if self.ends == "open":
            return edges[1:-1]
        return edges if len(edges) > 1 else [edges[0], edges[0]]

    def _learnt(self, table: pd.DataFrame, values: Any, finite: Any) -> list[float]:
        if self.method == "equal width":
            return _edges.equal_width(values[finite], self.bins)
        if self.method == "equal frequency":
            return _edges.equal_frequency(values[finite], self.bins)
        target, classes = target_numbers(table[self.target])
        known = finite & (target == target)
        if not known.any():
            raise DataError(
                f"no row has both a number and a value of the target {quoted(self.target)}",
                port="table",
                column=str(self.target),
            )
        if classes and len(set(target[known].tolist())) < 2:
            raise DataError(
                f"the target {quoted(self.target)} has 1 class, and two are needed at least: choose another target, or let "
                "the method be equal frequency",
                port="table",
                column=str(self.target),
            )
        return _edges.by_tree(values[known], target[known], self.bins, self.least, classes=classes)

    def _bins(self, edges: dict[str, list[float]]) -> Bins:
        from knode_nodes.prep.bins import Bins

        return Bins(
            edges,
            {name: self._labels(name, found) for name, found in edges.items()},
            {name: self._named(name) for name in edges},
            closed=self.closed,
            bounded=self.ends == "missing",
            numbers=self.into == "number",
        )

    def _labels(self, name: str, edges: list[float]) -> list[str]:
        bounded = self.ends == "missing"
        count = len(edges) - 1 if bounded else len(edges) + 1
        if not self.labels:
            return _edges.interval_labels(edges, self.closed, bounded)
        if len(self.labels) != count:
            fewer = self.method == "equal frequency" and count < self.bins
            why = ", as some values are in so many rows that they fill more than one" if fewer else ""
            raise DataError(
                f"there are {len(self.labels):,} labels and {count:,} bins of {quoted(name)}{why}: give as many labels as bins",
                port="table",
                column=name,
            )
        return list(self.labels)
