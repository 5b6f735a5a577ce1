"""How strongly columns hang together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Columns,
    ColumnSpec,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    column_type,
    plot,
    setting,
)
from knode_nodes.visualize._association import Association, association, clustered
from knode_nodes.visualize._captions import COLUMN_CAPTIONS, ColumnCaptions
from knode_nodes.visualize._values import PORT, chosen, rows_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_COLUMNS = 100


class Correlations(NamedTuple):
    """The picture, and the pairs as a table."""

    view: View
    table: Table


class CorrelationMatrix(Node):
    """Show how strongly columns hang together, each with each, from −1 over 0 (not at all) to 1.

    Pearson looks for straight lines; Spearman and Kendall only ask whether one rises when the other does, so they bear
    outliers. Text and category columns may be chosen too: between two of them stands Cramér's V, between one and numbers the
    correlation ratio, both from 0 to 1 and corrected for what many different values give by chance. Dates count as numbers.

    A pair is judged by the rows that have a value in both columns; an infinite number counts as missing. Of a column with one
    value only nothing can be said: its cells stay empty.

    The table has a row for each pair, the strongest first: `first`, `second`, `correlation` and `rows`, how many had both.
    Example: choose the numbers of a table of houses, method spearman: does the price go with the size?
    """

    pack = "visualize"
    icon = "correlation-matrix"
    keywords = (
        "Linear Correlation",
        "Rank Correlation",
        "Correlations",
        "Pearson Correlation",
        "Association Analysis",
        "Cramér's V",
        "corr",
        "Spearman Correlation",
        "heatmap",
    )
    example = Example({"method": "spearman"})
    columns: Columns = setting(Columns.typed("number", "boolean"), "Columns to compare with each other.")
    method: Literal["pearson", "spearman", "kendall"] = setting(
        "pearson",
        "How numbers are compared: straight lines (pearson), or ranks (spearman, kendall).",
        labels={
            "pearson": "straight lines (Pearson)",
            "spearman": "by rank (Spearman)",
            "kendall": "by pairs in order (Kendall)",
        },
    )
    order: Literal["table", "clustered"] = setting(
        "table", "The order of the columns: that of the table, or those that hang together beside each other."
    )
    captions: ColumnCaptions = COLUMN_CAPTIONS

    def run(self, table: Table) -> Correlations:
        names = self._names(table)
        made = association(table, names, self.method)
        places = clustered(made.strength) if self.order == "clustered" else list(range(len(names)))
        return Correlations(self.captions.view(self._plot(made, places, table)), _pairs(made))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
        return {"view": None, "table": SPEC}

    def _names(self, table: Table | TableSpec) -> list[str]:
        names = chosen(self.columns, table)
        if len(names) < 2:
            raise DataError(
                f"{len(names) or 'no'} column{' is' if len(names) == 1 else 's are'} chosen: choose at least two to compare",
                port=PORT,
            )
        if len(names) > MOST_COLUMNS:
            raise DataError(f"{len(names):,} columns are chosen: choose at most {MOST_COLUMNS}", port=PORT)
        self.captions.check(names)
        return names

    def _plot(self, made: Association, places: list[int], table: pd.DataFrame) -> plot.Plot:
        strength = made.strength[places][:, places]
        words = [name for name in made.names if column_type(table[name].dtype) in ("text", "category", "other")]
        measures = [self.method.capitalize()] if len(words) < len(made.names) else []
        measures += ["Cramér's V, correlation ratio"] if words else []
        return plot.Plot(
            title="Correlations",
            subtitle=f"{' and '.join(measures)}; {rows_told(len(table))}",
            **matrix([made.names[place] for place in places], strength),
        )


SPEC = TableSpec(
    columns=(
        ColumnSpec(name="first", dtype="str"),
        ColumnSpec(name="second", dtype="str"),
        ColumnSpec(name="correlation", dtype="float64"),
        ColumnSpec(name="rows", dtype="int64"),
    )
)


def matrix(names: list[str], strength: np.ndarray) -> dict[str, Any]:
    """What a plot of strengths has: its axes and its one layer, with the numbers in the cells."""
    import numpy as np

    edges = tuple(place - 0.5 for place in range(len(names) + 1))
    known = np.isfinite(strength)
    axis = plot.Axis(categories=tuple(names))
    layer = plot.Heatmap(
        x_edges=edges,
        y_edges=edges,
        values=tuple(
            tuple(value if ok else None for value, ok in zip(row, there, strict=True))
            for row, there in zip(strength.tolist(), known.tolist(), strict=True)
        ),
        texts=tuple(tuple(_told(value) for value in row) for row in strength.tolist()) if len(names) <= 25 else None,
        label="correlation",
        diverging=True,
        shade_limits=(-1.0, 1.0),
    )
    return {"x": axis, "y": axis.model_copy(update={"backwards": True}), "layers": (layer,), "square": True}


def _told(value: float) -> str:
    # −0.00 would look like a mistake.
    return f"{value + 0.0:.2f}".replace("-0.00", "0.00").replace("-", "\N{MINUS SIGN}") if value == value else ""


def _pairs(made: Association) -> pd.DataFrame:
    """A row for each pair, the strongest first, those without a number last."""
    import numpy as np
    import pandas as pd

    first, second = np.triu_indices(len(made.names), 1)
    found = made.strength[first, second]
    order = np.argsort(-np.abs(np.nan_to_num(found, nan=-0.0)) + np.isnan(found), kind="stable")
    names = pd.Series(made.names, dtype="str")
    return pd.DataFrame(
        {
            "first": names.iloc[first[order]].array,
            "second": names.iloc[second[order]].array,
            "correlation": found[order],
            "rows": made.rows[first, second][order],
        }
    )
