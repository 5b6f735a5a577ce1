"""What nodes that hold a learner share: which rows it learns from in turn, and how good it is on the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knode.api import (
    PREDICTION,
    Call,
    Column,
    ColumnSpec,
    Context,
    DataError,
    Learnt,
    Model,
    ModelSpec,
    Node,
    Spec,
    TableSpec,
    column_type,
    keyed,
    nearest,
    quoted,
    setting,
)
from knode_nodes.learn._folds import Fold, How, Plan, folds
from knode_nodes.learn._measures import METRIC_LABELS, Answers, Metric, answers_of
from knode_nodes.learn._settings import SEED
from knode_nodes.learn._task import are_few_wholes
from knode_nodes.learn._weights import UNUSED_WEIGHT, check_each_weight, counting, weights_of
from knode_nodes.prep._folds import check_times

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Validated(Node):
    """Base of the nodes that hold a learner: a workflow with a table of rows to learn from and a model that comes out."""

    holds = True
    how: How = setting(
        "auto",
        "How rows are dealt: at random; stratified, with each class in its share; whole groups; or earlier rows to learn "
        "from and later ones held out. Auto is stratified for classes, random for numbers.",
        labels={
            "random": "at random",
            "stratified": "each class in its share (stratified)",
            "groups": "whole groups",
            "time": "earlier to learn, later to test",
        },
    )
    column: Column = setting(
        Column(""),
        "For groups and time: the column; for stratified another one than the target, if not empty.",
        when={"how": ("groups", "time", "stratified")},
    )
    folds: int = setting(5, "How many folds.", ge=2, le=1000)
    gap: int = setting(
        0, "For time: how many rows before those held out are not learnt from.", ge=0, when={"how": ("time",)}
    )
    metric: Metric = setting(
        "auto", "What decides; auto is accuracy for classes, RMSE for numbers.", labels=METRIC_LABELS
    )
    positive: str = setting(
        "",
        "With two classes, the one that counts as positive; empty takes the second in sorted order (1, true, yes).",
        values_of="target",
    )
    input: str = setting("", "The input whose rows are learnt from; the only table when empty.")
    output: str = setting("", "The output with the model; the only one when empty.")
    parallel: bool = setting(True, "Run folds side by side.")
    seed: int | None = SEED

    # ---- before the run

    def _model_output(self, outputs: Mapping[str, str]) -> str:
        """The output with the model. Raises DataError when nobody can tell."""
        return _one(self.output, [name for name, kind in outputs.items() if kind == "model"], "model", "output")

    def _table_input(self, inputs: Mapping[str, str]) -> str:
        """The input whose rows are learnt from. Raises DataError when nobody can tell."""
        return _one(self.input, [name for name, kind in inputs.items() if kind == "table"], "table", "input")

    def _learns(self, inputs: Mapping[str, Any], inside: Any, varying: tuple[str, ...] = ()) -> ModelSpec | None:
        """What is known of the model before the run."""
        told = inside(inputs, varying)
        models = [name for name, spec in told.items() if isinstance(spec, ModelSpec)]
        spec = told.get(self.output or (models[0] if len(models) == 1 else ""))
        table = inputs.get(self.input or next((name for name, one in inputs.items() if isinstance(one, TableSpec)), ""))
        if isinstance(table, TableSpec) and self.column:
            self.column.of(table)
        return spec if isinstance(spec, ModelSpec) else None

    # ---- the run

    def _started(self, context: Context, inputs: Mapping[str, Any]) -> Trial:
        """What all calls have in common."""
        given = {name: value for name, value in inputs.items() if value is not None}
        name = self._table_input(context.inside.inputs)
        if name not in given:
            raise DataError(f"no table comes in at {quoted(name)}, so there is nothing to learn from", port=name)
        output = self._model_output(context.inside.outputs)
        table = given[name]
        specs: dict[str, Spec | None] = {
            one: TableSpec.of(value) for one, value in given.items() if hasattr(value, "iloc")
        }
        told = context.inside.specs(specs)[output]
        if told is None:
            told = context.inside.specs({**specs, name: _with_values(table)})[output]
        seed = context.seed if self.seed is None else self.seed
        return Trial(context, given, name, output, table, told if isinstance(told, ModelSpec) else None, seed)

    def _plan(self, trial: Trial, *, repeats: int = 1, share: float | None = None) -> Plan:
        """How rows are held out of this table."""
        known, how, column = trial.told, self.how, str(self.column)
        if how in ("groups", "time"):
            column = self.column.of(trial.table, port=trial.name)
        if how == "time":
            check_times(column, column_type(trial.table[column].dtype), trial.name)
            trial.tell_missing(column, "neither learnt from nor held out")
        if how == "groups":
            trial.tell_missing(column, "put into one group")
        if how == "auto":
            classes = known is not None and known.kind == "classifier" and known.target in trial.table.columns
            how, column = ("stratified" if classes or column else "random"), column
        if how == "stratified" and not column:
            if known is None or known.target is None:
                raise DataError("the target is not known before the run: choose the column to stratify by")
            column = str(known.target)
        if how == "stratified":
            Column(column).of(trial.table, port=trial.name)
            if self.how == "auto" and trial.table[column].nunique(dropna=False) > max(1, len(trial.table) // 2):
                how = "random"
        return Plan(how, column, self.folds, repeats, self.gap, share)


def _with_values(table: pd.DataFrame) -> TableSpec:
    """The spec of a table with the values of numbers where these are few whole ones, by which learners tell classes."""

    def told(column: ColumnSpec) -> ColumnSpec:
        if column.type != "number" or not are_few_wholes(table[column.name]):
            return column
        return column.model_copy(update={"categories": tuple(sorted(table[column.name].dropna().unique().tolist()))})

    return TableSpec(columns=tuple(map(told, TableSpec.of(table).columns)))


def _one(chosen: str, known: list[str], kind: str, end: str) -> str:
    listed = ", ".join(map(quoted, known)) or "none"
    if chosen and chosen not in known:
        near = nearest(chosen, known)
        hint = f"did you mean {quoted(near)}?" if near else f"there are: {listed}"
        raise DataError(f"what is inside has no {kind} {quoted(chosen)} as an {end}; {hint}")
    if not chosen and len(known) != 1:
        if not known:
            way = "learns from the rows of a table" if end == "input" else "gives a model"
            raise DataError(f"what is inside has no {end} of the kind {kind}: put a learner into it that {way}")
        raise DataError(f"which {kind} is meant? Choose it in `{end}`; there are: {listed}")
    return chosen or known[0]


@dataclass(frozen=True)
class Trial:
    """What all calls of one run have in common: the values that come in, and the table whose rows are held out in turn."""

    context: Context
    inputs: Mapping[str, Any]
    name: str
    output: str
    table: pd.DataFrame
    told: ModelSpec | None
    seed: int

    def dealt(self, plan: Plan) -> list[Fold]:
        """The folds. Rows are known by their position from here on."""
        try:
            return folds(self.table, plan, self.seed)
        except DataError as error:
            raise DataError(error.message, port=self.name, column=error.facts.get("column")) from None

    def tell_missing(self, column: str, what: str) -> None:
        """Tell the person what becomes of rows without a value in the column by which they are dealt."""
        missing = int(self.table[column].isna().sum())
        if missing:
            rows = f"{missing:,} of {len(self.table):,} rows"
            self.context.warn(f"{rows} without a value in {quoted(column)} {'is' if missing == 1 else 'are'} {what}.")

    def call(self, fold: Fold, parameters: Mapping[str, Any], name: str, rows: np.ndarray | None = None) -> Call:
        """Learn from the rows of a fold (or only `rows` of them), and answer for those held out."""
        train, test = self._keyed.take(fold.train if rows is None else rows), self._keyed.take(fold.test)
        return Call({**self.inputs, self.name: train}, parameters, name, self.seed, {self.name: test})

    @cached_property
    def _keyed(self) -> pd.DataFrame:
        return keyed(self.table)

    def learnt(self, outputs: Mapping[str, Any]) -> Learnt:
        """The model that came out. Raises DataError when none did."""
        found = outputs[self.output]
        if not isinstance(found, Learnt):
            raise DataError(f"no model came out at {quoted(self.output)}: its branch was not taken")
        if found.model.kind == "transformer" or found.model.target is None:
            raise DataError(
                f"the model {quoted(found.model.name)} predicts nothing that could be compared with the truth: put a learner "
                "of a target inside"
            )
        if found.model.target not in self.table.columns:
            raise DataError(
                f"the table at {quoted(self.name)} has no column {quoted(found.model.target)}, which the model predicts: the "
                "true values must come in with the rows",
                port=self.name,
                column=found.model.target,
            )
        return found

    def positions(self, learnt: Learnt) -> np.ndarray:
        """The position in the table of each row that was answered. Raises DataError where it is not known."""
        index = learnt.table.index
        found: np.ndarray = self._keyed.index.get_indexer(index)
        if (found < 0).any():
            raise DataError(
                "a node inside numbers the rows anew, so it is not known which prediction is for which row: put it before "
                "this node"
            )
        if not index.is_unique:
            raise DataError("a node inside makes several rows of one: put it before this node")
        return found

    def answers(self, learnt: Learnt, positive: str) -> Answers | None:
        """What was answered beside the truth, for rows that have both; None when none has."""
        positions = self.positions(learnt)
        true = self.table[learnt.model.target].take(positions)
        both = true.notna().to_numpy(dtype=bool) & learnt.table[PREDICTION].notna().to_numpy(dtype=bool)
        if not both.any():
            return None
        weights = self._weights(learnt, both, positions[both])
        return answers_of(learnt.model, true[both], learnt.table[both], positive, weights)

    def tell_weight(self, model: Model) -> None:
        """Tell the person by which weights the answers of a model count that learnt from all rows alike."""
        if UNUSED_WEIGHT in model.facts:
            name = quoted(model.facts[UNUSED_WEIGHT])
            self.context.info(
                f"Measures count each row by {name}, though {quoted(model.name)} takes no weights to learn."
            )

    def _weights(self, learnt: Learnt, answered: np.ndarray, positions: np.ndarray) -> np.ndarray | None:
        """How much each answered row counts, None for all alike; see `counting`."""
        weight = counting(learnt.model)
        if not weight:
            return None
        if weight not in learnt.table.columns:
            raise DataError(
                f"rows held out have no {quoted(weight)}, by which rows count: make that column before this node"
            )
        weights = weights_of(learnt.table, weight)
        assert weights is not None
        check_each_weight(weights[answered], positions, weight)
        return weights[answered]


def same_kind(models: list[Model]) -> str:
    """Whether classes or numbers are predicted. Raises DataError where one fold did the one and another the other."""
    kinds = {model.kind for model in models}
    if len(kinds) > 1:
        raise DataError(
            "in some folds the target was learnt as classes, in others as numbers: say in the learner's `task` which it is"
        )
    return kinds.pop()
