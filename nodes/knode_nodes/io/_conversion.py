"""Columns of text to columns of numbers, dates and truth values, decided over the whole column, never on a sample."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted

from knode_nodes.io._dates import DateOrder, Dates, find_dates
from knode_nodes.io._header import MISSING_AMONG_VALUES
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._numbers import NumberFormat, as_numbers, formats_for, plain_numbers, proven_formats

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TypeName = Literal["auto", "text", "category", "integer", "number", "boolean", "datetime"]
EXACT_FLOAT = 2**53
PROBE = 1000
TRUE_TEXTS = ("true", "yes", "y", "t", "1", "1.0", "on")
FALSE_TEXTS = ("false", "no", "n", "f", "0", "0.0", "off")


@dataclass(frozen=True, slots=True)
class Rules:
    """How texts become values; None means: find out."""

    decimal: str | None = None
    thousands: str | None = None
    dates: DateOrder = "auto"
    guess_missing: bool = True
    """Take `?`, `-` and the like for missing where a column else holds numbers or dates only."""


@dataclass(slots=True)
class Waiting:
    """A column that could be read in several ways; the other columns of the file may tell which one is meant."""

    kind: Literal["number", "date"]
    column: pa.Array
    choices: list[Any]
    extra: list[str]


class Converter:
    """Turns the text columns of one file into a DataFrame.

    Responsibilities: tries the types of each column from narrow to wide; settles what is ambiguous by what the other
    columns of the file prove; keeps as text, with a remark, what stays ambiguous.
    """

    def __init__(self, rules: Rules, notes: Notes) -> None:
        self.rules = rules
        self.notes = notes
        self.formats: dict[str, NumberFormat] = {}
        self.orders: dict[str, str] = {}
        self.missing: dict[str, list[str]] = {}
        self.waiting: dict[str, Waiting] = {}
        self.codes: list[str] = []
        self.long: list[str] = []
        self.absent: list[str] = []
        self.dots: list[str] = []
        self.zoned: list[str] = []

    def table(self, columns: Mapping[str, pa.ChunkedArray], types: Mapping[str, TypeName]) -> pd.DataFrame:
        """The columns as a DataFrame. Raises DataError for a value that is not of a type given in `types`."""
        import pandas as pd

        done: dict[str, Any] = {}
        for name, column in columns.items():
            wanted = types.get(name, "auto")
            done[name] = self._auto(name, column) if wanted == "auto" else self._typed(name, column, wanted)
        self._settle(columns, done)
        self._tell()
        count = max((len(column) for column in columns.values()), default=0)
        return pd.DataFrame({name: pandas_values(done.pop(name)) for name in columns}, index=pd.RangeIndex(count))

    def _auto(self, name: str, column: pa.ChunkedArray) -> Any:
        import pyarrow as pa

        if column.null_count == len(column):
            if len(column) == 0:
                return column
            self.absent.append(name)
            return pa.nulls(len(column), pa.float64())
        plain = plain_numbers(column)
        if plain is not None:
            return self._checked_number(name, column, plain)
        probe = _probe(column)
        truth = _truth(column, probe, ("true",), ("false",))
        if truth is not None:
            return truth
        return self._guessed(name, column, probe)

    def _checked_number(self, name: str, column: pa.ChunkedArray, plain: Any) -> Any:
        if plain.is_code:
            self.codes.append(name)
            return column
        if plain.is_too_long:
            self.long.append(name)
            return column
        if plain.values.type == "double":
            self.dots.append(name)
        return plain.values

    def _guessed(self, name: str, column: pa.ChunkedArray, probe: list[str]) -> Any:
        values, extra = self._without_missing(column)
        if extra and values.null_count == len(values):
            return column
        if extra:
            plain = plain_numbers(values)
            if plain is not None:
                self.missing[name] = extra
                return self._checked_number(name, values, plain)
            probe = _probe(values)
        return self._numbers(name, column, values, extra, probe) or self._dates(name, column, values, extra, probe) or column

    def _without_missing(self, column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, list[str]]:
        import pyarrow as pa
        import pyarrow.compute as pc

        trimmed = pc.utf8_trim_whitespace(column)
        if not self.rules.guess_missing:
            return trimmed, []
        marks = pa.array([*MISSING_AMONG_VALUES, ""], column.type)
        is_mark = pc.is_in(trimmed, value_set=marks)
        if not pc.any(is_mark).as_py():
            return trimmed, []
        extra = [mark for mark in pc.unique(trimmed.filter(is_mark)).to_pylist() if mark]
        return pc.if_else(is_mark, pa.scalar(None, column.type), trimmed), extra

    def _numbers(self, name: str, column: pa.ChunkedArray, values: Any, extra: list[str], probe: list[str]) -> Any:
        choices = formats_for(probe, self.rules.decimal, self.rules.thousands)
        parsed = [(choice, found) for choice in choices if (found := as_numbers(values, choice)) is not None]
        if not parsed:
            self._tell_mixed(name, column, values, probe, "number", lambda some: _share(some, formats_for, self.rules))
            return None
        if any(found.is_code for _, found in parsed):
            self.codes.append(name)
            return column
        if len(parsed) > 1 and not all(found.values.equals(parsed[0][1].values) for _, found in parsed[1:]):
            self.waiting[name] = Waiting("number", values, [choice for choice, _ in parsed], extra)
            return column
        return self._accept_number(name, column, parsed[0][0], parsed[0][1], extra)

    def _accept_number(self, name: str, column: Any, choice: NumberFormat, found: Any, extra: list[str]) -> Any:
        if found.is_too_long:
            self.long.append(name)
            return column
        if proven_formats(_probe(column), choice):
            self.formats[name] = choice
        if extra:
            self.missing[name] = extra
        return found.values

    def _dates(self, name: str, column: pa.ChunkedArray, values: Any, extra: list[str], probe: list[str]) -> Any:
        found = find_dates(values, probe, self.rules.dates)
        if not found:
            self._tell_mixed(name, column, values, probe, "date", None)
            return None
        if len(found) > 1 and not all(one.values.equals(found[0].values) for one in found[1:]):
            self.waiting[name] = Waiting("date", values, list(found), extra)
            return column
        return self._accept_date(name, found[0], extra)

    def _accept_date(self, name: str, found: Dates, extra: list[str]) -> Any:
        self.orders[name] = found.order
        if extra:
            self.missing[name] = extra
        if found.zoned:
            self.zoned.append(name)
        return found.values

    def _settle(self, columns: Mapping[str, Any], done: dict[str, Any]) -> None:
        orders = {order for order in self.orders.values() if order in ("day-first", "month-first")}
        proven = self._proven_decimal(columns)
        for name, waiting in list(self.waiting.items()):
            if waiting.kind == "date":
                chosen = [one for one in waiting.choices if {one.order} == orders]
                if len(chosen) == 1:
                    done[name] = self._accept_date(name, chosen[0], waiting.extra)
                    del self.waiting[name]
                continue
            fitting = [choice for choice in waiting.choices if choice.decimal == proven]
            if fitting:
                found = as_numbers(waiting.column, fitting[0])
                assert found is not None
                done[name] = self._accept_number(name, columns[name], fitting[0], found, waiting.extra)
                del self.waiting[name]
        if proven == ",":
            self._settle_points(columns, done)

    def _proven_decimal(self, columns: Mapping[str, Any]) -> str | None:
        if self.rules.decimal is not None:
            return self.rules.decimal
        proven = {choice.decimal for choice in self.formats.values() if choice.decimal}
        for name in self.dots:
            if any("." in text and not NumberFormat(",", ".").fits(text) for text in _probe(columns[name])):
                proven.add(".")
                break
        return proven.pop() if len(proven) == 1 else None

    def _settle_points(self, columns: Mapping[str, Any], done: dict[str, Any]) -> None:
        """In a file with decimal commas `1.234` is a whole number with a thousands point."""
        european = NumberFormat(",", ".")
        for name in self.dots:
            if self.rules.thousands not in (None, ".") or name in self.missing:
                continue
            if all(european.fits(text) for text in _probe(columns[name])):
                found = as_numbers(columns[name], european)
                if found is not None:
                    self.formats[name] = european
                    done[name] = found.values

    def _typed(self, name: str, column: Any, wanted: TypeName) -> Any:
        import pyarrow.compute as pc

        if wanted in ("text", "category"):
            return column.dictionary_encode() if wanted == "category" else column
        values, _ = self._without_missing(column)
        probe = _probe(values)
        made: Any = None
        if wanted == "boolean":
            made = _truth(values, probe, TRUE_TEXTS, FALSE_TEXTS)
        elif wanted == "datetime":
            order: DateOrder = "auto" if self.rules.dates == "off" else self.rules.dates
            found = find_dates(values, probe, order) if probe else []
            if len(found) > 1 and not all(one.values.equals(found[0].values) for one in found[1:]):
                raise DataError(
                    f"the dates in {quoted(name)} can be day-first or month-first ({quoted(probe[0])}): "
                    "say which in the setting dates",
                    column=name,
                )
            made = found[0].values if found else None
            made = _no_dates(len(values)) if not probe else made
        else:
            made = self._wanted_number(values, probe, wanted)
        if made is not None:
            return made
        row, value = _first_bad(values, lambda some: self._fits(some, wanted))
        raise DataError(
            f"{quoted(value)} in column {quoted(name)} is no {wanted}"
            f" ({pc.count(values).as_py():,} values); choose another type for the column, or list the text as missing",
            column=name,
            row=row,
        )

    def _fits(self, values: Any, wanted: TypeName) -> bool:
        probe = _probe(values)
        if not probe:
            return True
        if wanted == "boolean":
            return _truth(values, probe, TRUE_TEXTS, FALSE_TEXTS) is not None
        if wanted == "datetime":
            return bool(find_dates(values, probe, "auto"))
        return self._wanted_number(values, probe, wanted) is not None

    def _wanted_number(self, values: Any, probe: list[str], wanted: TypeName) -> Any:
        import pyarrow as pa
        import pyarrow.compute as pc

        decimal, thousands = self.rules.decimal, self.rules.thousands
        formats = [NumberFormat(".", "")] if not probe else formats_for(probe, decimal, thousands)
        for choice in formats:
            found = as_numbers(values, choice)
            if found is None or (found.is_too_long and wanted == "integer"):
                continue
            if wanted == "number":
                return found.values.cast(pa.float64(), safe=False)
            whole = found.values
            if whole.type == "double":
                rounded = pc.round(whole)
                if not (pc.all(pc.equal(rounded, whole)).as_py() in (True, None)):
                    continue
                try:
                    whole = whole.cast(pa.int64())
                except pa.ArrowInvalid:
                    continue
            return Integers(whole)
        return None

    def _tell_mixed(self, name: str, column: Any, values: Any, probe: list[str], what: str, share: Any) -> None:
        from knode_nodes.io._dates import looks_like_date
        from knode_nodes.io._numbers import looks_like_number

        if what == "date" and self.rules.dates == "off":
            return
        looks: Callable[[str], bool] = looks_like_number if what == "number" else looks_like_date
        fitting = sum(map(looks, probe))
        if not probe or fitting < len(probe) / 2 or any(text.startswith(f'{quoted(name)} stays text') for text in self.notes.warnings):
            return
        if what == "number" and any(map(looks_like_date, probe[:5])):
            return
        row, value = _first_bad(values, lambda some: all(map(looks, _texts(some))))
        if row is None:
            return
        self.notes.warnings.append(
            f"{quoted(name)} stays text: not every value is a {what}, the first that is not is {quoted(value)} "
            f"(row {row + 1:,}). If it means a missing value, list it in the setting missing."
        )

    def _tell(self) -> None:
        notes = self.notes
        self._tell_formats()
        for order in dict.fromkeys(self.orders.values()):
            names = [name for name, one in self.orders.items() if one == order]
            notes.guesses.append(f"{order} dates in {listed(names)}" if order != "ISO" else f"dates in {listed(names)}")
        if self.missing:
            marks = dict.fromkeys(mark for extra in self.missing.values() for mark in extra)
            notes.guesses.append(f"{listed(marks)} as missing in {listed(self.missing)}")
        if self.zoned:
            notes.remarks.append(f"Dates with a time zone are in UTC: {listed(self.zoned)}.")
        if self.codes:
            notes.remarks.append(f"Kept as text for their leading zeros: {listed(self.codes)}.")
        if self.long:
            notes.remarks.append(f"Kept as text, whole numbers too long to calculate with: {listed(self.long)}.")
        if self.absent:
            notes.remarks.append(f"No values at all in {listed(self.absent)}.")
        for name, waiting in self.waiting.items():
            example = _probe(waiting.column)[0]
            said = (
                "day-first or month-first dates; say which in the setting dates"
                if waiting.kind == "date"
                else "numbers with a decimal or a thousands separator; say which in the settings decimal and thousands"
            )
            notes.warnings.append(f"{quoted(name)} stays text: its values ({quoted(example)} …) can be {said}.")

    def _tell_formats(self) -> None:
        if self.rules.decimal is None:
            decimals = dict.fromkeys(choice.decimal for choice in self.formats.values() if choice.decimal)
            if "," in decimals:
                names = [name for name, choice in self.formats.items() if choice.decimal == ","]
                self.notes.guesses.append(f'decimal "," in {listed(names)}')
        if self.rules.thousands is None:
            for mark in dict.fromkeys(choice.thousands for choice in self.formats.values() if choice.thousands):
                names = [name for name, choice in self.formats.items() if choice.thousands == mark]
                self.notes.guesses.append(f"thousands {quoted(mark)} in {listed(names)}")
