"""Dates in texts of one width: the same as pandas reads, and nothing else."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode_nodes.prep._blocks import BLOCK
from knode_nodes.prep._fixed_dates import read_fixed

FORMS = ["%d.%m.%Y %H:%M", "%Y%m%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S", "%S:%M:%H %d-%m-%Y"]


def by_pandas(texts: pd.Series, form: str) -> np.ndarray:
    return pd.to_datetime(texts.astype(object), format=form, errors="coerce").dt.as_unit("us").to_numpy()


@pytest.mark.parametrize("form", FORMS)
def test_every_day_of_four_hundred_years_is_read_as_pandas_reads_it(form: str):
    days = pd.Series(pd.date_range("1900-01-01", "2300-12-31", unit="us"))
    texts = (days + pd.to_timedelta(np.arange(len(days)) % 86_400, unit="s")).dt.strftime(form)
    assert len(days) > BLOCK
    assert (read_fixed(texts, form) == by_pandas(texts, form)).all()


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.none() | st.text("0123-: T٣é", max_size=19) | st.dates().map(str) | st.datetimes().map(str)),
    st.sampled_from(FORMS),
)
def test_what_is_read_is_what_pandas_reads(values: list[str | None], form: str):
    texts = pd.Series(values, dtype="str")
    made = read_fixed(texts, form)
    read = ~np.isnat(made)
    assert (made[read] == by_pandas(texts, form)[read]).all()


def test_texts_that_are_no_dates_are_left():
    texts = pd.Series(
        ["31.02.2026", "29.02.2024", "00.01.2026", "1.01.2026", " 1.01.2026", "01.13.2026", "01.01.0000", None, ""]
    )
    assert np.isnat(read_fixed(texts, "%d.%m.%Y")).tolist() == [True, False, *[True] * 7]
    clocks = pd.Series(["2026-01-01 24:00", "2026-01-01 23:60", "2026-01-01 23:59"], dtype="str")
    assert np.isnat(read_fixed(clocks, "%Y-%m-%d %H:%M")).tolist() == [True, True, False]


@pytest.mark.parametrize("form", ["%d.%m.%y", "%d %B %Y", "%Y-%m", "%Y-%m-%d %p", "%d.%d.%Y", "%Y-%j", "%d·%m·%Y"])
def test_other_forms_are_left(form: str):
    assert np.isnat(read_fixed(pd.Series(["01.01.2026"]), form)).all()


def test_parts_of_a_longer_column_are_read_from_their_place():
    texts = pd.Series(["x", "2026-01-01", None, "2026-01-02T03:04:05", "2026-01-03"], dtype="str")
    assert read_fixed(texts.iloc[1:], "ISO8601").tolist() == by_pandas(texts.iloc[1:], "ISO8601").tolist()
