"""The different values of columns, or their combinations, numbered in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._text_order import order_of_values

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Numbering:
    """Which of the different combinations of some columns each row has.

    `rows` is (rows) the number of its combination, -1 for a row that is left out; `count` is how many combinations there are.
    """

    def __init__(self, rows: np.ndarray, count: int, values: pd.DataFrame | None = None) -> None:
        self.rows, self.count, self._values = rows, count, values

    def keys(self) -> pd.DataFrame:
        """(count, columns) the values of the combinations, in order, with the dtypes of the columns; no columns without any."""
        import pandas as pd

        return pd.DataFrame(index=pd.RangeIndex(self.count)) if self._values is None else self._values

    def categories(self) -> pd.Categorical:
        """The numbers as codes, which pandas groups by without looking at them again; give it `observed=False`."""
        import pandas as pd

        every: Any = range(self.count)
        return pd.Categorical.from_codes(self.rows, every, validate=False)

    def sizes(self) -> np.ndarray:
        """(count) how many rows there are of each."""
        return counts_of(self.rows, self.count)

    def across(self, other: Numbering) -> tuple[Numbering, np.ndarray]:
        """The pairs of its numbers and those of another one of the same rows, and what they are, in order.

        Each is told as the number here times the count of the other, and the number there.
        """
        rows, found = _numbered(paired(self.rows, other.rows, other.count), self.count * other.count)
        return Numbering(rows, len(found)), found


def numbered(columns: Sequence[pd.Series], *, dropna: bool = False) -> Numbering:
    """The combinations of values of one or more columns of unique names; missing ones come last, or their rows are left out.

    Categories come in their own order, or by their values where they have none.

    Raises DataError for values that cannot be hashed or compared.
    """
    import numpy as np
    import pandas as pd

    rows, values = _of_comparable(columns[0], dropna)
    count, chosen = len(values), [(columns[0], values, np.arange(len(values)))]
    for column in columns[1:]:
        more, values = _of_comparable(column, dropna)
        rows, found = _numbered(paired(rows, more, len(values)), count * len(values))
        before, last = np.divmod(found, max(len(values), 1))
        chosen = [*((one, held, places[before]) for one, held, places in chosen), (column, values, last)]
        count = len(found)
    made = {column.name: pd.Series(held.take(places), dtype=column.dtype) for column, held, places in chosen}
    return Numbering(rows, count, pd.DataFrame(made, copy=False))


def incomparable(column: pd.Series, port: str = "table") -> DataError:
    """The error of a column whose values cannot be hashed or compared with each other."""
    return DataError(
        f"the values of {quoted(column.name)} cannot be compared, and so cannot be grouped or sorted: it is a "
        f"{type_words(column.dtype)} column; leave it out, or make texts or numbers of it before",
        port=port,
        column=str(column.name),
    )


def is_hashable(column: pd.Series) -> bool:
    """Whether equal values of a column can be found, as those of lists cannot."""
    try:
        column.factorize()
    except (TypeError, NotImplementedError):
        return False
    return True


def without_halves(column: pd.Series) -> pd.Series:
    """A column of numbers of 16 bits as one of 32: pandas groups neither by them nor all of them, and Arrow sorts none."""
    wider = {"float16": "float32", "halffloat[pyarrow]": "float[pyarrow]"}.get(str(column.dtype))
    return column if wider is None else column.astype(wider)  # type: ignore[call-overload]


def _of_comparable(column: pd.Series, dropna: bool) -> tuple[np.ndarray, Any]:
    try:
        return of_column(column, dropna=dropna)
    except (TypeError, NotImplementedError):
        raise incomparable(column) from None


def of_column(column: pd.Series, *, dropna: bool = False) -> tuple[np.ndarray, Any]:
    """(rows) the number of each row's value, -1 if it is left out, and an array of the values in order, a missing one last.

    Raises TypeError or NotImplementedError for values that cannot be hashed or compared.
    """
    import numpy as np
    import pandas as pd

    if column_type(column.dtype) == "category":
        return _of_categories(column, dropna)
    column = without_halves(column)
    if isinstance(column.dtype, np.dtype) and (made := _without_hashing(column)) is not None:
        return made
    given: Any = column.to_numpy() if isinstance(column.dtype, np.dtype) else column.array
    codes, values = pd.factorize(given, use_na_sentinel=False)
    places, known = _in_order(values)
    order = np.argsort(places, kind="stable")
    places = np.where(places >= known, -1, places) if dropna and known < len(places) else places
    # In place, as new pages of memory cost more than the look-up.
    codes = np.take(places, codes, out=codes, mode="clip") if codes.dtype == places.dtype else places.take(codes)
    return codes, values.take(order[:known] if dropna else order)


def counted_texts(column: pd.Series, *, dropna: bool = False) -> tuple[Any, np.ndarray]:
    """The different values of a column of texts in their order, a missing one last, and how many rows have each."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found, dtype = pc.value_counts(pa.array(column.array)), cast("Any", column.dtype)
    values = dtype.__from_arrow__(found.field("values"))
    order = order_of_values(values)
    order = order[: len(values) - int(values.isna().sum())] if dropna else order
    return values.take(order), found.field("counts").to_numpy().take(order)


