"""The different values of columns, or their combinations, numbered in their order."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import TYPE_CHECKING, Any, cast

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._packing import above, has_room, inverse, packed, places_of
from knode_nodes.prep._text_order import order_of_values

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SAMPLE = 4_000
"""About so many numbers tell whether a hash table of all would be too large for the memory that is near a processor."""
MANY, MANY_PACKED = 0.98, 0.8
"""The share of different ones among these from which it is; the second for numbers that can be packed, which is sooner."""


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
        rows, found = renumbered(paired(self.rows, other.rows, other.count), self.count * other.count)
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
        rows, found = renumbered(paired(rows, more, len(values)), count * len(values))
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
    if (made := _of_numbers(column, dropna)) is not None:
        return made
    given: Any = column.to_numpy() if isinstance(column.dtype, np.dtype) else column.array
    codes, values = pd.factorize(given, use_na_sentinel=False)
    places, known = _in_order(values)
    order = inverse(places)
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


def counted_categories(column: pd.Series, *, dropna: bool = False) -> tuple[Any, np.ndarray]:
    """The same of categories."""
    import numpy as np
    import pandas as pd

    wide = column.cat.codes.to_numpy().astype("intp")
    wide += 1
    counts = np.bincount(wide, minlength=len(column.cat.categories) + 1)
    places = places_of_categories(column)
    order = np.arange(1, len(counts)) if places is None else inverse(places) + 1
    order = order if dropna else np.append(order, 0)
    order = order[counts[order] > 0]
    return pd.Categorical.from_codes(order - 1, dtype=cast("Any", column.dtype)), counts[order]


def counted_numbers(column: pd.Series, *, dropna: bool = False) -> tuple[Any, np.ndarray] | None:
    """The same of whole numbers that lie close together, and of numbers and moments of which few differ; None for others."""
    import numpy as np

    if not len(column):
        return None
    column = without_halves(column)
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iub":
        numbers = column.to_numpy()
        smallest, size = _reach(numbers)
        if size <= limit_of_counting(len(numbers)):
            counts = np.bincount(above(numbers, smallest))
            found = np.flatnonzero(counts)
            return _raised(found, smallest, numbers.dtype), counts[found]
    held = as_numbers(column.iloc[:: _step(column)])
    if held is None or are_many(*held):
        return None
    seen = column.value_counts(sort=False, dropna=dropna)
    order = np.asarray(seen.index.argsort())
    return seen.index.array.take(order), seen.to_numpy("int64").take(order)


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
    rows, found = renumbered(wide, size + keeps)
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


def _of_numbers(column: pd.Series, dropna: bool) -> tuple[np.ndarray, Any] | None:
    """`of_column` for numbers and moments; None for others."""
    import numpy as np

    held = as_numbers(column)
    if held is None:
        return None
    numbers, missing = held
    known = None if missing is None or not missing.any() else np.flatnonzero(~missing)
    some = numbers if known is None else numbers[known]
    step = step_of(some, column.dtype)
    rows, found = _placed(some // step if step > 1 else some)
    values = _array_of(found * step if step > 1 else found, column)
    if known is None:
        return rows, values
    spread = np.full(len(column), -1 if dropna else len(values), dtype="intp")
    spread[known] = rows
    return spread, values if dropna else _with_missing(values)


def as_numbers(column: pd.Series) -> tuple[np.ndarray, np.ndarray | None] | None:
    """(rows) numbers that are in order as the values are, and where these are missing, None for nowhere; None for others."""
    import numpy as np
    import pandas as pd

    dtype: Any = column.dtype
    if isinstance(dtype, np.dtype):
        values = column.to_numpy()
        if dtype.kind in "iub":
            return values, None
        if dtype.kind == "f":
            return values, np.isnan(values)
        return (values.view("int64"), np.isnat(values)) if dtype.kind in "mM" else None
    if isinstance(dtype, pd.DatetimeTZDtype):
        return column.to_numpy(f"datetime64[{dtype.unit}]").view("int64"), column.isna().to_numpy()
    if isinstance(column.array, pd.arrays.IntegerArray | pd.arrays.BooleanArray):
        return column.to_numpy(dtype.numpy_dtype, na_value=0), column.isna().to_numpy()
    return None


def step_of(numbers: np.ndarray, dtype: Any) -> int:
    """Of the `as_numbers` of moments or durations without missing ones: the largest of a day, an hour, a second and a
    thousandth of it of which all are whole multiples, as dates are of a day; 1 for others, and for numbers."""
    import numpy as np

    if dtype.kind not in "mM":
        return 1
    unit = np.datetime_data(dtype)[0] if isinstance(dtype, np.dtype) else dtype.unit
    second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    some = numbers[:: _step(numbers)]
    for step in (86_400 * second, 3_600 * second, second, second // 1000):
        if step > 1 and not (some % step).any() and (numbers // step * step == numbers).all():
            return step
    return 1


def _array_of(numbers: np.ndarray, column: pd.Series) -> Any:
    """An array of the column's type of some of its `as_numbers`."""
    import numpy as np
    import pandas as pd

    dtype: Any = column.dtype
    if isinstance(dtype, np.dtype):
        return numbers.view(dtype) if dtype.kind in "mM" else numbers.astype(dtype, copy=False)
    if isinstance(dtype, pd.DatetimeTZDtype):
        return pd.DatetimeIndex(numbers.view(f"datetime64[{dtype.unit}]"), tz="UTC").tz_convert(dtype.tz).array
    return pd.array(numbers, dtype=dtype)


