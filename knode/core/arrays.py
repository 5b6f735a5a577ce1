"""A table as NumPy arrays: what captured nodes work on when they answer requests, with no DataFrame in between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from knode.core.spec import column_type

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class TableNeeded(Exception):
    """These rows hold something that only the nodes' `run` decides about; they are scored there, with the same answer."""


class Discrete:
    """A column of texts or other single values; None where one is missing.

    `values` has one value a row. Where `codes` are given (whole numbers, one a row, -1 where missing) they are positions in
    `values`, so that what is asked of many rows is asked of their few different values.
    """

    __slots__ = ("codes", "values")

    def __init__(self, values: list[Any], codes: np.ndarray | None = None) -> None:
        self.values = values
        self.codes = codes

    def __len__(self) -> int:
        return len(self.values if self.codes is None else self.codes)

    def lookup(self, places: Mapping[Any, Any], absent: Any, dtype: str = "float64") -> np.ndarray:
        """What `places` has for each row's value, `absent` where it has nothing; None is looked up as well."""
        import numpy as np

        found: np.ndarray = np.array([places.get(value, absent) for value in self.values], dtype=dtype)
        if self.codes is not None:
            found = np.append(found, np.array([places.get(None, absent)], dtype=dtype))[self.codes]
        return found

    def missing(self) -> np.ndarray:
        """(rows,) booleans: where there is no value."""
        import numpy as np

        if self.codes is not None:
            return self.codes < 0
        return np.array([value is None for value in self.values], dtype=bool)

    def filled(self, value: Any) -> Discrete:
        """The column with `value` where one is missing."""
        import numpy as np

        if self.codes is None:
            return Discrete([value if held is None else held for held in self.values])
        return Discrete([*self.values, value], np.where(self.codes < 0, len(self.values), self.codes))

    def part(self, start: int, stop: int) -> Discrete:
        """The rows from `start` to before `stop`."""
        if self.codes is None:
            return Discrete(self.values[start:stop])
        return Discrete(self.values, self.codes[start:stop])

    def tolist(self) -> list[Any]:
        """The value of each row."""
        if self.codes is None:
            return list(self.values)
        values = [*self.values, None]
        return [values[code] for code in self.codes.tolist()]


Other = Any
"""A column that is not in the matrix: a `Discrete`, or an array of datetime64."""


class Layout:
    """Which columns a table has, and where: shared by all tables of one shape, so that a step looks things up once.

    `names` are the columns in their order, `numbers` the position in the matrix of those that are numbers.
    """

    __slots__ = ("_derived", "names", "numbers", "width")

    def __init__(self, names: Iterable[str], numbers: Mapping[str, int], width: int) -> None:
        self.names = tuple(names)
        self.numbers = dict(numbers)
        self.width = width
        self._derived: dict[Any, Any] = {}

    def places(self, names: tuple[str, ...]) -> Any:
        """The positions in the matrix of some number columns; None when they are all of it, in order."""
        if names not in self._derived:
            import numpy as np

            found = [self.numbers[name] for name in names]
            self._derived[names] = None if found == list(range(self.width)) else np.array(found, dtype=np.intp)
        return self._derived[names]

    def kept(self, names: tuple[str, ...]) -> Layout:
        """The layout with the columns `names` only, in this order; the matrix stays as it is."""
        return self._once(
            ("kept", names),
            lambda: Layout(names, {name: self.numbers[name] for name in names if name in self.numbers}, self.width),
        )

    def with_numbers(self, names: tuple[str, ...]) -> Layout:
        """The layout with number columns added at the end of the matrix."""

        def made() -> Layout:
            numbers = {**self.numbers, **{name: self.width + place for place, name in enumerate(names)}}
            return Layout(dict.fromkeys((*self.names, *names)), numbers, self.width + len(names))

        return self._once(("numbers", names), made)

    def with_others(self, names: tuple[str, ...]) -> Layout:
        """The layout in which `names` are columns outside the matrix."""

        def made() -> Layout:
            numbers = {name: place for name, place in self.numbers.items() if name not in names}
            return Layout(dict.fromkeys((*self.names, *names)), numbers, self.width)

        return self._once(("others", names), made)

    def _once(self, key: Any, make: Callable[[], Layout]) -> Layout:
        found: Layout | None = self._derived.get(key)
        if found is None:
            found = self._derived.setdefault(key, make())
        return found


