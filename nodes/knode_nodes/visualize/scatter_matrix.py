"""Columns against each other, each with each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.visualize._captions import COLUMN_CAPTIONS, ColumnCaptions
from knode_nodes.visualize._values import (
    PORT,
    Values,
    check_numeric,
    chosen,
    each_group,
    groups_of,
    overlaid,
    plain,
    rows_told,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np

MOST_COLUMNS = 10
BINS = 20
WORDS = "leave it out, or make a number of it"


class ScatterMatrix(Node):
    """Show columns of numbers against each other, each with each, as small scatter plots; on the diagonal how each is spread.

    With a column to colour by, each of its values has a colour and a sign of its own. Of a large table some rows are drawn,
    spread evenly over it; the line below the title says how many. Rows without a value in one of the two columns of a plot
    are left out of that plot. Example: the four measures of a flower, coloured by its species.
    """

    pack = "visualize"
    icon = "scatter-matrix"
    keywords = (
        "Scatter Matrix",
        "Scatterplot Matrix",
        "Pair Plot",
        "pairplot",
        "SPLOM",
        "Scatter Plot Matrix",
        "Plot of Means",
        "correlation",
        "chart",
    )
    example = Example({"colour": "left"})
    columns: Columns = setting(Columns.typed("number"), "Columns of numbers or dates, at most ten.")
    colour: Column = setting(Column(""), "Column that colours the points; empty for none.")
    most_points: int = setting(2_000, "At most so many rows are drawn.", ge=10, le=50_000)
    captions: ColumnCaptions = COLUMN_CAPTIONS

    def run(self, table: Table) -> View:
        import numpy as np

        names = self._names(table)
        rows = np.linspace(0, len(table) - 1, min(len(table), self.most_points)).astype(np.intp)
        groups, places = groups_of(table, self.colour)
        columns = {name: values_of(table, name) for name in names}
        if not any((one.numbers == one.numbers).any() for one in columns.values()):
            raise DataError("there is no value in the chosen columns: nothing could be drawn", port=PORT)
        parts = list(each_group(groups, places[rows]))
        drawn = tuple(
            tuple(
                None if across > down
                else _spread(names[down], columns[names[down]], groups, places)
                if across == down
                else _pair(columns[names[across]], columns[names[down]], rows, parts, first=not across)
                for across in range(len(names))
            )
            for down in range(len(names))
        )  # fmt: skip
        shown = f"{len(rows):,} of {len(table):,} rows" if len(rows) < len(table) else rows_told(len(rows))
        named = drawn[0][0].model_copy(update={"legend": str(self.colour)}) if drawn[0][0] is not None else None
        drawn = ((named, *drawn[0][1:]), *drawn[1:])
        return self.captions.view(plot.Grid(title="Scatter matrix", subtitle=shown, rows=drawn, share_x="column"))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
            if self.colour:
                self.colour.of(table, port=PORT)
        return {"view": None}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = [name for name in chosen(self.columns, table) if name != self.colour]
        if len(names) < 2:
            raise DataError(f"{len(names) or 'no'} column is chosen: choose at least two", port=PORT)
        if len(names) > MOST_COLUMNS:
            raise DataError(
                f"{len(names):,} columns are chosen, and more than {MOST_COLUMNS} cannot be told apart: choose fewer",
                port=PORT,
            )
        for name in names:
            check_numeric(table, Column(name), WORDS)
        self.captions.check(names)
        return names


def _pair(x: Values, y: Values, rows: np.ndarray, parts: list[tuple[str, np.ndarray]], *, first: bool) -> plot.Plot:
    """Two columns against each other; only the first plot of a row says the numbers of y."""
    across, up = x.numbers[rows], y.numbers[rows]
    known = (across == across) & (up == up)
    many = len(rows) > 500
    points = tuple(
        plot.Points(
            name=name,
            tone=tone_of(name),
            x=plain(across[known & inside]),
            y=plain(up[known & inside]),
            size=3.0 if many else 4.5,
            opacity=0.5 if many else 0.8,
        )
        for name, inside in parts
    )
    return plot.Plot(x=x.axis, y=y.axis.model_copy(update={"hidden": not first}), layers=points, ground=PORT)


def _spread(name: str, values: Values, groups: list[str], places: np.ndarray) -> plot.Plot:
    """How a column is spread, of all rows."""
    import numpy as np

    known = values.numbers == values.numbers
    numbers = values.numbers[known]
    low, high = (float(numbers.min()), float(numbers.max())) if len(numbers) else (0.0, 1.0)
    edges = np.linspace(low, high, BINS + 1)
    if not (np.diff(edges) > 0).all():
        edges = np.array([low - 0.5, low + 0.5]) if low - 0.5 < low < low + 0.5 else np.array([low * 0.9, low * 1.1])
    layers = tuple(
        plot.Histogram(
            name=group,
            tone=tone_of(group),
            edges=tuple(np.sort(edges).tolist()),
            counts=tuple(np.histogram(values.numbers[known & inside], np.sort(edges))[0].astype("float64").tolist()),
            opacity=overlaid(len(groups)),
        )
        for group, inside in each_group(groups, places)
    )
    return plot.Plot(subtitle=name, x=values.axis, y=plot.Axis(hidden=True), layers=layers, ground=PORT)
