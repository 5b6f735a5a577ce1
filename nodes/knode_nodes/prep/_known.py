"""The values of a column that training saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import Columns, DataError, TableSpec, quoted, type_words
from knode_nodes.prep._texts import arrow

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def value_columns(columns: Columns, spec: TableSpec) -> list[str]:
    """The chosen columns, all of texts, categories, booleans or whole numbers. Raises DataError otherwise."""
    chosen = columns.some_of(spec, "there is no text or category column to encode: choose the columns", port="table")
    for name in chosen:
        whole = spec[name].dtype.lower().startswith(("int", "uint")) and spec[name].type == "number"
        floats = spec[name].type == "number" and spec[name].dtype.lower().startswith(("float", "double"))
        if spec[name].type not in ("text", "category", "boolean") and not whole:
            # Whole numbers become floats where some are missing.
            remedy = "; if its numbers are whole, make them integers with Cast Columns" if floats else ""
            raise DataError(
                f"{quoted(name)} is a {type_words(spec[name].dtype)} column; encode texts, categories, booleans or whole "
                f"numbers{remedy}",
                port="table",
                column=name,
            )
    return chosen


def different(column: pd.Series[Any]) -> tuple[Any, Any]:
    """The position of each row's value among the different values, -1 where it is missing, and those values."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    if column.dtype == "str":
        # Its places take half of the room of those of pandas.
        held = arrow(column).dictionary_encode()
        places = held.indices.fill_null(-1) if held.indices.null_count else held.indices
        return places.to_numpy(), pd.Index(pd.array(held.dictionary, dtype="str"))
    return column.factorize()


def known_codes(column: pd.Series[Any], values: Sequence[Any]) -> np.ndarray:
    """(rows) the position of each row's value among `values`, -1 where it is another, or missing."""
    import numpy as np

    # Few values are looked up, not every row.
    found, seen = different(column)
    # Two numbers after those of all values have room too.
    small = "int16" if len(values) < 2**15 - 2 else "int64"
    return looked_up(found, np.append(positions(seen, values), -1).astype(small))[0]


def looked_up(places: np.ndarray, *tables: np.ndarray) -> list[np.ndarray]:
    """(rows) of each table of numbers the one at each place, and the last one where the place is -1.

    That no place is beyond a table is not looked at: `places` are those that `different` gives.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not len(places):
        return [np.array([], dtype=table.dtype) for table in tables]
    if places.min() < 0:
        places = np.where(places < 0, places.dtype.type(len(tables[0]) - 1), places)
    # NumPy makes places of 64 bits before it takes anything.
    made = [pc.take(pa.array(table), pa.array(places), boundscheck=False) for table in tables]
    return [
        np.frombuffer(one.buffers()[1], dtype=table.dtype, count=len(places))
        for one, table in zip(made, tables, strict=True)
    ]


def positions(seen: Any, values: Sequence[Any]) -> np.ndarray:
    """(seen) the position of each different value among `values`, -1 for another."""
    import numpy as np

    places = {value: place for place, value in enumerate(values)}
    return np.fromiter((places.get(value, -1) for value in seen), "int64", len(seen))


def coded(column: pd.Series[Any]) -> pd.Series[Any]:
    """The column as a category column, so that its different values are looked for once."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column
    codes, values = different(column)
    held = pd.Categorical.from_codes(codes, dtype=pd.CategoricalDtype(values), validate=False)
    return pd.Series(held, index=column.index, name=column.name, copy=False)


def counted(column: pd.Series[Any], most: int) -> list[tuple[Any, int]]:
    """The values of a column as plain data, each with the number of its rows, the most frequent first.

    Raises DataError for more than `most`, and for values that are no texts, numbers or booleans.
    """
    return by_frequency(column, *different(column), most)


def by_frequency(column: pd.Series[Any], found: np.ndarray, seen: Any, most: int) -> list[tuple[Any, int]]:
    """What `counted` gives, of the different values of a column and the place of each row's among them."""
    import numpy as np

    counts = np.bincount(found[found >= 0], minlength=len(seen)).tolist()
    check_count(column, len(counts) - counts.count(0), most)
    ranked = sorted(zip(seen, counts, strict=True), key=lambda item: (-item[1], str(item[0])))
    return [(plain(value, column), count) for value, count in ranked if count]


def check_count(column: pd.Series[Any], count: int, most: int) -> None:
    """Raise DataError for more than `most` different values."""
    if count > most:
        raise DataError(
            f"the column {quoted(column.name)} has {count:,} different values, which looks like an identifier; leave it "
            f"out, or group its values (at most {most:,})",
            port="table",
            column=str(column.name),
        )


def plain(value: Any, column: pd.Series[Any]) -> Any:
    """A value as plain data. Raises DataError for one that is no text, number or boolean."""
    made = value.item() if hasattr(value, "item") else value
    if not isinstance(made, str | int | float):
        raise DataError(
            f"the categories of {quoted(column.name)} are values such as {quoted(made)}; encode texts, numbers or booleans",
            port="table",
            column=str(column.name),
        )
    return made


def in_order(values: Sequence[Any]) -> list[Any]:
    """Values by size or alphabet; those of several types as texts."""
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=str)


def refuse_unknown(column: pd.Series[Any], strange: np.ndarray, remedy: str) -> None:
    """Raise DataError where a row has a value that training did not see."""
    if not strange.any():
        return
    row = int(strange.argmax())
    raise DataError(
        f"{quoted(column.iloc[row])} in row {row} of {quoted(column.name)} was not there in training: correct it, or "
        f"{remedy}",
        port="table",
        column=str(column.name),
        row=row,
    )
