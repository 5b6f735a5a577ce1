"""RowFilter."""

from __future__ import annotations

import datetime
import math
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode.core.reading import named_columns
from knode_nodes.prep.row_filter import RowFilter

PEOPLE = pd.DataFrame(
    {
        "name": ["Anna", "Bo", None, "Eva (2)", "bo"],
        "age": [31.0, 17.0, 45.0, None, 60.0],
        "visits": pd.array([1, 2, None, 4, 5], dtype="Int64"),
        "id": [9_007_199_254_740_993, 2, 3, 4, 5],
        "member": pd.array([True, False, None, True, False], dtype="boolean"),
        "active": [True, False, True, True, False],
        "size": pd.Categorical(["S", "M", None, "L", "S"], categories=["S", "M", "L"], ordered=True),
        "city": pd.Categorical(["Bern", "Oslo", None, "Bern", "Rome"]),
        "grade": pd.Categorical([1, 2, 3, None, 1]),
        "born": pd.to_datetime(["1990-01-31", "2005-06-01", None, "1980-12-24", "1961-05-05"]),
        "seen": pd.to_datetime(["2026-01-01", "2026-01-02", None, "2026-01-04", "2026-01-05"]).tz_localize(
            "Europe/Oslo"
        ),
        "waited": pd.to_timedelta(["1h", "2h", None, "4h", "5h"]),
        "month": pd.PeriodIndex(["2026-01", "2026-02", None, "2026-04", "2026-05"], freq="M"),
        "plain": pd.array(["a", "b", None, "d", "e"], dtype=object),
        "day": pd.array([datetime.date(2026, 1, day) for day in range(1, 6)], dtype=object),
        "arrow_day": pd.array([datetime.date(2026, 1, day) for day in range(1, 6)], dtype="date32[pyarrow]"),
        "price": pd.array([Decimal("1.10"), Decimal("30"), None, Decimal("2"), Decimal("0.3")], dtype=object),
        "share": pd.array([0.1, 0.2, None, 0.4, 0.5], dtype="Float32"),
        "answer": pd.array([True, False, None, True, False], dtype=object),
    },
    index=[10, 20, 30, 40, 50],
)


def kept(column, operator, value=None, *, table=PEOPLE, **more):
    condition = {"column": column, "operator": operator, "value": value, **more}
    return RowFilter.from_settings({"conditions": [condition]}).run(table, QuietContext()).index.tolist()


