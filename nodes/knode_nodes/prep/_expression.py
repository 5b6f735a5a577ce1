"""Expressions over the columns of a table, in DuckDB's SQL: conditions for rows, and new columns.

An expression is one value for each row, such as `price * 2`, `amount > 100 AND city = 'Bern'` or
`CASE WHEN age < 18 THEN 'child' ELSE 'adult' END`. Columns are written as they are called, in double quotes where the name
is no plain word. It is checked before anything runs, reads no file and reaches no network.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from knode.api import ColumnSpec, DataError, TableSpec, quoted, type_words
from knode_nodes.prep._binding import ROW, TABLE, Bound, Given, bound, resolved, said
from knode_nodes.prep._elsewhere import ACROSS
from knode_nodes.prep._exchange import may_miss, to_arrow, to_pandas, type_of
from knode_nodes.prep._misfits import is_written
from knode_nodes.prep._sessions import opened, reason, session
from knode_nodes.prep._syntax import Mistake, Parsed, parsed
from knode_nodes.prep._whole_columns import SURELY, Plan, planned, worked_out

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pandas as pd
    import pyarrow as pa

CONDITION = "condition"
ELSEWHERE = re.compile(
    r"""\$\["(?P<knime>[^"]+)"\]|\$(?P<old_knime>[^$]+)\$|(?<![\w\])])\[(?P<alteryx>[^\[\],"']+)\]|\{(?P<braces>[^{}]+)\}"""
    r"""|\b\w+\[(?P<mark>["'])(?P<pandas>.+?)(?P=mark)\]|\#(?P<hash>\w+)|\bcolumn\(["'](?P<script>[^"']+)["']\)"""
)
"""Columns as they are written in formulas of other programs: KNIME, Alteryx, pandas and some more."""


def mask(table: pd.DataFrame, expression: str, port: str = "table") -> np.ndarray:
    """(rows,) booleans: which rows fulfil an expression. A row for which it is missing does not. Raises DataError."""
    work = _Work(table, port, rows_only=True)
    found = work.true(expression)
    if found is None:
        made = work.value(CONDITION, expression)
        _check_boolean(str(made.dtype), expression, port)
        found = made.to_numpy(dtype=bool, na_value=False)
    return found


def check_condition(spec: TableSpec, expression: str, port: str = "table") -> None:
    """Raises DataError where an expression is no condition on the rows of such a table."""
    work = _Work(spec.empty(), port, rows_only=True)
    if not work.is_unknown(CONDITION, expression):
        _check_boolean(work.dtype(CONDITION, expression), expression, port)


def computed(
    table: pd.DataFrame,
    expressions: Sequence[tuple[str, str]],
    port: str = "table",
    *,
    windows: bool = False,
    missing_on_failure: bool = False,
    seed: int | None = None,
) -> dict[str, pd.Series]:
    """The new columns, with the table's index. A later expression may use the columns of earlier ones. Raises DataError.

    Args:
        table: any table with text column names.
        expressions: the name and the text of each.
        port: where the table came in, for errors.
        windows: an expression may look at other rows too, by OVER.
        missing_on_failure: a row for which a value cannot be told gets none; otherwise that is an error.
        seed: of random numbers, which are refused without it.
    """
    work = _Work(table, port, rows_only=not windows, missing_on_failure=missing_on_failure, seed=seed)
    for name, text in expressions:
        work.add(name, work.value(name, text))
    return {name: work.column(name) for name, _ in expressions}


def checked(
    spec: TableSpec,
    expressions: Sequence[tuple[str, str]],
    port: str = "table",
    *,
    windows: bool = False,
    missing_on_failure: bool = False,
    seed: int | None = None,
) -> tuple[ColumnSpec, ...] | None:
    """The columns that `computed` makes of such a table; None where only the values tell, as with Python objects.

    Raises DataError where an expression cannot work.
    """
    work = _Work(spec.empty(), port, rows_only=not windows, missing_on_failure=missing_on_failure, seed=seed)
    for name, text in expressions:
        if work.is_unknown(name, text):
            return None
        work.add(name, work.value(name, text))
    return tuple(ColumnSpec(name=name, dtype=str(work.column(name).dtype)) for name, _ in expressions)


