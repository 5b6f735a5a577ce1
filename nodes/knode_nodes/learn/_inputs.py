"""Tables made to fit a model: columns that hold the right values in another dtype are converted, others refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, DataError, Model, TableSpec, column_type, nearest, quoted, type_words
from knode_nodes.learn._training import DECIMAL, floats, infinite, large_number, own_texts, too_large

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TRUTH = {"true": True, "false": False}
PORT = "table"
COMPLEX = "complex"


def check_columns(model: str, inputs: TableSpec, names: list[str]) -> None:
    """Raise DataError, naming the nearest one, where a column that the model reads is not among `names`."""
    absent = [name for name in inputs.names if name not in names]
    if not absent:
        return
    near = nearest(absent[0], names)
    hint = f"; did you mean {quoted(near)} for {quoted(absent[0])}?" if near else ""
    listed = ", ".join(quoted(name) for name in absent[:8]) + (" …" if len(absent) > 8 else "")
    raise DataError(
        f"the model {quoted(model)} reads columns that the table does not have: {listed}{hint}",
        port=PORT,
        column=absent[0],
    )


def converted_inputs(inputs: TableSpec, table: pd.DataFrame) -> dict[str, pd.Series]:
    """Those columns that have to change for the model, changed without loss. Raises DataError for what cannot be."""
    changed: dict[str, pd.Series] = {}
    for spec in inputs.columns:
        given = table[spec.name]
        if str(given.dtype) != spec.dtype or spec.type == "category":
            fitting = _converted_or_missing(given, spec)
            if fitting is not given:
                changed[spec.name] = fitting
    return changed


def check_values(inputs: TableSpec, table: pd.DataFrame, rows: np.ndarray | None = None) -> None:
    """Raise DataError for missing values in columns that the model learnt without them, and for infinite numbers.

    Only the `rows` are looked at, by their positions, where some are given.
    """
    for spec in inputs.columns:
        column = table[spec.name] if rows is None else table[spec.name].iloc[rows]
        missing = None if spec.nullable else first_missing(column)
        if missing is not None:
            raise absent_value(spec.name, missing if rows is None else int(rows[missing]))
        endless = infinite(column)
        if endless is not None:
            raise endless_value(spec.name, endless if rows is None else int(rows[endless]))


def absent_value(name: str, row: int) -> DataError:
    """The error for a missing value in a column that the model learnt without any."""
    return DataError(
        f"{quoted(name)} is missing in row {row}, and the model learnt from rows that all have it: "
        "fill it with Missing Values or drop such rows before",
        port=PORT,
        column=name,
        row=row,
    )


def endless_value(name: str, row: int) -> DataError:
    """The error for an infinite number."""
    return DataError(
        f"{quoted(name)} is infinite in row {row}: correct it or drop the row", port=PORT, column=name, row=row
    )


def taken(name: str) -> DataError:
    """The error for a table that has a column of the name that a prediction would get."""
    return DataError(
        f"the table already has a column {quoted(name)}, and the model would overwrite it: set a prefix, or rename "
        "or drop that column before",
        port=PORT,
        column=name,
    )


def first_missing(column: pd.Series) -> int | None:
    """The position of the first missing value of a column, or None."""
    missing = column.isna().to_numpy(dtype=bool)
    return int(missing.argmax()) if missing.any() else None


def refusal(model: Model, table: pd.DataFrame, error: ValueError) -> DataError:
    """What to say when an estimator refused a table: a missing or too large value if there is one, or its own words.

    Missing values that a predicting model does not take have been refused before.
    """
    for name in model.inputs.names:
        found = first_missing(table[name]) if model.kind == "transformer" else None
        if found is not None:
            return DataError(
                f"the model {quoted(model.name)} takes no missing values, and {quoted(name)} is missing in row "
                f"{found}: fill it with Missing Values before",
                port=PORT,
                column=name,
                row=found,
            )
        found = too_large(table[name])
        if found is not None:
            return large_number(table[name], found, found)
    return DataError(f"the model {quoted(model.name)} cannot take this table: {str(error)[:300]}", port=PORT)


def _converted_or_missing(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    """A column without any value is of no type of its own: a reader cannot tell which one it would have."""
    import pandas as pd

    try:
        return _converted(column, spec)
    except DataError:
        if not len(column) or column.notna().any():
            raise
    if spec.type in ("number", "boolean", "text", "category"):
        return _converted(pd.Series(None, index=column.index, dtype="str"), spec)
    return pd.Series(None, index=column.index, dtype=spec.pandas_dtype())


def _converted(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    wanted = spec.type
    if wanted == "category":
        return _as_category(column, spec)
    if wanted == "number":
        return _as_number(column, spec)
    if wanted == "boolean":
        return _as_boolean(column, spec)
    if wanted == "text":
        return _as_text(column, spec)
    fits = column_type(column.dtype) == wanted and _is_period(column.dtype) == _is_period(spec.dtype)
    return column if fits else _refuse(column, spec, 0)


def _is_period(dtype: Any) -> bool:
    """Whether it is of spans of time, such as months; to a person that is a date, as a moment is."""
    return str(dtype).startswith("period")


def _as_category(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    """Left as it is when its values are of the categories' type: a value that is no category must not go missing."""
    if spec.categories is None:
        return column
    if len({isinstance(one, str) for one in spec.categories}) > 1:
        return column
    if not spec.categories or isinstance(spec.categories[0], str):
        return own_texts(column) if _value_type(column) == "text" else _as_text(column, spec)
    if not isinstance(spec.categories[0], int | float):
        return column if _holds(column) in (_holds(spec.categories), "empty") else _refuse(column, spec, 0)
    kind = _value_type(column)
    return column if kind in ("number", "boolean") else _as_number(column, spec)


