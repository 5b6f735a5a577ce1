"""The columns that were kept when others were found to say little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import ArrayStep, TableSpec

if TYPE_CHECKING:
    import pandas as pd


class KeptColumns:
    """Hands its columns on; the model that it is in takes others away.

    Follows scikit-learn's `transform`. Its state is plain data: the names of the `columns`.
    """

    keeps_units = True

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows as they are."""
        return rows

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        from knode_nodes.prep._compiled_fitted import Without

        return Without(list(replaces))
