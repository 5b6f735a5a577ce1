"""A model with the models that prepare its rows, as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, Model, TableSpec

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Prepared:
    """The estimator of such a model: `steps` prepare the rows in turn, `estimator` reads the columns `features` of them.

    A step is what a transformer's Model is made of: its estimator, inputs, outputs, and the columns that it replaces.
    """

    def __init__(self, steps: list[dict[str, Any]], estimator: Any, features: list[str]) -> None:
        self.steps = steps
        self.estimator = estimator
        self.features = features

    def __getattr__(self, name: str) -> Any:
        # There are probabilities and classes where the estimator itself has them.
        if name == "predict_proba" and hasattr(self.__dict__.get("estimator"), name):
            return self._chances
        if name in ("classes_", "predict_proba"):
            return getattr(self.__dict__.get("estimator"), name)
        raise AttributeError(name)

    def prepared(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows as the estimator reads them."""
        for step in self.steps:
            table = _model(step).apply(table)
        return table[self.features]

    def predict(self, table: pd.DataFrame) -> np.ndarray:
        """(rows) classes or numbers."""
        made: np.ndarray = self.estimator.predict(self.prepared(table))
        return made

    def _chances(self, table: pd.DataFrame) -> np.ndarray:
        made: np.ndarray = self.estimator.predict_proba(self.prepared(table))
        return made


def with_preparation(model: Model, before: Sequence[Model], facts: Mapping[str, Any]) -> Model:
    """A model that takes rows as they come to the first of the models `before` it, with more facts."""
    if not before:
        return replace(model, facts={**model.facts, **facts})
    steps = [
        {
            "estimator": one.estimator,
            "inputs": one.inputs.model_dump(),
            "outputs": one.outputs.model_dump(),
            "replaces": list(one.replaces),
        }
        for one in before
    ]
    return replace(
        model,
        estimator=Prepared(steps, model.estimator, model.inputs.names),
        inputs=_read([*before, model]),
        facts={**model.facts, **facts, "prepared_by": [one.name for one in before]},
    )


def _read(models: Sequence[Model]) -> TableSpec:
    """The columns that models in turn read and do not make themselves."""
    made: set[str] = set()
    needed: dict[str, ColumnSpec] = {}
    for model in models:
        for column in model.inputs.columns:
            if column.name not in made:
                needed.setdefault(column.name, column)
        made.update(model.outputs.names)
    return TableSpec(columns=tuple(needed.values()))


def _model(step: Mapping[str, Any]) -> Model:
    return Model(
        kind="transformer",
        estimator=step["estimator"],
        inputs=TableSpec(**step["inputs"]),
        outputs=TableSpec(**step["outputs"]),
        replaces=tuple(step["replaces"]),
    )
