"""Pair every row of a table with every row of another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from knode.api import DataError, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._matching import limit_of
from knode_nodes.prep._suffixes import beside, suffixed
from knode_nodes.prep._taking import taken

if TYPE_CHECKING:
    import pandas as pd


class CrossJoin(Node):
    """Pair every row of the left table with every row of the right one.

    The result has as many rows as the two numbers of rows multiplied: the first row of the left table with each row of the
    right one, then its second row, and so on, numbered anew. It is counted before anything is done, and refused where it
    is too large. Columns that both tables have get a suffix.

    Example: 3 shops and 12 months give 36 rows, one for each shop in each month.
    """

    pack = "prep"
    icon = "cross-join"
    shelf = "Several tables"
    keywords = ("Cross Joiner", "Append Fields", "Cartesian product", "cross", "all combinations", "expand grid")
    example = Example({})
    left_suffix: str = setting("", "What is added to the name of a left column that the right table has too.")
    right_suffix: str = setting("_right", "What is added to the name of a right column that the left table has too.")
    most_rows: int | None = setting(
        None,
        "The most rows that may come out; 20 million, or 20 times the larger table if that is more, when empty.",
        ge=1,
    )

    @model_validator(mode="after")
    def _check_suffixes(self) -> CrossJoin:
        if self.left_suffix == self.right_suffix:
            raise ValueError("the two suffixes must differ")
        return self

    def run(self, left: Table, right: Table) -> Table:
        import numpy as np

        rows, limit = len(left) * len(right), limit_of(self.most_rows, len(left), len(right))
        if rows > limit:
            raise DataError(
                f"{len(left):,} rows with {len(right):,} rows give {rows:,} pairs, more than the {limit:,} that are allowed. "
                "Filter the tables before, join them by a key, or set a higher limit",
                port="right",
            )
        one, other = self._named(left, right)
        repeated = partial(np.repeat, repeats=len(right))
        tiled = partial(np.tile, reps=len(left))
        lefts, rights = repeated(np.arange(len(left))), tiled(np.arange(len(right)))
        return beside(taken(one, lefts, plain=repeated), taken(other, rights, plain=tiled))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        left, right = inputs.get("left"), inputs.get("right")
        if not isinstance(left, TableSpec) or not isinstance(right, TableSpec):
            return {"table": None}
        return {"table": TableSpec.of(beside(*self._named(left.empty(), right.empty())))}

    def _named(self, left: pd.DataFrame, right: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        return suffixed(left, right, (self.left_suffix, self.right_suffix))
