"""What makes numbers of dates, as steps on arrays: dates without a zone, as datetime64."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, ColumnSpec
from knode_nodes.prep._elapsed import counted
from knode_nodes.prep._moments import days_and_rest

if TYPE_CHECKING:
    import numpy as np

SECOND = 10**9


def is_plain(column: ColumnSpec) -> bool:
    """Whether a column of dates is one of datetime64 without a zone."""
    return column.dtype.startswith("datetime64[") and "," not in column.dtype


@dataclass
class Elapsed(ArrayStep):
    """How long it is from one date to another; `start` or `end` is empty for the fixed `date`."""

    start: str
    end: str
    date: str
    unit: Any
    whole: bool
    name: str

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        start, end = (self._moments(columns, name) for name in (self.start, self.end))
        numbers, missing = counted(start, end, self.unit, whole=self.whole)
        return columns.with_numbers((self.name,), np.where(missing, np.nan, numbers)[:, None])

    def _moments(self, columns: Arrays, name: str) -> np.ndarray:
        import numpy as np

        if name:
            held: np.ndarray = columns.other(name)
            return held
        return np.full(columns.rows, np.datetime64(self.date, "us"))


@dataclass
class Parts(ArrayStep):
    """The parts of dates as numbers, a column for each part of each date."""

    columns: list[str]
    parts: list[str]
    keep: bool

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        made, names = [], []
        for name in self.columns:
            dates = columns.other(name)
            missing = np.isnat(dates)
            safe = np.where(missing, np.datetime64(0, "us"), dates)
            for part in self.parts:
                made.append(np.where(missing, np.nan, _part(safe, part)))
                names.append(f"{name}_{part}")
        kept = columns if self.keep else columns.kept(name for name in columns.names if name not in self.columns)
        return kept.with_numbers(tuple(names), np.array(made).T)


def _part(dates: np.ndarray, part: str) -> Any:
    """(rows) whole numbers."""
    days, rest = days_and_rest(dates)
    seconds = rest // SECOND
    if part in ("hour", "minute", "second"):
        return {"hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60}[part]
    if part == "days_since_1970":
        return days
    if part == "weekday":
        return _weekday(days)
    # A week belongs to the year of its Thursday (ISO 8601).
    thursday = days - _weekday(days) + 4
    if part == "week":
        return (thursday - _first_day(thursday, "Y")) // 7 + 1
    if part == "week_year":
        return _part(thursday.astype("datetime64[D]"), "year")
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype("int64") + 1970
    month = days.astype("datetime64[D]").astype("datetime64[M]").astype("int64") % 12 + 1
    if part in ("year", "month", "quarter"):
        return {"year": year, "month": month, "quarter": (month - 1) // 3 + 1}[part]
    return days - _first_day(days, "M" if part == "day" else "Y") + 1


def _weekday(days: np.ndarray) -> np.ndarray:
    # 1970-01-01 was a Thursday.
    return (days + 3) % 7 + 1


def _first_day(days: np.ndarray, unit: str) -> np.ndarray:
    found: np.ndarray = (
        days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype("datetime64[D]").astype("int64")
    )
    return found
