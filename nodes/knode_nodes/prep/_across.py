"""One value for each row from several columns of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._blocks import in_blocks
from knode_nodes.prep._columns import PORT, floats
from knode_nodes.prep._exact import beyond_floats
from knode_nodes.prep._exact_rows import METHODS as EXACT
from knode_nodes.prep._exact_rows import are_exact, extreme, of_rows, of_whole_rows, units_of
from knode_nodes.prep._numbering import without_halves
from knode_nodes.prep._one_type import column_values, in_one_type
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

OF_NUMBERS = ("sum", "mean", "median", "range", "std", "product", "column of min", "column of max")
WHOLE = ("sum", "product", "range")


def across(columns: list[pd.Series], method: str) -> pd.Series:
    """(rows) what `method` makes of the values of a row that are there; missing where there are none."""
    if method == "count distinct":
        return _distinct(columns)
    gaps = gaps_of(columns)
    if method in ("count", "count missing"):
        return _column((gaps if method == "count missing" else ~gaps).sum(axis=1), columns[0], "Int64")
    if method in OF_NUMBERS:
        return _of_numbers(columns, method, gaps)
    if method in ("any true", "all true"):
        return _of_booleans(columns, method)
    return CHOSEN[method](in_one_type(columns))


def gaps_of(columns: list[pd.Series]) -> np.ndarray:
    """(rows, columns) booleans: where a value is missing."""
    import numpy as np

    found: np.ndarray = np.array([column.isna().to_numpy(dtype=bool) for column in columns]).T
    return found


def _no_values(gaps: np.ndarray) -> Any:
    return gaps.all(axis=1)


def _column(values: Any, like: pd.Series, dtype: Any) -> pd.Series:
    import pandas as pd

    return pd.Series(values, index=like.index, dtype=dtype)


def _of_numbers(columns: list[pd.Series], method: str, gaps: np.ndarray) -> pd.Series:
    for column in columns:
        if column_type(column.dtype) not in ("number", "boolean") or column.dtype.kind == "c":
            raise DataError(
                f"{quoted(column.name)} is a {type_words(column.dtype)} column, and {method} needs numbers: "
                "convert it before, or leave it out",
                port=PORT,
                column=str(column.name),
            )
    if method in WHOLE and all(column.dtype.kind in "iub" for column in columns):
        return _whole(columns, method, gaps)
    numbers = [_counting(column) for column in columns]
    if are_exact(numbers) and method in EXACT:
        return _column(of_rows(numbers, method, gaps), columns[0], None)
    numbers = in_one_type(numbers)
    if method in ("mean", "median") and any(beyond_floats(column) for column in numbers):
        return _column(of_whole_rows(numbers, method, gaps), columns[0], "float64")
    if method.startswith("column of"):
        return _places(numbers, columns, gaps, largest=method == "column of max")
    return _of_floats([floats(column) for column in numbers], columns, method, gaps)


def _counting(column: pd.Series) -> pd.Series:
    """Booleans as 1 and 0."""
    return column.astype("boolean").astype("Int64") if column.dtype.kind == "b" else column


def _of_floats(values: list[np.ndarray], columns: list[pd.Series], method: str, gaps: np.ndarray) -> pd.Series:
    import numpy as np

    def of_block(*parts: np.ndarray) -> tuple[np.ndarray]:
        # By column: so a sum over the columns of each row is one of whole columns.
        matrix, missing = np.array(parts[:-1]).T, parts[-1]
        np.copyto(matrix, np.nan, where=missing)
        return (FLOATS[method](matrix, (~missing).sum(axis=1)),)

    with np.errstate(all="ignore"):
        (made,) = in_blocks(of_block, *values, gaps)
    return _column(made, columns[0], "float64")


def _places(numbers: list[pd.Series], columns: list[pd.Series], gaps: np.ndarray, *, largest: bool) -> pd.Series:
    """The name of the column with the largest or smallest value. Floats could not tell large whole numbers apart."""
    import numpy as np
    import pandas as pd

    kind = numbers[0].dtype
    if kind.kind == "f":
        held = np.array([floats(column) for column in numbers]).T
        gaps = np.isnan(held)
        held = np.where(gaps, -np.inf if largest else np.inf, held)
        best = held.max(axis=1) if largest else held.min(axis=1)
    else:
        held = units_of(numbers, kind.pyarrow_dtype.scale if are_exact(numbers) else 0)  # type: ignore[union-attr]
        best = extreme(held, gaps, largest=largest)
    place = ((held == best[:, None]) & ~gaps).argmax(axis=1)
    names = pd.array([str(column.name) for column in columns], dtype="str")
    return _column(names.take(place), columns[0], "str").mask(_no_values(gaps))


def _sum(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    import numpy as np

    made: np.ndarray = np.where(np.isnan(matrix), 0, matrix).sum(axis=1)
    return made


def _product(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    import numpy as np

    made: np.ndarray = np.where(count > 0, np.where(np.isnan(matrix), 1, matrix).prod(axis=1), np.nan)
    return made


def _mean(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    return _sum(matrix, count) / count


def _std(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    import numpy as np

    spread = (matrix - _mean(matrix, count)[:, None]) ** 2
    made: np.ndarray = np.sqrt(np.where(count > 1, _sum(spread, count) / (count - 1), np.nan))
    return made


def _median(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Missing values are sorted to the end of each row."""
    import numpy as np

    ordered = np.sort(matrix, axis=1)
    rows = np.arange(len(matrix))
    low, high = ordered[rows, np.maximum(count - 1, 0) // 2], ordered[rows, np.minimum(count // 2, matrix.shape[1] - 1)]
    made: np.ndarray = np.where(low == high, low, (low + high) / 2)
    return made


def _range(matrix: np.ndarray, count: np.ndarray) -> np.ndarray:
    import numpy as np

    made: np.ndarray = np.fmax.reduce(matrix, axis=1) - np.fmin.reduce(matrix, axis=1)
    return made


FLOATS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": _sum,
    "product": _product,
    "mean": _mean,
    "std": _std,
    "median": _median,
    "range": _range,
}


