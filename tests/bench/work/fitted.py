"""Fits each model twice, by a workflow that deploys it and as a scikit-learn pipeline, and sees that both say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd

from knode import Workflow
from knode.serve.scoring import Scorer
from tests.bench.by_hand.pipelines import pipeline
from tests.bench.work.rows import FEATURES, NUMBERS, TARGET, TEXTS, rows

LEARNERS: dict[str, tuple[str, dict[str, Any]]] = {
    "linear": ("learn.LogisticRegressionLearner", {"standardize": False}),
    "boosting": ("learn.HistGradientBoostingLearner", {"iterations": 100}),
    "forest": ("learn.RandomForestLearner", {"trees": 100}),
}
ANSWER = ["prediction", "probability_no", "probability_yes"]
ALIKE = 1e-9
"""Most that two probabilities may differ: both ways fit the same, but for rounding."""
CHECKED = 500


def prepare(folder: str, train: int, models: list[str], singles: int = 64, hundreds: int = 4) -> dict[str, Any]:
    """Fit the models, and write all that servers and clients need into a folder.

    `MODEL.knodez` is our bundle, `MODEL.joblib` the peers' pipeline, `examples.parquet` some rows, and `requests.json`
    holds the rows of requests, by size, and the probability of "yes" that scikit-learn gives for each.

    Returns:
        By model, the largest `difference` between both ways, and `notes` on what is not compiled.
    """
    place = Path(folder)
    table = rows(train, 0)
    table.to_parquet(place / "train.parquet")
    table[list(FEATURES)].head(100).to_parquet(place / "examples.parquet")
    sent = {"1": _sent(1, singles), "100": _sent(100, hundreds)}
    expected: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for model in models:
        training = _deploy(model, place)
        fitted = pipeline(model, list(NUMBERS), list(TEXTS)).fit(training[list(FEATURES)], training[TARGET])
        joblib.dump(fitted, place / f"{model}.joblib")
        found[model] = _compared(place / f"{model}.knodez", fitted)
        expected[model] = {size: [_yes(fitted, pd.DataFrame(body)) for body in bodies] for size, bodies in sent.items()}
    (place / "requests.json").write_text(json.dumps({"rows": sent, "expected": expected}))
    return found


def _sent(size: int, bodies: int) -> list[list[dict[str, Any]]]:
    """The rows of some requests. They have no missing values: not every peer takes those in its own format."""
    table = rows(size * bodies, 5, complete=True)[list(FEATURES)]
    return [table[start : start + size].to_dict("records") for start in range(0, len(table), size)]


def _yes(fitted: Any, table: pd.DataFrame) -> list[float]:
    return [float(value) for value in fitted.predict_proba(table)[:, 1]]


def _deploy(model: str, place: Path) -> pd.DataFrame:
    """Run the training workflow, which writes the bundle; the rows that it learnt from."""
    with _workflow(model, place) as workflow:
        return workflow.run()["parts"].train


def _workflow(model: str, place: Path) -> Workflow:
    kind, settings = LEARNERS[model]
    w = Workflow(f"serving {model}")
    start = w.add("io.ParquetReader", path=str(place / "train.parquet")) >> w.add("deploy.CaptureStart")
    parts = start >> w.add("prep.Partition", fraction=0.8, seed=1, id="parts")
    filled = parts.train >> w.add("prep.MissingValues", columns=list(FEATURES))
    scaled = filled.table >> w.add("prep.Normalizer", columns=list(NUMBERS))
    learner = scaled.table >> w.add(kind, target=TARGET, seed=0, **settings)
    held_out = parts.test
    for fitting in (filled, scaled, learner):
        held_out = (fitting.model, held_out) >> w.add("learn.ApplyModel")
    answer = held_out >> w.add("prep.ColumnFilter", columns=ANSWER)
    end = answer >> w.add("deploy.CaptureEnd")
    end.workflow >> w.add("deploy.BundleWriter", path=str(place / f"{model}.knodez"))
    return w


def _compared(bundle: Path, fitted: Any) -> dict[str, Any]:
    """The largest difference of a probability, by the way that serves and by the nodes themselves.

    Raises AssertionError when it is more than rounding.
    """
    table = rows(CHECKED, 9)[list(FEATURES)]
    scorer = Scorer.open(bundle)
    columns = {name: table[name].astype(object).where(table[name].notna(), None).tolist() for name in FEATURES}
    served = np.asarray(scorer.score({"rows": columns})["predictions"]["probability_yes"])
    run = scorer.score_tables({"rows": table})["predictions"]["probability_yes"].to_numpy()
    expected = fitted.predict_proba(table)[:, 1]
    difference = float(max(abs(served - expected).max(), abs(run - expected).max()))
    assert difference <= ALIKE, f"{bundle.name} and scikit-learn differ by {difference}"
    return {"difference": difference, "notes": scorer.notes}


def same(ours: str, others: list[str]) -> int:
    """How many rows a file of predictions holds. Raises AssertionError unless the others say the same."""
    first = pd.read_parquet(ours)
    for other in others:
        second = pd.read_parquet(other)
        pd.testing.assert_frame_equal(first[list(second.columns)], second, check_dtype=False, rtol=0, atol=ALIKE)
    return len(first)
