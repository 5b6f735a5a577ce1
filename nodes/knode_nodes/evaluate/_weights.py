"""How much each row counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knode.api import Column, Context, TableSpec, quoted, setting
from knode_nodes.learn import _weights as learning
from knode_nodes.learn._training import by_role

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WEIGHT = setting(
    Column(""),
    "Column that tells how much each row counts, 0 or more; empty takes the one whose role is weight, or counts all alike.",
)


def weight_in(table: pd.DataFrame | TableSpec, chosen: Column, judged: Sequence[str]) -> Column:
    """The column by which rows count: the chosen one, or the one of that role unless it is `judged`; "" for none.

    Raises:
        DataError: it is not there or holds no numbers, or several have the role.
    """
    spec = table if isinstance(table, TableSpec) else TableSpec.of(table)
    weight = by_role(spec.without(judged), chosen, "weight")
    learning.check_weight(spec, weight)
    return weight


def weights_of(weight: Column, table: pd.DataFrame, kept: np.ndarray, context: Context) -> np.ndarray | None:
    """The weights (kept rows) as float64, None where no column is chosen; the person is told of one that has the role.

    Raises:
        DataError: a weight is missing, negative or infinite, or all are 0, or all together too large or small.
    """
    import numpy as np

    values = learning.weights_of(table, weight)
    if values is None:
        return None
    counted: np.ndarray = values[kept]
    learning.check_weights(counted, np.flatnonzero(kept), weight)
    if TableSpec.of(table[[str(weight)]])[weight].role == "weight":
        context.info(f"Rows count by {quoted(str(weight))}, whose role is weight.")
    return counted


def tell_unused_weight(table: pd.DataFrame, context: Context) -> None:
    """Tell the person, of a node that takes no weights, that the column whose role is weight does not count."""
    for column in TableSpec.of(table).columns:
        if column.role == "weight":
            context.warn(
                f"{quoted(column.name)} has the role weight, but this node takes no weights: all rows count alike."
            )
