"""The first value that is present, of several columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, Example, Node, Spec, Table, column_type, setting
from knode_nodes.prep._columns import PORT, added, chosen_or_refused
from knode_nodes.prep._one_type import categories_known, in_one_type
from knode_nodes.prep._units import common_unit, units_of

if TYPE_CHECKING:
    import pandas as pd


class CoalesceColumns(Node):
    """Take, in each row, the first value that is there, of several columns in their order.

    Columns chosen by name are looked at in the order in which they are named, all others in that of the table. Where all
    are missing, the result is missing. An empty text counts as a value, unless you say otherwise.

    The columns have to be of one type. Whole numbers and numbers with decimals give numbers with decimals; categories that
    differ give their values. Columns of different types can be joined as texts.

    Example: the mobile number, else the one at home, else the one at work.
    """

    pack = "prep"
    icon = "coalesce-columns"
    shelf = "Columns"
    keywords = (
        "Column Merger",
        "Merge Columns",
        "COALESCE",
        "combine_first",
        "first non-missing",
        "fill from column",
        "IFNULL",
    )
    example = Example({"columns": ["mobile", "phone"], "name": "number"})
    rowwise = True
    columns: Columns = setting(Columns.named(), "The columns, the preferred one first.")
    name: str = setting("first", "The name of the new column.", min_length=1)
    empty_texts: Literal["values", "missing"] = setting("values", "Texts of nothing but spaces are values, or missing.")
    mixed: Literal["error", "text"] = setting("error", "Columns of different types are refused, or joined as texts.")
    keep: bool = setting(True, "The columns stay beside the new one.")

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table)
        columns = [self._with_gaps(table[name]) for name in names]
        made, *others = in_one_type(columns, mixed=self.mixed)
        for other in others:
            missing = made.isna()
            if not missing.any():
                break
            made = _filled(made, missing, other)
        unit = common_unit(units_of(table), names)
        units = {} if unit is None else {self.name: unit}
        return added(table, {self.name: made}, without=() if self.keep else names, units=units)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = inputs.get(PORT)
        if given is not None and not categories_known(given, self.columns.of_spec(given, port=PORT)):
            return {PORT: None}
        return super().spec(inputs)

    def _with_gaps(self, column: Any) -> Any:
        if self.empty_texts == "values" or column_type(column.dtype) != "text":
            return column
        return column.mask(column.str.strip() == "")


def _filled(column: pd.Series, missing: pd.Series, other: pd.Series) -> pd.Series:
    """A column with the values of another one of its dtype where its own are missing."""
    import numpy as np
    import pandas as pd

    if not isinstance(column.dtype, np.dtype) or column.dtype == object:
        return column.where(~missing, other)
    made = np.where(missing.to_numpy(), other.to_numpy(), column.to_numpy())
    return pd.Series(made, index=column.index, name=column.name, copy=False)