class Arrays:
    """A table: numbers and booleans in one float64 matrix (NaN where missing), all other columns by name.

    Never changed: each method gives another table that shares what it can. Whole numbers beyond 2^53 do not fit; who makes
    such a table raises `TableNeeded` instead.
    """

    __slots__ = ("layout", "matrix", "others", "rows")

    def __init__(self, layout: Layout, matrix: np.ndarray, others: Mapping[str, Other]) -> None:
        self.layout = layout
        self.matrix = matrix
        self.others = others
        self.rows = len(matrix)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, in order."""
        return self.layout.names

    def numbers(self, names: tuple[str, ...]) -> np.ndarray:
        """(rows, names) float64: some number columns. Not to be written to. Raises KeyError for one that is none."""
        places = self.layout.places(names)
        return self.matrix if places is None else self.matrix.take(places, axis=1)

    def other(self, name: str) -> Other:
        """A column outside the matrix. Raises KeyError."""
        if name in self.layout.numbers or name not in self.layout.names:
            raise KeyError(name)
        return self.others[name]

    def kept(self, names: Iterable[str]) -> Arrays:
        """The columns `names` only, in this order."""
        return Arrays(self.layout.kept(tuple(names)), self.matrix, self.others)

    def with_numbers(self, names: tuple[str, ...], values: np.ndarray) -> Arrays:
        """The table with number columns exchanged, or added at the end; `values` is (rows, names) float64."""
        import numpy as np

        numbers = self.layout.numbers
        if not all(name in numbers for name in names):
            matrix = np.concatenate([self.matrix, values], axis=1)
            return Arrays(self.layout.with_numbers(names), matrix, self.others)
        places = self.layout.places(names)
        if places is None:
            return Arrays(self.layout, values, self.others)
        matrix = self.matrix.copy()
        matrix[:, places] = values
        return Arrays(self.layout, matrix, self.others)

    def with_others(self, columns: Mapping[str, Other]) -> Arrays:
        """The table with columns outside the matrix exchanged, or added at the end."""
        return Arrays(self.layout.with_others(tuple(columns)), self.matrix, {**self.others, **columns})

    def renamed(self, names: Iterable[str]) -> Arrays:
        """The same columns under other names, given in order."""
        names = tuple(names)
        new = dict(zip(self.names, names, strict=True))
        numbers = {new[name]: place for name, place in self.layout.numbers.items()}
        others = {new[name]: self.others[name] for name in self.names if name not in self.layout.numbers}
        return Arrays(Layout(names, numbers, self.layout.width), self.matrix, others)

    def part(self, start: int, stop: int) -> Arrays:
        """The rows from `start` to before `stop`."""
        others = {
            name: column.part(start, stop) if isinstance(column, Discrete) else column[start:stop]
            for name, column in self.others.items()
        }
        return Arrays(self.layout, self.matrix[start:stop], others)


def arrays_of(table: pd.DataFrame) -> Arrays:
    """The table as arrays. Raises TableNeeded where a column has no place in them, such as times with a zone."""
    import numpy as np

    numbers: dict[str, np.ndarray] = {}
    others: dict[str, Other] = {}
    for name, column in table.items():
        kind = column_type(column.dtype)
        if kind in ("number", "boolean"):
            numbers[str(name)] = _numbers(column)
        elif kind == "datetime" and isinstance(column.dtype, np.dtype) and column.dtype.kind == "M":
            others[str(name)] = column.to_numpy()
        elif kind in ("text", "category"):
            values = column.tolist()
            missing = column.isna().to_numpy(dtype=bool)
            if missing.any():
                values = [None if gap else value for value, gap in zip(values, missing.tolist(), strict=True)]
            others[str(name)] = Discrete(values)
        else:
            raise TableNeeded
    matrix = np.array(list(numbers.values()), dtype="float64").T if numbers else np.empty((len(table), 0))
    places = {name: place for place, name in enumerate(numbers)}
    return Arrays(Layout([str(name) for name in table.columns], places, len(places)), matrix, others)


def _numbers(column: pd.Series[Any]) -> np.ndarray:
    import numpy as np

    if column.dtype.kind not in "iufb":
        raise TableNeeded
    made: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    if column.dtype.kind in "iu" and (np.abs(made) >= 2.0**53).any():
        raise TableNeeded
    return made


class ArrayStep:
    """What a node does to columns held as arrays; called with the table, it gives another.

    A subclass is a dataclass of plain state: numbers, texts, None, lists, dicts with text keys, NumPy arrays of numbers, and
    other array steps. So a bundle carries it without code, and serving imports none of the libraries that made it.
    It raises DataError for rows that the node refuses, and TableNeeded for rows that it does not know how to handle.
    """

    def __call__(self, columns: Arrays) -> Arrays:
        """The table after this step."""
        raise NotImplementedError


class ArrayEntry(ArrayStep):
    """What an input does to the rows that come in: makes a table of them that fits its description."""

    def admit(self, given: Mapping[str, Any]) -> Arrays:
        """The table.

        Args:
            given: by column name, of one length: a list of JSON values, an array of numbers, or a `Discrete`.
        """
        raise NotImplementedError
