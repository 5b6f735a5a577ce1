"""Find the best threshold of a probability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    PREDICTION,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    View,
    plot,
    quoted,
    setting,
)
from knode_nodes.evaluate._curves import thinned
from knode_nodes.evaluate._questions import PORT, Asked, Question, _Questions
from knode_nodes.evaluate._ranking import ranking
from knode_nodes.evaluate._thresholds import COLUMNS, outcomes
from knode_nodes.learn._applying import applied
from knode_nodes.learn._targets import is_floating
from knode_nodes.prep._predicts import foretelling

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Goal = Literal["cost", "f-score", "recall at precision", "precision at recall", "balanced accuracy", "accuracy"]
MAXIMISED = {
    "f-score": "f_score",
    "recall at precision": "recall",
    "precision at recall": "precision",
    "balanced accuracy": "balanced_accuracy",
    "accuracy": "accuracy",
}
BOUND = {"recall at precision": "precision", "precision at recall": "recall"}


class Tuned(NamedTuple):
    """What Threshold Tuner gives."""

    view: View
    table: Table
    best: Variables
    curve: Table
    model: Model


class ThresholdTuner(_Questions):
    """Find the probability from which on a row should be called positive, such as a customer who is called before he leaves.

    Models call a row positive from a probability of 0.5 on. That is seldom best: a call costs little, a lost customer much.
    Say what each of the four outcomes costs (a gain is a negative cost), or which measure shall be as high as can be, and the
    best threshold for these rows is found. Of equally good ones it is the one nearest to 0.5. Take rows that the model has not
    learnt from: on others a threshold looks better than it is.

    The table comes back with the classes that the threshold gives. The model does the same to other rows, with Apply Model,
    and goes along into a captured workflow: put this node behind Apply Model. `best` has the threshold and what comes of it,
    `curve` the same of every threshold. Rows without a true class are not looked at, and those without a probability have no
    class. There are two classes: bring more of them to two before, such as with Replace Values.

    Example: a call costs 5, a customer who leaves 200: cost of false positive 5, of true positive 5, of false negative 200.
    """

    icon = "threshold-tuner"
    keywords = (
        "Binary Classification Inspector", "Performance Curve", "Calibrated Learner", "Cutoff", "Cut-off", "Cost Matrix",
        "Score Threshold", "TunedThresholdClassifierCV", "FixedThresholdClassifier", "F-beta", "Optimise", "Rule Engine",
    )  # fmt: skip
    example = Example(
        {
            "target": "left",
            "positive": "yes",
            "cost_false_positive": 5.0,
            "cost_true_positive": 5.0,
            "cost_false_negative": 200.0,
        }
    )
    fits = "model"

    positive: str = setting(
        "",
        "The class that counts as positive; empty takes the second of the two in sorted order (1, true, yes).",
        values_of="target",
    )
    goal: Goal = setting("cost", "What the threshold is chosen by: the lowest cost, or the highest of a measure.")
    cost_false_positive: float = setting(
        1.0, "What it costs to call a row positive that is not.", when={"goal": ("cost",)}
    )
    cost_false_negative: float = setting(1.0, "What it costs to miss a positive row.", when={"goal": ("cost",)})
    cost_true_positive: float = setting(
        0.0, "What it costs to call a positive row positive; below 0 for a gain.", when={"goal": ("cost",)}
    )
    cost_true_negative: float = setting(
        0.0, "What it costs to leave a row that is not positive alone.", when={"goal": ("cost",)}
    )
    beta: float = setting(
        1.0,
        "How many times as much recall counts as precision, with f-score.",
        gt=0,
        le=1000,
        when={"goal": ("f-score",)},
    )
    at_least: float = setting(
        0.9,
        "What precision or recall must reach, with the goals that say so.",
        gt=0,
        le=1,
        when={"goal": ("recall at precision", "precision at recall")},
    )
    name: str = setting(PREDICTION, "Column of the classes found; one that is there is replaced.", min_length=1)

    def run(self, table: Table, context: Context) -> Tuned:
        return self.judging(table)._tuned(table, context)

    def _tuned(self, table: pd.DataFrame, context: Context) -> Tuned:
        asked = self.asked(table, context)
        question = self._only(asked)
        self._check_name(question.column)
        costs = (self.cost_true_positive, self.cost_false_positive, self.cost_false_negative, self.cost_true_negative)
        ranks = ranking(question.truth, question.scores, asked.weights)
        curve = outcomes(ranks, costs, self.beta)
        row = self._best(curve)
        best = {name: float(curve[name].iloc[row]) for name in COLUMNS}
        self._tell(curve, row, int((ranks.thresholds >= 0.5).sum()), context)
        model = self._model(table, asked, question, best)
        judged = foretelling(applied(model, table), table, {self.name: "prediction"}, str(self.target))
        return Tuned(self._view(curve, row, question), judged, Variables(best), curve, model)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get(PORT)
        told = self.told()
        if isinstance(table, TableSpec):
            target = self.judging(table).target
            column = self._outcome(table[str(target)])
            told["table"] = table.replace(**{self.name: column.model_copy(update={"predicts": str(target)})})
            told["model"] = ModelSpec(kind="transformer", outputs=TableSpec(columns=(column,)), replaces=(self.name,))
        return told

    def told(self) -> dict[str, Spec | None]:
        numbers = tuple(ColumnSpec(name=name, dtype="float64") for name in COLUMNS)
        best = VariablesSpec(names=COLUMNS)
        return {"view": None, "table": None, "best": best, "curve": TableSpec(columns=numbers), "model": None}

    def _only(self, asked: Asked) -> Question:
        models = list(dict.fromkeys(question.column for question in asked.questions))
        if len(asked.classes) > 2:
            listed = ", ".join(quoted(str(label)) for label in asked.classes[:8])
            raise DataError(
                f"there are {len(asked.classes)} classes ({listed}), and a threshold parts two: bring them to two before, such "
                "as with Replace Values",
                port=PORT,
                column=str(self.target),
            )
        if len(models) > 1:
            raise DataError(
                f"there are probabilities of several models ({', '.join(map(quoted, models[:8]))}), and a threshold is for "
                "one: choose the column of one",
                port=PORT,
                column=models[1],
            )
        return asked.questions[0]

    def _check_name(self, column: str) -> None:
        if self.name in (column, self.target):
            raise DataError(
                f"the classes found would overwrite {quoted(self.name)}, which they are found from: choose another name",
                port=PORT,
                column=self.name,
            )

    def _best(self, curve: pd.DataFrame) -> int:
        """The row of the best threshold; of equally good ones that nearest to 0.5. Raises DataError where none will do."""
        import numpy as np

        value = -curve["cost"].to_numpy() if self.goal == "cost" else curve[MAXIMISED[self.goal]].to_numpy()
        if self.goal in BOUND:
            bound = curve[BOUND[self.goal]].to_numpy()
            reached = bound >= self.at_least - 1e-12
            if not reached.any():
                raise DataError(
                    f"no threshold reaches a {BOUND[self.goal]} of {self.at_least:g}: the highest is {bound.max():.3g}; "
                    "ask for less",
                    port=PORT,
                )
            value = np.where(reached, value, -np.inf)
        # Sums of costs that are equal may differ in their last digit.
        best = value >= value.max() - 1e-9 * max(1.0, abs(value.max()))
        return int(np.where(best, np.abs(curve["threshold"] - 0.5), np.inf).argmin())

    def _tell(self, curve: pd.DataFrame, row: int, half: int, context: Context) -> None:
        measure = MAXIMISED.get(self.goal, "cost")
        context.info(
            f"From {curve['threshold'].iloc[row]:.4g} on rows are called positive: {measure.replace('_', ' ')} "
            f"{curve[measure].iloc[row]:.4g}; from 0.5 on it would be {curve[measure].iloc[half]:.4g}."
        )

    def _model(self, table: Table, asked: Asked, question: Question, best: Mapping[str, float]) -> Model:
        from knode_nodes.evaluate.threshold import Threshold

        column = self._outcome(TableSpec.of(table[[str(self.target)]]).columns[0])
        positive = next(label for label in asked.classes if str(label) == question.label)
        negative = next(label for label in asked.classes if label != positive)
        categories = None
        if column.dtype == "category":
            categories = table[str(self.target)].cat.categories.tolist()
            categories += [label for label in (negative, positive) if label not in categories]
        return Model(
            kind="transformer",
            estimator=Threshold(best["threshold"], [negative, positive], column.dtype, categories, column.ordered),
            inputs=TableSpec.of(table[[question.column]]),
            outputs=TableSpec(columns=(column.model_copy(update={"categories": categories and tuple(categories)}),)),
            name="Threshold",
            replaces=(self.name,),
            facts={"goal": self.goal, "positive": question.label, "rows": len(question.truth), **best},
        )

    def _outcome(self, target: ColumnSpec) -> ColumnSpec:
        """The column of classes: of the target's type, and such that a value may be missing."""
        dtype = {"bool": "boolean", "string[pyarrow]": "string"}.get(target.dtype, target.dtype)
        if dtype.startswith(("int", "uint")) and not dtype.endswith("]"):
            dtype = "UInt64" if dtype.startswith("uint") else "Int64"
        if is_floating(dtype):
            # Whole numbers, of which some are missing.
            dtype = "Int64"
        return ColumnSpec(name=self.name, dtype=dtype, role="prediction", ordered=target.ordered)

    def _view(self, curve: pd.DataFrame, row: int, question: Question) -> View:
        shown = thinned(len(curve))
        best = float(curve["threshold"].iloc[row])
        mark = plot.Rule(direction="vertical", at=best)
        goal = MAXIMISED.get(self.goal, "cost")
        parts = ("precision", "recall")
        above = plot.Plot(
            x=plot.Axis(percent=True),
            y=plot.Axis(label=goal.replace("_", " "), percent=goal != "cost"),
            layers=(mark, _line(curve, goal, shown, "")),
        )
        below = plot.Plot(
            x=plot.Axis(label=f"called {question.label} from this probability on", percent=True),
            y=plot.Axis(label="share", percent=True, limits=(-0.02, 1.02)),
            layers=(mark, *(_line(curve, name, shown, name) for name in parts)),
        )
        told = ", ".join(
            f"{name.replace('_', ' ')} {curve[name].iloc[row]:.4g}" for name in dict.fromkeys((goal, *parts))
        )
        return plot.Grid(
            title=f"Threshold for {self.target} = {question.label}: {best:.4g}",
            subtitle=told,
            rows=((above,), (below,)),
            share_x="column",
        ).view()


def _line(curve: pd.DataFrame, column: str, shown: np.ndarray, name: str) -> plot.Line:
    return plot.Line(
        name=name,
        x=tuple(curve["threshold"].to_numpy()[shown].tolist()),
        y=tuple(curve[column].to_numpy()[shown].tolist()),
        steps=len(curve) < 100,
    )
