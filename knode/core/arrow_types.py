"""The types of Arrow by the names that they have in pandas, of which pandas itself reads the plain ones alone."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

PLAIN = {
    "null": "null", "bool": "bool_", "halffloat": "float16", "float": "float32", "double": "float64", "string": "string",
    "large_string": "large_string", "string_view": "string_view", "binary": "binary", "large_binary": "large_binary",
    "binary_view": "binary_view", "date32[day]": "date32", "date64[ms]": "date64",
    "month_day_nano_interval": "month_day_nano_interval",
    **{f"{sign}int{bits}": f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)},
}  # fmt: skip
"""What makes a type that has nothing to be told."""
LISTS = {"list": "list_", "large_list": "large_list", "list_view": "list_view", "large_list_view": "large_list_view"}
NAME = re.compile(r"date32\[day\]|date64\[ms\]|[a-z_0-9]+")


class _Unread(ValueError):
    """This is the name of no type, or of one whose parts do not stand in it."""


@functools.lru_cache(maxsize=256)
def arrow_type(name: str) -> pa.DataType | None:
    """The type that Arrow calls so, such as `list<item: int64>`; None where the name does not tell it."""
    import pyarrow as pa

    reader = _Reader(name)
    try:
        made = reader.type()
    except (ValueError, pa.ArrowException):
        return None
    return None if reader.rest else made


class _Reader:
    """Reads a name from its start; `rest` is what is left of it."""

    def __init__(self, name: str) -> None:
        self.rest = name

    def type(self) -> pa.DataType:
        import pyarrow as pa

        word = self._match(NAME)[0]
        if word in PLAIN and hasattr(pa, PLAIN[word]):
            return getattr(pa, PLAIN[word])()
        read = getattr(self, f"_{word}", None)
        if read is not None:
            return read()
        if word in LISTS and hasattr(pa, LISTS[word]):
            return getattr(pa, LISTS[word])(self._items())
        if word in ("time32", "time64", "duration"):
            return getattr(pa, word)(self._match(r"\[(\w+)\]")[1])
        if re.fullmatch(r"decimal\d+", word) and hasattr(pa, word):
            digits = self._match(r"\((\d+), (-?\d+)\)")
            return getattr(pa, word)(int(digits[1]), int(digits[2]))
        raise _Unread(word)

    def _match(self, pattern: str | re.Pattern[str]) -> re.Match[str]:
        found = re.match(pattern, self.rest)
        if found is None:
            raise _Unread(self.rest)
        self.rest = self.rest[found.end() :]
        return found

    def _is_next(self, text: str) -> bool:
        found = self.rest.startswith(text)
        self.rest = self.rest.removeprefix(text)
        return found

    def _field(self) -> pa.Field:
        import pyarrow as pa

        name = self._match(r"(.*?): ")[1]
        return pa.field(name, self.type(), nullable=not self._is_next(" not null"))

    def _items(self) -> pa.Field:
        self._match("<")
        made = self._field()
        self._match(">")
        return made

    def _timestamp(self) -> pa.DataType:
        import pyarrow as pa

        told = self._match(r"\[(\w+)(?:, tz=([^\]]+))?\]")
        return pa.timestamp(told[1], tz=told[2])

    def _fixed_size_binary(self) -> pa.DataType:
        import pyarrow as pa

        return pa.binary(int(self._match(r"\[(\d+)\]")[1]))

    def _fixed_size_list(self) -> pa.DataType:
        import pyarrow as pa

        items = self._items()
        return pa.list_(items, int(self._match(r"\[(\d+)\]")[1]))

    def _struct(self) -> pa.DataType:
        import pyarrow as pa

        self._match("<")
        fields: list[pa.Field] = []
        while not self._is_next(">"):
            if fields:
                self._match(", ")
            fields.append(self._field())
        return pa.struct(fields)

    def _map(self) -> pa.DataType:
        import pyarrow as pa

        self._match("<")
        key = self.type()
        self._match(", ")
        item = self.type()
        self._match(r"(?: \('.*?'\))?")
        is_sorted = self._is_next(", keys_sorted")
        self._match(">")
        return pa.map_(key, item, keys_sorted=is_sorted)

    def _dictionary(self) -> pa.DataType:
        import pyarrow as pa

        self._match("<values=")
        values = self.type()
        self._match(", indices=")
        indices = self.type()
        is_ordered = self._match(r", ordered=([01])>")[1] == "1"
        return pa.dictionary(indices, values, ordered=is_ordered)
