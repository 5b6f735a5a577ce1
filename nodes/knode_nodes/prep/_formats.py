"""Dates and times written by a format, in a chosen language whatever the locale of the machine."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._date_names import Names, names_of
from knode_nodes.prep._moments import DAY, days_and_rest, local, moments, zone

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TOKEN = re.compile(r"%(-?)(.)|[^%]+|%$", re.DOTALL)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH = Names(MONTHS, tuple(name[:3] for name in MONTHS), DAYS, tuple(name[:3] for name in DAYS))
NAMED, SHORT = frozenset("BbAa"), frozenset("ba")
SECOND = 10**9


def check_format(text: str) -> None:
    """Raise ValueError where a format has a part that is not known."""
    if not text:
        raise ValueError("the format is empty: write it as %Y-%m-%d")
    for found in TOKEN.finditer(text):
        if found[0] == "%" or (found[2] and (found[2] not in PARTS if found[2] != "%" else found[1])):
            raise ValueError(
                f"{found[0]!r} is no part of a format; there are %{' %'.join(PARTS)} and %% for a percent sign"
            )


def formatted(column: pd.Series, form: str, language: str = "English") -> pd.Series:
    """(rows) str: dates as a clock in their own zone shows them.

    A month is in the form that it has in a date if the format has a day, as in "5 marca 2026" and "marzec 2026".
    """
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    dates = moments(column)
    clock = Clock(dates, _names(form, language))
    parts: list[Any] = []
    for found in TOKEN.finditer(form):
        if not found[2]:
            parts.append(_text(found[0]))
        elif found[2] == "%":
            parts.append(_text("%"))
        else:
            text = PARTS[found[2]](clock)
            text = pc.replace_substring_regex(text, "^0+(.)", r"\1") if found[1] else text
            dotted = found[2] in SHORT and form[found.end() :].startswith(".")
            parts.append(pc.replace_substring_regex(text, r"\.$", "") if dotted else text)
    made = pc.binary_join_element_wise(pa.array([""] * len(dates), pa.large_string()), *parts, _text(""))
    written = pd.Series(pd.array(made, dtype="str"), index=column.index, name=column.name)
    return written.mask(dates.isna().to_numpy())


def _names(form: str, language: str) -> Names:
    parts = {found[2] for found in TOKEN.finditer(form)}
    return ENGLISH if language == "English" or not parts & NAMED else names_of(language, within="d" in parts)


class Clock:
    """What a clock shows at (rows) moments: whole days since 1970 and nanoseconds since midnight."""

    def __init__(self, dates: pd.Series, names: Names = ENGLISH) -> None:
        self.dates = dates
        self.names = names
        self.shown = local(dates, zone(dates))
        days, rest = days_and_rest(self.shown.to_numpy())
        present = self.shown.notna().to_numpy()
        self.days, self.rest = days * present, rest * present

    @property
    def calendar(self) -> Any:
        """The parts of the dates, by the pandas accessor."""
        return self.shown.dt

    @property
    def offset(self) -> np.ndarray:
        """(rows) minutes that the clock is ahead of UTC."""
        import numpy as np

        if zone(self.dates) is None:
            return np.zeros(len(self.dates), dtype="int64")
        ahead = (self.shown - local(self.dates, "UTC")).dt.total_seconds()
        minutes: np.ndarray = (ahead.fillna(0).to_numpy() // 60).astype("int64")
        return minutes


def _text(text: str) -> Any:
    import pyarrow as pa

    return pa.scalar(text, pa.large_string())


def _digits(numbers: Any, width: int) -> Any:
    """(rows) texts of whole numbers, with zeros before them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    held = np.nan_to_num(np.asarray(numbers, dtype="float64"), nan=0).astype("int64")
    return pc.utf8_lpad(pa.array(held).cast(pa.large_string()), width, "0")


def _named(numbers: Any, names: tuple[str, ...]) -> Any:
    """(rows) names by their number from 0."""
    import numpy as np
    import pyarrow as pa

    held = np.nan_to_num(np.asarray(numbers, dtype="float64"), nan=0).astype("int64")
    return pa.array(names, pa.large_string()).take(pa.array(held))


def _offset(clock: Clock) -> Any:
    import numpy as np
    import pyarrow.compute as pc

    minutes = clock.offset
    if zone(clock.dates) is None:
        return _named(minutes, ("",))
    sign = _named(minutes < 0, ("+", "-"))
    size = np.abs(minutes)
    return pc.binary_join_element_wise(sign, _digits(size // 60, 2), _digits(size % 60, 2), _text(""))


def _zone_name(clock: Clock) -> Any:
    import pyarrow as pa

    if zone(clock.dates) is None:
        return _named(clock.offset, ("",))
    return pa.array(clock.dates.dt.strftime("%Z").astype("str").array, pa.large_string(), from_pandas=True).fill_null(
        ""
    )


def _hour(clock: Clock) -> Any:
    return clock.rest // (DAY // 24)


PARTS: dict[str, Callable[[Clock], Any]] = {
    "Y": lambda clock: _digits(clock.calendar.year, 4),
    "y": lambda clock: _digits(clock.calendar.year % 100, 2),
    "q": lambda clock: _digits(clock.calendar.quarter, 1),
    "m": lambda clock: _digits(clock.calendar.month, 2),
    "B": lambda clock: _named(clock.calendar.month.fillna(1) - 1, clock.names.months),
    "b": lambda clock: _named(clock.calendar.month.fillna(1) - 1, clock.names.short_months),
    "d": lambda clock: _digits(clock.calendar.day, 2),
    "j": lambda clock: _digits(clock.calendar.day_of_year, 3),
    "A": lambda clock: _named((clock.days + 3) % 7, clock.names.days),
    "a": lambda clock: _named((clock.days + 3) % 7, clock.names.short_days),
    "u": lambda clock: _digits((clock.days + 3) % 7 + 1, 1),
    "V": lambda clock: _digits(clock.calendar.isocalendar()["week"].fillna(0), 2),
    "G": lambda clock: _digits(clock.calendar.isocalendar()["year"].fillna(0), 4),
    "H": lambda clock: _digits(_hour(clock), 2),
    "I": lambda clock: _digits((_hour(clock) + 11) % 12 + 1, 2),
    "p": lambda clock: _named(_hour(clock) // 12, ("AM", "PM")),
    "M": lambda clock: _digits(clock.rest // (60 * SECOND) % 60, 2),
    "S": lambda clock: _digits(clock.rest // SECOND % 60, 2),
    "f": lambda clock: _digits(clock.rest // 1000 % 10**6, 6),
    "z": _offset,
    "Z": _zone_name,
}
"""What each letter after a percent sign writes."""
