"""Dates in texts of one width, such as 31.12.2026 08:30, read from their bytes: many times as fast as text by text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._blocks import in_blocks

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}
ISO = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SECOND = 10**6


def read_fixed(texts: pd.Series, form: str) -> np.ndarray:
    """(rows) datetime64[us] of the texts that have just this form and are a date; missing for all others."""
    import numpy as np
    import pyarrow as pa

    held = pa.array(texts.array, type=pa.large_string(), from_pandas=True)
    held = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    made = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[us]")
    if not len(held):
        return made
    bounds = np.frombuffer(held.buffers()[1], dtype="int64")[held.offset : held.offset + len(held) + 1]
    data = np.frombuffer(held.buffers()[2] or b"", dtype="uint8")
    lengths = np.diff(bounds)
    for each in ISO if form == "ISO8601" else (form,):
        fields = _fields(each)
        if fields is None:
            continue
        rows = np.flatnonzero((lengths == _width(each)) & np.isnat(made))
        if len(rows):
            starts = bounds[rows]
            made[rows] = in_blocks(lambda some: (_read(data, some, fields, _width(each)),), starts)[0]  # noqa: B023
    return made


def _width(form: str) -> int:
    return sum(WIDTHS.get(part[1:], 1) for part in _parts(form))


def _parts(form: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"%.|.", form, re.DOTALL))


def _fields(form: str) -> list[tuple[str, int]] | None:
    """The parts of a form and where they stand: letters of numbers, and characters as they are; None for another form."""
    found, place = [], 0
    for part in _parts(form):
        if (part[0] == "%" and part[1:] not in WIDTHS) or not part.isascii():
            return None
        found.append((part, place))
        place += WIDTHS.get(part[1:], 1)
    numbers = [part for part, _ in found if part[0] == "%"]
    plain = len(set(numbers)) == len(numbers) and {"%Y", "%m", "%d"} <= set(numbers)
    return found if plain else None


def _read(data: np.ndarray, starts: np.ndarray, fields: list[tuple[str, int]], width: int) -> Any:
    """(rows) moments of the texts of a width that start at some bytes."""
    import numpy as np

    whole = len(starts) * width == starts[-1] - starts[0] + width
    start = int(starts[0])
    text = (
        data[start : start + len(starts) * width].reshape(-1, width)
        if whole
        else data[starts[:, None] + np.arange(width)]
    )
    columns = np.ascontiguousarray(text.T)
    fits = np.ones(len(starts), dtype=bool)
    numbers = {name: np.zeros(len(starts), dtype="int64") for name in "YmdHMS"}
    for part, place in fields:
        if part[0] != "%":
            fits &= columns[place] == ord(part)
            continue
        for digits in columns[place : place + WIDTHS[part[1]]] - ord("0"):
            fits &= digits <= 9
            numbers[part[1]] = numbers[part[1]] * 10 + digits
    fits &= _is_moment(**numbers)
    micros = ((_days(numbers["Y"], numbers["m"], numbers["d"]) * 24 + numbers["H"]) * 60 + numbers["M"]) * 60 + numbers[
        "S"
    ]
    made = (micros * SECOND).view("datetime64[us]")
    made[~fits] = np.datetime64("NaT")
    return made


def _is_moment(Y: Any, m: Any, d: Any, H: Any, M: Any, S: Any) -> Any:  # noqa: N803
    import numpy as np

    leap = (m == 2) & (Y % 4 == 0) & ((Y % 100 != 0) | (Y % 400 == 0))
    last = np.array(LENGTHS).take(m, mode="clip") + leap
    return (Y >= 1) & (m >= 1) & (m <= 12) & (d >= 1) & (d <= last) & (H < 24) & (M < 60) & (S < 60)


def _days(year: Any, month: Any, day: Any) -> Any:
    """Days since 1970-01-01 in the Gregorian calendar: years that begin in March, by Howard Hinnant's `days_from_civil`."""
    early = month <= 2
    year = year - early
    of_year = (153 * (month + 12 * early - 3) + 2) // 5 + day - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + of_year - 719_468
