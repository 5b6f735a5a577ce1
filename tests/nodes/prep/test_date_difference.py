"""DateDifference."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.date_difference import DateDifference

TABLE = pd.DataFrame(
    {
        "joined": pd.to_datetime(["2024-01-31", "2026-02-28 08:00", None, "2030-01-01"], format="ISO8601"),
        "left": pd.to_datetime(["2024-02-29", "2026-03-01 07:00", "2020-01-01", None], format="ISO8601").astype(
            "datetime64[s]"
        ),
        "born": pd.Series([date(1600, 2, 29), None, date(2026, 1, 1), date(9999, 12, 31)], dtype=object),
        "seen": pd.to_datetime(["2026-03-28 11:00", "2026-10-24 22:30", None, None])
        .tz_localize("UTC")
        .tz_convert("Europe/Zurich"),
        "n": [1, 2, 3, 4],
    }
).set_axis(["d", "c", "b", "a"])


def difference(start, end, **settings):
    """The answer for one row; `end` is a date or a text, the fixed date."""
    table = pd.DataFrame({"start": [start]})
    chosen = {"start": "start"}
    if isinstance(end, str):
        chosen["date"] = end
    else:
        table["end"], chosen["end"] = [end], "end"
    return DateDifference.from_settings({**chosen, **settings}).run(table)["difference"].tolist()[0]


@pytest.mark.parametrize(
    ("start", "end", "unit", "whole", "decimals"),
    [
        ("2024-01-31", "2024-02-29", "months", 1, 1.0),
        ("2024-01-31", "2024-02-28", "months", 0, 28 / 29),
        ("2023-01-31", "2023-02-28", "months", 1, 1.0),
        ("2024-02-29", "2025-02-28", "years", 1, 1.0),
        ("2024-02-29", "2028-02-28", "years", 3, 3 + 365 / 366),
        ("2020-01-01", "2026-07-02", "years", 6, 6 + 182 / 365),
        ("2026-01-15 12:00", "2026-02-15 11:59:59", "months", 0, 1 - 1 / 86400 / 31),
        ("2026-01-15 12:00", "2026-02-15 12:00:00", "months", 1, 1.0),
        ("2026-01-01", "2026-01-14", "weeks", 1, 13 / 7),
        ("2026-01-30 08:00", "2026-01-31 07:00", "days", 0, 23 / 24),
        ("2026-01-01", "2026-01-01 00:59:59.999999", "hours", 0, 1 - 1e-6 / 3600),
        ("2026-01-01 00:00:30", "2026-01-01 00:02", "minutes", 1, 1.5),
        ("1677-01-01", "2262-12-31", "seconds", 18_492_192_000, 18_492_192_000.0),
    ],
)
def test_units_that_are_over_and_those_that_have_begun(start, end, unit, whole, decimals):
    start, end = pd.Timestamp(start), pd.Timestamp(end)
    for way in (end, end.isoformat()):
        assert difference(start, way, unit=unit) == whole
        assert difference(start, way, unit=unit, answer="decimals") == pytest.approx(decimals, rel=1e-14, abs=1e-14)
    assert difference(end, start, unit=unit) == -whole
    assert difference(end, start, unit=unit, answer="decimals") == pytest.approx(-decimals, rel=1e-14, abs=1e-14)


DATES = st.datetimes(datetime(1, 1, 1), datetime(9998, 12, 31))


@given(start=DATES, end=DATES)
def test_fixed_units_are_exact_for_all_dates(start, end):
    for unit, size in (("weeks", 604_800), ("days", 86_400), ("hours", 3600), ("minutes", 60), ("seconds", 1)):
        size = timedelta(seconds=size)
        expected = (end - start) // size if end >= start else -((start - end) // size)
        assert difference(start, end, unit=unit) == expected
        assert difference(start, end, unit=unit, answer="decimals") == pytest.approx((end - start) / size, rel=1e-12)


@given(start=DATES, months=st.integers(0, 30_000))
def test_months_are_over_exactly_when_the_calendar_has_come_to_the_same_day(start, months):
    end = (
        pd.Timestamp(start) + pd.DateOffset(months=months) if start.year + months // 12 < 9998 else pd.Timestamp(start)
    )
    expected = months if start.year + months // 12 < 9998 else 0
    assert difference(pd.Timestamp(start), end, unit="months") == expected
    assert difference(pd.Timestamp(start), end, unit="months", answer="decimals") == expected
    assert difference(pd.Timestamp(start), end, unit="years") == expected // 12
    if expected:
        assert difference(pd.Timestamp(start), end - pd.Timedelta(1, "us"), unit="months") == expected - 1


def test_columns_of_other_units_and_date_objects_mix_and_missing_dates_give_missing_answers():
    node = DateDifference.from_settings({"start": "joined", "end": "left", "unit": "months"})
    made = node.run(TABLE)["difference"]
    assert made.tolist() == [1, 0, pd.NA, pd.NA]
    assert str(made.dtype) == "Int64"
    made = DateDifference.from_settings({"start": "born", "end": "left", "answer": "decimals", "name": "days"}).run(
        TABLE
    )
    assert made["days"].tolist()[0] == (date(2024, 2, 29) - date(1600, 2, 29)).days
    assert made["days"].isna().tolist() == [False, True, False, True]
    assert list(made.columns) == [*TABLE.columns, "days"]


def test_a_day_on_which_clocks_change_is_one_day_and_has_23_or_25_hours():
    start = pd.Timestamp("2026-03-28 12:00", tz="Europe/Zurich")
    assert difference(start, "2026-03-29T12:00") == 1
    assert difference(start, "2026-03-29T12:00", unit="hours") == 23
    assert difference(start, pd.Timestamp("2026-03-29 11:59", tz="Europe/Zurich")) == 0
    autumn = pd.Timestamp("2026-10-24 12:00", tz="Europe/Zurich")
    assert difference(autumn, "2026-10-25T12:00", unit="hours", answer="decimals") == 25
    assert difference(autumn, "2026-10-25T12:00+01:00", unit="days") == 1
    assert difference(start, start.tz_convert("Asia/Tokyo"), unit="seconds", answer="decimals") == 0


def test_the_fixed_date_may_be_the_start():
    made = DateDifference.from_settings({"end": "joined", "date": "2024-01-01"}).run(TABLE)["difference"]
    assert made.tolist() == [30, 789, pd.NA, 2192]


def test_dates_with_and_without_a_time_zone_do_not_mix():
    with pytest.raises(DataError, match='"seen" have a time zone and those of "left" have none') as caught:
        DateDifference.from_settings({"start": "seen", "end": "left"}).run(TABLE)
    assert caught.value.facts["column"] == "left"
    with pytest.raises(DataError, match="write it without one"):
        DateDifference.from_settings({"start": "left", "date": "2026-01-01T00:00Z"}).run(TABLE)
    empty = TABLE.assign(born=pd.Series(None, index=TABLE.index, dtype=object))
    assert DateDifference.from_settings({"start": "seen", "end": "born"}).run(empty)["difference"].isna().all()
    assert DateDifference.from_settings({"start": "born", "end": "seen"}).run(empty)["difference"].isna().all()


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "no column is chosen"),
        ({"start": "joined"}, "one end is missing"),
        ({"start": "joined", "end": "left", "date": "2026-01-01"}, "there is a fixed date as well"),
        ({"start": "joned", "date": "2026-01-01"}, 'did you mean "joined"'),
        ({"start": "n", "date": "2026-01-01"}, "holds no dates"),
        ({"start": "joined", "date": "2026-01-01", "name": "n"}, "choose another name"),
    ],
)
def test_what_cannot_be_is_said_before_there_is_data(settings, message):
    node = DateDifference.from_settings(settings)
    with pytest.raises(DataError, match=message):
        node.spec({"table": TableSpec.of(TABLE)})
    with pytest.raises(DataError, match=message):
        node.run(TABLE)


def test_a_fixed_date_must_be_one():
    with pytest.raises(SettingError, match="write the date as 2026-01-31"):
        DateDifference.from_settings({"date": "31.1.2026"})


def test_the_answer_may_be_called_self():
    made = DateDifference.from_settings({"start": "joined", "end": "left", "name": "self"}).run(TABLE)
    assert made["self"].tolist()[0] == 29


EXAMPLES = [
    Example({"start": "joined", "end": "left", "unit": "months", "answer": "decimals"}, {"table": TABLE}),
    Example({"start": "born", "date": "2026-01-01", "unit": "years"}, {"table": TABLE}),
    Example({"end": "seen", "date": "2026-01-01T12:00", "unit": "hours"}, {"table": TABLE}),
    Example({"end": "seen", "date": "2026-01-01", "unit": "days"}, {"table": TABLE.iloc[:0]}),
]
