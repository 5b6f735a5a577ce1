"""Bundles of a small training workflow on seeded rows of mixed types, for tests of what answers with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from knode import Workflow


def customers(rows: int = 400, seed: int = 7) -> pd.DataFrame:
    """Seeded rows: numbers with some missing, whole numbers, truth values, texts with rare ones, a date, and a target."""
    random = np.random.default_rng(seed)
    income = random.normal(3000, 800, rows).round(2)
    calls = random.poisson(3, rows)
    table = pd.DataFrame(
        {
            "income": income,
            "calls": calls,
            "active": random.random(rows) < 0.6,
            "city": random.choice(["Bern", "Rome", "Oslo", "Żabno"], rows, p=[0.5, 0.3, 0.19, 0.01]),
            "plan": random.choice(["basic", "extra"], rows),
            "since": pd.Timestamp("2020-01-01") + pd.to_timedelta(random.integers(0, 2000, rows), unit="D"),
        }
    )
    table["left"] = np.where(calls * 700 + random.normal(0, 900, rows) > income, "yes", "no")
    table.loc[random.random(rows) < 0.08, "income"] = np.nan
    table.loc[random.random(rows) < 0.05, "city"] = None
    return table


def training(folder: Path, learner: str = "learn.LogisticRegressionLearner", **settings: Any) -> Workflow:
    """The training workflow, in `folder`: read, fill, encode, scale, split, learn, apply, and write `model.knodez`."""
    customers().to_csv(folder / "customers.csv", index=False)
    w = Workflow("customers")
    data = w.add("io.CsvReader", id="data", path=str(folder / "customers.csv"))
    start = w.add("deploy.CaptureStart", id="start")
    fill = w.add("prep.MissingValues", id="fill")
    parts = w.add("prep.Partition", id="parts", fraction=0.6, seed=1)
    learn = w.add(learner, id="learn", target="left", features={"by": "all", "but": ["since"]}, **settings)
    predict = w.add("learn.ApplyModel", id="predict")
    end = w.add("deploy.CaptureEnd", id="end")
    data >> start
    start.rows >> fill
    fill.table >> parts
    parts.train >> learn
    learn >> predict.model
    parts.test >> predict.table
    predict >> end.predictions
    writer = w.add("deploy.BundleWriter", path=str(folder / "model.knodez"))
    end.workflow >> writer
    return w


def bundle(folder: Path, learner: str = "learn.LogisticRegressionLearner", **settings: Any) -> Path:
    """The bundle of the trained workflow."""
    training(folder, learner, **settings).run().raise_if_failed()
    return folder / "model.knodez"
