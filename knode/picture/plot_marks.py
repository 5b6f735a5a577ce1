"""Marks along an axis: as many as there is room for, numbers in few signs, dates with what they have in common told once."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knode.core.plot import Axis
from knode.picture.plot_fit import POINTS
from knode.picture.text import width_of

DAY = 86_400.0
MINUS = "\N{MINUS SIGN}"
POWERS = {12: "tn", 9: "bn", 6: "M", 3: "k"}
DIGITS, MOST_DECIMALS = 4, 7
"""How many digits the largest number in a cell has, and decimals at most."""
STEPS = (1, 2, 2.5, 5, 10)
MOST_NUMBERS = 9
DATES = ((3, 8), (2, 6), (2, 5))
"""How many marks of dates are tried for, at least and at most; for fewer matplotlib knows no unit of time in all cases."""
WIDER, APART, SPACED = 1.16, 0.9, 2.0
"""How much wider numbers are than text is reckoned to be; the gap between two beside each other, and the room for each of those
above each other, in letters' sizes."""
UNITS = (("%Y", ""), ("%b", "%Y"), ("%-d", "%b %Y"), ("%H:%M", "%-d %b %Y"), ("%H:%M:%S", "%-d %b %Y"))
"""How a mark is told whose last part is a year, a month, a day, a minute or a second, and what stands below it where that
changes."""
YEARS, MONTHS, DAYS, MINUTES, SECONDS = range(5)
Told = Callable[[list[float]], list[str]]


def mark_numbers(axis: Any, size: float, told: Told, *, whole: bool = False) -> None:
    """Marks at round numbers, with words of letters of a size."""
    from matplotlib import ticker

    tries = [
        ticker.MaxNLocator(most, integer=whole, steps=list(STEPS), min_n_ticks=1 if whole else min(2, most))
        for most in range(MOST_NUMBERS, 0, -1)
    ]
    axis.set_major_locator(_fitting_class()(tries, told, size))
    axis.set_major_formatter(_formatter_class()(told))


def mark_dates(axis: Any, size: float, zone: str) -> None:
    """Marks at round dates and times, of an axis in days since 1970."""
    told = functools.partial(dates_told, zone=zone, upright=axis.axis_name == "y")
    axis.set_major_locator(_fitting_class()(_date_locators(zone), told, size))
    axis.set_major_formatter(_formatter_class()(told))


def mark_powers(axis: Any, size: float) -> None:
    """Marks of a logarithmic axis: at powers of ten, and at 2 and 5 too where these are few and there is room."""
    from matplotlib import ticker

    low, high = axis.get_view_interval()
    few = low > 0 and math.log10(high) - math.log10(low) < 3
    tries = [ticker.LogLocator(subs=subs, numticks=8) for subs in ((1.0, 2.0, 5.0), (1.0,))]

    def told(values: list[float]) -> list[str]:
        return list(map(cell_told, values))

    axis.set_major_locator(_fitting_class()(tries if few else tries[1:], told, size))
    axis.set_major_formatter(_formatter_class()(told))
    axis.set_minor_formatter(ticker.NullFormatter())


def dates_along(low: float, high: float, zone: str, most: int) -> tuple[list[float], list[str]]:
    """At most so many round moments between two, or else a few, in seconds since 1970; and their words."""
    shown: list[float] = []
    for locator in _date_locators(zone):
        found = locator.tick_values(_moment(low / DAY, zone), _moment(high / DAY, zone))
        shown = [float(day) for day in found if low <= day * DAY <= high]
        if len(shown) <= most:
            break
    return [day * DAY for day in shown], dates_told(shown, zone=zone, upright=True)


def _date_locators(zone: str) -> list[Any]:
    from matplotlib import dates

    return [
        dates.AutoDateLocator(tz=zone_of(zone), minticks=least, maxticks=most)  # type: ignore[no-untyped-call]
        for least, most in DATES
    ]


