"""Find the best values of parameters of a learner."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    Call,
    Context,
    DataError,
    Example,
    InsideFailed,
    Learnt,
    Model,
    ModelSpec,
    Node,
    Port,
    Ports,
    SettingError,
    Spec,
    Variables,
    VariablesSpec,
    nearest,
    quoted,
    setting,
)
from knode_nodes.learn._folds import Fold
from knode_nodes.learn._measures import LOWER, TooLargeAnswer, chosen_metric, measure, unknown
from knode_nodes.learn._search import Candidate, Method, Searched, batches, check_space, plain, told
from knode_nodes.learn._trials import BEFORE, BEHIND, Tried, best_of, history, trials_spec, trials_table
from knode_nodes.learn._validated import Trial, Validated
from knode_nodes.learn.prepared import with_preparation

if TYPE_CHECKING:
    import numpy as np

ABOUT = ("metric", "score", "spread", "trial")
SOME_ROWS = 20
"""Held out when the model learns from all rows, to see that it comes out with what prepares them."""


class _Searching(Node):
    """What is searched and how long, which a form shows before how it is scored."""

    parameters: tuple[Searched, ...] = setting((), "The parameters of what is inside, and what each may be.")
    method: Method = setting(
        "random",
        "How combinations are chosen.",
        labels={
            "grid": "all combinations (grid)",
            "random": "combinations at random",
            "halving": "the worse half drops out (halving)",
            "tpe": "learns from earlier trials (TPE)",
        },
    )
    trials: int = setting(
        30,
        "How many are tried at most; a grid tries all.",
        ge=1,
        le=100_000,
        when={"method": ("random", "halving", "tpe")},
    )
    seconds: float | None = setting(
        None, "Begin no more trials after so many seconds; empty for no limit.", gt=0, unit="s"
    )
    patience: int | None = setting(None, "Stop after so many trials that were no better; empty for never.", ge=1)
    validation: Literal["folds", "hold out"] = setting("folds", "Score each trial in folds, or once on rows held out.")
    hold_out: float = setting(
        0.25, "For hold out: the share of the rows.", gt=0, lt=1, when={"validation": ("hold out",)}
    )


class ParameterOptimizer(Validated, _Searching):
    """Find the values of a learner's parameters with which it predicts best, and learn from all rows with them.

    Inside is a learner, with what prepares its rows if you like; settings in it are bound to parameters, and `parameters`
    says what each of these may be: one of some values, or a number or whole number between two. A value may be all that the
    setting takes: empty, such as no limit of `max_depth`, a list, such as [50, 20] for layers, a mapping, such as
    {"yes": 5} for weights of classes. A trial is one value for
    each; it is scored on rows that were held out, in folds or once, as Cross Validate does, weights of rows included.

    - `random` tries combinations at random, each once: a good start, and hard to beat with few trials.
    - `grid` tries all: each value with each; of a number as many `steps` as you say. `trials` does not count here.
    - `halving` tries all on few rows, the best third on three times as many, and so on: for many trials and rows.
    - `tpe` learns from the trials so far where good values are (Optuna; needs the extra `tune`).

    The search ends after `trials` trials, `seconds` seconds, or `patience` trials that were no better. A trial that fails is
    noted in the table and does not end it, unless all fail. The same seed tries the same, on any number of cores; a limit in
    seconds is the exception.

    - `model`: learnt from all rows with the best values. What was learnt in preparing the rows inside is part of it, so it
      takes rows as they came in. Nodes that change rows without learning, such as Formula, must stand before this node; Set
      Roles changes none.
    - `table`: the trials, with score, spread over the folds, seconds, and what failed. `best`: the best values by name, to
      bind settings to; there and in the table lists and mappings are texts. `view`: how the search went, drawn also while it
      goes on.

    The score of the best trial is a little too good, as it was chosen for it: for an honest one put this node into a Cross
    Validate, or score the model on rows that did not come in here.

    Example: a Random Forest Learner inside with `min_leaf` bound to a parameter of this name; whole numbers from 1 to 50,
    log, 20 trials.
    """

    pack = "learn"
    icon = "parameter-optimizer"
    shelf = "Models"
    keywords = (
        "Parameter Optimization Loop Start", "Parameter Optimization Loop End", "hyperparameter", "tuning", "tune",
        "GridSearchCV", "RandomizedSearchCV", "HalvingGridSearchCV", "Optuna", "Bayesian optimization", "TPE", "grid search",
        "random search", "AutoML", "best parameters",
    )  # fmt: skip
    folds: int = setting(5, "How many folds.", ge=2, le=1000, when={"validation": ("folds",)})
    example = Example(
        {
            "parameters": [{"name": "min_leaf", "kind": "whole number", "lowest": 1, "highest": 50, "log": True}],
            "trials": 20,
        }
    )

    # ---- before the run

    def holding(self, inside: Ports) -> Ports:
        """The inputs of the inside; the best model and how it was found."""
        outputs = (Port("model", "model"), Port("table", "table"), Port("best", "variables"), Port("view", "view"))
        return Ports(inside.inputs, outputs)

    def holding_spec(self, inputs: Mapping[str, Any], inside: Any) -> dict[str, Spec | None]:
        """What the inside tells of its model; what it will read is not known, as preparing may come before it."""
        names = tuple(one.name for one in self.parameters)
        check_space(self.parameters, self._taken())
        made: dict[str, Spec | None] = {
            "table": trials_spec(self.parameters),
            "best": VariablesSpec(names=(*names, *ABOUT)),
        }
        model = self._learns(inputs, inside, names)
        if model is not None and model.kind != "transformer":
            chosen_metric(self.metric, model.kind)
            made["model"] = ModelSpec(kind=model.kind, target=model.target, outputs=model.outputs)
        return made

    def _taken(self) -> tuple[str, ...]:
        return (*BEFORE, *BEHIND, *ABOUT)

    # ---- the run

    def run(self, context: Context, **inputs: Any) -> dict[str, Any]:
        """Search, and learn from all rows with what was best."""
        check_space(self.parameters, self._taken())
        _check_names(self.parameters, context.inside.parameters)
        trial = self._started(context, inputs)
        share = self.hold_out if self.validation == "hold out" else None
        dealt = trial.dealt(self._plan(trial, share=share))
        found = self._searched(trial, dealt)
        best = best_of(found.tried, found.metric)
        if best is None:
            failed = (
                "the only trial failed"
                if len(found.tried) == 1
                else f"all {len(found.tried):,} trials failed; the first"
            )
            raise DataError(f"{failed}: {found.tried[0].failure}")
        failures = [one for one in found.tried if one.failure]
        if failures:
            first = f"trial {failures[0].number:,} ({failures[0].candidate.told}), {failures[0].failure}"
            context.warn(
                f"{len(failures):,} of {len(found.tried):,} trials failed, see `message` in the table; the first: {first}."
            )
        about = {"metric": found.metric, "score": best.score, "trial": best.number}
        spread = best.spread if best.spread == best.spread else None
        values = best.candidate.parameters
        reached = f"{found.metric.replace('_', ' ')} {best.score:.4g}"
        context.info(f"Best of {len(found.tried):,} trials is {best.number:,}: {best.candidate.told}; {reached}.")
        return {
            "model": _learnt_from_all(trial, dealt[0], values, {"parameters": values, **about}),
            "table": trials_table(found.tried, self.parameters, found.metric),
            "best": Variables(
                {
                    **{name: plain(value) for name, value in values.items()},
                    "metric": found.metric,
                    "score": best.score,
                    "spread": spread,
                    "trial": best.number,
                }
            ),
            "view": history(found.tried, self.parameters, best, found.metric),
        }

    def _searched(self, trial: Trial, dealt: list[Fold]) -> _Search:
        """All trials, until the budget is spent."""
        rows = min(len(fold.train) for fold in dealt)
        coming, total = batches(self.parameters, self.method, self.trials, rows, trial.seed)
        search = _Search(self, trial, dealt, total)
        batch = next(coming, None)
        while batch is not None:
            scores = search.scores(batch)
            if search.is_over():
                break
            try:
                batch = coming.send(scores)
            except StopIteration:
                break
        coming.close()
        return search


@dataclass
class _Search:
    """The trials so far: runs them, scores them, tells how far they are, and when they are enough."""

    node: ParameterOptimizer
    trial: Trial
    dealt: list[Fold]
    total: int
    tried: list[Tried] = field(default_factory=list)
    metric: str = ""
    begun: float = field(default_factory=time.monotonic)
    best: Tried | None = None

    def scores(self, batch: Sequence[Candidate]) -> list[float]:
        """Try some; a higher score is better, NaN for one that failed."""
        context, node = self.trial.context, self.node
        several = [Tried(len(self.tried) + place, one) for place, one in enumerate(batch, 1)]
        results = context.inside.run_all(
            self._calls(several),
            parallel=node.parallel,
            total=self.total * len(self.dealt),
            begun=len(self.tried) * len(self.dealt),
            keep_errors=True,
        )
        for one in several:
            for place, fold in enumerate(self.dealt, 1):
                result = next(results, None)
                if result is None:
                    return []
                share = (len(self.tried) + place / len(self.dealt)) / self.total
                context.progress(min(1.0, share), self._name(one, fold) + self._best_so_far())
                self._note(one, fold, result)
            if not one.failure and all(score != score for score in one.scores):
                one.failure = unknown(self.metric, "any fold")
            self.tried.append(one)
            self.best = best_of([one] if self.best is None else [self.best, one], self.metric)
            context.progress(min(1.0, len(self.tried) / self.total), self._told())
            if self.best is not None:
                context.show("view", partial(history, self.tried, node.parameters, self.best, self.metric))
            if self.is_over():
                # What has begun ahead is dropped.
                results.close()  # type: ignore[attr-defined]
                break
        sign = -1 if self.metric in LOWER else 1
        return [sign * one.score for one in several]

    def _calls(self, several: Sequence[Tried]) -> Iterator[Call]:
        for one in several:
            for fold in self.dealt:
                name, share = self._name(one, fold), one.candidate.share
                yield self.trial.call(fold, one.candidate.parameters, name, self._rows(fold, share))

    def _name(self, one: Tried, fold: Fold) -> str:
        return f"trial {one.number} of {self.total:,} ({one.candidate.told}), {fold.name}"

    def _rows(self, fold: Fold, share: float) -> np.ndarray | None:
        """Some of the rows to learn from: those of a smaller share are among those of a greater one."""
        import numpy as np

        if share == 1:
            return None
        random = np.random.default_rng([self.trial.seed, fold.number])
        return np.sort(random.permutation(fold.train)[: max(2, round(share * len(fold.train)))])

    def _note(self, one: Tried, fold: Fold, result: Any) -> None:
        if isinstance(result, InsideFailed):
            one.failure = one.failure or f"{fold.name}: {result.facts['reason']}"
            return
        learnt = self.trial.learnt(result)
        if learnt.before is None:
            raise _changed_rows(learnt)
        metric = chosen_metric(self.node.metric, learnt.model.kind)
        if not self.metric:
            self.trial.tell_weight(learnt.model)
        if self.metric and metric != self.metric:
            raise DataError(
                "in some trials the target was learnt as classes, in others as numbers: say in `task` which it is"
            )
        self.metric = metric
        try:
            answers = self.trial.answers(learnt, self.node.positive)
        except TooLargeAnswer as error:
            one.failure = one.failure or f"{fold.name}: {error.message}"
            return
        one.scores.append(math.nan if answers is None else measure(metric, answers))
        one.seconds += learnt.seconds

    def is_over(self) -> bool:
        """Whether the time is up, or it has got no better for long."""
        node = self.node
        late = node.seconds is not None and time.monotonic() - self.begun > node.seconds
        since = len(self.tried) - (self.best.number if self.best is not None else 0)
        return late or (node.patience is not None and since >= node.patience)

    def _told(self) -> str:
        return f"trial {len(self.tried):,} of {self.total:,}{self._best_so_far()}"

    def _best_so_far(self) -> str:
        if self.best is None:
            return ""
        return f": best {self.metric.replace('_', ' ')} {self.best.score:.4g} so far"


def _check_names(space: Sequence[Searched], known: Mapping[str, Any]) -> None:
    for one in space:
        if one.name not in known:
            near = nearest(one.name, known)
            listed = ", ".join(map(quoted, known)) or "none: bind a setting inside to a new parameter"
            hint = f"did you mean {quoted(near)}?" if near else f"there are: {listed}"
            raise DataError(f"what is inside has no parameter {quoted(one.name)}; {hint}")
        for value in one.values if one.kind == "values" else ():
            _check_value(known[one.name], value)


def _check_value(parameter: Any, value: Any) -> None:
    """Raise DataError for a value that a parameter of what is inside does not take."""
    try:
        parameter.check(value)
    except SettingError as error:
        plain_one = isinstance(value, str | int | float)
        advice = error.facts["reason"] if plain_one else f"it is of type {parameter.type}: give it the type any"
        raise DataError(f"the parameter {quoted(parameter.name)} cannot be {told(value)}; {advice}") from None


def _changed_rows(learnt: Learnt) -> DataError:
    return DataError(
        f"node {learnt.changed} inside changes the rows without learning from them, which the model that comes out could not "
        "repeat: put it before this node"
    )


def _learnt_from_all(trial: Trial, fold: Fold, parameters: Mapping[str, Any], facts: Mapping[str, Any]) -> Model:
    """The model of the best trial, from all rows; what prepares them is part of it."""
    import numpy as np

    everything = Fold(1, 1, np.arange(len(trial.table)), fold.test[:SOME_ROWS])
    call = trial.call(everything, parameters, "all rows, with the best parameters")
    trial.context.progress(None, call.name)
    outputs = trial.context.inside.run(
        call.inputs, call.parameters, name=call.name, seed=call.seed, held_out=call.held_out
    )
    learnt: Learnt = trial.learnt(outputs)
    if learnt.before is None:
        raise _changed_rows(learnt)
    return with_preparation(learnt.model, learnt.before, facts)
