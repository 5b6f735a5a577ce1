"""Rows with the same values: a number for each group of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from knode.api import DataError, quoted
from knode_nodes.prep._known import different
from knode_nodes.prep._numbering import without_halves
from knode_nodes.prep._packing import by_number, has_room, packed, places_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


FEW = 10_000
"""So few rows are compared before the columns are looked at."""
SAMPLE = 1_000
"""Rows that tell which columns have many different values."""
NARROWED = 0.9
"""The share of rows that may be left for it to pay to look whether more of them are unique."""
LIMIT = 2**62


def group_codes(table: pd.DataFrame, names: list[str], *, port: str = "table") -> tuple[np.ndarray, int]:
    """(rows) int64: the number of each row's group, from 0 by first appearance, and how many groups there are.

    Missing values are equal to each other. Without names all rows are one group. Raises DataError for values such as lists.
    """
    import numpy as np

    codes, count = np.zeros(len(table), dtype="int64"), min(len(table), 1)
    for position, name in enumerate(names):
        more, size = _codes(table[name], port)
        codes, count = (more, size) if position == 0 else _numbered(*_paired(codes, count, more, size))
    return codes.astype("int64", copy=False), count


def repeated(table: pd.DataFrame, names: Sequence[str], keep: Literal["first", "last", False]) -> np.ndarray:
    """(rows) booleans: which rows repeat another one in the columns called `names`, as `DataFrame.duplicated` has it.

    What is unique in some columns is so in all: those with many different values come first, and the others are looked at for
    the rows that are left alone.
    """
    import numpy as np

    if len(names) < 2 or len(table) < FEW:
        found: np.ndarray = table.duplicated(list(names) or None, keep=keep).to_numpy()
        return found
    first, *others = _by_variety(table, names)
    (codes, count), rows, narrows = _codes(table[first], "table"), None, True
    for name in others:
        # No more rows are unique than there are values.
        narrows = narrows and len(codes) - count <= NARROWED * len(codes)
        if narrows:
            some = np.flatnonzero(np.bincount(codes, minlength=count)[codes] > 1)
            narrows = len(some) <= NARROWED * len(codes)
            rows, codes = (some if rows is None else rows[some], codes[some]) if narrows else (rows, codes)
        more, size = _codes(table[name] if rows is None else table[name].take(rows), "table")
        if count * size > LIMIT:
            codes, count = _numbered(codes, count)
        codes, count = _paired(codes, count, more, size)
        if narrows:
            codes, count = _numbered(codes, count)
    twice = _twice(codes, count, keep)
    if rows is None:
        return twice
    found = np.zeros(len(table), dtype=bool)
    found[rows] = twice
    return found


def _twice(codes: np.ndarray, count: int, keep: Literal["first", "last", False]) -> np.ndarray:
    """(rows) booleans: which numbers below `count` repeat another one."""
    import numpy as np
    import pandas as pd

    if not has_room(count, len(codes)):
        hashed: np.ndarray = pd.Series(codes, copy=False).duplicated(keep).to_numpy()
        return hashed
    ordered, places = packed(codes), places_of(len(codes))
    same = ordered[1:] ^ ordered[:-1] <= places
    found = np.zeros(len(codes), dtype=bool)
    if keep != "last":
        found[ordered[1:][same] & places] = True
    if keep != "first":
        found[ordered[:-1][same] & places] = True
    return found


def _by_variety(table: pd.DataFrame, names: Sequence[str]) -> list[str]:
    """The columns, those with the most different values in a sample first, and of these numbers before texts."""
    import numpy as np

    sample = table.take(np.linspace(0, len(table) - 1, SAMPLE).astype("intp"))
    variety = {name: (-len(sample[name].drop_duplicates()), table[name].dtype.kind == "O") for name in names}
    return sorted(names, key=variety.__getitem__)


def _codes(column: pd.Series, port: str) -> tuple[np.ndarray, int]:
    if column.dtype == "str" and not column.hasnans:
        codes, values = different(column)
        return codes, len(values)
    try:
        codes, values = without_halves(column).factorize(use_na_sentinel=False)
    except (TypeError, NotImplementedError):
        raise DataError(
            f"{quoted(column.name)} holds values such as lists, which cannot be compared: choose other columns",
            port=port,
            column=str(column.name),
        ) from None
    return codes, len(values)


def _paired(codes: np.ndarray, count: int, more: np.ndarray, size: int) -> tuple[np.ndarray, int]:
    """Numbers of pairs of numbers, and below which they are, which has room in 64 bits."""
    import numpy as np

    size = max(size, 1)
    made = _narrow(codes, count * size, copy=True)
    made *= size
    np.add(made, more, out=made, casting="unsafe")
    return made, count * size


def _numbered(codes: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    """Numbers below `count` anew, so that there are no more than different ones, and how many."""
    import pandas as pd

    numbers, found = pd.factorize(_narrow(codes, count))
    return numbers, len(found)


def _narrow(numbers: np.ndarray, size: int, *, copy: bool = False) -> np.ndarray:
    """Numbers from 0 to below `size` in 32 bits where they have room, otherwise in 64: pandas finds equal ones sooner in 32."""
    return numbers.astype("int32" if size < 2**31 else "int64", copy=copy)


def by_group(codes: np.ndarray) -> np.ndarray:
    """The positions of the rows, group by group, those of a group in their order; rows with a number below 0 are left out."""
    import numpy as np

    return by_number(codes)[np.count_nonzero(codes < 0) :]


def rows_of(codes: np.ndarray, count: int) -> list[np.ndarray]:
    """The positions of the rows of each group, in the order of the rows."""
    import numpy as np

    bounds = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=count))])
    order = by_group(codes)
    return [order[start:end] for start, end in itertools.pairwise(bounds.tolist())]
