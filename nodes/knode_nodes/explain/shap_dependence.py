"""What a column does to the predictions, by its value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

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
    nearest,
    plot,
    quoted,
    setting,
)
from knode_nodes.explain._explained import NUMERIC, Explained, check_table, columns_of, explained
from knode_nodes.explain._interaction import strongest
from knode_nodes.visualize._values import (
    MOST_GROUPS,
    PORT,
    coded,
    each_group,
    groups_of,
    has_order,
    kind_of,
    plain,
    tone_of,
    values_of,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

AUTO = "auto"
MOST_BOXES = 30
REACH = 1.5
CROWDED = 1000


class ShapDependence(Node):
    """Show what a column does to the predictions, by its value in each row (SHAP dependence plot).

    Link the table of SHAP Explainer, and the table that it explained. Each row is a point: to the right by its value in
    the column, up by how much that value raised the prediction. Example: age raises the chance to leave until 40, and
    lowers it from 60 on.

    Points above each other have the same value but another effect: another column decides which. The colour shows that
    column; unless you choose one, it is the column with which the effect changes most. Words and categories have a box each,
    words the most frequent first, categories in their own order; a box holds the middle half of the rows. Rows without a
    value in a column of numbers are left out, and the line below the title says how many; of words, missing has a box.
    """

    pack = "explain"
    icon = "shap-dependence"
    keywords = (
        "SHAP Dependence Plot",
        "Dependence plot",
        "Scatter",
        "Explain Model",
        "Shapley Values",
        "interaction",
        "ICE",
        "effect of a feature",
    )
    example = Example({"column": "age"})
    column: Column = setting(
        Column(""), "Column whose effect is shown; empty for the one that matters most.", port="table"
    )
    shade: Column = setting(
        Column(AUTO),
        "Column that colours the points; auto for the strongest interaction, empty for none.",
        port="table",
    )
    for_class: str = setting("", "Show the rows that are explained for this class only; empty for all.")
    most_rows: int = setting(5000, "Of more rows so many are drawn at random.", ge=10, le=100_000)
    seed: int | None = setting(None, "Number that fixes what is drawn; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, explanation: Table, table: Table, context: Context) -> View:
        whole = explained(explanation, table).of_class(self.for_class)
        column = self._column(whole)
        name = whole.names[column]
        found = whole.some(self.most_rows, context.seed if self.seed is None else self.seed)
        assert found.table is not None, "the table is no optional input"
        numeric = kind_of(found.table, name) in NUMERIC
        layers, axis, about = _points(found, column, self._shade(whole, column)) if numeric else _boxes(found, column)
        made = plot.Plot(
            title=f"What {name} does to the predictions",
            subtitle=whole.told(len(found.base)) + about.told,
            x=axis,
            y=plot.Axis(label=whole.effect()),
            layers=(plot.Rule(), *layers),
            legend=about.legend,
        )
        return made.view()

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        explanation, table = inputs.get("explanation"), inputs.get("table")
        check_table(explanation, table)
        if isinstance(explanation, TableSpec) and self.column:
            _check_explained(self.column, columns_of(explanation))
        if isinstance(table, TableSpec) and self.shade and self.shade != AUTO:
            self.shade.of(table, port=PORT)
        return {"view": None}

    def _column(self, found: Explained) -> int:
        if not self.column:
            return int(found.order()[0])
        _check_explained(self.column, found.names)
        return found.names.index(self.column)

    def _shade(self, found: Explained, column: int) -> str:
        """The name of the column that colours, empty for none. A column that is called auto is meant where there is one."""
        assert found.table is not None, "the table is no optional input"
        if not self.shade:
            return ""
        if self.shade == AUTO and AUTO not in found.table.columns:
            return strongest(found, column)
        return self.shade.of(found.table, port=PORT)


class _About:
    """What is told beside the plot."""

    def __init__(self, told: str = "", legend: str = "") -> None:
        self.told, self.legend = told, legend


def _check_explained(column: Column, names: list[str]) -> None:
    if column not in names:
        near = nearest(column, names)
        hint = f"did you mean {quoted(near)}?" if near else f"explained are: {', '.join(names[:8])}"
        raise DataError(f"{quoted(column)} was not explained; {hint}", port="explanation", column=str(column))


Drawn = tuple[list[Any], plot.Axis, _About]


def _points(found: Explained, column: int, shade: str) -> Drawn:
    import numpy as np

    table = found.table
    assert table is not None
    x = values_of(table, found.names[column])
    known = ~np.isnan(x.numbers)
    left = int((~known).sum())
    told = f", {left:,} without a value left out" if left else ""
    if not known.any():
        raise DataError(
            f"no row has a value in {quoted(found.names[column])}: nothing could be drawn",
            port=PORT,
            column=found.names[column],
        )
    y = found.values[:, column]
    crowded = known.sum() > CROWDED
    look: dict[str, Any] = {"size": 4.0 if crowded else 6.0, "opacity": 0.6 if crowded else 0.85}
    if shade and kind_of(table, shade) in ("number", "datetime", "duration") and table[shade].nunique() > MOST_GROUPS:
        return [_shaded(table, shade, x.numbers, y, known, look)], x.axis, _About(told)
    names, places = groups_of(table, Column(shade))
    layers = [
        plot.Points(
            name=name, tone=tone_of(name), x=plain(x.numbers[known & inside]), y=plain(y[known & inside]), **look
        )
        for name, inside in each_group(names, places)
    ]
    return layers, x.axis, _About(told, shade)


def _shaded(
    table: pd.DataFrame, shade: str, x: np.ndarray, y: np.ndarray, known: np.ndarray, look: dict[str, Any]
) -> plot.Points:
    """Points shaded by a number; a few far values do not take the shades of all others."""
    import numpy as np

    shown = values_of(table, shade)
    there = shown.numbers[~np.isnan(shown.numbers)]
    low, high = (float(one) for one in np.quantile(there, (0.05, 0.95))) if len(there) else (0.0, 0.0)
    label = f"{shown.axis.title}{', seconds since 1970' if shown.axis.scale == 'time' else ''}"
    return plot.Points(
        x=plain(x[known]),
        y=plain(y[known]),
        shade=plain(shown.numbers[known]),
        shade_label=label,
        shade_limits=(low, high) if low < high else None,
        **look,
    )


def _boxes(found: Explained, column: int) -> Drawn:
    """A box for each of the most frequent values, these first unless they have an order of their own."""
    import numpy as np

    assert found.table is not None
    series = found.table[found.names[column]]
    codes, words = coded(series)
    counts = np.bincount(codes, minlength=len(words))
    shown = np.argsort(-counts, kind="stable")[:MOST_BOXES]
    shown = np.sort(shown) if has_order(series) else shown
    y = found.values[:, column]
    parts = [_box(y[codes == code]) for code in shown]
    low, q1, median, q3, high = (tuple(part[0][place] for part in parts) for place in range(5))
    boxes = plot.Boxes(
        at=tuple(float(place) for place in range(len(shown))),
        low=low, q1=q1, median=median, q3=q3, high=high,
        outliers=tuple(part[1] for part in parts),
    )  # fmt: skip
    left = len(words) - len(shown)
    told = f", {left:,} rarer values left out" if left else ""
    return [boxes], plot.Axis(label=found.names[column], categories=tuple(words[code] for code in shown)), _About(told)


def _box(values: np.ndarray) -> tuple[list[float], tuple[float, ...]]:
    """Ends of the whiskers and quartiles, and what lies beyond."""
    import numpy as np

    q1, median, q3 = np.quantile(values, (0.25, 0.5, 0.75))
    inside = (values >= q1 - REACH * (q3 - q1)) & (values <= q3 + REACH * (q3 - q1))
    low, high = min(q1, values[inside].min()), max(q3, values[inside].max())
    return [float(one) for one in (low, q1, median, q3, high)], tuple(values[~inside].tolist())
