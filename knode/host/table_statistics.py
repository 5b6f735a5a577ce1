"""Statistics of one column: what the header of a table draws, and what its details list."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from knode.host.table_protocol import Bin, ColumnStatistics, TopValue
from knode.host.table_values import is_measure, texts

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

SAMPLE_ROWS = 1_000_000
"""A larger column is judged by this many of its rows, evenly taken, unless all is asked for."""
EXACT_DISTINCT_ROWS = 5_000_000
"""Above, different values are estimated from the smallest hashes."""
SMALLEST_HASHES = 4_096
"""Of k smallest hashes an estimate is off by about 1/√k: 1.6 %."""
BINS, LEAST_BINS = 24, 6
LONGEST_TEXT = 500
QUARTILES = {"q25": 0.25, "median": 0.5, "q75": 0.75}


def statistics_of(array: pa.Array, rows: np.ndarray[Any, Any] | None, *, full: bool, most: int = 8) -> ColumnStatistics:
    """Statistics of a column's values, or of those in some rows.

    Sources: bins are of equal width between the smallest and the largest number; quartiles are interpolated linearly
    (Hyndman and Fan 1996, type 7); std is of a sample (n - 1); different values of long columns by the k smallest
    hashes (Bar-Yossef et al. 2002, KMV).
    """
    import pyarrow as pa

    count = len(array) if rows is None else len(rows)
    sampled = None if full or count <= SAMPLE_ROWS else SAMPLE_ROWS
    values = _taken(array, rows, count if sampled is None else sampled)
    facts: dict[str, Any] = {
        "rows": count,
        "sampled": sampled,
        "missing": _missing(array, rows, values, count, sampled),
    }
    present = values.drop_null()
    if full:
        facts |= _distinct(present)
    if is_measure(values.type) and not pa.types.is_time(values.type):
        return ColumnStatistics(**facts, **_of_numbers(present, full=full))
    return ColumnStatistics(**facts, **_of_others(present, most))


def _taken(array: pa.Array, rows: Any, wanted: int) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    count = len(array) if rows is None else len(rows)
    if wanted < count:
        every = np.linspace(0, count - 1, wanted).astype("int64")
        rows = every if rows is None else rows[every]
    return array if rows is None else array.take(pa.array(rows))


def _missing(array: pa.Array, rows: Any, values: pa.Array, count: int, sampled: int | None) -> int:
    """How many values are missing: of all rows that is known at once, of a sample it is scaled up."""
    if rows is None:
        return int(array.null_count)
    return int(values.null_count) if sampled is None else round(values.null_count / sampled * count)


# ---- numbers, dates, durations


def _of_numbers(present: pa.Array, *, full: bool) -> dict[str, Any]:
    import numpy as np

    numbers = _as_numbers(present)
    finite = numbers[np.isfinite(numbers)] if numbers.dtype.kind == "f" else numbers
    if not len(finite):
        return {}
    show = _shown(present.type)
    low, high = finite.min(), finite.max()
    figures: dict[str, Any] = {"min": show(low), "max": show(high)}
    if full:
        figures |= _moments(finite, present.type, show)
    return {"figures": figures, "bins": _bins(finite, low, high, show)}


def _as_numbers(array: pa.Array) -> Any:
    """The values as numbers that can be computed with; times as their counts since the epoch."""
    import pyarrow as pa

    types = pa.types
    if types.is_date32(array.type):
        array = array.cast(pa.int32())
    elif types.is_temporal(array.type):
        array = array.cast(pa.int64())
    elif types.is_decimal(array.type) or types.is_float16(array.type):
        array = array.cast(pa.float64())
    return array.to_numpy(zero_copy_only=False)


def _shown(kind: Any) -> Any:
    """Turns a number of `_as_numbers` into what a message holds: a float, or the text of a date or duration."""
    import pandas as pd
    import pyarrow as pa

    if pa.types.is_timestamp(kind):
        return lambda value: str(pd.Timestamp(int(value), unit=kind.unit, tz="UTC").tz_convert(kind.tz))
    if pa.types.is_date32(kind):
        return lambda value: str(pd.Timestamp(int(value), unit="D").date())
    if pa.types.is_date64(kind):
        return lambda value: str(pd.Timestamp(int(value), unit="ms").date())
    if pa.types.is_duration(kind):
        return lambda value: str(pd.Timedelta(int(value), unit=kind.unit))
    return float


def _moments(finite: Any, kind: Any, show: Any) -> dict[str, Any]:
    import numpy as np
    import pyarrow as pa

    figures = {
        name: show(value) for name, value in zip(QUARTILES, np.quantile(finite, list(QUARTILES.values())), strict=True)
    }
    # A mean of counts since the epoch is a date; their spread would be a duration, and says little.
    figures["mean"] = show(finite.mean(dtype="float64"))
    if not pa.types.is_temporal(kind) and len(finite) > 1:
        figures["std"] = float(finite.std(ddof=1, dtype="float64"))
    return figures


def _bins(finite: Any, low: Any, high: Any, show: Any) -> tuple[Bin, ...]:
    import numpy as np

    whole = finite.dtype.kind in "iu"
    if low == high:
        return (Bin(low=show(low), high=show(high), count=len(finite)),)
    # Whole numbers of few kinds have a bar each, so that no bar is high only because it holds two of them.
    span = int(high) - int(low) if whole else 0
    number = span + 1 if whole and span < BINS else _number_of_bins(len(finite))
    edges: Any = np.linspace(float(low), float(high), number + 1)
    if whole and span < BINS:
        edges = np.arange(int(low), int(high) + 2) - 0.5
    counts, _ = np.histogram(finite, bins=edges)
    if whole and span < BINS:
        return tuple(
            Bin(low=show(value), high=show(value), count=int(n))
            for value, n in zip(range(int(low), int(high) + 1), counts, strict=True)
        )
    return tuple(
        Bin(low=show(left), high=show(right), count=int(n))
        for left, right, n in zip(edges[:-1], edges[1:], counts, strict=True)
    )


def _number_of_bins(count: int) -> int:
    """So many that few values leave no gaps between them: twice the cube root (the rule of Rice University)."""
    return max(LEAST_BINS, min(BINS, math.ceil(2 * math.cbrt(count))))


# ---- texts, categories, truth values and all else


def _of_others(present: pa.Array, most: int) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = present if pa.types.is_dictionary(present.type) else texts(present)
    counts = pc.value_counts(values)
    amounts = counts.field("counts")
    best = pc.select_k_unstable(amounts, k=min(most, len(amounts)), sort_keys=[("counts", "descending")])
    names = _names(counts.field("values").take(best))
    top = tuple(TopValue(text=name, count=n) for name, n in zip(names, amounts.take(best).to_pylist(), strict=True))
    return {"top": top, "others": len(present) - sum(each.count for each in top)}


def _names(values: pa.Array) -> list[str]:
    found = (str(value) for value in texts(values).to_pylist())
    return [text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…" for text in found]


def _distinct(present: pa.Array) -> dict[str, Any]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(present):
        return {"distinct": 0}
    if pa.types.is_dictionary(present.type):
        return {"distinct": int(pc.count_distinct(present.indices).as_py())}
    if pa.types.is_nested(present.type):
        present = texts(present)
    if len(present) <= EXACT_DISTINCT_ROWS:
        return {"distinct": int(pc.count_distinct(present).as_py())}
    return _estimated_distinct(present)


def _estimated_distinct(present: pa.Array) -> dict[str, Any]:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    kept: Any = np.empty(0, dtype="uint64")
    for start in range(0, len(present), SAMPLE_ROWS):
        part = present.slice(start, SAMPLE_ROWS)
        values = part if pa.types.is_primitive(part.type) else part.unique()
        hashes = pd.util.hash_array(values.to_numpy(zero_copy_only=False), categorize=False)
        if len(kept) == SMALLEST_HASHES:
            hashes = hashes[hashes < kept[-1]]
        kept = np.sort(np.concatenate([kept, hashes]))
        kept = kept[np.append(True, kept[1:] != kept[:-1])][:SMALLEST_HASHES]
    if len(kept) < SMALLEST_HASHES:
        return {"distinct": len(kept)}
    estimate = (SMALLEST_HASHES - 1) / (float(kept[-1]) / 2.0**64)
    return {"distinct": round(estimate), "distinct_is_estimate": True}
