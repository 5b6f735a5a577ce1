"""Draw a sample of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Column, Context, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._drawing import drawn
from knode_nodes.prep._taking import rows_at

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class SampleRows(Node):
    """Draw some of the rows.

    Rows are drawn at random, and the same seed draws the same rows; or the first ones are taken, rows at even distances, or
    every n-th row, beginning with the first. With a column to stratify by, each of its values has the same share in the
    sample as in the table. With replacement a row may be drawn several times, as in a bootstrap. The rows keep the table's
    order and their index.

    In a captured workflow this node is left out: new rows are all taken.

    Example: 1 % of the rows, with `country` to stratify by, for a first look at a large table.
    """

    pack = "prep"
    icon = "sample-rows"
    shelf = "Rows"
    keywords = (
        "Row Sampling",
        "Data Sampler",
        "Random Sample",
        "Sample",
        "Bootstrap Sampling",
        "Equal Size Sampling",
        "every n-th row",
        "TABLESAMPLE",
        "subset",
        "Create Samples",
    )
    example = Example({"fraction": 0.01, "stratify": "country"})
    serving = "pass"
    size: Literal["fraction", "count"] = setting(
        "fraction",
        "Whether the sample is a share or a number of the rows.",
        when={"draw": ("random", "first", "evenly")},
    )
    fraction: float = setting(
        0.1,
        "The share of the rows in the sample; above 1 with replacement only.",
        gt=0,
        le=1000,
        when={"draw": ("random", "first", "evenly"), "size": ("fraction",)},
    )
    count: int = setting(
        1000,
        "The number of rows in the sample.",
        ge=0,
        when={"draw": ("random", "first", "evenly"), "size": ("count",)},
    )
    draw: Literal["random", "first", "evenly", "every n-th"] = setting(
        "random", "Draw rows at random, take the first ones, take them at even distances, or take every n-th."
    )
    step: int = setting(
        10,
        "Take every n-th row: 10 for one row in ten. The size of the sample follows from it.",
        ge=1,
        when={"draw": ("every n-th",)},
    )
    stratify: Column = setting(
        Column(""),
        "A column whose values have the same share in the sample.",
        when={"draw": ("random", "first", "evenly")},
    )
    replacement: bool = setting(False, "A row that was drawn may be drawn again.", when={"draw": ("random",)})
    seed: int | None = setting(
        None, "The seed of the draw; the run's own when empty.", ge=0, when={"draw": ("random",)}
    )

    @model_validator(mode="after")
    def _check_draw(self) -> SampleRows:
        if self.replacement and self.draw != "random":
            raise ValueError("rows are drawn again at random only: draw at random, or without replacement")
        if self.size == "fraction" and self.fraction > 1 and not self.replacement:
            raise ValueError("a share above 1 needs replacement: without it no row is drawn twice")
        if self.draw == "every n-th" and self.stratify:
            raise ValueError("every n-th row cannot be stratified: take rows at even distances")
        return self

    def run(self, table: Table, context: Context) -> Table:
        import numpy as np

        if self.draw == "every n-th":
            return table.iloc[:: self.step]
        seed = context.seed if self.seed is None else self.seed
        return rows_at(table, np.sort(self._rows(table, np.random.default_rng(seed), context)), context.cores)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec) and self.stratify:
            self.stratify.of(table, port="table")
        return {"table": table}

    def _rows(self, table: pd.DataFrame, random: np.random.Generator, context: Context) -> np.ndarray:
        rows = len(table)
        wanted = self.count if self.size == "count" else round(rows * self.fraction)
        if wanted > rows and not self.replacement:
            context.warn(f"The table has only {rows:,} rows: all of them are in the sample.")
            wanted = rows
        elif rows and not wanted:
            context.warn("The sample has no rows.")
        if self.stratify:
            self.stratify.of(table, port="table")
        draw: Any = self.draw
        return drawn(table, wanted if rows else 0, draw, self.stratify, random, replace=self.replacement)
