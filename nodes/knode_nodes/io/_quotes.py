"""Where the records of a delimited text end, as far as its quotes tell for sure."""

from __future__ import annotations

from typing import Any

PART = 1 << 18
"""Bytes of which all that is found out stays in the cache."""


def sure_end(text: bytes, quote: str, separator: str) -> int:
    r"""The end of the last record in `text`, which begins with one, that surely ends in a "\n"; 0 where there is none.

    A quote opens a quoted text at the beginning of a field only, or goes on with it directly behind the quote that closed
    it. As long as each odd quote stands so, whoever reads is within a quoted text behind an odd number of quotes, and
    nowhere else: what stands behind a closing quote changes nothing. An odd quote elsewhere is a character like others.
    """
    end = text.rfind(b"\n") + 1
    if not quote or text.find(quote.encode(), 0, end) < 0:
        return end
    import numpy as np

    lines = np.frombuffer(text, "uint8", end)
    quotes, ends, separators = _places(lines, quote + "\n" + separator)
    inside = _odd_so_far(quotes)
    sure = ends & ~inside
    misplaced = quotes & inside & ~_one_later(quotes | ends | separators)
    if misplaced.any():
        place = int((misplaced != 0).argmax())
        lowest = int(misplaced[place]) & -int(misplaced[place])
        sure = sure[: place + 1]
        sure[place] &= lowest - 1
    places = np.flatnonzero(sure)
    return 64 * int(places[-1]) + int(sure[places[-1]]).bit_length() if len(places) else 0


def _places(text: Any, wanted: str) -> Any:
    """For each character that is wanted its places as the bits of whole numbers, the first the lowest of the first number."""
    import numpy as np

    numbers = np.zeros((len(wanted), -(-len(text) // 64)), "<u8")
    for start in range(0, len(text), PART):
        part = text[start : start + PART]
        for packed, one in zip(numbers.view("uint8"), wanted, strict=True):
            bits = np.packbits(part == ord(one), bitorder="little")
            packed[start // 8 : start // 8 + len(bits)] = bits
    return numbers


def _odd_so_far(bits: Any) -> Any:
    """For each place whether an odd number of bits is set up to it, itself too."""
    import numpy as np

    odd = bits.copy()
    for shift in (1, 2, 4, 8, 16, 32):
        odd ^= odd << shift
    through = odd >> 63
    before = np.bitwise_xor.accumulate(through) ^ through
    return odd ^ (0 - before)


def _one_later(bits: Any) -> Any:
    """Each bit in the place of the next; a set one in the first."""
    moved = bits << 1
    moved[1:] |= bits[:-1] >> 63
    moved[0] |= 1
    return moved
