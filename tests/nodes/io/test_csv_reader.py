"""Reading text files: what is guessed, what stays as it is, and what is refused."""

from __future__ import annotations

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.api import DataError, QuietContext
from knode_nodes.io import _arrow_csv, _delimited, _text
from knode_nodes.io.csv_reader import CsvReader
from tests.nodes.io.reading import read as read
from tests.nodes.io.reading import refused


@pytest.mark.parametrize(("separator", "shown"), [(",", '","'), (";", '";"'), ("\t", "tab"), ("|", '"|"')])
def test_the_separator_is_guessed_and_told(read, context, separator, shown):
    table = read(f"a{separator}b\n1{separator}x\n2{separator}y\n")
    assert table.to_dict("list") == {"a": [1, 2], "b": ["x", "y"]}
    assert context.infos[0] == f"Guessed: separator {shown}, encoding utf-8, header in line 1."


def test_columns_between_any_number_of_spaces_are_guessed(read, context):
    table = read("mpg  cyl name\n18.0   8  ford\n 15.0  8  'audi'  \n16 4 vw\n")
    assert table["mpg"].tolist() == [18.0, 15.0, 16.0]
    assert "separator space" in context.said


def test_quoted_row_labels_between_spaces_are_those_of_r(read):
    table = read('"mpg" "cyl"\n"Mazda RX4" 21 6\n"Datsun" 22.8 4\n')
    assert table.to_dict("list") == {"column_1": ["Mazda RX4", "Datsun"], "mpg": [21, 22.8], "cyl": [6, 4]}
    assert read("street number\n12 Main St\n14 Oak St\n").columns.tolist() == ["street number"]


def test_two_words_in_each_line_are_one_column(read):
    assert read("name\nAnna Bell\nCarl Dorn\n").columns.tolist() == ["name"]
    assert read("full name\nAnna Bell\nCarl Dorn\n").columns.tolist() == ["full name"]


def test_settings_overrule_every_guess(read, context):
    table = read(
        "a,b;c\n1,2;3\n", separator=";", encoding="latin-1", header="no", skip_rows=0, decimal=",", comment="",
        thousands="none",
    )  # fmt: skip
    assert table.shape == (2, 2)
    assert context.infos == []


def test_a_semicolon_in_a_text_does_not_make_it_the_separator(read):
    assert read('a,b\n"x;y",1\n"z;w",2\n')["a"].tolist() == ["x;y", "z;w"]


def test_decimal_commas_with_points_between_thousands(read, context):
    table = read("name;price;count\nA;1.234,50;1.000\nB;3,5;12.000\n")
    assert table["price"].tolist() == [1234.5, 3.5]
    assert table["count"].tolist() == [1000, 12000]
    assert 'decimal "," in "price", "count", thousands "." in "price", "count"' in context.said


@pytest.mark.parametrize("rows", [1, 5_000])
def test_a_minus_may_stand_behind_numbers_as_accounting_programs_write_it(read, context, rows):
    table = read("item;sum;day;code\n" + "A;1.234,56-;31.12.2024;12\nB; 987,00 ;00.00.0000;013-\n" * rows)
    assert table["sum"].tolist() == [-1234.56, 987.0] * rows
    assert table["day"].isna().tolist() == [False, True] * rows
    assert table["code"].tolist() == ["12", "013-"] * rows
    assert 'The minus stands behind the numbers: "sum".' in context.infos
    assert read("a\n3-\n  4-\n5\n", types={"a": "integer"})["a"].tolist() == [-3, -4, 5]
    assert read("a\n" + "5\n" * 5_000 * rows + "12-\n")["a"].iloc[-1] == -12
    assert read("a,b\n3-,x\nc-,y\n-,z\n")["a"].tolist() == ["3-", "c-", "-"]
    with pytest.raises(DataError, match='"12-" in column "a" is no datetime'):
        read("a\n2024-01-02\n12-\n", types={"a": "datetime"})


def test_commas_between_thousands(read, context):
    table = read('a;b\n"1,234,567";1.5\n"1,000";2.5\n')
    assert table["a"].tolist() == [1234567, 1000]
    assert 'thousands "," in "a"' in context.said


