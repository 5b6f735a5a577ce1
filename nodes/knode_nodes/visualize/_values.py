"""Columns as what a plot holds: numbers along an axis, and groups that are told apart by colour."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knode.api import Column, Columns, ColumnType, DataError, TableSpec, column_type, plot, quoted, type_words
from knode_nodes.prep._moments import moments

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_GROUPS = 7
"""So many groups have a colour of their own; those with the fewest rows share the last."""
OTHERS = "all others"
MISSING = "missing"
PORT = "table"
MINUS = "\N{MINUS SIGN}"
MOST_DECIMALS = 9
CONVERT = "choose another column, or convert it before, such as with Cast Columns"
NUMERIC: tuple[ColumnType, ...] = ("number", "datetime", "duration", "boolean")
DAY = 86_400.0
LARGEST = 1e150
LONGEST_WHOLE = 1e15
FIRST, LAST = -46_388_678_400.0, 221_845_392_000.0
"""The years 500 and 9000 as seconds since 1970."""


@dataclass(frozen=True)
class Values:
    """A column along an axis: `numbers` (rows, NaN where missing), and the axis itself."""

    numbers: np.ndarray
    axis: plot.Axis


def check_numeric(table: pd.DataFrame | TableSpec, column: Column, instead: str = CONVERT) -> str:
    """The column's name, after a check that its values lie along an axis. Raises DataError."""
    name = column.of(table, port=PORT)
    kind = kind_of(table, name)
    if kind not in NUMERIC:
        raise DataError(
            f"{quoted(name)} is a {type_words(table[name].dtype)} column, and has no numbers or dates: {instead}",
            port=PORT,
            column=name,
        )
    return name


def check_alike(table: pd.DataFrame | TableSpec, names: Sequence[str]) -> None:
    """Raise DataError for columns that have no axis in common, such as numbers and dates."""
    words = {"datetime": "dates", "duration": "durations"}
    held = [words.get(kind_of(table, name), "numbers") for name in names]
    for name, kind in zip(names, held, strict=True):
        if kind != held[0]:
            raise DataError(
                f"{quoted(names[0])} holds {held[0]} and {quoted(name)} {kind}, which have no axis in common: choose columns "
                "of one kind",
                port=PORT,
                column=name,
            )


def kind_of(table: pd.DataFrame | TableSpec, name: str) -> ColumnType:
    """The type of a column that there is. Complex numbers have no place on an axis: they are other."""
    dtype = str(table[name].dtype)
    return "other" if dtype.startswith("complex") else column_type(dtype)


def check_measured(table: pd.DataFrame | TableSpec, column: Column) -> str:
    """The column's name, after a check that its values can be summed up. Raises DataError."""
    name = column.of(table, port=PORT)
    kind = kind_of(table, name)
    if kind not in ("number", "boolean"):
        raise DataError(
            f"{quoted(name)} is a {type_words(table[name].dtype)} column, and only numbers can be summed up",
            port=PORT,
            column=name,
        )
    return name


def coded(series: pd.Series[Any]) -> tuple[np.ndarray, list[str]]:
    """(rows) the number of each row's value, and the different values in words; where one is missing the last number is so.

    Categories keep their own order, numbers and dates that of their size, words stand in that of the alphabet.
    """
    import numpy as np
    import pandas as pd

    if isinstance(series.dtype, pd.CategoricalDtype):
        found = series.cat.codes.to_numpy(dtype=np.intp)
        there = np.unique(found[found >= 0])
        codes, values = np.where(found < 0, -1, np.searchsorted(there, found)), series.dtype.categories[there]
    else:
        try:
            codes, values = pd.factorize(series, sort=column_type(series.dtype) != "other")
        except (TypeError, NotImplementedError):
            codes, values = pd.factorize(series.map(repr, na_action="ignore"), sort=True)
    if not (codes < 0).any():
        return codes, told_apart(values)
    return np.where(codes < 0, len(values), codes), [*told_apart(values, MISSING), MISSING]


