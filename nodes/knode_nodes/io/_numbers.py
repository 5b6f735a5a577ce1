"""Texts that are numbers: with a decimal point or comma, with or without marks between the thousands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

TextFor = Literal["", "zeros", "plus", "length"]
LARGEST_POWER = 10**18
SPACES = " \u00a0\u202f"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
LOOKS_LIKE_NUMBER = rf"^[+-]?(?:[0-9][0-9.,{APOSTROPHES}{SPACES}]*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?$"
_NUMBER = re.compile(LOOKS_LIKE_NUMBER)
MINUS_BEHIND = f"^([0-9][0-9.,{APOSTROPHES}{SPACES}]*)-$"
"""As accounting programs write numbers below zero."""
LEADING_ZERO = "^[+-]?0[0-9xX]"
WHOLE = "^[+-]?[0-9]+$"
TELEPHONE = r"^\+[1-9][0-9]{6,14}$"
"""With the country's number: at most 15 digits, by the ITU's recommendation E.164."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How numbers are written: `decimal` is "." or ",", `thousands` the mark between groups of three digits or ""."""

    decimal: str
    thousands: str

    @property
    def pattern(self) -> str:
        """A regular expression that matches whole numbers, decimals and infinity of this format (for `re` and RE2)."""
        point = re.escape(self.decimal)
        digits = rf"[0-9]+{point}?[0-9]*|{point}[0-9]+"
        if self.thousands:
            digits = rf"[0-9]{{1,3}}(?:{self._mark}[0-9]{{3}})+(?:{point}[0-9]*)?|{digits}"
        return rf"^[+-]?(?:(?:{digits})(?:[eE][+-]?[0-9]+)?|(?i:inf(?:inity)?))$"

    @property
    def _mark(self) -> str:
        alike = {" ": SPACES, "'": APOSTROPHES}.get(self.thousands)
        return f"[{alike}]" if alike else re.escape(self.thousands)

    def fits(self, text: str) -> bool:
        """Whether `text` is a number of this format."""
        return re.match(self.pattern, text) is not None

    def plain(self, column: Any) -> Any:
        """The texts of a column with a decimal point and nothing between the thousands."""
        import pyarrow.compute as pc

        if self.thousands:
            column = pc.replace_substring_regex(column, self._mark, "")
        return pc.replace_substring(column, self.decimal, ".") if self.decimal != "." else column


FORMATS = tuple(
    NumberFormat(decimal, thousands)
    for thousands in ("", ",", ".", " ", "'")
    for decimal in (".", ",")
    if decimal != thousands
)


PROBE = 1000
FEW = 20


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column read as numbers, and what speaks against it."""

    values: pa.ChunkedArray
    text_for: TextFor = ""
    """Why whole numbers stay text: for leading zeros or the plus of telephone numbers, which a number would lose, or because
    some are beyond what 64 bits hold."""


def plain_numbers(column: pa.ChunkedArray) -> Numbers | None:
    """The column as int64, uint64 or float64; None when a text is no number with a decimal point."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = _cast(column, pa.int64())
    if whole is not None:
        signed = (pc.min(whole).as_py() or 0) <= 0
        return Numbers(whole, "zeros" if _has_leading_zero(column, signed=signed) else "")
    values = _cast(column, pa.float64())
    if values is None:
        return None
    # The first thousand say it for nearly every column: a look at all values costs as much as reading them.
    if all(pc.all(pc.match_substring_regex(some, WHOLE), min_count=0).as_py() for some in (column[:1000], column)):
        return _long_numbers(column, values)
    return Numbers(values)