def test_one_comma_and_three_digits_stays_text_when_nothing_tells_its_meaning(read, context):
    table = read("a;b\n1,234;x\n5,678;y\n")
    assert table["a"].tolist() == ["1,234", "5,678"]
    assert "say which in the setting decimal" in context.warned
    assert read("a;b\n1,234;x\n", decimal=",")["a"].tolist() == [1.234]
    assert read("a;b\n1,234;x\n", decimal=".")["a"].tolist() == [1234]
    assert read("a;b\n1,234;x\n", thousands=",")["a"].tolist() == [1234]


def test_another_column_tells_what_a_comma_means(read):
    assert read("a;b\n1,234;1,5\n5,678;2,25\n")["a"].tolist() == [1.234, 5.678]
    assert read("a;b\n1,234;1.5\n5,678;2.25\n")["a"].tolist() == [1234, 5678]


def test_points_are_decimals_unless_the_file_says_otherwise(read):
    assert read("a;b\n1.234;x\n5.678;y\n")["a"].tolist() == [1.234, 5.678]
    assert read("a;b\n1.234;x\n5.678;y\n", decimal=",")["a"].tolist() == [1234, 5678]


@pytest.mark.parametrize("mark", ["'", "\u2019"])
def test_apostrophes_between_thousands(read, context, mark):
    table = read(f"a;b\n1{mark}234.50;-1{mark}234{mark}567\n12{mark}000;7\n")
    assert table.to_dict("list") == {"a": [1234.5, 12000.0], "b": [-1234567, 7]}
    assert 'thousands "\'" in "a", "b"' in context.said
    assert read(f"a;b\n1{mark}234;x\n", thousands="'")["a"].tolist() == [1234]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f"])
def test_spaces_between_thousands(read, space):
    assert read(f"a;b\n1{space}234,5;x\n12{space}000;y\n")["a"].tolist() == [1234.5, 12000.0]


def test_dates_in_iso_form(read, context):
    table = read(
        "day,at,utc\n"
        "2024-01-31,2024-01-31 10:20:30,2024-01-31T10:20:30+02:00\n"
        "2024-02-01,2024-02-01 11:00,2024-02-01T00:00:00Z\n"
    )
    assert table["day"].dtype == "datetime64[us]"
    assert table["at"].tolist() == [pd.Timestamp("2024-01-31 10:20:30"), pd.Timestamp("2024-02-01 11:00")]
    assert table["utc"].iloc[0] == pd.Timestamp("2024-01-31 08:20:30", tz="UTC")
    assert 'dates (ISO) in "day", "at", "utc"' in context.said
    assert "UTC" in context.said
    utc = read("at\n2024-01-01 00:00:00 UTC\n2024-01-01 02:00:00 +0200\n2024-01-01T00:00:00Z\n")["at"]
    assert utc.tolist() == [pd.Timestamp("2024-01-01", tz="UTC")] * 3
    hours = read("at\n2024-01-01 00:00:00+01\n2024-06-01 00:00:00.5+02\n2024-06-01 00:00:00+05:30\n")["at"]
    assert hours.dt.strftime("%d %H:%M:%S.%f").tolist() == [
        "31 23:00:00.000000",
        "31 22:00:00.500000",
        "31 18:30:00.000000",
    ]


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        ("31/01/2024", "01/02/2024", "day-first"),
        ("01/31/2024", "02/01/2024", "month-first"),
        ("31.1.2024", "1.2.2024", "day-first"),
        ("2024/01/31", "2024/02/01", "year-first"),
        ("31-01-2024 00:00", "01-02-2024 00:00", "day-first"),
        ("1/31/2024 12:00:00 AM", "2/1/2024 12:00:00 AM", "month-first"),
        ("31 Jan 2024", "1 Feb 2024", "named-month"),
        ("January 31, 2024", "February 1, 2024", "named-month"),
        ("31-Jan-24", "01-Feb-24", "named-month"),
        ("31.01.24", "01.02.24", "day-first"),
    ],
)
def test_dates_of_other_forms(read, context, first, second, order):
    table = read(f'day;n\n"{first}";1\n"{second}";2\n')
    assert table["day"].tolist() == [pd.Timestamp("2024-01-31"), pd.Timestamp("2024-02-01")]
    assert f'dates ({order}) in "day"' in context.said