def _with_missing(values: Any) -> Any:
    """The values and a missing one."""
    import numpy as np

    if not isinstance(values, np.ndarray):
        return values.take(np.append(np.arange(len(values)), -1), allow_fill=True)
    return np.append(values, np.array(np.nan if values.dtype.kind == "f" else "NaT", dtype=values.dtype))


def _placed(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows) the number of each number in the order of the different ones, and these."""
    import numpy as np
    import pandas as pd

    if not len(numbers):
        return np.zeros(0, dtype="intp"), numbers
    whole = numbers.dtype.kind in "iub"
    smallest, size = _reach(numbers) if whole else (0, 0)
    counts = whole and size <= limit_of_counting(len(numbers))
    if not counts and (numbers[1:] >= numbers[:-1]).all():
        starts = np.append(True, numbers[1:] != numbers[:-1])
        return np.cumsum(starts) - 1, numbers[starts]
    packs = whole and has_room(size, len(numbers))
    if not counts and not are_many(numbers, packs=packs):
        codes, found = pd.factorize(numbers)
        order = np.argsort(found)
        return inverse(order).take(codes, out=codes, mode="clip"), found[order]
    if not counts and not packs:
        return _of_ordered(numbers)
    rows, found = renumbered(above(numbers, smallest), size)
    return rows, _raised(found, smallest, numbers.dtype)


def _raised(found: np.ndarray, smallest: int, dtype: np.dtype) -> np.ndarray:
    """Whole numbers of the type that are so far `above` the smallest."""
    import numpy as np

    wide = np.dtype("uint64" if dtype == "uint64" else "int64")
    return (found.astype(wide) + wide.type(smallest)).astype(dtype)


def _reach(numbers: np.ndarray) -> tuple[int, int]:
    """The smallest of some whole numbers, and how many there are from it to the largest."""
    smallest = int(numbers.min())
    return smallest, int(numbers.max()) - smallest + 1


def are_many(numbers: np.ndarray, missing: np.ndarray | None = None, *, packs: bool = False) -> bool:
    """Whether a sample tells that so many differ that they are sorted sooner than found in a hash table; sooner still
    where they can be packed."""
    import numpy as np

    step = _step(numbers)
    some = numbers[::step] if missing is None else numbers[::step][~missing[::step]]
    return len(np.unique(some)) >= (MANY_PACKED if packs else MANY) * len(some)


def _step(numbers: Sized) -> int:
    """The distance between numbers that are taken as a sample."""
    return max(1, len(numbers) // SAMPLE)


def _of_ordered(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows) the number of each in the order of the different ones, and these: the first of 0 and -0, which are equal."""
    import numpy as np

    order = np.argsort(numbers)
    held = numbers[order]
    starts = np.append(True, held[1:] != held[:-1])
    rows = np.empty(len(numbers), dtype="intp")
    rows[order] = np.cumsum(starts) - 1
    return rows, numbers[np.minimum.reduceat(order, np.flatnonzero(starts))]


def paired(rows: np.ndarray, more: np.ndarray, size: int) -> np.ndarray:
    """Numbers of pairs. Both counts are at most the number of rows, so that no product overflows."""
    pairs = rows * size
    pairs += more
    for numbers in (rows, more):
        if len(numbers) and numbers.min() < 0:
            pairs[numbers < 0] = -1
    return pairs


def renumbered(given: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
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
    rows = np.full(len(given), -1, dtype="intp")
    if not has_room(size, len(given)):
        there = given >= 0
        codes, found = pd.factorize(given[there], sort=True)
        rows[there] = codes
        return rows, found
    ordered = packed(given)[np.count_nonzero(given < 0) :]
    values = ordered >> len(given).bit_length()
    starts = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=starts[1:])
    rows[ordered & places_of(len(given))] = np.cumsum(starts) - 1
    return rows, values[starts].astype(given.dtype, copy=False)


def counts_of(numbers: np.ndarray, count: int) -> np.ndarray:
    """(count) how often each number from 0 is there; numbers below 0 are passed over."""
    import numpy as np

    there = numbers if not len(numbers) or numbers.min() >= 0 else numbers[numbers >= 0]
    return np.bincount(there, minlength=count)


def limit_of_counting(rows: int) -> int:
    """Up to how many numbers a table of all of them is faster than a hash table."""
    return 2 * rows + 1000
