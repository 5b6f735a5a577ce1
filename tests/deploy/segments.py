"""Small captured workflows to be combined: rows in, a column added or changed, rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from knode.api import ColumnSpec, Model, Node, Table, TableSpec, setting
from knode.core.spec import EndSpec
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Workflow
from knode.engine.inline import run_captured
from tests.deploy.conftest import REGISTRY


@REGISTRY.add
class Affine(Node):
    """Add a column: a factor times another one, plus a shift."""

    pack = "stub"
    rowwise = True
    column: str = setting("x", "The column to read.")
    made: str = setting("y", "The column to make.")
    factor: float = setting(2.0, "The factor.")
    shift: float = setting(0.0, "The shift.")

    def run(self, table: Table) -> Table:
        """Add it."""
        return table.assign(**{self.made: table[self.column] * self.factor + self.shift})


@REGISTRY.add
class Beside(Node):
    """Put the columns of a second table beside those of the first, row by row."""

    pack = "stub"

    def run(self, left: Table, right: Table) -> Table:
        """Put them there."""
        return left.join(right[[name for name in right.columns if name not in left.columns]])


def rows(count: int = 12, **columns: Sequence[Any]) -> pd.DataFrame:
    """Seeded numbers x, and further columns."""
    random = np.random.default_rng(3)
    return pd.DataFrame({"x": random.normal(0, 1, count).round(3), **columns}, index=range(100, 100 + count))


def segment(
    given: pd.DataFrame,
    *steps: Mapping[str, Any],
    takes: str = "rows",
    gives: str = "table",
    **policies: str,
) -> Captured:
    """A captured workflow that takes a table, sends it through `Affine` steps, and gives one; proved on `given`."""
    workflow = Workflow("segment", registry=REGISTRY)
    columns = TableSpec.of(given).model_dump(mode="json", exclude_defaults=True).get("columns", [])
    entry = {"name": takes, "columns": columns, **policies}
    workflow.add(Instance("in", "deploy.ContainerInput", settings=entry))
    before = "in", "value"
    for number, step in enumerate(steps):
        workflow.add(Instance(f"step{number}", "stub.Affine", settings=dict(step)))
        workflow.link(*before, f"step{number}", "table")
        before = f"step{number}", "table"
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": gives}))
    workflow.link(*before, "out", "value")
    return proved(workflow, {}, {takes: given})


def model_segment(given: pd.DataFrame, target: str, *, takes: str = "table", gives: str = "predictions") -> Captured:
    """A captured workflow that applies a frozen regression of `target` on the other columns."""
    from sklearn.linear_model import LinearRegression

    features = given.drop(columns=target)
    outputs = TableSpec(columns=(ColumnSpec(name="prediction", dtype="float64", role="prediction"),))
    fitted = LinearRegression().fit(features, given[target])
    model = Model("regressor", fitted, TableSpec.of(features), outputs, target=target)
    workflow = Workflow("model", registry=REGISTRY)
    columns = TableSpec.of(features).model_dump(mode="json", exclude_defaults=True)["columns"]
    workflow.add(Instance("in", "deploy.ContainerInput", settings={"name": takes, "columns": columns}))
    workflow.add(Instance("model", "deploy.FrozenValue", settings={"kind": "model"}))
    workflow.add(Instance("apply", "learn.ApplyModel"))
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": gives}))
    workflow.link("in", "value", "apply", "table")
    workflow.link("model", "value", "apply", "model")
    workflow.link("apply", "table", "out", "value")
    return proved(workflow, {"model": ("model", model)}, {takes: features})


def proved(workflow: Workflow, frozen: dict[str, tuple[str, Any]], given: dict[str, pd.DataFrame]) -> Captured:
    """The captured workflow with a contract: what it gives for these tables."""
    bare = Captured(workflow, frozen, Contract({}, {}))
    lineage = {"workflow": workflow.name, "left_out": [], "frozen": dict.fromkeys(frozen, "learner.model")}
    return Captured(workflow, frozen, Contract(given, run_captured(bare, given)), lineage)


def end(*names: str, **policies: Any) -> EndSpec:
    """A table end with number columns."""
    columns = tuple(ColumnSpec(name=name, dtype="float64") for name in names)
    return EndSpec(table=TableSpec(columns=columns), **policies)