def whole_numbers(column: Any) -> Any | None:
    """Texts as int64 that they read as again; None when one is no such number."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        numbers = pc.cast(column, pa.int64())
    except pa.ArrowInvalid:
        return None
    return numbers if _are_shortest(column, numbers.drop_null().to_numpy()) else None


def _are_shortest(texts: pa.Array, numbers: np.ndarray) -> bool:
    """Whether the numbers that these texts are have as many characters as the texts: no zero in front, no sign too many."""
    import numpy as np
    import pyarrow.compute as pc

    if not len(numbers):
        return True
    least, most = int(numbers.min()), int(numbers.max())
    if least <= -LARGEST_POWER or most >= LARGEST_POWER or _has_letters(texts):
        return False
    sizes = numbers if least >= 0 else np.abs(numbers)
    characters = len(numbers) + (int(np.count_nonzero(numbers < 0)) if least < 0 else 0)
    power = 10
    while power <= max(most, -least):
        characters += int(np.count_nonzero(sizes >= power))
        power *= 10
    return characters == pc.sum(pc.binary_length(texts)).as_py()


def _has_letters(texts: pa.Array) -> bool:
    """Whether one of the numbers is written as 0xFFFFF, which takes no more characters than 1048575."""
    import numpy as np

    return bool(np.frombuffer(texts.buffers()[2], "uint8").max() > ord("9"))


def _cast(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray | None:
    """The texts as numbers; None when one is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        # Arrow words an error for each bad text of a column, so that a long one of texts takes a second to fail.
        for few in (FEW, PROBE):
            if few < len(column):
                pc.cast(column[:few], wanted)
        return pc.cast(column, wanted)
    except pa.ArrowInvalid:
        return None


def _has_leading_zero(column: pa.ChunkedArray, *, signed: bool = True) -> bool:
    import pyarrow.compute as pc

    for start in ("0", "-0", "+0") if signed else ("0",):
        zero = pc.starts_with(column, start)
        if pc.any(zero).as_py() and pc.any(pc.match_substring_regex(column.filter(zero), LEADING_ZERO)).as_py():
            return True
    return False


def _long_numbers(column: pa.ChunkedArray, values: Any) -> Numbers:
    """Whole numbers that are no int64: written with a plus, or too long."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept: TextFor = "zeros" if _has_leading_zero(column) else ""
    if not kept and pc.all(pc.match_substring_regex(column, TELEPHONE)).as_py():
        kept = "plus"
    unsigned = pc.replace_substring_regex(column, r"^\+", "")
    for kind in (pa.int64(), pa.uint64()):
        try:
            return Numbers(pc.cast(unsigned, kind), kept)
        except pa.ArrowInvalid:
            continue
    return Numbers(values, kept or "length")


def as_numbers(column: pa.ChunkedArray, form: NumberFormat) -> Numbers | None:
    """The column read in one format; None when a text does not fit."""
    import pyarrow.compute as pc

    if form != NumberFormat(".", "") and not pc.all(pc.match_substring_regex(column, form.pattern)).as_py():
        return None
    return plain_numbers(form.plain(column))


def formats_for(texts: Sequence[str], decimal: str | None, thousands: str | None) -> list[NumberFormat]:
    """The formats that all texts fit, among those that the settings leave open."""
    if not texts:
        return []
    allowed = [
        form
        for form in FORMATS
        if decimal in (None, form.decimal)
        and (thousands is None or (form.thousands in ("", thousands) and form.decimal != thousands))
    ]
    return [form for form in allowed if all(map(re.compile(form.pattern).match, texts))]


def has_minus_behind(column: Any) -> bool:
    """Whether one of the texts is a number with its minus behind it."""
    import pyarrow.compute as pc

    ended = pc.utf8_trim_whitespace(column.filter(pc.match_substring(column, "-")))
    return bool(pc.any(pc.match_substring_regex(ended, MINUS_BEHIND)).as_py())


def minus_in_front(column: Any) -> Any:
    """The texts, numbers with their minus in front."""
    import pyarrow.compute as pc

    return pc.replace_substring_regex(column, MINUS_BEHIND, r"-\1") if has_minus_behind(column) else column


def looks_like_number(text: str) -> bool:
    """Whether a person would take `text` for a number of some format."""
    return _NUMBER.match(text) is not None
