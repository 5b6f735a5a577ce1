"""Rows with the same values."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode_nodes.prep import _same_rows
from knode_nodes.prep._same_rows import repeated

DTYPES = {
    "n": ("int64", [0, 1, 2**62]),
    "x": ("float64", [0.0, -0.0, np.nan, np.inf]),
    "s": ("str", ["", "a", "A", None]),
    "k": (pd.CategoricalDtype(["u", "v"]), ["u", "v", None]),
    "b": ("bool", [True, False]),
    "m": ("Int64", [1, 2, None]),
    "t": ("datetime64[ns, Europe/Zurich]", [0, 1, None]),
    "o": (object, ["1", 1, None, np.nan]),
}
ROWS = st.lists(st.tuples(*(st.sampled_from(values) for _, values in DTYPES.values())), min_size=1, max_size=40)


@pytest.mark.parametrize(("narrowed", "limit"), [(0.9, 2**62), (0.0, 2**62), (0.0, 10), (1.0, 10)])
@settings(max_examples=60, deadline=None)
@given(
    rows=ROWS,
    times=st.integers(1, 3),
    names=st.permutations(list(DTYPES)),
    keep=st.sampled_from(["first", "last", False]),
)
def test_rows_repeat_others_as_pandas_has_it(narrowed, limit, rows, times, names, keep):
    lists = zip(*(rows * times), strict=True)
    columns = {name: pd.Series(list(values), dtype=DTYPES[name][0]) for name, values in zip(DTYPES, lists, strict=True)}
    table = pd.DataFrame(columns).set_index(pd.Index([7] * len(rows) * times))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("FEW", 0), ("SAMPLE", 5), ("NARROWED", narrowed), ("LIMIT", limit)):
            patch.setattr(_same_rows, name, value)
        for some in (names, names[:3], names[:1]):
            assert repeated(table, some, keep).tolist() == table.duplicated(some, keep=keep).tolist()


def test_many_rows_of_which_some_repeat():
    random = np.random.default_rng(0)
    table = pd.DataFrame({"n": random.integers(0, 20_000, 60_000), "x": random.random(60_000).round(1), "s": "a"})
    table = pd.concat([table, table.iloc[::7]], ignore_index=True)
    for keep in ("first", "last", False):
        assert (repeated(table, ["s", "x", "n"], keep) == table.duplicated(keep=keep)).all()