def told_apart(values: Iterable[Any], taken: str = "") -> list[str]:
    """Different values, each in its own words: what would be told as another one, or as `taken`, is told to the last digit."""
    values = list(values)
    words = [named(value) for value in values]
    often = Counter([*words, taken])
    words = [_exactly(value) if often[word] > 1 else word for value, word in zip(values, words, strict=True)]
    seen: Counter[str] = Counter()
    for place, word in enumerate(words):
        seen[word] += 1
        if seen[word] > 1:
            words[place] = f"{word} ({seen[word]})"
    return words


def named(label: Any) -> str:
    """A value in words: dates without a time of 0:00, whole numbers with all their digits and others with six."""
    if hasattr(label, "components"):
        return str(label).removesuffix(" 00:00:00").removeprefix("0 days ")
    if hasattr(label, "isoformat"):
        text: str = label.isoformat()
        return text.removesuffix("T00:00:00")
    if not isinstance(label, float):
        return str(label)
    return f"{label + 0.0:.0f}" if label.is_integer() and abs(label) < LONGEST_WHOLE else f"{label:g}"


def _exactly(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value.item() if hasattr(value, "item") else value)


def chosen(columns: Columns, table: pd.DataFrame | TableSpec) -> list[str]:
    """The names of the chosen columns. Raises DataError for one that is not there."""
    return columns.of_spec(table, port=PORT) if isinstance(table, TableSpec) else columns.of(table, port=PORT)


def values_of(table: pd.DataFrame, name: str, *, log: bool = False) -> Values:
    """A column as numbers: moments as seconds since 1970, durations as days.

    What is not finite counts as missing, and so does what is out of all reason (beyond 1e150, or years before 500 and after
    9000, such as those that stand for never): nothing could be seen beside it, and nothing drawn.
    """
    import numpy as np

    series = table[name]
    kind = column_type(series.dtype)
    if kind == "datetime":
        column = name if series.dtype.kind == "M" else ""
        return Values(_seconds(series), plot.Axis(label=name, scale="time", zone=_zone(series), column=column))
    if kind == "duration":
        return Values(series.dt.total_seconds().to_numpy(dtype="float64") / DAY, plot.Axis(label=name, unit="days"))
    numbers = series.to_numpy(dtype="float64", na_value=np.nan)
    finite = np.where(np.abs(numbers) <= LARGEST, numbers, np.nan)
    if log:
        finite = np.where(finite > 0, finite, np.nan)
    column = name if kind == "number" else ""
    axis = plot.Axis(label=name, unit=unit_of(table, name), scale="log" if log else "linear", column=column)
    return Values(finite, axis)


def unit_of(table: pd.DataFrame, name: str) -> str:
    """The unit of a column where the table says it: in `table.attrs["units"]`, by the column's name."""
    units = table.attrs.get("units")
    return str(units.get(name, "")) if isinstance(units, Mapping) else ""


def _zone(series: pd.Series[Any]) -> str:
    """The name of the time zone; UTC for one that has no name, as moments are told in."""
    zone = moments(series).dt.tz
    if zone is None:
        return ""
    try:
        return ZoneInfo(str(zone)).key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"


def _seconds(series: pd.Series[Any]) -> np.ndarray:
    import numpy as np

    held = moments(series)
    held = held if held.dt.tz is None else held.dt.tz_convert("UTC").dt.tz_localize(None)
    found = held.to_numpy(dtype="datetime64[us]")
    seconds = found.astype("int64") / 1e6
    return np.where(np.isnat(found) | (seconds < FIRST) | (seconds > LAST), np.nan, seconds)


def plain(numbers: Any) -> tuple[float | None, ...]:
    """Numbers as a plot holds them: None where one is missing."""
    import numpy as np

    values = np.asarray(numbers, dtype="float64")
    found = values.tolist()
    if np.isfinite(values).all():
        return tuple(found)
    return tuple(value if ok else None for value, ok in zip(found, np.isfinite(values), strict=True))