def _whole(columns: list[pd.Series], method: str, gaps: np.ndarray) -> pd.Series:
    """Int64, exact. Raises DataError where a result is larger than it can hold."""
    import numpy as np

    empty = 1 if method == "product" else 0
    values = [
        _counting(column).fillna(empty).to_numpy(dtype=object if column.dtype.kind == "u" else "int64")
        for column in columns
    ]
    matrix = np.column_stack(values)
    with np.errstate(all="ignore"):
        about = FLOATS[method](np.where(gaps, np.nan, matrix.astype("float64")), (~gaps).sum(axis=1))
    bad = np.abs(about) >= 2.0**63
    if bad.any():
        row = int(bad.argmax())
        raise DataError(
            f"the {method} of row {row} is about {about[row]:.6g}, which is too large for a whole number: convert the columns "
            "to numbers with decimals before",
            port=PORT,
            row=row,
        )
    if method == "range":
        highest, lowest = (np.where(gaps, other, matrix) for other in (-(2**63), 2**63 - 1))
        made = highest.max(axis=1) - lowest.min(axis=1)
    else:
        made = matrix.sum(axis=1) if method == "sum" else matrix.prod(axis=1)
    none: Any = gaps.all(axis=1) & (method != "sum")
    return _column(np.where(none, 0, made).astype("int64"), columns[0], "Int64").mask(none)


def _of_booleans(columns: list[pd.Series], method: str) -> pd.Series:
    import numpy as np

    for column in columns:
        if column_type(column.dtype) != "boolean":
            raise DataError(
                f"{quoted(column.name)} is a {type_words(column.dtype)} column, and {method} needs booleans: convert it "
                "before",
                port=PORT,
                column=str(column.name),
            )
    gaps, wanted = gaps_of(columns), method == "all true"
    held = np.column_stack([column.astype("boolean").to_numpy(dtype=bool, na_value=wanted) for column in columns])
    made = held.all(axis=1) if wanted else held.any(axis=1)
    return _column(made, columns[0], "boolean").mask(_no_values(gaps))


def _first(columns: list[pd.Series]) -> pd.Series:
    made = columns[0]
    for other in columns[1:]:
        made = made.where(made.notna(), other)
    return made


def _last(columns: list[pd.Series]) -> pd.Series:
    return _first(columns[::-1])


def _extreme(columns: list[pd.Series], compare: str) -> pd.Series:
    """By the order of their categories where those have one, else by the values."""
    if column_type(columns[0].dtype) == "category" and not columns[0].cat.ordered:
        columns = [column_values(column) for column in columns]
    dtype: Any = columns[0].dtype
    plain = [without_halves(column) for column in columns]
    made = plain[0]
    if made.dtype == object:
        raise DataError(
            f"{quoted(made.name)} holds Python objects, which cannot be compared: convert the columns before",
            port=PORT,
            column=str(made.name),
        )
    for other in plain[1:] if str(dtype) != "null[pyarrow]" else ():
        try:
            better = getattr(other, compare)(made).fillna(False).astype(bool) | made.isna()
        except (TypeError, NotImplementedError):
            raise _incomparable(made) from None
        made = made.where(~better, other)
    return made.astype(dtype)


def _incomparable(column: pd.Series) -> DataError:
    return DataError(
        f"{quoted(column.name)} is a {type_words(column.dtype)} column, of which no value is smaller than another: convert the "
        "columns before, or leave them out",
        port=PORT,
        column=str(column.name),
    )


CHOSEN: dict[str, Callable[[list[Any]], Any]] = {
    "first": _first,
    "last": _last,
    "min": lambda columns: _extreme(columns, "lt"),
    "max": lambda columns: _extreme(columns, "gt"),
}


def _distinct(columns: list[pd.Series]) -> pd.Series:
    """How many different values a row has; missing ones do not count."""
    import numpy as np
    import pandas as pd

    plain = [texts(column) if column.dtype == object else column_values(column) for column in columns]
    held = in_one_type(plain, mixed="text")
    try:
        codes, _ = pd.concat(held, ignore_index=True).factorize()
    except NotImplementedError:  # Of lists and records of Arrow.
        codes, _ = pd.concat([texts(column) for column in held], ignore_index=True).factorize()
    ordered = np.sort(codes.reshape(len(columns), -1).T, axis=1)
    new = np.diff(ordered, axis=1, prepend=-1) != 0
    return _column((new & (ordered >= 0)).sum(axis=1), columns[0], "Int64")
