"""AsOfJoin."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.as_of_join import AsOfJoin

ORDERS = pd.DataFrame(
    {
        "when": pd.to_datetime(["2026-01-05", "2026-01-01", None, "2026-01-03", "2025-12-01"]),
        "article": ["a", "a", "a", "b", "a"],
        "pieces": [1, 2, 3, 4, 5],
    },
    index=list("vwxyz"),
)
PRICES = pd.DataFrame(
    {
        "when": pd.to_datetime(["2026-01-04", "2026-01-01", "2026-01-03", None, "2026-01-04"]).as_unit("ns"),
        "article": pd.Categorical(["a", "a", "b", "a", None]),
        "price": [30, 10, 20, 99, 98],
        "listed": [True, False, True, True, True],
    }
)
BY = {"left_on": "when", "left_keys": ["article"]}


def join(left=ORDERS, right=PRICES, **given):
    return AsOfJoin.from_settings({**BY, **given}).run(left, right, QuietContext())


def column(table, name):
    return [None if pd.isna(value) else value for value in table[name].tolist()]


def test_each_left_row_gets_the_last_right_row_at_or_before_it():
    made = join()
    assert made.index.tolist() == list("vwxyz")
    assert list(made.columns) == ["when", "article", "pieces", "when_right", "price", "listed"]
    assert column(made, "price") == [30, 10, None, 20, None]
    assert (str(made["price"].dtype), str(made["listed"].dtype), str(made["pieces"].dtype)) == (
        "Int64",
        "boolean",
        "int64",
    )
    assert made["when_right"].iloc[0] == pd.Timestamp("2026-01-04")


def test_later_rows_or_the_nearest_ones_and_only_within_a_tolerance():
    assert column(join(direction="forward"), "price") == [None, 10, None, 20, 10]
    assert column(join(direction="nearest"), "price") == [30, 10, None, 20, 10]
    assert column(join(direction="nearest", tolerance=24, unit="hours"), "price") == [30, 10, None, 20, None]
    assert column(join(same_counts=False), "price") == [30, None, None, None, None]
    assert column(join(tolerance=0.5), "price") == [None, 10, None, 20, None]


def test_rows_without_a_partner_may_be_left_out():
    made = join(how="inner")
    assert made.index.tolist() == list("vwy")
    assert made["price"].dtype == "int64"


def test_numbers_and_durations_are_joined_too():
    left = pd.DataFrame({"x": [2**53 + 1, 5, -7]})
    right = pd.DataFrame({"y": pd.array([2**53, 2**53 + 1, None, 3], dtype="Int64"), "v": list("abcd")})
    made = join(left, right, left_on="x", right_on="y", left_keys=[])
    assert column(made, "v") == ["b", "d", None]
    assert column(join(left, right, left_on="x", right_on="y", left_keys=[], tolerance=1.5), "v") == ["b", None, None]
    decimals = pd.DataFrame({"y": [4.5, float("-inf")], "v": ["p", "q"]})
    assert column(join(left.iloc[1:], decimals, left_on="x", right_on="y", left_keys=[]), "v") == ["p", "q"]
    waits = pd.DataFrame({"x": pd.to_timedelta(["3h", None])})
    limits = pd.DataFrame({"x": pd.to_timedelta(["2h", "4h"]).as_unit("s"), "v": ["short", "long"]})
    assert column(join(waits, limits, left_on="x", left_keys=[]), "v") == ["short", None]


def test_times_of_different_zones_are_compared_as_moments():
    left = pd.DataFrame({"t": pd.to_datetime(["2026-01-01T01:00"]).tz_localize("Europe/Oslo")})
    right = pd.DataFrame(
        {"t": pd.to_datetime(["2026-01-01T00:00", "2026-01-01T00:30"]).tz_localize("UTC"), "v": [1, 2]}
    )
    assert column(join(left, right, left_on="t", left_keys=[]), "v") == [1]
    with pytest.raises(DataError, match="one of them has a time zone"):
        join(left, right.assign(t=right["t"].dt.tz_localize(None)), left_on="t", left_keys=[])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"left_on": ""}, "no column is chosen"),
        ({"left_on": "wen"}, 'did you mean "when"'),
        ({"left_on": "article"}, "has no nearest values"),
        ({"right_on": "price"}, "a date and time column on the left, and .* a whole number column on the right"),
        ({"left_keys": ["artikel"]}, 'did you mean "article"'),
    ],
)
def test_settings_that_do_not_fit_are_told_before_anything_runs(given, words):
    with pytest.raises(DataError, match=words):
        AsOfJoin.from_settings({**BY, **given}).spec({"left": TableSpec.of(ORDERS), "right": TableSpec.of(PRICES)})


def test_numbers_that_would_change_and_settings_that_contradict_are_refused():
    left, right = pd.DataFrame({"x": [2**53 + 1]}), pd.DataFrame({"x": [0.5]})
    with pytest.raises(DataError, match="too large to be compared"):
        join(left, right, left_on="x", left_keys=[])
    for wrong in ({"right_keys": ["a", "b"]}, {"right_suffix": ""}):
        with pytest.raises(SettingError):
            AsOfJoin.from_settings({**BY, **wrong})


ROWS = st.lists(st.tuples(st.none() | st.integers(0, 9), st.sampled_from(["a", "b", None])), max_size=8)


@given(ROWS, ROWS, st.sampled_from(["backward", "forward", "nearest"]), st.none() | st.integers(0, 4), st.booleans())
@settings(max_examples=50, deadline=None)
def test_partners_are_those_that_a_search_through_all_rows_finds(lefts, rights, direction, tolerance, same):
    left = pd.DataFrame({"x": pd.array([row[0] for row in lefts], dtype="Int64"),
                         "k": pd.Series([row[1] for row in lefts], dtype="str")})  # fmt: skip
    right = pd.DataFrame({"x": pd.array([row[0] for row in rights], dtype="Int64"),
                          "k": pd.Series([row[1] for row in rights], dtype="str"), "j": range(len(rights))})  # fmt: skip
    made = join(left, right, left_on="x", left_keys=["k"], direction=direction, tolerance=tolerance, same_counts=same)
    for row, (x, key) in enumerate(lefts):
        fitting = {
            abs(other - x)
            for other, k in rights
            if None not in (x, other, key) and k == key and (same or other != x)
            and (direction != "backward" or other <= x) and (direction != "forward" or other >= x)
            and (tolerance is None or abs(other - x) <= tolerance)
        }  # fmt: skip
        partner = made["j"].iloc[row]
        assert pd.isna(partner) == (not fitting)
        if fitting:
            assert abs(rights[partner][0] - x) == min(fitting)
            assert rights[partner][1] == key


PLACES = st.lists(
    st.none() | st.sampled_from([-(2.0**70), -1.5, 0.0, -0.0, 2.0, float("inf"), float("-inf")]), max_size=9
)
WHOLE = st.lists(st.none() | st.sampled_from([-(2**61), -3, 0, 4, 2**61 + 1]), max_size=9)


@given(
    st.booleans(), st.data(), st.sampled_from(["backward", "forward", "nearest"]),
    st.none() | st.sampled_from([0, 3, 2**62]), st.booleans(), st.booleans(),
)  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_partners_are_those_of_pandas_whatever_the_places(whole, data, direction, tolerance, same, keyed):
    values, dtype = (WHOLE, "Int64") if whole else (PLACES, "Float64")
    sides = []
    for name in ("row", "partner"):
        drawn = data.draw(values)
        keys = data.draw(st.lists(st.sampled_from([3, 900, -5]), min_size=len(drawn), max_size=len(drawn)))
        side = pd.DataFrame({"x": pd.array(drawn, dtype=dtype), "k": pd.array(keys, dtype="int64")})
        sides.append(side.assign(**{name: range(len(drawn))}))
    # Between infinite places pandas finds no distance, and takes another one of several that are the same.
    ends = [set(side["x"].dropna()) & {math.inf, -math.inf} for side in sides]
    assume(direction != "nearest" or not ends[0] & ends[1])
    given = {"left_on": "x", "left_keys": ["k"] if keyed else [], "direction": direction, "tolerance": tolerance}
    made = join(sides[0], sides[1], **given, same_counts=same)
    ready = [side.dropna().astype({"x": dtype.lower()}).sort_values("x", kind="stable") for side in sides]
    wanted = pd.merge_asof(
        *ready, on="x", by="k" if keyed else None, direction=direction, allow_exact_matches=same, tolerance=tolerance
    )
    found = dict(zip(wanted["row"], wanted["partner"], strict=True))
    expected = [found.get(row, float("nan")) for row in range(len(sides[0]))]
    assert made["partner"].astype("float64").fillna(-1).tolist() == [-1 if pd.isna(one) else one for one in expected]


@pytest.mark.parametrize("place", [2.0, math.inf, -math.inf])
def test_of_partners_in_the_same_place_the_last_is_the_nearest(place):
    left, right = pd.DataFrame({"x": [place]}), pd.DataFrame({"x": [place, place], "v": ["first", "last"]})
    assert column(join(left, right, left_on="x", left_keys=[], direction="nearest"), "v") == ["last"]


def test_whole_numbers_may_be_further_apart_than_64_bits_tell():
    left = pd.DataFrame({"x": [-(2**63), 2**63 - 1, 0]})
    right = pd.DataFrame({"x": [2**63 - 1, 5], "v": ["far", "near"]})
    given = {"left_on": "x", "left_keys": [], "direction": "nearest"}
    assert column(join(left, right, **given), "v") == ["near", "far", "near"]
    assert column(join(left, right, **given, tolerance=2**62), "v") == [None, "far", "near"]


EXAMPLES = [
    Example(BY, {"left": ORDERS, "right": PRICES}, rows="left"),
    Example({**BY, "how": "inner", "direction": "nearest"}, {"left": ORDERS, "right": PRICES}, rows="left"),
    Example({"left_on": "pieces", "right_on": "price"}, {"left": ORDERS, "right": PRICES}, rows="left"),
    Example(BY, {"left": ORDERS, "right": PRICES.iloc[:0]}, rows="left"),
    Example(BY, {"left": ORDERS.iloc[:0], "right": PRICES}, rows="left"),
]
