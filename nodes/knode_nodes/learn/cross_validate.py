"""Tell how good a learner is on rows that it has not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import (
    PREDICTION,
    PROBABILITY,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Learnt,
    Port,
    Ports,
    Spec,
    TableSpec,
    Variables,
    VariablesSpec,
    quoted,
    setting,
)
from knode_nodes.learn._folds import Fold
from knode_nodes.learn._measures import chosen_metric, measured, measures_of, told, unknown
from knode_nodes.learn._validated import Trial, Validated, same_kind
from knode_nodes.prep._predicts import foretelling

if TYPE_CHECKING:
    import pandas as pd

FOLD = "fold"
PARTS = {"model": "str", "repeat": "int64", FOLD: "int64", "trained": "int64", "rows": "int64", "held_out": "str"}


class CrossValidate(Validated):
    """Tell how good a learner is on rows that it has not seen: each fold of the rows is held out once.

    Inside is a learner, with what prepares its rows if you like. For each fold all of it learns anew, from the other rows
    alone; then the rows held out go the same way, as new rows would in production: what was learnt in preparing is applied to
    them, nodes that choose rows for training are passed by. So nothing leaks from them into the model.

    - `table`: the rows as they came in, with the prediction and the probabilities of the model that did not see them, and
      the number of their fold. Where it is repeated they are those of the first time.
    - `scores`: a row for each fold, with all measures. Connect several of them to Compare Models, which sees by `held_out`,
      a mark of the rows of a fold, that the folds are the same.
    - `metrics`: the mean of each measure over the folds and its standard deviation (`accuracy_spread`), and as `score` and
      `spread` those of the measure in `metric`.

    Rows are dealt at random and with each class in its share. Rows that belong together, such as the visits of a patient,
    should be in one fold: choose groups. For what is to be foretold choose time: a fold is learnt from all earlier rows, rows
    of one time stay together, and the earliest rows have no prediction. F1, precision and recall are those of the positive
    class, with more than two classes the mean of all. A measure that a fold does not tell, such as ROC AUC where it has one
    class only, is missing there and is left out of the mean. Rows whose target is missing get a prediction and do not
    count. Where the learner weighs rows by a column, they count by it in the measures, too; and so they do by the column
    whose role is weight where the algorithm takes no weights. What balances classes does not count.

    Example: select a Random Forest Learner, make a Cross Validate of it, and read `accuracy` at metrics.
    """

    pack = "learn"
    icon = "cross-validate"
    shelf = "Models"
    keywords = (
        "X-Partitioner", "X-Aggregator", "Cross Validation", "k-fold", "cross_val_score", "cross_val_predict", "KFold",
        "StratifiedKFold", "GroupKFold", "TimeSeriesSplit", "Test and Score", "out of fold", "Leave-one-out", "evaluate",
        "Stacking",
    )  # fmt: skip
    example = Example({"how": "stratified", "folds": 5})
    repeats: int = setting(
        1,
        "How often all is done, each time with other folds.",
        ge=1,
        le=1000,
        when={"how": ("auto", "random", "stratified", "groups")},
    )

    def holding(self, inside: Ports) -> Ports:
        """The inputs of the inside; what came of validating it."""
        return Ports(inside.inputs, (Port("table", "table"), Port("scores", "table"), Port("metrics", "variables")))

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Spec | None]:
        """What is known of the model tells the measures; its predictions where they are numbers."""
        model = self._learns(inputs, inside)
        if model is None or model.kind == "transformer":
            return {}
        metric, names = chosen_metric(self.metric, model.kind), measures_of(model.kind)
        kinds = {**PARTS, **dict.fromkeys((*names, "seconds"), "float64")}
        made: dict[str, Spec | None] = {
            "scores": TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in kinds.items())),
            "metrics": VariablesSpec(names=tuple(_summary({name: [] for name in names}, metric))),
        }
        tables = [spec for name, spec in inputs.items() if isinstance(spec, TableSpec) and self.input in ("", name)]
        if model.kind == "regressor" and len(tables) == 1:
            _check_free(tables[0].names, (PREDICTION, FOLD))
            fold = ColumnSpec(name=FOLD, dtype="int64" if self.how != "time" else "Int64")
            foretold = ColumnSpec(name=PREDICTION, dtype="float64", role="prediction", predicts=model.target)
            made["table"] = TableSpec(columns=(*tables[0].columns, foretold, fold))
        return made

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """Learn and answer for each fold."""
        trial = self._started(context, inputs)
        dealt = trial.dealt(self._plan(trial, repeats=self.repeats if self.how != "time" else 1))
        calls = (trial.call(fold, {}, fold.name) for fold in dealt)
        made: list[Learnt] = []
        rows: list[dict[str, Any]] = []
        results = context.inside.run_all(calls, parallel=self.parallel, total=len(dealt))
        for fold, outputs in zip(dealt, results, strict=True):
            learnt = trial.learnt(outputs)
            if not made:
                _check_free(trial.table.columns, [*learnt.model.outputs.names, FOLD])
            answers = trial.answers(learnt, self.positive)
            rows.append(_row(fold, learnt, {} if answers is None else measured(answers)))
            made.append(learnt)
        trial.tell_weight(made[0].model)
        kind = same_kind([learnt.model for learnt in made])
        metric = chosen_metric(self.metric, kind)
        scores = _scores(rows, kind)
        silent = int(scores[metric].isna().sum())
        if silent:
            where = f"{silent:,} of {len(dealt):,} folds, and left out of the mean there"
            context.warn(f"{unknown(metric, where)}.")
        summary = _summary({name: scores[name].dropna().tolist() for name in measures_of(kind)}, metric)
        first = [(fold, one) for fold, one in zip(dealt, made, strict=True) if fold.repeat == 1]
        return {
            "table": _predictions(trial, first, strict=self.how != "time"),
            "scores": scores,
            "metrics": Variables({**summary, "folds": len(dealt)}),
        }


def _check_free(taken: Any, names: Sequence[str]) -> None:
    for name in names:
        if name in taken:
            raise DataError(
                f"the table already has a column {quoted(name)}, which this node makes: rename or drop it before",
                column=name,
            )


def _row(fold: Fold, learnt: Learnt, measures: Mapping[str, float]) -> dict[str, Any]:
    about = (learnt.model.name, fold.repeat, fold.number, len(fold.train), len(fold.test), fold.mark)
    return {**dict(zip(PARTS, about, strict=True)), **measures, "seconds": learnt.seconds}


def _scores(rows: list[dict[str, Any]], kind: str) -> pd.DataFrame:
    """A row for each fold."""
    import pandas as pd

    kinds = {**PARTS, **dict.fromkeys((*measures_of(kind), "seconds"), "float64")}
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=kind) for name, kind in kinds.items()})


def _summary(values: Mapping[str, Sequence[float]], metric: str) -> dict[str, Any]:
    """Mean and standard deviation of each measure, first those of the one that decides."""
    import numpy as np

    made: dict[str, float] = {}
    for name, known in values.items():
        made[name] = float(np.mean(known)) if known else float("nan")
        made[f"{name}_spread"] = float(np.std(known, ddof=1)) if len(known) > 1 else float("nan")
    summary = told(made)
    return {"metric": metric, "score": summary[metric], "spread": summary[f"{metric}_spread"], **summary, "folds": 0}


def _predictions(trial: Trial, made: list[tuple[Fold, Learnt]], *, strict: bool) -> pd.DataFrame:
    """The table with what was answered for each row, in its own order; `strict` where each row was held out."""
    import numpy as np
    import pandas as pd

    width = list(dict.fromkeys(name for _, learnt in made for name in learnt.model.outputs.names))
    parts, places = [], []
    for _, learnt in made:
        part = learnt.table[[name for name in width if name in learnt.table.columns]]
        # A class that a fold has not learnt is one that it deems impossible.
        absent = {name: 0.0 for name in width if name not in part.columns and name.startswith(PROBABILITY)}
        parts.append(part.assign(**absent)[width])
        places.append(trial.positions(learnt))
    count = len(trial.table)
    answered = pd.concat(parts, ignore_index=True)
    at = np.full(count, -1)
    at[np.concatenate(places)] = np.arange(len(answered))
    columns = {name: _taken(answered[name], at) for name in width}
    numbers = np.zeros(count, dtype="int64")
    for fold, _ in made:
        numbers[fold.test] = fold.number
    # In time the earliest rows are in no fold.
    columns[FOLD] = numbers if strict else pd.arrays.IntegerArray(numbers, numbers == 0)
    joined = pd.concat([trial.table, pd.DataFrame(columns, index=trial.table.index)], axis=1)
    # Concatenating forgets what a table tells of its columns.
    joined.attrs = dict(trial.table.attrs)
    roles = {column.name: column.role for _, learnt in made for column in learnt.model.outputs.columns}
    return foretelling(joined, joined, roles, made[0][1].model.target)


def _taken(column: pd.Series, at: Any) -> Any:
    """The values at these places, missing where there is none; whole numbers and booleans stay such."""
    nullable: Any = {"i": "Int64", "u": "UInt64", "b": "boolean"}.get(column.dtype.kind)
    if nullable and (at < 0).any() and not hasattr(column.dtype, "na_value"):
        column = column.astype(nullable)
    return column.array.take(at, allow_fill=True) if (at < 0).any() else column.array.take(at)
