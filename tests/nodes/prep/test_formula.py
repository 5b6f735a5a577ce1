import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knode.api import DataError, QuietContext, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.formula import Formula
from knode_nodes.prep.row_filter import RowFilter

UGLY = pd.DataFrame(
    {
        "whole": [1, -2, 9_007_199_254_740_993, 0],
        "maybe": pd.array([1, None, 3, 0], dtype="Int64"),
        "tiny": np.array([127, -128, 0, 1], dtype="int8"),
        "huge": np.array([2**64 - 1, 0, 1, 2], dtype="uint64"),
        "real": [1.5, np.nan, np.inf, -0.0],
        "short": np.array([1.5, np.nan, 2.5, -1.0], dtype="float32"),
        "yes": [True, False, True, True],
        "perhaps": pd.array([True, None, False, True], dtype="boolean"),
        "text": ["a", None, "Zürich 🏔", ""],
        "object text": np.array(["x", None, "y", "z"], dtype=object),
        "city": pd.Categorical(["Bern", None, "Oslo", "Bern"]),
        "grade": pd.Categorical([1, 2, None, 1]),
        "day": pd.to_datetime(["2026-01-31", None, "2024-02-29", "1969-12-31 23:59:59.999999"], format="ISO8601"),
        "fine": pd.to_datetime(["2026-01-31", None, "2024-02-29", "2000-01-01"]).as_unit("ns"),
        "seen": pd.to_datetime(["2026-07-01", None, "2026-01-01", "2026-03-29 01:30"], format="ISO8601").tz_localize(
            "Europe/Zurich"
        ),
        "waited": pd.to_timedelta(["1h", None, "-2h", "0s"]),
        "a.b": [1, 2, 3, 4],
        'q"t': [1, 2, 3, 4],
        "select": [1, 2, 3, 4],
        "ä 🎉": [1, 2, 3, 4],
        "Case": [1, 2, 3, 4],
        "case": [10, 20, 30, 40],
    },
    index=[7, 7, 3, -1],
)


def value_of(expression, table=UGLY, **more):
    return Formula(formulas=({"name": "new", "expression": expression},), **more).run(table)["new"]


def error_of(expression, table=UGLY, **more):
    with pytest.raises(DataError) as error:
        value_of(expression, table, **more)
    return error.value


def plain(column):
    return [None if pd.isna(value) else value for value in column.tolist()]


@pytest.mark.parametrize(
    ("expression", "dtype", "values"),
    [
        ("whole + 1", "int64", [2, -1, 9_007_199_254_740_994, 1]),
        ("maybe * 2", "Int64", [2, None, 6, 0]),
        ("tiny + 1", "int64", [128, -127, 1, 2]),
        ("huge", "uint64", [2**64 - 1, 0, 1, 2]),
        ("real * 1.5", "float64", [2.25, None, np.inf, 0.0]),
        ("short * 2", "float32", [3.0, None, 5.0, -2.0]),
        ("whole / 2", "float64", [0.5, -1.0, 4_503_599_627_370_496.0, 0.0]),
        ("whole // 0", "Int64", [None] * 4),
        ("0.1 + 0.2", "float64", [0.1 + 0.2] * 4),
        ("not yes", "bool", [False, True, False, False]),
        ("perhaps and true", "boolean", [True, None, False, True]),
        ("perhaps and false", "boolean", [False] * 4),
        ("upper(text)", "str", ["A", None, "ZÜRICH 🏔", ""]),
        ("length(text)", "Int64", [1, None, 8, 0]),
        ("text || '!'", "str", ["a!", None, "Zürich 🏔!", "!"]),
        ("concat(text, '!')", "str", ["a!", "!", "Zürich 🏔!", "!"]),
        ('"object text" || 1', "str", ["x1", None, "y1", "z1"]),
        ("city = 'Bern'", "boolean", [True, None, False, True]),
        ("grade + 1", "Int64", [2, 3, None, 2]),
        ("coalesce(maybe, 0)", "int64", [1, 0, 3, 0]),
        ("maybe is null", "bool", [False, True, False, False]),
        ("if(whole > 0, 'up', 'down')", "str", ["up", "down", "up", "down"]),
        ("case when real > 1 then 1 end", "Int64", [1, None, 1, None]),
        ("case when real > 1 then 1 else 0 end", "int64", [1, 0, 1, 0]),
        ("year(day)", "Int64", [2026, None, 2024, 1969]),
        ("date_diff('day', day, date '2026-02-01')", "Int64", [1, None, 703, 20_486]),
        ("hour(seen)", "Int64", [0, None, 0, 1]),
        ('"a.b" + 1', "int64", [2, 3, 4, 5]),
        ('"q""t" + 1', "int64", [2, 3, 4, 5]),
        ('"select" + 1', "int64", [2, 3, 4, 5]),
        ('"ä 🎉" + 1', "int64", [2, 3, 4, 5]),
        ('"Case" + "case"', "int64", [11, 22, 33, 44]),
        ("WHOLE + 1", "int64", [2, -1, 9_007_199_254_740_994, 1]),
        ("sqrt(-1) > 0", "boolean", [None] * 4),
        ("real - real > 0", "boolean", [False, None, None, False]),
        ("0", "int64", [0] * 4),
        ("null", "str", [None] * 4),
        ("try_cast(text as int)", "Int64", [None] * 4),
        ("list_sum(list_filter([whole, 5], lambda x: x > 4))", "Int64", [5, 5, 9_007_199_254_740_998, 5]),
        ("1.10::decimal(9,2) * 2", "decimal128(18, 2)[pyarrow]", [Decimal("2.20")] * 4),
        ("yes -- a comment", "bool", [True, False, True, True]),
    ],
)
def test_an_expression_gives_what_a_person_expects(expression, dtype, values):
    made = value_of(expression)
    assert (str(made.dtype), plain(made)) == (dtype, values)
    assert made.index.tolist() == UGLY.index.tolist()


