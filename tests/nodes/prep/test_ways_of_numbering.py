"""Different values and matching keys, found by counting, by packing, by sorting or in a hash table, are the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode_nodes.prep import _numbering
from knode_nodes.prep._groups import counted
from knode_nodes.prep._matching import matches
from knode_nodes.prep._numbering import numbered
from knode_nodes.prep._order import order_of, ordinals

DAY = 86_400 * 10**6
NAT = np.iinfo("int64").min
NUMBERS = {
    "int64": [0, 1, 2, -7, 10**10, 10**10 + 997, np.iinfo("int64").min, np.iinfo("int64").max],
    "int64 near": [-3, -2, 0, 1, 4],
    "int64 far": [10**12 + 10**9 * number for number in range(8)],
    "int8": [-128, -1, 0, 127],
    "int32": [-(2**31), -1, 0, 2**31 - 1],
    "uint32": [0, 1, 2**32 - 1],
    "uint64": [0, 1, 2**63, 2**64 - 1],
    "bool": [False, True],
    "float64": [0.0, -0.0, 1.5, -1e300, np.inf, -np.inf, np.nan],
    "float32": [0.0, -0.0, 1.5, np.nan],
    "Int64": [1, 2, 10**15, None],
    "UInt8": [0, 255, None],
    "boolean": [True, False, None],
}
MOMENTS = {
    "datetime64[us] days": [0, DAY, -DAY, 365 * DAY, NAT],
    "datetime64[us] seconds": [10**6, -(10**6), 3 * 10**15, NAT],
    "datetime64[us]": [1, -1, DAY + 1, NAT],
    "datetime64[s]": [0, -1, 3_600, 253_402_300_799, NAT],
    "datetime64[ns, Europe/Oslo]": [0, 3_600 * 10**9, 1_729_990_800 * 10**9, 1_729_994_400 * 10**9, NAT],
    "timedelta64[ms]": [0, -1_000, 1, 86_400_000, NAT],
}
KINDS = list(NUMBERS) + list(MOMENTS)


def column(kind: str, values: list) -> pd.Series:
    dtype = kind.removesuffix(" near").removesuffix(" far").removesuffix(" days").removesuffix(" seconds")
    if kind in NUMBERS:
        return pd.Series(values, dtype=dtype, name="k")
    plain, _, zone = dtype.removesuffix("]").partition(", ")
    made = pd.Series(np.array(values, dtype="int64").view(plain + "]" if zone else dtype), name="k")
    return made.dt.tz_localize("UTC").dt.tz_convert(zone) if zone else made


@st.composite
def columns(draw: st.DrawFn, count: int) -> list[pd.Series]:
    kind = draw(st.sampled_from(KINDS))
    some = st.lists(st.sampled_from((NUMBERS | MOMENTS)[kind]), max_size=12)
    return [column(kind, draw(some)) for _ in range(count)]


LAW = settings(max_examples=150, deadline=None)


def every(values: pd.Series) -> list:
    """The different values in their order, a missing one last."""
    known = values.dropna().drop_duplicates().sort_values()
    return [*known.tolist(), *(["missing"] if values.isna().any() else [])]


def told(values: pd.Series) -> list:
    return ["missing" if gone else value for value, gone in zip(values.tolist(), values.isna(), strict=True)]


@pytest.mark.parametrize("many", [0.0, 0.98, 2.0])
@LAW
@given(given_=columns(1))
def test_values_are_numbered_in_their_order(many, given_):
    (values,) = given_
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_numbering, "MANY", many)
        patch.setattr(_numbering, "MANY_PACKED", many)
        for dropna in (False, True):
            made = numbered([values], dropna=dropna)
            wanted = [value for value in every(values) if not (dropna and value == "missing")]
            keys = made.keys()["k"]
            assert keys.dtype == values.dtype
            assert told(keys) == wanted
            assert made.rows.tolist() == [wanted.index(value) if value in wanted else -1 for value in told(values)]
            assert made.sizes().tolist() == [told(values).count(value) for value in wanted]
            listed, counts = counted(values.to_frame(), ["k"], dropna=dropna)
            assert listed["k"].dtype == values.dtype
            assert (told(listed["k"]), counts.tolist()) == (wanted, made.sizes().tolist())


@pytest.mark.parametrize("many", [0.0, 0.98, 2.0])
@pytest.mark.parametrize("missing_equal", [False, True])
@LAW
@given(sides=columns(2))
def test_keys_match_where_they_are_equal(many, missing_equal, sides):
    left, right = sides
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_numbering, "MANY", many)
        patch.setattr(_numbering, "MANY_PACKED", many)
        found = matches(left.to_frame(), right.to_frame(), ["k"], ["k"], missing_equal=missing_equal)
    pairs = [
        (row, other)
        for row, one in enumerate(told(left))
        for other, another in enumerate(told(right))
        if one == another and (missing_equal or one != "missing")
    ]
    lefts, rights = found.positions(alone=False)
    lefts = np.arange(len(left)) if lefts is None else lefts
    assert list(zip(lefts.tolist(), rights.tolist(), strict=True)) == pairs
    assert found.pairs == len(pairs)
    # Rows of the left table without a partner are still told apart: its keys may have to be unique.
    known = [code for code in found.left.tolist() if code >= 0]
    different = [value for value in told(left) if missing_equal or value != "missing"]
    assert len(set(known)) == len(set(different))


@LAW
@given(given_=columns(2), descending=st.booleans())
def test_rows_are_in_the_order_of_two_columns(given_, descending):
    first, second = (one.reset_index(drop=True) for one in given_)
    rows = min(len(first), len(second))
    table = pd.DataFrame({"a": first[:rows], "b": second[:rows]})
    keys = [ordinals(table[name], descending=descending) for name in table]
    wanted = table.sort_values(["a", "b"], ascending=not descending, kind="stable", na_position="last").index
    assert order_of(keys).tolist() == wanted.tolist()


def test_a_first_zero_stands_for_both():
    for many in (0.0, 2.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_numbering, "MANY", many)
            patch.setattr(_numbering, "MANY_PACKED", many)
            keys = numbered([pd.Series([2.0, -0.0, 0.0, 1.0], name="k")]).keys()["k"]
        assert np.signbit(keys.to_numpy()).tolist() == [True, False, False]


@pytest.mark.parametrize("distinct", [50, 300_000])
def test_many_rows_are_numbered_as_pandas_numbers_them(distinct):
    random = np.random.default_rng(0)
    numbers = random.integers(0, distinct, 60_000) * 10**9
    for values in (numbers, numbers / 8, pd.array(numbers, dtype="Int64"), numbers.view("datetime64[us]")):
        one = pd.Series(values, name="k")
        made = numbered([one])
        wanted = one.to_frame().groupby("k", sort=True).ngroup()
        assert (made.rows == wanted.to_numpy()).all()


@pytest.mark.parametrize("categories", [["c", "a", "b", "unused"], [3, 1, 2, 7], []])
@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("dropna", [False, True])
@pytest.mark.parametrize("gaps", [False, True])
def test_categories_are_counted_as_they_are_numbered(categories, ordered, dropna, gaps):
    random = np.random.default_rng(0)
    codes = random.integers(-1 if gaps else 0, 3, 200) if categories else np.full(5 if gaps else 0, -1)
    values = pd.Categorical.from_codes(codes, categories=categories, ordered=ordered)
    column = pd.Series(values, name="k", index=random.integers(0, 9, len(values)))
    listed, counts = counted(column.to_frame(), ["k"], dropna=dropna)
    made = numbered([column], dropna=dropna)
    pd.testing.assert_frame_equal(listed, made.keys())
    assert counts.tolist() == made.sizes().tolist()
