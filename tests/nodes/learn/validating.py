"""Workflows that hold a learner, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from knode.core.workflow import Workflow
from knode.engine.report import RunResult
from tests.nodes.flow.looping import given as found
from tests.nodes.flow.looping import run as run_holding
from tests.nodes.flow.looping import workflow

__all__ = ["bikes", "found", "held", "learner", "people", "run"]


def people(rows: int = 120, seed: int = 0) -> pd.DataFrame:
    """Rows of two classes that can be told apart to some extent, an index of their own, groups and times."""
    random = np.random.default_rng(seed)
    x, z = random.normal(size=rows), random.normal(size=rows)
    left = x + z / 2 + random.normal(size=rows) > 0
    return pd.DataFrame(
        {
            "x": x,
            "z": np.where(random.random(rows) < 0.1, np.nan, z),
            "city 🙂": pd.array(random.choice(["Oslo", "Rome", None], rows), dtype="str"),
            "left": pd.array(np.where(left, "yes", "no"), dtype="str"),
            "group": random.integers(0, 20, rows),
            "at": pd.Timestamp("2024-01-01", tz="Europe/Berlin") + pd.to_timedelta(random.permutation(rows), unit="D"),
        },
        index=random.permutation(rows) + 7,
    )


def bikes(rows: int = 90, seed: int = 1) -> pd.DataFrame:
    """Rows with a number to predict."""
    random = np.random.default_rng(seed)
    made = pd.DataFrame({"a": random.normal(size=rows), "b": random.normal(size=rows)})
    return made.assign(y=2 * made["a"] - made["b"] + random.normal(size=rows))


def held(*middle: tuple[str, Mapping[str, Any]], **parameters: Any) -> Workflow:
    """`rows` → some nodes with one table in and out → a learner → `model`."""
    nodes: dict[str, tuple[str, Mapping[str, Any]]] = {"rows": ("deploy.ContainerInput", {"name": "rows"})}
    nodes |= {f"n{place}": node for place, node in enumerate(middle)}
    nodes["out"] = ("deploy.ContainerOutput", {"name": "model", "kind": "model"})
    links = ["rows.value -> n0.table"]
    links += [f"n{place}.table -> n{place + 1}.table" for place in range(len(middle) - 1)]
    return workflow(nodes, *links, f"n{len(middle) - 1}.model -> out.value", **parameters)


def learner(name: str = "LogisticRegressionLearner", **settings: Any) -> tuple[str, Mapping[str, Any]]:
    """A learner of the pack, as a node."""
    return f"learn.{name}", settings


def run(
    inside: Workflow,
    table: pd.DataFrame,
    type_id: str = "learn.CrossValidate",
    seed: int = 0,
    threads: int = 2,
    **settings: Any,
) -> RunResult:
    """Run a node that holds `inside` on a table."""
    return run_holding(inside, settings, {"rows": table}, type_id=type_id, seed=seed, threads=threads)