def test_dates_come_back_with_their_unit_and_zone():
    assert str(value_of("day + interval 1 month").dtype) == "datetime64[us]"
    assert value_of("day + interval 1 month").iloc[0] == pd.Timestamp("2026-02-28")
    assert str(value_of("fine + interval 1 day").dtype) == "datetime64[ns]"
    assert str(value_of("day::date").dtype) == "datetime64[us]"
    later = value_of("seen + interval 1 day")
    assert str(later.dtype) == "datetime64[us, Europe/Zurich]"
    # A day later by the clock, though the night had 23 hours.
    assert later.iloc[3] == pd.Timestamp("2026-03-30 01:30", tz="Europe/Zurich")
    assert value_of("seen - seen").iloc[0] == pd.Timedelta(0)
    assert value_of("waited * 2").iloc[2] == pd.Timedelta("-4h")


def test_times_in_lists_are_those_of_the_clock_in_their_zone():
    table = pd.DataFrame({"seen": pd.to_datetime(["2026-03-29 00:30", None]).tz_localize("Europe/Zurich")})
    made, missing = value_of("generate_series(seen, seen + INTERVAL 2 HOUR, INTERVAL 1 HOUR)", table)
    expected = ["2026-03-29 00:30", "2026-03-29 01:30", "2026-03-29 03:30"]
    assert pd.DatetimeIndex(made).tolist() == [pd.Timestamp(one) for one in expected]
    assert missing is None
    (inner,) = value_of("[[seen]]", table.head(1))[0]
    assert pd.DatetimeIndex(inner).tolist() == [pd.Timestamp("2026-03-29 00:30")]


def test_a_formula_uses_the_columns_of_those_above_it_and_replaces_columns_in_their_place():
    table = pd.DataFrame({"a": [1, 2], "b": [3, 4]})
    made = Formula.from_settings({"formulas": {"a": "a * 10", "c": "a + b", "d": "c * 2"}}).run(table)
    assert made.to_dict("list") == {"a": [10, 20], "b": [3, 4], "c": [13, 24], "d": [26, 48]}
    assert list(made.columns) == ["a", "b", "c", "d"]
    assert table["a"].tolist() == [1, 2]