def clock_of(expressions: Iterable[str]) -> str | None:
    """A text that is another one when the expressions would give other values, as they ask what time or day it is.

    None where they do not ask. Days begin at other times elsewhere, but nowhere between two quarters of an hour.
    """
    try:
        asked = {parsed(text).clock for text in expressions}
    except Mistake:
        return None
    if "moment" in asked:
        return now_text()
    return now_text(quarter=True) if "day" in asked else None


def now_text(*, quarter: bool = False) -> str:
    """What time it is, or which quarter of an hour."""
    now = datetime.now(UTC)
    return (now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0) if quarter else now).isoformat()


@functools.lru_cache(maxsize=256)
def _known(text: str, dtypes: tuple[tuple[str, Any], ...], missing_on_failure: bool) -> Plan | None:
    """How to work out an expression of each row over columns of such types, by the names that it gives them.

    None where more has to be known, or something is wrong with it.
    """
    import pandas as pd

    if any(dtype.kind == "O" and not isinstance(dtype, pd.StringDtype) for _, dtype in dtypes):
        return None
    columns = {name: pd.Series([], dtype=dtype) for name, dtype in dtypes}
    types = [type_of(column) for column in columns.values()]
    expression = parsed(text)
    if None in types or expression.looks_around or expression.random:
        return None
    given = [Given(f"column_{n}", name, types[n], may_miss(dtype)) for n, (name, dtype) in enumerate(dtypes)]
    try:
        return planned(text, columns, bound(text, tuple(zip(columns, given, strict=True)), missing_on_failure).dtype)
    except Mistake:
        return None


