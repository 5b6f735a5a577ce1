"""Which rows of two tables have the same keys, as positions of rows."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._numbering import are_many, as_numbers, counts_of, limit_of_counting, paired, renumbered, step_of
from knode_nodes.prep._packing import above, has_room
from knode_nodes.prep._same_rows import by_group

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_ROWS = 20_000_000
TIMES_THE_LARGER = 20


class Matches:
    """The rows of a left and a right table that have the same keys.

    `left` and `right` are (rows) whole numbers, the same where keys are the same and -1 where a key is missing.
    """

    def __init__(self, left: np.ndarray, right: np.ndarray, keys: int) -> None:
        self.left, self.right, self._keys = left, right, keys

    @functools.cached_property
    def lefts(self) -> np.ndarray:
        """(keys) how many rows of the left table have each key."""
        return counts_of(self.left, self._keys)

    @functools.cached_property
    def rights(self) -> np.ndarray:
        """(keys) how many rows of the right table have each key."""
        return counts_of(self.right, self._keys)

    def swapped(self) -> Matches:
        """The same with left and right exchanged."""
        return Matches(self.right, self.left, self._keys)

    @property
    def pairs(self) -> int:
        """How many pairs of rows have the same key."""
        import numpy as np

        # Products of counts may be beyond int64 only where their sum is too; floats tell that.
        if float(np.dot(self.lefts.astype("float64"), self.rights.astype("float64"))) > 2.0**62:
            return 2**62
        return int(np.dot(self.lefts, self.rights))

    def partners(self) -> np.ndarray:
        """(left rows) how many rows of the right table have the same key."""
        import numpy as np

        found: np.ndarray = np.append(self.rights, 0)[self.left]
        return found

    def positions(self, *, alone: bool) -> tuple[np.ndarray | None, np.ndarray]:
        """(pairs) positions in the left table, in its order, and those of their partners in the right one, in its order.

        With `alone` a left row without a partner stands there once, its partner being -1. None instead of the left positions
        when they are those of all rows.
        """
        import numpy as np

        if (self.rights <= 1).all():
            place = np.full(len(self.rights) + 1, -1, dtype="int64")
            place[self.right] = np.arange(len(self.right))
            place[-1] = -1
            rights = place.take(self.left)
            if alone or (rights >= 0).all():
                return None, rights
            chosen = np.flatnonzero(rights >= 0)
            return chosen, rights[chosen]
        return self._multiplied(self.partners(), alone)

    def _multiplied(self, partners: np.ndarray, alone: bool) -> tuple[np.ndarray, np.ndarray]:
        import numpy as np

        ordered = by_group(self.right)
        starts = np.append(np.cumsum(self.rights) - self.rights, 0)[self.left]
        times = np.maximum(partners, 1) if alone else partners
        lefts = np.repeat(np.arange(len(self.left)), times)
        within = np.arange(len(lefts)) - np.repeat(np.cumsum(times) - times, times)
        places = np.repeat(starts, times) + within
        if not alone:
            return lefts, ordered[places]
        lonely = np.repeat(partners == 0, times)
        return lefts, np.where(lonely, -1, ordered[np.where(lonely, 0, places)])


def matches(
    left: pd.DataFrame,
    right: pd.DataFrame,
    left_keys: Sequence[str],
    right_keys: Sequence[str],
    *,
    ignore_case: bool = False,
    missing_equal: bool = False,
    port: str = "left",
) -> Matches:
    """Compare keys of the same dtypes (see `comparable`). Raises DataError for values such as lists.

    Args:
        left: the left table, which came in at `port`.
        right: the right table.
        left_keys: the names of the keys in the left table.
        right_keys: the names of the keys in the right table.
        ignore_case: capital and small letters are the same.
        missing_equal: missing values are equal to each other; otherwise they are equal to nothing.
        port: where the left table came in, for errors.
    """
    import numpy as np

    sides, count = [np.zeros(len(table), dtype="int64") for table in (left, right)], 1
    for position, (one, other) in enumerate(zip(left_keys, right_keys, strict=True)):
        more, keys = _codes(left[one], right[other], ignore_case, port)
        if missing_equal:
            more, keys = [np.where(codes < 0, keys, codes) for codes in more], keys + 1
        sides, count = _combined(sides, more, count, keys) if position else (more, keys)
    return Matches(sides[0], sides[1], count)


def _combined(sides: list[np.ndarray], more: list[np.ndarray], count: int, keys: int) -> tuple[list[np.ndarray], int]:
    """A number for each pair of two numbers in both tables, -1 where one of them is, and how many numbers there are."""
    import numpy as np

    both = [paired(codes, further, keys) for codes, further in zip(sides, more, strict=True)]
    if count * keys <= limit_of_counting(len(both[0]) + len(both[1])):
        return both, count * keys
    codes, found = renumbered(np.concatenate(both), count * keys)
    return [codes[: len(both[0])], codes[len(both[0]) :]], len(found)


def _codes(left: pd.Series, right: pd.Series, ignore_case: bool, port: str) -> tuple[list[np.ndarray], int]:
    """A number for each value of both columns, -1 where it is missing, and how many numbers there are."""
    import pandas as pd

    if ignore_case:
        left, right = _lowered(left), _lowered(right)
    found = _of_numbers(left, right) if left.dtype == right.dtype else None
    if found is not None:
        return found
    both = pd.concat([left, right], ignore_index=True)
    if column_type(both.dtype) == "category":
        codes, count = both.cat.codes.to_numpy().astype("int64"), len(both.cat.categories)
    else:
        try:
            codes, values = both.factorize()
        except (TypeError, NotImplementedError):
            raise DataError(
                f"{quoted(left.name)} holds values such as lists, which cannot be keys: choose other key columns",
                port=port,
                column=str(left.name),
            ) from None
        codes, count = codes.astype("int64", copy=False), len(values)
    return [codes[: len(left)], codes[len(left) :]], count


def _of_numbers(left: pd.Series, right: pd.Series) -> tuple[list[np.ndarray], int] | None:
    """`_codes` of numbers and moments of one type; None for others, and for many that lie too far from each other."""
    import numpy as np

    sides, gone = [], []
    for column in (left, right):
        held = as_numbers(column)
        if held is None:
            return None
        numbers, missing = held
        sides.append(numbers)
        gone.append(None if missing is None or not missing.any() else missing)
    some = [side if missing is None else side[~missing] for side, missing in zip(sides, gone, strict=True)]
    step = min(step_of(side, left.dtype) for side in some)
    # A missing one must not make the numbers reach further.
    least = min((side.min() for side in some if len(side)), default=0)
    filled = [
        one if missing is None else np.where(missing, least, one) for one, missing in zip(sides, gone, strict=True)
    ]
    found = _numbered(*(one // step if step > 1 else one for one in filled))
    if found is None:
        return None
    codes = [
        one if missing is None else np.where(missing, -1, one) for one, missing in zip(found[0], gone, strict=True)
    ]
    return codes, found[1]


def _numbered(left: np.ndarray, right: np.ndarray) -> tuple[list[np.ndarray], int] | None:
    """Whole numbers that lie close together, counted from the smallest; others by the different ones; None where this takes as
    long as a hash table of all rows."""
    import numpy as np
    import pandas as pd

    whole = left.dtype.kind in "iub"
    ends = [int(end) for values in (left, right) if len(values) and whole for end in (values.min(), values.max())]
    rows, size = len(left) + len(right), max(ends, default=-1) - min(ends, default=0) + 1
    if ends and size <= limit_of_counting(rows):
        # Nothing is copied where they are counted from 0 already, or nearly so.
        start = 0 if min(ends) >= 0 and max(ends) < limit_of_counting(rows) else min(ends)
        return [above(values, start) for values in (left, right)], max(ends) - start + 1
    fewer, more = sorted((left, right), key=len)
    packs = bool(ends) and has_room(size, rows)
    if not are_many(more, packs=packs) and (len(fewer) < len(more) // 4 or not are_many(fewer, packs=packs)):
        codes, values = zip(*map(pd.factorize, (left, right)), strict=True)
        places, found = pd.factorize(np.concatenate(values))
        here, there = np.split(places, [len(values[0])])
        return [here.take(codes[0]), there.take(codes[1])], len(found)
    if not packs:
        return None
    codes, found = renumbered(np.concatenate([above(values, min(ends)) for values in (left, right)]), size)
    return [codes[: len(left)], codes[len(left) :]], len(found)


def _lowered(column: pd.Series) -> Any:
    if column_type(column.dtype) == "category" and column_type(column.cat.categories.dtype) == "text":
        column = column.astype(column.cat.categories.dtype)
    return column.str.lower() if column_type(column.dtype) == "text" else column


def limit_of(most: int | None, left: int, right: int) -> int:
    """The most rows that two tables of some rows may be joined to, where the person says none."""
    return max(MOST_ROWS, TIMES_THE_LARGER * max(left, right)) if most is None else most


def check_size(
    found: Matches, rows: Callable[[Matches], int], most: int | None, left: pd.DataFrame, keys: Sequence[str]
) -> None:
    """Raise DataError where a join would give more than `most` rows; `rows` counts them."""
    import numpy as np

    limit = limit_of(most, len(found.left), len(found.right))
    bound = len(found.left) * max(int(found.rights.max(initial=0)), 1) + len(found.right)
    if bound <= limit or (count := rows(found)) <= limit:
        return
    told = f"the join would give {count:,} rows, more than the {limit:,} that are allowed"
    pairs = found.lefts.astype("float64") * found.rights
    if pairs.max(initial=0) <= 1:
        raise DataError(f"{told}, though no row has several partners: set a higher limit", port="right")
    worst = int(np.argmax(pairs))
    row = int(np.argmax(found.left == worst))
    raise DataError(
        f"{told}. The key "
        f"{shown_key(left, keys, row)} stands in "
        f"{found.lefts[worst]:,} rows of the left and {found.rights[worst]:,} rows of the right table. Join by further keys, "
        "remove duplicates before, or set a higher limit",
        port="right",
        column=keys[0],
        row=row,
    )


def shown_key(table: pd.DataFrame, keys: Sequence[str], row: int) -> str:
    """The key of a row, for a message."""
    return ", ".join(quoted(table[name].iloc[row : row + 1].tolist()[0]) for name in keys)