@pytest.mark.parametrize(
    ("column", "operator", "value", "expected"),
    [
        ("age", "equal", 31, [10]),
        ("age", "not equal", 31, [20, 30, 40, 50]),
        ("age", "less", 31, [20]),
        ("age", "less or equal", 31, [10, 20]),
        ("age", "greater", "31", [30, 50]),
        ("age", "greater or equal", 31.0, [10, 30, 50]),
        ("age", "between", [17, 45], [10, 20, 30]),
        ("age", "in", [17, "60"], [20, 50]),
        ("age", "not in", [17, 60], [10, 30, 40]),
        ("age", "is missing", None, [40]),
        ("age", "is not missing", None, [10, 20, 30, 50]),
        ("visits", "greater", 1, [20, 40, 50]),
        ("visits", "not equal", 1, [20, 30, 40, 50]),
        ("visits", "not in", [1, 2], [30, 40, 50]),
        ("visits", "is missing", None, [30]),
        ("id", "equal", 9_007_199_254_740_993, [10]),
        ("id", "equal", "9007199254740993", [10]),
        ("id", "equal", 9_007_199_254_740_992, []),
        ("member", "equal", True, [10, 40]),
        ("member", "not equal", "true", [20, 30, 50]),
        ("active", "equal", "False", [20, 50]),
        ("name", "equal", "Bo", [20]),
        ("name", "not equal", "Bo", [10, 30, 40, 50]),
        ("name", "contains", "a", [10, 40]),
        ("name", "contains", "(2)", [40]),
        ("name", "starts with", "B", [20]),
        ("name", "ends with", "o", [20, 50]),
        ("name", "matches", r"^[A-Z](n|o)", [10, 20]),
        ("name", "matches", r"\(\d", [40]),
        ("name", "greater", "Bo", [40, 50]),
        ("city", "in", ["Bern", "Rome"], [10, 40, 50]),
        ("city", "not in", ["Bern", "Rome"], [20, 30]),
        ("city", "not equal", "Bern", [20, 30, 50]),
        ("city", "contains", "om", [50]),
        ("city", "less", "Oslo", [10, 40]),
        ("city", "equal", "Paris", []),
        ("size", "less", "L", [10, 20, 50]),
        ("size", "between", ["M", "L"], [20, 40]),
        ("size", "equal", "XL", []),
        ("grade", "greater", 1, [20, 30]),
        ("grade", "equal", "3", [30]),
        ("born", "less", "1985-01-01", [40, 50]),
        ("born", "equal", "1990-01-31", [10]),
        ("born", "in", ["1990-01-31", "2005-06-01"], [10, 20]),
        ("seen", "greater or equal", "2026-01-04", [40, 50]),
        ("seen", "less", "2026-01-01T23:30:00Z", [10, 20]),
        ("waited", "greater", "3h", [40, 50]),
        ("month", "greater", "2026-02", [40, 50]),
        ("plain", "equal", "d", [40]),
        ("plain", "contains", "e", [50]),
        ("name", "contains", "o", [20, 50]),
        ("name", "does not contain", "o", [10, 30, 40]),
        ("name", "does not contain", "(2)", [10, 20, 30, 50]),
        ("name", "does not match", "^[AE]", [20, 30, 50]),
        ("city", "does not contain", "o", [10, 30, 40]),
        ("city", "does not match", "^(Bern|Oslo)$", [30, 50]),
        ("plain", "does not contain", "e", [10, 20, 30, 40]),
        ("plain", "is missing", None, [30]),
        ("day", "greater", "2026-01-03", [40, 50]),
        ("arrow_day", "greater", "2026-01-03", [40, 50]),
        ("arrow_day", "in", ["2026-01-03"], [30]),
        ("price", "equal", 1.1, [10]),
        ("price", "in", ["1.1", 30], [10, 20]),
        ("price", "less", "1.10", [50]),
        ("share", "equal", 0.1, [10]),
        ("share", "in", [0.1, "0.4"], [10, 40]),
        ("share", "between", [0.1, 0.2], [10, 20]),
        ("answer", "equal", "true", [10, 40]),
    ],
)
def test_an_operator_finds_the_rows_that_a_person_expects(column, operator, value, expected):
    assert kept(column, operator, value) == expected


def test_texts_are_compared_without_regard_to_case_if_asked():
    assert kept("name", "equal", "BO", ignore_case=True) == [20, 50]
    assert kept("name", "in", ["ANNA"], ignore_case=True) == [10]
    assert kept("name", "contains", "A", ignore_case=True) == [10, 40]
    assert kept("name", "starts with", "b", ignore_case=True) == [20, 50]
    assert kept("name", "matches", "^b", ignore_case=True) == [20, 50]
    assert kept("city", "equal", "bern", ignore_case=True) == [10, 40]
    assert kept("name", "does not contain", "B", ignore_case=True) == [10, 30, 40]
    assert kept("name", "does not match", "^a", ignore_case=True) == [20, 30, 40, 50]


def test_a_number_without_decimals_is_compared_with_texts_as_it_is_written():
    assert kept("code", "equal", 5, table=pd.DataFrame({"code": ["5", "5.0"]})) == [0]


def test_a_pattern_means_the_same_for_every_way_of_keeping_texts():
    words = pd.Series(["Zürich", "a b", "٣"])
    for column in (words, words.astype(object), words.astype("category"), words.astype("string")):
        assert kept("x", "matches", r"^\w+$", table=pd.DataFrame({"x": column})) == [0, 2]


def test_no_pattern_can_hang():
    table = pd.DataFrame({"x": ["a" * 5000 + "!", "a" * 5000]})
    assert kept("x", "matches", "^(a+)+$", table=table) == [1]


