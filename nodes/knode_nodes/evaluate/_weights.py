"""How much each row counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import Column, TableSpec, setting
from knode_nodes.learn import _weights as learning

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WEIGHT = setting(Column(""), "Column that tells how much each row counts, 0 or more; empty counts all alike.")


def check_weight(weight: Column, table: pd.DataFrame | TableSpec) -> None:
    """Raise DataError where the chosen column of weights, if any, holds no numbers."""
    learning.check_weight(table if isinstance(table, TableSpec) else TableSpec.of(table), weight)


def weights_of(weight: Column, table: pd.DataFrame, kept: np.ndarray) -> np.ndarray | None:
    """The weights (kept rows) as float64; None where no column is chosen.

    Raises:
        DataError: a weight is missing, negative or infinite, or all are 0, or all together too large or small.
    """
    import numpy as np

    values = learning.weights_of(table, weight)
    if values is None:
        return None
    counted: np.ndarray = values[kept]
    learning.check_weights(counted, np.flatnonzero(kept), weight)
    return counted
