"""Applying models, and measuring predictions, beside scikit-learn."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.bench.nodes.case import Case, Tables
from tests.bench.nodes.models import LEARNER, NUMBERS, TARGET, TEXTS, lesson

CHANCE, CLASS, AMOUNT = "large_probability_yes", "prediction", "amount"
CURVES = {"target": TARGET, "probabilities": [CHANCE], "positive": "yes"}
POINTS = {"target": TARGET, "prediction": CLASS, "positive": "yes"}


def fitted(table: pd.DataFrame) -> Tables:
    """A model of a tenth of the rows, at most 20,000, and all rows."""
    context = QuietContext()
    node: Any = REGISTRY.get("learn.LogisticRegressionLearner").from_settings(LEARNER)
    few = lesson(table.head(200_000))["table"]
    return {"model": node.outputs(node.run(few, context))["model"], "table": table}


def scored(table: pd.DataFrame) -> Tables:
    """Classes and their chances, and numbers with an error."""
    rng = np.random.default_rng(0)
    chance = 1 / (1 + np.exp(-table["score"].to_numpy()))
    large = rng.random(len(table)) < chance
    words = np.array(["no", "yes"])
    made = {
        TARGET: pd.array(words[large.astype(int)], dtype="str"),
        CLASS: pd.array(words[(chance > 0.5).astype(int)], dtype="str"),
        CHANCE: chance,
        AMOUNT: table["score"] + rng.normal(size=len(table)),
    }
    return {"table": table[["city", "kind", "score"]].assign(**made)}


def _applied(model: Any, table: pd.DataFrame) -> pd.DataFrame:
    fitted_ = model.estimator
    rows = table[[*NUMBERS, *TEXTS]]
    chances = fitted_.predict_proba(rows)
    classes = np.asarray(fitted_.classes_, dtype=object)[chances.argmax(axis=1)]
    return table.assign(prediction=classes, no=chances[:, 0], yes=chances[:, 1])


def _last(made: pd.DataFrame) -> pd.DataFrame:
    """The two chances, which come last."""
    return made.iloc[:, -2:].set_axis(["no", "yes"], axis=1)


def _accuracy(t: pd.DataFrame) -> dict[str, float]:
    from sklearn import metrics

    # scikit-learn compares texts one by one, which takes minutes.
    true, said = t[TARGET] == "yes", t[CLASS] == "yes"
    _ = metrics.classification_report(true, said, output_dict=True), metrics.confusion_matrix(true, said)
    _ = metrics.cohen_kappa_score(true, said), metrics.matthews_corrcoef(true, said)
    return {"accuracy": metrics.accuracy_score(true, said)}


def _errors(t: pd.DataFrame) -> dict[str, float]:
    from sklearn import metrics

    _ = metrics.mean_absolute_error(t[AMOUNT], t["score"]), metrics.median_absolute_error(t[AMOUNT], t["score"])
    _ = metrics.max_error(t[AMOUNT], t["score"]), metrics.mean_squared_error(t[AMOUNT], t["score"])
    return {"r2": metrics.r2_score(t[AMOUNT], t["score"])}


def _confusion(t: pd.DataFrame) -> pd.DataFrame:
    true, said = t[TARGET] == "yes", t[CLASS] == "yes"
    _ = t.assign(
        outcome=np.select(
            [true & said, true, said], ["true positive", "false negative", "false positive"], "true negative"
        )
    )
    return pd.crosstab(t[TARGET], t[CLASS]).reset_index()


def _area(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn import metrics

    truth = t[TARGET] == "yes"
    _ = metrics.roc_curve(truth, t[CHANCE])
    return pd.DataFrame({"area": [metrics.roc_auc_score(truth, t[CHANCE])]})


def _precision(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn import metrics

    truth = t[TARGET] == "yes"
    _ = metrics.precision_recall_curve(truth, t[CHANCE])
    return pd.DataFrame({"area": [metrics.average_precision_score(truth, t[CHANCE])]})


def _calibration(t: pd.DataFrame) -> pd.DataFrame:
    from sklearn import calibration, metrics

    truth = t[TARGET] == "yes"
    _ = calibration.calibration_curve(truth, t[CHANCE], n_bins=10), metrics.log_loss(truth, t[CHANCE])
    return pd.DataFrame({"brier": [metrics.brier_score_loss(truth, t[CHANCE])]})


def _gains(t: pd.DataFrame) -> pd.DataFrame:
    ordered = (t[TARGET] == "yes")[t[CHANCE].sort_values(ascending=False, kind="stable").index]
    return pd.DataFrame({"rows": [len(part) for part in np.array_split(ordered.to_numpy(), 10)]})


def _cheapest(t: pd.DataFrame) -> pd.DataFrame:
    order = np.argsort(-t[CHANCE].to_numpy(), kind="stable")
    truth = (t[TARGET] == "yes").to_numpy()[order]
    right, wrong = np.cumsum(truth), np.cumsum(~truth)
    missed, left = right[-1] - right, wrong[-1] - wrong
    precision, recall = right / (right + wrong), right / right[-1]
    made = pd.DataFrame(
        {
            "threshold": t[CHANCE].to_numpy()[order], "right": right, "wrong": wrong, "missed": missed, "left": left,
            "precision": precision, "recall": recall, "f": 2 * right / (2 * right + wrong + missed),
            "accuracy": (right + left) / len(t), "balanced": (recall + left / wrong[-1]) / 2, "cost": wrong + missed,
        }
    )  # fmt: skip
    best = made["threshold"].iloc[made["cost"].to_numpy().argmin()]
    _ = t.assign(prediction=np.where(t[CHANCE] >= best, "yes", "no"))
    return made


def _segments(t: pd.DataFrame) -> pd.DataFrame:
    wrong = t[TARGET] != t[CLASS]
    _ = t.assign(error=wrong.astype("float64"))
    return pd.concat([wrong.groupby([t[name]], dropna=False).agg(["size", "mean"]) for name in ("city", "kind")])


def _named(name: str, out: str | None = None) -> Any:
    """Takes one figure of what is made: of a table's first row, or of variables."""

    def told(made: Any) -> pd.DataFrame:
        found = made[name].iloc[0] if isinstance(made, pd.DataFrame) else made[name]
        return pd.DataFrame({out or name: [float(found)]})

    return told


