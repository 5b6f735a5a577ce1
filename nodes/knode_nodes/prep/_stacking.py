"""Columns of several tables below each other: which there are, and one dtype for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, words_apart
from knode_nodes.prep._one_type import in_one_type
from knode_nodes.prep._suffixes import nullable
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import pandas as pd

PORT = "tables"
Say = Callable[[str], None]


def stacked(
    tables: Sequence[pd.DataFrame], names: Sequence[str], *, as_text: bool, renumber: bool, warn: Say
) -> pd.DataFrame:
    """The columns `names` of tables below each other; a table without one of them has missing values there.

    Args:
        tables: at least one.
        names: the columns, each of which is in one of the tables at least.
        as_text: columns of different types become texts; otherwise they are refused.
        renumber: the rows are numbered anew; otherwise they keep their index.
        warn: is told what a person may not expect.

    Raises:
        DataError: a column has different types that have nothing in common, or a number would change.
    """
    import pandas as pd

    if all(list(table.columns) == list(names) and table.dtypes.equals(tables[0].dtypes) for table in tables):
        return pd.concat(list(tables), ignore_index=renumber)
    parts: list[dict[str, Any]] = [{} for _ in tables]
    for name in names:
        columns = _unified({place: table[name] for place, table in enumerate(tables) if name in table}, as_text, warn)
        if len(columns) < len(tables):
            columns = {place: _able_to_miss(column) for place, column in columns.items()}
        example = next(iter(columns.values())).iloc[:0]
        for place, table in enumerate(tables):
            parts[place][name] = _placed(columns.get(place), example, table.index)
    frames = [
        pd.DataFrame(part, index=table.index, columns=list(names)) for part, table in zip(parts, tables, strict=True)
    ]
    return pd.concat(frames, ignore_index=renumber)


def _able_to_miss(column: pd.Series) -> pd.Series:
    wider: Any = nullable(str(column.dtype))
    return column if wider == str(column.dtype) else column.astype(wider)


def _placed(column: pd.Series | None, example: pd.Series, index: Any) -> pd.Series:
    """A column under another index, with its dtype said, as pandas makes texts of objects that are some; or missing values."""
    import pandas as pd

    values = column if column is not None else example.reset_index(drop=True).reindex(range(len(index)))
    return pd.Series(values.array, index=index, dtype=values.dtype)


def _unified(columns: dict[int, pd.Series], as_text: bool, warn: Say) -> dict[int, pd.Series]:
    """Columns of one name with one dtype, by the place of their table."""
    values = list(columns.values())
    if len({str(column.dtype) for column in values}) == 1 and all(column.dtype == values[0].dtype for column in values):
        return columns
    united = _united(values, warn)
    if united is None:
        united = _converted(columns, as_text, warn)
    return dict(zip(columns, united, strict=True))


def _converted(columns: dict[int, pd.Series], as_text: bool, warn: Say) -> list[pd.Series]:
    values = list(columns.values())
    try:
        in_one_type([column.iloc[:0] for column in values])
    except DataError:
        told = _differing(columns)
        if not as_text:
            raise DataError(
                f"{told}: convert one of them before, or let columns of different types become texts",
                port=PORT,
                column=str(values[0].name),
            ) from None
        warn(f"{told[0].upper()}{told[1:]}: it is a text now.")
        return [texts(column) for column in values]
    try:
        return in_one_type(values)
    except DataError as error:
        raise DataError(error.message, **{**error.facts, "port": PORT}) from None


def _differing(columns: dict[int, pd.Series]) -> str:
    """Which two tables have a column of one name in different types."""
    (first, one), *rest = columns.items()
    place, other = next(((place, other) for place, other in rest if not _fit(one, other)), rest[-1])
    words = words_apart(one.dtype, other.dtype)
    return f"the column {quoted(one.name)} is a {words[0]} in table {first + 1} and a {words[1]} in table {place + 1}"


def _fit(one: pd.Series, other: pd.Series) -> bool:
    try:
        return bool(in_one_type([one.iloc[:0], other.iloc[:0]]))
    except DataError:
        return False


def _united(columns: list[pd.Series], warn: Say) -> list[pd.Series] | None:
    """Category columns with the categories of all of them; None where they are no categories, or of different types."""
    import pandas as pd

    if any(column_type(column.dtype) != "category" for column in columns):
        return None
    categories = [column.cat.categories for column in columns]
    if len({str(one.dtype) for one in categories if len(one)}) > 1:
        return None
    known = list(dict.fromkeys(value for one in categories for value in one))
    ordered = all(column.cat.ordered for column in columns)
    longest = max((one.tolist() for one in categories), key=len)
    if ordered and all([value for value in longest if value in set(one)] == one.tolist() for one in categories):
        known = longest
    elif any(column.cat.ordered for column in columns):
        ordered = False
        warn(
            f"The categories of {quoted(columns[0].name)} come in different orders in the tables: they have no order now."
        )
    dtype = next((one.dtype for one in categories if len(one)), categories[0].dtype)
    return [column.astype(pd.CategoricalDtype(pd.Index(known, dtype=dtype), ordered=ordered)) for column in columns]
