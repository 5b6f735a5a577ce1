"""Rows put into segments by the values of a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import column_type, plot
from knode_nodes.prep._known import different
from knode_nodes.visualize._values import MISSING, OTHERS, named, told_apart

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_VALUES = 50
ORDERED = ("number", "datetime", "duration")


@dataclass(frozen=True)
class Segments:
    """`codes` (rows) are positions in `names`, and `matches` say how the rows of each are found again, None where that cannot
    be said."""

    codes: np.ndarray
    names: list[str]
    matches: list[plot.Match | None]


def segments_of(column: pd.Series, bins: int) -> Segments:
    """Each value is a segment; numbers and dates of more values than `bins` are cut into so many of about as many rows."""
    import numpy as np
    import pandas as pd

    name, kind = str(column.name), column_type(column.dtype)
    ordered = kind in ORDERED and not str(column.dtype).startswith("complex")
    try:
        codes, values = different(column) if column.dtype == "str" else pd.factorize(column, sort=ordered)
    except (TypeError, NotImplementedError):  # Lists and the like.
        codes, values = pd.factorize(column.map(repr, na_action="ignore"))
    if ordered and len(values) > bins:
        codes, names, matches = _stretches(name, codes, values, bins)
    else:
        codes, names, matches = _values(name, codes, values, kind)
    if (codes < 0).any():
        codes = np.where(codes < 0, len(names), codes)
        names, matches = [*names, MISSING], [*matches, plot.Match(column=name, values=(None,))]
    return Segments(codes, names, matches)


def _stretches(name: str, codes: np.ndarray, values: Any, bins: int) -> tuple[np.ndarray, list[str], list[Any]]:
    import numpy as np

    known = codes[codes >= 0]
    cuts = np.unique(np.quantile(known, np.linspace(0, 1, bins + 1)[1:-1], method="inverted_cdf"))
    starts = np.concatenate(([0], cuts[cuts < len(values) - 1] + 1)).astype(int)
    ends = np.append(starts[1:] - 1, len(values) - 1)
    places = np.searchsorted(starts, codes, side="right") - 1
    pairs = [(values[start], values[end]) for start, end in zip(starts, ends, strict=True)]
    return places, _ranges(pairs), [plot.Match.between(name, low, high) for low, high in pairs]


def _ranges(pairs: list[tuple[Any, Any]]) -> list[str]:
    """From one value to another, as shortly as the ranges differ: of moments far from each other the day is enough."""
    first, last = pairs[0][0], pairs[-1][1]
    days = hasattr(first, "to_julian_date") and last.to_julian_date() - first.to_julian_date() > 2 * len(pairs)
    tries: tuple[Callable[[Any], str], ...] = (lambda value: named(value)[: 10 if days else None], named, str)
    for told in tries:
        words = [(told(low), told(high)) for low, high in pairs]
        names = [low if low == high else f"{low} – {high}" for low, high in words]
        if len(set(names)) == len(names):
            break
    return names


def _values(name: str, codes: np.ndarray, values: Any, kind: str) -> tuple[np.ndarray, list[str], list[Any]]:
    """The commonest values; the others are one segment."""
    import numpy as np

    kept = np.arange(len(values))
    if len(values) > MOST_VALUES:
        counts = np.bincount(codes[codes >= 0], minlength=len(values))
        kept = np.argsort(-counts, kind="stable")[:MOST_VALUES]
        places = np.append(np.full(len(values), MOST_VALUES), -1)
        places[kept] = np.arange(MOST_VALUES)
        codes = places[codes]
    names = told_apart([values[place] for place in kept], OTHERS if len(kept) < len(values) else MISSING)
    measured = kind in ORDERED
    matches = [
        plot.Match.between(name, value, value)
        if measured
        else None
        if kind == "other"
        else plot.Match(column=name, values=(_text(value),))
        for value in (values[place] for place in kept)
    ]
    if len(kept) < len(values):
        names, matches = [*names, OTHERS], [*matches, None]
    return codes, names, matches


def _text(value: Any) -> str:
    """A value as plain text, as tables tell it."""
    return str(value).lower() if isinstance(value, bool) or type(value).__name__ == "bool" else str(value)
