"""All values of an explanation as points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Context, Example, Node, Spec, Table, View, plot, setting
from knode_nodes.explain._explained import (
    Explained,
    check_table,
    column_axis,
    explained,
    rest_of,
    shades,
)
from knode_nodes.visualize._values import plain

if TYPE_CHECKING:
    import numpy as np

UNCOLOURED = "; link the explained table too, and the colours tell high values from low ones"
BINS = 100
"""Along a column's values: points in the same one stand beside each other."""
LEAST_SPREAD = 12
"""So many points beside each other, or more, fill the room of a column."""


class ShapBeeswarm(Node):
    """Show what each column does to the predictions, a point for each row (SHAP summary plot).

    Link the table of SHAP Explainer, and the table that it explained for the colours. Each column has a line; a point to the
    right raised the prediction of its row, one to the left lowered it. The colour tells whether the row's own value was low or
    high. Example: in the line of age, strong points to the right and pale ones to the left say that older customers are more
    likely to leave.

    The columns that move predictions most stand first. The rest are added up in the last line. Words have no low and high:
    their points are grey, as are those of missing values; see them with SHAP Dependence. Where each row speaks for the class
    that is predicted, choose one class to see what speaks for it.
    """

    pack = "explain"
    icon = "shap-beeswarm"
    keywords = (
        "SHAP Summary Plot",
        "Summary plot",
        "Beeswarm",
        "Explain Model",
        "Shapley Values",
        "Global Feature Importance",
        "feature effects",
        "violin",
    )
    example = Example({"most_columns": 10})
    most_columns: int = setting(20, "So many columns have a line of their own.", ge=1, le=100)
    for_class: str = setting("", "Show the rows that are explained for this class only; empty for all.")
    most_rows: int = setting(1000, "Of more rows so many are drawn at random.", ge=10, le=20_000)
    seed: int | None = setting(None, "Number that fixes what is drawn; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, explanation: Table, context: Context, table: Table | None = None) -> View:
        import numpy as np

        found = explained(explanation, table).of_class(self.for_class)
        seed = context.seed if self.seed is None else self.seed
        drawn = found.some(self.most_rows, seed)
        order = found.order()
        first, rest = order[: self.most_columns], order[self.most_columns :]
        random = np.random.default_rng(seed)
        lines = [(found.names[column], drawn.values[:, column]) for column in first]
        names = [name for name, _ in lines]
        layers = [
            _line(place, values, _shade(drawn, found, name), random) for place, (name, values) in enumerate(lines)
        ]
        if len(rest):
            names.append(rest_of(len(rest)))
            layers.append(_line(len(first), drawn.values[:, rest].sum(axis=1), None, random))
        made = plot.Plot(
            title="What moves the predictions",
            subtitle=found.told(len(drawn.base)) + ("" if table is not None else UNCOLOURED),
            x=plot.Axis(label=found.effect()),
            y=column_axis(names),
            layers=(plot.Rule(direction="vertical", dashed=False), *layers),
        )
        return made.view()

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        check_table(inputs.get("explanation"), inputs.get("table"))
        return {"view": None}


def _shade(drawn: Explained, found: Explained, name: str) -> np.ndarray | None:
    """(drawn rows) low to high among all rows; None where the rows' own values are not known."""
    import numpy as np

    if found.table is None or drawn.table is None:
        return None
    return shades(found.table, name)[np.searchsorted(found.positions, drawn.positions)]


def _line(place: int, values: np.ndarray, shade: np.ndarray | None, random: np.random.Generator) -> plot.Points:
    shaded: dict[str, Any] = {"tone": "muted"}
    if shade is not None:
        shaded = {
            "shade": plain(shade),
            "shade_limits": (0.0, 1.0),
            "shade_ends": ("low", "high"),
            "shade_label": "value of the column",
        }
    size = 4.0 if len(values) > 300 else 5.0
    return plot.Points(x=plain(values), y=plain(place + spread(values, random)), size=size, opacity=0.85, **shaded)


def spread(values: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(rows) from -0.4 to 0.4: points of about the same value beside each other, alternately above and below the line."""
    import numpy as np

    span = values.max() - values.min()
    bins = np.round((values - values.min()) / (span if span > 0 else 1.0) * BINS)
    order = np.lexsort((random.random(len(values)), bins))
    ordered = bins[order]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    rank = np.arange(len(values)) - np.repeat(starts, np.diff([*starts, len(values)]))
    steps = (rank + 1) // 2 * np.where(rank % 2, 1, -1)
    made = np.empty(len(values))
    made[order] = steps / max(int(np.abs(steps).max()), LEAST_SPREAD // 2) * 0.4
    return made
