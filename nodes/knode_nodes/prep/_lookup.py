"""Values exchanged for others, each different value looked up once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._columns import NULLABLE, PORT, taken
from knode_nodes.prep._conditions import READERS
from knode_nodes.prep._numbering import incomparable
from knode_nodes.prep._one_type import in_one_type
from knode_nodes.prep._texts import arrow, is_absent, written

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Key = Callable[[Any], Any]
MISSING = object()
"""Stands for a missing value among those to find."""
FEW = 3
"""So many texts are looked for one after the other."""


def key_of(column: pd.Series, ignore_case: bool) -> Key:
    """What values of a column are compared by."""
    kind = column_type(column.dtype)
    if column.dtype == object:
        return (lambda value: written(value).casefold()) if ignore_case else written
    if kind == "text" and ignore_case:
        return str.casefold
    # pandas hashes the second of two moments at which a clock shows the same as the first one.
    return lambda value: (
        value.tz_convert("UTC") if getattr(value, "tzinfo", None) and hasattr(value, "tz_convert") else value
    )


def readable(column: pd.Series, value: Any) -> Any:
    """A value of the settings as one of the column's type; None where it is none."""
    kind = "decimal" if str(column.dtype).startswith("decimal") else column_type(column.dtype)
    if column.dtype == object:
        return written(value)
    try:
        return READERS[kind](value, column.dtype)
    except (ArithmeticError, ValueError, KeyError, TypeError):
        return None


def places(column: pd.Series, finds: Iterable[Any], ignore_case: bool) -> np.ndarray:
    """(rows) the position among `finds` of the first that a value equals, -1 for none; MISSING finds missing values.

    `finds` are of the column's type, None for what no value of it can equal.
    """
    import numpy as np

    key = key_of(column, ignore_case)
    known: dict[Any, int] = {}
    for place, value in enumerate(finds):
        if value is not None:
            known.setdefault(value if value is MISSING else key(value), place)
    if column.dtype == object:
        codes, different = np.arange(len(column)), list(column)
    else:
        try:
            codes, values = column.factorize()
        except (TypeError, NotImplementedError):
            raise incomparable(column) from None
        different = list(values) if column_type(column.dtype) in ("datetime", "duration") else values.tolist()
    found = [-1 if is_absent(value) else known.get(key(value), -1) for value in different]
    made: np.ndarray = np.append(np.array(found, dtype="int64"), -1)[codes]
    if MISSING in known:
        made[column.isna().to_numpy(dtype=bool)] = known[MISSING]
    return made


def exchanged(column: pd.Series, where: np.ndarray, targets: pd.Series, *, keep: bool) -> pd.Series:
    """(rows) the target at each place; where that is -1 the old value if `keep`, or else a missing one.

    Raises DataError where old values and targets are of different types.
    """
    import numpy as np

    if not keep:
        return taken(targets, where, column)
    new = targets.astype(object) if column.dtype == object else targets
    old, new = in_one_type([column, new.rename(str(column.name))])
    if not len(new):
        return old
    picked = new.take(np.maximum(where, 0)).set_axis(column.index)
    return old.where(where < 0, picked)


def texts_exchanged(column: pd.Series, finds: Sequence[Any], targets: pd.Series) -> pd.Series:
    """(rows) str: what equals one of a few `finds`, the first one that it does, exchanged for its target.

    For more than FEW it is quicker to look up each different text once.
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    held = made = arrow(column)
    for find, new in reversed([*zip(finds, arrow(targets), strict=True)]):
        found = pc.is_null(held) if find is MISSING else pc.fill_null(pc.equal(held, find), False)
        made = pc.if_else(found, new.cast(pa.large_string()), made)
    return pd.Series(pd.array(made, dtype="str"), index=column.index, name=column.name, copy=False)


def target_column(values: Sequence[Any], like: pd.Series | None) -> pd.Series:
    """The values of settings as a column: of the type of `like`, or else of the type that all of them have.

    Raises DataError where a value is not of the type of `like`.
    """
    import pandas as pd

    if like is None:
        return _of_their_own(values)
    if like.dtype == object:
        return pd.Series(list(values), dtype=object)
    made = []
    for value in values:
        read = None if value is None else readable(like, value)
        if value is not None and read is None:
            raise DataError(
                f"{quoted(like.name)} is a {type_words(like.dtype)} column, and {quoted(value)} is no "
                f"{type_words(like.dtype)}: correct it, convert the column before, or leave it out of the columns",
                port=PORT,
                column=str(like.name),
            )
        made.append(read)
    return _typed(made, like)


def _typed(values: list[Any], like: pd.Series) -> pd.Series:
    import pandas as pd

    kind = column_type(like.dtype)
    if kind == "number":
        return _numbers(values, like)
    if kind == "boolean":
        gaps = any(value is None for value in values)
        return pd.Series(values, dtype="boolean" if gaps else like.dtype)
    if kind in ("datetime", "duration") and hasattr(like, "dt"):
        return pd.Series(values, dtype=like.dtype)
    return pd.Series(values, dtype="str")


def _numbers(values: list[Any], like: pd.Series) -> pd.Series:
    """Whole numbers in the dtype of a column of whole numbers if they fit there."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if str(like.dtype).startswith("decimal"):
        present = any(value is not None for value in values)
        return pd.Series(values, dtype=pd.ArrowDtype(pa.array(values).type) if present else like.dtype)
    whole = all(value is None or (isinstance(value, int) or float(value).is_integer()) for value in values)
    if like.dtype.kind not in "iu" or not whole:
        return pd.Series(values, dtype="float32" if like.dtype == "float32" else "float64")
    limits = np.iinfo(str(like.dtype).lower().split("[")[0])
    ints = [None if value is None else int(value) for value in values]
    known = [value for value in ints if value is not None]
    if all(limits.min <= value <= limits.max for value in known):
        return pd.Series(ints, dtype=NULLABLE.get(str(like.dtype), like.dtype) if None in ints else like.dtype)
    beyond = [value for value in known if not -(2**63) <= value < 2**63]
    if beyond:
        raise DataError(
            f"{quoted(like.name)} is a column of whole numbers, for which {quoted(beyond[0])} is too large: correct it, or "
            "convert the column to number before",
            port=PORT,
            column=str(like.name),
        )
    return pd.Series(ints, dtype="Int64" if None in ints else "int64")


def _of_their_own(values: Sequence[Any]) -> pd.Series:
    import pandas as pd

    present = [value for value in values if value is not None]
    if present and all(isinstance(value, bool) for value in present):
        return pd.Series(list(values), dtype="boolean")
    if present and all(isinstance(value, int) and not isinstance(value, bool) for value in present):
        return pd.Series(list(values), dtype="Int64")
    if present and all(isinstance(value, int | float) and not isinstance(value, bool) for value in present):
        return pd.Series(list(values), dtype="float64")
    return pd.Series([None if value is None else written(value) for value in values], dtype="str")
