"""Columns of Python values, as Excel and JSON files hold them, to pandas columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode_nodes.io._conversion import EXACT_FLOAT, Converter, Rules, TypeName, pandas_values
from knode_nodes.io._dates import DateOrder, find_dates
from knode_nodes.io._header import MISSING_AMONG_VALUES
from knode_nodes.io._notes import Notes, listed

if TYPE_CHECKING:
    import pandas as pd

KINDS: tuple[tuple[Any, str], ...] = (
    (type(None), "missing"),
    (str, "text"),
    (bool, "boolean"),
    ((int, float), "number"),
    (datetime.date, "date"),
    (datetime.timedelta, "duration"),
    (datetime.time, "time"),
)
"""What values of a type are; the first that fits."""


class Values:
    """Makes a DataFrame of columns of Python values.

    Responsibilities: one dtype per column; a mixed column becomes text, with a warning; texts that mean missing among
    numbers and dates become missing; texts that are ISO dates become dates where that is wanted; objects become text,
    and lists too where they are not wanted.
    """

    def __init__(
        self, notes: Notes, *, dates: DateOrder = "off", guess_missing: bool = True, lists: bool = True
    ) -> None:
        self.notes = notes
        self.lists = lists
        self.dates = dates
        self.guess_missing = guess_missing
        self._dated: list[str] = []
        self._marked: dict[str, list[str]] = {}
        self._mixed: list[str] = []
        self._long: list[str] = []
        self._rounded: list[str] = []
        self._absent: list[str] = []

    def table(self, columns: Mapping[str, list[Any]], types: Mapping[str, TypeName], index: Any = None) -> pd.DataFrame:
        """The columns as a DataFrame. Raises DataError for a value that is not of the type given in `types`."""
        import pandas as pd

        done = {
            name: self.column(name, values) for name, values in columns.items() if types.get(name, "auto") == "auto"
        }
        done |= self._typed({name: values for name, values in columns.items() if name not in done}, types)
        self._tell()
        if index is None:
            index = pd.RangeIndex(next((len(values) for values in columns.values()), 0))
        return pd.DataFrame({name: done[name] for name in columns}, index=index)

    def column(self, name: str, values: list[Any]) -> Any:
        """One column as a pandas array."""
        types = set(map(type, values))
        if dict in types or (list in types and not self.lists):
            values = [text_of(one) if isinstance(one, dict | list) else one for one in values]
            types = types - {dict, list} | {str}
        kinds = _kinds(types)
        if kinds & {"number", "date", "duration"} and "text" in kinds and self.guess_missing:
            values = self._without_marks(name, values)
            types = set(map(type, values))
            kinds = _kinds(types)
        if not kinds:
            return self._nothing(name, values)
        if len(kinds) > 1:
            self._mixed.append(name)
            return _texts(values)
        return getattr(self, f"_{kinds.pop()}")(name, values, types)

    def _without_marks(self, name: str, values: list[Any]) -> list[Any]:
        marks = [value for value in values if isinstance(value, str)]
        if any(mark.strip() not in MISSING_AMONG_VALUES for mark in marks):
            return values
        self._marked[name] = list(dict.fromkeys(marks))
        return [None if isinstance(value, str) else value for value in values]

    def _nothing(self, name: str, values: list[Any]) -> Any:
        import pyarrow as pa

        if not values:
            return _texts(values)
        self._absent.append(name)
        return pandas_values(pa.nulls(len(values), pa.float64()))

    def _number(self, name: str, values: list[Any], types: set[type]) -> Any:
        import pyarrow as pa

        if int not in types:
            return _floats(values)
        if float in types and not _are_whole(values):
            return self._decimals(name, values)
        whole = [None if value is None else int(value) for value in values] if float in types else values
        for kind in (pa.int64(), pa.uint64()):
            try:
                return pandas_values(pa.array(whole, kind))
            except (OverflowError, pa.ArrowInvalid):
                continue
        if float not in types:
            self._long.append(name)
            return _texts(values)
        return self._decimals(name, values)

    def _decimals(self, name: str, values: list[Any]) -> Any:
        import pyarrow as pa

        try:
            numbers = [None if value is None else float(value) for value in values]
        except OverflowError:
            self._long.append(name)
            return _texts(values)
        if numbers != values:
            self._rounded.append(name)
        return pandas_values(pa.array(numbers, pa.float64()))

    def _boolean(self, name: str, values: list[Any], types: set[type]) -> Any:
        import pyarrow as pa

        return pandas_values(pa.array(values, pa.bool_()))

    def _text(self, name: str, values: list[Any], types: set[type]) -> Any:
        import pyarrow as pa

        if self.dates != "off":
            texts = pa.chunked_array([pa.array(values, pa.large_string())])
            probe = [value for value in values[:1000] if value is not None][:20]
            found = find_dates(texts, probe or texts.drop_null()[:20].to_pylist(), "iso")
            if found:
                self._dated.append(name)
                return pandas_values(found[0].values)
            return pandas_values(texts)
        return _texts(values)

    def _date(self, name: str, values: list[Any], types: set[type]) -> Any:
        import pyarrow as pa

        if datetime.date in types:
            values = [None if value is None else _moment(value) for value in values]
        return pandas_values(pa.array(values, pa.timestamp("us")))

    def _duration(self, name: str, values: list[Any], types: set[type]) -> Any:
        import pyarrow as pa

        return pandas_values(pa.array(values, pa.duration("us")))

    def _time(self, name: str, values: list[Any], types: set[type]) -> Any:
        return _texts(values)

    def _list(self, name: str, values: list[Any], types: set[type]) -> Any:
        import numpy as np

        made = np.empty(len(values), dtype=object)
        made[:] = values
        return made

    def _typed(self, columns: Mapping[str, list[Any]], types: Mapping[str, TypeName]) -> dict[str, Any]:
        import pyarrow as pa

        if not columns:
            return {}
        texts = {name: pa.chunked_array([_arrow_texts(values)]) for name, values in columns.items()}
        rules = Rules(dates="auto" if self.dates == "off" else self.dates, guess_missing=self.guess_missing)
        made = Converter(rules, self.notes).table(texts, types)
        return {name: made[name].array for name in columns}

    def _tell(self) -> None:
        if self._dated:
            self.notes.guesses.append(f"dates (ISO) in {listed(self._dated)}")
        if self._marked:
            marks = dict.fromkeys(mark for found in self._marked.values() for mark in found)
            self.notes.guesses.append(f"{listed(marks)} as missing in {listed(self._marked)}")
        if self._long:
            self.notes.remarks.append(f"Kept as text: whole numbers too long to calculate with: {listed(self._long)}.")
        if self._rounded:
            self.notes.remarks.append(
                f"Long whole numbers are rounded, for decimals stand among them: {listed(self._rounded)}."
            )
        if self._absent:
            self.notes.remarks.append(f"Without any value: {listed(self._absent)}.")
        if self._mixed:
            self.notes.warnings.append(
                f"Made text, for their values are of several types: {listed(self._mixed)}. {self.notes.ways.mixed}"
            )


def _kinds(types: set[type]) -> set[str]:
    return {_kind(one) for one in types} - {"missing"}


def _kind(one: type) -> str:
    return next((kind for types, kind in KINDS if issubclass(one, types)), "list")


def _floats(values: Sequence[float | None]) -> Any:
    """Numbers with decimals, or whole ones where all of them are whole and exact."""
    import numpy as np
    import pyarrow as pa

    numbers = pa.array(values, pa.float64())
    held = numbers.drop_null().to_numpy()
    whole = bool(np.all((np.floor(held) == held) & (np.abs(held) <= EXACT_FLOAT)))
    return pandas_values(numbers.cast(pa.int64()) if whole else numbers)


def _are_whole(values: Sequence[float | None]) -> bool:
    """Whether the decimals among the numbers are whole numbers, and exact."""
    return all(
        value is None or isinstance(value, int) or (value.is_integer() and abs(value) <= EXACT_FLOAT)
        for value in values
    )


def _moment(value: datetime.date) -> datetime.datetime:
    return value if isinstance(value, datetime.datetime) else datetime.datetime.combine(value, datetime.time())


def _texts(values: Sequence[Any]) -> Any:
    return pandas_values(_arrow_texts(values))


def _arrow_texts(values: Sequence[Any]) -> Any:
    import pyarrow as pa

    if set(map(type, values)) <= {str, type(None)}:
        return pa.array(values, pa.large_string())
    return pa.array([None if value is None else text_of(value) for value in values], pa.large_string())


def text_of(value: Any) -> str:
    """A value of a file as text: whole numbers without decimals, dates as ISO."""
    import json

    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT_FLOAT:
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