@pytest.mark.parametrize(
    ("condition", "expected", "warning"),
    [
        ({"value": "Bern"}, [10, 40], None),
        ({"value": "bern", "ignore_case": True}, [10, 40], None),
        ({"value": "bern"}, [], '"bern" is none of the categories of "city", so no row has it; '
         'did you mean "Bern"? They are "Bern", "Oslo", "Rome".'),
        ({"operator": "in", "value": ["Oslo", "Rme"]}, [20], '"Rme" is none of the categories of "city", so no row has it; '
         'did you mean "Rome"? They are "Bern", "Oslo", "Rome".'),
        ({"operator": "not equal", "value": "Paris"}, [10, 20, 30, 40, 50], '"Paris" is none of the categories of "city", so '
         'no row has it. They are "Bern", "Oslo", "Rome".'),
        ({"operator": "contains", "value": "Paris"}, [], None),
        ({"column": "size", "value": "XL"}, [], '"XL" is none of the categories of "size", so no row has it; did you '
         'mean "L"? They are "S", "M", "L".'),
        ({"column": "grade", "value": 2}, [20], None),
        ({"column": "grade", "value": "7"}, [], '"7" is none of the categories of "grade", so no row has it. They are '
         '"1", "2", "3".'),
        ({"column": "name", "value": "Cleo"}, [], None),
    ],
)  # fmt: skip
def test_a_value_that_no_category_has_is_probably_a_typo(condition, expected, warning):
    context = QuietContext()
    settings = {"groups": [{"conditions": [{"column": "city", **condition}]}]}
    assert RowFilter.from_settings(settings).run(PEOPLE, context).index.tolist() == expected
    assert context.warnings == ([] if warning is None else [warning])


def test_a_group_may_say_what_must_not_be():
    conditions = [{"column": "age", "operator": "greater", "value": 40}, {"column": "city", "value": "Bern"}]
    settings = {"groups": [{"combine": "none", "conditions": conditions}]}
    assert RowFilter.from_settings(settings).run(PEOPLE, QuietContext()).index.tolist() == [20]
    settings["conditions"] = [{"column": "name", "operator": "is missing"}]
    settings["combine"] = "any"
    assert RowFilter.from_settings(settings).run(PEOPLE, QuietContext()).index.tolist() == [20, 30]


def test_conditions_are_joined_by_all_or_any():
    conditions = [{"column": "age", "operator": "greater", "value": 20}, {"column": "city", "value": "Bern"}]
    assert RowFilter.from_settings({"conditions": conditions}).run(PEOPLE, QuietContext()).index.tolist() == [10]
    anyone = RowFilter.from_settings({"conditions": conditions, "combine": "any"})
    assert anyone.run(PEOPLE, QuietContext()).index.tolist() == [10, 30, 40, 50]
    others = RowFilter.from_settings({"conditions": conditions, "combine": "any", "mode": "remove"})
    assert others.run(PEOPLE, QuietContext()).index.tolist() == [20]


@pytest.mark.parametrize(
    ("column", "operator", "value", "words"),
    [
        ("age", "less", "old", ['"age"', "number", '"old"']),
        ("age", "equal", True, ["number", "True"]),
        ("age", "equal", "nan", ["number", '"nan"']),
        ("member", "equal", "maybe", ["boolean", '"maybe"']),
        ("born", "less", "soon", ["date and time", '"soon"']),
        ("born", "less", 1990, ["date and time", "1990"]),
        ("born", "less", "1990-01-01T00:00Z", ["date and time"]),
        ("waited", "less", 3, ["duration"]),
        ("age", "contains", "3", ["looks into texts", "number"]),
        ("age", "does not match", "3", ["`does not match` looks into texts", "number"]),
        ("city", "greater", 9, ["text column", "order of their letters", "make numbers of the column"]),
        ("city", "between", (1, 9), ["text column", "1 is a number"]),
        ("size", "less", "XL", ['"XL"', "none of the categories"]),
        ("cty", "equal", "Bern", ['"cty"', 'did you mean "city"']),
        ("", "equal", "Bern", ["no column is chosen"]),
    ],
)
def test_a_value_that_does_not_fit_the_column_is_refused_in_plain_words(column, operator, value, words):
    with pytest.raises(DataError) as error:
        kept(column, operator, value)
    assert all(word in error.value.message for word in words)
    assert error.value.facts["port"] == "table"