def _lowest(made: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({"cost": [float(made["cost"].min())]})


def _buckets(made: pd.DataFrame) -> pd.DataFrame:
    return made[["rows"]]


def _shares(made: pd.DataFrame) -> pd.DataFrame:
    """The error rates of all segments, from the smallest on."""
    values = made["value"] if "value" in made else made["mean"]
    return pd.DataFrame({"rate": np.sort(values.to_numpy("float64"))})


WITHOUT = {**CURVES, "resamples": 0}
NUMBER = {"target": AMOUNT, "prediction": "score"}
MEASURES = (
    Case("ApplyModel", "learn.ApplyModel", {}, _applied, inputs=fitted, told=_last, most=1.05),
    Case("Scorer", "evaluate.Scorer", POINTS, _accuracy, inputs=scored, output="metrics", told=_named("accuracy")),
    Case("ConfusionMatrix", "evaluate.ConfusionMatrix", POINTS, _confusion, inputs=scored, output="matrix"),
    Case("RegressionScorer", "evaluate.RegressionScorer", NUMBER, _errors, inputs=scored, output="metrics", told=_named("r2")),
    Case(
        "RocCurve", "evaluate.RocCurve", WITHOUT, lambda t: _area(t).rename(columns={"area": "roc_auc"}), inputs=scored,
        output="areas", told=_named("roc_auc"),
    ),
    Case(
        "PrecisionRecallCurve", "evaluate.PrecisionRecallCurve", WITHOUT,
        lambda t: _precision(t).rename(columns={"area": "average_precision"}), inputs=scored, output="areas",
        told=_named("average_precision"),
    ),
    Case("LiftAndGain", "evaluate.LiftAndGain", CURVES, _gains, inputs=scored, told=_buckets),
    Case(
        "CalibrationCurve", "evaluate.CalibrationCurve", CURVES, _calibration, inputs=scored, output="scores",
        told=_named("brier"),
    ),
    Case("ThresholdTuner", "evaluate.ThresholdTuner", CURVES, _cheapest, inputs=scored, output="curve", told=_lowest),
    Case(
        "ErrorsBySegment", "evaluate.ErrorsBySegment", {"target": TARGET, "prediction": CLASS, "columns": ["city", "kind"]},
        _segments, inputs=scored, output="segments", told=_shares,
    ),
)  # fmt: skip
