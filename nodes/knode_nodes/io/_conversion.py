"""Columns of text to columns of numbers, dates and truth values, decided over the whole column, never on a sample."""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted
from knode_nodes.io._dates import LOOKS_LIKE_DATE, DateOrder, Dates, find_dates, find_iso_dates, looks_like_date
from knode_nodes.io._header import MISSING_AMONG_VALUES
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._numbers import (
    LOOKS_LIKE_NUMBER,
    PROBE,
    NumberFormat,
    Numbers,
    as_numbers,
    formats_for,
    has_minus_behind,
    looks_like_number,
    minus_in_front,
    plain_numbers,
)

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TypeName = Literal["auto", "text", "category", "integer", "number", "boolean", "datetime"]
EXACT_FLOAT = 2**53
FEW_COLUMNS = 200
MANY_ROWS = 50_000
TRUE_TEXTS = ("true", "yes", "y", "t", "1", "on")
FALSE_TEXTS = ("false", "no", "n", "f", "0", "off")
EUROPEAN = NumberFormat(",", ".")


@dataclass(frozen=True, slots=True)
class Rules:
    """How texts become values; None means: find out."""

    decimal: str | None = None
    thousands: str | None = None
    dates: DateOrder = "auto"
    guess_missing: bool = True
    """Take `?`, `-` and the like for missing where a column else holds numbers or dates only."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A column that can be read in several ways; the other columns of the file may tell which one is meant."""

    texts: pa.ChunkedArray
    marks: list[str]
    numbers: tuple[NumberFormat, ...] = ()
    dates: tuple[Dates, ...] = ()