def zone_of(name: str) -> ZoneInfo:
    """A time zone, UTC for one that is not known here."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _moment(day: float, zone: str = "") -> datetime:
    return (datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC")) + timedelta(days=day)).astimezone(zone_of(zone))


def dates_told(days: Sequence[float], *, zone: str = "", upright: bool = False) -> list[str]:
    """Marks at days since 1970 in words, such as 8, 15, 22, with the month and the year where these change.

    What changes stands on a second line, or on an `upright` axis on the same.
    """
    moments = [_rounded(_moment(day, zone)) for day in days]
    unit = max(map(_last_part, moments), default=YEARS)
    inner, outer = UNITS[unit]
    above = [_written(moment, outer) for moment in moments]
    told = []
    for place, (moment, context) in enumerate(zip(moments, above, strict=True)):
        word = _written(moment, inner) if moment.microsecond == 0 else f"{moment:%H:%M:%S.%f}".rstrip("0")
        changes = place == 0 or context != above[place - 1]
        # Two of them side by side would run into each other.
        if changes and place == 0 and not upright and len(set(above[:2])) == 2:
            changes = False
        if not (changes and context):
            told.append(word)
        elif not upright:
            told.append(f"{word}\n{context}")
        else:
            told.append(f"{word} {context}" if unit < MINUTES else f"{context} {word}")
    return told


def _rounded(moment: datetime) -> datetime:
    """Days are floating-point numbers, which tell microseconds hardly."""
    return (moment + timedelta(microseconds=50)).replace(microsecond=(moment.microsecond + 50) % 10**6 // 100 * 100)


def _last_part(moment: datetime) -> int:
    if moment.second or moment.microsecond:
        return SECONDS
    if moment.hour or moment.minute:
        return MINUTES
    if moment.day != 1:
        return DAYS
    return MONTHS if moment.month != 1 else YEARS


def _written(moment: datetime, form: str) -> str:
    # Windows knows no %-d.
    return moment.strftime(form.replace("%-d", str(moment.day)))


def numbers_told(values: list[float]) -> list[str]:
    """Marks along an axis in words: 0.5, 1,500, 20 k, 3 M."""
    top = max(map(abs, values), default=0.0)
    step = min((abs(after - before) for before, after in itertools.pairwise(values)), default=top) or 1.0
    close = top / step > 5_000
    power = next((power for power in POWERS if top >= 10.0 ** max(power, 4) and not close), 0)
    if top >= 1e16 or 0 < top < 1e-4:
        return [f"{value:.6g}".replace("-", MINUS) for value in values]
    decimals = max(0, math.ceil(-math.log10(step / 10.0**power) - 1e-6))
    # 2.5 apart needs a decimal, though its power of ten needs none.
    decimals += round(step / 10.0**power, decimals) != round(step / 10.0**power, decimals + 2)
    end = f" {POWERS[power]}" if power else ""
    return [f"{value / 10.0**power:,.{decimals}f}{end}".replace("-", MINUS) if value else "0" for value in values]


def percents_told(values: list[float]) -> list[str]:
    """Marks as percent of 1, with as many decimals as tell them apart: 20%, 0.5%."""
    marks = [round(100 * value, 9) + 0.0 for value in values]
    decimals = next((one for one in range(9) if all(round(mark, one) == mark for mark in marks)), 9)
    return [f"{mark:,.{decimals}f}%".replace("-", MINUS) for mark in marks]


def cell_told(value: float) -> str:
    """A number in a cell: 0.1234, 12,345, 1.2 M."""
    size = abs(value)
    power = next((power for power in POWERS if power > 3 and size >= 10.0**power), 0)
    if size >= 1e15 or 0 < size < 1e-4:
        told = f"{value:.3g}"
    elif power:
        told = f"{value / 10.0**power:,.4g} {POWERS[power]}"
    else:
        told = f"{value:,.0f}" if size >= 1_000 else f"{value:.4g}"
    return told.replace("-", MINUS)


def cells_told(values: list[float]) -> list[str]:
    """Numbers in cells of one picture, all with one number of decimals and in one unit unless they are too far apart.

    The largest has four digits, or fewer where none needs them.
    """
    top = max(map(abs, values), default=0.0)
    power = next((power for power in POWERS if power > 3 and top >= 10.0**power), 0)
    scaled = [value / 10.0**power for value in values]
    most = max(0, DIGITS - 1 - math.floor(math.log10(top / 10.0**power))) if top else 0
    decimals = next(one for one in range(most + 1) if one == most or all(_same(value, one, most) for value in scaled))
    if top >= 1e15 or most > MOST_DECIMALS or any(0 < abs(value) < 10.0**-decimals for value in scaled):
        return list(map(cell_told, values))
    end = f" {POWERS[power]}" if power else ""
    return [f"{round(value, decimals) + 0.0:,.{decimals}f}{end}".replace("-", MINUS) for value in scaled]


def _same(value: float, decimals: int, most: int) -> bool:
    return round(value, decimals) == round(value, most)


@functools.cache
def _formatter_class() -> Any:
    from matplotlib import ticker

    class MarkFormatter(ticker.Formatter):
        """Words for all marks of an axis at once: what tells them apart hangs on all of them."""

        def __init__(self, told: Told) -> None:
            self.told = told

        def __call__(self, x: float, pos: int | None = None) -> str:
            return self.told([x])[0]

        def format_ticks(self, values: Any) -> list[str]:
            return self.told(list(values))

    return MarkFormatter


@functools.cache
def _fitting_class() -> Any:
    from matplotlib import ticker

    class FittingLocator(ticker.Locator):
        """The marks of the first of several locators whose words do not run into each other; looked at anew whenever it is
        drawn."""

        def __init__(self, tries: Sequence[Any], told: Told, size: float) -> None:
            self.tries, self.told, self.size = tries, told, size
            self._asked: Any = None
            self._shortest = 0.0
            self._found: Any = ()

        def set_axis(self, axis: Any) -> None:
            super().set_axis(axis)
            for one in self.tries:
                one.set_axis(axis)

        def nonsingular(self, v0: float, v1: float) -> Any:
            return self.tries[0].nonsingular(v0, v1)

        def view_limits(self, vmin: float, vmax: float) -> Any:
            return self.tries[0].view_limits(vmin, vmax)

        def __call__(self) -> Any:
            return self.tick_values(*self._axis.get_view_interval())

        @property
        def _axis(self) -> Any:
            return self.axis

        def tick_values(self, vmin: float, vmax: float) -> Any:
            length = _length(self._axis)
            if self._asked == (vmin, vmax):
                # Longer axes would get more marks, whose words would make the axes shorter, and so on.
                length = min(length, self._shortest)
            if (self._asked, self._shortest) != ((vmin, vmax), length):
                self._asked, self._shortest = (vmin, vmax), length
                self._found = self._fitting(vmin, vmax, length)
            return self._found

        def _fitting(self, vmin: float, vmax: float, length: float) -> Any:
            low, high = sorted((vmin, vmax))
            found: Any = ()
            for one in self.tries:
                found = one()
                shown = [float(at) for at in found if low <= at <= high]
                if self._fits(shown, low, high, length):
                    return found
            # Every second of them, every third …
            steps = range(2, len(shown) + 1)
            return next((part for step in steps if self._fits(part := shown[::step], low, high, length)), found)

        def _fits(self, shown: list[float], low: float, high: float, length: float) -> bool:
            begin, end, *inner = self._axis.get_transform().transform([low, high, *shown])
            places = [(at - begin) / ((end - begin) or 1.0) * length for at in inner]
            return _apart(places, self.told(shown), self.size, upright=self._axis.axis_name == "y")

    return FittingLocator


def _length(axis: Any) -> float:
    """How long an axis is, in points."""
    box = axis.axes.bbox
    return float((box.width if axis.axis_name == "x" else box.height) / axis.get_figure(root=True).dpi * POINTS)


def _apart(places: list[float], words: list[str], size: float, *, upright: bool) -> bool:
    """Whether words around these places, in points, keep off each other."""
    if upright:
        return all(abs(after - before) >= SPACED * size for before, after in itertools.pairwise(places))
    halves = [max(width_of(line, size * WIDER) for line in word.split("\n")) / 2 for word in words]
    pairs = itertools.pairwise(zip(places, halves, strict=True))
    return all(after - before >= left + right + APART * size for (before, left), (after, right) in pairs)


def mark_described(axis: Any, described: Axis, size: float) -> None:
    """Marks along an axis of numbers or moments, as it is described."""
    if described.scale == "time":
        mark_dates(axis, size, described.zone)
    elif described.scale == "log":
        (axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale)("log")
        mark_powers(axis, size)
    else:
        mark_numbers(axis, size, percents_told if described.percent else numbers_told, whole=described.whole)
