"""The values of several columns put into one column: what its dtype is, and the values in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._arrow_columns import common_decimal
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import pandas as pd

EXACT = 2**53
"""Whole numbers up to this one are exact as decimal numbers of 64 bits."""


def stacked(columns: Sequence[pd.Series]) -> Any:
    """The values of all columns, one column after the other, in one dtype.

    Columns of one dtype keep it, numbers become one dtype of numbers, and all other mixtures text.

    Raises:
        DataError: a whole number is too large to be exact among decimal numbers.
    """
    import pandas as pd

    common = _common(columns)
    if column_type(common) == "number":
        check_exact(columns, common)
    if common == "str":
        columns = [column if column.dtype == "str" else texts(column) for column in columns]
    return pd.concat([column.astype(common) for column in columns], ignore_index=True).array


def _common(columns: Sequence[pd.Series]) -> Any:
    """The dtype that holds the values of all columns; text where there is no other."""
    import pandas as pd

    dtypes = list(dict.fromkeys(column.dtype for column in columns))
    if len(dtypes) == 1:
        return dtypes[0]
    if any(isinstance(dtype, pd.CategoricalDtype) for dtype in dtypes):
        return pd.StringDtype(na_value=float("nan"))
    if {column_type(dtype) for dtype in dtypes} == {"number"} and all(dtype.kind in "iu" for dtype in dtypes):
        return _whole(dtypes)
    exact = common_decimal(dtypes)
    if exact is not None:
        return exact
    common = pd.concat([column.iloc[:0] for column in columns]).dtype
    alike = len({column_type(dtype) for dtype in dtypes}) == 1 and common.kind != "O"
    return common if alike else pd.StringDtype(na_value=float("nan"))


def _whole(dtypes: Sequence[Any]) -> Any:
    """A dtype of whole numbers for several ones; pandas would take decimal numbers for int64 with uint64."""
    import pandas as pd

    names = [str(dtype).lower() for dtype in dtypes]
    unsigned = all(name.startswith("uint") for name in names)
    nullable = any(isinstance(dtype, pd.api.extensions.ExtensionDtype) for dtype in dtypes)
    name = "uint64" if unsigned else "int64"
    return pd.api.types.pandas_dtype(name.replace("uint", "UInt").replace("int64", "Int64") if nullable else name)


def check_exact(columns: Sequence[pd.Series], common: Any, port: str = "table") -> None:
    """Raise DataError for the first whole number that is another one in `common`."""
    limit = 2**63 - 1 if common.kind == "i" else EXACT
    for column in columns:
        if column.dtype.kind not in ("u" if common.kind == "i" else "iu" if common.kind == "f" else ""):
            continue
        large = ((column > limit) | (column < -limit)).to_numpy(dtype=bool, na_value=False)
        if large.any():
            row = int(large.argmax())
            raise DataError(
                f"{int(column.iloc[row])} in {quoted(column.name)} is too large to be exact in one column with the other "
                "numbers: convert the column to text before",
                port=port,
                column=str(column.name),
                row=row,
            )
