"""How many units of time lie between moments, exactly: by the calendar for months and years."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Literal

from knode_nodes.prep._blocks import in_blocks
from knode_nodes.prep._moments import DAY, NANOSECONDS, days_and_rest

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Unit = Literal["years", "months", "weeks", "days", "hours", "minutes", "seconds"]
MONTHS = {"years": 12, "months": 1}
FIXED = {"weeks": 7 * DAY, "days": DAY, "hours": DAY // 24, "minutes": DAY // 1440, "seconds": DAY // 86_400}
BY_CALENDAR = ("years", "months", "weeks", "days")


def elapsed(start: pd.Series, end: pd.Series, unit: Unit, *, whole: bool) -> pd.Series:
    """(rows) units from `start` to `end`, moments without a zone; negative where the end lies before the start.

    Whole units that are over as Int64, or float64 with the part of the unit that has begun.
    """
    import pandas as pd

    numbers, missing = in_blocks(functools.partial(counted, unit=unit, whole=whole), start.to_numpy(), end.to_numpy())
    if whole:
        return pd.Series(pd.arrays.IntegerArray(numbers, missing), index=start.index)
    numbers[missing] = float("nan")
    return pd.Series(numbers, index=start.index)


def counted(start: np.ndarray, end: np.ndarray, unit: Unit, *, whole: bool) -> tuple[np.ndarray, np.ndarray]:
    """The same for (rows) datetime64: int64 or float64, any number where a moment is missing, and where that is."""
    import numpy as np

    missing = np.isnat(start) | np.isnat(end)
    if unit not in MONTHS and start.dtype == end.dtype and _are_near(start, end, missing):
        return _between(start.view("int64"), end.view("int64"), _size(unit, start.dtype), whole=whole), missing
    ends = [np.where(missing, 0, part) for values in (start, end) for part in days_and_rest(values)]
    first, first_rest, last, last_rest = ends
    back = (last < first) | ((last == first) & (last_rest < first_rest))
    early = np.where(back, last, first), np.where(back, last_rest, first_rest)
    late = np.where(back, first, last), np.where(back, first_rest, last_rest)
    count, part = _by_months(early, late, MONTHS[unit]) if unit in MONTHS else _fixed(early, late, FIXED[unit])
    sign = np.where(back, -1, 1)
    return sign * count if whole else sign * (count + part), missing


def _are_near(start: np.ndarray, end: np.ndarray, missing: np.ndarray) -> bool:
    """Whether the time between all moments fits into 64 bits, and their unit is a known one."""
    import numpy as np

    known = np.datetime_data(start.dtype)[0] in NANOSECONDS
    return known and all((missing | (np.abs(one.view("int64")) < 2**62)).all() for one in (start, end))


def _size(unit: str, dtype: np.dtype) -> int:
    import numpy as np

    return FIXED[unit] // NANOSECONDS[np.datetime_data(dtype)[0]]


def _between(start: np.ndarray, end: np.ndarray, size: int, *, whole: bool) -> np.ndarray:
    """Units of a size that lie between whole numbers of its parts."""
    import numpy as np

    apart = end - start
    length = np.abs(apart)
    count = length // size
    made: np.ndarray = (
        np.copysign(count + (length - count * size) / size, apart) if not whole else count * np.sign(apart)
    )
    return made


def _fixed(early: Any, late: Any, unit: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole units, and the share of the next, of a unit that is always equally long."""
    days, rest = late[0] - early[0], late[1] - early[1]
    days, rest = days - (rest < 0), rest % DAY
    if unit <= DAY:
        return days * (DAY // unit) + rest // unit, rest % unit / unit
    per = unit // DAY
    return days // per, (days % per * DAY + rest) / unit


def _by_months(early: Any, late: Any, months: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole units of some months, and the share of the next."""
    (first, first_rest), (last, last_rest) = early, late
    count = _month(last) - _month(first)
    count -= count % months
    anchor = later(first, count)
    count -= months * ((anchor > last) | ((anchor == last) & (first_rest > last_rest)))
    anchor, following = later(first, count), later(first, count + months)
    passed = last - anchor + (last_rest - first_rest) / DAY
    return count // months, passed / (following - anchor)


def later(days: np.ndarray, months: np.ndarray) -> np.ndarray:
    """The same day some months later; the last day of the month where the month is too short."""
    import numpy as np

    month = _month(days)
    wanted = month + months
    first, following = _first_day(wanted), _first_day(wanted + 1)
    return first + np.minimum(days - _first_day(month), following - first - 1)


def _month(days: np.ndarray) -> np.ndarray:
    return _converted(days, "D", "M")


def _first_day(months: np.ndarray) -> np.ndarray:
    return _converted(months, "M", "D")


def _converted(counts: np.ndarray, unit: str, other: str) -> np.ndarray:
    """Counts since 1970 of one unit in another: each different one once where they lie close together."""
    import numpy as np

    low, high = (int(counts.min()), int(counts.max())) if len(counts) else (0, 0)
    close = high - low < len(counts)
    given = np.arange(low, high + 1) if close else counts
    found: np.ndarray = given.astype(f"datetime64[{unit}]").astype(f"datetime64[{other}]").astype("int64")
    return found[counts - low] if close else found
