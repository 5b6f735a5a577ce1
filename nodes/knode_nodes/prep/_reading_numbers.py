"""Numbers read from texts, other numbers, dates and durations: exactly, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._columns import PORT, floats
from knode_nodes.prep._moments import moments, zone
from knode_nodes.prep._texts import EXACT, arrow, is_absent

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._casting import Cast

UNITS = {
    "seconds": "s",
    "milliseconds": "ms",
    "microseconds": "us",
    "nanoseconds": "ns",
    "days": "D",
    "excel days": "D",
}
PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
EXCEL = "1899-12-30"
"""Day 0 of spreadsheets, for all dates from March 1900 on."""
SPACES = r"[\s\x{a0}\x{202f}\x{2009}]"
SYMBOLS = r"\p{Sc}|^[A-Z]{3}\b|\b[A-Z]{3}$"
NUMBER = r"^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,4})?$|^[+-]?[iI]nf(inity)?$"
WHOLE = r"^[+-]?\d+(\.0*)?$"


def present_texts(column: pd.Series, how: Cast) -> pd.Series:
    """The texts of a column without spaces around them, missing where they mean so."""
    stripped = column.astype("str").str.strip()
    return stripped.mask(stripped.isin([word.strip() for word in how.missing]).to_numpy(dtype=bool))


def impossible(column: pd.Series, how: Cast) -> DataError:
    return DataError(
        f"{quoted(column.name)} is a {type_words(column.dtype)} column, of which no {how.type} can be made: "
        "leave it out of the columns to convert",
        port=PORT,
        column=str(column.name),
    )


def read_number(column: pd.Series, how: Cast) -> pd.Series:
    import numpy as np
    import pandas as pd

    kind = column_type(column.dtype)
    if kind == "text":
        return _number_of_text(column, how)
    if kind in ("datetime", "duration"):
        return _count(column, how, whole=False)
    if kind not in ("number", "boolean"):
        raise impossible(column, how)
    if column.dtype.kind == "f" or str(column.dtype).startswith("Float"):
        return column
    made = pd.Series(floats(column), index=column.index, name=column.name)
    large = np.abs(np.nan_to_num(made.to_numpy())) >= EXACT
    if column.dtype.kind in "iu" and large.any():
        lossy: Any = [place for place in large.nonzero()[0] if int(column.iloc[place]) != int(made.iloc[place])]
        made.iloc[lossy] = np.nan
    return made


def _is_decimal(column: pd.Series) -> bool:
    return str(column.dtype).startswith("decimal")


def _number_texts(texts: Any, how: Cast) -> tuple[Any, Any]:
    """(rows) numbers as a program writes them, missing where there is none, and which were percents; Arrow arrays."""
    import pyarrow.compute as pc

    found = texts
    plain = pc.match_substring_regex(found, NUMBER) if how.decimal == "." and how.thousands != "." else None
    odd = pc.invert(pc.fill_null(plain, True)) if plain is not None else pc.is_valid(found)
    percent = pc.and_(odd, False)
    if pc.any(odd).as_py():
        cleaned, marked = _cleaned(found.filter(odd), how)
        found = pc.replace_with_mask(found, odd, cleaned)
        percent = pc.replace_with_mask(percent, odd, marked)
    return found, percent


def _cleaned(found: Any, how: Cast) -> tuple[Any, Any]:
    """The same for texts with signs, marks and spaces."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.replace_substring_regex(found, "[\u2212\u2013]", "-")
    percent = pc.and_(pc.is_null(found), False)
    if how.symbols:
        found = pc.replace_substring_regex(found, rf"^(-?){SPACES}*\((.*)\){SPACES}*(%?)$", r"-\1\2\3")
        percent = pc.match_substring_regex(found, r"^[^%]*\d[^%]*%$")
        found = pc.replace_substring_regex(found, rf"{SYMBOLS}|%$", "")
        found = pc.replace_substring_regex(found, rf"^{SPACES}+|{SPACES}+$|^([+-]){SPACES}+", r"\1")
        found = pc.replace_substring_regex(found, rf"^([\d.,].*?){SPACES}*-$", r"-\1")
    if how.thousands:
        mark = SPACES if how.thousands == " " else "['\u2019]" if how.thousands == "'" else f"[{how.thousands}]"
        grouped = pc.match_substring_regex(found, rf"^[+-]?\d{{1,3}}({mark}\d{{3}})+([^\d].*)?$")
        found = pc.if_else(grouped, pc.replace_substring_regex(found, mark, ""), found)
    if how.decimal != ".":
        dotted = pc.match_substring(found, ".")
        found = pc.if_else(dotted, "", pc.replace_substring_regex(found, how.decimal, "."))
    return pc.if_else(pc.match_substring_regex(found, NUMBER), found, pa.scalar(None, found.type)), percent


def _number_of_text(column: pd.Series, how: Cast) -> pd.Series:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    found = arrow(present_texts(column, how))
    made, percent = _plainly(found, how), None
    if made is None:
        found, percent = _number_texts(found, how)
        made = found.cast(pa.float64())
    exact = _exact(found, made)
    if percent is not None and pc.any(percent).as_py():
        made = pc.if_else(percent, pc.divide(made, 100.0), made)
    values = pd.Series(made.to_numpy(zero_copy_only=False), index=column.index, name=column.name)
    return values if exact.all() else values.where(exact)


