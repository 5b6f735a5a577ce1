"""Kinds of values in steps on arrays: what the arrays hold, and where values are missing.

A step takes the arrays of the columns by name, a block of rows of each, and gives a value: float64 with NaN where missing;
whole numbers or truths as a pair of the values and where they are missing (False for nowhere); texts of Arrow. Constants
are plain values of Python.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Arrays = Mapping[str, Any]
Step = Callable[[Any], Any]
Bounds = Callable[["Block"], tuple[int, int]]
WHOLE = ("whole", "short")
NUMBERS = ("real", *WHOLE)
"""Whole numbers that columns hold have 64 bits; those that are written are short, and few of them may be calculated with."""
SHORT = 2**31
LIMIT = 2**63


class Unknown(Exception):
    """Something that is not known here."""


class Block(dict[str, Any]):
    """The arrays of some rows by name, and room for what is worked out in between.

    The room is used again for each block: new memory for each costs more than most functions take.
    """

    def __init__(self, arrays: Arrays, rows: int, rooms: dict[int, np.ndarray]) -> None:
        super().__init__(arrays)
        self._rows, self._rooms = rows, rooms
        self._bounds: dict[str, tuple[int, int]] = {}
        self.closely = False
        """The bounds of all columns are looked for; otherwise those that a small type has are taken for them."""

    def room(self, step: Step, dtype: str) -> np.ndarray:
        """(rows) what a step may write to; the first block is the largest."""
        import numpy as np

        held = self._rooms.get(id(step))
        if held is None:
            held = self._rooms[id(step)] = np.empty(self._rows, dtype=dtype)
        return held[: self._rows]

    def bounds(self, name: str) -> tuple[int, int]:
        """Numbers between which the whole numbers of a column are, often wider apart than the closest ones."""
        if not self.closely and self[name].itemsize < 8:
            return _bounds_of(self[name].dtype)
        if name not in self._bounds:
            self._bounds[name] = _bounds(self[name])
        return self._bounds[name]


@functools.cache
def _bounds_of(dtype: np.dtype) -> tuple[int, int]:
    import numpy as np

    told = np.iinfo(dtype)
    return int(told.min), int(told.max)


def _bounds(values: np.ndarray) -> tuple[int, int]:
    import numpy as np

    if not len(values):
        return 0, 0
    if values.itemsize == 8:
        # Numbers below 0 are large ones without a sign: this takes half the time, and nearly all numbers are such.
        most = int(np.maximum.reduce(values.view("uint64")))
        if most < SHORT:
            return 0, most
    return int(values.min()), int(values.max())


@dataclass(frozen=True)
class Filling:
    """A step that writes its values into an array that is there, that of its caller or its own room.

    What it gives is that array or another one, and is its caller's until the step is taken again.
    """

    write: Callable[[Block, Any], Any]
    dtype: str = "float64"

    def __call__(self, arrays: Block) -> Any:
        return self.write(arrays, arrays.room(self, self.dtype))


def filled(step: Step, arrays: Block, out: Any) -> Any:
    """What a step gives, in `out` where it can."""
    return step.write(arrays, out) if out is not None and isinstance(step, Filling) else step(arrays)


@dataclass(frozen=True)
class Typed:
    """A kind (real, whole, short, truth, text, category, moment, nothing) and the step that gives its values.

    `constant` is a written value; `bounds` tells between which numbers whole numbers are, from the columns. `surely`
    tells of a truth where it is true, which is less work than to tell apart false and missing too.
    """

    kind: str
    step: Step
    constant: Any = None
    bounds: Bounds | None = None
    categories: Any = ()
    surely: Step | None = None

    def true(self, arrays: Arrays) -> Any:
        """Where a truth is true."""
        return self.surely(arrays) if self.surely else self.step(arrays)[0]


def kind_of(column: pd.Series) -> str:
    """The kind of a column's values; Unknown for what DuckDB should look at."""
    from numpy import dtype as plain
    from pandas import CategoricalDtype, StringDtype

    dtype = column.dtype
    if isinstance(dtype, StringDtype):
        return "text"
    if isinstance(dtype, CategoricalDtype):
        kind = "category" if len(dtype.categories) and _are_texts(dtype.categories) else None
    else:
        kind = _plain_kind(dtype) if isinstance(dtype, plain) else None
    if kind is None:
        raise Unknown
    return kind


def _are_texts(categories: pd.Index) -> bool:
    return categories.dtype == "str" or all(isinstance(one, str) for one in categories)


@functools.cache
def _plain_kind(dtype: np.dtype) -> str | None:
    kinds = {"float64": "real", "bool": "truth"}
    kinds |= dict.fromkeys(("int64", "int32", "int16", "int8", "uint32", "uint16", "uint8"), "whole")
    return "moment" if dtype.kind == "M" else kinds.get(str(dtype))


def array_of(column: pd.Series, kind: str) -> Any:
    """The array that steps take of a column of this kind."""
    if kind == "text":
        import pyarrow as pa

        return pa.chunked_array([made]) if isinstance(made := pa.array(column.array), pa.Array) else made
    if kind == "category":
        return column.array.codes
    return column.array if kind == "moment" else column.values


def reals(one: Typed) -> Step:
    """The step of a number that gives floats."""
    if one.kind == "real":
        return one.step
    if one.kind not in WHOLE:
        raise Unknown
    if one.constant is not None:
        return lambda _: float(one.constant)

    def write(arrays: Block, out: Any) -> Any:
        import numpy as np

        values, missing = one.step(arrays)
        np.copyto(out, values, casting="unsafe")
        if missing is not False:
            np.copyto(out, np.nan, where=missing)
        return out

    return Filling(write)


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
        return False if isinstance(value, str) or not value.null_count else _plain_truths(pc.is_null(value))
    if kind == "category":
        return value < 0
    if kind == "moment":
        return value.isna()
    return value[1]


def truths(made: Any) -> Any:
    """Truths of Arrow as a pair."""
    import pyarrow.compute as pc

    return surely(made), (_plain_truths(pc.is_null(made)) if made.null_count else False)


def surely(made: Any) -> Any:
    """Where truths of Arrow are true."""
    import pyarrow.compute as pc

    return _plain_truths(pc.fill_null(made, False) if made.null_count else made)


def _plain_truths(made: Any) -> Any:
    """Truths of Arrow without gaps as those of NumPy; an array that is not in chunks has to be told that it is copied."""
    return made.to_numpy(zero_copy_only=False)


def scalar_of(value: Any) -> Any:
    """A written text as one of Arrow."""
    import pyarrow as pa

    return pa.scalar(value, pa.large_string()) if value is None or isinstance(value, str) else value
