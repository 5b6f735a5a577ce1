"""How often values occur."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Example, Node, Spec, Table, TableSpec, View, column_type, plot, setting
from knode_nodes.visualize._behind import Matches, groups_behind, stretches_behind
from knode_nodes.visualize._captions import CAPTIONS, Captions
from knode_nodes.visualize._values import (
    PORT,
    check_numeric,
    each_group,
    groups_of,
    nothing,
    overlaid,
    tiled,
    told,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_BINS = 100
UNITS = {
    "s": 1, "5s": 5, "15s": 15, "30s": 30, "min": 60, "5min": 300, "15min": 900, "30min": 1_800, "h": 3_600, "3h": 10_800,
    "6h": 21_600, "12h": 43_200, "D": 86_400, "W-MON": 604_800, "MS": 2_629_746, "QS": 7_889_238, "YS": 31_556_952,
}  # fmt: skip
"""Seconds of what a bar may stand for, by what pandas calls it."""
PERIODS = {"W-MON": "W-SUN", "MS": "M", "QS": "Q", "YS": "Y"}
"""The periods, in pandas' words, at whose beginnings these begin."""
FEW = 40
"""Whole numbers with no more different values have a bin each."""
MOST_OVERLAID = 4
"""So many groups can be told apart over each other."""
INSTEAD = "a Bar Chart counts them"


class Histogram(Node):
    """Show how the values of a column are spread, as bars over their range.

    Each bar counts the rows whose value lies between its edges. With a column to group by, every group has bars of its
    own: outlines over each other, or of more than four groups a plot for each, on the same axes. Of dates and times a bar is a
    whole hour, day, week, month …, unless you say how many bars there are.

    Example: age, grouped by whether the customer has left: do young people leave more often?

    Rows without a value are left out, and the line below the title says how many. A click on a bar opens the rows behind it.
    """

    pack = "visualize"
    icon = "plot-histogram"
    keywords = (
        "Distributions",
        "Histogram",
        "distribution",
        "frequency",
        "density",
        "ECDF",
        "chart",
        "Field Summary",
    )
    example = Example({"column": "age", "group": "left"})
    column: Column = setting(Column(""), "Column whose values are counted.")
    group: Column = setting(Column(""), "Column to group by; empty for none.")
    bins: int = setting(0, "How many bars; 0 finds a fitting number.", ge=0, le=1000)
    count: Literal["rows", "share"] = setting(
        "rows",
        "What the height tells: rows, or the share of its group that a bar holds, so that groups can be compared.",
    )

    cumulative: bool = setting(False, "Count all rows up to each bar, not only its own.")
    captions: Captions = CAPTIONS

    def run(self, table: Table) -> View:
        name = check_numeric(table, self.column, INSTEAD)
        values = values_of(table, name)
        known = ~_isnan(values.numbers)
        if not known.any():
            raise nothing(f'"{name}"')
        zone = values.axis.zone or "UTC" if values.axis.scale == "time" else None
        edges = _edges(values.numbers[known], self.bins, _whole(table[name]), zone)
        names, places = groups_of(table, self.group)
        behind = groups_behind(table, self.group, names, places)
        layers = tuple(
            self._layer(group, values.numbers[known & inside], edges, len(names)).model_copy(
                update={"rows": self._rows(table[name], edges, matches)}
            )
            for (group, inside), matches in zip(each_group(names, places), behind, strict=True)
        )
        made = plot.Plot(
            title=f"Histogram of {name}",
            subtitle=told(int(known.sum()), len(table)),
            x=values.axis,
            y=plot.Axis(label=self._label(), whole=self.count == "rows", percent=self.count == "share"),
            layers=layers,
            legend=str(self.group),
            ground=PORT,
        )
        return self.captions.view(made if len(layers) <= MOST_OVERLAID or self.cumulative else self._apart(made))

    def _apart(self, made: plot.Plot) -> plot.Grid:
        """Each group in a plot of its own."""
        plots = [
            plot.Plot(
                title=layer.name,
                x=made.x,
                y=made.y,
                ground=PORT,
                layers=(layer.model_copy(update={"name": "", "tone": "series", "opacity": 1.0}),),
            )
            for layer in made.layers
        ]
        title = f"{made.title} by {self.group}"
        return plot.Grid(title=title, subtitle=made.subtitle, rows=tiled(plots, 2), share_x="all", share_y="all")

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            check_numeric(table, self.column, INSTEAD)
            if self.group:
                self.group.of(table, port=PORT)
        return {"view": None}

    def _label(self) -> str:
        rows = "rows" if self.count == "rows" else "share of the group" if self.group else "share of the rows"
        return f"{rows} up to here" if self.cumulative else rows

    def _layer(self, name: str, numbers: np.ndarray, edges: np.ndarray, groups: int) -> plot.Histogram:
        import numpy as np

        counts = np.histogram(numbers, edges)[0].astype("float64")
        if self.count == "share" and counts.sum():
            counts /= counts.sum()
        if self.cumulative:
            counts = counts.cumsum()
        return plot.Histogram(
            name=name,
            tone=tone_of(name),
            edges=tuple(edges.tolist()),
            counts=tuple(counts.tolist()),
            cumulative=self.cumulative,
            opacity=overlaid(groups),
        )

    def _rows(self, series: pd.Series[Any], edges: np.ndarray, group: Matches) -> tuple[plot.Rows | None, ...]:
        """What each bar stands for."""
        matches = stretches_behind(series, edges.tolist())
        if self.cumulative:
            matches = [stretches_behind(series, [edges[0], high])[0] for high in edges[1:].tolist()]
        return tuple(plot.Rows.taken(PORT, match, *group) for match in matches)


