"""A bar for each category."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Column,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    column_type,
    plot,
    quoted,
    setting,
)
from knode_nodes.visualize._behind import groups_behind, values_behind
from knode_nodes.visualize._captions import CAPTIONS, Captions
from knode_nodes.visualize._values import (
    PORT,
    check_measured,
    coded,
    groups_of,
    kind_of,
    nothing,
    numbers_told,
    plain,
    told,
    tone_of,
    unit_of,
    values_of,
)

if TYPE_CHECKING:
    import pandas as pd

Measure = Literal["sum", "mean", "median", "min", "max"]
HINTS = {
    "datetime": ("dates", "a Line Plot shows all of them, and sums them up by week, month …"),
    "duration": ("durations", "a Line Plot shows all of them"),
    "number": ("numbers", "a Histogram counts them in stretches, a Line Plot shows all of them"),
}
"""What values with an order of their own are called, and what to do where they are too many for bars."""


class _Sizes(NamedTuple):
    """(categories, groups) how long each part is, in the order in which they are drawn, and the rows behind it; and what is
    left out, in words."""

    parts: pd.DataFrame
    rows: list[tuple[plot.Rows | None, ...]]
    left_out: str


class BarChart(Node):
    """Show a bar for each value of a column: how many rows have it, or what another column comes to for them.

    With a column to group by, each bar is divided: beside each other, or stacked, which needs counts or sums: what is no sum
    of its parts, such as a mean, stands beside each other only. The longest bars stand first; numbers, dates and ordered
    categories keep their own order. Of many categories those with the longest bars are shown, of numbers and dates the first;
    the line below the title says how many there are. Rows without a category make a bar called missing. A click on a bar
    opens the rows behind it. Example: the sum of sales by region, grouped by year.
    """

    pack = "visualize"
    icon = "plot-bars"
    keywords = (
        "Bar Chart",
        "Bar Plot",
        "Column Chart",
        "counts",
        "categories",
        "Pie Chart",
        "Charting",
        "Stacked Area Chart",
        "Pareto",
        "chart",
    )
    example = Example({"category": "city", "value": "spent", "group": "left"})
    category: Column = setting(Column(""), "Column with a bar for each of its values.")
    value: Column = setting(Column(""), "Column that is summed up; empty counts rows.")
    measure: Measure = setting("sum", "How the values of a bar are summed up.", when={"value": True})
    group: Column = setting(Column(""), "Column to divide bars by; empty for none.")
    layout: Literal["beside", "stacked", "share"] = setting(
        "beside",
        "How the parts of a bar stand: share makes all bars as long, and tells the share of each part.",
        when={"group": True},
    )
    direction: Literal["upright", "sideways"] = setting(
        "upright", "Which way bars go; sideways leaves room for long names."
    )
    labels: bool = setting(False, "Write the length of each bar at its end, or of each part within it, where it fits.")
    order: Literal["auto", "length", "name"] = setting(
        "auto", "Auto: the longest first, but numbers, dates and ordered categories in their own order."
    )
    most_bars: int = setting(30, "At most so many categories are shown.", ge=1, le=1000)
    captions: Captions = CAPTIONS

    def run(self, table: Table, context: Context) -> View:
        self._check(table)
        sizes, rows, left_out = self._sizes(table, context)
        if not len(sizes):
            raise nothing(quoted(self.category))
        sideways = self.direction == "sideways"
        turned = slice(None, None, -1 if sideways else 1)
        bars = plot.Axis(label=str(self.category), categories=tuple(map(str, sizes.index[turned])))
        label = f"{self.measure} of {self.value}" if self.value else "rows"
        length = plot.Axis(label=label, whole=not self.value, unit=unit_of(table, str(self.value)))
        if self._stood == "share":
            length = plot.Axis(label=f"share of {label}", percent=True, limits=(0.0, 1.0))
            sizes = self._shares(sizes)
        counted = int(table[str(self.value)].notna().sum()) if self.value else len(table)
        made = plot.Plot(
            title=f"{label[0].upper()}{label[1:]} by {self.category}",
            subtitle=told(counted, len(table)) + (f", {left_out}" if left_out else ""),
            x=length if sideways else bars,
            y=bars if sideways else length,
            layers=self._bars(sizes.iloc[turned], rows[turned]),
            legend=str(self.group),
        )
        return self.captions.view(made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._check(table)
        return {"view": None}

    def _check(self, table: Table | TableSpec) -> None:
        self.category.of(table, port=PORT)
        for column in (self.value, self.group):
            if column:
                column.of(table, port=PORT)
        if self.value:
            check_measured(table, self.value)
            if self._stood != "beside" and self.measure != "sum":
                what = "has no share" if self._stood == "share" else "cannot be stacked"
                raise DataError(
                    f"a {self.measure} {what}, as the {self.measure} of a whole is not the sum of its parts: "
                    "choose the sum, or the layout beside",
                    port=PORT,
                )

    @property
    def _stood(self) -> Literal["beside", "stacked", "share"]:
        """The layout; without groups there is nothing to stack, or to have a share."""
        return self.layout if self.group else "beside"

    def _sizes(self, table: pd.DataFrame, context: Context) -> _Sizes:
        import numpy as np
        import pandas as pd

        codes, words = coded(table[str(self.category)])
        names, places = groups_of(table, self.group)
        values = pd.Series(values_of(table, str(self.value)).numbers) if self.value else pd.Series(np.ones(len(table)))
        measure = self.measure if self.value else "sum"
        sizes = values.groupby([codes, places]).agg(measure).unstack().reindex(columns=range(len(names)))
        sizes.columns = pd.Index(names)
        whole = values.groupby(codes).agg(measure).sort_values(ascending=False, kind="stable")
        kept, left_out = sizes.index, ""
        if self._in_order(table):
            known = len(words) - int(table[str(self.category)].isna().any())
            kept = kept[: self.most_bars]
            if len(words) > self.most_bars:
                first = self._first(kind_of(table, str(self.category)), known, context) if known > len(kept) else ""
                missing = "the bar of missing left out" if known < len(words) else ""
                left_out = ", ".join(filter(None, (first, missing)))
        else:
            longest = whole.index[: self.most_bars]
            kept = longest if self.order != "name" else kept[kept.isin(longest)]
            if len(longest) < len(whole):
                left_out = f"the {len(longest):,} largest of {len(whole):,} bars"
        sizes = sizes.loc[kept]
        sizes.index = pd.Index([words[place] for place in kept], dtype="object")
        groups = groups_behind(table, self.group, names, places)
        matches = values_behind(table[str(self.category)], codes, kept)
        rows = [tuple(plot.Rows.taken(PORT, match, *group) for group in groups) for match in matches]
        return _Sizes(sizes, rows, left_out)

    def _in_order(self, table: pd.DataFrame) -> bool:
        """Whether the bars stand in an order that the values of the category have."""
        dtype = table[str(self.category)].dtype
        return self.order != "length" and (column_type(dtype) in HINTS or bool(getattr(dtype, "ordered", False)))

    def _first(self, kind: str, known: int, context: Context) -> str:
        """That the first of so many bars are shown, after a hint what to do about it."""
        name, hint = HINTS.get(kind, ("categories", "choose the order length for the longest"))
        context.warn(
            f"{quoted(self.category)} has {known:,} different {name}, and bars are shown of the first {self.most_bars:,}: "
            f"{hint}; or raise most_bars"
        )
        return f"the first {self.most_bars:,} of {known:,} {name}"

    def _shares(self, sizes: pd.DataFrame) -> pd.DataFrame:
        """Each part as a share of its bar."""
        if (sizes < 0).any(axis=None):
            raise DataError(
                f"sums of {quoted(self.value)} are below 0, and have no share: choose the layout beside or stacked",
                port=PORT,
                column=str(self.value),
            )
        return sizes.div(sizes.sum(axis=1), axis=0)

    def _bars(self, sizes: pd.DataFrame, rows: list[tuple[plot.Rows | None, ...]]) -> tuple[plot.Bars, ...]:
        import numpy as np

        groups, places = sizes.shape[1], np.arange(len(sizes), dtype="float64")
        stacked = self._stood != "beside"
        width = 0.8 if stacked or groups == 1 else 0.8 / groups
        # What is below 0 is stacked downwards.
        above, below = np.zeros(len(sizes)), np.zeros(len(sizes))
        labels = np.array(self._told(sizes.to_numpy(dtype="float64").ravel()), dtype=object).reshape(sizes.shape)
        made = []
        for number, name in enumerate(sizes.columns):
            values = sizes[name].to_numpy(dtype="float64")
            away = 0.0 if stacked else (number - (groups - 1) / 2) * width
            # Sideways the first stands on top, as in the legend.
            at = places - away if self.direction == "sideways" else places + away
            base = np.where(values < 0, below, above)
            made.append(
                plot.Bars(
                    name=str(name) if self.group else "",
                    tone=tone_of(str(name)) if self.group else "series",
                    at=tuple(at.tolist()),
                    size=plain(values),
                    base=tuple(base.tolist()) if stacked else None,
                    width=width,
                    sideways=self.direction == "sideways",
                    labels=labels[:, number].tolist() if self.labels else None,
                    inside=stacked,
                    rows=tuple(
                        bar[number] if value == value else None for bar, value in zip(rows, values, strict=True)
                    ),
                )
            )
            above, below = above + np.fmax(values, 0), below + np.fmin(values, 0)
        return tuple(made)

    def _told(self, values: Iterable[float]) -> tuple[str, ...]:
        """Words at bars, all with the same decimals."""
        if self._stood == "share":
            return tuple(f"{100 * value:.0f} %" if value == value else "" for value in values)
        return numbers_told(values, digits=4)