def test_ambiguous_dates_stay_text_until_a_setting_or_another_column_tells(read, context):
    table = read("day,n\n03/04/2024,1\n05/06/2024,2\n")
    assert table["day"].tolist() == ["03/04/2024", "05/06/2024"]
    assert "say which in the setting dates" in context.warned
    assert read("day\n03/04/2024\n", dates="day-first")["day"].iloc[0] == pd.Timestamp("2024-04-03")
    assert read("day\n03/04/2024\n", dates="month-first")["day"].iloc[0] == pd.Timestamp("2024-03-04")
    assert read("day,end\n03/04/2024,25/12/2024\n")["day"].iloc[0] == pd.Timestamp("2024-04-03")
    assert "say which" in refused(read, "day\n03/04/2024\n", types={"day": "datetime"}).message


def test_a_date_far_behind_the_others_tells_the_order(read):
    table = read("day\n" + "01/02/2024\n" * 5000 + "13/02/2024\n")
    assert table["day"].iloc[0] == pd.Timestamp("2024-02-01")


def test_dates_can_be_left_as_text(read):
    assert read("day\n2024-01-31\n", dates="off")["day"].tolist() == ["2024-01-31"]


def test_leading_zeros_stay(read, context):
    table = read("zip,n\n00123,0\n99999,10\n")
    assert table["zip"].tolist() == ["00123", "99999"]
    assert table["n"].tolist() == [0, 10]
    assert 'leading zeros: "zip"' in context.said


def test_the_plus_of_telephone_numbers_stays(read, context):
    table = read("phone,change\n+41791234567,+3\n,+12\n+442071838750,+1000\n")
    assert table["phone"].dropna().tolist() == ["+41791234567", "+442071838750"]
    assert table["change"].tolist() == [3, 12, 1000]
    assert 'telephone numbers: "phone"' in context.said
    asked = read("phone\n+41791234567\n+442071838750\n", types={"phone": "integer"})
    assert asked["phone"].tolist() == [41791234567, 442071838750]


def test_a_leading_zero_far_behind_the_sample_stays(read):
    rows = 300_000
    table = read("code,x\n" + "12345,1.5\n" * rows + "00123,2.5\n")
    assert table["code"].iloc[-1] == "00123"
    assert table["x"].iloc[-1] == 2.5


def test_a_text_far_behind_the_sample_makes_the_column_text_with_a_warning(read, context):
    rows = 300_000
    table = read("code,x\n" + "12345,1.5\n" * rows + "1,oops\n")
    assert table["x"].iloc[-1] == "oops"
    assert table["x"].iloc[0] == "1.5"
    assert f'"oops" in row {rows:,}, counted from 0, is not' in context.warned


def test_whole_numbers_beyond_64_bits_stay_text(read, context):
    table = read("id,u,n\n123456789012345678901234567890,18446744073709551615,9223372036854775807\n1,2,3\n")
    assert table["id"].tolist() == ["123456789012345678901234567890", "1"]
    assert table["u"].dtype == "uint64"
    assert table["n"].dtype == "int64"
    assert 'too long to calculate with: "id"' in context.said


def test_large_whole_numbers_with_gaps_keep_their_digits(read):
    table = read("a,b\n9007199254740993,1\n,\n")
    assert table["a"].dtype == "Int64"
    assert table["a"].iloc[0] == 9007199254740993
    assert table["b"].dtype == "float64"


def test_mixed_columns_stay_text_and_the_first_odd_value_is_named(read, context):
    table = read("price,n\n1.5,1\n2.5,2\nfree,3\n3.5,4\n")
    assert table["price"].tolist() == ["1.5", "2.5", "free", "3.5"]
    assert '"price" stays text' in context.warned
    assert '"free" in row 2, counted from 0' in context.warned


def test_usual_marks_of_missing_values(read):
    table = read("a,b,c\n1,x,2024-01-01\nNA,,\n,null,N/A\n")
    assert table["a"].isna().tolist() == [False, True, True]
    assert table["b"].isna().tolist() == [False, True, True]
    assert table["c"].dtype == "datetime64[us]"


def test_the_mark_that_databases_write_for_missing_values(read):
    table = read("title\tyear\nA\t2001\n\\N\t\\N\nB\t2003\n")
    assert table.isna().to_dict("list") == {"title": [False, True, False], "year": [False, True, False]}


def test_marks_among_numbers_are_guessed_to_be_missing(read, context):
    table = read("hp,name\n130,?\n?,a\n-,b\n")
    assert table["hp"].isna().tolist() == [False, True, True]
    assert table["name"].tolist() == ["?", "a", "b"]
    assert '"?", "-" as missing in "hp"' in context.said or '"-", "?" as missing in "hp"' in context.said


