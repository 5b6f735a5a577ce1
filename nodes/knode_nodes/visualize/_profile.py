"""What there is to know of one column: its values counted, its numbers measured, what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode.api import column_type
from knode_nodes.prep._moments import moments as moments_of
from knode_nodes.visualize._behind import SECOND

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

BINS = 24
MOST_CHECKED = 2_000
"""So many different words are looked at for what they might be."""
DATE = re.compile(r"\s*(\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{2}.*)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*")
NUMBER = re.compile(r"\s*[-+]?[\d.,' ]*\d([eE][-+]?\d+)?\s*[%€$£]?\s*")
SKEWED = 2.0
CLOSE = 0.95


@dataclass
class Facts:
    """Of one column. `numbers` holds measures by name; `bits` (rows) is equal for equal values, to find rows that are equal."""

    name: str
    type: str
    dtype: str
    rows: int
    missing: int
    different: int = 0
    top: list[tuple[str, int]] = field(default_factory=list)
    spark: tuple[float, ...] = ()
    numbers: dict[str, float] = field(default_factory=dict)
    earliest: str | None = None
    latest: str | None = None
    warnings: list[str] = field(default_factory=list)
    bits: Any = None

    @property
    def known(self) -> int:
        """Rows with a value."""
        return self.rows - self.missing


def facts_of(series: pd.Series[Any], name: str, most_top: int) -> Facts:
    """Look at a column."""
    kind = column_type(series.dtype)
    missing = series.isna().to_numpy()
    facts = Facts(name, kind, str(series.dtype), len(series), int(missing.sum()))
    measured = kind in ("datetime", "duration") or (kind == "number" and series.dtype.kind not in "cO")
    if measured:
        _look_at_numbers(facts, series, missing, most_top)
    else:
        _look_at_words(facts, series, most_top)
    if facts.dtype.startswith("decimal"):
        _measure_decimals(facts, series[~missing])
    _warn(facts)
    return facts


# ---- numbers, dates, durations


def _look_at_numbers(facts: Facts, series: pd.Series[Any], missing: np.ndarray, most_top: int) -> None:
    import numpy as np

    values, told, steps = _plain(facts.type, series, missing)
    facts.bits = np.zeros(len(series), dtype=np.uint64)
    # 0.0 and −0.0 are equal and have other bits.
    facts.bits[~missing] = (values + 0.0 if values.dtype.kind == "f" else values).view(np.uint64)
    facts.bits[missing] = np.uint64(0x9E3779B97F4A7C15)
    ordered = np.sort(values)
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else np.zeros(0, int)
    counts = np.diff(np.append(starts, len(ordered)))
    facts.different = len(starts)
    facts.top = [(told(ordered[starts[place]]), int(counts[place])) for place in _largest(counts, most_top)]
    finite = ordered[np.isfinite(ordered)] if ordered.dtype.kind == "f" else ordered
    if facts.type == "datetime":
        if len(ordered):
            facts.earliest, facts.latest = told(ordered[0]), told(ordered[-1])
    else:
        facts.numbers = _measures(finite.astype("float64") / steps)
        facts.numbers["infinite"] = float(len(ordered) - len(finite))
    facts.spark = _spark(finite)


def _plain(kind: str, series: pd.Series[Any], missing: np.ndarray) -> tuple[np.ndarray, Callable[[Any], str], float]:
    """The values that there are, as numbers of 64 bits that keep them apart; what tells one in words; and how many of these
    make 1, of durations a day."""
    import numpy as np

    known = series[~missing]
    if kind == "number":
        whole = series.dtype.kind
        if whole in "ui":
            return known.to_numpy(dtype="uint64" if whole == "u" else "int64"), str, 1.0
        narrow = np.dtype(f"f{min(series.dtype.itemsize, 8)}") if hasattr(series.dtype, "itemsize") else np.dtype(float)
        return (
            np.ascontiguousarray(known.to_numpy(dtype="float64")),
            lambda value: str(narrow.type(value)).removesuffix(".0"),
            1.0,
        )
    held = moments_of(known) if kind == "datetime" else known
    unit = held.dt.unit
    if kind == "duration":
        steps = held.to_numpy(dtype=f"timedelta64[{unit}]").astype("int64")
        return steps, lambda value: _duration(int(value), unit), 86_400.0 * SECOND[unit]
    zone = held.dt.tz
    if zone is not None:
        held = held.dt.tz_convert("UTC").dt.tz_localize(None)
    steps = held.to_numpy(dtype=f"datetime64[{unit}]").astype("int64")
    return steps, lambda value: _moment(int(value), unit, zone), 1.0


def _duration(value: int, unit: Any) -> str:
    import pandas as pd

    return str(pd.Timedelta(value, unit)).removesuffix(" 00:00:00")


def _moment(value: int, unit: Any, zone: Any) -> str:
    import pandas as pd

    moment = pd.Timestamp(value, unit=unit)
    if zone is not None:
        moment = moment.tz_localize("UTC").tz_convert(zone)
    text: str = moment.isoformat(sep=" ")
    return text.removesuffix(" 00:00:00")


def _largest(counts: np.ndarray, most: int) -> list[int]:
    """The places of the largest counts, of equal ones the first."""
    import numpy as np

    if len(counts) > most:
        least = np.partition(counts, len(counts) - most)[len(counts) - most]
        above, equal = np.flatnonzero(counts > least), np.flatnonzero(counts == least)
        places = np.concatenate([above, equal[: most - len(above)]])
    else:
        places = np.arange(len(counts))
    return [int(place) for place in places[np.argsort(-counts[places], kind="stable")]]


def _measures(values: np.ndarray) -> dict[str, float]:
    """Of sorted finite numbers."""
    import numpy as np

    n = len(values)
    if not n:
        return {}
    with np.errstate(all="ignore"):
        mean = float(values.mean())
        # In shares of the largest deviation, whose powers are neither too large nor too small for a float.
        largest = max(mean - float(values[0]), float(values[-1]) - mean) or 1.0
        away = (values - mean) / largest
        square = float((away**2).mean())
        cube = float((away**3).mean())
        skew = cube / square**1.5 * np.sqrt(n * (n - 1)) / (n - 2) if n > 2 and square > 0 else float("nan")
        q1, median, q3 = (float(one) for one in np.quantile(values, (0.25, 0.5, 0.75)))
    zero = np.searchsorted(values, 0.0, "left"), np.searchsorted(values, 0.0, "right")
    return {
        "mean": mean,
        "std": float(np.sqrt(square * n / (n - 1)) * largest) if n > 1 else float("nan"),
        "min": float(values[0]),
        "q1": q1,
        "median": median,
        "q3": q3,
        "max": float(values[-1]),
        "zeros": float(zero[1] - zero[0]),
        "negatives": float(zero[0]),
        "skewness": float(skew),
    }


def _spark(values: np.ndarray) -> tuple[float, ...]:
    """The counts of a small histogram of sorted numbers."""
    import numpy as np

    if not len(values) or values[0] == values[-1]:
        return (float(len(values)),) if len(values) else ()
    share = np.arange(1, BINS) / BINS
    # Not as low + share * (high - low), a difference that may be too large for a float.
    edges = float(values[0]) * (1 - share) + float(values[-1]) * share
    places = np.concatenate([[0], np.searchsorted(values, edges), [len(values)]])
    return tuple(float(count) for count in np.diff(places))


def _measure_decimals(facts: Facts, known: pd.Series[Any]) -> None:
    """Exact decimals are told apart to the last digit, and measured as floats."""
    import numpy as np

    ordered = np.sort(known.to_numpy(dtype="float64"))
    facts.numbers = _measures(ordered)
    facts.numbers["infinite"] = 0.0
    facts.spark = _spark(ordered)


# ---- words, categories, booleans, anything else


def _look_at_words(facts: Facts, series: pd.Series[Any], most_top: int) -> None:
    import numpy as np

    codes, values = _coded(series)
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    there = np.flatnonzero(counts)
    facts.bits = codes.astype(np.int64).view(np.uint64)
    facts.different = len(there)
    facts.top = [(str(values[place]), int(counts[place])) for place in _largest(counts, most_top) if counts[place]]
    facts.spark = tuple(float(count) for count in np.sort(counts)[::-1][:BINS] if count)
    if facts.type in ("text", "category", "other") and len(there):
        checked = there[np.linspace(0, len(there) - 1, min(MOST_CHECKED, len(there))).astype(np.intp)]
        _look_into(facts, [values[place] for place in checked])


def _coded(series: pd.Series[Any]) -> tuple[np.ndarray, Any]:
    """A number for each row, −1 where there is no value, and the different values."""
    import pandas as pd
    import pyarrow as pa

    dtype = series.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), dtype.categories
    if column_type(dtype) == "text":
        chunks = pa.chunked_array([pa.array(series, from_pandas=True)]) if not len(series) else pa.array(series)
        encoded = (chunks.combine_chunks() if isinstance(chunks, pa.ChunkedArray) else chunks).dictionary_encode()
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        return encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False), _Lazy(encoded.dictionary)
    try:
        return pd.factorize(series)
    except (TypeError, NotImplementedError):
        return pd.factorize(series.map(repr, na_action="ignore"))


class _Lazy:
    """Different words, made into text only where they are looked at."""

    def __init__(self, words: Any) -> None:
        self._words = words

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, place: Any) -> Any:
        return self._words[int(place)].as_py()


def _look_into(facts: Facts, values: list[Any]) -> None:
    """What the different words have in common."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < len(values):
        kinds = sorted({type(value).__name__ for value in values})
        if len(kinds) > 1:
            facts.warnings.append(f"holds several kinds of values: {', '.join(kinds[:4])}")
        return
    filled = [text for text in texts if text.strip()]
    facts.numbers["length"] = sum(map(len, texts)) / len(texts)
    for what, pattern in (("numbers", NUMBER), ("dates", DATE)):
        if filled and sum(pattern.fullmatch(text) is not None for text in filled) >= 0.95 * len(filled):
            if what == "numbers" and all(DATE.fullmatch(text) for text in filled):
                continue
            facts.warnings.append(f"{what} kept as text")
            break
    if len(filled) < len(texts):
        facts.warnings.append("empty texts, which do not count as missing")
    if len({" ".join(text.casefold().split()) for text in texts}) < len(texts):
        facts.warnings.append("values that differ in spaces or capitals only")


