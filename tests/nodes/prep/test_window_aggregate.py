"""WindowAggregate."""

from __future__ import annotations

from datetime import date

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.window_aggregate import SUMMARIES, WindowAggregate

TABLE = pd.DataFrame(
    {
        "shop": ["b", "a", "a", "b", None, "a"],
        "day": pd.to_datetime(
            ["2026-01-03", "2026-01-09", "2026-01-01", "2026-01-01", "2026-01-01", "2026-01-02"]
        ).tz_localize("Europe/Zurich"),
        "sales": [1, 2, 3, 4, 5, 6],
        "price": [1.0, None, 3.0, 0.0, 5.0, 6.0],
        "small": np.array([200, 100, 250, 3, 4, 5], dtype="uint8"),
        "open": [True, False, True, True, False, True],
        "maybe": pd.array([True, None, None, False, True, None], dtype="boolean"),
        "note": ["x", None, "y", "z", "", "😀"],
        "size": pd.Categorical(["S", "M", None, "L", "S", "S"], categories=["S", "M", "L"], ordered=True),
    },
    index=[3, 3, 2, 1, 0, 9],
)


def window(method, columns=("sales",), table=TABLE, groups=("shop",), by=("day",), **settings):
    one = {"columns": list(columns), "method": method, "name": "made", **settings}
    node = WindowAggregate.from_settings({"groups": list(groups), "by": list(by), "calculations": [one]})
    made = node.run(table)
    pd.testing.assert_frame_equal(made[list(table)], table)
    return made["made"]


def listed(column):
    return [None if pd.isna(value) else value for value in column]


# Each shop in the order of days: b 4, 1; a 3, 6, 2; none 5.


def test_a_moving_window_holds_the_last_rows_of_the_group():
    assert listed(window("sum", size=2)) == [5, 8, 3, 4, 5, 9]
    assert listed(window("mean", size=2, min_rows=2)) == [2.5, 4, None, None, None, 4.5]
    assert listed(window("max", size=3, centred=True)) == [4, 6, 6, 4, 5, 6]
    assert listed(window("count", ["note"], size=2)) == [2, 1, 1, 1, 1, 2]


def test_a_span_of_time_counts_days_instead_of_rows():
    assert listed(window("sum", span="2 days")) == [1, 2, 3, 4, 5, 9]
    assert listed(window("sum", span="3 days")) == [5, 2, 3, 4, 5, 9]
    assert listed(window("sum", span="3 days", groups=[])) == [19, 2, 12, 12, 12, 18]


def test_running_totals_stay_whole_and_go_on_after_a_missing_value():
    made = window("sum", window="cumulative")
    assert listed(made) == [5, 11, 3, 4, 5, 9]
    assert str(made.dtype) == "Int64"
    assert listed(window("sum", ["price"], window="cumulative")) == [1, 9, 3, 0, 5, 9]
    assert listed(window("min", ["price"], window="cumulative", min_rows=2)) == [0, 3, None, None, None, 3]
    assert listed(window("mean", ["price"], window="cumulative")) == [0.5, 4.5, 3, 0, 5, 4.5]
    assert listed(window("max", ["small"], window="cumulative", groups=[], by=[])) == [200, 200, 250, 250, 250, 250]
    assert listed(window("sum", ["open"], window="cumulative", groups=[], by=[])) == [1, 1, 2, 3, 3, 4]


def test_the_whole_group_gives_each_of_its_rows_the_same():
    assert listed(window("sum", window="group")) == [5, 11, 11, 5, 5, 11]
    assert listed(window("count", ["price"], window="group")) == [2, 2, 2, 2, 1, 2]
    assert listed(window("max", ["size"], window="group")) == ["L", "M", "M", "L", "S", "M"]
    assert listed(window("mean", ["price"], window="group", min_rows=2)) == [0.5, 4.5, 4.5, 0.5, None, 4.5]


def test_lag_and_lead_give_values_of_any_type_in_the_same_group():
    assert listed(window("lag")) == [4, 6, None, None, None, 3]
    assert listed(window("lead", ["note"])) == [None, None, "😀", "x", None, None]
    assert listed(window("lag", ["size"], offset=2)) == [None, None, None, None, None, None]
    assert window("lag", ["size"]).dtype == TABLE["size"].dtype
    assert window("lag", ["day"]).dtype == TABLE["day"].dtype
    assert listed(window("lag", groups=[], by=[])) == [None, 1, 2, 3, 4, 5]


