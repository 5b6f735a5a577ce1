"""A bar for each category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Example, Node, Spec, Table, TableSpec, View, column_type, plot, quoted, setting
from knode_nodes.visualize._values import (
    PORT,
    check_measured,
    coded,
    groups_of,
    nothing,
    plain,
    told,
    unit_of,
    values_of,
)

if TYPE_CHECKING:
    import pandas as pd

Measure = Literal["sum", "mean", "median", "min", "max"]


class BarChart(Node):
    """Show a bar for each value of a column: how many rows have it, or what another column comes to for them.

    With a column to group by, each bar is divided: beside each other, or stacked. The longest bars stand first; numbers and
    dates keep their own order. Of many categories those with the longest bars are shown. Rows without a category make a bar
    called missing. Example: the sum of sales by region, grouped by year.
    """

    pack = "visualize"
    icon = "plot-bars"
    keywords = (
        "Bar Chart",
        "Bar Plot",
        "Column Chart",
        "counts",
        "categories",
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
    labels: bool = setting(False, "Write the length of each bar at its end.")
    order: Literal["auto", "length", "name"] = setting(
        "auto", "Auto: the longest first, but numbers, dates and ordered categories in their own order."
    )
    most_bars: int = setting(30, "At most so many categories are shown.", ge=1, le=1000)

    def run(self, table: Table) -> View:
        self._check(table)
        sizes = self._sizes(table)
        if not len(sizes):
            raise nothing(quoted(self.category))
        left_out = len(sizes) - self.most_bars
        sizes = sizes.iloc[: self.most_bars]
        bars = plot.Axis(label=str(self.category), categories=tuple(map(str, sizes.index)))
        label = f"{self.measure} of {self.value}" if self.value else "rows"
        length = plot.Axis(label=label, whole=not self.value, unit=unit_of(table, str(self.value)))
        if self.layout == "share":
            length = plot.Axis(label=f"share of {label}", percent=True, limits=(0.0, 1.0))
            sizes = sizes.div(sizes.sum(axis=1), axis=0)
        sideways = self.direction == "sideways"
        subtitle = told(int(table[str(self.value)].notna().sum()) if self.value else len(table), len(table))
        made = plot.Plot(
            title=f"{label} by {self.category}".capitalize()
            if not self.value
            else f"{label.capitalize()} by {self.category}",
            subtitle=subtitle + (f", {left_out:,} shorter bars left out" if left_out > 0 else ""),
            x=length if sideways else bars,
            y=bars if sideways else length,
            layers=self._bars(sizes.iloc[::-1] if sideways else sizes),
            legend=str(self.group),
        )
        if sideways:
            made = made.model_copy(update={"y": bars.model_copy(update={"categories": bars.categories[::-1]})})  # type: ignore[index]
        return made.view()

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

    def _sizes(self, table: pd.DataFrame) -> pd.DataFrame:
        """(categories, groups) the length of each part, in the order in which they are drawn."""
        import numpy as np
        import pandas as pd

        dtype = table[str(self.category)].dtype
        ordered = column_type(dtype) in ("number", "datetime", "duration") or bool(getattr(dtype, "ordered", False))
        ordered = ordered if self.order == "auto" else self.order == "name"
        codes, words = coded(table[str(self.category)])
        names, places = groups_of(table, self.group)
        values = pd.Series(values_of(table, str(self.value)).numbers) if self.value else pd.Series(np.ones(len(table)))
        made = values.groupby([codes, places]).agg(self.measure if self.value else "sum")
        sizes = made.unstack().reindex(columns=range(len(names)))
        sizes.columns = pd.Index(names)
        if not ordered:
            sizes = sizes.loc[sizes.sum(axis=1).sort_values(ascending=False, kind="stable").index]
        sizes.index = pd.Index([words[place] for place in sizes.index])
        return sizes

    def _bars(self, sizes: pd.DataFrame) -> tuple[plot.Bars, ...]:
        import numpy as np

        groups, places = sizes.shape[1], np.arange(len(sizes), dtype="float64")
        stacked = self.layout != "beside"
        width = 0.8 if stacked or groups == 1 else 0.8 / groups
        base = np.zeros(len(sizes))
        made = []
        for number, name in enumerate(sizes.columns):
            values = sizes[name].to_numpy(dtype="float64")
            at = places if stacked else places + (number - (groups - 1) / 2) * width
            made.append(
                plot.Bars(
                    name=str(name) if self.group else "",
                    at=tuple(at.tolist()),
                    size=plain(values),
                    base=tuple(base.tolist()) if stacked else None,
                    width=width,
                    sideways=self.direction == "sideways",
                    labels=tuple(map(self._told, values.tolist())) if self.labels else None,
                )
            )
            base = base + np.nan_to_num(values)
        return tuple(made)

    def _told(self, value: float) -> str:
        if value != value:
            return ""
        text = (
            f"{100 * value:.0f} %"
            if self.layout == "share"
            else f"{value:,.0f}"
            if abs(value) >= 1e4
            else f"{value:,.4g}"
        )
        return text.replace("-", "\N{MINUS SIGN}")
