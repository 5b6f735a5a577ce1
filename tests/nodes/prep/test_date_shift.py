"""DateShift."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.date_shift import DateShift

TABLE = pd.DataFrame(
    {
        "at": pd.to_datetime(["2026-01-31 08:30", None, "2024-02-29", "1999-12-31 23:59:59"], format="ISO8601"),
        "zoned": pd.to_datetime(["2026-03-28 02:30", "2026-10-24 02:30", None, None]).tz_localize("Europe/Zurich"),
        "day": pd.Series([date(2026, 1, 1), None, date(2026, 12, 31), None], dtype=object),
        "amount": [1.0, 2.0, np.nan, -3.0],
        "whole": pd.array([1, None, 3, 0], dtype="Int64"),
        "half": [0.5, 1, 2, 3],
    }
).set_axis([1, 1, 0, 2])


def moved(values, amount, unit, **given):
    table = pd.DataFrame({"x": values})
    node = DateShift.from_settings({"columns": ["x"], "amount": amount, "unit": unit, **given})
    return [None if pd.isna(one) else one.isoformat() for one in node.run(table)["x"]]


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),
    st.integers(-500, 500),
    st.sampled_from(["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds"]),
    st.sampled_from(["us", "ns"]),
)
def test_moving_is_that_of_pandas(moment, amount, unit, held):
    amount = amount // 5 if unit == "years" else amount
    offset = pd.DateOffset(months=3 * amount) if unit == "quarters" else pd.DateOffset(**{unit: amount})
    made = moved(pd.Series([moment]).astype(f"datetime64[{held}]"), amount, unit)
    assert made == [(pd.Timestamp(moment) + offset).isoformat()]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.datetimes(datetime(2, 1, 1), datetime(9990, 1, 1))), min_size=1, max_size=6),
    st.integers(-300, 300),
    st.sampled_from(["weeks", "days", "hours", "seconds"]),
)
def test_dates_move_alike_by_an_amount_of_the_settings_and_by_a_column_of_it(moments, amount, unit):
    table = pd.DataFrame({"x": np.array(moments, dtype="datetime64[us]"), "by": amount})
    ways = {"amount": amount}, {"amount_column": "by"}
    made = [DateShift.from_settings({"columns": ["x"], "unit": unit, **way}) for way in ways]
    alike, by_column = (shifted_or_error(node, table) for node in made)
    assert alike == by_column


def shifted_or_error(node, table):
    try:
        return [str(one) for one in node.run(table)["x"]]
    except DataError as error:
        return str(error)


def test_many_dates_move_with_gaps_among_them():
    dates = pd.Series(pd.date_range("2000-01-01", periods=70_000, freq="h"))
    dates[[0, 40_000, 69_999]] = pd.NaT
    node = DateShift.from_settings({"columns": ["x"], "amount": -3})
    pd.testing.assert_series_equal(
        node.run(pd.DataFrame({"x": dates}))["x"], dates - pd.Timedelta(days=3), check_names=False
    )


def test_a_month_ends_where_it_ends():
    assert moved(TABLE["at"], 1, "months") == [
        "2026-02-28T08:30:00",
        None,
        "2024-03-29T00:00:00",
        "2000-01-31T23:59:59",
    ]
    assert moved(TABLE["at"], 1, "years")[2] == "2025-02-28T00:00:00"


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-30, 30))
def test_business_days_are_counted_one_by_one(day, amount):
    holidays = {date(2026, 12, 25), date(2026, 1, 1), date(2025, 12, 26)}
    expected, step = day, timedelta(days=1 if amount > 0 else -1)
    for _ in range(abs(amount)):
        expected += step
        while expected.weekday() > 4 or expected in holidays:
            expected += step
    given = {"holidays": [str(one) for one in holidays]}
    assert moved(pd.Series([pd.Timestamp(day)]), amount, "business days", **given) == [f"{expected}T00:00:00"]


def test_days_keep_the_time_on_the_clock_and_hours_pass():
    assert moved(TABLE["zoned"], 1, "days")[:2] == ["2026-03-29T03:00:00+02:00", "2026-10-25T02:30:00+02:00"]
    assert moved(TABLE["zoned"], 2, "days")[:2] == ["2026-03-30T02:30:00+02:00", "2026-10-26T02:30:00+01:00"]
    assert moved(TABLE["zoned"], 24, "hours")[:2] == ["2026-03-29T03:30:00+02:00", "2026-10-25T02:30:00+02:00"]
    assert moved(TABLE["zoned"], 25, "hours")[1] == "2026-10-25T02:30:00+01:00"
    second = pd.Series([pd.Timestamp("2026-10-25 02:30:00+01:00").tz_convert("Europe/Zurich")])
    assert moved(second, 0, "days") == ["2026-10-25T02:30:00+01:00"]


def test_the_amount_may_stand_in_a_column():
    node = {"columns": ["at", "day"], "amount_column": "amount", "unit": "days"}
    made = DateShift.from_settings(node).run(TABLE)
    assert made["at"].astype(str).tolist()[0] == "2026-02-01 08:30:00"
    assert made["at"].isna().tolist() == [False, True, True, False]
    assert made["day"].tolist()[0] == pd.Timestamp("2026-01-02")
    with pytest.raises(DataError, match='0.5 in row 0 of "half" is no whole number of days'):
        DateShift.from_settings({**node, "amount_column": "half"}).run(TABLE)


@pytest.mark.parametrize(
    ("amount", "unit"), [(10**10, "years"), (-(10**10), "business days"), (10**10, "hours"), (9000, "years")]
)
def test_a_date_beyond_all_calendars_is_named(amount, unit):
    with pytest.raises(DataError, match="row 0 of .x. moved by .* is no date that the column can hold"):
        moved(TABLE["at"], amount, unit)
    with pytest.raises(DataError, match="is no date"):
        moved(TABLE["at"].astype("datetime64[ns]"), amount, unit)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["amount"]}, "holds no dates"),
        ({"columns": ["at"], "amount_column": "day"}, '"day" is a other column|"day" is a'),
        ({"columns": ["at"], "amount_column": "amunt"}, 'did you mean "amount"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        DateShift.from_settings(given).spec({"table": TableSpec.of(TABLE.drop(columns="day").assign(day="x"))})


def test_a_holiday_that_is_no_day_is_refused():
    with pytest.raises(SettingError, match="'Xmas' is no day"):
        DateShift.from_settings({"holidays": ["Xmas"]})


@pytest.mark.parametrize("holiday", ["2026-03-06", "20260306", "2026-W10-5"])
def test_a_holiday_may_be_written_in_any_way_of_iso(holiday):
    node = DateShift.from_settings({"columns": ["at"], "unit": "business days", "holidays": [holiday]})
    assert node.run(pd.DataFrame({"at": pd.to_datetime(["2026-03-05"])}))["at"].tolist() == [pd.Timestamp("2026-03-09")]


EXAMPLES = [
    Example({"columns": ["at", "zoned", "day"], "amount": -3, "unit": "months"}, {"table": TABLE}),
    Example(
        {"columns": ["at"], "unit": "business days", "suffix": " due", "holidays": ["2026-02-02"]}, {"table": TABLE}
    ),
    Example({"columns": ["zoned"], "unit": "minutes", "amount_column": "whole"}, {"table": TABLE}),
    Example({"columns": ["day"]}, {"table": TABLE.iloc[:0]}),
]
