"""Two columns against each other, as shades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, DataError, Example, Node, Spec, Table, TableSpec, View, column_type, plot, quoted, setting
from knode_nodes.visualize._behind import stretches_behind, values_behind
from knode_nodes.visualize._captions import CAPTIONS, Captions
from knode_nodes.visualize._values import (
    NUMERIC,
    PORT,
    check_measured,
    coded,
    kind_of,
    nothing,
    rows_told,
    unit_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FEW = 40
"""Numbers and dates of more different values are cut into stretches of equal length."""
MOST_LEADING = 2_500
"""Of so many cells each leads to its rows; more are too small to be hit."""


@dataclass(frozen=True)
class _Side:
    """One side of the map: (rows) the number of each row's cell, −1 outside; the edges of the cells; the axis; how the rows of
    each cell are found again; how many values are left out."""

    cells: np.ndarray
    edges: tuple[float, ...]
    axis: plot.Axis
    matches: Sequence[plot.Match | None] = ()
    left_out: int = 0

    @property
    def count(self) -> int:
        return len(self.edges) - 1


class Heatmap(Node):
    """Show for each pair of values of two columns how many rows have both, or what a third column comes to, as shades.

    A table of one column against another (a cross table) as a picture. Numbers and dates of more than 40 different values are
    cut into stretches of equal length; of texts with many values the most frequent are shown, and the line below the title
    says how many are not. Rows without a value make a cell of their own called missing. Where values are both below and above
    0, shades go from blue over neutral to orange. A click on a cell opens the rows behind it. Example: the mean of sales by
    weekday and hour.
    """

    pack = "visualize"
    icon = "heatmap"
    keywords = (
        "Heat Map",
        "Heatmap",
        "Crosstab",
        "Contingency Table",
        "Cross Tabulation",
        "Contingency Analysis",
        "Mosaic Display",
        "pivot",
        "density",
        "chart",
    )
    example = Example({"x": "weekday", "y": "city", "value": "spent"})
    x: Column = setting(Column(""), "Column from left to right.")
    y: Column = setting(Column(""), "Column from above to below; numbers and dates that are cut grow upwards.")
    value: Column = setting(Column(""), "Column that is summed up; empty counts rows.")
    measure: Literal["sum", "mean", "median", "min", "max"] = setting(
        "mean", "How the values of a cell are summed up.", when={"value": True}
    )
    share: Literal["none", "row", "column", "all"] = setting(
        "none", "Of counts and sums: what each cell holds as a share of its row, its column, or all."
    )
    numbers: bool = setting(True, "Write the numbers into the cells, where they fit.")
    bins: int = setting(20, "Into so many stretches numbers and dates of many values are cut.", ge=2, le=200)
    most: int = setting(30, "At most so many values are shown along one side.", ge=2, le=500)
    captions: Captions = CAPTIONS

    def run(self, table: Table) -> View:
        self._check(table)
        x, y = self._side(table, str(self.x)), self._side(table, str(self.y))
        values = self._values(table, x, y)
        if not x.count or not y.count or not (values == values).any():
            raise nothing(f"{quoted(self.x)} and {quoted(self.y)}")
        what = f"{self.measure} of {self.value}" if self.value else "rows"
        told = what if self.share == "none" else f"share of {what} in its {self.share}".replace("its all", "all")
        unit = unit_of(table, str(self.value)) if self.value and self.share == "none" else ""
        left = [f"{side.left_out:,} values of {side.axis.label}" for side in (x, y) if side.left_out]
        backwards = y.axis.categories is not None
        made = plot.Plot(
            title=f"{told[:1].upper()}{told[1:]} by {self.x} and {self.y}",
            subtitle=rows_told(len(table)) + (f"; {' and '.join(left)} left out" if left else ""),
            x=x.axis,
            y=y.axis.model_copy(update={"backwards": backwards}),
            layers=(self._layer(x, y, values, f"{told} ({unit})" if unit else told),),
        )
        return self.captions.view(made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._check(table)
        return {"view": None}

    def _check(self, table: Table | TableSpec) -> None:
        for column in (self.x, self.y):
            column.of(table, port=PORT)
        if self.value:
            check_measured(table, self.value)
            if self.share != "none" and self.measure != "sum":
                raise DataError(f"a {self.measure} has no share: choose the sum, or no share", port=PORT)

    def _side(self, table: pd.DataFrame, name: str) -> _Side:
        import numpy as np

        series = table[name]
        if kind_of(table, name) in NUMERIC and series.nunique() > FEW:
            return self._stretches(table, name)
        codes, words = coded(series)
        kept = np.arange(len(words))[: self.most]
        if column_type(series.dtype) in ("text", "other"):
            kept = np.sort(np.argsort(-np.bincount(codes, minlength=len(words)), kind="stable")[: self.most])
        place = np.full(len(words), -1)
        place[kept] = np.arange(len(kept))
        edges = tuple(number - 0.5 for number in range(len(kept) + 1))
        axis = plot.Axis(label=name, categories=tuple(words[number] for number in kept))
        matches = values_behind(series, codes, kept)
        return _Side(place[codes] if len(words) else codes, edges, axis, matches, len(words) - len(kept))

    def _stretches(self, table: pd.DataFrame, name: str) -> _Side:
        import numpy as np

        values = values_of(table, name)
        known = values.numbers[~np.isnan(values.numbers)]
        edges = np.linspace(known.min(), known.max(), self.bins + 1) if len(known) else np.zeros(0)
        if not len(known) or not (np.diff(edges) > 0).all():
            return _Side(np.full(len(table), -1), (0.0,), values.axis)
        cells = np.clip(np.searchsorted(edges, values.numbers, "right") - 1, -1, self.bins - 1)
        matches = stretches_behind(table[name], edges.tolist())
        return _Side(np.where(np.isnan(values.numbers), -1, cells), tuple(edges.tolist()), values.axis, matches)

    def _values(self, table: pd.DataFrame, x: _Side, y: _Side) -> np.ndarray:
        """(cells of y, cells of x) what each comes to, NaN where there is no row."""
        import numpy as np
        import pandas as pd

        inside = (x.cells >= 0) & (y.cells >= 0)
        flat = (y.cells * x.count + x.cells)[inside]
        made = np.full(x.count * y.count, np.nan)
        if self.value:
            numbers = values_of(table, str(self.value)).numbers[inside]
            found = pd.Series(numbers).dropna().groupby(flat[~np.isnan(numbers)]).agg(self.measure)
            made[found.index.to_numpy(dtype="int64")] = found.to_numpy()
        else:
            counts = np.bincount(flat, minlength=len(made)).astype("float64")
            made = np.where(counts > 0, counts, np.nan)
        cells: np.ndarray = made.reshape(y.count, x.count)
        if self.share != "none":
            filled = np.nan_to_num(cells)
            whole = filled.sum(axis={"row": 1, "column": 0}.get(self.share), keepdims=True)
            cells = np.divide(cells, whole, out=np.full_like(cells, np.nan), where=whole != 0)
        return cells

    def _layer(self, x: _Side, y: _Side, values: np.ndarray, label: str) -> plot.Heatmap:
        known = values[values == values]
        shares = self.share != "none"
        told = tuple(tuple(f"{100 * cell:.1f} %" if cell == cell else "" for cell in row) for row in values.tolist())
        return plot.Heatmap(
            x_edges=x.edges,
            y_edges=y.edges,
            values=tuple(tuple(cell if cell == cell else None for cell in row) for row in values.tolist()),
            label=label,
            diverging=bool((known < 0).any() and (known > 0).any()),
            shade_percent=shares,
            numbers=self.numbers and not shares and values.size <= 400,
            texts=told if self.numbers and shares and values.size <= 400 else None,
            rows=_rows(x, y, values) if values.size <= MOST_LEADING else None,
        )


def _rows(x: _Side, y: _Side, values: np.ndarray) -> tuple[tuple[plot.Rows | None, ...], ...]:
    """What each cell stands for."""
    return tuple(
        tuple(
            plot.Rows.taken(PORT, across, up) if cell == cell else None
            for across, cell in zip(x.matches, line, strict=True)
        )
        for up, line in zip(y.matches, values.tolist(), strict=True)
    )
