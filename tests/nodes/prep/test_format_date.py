"""FormatDate."""

from __future__ import annotations

import locale
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.format_date import FormatDate

TABLE = pd.DataFrame(
    {
        "at": pd.to_datetime(["2026-03-05 14:05:09.25", None, "0001-01-01", "9999-12-31 00:30"], format="ISO8601"),
        "zoned": pd.to_datetime(["2026-02-01 05:00", None, "2026-08-01 05:00", None]).tz_localize("Asia/Kolkata"),
        "day": pd.Series([date(2026, 1, 1), None, date(1969, 12, 31), None], dtype=object),
        "quarter": pd.period_range("2026Q4", periods=4, freq="Q"),
        "n": 1,
    }
).set_axis([1, 1, 0, 2])  # fmt: skip


def written(values, form, **given):
    table = pd.DataFrame({"x": values})
    made = FormatDate.from_settings({"columns": ["x"], "format": form, **given}).run(table)["x"]
    assert made.dtype == "str"
    return [None if pd.isna(value) else value for value in made]


@settings(max_examples=60, deadline=None)
@given(st.datetimes(datetime(1000, 1, 1)))
def test_every_part_is_what_python_writes(moment):
    form = "%Y|%y|%m|%B|%b|%d|%j|%A|%a|%u|%V|%G|%H|%I|%p|%M|%S|%f|%%"
    assert locale.setlocale(locale.LC_TIME) in ("C", "C.UTF-8", "en_US.UTF-8")
    assert written(pd.Series([moment]), form) == [moment.strftime(form)]


def test_zeros_at_the_front_may_be_left_out_and_quarters_written():
    assert written(TABLE["at"], "%-d.%-m.%Y Q%q %-H:%-M") == [
        "5.3.2026 Q1 14:5",
        None,
        "1.1.0001 Q1 0:0",
        "31.12.9999 Q4 0:30",
    ]
    assert written(TABLE["at"], "100 %% é") == ["100 % é", None, "100 % é", "100 % é"]


def test_clocks_in_the_columns_zone_or_the_chosen_one_count():
    assert written(TABLE["zoned"], "%Y-%m-%d %H:%M %z %Z") == [
        "2026-02-01 05:00 +0530 IST", None, "2026-08-01 05:00 +0530 IST", None,
    ]  # fmt: skip
    assert written(TABLE["zoned"], "%H:%M%z", zone="America/St_Johns") == ["20:00-0330", None, "21:00-0230", None]
    assert written(TABLE["at"], "%H%z%Z|", zone="Asia/Tokyo")[0] == "14|"


def test_date_objects_and_periods_are_dates_too():
    assert written(TABLE["day"], "%d %b %Y") == ["01 Jan 2026", None, "31 Dec 1969", None]
    assert written(TABLE["quarter"], "%Y-Q%q")[:2] == ["2026-Q4", "2027-Q1"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": ["n"]}, "holds no dates"),
        ({"columns": []}, "no column is chosen"),
        ({"columns": ["at"], "suffix": "x", "format": "%Y"}, None),
        ({"columns": ["att"]}, 'did you mean "at"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    node = FormatDate.from_settings(given)
    if words is None:
        assert node.spec({"table": TableSpec.of(TABLE)})["table"].names[-1] == "atx"
        return
    with pytest.raises(DataError, match=words):
        node.spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize("form", ["", "%Q", "%", "%-%", "%Y-%"])
def test_a_format_that_is_none_is_refused(form):
    with pytest.raises(SettingError, match="format"):
        FormatDate.from_settings({"format": form})
    with pytest.raises(SettingError, match="no time zone"):
        FormatDate.from_settings({"zone": "Mars/Olympus"})


EXAMPLES = [
    Example({"format": "%A %-d %B %Y %I:%M:%S.%f %p %z %Z"}, {"table": TABLE}),
    Example({"columns": ["zoned", "day"], "zone": "Asia/Tokyo", "suffix": "!", "format": "%G-W%V-%u %j"}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "form", "expected"),
    [
        ("German", "%A, %-d. %B %Y", "Donnerstag, 5. März 2026"),
        ("German", "%a %d. %b. %Y", "Do. 05. März. 2026"),
        ("French", "%-d %b %Y", "5 mars 2026"),
        ("Polish", "%-d %B %Y", "5 marca 2026"),
        ("Polish", "%B %Y", "marzec 2026"),
        ("Finnish", "%B", "maaliskuu"),
        ("Russian", "%-d %B", "5 марта"),
        ("English", "%A %b", "Thursday Mar"),
    ],
)
def test_names_are_written_in_the_language(language, form, expected):
    assert written(TABLE["at"][:2], form, language=language) == [expected, None]


def test_a_dot_after_a_short_name_is_written_once():
    moment = pd.Series([pd.Timestamp("2026-10-05")])
    assert written(moment, "%d. %b. %Y", language="German") == ["05. Okt. 2026"]
    assert written(moment, "%d. %b %Y", language="German") == ["05. Okt. 2026"]


def test_an_unknown_language_is_refused():
    with pytest.raises(SettingError, match="language"):
        FormatDate.from_settings({"language": "Klingon"})
