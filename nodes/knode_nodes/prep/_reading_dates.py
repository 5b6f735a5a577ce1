"""Dates and times read from texts, numbers and other dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._columns import PORT, floats
from knode_nodes.prep._date_names import has_names, in_numbers
from knode_nodes.prep._fixed_dates import read_fixed
from knode_nodes.prep._moments import moments, zone
from knode_nodes.prep._patterns import matches
from knode_nodes.prep._reading_numbers import EXCEL, PER_SECOND, UNITS, impossible
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._casting import Cast

MOVING = ("now", "today")
"""Words that pandas reads as the moment of the run."""
OFFSET = r"[Tt ]\d\d.*([Zz]|[+-]\d\d(:?\d\d)?)$"
"""A time with its offset from UTC at the end."""


def read_moments(column: pd.Series, how: Cast) -> pd.Series:
    """(rows) moments in the time zone of `how` if it names one; missing where nothing can be read.

    In microseconds, but for dates that are held in another unit already.
    """
    kind = column_type(column.dtype)
    if kind == "datetime":
        return _of_moments(moments(column), how)
    if kind == "number" and not how.formats:
        return placed(_of_numbers(column, how), "UTC" if how.zone else None, how.zone)
    if kind not in ("text", "number"):
        raise impossible(column, how)
    found = texts(column).str.strip()
    # pandas would read "now" and "today" as the moment of the run.
    return _of_texts(found.mask(found.isin([*how.missing, *MOVING]).to_numpy(dtype=bool)), how)


def placed(column: pd.Series, home: str | None, wanted: str) -> pd.Series:
    """Moments without a zone as clocks at `home` show them, in the zone `wanted`; without one if that is empty.

    An hour that clocks show twice is the first of the two; one that they skip is the moment after.
    """
    import numpy as np

    if not wanted:
        return column
    first = np.ones(len(column), dtype=bool)
    zoned = column.dt.tz_localize(home or wanted, ambiguous=first, nonexistent="shift_forward")
    return zoned.dt.tz_convert(wanted)


def _of_moments(column: pd.Series, how: Cast) -> pd.Series:
    """Dates with a zone show what clocks show in the one that is wanted, or keep their own."""
    if zone(column) is None:
        return placed(column, None, how.zone)
    return column.dt.tz_convert(how.zone) if how.zone else column


def _of_numbers(column: pd.Series, how: Cast) -> pd.Series:
    """What numbers count since 1970, or since day 0 of spreadsheets; missing outside of the years 1 to 9999."""
    import numpy as np
    import pandas as pd

    unit = UNITS[how.epoch]
    micros = 86_400 * 10**6 if unit == "D" else 10**6 / PER_SECOND[unit]
    start = np.datetime64(EXCEL if how.epoch == "excel days" else "1970-01-01", "us")
    numbers = _exact_micros(column, micros)
    low, high = (
        int((np.datetime64(day, "us") - start).astype("int64")) for day in ("0001-01-01", "9999-12-31T23:59:59")
    )
    fits = (numbers >= low) & (numbers <= high) & column.notna().to_numpy(dtype=bool)
    made = start + np.where(fits, numbers, 0).astype("timedelta64[us]")
    return pd.Series(made, index=column.index, name=column.name).where(fits)


def _exact_micros(column: pd.Series, micros: float) -> Any:
    """(rows) int64 microseconds of (rows) numbers; whole numbers of units are exact, what is too large is largest."""
    import numpy as np

    limit = 2**62
    if column.dtype.kind in "iu":
        whole = column.fillna(0).to_numpy().astype("uint64" if column.dtype.kind == "u" else "int64")
        if micros < 1:
            return (whole // round(1 / micros)).astype("int64")
        fits = np.abs(whole.astype("float64")) < limit / micros
        return np.where(fits, whole, limit // int(micros)).astype("int64") * int(micros)
    numbers = np.nan_to_num(floats(column), nan=0)
    return np.round(np.clip(numbers, -limit / micros, limit / micros) * micros).astype("int64")


def _of_texts(found: pd.Series, how: Cast) -> pd.Series:
    """Each format reads what those before it did not; without a format ISO 8601."""
    import pandas as pd

    dtype = pd.DatetimeTZDtype("us", how.zone) if how.zone else "datetime64[us]"
    made = pd.Series(pd.NaT, index=found.index, name=found.name, dtype=dtype)
    for given in how.formats or ("ISO8601",):
        left = (made.isna() & found.notna()).to_numpy(dtype=bool)
        if not left.any():
            break
        some, form = found[left], given
        if how.language != "English" and has_names(form):
            some, form = in_numbers(some, form, how.language)
        made = _filled(made, left, _read(some, form, how))
    return made


def _filled(made: pd.Series, places: Any, read: pd.Series) -> pd.Series:
    import pandas as pd

    if places.all():
        return read
    values = made.array.copy()
    values[places] = read.array
    return pd.Series(values, index=made.index, name=made.name)


def _read(found: pd.Series, form: str, how: Cast) -> pd.Series:
    import numpy as np

    told, quick = np.full(len(found), "%z" in form or "%Z" in form), None
    if form == "ISO8601":
        quick = read_fixed(found, form)
        rest = np.isnat(quick) & found.notna().to_numpy(dtype=bool)
        if rest.any():
            told[rest] = matches(found[rest], OFFSET)
    if not told.any():
        return placed(_parsed(found, form, quick), None, how.zone)
    plain = placed(_parsed(found.mask(told), form), None, how.zone)
    if not how.zone and how.type != "date":
        return plain
    zoned = _parsed_slowly(found.where(told), form, utc=True).dt.tz_convert(how.zone or "UTC")
    return plain.where(~told, zoned if how.zone else _day_as_written(found, zoned))


def _day_as_written(found: pd.Series, zoned: pd.Series) -> pd.Series:
    """The day that stands in the text, where only that is wanted: no zone is needed for it."""
    import pandas as pd

    days = pd.to_datetime(found.str.slice(0, 10), format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")
    return days.where(zoned.notna().to_numpy())


def _parsed(found: pd.Series, form: str, quick: np.ndarray | None = None) -> pd.Series:
    """(rows) moments without a zone; `quick` are those that are read from texts of one width, where they are known."""
    import numpy as np
    import pandas as pd

    quick = read_fixed(found, form) if quick is None else quick
    left = np.isnat(quick) & found.notna().to_numpy(dtype=bool)
    if left.all():
        return _parsed_slowly(found, form, utc=False)
    if left.any():
        quick[left] = _parsed_slowly(found[left], form, utc=False).to_numpy()
    return pd.Series(quick, index=found.index, name=found.name, copy=False)


def _parsed_slowly(found: pd.Series, form: str, *, utc: bool) -> pd.Series:
    import pandas as pd

    try:
        made: pd.Series = pd.to_datetime(found.astype(object), format=form, errors="coerce", utc=utc)
        return made.dt.as_unit("us")
    except ValueError as error:
        raise DataError(
            f"{quoted(form)} is no format of dates: {str(error)[:100]}; write it as %d.%m.%Y", port=PORT
        ) from None
