"""Take dates apart into numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator

from knode.api import ArrayStep, Columns, DataError, Example, Node, Table, TableSpec, quoted, setting
from knode_nodes.prep._compiled_dates import Parts, is_plain
from knode_nodes.prep._moments import days_of, local, moments, zone

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Part = Literal[
    "year", "quarter", "month", "week", "week_year", "day", "day_of_year", "weekday", "hour", "minute", "second",
    "days_since_1970",
]  # fmt: skip
TIMES = {"hour", "minute", "second"}
"""Parts that a day does not tell."""


class DateParts(Node):
    """Take dates apart into numbers, such as year, month and weekday, from which a model can learn.

    Each chosen column gives one new column per part: `ordered` gives `ordered_year`, `ordered_month` and so on. Weekdays
    count from Monday, 1, to Sunday, 7; weeks are those of ISO 8601. Their year is `week_year`: 30 December 2024 is in week 1 of
    2025. `days_since_1970` is the number of the day since 1 January 1970, for trends over time. A missing date gives missing
    parts.

    Dates with a time zone are taken apart as a clock in their zone shows them, or in another zone if you choose one; dates
    without one as they are written. Periods, such as quarters, count as their first moment.

    Example: 2026-11-25 becomes year 2026, month 11, day 25.
    """

    pack = "prep"
    icon = "date-parts"
    shelf = "Dates"
    keywords = (
        "Date&Time Part Extractor",
        "Extract Date&Time Fields",
        "Date Time Field Extractor",
        "DateTimeParse",
        "day of week",
        "month of a date",
        "year of a date",
        "hour of a time",
        "calendar",
        "Feature Constructor",
    )
    example = Example({"columns": ["ordered"], "parts": ["year", "month", "weekday"]})
    rowwise = True
    columns: Columns = setting(Columns.typed("datetime"), "The columns of dates.")
    parts: tuple[Part, ...] = setting(("year", "month", "day"), "The parts to take.")
    zone: str = setting(
        "", "The time zone whose clocks count, such as Europe/Zurich; empty for that of each column.", max_length=100
    )
    keep: bool = setting(True, "The columns of dates stay beside their parts.")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            return value if not value or ZoneInfo(value) else ""
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value!r}; write it as in Europe/Zurich or UTC") from None

    def run(self, table: Table) -> Table:
        names = self.columns.some_of(table, "there is no column of dates: choose the columns", port="table")
        made = {label: values for name in names for label, values in self._parts(table[name])}
        kept = table if self.keep else table.drop(columns=names)
        for label in made:
            if label in kept.columns:
                raise DataError(
                    f"the table already has a column {quoted(label)}: rename it or drop it before",
                    port="table",
                    column=label,
                )
        return kept.assign(**made)

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        names = self.columns.of_spec(columns)
        if self.zone or not names or not all(is_plain(columns[name]) for name in names):
            return None
        return Parts(names, list(self.parts), self.keep)

    def _parts(self, column: pd.Series) -> list[tuple[str, Any]]:
        dates = moments(column)
        dates = local(dates, self.zone or zone(dates))
        days = _each_day(dates) if set(self.parts) - TIMES else None
        return [
            (f"{column.name}_{part}", _part(dates, part) if days is None or part in TIMES else days.part(part, dates))
            for part in self.parts
        ]


@dataclass(frozen=True)
class _Days:
    """All days from the first to the last of a column of dates, the place of each date among them, and which are missing."""

    days: pd.Series
    places: np.ndarray
    missing: np.ndarray

    def part(self, part: Part, dates: pd.Series) -> pd.Series:
        """(rows) Int64, of days that are taken apart once each."""
        import pandas as pd

        # With "clip", `take` checks nothing; all places are within.
        values = _part(self.days, part).to_numpy(dtype="int64").take(self.places, mode="clip")
        return pd.Series(pd.arrays.IntegerArray(values, self.missing.copy()), index=dates.index, copy=False)


def _each_day(dates: pd.Series) -> _Days | None:
    """The days of dates that lie close together; None for those of more days than rows."""
    import numpy as np
    import pandas as pd

    values = dates.to_numpy()
    missing = np.isnat(values)
    if missing.all():
        return None
    days = days_of(values)
    if missing.any():
        days = np.where(missing, days[~missing][0], days)
    first, last = int(days.min()), int(days.max())
    if last - first >= len(days):
        return None
    each = pd.Series(np.arange(first, last + 1).astype("datetime64[D]").astype("datetime64[s]"))
    return _Days(each, days - first, missing)


def _part(dates: pd.Series, part: Part) -> pd.Series:
    """(rows) Int64, missing where the date is."""
    import pandas as pd

    if part == "days_since_1970":
        days = pd.Series(days_of(dates.to_numpy()), index=dates.index, dtype="Int64")
        return days.mask(dates.isna())
    if part in ("week", "week_year"):
        return dates.dt.isocalendar()["week" if part == "week" else "year"].astype("Int64")
    found = dates.dt.day_of_week + 1 if part == "weekday" else getattr(dates.dt, part)
    return found.astype("Int64")