def test_what_is_no_number_is_missing_for_the_next_formula_too():
    table = pd.DataFrame({"a": [4.0, -1.0]})
    made = Formula.from_settings({"formulas": {"root": "sqrt(a)", "safe": "coalesce(root, 0)"}}).run(table)
    assert made["safe"].tolist() == [2.0, 0.0]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("amout * 2", ['no column "amout"']),
        ("wohle * 2", ['no column "wohle"', 'did you mean "whole"?', "line 1, character 1"]),
        ("whole +\n  wohle", ["line 2, character 3"]),
        ("'🎉é' || wohle", ["line 1, character 9"]),
        ("uppper(text)", ['no function "uppper"', 'did you mean "upper"?']),
        ("a.b", ["double quotes", '"a.b"']),
        ('"cASE"', ['may be "Case" or "case"']),
        ("text + 1", ["does not take text (text) and number (1)", "write text || 1"]),
        ("yes && yes", ["write yes AND yes"]),
        ("year(text)", ["year takes a date and time", "write year(CAST(text AS TIMESTAMP))"]),
        ('text = "Bern"', ['no column "Bern"', "A text stands in single quotes: 'Bern'"]),
        ("np.log(whole)", ['no function "np.log"', "write log(…)"]),
        ("np.logg(whole)", ['no function "np.logg"', "by its name alone"]),
        ("$whole$ * 2", ["A column is written by its name alone: whole"]),
        ('$["a.b"] * 2', ['A column is written by its name alone: "a.b"']),
        (
            "[whole] * 2",
            [
                '"*" does not take list (list_value(whole)) and number (2)',
                "A column is written by its name alone: whole",
            ],
        ),
        ("row['whole'] * 2", ['no column "row"', "A column is written by its name alone: whole"]),
        ("= whole * 2", ["begins without ="]),
        ("if whole > 1 then 1 else 0", ["write if(condition, value, other)"]),
        ("whole +", ["ends too early"]),
        ("whole) + (1", None),
        ("whole), (1", ["more than one expression"]),
        ("", ["is empty"]),
        ("-- only a comment", ["is empty"]),
        ("whole = NULL", ["whole = NULL is always missing: write whole is null (line 1, character 1)"]),
        ("whole == null", ["whole == null is always missing: write whole is null"]),
        (
            "whole > 1 and NULL <> upper(text)",
            ["NULL <> upper(text) is always", "write upper(text) is not null (line 1"],
        ),
        ("if((whole + 1) * 2 >= (null), 1, 2)", ["write (whole + 1) * 2 is null (line 1, character 4)"]),
        ("'é' || text != null", ["write 'é' || text is not null"]),
        ("sum(whole)", ["looks at many rows", "Window Formula"]),
        ("sum(whole) over ()", ["looks at many rows", "Window Formula"]),
        ("random()", ["other values at each run"]),
        ("{'a': whole}", ["STRUCT", "to_json"]),
        ("+".join(["whole"] * 500), ["nested too deeply"]),
        ("whole" + " " * 100_000, ["100,005 characters"]),
    ],
)
def test_an_expression_that_cannot_be_is_refused_before_anything_runs(expression, words):
    node = Formula.from_settings({"formulas": {"new": expression}})
    if words is None:
        node.run(UGLY)
        return
    with pytest.raises(DataError) as error:
        node.spec({"table": TableSpec.of(UGLY)})
    assert all(word in error.value.message for word in [*words, '"new"'])
    assert error_of(expression).message == error.value.message
    assert error.value.facts["port"] == "table"


@pytest.mark.parametrize(
    "expression",
    [
        "whole is null",
        "whole is not distinct from null",
        "coalesce(whole, null) = 1",
        "nullif(whole, null) is null",
        "text = 'x = null'",
        "case when whole is null then null else 1 end = 1",
    ],
)
def test_a_null_that_is_no_side_of_a_comparison_is_taken(expression):
    assert value_of(expression) is not None


@pytest.mark.parametrize("column", ["unit price", "unit-price"])
def test_a_column_that_needs_double_quotes_is_named_where_they_are_forgotten(column):
    node = Formula.from_settings({"formulas": {"new": f"{column} * 2"}})
    with pytest.raises(DataError, match=f'Write this column in double quotes: "{column}"'):
        node.run(pd.DataFrame({column: [1.0]}))


@pytest.mark.parametrize(
    "expression",
    [
        "(select 1)",
        "(select max(content) from read_text('/etc/passwd'))",
        "exists (from duckdb_settings())",
        "whole in (select 1)",
        "array(select 1)",
        "(from read_csv('/etc/passwd'))",
        "read_csv('/etc/passwd')",
        "read_text('/etc/passwd')",
        "getenv('HOME')",
        "current_setting('home_directory')",
        "getvariable('x')",
        "current_user",
        "version()",
        "pg_sleep(100)",
        "sleep_ms(100000)",
        "nextval('x')",
        "write_log('x')",
        "setseed(0.5)",
        "1; attach 'x.db'",
        "1); attach 'x.db'; select (1",
        "1) from range(10) where (true",
        "1) union all (select 2",
        "1) limit (1",
        "*",
        "columns('.*')",
        "count(*)",
        "$1",
        "?",
        "#1",
        "default",
        "unnest([1, 2])",
        "the_rows",
        "row_0",
        "column_0",
        "json_execute_serialized_sql('x')",
        "query('select 1')",
    ],
)
def test_an_expression_is_an_expression_only(expression):
    with pytest.raises(DataError):
        value_of(expression)


