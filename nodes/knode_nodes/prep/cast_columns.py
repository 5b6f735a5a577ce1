"""Convert columns to another type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, quoted, row_number, setting
from knode_nodes.prep._casting import Cast, cast, expected
from knode_nodes.prep._columns import PORT, added, chosen_or_refused, dry_spec, first_of
from knode_nodes.prep._date_names import has_names
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._texts import texts, written
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ADVICE = {
    "number": "set the decimal mark and the mark between thousands, or list it among the texts that mean missing",
    "integer": "take the type number, or round before",
    "boolean": "list it among the texts that mean true or false",
    "date": "give its format, such as %d.%m.%Y, or %d %B %Y and the language of its months",
    "date and time": "give its format, such as %d.%m.%Y %H:%M, and a time zone if the texts have offsets such as +01:00",
    "duration": "write it as 1 days 02:30:00, 02:30 (hours and minutes) or PT2H30M",
    "category": "add it to the categories",
}


WITH_UNIT = ("number", "integer", "text", "category")
"""The types in which a value keeps its unit."""
LONG = re.compile(r"[+-]?\d{16,}")


def _advice(how: Cast, value: str) -> str:
    """What to do about a value that cannot be read; where formats are given, what they expect."""
    if how.type in ("number", "integer") and LONG.fullmatch(value) and abs(int(value)) >= 2**63:
        return "it has more digits than any number here holds, so leave the column text, as is right for what only names rows"
    if how.type == "number" and LONG.fullmatch(value):
        return "it has more digits than a number with decimals can hold, so take the type integer"
    if how.formats and how.type in ("date", "date and time"):
        language = ", choose its language" if any(map(has_names, how.formats)) else ""
        return f"expected was a text such as {expected(how)}; add its format{language}, or correct the text"
    return ADVICE.get(how.type, "correct it")


class CastColumns(Node):
    """Convert columns to another type: texts to numbers, dates, booleans or categories, and back.

    Each entry names columns, the type they get, and how their values are written: the decimal mark, formats of dates, the
    time zone, the words for true and false. Spaces around texts do not count, and an empty text is a missing value.

    What cannot be read stops the run and is shown, with its row and how many there are; or it becomes missing, with a
    warning that counts; or it becomes missing and its text is kept in a column beside, `name_unread`. A number is never
    changed silently: 9007199254740993 has more digits than a number with decimals can hold, so take the type integer.

    Months and weekdays in texts are read in the language that you choose, in small or large letters, long or short, with a
    dot or without one: with %d %B %Y in German, "5 März 2026" and "5 MÄR. 2026" are the same day.

    Numbers become dates by what they count (seconds since 1970, days of a spreadsheet …), or by a format such as %Y%m%d.
    Times without an offset are those of clocks in the time zone; with one they are converted to it. Texts are read to the
    microsecond. 02:30 as a duration are hours and minutes. 3.0 becomes the text "3", and a date at midnight the date alone.
    Categories have to be listed, so that every run has the same.

    Example: "1.234,50 €" becomes the number 1234.5 with the decimal mark "," and "." between thousands.
    """

    pack = "prep"
    icon = "cast-columns"
    shelf = "Columns"
    keywords = (
        "String to Number", "Number to String", "String to Date&Time", "Double to Int", "Column Auto Type Cast",
        "Unix Timestamp to Date&Time", "Edit Domain", "Continuize", "Select", "Auto Field", "DateTime", "DateTimeParse",
        "astype", "to_datetime", "to_numeric", "convert", "data type", "cast", "parse",
    )  # fmt: skip
    example = Example({"casts": [{"columns": ["price"], "type": "number", "decimal": ","}]})
    rowwise = True
    casts: tuple[Cast, ...] = setting((), "Which columns become which type.")
    failing: Literal["error", "missing", "keep text"] = setting(
        "error", "What cannot be read stops the run, becomes missing, or is kept as text in a column beside."
    )

    def run(self, table: Table, context: Context) -> Table:
        return self._converted(table, context)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return dry_spec(inputs, lambda table: self._converted(table, None))

    def _converted(self, table: pd.DataFrame, context: Context | None) -> pd.DataFrame:
        made: dict[str, Any] = {}
        unread: dict[str, Any] = {}
        told, units = units_of(table), {}
        for how, name in self._by_column(table):
            made[name], bad = cast(table[name], how)
            if how.type in WITH_UNIT and name in told:
                units[name] = told[name]
            if bad.any():
                self._judge(table[name], how, bad, context)
            if self.failing == "keep text":
                unread[f"{name}_unread"] = texts(table[name]).where(bad)
        kept = with_columns(table, made, units=units)
        return added(kept, unread) if unread else kept

    def _by_column(self, table: pd.DataFrame) -> list[tuple[Cast, str]]:
        found = [(how, name) for how in self.casts for name in how.columns.of(table, port=PORT)]
        if not found:
            chosen_or_refused(self.casts[0].columns if self.casts else Columns.named(), table, "columns to convert")
        seen: set[str] = set()
        for _, name in found:
            if name in seen:
                raise DataError(f"{quoted(name)} is to be converted twice: keep one entry", port=PORT, column=name)
            seen.add(name)
        return found

    def _judge(self, column: pd.Series, how: Cast, bad: np.ndarray, context: Context | None) -> None:
        """Stop, or warn, about values that cannot be read."""
        row, count = first_of(bad), int(bad.sum())
        text = written(column.iloc[row])
        value = quoted(text)
        if self.failing == "error":
            others = f", and {count - 1:,} more," if count > 1 else ""
            raise DataError(
                f"{value} in row {row} of {quoted(column.name)}{others} cannot be read as {how.type}: "
                f"{_advice(how, text)}; or choose what happens with values that cannot be read",
                port=PORT,
                column=str(column.name),
                row=row,
                expected=how.type,
                got=value,
            )
        if context is not None:
            context.warn(
                f"{count} of {len(column)} values of {quoted(column.name)} could not be read as {how.type}, the first is "
                f"{value} in row {row_number(column, row)}; they are missing now"
            )