class _Names(Collection[str]):
    """The names of columns, listed only where one is looked for that no column has: that takes long beside a formula."""

    def __init__(self, labels: pd.Index, added: Collection[str]) -> None:
        self._labels, self._added = labels, added

    def label(self, name: str) -> Hashable:
        """What the table calls a column."""
        return self._listed[name]

    def __contains__(self, name: object) -> bool:
        return name in self._added or name in self._labels or name in self._listed

    def __iter__(self) -> Iterator[str]:
        yield from self._listed
        yield from (name for name in self._added if name not in self._listed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @functools.cached_property
    def _listed(self) -> dict[str, Hashable]:
        return {str(label): label for label in self._labels.tolist()}


class _Work:
    """Expressions that are worked out one after the other, on columns that are handed to DuckDB once."""

    def __init__(
        self,
        table: pd.DataFrame,
        port: str,
        *,
        rows_only: bool,
        missing_on_failure: bool = False,
        seed: int | None = None,
    ) -> None:
        labels = table.columns
        self._table, self._own = table, labels
        self._doubled = set() if labels.is_unique else {str(label) for label in labels[labels.duplicated()]}
        self._index, self._port, self._rows_only = table.index, port, rows_only
        self._missing, self._seed = missing_on_failure, seed
        self._columns: dict[str, pd.Series] = {}
        self._labels: dict[str, str] = {}
        self._types: dict[str, Any] = {}
        self._arrays: dict[str, Any] = {}

    def column(self, name: str) -> pd.Series:
        """A column of the table, or one that was added; KeyError for none.

        To take all from a wide table takes longer than most formulas; to ask first whether one is there, as long as to take it.
        """
        held = self._columns.get(name)
        if held is None:
            try:
                held = self._table[name]
            except KeyError:
                held = self._table[self._names.label(name)]
            self._columns[name] = held
        return held

    @functools.cached_property
    def _names(self) -> _Names:
        return _Names(self._own, self._columns)

    def add(self, name: str, column: pd.Series) -> None:
        """Make what was worked out known to the next expressions."""
        self._columns[name] = column
        self._doubled.discard(name)
        self._arrays.pop(name, None)
        self._types.pop(name, None)

    def is_unknown(self, name: str, text: str) -> bool:
        """Whether an expression looks at Python objects, of which only the values tell the type."""
        return any(self.column(column).dtype == object for column in self._named(name, text).values())

    def dtype(self, name: str, text: str) -> str:
        """The dtype of what an expression gives."""
        return self._bound(name, text, self._named(name, text)).dtype

    def value(self, name: str, text: str) -> pd.Series:
        """What an expression gives, with the table's index."""
        import pandas as pd

        named = self._named(name, text)
        columns = {written: self.column(column) for written, column in named.items()}
        plan = _known(text, tuple([(written, column.dtype) for written, column in columns.items()]), self._missing)
        made = None if plan is None else plan.of(columns, len(self._index))
        if made is not None:
            return pd.Series(made, index=self._index, name=name, copy=False)
        wanted = self._bound(name, text, named)
        made = worked_out(text, columns, len(self._index), wanted.dtype) if plan is None else None
        if made is not None:
            return pd.Series(made, index=self._index, name=name, copy=False)
        import duckdb

        try:
            return self._asked(wanted, name, text, len(self._index))
        except duckdb.Error as error:
            row = None if parsed(text).looks_around else self._first_bad_row(wanted, name, text)
            self._fail(name, text, error, row)

    def true(self, text: str) -> np.ndarray | None:
        """(rows) where a condition is true, which is less work than to tell apart false and missing too; None for no condition.

        None too for one that is left to DuckDB.
        """
        named = self._named(CONDITION, text)
        if self._bound(CONDITION, text, named).dtype not in ("bool", "boolean"):
            return None
        columns = {written: self.column(column) for written, column in named.items()}
        found: np.ndarray | None = worked_out(text, columns, len(self._index), SURELY)
        return found

    def _bound(self, name: str, text: str, named: Mapping[str, str]) -> Bound:
        try:
            given = tuple((written, self._given(column)) for written, column in named.items())
            self._check_reach(parsed(text))
            return bound(text, given, self._missing)
        except Mistake as mistake:
            if column := _as_elsewhere(text, self._names):
                mistake.text += f". A column is written by its name alone: {column}"
            _refuse(mistake, name, text, self._port)

    def _named(self, name: str, text: str) -> dict[str, str]:
        """The columns that an expression mentions, by the name that it gives them."""
        try:
            if not self._doubled and (plain := self._plainly(parsed(text))) is not None:
                return plain
            named = resolved(parsed(text), self._names)
            for doubled in self._doubled.intersection(named.values()):
                raise Mistake(f"two columns are called {quoted(doubled)}: rename one before", column=doubled)
            return named
        except Mistake as mistake:
            if column := _as_elsewhere(text, self._names):
                mistake.text += f". A column is written by its name alone: {column}"
            elif column := _unquoted(text, self._names):
                mistake.text += (
                    f'{"" if mistake.text.endswith("?") else "."} Write this column in double quotes: "{column}"'
                )
            _refuse(mistake, name, text, self._port)

    def _plainly(self, expression: Parsed) -> dict[str, str] | None:
        """The same where each is written just as it is called, which is told sooner; None otherwise."""
        found = {}
        for name in expression.names:
            if len(name.path) > 1:
                return None
            try:
                self.column(name.path[0])
            except KeyError:
                return None
            found[name.path[0]] = name.path[0]
        return found

    def _check_reach(self, expression: Parsed) -> None:
        if expression.random and self._seed is None:
            raise Mistake(
                f"{expression.random}() gives other values at each run, which has no place here; Window Formula takes random()"
            )
        around = expression.aggregate or expression.window
        if around and self._rows_only:
            across = f"; of several columns of a row, write {ACROSS[around]}" if around in ACROSS else ""
            raise Mistake(
                f"{around} looks at many rows, and here each row is worked out by itself; Window Formula does that{across}"
            )
        if expression.aggregate:
            raise Mistake(f"say over which rows: {around}(…) over () is for all, over (partition by …) for each group")
        if expression.random not in ("", "random"):
            raise Mistake(f"{expression.random}() gives other values at each run: write something with random()")

    def _given(self, column: str) -> Given:
        held = self.column(column)
        if column not in self._types:
            self._types[column] = self._type(column, held)
        return Given(self._label(column), column, self._types[column], may_miss(held.dtype))

    def _type(self, column: str, held: pd.Series) -> pa.DataType:
        """Its type in Arrow. Of Python objects the values tell it; of all others no row is needed."""
        if held.dtype == object:
            return self._array(column).type
        known = type_of(held)
        return to_arrow(held.iloc[:0], self._port).type if known is None else known

    def _label(self, column: str) -> str:
        return self._labels.setdefault(column, f"column_{len(self._labels)}")

    def _array(self, column: str) -> Any:
        if column not in self._arrays:
            self._arrays[column] = to_arrow(self.column(column), self._port)
        return self._arrays[column]

    def _asked(self, wanted: Bound, name: str, text: str, rows: int) -> pd.Series:
        around = parsed(text).looks_around
        answer = self._rows_of(wanted, text, 0, rows, numbered=around)
        values = _sorted(answer.column(0), answer.column(1)) if around else answer.column(0)
        return to_pandas(values, wanted.dtype, self._index, name)

    def _rows_of(self, wanted: Bound, text: str, start: int, stop: int, *, numbered: bool = False) -> pa.Table:
        """What DuckDB gives for the rows from `start` to before `stop`."""
        import numpy as np
        import pyarrow as pa

        arrays = {self._label(column): self._array(column) for column in self._named("", text).values()}
        if numbered or not arrays:
            arrays[ROW] = pa.array(np.arange(len(self._index)))
        asked = self._seeded(wanted.zone) if parsed(text).random else session(wanted.zone)
        asked.register(TABLE, pa.table(arrays).slice(start, stop - start))
        chosen = f"{wanted.sql} AS made" + (f", {ROW}" if numbered else "")
        return asked.sql(f"SELECT {chosen} FROM {TABLE}").to_arrow_table()

    def _seeded(self, zone: str) -> duckdb.DuckDBPyConnection:
        """A session whose random numbers follow from the seed: several threads would share them out by chance."""
        asked = opened({"threads": "1"}, zone)
        asked.execute("SELECT setseed(?)", [(self._seed or 0) % 2**31 / 2**31]).fetchall()
        return asked

    def _first_bad_row(self, wanted: Bound, name: str, text: str) -> int | None:
        """The first row for which an expression fails, found by halving."""
        import duckdb

        start, stop = 0, len(self._index)
        while stop - start > 1:
            middle = (start + stop) // 2
            try:
                self._rows_of(wanted, text, start, middle)
            except duckdb.Error:
                stop = middle
            else:
                start = middle
        return start if stop > start else None

    def _fail(self, name: str, text: str, error: Exception, row: int | None) -> NoReturn:
        names = {label: column for column, label in self._labels.items()}
        where = f" in row {row}" if row is not None else ""
        advice = f"{where}; use TRY(…), TRY_CAST(…) or a condition for such rows"
        if is_written(reason(error)[0], parsed(text).part()):
            advice = "; write it without quotes, or make texts of the others, such as CAST(… AS VARCHAR)"
        raise DataError(
            f"{_called(name)}{said(error, names)}{advice}",
            port=self._port,
            column=name if name != CONDITION else None,
            row=row,
        )


def _sorted(values: pa.ChunkedArray, rows: pa.ChunkedArray) -> pa.ChunkedArray:
    """The values in the order of the table: a window gives them in another one."""
    import numpy as np

    order = rows.to_numpy()
    places = np.empty(len(order), dtype="int64")
    places[order] = np.arange(len(order))
    return values.take(places)


def _check_boolean(dtype: str, expression: str, port: str) -> None:
    if dtype not in ("bool", "boolean"):
        kind = (
            "numbers"
            if dtype.lower().startswith(("int", "uint", "float", "decimal"))
            else f"values of the type {type_words(dtype)}"
        )
        raise DataError(
            f"the condition {quoted(expression)} gives {kind}, and not true or false: compare it with something, such as … > 0",
            port=port,
        )


def _called(name: str) -> str:
    return "the condition: " if name == CONDITION else f"the expression of {quoted(name)}: "


def _unquoted(text: str, columns: Iterable[str]) -> str:
    """A column that needs double quotes, as its name is no plain word, and stands in an expression without them."""
    for column in sorted(columns, key=len, reverse=True):
        if not column.isidentifier() and any(letter.isalpha() for letter in column):
            bare = re.search(rf"(?<![\w\"']){re.escape(column)}(?![\w\"'])", text)
            if bare:
                return column
    return ""


def _as_elsewhere(text: str, columns: Iterable[str]) -> str:
    """How a column is written here that stands in an expression as other programs write it; empty for none."""
    known = {column.lower(): column for column in columns}
    for found in ELSEWHERE.finditer(text):
        named = next((found[group] for group in ELSEWHERE.groupindex if group != "mark" and found[group]), "")
        column = known.get(named.strip().lower())
        if column is not None:
            return column if column.isidentifier() else f'"{column}"'
    return ""


def _refuse(mistake: Mistake, name: str, text: str, port: str) -> NoReturn:
    where = ""
    if mistake.place is not None:
        before = text[: mistake.place]
        where = f" (line {before.count(chr(10)) + 1}, character {len(before) - before.rfind(chr(10))})"
    column = mistake.column or (name if name not in ("", CONDITION) else None)
    raise DataError(f"{_called(name)}{mistake.text}{where}", port=port, column=column) from None
