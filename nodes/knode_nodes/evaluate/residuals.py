"""Look at what is left of numbers after prediction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from knode.api import (
    Column,
    Context,
    DataError,
    Example,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    View,
    plot,
    quoted,
)
from knode_nodes.evaluate._judged import Judging, predicted_values, true_values
from knode_nodes.evaluate._labels import complete_rows
from knode_nodes.evaluate._weights import tell_unused_weight
from knode_nodes.evaluate.regression_scorer import check_number, numbers_of
from knode_nodes.prep._order import order_of
from knode_nodes.visualize._values import rows_told, unit_of

if TYPE_CHECKING:
    import numpy as np

MOST_POINTS = 20_000
QUANTILES = 100
STRETCHES = 20
FEWEST = 8
SUSPICIOUS = 0.01
LARGEST = 1e150
FACTS = (
    "rows", "mean", "standard_deviation", "skewness", "kurtosis", "spread_trend", "spread_p_value", "normality_p_value",
)  # fmt: skip


class Left(NamedTuple):
    """What Residuals gives."""

    view: View
    facts: Variables


class Residuals(Judging):
    """Show what a model of numbers misses: the true number less the predicted one, in four plots.

    - Against the prediction: a cloud without shape around 0 is good. The line is the mean of neighbouring rows: where it
      bends, the model misses something; where the cloud opens like a funnel, large numbers are less certain than small ones.
    - The spread against the prediction: the mean size of what is left, which shows the funnel at a glance.
    - The histogram: many small, few large ones, as many above as below 0.
    - The quantiles against those of a normal distribution (Q-Q): points beyond the line at the ends are outliers.

    `facts` tell the same in numbers: mean, standard deviation, skewness, kurtosis (0 for a normal distribution), the rank
    correlation of size and prediction (spread_trend; with its p-value: when it is small, the spread is not even), and the
    p-value of D'Agostino and Pearson's test of normality. They are missing where there are too few rows. A hint is given
    where the spread is not even.

    Rows without a true or a predicted number are left out. Of more than 20,000 rows some are drawn, evenly taken; all else is
    of all rows.

    Example: does a model of prices miss expensive houses by more than cheap ones?
    """

    icon = "residuals"
    keywords = (
        "Residual Plot", "Residual Analysis", "Q-Q Plot", "Linear Regression diagnostics", "Heteroscedasticity",
        "Homoscedasticity", "PredictionErrorDisplay", "errors", "normality", "Scatter Plot",
    )  # fmt: skip
    example = Example({"target": "price"})

    target: Column = true_values("numbers")
    prediction: Column = predicted_values("numbers")

    def run(self, table: Table, context: Context) -> Left:
        tell_unused_weight(table, context)
        own = self.judging(table)
        kept = complete_rows(table, own.target, own.prediction, context)
        true, predicted = numbers_of(table[own.target])[kept], numbers_of(table[own.prediction])[kept]
        if max(abs(true).max(), abs(predicted).max()) > LARGEST:
            raise DataError(
                "the numbers are too large to calculate with (above 1e150): correct or scale them", port="table"
            )
        residual = true - predicted
        facts = _facts(residual, predicted)
        p = facts["spread_p_value"]
        if p is not None and p < SUSPICIOUS:
            way = "grows" if (facts["spread_trend"] or 0) > 0 else "shrinks"
            context.info(
                f"The spread {way} with the prediction (rank correlation {facts['spread_trend']:.2f}): the model is not "
                f"equally sure everywhere. A logarithm of {quoted(str(own.target))}, or weights, may help."
            )
        measured = unit_of(table, own.target)
        return Left(own._view(residual, predicted, measured), Variables(facts))

    def spec(self, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            own = self.judging(table)
            for chosen in (own.target, own.prediction):
                check_number(table[chosen])
        return {"view": None, "facts": VariablesSpec(names=FACTS)}

    def _view(self, residual: np.ndarray, predicted: np.ndarray, unit: str) -> View:
        shown = slice(None, None, -(-len(residual) // MOST_POINTS))
        below = plot.Axis(label=str(self.prediction), unit=unit)
        left = plot.Axis(label=f"residual of {self.target}", unit=unit)
        x, means, sizes = _neighbours(predicted, residual)
        points = plot.Points(x=_plain(predicted[shown]), y=_plain(residual[shown]), size=4.0, opacity=0.5)
        against = plot.Plot(
            title="Against the prediction",
            x=below,
            y=left,
            layers=(points, plot.Rule(), plot.Line(name="mean of neighbours", x=_plain(x), y=_plain(means))),
        )
        spread = plot.Plot(
            title="Spread",
            x=below,
            y=plot.Axis(label="mean absolute residual", unit=unit),
            layers=(plot.Line(x=_plain(x), y=_plain(sizes), marks=True),),
        )
        rows = rows_told(len(residual)) + (f", {len(residual[shown]):,} of them drawn" if shown.step > 1 else "")
        return plot.Grid(
            title=f"Residuals of {self.target}",
            subtitle=f"true less predicted number, {rows}",
            rows=((against, _histogram(residual, left)), (spread, _quantiles(residual, left))),
        ).view()


def _facts(residual: np.ndarray, predicted: np.ndarray) -> dict[str, float | int | None]:
    """As scipy.stats: skew, kurtosis, spearmanr, normaltest; None where there are too few rows or all are alike."""
    import numpy as np
    from scipy import stats

    found: dict[str, float | int | None] = {
        **dict.fromkeys(FACTS),
        "rows": len(residual),
        "mean": float(residual.mean()),
    }
    if len(residual) > 1:
        found["standard_deviation"] = float(residual.std(ddof=1))
    if len(residual) < FEWEST or np.ptp(residual) <= 1e-12 * np.abs(residual).max():
        return found
    # Fourth powers of large numbers would overflow.
    scaled = residual / np.abs(residual).max()
    found["skewness"], found["kurtosis"] = float(stats.skew(scaled)), float(stats.kurtosis(scaled))
    found["normality_p_value"] = float(stats.normaltest(scaled).pvalue)
    size = np.abs(residual - residual.mean())
    if np.ptp(predicted) > 0 and np.ptp(size) > 0:
        trend = stats.spearmanr(size, predicted)
        found["spread_trend"], found["spread_p_value"] = float(trend.statistic), float(trend.pvalue)
    return found


def _neighbours(predicted: np.ndarray, residual: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of stretches of as many rows each, by prediction: its mean, and the mean and the mean size of what is left."""
    import numpy as np

    parts = min(STRETCHES, max(1, len(residual) // 5))
    order = np.array_split(order_of([predicted]), parts)
    columns = (predicted, residual, np.abs(residual))
    x, means, sizes = (np.array([column[part].mean() for part in order]) for column in columns)
    return x, means, sizes


def _histogram(residual: np.ndarray, axis: plot.Axis) -> plot.Plot:
    import numpy as np

    low, high = float(residual.min()), float(residual.max())
    bins = int(np.clip(np.sqrt(len(residual)), 5, 40))
    edges = np.linspace(low, high, bins + 1)
    if not (np.diff(edges) > 0).all():
        room = max(abs(low) * 1e-6, 0.5)
        edges = np.array([low - room, high + room])
    counts = np.histogram(residual, edges)[0].astype(float)
    return plot.Plot(
        title="Histogram",
        x=axis,
        y=plot.Axis(label="rows", whole=True),
        layers=(plot.Histogram(edges=tuple(edges.tolist()), counts=tuple(counts.tolist())),),
    )


def _quantiles(residual: np.ndarray, axis: plot.Axis) -> plot.Plot:
    """Quantiles against those of a normal distribution of the same mean and spread."""
    import numpy as np
    from scipy.special import ndtri

    size = min(len(residual), QUANTILES)
    shares = (np.arange(size) + 0.5) / size
    at = plot.Points(x=_plain(ndtri(shares)), y=_plain(np.quantile(residual, shares)), size=4.0)
    line = plot.Rule(direction="diagonal", at=float(residual.mean()), slope=float(residual.std()))
    return plot.Plot(
        title="Quantiles",
        x=plot.Axis(label="normal distribution"),
        y=axis,
        layers=(line, at),
    )


def _plain(values: np.ndarray) -> tuple[float, ...]:
    return tuple(values.tolist())
