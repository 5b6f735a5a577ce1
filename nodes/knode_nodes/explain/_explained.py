"""What SHAP Explainer gives, read back for plots: values by column, base values, and the class that each row speaks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knode.api import DataError, Table, TableSpec, column_type, nearest, plot, quoted
from knode_nodes.explain._measure import Measure
from knode_nodes.explain.shap_values import BASE, CLASS, PREFIX
from knode_nodes.visualize._values import coded, rows_told, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORT = "explanation"
NUMERIC = ("number", "datetime", "duration", "boolean")
MOST_WORDS = 40
TRUTH = {"true": "True", "false": "False"}
"""Booleans as tables show them, in the words of plots."""


@dataclass(frozen=True)
class Explained:
    """The rows of an explanation.

    `values` (rows, columns) are Shapley values of the columns `names`, `base` (rows) base values. `places` (rows) is the number
    of each row's class among `classes`, in words; one nameless class where numbers were predicted. `table` holds the rows that
    were explained, if they are known, `positions` (rows) where all of these stand in what came in.
    """

    names: list[str]
    values: np.ndarray
    base: np.ndarray
    classes: list[str]
    places: np.ndarray
    table: pd.DataFrame | None
    positions: np.ndarray
    measure: Measure

    def order(self) -> np.ndarray:
        """The positions of the columns, that with the greatest mean absolute value first."""
        import numpy as np

        return np.argsort(-np.abs(self.values).mean(axis=0), kind="stable")

    def rows(self, kept: np.ndarray) -> Explained:
        """Those rows only: booleans, or positions."""
        return replace(
            self,
            values=self.values[kept],
            base=self.base[kept],
            places=self.places[kept],
            table=None if self.table is None else self.table.iloc[kept],
            positions=self.positions[kept],
        )

    def of_class(self, name: str) -> Explained:
        """The rows that speak for a class; all without a name. Raises DataError."""
        import numpy as np

        if not name:
            return self
        if name not in self.classes and name in TRUTH:
            name = TRUTH[name]
        if name not in self.classes:
            near = nearest(name, self.classes)
            known = ", ".join(map(quoted, self.classes[:8])) if self.classes != [""] else "none: numbers are predicted"
            hint = f"did you mean {quoted(near)}?" if near else f"there is {known}"
            raise DataError(f"no row is explained for the class {quoted(name)}; {hint}", port=PORT)
        place = self.classes.index(name)
        chosen = self.rows(self.places == place)
        return replace(chosen, classes=[name], places=np.zeros(len(chosen.places), dtype=np.intp))

    def some(self, most: int, seed: int) -> Explained:
        """At most so many rows, drawn at random, in their order."""
        import numpy as np

        if len(self.base) <= most:
            return self
        drawn = np.random.default_rng(seed).permutation(len(self.base))[:most]
        return self.rows(np.sort(drawn))

    @property
    def label(self) -> str:
        """The class that all rows speak for; empty where they speak for several, or for a number."""
        return self.classes[0] if len(self.classes) == 1 else ""

    def effect(self) -> str:
        """What the values count, for an axis."""
        unit = f", in {self.measure.unit}" if self.measure.unit else ""
        return f"{self.measure.effect(self.label)} (SHAP value{unit})"

    def told(self, shown: int) -> str:
        """How many rows are shown, and for which class."""
        rows = f"{shown:,} of {len(self.base):,} rows" if shown < len(self.base) else rows_told(shown)
        if self.classes == [""]:
            return rows
        return f"{rows}, explained for {self.classes[0] if len(self.classes) == 1 else 'the class that is predicted'}"


def columns_of(explanation: Table | TableSpec) -> list[str]:
    """The columns that were explained. Raises DataError for a table of another kind."""
    names = explanation.names if isinstance(explanation, TableSpec) else [str(name) for name in explanation.columns]
    explained = [name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)]
    if BASE not in names or not explained:
        raise DataError(
            f"this is no table of SHAP Explainer: it has no column {quoted(BASE)} with columns {PREFIX}… beside it; "
            "link the explainer's table here",
            port=PORT,
        )
    for name in (*(PREFIX + name for name in explained), BASE):
        if column_type(explanation[name].dtype) != "number":
            raise DataError(f"{quoted(name)} holds no numbers, as SHAP Explainer gives them", port=PORT, column=name)
    return explained


def explained(explanation: Table, table: Table | None) -> Explained:
    """The rows of an explanation with those that were explained. Raises DataError where they do not belong together."""
    import numpy as np

    names = columns_of(explanation)
    if not len(explanation):
        raise DataError("there are no rows in the explanation: nothing could be shown", port=PORT)
    numbers = explanation[[*(PREFIX + name for name in names), BASE]].to_numpy(dtype="float64", na_value=np.nan)
    odd = np.argwhere(~np.isfinite(numbers))
    if len(odd):
        row, place = (int(one) for one in odd[0])
        name = [*(PREFIX + name for name in names), BASE][place]
        raise DataError(
            f"{quoted(name)} is missing or infinite in row {row}: leave such rows out", port=PORT, column=name, row=row
        )
    classes, places = [""], np.zeros(len(numbers), dtype=np.intp)
    if CLASS in explanation.columns:
        places, classes = coded(explanation[CLASS])
    return Explained(
        names,
        numbers[:, :-1],
        numbers[:, -1],
        classes,
        places,
        None if table is None else _matched(explanation, table),
        np.arange(len(numbers)),
        Measure.of(explanation),
    )


def check_table(explanation: object, table: object) -> None:
    """Raise DataError where specs tell that an explanation is none, or that the table lacks what was explained."""
    if not isinstance(explanation, TableSpec):
        return
    names = columns_of(explanation)
    if isinstance(table, TableSpec):
        _check_columns(names, table.names)


def _check_columns(names: list[str], given: list[str]) -> None:
    absent = [name for name in names if name not in given]
    if absent:
        raise DataError(
            f"the table has no column {quoted(absent[0])}, which was explained: link the table that SHAP Explainer explained",
            port="table",
            column=absent[0],
        )


def _matched(explanation: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the table in the order of the explanation's; they have the same index."""
    _check_columns(columns_of(explanation), [str(name) for name in table.columns])
    if explanation.index.equals(table.index):
        return table
    if table.index.is_unique and explanation.index.isin(table.index).all():
        return table.loc[explanation.index]
    raise DataError(
        f"the table's {len(table):,} rows are not the {len(explanation):,} rows that were explained: link the table that "
        "SHAP Explainer explained",
        port="table",
    )


