"""Kinds of values in steps on arrays: what the arrays hold, and where values are missing.

A step takes the arrays of the columns by name, a block of rows of each, and gives a value: float64 with NaN where missing;
whole numbers or truths as a pair of the values and where they are missing (False for nowhere); texts of Arrow. Constants
are plain values of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

Arrays = Mapping[str, Any]
Step = Callable[[Arrays], Any]
Bounds = Callable[[], tuple[int, int]]
WHOLE = ("whole", "short")
NUMBERS = ("real", *WHOLE)
"""Whole numbers that columns hold have 64 bits; those that are written are short, and few of them may be calculated with."""
SHORT = 2**31
LIMIT = 2**63


class Unknown(Exception):
    """Something that is not known here."""


@dataclass(frozen=True)
class Typed:
    """A kind (real, whole, short, truth, text, category, moment, nothing) and the step that gives its values.

    `constant` is a written value; `bounds` tells the smallest and the largest of whole numbers, from the columns.
    """

    kind: str
    step: Step
    constant: Any = None
    bounds: Bounds | None = None
    categories: tuple[Any, ...] = ()


def kind_of(column: pd.Series) -> str:
    """The kind of a column's values; Unknown for what DuckDB should look at."""
    from pandas import CategoricalDtype, StringDtype

    dtype = column.dtype
    if isinstance(dtype, CategoricalDtype):
        if len(dtype.categories) and all(isinstance(one, str) for one in dtype.categories):
            return "category"
        raise Unknown
    if isinstance(dtype, StringDtype):
        return "text"
    kinds = {"float64": "real", "bool": "truth"}
    kinds |= dict.fromkeys(("int64", "int32", "int16", "int8", "uint32", "uint16", "uint8"), "whole")
    name = str(dtype)
    if (name not in kinds and not name.startswith("datetime64[")) or "," in name:
        raise Unknown
    return kinds.get(name, "moment")


def array_of(column: pd.Series) -> Any:
    """The array that steps take of a column."""
    import pyarrow as pa

    kind = kind_of(column)
    if kind == "text":
        return pa.chunked_array([made]) if isinstance(made := pa.array(column.array), pa.Array) else made
    if kind == "category":
        return column.cat.codes.to_numpy()
    return column.array if kind == "moment" else column.to_numpy()


def reals(one: Typed) -> Step:
    """The step of a number that gives floats."""
    if one.kind == "real":
        return one.step
    if one.kind not in WHOLE:
        raise Unknown
    if one.constant is not None:
        return lambda _: float(one.constant)

    def made(arrays: Arrays) -> Any:
        import numpy as np

        values, missing = one.step(arrays)
        floats = np.asarray(values, dtype="float64")
        return floats if missing is False else np.where(missing, np.nan, floats)

    return made


def either_missing(one: Any, other: Any) -> Any:
    """Where one of two is missing."""
    return other if one is False else one if other is False else one | other


def missing_of(kind: str, value: Any) -> Any:
    """Where the values of a kind are missing; False for nowhere."""
    import numpy as np
    import pyarrow.compute as pc

    if kind == "real":
        found = np.isnan(value)
        return found if found.ndim or found else False
    if kind == "text":
        return False if isinstance(value, str) or not value.null_count else pc.is_null(value).to_numpy()
    if kind == "category":
        return value < 0
    if kind == "moment":
        return value.isna()
    return value[1]


def truths(made: Any) -> Any:
    """Truths of Arrow as a pair."""
    import pyarrow.compute as pc

    if not made.null_count:
        return made.to_numpy(), False
    return pc.fill_null(made, False).to_numpy(), pc.is_null(made).to_numpy()


def scalar_of(value: Any) -> Any:
    """A written text as one of Arrow."""
    import pyarrow as pa

    return pa.scalar(value, pa.large_string()) if value is None or isinstance(value, str) else value
