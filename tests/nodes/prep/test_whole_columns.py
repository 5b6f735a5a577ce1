"""Expressions on whole columns by NumPy and Arrow: the same as DuckDB gives."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode_nodes.prep import _expression
from knode_nodes.prep._array_texts import is_ascii
from knode_nodes.prep._whole_columns import ROWS, worked_out

INF = float("inf")
UGLY = pd.DataFrame(
    {
        "f": [np.nan, INF, -INF, 0.0, -0.0, 2.5, -2.5, 1e300, -1e-300, 0.49999999999999994, 4503599627370497.5, 1.005],
        "g": [1, np.nan, 2, np.nan, 0, 0, 0.5, 1, 1, 3, -1, 2.0],
        "i": [0, 1, -1, 2**62, -(2**62), 5, 7, -7, 3, 2**53 + 1, 9, -9],
        "n": [0, 1, -1, 2, 3, 5, 7, -7, 3, 4, 9, -9],
        "s": np.array([-128, 127, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "int8"),
        "t": pd.array([None, "", "ß", "Straße", " a ", "a", "İ", "éÉ", "🤦🏼‍♂️", "a%b", "Z", "\t"], dtype="str"),
        "u": pd.array(["x", None, "ß", "y", " a", "b", "İ", "é", "🤦", "%", "z", ""], dtype="str"),
        "c": pd.Categorical(["a", "b", None, "a", "x", "x", "b", "a", "b", "a", "b", None]),
        "b": [True, False] * 6,
        "d": pd.to_datetime(
            ["2020-02-29 23:59:59.999999", None, "1969-12-31 23:59:59", "1600-01-01", "2262-01-01", "2000-01-01"] * 2,
            format="ISO8601",
        ),
    }
)
KNOWN = [
    "f + g", "f - g", "f * g", "f / g", "i / s", "i % 3", "i % -3", "s % 7", "mod(n, 4)", "s % -1", "-s", "-i", "abs(s)",
    "abs(f)", "abs(i)", "s * s * s", "s + s", "i + 1", "n * 2 - s", "s + 1.5", "-2147483648 + s", "-(-s)", "@f", "round(f)",
    "round(f, 2)", "round(g, 0)", "round(f, 15)", "floor(f)", "ceil(f)", "sqrt(f)", "f > g", "f = g", "f <> g", "i > s",
    "i >= 0", "s < f", "f is null", "t is null", "c is null", "d is null", "d is not null", "b is null", "i is null",
    "not b", "not (f > 0)", "f > 0 and g > 0", "f > 0 or g > 0", "f > 0 and b", "b or f > 0", "b and b",
    "f between 0 and g", "i between -1 and 5 and f < 1", "i in (1, 5)", "i not in (1, 5)", "f in (1, 2.5)",
    "t in ('a', 'ß')", "t not in ('a', 'ß')", "c in ('a', 'q')", "c = 'a'", "c <> 'a'", "c = 'nope'", "'a' = c", "t = u",
    "t <> u", "t < u", "t > 'a'", "t = 'ß'", "coalesce(f, g)", "coalesce(f, 0)", "coalesce(f, g, i)", "coalesce(i, 0)",
    "coalesce(t, u)", "coalesce(t, 'x')", "coalesce(t, u, 'x')", "coalesce(year(d), 0)", "if(f > 0, 'a', 'b')",
    "if(f > 0, t, 'b')", "if(f > 0, t, u)", "if(f > 0, 1, 2)", "if(f > 0, i, s)", "if(f > 0, f, null)",
    "if(f > 0, null, t)", "if(b, 1.5, 2)", "if(b, i, 2.5)", "if(b, 2000000000, 1) + n",
    "case when f > 0 then 1 when g > 0 then 2 else 3 end", "case when f > 0 then 'p' when g > 0 then 'q' end",
    "if(false, f, g)", "upper(t)", "lower(t)", "trim(t)", "ltrim(t)", "rtrim(u)", "length(t)", "length(t) + 1",
    "length(t) * 1.5", "contains(t, 'a')", "contains(t, '')", "starts_with(t, ' ')", "ends_with(t, 'a')",
    "replace(t, 'a', 'bb')", "left(t, 2)", "left(t, 0)", "t || u", "t || '-'", "t || '-' || u", "upper(t) || lower(u)",
    "contains(upper(t), 'A')", "year(d)", "month(d)", "day(d)", "hour(d)", "minute(d)", "quarter(d)", "year(d) * 2",
    "year(d) + n", "if(year(d) > 2000, 'new', 'old')", "2.5", "1 > 0", "f", "t", "i", "b",
    "if(f > 0, 'a', 'b') = 'a'", "if(f > 0, 'a', null) <> 'a'", "if(f > 0, null, t) is null", "if(1 = 1, null, 'y') = 'y'",
    "contains(if(f > 0, 'a', t), 'a')", "t in ('a', if(f > 0, 'b', null))", "length(if(f > 0, 'aß', null))",
    "coalesce(null, t)", "coalesce(null, f) > 1", "coalesce(t, null, 'x') = 'x'",
]  # fmt: skip
LEFT = [
    "i * i + n", "i + 9223372036854775807", "f ^ 2", "i // 3", "f % 2", "i % 0", "i % n", "round(i, 1)", "round(f, -1)",
    "upper(c)", "c > 'a'", "replace(t, '', 'b')", "left(t, -1)", "d = d", "t like 'a%'", "if(b, i, null)", "f + null",
    "'a' || 'b'", "coalesce('', 'x') in ('a', 'b')", "upper(if(true, 'a', t))", "coalesce('', t) = 'a'",
]  # fmt: skip


def value(expression: str, table: pd.DataFrame) -> pd.Series:
    return _expression.computed(table, [("made", expression)])["made"]


def by_duckdb(expression: str, table: pd.DataFrame) -> pd.Series:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_expression, "worked_out", lambda *_: None)
        return value(expression, table)


@pytest.mark.parametrize("expression", KNOWN)
def test_whole_columns_give_to_the_last_digit_what_duckdb_gives(expression: str):
    for table in (UGLY, UGLY.iloc[:0], UGLY.iloc[[3]], UGLY.iloc[1:].set_axis(range(5, 16))):
        expected = by_duckdb(expression, table)
        columns = {name: table[name] for name in table}
        assert worked_out(expression, columns, len(table), str(expected.dtype)) is not None
        pd.testing.assert_series_equal(value(expression, table), expected, check_exact=True)


@pytest.mark.parametrize("expression", ["ln(f)", "log10(f)", "log2(g)", "exp(g)", "ln(s)"])
def test_logarithms_differ_in_the_last_digit_at_most(expression: str):
    pd.testing.assert_series_equal(value(expression, UGLY), by_duckdb(expression, UGLY), rtol=1e-15)


@pytest.mark.parametrize("expression", LEFT)
def test_what_is_not_known_is_left_to_duckdb(expression: str):
    columns = {name: UGLY[name] for name in UGLY}
    assert all(
        worked_out(expression, columns, len(UGLY), dtype) is None for dtype in ("float64", "int64", "bool", "str")
    )


def test_a_whole_number_too_large_names_its_row():
    table = pd.DataFrame({"i": [1, 2, 2**62]})
    with pytest.raises(DataError, match="row 2"):
        value("i * 2", table)
    assert value("i + i - i", table.head(2)).tolist() == [1, 2]


def test_blocks_of_rows_meet_without_a_seam():
    rows = 2 * ROWS + 7
    table = pd.DataFrame({"x": np.arange(rows) / 2, "i": np.arange(rows), "t": [f"t{row % 5}" for row in range(rows)]})
    table.loc[ROWS + 1, "x"] = np.nan
    for expression in ("x * 2 + i", "x > 5", "coalesce(x, 0)", "i * 3 - 1", "t = 't3'", "length(t)"):
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table))


def test_texts_in_pieces_are_read_in_their_order():
    words = pd.concat([pd.Series(["a", None, "b"], dtype="str"), pd.Series(["c", "d"], dtype="str")], ignore_index=True)
    table = pd.DataFrame({"t": words, "x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    for expression in ("t = 'c'", "upper(t)", "t || t", "if(x > 2, t, 'z')", "length(t)"):
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table))


@pytest.mark.parametrize("places", [1, 2, 3, 6])
def test_halves_that_are_none_are_rounded_as_duckdb_does(places: int):
    random = np.random.default_rng(places)
    sizes = random.uniform(-1, 1, 2_000) * 10.0 ** random.integers(0, 9, 2_000)
    table = pd.DataFrame(
        {"x": [2.675, -2.675, 1.005, 0.125, -0.125, np.nan, INF, *(f"{x:.{places}f}5" for x in sizes)]}
    )
    table = table.astype("float64")
    for expression in (f"round(x, {places})", f"round(x * 3, {places})"):
        expected = by_duckdb(expression, table)
        pd.testing.assert_series_equal(value(expression, table), expected, check_exact=True)


def test_whole_numbers_among_real_ones_are_compared_as_real_ones():
    table = pd.DataFrame({"i": [2**53, 2**53 + 1, 2**53 + 2], "f": [2.0**53, 2.0**53, 1.0]})
    for expression in (f"i in ({2**53 + 1}, 2.5)", f"i between {2**53 + 1} and f + {2**53}", "i in (1, f)"):
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table))


CONDITIONS = st.sampled_from(["f > g", "b", "t = 'a'", "n >= s", "d is null", "c <> 'b'", "f is not null", "t < u"])


@settings(max_examples=30, deadline=None)
@given(st.recursive(CONDITIONS, lambda one: st.tuples(one, st.sampled_from(["and", "or"]), one).map(" ".join)
                    | one.map("not ({})".format), max_leaves=5))  # fmt: skip
def test_any_conditions_together_give_the_same(expression: str):
    pd.testing.assert_series_equal(value(expression, UGLY), by_duckdb(expression, UGLY))


WINDOWS = [
    "sum(g) over (partition by t)", "avg(g) over (partition by c)", "min(f) over (partition by b)", "max(f) over ()",
    "count(t) over (partition by b)", "count(*) over (partition by c, b)", "row_number() over (partition by b)",
    "lag(g) over (partition by b)", "lead(f) over ()", "g / sum(g) over ()", "g - mean(g) over (partition by d)",
    "row_number() over (order by g)", "row_number() over (partition by b order by f desc)",
    "row_number() over (partition by c, b order by n)", "row_number() over (partition by t order by s desc nulls last)",
    "if(g > avg(g) over (), 'above', 'below')", "n * 2 - count(g) over (partition by b)", "sum(g) over (partition by f)",
]  # fmt: skip


@pytest.mark.parametrize("expression", WINDOWS)
def test_windows_over_whole_groups_give_what_duckdb_gives(expression: str):
    def made(table: pd.DataFrame) -> pd.Series:
        return _expression.computed(table, [("made", expression)], windows=True, seed=0)["made"]

    for table in (UGLY, UGLY.iloc[:0], UGLY.iloc[[3]], UGLY.iloc[1:].set_axis(range(5, 16))):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(_expression, "worked_out", lambda *_: None)
            expected = made(table)
        columns = {name: table[name] for name in table}
        assert worked_out(expression, columns, len(table), str(expected.dtype)) is not None
        pd.testing.assert_series_equal(made(table), expected, rtol=1e-14)


@pytest.mark.parametrize(
    "expression",
    ["sum(n) over ()", "sum(g) over (order by n)", "row_number() over (order by g nulls first)",
     "row_number() over (order by t)", "row_number() over (order by n, s)", "rank() over (order by n)", "lag(g, 2) over ()",
     "sum(g + 1) over ()", "first(g) over ()",
     "sum(g) filter (n > 1) over ()", "count(distinct g) over ()", "sum(g) over (partition by n % 2)"],
)  # fmt: skip
def test_other_windows_are_left_to_duckdb(expression: str):
    columns = {name: UGLY[name] for name in UGLY}
    assert all(worked_out(expression, columns, len(UGLY), dtype) is None for dtype in ("float64", "int64", "Int64"))


PLAIN = pd.array([" Ab c", None, "", "abc", "  ", "\tX ", "a\x00b", "z" * 300], dtype="str")
LETTERS = pd.array(["ß", "İa", " é ", "🤦🏼‍♂️", None, "Ab"], dtype="str")
BY_LETTER = ["upper(t)", "lower(t)", "trim(t)", "ltrim(t)", "rtrim(t)", "length(t)", "left(t, 2)", "left(t, 0)",
             "upper(left(t, 1)) || lower(t)", "contains(t, 'b')"]  # fmt: skip


@pytest.mark.parametrize("expression", BY_LETTER)
def test_texts_of_plain_letters_give_the_same_by_their_faster_functions(expression: str):
    together = pd.concat([pd.Series(PLAIN), pd.Series(LETTERS)], ignore_index=True)
    assert is_ascii(pa.array(PLAIN))
    assert not is_ascii(pa.array(LETTERS))
    slices = (together, together.iloc[:8], together.iloc[3:6], together.iloc[9:], together.iloc[::2], together.iloc[:0])
    for texts in (pd.Series(PLAIN), *slices):
        table = pd.DataFrame({"t": texts})
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table), check_exact=True)


SIZES = [0, 1, ROWS - 1, ROWS, ROWS + 1, 2 * ROWS + 3]


@pytest.mark.parametrize("rows", SIZES)
def test_every_function_of_numbers_gives_the_same_over_several_blocks(rows: int):
    rng = np.random.default_rng(rows)
    halves = rng.integers(-9, 9, rows) / 2
    table = pd.DataFrame({"f": np.where(rng.random(rows) < 0.1, np.nan, halves), "i": rng.integers(-99, 99, rows)})
    table["s"] = table["i"].astype("int8")
    for expression in ("round(f)", "round(f * i, 1)", "f * (1 - f) / i", "-(i * 2) + s", "coalesce(f, i)", "abs(f - i) * 2",
                       "if(f > 0, f + 1, i)", "f * 2 > i and not (f <> 1)", "i % 7 - s * s"):  # fmt: skip
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table), check_exact=True)


@pytest.mark.parametrize("expression", ["f > g", "f <> g", "not (f > g)", "t = 'a' or f > 0", "not (t = u)", "c <> 'a'",
                                        "c = 'nope'", "not (c = 'a' and b)", "contains(t, 'a')", "f is null or d is null",
                                        "t in ('a', 'ß') and not (n between s and 3)", "false", "i + 1 > 0 and b"])  # fmt: skip
def test_a_condition_is_true_where_its_value_is(expression: str):
    for table in (UGLY, UGLY.iloc[:0], UGLY.iloc[[3]], UGLY.iloc[1:].set_axis(range(5, 16))):
        expected = by_duckdb(expression, table).to_numpy(dtype=bool, na_value=False)
        np.testing.assert_array_equal(_expression.mask(table, expression), expected)


def test_the_arrays_of_a_table_are_left_as_they_are():
    before = UGLY.copy(deep=True)
    for expression in KNOWN:
        value(expression, UGLY)
    pd.testing.assert_frame_equal(UGLY, before, check_exact=True)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(width=64) | st.integers(-(2**54), 2**54).map(lambda one: one / 2), min_size=1, max_size=40),
       st.integers(0, 15))  # fmt: skip
def test_any_number_is_rounded_as_duckdb_does(values: list[float], digits: int):
    table = pd.DataFrame({"f": np.array(values, dtype="float64")})
    for expression in ("round(f)", f"round(f, {digits})"):
        pd.testing.assert_series_equal(value(expression, table), by_duckdb(expression, table), check_exact=True)


def test_a_total_of_infinite_and_missing_numbers_is_that_of_the_known_ones():
    for values, total in (
        ([np.nan, 1.0, 2.0], 3.0), ([np.inf, -np.inf], np.nan), ([np.inf, np.nan], np.inf), ([np.nan, np.nan], np.nan),
    ):  # fmt: skip
        table = pd.DataFrame({"f": values})
        made = _expression.computed(table, [("made", "sum(f) over ()")], windows=True, seed=0)["made"]
        assert np.array_equal(made, [total] * len(values), equal_nan=True)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_parts_of_dates_near_and_far_from_each_other_are_those_of_duckdb(unit: str):
    near = ["1969-12-31 23:59:59", "1970-01-01", None, "2000-02-29 12:00", "1900-03-01"]
    near = pd.Series(pd.to_datetime(near, format="ISO8601"))
    far = pd.Series(pd.to_datetime(["1700-01-01", "2262-04-11", None, "1582-10-15" if unit != "ns" else "1700-02-28"]))
    for dates in (near, far, near.iloc[2:3], near.iloc[:0], near.iloc[::2]):
        table = pd.DataFrame({"d": dates.astype(f"datetime64[{unit}]")})
        for part in ("year", "quarter", "month", "day"):
            pd.testing.assert_series_equal(value(f"{part}(d)", table), by_duckdb(f"{part}(d)", table))