def test_a_row_that_fails_is_named_or_its_value_left_missing():
    table = pd.DataFrame({"text": ["1"] * 5000 + ["x"] + ["2"] * 5000})
    error = error_of("cast(text as int)", table)
    assert error.facts["row"] == 5000
    assert '"text"' in error.message
    made = value_of("cast(text as int)", table, on_failure="missing")
    assert str(made.dtype) == "Int64"
    assert made.isna().tolist() == [value == "x" for value in table["text"]]
    assert error_of("whole * 9007199254740993").facts["row"] == 2


def test_python_objects_that_are_no_values_are_refused_by_name():
    table = pd.DataFrame({"x": pd.Series([1, "a", None], dtype=object)})
    assert '"x"' in error_of("x", table).message
    assert '"x"' in error_of("x + 1", pd.DataFrame({"x": pd.Series([2**70], dtype=object)})).message


def test_dates_and_decimals_kept_as_python_objects_count_as_what_they_are():
    table = pd.DataFrame({"d": [datetime.date(2026, 1, 1), None], "p": [Decimal("1.10"), None]}, dtype=object)
    assert plain(value_of("d + interval 1 day", table)) == [pd.Timestamp("2026-01-02"), None]
    assert plain(value_of("p * 2", table)) == [Decimal("2.20"), None]
    node = Formula.from_settings({"formulas": {"new": "p * 2"}})
    assert node.spec({"table": TableSpec.of(table)}) == {"table": None}


def test_two_columns_of_one_name_are_refused_where_they_are_meant():
    table = pd.DataFrame([[1, 2, 3]], columns=["a", "a", "b"])
    assert 'two columns are called "a"' in error_of("a + 1", table).message
    assert value_of("b + 1", table).tolist() == [4]


def test_times_keep_their_nanoseconds():
    moment = pd.DatetimeIndex(["2026-01-01 00:00:00.123456789"], tz="Asia/Kolkata").as_unit("ns")
    assert value_of("if(t is null, t, t)", pd.DataFrame({"t": moment})).tolist() == moment.tolist()


@pytest.mark.parametrize("minutes", [120, -210, 330, 840, -720])
@pytest.mark.parametrize("of_arrow", [False, True])
def test_times_with_a_fixed_offset_are_those_of_its_clock(minutes, of_arrow):
    offset = datetime.timezone(datetime.timedelta(minutes=minutes))
    moments = pd.Series(pd.to_datetime(["2026-03-29 01:30", None, "1900-10-25 23:30:00.5"], format="ISO8601", utc=True))
    clocks = moments.dt.tz_convert(offset).dt.as_unit("us")
    given = clocks.astype(pd.ArrowDtype(pa.timestamp("us", tz=pa.array(clocks).type.tz))) if of_arrow else clocks
    table = pd.DataFrame({"t": given})
    wanted = {
        "hour(t)": clocks.dt.hour,
        "minute(t)": clocks.dt.minute,
        "strftime(t, '%Y-%m-%d %H:%M')": clocks.dt.strftime("%Y-%m-%d %H:%M"),
        "CAST(t AS DATE)": clocks.dt.tz_localize(None).dt.normalize(),
        "date_trunc('hour', t)": pd.Series(
            [one if one is pd.NaT else one.replace(minute=0, second=0, microsecond=0) for one in clocks]
        ),
        "t + INTERVAL 1 DAY": clocks + pd.Timedelta(days=1),
    }
    for expression, values in wanted.items():
        found = value_of(expression, table)
        assert plain(found) == plain(values), expression
        told = Formula(formulas=({"name": "new", "expression": expression},)).spec({"table": TableSpec.of(table)})[
            "table"
        ]
        assert told["new"].dtype == str(found.dtype)
    assert value_of("t + INTERVAL 1 DAY", table).dtype == clocks.dtype


def test_expressions_may_be_worked_out_on_many_threads_at_once():
    table = pd.DataFrame({"t": [str(number) for number in range(5000)]})
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: value_of(f"t || '{number}'", table).iloc[-1], range(40)))
    assert made == [f"4999{number}" for number in range(40)]


def test_without_a_formula_the_person_is_told_to_add_one():
    with pytest.raises(DataError, match="no formula is set"):
        Formula().run(UGLY)
    with pytest.raises(SettingError, match="name the column"):
        Formula.from_settings({"formulas": [{"expression": "1"}]})


def test_rows_stay_in_their_order_however_many_threads_work():
    table = pd.DataFrame({"x": np.arange(700_000)})
    assert value_of("x + 1", table).equals(table["x"] + 1)
    assert value_of("x % 3 = 0", table).equals(table["x"] % 3 == 0)


