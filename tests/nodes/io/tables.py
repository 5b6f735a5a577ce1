"""Tables of all the types that files can hold, for round trips."""

from __future__ import annotations

import datetime
import math

import pandas as pd
from hypothesis import strategies as st

# Texts that look like nothing else, so that no reader takes them for a number, a date or a missing value.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")) | st.sampled_from(' ,;"\n\t'),
    max_size=8,
).map(lambda text: f"w{text}w")
NAMES = st.lists(WORDS.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=4, unique=True)
WHOLE = st.integers(-(2**63), 2**63 - 1)
SMALL_WHOLE = st.integers(-(10**14), 10**14)
DECIMALS = st.floats(-1e300, 1e300)
MOMENTS = st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2200, 1, 1))
SECONDS = MOMENTS.map(lambda moment: moment.replace(microsecond=0))


def column(values: st.SearchStrategy, dtype: str, rows: int, *, gaps: bool) -> st.SearchStrategy[pd.Series]:
    cells = st.one_of(values, st.none()) if gaps else values
    return st.lists(cells, min_size=rows, max_size=rows).map(lambda found: pd.Series(found, dtype=dtype))


@st.composite
def tables(draw: st.DrawFn, *, whole=WHOLE, moments=MOMENTS, words=WORDS, least_rows: int = 1) -> pd.DataFrame:
    """Columns of text, number, truth value and date; gaps in text and dates, never a column of gaps only."""
    rows = draw(st.integers(least_rows, 6))
    kinds = [
        column(words, "str", rows, gaps=True),
        column(whole, "int64", rows, gaps=False),
        column(DECIMALS, "float64", rows, gaps=False),
        column(st.booleans(), "bool", rows, gaps=False),
        column(moments, "datetime64[us]", rows, gaps=True),
    ]
    names = draw(NAMES)
    made = {name: draw(st.one_of(kinds).filter(lambda found: not len(found) or found.notna().any())) for name in names}
    return pd.DataFrame(made, index=pd.RangeIndex(rows))


def same_numbers(left: pd.DataFrame, right: pd.DataFrame) -> None:
    """Equal cell by cell, where a file does not tell 1.0 from 1."""
    assert left.columns.tolist() == right.columns.tolist()
    for name in left.columns:
        for one, other in zip(left[name], right[name], strict=True):
            gaps = pd.isna(one), pd.isna(other)
            assert gaps[0] == gaps[1], name
            if not gaps[0]:
                assert one == other or (isinstance(one, float) and math.isclose(one, other, rel_tol=1e-15)), name