def test_mixed_values_cannot_be_put_in_order():
    mixed = pd.DataFrame({"x": pd.Series(["a", 1, None], dtype=object)})
    with pytest.raises(DataError, match="cannot be compared"):
        kept("x", "less", 2, table=mixed)
    assert kept("x", "equal", 1, table=mixed) == [1]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"column": "a", "operator": "less"}, "needs a value"),
        ({"column": "a", "operator": "in", "value": 3}, "needs a list"),
        ({"column": "a", "operator": "less", "value": [3]}, "needs one value"),
        ({"column": "a", "operator": "between", "value": [3]}, "needs two values"),
        ({"column": "a", "operator": "matches", "value": "("}, "no regular expression"),
        ({"column": "a", "operator": "matches", "value": "(?<=x)y"}, "a look-behind is not supported"),
        ({"column": "a", "operator": "like", "value": "x"}, "operator"),
    ],
)
def test_a_condition_that_cannot_be_is_refused_as_a_setting(condition, words):
    with pytest.raises(SettingError, match=words):
        RowFilter.from_settings({"conditions": [condition]})


def test_without_a_condition_the_person_is_told_to_add_one():
    with pytest.raises(DataError, match="no condition is set"):
        RowFilter().run(PEOPLE, QuietContext())


def test_a_table_of_which_all_rows_stay_is_handed_on():
    assert (
        RowFilter.from_settings({"conditions": [{"column": "id", "operator": "greater", "value": 0}]}).run(
            PEOPLE, QuietContext()
        )
        is PEOPLE
    )


def test_the_spec_keeps_all_columns_and_finds_an_unfitting_value_before_anything_runs():
    spec = TableSpec.of(PEOPLE)
    fitting = RowFilter.from_settings({"conditions": [{"column": "size", "operator": "less", "value": "L"}]})
    assert fitting.spec({"table": spec}) == {"table": spec}
    with pytest.raises(DataError, match='"old"'):
        RowFilter.from_settings({"conditions": [{"column": "age", "value": "old"}]}).spec({"table": spec})


def test_a_category_column_whose_categories_are_not_known_yet_has_a_spec():
    spec = TableSpec.of(PEOPLE[["size"]])
    unknown = TableSpec(columns=(spec["size"].model_copy(update={"categories": None}),))
    node = RowFilter.from_settings({"conditions": [{"column": "size", "operator": "less", "value": "L"}]})
    assert node.spec({"table": unknown})["table"].names == ["size"]


def test_a_formula_counts_as_one_condition_and_a_missing_answer_is_no():
    old = {"column": "age", "operator": "greater", "value": 40}
    for settings, expected in [
        ({"expression": "age * 2 > 60 and city = 'Bern'"}, [10]),
        ({"expression": "age < 20 or id = 4", "conditions": [old], "combine": "any"}, [20, 30, 40, 50]),
        ({"expression": "age < 70", "conditions": [old]}, [30, 50]),
        ({"expression": "age < 70", "mode": "remove"}, [40]),
    ]:
        assert RowFilter.from_settings(settings).run(PEOPLE, QuietContext()).index.tolist() == expected


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("agee > 3", 'did you mean "age"'),
        ("age +", "ends too early"),
        ("age + 1", "true or false"),
        ("city > 1", "cannot be compared"),
    ],
)
def test_a_formula_that_cannot_be_is_told_before_anything_runs(expression, words):
    with pytest.raises(DataError, match=words):
        RowFilter(expression=expression).spec({"table": TableSpec.of(PEOPLE)})


def test_the_columns_of_a_formula_are_told_and_whether_it_looks_at_the_clock(tmp_path):
    assert named_columns(RowFilter(expression="age > 3 and \"the City\" = 'x'")) == {"age", "the City"}
    assert RowFilter(expression="visits > 3").fingerprint(tmp_path) is None
    assert RowFilter(expression="born < current_date").fingerprint(tmp_path) is not None


NUMBERS = st.lists(st.one_of(st.none(), st.integers(-5, 5), st.floats(-5, 5)), max_size=12)


@given(NUMBERS, st.integers(-5, 5), st.sampled_from(["float64", "Float64", "category"]))
def test_less_is_the_opposite_of_greater_or_equal_but_for_missing_values(values, border, dtype):
    column = pd.Series([math.nan if value is None else float(value) for value in values], dtype="float64").astype(dtype)
    table = pd.DataFrame({"x": column})
    less, rest = kept("x", "less", border, table=table), kept("x", "greater or equal", border, table=table)
    assert sorted([*less, *rest]) == kept("x", "is not missing", table=table)
    assert less == [row for row, value in enumerate(column.tolist()) if not pd.isna(value) and value < border]


