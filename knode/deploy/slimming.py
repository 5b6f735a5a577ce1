"""Fitted models for fewer columns: those that treat each column by itself can do without the columns that no longer come."""

from __future__ import annotations

import copy
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from knode.core.values import Model

SCALERS = frozenset({"StandardScaler", "MinMaxScaler", "MaxAbsScaler", "RobustScaler"})
"""Of scikit-learn: what they have learnt is one number for each column, in arrays as long as there are columns."""


def made_of_each(model: Model) -> dict[str, set[str]] | None:
    """The outputs that a model makes of each of its inputs; None for a model whose columns hang together."""
    estimator = model.estimator
    if hasattr(estimator, "narrowed"):
        return {name: set(estimator.narrowed([name]).made) for name in model.inputs.names}
    if _is_scaler(estimator) and model.outputs.names == model.inputs.names:
        return {name: {name} for name in model.inputs.names}
    return None


def slimmed(model: Model, columns: Collection[str]) -> Model | None:
    """The same model for those of its inputs that are among `columns`; None when its columns hang together."""
    if hasattr(model.estimator, "narrowed"):
        return model.narrowed(columns)
    if not _is_scaler(model.estimator) or model.outputs.names != model.inputs.names:
        return None
    kept = [name for name in model.inputs.names if name in columns]
    if not kept:
        return None
    return replace(
        model,
        estimator=_scaler_for(model.estimator, [name in columns for name in model.inputs.names]),
        inputs=model.inputs.select(kept),
        outputs=model.outputs.select(kept),
        replaces=tuple(name for name in model.replaces if name in columns),
    )


def _is_scaler(estimator: Any) -> bool:
    kind = type(estimator)
    return kind.__module__.startswith("sklearn.preprocessing.") and kind.__name__ in SCALERS


def _scaler_for(estimator: Any, kept: list[bool]) -> Any:
    import numpy as np

    made = copy.copy(estimator)
    for name, value in vars(estimator).items():
        if isinstance(value, np.ndarray) and value.shape == (len(kept),):
            setattr(made, name, value[np.array(kept)])
    made.n_features_in_ = sum(kept)
    return made
