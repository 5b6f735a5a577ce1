"""Values computed over the rows around each row: moving, cumulative, or of rows at a distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._exact_figures import OF_WINDOWS, of_windows
from knode_nodes.prep._exact_figures import difference as exact_difference
from knode_nodes.prep._groups import able_to_miss, as_column, numbers_of
from knode_nodes.prep._moments import moments
from knode_nodes.prep._numbering import without_halves
from knode_nodes.prep._packing import by_number

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EXACT = 2**53
RUNNING = ("count", "sum", "mean", "min", "max")
"""What goes along with the rows, whatever groups these are of."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a table in the order in which windows look at them.

    `size` is their number. `order` are the positions of the rows, or None where they stand so already; `groups` the number of
    the group of each row in this order, or None for a single one. The groups come one after the other, unless they are
    `mixed`. `times` are the moments of the rows in this order and the span, where windows are spans of time.
    """

    size: int
    order: np.ndarray | None
    groups: np.ndarray | None
    times: Any = None
    mixed: bool = False

    def apart(self) -> Sorted:
        """The same rows, group after group."""
        if not self.mixed or self.groups is None:
            return self
        found = by_number(self.groups)
        return Sorted(self.size, found if self.order is None else self.order[found], self.groups[found], self.times)

    def sorted(self, column: pd.Series) -> pd.Series:
        """A column in this order, with a plain index."""
        plain = column.reset_index(drop=True)
        return plain if self.order is None else plain.take(self.order).reset_index(drop=True)

    def back(self, values: Any) -> Any:
        """Values in this order as an array in the order of the table."""
        import numpy as np

        array = as_column(values, None).array
        if self.order is None:
            return array
        places = np.empty(len(self.order), dtype="int64")
        places[self.order] = np.arange(len(self.order))
        return array.take(places)

    def reversed(self) -> Sorted:
        """The rows of each group in the opposite order."""
        import numpy as np

        order = np.arange(self.size) if self.order is None else self.order
        # Numbers of groups go up, as pandas gives results in their order.
        groups = None if self.groups is None else (self.groups.max(initial=0) - self.groups)[::-1]
        return Sorted(self.size, order[::-1], groups, mixed=self.mixed)

    def grouped(self, column: pd.Series) -> Any:
        """The column, by group where there are some."""
        import pandas as pd

        if self.groups is None:
            return column
        if not self.mixed:
            return column.groupby(self.groups, sort=True)
        # Numbers as codes, which pandas does not look at again.
        every: Any = range(int(self.groups.max(initial=-1)) + 1)
        codes: Any = pd.Categorical.from_codes(self.groups, every, validate=False)
        return column.groupby(codes, observed=False)


def moving(rows: Sorted, column: pd.Series, method: str, *, size: int | None, least: int, centred: bool) -> Any:
    """(rows) what a window of `size` rows, or of the time span in `rows`, gives at each row.

    Exact decimals stay so, counts are int64, all else is float64.
    """
    import numpy as np

    rows = rows.apart()
    span, times = (size, None) if size is not None else rows.times

    def windows(values: pd.Series, least: int = 1) -> Any:
        placed = values if times is None else values.set_axis(times)
        return rows.grouped(placed).rolling(span, min_periods=least, center=centred)

    def seen(found: Any) -> np.ndarray:
        values: np.ndarray = found.to_numpy()
        return values if times is None else values[_last_of_moment(rows, times)]

    if is_exact(column.dtype) and method in OF_WINDOWS:
        return rows.back(of_windows(rows.sorted(column), method, least, windows, seen))
    if method == "count":
        found = seen(windows(rows.sorted(column.notna().astype("float64")), 0).sum())
        return rows.back(np.rint(np.nan_to_num(found)).astype("int64"))
    # An infinite number would make all that follow missing: pandas adds and takes away.
    return rows.back(seen(getattr(windows(rows.sorted(_exact_numbers(column)), least), method)()))


def _last_of_moment(rows: Sorted, times: Any) -> np.ndarray:
    """(rows) the position of the last row of the same moment and group: pandas lets a row see only those before it."""
    import numpy as np

    starts = np.ones(len(times), dtype=bool)
    starts[1:] = times[1:] != times[:-1]
    if rows.groups is not None:
        starts[1:] |= rows.groups[1:] != rows.groups[:-1]
    ends = np.append(np.flatnonzero(starts)[1:], len(times)) - 1
    last: np.ndarray = ends[np.cumsum(starts) - 1] if len(times) else np.array([], dtype="int64")
    return last


def cumulative(rows: Sorted, column: pd.Series, method: str, *, least: int) -> Any:
    """(rows) what all rows of the group up to each row give; missing where fewer than `least` of them have a value."""
    import numpy as np

    if method not in RUNNING or is_exact(column.dtype):
        rows = rows.apart()
    # Infinite numbers of both signs have no sum.
    with np.errstate(invalid="ignore"):
        return rows.back(_running(rows, rows.sorted(column), method, least))


def _running(rows: Sorted, values: pd.Series, method: str, least: int) -> Any:
    """(rows) the same in the order of the windows."""
    import pandas as pd

    known = values.notna()
    complete = least <= 1 and bool(known.all())
    if complete and method == "sum" and column_type(values.dtype) != "duration" and not is_exact(values.dtype):
        return _running_sum(rows, values)
    seen = rows.grouped(known.astype("int64")).cumsum()
    if method == "count":
        return seen
    if is_exact(values.dtype) and method in OF_WINDOWS:
        return of_windows(
            values, method, least, lambda one: rows.grouped(one).expanding(), lambda found: found.to_numpy()
        )
    if method in ("min", "max"):
        # Arrow has no running extremes of truth values and days.
        plain = values.astype("boolean") if str(values.dtype) == "bool[pyarrow]" else without_halves(values)
        days = str(values.dtype).startswith(("date32", "date64"))
        plain = moments(plain) if days else plain
        wide = pd.Series(able_to_miss(plain.array))
        running = getattr(rows.grouped(wide), f"cum{method}")()
        made = rows.grouped(running).ffill()
        made = made.astype(values.dtype) if days else made
    elif column_type(values.dtype) == "duration":
        made = _running_duration(rows, values, method, seen)
    elif method in ("sum", "mean"):
        total = _running_sum(rows, values)
        made = total if method == "sum" else numbers_of(total) / seen.where(seen > 0)
    else:
        made = rows.grouped(numbers_of(values)).expanding()
        made = pd.Series(getattr(made, method)().to_numpy())
    return made.mask(seen < least)


def _running_duration(rows: Sorted, values: pd.Series, method: str, seen: pd.Series) -> pd.Series:
    """The sum or mean of durations, in their own unit of time."""
    import pandas as pd

    total = _running_sum(rows, values.astype("int64").astype("Int64").mask(values.isna()))
    if method == "mean":
        total = (numbers_of(total) / seen.clip(lower=1)).round()
    return pd.Series(total.to_numpy(dtype="int64").astype(f"timedelta64[{values.dt.unit}]")).astype(values.dtype)


def _running_sum(rows: Sorted, values: pd.Series) -> pd.Series:
    """Whole numbers stay whole. Raises DataError where they become too large."""
    if values.dtype.kind not in "iub":
        return rows.grouped(numbers_of(values).fillna(0)).cumsum()
    made = rows.grouped(_whole(values).fillna(0)).cumsum()
    _check_size(made, rows.grouped(numbers_of(values).fillna(0)).cumsum(), values)
    return made


def _whole(values: pd.Series) -> pd.Series:
    """Whole numbers or booleans as Int64. Raises DataError where one is too large."""
    if str(values.dtype).lower().startswith("uint64") and (values > 2**63 - 1).any():
        raise _too_large(values)
    # Arrow's memory is read-only, and NumPy sums up in place.
    return values.astype("Int64").copy()


def _check_size(made: pd.Series, rough: pd.Series, values: pd.Series) -> None:
    """Raise DataError where whole numbers went beyond 64 bits: NumPy goes on with wrong ones."""
    import numpy as np

    found = made.to_numpy(dtype="float64", na_value=np.nan)
    if (np.abs(found - rough.to_numpy(dtype="float64", na_value=np.nan)) > 2.0**62).any():
        raise _too_large(values)


def _too_large(values: pd.Series) -> DataError:
    return DataError(
        f"the results of {quoted(values.name)} are too large for whole numbers of 64 bits: convert the column to decimal "
        "numbers (float64) before",
        port="table",
        column=str(values.name),
    )


def _exact_numbers(column: pd.Series) -> pd.Series:
    """The column as float64. Raises DataError for a whole number that would be another one."""
    if column.dtype.kind in "iu":
        large = ((column > EXACT) | (column < -EXACT)).to_numpy(dtype=bool, na_value=False)
        if large.any():
            row = int(large.argmax())
            raise DataError(
                f"{int(column.iloc[row])} in {quoted(column.name)} is too large to be exact in a moving window: convert the "
                "column to decimal numbers (float64) before",
                port="table",
                column=str(column.name),
                row=row,
            )
    return numbers_of(column)


def shifted(rows: Sorted, column: pd.Series, offset: int) -> Any:
    """(rows) the value `offset` rows before (after, where it is negative) in the same group, missing where there is none."""
    import numpy as np

    count = len(column)
    if rows.mixed:
        return rows.back(rows.grouped(as_column(able_to_miss(rows.sorted(column).array), None)).shift(offset))
    places = np.arange(count) - offset
    inside = (places >= 0) & (places < count)
    places = np.where(inside, places, -1)
    if rows.groups is not None:
        places = np.where(inside & (rows.groups[places] == rows.groups), places, -1)
    taken = able_to_miss(rows.sorted(column).array).take(places, allow_fill=True)
    return rows.back(taken)


def difference(rows: Sorted, column: pd.Series, offset: int) -> Any:
    """(rows) how much larger each value is than the one `offset` rows before."""
    import pandas as pd

    plain = column.reset_index(drop=True)
    if is_exact(column.dtype):
        return exact_difference(plain, pd.Series(shifted(rows, plain, offset)))
    if column_type(column.dtype) == "number":
        plain = _whole(plain) if column.dtype.kind in "iu" else numbers_of(plain)
    before = pd.Series(shifted(rows, plain, offset))
    made = plain - before
    if plain.dtype.kind == "i":
        _check_size(made, numbers_of(plain) - numbers_of(before), column)
    return made.array


def change(rows: Sorted, column: pd.Series, offset: int) -> Any:
    """(rows) how much larger each value is than the one `offset` rows before, as a share of that; missing after a 0."""
    import pandas as pd

    values = numbers_of(column.reset_index(drop=True))
    before = pd.Series(shifted(rows, values, offset))
    return (values / before.where(before != 0) - 1).array
