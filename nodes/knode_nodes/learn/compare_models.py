"""Rank models, and tell which differences are more than chance."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    INACTIVE,
    PREDICTION,
    PROBABILITY,
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    View,
    column_type,
    plot,
    quoted,
    setting,
    type_words,
)
from knode_nodes.evaluate._weights import weight_in, weights_of
from knode_nodes.learn._applying import applied
from knode_nodes.learn._comparing import Standing, over_folds, over_rows
from knode_nodes.learn._foretold import target_of
from knode_nodes.learn._measures import (
    LARGEST,
    LOWER,
    METRIC_LABELS,
    Answers,
    Metric,
    answers_of,
    chosen_metric,
    measure,
    measures_of,
)
from knode_nodes.learn._predicted import PORT, Reading, answers, kind_of_values, predicted, spec_kind
from knode_nodes.learn._settings import SEED
from knode_nodes.learn._training import by_role

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FOLDS = ("model", "repeat", "fold", "trained", "rows")
BEFORE = {"rank": "int64", "model": "str"}
NUMBERS = (
    "score", "spread", "low", "high", "difference", "difference_low", "difference_high", "p_value", "p_adjusted",
)  # fmt: skip
CLEAR = 0.05
WITHOUT = dict.fromkeys(
    ("roc_auc", "log_loss"),
    f": it needs the probability of each class, in columns such as {PROBABILITY}yes, or models that tell it",
)
"""Why a measure may not be known."""


class Comparison(NamedTuple):
    """What Compare Models gives."""

    table: Table
    best: Variables
    model: Model
    view: View


class CompareModels(Node):
    """Rank models, and tell which differences are more than chance.

    Connect one of three: the `scores` of several Cross Validates, with the same folds: the same rows, settings and seed. Or
    models and a table of rows that none of them has learnt from. Or tables of `predictions` for the same rows, such as those
    of Apply Model or of another tool, each with the true values; one table may have several columns of predictions. Their
    rows are matched by the column in `key`; without one by their numbers or, in tables of other origin, by their order.

    The table has a row for each model, the best first: its score with the spread and an interval; how it differs from the
    best, with an interval; and how likely chance alone makes such a difference (`p_value`; `p_adjusted` makes up for the
    number of comparisons, by Holm). Below 0.05 it is usually called clear. Then follow all other measures.

    - Of folds, spread is the standard deviation. Test and intervals are those of Nadeau & Bengio (2003), a t-test that
      makes up for folds sharing rows; a plain one would find differences where there are none.
    - Of rows, intervals and spread come from drawing the rows again and again (bootstrap), the same ones for all models.
      For accuracy the test is McNemar's, exact, unless rows have weights; else it is the bootstrap's. Rows without a target,
      or which one of the models does not answer, do not count.

    The best model was chosen by these very scores, which flatters it a little. `model` is that model, where models came in.

    Example: connect the `scores` of three Cross Validates, and look at the view: do the intervals of the differences hold 0?
    """

    pack = "learn"
    icon = "compare-models"
    shelf = "Models"
    keywords = (
        "Model Comparison", "Test and Score", "leaderboard", "significance", "paired t-test", "McNemar", "Nadeau Bengio",
        "bootstrap", "champion challenger", "best model", "rank",
    )  # fmt: skip
    example = Example({"metric": "roc_auc"})
    metric: Metric = setting(
        "auto", "What decides; auto is accuracy for classes, RMSE for numbers.", labels=METRIC_LABELS
    )
    names: tuple[str, ...] = setting((), "Names for the models, in the order of their links; their own when empty.")
    target: Column = setting(
        Column(""), "For models and predictions: the column of true values; what the models predict when empty."
    )
    columns: Columns = setting(
        Columns.named(PREDICTION), "For predictions: the columns with what was predicted.", port="predictions"
    )
    key: Column = setting(
        Column(""),
        "For predictions: the column by which rows are known in all tables; empty matches them by their order.",
        port="predictions",
    )
    weight: Column = setting(
        Column(""),
        "For models and predictions: column that tells how much each row counts; empty takes the one whose role is weight, or "
        "counts all alike.",
    )
    positive: str = setting(
        "",
        "With two classes, the one that counts as positive; empty takes the second in sorted order (1, true, yes).",
        values_of="target",
    )
    confidence: float = setting(0.95, "How sure intervals are.", gt=0, lt=1)
    samples: int = setting(1000, "For models and predictions: how often rows are drawn again.", ge=10, le=1_000_000)
    seed: int | None = SEED

    def run(
        self,
        context: Context,
        models: list[Model] | None = None,
        table: Table | None = None,
        scores: list[Table] | None = None,
        predictions: list[Table] | None = None,
    ) -> Comparison:
        self._check_inputs(bool(models), table is not None, bool(scores), bool(predictions))
        best: Any = INACTIVE
        if scores:
            found = self._of_scores(scores)
        elif predictions:
            found = self._of_predictions(predictions, context)
        else:
            assert models is not None
            assert table is not None
            found = self._of_models(models, table, context)
            best = models[found.names.index(found.standings[0].name)]
        return Comparison(*self._told(found), model=best, view=self._view(found))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        models, scores, predictions = (inputs.get(name) for name in ("models", "scores", "predictions"))
        self._check_inputs(*(name in inputs for name in ("models", "table", "scores", "predictions")))
        kind = None
        if models and all(isinstance(one, ModelSpec) for one in models):
            kind = _kind([one.kind for one in models])
            target = self._target(models)
            if target and isinstance(inputs.get("table"), TableSpec):
                weight_in(inputs["table"], self.weight, (target.of(inputs["table"], port="table"),))
        elif scores and isinstance(scores[0], TableSpec):
            kind = _kind_of_scores(scores[0].names)
        elif predictions and all(isinstance(one, TableSpec) for one in predictions):
            kind = spec_kind(predictions, self._read(predictions))
        best = VariablesSpec(names=("model", "metric", "score", "spread"))
        if kind is None:
            return {"table": None, "best": best, "model": None, "view": None}
        chosen_metric(self.metric, kind)
        made = TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in _columns(kind).items()))
        return {"table": made, "best": best, "model": None, "view": None}

    def _check_inputs(self, models: bool, table: bool, scores: bool, predictions: bool) -> None:
        if (models or table) + scores + predictions > 1:
            raise DataError(
                "more comes in than can be compared at once: connect either the scores of Cross Validates, or models with a "
                "table, or tables of predictions",
                port="scores" if scores else "predictions",
            )
        if models != table:
            what = "a table with rows that they have not learnt from" if models else "the models to compare"
            raise DataError(f"connect {what}, too", port="table" if models else "models")
        if not (scores or models or predictions):
            raise DataError(
                "nothing to compare comes in: connect the scores of Cross Validates, models with a table, or tables of "
                "predictions",
                port="models",
            )

    # ---- scores of folds

    def _of_scores(self, tables: Sequence[pd.DataFrame]) -> _Found:
        parts = [part for table in tables for part in _parts(table)]
        kind = _kind([_kind_of_scores(part.columns) for _, part in parts])
        metric = chosen_metric(self.metric, kind)
        names = self._names([name for name, _ in parts])
        folds = [part.set_index(["repeat", "fold"]).sort_index() for _, part in parts]
        for name, one in zip(names, folds, strict=True):
            _check_folds(names[0], folds[0], name, one)
        import numpy as np

        values = np.array([_of_folds(name, one, metric) for name, one in zip(names, folds, strict=True)])
        ratio = float((folds[0]["rows"] / folds[0]["trained"]).mean())
        standings = over_folds(names, values, ratio, metric, self.confidence)
        others = {
            name: {one: _mean(_measured(name, part, one)) for one in measures_of(kind) if one in part}
            for name, part in zip(names, folds, strict=True)
        }
        return _Found(names, kind, metric, standings, others, f"{len(folds[0]):,} folds")

    # ---- models and rows

    def _of_models(self, models: Sequence[Model], table: pd.DataFrame, context: Context) -> _Found:
        kind = _kind([model.kind for model in models])
        metric = chosen_metric(self.metric, kind)
        names = self._names([model.name for model in models])
        target = self._target(models).of(table, port="table")
        true = table[target]
        # What comes in is checked, and converted where nothing is lost, as for any model that is applied.
        answered = [applied(model, table[_inputs(model, table)]) for model in models]
        kept = true.notna().to_numpy(dtype=bool)
        for one in answered:
            kept = kept & one[PREDICTION].notna().to_numpy(dtype=bool)
        if not kept.any():
            raise DataError(
                f"no row has a value in {quoted(target)} and an answer of each model: there is nothing to compare",
                port="table",
                column=target,
            )
        if not kept.all():
            context.warn(f"{int((~kept).sum()):,} of {len(kept):,} rows have no target or no answer, and do not count.")
        weights = weights_of(weight_in(table, self.weight, (target,)), table, kept, context)
        several = [
            answers_of(model, true[kept], one[kept], self.positive, weights)
            for model, one in zip(models, answered, strict=True)
        ]
        return self._over_rows(names, several, kind, metric, context)

    def _over_rows(self, names: list[str], several: list[Answers], kind: str, metric: str, context: Context) -> _Found:
        seed = context.seed if self.seed is None else self.seed
        standings = over_rows(
            names,
            several,
            metric,
            self.confidence,
            self.samples,
            seed,
            lambda share: context.progress(share, "drawing rows"),
        )
        others = {
            name: {known: measure(known, one) for known in measures_of(kind)}
            for name, one in zip(names, several, strict=True)
        }
        return _Found(names, kind, metric, standings, others, f"{len(several[0].true):,} rows")

    def _read(self, tables: Sequence[TableSpec]) -> Reading:
        targets = (target_of(one, self.target, self.columns.of_spec(one, port=PORT), PORT) for one in tables)
        target = self._only(list(dict.fromkeys(targets)), PORT)
        judged = (target, *self.columns.names)
        return Reading(
            target,
            self.columns,
            self.key,
            by_role(tables[0].without(judged), self.weight, "weight", PORT),
            self.positive,
            self.metric,
        )

    def _of_predictions(self, tables: Sequence[pd.DataFrame], context: Context) -> _Found:
        reading = self._read([TableSpec.of(table) for table in tables])
        several = predicted(tables, reading, context)
        kind = kind_of_values(several, reading)
        metric = chosen_metric(self.metric, kind)
        names = self._names([one.name for one in several])
        return self._over_rows(names, answers(several, kind, reading, context), kind, metric, context)

    def _target(self, models: Sequence[Model | ModelSpec]) -> Column:
        return self.target or self._only(list(dict.fromkeys(Column(model.target or "") for model in models)), "models")

    def _only(self, targets: Sequence[Column], port: str) -> Column:
        if len(targets) > 1:
            raise DataError(
                f"the models predict different columns ({', '.join(map(quoted, targets[:8]))}): compare models of one target, "
                "or choose the column of true values",
                port=port,
            )
        return targets[0]

    def _names(self, own: Sequence[str]) -> list[str]:
        """A name for each, those of the same name numbered."""
        if self.names and len(self.names) != len(own):
            raise DataError(f"there are {len(self.names)} names for {len(own)} models: give one for each, or none")
        made: list[str] = []
        for name in self.names or own:
            number, free = 1, name
            while free in made:
                number += 1
                free = f"{name} ({number})"
            made.append(free)
        return made

    # ---- what it tells

    def _told(self, found: _Found) -> tuple[pd.DataFrame, Variables]:
        import pandas as pd

        if all(one.score.value != one.score.value for one in found.standings):
            raise DataError(f"`{found.metric}` is not known of any of them{WITHOUT.get(found.metric, '')}")
        rows = [
            (
                rank, one.name, one.score.value, one.spread, one.score.low, one.score.high, one.difference.value,
                one.difference.low, one.difference.high, one.p, one.adjusted, one.test or None, one.count,
                *(found.measures[one.name].get(name) for name in measures_of(found.kind)),
            )
            for rank, one in enumerate(found.standings, 1)
        ]  # fmt: skip
        columns = zip(*rows, strict=True)
        kinds = _columns(found.kind)
        table = pd.DataFrame(
            {name: pd.Series(values, dtype=dtype) for (name, dtype), values in zip(kinds.items(), columns, strict=True)}
        )
        best = found.standings[0]
        score, spread = (value if value == value else None for value in (best.score.value, best.spread))
        return table, Variables(model=best.name, metric=found.metric, score=score, spread=spread)

    def _view(self, found: _Found) -> View:
        word = found.metric.replace("_", " ")
        interval = f"{self.confidence * 100:.4g} %"
        names = tuple(one.name for one in found.standings)
        score = _dots(found.standings, names, plot.Axis(label=word), differences=False)
        difference = _dots(found.standings, names, plot.Axis(label=f"difference in {word}"), differences=True)
        drawn = (score, difference) if len(names) > 1 else (score,)
        better_ = "lower is better" if found.metric in LOWER else "higher is better"
        title = f"{names[0]} is best in {word}" if len(names) > 1 else f"{names[0]}: {word}"
        return plot.Grid(
            title=title,
            subtitle=f"{found.basis}, {interval} intervals; {better_}",
            rows=(drawn,),
            share_y="row",
            widths=(3.0, 2.0)[: len(drawn)],
        ).view()


@dataclass(frozen=True)
class _Found:
    names: list[str]
    kind: str
    metric: str
    standings: list[Standing]
    measures: Mapping[str, Mapping[str, float]]
    basis: str


def _columns(kind: str) -> dict[str, str]:
    numbers = dict.fromkeys(NUMBERS, "float64")
    return {**BEFORE, **numbers, "test": "str", "count": "int64", **dict.fromkeys(measures_of(kind), "float64")}


def _kind(kinds: Sequence[str]) -> str:
    """Whether all predict classes or numbers. Raises DataError."""
    for kind in kinds:
        if kind == "transformer":
            raise DataError("a model that came in predicts nothing: connect models of learners", port="models")
    if len(set(kinds)) > 1:
        raise DataError("some models predict classes, others numbers: they cannot be compared")
    return kinds[0]


def _kind_of_scores(names: Any) -> str:
    absent = [name for name in FOLDS if name not in names]
    if absent or ("accuracy" not in names and "rmse" not in names):
        raise DataError(
            f"a table at `scores` has no column {quoted(absent[0] if absent else 'accuracy')}: connect the output `scores` of "
            "Cross Validate",
            port="scores",
        )
    return "classifier" if "accuracy" in names else "regressor"


def _parts(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The folds of each model in a table of scores; several may stand below each other."""
    _kind_of_scores(table.columns)
    if not len(table):
        raise DataError("a table at `scores` has no rows", port="scores")
    if table["model"].isna().any():
        raise DataError(
            "a row of a table at `scores` names no model: fill its column `model`", port="scores", column="model"
        )
    # An index may be called as the column.
    for name, part in table.reset_index(drop=True).groupby("model", sort=False, observed=True):
        yield str(name), part