def shades(table: pd.DataFrame, name: str) -> np.ndarray:
    """(rows) from 0 for low to 1 for high values, NaN where one is missing or where there is no low and high, as for words."""
    import numpy as np

    if column_type(table[name].dtype) not in NUMERIC:
        return np.full(len(table), np.nan)
    numbers = values_of(table, name).numbers
    known = numbers[~np.isnan(numbers)]
    if not len(known):
        return numbers
    # A few far values would leave all others the same shade.
    low, high = np.quantile(known, (0.05, 0.95))
    if low == high:
        low, high = known.min(), known.max()
    if low == high:
        return np.where(np.isnan(numbers), np.nan, 0.5)
    made: np.ndarray = np.clip((numbers - low) / (high - low), 0.0, 1.0)
    return made


def worded(value: Any) -> str:
    """A value of a row in words."""
    import pandas as pd

    if getattr(value, "ndim", 0):
        value = value.tolist()
    if value is None or value is pd.NaT or value is pd.NA or (not isinstance(value, list) and value != value):
        return "missing"
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    if isinstance(value, bool | str):
        text = str(value)
    elif isinstance(value, int) or hasattr(value, "__index__"):
        text = f"{value:,}"
    else:
        text = number_told(float(value)) if isinstance(value, float) else str(value)
    return text if len(text) <= MOST_WORDS else f"{text[: MOST_WORDS - 1]}…"


def number_told(value: float, *, sign: bool = False) -> str:
    """A number in few digits, with a true minus sign."""
    text = f"{value:+,.3g}" if sign else f"{value:,.4g}"
    if "e" in text and 1e4 <= abs(value) < 1e12:
        text = f"{value:+,.0f}" if sign else f"{value:,.0f}"
    return text.replace("-", "\N{MINUS SIGN}")


def column_axis(names: list[str]) -> plot.Axis:
    """Columns from above."""
    return plot.Axis(categories=tuple(names), backwards=True)


def rest_of(count: int) -> str:
    """What those columns are called that do not have a place of their own."""
    return "1 other column" if count == 1 else f"{count:,} other columns"