def test_the_texts_that_mean_missing_can_be_set(read):
    assert read("a\n-999\n1\n", missing=("-999",))["a"].isna().tolist() == [True, False]
    assert read("a\nNA\nx\n", missing=())["a"].tolist() == ["NA", "x"]


def test_a_column_without_values_is_a_missing_number(read, context):
    table = read("a,b\n1,\n2,\n")
    assert table["b"].dtype == "float64"
    assert 'Without any value: "b"' in context.said


def test_truth_values(read):
    table = read("a,b,c\nTrue,true,yes\nFALSE,,no\n")
    assert table["a"].dtype == "bool"
    assert table["b"].dtype == "boolean"
    assert table["c"].tolist() == ["yes", "no"]
    assert read("c\nyes\nno\n", types={"c": "boolean"})["c"].tolist() == [True, False]


def test_types_can_be_set_column_by_column(read):
    table = read(
        "a,b,c,d,e\n1,01,x,2,1\n2,02,y,3,\n",
        types={"a": "text", "b": "integer", "c": "category", "d": "number", "e": "integer"},
    )
    assert [str(dtype) for dtype in table.dtypes] == ["str", "int64", "category", "float64", "Int64"]


def test_a_value_that_is_not_of_the_type_that_was_set_is_named(read):
    error = refused(read, "a,b\n1,x\n2,y\nthree,z\n4,\n", types={"a": "integer"})
    assert (error.facts["column"], error.facts["row"]) == ("a", 2)
    assert '"three"' in error.message
    error = refused(read, "a\n1\n2.5\n", types={"a": "integer"})
    assert error.facts["row"] == 1
    error = refused(read, "a\n2024-01-01\nsoon\n", types={"a": "datetime"})
    assert error.facts["row"] == 1


def test_a_type_for_an_unknown_column_is_refused_with_the_nearest_name(read):
    assert 'did you mean "price"' in refused(read, "price\n1\n", types={"prize": "text"}).message


def test_columns_are_chosen_by_name_type_and_pattern(read):
    text = "a,b,x_1,x_2\n1,u,2,3\n"
    assert read(text, columns=["b", "a"]).columns.tolist() == ["b", "a"]
    assert read(text, columns={"types": ["number"]}).columns.tolist() == ["a", "x_1", "x_2"]
    assert read(text, columns={"pattern": "x_*"}).columns.tolist() == ["x_1", "x_2"]
    assert read(text, columns={"pattern": "q*"}).shape == (1, 0)
    assert 'did you mean "x_' in refused(read, text, columns=["x_"]).message


@pytest.mark.parametrize("limit", [0, 1, 2, 60_000])
def test_the_number_of_rows_can_be_limited(read, limit):
    table = read("a,b\n" + "1,x\n" * 100_000, row_limit=limit)
    assert len(table) == limit


def test_a_bad_line_behind_the_row_limit_does_not_matter(read):
    assert len(read("a,b\n" + "1,x\n" * 60_000 + "1\n", row_limit=55_000)) == 55_000
    assert len(read("a,b\n1,x\n1\n", row_limit=1)) == 1


def test_the_fingerprint_changes_with_the_file(tmp_path):
    node = CsvReader(path="data.csv")
    missing = node.fingerprint(tmp_path)
    (tmp_path / "data.csv").write_text("a\n1\n")
    first = node.fingerprint(tmp_path)
    (tmp_path / "data.csv").write_text("a\n1\n2\n")
    assert len({str(one) for one in (missing, first, node.fingerprint(tmp_path))}) == 3


def test_tables_that_were_read_can_be_changed(read):
    table = read("a,b,c\n1,1.5,True\n2,2.5,False\n")
    table.loc[0, "a"] = 7
    table.loc[0, "b"] = 7.5
    table.loc[0, "c"] = False
    assert table.loc[0].tolist() == [7, 7.5, False]


CELL = st.text(alphabet="ab1.,-\"\n\r '?0", max_size=6)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_both_ways_of_reading_agree(read, monkeypatch, rows, end):
    import csv

    file = io.StringIO()
    writer = csv.writer(
        file,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if "\r" in str(rows) or "\\r" in str(rows) else csv.QUOTE_MINIMAL,
    )
    writer.writerow(["first", "second"])
    writer.writerows(rows)
    text = file.getvalue()
    options: dict[str, Any] = {"separator": ",", "header": "yes", "skip_rows": 0, "comment": "", "encoding": "utf-8"}
    quick = read(text, **options)
    with monkeypatch.context() as patch:
        patch.setattr(_delimited, "BLOCK", 16)
        patch.setattr(_text, "BLOCK", 5)
        pd.testing.assert_frame_equal(read(text, **options), quick)
    with monkeypatch.context() as patch:
        patch.setattr(_delimited.Reading, "_by_arrow", _irregular)
        slow = read(text, **options)
    pd.testing.assert_frame_equal(quick, slow)