def _plainly(texts: Any, how: Cast) -> Any:
    """(rows) float64 where all texts are finite numbers as a program writes them; None otherwise."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if how.decimal != "." or how.thousands == ".":
        return None
    try:
        made = texts.cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    # Arrow takes "nan" too, and exponents of any length.
    finite = pc.all(pc.is_finite(made)).as_py() is not False
    zeros = texts.filter(pc.equal(made, 0.0)) if finite else None
    return made if zeros is not None and pc.all(pc.match_substring_regex(zeros, NUMBER)).as_py() is not False else None


def _exact(found: Any, made: Any) -> np.ndarray:
    """Which numbers stand for the text: a whole number above 2**53 may be another one as a float, 1e999 is infinite."""
    import numpy as np
    import pyarrow.compute as pc

    exact = np.ones(len(made), dtype=bool)
    large = pc.greater_equal(pc.abs(made), float(EXACT))
    if not pc.any(large).as_py():
        return exact
    large = pc.and_(large, pc.match_substring_regex(found, WHOLE))
    for place in pc.fill_null(large, False).to_numpy(zero_copy_only=False).nonzero()[0]:
        whole = int(found[int(place)].as_py().partition(".")[0])
        value = made[int(place)].as_py()
        exact[place] = abs(value) != float("inf") and int(value) == whole
    endless = pc.and_(pc.is_inf(made), pc.match_substring_regex(found, r"\d"))
    return exact & ~pc.fill_null(endless, False).to_numpy(zero_copy_only=False)


def read_integer(column: pd.Series, how: Cast) -> pd.Series:
    kind = column_type(column.dtype)
    if kind == "text":
        return _integer_of_text(column, how)
    if kind in ("datetime", "duration"):
        return _count(column, how, whole=True)
    if kind not in ("number", "boolean"):
        raise impossible(column, how)
    if column.dtype.kind in "iu" and kind == "number":
        return column
    return _whole(column)


def _whole(column: pd.Series) -> pd.Series:
    """(rows) Int64 of numbers; missing where one is not whole or too large."""
    import numpy as np
    import pandas as pd

    if _is_decimal(column):
        return _integers([None if is_absent(one) or one != int(one) else int(one) for one in column], column)
    held = floats(column)
    with np.errstate(invalid="ignore"):
        fits = np.isfinite(held) & (held == np.floor(held)) & (np.abs(held) < 2.0**63)
    return pd.Series(
        np.where(fits, held, 0).astype("int64"), index=column.index, name=column.name, dtype="Int64"
    ).where(fits)


def _integer_of_text(column: pd.Series, how: Cast) -> pd.Series:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    found = arrow(present_texts(column, how))
    numbers = _digits(found)
    if numbers is None:
        found, percent = _number_texts(found, how)
        found = pc.if_else(percent, "", found)
        found = pc.if_else(pc.match_substring_regex(found, WHOLE), found, pa.scalar(None, found.type))
        found = pc.replace_substring_regex(found, r"^\+|\..*$", "")
        numbers = _digits(found)
    if numbers is not None:
        missing = numbers.is_null().to_numpy(zero_copy_only=False)
        # `pd.array` would make floats of Arrow's integers with missing values.
        made = pd.arrays.IntegerArray(numbers.fill_null(0).to_numpy().copy(), missing)
        return pd.Series(made, index=column.index, name=column.name)
    return _integers([None if text is None else int(text) for text in found.to_pylist()], column)


def _digits(texts: Any) -> Any:
    """(rows) int64 where all texts are of digits alone, with a minus perhaps, and none is too large; None otherwise."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # Arrow reads "0x1F" and "0X1F" too.
    if any(pc.any(pc.match_substring(texts, letter)).as_py() for letter in "xX"):
        return None
    try:
        return texts.cast(pa.int64())
    except pa.ArrowInvalid:
        return None


def _integers(values: list[int | None], like: pd.Series) -> pd.Series:
    import pandas as pd

    fitting = [None if value is None or not -(2**63) <= value < 2**63 else value for value in values]
    return pd.Series(pd.array(fitting, dtype="Int64"), index=like.index, name=like.name)


def _count(column: pd.Series, how: Cast, *, whole: bool) -> pd.Series:
    """(rows) how many units of time have passed since 1970, or in a duration."""
    import numpy as np
    import pandas as pd

    held = column if column_type(column.dtype) == "duration" else _in_utc(moments(column))
    values = held.to_numpy()
    if how.epoch == "excel days":
        values = values - np.datetime64(EXCEL, "D") if values.dtype.kind == "M" else values
    missing = np.isnat(values)
    counts = np.where(missing, 0, values.astype("int64"))
    source, _ = np.datetime_data(values.dtype)
    per, wanted = PER_SECOND[source], UNITS[how.epoch]
    factor, divisor = (PER_SECOND[wanted], per) if wanted in PER_SECOND else (1, per * 86_400)
    if factor > divisor:
        limit = 2**63 // (factor // divisor)
        missing |= np.abs(counts) >= limit
        counts, divisor = np.where(missing, 0, counts) * (factor // divisor), 1
    else:
        divisor //= factor
    made: Any = counts // divisor if whole else counts / divisor
    return pd.Series(made, index=column.index, name=column.name, dtype="Int64" if whole else "float64").mask(missing)


def _in_utc(column: pd.Series) -> pd.Series:
    return column if zone(column) is None else column.dt.tz_convert("UTC").dt.tz_localize(None)