# ---- what is odd


def _warn(facts: Facts) -> None:
    """Add what a person should know before they use the column."""
    found = facts.warnings
    if not facts.known:
        found.insert(0, "no value at all" if facts.rows else "no rows")
        return
    if facts.missing > facts.rows / 2:
        found.insert(0, f"mostly missing ({_percent(facts.missing / facts.rows)})")
    most = facts.top[0][1]
    if facts.different == 1 and facts.rows > 1:
        found.append("one value only")
    elif most > CLOSE * facts.known and facts.known >= 20:
        found.append(f"{_percent(most / facts.known)} are one value")
    if (facts.known >= 20 and facts.type in ("text", "category")) or facts.dtype.lower().startswith(("int", "uint")):
        if facts.different == facts.known == facts.rows and facts.rows >= 20:
            found.append("every value is different, as in a key")
        elif facts.type in ("text", "category") and facts.different > 50 and facts.different > facts.known / 4:
            found.append(f"many different values ({facts.different:,})")
    if facts.numbers.get("infinite"):
        found.append(f"{facts.numbers['infinite']:,.0f} infinite")
    if abs(facts.numbers.get("skewness", 0.0)) > SKEWED and most <= CLOSE * facts.known:
        found.append(f"skewed ({facts.numbers['skewness']:.1f})".replace("-", "\N{MINUS SIGN}"))
    if (
        facts.known >= 20
        and facts.different > 2
        and CLOSE * facts.known >= facts.numbers.get("zeros", 0) > facts.known / 2
    ):
        found.append(f"{_percent(facts.numbers['zeros'] / facts.known)} zeros")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.2g} %"


def duplicates(table: pd.DataFrame, facts: list[Facts]) -> int:
    """Rows that are equal to one before them in all columns."""
    import numpy as np

    if not facts or len(table) < 2 or any(one.different == len(table) for one in facts):
        return 0
    mixed = np.zeros(len(table), dtype=np.uint64)
    for one in facts:
        # After Steele, Lea and Flood (Fast splittable pseudorandom number generators, 2014).
        mixed += one.bits + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    order = np.argsort(mixed, kind="stable")
    equal = mixed[order[1:]] == mixed[order[:-1]]
    alike = np.zeros(len(table), dtype=bool)
    alike[order[1:][equal]] = alike[order[:-1][equal]] = True
    # Rows may be alike by chance: only among these few does it take a look at the bits themselves.
    places = np.flatnonzero(alike)
    if not len(places):
        return 0
    rows = np.column_stack([one.bits[places] for one in facts])
    return len(places) - len(np.unique(rows, axis=0))