def _holds(values: Any) -> str:
    """Of which type values are, as pandas calls it: "datetime64", "period", "date" …"""
    import pandas as pd

    known = values.dropna().astype(object).unique() if isinstance(values, pd.Series) else list(values)
    return str(pd.api.types.infer_dtype(known))


def _as_number(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    import pandas as pd

    kind = _value_type(column)
    if str(column.dtype).startswith(COMPLEX) and not spec.dtype.startswith(COMPLEX):
        _refuse(column, spec, 0)
    if kind == "number":
        plain = not str(column.dtype).startswith(("category", DECIMAL))
        return column if plain else floats(column)
    if kind == "boolean":
        return column.astype("boolean").astype("Float64").astype("float64")
    if kind in ("datetime", "duration"):
        _refuse(column, spec, 0)
    read = pd.to_numeric(column.astype(object), errors="coerce")
    if str(read.dtype).startswith(COMPLEX):
        _refuse(column, spec, 0)
    read = read.astype("float64")
    bad = (read.isna() & column.notna()).to_numpy(dtype=bool)
    return _refuse(column, spec, int(bad.argmax())) if bad.any() else read


def _as_boolean(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    kind = _value_type(column)
    if kind == "boolean":
        return column if column_type(column.dtype) != "category" else column.astype("boolean")
    if kind in ("datetime", "duration"):
        _refuse(column, spec, 0)
    read = column.astype(object).map(_truth).astype("boolean")
    bad = (read.isna() & column.notna()).to_numpy(dtype=bool)
    if bad.any():
        _refuse(column, spec, int(bad.argmax()))
    return read if read.isna().any() else read.astype(bool)


def _truth(value: Any) -> Any:
    """A value as True or False; None for one that is neither."""
    import pandas as pd

    if isinstance(value, str):
        return TRUTH.get(value.strip().lower())
    known = pd.api.types.is_scalar(value) and not pd.isna(value)
    return bool(value) if known and value in (0, 1) else None


def _as_text(column: pd.Series, spec: ColumnSpec) -> pd.Series:
    """Numbers are refused: 5 may have been "5", "05" or "5.0" in training, and a wrong text is silently "
    "unknown."""
    if _value_type(column) == "text":
        return column.astype("str")
    bad = column.astype(object).map(lambda value: not isinstance(value, str)).astype(bool) & column.notna()
    if bad.any() or column_type(column.dtype) != "other":
        positions = bad.to_numpy(dtype=bool)
        _refuse(column, spec, int(positions.argmax()) if positions.any() else 0)
    return column.astype("str")


def _value_type(column: pd.Series) -> str:
    """The type of a column's values: that of its categories where it is a category."""
    kind = column_type(column.dtype)
    if kind != "category":
        return kind
    inferred = column.cat.categories.inferred_type
    words = {"string": "text", "empty": "text", "integer": "number", "floating": "number", "boolean": "boolean"}
    return words.get(inferred, "other")


def _refuse(column: pd.Series, spec: ColumnSpec, row: int) -> pd.Series:
    """Raise the DataError for a value that the model cannot take; -> Series only for the sake of the callers."""
    shown = f" ({quoted(column.iloc[row])} in row {row})" if len(column) else ""
    held, wanted = type_words(column.dtype), type_words(spec.type)
    advice = f"convert it to {wanted} before"
    if held == wanted == "category" and spec.categories:
        advice = f"its categories were such as {quoted(spec.categories[0])}: convert these before"
    raise DataError(
        f"{quoted(spec.name)} is of type {held}{shown}, and the model learnt from a {wanted} column: {advice}",
        port=PORT,
        column=spec.name,
        row=row if len(column) else None,
    )
