"""Quartiles and outliers side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, TableSpec, View, plot, quoted, setting
from knode_nodes.visualize._behind import Matches, groups_behind, stretches_behind
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
    nothing,
    rows_told,
    told,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    _Column = tuple[float, np.ndarray, plot.Rows | None]

REACH = 1.5
"""Of the distance between the quartiles: how far a whisker goes at most (Tukey, Exploratory Data Analysis, 1977)."""
MOST_OUTLIERS = 500
MOST_COLUMNS = 40
MOST_BOXES = 30
"""So many groups of one column have a box of their own: they are told apart by their places, not by colours."""


class BoxPlot(Node):
    """Show where the values of columns lie: a box from the first to the third quartile, with a line at the median.

    The whiskers go to the furthest values within 1.5 times the length of the box; what lies beyond is drawn as points. With a
    column to group by, each group has a box of its own: categories, numbers and dates in their own order, words with the most
    rows first. Example: monthly fee by plan: which plan costs how much, and are there odd customers?

    With one column up to 30 groups have a box: they are named on the axis, and all have one colour. With several columns up to
    7 groups have one, in colours that the legend explains. These are the groups with the most rows, and a last one for all
    others.
    Of one box at most 500 outliers are drawn, spread evenly over all. A click on a box opens the rows behind it,
    and one on an outlier the rows of that value.
    """

    pack = "visualize"
    icon = "plot-box"
    keywords = (
        "Box Plot",
        "Conditional Box Plot",
        "boxplot",
        "quartiles",
        "outliers",
        "Violin Plot",
        "spread",
        "chart",
    )
    example = Example({"columns": ["spent"], "group": "city"})
    columns: Columns = setting(Columns.named(), "Columns of numbers, with a box for each.")
    group: Column = setting(Column(""), "Column to group by; empty for none.")
    direction: Literal["upright", "sideways"] = setting("upright", "Which way boxes stand.")
    log: bool = setting(False, "Logarithmic axis; values that are not above 0 are left out.")
    captions: Captions = CAPTIONS

    def run(self, table: Table) -> View:
        names = self._names(table)
        if not len(table):
            raise nothing(", ".join(map(quoted, names)))
        alone = len(names) == 1 and bool(self.group)
        groups, places = groups_of(table, self.group, MOST_BOXES if alone else MOST_GROUPS)
        columns = {name: values_of(table, name, log=self.log) for name in names}
        behind = groups_behind(table, self.group, groups, places)
        found: dict[str, list[_Column]] = {}
        for number, (group, inside) in enumerate(each_group(groups, places)):
            at = [float(number)] if alone else [place + _offset(number, len(groups)) for place in range(len(names))]
            numbers = [values.numbers[inside] for values in columns.values()]
            rows = [_rows(table[name], one, behind[number]) for name, one in zip(names, numbers, strict=True)]
            # Groups that are named on the axis need no colours.
            found.setdefault("" if alone else group, []).extend(zip(at, numbers, rows, strict=True))
        width = 0.5 if alone else 0.7 / len(groups)
        layers = [boxes for group, boxed in found.items() for boxes in self._boxes(group, boxed, width)]
        if not layers:
            raise nothing(", ".join(map(quoted, names)))
        axis = next(iter(columns.values())).axis
        values = axis if len(names) == 1 else plot.Axis(scale=axis.scale, label=_shared(columns))
        sideways = self.direction == "sideways"
        shown = plot.Axis(
            label=str(self.group) if alone else "", categories=tuple(groups if alone else names), backwards=sideways
        )
        known = next(iter(columns.values())).numbers
        made = plot.Plot(
            title=", ".join(names) + (f" by {self.group}" if self.group else ""),
            subtitle=told(int((known == known).sum()), len(table)) if len(names) == 1 else rows_told(len(table)),
            x=values if sideways else shown,
            y=shown if sideways else values,
            layers=tuple(layers),
            legend="" if alone else str(self.group),
            ground="" if self.group else PORT,
        )
        return self.captions.view(made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
            if self.group:
                self.group.of(table, port=PORT)
        return {"view": None}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = chosen(self.columns, table)
        if not names:
            unset = "no column is chosen to be drawn: set the columns in the node's settings"
            raise DataError(self.columns.none_of(table, unset), port=PORT)
        if len(names) > MOST_COLUMNS:
            raise DataError(f"{len(names)} columns are chosen: choose at most {MOST_COLUMNS}", port=PORT)
        for name in names:
            check_numeric(table, Column(name))
        check_alike(table, names)
        return names

    def _boxes(self, name: str, columns: list[_Column], width: float) -> list[plot.Boxes]:
        """The boxes of one group; none for columns in which it has no value."""
        found = [(place, rows, _box(values[values == values])) for place, values, rows in columns]
        there = [(place, rows, box) for place, rows, box in found if box is not None]
        if not there:
            return []
        boxes = [box for _, _, box in there]
        return [
            plot.Boxes(
                name=name,
                tone=tone_of(name),
                at=tuple(place for place, _, _ in there),
                low=tuple(box.low for box in boxes),
                q1=tuple(box.q1 for box in boxes),
                median=tuple(box.median for box in boxes),
                q3=tuple(box.q3 for box in boxes),
                high=tuple(box.high for box in boxes),
                outliers=tuple(box.outliers for box in boxes),
                width=width,
                sideways=self.direction == "sideways",
                rows=tuple(rows for _, rows, _ in there),
            )
        ]


def _rows(series: pd.Series[Any], numbers: np.ndarray, group: Matches) -> plot.Rows | None:
    """What a box stands for: the rows of its group that have a value."""
    known = numbers[numbers == numbers]
    if not len(known):
        return None
    return plot.Rows.taken(PORT, *stretches_behind(series, [float(known.min()), float(known.max())]), *group)


def _shared(columns: Mapping[str, Values]) -> str:
    """The unit that all columns have."""
    units = {values.axis.unit for values in columns.values()}
    return units.pop() if len(units) == 1 else ""


def _offset(number: int, groups: int) -> float:
    return (number - (groups - 1) / 2) * 0.8 / groups


class _Box(NamedTuple):
    low: float
    q1: float
    median: float
    q3: float
    high: float
    outliers: tuple[float, ...]


def _box(values: np.ndarray) -> _Box | None:
    import numpy as np

    if not len(values):
        return None
    q1, median, q3 = (float(one) for one in np.quantile(values, (0.25, 0.5, 0.75)))
    reach = REACH * (q3 - q1)
    within = values[(values >= q1 - reach) & (values <= q3 + reach)]
    beyond = np.sort(values[(values < q1 - reach) | (values > q3 + reach)])
    if len(beyond) > MOST_OUTLIERS:
        beyond = beyond[np.linspace(0, len(beyond) - 1, MOST_OUTLIERS).astype(np.intp)]
    # Where no value lies between a quartile and its whisker's end, the whisker has no length.
    low, high = min(q1, float(within.min())), max(q3, float(within.max()))
    return _Box(low, q1, median, q3, high, tuple(beyond.tolist()))
