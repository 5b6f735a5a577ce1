"""Numbers as people write them: "0,7" and "70%" where a file wants 0.7; and the decimals of the numbers of a column."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

A_NUMBER = re.compile(r"([+-]?\d*)([.,]?)(\d*)\s*(%?)", re.ASCII)
LONGEST = 30
MOST_DECIMALS = 6
DIGITS = 6
FINEST, KEPT_APART = 12, 0.9
"""So many decimals at most, for values so close together that fewer would show most of them alike."""


def meant_number(value: Any, *, whole: bool) -> str:
    """The number that a value means that is none: "0,7", "70%", or 1.5 where a whole number is wanted."""
    if isinstance(value, list) and len(value) == 1:
        return meant_number(value[0], whole=whole) or (amount(value[0]) if is_number(value[0], whole=whole) else "")
    if isinstance(value, float) and whole and math.isfinite(value) and abs(value) < 1e15:
        return f"{math.floor(value)} or {math.ceil(value)}"
    found = A_NUMBER.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= LONGEST else None
    # 1,000 may be a thousand, or one.
    if found is None or not (found[1].strip("+-") or found[3]) or (found[2] == "," and len(found[3]) == 3):
        return ""
    number = float(f"{found[1]}.{found[3] or 0}")
    number = number / 100 if found[4] else number
    return "" if whole and number != int(number) else amount(number)


def is_number(value: Any, *, whole: bool) -> bool:
    """Whether a value of a file is a number."""
    return isinstance(value, int if whole else int | float) and not isinstance(value, bool)


def amount(value: Any) -> str:
    """A number as it is told: without needless digits."""
    return f"{value:.12g}" if isinstance(value, int | float) else str(value)


def decimals_of(finite: Sequence[float]) -> int:
    """The decimals that all finite numbers of a column are written with, so that their points stand below each other: as few as
    tell all values exactly, else so many that a usual one has six digits."""
    for decimals in range(MOST_DECIMALS - 1):
        if all(round(value, decimals) == value for value in finite):
            return decimals
    sizes = sorted(abs(value) for value in finite if value)
    usual = math.floor(math.log10(sizes[len(sizes) // 2])) if sizes else 0
    decimals = max(2, min(MOST_DECIMALS, DIGITS - 1 - usual))
    different = len(set(finite))
    while decimals < FINEST and len({round(value, decimals) for value in finite}) < KEPT_APART * different:
        decimals += 1
    return decimals
