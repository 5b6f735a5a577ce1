"""The type of a column is told in plain words."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow as pa
import pytest

from knode.core.type_words import type_words, words_apart
from tests.dtypes import COLUMNS


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (pd.Series([1]), "whole number"),
        (pd.Series([1], dtype="UInt8"), "whole number"),
        (pd.Series([1.5]), "number"),
        (pd.Series([1j]), "complex number"),
        (pd.Series([True]), "boolean"),
        (pd.Series(["a"]), "text"),
        (pd.Series(["a"], dtype="category"), "category"),
        (pd.Series(pd.to_datetime(["2026-01-31"])), "date and time"),
        (pd.Series(pd.to_datetime(["2026-01-31"], utc=True)), "date and time (UTC)"),
        (pd.Series(pd.to_timedelta([1], unit="D")), "duration"),
        (pd.Series(pd.period_range("2026", periods=1, freq="M")), "period"),
        (pd.Series([[1]], dtype=pd.ArrowDtype(pa.list_(pa.int64()))), "list"),
        (pd.Series([1, "a"], dtype=object), "mixed"),
    ],
)
def test_the_type_of_a_column_is_told_in_plain_words(column: pd.Series, words: str) -> None:
    assert type_words(column.dtype) == words
    assert type_words(str(column.dtype)) == words


@pytest.mark.parametrize("name", COLUMNS)
def test_every_type_has_plain_words(name: str) -> None:
    words = type_words(COLUMNS[name].dtype)
    assert re.fullmatch(r"[a-z -]+( \([\w/:+]+\))?", words), words
    assert type_words(str(COLUMNS[name].dtype)) == words


def test_two_types_that_read_alike_are_told_apart() -> None:
    assert words_apart("int64", "str") == ("whole number", "text")
    assert words_apart("int64", "Int64") == ("whole number (int64)", "whole number (Int64)")
