"""DateParts."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.date_parts import DateParts

ALL = [
    "year",
    "quarter",
    "month",
    "week",
    "week_year",
    "day",
    "day_of_year",
    "weekday",
    "hour",
    "minute",
    "second",
    "days_since_1970",
]
TABLE = pd.DataFrame(
    {
        "ordered": pd.to_datetime(["2026-11-25 14:05:09", None, "1969-12-31 23:59:59", "2021-01-03"], format="ISO8601"),
        "zoned": pd.to_datetime(["2026-03-29 00:30", "2026-12-31 23:30", None, None]).tz_localize("UTC"),
        "day": pd.Series([date(1, 1, 1), None, date(9999, 12, 31), None], dtype=object),
        "amount": [1.5, 2.5, None, 4.0],
    }
).set_axis(["d", "c", "b", "a"])


def parts(table, **settings):
    return DateParts.from_settings({"keep": False, **settings}).run(table)


def test_dates_are_taken_apart_and_missing_ones_give_missing_parts():
    made = parts(TABLE[["ordered"]], parts=ALL)
    assert list(made.columns) == [f"ordered_{part}" for part in ALL]
    assert set(map(str, made.dtypes)) == {"Int64"}
    assert made.loc["d"].tolist() == [2026, 4, 11, 48, 2026, 25, 329, 3, 14, 5, 9, 20782]
    assert made.loc["c"].isna().all()
    assert made.loc["b"].tolist() == [1969, 4, 12, 1, 1970, 31, 365, 3, 23, 59, 59, -1]
    assert made.loc["a", ["ordered_week", "ordered_week_year", "ordered_weekday"]].tolist() == [53, 2020, 7]


@given(moment=st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)), unit=st.sampled_from(["s", "ms", "us"]))
def test_every_date_is_taken_apart_as_python_does(moment, unit):
    table = pd.DataFrame({"at": pd.Series([moment]).astype(f"datetime64[{unit}]")})
    week_year, week, weekday = moment.isocalendar()
    days = (moment.date() - date(1970, 1, 1)).days
    found = parts(
        table, parts=["year", "month", "day", "week_year", "week", "weekday", "hour", "second", "days_since_1970"]
    )
    expected = [moment.year, moment.month, moment.day, week_year, week, weekday, moment.hour, moment.second, days]
    assert found.iloc[0].tolist() == expected


def test_date_objects_are_taken_apart_from_the_first_year_to_the_last():
    made = parts(TABLE, columns=["day"], parts=["year", "weekday", "days_since_1970"])
    assert made["day_year"].tolist() == [1, pd.NA, 9999, pd.NA]
    assert made["day_days_since_1970"].tolist()[0] == -719162


def test_a_clock_in_the_columns_zone_or_the_chosen_one_counts():
    table = TABLE[["zoned"]].assign(zurich=TABLE["zoned"].dt.tz_convert("Europe/Zurich"))
    made = parts(table, parts=["year", "hour", "days_since_1970"])
    assert made.loc["c"].tolist() == [2026, 23, 20818, 2027, 0, 20819]
    made = parts(table, parts=["hour"], zone="America/New_York")
    assert made.loc["d"].tolist() == [20, 20]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(pd.period_range("2026Q4", periods=1, freq="Q")),
        pd.Series([date(2026, 10, 1)], dtype=pd.ArrowDtype(pa.date32())),
        pd.Series([datetime(2026, 10, 1)], dtype=pd.ArrowDtype(pa.timestamp("ns"))),
        pd.Series([pd.Timestamp("2026-10-01", tz="Asia/Tokyo")], dtype=object),
    ],
)
def test_periods_and_dates_held_in_other_ways_are_dates_too(column):
    table = pd.DataFrame({"at": column})
    made = parts(table, columns=["at"])
    assert made.iloc[0].tolist() == [2026, 10, 1]
    assert parts(table.iloc[:0], columns=["at"]).dtypes.tolist() == made.dtypes.tolist()


def test_the_dates_stay_unless_told_otherwise():
    assert list(DateParts.from_settings({"columns": ["ordered"], "parts": ["month"]}).run(TABLE).columns) == [
        *TABLE.columns,
        "ordered_month",
    ]
    assert list(parts(TABLE, columns=["ordered"], parts=["month"]).columns) == [
        "zoned",
        "day",
        "amount",
        "ordered_month",
    ]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([date(2026, 1, 1), 5], "5 in row 1"),
        ([date(2026, 1, 1), "2026-01-01"], '"2026-01-01" in row 1'),
        ([pd.Timestamp("2026-01-01", tz="UTC"), datetime(2026, 1, 1)], "several time zones"),
    ],
)
def test_what_is_no_date_is_named_with_its_row(values, message):
    with pytest.raises(DataError) as caught:
        parts(pd.DataFrame({"at": pd.Series(values, dtype=object)}), columns=["at"])
    assert message in caught.value.message
    assert caught.value.facts["column"] == "at"


def test_columns_that_hold_no_dates_are_refused_before_there_is_data():
    with pytest.raises(DataError, match="holds no dates"):
        DateParts.from_settings({"columns": ["amount"]}).spec({"table": TableSpec.of(TABLE)})
    with pytest.raises(DataError, match="there is no column of dates"):
        DateParts().spec({"table": TableSpec.of(TABLE[["amount"]])})
    with pytest.raises(DataError, match='already has a column "ordered_year"'):
        DateParts.from_settings({"columns": ["ordered"]}).run(TABLE.assign(ordered_year=1))


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(SettingError, match="no time zone 'Mars/Olympus'"):
        DateParts.from_settings({"zone": "Mars/Olympus"})
    for name in ("../etc/passwd", "Europe"):
        with pytest.raises(SettingError, match="no time zone"):
            DateParts.from_settings({"zone": name})


EXAMPLES = [
    Example({"parts": ALL}, {"table": TABLE}),
    Example({"columns": ["day", "zoned"], "zone": "Asia/Kolkata", "keep": False}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
]
