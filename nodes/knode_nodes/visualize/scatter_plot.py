"""Two columns against each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import Column, Example, Node, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.visualize._captions import CAPTIONS, Captions
from knode_nodes.visualize._values import (
    MOST_GROUPS,
    PORT,
    Values,
    check_numeric,
    each_group,
    groups_of,
    kind_of,
    nothing,
    plain,
    rows_told,
    tiled,
    told,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np

CELLS = (120, 90)
"""Of the map of density, along x and y."""
CROWDED = 2_000
ROWS = "rows"
"""What the shades of cells are that count."""


class ScatterPlot(Node):
    """Show each row as a point, by two of its columns.

    With a column to colour by, each of its values has a colour and a sign of its own; numbers and dates of more than seven
    different values are shades, explained at the side, and grey where they are missing. Where there are more points than can
    be told apart, the plot shows instead how many there are in each place: coloured by groups with a map for each group, and
    coloured by numbers as the mean of these in each place.

    Example: income and age of customers, coloured by whether they have left.

    Rows without a value in one of the two columns are left out, and the line below the title says how many. With a
    logarithmic axis so are values that are not above 0. In the window, a rectangle dragged around points opens their rows.
    """

    pack = "visualize"
    icon = "plot-scatter"
    keywords = ("Scatter Plot", "Scatterplot", "XY plot", "correlation", "points", "Plot of Means", "density", "chart")
    example = Example({"x": "age", "y": "income", "colour": "left"})
    x: Column = setting(Column(""), "Column along the horizontal axis.")
    y: Column = setting(Column(""), "Column along the vertical axis.")
    colour: Column = setting(Column(""), "Column that colours the points; empty for none.")
    log_x: bool = setting(False, "Logarithmic horizontal axis.")
    log_y: bool = setting(False, "Logarithmic vertical axis.")
    trend: bool = setting(False, "Draw the straight line that fits best, by least squares, and say how well (R²).")
    most_points: int = setting(
        100_000, "Above so many points their density is shown; sample rows before for fewer.", ge=100, le=1_000_000
    )
    captions: Captions = CAPTIONS

    def run(self, table: Table) -> View:
        import numpy as np

        x = values_of(table, check_numeric(table, self.x), log=self.log_x)
        y = values_of(table, check_numeric(table, self.y), log=self.log_y)
        if self.colour:
            self.colour.of(table, port=PORT)
        known = ~(np.isnan(x.numbers) | np.isnan(y.numbers))
        shown = int(known.sum())
        if not shown:
            raise nothing(f'"{self.x}" and "{self.y}"')
        trend = [_trend(x, y, known)] if self.trend else []
        subtitle = told(shown, len(table)) + "".join(f"; {line.name}" for line in trend)
        made = plot.Plot(title=f"{self.y} by {self.x}", subtitle=subtitle, x=x.axis, y=y.axis, ground=PORT)
        if shown > self.most_points:
            return self.captions.view(self._crowded(made, table, x, y, known, trend))
        layers = self._points(table, x, y, known)
        legend = str(self.colour) if layers[0].name else ""
        return self.captions.view(made.model_copy(update={"layers": (*layers, *trend), "legend": legend}))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            check_numeric(table, self.x)
            check_numeric(table, self.y)
            if self.colour:
                self.colour.of(table, port=PORT)
        return {"view": None}

    def _crowded(
        self, made: plot.Plot, table: Table, x: Values, y: Values, known: np.ndarray, trend: list[plot.Line]
    ) -> plot.Plot | plot.Grid:
        """Cells in place of points: a map for each group, or the mean of what is a scale, or how many there are."""
        cells = _Cells.of(x, y, known)
        if self.colour and _is_scale(table, str(self.colour)):
            shade = values_of(table, str(self.colour))
            means = cells.layer(cells.means(shade.numbers), f"mean of {shade.axis.title}")
            layer = means.model_copy(update={"shade_zone": _zone(shade)})
            subtitle = f"{made.subtitle}; too many for points, so shades are means"
            return made.model_copy(update={"layers": (layer, *trend), "subtitle": subtitle})
        if not self.colour:
            return made.model_copy(update={"layers": (cells.layer(cells.counts(known), ROWS), *trend)})
        names, places = groups_of(table, self.colour)
        parts = [(name, known & inside) for name, inside in each_group(names, places)]
        maps = [
            plot.Plot(
                title=name,
                subtitle=rows_told(int(inside.sum())),
                x=x.axis,
                y=y.axis,
                ground=PORT,
                layers=(cells.layer(cells.counts(inside), ROWS), *trend),
            )
            for name, inside in parts
            if inside.any()
        ]
        return plot.Grid(
            title=f"{made.title} and {self.colour}",
            subtitle=f"{made.subtitle}; too many for points, so a map for each value of {self.colour}",
            rows=tiled(maps, len(maps) if len(maps) <= 3 else -(-len(maps) // 2)),
            share_x="all",
            share_y="all",
        )

    def _points(self, table: Table, x: Values, y: Values, known: np.ndarray) -> tuple[plot.Points, ...]:
        crowded = known.sum() > CROWDED
        look: dict[str, Any] = {"size": 3.5 if crowded else 6.0, "opacity": 0.45 if crowded else 0.8}
        if self.colour and _is_scale(table, str(self.colour)):
            shade = values_of(table, str(self.colour))
            return (
                plot.Points(
                    x=plain(x.numbers[known]),
                    y=plain(y.numbers[known]),
                    shade=plain(shade.numbers[known]),
                    shade_label=shade.axis.title,
                    shade_zone=_zone(shade),
                    **look,
                ),
            )
        names, places = groups_of(table, self.colour)
        return tuple(
            plot.Points(
                name=name,
                tone=tone_of(name),
                x=plain(x.numbers[known & inside]),
                y=plain(y.numbers[known & inside]),
                **look,
            )
            for name, inside in each_group(names, places)
        )


def _is_scale(table: Table, name: str) -> bool:
    """Whether the values of a column are so many numbers or dates that they are a scale, not groups."""
    return kind_of(table, name) in ("number", "datetime", "duration") and table[name].nunique() > MOST_GROUPS


def _zone(values: Values) -> str | None:
    """The time zone of moments; None for what is none."""
    return values.axis.zone if values.axis.scale == "time" else None


def _trend(x: Values, y: Values, known: np.ndarray) -> plot.Line:
    """The straight line of least squares, straight also on a logarithmic axis."""
    import numpy as np

    across, up = (np.log10(one.numbers[known]) if one.axis.scale == "log" else one.numbers[known] for one in (x, y))
    left, right = across.min(), across.max()
    away, over = across - across.mean(), up - up.mean()
    square = float(away @ away)
    slope = float(away @ over) / square if square else 0.0
    total = float(over @ over)
    fit = slope * float(away @ over) / total if total else 0.0
    ends = np.linspace(left, right, 2)
    heights = up.mean() + slope * (ends - across.mean())
    return plot.Line(
        name=f"trend (R² {fit:.2f})",
        x=plain(10**ends if x.axis.scale == "log" else ends),
        y=plain(10**heights if y.axis.scale == "log" else heights),
        tone="muted",
        dashed=True,
    )


class _Cells(NamedTuple):
    """Equal cells over two columns, also along a logarithmic axis: edges along x and y, and (rows) the number of each row's
    cell, −1 where a value is missing."""

    edges: tuple[np.ndarray, np.ndarray]
    of_rows: np.ndarray

    @classmethod
    def of(cls, x: Values, y: Values, known: np.ndarray) -> _Cells:
        import numpy as np

        edges = tuple(_edges(each, known, count) for each, count in zip((x, y), CELLS, strict=True))
        across, up = (
            np.clip(np.searchsorted(ends, each.numbers, "right") - 1, 0, len(ends) - 2)
            for each, ends in zip((x, y), edges, strict=True)
        )
        return cls((edges[0], edges[1]), np.where(known, up * (len(edges[0]) - 1) + across, -1))

    def counts(self, rows: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """(cells) how many of some rows are in each, or the sum of their weights."""
        import numpy as np

        count = (len(self.edges[0]) - 1) * (len(self.edges[1]) - 1)
        return np.bincount(self.of_rows[rows], None if weights is None else weights[rows], count).astype("float64")

    def means(self, numbers: np.ndarray) -> np.ndarray:
        """(cells) the mean of some numbers in each, NaN where there is none."""
        import numpy as np

        rows = (self.of_rows >= 0) & ~np.isnan(numbers)
        counts = self.counts(rows)
        return np.divide(self.counts(rows, numbers), counts, out=np.full(len(counts), np.nan), where=counts > 0)

    def layer(self, values: np.ndarray, label: str) -> plot.Heatmap:
        """The cells with their values as shades; counts grow with their logarithm, and a cell without rows is empty."""
        import numpy as np

        counted = label == ROWS
        shown = np.where(values == 0, np.nan, values) if counted else values
        x, y = self.edges
        cells = plain(shown)
        return plot.Heatmap(
            x_edges=tuple(x.tolist()),
            y_edges=tuple(y.tolist()),
            values=tuple(cells[start : start + len(x) - 1] for start in range(0, len(cells), len(x) - 1)),
            label=label,
            logarithmic=counted,
        )


def _edges(values: Values, known: np.ndarray, count: int) -> np.ndarray:
    import numpy as np

    numbers = values.numbers[known]
    low, high = numbers.min(), numbers.max()
    if low == high:
        return np.array([low - 0.5, low + 0.5])
    return np.geomspace(low, high, count + 1) if values.axis.scale == "log" else np.linspace(low, high, count + 1)
