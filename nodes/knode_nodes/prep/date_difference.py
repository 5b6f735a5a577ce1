"""How long it is from one date to another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from knode.api import ArrayStep, Column, DataError, Example, Node, Table, TableSpec, quoted, setting
from knode_nodes.prep._compiled_dates import Elapsed, is_plain
from knode_nodes.prep._elapsed import BY_CALENDAR, Unit, elapsed
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._moments import local, moments, zone

if TYPE_CHECKING:
    import pandas as pd

EPOCH = "1970-01-01"


class DateDifference(Node):
    """Tell how long it is from one date to another, in years, months, days or smaller units.

    The dates are those of two columns, or of one column and a fixed date. The answer is negative where the end lies before
    the start, and missing where a date is. Whole units are those that are over: from 30 January 8 o'clock to 31 January 7
    o'clock it is no whole day. As a number with decimals it is 0.958 days.

    Years and months are those of the calendar: from 31 January to 28 February is one month. With time zones, days and longer
    units are those of the calendar in the zone of the start, so the day on which clocks change is one day; hours and
    shorter ones are those that passed.

    There is no choice of "today": a workflow should give the same tomorrow. Make the date a parameter instead.

    Example: from `signed_up` to the fixed date 2026-01-01, in whole months.
    """

    pack = "prep"
    icon = "date-difference"
    shelf = "Dates"
    keywords = (
        "Date&Time Difference",
        "Calculate Date&Time Difference",
        "DateTimeDiff",
        "Date Difference",
        "duration",
        "age",
        "tenure",
        "days between",
        "elapsed",
    )
    example = Example({"start": "ordered", "end": "delivered"})
    rowwise = True
    start: Column = setting(Column(""), "The column with the earlier date; empty for the fixed date.")
    end: Column = setting(Column(""), "The column with the later date; empty for the fixed date.")
    date: str = setting(
        "",
        "The fixed date, such as 2026-01-31 or 2026-01-31T08:30, for the end that has no column.",
    )
    unit: Unit = setting("days", "What the answer counts.")
    answer: Literal["whole", "decimals"] = setting("whole", "Whole units that are over, or a number with decimals.")
    name: str = setting("difference", "The name of the new column.", min_length=1)

    @field_validator("date")
    @classmethod
    def _readable(cls, value: str) -> str:
        try:
            return value if not value or datetime.fromisoformat(value) else ""
        except ValueError:
            raise ValueError("write the date as 2026-01-31 or 2026-01-31T08:30") from None

    def run(self, table: Table) -> Table:
        self._check_choice()
        columns = [moments(table[name.of(table, port="table")]) for name in (self.start, self.end) if name]
        if len(columns) == 2:
            start, end = self._of_one_kind(*columns)
        else:
            fixed = self._fixed(columns[0])
            start, end = (columns[0], fixed) if self.start else (fixed, columns[0])
        clock = zone(columns[0]) if self.unit in BY_CALENDAR else "UTC"
        spent = elapsed(local(start, clock), local(end, clock), self.unit, whole=self.answer == "whole")
        if self.name in table.columns:
            raise DataError(
                f"the table already has a column {quoted(self.name)}: choose another name",
                port="table",
                column=self.name,
            )
        return with_columns(table, {self.name: spent})

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        used = [str(name) for name in (self.start, self.end) if name]
        fixed = datetime.fromisoformat(self.date or EPOCH)
        if not all(is_plain(columns[name]) for name in used) or fixed.tzinfo:
            return None
        return Elapsed(str(self.start), str(self.end), fixed.isoformat(), self.unit, self.answer == "whole", self.name)

    def _check_choice(self) -> None:
        if not self.start and not self.end:
            raise DataError("no column is chosen: choose the start, the end, or both", port="table")
        if bool(self.start and self.end) == bool(self.date):
            problem = "both ends are columns, and there is a fixed date as well" if self.date else "one end is missing"
            raise DataError(f"{problem}: choose two columns, or one column and a fixed date", port="table")

    def _of_one_kind(self, start: pd.Series, end: pd.Series) -> tuple[pd.Series, pd.Series]:
        """Both with a time zone, or both without one; a column of missing values only takes the other's."""
        if (zone(start) is None) == (zone(end) is None):
            return start, end
        if start.isna().all() or end.isna().all():
            return start, start.mask(start.notna())
        with_zone, without = (end, start) if zone(start) is None else (start, end)
        raise DataError(
            f"the dates of {quoted(with_zone.name)} have a time zone and those of {quoted(without.name)} have none: give "
            "both columns one, or none",
            port="table",
            column=str(without.name),
        )

    def _fixed(self, column: pd.Series) -> pd.Series:
        """The fixed date for each row, in the time zone of the column where it says none itself."""
        import pandas as pd

        moment, home = pd.Timestamp(datetime.fromisoformat(self.date)), zone(column)
        if moment.tzinfo is not None and home is None and column.notna().any():
            raise DataError(
                f"the fixed date {self.date} has a time zone and the dates of {quoted(column.name)} have none: write it "
                "without one",
                port="table",
                column=str(column.name),
            )
        if moment.tzinfo is None and home is not None:
            moment = moment.tz_localize(home, ambiguous=True, nonexistent="shift_forward")
        dtype: Any = pd.DatetimeTZDtype("us", moment.tzinfo) if moment.tzinfo else "datetime64[us]"
        return pd.Series(moment, index=column.index, dtype=dtype)