@pytest.mark.parametrize("written", ["05.03.2026", "03/05/2026", "5 March 2026", "today", "1 hour", "2026-13-01"])
def test_a_date_whose_day_and_month_may_be_exchanged_is_refused(written):
    table = pd.DataFrame({"day": pd.to_datetime(["2026-03-05", "2026-05-03"])})
    node = RowFilter.from_settings({"conditions": [{"column": "day", "value": written}]})
    with pytest.raises(DataError, match="is no date and time; write it as 2026-01-31 or 2026-01-31 08:30"):
        node.run(table, QuietContext())
    for one in ("2026-03-05", " 2026/03/05", "20260305", "2026-03-05T00:00:00.000"):
        node = RowFilter.from_settings({"conditions": [{"column": "day", "value": one}]})
        assert node.run(table, QuietContext()).index.tolist() == [0]


def test_a_duration_without_a_unit_is_refused():
    table = pd.DataFrame({"passed": pd.to_timedelta([1, 90], unit="min")})
    for one, found in (("1 minute", [0]), ("01:30:00", [1]), ("0 days 01:30:00", [1])):
        node = RowFilter.from_settings({"conditions": [{"column": "passed", "value": one}]})
        assert node.run(table, QuietContext()).index.tolist() == found
    with pytest.raises(DataError, match='"90" is no duration'):
        RowFilter.from_settings({"conditions": [{"column": "passed", "value": "90"}]}).run(table, QuietContext())


@pytest.mark.parametrize(
    ("column", "low", "high"),
    [
        ("age", 45, 17),
        ("visits", "10", "9"),
        ("price", "1.2", "1.1"),
        ("born", "2005-06-01", "1990-01-31"),
        ("seen", "2026-01-02", "2026-01-01"),
        ("arrow_day", "2026-01-02", "2026-01-01"),
        ("waited", "90 min", "1 h"),
        ("month", "2026-02", "2026-01"),
        ("grade", 3, 1),
    ],
)
def test_two_values_between_which_nothing_lies_are_told_to_be_exchanged(column, low, high):
    with pytest.raises(DataError, match=f'in "{column}", as the first is the larger: exchange them') as error:
        kept(column, "between", [low, high])
    assert error.value.facts["column"] == column
    assert isinstance(kept(column, "between", [high, low]), list)


def test_exchanged_values_are_told_before_anything_runs():
    node = RowFilter.from_settings({"conditions": [{"column": "age", "operator": "between", "value": [45, 17]}]})
    with pytest.raises(DataError, match="nothing lies between 45 and 17"):
        node.spec({"table": TableSpec.of(PEOPLE)})


def test_a_period_is_written_with_the_year_first():
    table = pd.DataFrame({"month": pd.period_range("2026-03", periods=3, freq="M")})
    node = RowFilter.from_settings({"conditions": [{"column": "month", "value": "2026-05"}]})
    assert node.run(table, QuietContext()).index.tolist() == [2]
    with pytest.raises(DataError, match='"05.03.2026" is no date and time'):
        RowFilter.from_settings({"conditions": [{"column": "month", "value": "05.03.2026"}]}).run(table, QuietContext())


EXAMPLES = [
    *[
        Example({"conditions": [{"column": column, "operator": operator, "value": value}]}, {"table": PEOPLE})
        for column, operator, value in [
            ("age", "greater", 20),
            ("size", "between", ["S", "M"]),
            ("city", "not in", ["Bern"]),
            ("name", "matches", "^(A|E)"),
            ("member", "not equal", True),
            ("seen", "less", "2026-01-04"),
            ("plain", "ends with", "d"),
            ("month", "is not missing", None),
        ]
    ],
    Example(
        {"expression": "age > 20 or contains(name, 'o')", "mode": "remove"}, {"table": PEOPLE.drop(columns="price")}
    ),
    Example(
        {"conditions": [{"column": "age", "operator": "less", "value": 1}], "mode": "remove", "combine": "any"},
        {"table": PEOPLE.iloc[:0]},
    ),
]