def _check_folds(first: str, wanted: pd.DataFrame, name: str, found: pd.DataFrame) -> None:
    """Raise DataError where two models were not validated on the same folds."""
    if found.index.has_duplicates:
        raise DataError(
            f"{quoted(name)} has several scores for one fold: give models that stand in one table names of their own in its "
            "column `model`",
            port="scores",
        )
    columns = ["trained", "rows"]
    for column in columns:
        values = _measured(name, found, column)
        if not ((values > 0) & (values <= LARGEST)).all():
            raise DataError(
                f"{quoted(column)} of {quoted(name)} is not a number above 0 in every fold: connect the output `scores` of "
                "Cross Validate",
                port="scores",
                column=column,
            )
    if all("held_out" in one and one["held_out"].notna().all() for one in (wanted, found)):
        columns.append("held_out")
    if not wanted.index.equals(found.index) or not (wanted[columns] == found[columns]).all(axis=None):
        raise DataError(
            f"{quoted(first)} and {quoted(name)} were validated on different folds: give their Cross Validates the same rows, "
            "number of folds, way in which rows are dealt, and seed",
            port="scores",
        )


def _measured(name: str, found: pd.DataFrame, metric: str) -> np.ndarray:
    """A column of numbers (folds), NaN where it is not known. Raises DataError for any other."""
    import numpy as np

    dtype = str(found[metric].dtype) if metric in found else ""
    if dtype and found[metric].isna().all():
        return np.full(len(found), np.nan)
    if column_type(dtype) != "number" or dtype.startswith("complex"):
        problem = f"a {type_words(dtype)} column" if dtype else "missing"
        raise DataError(
            f"the {metric} of {quoted(name)} is {problem}: connect the output `scores` of Cross Validate, or choose another "
            "metric",
            port="scores",
            column=metric,
        )
    values: np.ndarray = found[metric].to_numpy(dtype="float64", na_value=np.nan)
    return values


