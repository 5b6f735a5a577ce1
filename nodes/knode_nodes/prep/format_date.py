"""Dates written as texts."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import field_validator

from knode.api import Columns, Example, Node, Table, setting
from knode_nodes.prep._columns import added, chosen_or_refused
from knode_nodes.prep._date_names import Language
from knode_nodes.prep._formats import check_format, formatted
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._moments import moments, zone


class FormatDate(Node):
    """Write dates and times as texts, in the format that you give.

    %Y year, %m month, %d day, %H hour (%I of 12, with %p for AM and PM), %M minute, %S second, %f microseconds; %B and %b the
    name of the month, %A and %a of the weekday, long and short, in the language that you choose; %j day of the year,
    %u weekday from Monday 1, %V week and %G its year by ISO 8601, %q quarter, %y year with two digits; %z the offset from
    UTC, %Z the name of the zone; %% a percent sign. A minus leaves out zeros at the front: %-d.%-m.%Y gives 5.3.2026.

    Dates with a time zone are written as clocks there show them, or in another zone if you choose one. A missing date gives
    a missing text.

    Example: %A, %-d %B %Y makes "Wednesday, 25 November 2026" of 2026-11-25.
    """

    pack = "prep"
    icon = "format-date"
    shelf = "Dates"
    keywords = (
        "Date&Time to String",
        "DateTimeFormat",
        "DateTime",
        "strftime",
        "to_char",
        "Format Date",
        "date to text",
        "ISO 8601",
        "Feature Constructor",
    )
    example = Example({"columns": ["ordered"]})
    rowwise = True
    columns: Columns = setting(Columns.typed("datetime"), "The columns of dates.")
    format: str = setting(
        "%Y-%m-%d",
        "How the dates are written.",
        choices=[
            "%Y-%m-%d",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%d %H:%M",
            "%d.%m.%Y",
            "%m/%d/%Y",
            "%-d %B %Y",
            "%Y-Q%q",
            "%G-W%V",
        ],
    )
    language: Language = setting("English", "The language of the names of months and weekdays.")
    zone: str = setting("", "The time zone whose clocks count, such as Europe/Zurich; empty for that of each column.")
    suffix: str = setting("", "Put the texts into new columns with this at the end of their names.")

    @field_validator("format")
    @classmethod
    def _known_parts(cls, value: str) -> str:
        check_format(value)
        return value

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            return value if not value or ZoneInfo(value) else ""
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value!r}; write it as in Europe/Zurich or UTC") from None

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table, "columns of dates")
        made = {f"{name}{self.suffix}": self._written(table, name) for name in names}
        return added(table, made) if self.suffix else with_columns(table, made)

    def _written(self, table: Table, name: str) -> object:
        dates = moments(table[name])
        if self.zone and zone(dates) is not None:
            dates = dates.dt.tz_convert(self.zone)
        return formatted(dates, self.format, self.language)
