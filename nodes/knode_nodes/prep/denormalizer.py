"""Bring numbers back from one scale to their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from knode.api import (
    ArrayStep,
    Columns,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    nearest,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep._blocks import BLOCK, blocks
from knode_nodes.prep._columns import exchanged
from knode_nodes.prep._numbers import NO_NUMBERS, check_finite, endless, floats_of, matrix
from knode_nodes.prep._units import UNITS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Denormalizer(Node):
    """Bring numbers back to the units that they had before a Normalizer: undo its model.

    The columns that the Normalizer changed become what they were. A prediction is brought back by naming the column that it
    predicts: when `price` was brought to a scale before a model learnt it, the prediction is on that scale too. Missing
    values stay missing. Columns of whole numbers come back as decimal numbers.

    Example: after a z-score of ages with mean 40 and standard deviation 10, 1.5 becomes 55; with prediction: age among the
    further columns, so does a prediction of 1.5.
    """

    pack = "prep"
    icon = "denormalizer"
    shelf = "Before learning"
    keywords = (
        "Denormalize",
        "Denormalizer (PMML)",
        "inverse_transform",
        "Unscale",
        "Undo normalization",
        "Rescale",
        "Inverse transform",
        "Destandardize",
    )
    example = Example({"further": {"prediction": "age"}})
    rowwise = True
    columns: Columns = setting(
        Columns.all(), "The columns to bring back; those that the model did not change are left as they are."
    )
    further: dict[str, str] = setting(
        {}, "Further columns, each with the column whose scale it is on, such as prediction: price."
    )

    def run(self, model: Model, table: Table) -> Table:
        _check_scaler(model)
        names = model.inputs.names
        pairs = self._pairs(names, self.columns.of(table, port="table"), table.columns)
        _check_numbers(TableSpec.of(table, names=list(pairs)))
        told = model.facts.get(UNITS, {})
        units = {name: told[source] for name, source in pairs.items() if source in told}
        straight = _inverse(model.estimator)
        if straight is not None:
            parts = {name: [part[names.index(source)] for part in straight] for name, source in pairs.items()}
            return exchanged(table, {name: _undone(table[name], *parts[name]) for name in pairs}, units=units)
        check_finite(table, list(pairs))
        made: dict[str, Any] = {}
        for group in _rounds(pairs):
            values = _zeros(len(table), len(names))
            places = [names.index(source) for source in group.values()]
            values[:, places] = matrix(table, list(group))
            if len(table):
                values = model.estimator.inverse_transform(values)
            made.update(zip(group, values[:, places].T, strict=True))
        return exchanged(table, made, units=units)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        model, table = inputs.get("model"), inputs.get("table")
        if not isinstance(model, ModelSpec) or not isinstance(table, TableSpec) or model.inputs is None:
            return {"table": None}
        pairs = self._pairs(model.inputs.names, self.columns.of_spec(table, port="table"), table.names)
        _check_numbers(table.select(list(pairs)))
        changed = {
            name: table[name].model_copy(update={"dtype": "float64", "nullable": True, "range": None}) for name in pairs
        }
        return {"table": table.replace(**changed)}

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        from knode_nodes.prep._compiled_fitted import Unscaled

        model = frozen.get("model")
        if not isinstance(model, Model) or not _is_scaler(model):
            return None
        found = _inverse(model.estimator)
        if found is None:
            return None
        pairs = self._pairs(model.inputs.names, self.columns.of_spec(columns, port="table"), columns.names)
        _check_numbers(columns.select(list(pairs)))
        places = [model.inputs.names.index(source) for source in pairs.values()]
        return Unscaled(list(pairs), *(part[places] for part in found))

    def _pairs(self, scaled: list[str], chosen: list[str], names: Collection[str]) -> dict[str, str]:
        """The columns to bring back, each with the one whose scale it is on; `names` are those of the table."""
        for name in self.columns.names:
            if name in chosen and name not in scaled:
                raise DataError(
                    f"the model did not bring {quoted(name)} to a scale: name it among the further columns, with the column "
                    "whose scale it is on",
                    port="table",
                    column=name,
                )
        pairs = {name: name for name in chosen if name in scaled}
        for name, source in self.further.items():
            for wanted, known, what in ((name, names, "in the table"), (source, scaled, "in the model")):
                if wanted not in known:
                    near = nearest(wanted, map(str, known))
                    hint = f"; did you mean {quoted(near)}?" if near else ""
                    raise DataError(f"there is no column {quoted(wanted)} {what}{hint}", port="table", column=wanted)
            pairs[name] = source
        if not pairs:
            raise DataError("the table has none of the columns that the model brought to a scale", port="table")
        return pairs


def _check_numbers(spec: TableSpec) -> None:
    for column in spec.columns:
        if column.type not in ("number", "boolean") or column.dtype.startswith(NO_NUMBERS):
            raise DataError(
                f"{quoted(column.name)} is a {type_words(column.dtype)} column, and only numbers are on a scale: "
                "choose other columns, or make numbers of it before, such as with Cast Columns",
                port="table",
                column=column.name,
            )


def _is_scaler(model: Model) -> bool:
    from sklearn import preprocessing

    kinds = (
        preprocessing.StandardScaler,
        preprocessing.MinMaxScaler,
        preprocessing.RobustScaler,
        preprocessing.MaxAbsScaler,
        preprocessing.QuantileTransformer,
        preprocessing.PowerTransformer,
    )
    return type(model.estimator) in kinds


def _check_scaler(model: Model) -> None:
    if not _is_scaler(model):
        raise DataError(
            f"the model {quoted(model.name)} brings no columns to a scale: connect the model of a Normalizer",
            port="model",
        )


def _rounds(pairs: Mapping[str, str]) -> list[dict[str, str]]:
    """The pairs in as few groups as have each source once."""
    groups: list[dict[str, str]] = []
    for name, source in pairs.items():
        free = next((group for group in groups if source not in group.values()), None)
        if free is None:
            groups.append({name: source})
        else:
            free[name] = source
    return groups


def _undone(column: pd.Series, less: float, by: float, times: float, plus: float) -> np.ndarray:
    """(rows) float64 of a column on a scale, in its own numbers, by what undoes it. Raises DataError for an infinite one."""
    import numpy as np

    steps = [(np.subtract, less, 0.0), (np.divide, by, 1.0), (np.multiply, times, 1.0), (np.add, plus, 0.0)]
    acts = [(act, number) for act, number, idle in steps if number != idle]
    values = floats_of(column)
    made = np.array(values) if not acts else np.empty(len(values))
    for place in blocks(len(values), 4 * BLOCK):
        part, own = values[place], made[place]
        if np.isinf(part).any():
            raise endless(str(column.name), values)
        for act, number in acts:
            part = act(part, number, out=own)
    return made


def _zeros(rows: int, width: int) -> np.ndarray:
    import numpy as np

    return np.zeros((rows, width))


def _inverse(scaler: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray] | None:
    """What undoes a scaler: what is subtracted, divided by, multiplied with and added; None where it is no straight line."""
    import numpy as np
    from sklearn import preprocessing

    none, one = np.zeros(scaler.n_features_in_), np.ones(scaler.n_features_in_)
    if type(scaler) is preprocessing.StandardScaler:
        return none, one, scaler.scale_, scaler.mean_
    if type(scaler) is preprocessing.RobustScaler:
        return none, one, scaler.scale_, scaler.center_
    if type(scaler) is preprocessing.MinMaxScaler:
        return scaler.min_, scaler.scale_, one, none
    return (none, one, scaler.scale_, none) if type(scaler) is preprocessing.MaxAbsScaler else None