def test_differences_do_not_wrap_around():
    assert listed(window("difference", ["small"], groups=[], by=[])) == [None, -100, 150, -247, 1, 1]
    assert listed(window("difference", ["day"]))[0] == pd.Timedelta(days=2)
    assert listed(window("percent change", ["price"])) == [None, None, None, None, None, 1]
    assert listed(window("percent change")) == [1 / 4 - 1, 2 / 6 - 1, None, None, None, 1]
    big = pd.DataFrame({"x": [-(2**62) - 5, 2**62]})
    with pytest.raises(DataError, match='the results of "x" are too large'):
        window("difference", ["x"], big, groups=[], by=[])
    with pytest.raises(DataError, match='the results of "x" are too large'):
        window("sum", ["x"], big.abs(), groups=[], by=[], window="cumulative")
    with pytest.raises(DataError, match='in "x" is too large to be exact'):
        window("sum", ["x"], big, groups=[], by=[])


def test_all_rows_from_one_on():
    assert listed(window("sum", window="remaining")) == [1, 2, 11, 5, 5, 8]
    assert listed(window("count", ["price"], window="remaining")) == [1, 0, 2, 2, 1, 1]


STEPS = pd.Series(pd.to_timedelta([90, None, -30, 15, 600, None], unit="min"))
TIMES = {
    "timedelta64[us]": STEPS.astype("timedelta64[us]"),
    "timedelta64[ns]": STEPS.astype("timedelta64[ns]"),
    "duration[us][pyarrow]": STEPS.astype(pd.ArrowDtype(pa.duration("us"))),
    "datetime64[us, Europe/Zurich]": (pd.Timestamp("2026-10-25", tz="Europe/Zurich") + STEPS).astype(
        "datetime64[us, Europe/Zurich]"
    ),
    "date32[day][pyarrow]": pd.Series(
        [date(2026, 3, day) if day else None for day in (3, 0, 1, 2, 9, 0)], dtype=pd.ArrowDtype(pa.date32())
    ),
}


@pytest.mark.parametrize("wanted", ["cumulative", "remaining"])
@pytest.mark.parametrize("dtype", TIMES)
def test_running_sums_means_and_extremes_of_times(dtype, wanted):
    table = pd.DataFrame({"g": ["a", "b", "a", "b", "a", "b"], "t": [3, 1, 2, 2, 1, 3], "x": TIMES[dtype]})
    methods = ("min", "max") if dtype.startswith("date") else ("min", "max", "sum", "mean")
    for method in methods:
        made = window(method, ["x"], table, ["g"], ["t"], window=wanted)
        assert str(made.dtype) == dtype
        for row, (group, place) in enumerate(zip(table["g"], table["t"], strict=True)):
            far = table["t"] <= place if wanted == "cumulative" else table["t"] >= place
            values = table["x"][(table["g"] == group) & far].dropna()
            expected = getattr(values, method)() if len(values) else None
            assert (made[row] == expected) if len(values) else pd.isna(made[row])


def test_a_running_sum_of_durations_that_is_too_large_is_told():
    table = pd.DataFrame({"x": pd.to_timedelta([200 * 365] * 2, unit="D").astype("timedelta64[ns]")})
    with pytest.raises(DataError, match='results of "x" are too large'):
        window("sum", ["x"], table, [], [], window="cumulative")


def test_numbers_of_any_kind_can_be_summed_up():
    table = pd.DataFrame(
        {
            "arrow": pd.Series([1, 2, 3], dtype="int64[pyarrow]"),
            "short": np.array([1, 2, 3], dtype="float16"),
            "wild": [1.0, float("inf"), float("-inf")],
        }
    )
    plain = {"groups": [], "by": [], "window": "cumulative"}
    assert listed(window("sum", ["arrow"], table, **plain)) == [1, 3, 6]
    assert listed(window("max", ["short"], table, **plain)) == [1, 2, 3]
    assert listed(window("sum", ["wild"], table, **plain)) == [1, float("inf"), None]


def test_results_are_called_after_what_they_are():
    entries = [
        {"columns": ["sales", "price"], "method": "mean", "span": "7 days"},
        {"columns": ["sales"], "method": "lag", "offset": 2},
        {"columns": ["sales"], "method": "sum", "window": "cumulative"},
        {"columns": ["sales"], "method": "percent change", "name": "growth of {column}"},
    ]
    node = WindowAggregate.from_settings({"by": "day", "calculations": entries})
    assert list(node.run(TABLE))[len(TABLE.columns) :] == [
        "sales_moving_mean_7_days",
        "price_moving_mean_7_days",
        "sales_lag_2",
        "sales_cumulative_sum",
        "growth of sales",
    ]


ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 3), st.none() | st.integers(-4, 4)), max_size=12
)