class Converter:
    """Turns the text columns of one file into a DataFrame.

    Responsibilities: tries the types of each column from narrow to wide; settles what is ambiguous by what the other
    columns of the file prove; keeps as text, with a remark, what stays ambiguous.
    """

    def __init__(self, rules: Rules, notes: Notes, cores: int = 1) -> None:
        self.rules = rules
        self.notes = notes
        self.cores = cores
        self._formats: dict[str, NumberFormat] = {}
        self._proofs: set[str] = set()
        self._read_decimal = "."
        self._orders: dict[str, str] = {}
        self._marks: dict[str, list[str]] = {}
        self._waiting: dict[str, Waiting] = {}
        self._kept: defaultdict[str, list[str]] = defaultdict(list)
        self._dotted: dict[str, pa.ChunkedArray] = {}

    def table(self, columns: Mapping[str, Any], types: Mapping[str, TypeName], *, decimal: str = ".") -> pd.DataFrame:
        """The columns, of text or of values already, which had this decimal mark, as a DataFrame.

        Raises:
            DataError: a value is not of the type given in `types`.
        """
        import pandas as pd

        self._read_decimal = decimal
        done: dict[str, Any] = {}
        plain = self._plain([name for name in columns if types.get(name, "auto") == "auto"], columns)
        for name, column in columns.items():
            wanted = types.get(name, "auto")
            if wanted == "auto":
                done[name] = self._auto(name, column, plain.pop(name))
            else:
                done[name] = self._typed(name, column, wanted)
        self._settle(columns, done)
        self._tell()
        count = next((len(column) for column in columns.values()), 0)
        made = {name: pandas_values(done.pop(name)) for name in columns}
        # One block for all columns of a type is quicker to work with when there are many, but it costs a copy.
        return pd.DataFrame(made, index=pd.RangeIndex(count), copy=len(made) > FEW_COLUMNS)

    def _plain(self, names: list[str], columns: Mapping[str, Any]) -> dict[str, Numbers | None]:
        """The columns read as plain numbers, side by side: most of the work for a large file."""
        if self.cores == 1 or not names or len(columns[names[0]]) < MANY_ROWS:
            return {name: self._plain_numbers(columns[name]) for name in names}
        with ThreadPoolExecutor(self.cores) as pool:
            return dict(zip(names, pool.map(lambda name: self._plain_numbers(columns[name]), names), strict=True))

    def _plain_numbers(self, column: Any) -> Numbers | None:
        if not is_text(column) or column.null_count == len(column):
            return None
        plain = plain_numbers(column)
        return None if plain and self.rules.decimal == "," and plain.values.type == "double" else plain

    def _auto(self, name: str, column: Any, plain: Numbers | None) -> Any:
        import pyarrow as pa

        if not is_text(column):
            return self._value(name, column)
        if len(column) == 0:
            return column
        if column.null_count == len(column):
            self._kept["absent"].append(name)
            return pa.nulls(len(column), pa.float64())
        if plain is not None:
            return self._number(name, column, column, plain)
        truth = _plain_truth(column)
        return truth if truth is not None else self._unusual(name, column)

    def _value(self, name: str, column: Any) -> Any:
        """A column that the reading itself has made numbers, dates or truth values."""
        kind = column.dtype.kind if hasattr(column, "dtype") else ""
        if kind == "f":
            self._proofs.add(self._read_decimal)
            if self._read_decimal == ",":
                self._formats[name] = NumberFormat(",", "")
        return self._date(name, Dates(column, "ISO"), []) if kind == "M" else column

    def _unusual(self, name: str, column: pa.ChunkedArray) -> Any:
        """A column that is no plain number: other number formats, dates, marks for missing values, or text."""
        texts, _ = self._cleaned(column[: 4 * PROBE])
        probe = probed(texts)
        if self._is_plain_text(texts, probe):
            return column
        if probe and (dates := find_iso_dates(column, probe, self.rules.dates)):
            # Most dates need no cleaning, which takes longer than to read them.
            return self._date(name, dates, [])
        return self._cleaned_up(name, column)

    def _cleaned_up(self, name: str, column: pa.ChunkedArray) -> Any:
        texts, marks = self._cleaned(column)
        probe = probed(texts)
        if not probe:
            return column
        for attempt in (self._as_number, self._as_date):
            made = attempt(name, column, texts, marks, probe)
            if made is not None:
                return made
        self._tell_mixed(name, texts, probe)
        return column

    def _is_plain_text(self, texts: pa.ChunkedArray, probe: list[str]) -> bool:
        """Whether the first values alone show that a column holds neither numbers nor dates, nor mostly such."""
        mixed = any(_mostly(texts, pattern) for pattern in (LOOKS_LIKE_DATE, LOOKS_LIKE_NUMBER))
        if not probe or mixed or formats_for(probe, self.rules.decimal, self.rules.thousands):
            return False
        return not find_dates(texts, probe, self.rules.dates)

    def _cleaned(self, column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, list[str]]:
        """The texts trimmed, with each minus in front and no marks that mean missing among values, and the marks found."""
        import pyarrow as pa
        import pyarrow.compute as pc

        trimmed = minus_in_front(pc.utf8_trim_whitespace(column))
        known = ["", *MISSING_AMONG_VALUES] if self.rules.guess_missing else [""]
        is_mark = pc.is_in(trimmed, value_set=pa.array(known, column.type))
        if not pc.any(is_mark).as_py():
            return trimmed, []
        marks = [mark for mark in pc.unique(trimmed.filter(is_mark)).to_pylist() if mark]
        return pc.if_else(is_mark, pa.scalar(None, column.type), trimmed), marks

    def _as_number(self, name: str, column: Any, texts: Any, marks: list[str], probe: list[str]) -> Any:
        found: dict[NumberFormat, Numbers] = {}
        for form in formats_for(probe, self.rules.decimal, self.rules.thousands):
            # Where nothing stands between the thousands, no mark between them reads otherwise.
            if NumberFormat(form.decimal, "") in found:
                continue
            numbers = as_numbers(texts, form)
            if numbers is not None:
                found[form] = numbers
        if not found:
            return None
        first = next(iter(found))
        if all(numbers.values.equals(found[first].values) for numbers in found.values()):
            return self._number(name, column, texts, found[first], first, marks)
        self._waiting[name] = Waiting(texts, marks, numbers=tuple(found))
        return column

    def _number(
        self,
        name: str,
        column: Any,
        texts: Any,
        numbers: Numbers,
        form: NumberFormat | None = None,
        marks: Sequence[str] = (),
    ) -> Any:
        if numbers.text_for:
            self._kept[numbers.text_for].append(name)
            return column
        if form is not None and form != NumberFormat(".", ""):
            self._formats[name] = form
            if form.thousands in (",", ".") or any(form.decimal in text for text in probed(texts)):
                self._proofs.add(form.decimal)
        elif numbers.values.type == "double":
            self._dotted[name] = texts
        if form is not None and has_minus_behind(column):
            self._kept["minus"].append(name)
        if marks:
            self._marks[name] = list(marks)
        return numbers.values

    def _as_date(self, name: str, column: Any, texts: Any, marks: list[str], probe: list[str]) -> Any:
        found = find_dates(texts, probe, self.rules.dates)
        if not found:
            return None
        if all(one.values.equals(found[0].values) for one in found):
            return self._date(name, found[0], marks)
        self._waiting[name] = Waiting(texts, marks, dates=tuple(found))
        return column

    def _date(self, name: str, dates: Dates, marks: Sequence[str]) -> Any:
        self._orders[name] = dates.order
        if marks:
            self._marks[name] = list(marks)
        if dates.zoned:
            self._kept["zoned"].append(name)
        return dates.values

    def _settle(self, columns: Mapping[str, Any], done: dict[str, Any]) -> None:
        orders = {order for order in self._orders.values() if order in ("day-first", "month-first")}
        decimal = self._proven_decimal()
        for name, waiting in list(self._waiting.items()):
            dates = [one for one in waiting.dates if {one.order} == orders]
            forms = [form for form in waiting.numbers if form.decimal == decimal]
            if len(dates) == 1:
                done[name] = self._date(name, dates[0], waiting.marks)
            elif forms:
                numbers = as_numbers(waiting.texts, forms[0])
                assert numbers is not None
                done[name] = self._number(name, columns[name], waiting.texts, numbers, forms[0], waiting.marks)
            else:
                continue
            del self._waiting[name]
        if decimal == "," and self.rules.thousands in (None, "."):
            self._settle_points(done)

    def _proven_decimal(self) -> str | None:
        """The decimal mark of the file, where its columns leave no doubt."""
        if self.rules.decimal is not None:
            return self.rules.decimal
        proven = set(self._proofs)
        if any("." in text and not EUROPEAN.fits(text) for texts in self._dotted.values() for text in probed(texts)):
            proven.add(".")
        return proven.pop() if len(proven) == 1 else None

    def _settle_points(self, done: dict[str, Any]) -> None:
        """In a file with decimal commas `1.234` is a whole number with a point between the thousands."""
        for name, texts in self._dotted.items():
            numbers = as_numbers(texts, EUROPEAN)
            if numbers is not None:
                self._formats[name] = EUROPEAN
                done[name] = numbers.values

    def _typed(self, name: str, column: pa.ChunkedArray, wanted: TypeName) -> Any:
        if wanted == "text":
            return column
        if wanted == "category":
            return column.to_pandas().astype("category")
        texts, _ = self._cleaned(column)
        made = self._as(texts, wanted, name)
        if made is not None:
            return made
        row = _first_bad(texts, lambda some: self._as(some, wanted, name) is not None)
        raise DataError(
            f"{quoted(column[row].as_py())} in column {quoted(name)} is no {wanted}; {self.notes.ways.typed}",
            column=name,
            row=row,
        )

    def _as(self, texts: pa.ChunkedArray, wanted: TypeName, name: str) -> Any:
        if wanted == "boolean":
            return _truth(texts, TRUE_TEXTS, FALSE_TEXTS)
        if wanted == "datetime":
            return self._wanted_dates(texts, name)
        return self._wanted_numbers(texts, wanted)

    def _wanted_dates(self, texts: pa.ChunkedArray, name: str) -> Any:
        import pyarrow as pa

        probe = probed(texts)
        if not probe:
            return pa.nulls(len(texts), pa.timestamp("us"))
        found = find_dates(texts, probe, "auto" if self.rules.dates == "off" else self.rules.dates)
        if len(found) > 1 and not all(one.values.equals(found[0].values) for one in found):
            raise DataError(
                f"the dates in {quoted(name)} ({quoted(probe[0])} …) can be day-first or month-first: "
                f"{self.notes.ways.dates}",
                column=name,
            )
        return found[0].values if found else None

    def _wanted_numbers(self, texts: pa.ChunkedArray, wanted: TypeName) -> Any:
        import pyarrow as pa

        probe = probed(texts)
        forms = formats_for(probe, self.rules.decimal, self.rules.thousands) if probe else [NumberFormat(".", "")]
        for form in forms:
            numbers = as_numbers(texts, form)
            if numbers is None:
                continue
            if wanted == "number":
                return numbers.values.cast(pa.float64(), safe=False)
            if numbers.text_for != "length":
                try:
                    return _whole(numbers.values)
                except pa.ArrowInvalid:
                    continue
        return None

    def _tell_mixed(self, name: str, texts: pa.ChunkedArray, probe: list[str]) -> None:
        """Warn about a text column that holds mostly numbers or dates."""
        import pyarrow.compute as pc

        kinds: list[tuple[str, str, Callable[[str], bool]]] = [("date", LOOKS_LIKE_DATE, looks_like_date)]
        kinds.append(("number", LOOKS_LIKE_NUMBER, looks_like_number))
        for what, pattern, looks in kinds:
            if (what == "date" and self.rules.dates == "off") or sum(map(looks, probe)) < len(probe) / 2:
                continue
            row = pc.index(pc.match_substring_regex(texts, pattern), False).as_py()
            why = "is not"
            if row < 0 and what == "date":
                row, why = self._first_other_date(texts), "is none, or is written otherwise than those before"
            culprit = (
                f"{quoted(texts[row].as_py())} in row {row:,}, counted from 0, {why}"
                if row >= 0
                else "some are written otherwise"
            )
            self.notes.warnings.append(
                f"{quoted(name)} stays text: most of its values look like a {what}, but {culprit}. "
                f"{self.notes.ways.nearly}"
            )
            return

    def _first_other_date(self, texts: pa.ChunkedArray) -> int:
        """The position of the first text that is no date of one way of writing with those before; -1 far behind."""
        early = texts.slice(0, MANY_ROWS)

        def fits(some: pa.ChunkedArray) -> bool:
            return not (probe := probed(some)) or bool(find_dates(some, probe, self.rules.dates))

        return -1 if fits(early) else _first_bad(early, fits)

    def _tell(self) -> None:
        guesses, remarks = self.notes.guesses, self.notes.remarks
        self._tell_formats()
        for order in dict.fromkeys(self._orders.values()):
            names = [name for name, one in self._orders.items() if one == order]
            guesses.append(f"dates ({order}) in {listed(names)}")
        if self._marks:
            marks = dict.fromkeys(mark for found in self._marks.values() for mark in found)
            guesses.append(f"{listed(marks)} as missing in {listed(self._marks)}")
        for key, text in (
            ("zoned", "Dates with a time zone are given in UTC"),
            ("zeros", "Kept as text for their leading zeros"),
            ("plus", "Kept as text, as telephone numbers"),
            ("length", "Kept as text: whole numbers too long to calculate with"),
            ("minus", "The minus stands behind the numbers"),
            ("absent", "Without any value"),
        ):
            if self._kept[key]:
                remarks.append(f"{text}: {listed(self._kept[key])}.")
        for name, waiting in self._waiting.items():
            example = quoted(probed(waiting.texts)[0])
            can_be = "dates, day-first or month-first" if waiting.dates else "decimals, or whole numbers with marks"
            way = self.notes.ways.dates if waiting.dates else self.notes.ways.decimal
            self.notes.warnings.append(f"{quoted(name)} stays text: its values ({example} …) can be {can_be}; {way}.")

    def _tell_formats(self) -> None:
        for what, chosen in (("decimal", self.rules.decimal), ("thousands", self.rules.thousands)):
            if chosen is not None:
                continue
            marks = dict.fromkeys(getattr(form, what) for form in self._formats.values())
            for mark in marks:
                names = [name for name, form in self._formats.items() if getattr(form, what) == mark]
                if mark and not (what == "decimal" and mark == "."):
                    self.notes.guesses.append(f"{what} {quoted(mark)} in {listed(names)}")


