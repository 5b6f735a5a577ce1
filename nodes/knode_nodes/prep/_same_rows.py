"""Rows with the same values: a number for each group of them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from knode.api import DataError, quoted
from knode_nodes.prep._known import different
from knode_nodes.prep._numbering import narrowed, without_halves

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


SORTED_FASTER = 50_000
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
        codes, count = (more, size) if position == 0 else _paired(codes, count, more, size)
    return codes, count


def repeated(table: pd.DataFrame, names: Sequence[str], keep: Literal["first", "last", False]) -> np.ndarray:
    """(rows) booleans: which rows repeat another one in the columns called `names`, as `DataFrame.duplicated` has it.

    What is unique in some columns is so in all: those with many different values come first, and the others are looked at for
    the rows that are left alone.
    """
    import numpy as np
    import pandas as pd

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
        codes, count = codes * max(size, 1) + more, count * max(size, 1)
        if narrows:
            codes, count = _numbered(codes, count)
    twice: np.ndarray = pd.Series(narrowed(codes, count), copy=False).duplicated(keep).to_numpy()
    if rows is None:
        return twice
    found = np.zeros(len(table), dtype=bool)
    found[rows] = twice
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
        return codes.astype("int64"), len(values)
    try:
        codes, values = without_halves(column).factorize(use_na_sentinel=False)
    except (TypeError, NotImplementedError):
        raise DataError(
            f"{quoted(column.name)} holds values such as lists, which cannot be compared: choose other columns",
            port=port,
            column=str(column.name),
        ) from None
    return codes.astype("int64", copy=False), len(values)


def _paired(codes: np.ndarray, count: int, more: np.ndarray, size: int) -> tuple[np.ndarray, int]:
    """Numbers of pairs of numbers; both counts are at most the number of rows, so that no product overflows."""
    return _numbered(codes * max(size, 1) + more, count * max(size, 1))


def _numbered(codes: np.ndarray, count: int) -> tuple[np.ndarray, int]:
    """Numbers below `count` anew, so that there are no more than different ones, and how many."""
    import pandas as pd

    numbers, found = pd.factorize(narrowed(codes, count))
    return numbers.astype("int64", copy=False), len(found)


def by_group(codes: np.ndarray, count: int) -> np.ndarray:
    """The positions of the rows, group by group, those of a group in their order; rows with a number below 0 are left out."""
    import numpy as np

    rows = np.flatnonzero(codes >= 0)
    codes = codes[rows]
    if len(rows) < SORTED_FASTER:
        ordered: np.ndarray = rows[np.argsort(codes, kind="stable")]
        return ordered
    # A sparse matrix with one entry a row is transposed by counting: three times as fast as a sort.
    from scipy import sparse

    entries = np.ones(len(rows), dtype="int8"), codes, np.arange(len(rows) + 1)
    return rows[sparse.csr_array(entries, shape=(len(rows), max(count, 1))).tocsc().indices]


def rows_of(codes: np.ndarray, count: int) -> list[np.ndarray]:
    """The positions of the rows of each group, in the order of the rows."""
    import numpy as np

    bounds = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=count))])
    order = by_group(codes, count)
    return [order[start:end] for start, end in itertools.pairwise(bounds.tolist())]
