"""The types of columns that models take."""

from __future__ import annotations

from knode.api import ColumnSpec, type_words

NUMERIC = ("number", "boolean")
ENCODED = ("text", "category")
LABELS = (*NUMERIC, *ENCODED)


def usable(column: ColumnSpec) -> bool:
    return column.type in LABELS and not column.dtype.startswith("complex")


def type_phrase(column: ColumnSpec) -> str:
    words = {"datetime": "a date", "duration": "a duration", "other": "of mixed or unknown type"}
    return words.get(column.type, f"a {type_words(column.dtype) if not usable(column) else column.type}")
