"""What does not fit in an expression: the words say what, and what is proposed works."""

import re
from datetime import time

import pandas as pd
import pytest

from knode.core.errors import DataError
from knode_nodes.prep.formula import Formula

TABLE = pd.DataFrame(
    {
        "amount": [1.5, 2.0, None],
        "pieces": [1, 2, 3],
        "unit price": [1.5, 2.5, 3.5],
        "digits": ["1", "2", None],
        "bought": ["2026-01-31", "2026-02-01", None],
        "day": pd.to_datetime(["2026-01-31", None, "2024-02-29"]),
        "opens": [time(8, 5), None, time(9)],
        "closes": [time(18), time(17, 30), time(12)],
        "yes": [True, False, True],
        "kind": pd.Categorical(["x", "y", None]),
    }
)


def value_of(expression):
    return Formula.from_settings({"formulas": {"made": expression}}).run(TABLE)["made"].tolist()


def error_of(expression):
    with pytest.raises(DataError) as error:
        value_of(expression)
    return error.value.message


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("year(bought)", "year takes a date and time, and bought is a text: write year(CAST(bought AS TIMESTAMP))"),
        ("1 + year(bought)", "write year(CAST(bought AS TIMESTAMP)) (line 1, character 5)"),
        ("upper(amount)", "upper takes a text, and amount is a number: write upper(CAST(amount AS VARCHAR))"),
        ('upper("unit price")', 'write upper(CAST("unit price" AS VARCHAR))'),
        ("round(digits)", "round takes a number, and digits is a text: write round(CAST(digits AS DOUBLE))"),
        ("replace(bought, '-', 1)",
         "replace takes a text as its third argument, and 1 is a number: write replace(bought, '-', '1')"),
        ("strftime(bought, '%d')", "strftime takes a date and time as its first argument, and bought is a text: "
         "write strftime(CAST(bought AS TIMESTAMP), '%d')"),
        ("date_diff('day', bought, bought)", "write date_diff('day', CAST(bought AS TIMESTAMP), CAST(bought AS TIMESTAMP))"),
        ("amount LIKE '1%'", "write CAST(amount AS VARCHAR) LIKE '1%'"),
        ("digits * 2", "write CAST(digits AS DOUBLE) * 2"),
        ("yes + 1", "write CAST(yes AS BIGINT) + 1"),
        ("day + 5", "write day + 5 * INTERVAL 1 DAY"),
        ("day + opens", "write day::DATE + opens"),
        ("opens + day", "write day::DATE + opens"),
        ("closes - opens", "write date_diff('minute', opens, closes)"),
        ("day - bought", "write day - CAST(bought AS TIMESTAMP)"),
        ("digits & 'x'", "write digits || 'x'"),
        ("yes && yes", "write yes AND yes"),
        ("if(pieces > 1, 2)", "if does not take 2 arguments: write if((pieces > 1), 2, NULL)"),
        ("replace(bought, 1, 2, 'x')", "write left(bought, 1 - 1) || 'x' || substring(bought, 1 + 2)"),
        ("switch(kind, 'x', 1, 0)", "write CASE kind WHEN 'x' THEN 1 ELSE 0 END"),
    ],
)  # fmt: skip
def test_what_is_proposed_for_an_argument_of_another_type_works(expression, told):
    said = error_of(expression)
    assert told in said
    written = re.search(r"write (.*?)(?:, or .*)?(?: \(line .*)?$", said)
    assert len(value_of(written[1])) == 3


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("round(amount, 2, 3)", "round takes 1 or 2 arguments, round(x, precision), and here are 3"),
        ("replace(bought, 'a')", "replace takes 3 arguments, replace(string, source, target), and here are 2"),
        ("lower()", "lower takes 1 argument, lower(string), and here is none"),
        ("left(bought)", "left takes 2 arguments, left(string, count), and here is 1"),
        ("concat()", "concat takes at least 1 argument"),
    ],
)
def test_a_wrong_number_of_arguments_is_told_with_the_right_one(expression, told):
    assert told in error_of(expression)


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("amount > 'x'", "amount is a number column, and the text 'x' is no number: write one, such as 5"),
        ("'x' > pieces", "pieces is a number column, and the text 'x' is no number"),
        ("pieces in (1, 'b')", "pieces is a number column, and the text 'b' is no number"),
        ("amount between 'a' and 'b'", "amount is a number column, and the text 'a' is no number"),
        ("length(bought) = 'x'", "length(bought) gives a number, and the text 'x' is no number"),
        ("day > 'soon'",
         "day is a date and time column, and the text 'soon' is no date: write one, such as '2026-01-31'"),
        ("yes = 'maybe'", "yes is a boolean column, and the text 'maybe' is neither true nor false"),
        ("digits > 1", "digits is a text and 1 a number: they cannot be compared; write "
         "CAST(digits AS DOUBLE), or the number in quotes"),
        ("digits between 1 and 2", "digits is a text and 1 a number: they cannot be compared"),
        ("day > 5", "day is a date and time and 5 a number: they cannot be compared; write a date such as "
         "DATE '2026-01-31', or take a part of it, such as year(day)"),
        ("date(2026, pieces, 1) = day",
         "date takes one value: write make_date(2026, 12, 31) to make a date of three"),
        ("amount > 1 || pieces > 1", "write AND or OR between them (|| joins texts)"),
    ],
)  # fmt: skip
def test_a_comparison_that_cannot_be_names_both_sides(expression, told):
    assert told in error_of(expression)


@pytest.mark.parametrize(
    "expression", ["pieces = '2'", "day = '2026-01-31'", "yes = 'true'", "kind = 'z'", "day >= '2026-01-01 10:00'"]
)
def test_texts_that_are_numbers_dates_and_truths_are_compared_as_such(expression):
    assert len(value_of(expression)) == 3


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        (
            "CAST(bought AS INTEGER)",
            "the text '2026-01-31' of \"bought\" is no whole number in row 0; use TRY(…), TRY_CAST(…)",
        ),
        ("CAST(digits AS DATE)", "the text '1' is no date such as 2026-01-31 in row 0"),
        ("NOT digits AND NOT bought", "is neither true nor false"),
        ("CAST(pieces AS DATE)", "a number cannot be made a date"),
        ("if(yes, 1, 'x')", "the text 'x' is no whole number; write it without quotes, or make texts of the others"),
        (
            "coalesce(digits, 0)",
            "coalesce has values of two kinds, text and number: make them one, such as CAST(… AS VARCHAR)",
        ),
        ("[digits, pieces]", "a list has values of one kind"),
        ("list_transform([1], lambda x: upper(x))", "upper does not take number"),
    ],
)
def test_what_cannot_be_read_or_mixed_is_told_in_the_words_of_a_table(expression, told):
    said = error_of(expression)
    assert told in said
    assert not re.search(r"VARCHAR\b(?!\))|INT32|INT64|INTEGER|BOOL\b", said)


def test_a_day_and_a_time_of_day_are_put_together_as_proposed():
    assert value_of("day::DATE + opens") == [pd.Timestamp("2026-01-31 08:05"), pd.NaT, pd.Timestamp("2024-02-29 09:00")]
    assert value_of("date_diff('minute', opens, closes)") == [595, pd.NA, 180]
    assert "it takes date and date or date and duration" in error_of("day - opens")
