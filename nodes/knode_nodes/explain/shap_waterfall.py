"""The explanation of one row, step by step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Column,
    ColumnSpec,
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
from knode_nodes.explain._explained import (
    Explained,
    check_table,
    column_axis,
    explained,
    number_told,
    rest_of,
    worded,
)
from knode_nodes.visualize._values import numbers_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


TONES: tuple[Literal["positive"], Literal["negative"]] = ("positive", "negative")
ROUNDING = 1e-12
LONGEST = 23
"""Letters of a name and its value that fit beside the bars."""


class RowExplained(NamedTuple):
    """The picture, and the same as a table of all columns."""

    view: View
    table: Table


class ShapWaterfall(Node):
    """Show how the prediction for one row comes about, column by column (SHAP waterfall plot).

    Link the table of SHAP Explainer, and the table that it explained for the row's own values. The steps start below at the
    base value, what the model gives on average, and end above at what it gives for this row: each column moves it up
    or down. Example: why is this customer said to leave? Set key to customer_id and value to the customer's.

    The row is chosen by its place, the first being 0, or by its value in a key column of the table that was explained. The
    columns with the smallest values are added up in one step. The table has a row for each column, the largest step
    first: `column`, `value` (in words; missing without the table), and `effect`.
    """

    pack = "explain"
    icon = "shap-waterfall"
    keywords = (
        "SHAP Waterfall",
        "Explain Prediction",
        "Explain Predictions",
        "Local Explanation",
        "Force plot",
        "Shapley Values",
        "why",
        "reason codes",
        "Nomogram",
    )
    example = Example({"key": "customer_id", "value": "1042"})
    row: int = setting(0, "Which row, the first being 0.", ge=0, when={"key": False})
    key: Column = setting(Column(""), "Column of the explained table by which the row is chosen instead.", port="table")
    value: str = setting("", "The row's value in the key column.", when={"key": True})
    most_columns: int = setting(12, "So many columns have a step of their own.", ge=1, le=100)

    def run(self, explanation: Table, table: Table | None = None) -> RowExplained:
        found = explained(explanation, table)
        position = self._position(found)
        row = found.rows(range_of(position))
        return RowExplained(self._plot(row, position).view(), _table(row))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        check_table(inputs.get("explanation"), table)
        if self.key and isinstance(table, TableSpec):
            self.key.of(table, port="table")
        return {"view": None, "table": SPEC}

    def _position(self, found: Explained) -> int:
        if not self.key:
            if self.row >= len(found.base):
                raise DataError(
                    f"there is no row {self.row:,}: the last of {len(found.base):,} rows is {len(found.base) - 1:,}",
                    port="explanation",
                )
            return self.row
        if found.table is None:
            raise DataError("a row is chosen by a key: link the table that was explained", port="table")
        words = found.table[self.key.of(found.table, port="table")].astype(object).map(str).tolist()
        if self.value not in words:
            near = nearest(self.value, list(dict.fromkeys(words)))
            hint = f"; did you mean {quoted(near)}?" if near else ""
            raise DataError(
                f"no row has {quoted(self.value)} in {quoted(self.key)}{hint}", port="table", column=str(self.key)
            )
        if words.count(self.value) > 1:
            raise DataError(
                f"{words.count(self.value):,} rows have {quoted(self.value)} in {quoted(self.key)}, first in row "
                f"{words.index(self.value)}: choose a key that tells rows apart, or the row by its place",
                port="table",
                column=str(self.key),
            )
        return words.index(self.value)

    def _plot(self, row: Explained, position: int) -> plot.Plot:
        values, base = row.values[0], float(row.base[0])
        order = row.order()
        first, rest = order[: self.most_columns], order[self.most_columns :]
        steps = [(_named(row, int(column)), float(values[column])) for column in first]
        if len(rest):
            steps.append((rest_of(len(rest)), float(values[rest].sum())))
        sizes = [step for _, step in steps]
        output = _sum(base, *sizes)
        which = f"{self.key} {self.value}" if self.key else f"row {position:,}"
        return plot.Plot(
            title="How the prediction comes about",
            subtitle=f"{which}{_told(row, base, output)}",
            x=_axis(row).model_copy(update={"limits": _limits(sizes, base)}),
            y=column_axis([name for name, _ in steps]),
            layers=(*_bars(sizes, base), *_rules(base, output)),
        )


SPEC = TableSpec(
    columns=(
        ColumnSpec(name="column", dtype="str"),
        ColumnSpec(name="value", dtype="str"),
        ColumnSpec(name="effect", dtype="float64"),
    )
)


def range_of(position: int) -> Any:
    """(1) the position, as what rows are chosen by."""
    import numpy as np

    return np.array([position])


def _sum(*parts: float) -> float:
    """The sum of parts; what is left of them by rounding only is 0."""
    total = math.fsum(parts)
    return total if abs(total) > ROUNDING * max(map(abs, parts)) else 0.0


def _label(row: Explained) -> str:
    """The class that the row speaks for; empty where a number was predicted."""
    return row.classes[int(row.places[0])]


def _axis(row: Explained) -> plot.Axis:
    measured = row.measure.named(_label(row))
    return plot.Axis(label=measured or "model output: base value and SHAP values", unit=row.measure.unit)


def _told(row: Explained, base: float, output: float) -> str:
    """What the model gives on average and for this row; of log-odds also as a probability."""
    measured, label = row.measure.named(_label(row)), _label(row)
    of = f": {measured}" if measured else f", for {label}:" if label else ":"
    unit = f" {row.measure.unit}" if row.measure.unit else ""
    chance = f", a probability of {_chance(output)}" if row.measure.scale == "log-odds" else ""
    return f"{of} from {number_told(base)} on average to {number_told(output)}{unit}{chance}"


def _chance(odds: float) -> str:
    """The probability of log-odds."""
    from scipy.special import expit

    return f"{100 * float(expit(odds)):.3g} %"


def _named(row: Explained, column: int) -> str:
    """The column with its value; of a long name both ends, so that the value is still seen."""
    name = row.names[column]
    if row.table is None:
        return name
    value = _value(row.table, name)
    room = max(LONGEST - len(value), 9)
    short = name if len(name) <= room else f"{name[: room // 2]}…{name[len(name) - room // 2 + 1 :]}"
    return f"{short} = {value}"


def _value(table: pd.DataFrame, name: str) -> str:
    return worded(table[name].astype(object).iloc[0])


def _bars(steps: list[float], base: float) -> list[plot.Bars]:
    """Bars from below: each begins where the one below it ends."""
    import numpy as np

    sizes, ends = np.array(steps), _ends(steps, base)
    labels = numbers_told(steps, sign=True)
    bars, tones = [], (("raises", TONES[0], sizes >= 0), ("lowers", TONES[1], sizes < 0))
    for name, tone, there in tones:
        places = np.flatnonzero(there)
        if len(places):
            bars.append(
                plot.Bars(
                    name=name,
                    tone=tone,
                    at=tuple(places.astype(float).tolist()),
                    size=tuple(sizes[places].tolist()),
                    base=tuple((ends - sizes)[places].tolist()),
                    sideways=True,
                    labels=tuple(labels[place] for place in places),
                )
            )
    return bars


def _ends(steps: list[float], base: float) -> np.ndarray:
    import numpy as np

    ends: np.ndarray = base + np.cumsum(np.array(steps)[::-1])[::-1]
    return ends


def _limits(steps: list[float], base: float) -> tuple[float, float]:
    """Wide enough for the words at the ends of bars."""
    reached = [base, *_ends(steps, base).tolist()]
    low, high = min(reached), max(reached)
    room = 0.3 * (high - low) or max(abs(base), 1.0) * 0.1
    return low - room, high + room


def _rules(base: float, output: float) -> list[plot.Rule]:
    return [
        plot.Rule(name="base value", direction="vertical", at=base),
        plot.Rule(name="this row", direction="vertical", at=output, dashed=False),
    ]


def _table(row: Explained) -> pd.DataFrame:
    import pandas as pd

    order = row.order()
    names = [row.names[column] for column in order]
    own = None if row.table is None else row.table
    values = [None if own is None else _value(own, name) for name in names]
    return pd.DataFrame(
        {
            "column": pd.Series(names, dtype="str"),
            "value": pd.Series(values, dtype="str"),
            "effect": row.values[0][order],
        }
    )
