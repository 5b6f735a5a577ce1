"""Values as the cells of a table show them: numbers in even decimals, dates as ISO, long texts cut."""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from typing import Any

from knode.core.numerals import decimals_of

Show = Callable[[Any], str]
LONGEST = 300
"""A cell shows so many characters of a text at most; no column is wider."""
LONGEST_FULL = 4_000
DIGITS = 6
YEARS = range(1500, 2201)


def cut(text: str) -> str:
    """A text for one line."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return short.replace("\r\n", "\n").replace("\n", " ↵ ").replace("\t", " ⇥ ") if not short.isprintable() else short


def plain(value: Any) -> str:
    """Any value in one line."""
    return cut(whole(value))


def whole(value: Any) -> str:
    """Any value in full, bounded for the screen."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value[:LONGEST_FULL].hex(" ")
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST_FULL else f"{text[:LONGEST_FULL]}…"


def truth(value: Any) -> str:
    """A boolean."""
    return "true" if value else "false"


# ---- numbers


def whole_number(sample: Iterable[int]) -> Show:
    """How whole numbers are shown: in groups of thousands, unless all look like years."""
    seen = list(sample)
    return str if seen and all(value in YEARS for value in seen) else "{:,}".format


def number(sample: Iterable[float]) -> Show:
    """How the floats of a column are shown, with decimals that suit a sample of them."""
    finite = [value for value in sample if math.isfinite(value)]
    decimals = decimals_of(finite)
    smallest = 0.5 * 10.0**-decimals

    def show(value: float) -> str:
        if not math.isfinite(value):
            return "NaN" if value != value else "∞" if value > 0 else "-∞"
        size = abs(value)
        if size >= 1e15 or 0 < size < smallest:
            return f"{value:.{DIGITS}g}"
        return f"{value:,.{decimals}f}"

    return show


def exact(value: Any) -> str:
    """A number with all its digits."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else whole(value)


# ---- times


def moment(value: Any) -> str:
    """A NumPy datetime as ISO, without the zeros behind its seconds."""
    day, _, time = str(value).partition("T")
    return f"{day} {_short_fraction(time)}" if time else day


def day(value: Any) -> str:
    """A NumPy datetime of which only the day matters."""
    return str(value).partition("T")[0]


def is_midnight(value: Any) -> bool:
    """Whether a NumPy datetime has no time of day."""
    time = str(value).partition("T")[2]
    return not time.strip("0:.")


def _short_fraction(time: str) -> str:
    clock, point, fraction = time.partition(".")
    fraction = fraction.rstrip("0")
    return f"{clock}{point}{fraction}" if fraction else clock


def zoned(zone: datetime.tzinfo, per_second: int) -> Show:
    """How counts since the epoch are shown in a time zone."""

    def show(count: int) -> str:
        seconds, rest = divmod(count, per_second)
        try:
            local = datetime.datetime.fromtimestamp(seconds, zone)
        except (OverflowError, ValueError, OSError):
            return f"{seconds:,} s since 1970"
        fraction = f"{rest / per_second:.9f}"[1:].rstrip("0").rstrip(".")
        offset = local.strftime("%z")
        return f"{local:%Y-%m-%d %H:%M:%S}{fraction}{offset[:3]}:{offset[3:5]}"

    return show


def duration(value: Any) -> str:
    """A duration: days, hours, minutes and seconds, with what is below a second where there is any."""
    nanoseconds = _nanoseconds(value)
    sign = "-" if nanoseconds < 0 else ""
    seconds, fraction = divmod(abs(nanoseconds), 1_000_000_000)
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    below = f".{fraction:09}".rstrip("0") if fraction else ""
    return f"{sign}{days:,} d {clock}{below}" if days else f"{sign}{clock}{below}"


def _nanoseconds(value: Any) -> int:
    if isinstance(value, datetime.timedelta):
        return (value // datetime.timedelta(microseconds=1)) * 1_000
    return int(value.astype("timedelta64[ns]").astype("int64"))