def test_one_quoted_text_of_two_lines_among_plain_ones_stays_in_its_place(read, monkeypatch):
    lines = [f"{number},é{number}" for number in range(2_000)]
    lines[1_500] = '1500,"é\n1500"'
    text = "number,text\n" + "\n".join(lines)
    monkeypatch.setattr(_delimited, "BLOCK", 512)
    monkeypatch.setattr(_text, "BLOCK", 509)
    table = read(text)
    assert table["number"].tolist() == list(range(2_000))
    assert table["text"].tolist() == [f"é{n}" if n != 1_500 else "é\n1500" for n in range(2_000)]


def test_bad_lines_are_counted_wherever_they_are_read(read, context, monkeypatch):
    lines = ["1,x" if number % 7 else "1" for number in range(70_000)]
    monkeypatch.setattr(_delimited, "BLOCK", 4_096)
    monkeypatch.setattr(_text, "BLOCK", 4_096)
    assert len(read("a,b\n" + "\n".join(lines), bad_lines="skip")) == 60_000
    assert any("Skipped 10,000 bad lines" in text for text in context.warnings), context.warnings


@pytest.mark.parametrize(
    "texts",
    [["1", "007"], ["0", "-0"], ["10", " 5"], ["1", str(10**18)], ["5", "-5"], ["0", "0"], ["1", "0xFFFFF"]],
)
def test_whole_numbers_far_behind_the_sample_read_back_as_they_stand(read, texts):
    first, later = texts
    table = read("a,b\n" + f"{first},{'x' * 20}\n" * 60_000 + f"{later},x\n")
    alone = read("a,b\n" + f"{first},x\n{later},x\n")
    assert table["a"].dtype == alone["a"].dtype
    assert table["a"].iloc[-1] == alone["a"].iloc[-1]


@pytest.mark.parametrize("block", [3, 4, 5, 100])
@pytest.mark.parametrize("comment", ["#", "//"])
def test_comment_lines_may_begin_with_spaces_wherever_the_file_is_cut(read, monkeypatch, comment, block):
    monkeypatch.setattr(_text, "BLOCK", block)
    for spaces in range(5):
        table = read(f"a,b\n1,x\n{' ' * spaces}{comment} no, thing\n2,y {comment}\n", comment=comment)
        assert table.to_dict("list") == {"a": [1, 2], "b": ["x", f"y {comment}"]}


def test_a_line_of_tabs_only_is_a_line_of_empty_fields(read):
    text = "a\tb\tc\n1\t2\t3\n\t\n4\t5\t6\n"
    assert "line 3 has 2 fields, expected 3" in refused(read, text, separator="tab").message
    assert read("a\tb\tc\n1\t2\t3\n  \n4\t5\t6\n", separator="tab")["a"].tolist() == [1, 4]


def test_an_odd_byte_far_behind_a_byte_order_mark_is_told(read):
    text = b"\xef\xbb\xbfa,b\n" + b"1,x\n" * 300_000 + b"2,\xe9\n"
    assert "line 300,002 holds bytes that are no utf-8 text" in refused(read, text).message


def test_a_byte_order_mark_within_a_file_is_text(read, monkeypatch):
    monkeypatch.setattr(_delimited, "BLOCK", 8)
    monkeypatch.setattr(_text, "BLOCK", 8)
    lines = "\ufeffa,1\n" * 10
    assert read(f"a,b\n{lines}", header="yes")["a"].tolist() == ["\ufeffa"] * 10
    assert read(f'a,b\n{lines}"c",2\n', header="yes")["a"].tolist() == ["\ufeffa"] * 10 + ["c"]


@pytest.mark.parametrize("block", range(20, 30))
def test_line_ends_within_quotes_stay_wherever_the_file_is_cut(read, monkeypatch, block):
    monkeypatch.setattr(_delimited, "BLOCK", block)
    table = read("a,b\r\n" + '1,"x\r\ny"\r\n' * 20)
    assert table["b"].tolist() == ["x\r\ny"] * 20