def probed(texts: pa.ChunkedArray) -> list[str]:
    """The first values that are not missing."""
    found = texts.slice(0, 4 * PROBE).drop_null()
    if not len(found):
        found = texts.drop_null()
    return found.slice(0, PROBE).to_pylist()


def is_text(column: Any) -> bool:
    """Whether a column of a file is one of texts, still."""
    return getattr(column, "type", None) in ("string", "large_string")


def _mostly(texts: pa.ChunkedArray, pattern: str) -> bool:
    """Whether half of the first values or more fit a pattern."""
    import pyarrow.compute as pc

    some = texts.drop_null()[:PROBE]
    return 2 * (pc.sum(pc.match_substring_regex(some, pattern)).as_py() or 0) >= len(some)


def _plain_truth(texts: pa.ChunkedArray) -> Any:
    """A column of `true` and `false`, in any case, as truth values; None where it holds anything else."""
    import pyarrow as pa
    import pyarrow.compute as pc

    probe = probed(texts[:PROBE])[:1]
    # What Arrow takes for a truth value besides, 0 and 1, is shorter.
    if probe and probe[0].lower() in ("true", "false") and pc.min(pc.binary_length(texts)).as_py() > 1:
        with contextlib.suppress(pa.ArrowInvalid):
            return pc.cast(texts, pa.bool_())
    return _truth(texts, ("true",), ("false",))


