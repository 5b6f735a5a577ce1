"""A bar for each category."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Column, Node, Spec, Table, TableSpec, View, column_type, plot, quoted, setting
from knode_nodes.visualize._values import MISSING, PORT, check_measured, groups_of, named, nothing, plain, told

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
    category: Column = setting(Column(""), "Column with a bar for each of its values.")
    value: Column = setting(Column(""), "Column that is summed up; empty counts rows.")
    measure: Measure = setting("sum", "How the values of a bar are summed up.")
    group: Column = setting(Column(""), "Column to divide bars by; empty for none.")
    layout: Literal["beside", "stacked"] = setting("beside", "How the parts of a bar stand.")
    direction: Literal["upright", "sideways"] = setting(
        "upright", "Which way bars go; sideways leaves room for long names."
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
        length = plot.Axis(label=label, whole=not self.value)
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
        import pandas as pd

        ordered = column_type(table[str(self.category)].dtype) in ("number", "datetime", "duration")
        categories = table[str(self.category)].reset_index(drop=True)
        names, places = groups_of(table, self.group)
        keys = [categories, pd.Series(places)]
        if self.value:
            values = table[str(self.value)].astype("float64").reset_index(drop=True)
            made = values.groupby(keys, dropna=False, observed=True).agg(self.measure)
        else:
            made = pd.Series(1.0, index=categories.index).groupby(keys, dropna=False, observed=True).sum()
        sizes = made.unstack(fill_value=None).reindex(columns=range(len(names)))
        sizes.columns = pd.Index(names)
        if ordered:
            sizes = sizes.sort_index()
        else:
            sizes = sizes.loc[sizes.sum(axis=1).sort_values(ascending=False, kind="stable").index]
        missing = sizes.index.isna()
        words = [MISSING if gone else named(label) for label, gone in zip(sizes.index, missing, strict=True)]
        sizes.index = pd.Index(words)
        return sizes

    def _bars(self, sizes: pd.DataFrame) -> tuple[plot.Bars, ...]:
        import numpy as np

        groups, places = sizes.shape[1], np.arange(len(sizes), dtype="float64")
        stacked = self.layout == "stacked"
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
                )
            )
            base = base + np.nan_to_num(values)
        return tuple(made)
