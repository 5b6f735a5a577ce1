"""The input of a compiled plan: JSON columns made to fit the described columns, as `_conform` does with tables."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode.api import ArrayEntry, Arrays, ColumnSpec, DataError, Discrete, Layout, TableNeeded, quoted
from knode_nodes.deploy._conform import NANOSECOND_YEARS, absent

if TYPE_CHECKING:
    import numpy as np

    from knode_nodes.deploy.container_input import ContainerInput

EXACT = 2.0**53
"""From here on whole numbers share their floats."""
MICROSECONDS = len("2026-01-31T08:30:00.123456")
NUMBERS = {float, int, type(None)}
WRITTEN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SHORT = 16
"""Decimals of so many characters are read by everybody as the same float."""
ENDLESS = ("inf", "nan", "infinity")
TRUTH = {"true": 1.0, "false": 0.0, "1": 1.0, "0": 0.0, "1.0": 1.0, "0.0": 0.0}


@dataclass
class Admission(ArrayEntry):
    """Admits rows. `columns` are [name, type, dtype, categories] in order; the policies are those of the input."""

    columns: list[list[Any]]
    missing_column: str
    extra_column: str
    bad_value: str
    unknown_category: str
    _numbers: tuple[str, ...] = field(init=False)
    _others: list[tuple[str, str, set[Any] | None]] = field(init=False)
    _layout: Layout = field(init=False)
    _known: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self._types = {name: kind for name, kind, _, _ in self.columns}
        self._numbers = tuple(name for name, kind in self._types.items() if kind in ("number", "boolean"))
        self._booleans = [name for name in self._numbers if self._types[name] == "boolean"]
        dtypes = {name: dtype.lower() for name, _, dtype, _ in self.columns}
        self._whole = self._places_of(dtypes, ("int", "uint"))
        self._narrow = self._places_of(dtypes, ("float32",))
        self._others = [
            (name, f"datetime {dtypes[name]}" if kind == "datetime" else kind, known if known is None else set(known))
            for name, kind, _, known in self.columns
            if name not in self._numbers
        ]
        places = {name: place for place, name in enumerate(self._numbers)}
        self._layout = Layout(self._types, places, len(self._numbers))
        self._known = set(self._types)

    def _places_of(self, dtypes: dict[str, str], starts: tuple[str, ...]) -> list[int]:
        return [place for place, name in enumerate(self._numbers) if dtypes[name].startswith(starts)]

    def admit(self, given: Mapping[str, Any]) -> Arrays:
        rows = len(next(iter(given.values()))) if given else 0
        same = given.keys() == self._known
        if not same:
            given = self._completed(given, rows)
        matrix = self._matrix([given[name] for name in self._numbers], rows)
        others = {name: self._other(name, kind, known, given[name]) for name, kind, known in self._others}
        if same or self.extra_column == "drop" or given.keys() == self._known:
            return Arrays(self._layout, matrix, others)
        extras = {name: _as_it_is(values) for name, values in given.items() if name not in self._known}
        return Arrays(Layout(given, self._layout.numbers, len(self._numbers)), matrix, others | extras)

    def _completed(self, given: Mapping[str, Any], rows: int) -> Mapping[str, Any]:
        """The columns with absent ones filled, or an error, as the policies say."""
        extra = [name for name in given if name not in self._known]
        if extra and self.extra_column == "error":
            names = ", ".join(list(self._types)[:8]) + (" …" if len(self._types) > 8 else "")
            raise DataError(
                f"the column {quoted(extra[0])} is not expected; expected are {names}",
                column=extra[0],
                expected="no such column",
            )
        gone = [name for name in self._types if name not in given]
        if gone and self.missing_column == "error":
            raise absent(gone[0], list(given), self._types)
        return {**given, **{name: [None] * rows for name in gone}}

    def _matrix(self, columns: list[Any], rows: int) -> np.ndarray:
        """(rows, numbers) float64."""
        import numpy as np

        if not columns:
            return np.empty((rows, 0))
        kinds: set[type] = set()
        for values in columns:
            if type(values) is Discrete:
                raise TableNeeded
            kinds.update(map(type, values) if type(values) is list else (float,))
        if not kinds <= NUMBERS or self._booleans:
            columns = [self._number_column(name, values) for name, values in zip(self._numbers, columns, strict=True)]
        try:
            matrix: np.ndarray = np.array(columns, dtype="float64").T
        except OverflowError:
            raise TableNeeded from None
        if self._whole and int in kinds and (np.abs(matrix[:, self._whole]) >= EXACT).any():
            raise TableNeeded
        if self._narrow:
            matrix[:, self._narrow] = _as_narrow(matrix[:, self._narrow])
        return matrix

    def _number_column(self, name: str, values: Any) -> Any:
        if type(values) is not list or set(map(type, values)) <= NUMBERS - (
            {int, float} if name in self._booleans else set()
        ):
            return values
        read = self._truth if name in self._booleans else self._number
        return [None if value is None else read(value, name, row) for row, value in enumerate(values)]

    def _number(self, value: Any, name: str, row: int) -> float | int | None:
        if isinstance(value, int | float):
            return value
        if isinstance(value, str) and _may_be_a_number(value):
            if len(value) > SHORT or not WRITTEN.fullmatch(value):
                raise TableNeeded
            return float(value)
        self._refuse(value, name, row, "a number")
        return None

    def _truth(self, value: Any, name: str, row: int) -> float | None:
        read = TRUTH.get(str(value).lower())
        if read is None:
            self._refuse(value, name, row, "true or false")
        return read

    def _refuse(self, value: Any, name: str, row: int, expected: str) -> None:
        """Raise DataError, unless such a value is taken as missing."""
        if self.bad_value == "error":
            whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
            got = quoted(int(value) if whole else value)
            raise DataError(f"expected {expected}, got {got}", column=name, row=row, expected=expected, got=got)

    def _other(self, name: str, kind: str, known: set[Any] | None, values: Any) -> Any:
        if kind.startswith("datetime"):
            return _moments(values, kind.startswith("datetime datetime64[ns"))
        if not isinstance(values, list | Discrete):
            raise TableNeeded
        column = values if isinstance(values, Discrete) else Discrete(values)
        if kind == "text" or (known is not None and _are_texts(known)):
            if not set(map(type, column.values)) <= {str, type(None)}:
                raise TableNeeded
        elif any(type(value) not in (int, float, str, bool, type(None)) for value in column.values):
            raise TableNeeded
        return column if known is None or self.unknown_category == "allow" else self._known_only(name, known, column)

    def _known_only(self, name: str, known: set[Any], column: Discrete) -> Discrete:
        strange = {value for value in column.values if value is not None and value not in known}
        if not strange:
            return column
        if self.unknown_category == "error":
            raise TableNeeded
        return Discrete([None if value in strange else value for value in column.tolist()])


def _may_be_a_number(text: str) -> bool:
    return any(map(str.isdigit, text)) or text.strip().lower().lstrip("+-") in ENDLESS


def _are_texts(known: set[Any]) -> bool:
    return all(isinstance(value, str) for value in known)


def _as_it_is(values: Any) -> Discrete:
    if isinstance(values, Discrete):
        return values
    return Discrete(values if isinstance(values, list) else values.tolist())


def _as_narrow(numbers: np.ndarray) -> np.ndarray:
    """Numbers rounded as a float32 column holds them."""
    import numpy as np

    if (np.abs(numbers) > np.finfo("float32").max).any():
        raise TableNeeded
    return numbers.astype("float32")


def _moments(values: Any, nanoseconds: bool) -> np.ndarray:
    """(rows,) datetime64[us] of ISO 8601 texts without a zone; NaT where missing."""
    import numpy as np

    if isinstance(values, Discrete):
        values = values.tolist()
    if not isinstance(values, list):
        return np.asarray(values, dtype="datetime64[us]")
    made = np.array([None if value is None else _moment(value) for value in values], dtype="datetime64[us]")
    if nanoseconds and len(made):
        first, last = (np.datetime64(day, "us") for day in NANOSECOND_YEARS)
        if ((made < first) | (made > last)).any():
            raise TableNeeded
    return made


def _moment(value: Any) -> datetime.datetime:
    if not isinstance(value, str) or len(value) > MICROSECONDS or "W" in value:
        raise TableNeeded
    try:
        read = datetime.datetime.fromisoformat(value)
    except ValueError:
        raise TableNeeded from None
    if read.tzinfo is not None:
        raise TableNeeded
    return read


def admission(policy: ContainerInput, columns: tuple[ColumnSpec, ...]) -> Admission | None:
    """The admission of an input with these columns; None where a column has no place in arrays."""
    described = []
    for column in columns:
        zoned = column.type == "datetime" and (not column.dtype.startswith("datetime64[") or "," in column.dtype)
        if zoned or column.type not in ("number", "boolean", "text", "category", "datetime"):
            return None
        if column.dtype.lower().startswith(("decimal", "complex", "float16")):
            return None
        known = None if column.categories is None else list(column.categories)
        if known and not all(isinstance(value, str | int | float | bool) for value in known):
            return None
        described.append([column.name, column.type, column.dtype, known])
    return Admission(described, policy.missing_column, policy.extra_column, policy.bad_value, policy.unknown_category)
