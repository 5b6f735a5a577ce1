"""CastColumns."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep._date_names import LOCALES
from knode_nodes.prep.cast_columns import CastColumns

FORMS = ["%d.%m.%Y", "%m/%d/%y", "ISO8601"]
TABLE = pd.DataFrame(
    {
        "price": ["1.234,50 €", " 12 ", None, "x", ""],
        "count": ["3", "3.0", "9007199254740993", "3.5", "-"],
        "day": ["31.01.2026", "01/31/26", "2026-01-31T23:59", "soon", None],
        "flag": ["Yes", "no", "ON", "maybe", None],
        "size": pd.Categorical(["S", "M", None, "XL", "S"]),
        "amount": [1.0, 2.5, np.nan, np.inf, 2.0**60],
        "at": pd.to_datetime(["2026-01-31", None, "2026-07-31 08:30", None, None], format="ISO8601"),
        "any": pd.Series([1, "2", None, date(2026, 1, 1), True], dtype=object),
        "big": np.array([2**60 + 1, 2**60, 3, -5, 0]),
    }
).set_axis(list("edcba"))


def cast(values, *, dtype=None, failing="missing", **how):
    table = pd.DataFrame({"x": pd.Series(values, dtype=dtype)})
    node = CastColumns.from_settings({"casts": [{"columns": ["x"], **how}], "failing": failing})
    return node.run(table, QuietContext())["x"]


def same(made, expected):
    assert [None if pd.isna(value) else value for value in made] == expected


def test_texts_become_numbers_with_marks_signs_and_percents():
    values = [
        "1.5",
        " 2 ",
        "x",
        "",
        "1e5",
        "-inf",
        "12 %",
        "$5",
        "(3)",
        "€ -1",
        "USD 7",
        "1_0",
        "٣",
        "−4",
        "5-",
        "1.5 - €",
        "-5-",
    ]
    made = cast(values)
    same(made, [1.5, 2, None, None, 1e5, -np.inf, 0.12, 5, -3, -1, 7, None, None, -4, -5, -1.5, None])
    assert made.dtype == "float64"
    same(cast(["1.234,50 €", "1,5", "1.5", "12.34"], decimal=",", thousands="."), [1234.5, 1.5, None, None])
    same(cast(["1 234", "1\xa0234\u202f567,5"], decimal=",", thousands=" "), [1234, 1234567.5])
    same(cast(["5-", "1.5 - €", "3- %", "-5-", "-", "x-"]), [-5, -1.5, -0.03, None, None, None])
    same(cast(["5 %", "$1", "1", "5-"], symbols=False), [None, None, 1, None])
    same(cast(["1e999", "-1e999", "Infinity", "1e-999"]), [None, None, np.inf, 0])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(allow_nan=False), max_size=5))
def test_numbers_survive_the_way_to_text_and_back(values):
    there = cast(values, dtype="float64", type="text")
    assert cast(there, dtype="str").tolist() == values


TEXTS = [
    "1", "+1", "1.", ".5", "1.5", "-0", "-0.0", "0", "1e5", "1E+5", "1e-5", "1e999", "1e-999", "1e99999", "1e-99999", "1e",
    "nan", "NaN", "inf", "-Infinity", "0x1F", "1_0", "٣", " 2 ", "\xa03", "", "-", "5 %", "$5", "(3)", "1,234",
    "9007199254740993", "18014398509481985", "9" * 400, None,
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), max_size=4), st.sampled_from(["number", "integer"]), st.booleans())
def test_what_a_text_becomes_is_the_same_whatever_stands_beside_it(values, wanted, thousands):
    how = {"dtype": "str", "type": wanted, "thousands": "," if thousands else ""}
    alone = [cast([value, "x"], **how).iloc[0] for value in values]
    same(cast(values, **how), [None if pd.isna(value) else value for value in alone])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5))
def test_whole_numbers_are_exact_or_refused(values):
    texts = [str(value) for value in values]
    same(cast([*texts, None], dtype="str", type="integer"), [*values, None])
    expected = [float(value) if int(float(value)) == value else None for value in values]
    same(cast(texts, dtype="str"), expected)
    same(cast(values, dtype="int64"), expected)


def test_whole_numbers_come_from_texts_numbers_and_booleans():
    same(cast(["1", "2.0", "2.5", "+9223372036854775807", "9223372036854775808", "5%"], type="integer"),
         [1, 2, None, 2**63 - 1, None, None])  # fmt: skip
    same(cast([1.0, 2.5, np.inf, None, 1e19], type="integer"), [1, None, None, None, None])
    same(cast([True, None], dtype="boolean", type="integer"), [1, None])
    same(cast([Decimal("3"), Decimal("3.5")], dtype=pd.ArrowDtype(pa.decimal128(9, 2)), type="integer"), [3, None])
    assert cast([2**63 + 1], dtype="uint64", type="integer").dtype == "uint64"


def test_whole_numbers_stay_exact_next_to_missing_ones():
    made = cast([2**53 + 1, None], dtype=pd.CategoricalDtype([2**53 + 1]), type="integer")
    assert made.dtype == "Int64"
    same(made, [2**53 + 1, None])
    same(cast([127], dtype="int8", type="date and time", epoch="nanoseconds"), [pd.Timestamp(1970, 1, 1)])
    with pytest.raises(DataError, match="complex"):
        cast([1 + 2j])


def test_booleans_come_from_words_and_from_0_and_1():
    same(cast(["Yes", "no", "maybe", None, "1"], type="boolean"), [True, False, None, None, True])
    same(cast(["ja", "nein"], type="boolean", true=["Ja"], false=["Nein"]), [True, False])
    same(cast([1.0, 0.0, 2.0, None], type="boolean"), [True, False, None, None])


def test_dates_are_tried_in_several_formats():
    made = cast(TABLE["day"], type="date", formats=FORMS)
    same(made, [pd.Timestamp("2026-01-31")] * 3 + [None, None])
    same(cast([20260131, 5], type="date", formats=["%Y%m%d"]), [pd.Timestamp("2026-01-31"), None])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.datetimes(), min_size=1, max_size=4))
def test_every_moment_survives_the_way_to_text_and_back(moments):
    there = cast(moments, dtype="datetime64[us]", type="text")
    assert cast(there, type="date and time").tolist() == moments
    assert cast(there, type="date").tolist() == [datetime(one.year, one.month, one.day) for one in moments]


def test_words_for_the_moment_of_the_run_are_no_dates():
    same(cast(["now", "today", "NaT", "2026"], type="date and time"), [None, None, None, pd.Timestamp("2026-01-01")])
    same(cast(["Today"], type="date", formats=["%d.%m.%Y"]), [None])


def test_dates_keep_their_nanoseconds():
    moment = pd.Timestamp("2026-01-31 08:30:00.123456789")
    assert cast([moment], dtype="datetime64[ns]", type="date and time", zone="UTC")[0] == moment.tz_localize("UTC")


def test_times_are_those_of_the_zone_and_offsets_are_converted():
    values = ["2026-01-31", "2026-01-31T08:30:00-08:00", "2026-01-31T23:30Z", "2026-03-29 02:30", "2026-10-25 02:30"]
    made = cast(values, type="date and time", zone="Europe/Zurich")
    assert [one.isoformat() for one in made] == [
        "2026-01-31T00:00:00+01:00",
        "2026-01-31T17:30:00+01:00",
        "2026-02-01T00:30:00+01:00",
        "2026-03-29T03:00:00+02:00",
        "2026-10-25T02:30:00+02:00",
    ]
    same(cast(values[:2], type="date and time"), [pd.Timestamp("2026-01-31"), None])
    same(cast(["2026-01-31T23:30:00-08:00"], type="date"), [pd.Timestamp("2026-01-31")])
    same(cast(["31.01.2026 08:30 +0200"], type="date and time", formats=["%d.%m.%Y %H:%M %z"], zone="UTC"),
         [pd.Timestamp("2026-01-31 06:30", tz="UTC")])  # fmt: skip


@pytest.mark.parametrize(
    ("number", "epoch", "moment"),
    [
        (1769848200, "seconds", "2026-01-31T08:30"),
        (-1, "milliseconds", "1969-12-31T23:59:59.999"),
        (1769848200000000001, "nanoseconds", "2026-01-31T08:30"),
        (20484, "days", "2026-01-31"),
        (46053.5, "excel days", "2026-01-31T12:00"),
    ],
)
def test_numbers_become_dates_by_what_they_count(number, epoch, moment):
    made = cast([number], type="date and time", epoch=epoch)
    assert made.tolist() == [pd.Timestamp(moment)]
    if number != 1769848200000000001:
        assert cast(made, epoch=epoch).tolist() == [number]


def test_numbers_that_are_no_dates_are_found():
    same(
        cast([np.inf, 1e300, -1e300, 2.0], type="date and time", epoch="days"),
        [None, None, None, pd.Timestamp(1970, 1, 3)],
    )
    same(cast([2**62, -(2**62)], type="date and time", epoch="days"), [None, None])


def test_durations_come_from_texts_and_numbers():
    hour = pd.Timedelta(hours=1)
    same(cast(["5 h", "01:00:00", "x", "5", "P1DT1H"], type="duration"), [5 * hour, hour, None, None, 25 * hour])
    same(
        cast(["8:30", "-0:45", "+25:00", "8:60", "1 day 2:30", "1 day, 2:30:00", "-1 days +23:00:00"], type="duration"),
        [8.5 * hour, -0.75 * hour, 25 * hour, None, 26.5 * hour, 26.5 * hour, -1 * hour],
    )
    same(cast(["1.5 h", "5 hours, 30 minutes", "1h30m", "PT2H30M"], type="duration"),
         [1.5 * hour, 5.5 * hour, 1.5 * hour, 2.5 * hour])  # fmt: skip
    same(cast([90, 1.5], type="duration"), [pd.Timedelta(seconds=90), pd.Timedelta(seconds=1.5)])
    same(cast(cast([90], type="duration"), type="integer"), [90])


def test_a_time_of_day_is_a_duration_since_midnight():
    times = [datetime(2026, 1, 1, 8, 5).time(), None, datetime(2026, 1, 1, 23, 59, 30, 250_000).time()]
    since = [pd.Timedelta("08:05:00"), None, pd.Timedelta("23:59:30.25")]
    same(cast(times, dtype=object, type="duration"), since)
    same(cast(times, dtype=pd.ArrowDtype(pa.time64("us")), type="duration"), since)


def test_marks_in_durations_are_not_passed_over():
    texts = [
        "2,5 h",
        "1,000 s",
        "01:30:00,500",
        "1.2.3 s",
        "1 2 h",
        "1:2,5:00",
        "08:75:00",
        "08:30:99",
        ",5 h",
        "h",
        "",
    ]
    same(cast(texts, type="duration"), [None] * len(texts))


@given(st.lists(st.timedeltas(timedelta(-100_000), timedelta(100_000)), min_size=1, max_size=4))
def test_every_duration_survives_the_way_to_text_and_back(durations):
    there = cast([pd.Timedelta(one).as_unit("us") for one in durations], dtype="timedelta64[us]", type="text")
    assert cast(there, type="duration", failing="error").tolist() == durations


def test_texts_say_each_value_as_short_as_it_can_be_read_back():
    assert cast([3.0, 0.1, 1e20], type="text").tolist() == ["3", "0.1", "1e+20"]
    assert cast([0.1], dtype="float32", type="text").tolist() == ["0.1"]
    assert cast([True], type="text").tolist() == ["true"]
    assert cast(TABLE["at"].dropna(), type="text").tolist() == ["2026-01-31", "2026-07-31 08:30:00"]
    assert cast(TABLE["at"].dropna(), type="text", formats=["%d/%m/%y"]).tolist() == ["31/01/26", "31/07/26"]
    values = [1, "2", None, date(2026, 1, 1), [1, "é"], {"a": None}]
    same(cast(values, dtype=object, type="text"), ["1", "2", None, "2026-01-01", '[1, "é"]', '{"a": null}'])


def test_categories_are_those_listed_in_their_order():
    made = cast(["b", "a", "c", None], type="category", categories=["b", "a"], ordered=True)
    same(made, ["b", "a", None, None])
    assert made.cat.categories.tolist() == ["b", "a"]
    assert made.cat.ordered
    same(cast(TABLE["size"], type="category", categories=["M", "S"]), ["S", "M", None, None, "S"])


def test_percents_in_brackets_are_negative_percents():
    table = pd.DataFrame({"x": ["(3%)", "(3)%", "(1.5 %)", "(2)", "4%", "( $5 )"]})
    made = CastColumns.from_settings({"casts": [{"columns": ["x"], "type": "number"}]}).run(table, QuietContext())
    assert made["x"].tolist() == [-0.03, -0.03, -0.015, -2.0, 0.04, -5.0]


@pytest.mark.parametrize("kind", ["number", "integer"])
def test_a_long_id_is_told_to_stay_text(kind):
    with pytest.raises(DataError, match="more digits than any number here holds, so leave the column text"):
        CastColumns.from_settings({"casts": [{"columns": ["x"], "type": kind}]}).run(
            pd.DataFrame({"x": ["98765432109876543210"]}), QuietContext()
        )


@pytest.mark.parametrize("value", [2**53 + 1, "9007199254740993"])
def test_a_number_of_too_many_digits_is_told_with_the_type_that_holds_it(value):
    with pytest.raises(
        DataError, match="has more digits than a number with decimals can hold, so take the type integer"
    ):
        CastColumns.from_settings({"casts": [{"columns": ["x"], "type": "number"}]}).run(
            pd.DataFrame({"x": [value]}), QuietContext()
        )


def test_the_first_value_that_cannot_be_read_is_named_with_its_row_and_their_number():
    with pytest.raises(DataError) as caught:
        cast(["1", "x", "y"], failing="error")
    assert '"x" in row 1 of "x", and 1 more, cannot be read as number' in caught.value.message
    assert caught.value.facts["row"] == 1


def test_what_cannot_be_read_is_counted_or_kept_beside():
    node = CastColumns.from_settings({"casts": [{"columns": ["price"], "decimal": ","}], "failing": "keep text"})
    context = QuietContext()
    made = node.run(TABLE, context)
    same(made["price_unread"], ["1.234,50 €", None, None, "x", None])
    assert context.warnings == [
        '2 of 5 values of "price" could not be read as number, the first is "1.234,50 €" in row 0; they are missing now'
    ]
    with pytest.raises(DataError, match='already has a column "price_unread"'):
        node.run(made.assign(price=TABLE["price"]), context)


@pytest.mark.parametrize(
    ("casts", "words"),
    [
        ([{"columns": ["pric"]}], 'did you mean "price"'),
        ([], "no column is chosen"),
        ([{"columns": ["price"]}, {"columns": {"types": ["text"]}, "type": "text"}], "to be converted twice"),
        ([{"columns": ["at"], "type": "boolean"}], "of which no boolean can be made"),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(casts, words):
    node = CastColumns.from_settings({"casts": casts})
    with pytest.raises(DataError, match=words):
        node.spec({"table": TableSpec.of(TABLE)})
        node.run(TABLE, QuietContext())


@pytest.mark.parametrize(
    "how",
    [
        {"type": "category"},
        {"type": "category", "categories": ["a", "a"]},
        {"true": ["x"], "false": ["X"]},
        {"thousands": ",", "decimal": ","},
        {"zone": "Mars/Olympus"},
        {"type": "date", "formats": ["%Q"]},
        {"type": "text", "formats": ["%Q"]},
    ],
)
def test_settings_that_contradict_themselves_are_refused(how):
    with pytest.raises(SettingError):
        CastColumns.from_settings({"casts": [{"columns": ["x"], **how}]})


def test_every_type_gives_one_dtype_whatever_the_rows_hold():
    for kind in ("number", "integer", "text", "boolean", "date", "date and time", "duration"):
        for name in ("price", "count", "day", "flag", "any", "size"):
            node = CastColumns.from_settings({"casts": [{"columns": [name], "type": kind}], "failing": "missing"})
            told = node.spec({"table": TableSpec.of(TABLE)})["table"]
            assert told == TableSpec.of(node.run(TABLE, QuietContext())), (kind, name)


EXAMPLES = [
    Example(
        {
            "casts": [
                {"columns": ["price"], "decimal": ",", "thousands": "."},
                {"columns": ["count", "amount"], "type": "integer", "missing": ["-"]},
                {"columns": ["day"], "type": "date", "formats": FORMS},
                {"columns": ["flag"], "type": "boolean"},
                {"columns": ["size"], "type": "category", "categories": ["M", "S"], "ordered": True},
                {"columns": ["at"], "type": "date and time", "zone": "Asia/Kolkata"},
                {"columns": ["any", "big"]},
            ],
            "failing": "keep text",
        },
        {"table": TABLE},
    ),
    Example({"casts": [{"columns": "*", "type": "text"}]}, {"table": TABLE}),
    Example({"casts": [{"columns": ["at"], "type": "integer"}]}, {"table": TABLE.iloc[:0]}),
]


@pytest.mark.parametrize(
    ("language", "form", "values"),
    [
        ("German", "%d %B %Y", ["5 März 2026", "05 MÄRZ 2026", " 5 mär 2026", "5 MÄR. 2026", "5 Ma\u0308rz 2026"]),
        ("German", "%A, %d. %b. %Y", ["Donnerstag, 5. Mär. 2026", "Do, 5. März. 2026", "do., 5. mär. 2026"]),
        ("French", "%a %d %B %Y", ["jeu. 5 mars 2026", "JEUDI 5 MARS 2026"]),
        ("Italian", "%a %d %b %Y", ["gio 5 mar 2026", "mar 5 Marzo 2026"]),
        ("Spanish", "%d de %B de %Y", ["5 de marzo de 2026", "05 de Mar de 2026"]),
        ("Portuguese", "%A, %d/%b/%Y", ["quinta-feira, 5/mar/2026", "Quinta, 05/mar./2026"]),
        ("Polish", "%d %B %Y", ["5 marca 2026", "5 marzec 2026"]),
        ("Turkish", "%d %B %Y", ["5 Mart 2026", "5 MART 2026"]),
        ("Ukrainian", "%a, %d %B %Y", ["чт, 5 березня 2026", "Четвер, 5 Березень 2026"]),
        ("Dutch", "%d-%b-%Y", ["5-mrt-2026", "05-mrt.-2026", "5-maart-2026"]),
        ("Finnish", "%B/%m/%d/%Y", ["maaliskuu/03/05/2026"]),
        ("German", "%A %W %Y", ["Donnerstag 09 2026"]),
        ("German", "%B %d %Y %I:%M %p", ["märz 05 2026 12:00 AM"]),
    ],
)
def test_months_and_weekdays_are_read_in_the_language(language, form, values):
    made = cast(values, type="date", formats=[form], language=language, failing="error")
    same(made, [pd.Timestamp("2026-03-05")] * len(values))
    assert cast(values, type="date and time", formats=[form], language=language, zone="UTC").notna().all()


def test_turkish_has_two_letters_i():
    made = cast(["1 KASIM 2026", "1 NİSAN 2026", "1 nisan 2026"], type="date", formats=["%d %B %Y"], language="Turkish")
    assert made.dt.month.tolist() == [11, 4, 4]


def test_names_of_another_language_and_numbers_for_names_are_not_read():
    values = ["5 March 2026", "5 03 2026", "5 Mäz 2026", "5 Ma 2026"]
    assert cast(values, type="date", formats=["%d %B %Y"], language="German").isna().all()
    assert cast(["5 März 2026"], type="date", formats=["%d %B %Y"]).isna().all()
    same(cast(["5 maaliskuuta 2026", "5.3.2026"], type="date", formats=["%d %B %Y", "%d.%m.%Y"], language="Finnish"),
         [pd.Timestamp("2026-03-05")] * 2)  # fmt: skip


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("form", ["%A, %-d %B %Y", "%a %d %b %Y", "%Y %b. %d."])
def test_what_is_written_in_a_language_is_read_in_it(language, form):
    days = pd.Series(pd.date_range("2026-01-01", periods=366))
    texts = cast(days, dtype=None, type="text", formats=[form], language=language)
    read = cast(texts, type="date", formats=[form.replace("%-d", "%d")], language=language, failing="error")
    assert (read == days).all()


def test_a_million_names_take_seconds():
    values = pd.Series(["5 März 2026", "17 Okt. 2026"] * 500_000, dtype="str")
    began = time.process_time()
    cast(values, dtype="str", type="date", formats=["%d %B %Y"], language="German", failing="error")
    assert time.process_time() - began < 20


def test_a_format_that_does_not_fit_is_shown_with_what_it_expects():
    with pytest.raises(DataError) as caught:
        cast(["5 März 2026"], type="date", formats=["%d %B %Y", "%d.%m.%Y", "%d %m %Y %w"], failing="error")
    assert caught.value.message == (
        '"5 März 2026" in row 0 of "x" cannot be read as date: expected was a text such as "31 December 2026" (%d %B %Y in '
        'English) or "31.12.2026" (%d.%m.%Y) or one of the format %d %m %Y %w; add its format, choose its language, or correct '
        "the text; or choose what happens with values that cannot be read"
    )