def _isnan(numbers: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.isnan(numbers)


def _whole(series: pd.Series[Any]) -> bool:
    return column_type(series.dtype) == "boolean" or series.dtype.kind in "iu"


def _edges(numbers: np.ndarray, bins: int, whole: bool, zone: str | None) -> np.ndarray:
    """The edges of the bars: by the rule of Freedman and Diaconis or that of Sturges, whichever gives more.

    With a `zone` the numbers are seconds since 1970, and bars are whole hours, days, weeks …: of bars of a day and a half some
    hold a day more than others.
    """
    import numpy as np

    low, high = float(numbers.min()), float(numbers.max())
    if not bins and whole and high - low < FEW and max(abs(low), abs(high)) < 1e15:
        return np.arange(low - 0.5, high + 1.0)
    if low == high:
        return np.array([low - 0.5, high + 0.5]) if abs(low) < 1e15 else np.array([low * 0.999, low * 1.001])
    if not bins:
        asked = min(MOST_BINS, max(1, len(np.histogram_bin_edges(numbers, "sturges")) - 1, _diaconis(numbers)))
        if zone is not None and (times := _times(low, high, asked, zone)) is not None:
            return times
        bins = asked
    edges = np.linspace(low, high, bins + 1)
    return edges if (np.diff(edges) > 0).all() else np.array([low, high])


def _times(low: float, high: float, bins: int, zone: str) -> np.ndarray | None:
    """Edges at which a unit of time begins, for about so many bars; None where they would be too short, or too many."""
    import numpy as np
    import pandas as pd

    wanted = (high - low) / bins
    unit = max((one for one in UNITS if UNITS[one] <= 1.2 * wanted), key=UNITS.__getitem__, default="s")
    if wanted < 1 or (high - low) / UNITS[unit] > 2 * MOST_BINS:
        return None
    first, last = (pd.Timestamp(one, unit="s", tz="UTC").tz_convert(zone).tz_localize(None) for one in (low, high))
    begin = first.to_period(PERIODS[unit]).start_time if unit in PERIODS else first.floor(unit)
    count = len(pd.date_range(begin, last, freq=unit)) + 1
    edges = pd.date_range(begin, periods=count, freq=unit).tz_localize(
        zone, ambiguous=True, nonexistent="shift_forward"
    )
    return np.unique(edges.tz_convert("UTC").tz_localize(None).to_numpy("datetime64[us]").view("int64") / 1e6)


def _diaconis(numbers: np.ndarray) -> int:
    import numpy as np

    first, third = np.quantile(numbers, (0.25, 0.75))
    width = 2 * (third - first) / len(numbers) ** (1 / 3)
    return int(min(MOST_BINS, np.ceil((numbers.max() - numbers.min()) / width))) if width > 0 else 1
