"""What a part of a plot stands for: rows of a table that the same node gives."""

from __future__ import annotations

import itertools
import math
from datetime import datetime, timedelta
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, model_validator

if TYPE_CHECKING:
    from knode.core.plot import Axis, Plot
    from knode.core.plot_layers import Bars, Boxes, Heatmap, Histogram

    Parted: TypeAlias = Bars | Boxes | Heatmap | Histogram
Part = int | tuple[int, int]
"""Which bar, box or stretch of a layer; of a heat map the row and the column of a cell."""


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

    @classmethod
    def value(cls, column: str, value: Any) -> Match | None:
        """Rows that have this value; None where it has no plain text that tells it from all others."""
        if _is_missing(value):
            return cls(column=column, values=(None,))
        if isinstance(value, str):
            return cls(column=column, values=(value,))
        if isinstance(value, bool) or type(value).__name__ == "bool":
            return cls(column=column, values=(str(value).lower(),))
        return cls.between(column, value, value) if _is_measure(value) else None

    @classmethod
    def between(cls, column: str, low: Any, high: Any, *, below: bool = False) -> Match | None:
        """Rows from one number, moment or duration to another, which is left out with `below`; None where neither is finite."""
        ends = _bound(low), _bound(high)
        if below and isinstance(ends[1], float):
            ends = ends[0], math.nextafter(ends[1], -math.inf)
        return cls(column=column, low=ends[0], high=ends[1]) if ends != (None, None) else None


class Rows(BaseModel):
    """Rows of the table that the node gives at `port`, or takes there: those for which all of `where` hold, each of another
    column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    port: str
    where: tuple[Match, ...]
    side: Literal["output", "input"] = "output"

    @classmethod
    def taken(cls, port: str, *where: Match | None) -> Rows | None:
        """Rows of the table that came in; None where one of the conditions cannot be said."""
        matches = tuple(match for match in where if match is not None)
        return cls(port=port, where=matches, side="input") if len(matches) == len(where) else None


def _is_missing(value: Any) -> bool:
    return (
        value is None or type(value).__name__ in ("NAType", "NaTType") or (isinstance(value, Real) and value != value)
    )


def _is_measure(value: Any) -> bool:
    return isinstance(value, Real) or hasattr(value, "isoformat")


def _bound(value: Any) -> float | str | None:
    if isinstance(value, Real):
        number = float(value)
        return number if math.isfinite(number) else None
    return str(value)


def rows_at(plot: Plot, x: float, y: float) -> Rows | None:
    """The rows that what is drawn at (x, y) stands for; None where it stands for none.

    A bar or box stands for its rows wherever along it a click is, as it may be short; where others are stacked on it, only
    between its ends.
    """
    found = part_at(plot, x, y, leading=True)
    if found is None:
        return None
    layer, part = found
    rows: Any = layer.rows
    return rows[part[0]][part[1]] if isinstance(part, tuple) else rows[part]  # type: ignore[no-any-return]


def part_at(plot: Plot, x: float, y: float, *, leading: bool = False) -> tuple[Parted, Part] | None:
    """The layer with the cell, bar, box or stretch at (x, y), and which of it; of those `leading` to rows only."""
    from knode.core.plot_layers import Bars, Boxes, Heatmap, Histogram

    for layer in reversed(plot.layers):
        if not isinstance(layer, Bars | Boxes | Heatmap | Histogram) or (leading and layer.rows is None):
            continue
        found: Part | None = None
        if isinstance(layer, Heatmap):
            row, column = _between(layer.y_edges, y), _between(layer.x_edges, x)
            found = None if row is None or column is None else (row, column)
        elif isinstance(layer, Histogram):
            found = _between(layer.edges, x)
            if found is not None and layer is not plot.layers[0] and y > layer.counts[found]:
                found = None
        else:
            along, length = (y, x) if layer.sideways else (x, y)
            found = _bar(layer, along, length) if isinstance(layer, Bars) else _box(layer, along)
        if found is not None:
            return layer, found
    return None


def rows_of_value(rows: Rows | None, axis: Axis, value: float) -> Rows | None:
    """Those of some rows whose column along an axis has a value; all of them where it holds no numbers."""
    if rows is None or not axis.column or axis.scale == "time":
        return rows
    match = Match.between(axis.column, value, value)
    others = (one for one in rows.where if one.column != axis.column)
    return rows if match is None else rows.model_copy(update={"where": (match, *others)})


def rows_within(plot: Plot, x: tuple[float, float], y: tuple[float, float]) -> Rows | None:
    """The rows whose columns lie between these ends of the axes, in the numbers of the plot; None where it has no such ones."""
    axes = ((axis, ends) for axis, ends in ((plot.x, x), (plot.y, y)) if axis.column)
    matches = [Match.between(axis.column, *(_on(axis, end) for end in sorted(ends))) for axis, ends in axes]
    return Rows.taken(plot.ground, *matches) if plot.ground and matches else None


def _on(axis: Axis, number: float) -> float | str:
    if axis.scale != "time":
        return number
    moment = datetime(1970, 1, 1) + timedelta(seconds=number)
    return f"{moment.isoformat(sep=' ')}+00:00" if axis.zone else moment.isoformat(sep=" ")


def _bar(layer: Bars, along: float, length: float) -> int | None:
    """The number of the bar at a place."""
    for number, (at, size) in enumerate(zip(layer.at, layer.size, strict=True)):
        if abs(at - along) <= layer.width / 2:
            if layer.base is None:
                return number
            ends = layer.base[number], layer.base[number] + (size or 0.0)
            if min(ends) <= length <= max(ends):
                return number
    return None


def _box(layer: Boxes, along: float) -> int | None:
    """The number of the box at a place."""
    return next((number for number, at in enumerate(layer.at) if abs(at - along) <= layer.width / 2), None)


def _between(edges: tuple[float, ...], value: float) -> int | None:
    pairs = enumerate(itertools.pairwise(edges))
    return next((place for place, (low, high) in pairs if low <= value <= high), None)
