"""Find the rows that a model is bad at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from knode.api import (
    PROBABILITY,
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Spec,
    Table,
    TableSpec,
    View,
    column_type,
    plot,
    quoted,
    setting,
)
from knode_nodes.evaluate._intervals import mean_bounds, share_bounds
from knode_nodes.evaluate._judged import Judging, predicted_values, true_values
from knode_nodes.evaluate._labels import complete_rows, wrong_labels
from knode_nodes.evaluate._segments import Segments, segments_of
from knode_nodes.evaluate._weights import tell_unused_weight
from knode_nodes.evaluate.regression_scorer import check_number, numbers_of
from knode_nodes.learn._task import are_wholes
from knode_nodes.learn._training import NO_FEATURES
from knode_nodes.prep._predicts import FORETOLD
from knode_nodes.prep._units import with_new_units
from knode_nodes.visualize._values import rows_told, unit_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Measure = Literal["auto", "error rate", "mean absolute error", "root mean squared error", "mean signed error"]
ERROR = "error"
MOST_DRAWN = 25
COLUMNS = {
    "column": "str",
    "segment": "str",
    "rows": "int64",
    "share": "float64",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "whole": "float64",
    "difference": "float64",
    "certain": "bool",
}


class Segmented(NamedTuple):
    """What Errors By Segment gives."""

    view: View
    segments: Table
    table: Table


class ErrorsBySegment(Judging):
    """Show for which rows a model errs more than for others: by each value of the chosen columns.

    A good measure over all rows can hide that a model fails for one city, or for old people. Each value of a column is a
    segment; numbers and dates of many values are cut into bins of about as many rows each; rows without a value make a segment
    of their own. The worst come first, with their number of rows and an interval: few rows are uncertain. In `certain` stands
    whether the interval lies beyond the value of all rows.

    For classes the error rate is measured (interval by Wilson), for numbers the mean absolute error, or another measure
    (interval by Student's t). A click on a bar opens the rows of the segment. `table` is the table with the column error of
    each row: 1 for a wrong class and 0 for a right one, or the predicted less the true number.

    Rows without a true or a predicted value are left out. Columns with nearly as many values as rows, such as names, tell
    nothing: leave them out.

    Example: is the model that tells who leaves as good in each city as in all, and at each age?
    """

    icon = "errors-by-segment"
    keywords = (
        "Error Analysis", "Slices", "Subgroup Analysis", "Fairness", "Bias", "Segment Performance", "Numeric Scorer", "Scorer",
        "worst segments", "Model Monitoring", "slice finder",
    )  # fmt: skip
    example = Example({"target": "left", "columns": ["city", "age"]})

    target: Column = true_values("classes or numbers")
    prediction: Column = predicted_values("ones")
    columns: Columns = setting(
        Columns.all(),
        "Columns whose values make segments; ids, weights, columns to be ignored and predictions do where they are named.",
    )
    measure: Measure = setting(
        "auto", "What is measured; auto takes the error rate of classes, and of numbers the mean absolute error."
    )
    bins: int = setting(5, "Into so many bins numbers and dates are cut.", ge=2, le=100)
    fewest: int = setting(10, "Segments with fewer rows are left out.", ge=1)
    confidence: float = setting(0.95, "How sure the interval is.", gt=0.5, lt=1)

    def run(self, table: Table, context: Context) -> Segmented:
        tell_unused_weight(table, context)
        return self.judging(table)._segmented(table, context)

    def _segmented(self, table: pd.DataFrame, context: Context) -> Segmented:
        import numpy as np
        import pandas as pd

        names = self._checked(table)
        measure = self._measure(table)
        kept, errors = self._errors(table, measure, context)
        every = bool(kept.all())
        losses = _losses(errors if every else errors[kept], measure)
        whole = _value(losses.mean(keepdims=True), measure)[0]
        found, matches = [], []
        for name in names:
            context.check_cancelled()
            parts = segments_of(table[name] if every else table[name][kept], self.bins)
            made = self._measured(parts, losses, measure, whole).assign(column=name)
            found.append(made[made["rows"] >= self.fewest])
            matches += [parts.matches[place] for place in found[-1].index]
        segments = pd.concat(found, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
        if not len(segments):
            raise DataError(
                f"no segment has {self.fewest:,} rows or more: lower fewest, or choose columns of fewer values",
                port="table",
            )
        size = segments["value"].abs() if measure == "mean signed error" else segments["value"]
        order = np.lexsort((-segments["rows"], -size))
        rate = measure == "error rate"
        unit = "" if rate else unit_of(table, self.target)
        axis = plot.Axis(label=measure, unit=unit, percent=rate)
        view = self._view(
            segments.iloc[order], [matches[place] for place in order], axis, float(whole), int(kept.sum())
        )
        judged = with_new_units(table.assign(**{ERROR: errors}), [ERROR], {ERROR: unit} if unit else {})
        return Segmented(view, segments.iloc[order].reset_index(drop=True), judged)

    def spec(self, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        made = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in COLUMNS.items()))
        if not isinstance(table, TableSpec):
            return {"view": None, "segments": made, "table": None}
        self.judging(table)._checked(table)
        added = table.replace(**{ERROR: ColumnSpec(name=ERROR, dtype="float64")})
        return {"view": None, "segments": made, "table": added}

    def _checked(self, table: pd.DataFrame | TableSpec) -> list[str]:
        """The columns that make segments. Raises DataError for absent columns, and where none is left."""
        spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
        if ERROR in spec:
            raise DataError(
                f"the table already has a column {quoted(ERROR)}, which would be overwritten: rename or drop it before",
                port="table",
                column=ERROR,
            )
        chosen = self.columns.of_spec(spec, port="table")
        if self.columns.by != "names":
            chosen = [name for name in chosen if spec[name].role not in (*NO_FEATURES, *FORETOLD)]
            if all(column.role != "probability" for column in spec.columns):
                chosen = [name for name in chosen if PROBABILITY not in name]
        left = [name for name in chosen if name not in (self.target, self.prediction)]
        if not left:
            raise DataError("there is no column to make segments of: choose one at least", port="table")
        return left

    def _measure(self, table: pd.DataFrame) -> str:
        if self.measure != "auto":
            return self.measure
        true, predicted = table[self.target], table[self.prediction]
        if {column_type(true.dtype), column_type(predicted.dtype)} != {"number"}:
            return "error rate"
        # Classes are predicted as whole numbers, also where the true ones are floats as some are missing.
        classes = predicted.dtype.kind in "iu" and are_wholes(true)
        return "error rate" if classes else "mean absolute error"

    def _errors(self, table: pd.DataFrame, measure: str, context: Context) -> tuple[np.ndarray, np.ndarray]:
        """Which rows count, and (rows) the error of each, NaN for the others."""

        if measure == "error rate":
            kept, wrong = wrong_labels(table, self.target, self.prediction, context)
            errors = wrong.astype("float64")
            return kept, errors if kept.all() else _spread(errors, kept)
        for name in (str(self.target), str(self.prediction)):
            check_number(ColumnSpec(name=name, dtype=str(table[name].dtype)))
        kept = complete_rows(table, self.target, self.prediction, context)
        return kept, numbers_of(table[self.prediction]) - numbers_of(table[self.target])

    def _measured(self, segments: Segments, losses: np.ndarray, measure: str, whole: float) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        codes, size = segments.codes.astype("intp", copy=False), len(segments.names)
        rows = np.bincount(codes, minlength=size)
        known = np.maximum(rows, 1)
        means = np.bincount(codes, losses, minlength=size) / known
        if measure == "error rate":
            low, high = share_bounds(means * rows, rows, self.confidence)
        else:
            squares = np.bincount(codes, (losses - means[codes]) ** 2, minlength=size)
            low, high = mean_bounds(means, squares / np.maximum(rows - 1, 1), rows, self.confidence)
        value, low, high = (_value(numbers, measure) for numbers in (means, low, high))
        return pd.DataFrame(
            {
                "segment": segments.names,
                "rows": rows,
                "share": rows / max(len(losses), 1),
                "value": value,
                "low": low,
                "high": high,
                "whole": whole,
                "difference": value - whole,
                "certain": (low > whole) | (high < whole),
            }
        )

    def _view(
        self, segments: pd.DataFrame, matches: list[plot.Match | None], axis: plot.Axis, whole: float, rows: int
    ) -> View:
        drawn = segments.head(MOST_DRAWN)
        left = len(segments) - len(drawn)
        told = f"; {left:,} better segments are in the table" if left else ""
        places = tuple(float(place) for place in range(len(drawn)))
        names = tuple(f"{row.column} = {row.segment}" for row in drawn.itertuples())
        bars = plot.Bars(
            at=places,
            size=tuple(drawn["value"].tolist()),
            low=_plain(drawn["low"]),
            high=_plain(drawn["high"]),
            labels=tuple(rows_told(count) for count in drawn["rows"]),
            sideways=True,
            rows=tuple(
                None if match is None else plot.Rows(port="table", where=(match,)) for match in matches[: len(drawn)]
            ),
        )
        return plot.Plot(
            title=f"{axis.label[:1].upper()}{axis.label[1:]} of {self.prediction} by segment",
            subtitle=f"{rows_told(rows)}; the line is that of all{told}",
            x=axis,
            y=plot.Axis(categories=names, backwards=True),
            layers=(bars, plot.Rule(direction="vertical", at=whole)),
        ).view()


def _spread(errors: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """(rows) The errors of the kept rows in their places, NaN in the others."""
    import numpy as np

    made = np.full(len(kept), np.nan)
    made[kept] = errors
    return made


def _losses(errors: np.ndarray, measure: str) -> np.ndarray:
    import numpy as np

    if measure == "root mean squared error":
        return errors**2
    return np.abs(errors) if measure == "mean absolute error" else errors


def _value(means: np.ndarray, measure: str) -> np.ndarray:
    """The measure of mean losses."""
    import numpy as np

    if measure == "root mean squared error":
        return np.sqrt(np.maximum(means, 0))
    # A mean of sizes is not below 0, though its interval may be.
    return np.maximum(means, 0) if measure == "mean absolute error" else means


def _plain(numbers: pd.Series) -> tuple[float | None, ...]:
    return tuple(None if number != number else number for number in numbers.tolist())
