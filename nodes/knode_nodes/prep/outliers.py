"""Find outliers, and limit, empty, mark or remove them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import model_validator

from knode.api import (
    TRAINING_ROWS,
    Columns,
    ColumnSpec,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    setting,
)
from knode_nodes.prep._columns import NULLABLE
from knode_nodes.prep._fitted import check_free, check_rows, fitted
from knode_nodes.prep._numbers import check_moderate, check_numbers, floats_of, number_columns, whole_limits

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep.limits import Limits

USUAL = {"iqr": 1.5, "z-score": 3.0, "robust z-score": 3.5}
MAD, MEAN_DEVIATION = 1.482602218505602, 1.2533141373155003
"""What makes a standard deviation of the median, or the mean, of the distances from the median, of normal numbers."""
REPORT = {
    "column": "str",
    "lowest": "float64",
    "highest": "float64",
    "below": "int64",
    "above": "int64",
    "share": "float64",
}


class WithoutOutliers(NamedTuple):
    """The table, the model, and the limits found."""

    table: Table
    model: Model
    limits: Table


class Outliers(Node):
    """Find numbers that lie far from the others of their column, and limit, empty, mark or remove them.

    The limits are learnt from the rows that come in, and the model holds new rows to the same ones. The table of limits says
    for each column where they are, and how many values lie beyond. Missing values are no outliers and stay missing.

    - iqr: beyond the quartiles by more than 1.5 times the distance between them, as in a box plot.
    - z-score: more than 3 standard deviations from the mean. Outliers widen it themselves: choose robust for small tables.
    - robust z-score: more than 3.5 deviations from the median, measured by the median of the distances (the mean of them
      where more than half of the values are the same).
    - quantiles: below the lower, or above the upper quantile.
    - bounds: below the lowest, or above the highest number that you give.

    Clip sets such a value to the limit. Columns of whole numbers get whole limits. Remove leaves out the rows that have an
    outlier in any of the columns, of the rows to learn from only: the model never drops a row, as in production each one is
    to be answered.

    Example: incomes 30, 35, 40, 4000 with iqr become 30, 35, 40, 2524.
    """

    pack = "prep"
    icon = "outliers"
    shelf = "Before learning"
    keywords = (
        "Numeric Outliers",
        "Numeric Outliers (Apply)",
        "Outlier detection",
        "Winsorize",
        "Clip",
        "clamp",
        "Box plot",
        "IQR",
        "z-score",
        "MAD",
        "Tukey",
        "anomaly",
        "extreme values",
    )
    example = Example({"columns": ["income"], "method": "iqr", "treatment": "clip"})
    fits = "model"
    columns: Columns = setting(Columns.typed("number"), "The numeric columns to look at.")
    method: Literal["iqr", "z-score", "robust z-score", "quantiles", "bounds"] = setting(
        "iqr",
        "How the limits are found.",
        labels={
            "iqr": "far from the quartiles (IQR)",
            "z-score": "far from the mean (z-score)",
            "robust z-score": "far from the median (robust)",
            "quantiles": "outermost shares (quantiles)",
            "bounds": "beyond own bounds",
        },
    )
    width: float | None = setting(
        None,
        "How far a value may lie from the others; when empty 1.5, 3 or 3.5, by the method.",
        ge=0,
        when={"method": ("iqr", "z-score", "robust z-score")},
    )
    lower_quantile: float = setting(
        0.01,
        "The share of the values below the lower limit, with quantiles.",
        ge=0,
        le=1,
        when={"method": ("quantiles",)},
    )
    upper_quantile: float = setting(
        0.99,
        "The share of the values below the upper limit, with quantiles.",
        ge=0,
        le=1,
        when={"method": ("quantiles",)},
    )
    lowest: float | None = setting(None, "The lowest number that is none, with bounds.", when={"method": ("bounds",)})
    highest: float | None = setting(None, "The highest number that is none, with bounds.", when={"method": ("bounds",)})
    side: Literal["both", "low", "high"] = setting("both", "Whether both low and high values may be outliers.")
    treatment: Literal["clip", "missing", "mark", "remove"] = setting(
        "clip",
        "Set an outlier to the limit, make it missing, mark it in a column of its own, or remove its row from training.",
    )
    suffix: str = setting(
        "_outlier", "What the names of columns that mark outliers end in.", min_length=1, when={"treatment": ("mark",)}
    )

    @model_validator(mode="after")
    def _check_limits(self) -> Outliers:
        if self.lower_quantile >= self.upper_quantile:
            raise ValueError("the lower quantile must be smaller than the upper one")
        if self.method == "bounds":
            if self.lowest is None and self.highest is None:
                raise ValueError("give the lowest number that is no outlier, the highest, or both")
            if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
                raise ValueError("the lowest number must not be larger than the highest")
        return self

    def run(self, table: Table) -> WithoutOutliers:
        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        if self.method != "bounds":
            check_numbers(table, columns, "limits")
        if self.method == "z-score":
            for name in columns:
                check_moderate(table[name])
        estimator = self._limits(table, columns)
        sides = {name: estimator.sides(table[name], name) for name in columns}
        report = _report(estimator, sides)
        facts: dict[str, Any] = {"limits": estimator.limits, "method": self.method}
        if self.treatment == "remove":
            facts[TRAINING_ROWS] = "rows with outliers removed"
        made, model = fitted("Outliers", estimator, table, columns, facts=facts)
        if self.treatment == "remove":
            made = made[~_any(sides, len(table))]
        return WithoutOutliers(made, model, report)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        report = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in REPORT.items()))
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None, "limits": report}
        made = {self._named(name): self._made_spec(table[name]) for name in self._columns(table)}
        model = ModelSpec(
            kind="transformer",
            inputs=table.select(self._columns(table)),
            outputs=TableSpec(columns=tuple(made.values())),
            replaces=(),
        )
        return {"table": table.replace(**made), "model": model, "limits": report}

    def _named(self, name: str) -> str:
        return name + self.suffix if self.treatment == "mark" else name

    def _made_spec(self, column: ColumnSpec) -> ColumnSpec:
        if self.treatment == "mark":
            return ColumnSpec(name=self._named(column.name), dtype="bool", nullable=False)
        if self.treatment == "missing":
            dtype = NULLABLE.get(column.dtype, column.dtype)
            return column.model_copy(update={"dtype": dtype, "nullable": True, "range": None})
        return column.model_copy(update={"range": None})

    def _columns(self, spec: TableSpec) -> list[str]:
        columns = number_columns(self.columns, spec, "look for outliers")
        if self.treatment == "mark":
            check_free(spec.names, map(self._named, columns))
        return columns

    def _limits(self, table: pd.DataFrame, columns: list[str]) -> Limits:
        from knode_nodes.prep.limits import Limits

        limits = {name: self._fitting(table[name], *self._found(table[name])) for name in columns}
        return Limits(limits, self.treatment, {name: self._named(name) for name in columns})

    def _found(self, column: pd.Series) -> tuple[float | None, float | None]:
        if self.method == "bounds":
            return self.lowest, self.highest
        import numpy as np

        values = floats_of(column)
        values = values[~np.isnan(values)]
        if self.method == "quantiles":
            low, high = np.quantile(values, [self.lower_quantile, self.upper_quantile]).tolist()
            return low, high
        width = USUAL[self.method] if self.width is None else self.width
        if self.method == "iqr":
            first, third = np.quantile(values, [0.25, 0.75])
            return float(first - width * (third - first)), float(third + width * (third - first))
        center, spread = _spread(values, robust=self.method == "robust z-score")
        return center - width * spread, center + width * spread

    def _fitting(self, column: pd.Series, low: float | None, high: float | None) -> list[Any]:
        """The limits that count, as plain data: whole numbers within its range for a column of whole numbers."""
        low = None if low is None or self.side == "high" or math.isinf(low) else low
        high = None if high is None or self.side == "low" or math.isinf(high) else high
        name = str(column.dtype).lower()
        if not name.startswith(("int", "uint")):
            return [_stored(low, name), _stored(high, name)]
        lowest, highest = whole_limits(name)
        return [
            None if low is None or low <= lowest else min(math.ceil(low), highest),
            None if high is None or high >= highest else max(math.floor(high), lowest),
        ]


def _stored(limit: float | None, dtype: str) -> float | None:
    """A limit as a column of floats holds it, so that a value that was set to it is none beyond it."""
    import numpy as np

    narrow = dtype.split("[")[0] if dtype.startswith(("float16", "float32")) else "float64"
    return None if limit is None else float(np.dtype(narrow).type(limit))


def _spread(values: np.ndarray, *, robust: bool) -> tuple[float, float]:
    """The center of some numbers, and their standard deviation, or one that outliers hardly change.

    Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993).
    """
    import numpy as np

    if not robust:
        return float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else 0.0
    center = float(np.median(values))
    distances = np.abs(values - center)
    median = float(np.median(distances))
    return center, MAD * median if median else MEAN_DEVIATION * float(distances.mean())


def _any(sides: Mapping[str, tuple[np.ndarray, np.ndarray]], rows: int) -> np.ndarray:
    import numpy as np

    found = np.zeros(rows, dtype=bool)
    for low, high in sides.values():
        found |= low | high
    return found


def _report(estimator: Limits, sides: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
    import pandas as pd

    rows = [
        [name, *estimator.limits[name], low.sum(), high.sum(), (low | high).mean()]
        for name, (low, high) in sides.items()
    ]
    return pd.DataFrame(rows, columns=list(REPORT)).astype(REPORT)
