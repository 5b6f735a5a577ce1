"""Values turned into another type, each by itself, and which of them cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from knode.api import Columns, column_type, quoted, setting
from knode_nodes.prep._columns import floats, taken
from knode_nodes.prep._date_names import Language, has_names
from knode_nodes.prep._formats import check_format, formatted
from knode_nodes.prep._moments import DURATION, HOURS_AND_MINUTES, zone
from knode_nodes.prep._reading_dates import read_moments
from knode_nodes.prep._reading_numbers import UNITS, impossible, present_texts, read_integer, read_number
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Type = Literal["number", "integer", "text", "boolean", "date", "date and time", "duration", "category"]
Epoch = Literal["seconds", "milliseconds", "microseconds", "nanoseconds", "days", "excel days"]

SHOWN = datetime(2026, 12, 31, 8, 30)
"""A moment of which each part can be told from the others."""


class Cast(BaseModel):
    """Which columns become which type, and how their values are written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(Columns.named(), description="The columns to convert.")
    type: Type = Field("number", description="The type that they get.")
    formats: tuple[str, ...] = setting(
        (),
        description="How dates are written, such as %d.%m.%Y; several are tried in order. None: ISO, 2026-01-31 08:30.",
        when={"type": ("text", "date", "date and time")},
    )
    language: Language = setting(
        "English",
        description="The language of months and weekdays that formats name by %B, %b, %A or %a.",
        when={"type": ("text", "date", "date and time")},
    )
    decimal: Literal[".", ","] = setting(
        ".",
        description="The decimal mark of numbers in texts.",
        when={"type": ("number", "integer")},
        labels={".": ". (point)", ",": ", (comma)"},
    )
    thousands: Literal["", ",", ".", "'", " ", "_"] = setting(
        "",
        description="The mark between thousands; may be absent.",
        when={"type": ("number", "integer")},
        labels={",": ", (comma)", ".": ". (point)", "'": "' (apostrophe)", "_": "_ (underscore)"},
    )
    symbols: bool = setting(
        True,
        description="Take numbers with a currency sign or code, a % (12 % is 0.12), and (5) or 5- for -5.",
        when={"type": ("number", "integer")},
    )
    zone: str = setting(
        "",
        description="The time zone of dates and times, such as Europe/Zurich; empty for none.",
        when={"type": ("date and time",)},
    )
    epoch: Epoch = setting(
        "seconds",
        description="What numbers count, from or to dates (since 1970) and durations.",
        when={"type": ("number", "integer", "date", "date and time", "duration")},
    )
    true: tuple[str, ...] = setting(
        ("true", "yes", "y", "t", "1", "on"), description="Texts that mean true.", when={"type": ("boolean",)}
    )
    false: tuple[str, ...] = setting(
        ("false", "no", "n", "f", "0", "off"), description="Texts that mean false.", when={"type": ("boolean",)}
    )
    missing: tuple[str, ...] = Field(("",), description="Texts that mean a missing value, such as NA or -.")
    categories: tuple[str, ...] = setting(
        (),
        description="The categories, all of them, in their order.",
        values_of="columns",
        when={"type": ("category",)},
    )
    ordered: bool = setting(
        False, description="The categories have an order, such as small, medium, large.", when={"type": ("category",)}
    )

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            return value if not value or ZoneInfo(value) else ""
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"there is no time zone {value!r}; write it as in Europe/Zurich or UTC") from None

    @model_validator(mode="after")
    def _check_words(self) -> Cast:
        both = {word.lower() for word in self.true} & {word.lower() for word in self.false}
        if both:
            raise ValueError(f"{min(both)!r} cannot mean both true and false")
        if self.type == "text" and self.formats:
            check_format(self.formats[0])
        if self.type in ("date", "date and time"):
            for form in self.formats:
                _check_readable(form)
        if self.thousands == self.decimal:
            raise ValueError(f"{self.decimal!r} cannot be both the decimal mark and the mark between thousands")
        if self.type == "category" and len(set(self.categories)) != len(self.categories):
            raise ValueError("a category is listed twice")
        if self.type == "category" and not self.categories:
            raise ValueError("list all categories: which ones the rows hold may change with the rows")
        return self


def _check_readable(form: str) -> None:
    """Raise ValueError for a format by which no date can be read."""
    try:
        datetime.strptime("", form)
    except ValueError as error:
        if "does not match" not in str(error):
            raise ValueError(f"{form!r} is no format of dates: {error}; write it as %d.%m.%Y") from None


class Made(NamedTuple):
    """(rows) values of the new type, and (rows) booleans: which of the old ones could not be read."""

    values: pd.Series
    bad: np.ndarray


