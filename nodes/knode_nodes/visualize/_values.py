"""Columns as what a plot holds: numbers along an axis, and groups that are told apart by colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Column, Columns, ColumnType, DataError, TableSpec, column_type, plot, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_GROUPS = 7
"""So many groups have a colour of their own; those with the fewest rows share the last."""
OTHERS = "all others"
MISSING = "missing"
PORT = "table"
NUMERIC: tuple[ColumnType, ...] = ("number", "datetime", "duration", "boolean")
SECOND, DAY = 1.0, 86_400.0


@dataclass(frozen=True)
class Values:
    """A column along an axis: `numbers` (rows, NaN where missing), and the axis itself."""

    numbers: np.ndarray
    axis: plot.Axis


def check_numeric(table: pd.DataFrame | TableSpec, column: Column, instead: str = "") -> str:
    """The column's name, after a check that its values lie along an axis. Raises DataError."""
    name = column.of(table, port=PORT)
    kind = table[name].type if isinstance(table, TableSpec) else column_type(table[name].dtype)
    if kind not in NUMERIC:
        hint = f": {instead}" if instead else ""
        raise DataError(f"the column {quoted(name)} holds {kind}, not numbers or dates{hint}", port=PORT, column=name)
    return name


def check_measured(table: pd.DataFrame | TableSpec, column: Column) -> str:
    """The column's name, after a check that its values can be summed up. Raises DataError."""
    name = column.of(table, port=PORT)
    kind = table[name].type if isinstance(table, TableSpec) else column_type(table[name].dtype)
    if kind not in ("number", "boolean"):
        raise DataError(
            f"the column {quoted(name)} holds {kind}, not numbers, so nothing can be summed up", port=PORT, column=name
        )
    return name


def texts_of(series: pd.Series[Any]) -> tuple[pd.Series[Any], list[str]]:
    """The values in words (missing where there is none), and the different words in order.

    Categories keep their own order, numbers and dates that of their size, words stand in that of the alphabet; missing is last.
    """
    import numpy as np
    import pandas as pd

    plainly = series.reset_index(drop=True)
    try:
        codes, values = pd.factorize(plainly, sort=column_type(series.dtype) != "other")
    except TypeError:
        codes, values = pd.factorize(plainly.map(repr, na_action="ignore"), sort=True)
    if isinstance(series.dtype, pd.CategoricalDtype):
        there = np.unique(plainly.cat.codes[plainly.cat.codes >= 0])
        values = series.dtype.categories[there]
        codes = np.where(plainly.cat.codes < 0, -1, np.searchsorted(there, plainly.cat.codes))
    words = [named(value) for value in values]
    order = list(dict.fromkeys([*words, *([MISSING] if (codes < 0).any() else [])]))
    texts = np.array([*words, MISSING], dtype=object)[codes]
    return pd.Series(texts, dtype=object), order


def named(label: Any) -> str:
    """A value in words: dates without a time of 0:00, numbers as short as they are."""
    if hasattr(label, "isoformat"):
        text: str = label.isoformat()
        return text.removesuffix("T00:00:00")
    return f"{label:g}" if isinstance(label, float) else str(label)


def chosen(columns: Columns, table: pd.DataFrame | TableSpec) -> list[str]:
    """The names of the chosen columns. Raises DataError for one that is not there."""
    return columns.of_spec(table, port=PORT) if isinstance(table, TableSpec) else columns.of(table, port=PORT)


def values_of(table: pd.DataFrame, name: str, *, log: bool = False) -> Values:
    """A column as numbers: moments as seconds since 1970, durations as days. What is not finite counts as missing."""
    import numpy as np

    series = table[name]
    kind = column_type(series.dtype)
    if kind == "datetime":
        return Values(_seconds(series), plot.Axis(label=name, scale="time"))
    if kind == "duration":
        return Values(series.dt.total_seconds().to_numpy(dtype="float64") / DAY, plot.Axis(label=name, unit="days"))
    numbers = series.to_numpy(dtype="float64", na_value=np.nan)
    finite = np.where(np.isfinite(numbers), numbers, np.nan)
    if log:
        finite = np.where(finite > 0, finite, np.nan)
    return Values(finite, plot.Axis(label=name, scale="log" if log else "linear"))


def _seconds(series: pd.Series[Any]) -> np.ndarray:
    import numpy as np
    import pandas as pd

    moments = series
    if isinstance(series.dtype, pd.PeriodDtype):
        moments = series.dt.to_timestamp()
    elif getattr(series.dtype, "tz", None) is not None:
        moments = series.dt.tz_convert("UTC").dt.tz_localize(None)
    found = moments.to_numpy(dtype="datetime64[us]")
    return np.where(np.isnat(found), np.nan, found.astype("int64") / 1e6)


def plain(numbers: Any) -> tuple[float | None, ...]:
    """Numbers as a plot holds them: None where one is missing."""
    import numpy as np

    values = np.asarray(numbers, dtype="float64")
    found = values.tolist()
    if np.isfinite(values).all():
        return tuple(found)
    return tuple(value if ok else None for value, ok in zip(found, np.isfinite(values), strict=True))


def groups_of(table: pd.DataFrame, column: Column) -> tuple[list[str], np.ndarray]:
    """The names of the groups of a column, and (rows) the number of each row's group; one nameless group without a column.

    The groups with the most rows stand first, up to `MOST_GROUPS`; numbers of many values are cut at their quantiles. Rows
    without a value make a group of their own.
    """
    import numpy as np

    if not column:
        return [""], np.zeros(len(table), dtype=np.intp)
    texts = _texts(table[column.of(table, port=PORT)])
    counts = texts.value_counts()
    if column_type(table[str(column)].dtype) in ("number", "boolean"):
        names = list(dict.fromkeys(texts[texts.map(_rank).sort_values(kind="stable").index]))
    else:
        names = list(counts.index)
    if len(names) > MOST_GROUPS:
        names = [*list(counts.index)[: MOST_GROUPS - 1], OTHERS]
    place = {name: number for number, name in enumerate(names)}
    return names, texts.map(place).fillna(len(names) - 1).to_numpy(dtype=np.intp)


def _texts(series: pd.Series[Any]) -> pd.Series[Any]:
    """The values as words."""
    import pandas as pd

    if column_type(series.dtype) == "number" and series.nunique() > MOST_GROUPS:
        cut = pd.qcut(series, 5, duplicates="drop")
        texts = cut.map(lambda span: f"{span.left:.4g} – {span.right:.4g}")
    else:
        texts = series
    named = texts.astype("object").where(series.notna(), "missing")
    return named.map(_word).reset_index(drop=True)


def _word(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rank(text: str) -> tuple[int, float, str]:
    """Numbers by size, words behind them."""
    try:
        return 0, float(text.partition(" – ")[0]), text
    except ValueError:
        return 1, 0.0, text


def each_group(names: list[str], numbers: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """Each group's name, and (rows, boolean) which rows are in it."""
    for number, name in enumerate(names):
        yield name, numbers == number


def told(shown: int, rows: int) -> str:
    """How many rows are shown, and how many are not."""
    left = rows - shown
    return f"{shown:,} rows" + (f", {left:,} without a value left out" if left else "")


def nothing(names: str) -> DataError:
    """The error for columns without a value."""
    return DataError(f"there is no row with a value in {names}: nothing could be drawn", port=PORT)
