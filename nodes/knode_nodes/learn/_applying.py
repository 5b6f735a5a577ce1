"""A model applied to a table: columns that hold the right values in another dtype are converted, others refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import PREDICTION, Model, ModelSpec
from knode_nodes.learn._inputs import check_columns, check_values, converted_inputs, refusal, taken
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._predicts import foretelling
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import pandas as pd


def applied(model: Model, table: pd.DataFrame, *, prefix: str = "", probabilities: bool = True) -> pd.DataFrame:
    """The table with the model's outputs, see `Model.apply`. Raises DataError for what the model cannot take."""
    import numpy as np

    check_columns(model.name, model.inputs, [str(name) for name in table.columns])
    made = new_columns(model.spec, prefix, probabilities)
    _check_free(made, table, model)
    changed = converted_inputs(model.inputs, table)
    fitting = with_columns(table, changed, units=units_of(table)) if changed else table
    if model.kind != "transformer":
        check_values(model.inputs, fitting)
    try:
        # A number too large for the estimator becomes infinite, which it then refuses.
        with np.errstate(over="ignore", invalid="ignore"):
            result = model.apply(fitting, prefix=prefix, probabilities=probabilities)
    except ValueError as error:
        raise refusal(model, fitting, error) from error
    own: dict[str, Any] = {name: table[name] for name in changed if name in result.columns and name not in made}
    return _with_roles(with_columns(result, own, units=units_of(table)) if own else result, table, model, made)


def _with_roles(result: pd.DataFrame, table: pd.DataFrame, model: Model, made: list[str]) -> pd.DataFrame:
    """The result with the roles of the table's columns, and those that the model tells of its own, with what it predicts."""
    own = {name: column.role for name, column in zip(made, model.outputs.columns, strict=False)}
    if set(own.values()) <= {"feature"}:
        return result
    return foretelling(result, table, own, model.target)


def new_columns(model: ModelSpec, prefix: str, probabilities: bool) -> list[str]:
    """The names of the columns that a model makes."""
    names = model.outputs.names if model.outputs is not None else []
    if model.kind == "transformer":
        return names
    wanted = names if probabilities and model.kind == "classifier" else [PREDICTION]
    return [prefix + name for name in wanted]


def _check_free(made: list[str], table: pd.DataFrame, model: Model) -> None:
    for name in made:
        replaced = model.kind == "transformer" and (name in model.replaces or name in model.inputs)
        if name in table.columns and not replaced:
            raise taken(name)
