"""Keep the columns that say something."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep import _scores
from knode_nodes.prep._fitted import check_rows, fitted
from knode_nodes.prep._numbers import NO_NUMBERS, check_moderate, floats_of
from knode_nodes.prep._target import Task, target_numbers

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

USUAL = {"variance": 0.0, "constant values": 1.0, "missing values": 0.5, "correlation": 0.95}
BY_TARGET = ("mutual information", "F-test", "model importance")
AT_A_TIME = 65_536
"""So many numbers stay in the processor's memory between two passes."""
SCORES = {"column": "str", "score": "float64", "kept": "bool", "reason": "str"}


class Selected(NamedTuple):
    """The table with fewer columns, the model, and what each column says."""

    table: Table
    model: Model
    scores: Table


class FeatureSelector(Node):
    """Leave out columns that say little, judged by the values in them.

    By the columns alone:

    - variance: numbers whose variance is at most the threshold (0).
    - constant values: columns in which a single value, or none, fills at least this share of the rows (1).
    - missing values: columns in which more than this share of the rows is missing (0.5).
    - correlation: numbers that correlate with an earlier column by more than the threshold (0.95), up or down.

    By a target, of which the `number` best columns are kept:

    - mutual information: how much the column tells of the target, in any form (natural units).
    - F-test: how much its mean differs between classes, or how well a straight line fits; of numbers only.
    - model importance: how much a random forest uses the column. Above 10,000 rows each of its 100 trees learns from 10,000
      that are drawn for it.

    The table of scores says what each column got and why it went. Columns that a method cannot judge, such as dates, stay,
    and so do texts that identify the rows.
    For the scores a missing number counts as the median of its column. The model leaves out the same columns of other rows.

    Example: of 200 sensor columns keep the 10 that tell most of `failure`.
    """

    pack = "prep"
    icon = "feature-selector"
    shelf = "Before learning"
    keywords = (
        "Low Variance Filter",
        "Correlation Filter",
        "Missing Value Column Filter",
        "Constant Value Column Filter",
        "Feature Selection Filter",
        "Rank",
        "Select Columns",
        "SelectKBest",
        "VarianceThreshold",
        "Mutual information",
        "Information gain",
        "Feature importance",
        "Dimensionality reduction",
    )
    example = Example({"method": "mutual information", "target": "failure", "number": 10})
    fits = "model"
    columns: Columns = setting(Columns.all(), "The columns to judge; all others stay.")
    method: Literal[
        "variance",
        "constant values",
        "missing values",
        "correlation",
        "mutual information",
        "F-test",
        "model importance",
    ] = setting(
        "constant values",
        "What the columns are judged by.",
        labels={
            "variance": "low variance",
            "correlation": "correlated with an earlier one",
            "mutual information": "tells of the target (mutual information)",
            "F-test": "differs by the target (F-test)",
            "model importance": "used by a random forest",
        },
    )
    threshold: float | None = setting(
        None,
        "The limit for methods without a target; when empty the usual one, as said above.",
        ge=0,
        when={"method": ("variance", "missing values", "correlation")},
    )
    target: Column = setting(
        Column(""),
        "The column that the others are to tell of; it stays.",
        when={"method": ("mutual information", "model importance", "F-test")},
    )
    task: Task = setting(
        "auto",
        "Whether the target has classes; auto takes numbers as they are, and all others as classes.",
        when={"method": ("mutual information", "model importance", "F-test")},
    )
    number: int = setting(
        10,
        "How many columns are kept, judged by a target.",
        ge=1,
        when={"method": ("mutual information", "model importance", "F-test")},
    )
    seed: int | None = setting(
        None,
        "The seed of mutual information and of the forest; the run's own when empty.",
        ge=0,
        when={"method": ("mutual information", "model importance")},
    )

    def run(self, table: Table, context: Context) -> Selected:
        from knode_nodes.prep.kept_columns import KeptColumns

        check_rows(table)
        chosen = self._columns(TableSpec.of(table))
        unjudged = {name: reason for name in chosen if (reason := self._unjudged(table[name]))}
        judged = [name for name in chosen if name not in unjudged]
        found = self._judged(table, judged, context) if judged else {}
        verdicts = {name: found.get(name) or (float("nan"), unjudged[name]) for name in chosen}
        dropped = [name for name in judged if verdicts[name][1]]
        kept = [name for name in chosen if name not in dropped]
        if len(dropped) == len(table.columns):
            raise DataError("no column would be left: choose another threshold", port="table")
        made, model = fitted("Feature Selector", KeptColumns(kept), table, kept, replaces=tuple(dropped))
        return Selected(made, model, _report(verdicts, set(kept)))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        if isinstance(inputs.get("table"), TableSpec):
            self._columns(inputs["table"])
        scores = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in SCORES.items()))
        return {"table": None, "model": None, "scores": scores}

    def _columns(self, spec: TableSpec) -> list[str]:
        chosen = self.columns.of_spec(spec, port="table")
        if self.method in BY_TARGET:
            target = self.target.of(spec, port="table")
            chosen = [name for name in chosen if name != target]
        elif self.target:
            self.target.of(spec, port="table")
            chosen = [name for name in chosen if name != self.target]
        if not chosen:
            raise DataError(self.columns.none_of(spec, "there is no column to judge: choose the columns"), port="table")
        return chosen

    def _unjudged(self, column: pd.Series) -> str:
        """Why the method cannot judge a column, if it cannot."""
        types, dtype = _scores.JUDGED.get(self.method), str(column.dtype)
        if types is None:
            return ""
        if column_type(dtype) not in types or dtype.startswith(NO_NUMBERS):
            return f"not judged: {type_words(dtype)}"
        return "not judged: it identifies the rows" if _scores.identifies(column) else ""

    def _judged(self, table: pd.DataFrame, columns: list[str], context: Context) -> dict[str, tuple[float, str]]:
        """The score of each column, and why it goes; no reason for those that stay."""
        import numpy as np

        for name in columns if self.method in _scores.JUDGED else []:
            if column_type(table[name].dtype) == "number":
                check_moderate(table[name])
        if self.method in BY_TARGET:
            return self._best(table, columns, context)
        limit = USUAL[self.method] if self.threshold is None else self.threshold
        if self.method == "correlation":
            return _correlated(table, columns, limit)
        if self.method == "variance":
            scores = [_variance(floats_of(table[name])) for name in columns]
            words = f"a variance of at most {limit:g}"
            goes = [not score > limit for score in scores]
        elif self.method == "missing values":
            scores = [float(table[name].isna().mean()) for name in columns]
            words = f"more than {limit:.4g} of the values are missing"
            goes = [score > limit for score in scores]
        else:
            scores = [_scores.most_frequent(table[name]) for name in columns]
            words = f"one value in at least {limit:.4g} of the rows"
            goes = [score >= limit for score in scores]
        reasons = np.where(goes, words, "").tolist()
        return dict(zip(columns, zip(scores, reasons, strict=True), strict=True))

    def _best(self, table: pd.DataFrame, columns: list[str], context: Context) -> dict[str, tuple[float, str]]:
        import numpy as np

        target, classes = target_numbers(table[self.target], self.task)
        if not classes:
            check_moderate(table[self.target])
        known = ~np.isnan(target)
        if len(np.unique(target[known])) < 2:
            raise DataError(
                f"the target {quoted(self.target)} has fewer than two different values: there is nothing to tell of",
                port="table",
                column=str(self.target),
            )
        context.progress(None, "judging the columns")
        scores = _scores.by_target(
            table[known],
            columns,
            target[known],
            self.method,
            classes=classes,
            seed=context.seed if self.seed is None else self.seed,
            cores=context.cores,
        )
        order = np.argsort(-scores, kind="stable")
        best = {columns[place] for place in order[: self.number].tolist()}
        words = f"not among the {self.number:,} best"
        return {
            name: (float(score), "" if name in best else words) for name, score in zip(columns, scores, strict=True)
        }