def _truth(texts: pa.ChunkedArray, true: Sequence[str], false: Sequence[str]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    probe = probed(texts)[:1]
    if probe and probe[0].strip().lower() not in (*true, *false):
        return None
    lowered = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
    is_true = pc.is_in(lowered, value_set=pa.array(true, texts.type))
    known = pc.or_(is_true, pc.is_in(lowered, value_set=pa.array(false, texts.type)))
    if not pc.all(pc.or_(known, pc.is_null(texts)), min_count=0).as_py():
        return None
    return pc.if_else(pc.is_null(texts), pa.scalar(None, pa.bool_()), is_true)


def _whole(values: pa.ChunkedArray) -> Any:
    """Numbers as Int64 or int64. Raises ArrowInvalid when one has decimals or is too large."""
    import pandas as pd
    import pyarrow as pa

    whole = values.cast(pa.int64())
    return whole.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get) if whole.null_count else whole


def _first_bad(texts: pa.ChunkedArray, fits: Callable[[pa.ChunkedArray], bool]) -> int:
    """The position of the first text that keeps the column from fitting."""
    low, high = 0, len(texts)
    while high - low > 1:
        middle = (low + high) // 2
        if fits(texts.slice(0, middle)):
            low = middle
        else:
            high = middle
    return low


def pandas_values(values: Any) -> Any:
    """A column as pandas holds it: whole numbers with gaps become float64, or Int64 where that would lose digits."""
    import pandas as pd
    import pyarrow as pa

    if not isinstance(values, pa.Array | pa.ChunkedArray):
        return values.array if isinstance(values, pd.Series) else values
    if not values.null_count or not (pa.types.is_boolean(values.type) or pa.types.is_integer(values.type)):
        found = values.to_pandas().array
        # What Arrow shares instead of copying may not be written to.
        shared = isinstance(found, pd.arrays.NumpyExtensionArray) and not found.to_numpy().flags.writeable
        return found.copy() if shared else found
    if pa.types.is_integer(values.type) and not _is_large(values):
        return values.to_pandas().array
    nullable = {pa.bool_(): pd.BooleanDtype(), pa.int64(): pd.Int64Dtype(), pa.uint64(): pd.UInt64Dtype()}
    return values.to_pandas(types_mapper=nullable.get).array


def _is_large(values: Any) -> bool:
    import pyarrow.compute as pc

    ends = pc.min_max(values).as_py()
    return max(abs(ends["min"] or 0), abs(ends["max"] or 0)) > EXACT_FLOAT