@settings(max_examples=30, deadline=None)
@given(
    ROWS,
    st.sampled_from(["sum", "mean", "min", "max", "count", "median"]),
    st.integers(1, 3),
    st.sampled_from(["moving", "cumulative", "remaining"]),
)
def test_windows_are_those_of_sql(rows, method, size, kind):
    table = pd.DataFrame(rows, columns=["k", "t", "x"]).astype({"k": "str", "t": "int64", "x": "Int64"})
    found = window(method, ["x"], table, ["k"], ["t"], size=size, window=kind)
    numbered = table.assign(n=range(len(table)))
    back = f"{size - 1} PRECEDING" if kind == "moving" else "UNBOUNDED PRECEDING"
    frame = "CURRENT ROW AND UNBOUNDED FOLLOWING" if kind == "remaining" else f"{back} AND CURRENT ROW"
    called = "avg" if method == "mean" else method
    query = f"""SELECT {called}(x) OVER (PARTITION BY k ORDER BY t, n ROWS BETWEEN {frame}),
                FROM numbered ORDER BY n"""
    with duckdb.connect() as connection:
        connection.register("numbered", numbered)
        expected = [row[0] for row in connection.execute(query).fetchall()]
    assert listed(found) == pytest.approx(expected)


@pytest.mark.parametrize("column", [name for name in TABLE if name not in ("shop", "day")])
@pytest.mark.parametrize("groups", [["shop"], []], ids=["by group", "alone"])
def test_the_spec_knows_the_dtype_of_everything_that_can_be_computed(column, groups):
    entries = [
        {"columns": [column], "method": method, "window": kind, "name": f"{kind} {method}"}
        for method in SUMMARIES
        for kind in ("moving", "cumulative", "remaining", "group")
    ]
    entries += [
        {"columns": [column], "method": method, "name": method}
        for method in ("lag", "lead", "difference", "percent change")
    ]
    for one in entries:
        node = WindowAggregate.from_settings({"groups": groups, "by": "day", "calculations": [one]})
        try:
            predicted = node.spec({"table": TableSpec.of(TABLE)})["table"]
        except DataError as error:
            assert "cannot be computed" in str(error)
            continue
        assert predicted == TableSpec.of(node.run(TABLE)), one


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"method": "sum", "columns": ["sale"]}, 'did you mean "sales"'),
        ({"method": "sum", "columns": []}, "no column is chosen for the sum"),
        ({"method": "sum", "columns": ["note"]}, 'the sum of "note" cannot be computed, it is a text column'),
        ({"method": "mean", "window": "group", "columns": ["note"]}, 'the mean of "note" cannot be computed'),
        ({"method": "sum", "span": "1 day", "by": ["sales"]}, "a column of type whole number .*holds no dates"),
        ({"method": "sum", "span": "1 day", "by": []}, "in order of one column of dates"),
        ({"method": "sum", "by": ["dya"]}, 'did you mean "day"'),
        ({"method": "sum", "name": "price"}, 'called "price"'),
    ],
)
def test_what_cannot_be_done_is_told(chosen, words):
    with pytest.raises(DataError, match=words):
        window(**chosen)


def test_a_missing_date_is_in_no_span_of_time():
    table = TABLE.assign(day=TABLE["day"].where(TABLE["sales"] != 4))
    with pytest.raises(DataError, match='"day" is missing in row 3'):
        window("sum", table=table, span="1 day")
    assert listed(window("sum", table=table, size=9)) == [1, 11, 3, 5, 5, 9]
    with pytest.raises(DataError, match="nothing is to be computed"):
        WindowAggregate().run(TABLE)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"span": "a while"}, "no span of time"),
        ({"span": "-1 day"}, "longer than nothing"),
        ({"size": 2, "min_rows": 3}, "never has 3 values"),
    ],
)
def test_settings_that_make_no_sense_are_refused(chosen, words):
    with pytest.raises(SettingError, match=words):
        WindowAggregate.from_settings({"calculations": [chosen]})


def test_what_can_be_computed_of_a_column_is_told_of_this_node_alone():
    with pytest.raises(DataError, match=r"the mean of \"note\" cannot be computed.*possible are count, max, min$"):
        window("mean", ["note"], window="group")


def test_a_span_needs_a_unit():
    with pytest.raises(SettingError, match="'7' is no span of time; write it as 7 days"):
        WindowAggregate.from_settings({"calculations": [{"columns": ["sales"], "span": "7"}]})


EXAMPLES = [
    Example({"groups": ["shop"], "by": "day", "calculations": [{"columns": {"types": ["number"]}}]}, {"table": TABLE}),
    Example(
        {"by": [{"column": "size", "descending": True}], "calculations": [{"columns": "*", "method": "lag"}]},
        {"table": TABLE},
    ),
    Example({"by": "day", "calculations": [{"columns": ["price"], "span": "36 hours"}]}, {"table": TABLE.iloc[:0]}),
]