def expected(how: Cast) -> str:
    """A date as each format writes it, with the language of its names."""
    import pandas as pd

    day, shown = pd.Series([SHOWN]), []
    for form in how.formats:
        named = f" in {how.language}" if has_names(form) else ""
        try:
            check_format(form)
            shown.append(f"{quoted(formatted(day, form, how.language)[0])} ({form}{named})")
        except ValueError:
            shown.append(f"one of the format {form}{named}")
    return " or ".join(shown)


def cast(column: pd.Series, how: Cast) -> Made:
    """A column as the type that `how` tells; values that cannot be read are missing in it."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype) and how.type != "category":
        made = cast(pd.Series(column.cat.categories, name=column.name), how)
        places = column.cat.codes.to_numpy()
        return Made(taken(made.values, places, column), (places >= 0) & _at(made.bad, places))
    # What objects become must not depend on the other rows, so all are read as texts.
    plain = texts(column) if column.dtype == object else column
    made = READERS[how.type](plain, how)
    if column.dtype == object and how.formats and how.type in ("date", "date and time"):
        # Formats tell how texts are written; dates among other objects are what they are.
        dates = pd.Series([isinstance(value, date) for value in column], index=column.index, dtype=bool)
        made = made.where(~dates, READERS[how.type](plain, how.model_copy(update={"formats": ()})))
    return Made(made, _unread(plain, made, how))


def _unread(column: pd.Series, made: pd.Series, how: Cast) -> np.ndarray:
    """(rows) booleans: what is missing now and was not before."""
    bad: np.ndarray = made.isna().to_numpy(dtype=bool, copy=True)
    if bad.any():
        bad &= column.notna().to_numpy(dtype=bool)
    if bad.any() and column_type(column.dtype) == "text":
        bad[bad] = present_texts(column[bad], how).notna().to_numpy(dtype=bool)
    return bad


def _at(mask: np.ndarray, places: np.ndarray) -> np.ndarray:
    import numpy as np

    found: np.ndarray = np.append(mask, False)[places]
    return found


def _boolean(column: pd.Series, how: Cast) -> pd.Series:
    import pandas as pd

    kind = column_type(column.dtype)
    if kind == "boolean":
        return column.astype("boolean")
    if kind == "number":
        true, false = (column == 1), (column == 0)
    elif kind == "text":
        lowered = present_texts(column, how).str.lower()
        true, false = (lowered.isin([word.strip().lower() for word in words]) for words in (how.true, how.false))
    else:
        raise impossible(column, how)
    known = (true | false).fillna(False).to_numpy(dtype=bool)
    values = true.fillna(False).to_numpy(dtype=bool)
    return pd.Series(values, index=column.index, name=column.name, dtype="boolean").where(known)


def _category(column: pd.Series, how: Cast) -> pd.Series:
    import pandas as pd

    found = texts(column).str.strip()
    dtype = pd.CategoricalDtype(pd.Index(list(how.categories), dtype="str"), ordered=how.ordered)
    return found.where(found.isin(how.categories)).astype(dtype)


def _text(column: pd.Series, how: Cast) -> pd.Series:
    if not how.formats or column_type(column.dtype) != "datetime":
        return texts(column)
    return formatted(column, how.formats[0], how.language)


def _duration(column: pd.Series, how: Cast) -> pd.Series:
    import numpy as np
    import pandas as pd

    made: Any
    kind = column_type(column.dtype)
    if kind == "duration":
        return column
    if kind == "number":
        unit: Any = UNITS[how.epoch]
        made = pd.to_timedelta(floats(column), unit=unit, errors="coerce")
    elif kind == "text" or str(column.dtype).startswith(("time32", "time64")):
        found = present_texts(texts(column), how)
        found = found.where(found.str.fullmatch(DURATION)).str.replace(HOURS_AND_MINUTES, r"\1:00", regex=True)
        made = pd.to_timedelta(found.astype(object), errors="coerce")
    else:
        raise impossible(column, how)
    return pd.Series(np.asarray(made).astype("timedelta64[ns]"), index=column.index, name=column.name)


def _date(column: pd.Series, how: Cast) -> pd.Series:
    found = read_moments(column, how)
    return (found if zone(found) is None else found.dt.tz_localize(None)).dt.normalize()


def _date_and_time(column: pd.Series, how: Cast) -> pd.Series:
    return read_moments(column, how)


READERS: dict[str, Callable[[Any, Cast], Any]] = {
    "number": read_number,
    "integer": read_integer,
    "text": _text,
    "boolean": _boolean,
    "date": _date,
    "date and time": _date_and_time,
    "duration": _duration,
    "category": _category,
}