def _variance(values: np.ndarray) -> float:
    import numpy as np

    if not np.isfinite(values.sum()):
        values = values[np.isfinite(values)]
    # The variance of equal numbers is not always 0: their mean is rounded.
    if len(values) < 2 or values.min() == values.max():
        return 0.0
    mean, room, squares = values.mean(), np.empty(AT_A_TIME), []
    for start in range(0, len(values), AT_A_TIME):
        some = values[start : start + AT_A_TIME]
        apart = np.subtract(some, mean, out=room[: len(some)])
        squares.append(np.square(apart, out=apart).sum())
    return math.fsum(squares) / (len(values) - 1)


def _correlated(table: pd.DataFrame, columns: list[str], limit: float) -> dict[str, tuple[float, str]]:
    import numpy as np

    found = np.nan_to_num(_scores.correlations(table, columns), nan=0.0)
    np.fill_diagonal(found, 0.0)
    twins = _scores.without_twins(found, limit)
    reasons = ["" if twin is None else f"correlates with {quoted(columns[twin])}" for twin in twins]
    return {
        name: (float(found[place].max()), reason)
        for place, (name, reason) in enumerate(zip(columns, reasons, strict=True))
    }


def _report(verdicts: dict[str, tuple[float, str]], kept: set[str]) -> pd.DataFrame:
    import pandas as pd

    rows = [[name, score, name in kept, reason] for name, (score, reason) in verdicts.items()]
    return pd.DataFrame(rows, columns=list(SCORES)).astype(SCORES)
