"""Columns as lines."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, TableSpec, View, plot, quoted, setting
from knode_nodes.prep._moments import zone_of
from knode_nodes.prep._order import order_of
from knode_nodes.visualize._captions import CAPTIONS, Captions
from knode_nodes.visualize._values import (
    MOST_GROUPS,
    PORT,
    Values,
    check_alike,
    check_numeric,
    chosen,
    each_group,
    groups_of,
    kind_of,
    nothing,
    plain,
    told,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np

ROW = "row"
Every = Literal["none", "minute", "hour", "day", "week", "month", "quarter", "year"]
FREQUENCIES = {
    "minute": "min", "hour": "h", "day": "D", "week": "W-MON", "month": "MS", "quarter": "QS", "year": "YS",
}  # fmt: skip
MOST_PERIODS = 1_000_000


class LinePlot(Node):
    """Show columns as lines over another column, such as time.

    The rows are put in the order of the horizontal axis first; without a column for it they stay as they are and are
    numbered from 1. With a column to group by, each of its values has a line of its own. A line breaks where a value is
    missing, or goes on over the gap if you choose so. Of lines with very many points the highest and the lowest of each
    stretch are kept, so that no peak gets lost.

    Dates can be summed up by the hour, day, week (from Monday), month …: then a period without a value is a gap, and the point
    stands at the period's beginning. Example: the sum of sales by month, a line for each region.
    """

    pack = "visualize"
    icon = "plot-line"
    keywords = (
        "Line Plot",
        "Line Chart",
        "time series",
        "trend",
        "curve",
        "Interactive Chart",
        "resample",
        "Area Chart",
        "Stacked Area Chart",
        "Charting",
    )
    example = Example({"x": "day", "y": ["spent"], "group": "city", "resample": "month", "measure": "sum"})
    x: Column = setting(Column(""), "Column along the horizontal axis; empty for the number of the row.")
    y: Columns = setting(Columns.named(), "Columns to draw, each as a line.")
    group: Column = setting(Column(""), "Column to group by, with a line for each of its values; empty for none.")
    resample: Every = setting("none", "Sum up dates by these periods.")
    measure: Literal["mean", "sum", "median", "min", "max", "last", "count"] = setting(
        "mean",
        "How the values of a period are summed up.",
        when={"resample": ("minute", "hour", "day", "week", "month", "quarter", "year")},
    )
    gaps: Literal["break", "connect"] = setting("break", "What a line does where a value is missing.")
    marks: bool = setting(False, "Mark every point.")
    log_y: bool = setting(False, "Logarithmic vertical axis.")
    most_points: int = setting(20_000, "A line has at most about so many points.", ge=100, le=1_000_000)
    captions: Captions = CAPTIONS

    def run(self, table: Table) -> View:
        import numpy as np

        names = self._check(table)
        along = None if not self.x else values_of(table, check_numeric(table, self.x))
        axis = plot.Axis(label=ROW, whole=True) if along is None else along.axis
        places = np.arange(1, len(table) + 1, dtype="float64") if along is None else along.numbers
        order = order_of([places])
        order = order[~np.isnan(places[order])]
        columns = {name: self._values(table, name) for name in names}
        lines = tuple(self._lines(table, columns, places, order))
        if not any(number is not None for line in lines for number in line.y):
            raise nothing(", ".join(map(quoted, names)))
        made = plot.Plot(
            title=f"{', '.join(names)} by {self.x or ROW}" + (f" and {self.group}" if self.group else ""),
            subtitle=told(len(order), len(table)) + self._summed(),
            x=axis,
            y=self._upright([values.axis for values in columns.values()]),
            layers=lines,
            legend=str(self.group) if len(names) == 1 else "",
            ground=PORT,
        )
        return self.captions.view(made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._check(table)
        return {"view": None}

    def _check(self, table: Table | TableSpec) -> list[str]:
        names = [name for name in chosen(self.y, table) if name != self.x]
        if not names:
            unset = "no column is chosen to be drawn: set the columns in the node's settings"
            raise DataError(self.y.none_of(table, unset), port=PORT)
        if len(names) > MOST_GROUPS:
            raise DataError(
                f"{len(names)} columns are chosen, and more than {MOST_GROUPS} lines cannot be told apart: choose fewer",
                port=PORT,
            )
        for name in names:
            check_numeric(table, Column(name))
        check_alike(table, names)
        if self.x:
            check_numeric(table, self.x)
        if self.group:
            self.group.of(table, port=PORT)
        if self.resample != "none":
            dates = [name for name in names if kind_of(table, name) == "datetime"]
            if dates and self.measure == "sum":
                raise DataError(f"{quoted(dates[0])} holds dates, which have no sum: choose another measure", port=PORT)
            kind = "" if not self.x else kind_of(table, str(self.x))
            if kind != "datetime":
                raise DataError(
                    f"only dates can be summed up by the {self.resample}: choose a column of dates for the horizontal axis",
                    port=PORT,
                    column=str(self.x) or None,
                )
        return names

    def _values(self, table: Table, name: str) -> Values:
        """A column along the vertical axis. Where it is summed up, what is not above 0 still counts."""
        values = values_of(table, name, log=self.log_y)
        if self.resample == "none":
            return values
        axis = values.axis
        if self.measure == "count":
            axis = plot.Axis(label=name, scale="log" if self.log_y else "linear", whole=not self.log_y)
        return Values(values_of(table, name).numbers, axis)

    def _upright(self, axes: list[plot.Axis]) -> plot.Axis:
        """The vertical axis; that of several columns tells how they are summed up, and their unit where they share it."""
        if len(axes) == 1:
            # Sums by period are not those of any row.
            return axes[0] if self.resample == "none" else axes[0].model_copy(update={"column": ""})
        units = {axis.unit for axis in axes}
        unit = units.pop() if len(units) == 1 else ""
        if self.resample == "none":
            label, unit = unit or "value", ""
        else:
            label, unit = self.measure, "" if self.measure == "count" else unit
        return axes[0].model_copy(update={"label": label, "unit": unit, "column": ""})

    def _summed(self) -> str:
        return "" if self.resample == "none" else f", {self.measure} by {self.resample}"

    def _lines(
        self, table: Table, columns: dict[str, Values], places: np.ndarray, order: np.ndarray
    ) -> list[plot.Line]:
        groups, numbers = groups_of(table, self.group)
        zone = zone_of(table[str(self.x)].dtype) if self.x else None
        if len(columns) > 1 and len(columns) * len(groups) > MOST_GROUPS:
            raise DataError(
                f"{len(columns)} columns of {len(groups)} groups make {len(columns) * len(groups)} lines, and more than "
                f"{MOST_GROUPS} cannot be told apart: choose one column, or do not group",
                port=PORT,
            )
        made = []
        for name, values in columns.items():
            for group, inside in each_group(groups, numbers):
                rows = order[inside[order]]
                label = " ".join(filter(None, (name if len(columns) > 1 or not self.group else "", group)))
                log = values.axis.scale == "log"
                summed = self._summed_up(places[rows], values.numbers[rows], zone, log=log)
                made.append(self._line(label, *summed).model_copy(update={"tone": tone_of(group)}))
        return made

    def _summed_up(self, x: np.ndarray, y: np.ndarray, zone: Any, *, log: bool) -> tuple[np.ndarray, np.ndarray]:
        """The numbers by period, of the person's clock where the dates have a time zone; above 0 on a logarithmic axis."""
        import numpy as np
        import pandas as pd

        if self.resample == "none" or not len(x):
            return x, y
        moments = pd.to_datetime(np.round(x * 1e6).astype("int64"), unit="us")
        if zone is not None:
            moments = moments.tz_localize("UTC").tz_convert(zone)
        frequency = FREQUENCIES[self.resample]
        length = pd.Timedelta(moments.max() - moments.min()) / pd.Timedelta(LENGTHS[self.resample])
        if length > MOST_PERIODS:
            raise DataError(
                f"from {moments.min():%Y-%m-%d} to {moments.max():%Y-%m-%d} there are {length:,.0f} periods of a "
                f"{self.resample}: choose longer ones",
                port=PORT,
                column=str(self.x),
            )
        # Left-closed and left-labelled also for weeks, which pandas counts from their ends otherwise.
        by = pd.Series(y, index=moments).resample(frequency, closed="left", label="left")
        found = by.sum(min_count=1) if self.measure == "sum" else by.agg(self.measure)
        begun = pd.DatetimeIndex(found.index)
        if begun.tz is not None:
            begun = begun.tz_convert("UTC").tz_localize(None)
        starts = begun.to_numpy(dtype="datetime64[us]").astype("int64") / 1e6
        summed = found.to_numpy(dtype="float64")
        return starts, np.where(summed > 0, summed, np.nan) if log else summed

    def _line(self, name: str, x: np.ndarray, y: np.ndarray) -> plot.Line:
        import numpy as np

        if self.gaps == "connect":
            x, y = x[~np.isnan(y)], y[~np.isnan(y)]
        kept = _thinned(y, self.most_points)
        return plot.Line(name=name, x=plain(x[kept]), y=plain(y[kept]), marks=self.marks)


LENGTHS = {"minute": "60s", "hour": "1h", "day": "24h", "week": "7D", "month": "28D", "quarter": "90D", "year": "365D"}


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
