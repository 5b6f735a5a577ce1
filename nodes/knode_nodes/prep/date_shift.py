"""Dates moved by an amount of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from knode.api import Column, Columns, DataError, Example, Node, Table, quoted, setting
from knode_nodes.prep._blocks import blocks, in_blocks
from knode_nodes.prep._columns import PORT, added, chosen_or_refused, first_of, floats, of_kind
from knode_nodes.prep._elapsed import later
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._moments import days_and_rest, local, moments, zone
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Unit = Literal["years", "quarters", "months", "weeks", "days", "business days", "hours", "minutes", "seconds"]
MONTHS = {"years": 12, "quarters": 3, "months": 1}
SECONDS = {"hours": 3600, "minutes": 60, "seconds": 1}
FIXED = {"weeks": 7 * 86_400, "days": 86_400, **SECONDS}
PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
YEARS = (-719_161, 2_932_895)
"""Days since 1970 of the years 1 to 9999, less one at each end for time zones."""
NO_MOMENT = -(2**63)
"""What stands for a missing moment among whole numbers."""
NANOSECOND_YEARS = (-106_750, 106_750)
"""Those that a column of nanoseconds can hold: 1677 to 2262."""


class DateShift(Node):
    """Move dates by an amount of time: to the past with a negative amount, the same for all rows or given by a column.

    Years, quarters and months are those of the calendar: a month after 31 January is the last day of February. Business days
    leave out Saturdays, Sundays and the holidays that you list; a business day after a Saturday is Monday.

    With a time zone, days and longer units keep the time on the clock, also when clocks change in between: an hour that
    clocks skip is the moment after, one that they show twice the first. Hours and shorter units are time that passes.
    A missing date or amount gives a missing date.

    Example: `due` is `invoiced` and 30 days.
    """

    pack = "prep"
    icon = "date-shift"
    shelf = "Dates"
    example = Example({"columns": ["invoiced"], "amount": 30})
    keywords = (
        "Date&Time Shift", "Date Shift", "DateTimeAdd", "Date Time Add", "DATEADD", "DateOffset", "add days", "add months",
        "workday", "deadline", "EDATE",
    )  # fmt: skip
    rowwise = True
    columns: Columns = setting(Columns.named(), "The columns of dates.")
    amount: int = setting(
        1,
        "How many units to move, negative to the past.",
        ge=-10_000_000_000,
        le=10_000_000_000,
        when={"amount_column": False},
    )
    amount_column: Column = setting(Column(""), "A column with the amount for each row, instead.")
    unit: Unit = setting("days", "What the amount counts.")
    holidays: tuple[str, ...] = setting(
        (), "Days that are no business days, such as 2026-12-25.", when={"unit": ("business days",)}
    )
    suffix: str = setting("", "Put the dates into new columns with this at the end of their names.")

    @field_validator("holidays")
    @classmethod
    def _readable(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for day in value:
            try:
                date.fromisoformat(day)
            except ValueError:
                raise ValueError(f"{day!r} is no day: write it as 2026-12-25") from None
        return value

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table, "columns of dates")
        amounts = self._amounts(table)
        made = {f"{name}{self.suffix}": self._moved(moments(table[name]), *amounts) for name in names}
        return added(table, made) if self.suffix else with_columns(table, made, units=units_of(table))

    def _amounts(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """(rows) int64 amounts and (rows) booleans where there is none."""
        import numpy as np

        if not self.amount_column:
            return tuple(np.broadcast_to(one, len(table)) for one in (np.int64(self.amount), np.False_))  # type: ignore[return-value]
        name = self.amount_column.of(table, port=PORT)
        column = of_kind(table[name], ("number",), "the amounts have to be whole numbers")
        values = floats(column)
        missing = np.isnan(values)
        bad = ~missing & ((np.abs(values) > 10**10) | (values != np.floor(values)))
        if bad.any():
            row = first_of(bad)
            raise DataError(
                f"{column.iloc[row]} in row {row} of {quoted(name)} is no whole number of {self.unit} within ten billion: "
                "round it before, or count in a smaller unit",
                port=PORT,
                column=name,
                row=row,
            )
        return np.where(missing, 0, values).astype("int64"), missing

    def _moved(self, dates: pd.Series, amounts: np.ndarray, absent: np.ndarray) -> pd.Series:
        import pandas as pd

        home = zone(dates)
        clock = "UTC" if self.unit in SECONDS else home
        values = local(dates, clock).to_numpy()
        moved = self._alike(values) if self.unit in FIXED and not self.amount_column else None
        if moved is None:
            moved, outside = in_blocks(self._in_block, values, amounts, absent)
            if outside.any():
                raise self._beyond(dates, amounts, first_of(outside))
        shifted = pd.Series(moved, index=dates.index, name=dates.name, copy=False)
        return shifted if home is None else _at_home(shifted, home, clock, dates, amounts)

    def _in_block(self, values: np.ndarray, amounts: np.ndarray, absent: np.ndarray) -> tuple[Any, np.ndarray]:
        """Moments moved, missing where one or its amount is, and which of them lie outside of what can be held."""
        import numpy as np

        missing = np.isnat(values) | absent
        move = self._in_seconds if self.unit in FIXED else self._by_calendar
        moved, outside = move(values, amounts)
        moved[missing] = np.datetime64("NaT")
        return moved, outside & ~missing

    def _alike(self, values: np.ndarray) -> np.ndarray | None:
        """Moments that all move by the amount of the settings; None where one would lie outside of what can be held."""
        import numpy as np

        unit = np.datetime_data(values.dtype)[0]
        apart = self.amount * FIXED[self.unit] * PER_SECOND[unit]
        low, high = (bound * 86_400 * PER_SECOND[unit] - apart for bound in _bounds(unit))
        counts, made = values.view("int64"), np.empty(len(values), dtype="int64")
        for place in blocks(len(values)) if abs(apart) < 2**62 else ():
            least, most = int(counts[place].min()), int(counts[place].max())
            gaps = counts[place] == NO_MOMENT if least == NO_MOMENT else None
            if gaps is not None:
                least = int(counts[place].min(where=~gaps, initial=most))
            if (least < low or most > high) and most != NO_MOMENT:
                return None
            np.add(counts[place], apart, out=made[place])
            if gaps is not None:
                made[place][gaps] = NO_MOMENT
        return made.view(values.dtype) if abs(apart) < 2**62 else None

    def _in_seconds(self, values: np.ndarray, amounts: np.ndarray) -> tuple[Any, np.ndarray]:
        """Moments moved by a unit that is always equally long, and which of them lie outside of what can be held."""
        import numpy as np

        unit = np.datetime_data(values.dtype)[0]
        per = FIXED[self.unit] * PER_SECOND[unit]
        counts = values.astype("int64")
        low, high = (bound * 86_400 * PER_SECOND[unit] for bound in _bounds(unit))
        about = counts.astype("float64") + amounts.astype("float64") * per
        return (counts + amounts * per).astype(values.dtype), (about < low) | (about > high)

    def _by_calendar(self, values: np.ndarray, amounts: np.ndarray) -> tuple[Any, np.ndarray]:
        """The same by months or business days."""
        import numpy as np

        present = ~np.isnat(values)
        days, rest = (part * present for part in days_and_rest(values))
        if self.unit in MONTHS:
            moved = later(days, np.clip(amounts * MONTHS[self.unit], -400_000, 400_000))
        else:
            moved = self._business_days(days, np.clip(amounts, -4_000_000, 4_000_000))
        unit = np.datetime_data(values.dtype)[0]
        low, high = _bounds(unit)
        outside = (moved < low) | (moved > high)
        counts = moved * ~outside * (86_400 * PER_SECOND[unit]) + rest // (10**9 // PER_SECOND[unit])
        return counts.astype(values.dtype), outside

    def _beyond(self, dates: pd.Series, amounts: np.ndarray, row: int) -> DataError:
        return DataError(
            f"{dates.iloc[row]} in row {row} of {quoted(dates.name)} moved by {amounts[row]} {self.unit} is no date that the "
            "column can hold: correct the amount",
            port=PORT,
            column=str(dates.name),
            row=row,
        )

    def _business_days(self, days: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        import numpy as np

        holidays: Any = np.array([date.fromisoformat(day) for day in self.holidays], dtype="datetime64[D]")
        made = days.copy()
        for where, roll in ((amounts > 0, "backward"), (amounts < 0, "forward")):
            start = days[where].astype("datetime64[D]")
            made[where] = np.busday_offset(start, amounts[where], roll=roll, holidays=holidays).astype("int64")  # type: ignore[call-overload]
        return made


def _bounds(unit: str) -> tuple[int, int]:
    return NANOSECOND_YEARS if unit == "ns" else YEARS


def _at_home(made: pd.Series, home: Any, clock: Any, dates: pd.Series, amounts: np.ndarray) -> pd.Series:
    """Moments that clocks of one zone show, in the zone `home`; what did not move stays what it was."""
    import numpy as np

    first = np.ones(len(made), dtype=bool)
    zoned = made.dt.tz_localize(clock, ambiguous=first, nonexistent="shift_forward").dt.tz_convert(home)
    return zoned.where(amounts != 0, dates)
