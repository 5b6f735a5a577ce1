"""Columns as lines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from knode.api import Column, Columns, DataError, Node, Spec, Table, TableSpec, View, plot, quoted, setting
from knode_nodes.visualize._values import MOST_GROUPS, PORT, check_numeric, chosen, nothing, plain, told, values_of

if TYPE_CHECKING:
    import numpy as np

ROW = "row"


class LinePlot(Node):
    """Show columns as lines over another column, such as time.

    The rows are put in the order of the horizontal axis first; without a column for it they stay as they are and are
    numbered from 1. A line breaks where a value is missing. Of lines with very many points the highest and the lowest of
    each stretch are kept, so that no peak gets lost. Example: sales of three regions over the months.
    """

    pack = "visualize"
    icon = "plot-line"
    keywords = ("Line Plot", "Line Chart", "time series", "trend", "curve", "Interactive Chart")
    x: Column = setting(Column(""), "Column along the horizontal axis; empty for the number of the row.")
    y: Columns = setting(Columns.named(), "Columns to draw, each as a line.")
    marks: bool = setting(False, "Mark every point.")
    log_y: bool = setting(False, "Logarithmic vertical axis.")
    most_points: int = setting(20_000, "A line has at most about so many points.", ge=100, le=1_000_000)

    def run(self, table: Table) -> View:
        import numpy as np

        names = self._names(table)
        along = None if not self.x else values_of(table, check_numeric(table, self.x))
        axis = plot.Axis(label=ROW, whole=True) if along is None else along.axis
        places = np.arange(1, len(table) + 1, dtype="float64") if along is None else along.numbers
        order = np.argsort(places, kind="stable")
        order = order[~np.isnan(places[order])]
        lines = {name: values_of(table, name, log=self.log_y) for name in names}
        if not any(np.isfinite(values.numbers[order]).any() for values in lines.values()):
            raise nothing(", ".join(map(quoted, names)))
        made = plot.Plot(
            title=f"{', '.join(names)} by {self.x or ROW}",
            subtitle=told(len(order), len(table)),
            x=axis,
            y=next(iter(lines.values())).axis.model_copy(update={} if len(names) == 1 else {"label": "", "unit": ""}),
            layers=tuple(self._line(name, places[order], values.numbers[order]) for name, values in lines.items()),
        )
        return made.view()

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
            if self.x:
                check_numeric(table, self.x)
        return {"view": None}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = [name for name in chosen(self.y, table) if name != self.x]
        if not names:
            raise DataError("no column is chosen to be drawn: set the columns in the node's settings", port=PORT)
        if len(names) > MOST_GROUPS:
            raise DataError(
                f"{len(names)} columns are chosen, and more than {MOST_GROUPS} lines cannot be told apart: choose fewer",
                port=PORT,
            )
        for name in names:
            check_numeric(table, Column(name))
        return names

    def _line(self, name: str, x: np.ndarray, y: np.ndarray) -> plot.Line:
        kept = _thinned(y, self.most_points)
        return plot.Line(name=name, x=plain(x[kept]), y=plain(y[kept]), marks=self.marks)


def _thinned(y: np.ndarray, most: int) -> np.ndarray:
    """Positions of the points to draw: of each stretch the first, the lowest and the highest, and a gap where there is one."""
    import numpy as np

    if len(y) <= most:
        return np.arange(len(y))
    bounds = np.linspace(0, len(y), most // 3 + 1).astype(np.intp)
    kept: set[int] = {len(y) - 1}
    for start, end in pairwise(bounds):
        part = y[start:end]
        gaps = np.flatnonzero(np.isnan(part))
        kept |= {int(start), *((int(start + gaps[0]),) if len(gaps) else ())}
        if len(gaps) < len(part):
            kept |= {int(start + np.nanargmin(part)), int(start + np.nanargmax(part))}
    return np.array(sorted(kept))
