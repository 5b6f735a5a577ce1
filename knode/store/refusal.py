"""Which tables the store refuses, with the plain reason and where: told at the node that made them, before writing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import ValueRefused, quoted
from knode.store.cells import Unstorable, is_unicode
from knode.store.columns import check_type, values_of

if TYPE_CHECKING:
    import pandas as pd

PLAIN_NAMES = frozenset({str, int, float, bool, type(None)})


def check_table(frame: pd.DataFrame) -> None:
    """Raise ValueRefused, with the plain reason and where, unless a table would come back from the store as it is.

    Takes microseconds, but for columns of Python objects, whose values are looked at.
    """
    check_shape(frame)
    table: Any = frame
    for position in range(frame.shape[1]):
        try:
            check_type(table._get_column_array(position))
        except Unstorable as error:
            name = frame.columns[position]
            raise refused(error, f"The column {quoted(name)}", name) from None
    for level in getattr(frame.index, "levels", [frame.index]):
        if type(level).__name__ != "RangeIndex":
            try:
                check_type(values_of(level))
            except Unstorable as error:
                raise refused(error, "The index") from None
            freq_text(level)


def refused(error: Unstorable, what: str, column: str | None = None) -> ValueRefused:
    """The error that a person sees."""
    at = "" if error.row is None else f" First at row {error.row}."
    it = "table.index" if column is None else f"table[{quoted(column)}]"
    remedy = f", such as by {it} = {error.remedy.replace('{it}', it)}" if error.remedy else ""
    return ValueRefused(f"{what} {error.reason}{remedy}.{at}", column=column, row=error.row)


def check_shape(frame: pd.DataFrame) -> None:
    """As `check_table`, without a look at the columns: the names, and what hangs on the table as a whole."""
    import pandas as pd

    if type(frame) is not pd.DataFrame:
        raise ValueRefused(f"A table is a pandas DataFrame, not a {type(frame).__name__}.")
    names_form(frame.columns)
    _check_title(frame.index.names, "The index")
    if frame.attrs:
        attrs_text(frame)


def _check_title(names: Sequence[Any], what: str) -> None:
    for name in names:
        if type(name) not in PLAIN_NAMES:
            raise ValueRefused(f"{what} is called {quoted(name)}; its name must be a text, a number or None.")


def names_form(columns: pd.Index[Any]) -> dict[str, Any]:
    """The row of column names as JSON data. Raises ValueRefused unless they are plain texts that differ."""
    import pandas as pd

    if isinstance(columns, pd.MultiIndex):
        raise ValueRefused("The table has several levels of column names; join them into one text each.")
    _check_title([columns.name], "The row of column names")
    if not len(columns) and isinstance(columns, pd.RangeIndex):
        return {"range": [columns.start, columns.stop, columns.step], "name": columns.name}
    if not columns.is_unique:
        name = columns[columns.duplicated()][0]
        raise ValueRefused(f"Two columns are called {quoted(name)}; rename one of them.", column=str(name))
    names = columns.tolist()
    for name in names:
        if type(name) is not str or not is_unicode(name):
            kind = "no Unicode" if isinstance(name, str) else f"of type {type(name).__name__}"
            raise ValueRefused(f"Column names must be plain texts, and {quoted(name)} is {kind}. Rename it.")
    if columns.dtype == object:
        return {"names": names, "dtype": "object", "name": columns.name}
    if isinstance(columns.dtype, pd.StringDtype):
        look = "nan" if columns.dtype.na_value is not pd.NA else "NA"
        return {"names": names, "dtype": [columns.dtype.storage, look], "name": columns.name}
    raise ValueRefused(
        f"The column names are not plain texts but of type {columns.dtype}; "
        "rename them with frame.columns = frame.columns.astype(str)."
    )


def names_of(form: dict[str, Any]) -> pd.Index[Any]:
    """The row of column names that `names_form` described."""
    import numpy as np
    import pandas as pd

    if "range" in form:
        start, stop, step = form["range"]
        return pd.RangeIndex(start, stop, step, name=form["name"])
    dtype: Any = form["dtype"]
    if dtype != "object":
        dtype = pd.StringDtype(storage=dtype[0], na_value=np.nan if dtype[1] == "nan" else pd.NA)
    names: pd.Index[Any] = pd.Index(form["names"], dtype=dtype, name=form["name"])
    return names


def freq_text(index: Any) -> str | None:
    """The frequency of an index of dates or durations, as text. Raises ValueRefused when text does not tell it all."""
    freq = getattr(index, "freq", None)
    if freq is None or type(index).__name__ == "PeriodIndex":
        return None
    from pandas.tseries.frequencies import to_offset

    try:
        same = to_offset(freq.freqstr) == freq
    except ValueError:
        same = False
    if not same:
        raise ValueRefused(f"The index has the frequency {quoted(str(freq))}, which cannot be kept; reset the index.")
    return str(freq.freqstr)


def attrs_text(frame: pd.DataFrame) -> str:
    """The attrs of a table as JSON text."""
    from knode.store.kinds import plain_json

    return json.dumps(plain_json(frame.attrs, "The attrs of the table"))
