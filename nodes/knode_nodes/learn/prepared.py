"""A model with the models that prepare its rows, as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, Model, TableSpec
from knode_nodes.learn._inputs import refusal
from knode_nodes.learn._unseen import known_values

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Prepared:
    """The estimator of such a model: of the columns `reads`, prepared by what is `before`, `estimator` reads `features`.

    Each of `before` is what a transformer's Model is made of: its estimator, inputs, outputs, and the columns that it replaces.
    """

    def __init__(self, reads: list[str], before: list[dict[str, Any]], estimator: Any, features: list[str]) -> None:
        self.reads = reads
        self.before = before
        self.estimator = estimator
        self.features = features

    @property
    def feature_names_in_(self) -> np.ndarray:
        """What it reads, as scikit-learn's estimators tell it."""
        import numpy as np

        return np.array(self.reads, dtype=object)

    @property
    def known(self) -> Mapping[str, Sequence[Any]]:
        """The values that training saw, of the columns that come to something which learnt them as they are."""
        found: dict[str, Sequence[Any]] = {}
        changed: set[str] = set()
        for step in self.before:
            found |= {name: values for name, values in known_values(step["estimator"]).items() if name not in changed}
            changed |= {column["name"] for column in step["outputs"]["columns"]}
        return {
            **{name: values for name, values in known_values(self.estimator).items() if name not in changed},
            **found,
        }

    def __getattr__(self, name: str) -> Any:
        # There are probabilities and classes where the estimator itself has them.
        if name == "predict_proba" and hasattr(self.__dict__.get("estimator"), name):
            return self._chances
        if name in ("classes_", "predict_proba"):
            return getattr(self.__dict__.get("estimator"), name)
        raise AttributeError(name)

    @property
    def models(self) -> list[Model]:
        """What prepares the rows, in turn."""
        return [_model(step) for step in self.before]

    def prepared(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows as the estimator reads them."""
        for model in self.models:
            try:
                table = model.apply(table)
            except ValueError as error:
                raise refusal(model, table, error) from error
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
    inputs = _read([*before, model])
    return replace(
        model,
        estimator=Prepared(inputs.names, steps, model.estimator, model.inputs.names),
        inputs=inputs,
        facts={**model.facts, **facts, "prepared_by": [one.name for one in before]},
    )


def _read(models: Sequence[Model]) -> TableSpec:
    """The columns that models in turn read and do not make themselves.

    A model that changes columns says itself what it refuses; one that predicts, which columns must have a value.
    """
    made: set[str] = set()
    needed: dict[str, ColumnSpec] = {}
    for model in models:
        for column in model.inputs.columns:
            if column.name not in made:
                known = needed.get(column.name, column.model_copy(update={"nullable": True}))
                required = model.kind != "transformer" and not column.nullable
                needed[column.name] = known.model_copy(update={"nullable": known.nullable and not required})
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
