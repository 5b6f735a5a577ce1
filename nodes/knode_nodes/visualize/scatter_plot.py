"""Two columns against each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Column, Example, Node, Spec, Table, TableSpec, View, plot, setting
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
    told,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np

CELLS = (120, 90)
"""Of the map of density, along x and y."""
CROWDED = 2_000


class ScatterPlot(Node):
    """Show each row as a point, by two of its columns.

    With a column to colour by, each of its values has a colour and a sign of its own; numbers and dates of more than seven
    different values are shades, explained at the side, and grey where they are missing. Where there are more points than can
    be told apart, the plot shows instead how many there are in each place.

    Example: income and age of customers, coloured by whether they have left.

    Rows without a value in one of the two columns are left out, and the line below the title says how many. With a
    logarithmic axis so are values that are not above 0.
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
    most_points: int = setting(100_000, "Above so many points their density is shown.", ge=100, le=1_000_000)

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
        crowded = shown > self.most_points
        layers = (_density(x, y, known),) if crowded else self._points(table, x, y, known)
        made = plot.Plot(
            title=f"{self.y} by {self.x}",
            subtitle=told(shown, len(table)),
            x=x.axis,
            y=y.axis,
            layers=(*layers, *([_trend(x, y, known)] if self.trend else [])),
            legend="" if crowded or not layers[0].name else str(self.colour),
        )
        return made.view()

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            check_numeric(table, self.x)
            check_numeric(table, self.y)
            if self.colour:
                self.colour.of(table, port=PORT)
        return {"view": None}

    def _points(self, table: Table, x: Values, y: Values, known: np.ndarray) -> tuple[plot.Points, ...]:
        crowded = known.sum() > CROWDED
        look: dict[str, Any] = {"size": 3.5 if crowded else 6.0, "opacity": 0.45 if crowded else 0.8}
        if self.colour and _is_scale(table, str(self.colour)):
            shade = values_of(table, str(self.colour))
            label = f"{shade.axis.title}{', seconds since 1970' if shade.axis.scale == 'time' else ''}"
            return (
                plot.Points(
                    x=plain(x.numbers[known]),
                    y=plain(y.numbers[known]),
                    shade=plain(shade.numbers[known]),
                    shade_label=label,
                    **look,
                ),
            )
        names, places = groups_of(table, self.colour)
        return tuple(
            plot.Points(
                name=name,
                x=plain(x.numbers[known & inside]),
                y=plain(y.numbers[known & inside]),
                **look,
            )
            for name, inside in each_group(names, places)
        )


def _is_scale(table: Table, name: str) -> bool:
    """Whether the values of a column are so many numbers or dates that they are a scale, not groups."""
    return kind_of(table, name) in ("number", "datetime", "duration") and table[name].nunique() > MOST_GROUPS


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


def _density(x: Values, y: Values, known: np.ndarray) -> plot.Heatmap:
    """How many points there are in each cell; equal cells also along a logarithmic axis."""
    import numpy as np

    edges = [_edges(each, known, count) for each, count in zip((x, y), CELLS, strict=True)]
    counts = np.histogram2d(x.numbers[known], y.numbers[known], bins=edges)[0].T
    return plot.Heatmap(
        x_edges=tuple(edges[0].tolist()),
        y_edges=tuple(edges[1].tolist()),
        values=tuple(tuple(value or None for value in row) for row in counts.tolist()),
        label="rows",
        logarithmic=True,
    )


def _edges(values: Values, known: np.ndarray, count: int) -> np.ndarray:
    import numpy as np

    numbers = values.numbers[known]
    low, high = numbers.min(), numbers.max()
    if low == high:
        return np.array([low - 0.5, low + 0.5])
    return np.geomspace(low, high, count + 1) if values.axis.scale == "log" else np.linspace(low, high, count + 1)
