"""Score predicted numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    Column,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Spec,
    Table,
    TableSpec,
    Variables,
    quoted,
    setting,
    type_words,
)
from knode_nodes.evaluate._judged import Judging, predicted_values, true_values
from knode_nodes.evaluate._labels import complete_rows
from knode_nodes.evaluate._weights import WEIGHT, weight_in, weights_of
from knode_nodes.learn._measures import weighted_median

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class RegressionScores(NamedTuple):
    """What Regression Scorer gives."""

    metrics: Variables
    errors: Table


class RegressionScorer(Judging):
    """Tell how good predicted numbers are, by comparing them with the true ones.

    Gives the usual measures: R² (1 is perfect, 0 is no better than always saying the mean), RMSE, MAE, MAPE, SMAPE (0 to 2),
    the median and the largest absolute error, and the mean signed error, which is positive where predictions are too high.
    The adjusted R² is R² less what so many features bring by chance. The second output is the table with prediction_error
    (prediction less true number) and prediction_absolute_error of each row: sort it to see the worst ones. Example: score the
    fares that Apply Model predicted for rows the model has not learnt from.

    Rows without a true or a predicted number are left out of the measures. MAPE is absent where a true number
    is 0, R² where all true numbers are the same.
    """

    icon = "regression-scorer"
    keywords = (
        "Numeric Scorer",
        "Test and Score",
        "Model Comparison",
        "R2",
        "RMSE",
        "MAE",
        "MAPE",
        "SMAPE",
        "adjusted R2",
        "residuals",
        "evaluate",
    )
    example = Example({"target": "fare"})

    target: Column = true_values("numbers")
    prediction: Column = predicted_values("numbers")
    features: int = setting(0, "How many columns the model learnt from, for the adjusted R²; 0 leaves it out.", ge=0)
    weight: Column = WEIGHT

    def run(self, table: Table, context: Context) -> RegressionScores:
        import numpy as np

        own = self.judging(table)
        kept = complete_rows(table, own.target, own.prediction, context)
        signed, absolute = own._added([str(name) for name in table.columns])
        true, predicted = numbers_of(table[own.target]), numbers_of(table[own.prediction])
        weights = weights_of(own._weight(table), table, kept, context)
        with np.errstate(over="ignore", invalid="ignore"):
            error = predicted - true
            size = np.abs(error)
            compared = _Compared(true, predicted, error, size)
            metrics = _metrics(compared if kept.all() else compared.at(kept), weights, context)
        errors = table.assign(**{signed: error, absolute: size})
        metrics = {name: value for name, value in metrics.items() if value == value}
        if self.features and "r2" in metrics:
            metrics |= self._adjusted(metrics, context)
        return RegressionScores(Variables(metrics), errors)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"metrics": None, "errors": None}
        own = self.judging(table)
        for chosen in (own.target, own.prediction):
            check_number(table[chosen])
        own._weight(table)
        added = {name: ColumnSpec(name=name, dtype="float64") for name in own._added(table.names)}
        # Which measures there are depends on the values.
        return {"metrics": None, "errors": table.replace(**added)}

    def _weight(self, table: pd.DataFrame | TableSpec) -> Column:
        return weight_in(table, self.weight, (self.target, self.prediction))

    def _adjusted(self, metrics: Mapping[str, float], context: Context) -> dict[str, float]:
        """1 - (1 - R²)(n - 1)/(n - features - 1)."""
        free = metrics["rows"] - self.features - 1
        if free < 1:
            context.info(f"There are too few rows for an adjusted R² with {self.features:,} features.")
            return {}
        return {"adjusted_r2": 1 - (1 - metrics["r2"]) * (metrics["rows"] - 1) / free}

    def _added(self, taken: list[str]) -> tuple[str, str]:
        """The names of the columns of errors. Raises DataError where one is taken."""
        names = (f"{self.prediction}_error", f"{self.prediction}_absolute_error")
        for name in names:
            if name in taken:
                raise DataError(
                    f"the table already has a column {quoted(name)}, which would be overwritten: rename or drop it "
                    "before",
                    port="table",
                    column=name,
                )
        return names


def check_number(column: ColumnSpec) -> None:
    """Raise DataError for a column of anything but numbers."""
    if column.type != "number" or column.dtype.startswith("complex"):
        raise DataError(
            f"{quoted(column.name)} is a {type_words(column.dtype)} column, but numbers are compared here: use Scorer for "
            "classes, or convert the column",
            port="table",
            column=column.name,
        )


def numbers_of(column: pd.Series) -> np.ndarray:
    """The column as float64 (rows), missing as NaN. Raises DataError for other types and infinite numbers."""
    import numpy as np

    name = str(column.name)
    check_number(ColumnSpec(name=name, dtype=str(column.dtype)))
    values: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    endless = np.flatnonzero(np.isinf(values))
    if len(endless):
        row = int(endless[0])
        raise DataError(
            f"{quoted(name)} is infinite in row {row}: correct it or drop the row", port="table", column=name, row=row
        )
    return values


class _Compared(NamedTuple):
    """(rows) float64: true and predicted numbers, the second less the first, and the size of that."""

    true: np.ndarray
    predicted: np.ndarray
    error: np.ndarray
    size: np.ndarray

    def at(self, rows: np.ndarray) -> _Compared:
        """The same for some rows."""
        return _Compared(*(numbers[rows] for numbers in self))


def _metrics(compared: _Compared, weights: np.ndarray | None, context: Context) -> dict[str, float | int]:
    """As sklearn.metrics: r2_score, root_mean_squared_error, mean_absolute_error,
    mean_absolute_percentage_error, median_absolute_error, max_error; the mean signed error is the mean of
    prediction less true value, SMAPE that of 2 |error| / (|true| + |predicted|), 0 where both are 0.
    """
    import numpy as np

    def mean(values: np.ndarray) -> float:
        return float(np.average(values, weights=weights))

    rows = len(compared.true)
    if weights is not None:
        compared, weights = compared.at(weights > 0), weights[weights > 0]
    true, predicted, error, size = compared
    square, around = mean(error**2), np.abs(true)
    some_zero = not around.all()
    around += np.abs(predicted)
    found: dict[str, float | int] = {
        "rows": rows,
        "rmse": float(np.sqrt(square)),
        "mae": mean(size),
        "median_absolute_error": float(np.median(size)) if weights is None else weighted_median(size, weights),
        "max_error": float(size.max()),
        "mean_signed_error": mean(error),
        # Where both are 0, so is the error.
        "smape": 2 * mean(np.divide(size, around, out=around, where=around > 0)),
    }
    if true.min() == true.max():
        context.info("All true numbers are the same, so there is no R².")
    else:
        found["r2"] = 1 - square / mean((true - mean(true)) ** 2)
    if some_zero:
        context.info("Some true numbers are 0, so there is no MAPE: it divides by them.")
    else:
        found["mape"] = mean(size / np.abs(true))
    return found