def test_what_asks_the_clock_is_worked_out_anew_when_it_would_give_other_values(tmp_path):
    def said(expression):
        return Formula.from_settings({"formulas": {"new": expression}}).fingerprint(tmp_path)

    assert said("whole + 1") is None
    assert said("date_diff('year', day, current_date)") == said("today()")
    assert said("now()") != said("now()")
    assert abs(value_of("now()").iloc[0] - pd.Timestamp.now("UTC")) < pd.Timedelta("5min")


NUMBERS = st.one_of(st.none(), st.integers(-(10**6), 10**6), st.floats(-1e6, 1e6), st.just(float("inf")))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=8))
def test_a_condition_says_what_pandas_says_where_no_value_is_missing(rows):
    table = pd.DataFrame(rows, columns=["a", "b"], dtype="float64")
    known = table.notna().all(axis=1)
    for expression, wanted in [
        ("a > b", table.a > table.b),
        ("a + 1 <= b * 2", table.a + 1 <= table.b * 2),
        ("not (a = b)", table.a != table.b),
        ("a between 0 and 10 or b is null", table.a.between(0, 10) | table.b.isna()),
    ]:
        made = value_of(expression, table)
        assert made[known].astype(bool).tolist() == wanted[known].tolist(), expression


DTYPES = [name for name in UGLY.columns if name != "object text"]
SHAPES = ["{0}", "{0} is null", "coalesce({0}, {0})", "[{0}]", "{0} = {0}",
          "case when {0} is null then {0} else {0} end",
          "if({0} is null, 1, 0)", "{0}::varchar", "nullif({0}, {0})", "greatest({0}, {0})",
          "length({0}::varchar)"]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(DTYPES), st.sampled_from(SHAPES), st.integers(0, 4))
def test_the_spec_tells_the_dtype_for_every_column_and_number_of_rows(name, shape, rows):
    assume((name, shape) != ("waited", "[{0}]"))  # A list of durations has no place in a table.
    written = '"' + name.replace('"', '""') + '"'
    node = Formula.from_settings({"formulas": {"new": shape.format(written)}})
    table = UGLY[[name]].iloc[:rows]
    assert node.spec({"table": TableSpec.of(table)})["table"] == TableSpec.of(node.run(table))


SETTINGS = [
    {"total": "whole * 2", "band": "if(total > 0, 'up', text)", "whole": "total + maybe"},
    {"a": "case when real > 1 then 'high' when real is null then 'none' else 'low' end", "b": "year(seen)"},
    {"a": "regexp_replace(text, '[aeiou]', '_', 'g')", "b": "day + interval 1 month", "c": "[whole, tiny]"},
    {"a": "real / whole", "b": "a > 0", "c": "not perhaps", "d": "city || grade", "e": "waited + waited"},
]


def test_a_text_that_was_chosen_is_compared_in_formulas_and_filters():
    table = pd.DataFrame({"x": [1, -2, 3]})
    chosen = "if(x > 0, 'p', 'n') = 'p'"
    made = Formula.from_settings({"formulas": [{"name": "made", "expression": chosen}]}).run(table)
    assert made["made"].tolist() == [True, False, True]
    assert RowFilter.from_settings({"expression": chosen}).run(table, QuietContext())["x"].tolist() == [1, 3]


EXAMPLES = [
    *[Example({"formulas": formulas}, {"table": UGLY}) for formulas in SETTINGS],
    Example({"formulas": SETTINGS[0]}, {"table": UGLY.iloc[:0]}),
    Example({"formulas": {"n": "cast(text as int)"}, "on_failure": "missing"}, {"table": UGLY}),
]


@pytest.mark.parametrize("width", [1, 79, 80, 81, 120])
@pytest.mark.parametrize("count", [1, 3, 4])
def test_new_columns_come_last_and_roles_stay_however_wide_the_table_is(width: int, count: int):
    table = pd.DataFrame({f"x{place}": [1, 2] for place in range(width)}, index=[5, 5])
    table.attrs["roles"] = {"x0": "target"}
    made = Formula(formulas={f"new {place}": f"x0 + {place}" for place in range(count)} | {"x0": "x0 * 9"}).run(table)
    assert list(made) == [*table, *(f"new {place}" for place in range(count))]
    assert made["x0"].tolist() == [9, 18]
    assert made["new 0"].tolist() == [1, 2]
    assert made.index.tolist() == [5, 5]
    assert made.attrs == table.attrs
    assert table["x0"].tolist() == [1, 2]
