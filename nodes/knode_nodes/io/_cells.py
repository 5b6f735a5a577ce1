"""What writers share: row labels as columns, dates as text, and the refusal of values that a format cannot hold."""

from __future__ import annotations

import datetime
import decimal
import re
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import pandas as pd

PLAIN = (str, bool, int, float, datetime.date, datetime.time, decimal.Decimal)


def with_labels(table: pd.DataFrame, *, index: bool) -> pd.DataFrame:
    """The table with its row labels as first columns, or without them."""
    if not index:
        return table.reset_index(drop=True)
    taken = {str(name) for name in table.columns}
    names: list[str] = []
    for position, name in enumerate(table.index.names):
        wanted = str(name) if name is not None else ("index" if table.index.nlevels == 1 else f"index_{position + 1}")
        while wanted in taken:
            wanted += "_2"
        taken.add(wanted)
        names.append(wanted)
    return table.reset_index(names=names)


def check_names(table: pd.DataFrame, form: str) -> None:
    """Raise DataError for two columns of one name."""
    names = [str(name) for name in table.columns]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise DataError(f"there are two columns {quoted(twice)}; {form} needs different names", column=twice)


def check_plain(name: str, column: pd.Series, form: str, allowed: tuple[type, ...] = PLAIN) -> None:
    """Raise DataError for a value that is no text, number, truth value, date or time, such as a list."""
    is_arrows_own = str(column.dtype).endswith("[pyarrow]") and column_type(column.dtype) == "other"
    if column.dtype != object and not is_arrows_own:
        return
    missing = column.isna().to_numpy() if len(column) else ()
    for row, (value, gap) in enumerate(zip(column, missing, strict=True)):
        if isinstance(value, list | dict | set | tuple) or not (gap or isinstance(value, allowed) or _is_scalar(value)):
            raise DataError(
                f"{form} cannot hold {quoted(value)} in column {quoted(name)}: it is {value_words(value)}. "
                "Make texts or several columns of it first",
                column=name,
                row=row,
            )


def value_words(value: Any) -> str:
    """What a value is that a file cannot hold, in plain words."""
    import numpy as np

    words: dict[type, str] = {
        list: "a list",
        np.ndarray: "a list",
        tuple: "a list",
        dict: "a record",
        set: "a set",
        frozenset: "a set",
        bytes: "bytes",
        decimal.Decimal: "a decimal of more digits than numbers have",
    }
    return words.get(type(value), f"of the type {type(value).__name__}")


def _is_scalar(value: Any) -> bool:
    import numpy as np

    return isinstance(value, np.generic) and not isinstance(value, np.void)


def without_categories(column: pd.Series) -> pd.Series:
    """The column with its categories' own values; whole numbers and truth values with gaps as types that take them."""
    if str(column.dtype) != "category":
        return column
    import pandas as pd

    categories = column.cat.categories
    nullable: dict[str, Any] = {"i": "Int64", "u": "UInt64", "b": "boolean"}
    if categories.dtype.kind not in nullable or not column.isna().any():
        return column.astype(categories.dtype)
    values = pd.Series(categories.tolist(), dtype=nullable[categories.dtype.kind], name=column.name)
    return values.reindex(column.cat.codes).set_axis(column.index)


def is_datetime(column: pd.Series) -> bool:
    """Whether it holds moments, with a time zone or without."""
    return str(column.dtype).startswith(("datetime64", "timestamp"))


def dates_as_text(column: pd.Series, between: str = " ") -> pd.Series:
    """Moments as ISO text, all of a column in one form: without time of day where all are midnight."""
    # pandas' own writers choose the form anew for every block of rows.
    texts = _whole_seconds(column)
    texts = column.astype("str") if texts is None else texts
    return texts.str.replace(" ", between, n=1, regex=False) if between != " " else texts


def _whole_seconds(column: pd.Series) -> pd.Series | None:
    """Moments without parts of seconds as text, by Arrow, which takes a tenth of the time; None for others."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    if not isinstance(column.dtype, np.dtype):
        return None
    moments = column.to_numpy()
    seconds = moments.astype("datetime64[s]")
    present = ~np.isnat(moments)
    if not (seconds == moments)[present].all() or not present.any():
        return None
    days = seconds.astype("datetime64[D]")
    held = pa.array(days if (days == seconds)[present].all() else seconds)
    # Years of four digits are written alike.
    if seconds[present].min() < np.datetime64("1000") or seconds[present].max() >= np.datetime64("10000"):
        return None
    return pd.Series(pd.array(held.cast(pa.large_string()), dtype="str"), index=column.index, name=column.name)


def finer_than(table: pd.DataFrame, unit: Literal["ms", "us"]) -> list[str]:
    """The columns of moments that hold parts of a millisecond or of a microsecond, which would be lost."""
    found = []
    for place, name in enumerate(table.columns):
        held = re.match(r"(?:datetime64|timestamp)\[(us|ns)", str(table.dtypes.iloc[place]))
        if held is None or held[1] == unit:
            continue
        times = table.iloc[:, place].dropna().to_numpy(dtype=f"datetime64[{held[1]}]")
        found += [str(name)] if (times.astype(f"datetime64[{unit}]") != times).any() else []
    return found


def first_row(mask: Any) -> int:
    """The position of the first True."""
    import numpy as np

    return int(np.argmax(np.asarray(mask, dtype=bool)))
