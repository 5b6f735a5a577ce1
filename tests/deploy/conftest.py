"""A small training workflow whose answer is captured, on seeded data."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest

import knode.deploy
from knode.api import Model, Node, Table, TableSpec, setting
from knode.core.registry import Registry
from knode.core.workflow import Instance, Workflow
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult

REGISTRY = Registry()


def customers(rows: int = 120) -> pd.DataFrame:
    """Seeded rows: two numbers with some missing, a text, and a target that follows from them."""
    random = np.random.default_rng(7)
    age, income = random.normal(40, 12, rows).round(1), random.normal(3000, 800, rows).round()
    city = random.choice(["Bern", "Rome", "Oslo"], rows, p=[0.6, 0.37, 0.03])
    table = pd.DataFrame({"age": age, "income": income, "city": city})
    table["left"] = np.where(age * 60 + random.normal(0, 400, rows) > income, "yes", "no")
    table.loc[::17, "age"] = np.nan
    return table


class Split(NamedTuple):
    """Two parts of a table."""

    train: Table
    test: Table


class Fitted(NamedTuple):
    """A table and the model that made it."""

    table: Table
    model: Model


@REGISTRY.add
class Customers(Node):
    """Give the seeded rows."""

    pack = "stub"

    def run(self) -> Table:
        """Give them."""
        return customers()


@REGISTRY.add
class Doubled(Node):
    """Give the seeded rows twice, under the same index."""

    pack = "stub"

    def run(self) -> Table:
        """Give them."""
        return pd.concat([customers(), customers()])


@REGISTRY.add
class Halves(Node):
    """Split the rows for training and test."""

    pack = "stub"
    serving = "pass"

    def run(self, table: Table) -> Split:
        """Even and odd rows."""
        return Split(table.iloc[::2], table.iloc[1::2])


@REGISTRY.add
class FillAge(Node):
    """Fill missing ages, as a node that fits and applies."""

    pack = "stub"
    fits = "model"

    def run(self, table: Table) -> Fitted:
        """Fit and apply."""
        from sklearn.impute import SimpleImputer

        spec = TableSpec.of(table[["age"]])
        model = Model("transformer", SimpleImputer().fit(table[["age"]]), spec, spec, name="Fill age")
        return Fitted(model.apply(table), model)


@REGISTRY.add
class Ratio(Node):
    """Add a column."""

    pack = "stub"
    rowwise = True
    factor: float = setting(12.0, "Months.")

    def run(self, table: Table) -> Table:
        """Add it."""
        return table.assign(ratio=table["income"] / table["age"] / self.factor)


@REGISTRY.add
class Centre(Node):
    """Subtract the mean of all rows: no row-wise node, and none that fits either."""

    pack = "stub"

    def run(self, table: Table) -> Table:
        """Subtract it."""
        return table.assign(income=table["income"] - table["income"].mean())


TRAINING = """
    data.table -> start.rows | start.rows -> fill.table | fill.table -> ratio.table | ratio.table -> halves.table
    halves.train -> learner.table | learner.model -> apply.model | halves.test -> apply.table
    apply.table -> end.predictions
"""
TYPES = {
    "data": "stub.Customers",
    "start": "deploy.CaptureStart",
    "fill": "stub.FillAge",
    "ratio": "stub.Ratio",
    "halves": "stub.Halves",
    "learner": "learn.LogisticRegressionLearner",
    "apply": "learn.ApplyModel",
    "end": "deploy.CaptureEnd",
}


def training(links: str = TRAINING, **types: str) -> Workflow:
    """The training workflow, or another one from links and further types."""
    workflow = Workflow("customers", registry=REGISTRY)
    for node, type_id in {**TYPES, **types}.items():
        if f"{node}." in links:
            settings = {"target": "left"} if "Learner" in type_id else {}
            workflow.add(Instance(node, type_id, settings=settings))
    for line in links.replace("\n", "|").split("|"):
        if line.strip():
            source, target = line.split("->")
            workflow.link(*source.strip().split("."), *target.strip().split("."))
    return workflow


def run(workflow: Workflow, **request: object) -> RunResult:
    """Run in memory, with deployment at hand."""
    with Engine(services=knode.deploy.services()) as engine:
        return engine.run(workflow, Request(**request))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def trained() -> RunResult:
    """One run of the training workflow."""
    result = run(training())
    result.raise_if_failed()
    return result


@pytest.fixture
def bundle(trained: RunResult, tmp_path: Path) -> Path:
    """The training workflow's bundle."""
    from knode.deploy.bundle import write_bundle

    path = tmp_path / "customers.knodez"
    write_bundle(trained["end"].workflow, path, name="customers", version="1")
    return path
