"""What a part of a plot stands for: rows of a table that the same node gives."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, model_validator

if TYPE_CHECKING:
    from knode.core.plot import Plot


class Match(BaseModel):
    """What the value of a column must be: one of `values`, as plain text (dates in ISO 8601, `true` and `false`; None stands
    for a missing one), or else a number or moment from `low` to `high`, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    column: str
    values: tuple[str | None, ...] | None = None
    low: float | str | None = None
    high: float | str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Match:
        if (self.values is None) == (self.low is None and self.high is None):
            raise ValueError("a match should have either values or bounds")
        return self


class Rows(BaseModel):
    """Rows of the table that the node gives at `port`: those for which all of `where` hold, each of another column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    port: str
    where: tuple[Match, ...]


def rows_at(plot: Plot, x: float, y: float) -> Rows | None:
    """The rows that what is drawn at (x, y) stands for; None where it stands for none."""
    from knode.core.plot_layers import Bars, Heatmap

    for layer in reversed(plot.layers):
        if isinstance(layer, Heatmap) and layer.rows is not None:
            row, column = _between(layer.y_edges, y), _between(layer.x_edges, x)
            if row is not None and column is not None:
                return layer.rows[row][column]
        if isinstance(layer, Bars) and layer.rows is not None:
            along = y if layer.sideways else x
            near = (place for place, at in enumerate(layer.at) if abs(at - along) <= layer.width / 2)
            found = next(near, None)
            if found is not None:
                return layer.rows[found]
    return None


def _between(edges: tuple[float, ...], value: float) -> int | None:
    pairs = enumerate(itertools.pairwise(edges))
    return next((place for place, (low, high) in pairs if low <= value <= high), None)