def test_bad_lines_are_counted_once_where_a_long_line_makes_reading_begin_anew(read, context, monkeypatch):
    monkeypatch.setattr(_delimited, "BLOCK", 64)
    text = "a,b\n" + "1,x\n" * 20 + "1\n" * 40 + "1," + "x" * 1_000 + "\n"
    for _ in range(20):
        assert len(read(text, bad_lines="skip")) == 21
        assert any("Skipped 40 bad lines" in text for text in context.warnings), context.warnings


def _irregular(self, keep):
    raise _arrow_csv.Irregular("for the test")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet='ab1,"\n\r ', max_size=60))
def test_any_text_gives_the_same_or_the_same_error_both_ways(read, monkeypatch, text):
    options: dict[str, Any] = {"separator": ",", "header": "no", "skip_rows": 0, "comment": "", "encoding": "utf-8"}

    def outcome() -> Any:
        try:
            return read(text, **options)
        except DataError as error:
            return error.message

    quick = outcome()
    with monkeypatch.context() as patch:
        patch.setattr(_delimited.Reading, "_by_arrow", _irregular)
        slow = outcome()
    if isinstance(quick, str) or isinstance(slow, str):
        assert isinstance(quick, str), slow
        assert quick == slow
    else:
        pd.testing.assert_frame_equal(quick, slow)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.floats(allow_nan=False, width=64), min_size=1, max_size=20))
def test_numbers_come_back_to_the_last_digit(read, values):
    table = read("x\n" + "".join(f"{value!r}\n" for value in values), header="yes")
    assert np.array_equal(table["x"].to_numpy(dtype="float64"), np.array(values))


def test_the_same_path_may_be_absolute(context, tmp_path: Path):
    (tmp_path / "data.csv").write_text("a\n1\n")
    assert CsvReader(path=str(tmp_path / "data.csv")).run(context).shape == (1, 1)


def test_large_files_with_decimal_commas_are_read_the_same_way(read, context):
    rows = 200_000
    table = read("a;b;c\n" + "1,5;0,25;7\n" * rows + "1.234,5;0,5;8\n")
    assert table["a"].tolist()[-2:] == [1.5, 1234.5]
    assert table["b"].sum() == 0.25 * rows + 0.5
    assert table["c"].dtype == "int64"
    assert 'decimal "," in "a", "b"' in context.said
    read("a;b;c\n" + "1,5;0,25;7\n" * rows)
    assert 'decimal "," in "a", "b"' in context.said
    assert read("a;b\n" + "1,5;x\n" * rows, decimal=".")["a"].iloc[0] == "1,5"


@pytest.mark.parametrize("rows", [1, 5_000, 200_000])
def test_na_among_codes_is_told(read, context, rows):
    text = "country,n,x\n" + "DE,1,NA\nNA,2,5\nFR,NA,6\n" * rows
    table = read(text)
    assert table["country"].isna().sum() == rows
    assert '"NA" counts as missing in "country", where it stands among codes such as "DE"' in context.warned
    assert read(text, missing=("null",), types={"n": "text", "x": "text"})["country"].isna().sum() == 0
    assert context.warnings == []
    read(text, columns=["n"])
    assert context.warnings == []
    read("name,n\nAnna,1\nNA,2\n")
    assert context.warnings == []


@pytest.mark.parametrize(
    ("days", "row"),
    [
        (["28/02/2024", "31/02/2024", "13/03/2024"], 1),
        (["31/04/2024", "28/02/2024"], 0),
        (["2026-01-01T10:00Z", "2026-07-01T10:00+02:00", "2026-01-01T10:00"], 2),
        (["2026-01-31", "2026-02-29", *["2026-03-01"] * 30_000], 1),
    ],
)
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_named(read, context, days, row):
    assert read("d,x\n" + "".join(f"{day},1\n" for day in days))["d"].tolist() == days
    assert f'but "{days[row]}" in row {row}, counted from 0, is none, or is written otherwise' in context.warned


@pytest.mark.parametrize("decimal", ["auto", ","])
def test_infinite_numbers_stand_beside_decimal_commas(tmp_path, decimal):
    (tmp_path / "x.csv").write_text("a;b\n1,5;x\n-inf;y\nInfinity;z\n")
    node = CsvReader.from_settings({"path": "x.csv", "decimal": decimal})
    assert node.run(QuietContext(folder=tmp_path))["a"].tolist() == [1.5, -math.inf, math.inf]
