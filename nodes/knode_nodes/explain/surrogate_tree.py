"""A small tree that says what another model says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    PREDICTION,
    Column,
    Columns,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    Variables,
    VariablesSpec,
    View,
    quoted,
    setting,
)
from knode_nodes.explain._asked import check_predicts, fitting, known_ends, refusing
from knode_nodes.learn.decision_tree_learner import DecisionTreeLearner
from knode_nodes.prep._keys import with_columns
from knode_nodes.visualize.tree_view import SPEC, TreeView

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LEAST_HELD_OUT = 10


class Surrogate(NamedTuple):
    """The tree as a model, its rules, how faithful it is, and a picture."""

    model: Model
    rules: Table
    metrics: Variables
    view: View


class SurrogateTree(Node):
    """Explain a model as a whole by a small decision tree that learns to give the same predictions (global surrogate).

    The tree is fitted to what the model predicts for the rows, not to the truth. How faithful it is, is measured on
    rows that are held out: `fidelity` is the share of rows for which both predict the same class, or R² between both
    predictions of a number; `rows` says on how many rows. Trust the rules as far as the fidelity goes: at 0.95 they
    speak for the model, at 0.7 they miss much of it. Example: which five rules come closest to the forest that
    decides about credits?

    Rules has a row for each leaf, as in Tree View: `rule`, `prediction`, `rows` and `purity`. The tree is a model of the same
    kind, for Apply Model and for production, where rules that can be read may be worth more than a little accuracy.
    """

    pack = "explain"
    icon = "surrogate-tree"
    keywords = (
        "Global Surrogate",
        "Surrogate Decision Tree",
        "Local Explanation",
        "Explain Model",
        "Decision Tree to Ruleset",
        "distillation",
        "rule extraction",
        "XAI",
    )
    example = Example({"max_leaves": 5})
    # Not `fits`: its table is no input with something applied to it. A model is frozen in a captured workflow anyhow.
    max_depth: int = setting(4, "Most questions in a row: more are more faithful and harder to read.", ge=1, le=30)
    max_leaves: int | None = setting(None, "Most rules; empty for no limit.", ge=2, le=10_000)
    min_leaf: int = setting(5, "Fewest rows that a rule speaks for.", ge=1, le=1_000_000)
    held_out: float = setting(
        0.25, "The share of rows on which fidelity is measured; 0 takes those learnt from.", ge=0, lt=0.9
    )
    seed: int | None = setting(None, "Number that fixes what is held out; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, model: Model, table: Table, context: Context) -> Surrogate:
        seed = context.seed if self.seed is None else self.seed
        check_predicts(model.kind)
        rows = fitting(model, table)
        target = model.target if model.target is not None and model.target not in model.inputs else _free(rows)
        context.progress(None, "asking the model")
        with refusing(model, rows):
            told = model.apply(rows)[PREDICTION].to_numpy(dtype=object if model.kind == "classifier" else "float64")
        test = self._held_out(len(rows), seed)
        learnt = rows.iloc[~test] if test.any() else rows
        fitted = self._fitted(model, learnt, told[~test] if test.any() else told, target, context)
        measured = test if test.any() else ~test
        metrics = _metrics(
            model.kind, told[measured], _predicted(fitted, rows.iloc[measured]), held_out=bool(test.any())
        )
        metrics |= {"leaves": fitted.facts["leaves"], "depth": fitted.facts["depth"]}
        named = replace(
            fitted,
            name=f"Surrogate of {model.name}",
            target=model.target,
            facts={**fitted.facts, "surrogate_of": model.name, "fidelity": metrics["fidelity"]},
        )
        shown = TreeView(max_depth=self.max_depth).run(named)
        context.info(_words(model.kind, metrics))
        return Surrogate(named, shown.table, Variables(metrics), shown.view)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        ends = known_ends(inputs)
        made = None
        if ends is not None and ends[0].inputs is not None:
            made = ModelSpec(kind=ends[0].kind, target=ends[0].target)
        metrics = VariablesSpec(names=("fidelity", "rows", "held_out", "leaves", "depth"))
        return {"model": made, "rules": SPEC, "metrics": metrics, "view": None}

    def _held_out(self, rows: int, seed: int) -> np.ndarray:
        """(rows) booleans; none where too few would be left to measure with."""
        import numpy as np

        made = np.zeros(rows, dtype=bool)
        count = round(rows * self.held_out)
        if count >= LEAST_HELD_OUT:
            made[np.random.default_rng(seed).permutation(rows)[:count]] = True
        return made

    def _fitted(self, model: Model, rows: pd.DataFrame, told: np.ndarray, target: str, context: Context) -> Model:
        import pandas as pd

        if len(pd.unique(told)) < 2:
            raise DataError(
                f"the model {quoted(model.name)} predicts {quoted(told[0])} in every row: there is nothing that rules could "
                "tell; give it rows that differ more",
                port="table",
            )
        dtype = model.outputs[PREDICTION].pandas_dtype()
        learner = DecisionTreeLearner(
            target=Column(target),
            features=Columns.named(*model.inputs.names),
            task="classification" if model.kind == "classifier" else "regression",
            max_depth=self.max_depth,
            max_leaves=self.max_leaves,
            min_leaf=self.min_leaf,
            seed=self.seed,
        )
        return learner.run(with_columns(rows, {target: pd.Series(told, index=rows.index).astype(dtype)}), context)


def _free(rows: pd.DataFrame) -> str:
    """A name that no column has."""
    name = PREDICTION
    while name in rows.columns:
        name += "_"
    return name


def _predicted(model: Model, rows: pd.DataFrame) -> np.ndarray:
    return model.apply(rows, probabilities=False)[PREDICTION].to_numpy(
        dtype=object if model.kind == "classifier" else "float64"
    )


def _metrics(kind: str, told: np.ndarray, found: np.ndarray, *, held_out: bool) -> dict[str, Any]:
    """How far two predictions agree."""
    import numpy as np

    if kind == "classifier":
        fidelity: float | None = float(np.mean(told == found))
    else:
        spread = float(np.sum((told - told.mean()) ** 2))
        fidelity = 1.0 - float(np.sum((told - found) ** 2)) / spread if spread else None
    return {"fidelity": fidelity, "rows": len(told), "held_out": held_out}


def _words(kind: str, metrics: Mapping[str, Any]) -> str:
    which = "held-out rows" if metrics["held_out"] else "rows that it learnt from"
    if metrics["fidelity"] is None:
        return (
            f"How faithful the tree is cannot be told: the model predicts the same for all {metrics['rows']:,} {which}."
        )
    if kind == "classifier":
        return f"The tree predicts the same class for {metrics['fidelity']:.1%} of {metrics['rows']:,} {which}."
    return f"R² between the predictions of tree and model is {metrics['fidelity']:.3f} on {metrics['rows']:,} {which}."
