"""The rows behind what is drawn: what a click on a bar or a cell opens."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import Column, column_type, plot
from knode_nodes.prep._moments import zone_of
from knode_nodes.visualize._values import OTHERS, kind_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
DAY = 86_400
Matches = tuple[plot.Match | None, ...]


def values_behind(series: pd.Series[Any], codes: np.ndarray, wanted: Iterable[int]) -> list[plot.Match | None]:
    """For each wanted code how the rows that have its value are found again; None where that cannot be said.

    Args:
        series: a column.
        codes: (rows) which of the different values each row has.
        wanted: some of the codes.
    """
    import numpy as np

    first = np.full(int(codes.max(initial=-1)) + 1, -1)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    # Categories may have no row.
    places = (int(first[code]) if code < len(first) else -1 for code in wanted)
    return [None if place < 0 else _value(series, series.iloc[place]) for place in places]


def groups_behind(table: pd.DataFrame, column: Column, names: Sequence[str], places: np.ndarray) -> list[Matches]:
    """For each group of `groups_of` what its rows have in common; nothing where there is no column."""
    if not column:
        return [()]
    series = table[str(column)]
    if kind_of(table, str(column)) == "number":
        return [_between(series[places == number]) for number in range(len(names))]
    found = values_behind(series, places, range(len(names)))
    return [(None,) if name == OTHERS else (match,) for name, match in zip(names, found, strict=True)]


def stretches_behind(series: pd.Series[Any], edges: Sequence[float]) -> list[plot.Match | None]:
    """For each stretch between edges on the axis of `values_of` how its rows are found again. The last has its upper end."""
    name, kind = str(series.name), column_type(series.dtype)
    pairs = list(itertools.pairwise(edges))
    if kind == "boolean":
        return [_truth(name, low, high, last=high == edges[-1]) for low, high in pairs]
    if kind == "number":
        return [plot.Match.between(name, low, high, below=high != edges[-1]) for low, high in pairs]
    if series.dtype.kind not in "mM":
        return [None] * len(pairs)
    unit = _unit(series)
    if unit is None:
        return [None] * len(pairs)
    ends = [_steps(edge * (DAY if kind == "duration" else 1), SECOND[unit]) for edge in edges]
    # What is less than a microsecond stays within the first and the last.
    ends = [ends[0] - _in_a_step(SECOND[unit]) + 1, *ends[1:-1], ends[-1] + _in_a_step(SECOND[unit])]
    return [_moments(series, low, high - 1, unit) for low, high in itertools.pairwise(ends)]


def _unit(series: pd.Series[Any]) -> str | None:
    """What the moments and durations of a column are counted in; None for days of Arrow."""
    try:
        return str(series.dt.unit)
    except NotImplementedError:
        return None


def _value(series: pd.Series[Any], value: Any) -> plot.Match | None:
    import pandas as pd
    import pyarrow as pa

    name = str(series.name)
    if isinstance(series.dtype, pd.CategoricalDtype) and not isinstance(value, str) and not pd.isna(value):
        # A category is looked for by its text, also one that is a number.
        if column_type(series.dtype.categories.dtype) not in ("number", "boolean"):
            return None
        value = pa.scalar(value).cast(pa.large_string()).as_py()
    return plot.Match.value(name, value)


def _between(numbers: pd.Series[Any]) -> Matches:
    """Groups of numbers are single ones, or stretches that do not run into each other."""
    name, known = str(numbers.name), numbers.dropna()
    if not len(known):
        return (plot.Match(column=name, values=(None,)),)
    floats = known.to_numpy(dtype="float64")
    low, high = float(floats.min()), float(floats.max())
    if len(known) < len(numbers) or not math.isfinite(low) or not math.isfinite(high):
        return (None,)
    return (plot.Match.between(name, low, high),)


def _truth(name: str, low: float, high: float, *, last: bool) -> plot.Match | None:
    inside = [value for value in (0, 1) if low <= value < high or (last and value == high)]
    return plot.Match(column=name, values=tuple("true" if value else "false" for value in inside)) if inside else None


def _steps(seconds: float, steps: int) -> int:
    """The first step from there on, of so many a second; numbers of seconds tell microseconds, and no less."""
    return math.ceil(round(seconds * min(steps, 10**6), 1)) * _in_a_step(steps)


def _in_a_step(steps: int) -> int:
    return max(1, steps // 10**6)


def _moments(series: pd.Series[Any], low: int, high: int, unit: Any) -> plot.Match | None:
    import pandas as pd

    def told(steps: int) -> Any:
        if series.dtype.kind == "m":
            return pd.Timedelta(steps, unit=unit)
        moment = pd.Timestamp(steps, unit=unit)
        return moment if zone_of(series.dtype) is None else moment.tz_localize("UTC")

    return plot.Match.between(str(series.name), told(low), told(high))
