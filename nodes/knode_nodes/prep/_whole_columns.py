"""Expressions worked out on whole columns by NumPy and Arrow, faster than a database where they know the functions."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._array_kinds import WHOLE, Block, Typed, Unknown, array_of, filled, kind_of, reals
from knode_nodes.prep._array_steps import Steps
from knode_nodes.prep._blocks import BLOCK, blocks
from knode_nodes.prep._syntax import Part, parsed

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

ROWS = 4 * BLOCK
ALL = slice(None)
SURELY = "surely"
"""Stands for a dtype: booleans that are false where a value is missing."""
KINDS = {
    SURELY: ("truth",),
    "float64": ("real",),
    "int64": WHOLE,
    "Int64": WHOLE,
    "bool": ("truth",),
    "boolean": ("truth",),
    "str": ("text",),
}


@dataclass(frozen=True)
class Plan:
    """The steps that make an array of `dtype` of columns of these kinds, whatever rows they have."""

    kinds: Mapping[str, str]
    typed: Typed
    steps: Steps
    dtype: str

    def of(self, columns: Mapping[str, pd.Series], rows: int) -> Any:
        """The values; None where DuckDB has to work them out. `columns` are those that it was made for, by their names."""
        try:
            if not self.steps.warns:
                return self._made(columns, rows)
            import numpy as np

            with np.errstate(all="ignore"):
                return self._made(columns, rows)
        except (Unknown, RecursionError):
            return None

    def _made(self, columns: Mapping[str, pd.Series], rows: int) -> Any:
        arrays = {name: array_of(columns[name], kind) for name, kind in self.kinds.items()}
        for name, made in self.steps.windows.items():
            arrays[name] = made()
        return _MAKERS[self.dtype](self.typed, _Arrays(arrays, rows, self.steps))


def planned(text: str, columns: Mapping[str, pd.Series], dtype: str) -> Plan | None:
    """How to work out an expression; None for one that is left to DuckDB.

    `columns` are what it mentions, by the name written there. A plan without windows needs of them the types only.
    """
    steps = Steps(columns)
    try:
        kinds = {name: kind_of(column) for name, column in columns.items()}
        typed = steps.of(_tree(text))
    except (Unknown, RecursionError):
        return None
    return Plan(kinds, typed, steps, dtype) if typed.kind in KINDS.get(dtype, ()) else None


def worked_out(text: str, columns: Mapping[str, pd.Series], rows: int, dtype: str) -> Any:
    """The values of an expression as an array of `dtype`; None for one that is left to DuckDB. See `planned`."""
    plan = planned(text, columns, dtype)
    return None if plan is None else plan.of(columns, rows)


@functools.lru_cache(maxsize=256)
def _tree(text: str) -> Part:
    """The tree of an expression, which is read alone."""
    return parsed(text).part()


@dataclass(slots=True)
class _Arrays:
    """The arrays of columns that steps are taken on."""

    arrays: Mapping[str, Any]
    rows: int
    steps: Steps

    def blocks(self) -> Iterable[tuple[slice, Block]]:
        """The places of the blocks, and these. Raises Unknown for one with numbers that become too large."""
        if self.steps.passes > 1 and self.rows > ROWS:
            return self._several()
        block = Block(self.arrays, self.rows, {})
        return ((ALL, self._checked(block) if self.steps.checks else block),)

    def _several(self) -> Iterator[tuple[slice, Block]]:
        rooms: dict[int, np.ndarray] = {}
        for place in blocks(self.rows, ROWS):
            arrays = {name: array[place] for name, array in self.arrays.items()}
            yield place, self._checked(Block(arrays, place.stop - place.start, rooms))

    def whole(self) -> Block:
        """All rows as one block."""
        return self._checked(Block(self.arrays, self.rows, {}))

    def _checked(self, block: Block) -> Block:
        if not self._fits(block):
            block.closely = True
            if not self._fits(block):
                raise Unknown
        return block

    def _fits(self, block: Block) -> bool:
        return all(check(block) for check in self.steps.checks)


def _floats(typed: Typed, arrays: _Arrays) -> np.ndarray:
    import numpy as np

    made, step = np.empty(arrays.rows), reals(typed)
    for place, block in arrays.blocks():
        out = made[place]
        values = filled(step, block, out)
        if values is not out:
            out[...] = values
    return made


def _pairs(typed: Typed, arrays: _Arrays, dtype: str) -> tuple[np.ndarray, np.ndarray | None]:
    """The values and where they are missing; None for nowhere."""
    import numpy as np

    made, gaps = np.empty(arrays.rows, dtype=dtype), None
    for place, block in arrays.blocks():
        out = made[place]
        values, missing = filled(typed.step, block, out)
        if values is not out:
            out[...] = values
        if missing is not False:
            gaps = np.zeros(arrays.rows, dtype=bool) if gaps is None else gaps
            gaps[place] = missing
    return made, gaps


def _plain(typed: Typed, arrays: _Arrays, dtype: str) -> np.ndarray:
    made, gaps = _pairs(typed, arrays, dtype)
    if gaps is not None and gaps.any():
        raise Unknown
    return made


def _integers(typed: Typed, arrays: _Arrays) -> Any:
    return _masked("IntegerArray", *_pairs(typed, arrays, "int64"))


def _booleans(typed: Typed, arrays: _Arrays) -> Any:
    return _masked("BooleanArray", *_pairs(typed, arrays, "bool"))


def _surely(typed: Typed, arrays: _Arrays) -> np.ndarray:
    import numpy as np

    made = np.empty(arrays.rows, dtype=bool)
    for place, block in arrays.blocks():
        made[place] = typed.true(block)
    return made


def _masked(kind: str, values: np.ndarray, gaps: np.ndarray | None) -> Any:
    import numpy as np
    import pandas as pd

    return getattr(pd.arrays, kind)(values, np.zeros(len(values), dtype=bool) if gaps is None else gaps)


def _texts(typed: Typed, arrays: _Arrays) -> Any:
    made: pa.ChunkedArray | pa.Array | str | None = typed.step(arrays.whole())
    if made is None or isinstance(made, str):
        raise Unknown
    column = made.to_pandas()
    return column.array if str(column.dtype) == "str" else column.astype("str").array


_MAKERS: dict[str, Any] = {
    SURELY: _surely,
    "float64": _floats,
    "int64": lambda typed, arrays: _plain(typed, arrays, "int64"),
    "bool": lambda typed, arrays: _plain(typed, arrays, "bool"),
    "Int64": _integers,
    "boolean": _booleans,
    "str": _texts,
}