def _mean(values: np.ndarray) -> float:
    """That of those that are known; NaN where one is infinite."""
    known = values[values == values]
    return float(known.mean()) if len(known) and (abs(known) <= LARGEST).all() else math.nan


def _of_folds(name: str, found: pd.DataFrame, metric: str) -> np.ndarray:
    """The measure that decides (folds). Raises DataError where it cannot be calculated with."""
    import numpy as np

    values = _measured(name, found, metric)
    bad = np.flatnonzero(np.abs(values) > LARGEST)
    if len(bad):
        repeat, fold = found.index[bad[0]]
        raise DataError(
            f"the {metric} of {quoted(name)} is {values[bad[0]]:g} in repeat {repeat}, fold {fold}, too large to calculate "
            "with: correct it, make it missing, or choose another metric",
            port="scores",
            column=metric,
        )
    return values


def _inputs(model: Model, table: pd.DataFrame) -> list[str]:
    """What of the table the model reads; what is absent it will tell itself."""
    return [name for name in model.inputs.names if name in table.columns]


def _dots(standings: Sequence[Standing], names: tuple[str, ...], axis: plot.Axis, *, differences: bool) -> plot.Plot:
    """A dot with an interval for each model: the best, those that are clearly different from it, and all others."""
    ranges = [one.difference if differences else one.score for one in standings]
    layers: list[Any] = [plot.Rule(direction="vertical", at=0.0)] if differences else []
    kinds = ["best", *("clearly different" if one.adjusted < CLEAR else "may be chance" for one in standings[1:])]
    for kind in dict.fromkeys(kinds):
        places = [
            place for place, one in enumerate(kinds) if one == kind and ranges[place].value == ranges[place].value
        ]
        if places:
            layers.append(_points(kind, places, ranges))
    return plot.Plot(x=axis, y=plot.Axis(categories=names, backwards=True), layers=tuple(layers))


def _points(name: str, places: Sequence[int], ranges: Sequence[Any]) -> plot.Points:
    def told(value: float) -> float | None:
        return value if math.isfinite(value) else None

    return plot.Points(
        name=name,
        x=tuple(ranges[place].value for place in places),
        y=tuple(float(place) for place in places),
        low=tuple(told(ranges[place].low) for place in places),
        high=tuple(told(ranges[place].high) for place in places),
        sideways=True,
        size=8.0,
    )
