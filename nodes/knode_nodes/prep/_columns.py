"""New columns of a table, and what is known of them before there are rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Columns, DataError, Spec, TableSpec, column_type, quoted, type_words
from knode_nodes.prep._units import NONE, with_new_units

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORT = "table"
WHOLE = [f"{sign}Int{bits}" for sign in ("", "U") for bits in (8, 16, 32, 64)]
NULLABLE: dict[str, Any] = {"bool": "boolean", **{name.lower(): name for name in WHOLE}}
"""Dtypes that can hold a missing value, for those that cannot."""


def added(
    table: pd.DataFrame, made: Mapping[str, Any], *, without: Iterable[str] = (), units: Mapping[str, str] = NONE
) -> pd.DataFrame:
    """The table less the columns `without`, with new ones at its end, and their units. Raises DataError for a name that is
    taken."""
    import pandas as pd

    dropped = set(without)
    kept = table[[name for name in table.columns if name not in dropped]] if dropped else table
    for name in made:
        if name in kept.columns:
            raise DataError(
                f"the table already has a column {quoted(name)}: choose another name", port=PORT, column=name
            )
    # `assign` cannot take a column that is called "self".
    new = pd.DataFrame(dict(made), index=table.index, columns=list(made), copy=False)
    joined = pd.concat([kept, new], axis=1)
    joined.attrs = dict(table.attrs)
    return with_new_units(joined, made, units)


def exchanged(table: pd.DataFrame, made: Mapping[str, Any], *, units: Mapping[str, str] = NONE) -> pd.DataFrame:
    """The table with some of its columns exchanged, and the units of these."""
    import pandas as pd

    if len(made) > len(table.columns) // 3:
        columns = {name: made.get(str(name), column) for name, column in table.items()}
        changed = pd.DataFrame(columns, index=table.index, columns=table.columns, copy=False)
        changed.attrs = dict(table.attrs)
        return with_new_units(changed, made, units)
    # A few are put in one by one: to make a whole table anew takes longer than most of what is done to columns.
    changed = table.copy(deep=False)
    for place, name in enumerate(table.columns.tolist()):
        if str(name) in made:
            own: Any = pd.Series(made[str(name)], index=table.index, copy=False)
            changed.isetitem(place, own)
    return with_new_units(changed, made, units)


def dry_spec(inputs: Mapping[str, Any], run: Callable[[pd.DataFrame], pd.DataFrame]) -> dict[str, Spec | None]:
    """What `run` makes of a table without rows, for a node that has a context and so is not run dry by itself."""
    given = inputs.get(PORT)
    return {PORT: None if given is None else TableSpec.of(run(given.empty()))}


def chosen_or_refused(columns: Columns, table: pd.DataFrame, what: str = "columns") -> list[str]:
    """The names of the chosen columns; raises DataError when there are none."""
    return columns.some_of(table, f"no column is chosen: choose the {what} in the node's settings", port=PORT)


def of_kind(column: pd.Series, kinds: Iterable[str], advice: str) -> pd.Series:
    """The column, after a check that it is of one of some types. Python objects of one type become a column of it."""
    plain = plain_objects(column)
    kind = column_type(plain.dtype)
    if kind in kinds or (column.dtype == object and not column.notna().any() and not len(column)):
        return plain
    raise DataError(
        f"{quoted(column.name)} is a {type_words(column.dtype)} column: {advice}", port=PORT, column=str(column.name)
    )


def plain_objects(column: pd.Series) -> pd.Series:
    """Texts and booleans that are kept as Python objects as a column of their type; all other columns as they are."""
    import pandas as pd

    if column.dtype != object:
        return column
    dtypes = {"string": "str", "empty": "str", "boolean": "boolean"}
    dtype = dtypes.get(pd.api.types.infer_dtype(column, skipna=True))
    return column if dtype is None else column.astype(dtype)  # type: ignore[call-overload]


def taken(values: pd.Series, places: Any, like: pd.Series) -> pd.Series:
    """(rows) the values at some places, missing where a place is -1, with the index and the name of `like`.

    Whole numbers and booleans are those that can be missing, whether any is or not.
    """
    import pandas as pd

    values = values.astype(NULLABLE.get(str(values.dtype), values.dtype))
    return pd.Series(values.array.take(places, allow_fill=True), index=like.index, name=like.name)


def first_of(mask: Any) -> int:
    """The position of the first true value of a mask that has one."""
    return int(mask.argmax())


def floats(column: pd.Series) -> np.ndarray:
    """(rows) float64 of a column of numbers or booleans, NaN where one is missing. Raises DataError for complex ones."""
    import numpy as np

    if column.dtype.kind == "c":
        raise DataError(
            f"{quoted(column.name)} holds complex numbers: leave the column out", port=PORT, column=str(column.name)
        )
    found: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    return found