def _in_order(values: Any) -> tuple[np.ndarray, int]:
    """(values) the place of each different value in their order, missing ones last, and how many are not missing."""
    import numpy as np
    import pandas as pd

    missing = pd.isna(values)
    known = int(len(values) - missing.sum())
    places = np.empty(len(values), dtype="intp")
    if values.dtype == object:
        places[:] = pd.factorize(values, sort=True)[0]
        places[missing] = np.arange(known, len(values))
    else:
        places[order_of_values(values)] = np.arange(len(values))
    return places, known


def _of_categories(column: pd.Series, dropna: bool) -> tuple[np.ndarray, Any]:
    import numpy as np
    import pandas as pd

    codes, size = column.cat.codes.to_numpy(), len(column.cat.categories)
    keeps = not dropna and bool((codes < 0).any())
    places = places_of_categories(column)
    if places is None:
        wide = np.where(codes < 0, size, codes).astype("intp") if keeps else codes.astype("intp")
    else:
        wide = np.append(places, size if keeps else -1)[codes]
    rows, found = _numbered(wide, size + keeps)
    found = found if places is None else np.append(np.argsort(places), size)[found]
    return rows, pd.Categorical.from_codes(np.where(found == size, -1, found), dtype=cast("Any", column.dtype))


def places_of_categories(column: pd.Series) -> np.ndarray | None:
    """(categories) the place of each in their order: that of their values where they have none of their own.

    None where they stand in it already, or cannot be compared.
    """
    import numpy as np

    categories = column.cat.categories
    if column.cat.ordered or len(categories) < 2:
        return None
    try:
        if categories.dtype == object:
            sorted(categories)
        places, _ = _in_order(categories.array)
    except (TypeError, NotImplementedError):
        return None
    return None if (places == np.arange(len(places))).all() else places


def _without_hashing(column: pd.Series) -> tuple[np.ndarray, np.ndarray] | None:
    """For whole numbers that lie near each other, and for values in order; None for others."""
    made = _near_numbers(column.to_numpy()) if column.dtype.kind in "iub" else None
    return _of_sorted(column) if made is None and column.dtype.kind in "iufmM" else made


def _of_sorted(column: pd.Series) -> tuple[np.ndarray, np.ndarray] | None:
    """For values that never get smaller, none of which is missing; None for others."""
    import numpy as np

    if not column.is_monotonic_increasing or column.hasnans:
        return None
    values = column.to_numpy()
    starts = np.ones(len(values), dtype=bool)
    starts[1:] = values[1:] != values[:-1]
    return np.cumsum(starts) - 1, values[starts]


def _near_numbers(values: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    """For whole numbers or booleans that lie near each other; None for others."""
    import numpy as np

    if not len(values):
        return np.zeros(0, dtype="intp"), values
    smallest, largest = int(values.min()), int(values.max())
    if largest - smallest >= limit_of_counting(len(values)):
        return None
    wide = values if values.dtype.itemsize == 8 else values.astype("int64")
    start = wide.dtype.type(smallest)
    rows, found = _numbered((wide - start).astype("int64", copy=False), largest - smallest + 1)
    return rows, (found.astype(wide.dtype) + start).astype(values.dtype)


def paired(rows: np.ndarray, more: np.ndarray, size: int) -> np.ndarray:
    """Numbers of pairs. Both counts are at most the number of rows, so that no product overflows."""
    pairs = rows * size
    pairs += more
    for numbers in (rows, more):
        if len(numbers) and numbers.min() < 0:
            pairs[numbers < 0] = -1
    return pairs


def _numbered(given: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """(rows) numbers without gaps in place of some from 0 to below `size`, and which those were; -1 stays."""
    import numpy as np
    import pandas as pd

    if size <= limit_of_counting(len(given)):
        found = np.flatnonzero(counts_of(given, size))
        if len(found) == size:
            return given, found
        places = np.full(size + 1, -1, dtype="intp")
        places[found] = np.arange(len(found))
        return places.take(given), found
    there = given >= 0
    codes, found = pd.factorize(narrowed(given[there], size), sort=True)
    rows = np.full(len(given), -1, dtype="intp")
    rows[there] = codes
    return rows, found.astype(given.dtype, copy=False)


def narrowed(numbers: np.ndarray, size: int) -> np.ndarray:
    """Whole numbers from 0 to below `size` in 32 bits where they have room: pandas finds equal ones in a third of the time."""
    return numbers.astype("int32") if size <= 2**31 else numbers


def counts_of(numbers: np.ndarray, count: int) -> np.ndarray:
    """(count) how often each number from 0 is there; numbers below 0 are passed over."""
    import numpy as np

    there = numbers if not len(numbers) or numbers.min() >= 0 else numbers[numbers >= 0]
    return np.bincount(there, minlength=count)


def limit_of_counting(rows: int) -> int:
    """Up to how many numbers a table of all of them is faster than a hash table."""
    return 2 * rows + 1000
