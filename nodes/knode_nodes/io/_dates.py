"""Texts that are dates: ISO, and those with day, month and year in the order that fits all values of the column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

DateOrder = Literal["auto", "iso", "day-first", "month-first", "off"]
ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?\s*(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?")
ZONES = ((r"(:\d\d(?:\.\d+)?) +", r"\1"), (r"UTC$", "Z"), (r"(:\d\d(?:\.\d+)?[+-]\d\d)$", r"\1:00"))
"""Zones as programs write them and Arrow does not read them: behind a space, by name as BigQuery, hours alone as PostgreSQL."""
NUMERIC = re.compile(r"(\d{4}|\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{1,2})(?:([T ])(.+))?")
DAY_MONTH = re.compile(r"\d{1,2}\.?([ ./-])([A-Za-z]{3,9})([ ./-])(\d{4}|\d\d)(?:([T ])(.+))?")
MONTH_DAY = re.compile(r"([A-Za-z]{3,9}) \d{1,2}(,? )(\d{4})(?:([T ])(.+))?")
CLOCK = re.compile(r"\d{1,2}:\d\d(:\d\d)?([.]\d+)?( ?)([AaPp][Mm])?")
LOOKS_LIKE_DATE = (
    r"^(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})"
    r"|[0-9]{1,2}\.?[ ./-][A-Za-z]{3,9}[ ./-][0-9]{2,4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4})(?:[T ].*)?$"
)
_DATE = re.compile(LOOKS_LIKE_DATE)


@dataclass(frozen=True, slots=True)
class Dates:
    """A column read as dates: datetime64 values, and the order of day and month that was taken."""

    values: Any
    order: str
    zoned: bool = False


def looks_like_date(text: str) -> bool:
    """Whether a person would take `text` for a date."""
    return _DATE.match(text) is not None


def find_dates(column: pa.ChunkedArray, probe: list[str], order: DateOrder) -> list[Dates]:
    """Every way to read all texts of a column as dates; [] when there is none."""
    if order == "off" or not probe or not all(map(looks_like_date, probe[:20])):
        return []
    if ISO.fullmatch(probe[0]):
        found = _iso(column)
        return [found] if found else []
    if order == "iso":
        return []
    return list(_ordered(column, probe[0], order))


def find_iso_dates(column: pa.ChunkedArray, probe: list[str], order: DateOrder) -> Dates | None:
    """The column read as ISO dates; None when a text is none."""
    found = find_dates(column, probe, "off" if order == "off" else "iso")
    return found[0] if found else None


def _iso(column: pa.ChunkedArray) -> Dates | None:
    import pyarrow as pa
    import pyarrow.compute as pc

    for texts in _zones_as_arrow(column):
        for unit, zone in (("us", None), ("ns", None), ("us", "UTC"), ("ns", "UTC")):
            try:
                return Dates(pc.cast(texts, pa.timestamp(unit, zone)), "ISO", zone is not None)
            except pa.ArrowInvalid:
                continue
    return None


def _zones_as_arrow(column: pa.ChunkedArray) -> Iterator[pa.ChunkedArray]:
    """The texts as they are, and then with their zones as Arrow reads them."""
    import pyarrow.compute as pc

    yield column
    for pattern, text in ZONES:
        column = pc.replace_substring_regex(column, pattern, text)
    yield column


def _ordered(column: pa.ChunkedArray, example: str, order: DateOrder) -> Iterator[Dates]:
    import pandas as pd

    encoded = column.combine_chunks().dictionary_encode()
    texts = encoded.dictionary.to_pandas()
    codes = encoded.indices.to_numpy(zero_copy_only=False) if not encoded.null_count else None
    for form, name in _formats(example):
        if order in ("day-first", "month-first") and name in ("day-first", "month-first") and name != order:
            continue
        if order != "auto" and form.startswith("%y"):
            continue
        parsed = pd.to_datetime(texts, format=form, errors="coerce", cache=False)
        if parsed.isna().any():
            continue
        if codes is None:
            codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        values = pd.array(parsed).take(codes, allow_fill=True)
        yield Dates(pd.Series(values), name)


def _formats(example: str) -> Iterator[tuple[str, str]]:
    """strptime formats that may fit a text, each with its name."""
    if found := NUMERIC.fullmatch(example):
        first, mark, _, last, gap, clock = found.groups()
        yield from _with_clock(_numeric(len(first), mark, len(last)), gap, clock)
    elif found := DAY_MONTH.fullmatch(example):
        before, month, after, year, gap, clock = found.groups()
        dot = "." if re.match(r"\d{1,2}\. ", example) else ""
        for name in _month(month):
            yield from _with_clock([(f"%d{dot}{before}{name}{after}{_year(year)}", "named-month")], gap, clock)
    elif found := MONTH_DAY.fullmatch(example):
        month, after, year, gap, clock = found.groups()
        for name in _month(month):
            yield from _with_clock([(f"{name} %d{after}{_year(year)}", "named-month")], gap, clock)


def _numeric(first: int, mark: str, last: int) -> list[tuple[str, str]]:
    if first == 4:
        return [(f"%Y{mark}%m{mark}%d", "year-first")] if last < 4 else []
    if last == 1:
        return []
    year = _year("0" * last)
    day_first = (f"%d{mark}%m{mark}{year}", "day-first")
    # Nobody writes the month first with dots between.
    if mark == ".":
        return [day_first]
    orders = [day_first, (f"%m{mark}%d{mark}{year}", "month-first")]
    return orders if last == 4 else [*orders, (f"%y{mark}%m{mark}%d", "year-first")]


def _with_clock(dates: list[tuple[str, str]], gap: str | None, clock: str | None) -> Iterator[tuple[str, str]]:
    if clock is None:
        yield from dates
    elif found := CLOCK.fullmatch(clock):
        seconds, fraction, space, half = found.groups()
        form = ("%I" if half else "%H") + ":%M" + (":%S" if seconds else "") + (".%f" if fraction else "")
        for date, name in dates:
            yield f"{date}{gap}{form}" + (f"{space}%p" if half else ""), name


def _month(text: str) -> list[str]:
    return ["%b", "%B"] if len(text) == 3 else ["%B"]


def _year(text: str) -> str:
    return "%Y" if len(text) == 4 else "%y"