def groups_of(table: pd.DataFrame, column: Column, most: int = MOST_GROUPS) -> tuple[list[str], np.ndarray]:
    """The names of the groups of a column, and (rows) the number of each row's group; one nameless group without a column.

    Categories, numbers and dates stand in their own order, words with the most rows first. Numbers of many values are cut at
    their quantiles; of more than `most` groups those with the most rows are kept, and all others are the last. Rows without
    a value make a group of their own.
    """
    import numpy as np

    if not column:
        return [""], np.zeros(len(table), dtype=np.intp)
    series = table[column.of(table, port=PORT)]
    sized = kind_of(table, str(column)) in ("number", "boolean")
    codes, words = coded(_cut(series) if sized else series)
    frequent = np.argsort(-np.bincount(codes, minlength=len(words)), kind="stable")
    kept = frequent if len(words) <= most else frequent[: most - 1]
    if has_order(series):
        kept = np.sort(kept)
    names = [words[place] for place in kept]
    if len(kept) < len(words):
        names = [*told_apart(names, OTHERS), OTHERS]
    places = np.full(len(words), len(kept), dtype=np.intp)
    places[kept] = np.arange(len(kept))
    return names, places[codes]


def has_order(series: pd.Series[Any]) -> bool:
    """Whether the values of a column have an order of their own, as all but words and objects do."""
    import pandas as pd

    return isinstance(series.dtype, pd.CategoricalDtype) or column_type(series.dtype) in NUMERIC


def _cut(series: pd.Series[Any]) -> pd.Series[Any]:
    """Numbers of many values as parts of about as many rows; others as they are."""
    import numpy as np
    import pandas as pd

    if series.nunique() <= MOST_GROUPS:
        return series
    numbers = series.to_numpy(dtype="float64", na_value=np.nan)
    cut = pd.qcut(pd.Series(np.where(np.abs(numbers) <= LARGEST, numbers, np.nan)), 5, duplicates="drop")
    spans = [f"{span.left:.4g} – {span.right:.4g}" for span in cut.cat.categories]
    if len(set(spans)) < len(spans):
        spans = [f"{span.left:.9g} – {span.right:.9g}" for span in cut.cat.categories]
    return cut.cat.rename_categories(spans) if len(set(spans)) == len(spans) else cut


def each_group(names: list[str], numbers: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Each group's name, and (rows, boolean) which rows are in it."""
    for number, name in enumerate(names):
        yield name, numbers == number


def tone_of(group: str) -> plot.Tone:
    """The colour of a group: one of its own, or grey for all that have none."""
    return "muted" if group == OTHERS else "series"


def tiled(plots: list[plot.Plot], columns: int) -> tuple[tuple[plot.Plot | None, ...], ...]:
    """Plots as rows of a grid, the last filled up with empty places."""
    filled = [*plots, *[None] * (-len(plots) % columns)]
    return tuple(tuple(filled[start : start + columns]) for start in range(0, len(filled), columns))


def overlaid(groups: int) -> float:
    """The opacity of histograms of so many groups over each other; the more there are, the less may each hide."""
    return 1.0 if groups == 1 else min(0.6, 1.8 / groups)


def numbers_told(values: Iterable[float], *, digits: int = 3, sign: bool = False) -> tuple[str, ...]:
    """Numbers of one picture, all with the same decimals: as few as tell them exactly, or so many that the largest has some
    `digits`. One that would be told as 0 is told by itself, and one that is missing not at all."""
    numbers = [float(value) for value in values]
    known = [number for number in numbers if number == number]
    top = max(map(abs, known), default=0.0)
    most = max(0, digits - 1 - math.floor(math.log10(top))) if top else 0
    exact = (one for one in range(most) if all(round(number, one) == round(number, most) for number in known))
    decimals = next(exact, most)

    def write(number: float) -> str:
        form = f".{digits}g" if most > MOST_DECIMALS or (number and not round(number, decimals)) else f",.{decimals}f"
        return f"{number:{'+' if sign else ''}{form}}".replace("-", MINUS)

    return tuple(write(number) if number == number else "" for number in numbers)


def told(shown: int, rows: int) -> str:
    """How many rows are shown, and how many are not."""
    left = rows - shown
    return rows_told(shown) + (f", {left:,} without a value left out" if left else "")


def rows_told(rows: int) -> str:
    """How many rows there are."""
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"


def nothing(names: str) -> DataError:
    """The error for columns without a value."""
    return DataError(f"there is no row with a value in {names}: nothing could be drawn", port=PORT)
