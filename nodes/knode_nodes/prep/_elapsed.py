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
EXACT = 2**53
"""Whole numbers up to this one are floats too."""
BY_CALENDAR = ("years", "months", "weeks", "days")


def elapsed(start: pd.Series, end: pd.Series, unit: Unit, *, whole: bool) -> pd.Series:
    """(rows) units from `start` to `end`, moments without a zone; negative where the end lies before the start.

    Whole units that are over as Int64, or float64 with the part of the unit that has begun.
    """
    import pandas as pd

    numbers, missing = in_blocks(functools.partial(counted, unit=unit, whole=whole), start.to_numpy(), end.to_numpy())
    if whole:
        return pd.Series(pd.arrays.IntegerArray(numbers, missing), index=start.index, copy=False)
    numbers[missing] = float("nan")
    return pd.Series(numbers, index=start.index, copy=False)


def counted(start: np.ndarray, end: np.ndarray, unit: Unit, *, whole: bool) -> tuple[np.ndarray, np.ndarray]:
    """The same for (rows) datetime64: int64 or float64, any number where a moment is missing, and where that is."""
    import numpy as np

    if unit not in MONTHS and start.dtype == end.dtype and np.datetime_data(start.dtype)[0] in NANOSECONDS:
        near = _near(start, end)
        if near is not None:
            return _between(*near[:2], _size(unit, start.dtype), whole=whole), near[2]
    missing = np.isnat(start) | np.isnat(end)
    ends = [np.where(missing, 0, part) for values in (start, end) for part in days_and_rest(values)]
    first, first_rest, last, last_rest = ends
    back = (last < first) | ((last == first) & (last_rest < first_rest))
    early = np.where(back, last, first), np.where(back, last_rest, first_rest)
    late = np.where(back, first, last), np.where(back, first_rest, last_rest)
    count, part = _by_months(early, late, MONTHS[unit]) if unit in MONTHS else _fixed(early, late, FIXED[unit])
    sign = np.where(back, -1, 1)
    return sign * count if whole else sign * (count + part), missing


def _near(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    """Moments as whole numbers, 0 where one of both is missing, and where that is; None where the time between may not fit
    into 64 bits."""
    import numpy as np

    first, last = start.view("int64"), end.view("int64")
    if _moderate(first) and _moderate(last):
        return first, last, np.zeros(len(first), dtype=bool)
    missing = np.isnat(start) | np.isnat(end)
    first, last = (np.where(missing, 0, one) for one in (first, last))
    return (first, last, missing) if _moderate(first) and _moderate(last) else None


def _moderate(counts: np.ndarray) -> bool:
    return not len(counts) or (counts.min() > -(2**62) and counts.max() < 2**62)


def _size(unit: str, dtype: np.dtype) -> int:
    import numpy as np

    return FIXED[unit] // NANOSECONDS[np.datetime_data(dtype)[0]]


def _between(start: np.ndarray, end: np.ndarray, size: int, *, whole: bool) -> np.ndarray:
    """Units of a size that lie between whole numbers of its parts."""
    import numpy as np

    apart = end - start
    least, most = (int(apart.min()), int(apart.max())) if len(apart) else (0, 0)
    if whole:
        return apart // size if least >= 0 else np.abs(apart) // size * np.sign(apart)
    made: np.ndarray = apart / size
    if max(-least, most) > EXACT:
        # What a float cannot hold is divided before it becomes one.
        large = np.abs(apart) > EXACT
        length = np.abs(apart[large])
        count = length // size
        made[large] = np.copysign(count + (length - count * size) / size, apart[large])
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
