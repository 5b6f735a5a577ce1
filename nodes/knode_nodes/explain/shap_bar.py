"""The mean size of the values of an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import ColumnSpec, Example, Node, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.explain._explained import (
    Explained,
    check_table,
    column_axis,
    explained,
    rest_of,
)
from knode_nodes.explain.shap_values import CLASS
from knode_nodes.visualize._values import MOST_GROUPS, OTHERS, numbers_told, plain, tone_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Importance(NamedTuple):
    """The picture, and the same as a table of all columns."""

    view: View
    table: Table


class ShapBar(Node):
    """Show how much each column moves the predictions, in the mean over all rows (mean absolute SHAP value).

    Link the table of SHAP Explainer. The longer a bar, the more the column matters to the model, whichever way it
    moves. Where each row speaks for the class that is predicted, a bar is made of parts: one for each class, and all parts
    together are the mean. Example: which three columns decide about who leaves?

    The table has a row for each column, the one that matters most first: `column`, `importance` (the mean of the absolute
    values), `mean` (of the values with their sign: which way the column moves predictions in all), and `share` of all
    importances. With classes it has a row for each class and column, with `class` and its number of `rows`; all
    of a row are then of the rows of that class.
    """

    pack = "explain"
    icon = "shap-bar"
    keywords = (
        "Global Feature Importance",
        "Feature Importance",
        "SHAP Summary Plot",
        "mean SHAP",
        "variable importance",
        "Explain Model",
        "Shapley Values",
        "Rank",
    )
    example = Example({"most_columns": 3})
    most_columns: int = setting(20, "So many columns have a bar of their own.", ge=1, le=100)
    for_class: str = setting("", "Count the rows that are explained for this class only; empty for all.")

    def run(self, explanation: Table) -> Importance:
        found = explained(explanation, None).of_class(self.for_class)
        return Importance(self._plot(found).view(), _table(found, CLASS in explanation.columns))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = inputs.get("explanation")
        check_table(given, None)
        return {"view": None, "table": _spec(CLASS in given) if isinstance(given, TableSpec) else None}

    def _plot(self, found: Explained) -> plot.Plot:
        import numpy as np

        order = found.order()
        first, rest = order[: self.most_columns], order[self.most_columns :]
        sizes = np.abs(found.values)
        shown = np.column_stack([sizes[:, first], *([sizes[:, rest].sum(axis=1)] if len(rest) else [])])
        names = [*(found.names[column] for column in first), *([rest_of(len(rest))] if len(rest) else [])]
        parts = _parts(found, shown)
        by_class = len(found.classes) > 1
        return plot.Plot(
            title="What matters to the predictions",
            subtitle=found.told(len(found.base)),
            x=plot.Axis(label=f"mean absolute {found.effect()}"),
            y=column_axis(names),
            layers=_bars(parts, labels=numbers_told(shown.mean(axis=0))),
            legend="class" if by_class else "",
        )


def _parts(found: Explained, shown: np.ndarray) -> dict[str, np.ndarray]:
    """By class (columns) what its rows add to the mean of all rows; those with the fewest rows of many as one."""
    import numpy as np

    if len(found.classes) == 1:
        return {"": shown.mean(axis=0)}
    counts = np.bincount(found.places, minlength=len(found.classes))
    ranked = np.argsort(-counts, kind="stable")
    kept = ranked if len(ranked) <= MOST_GROUPS else ranked[: MOST_GROUPS - 1]
    parts = {found.classes[place]: shown[found.places == place].sum(axis=0) / len(shown) for place in sorted(kept)}
    if len(kept) < len(ranked):
        parts[OTHERS] = shown[~np.isin(found.places, kept)].sum(axis=0) / len(shown)
    return parts


def _bars(parts: dict[str, np.ndarray], labels: tuple[str, ...]) -> tuple[plot.Bars, ...]:
    import numpy as np

    base, layers = np.zeros(len(labels)), []
    for number, (name, sizes) in enumerate(parts.items(), 1):
        layers.append(
            plot.Bars(
                name=name,
                tone=tone_of(name),
                at=tuple(float(place) for place in range(len(labels))),
                size=plain(sizes),
                base=tuple(base.tolist()),
                sideways=True,
                labels=labels if number == len(parts) else None,
            )
        )
        base = base + sizes
    return tuple(layers)


def _spec(classes: bool) -> TableSpec:
    words = [ColumnSpec(name=name, dtype="str") for name in (*(("class",) if classes else ()), "column")]
    numbers = [ColumnSpec(name=name, dtype="float64") for name in ("importance", "mean", "share")]
    return TableSpec(columns=(*words, *numbers, *([ColumnSpec(name="rows", dtype="int64")] if classes else [])))


def _table(found: Explained, classes: bool) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    parts = []
    for place, name in enumerate(found.classes):
        values = found.values[found.places == place]
        sizes = np.abs(values).mean(axis=0)
        order = np.argsort(-sizes, kind="stable")
        total = sizes.sum()
        parts.append(
            pd.DataFrame(
                {
                    "class": pd.Series([name] * len(order), dtype="str"),
                    "column": pd.Series([found.names[column] for column in order], dtype="str"),
                    "importance": sizes[order],
                    "mean": values.mean(axis=0)[order],
                    "share": sizes[order] / total if total else np.zeros(len(order)),
                    "rows": np.full(len(order), len(values), dtype="int64"),
                }
            )
        )
    made = pd.concat(parts, ignore_index=True)
    return made[_spec(classes).names]
