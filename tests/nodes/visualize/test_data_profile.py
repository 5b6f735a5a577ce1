"""Data Profile."""

from __future__ import annotations

import io
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode.core.plot import Heatmap, Report, Sheet
from knode.core.plot_data import csv_of
from knode_nodes.visualize.data_profile import DataProfile

TABLE = pd.DataFrame(
    {
        "a number": [1.5, -0.0, 0.0, None, math.inf, 4.0],
        "huge": [2**60, 2**60 + 1, 2**60, 5, 5, 5],
        "maybe": pd.array([1, None, 3, 3, None, None], dtype="Int64"),
        "unsigned": np.array([2**64 - 1, 0, 1, 2, 3, 4], dtype="uint64"),
        'wo"rd 😀': ["x", None, "x ", "", "Y", "$z$"],
        "kind": pd.Categorical(["p", None, "p", "r", "r", "r"], categories=["q", "r", "p"], ordered=True),
        "flag": pd.array([True, None, False, True, True, True], dtype="boolean"),
        "day": pd.to_datetime(["2026-01-01", None, "2025-01-01", "2026-01-01", "2026-03-29", "2026-10-25"]),
        "moment": pd.date_range("2026-10-25", periods=6, freq="h", tz="Europe/Berlin"),
        "month": pd.period_range("2026-01", periods=6, freq="M"),
        "span": pd.to_timedelta([1, 2, None, 2, 36, 0.5], unit="h"),
        "list": [[1], [1], None, [2], [1], [1]],
        "mixed": [1, "a", 2.5, None, "a", True],
        "empty": [None] * 6,
    },
    index=[3, 3, 3, 2, 1, 0],
)
EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["kind", "a number"], "top": 1, "correlations": False}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
    Example({}, {"table": TABLE.iloc[:1]}),
]


def profile(table, **settings):
    return DataProfile.from_settings(settings).run(table, QuietContext())


def facts(table, **settings):
    return profile(table, **settings).table.set_index("column")


def warnings_of(values, **more):
    return facts(pd.DataFrame({"x": values, **more}))["warnings"]["x"]


ANY_COLUMN = st.one_of(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6), st.just(-0.0), st.just(3.0)), max_size=20).map(
        lambda values: pd.Series(values, dtype="float64")
    ),
    st.lists(st.integers(-(2**63), 2**63 - 1), max_size=20).map(lambda values: pd.Series(values, dtype="int64")),
    st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "A", "é", "😀"])), max_size=20).map(
        lambda values: pd.Series(values, dtype="str")
    ),
    st.lists(st.one_of(st.none(), st.booleans()), max_size=20).map(lambda values: pd.Series(values, dtype="boolean")),
    st.lists(st.one_of(st.none(), st.sampled_from(["p", "q"])), max_size=20).map(
        lambda values: pd.Series(pd.Categorical(values, categories=["p", "q", "r"]))
    ),
    st.lists(
        st.one_of(st.none(), st.datetimes(pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01"))), max_size=20
    ).map(lambda values: pd.Series(values, dtype="datetime64[us]")),
)


@given(column=ANY_COLUMN)
@settings(max_examples=50, deadline=None)
def test_values_are_counted_as_pandas_counts_them(column):
    found = facts(pd.DataFrame({"x": column})).loc["x"]
    assert found["missing"] == column.isna().sum()
    assert found["different"] == column.nunique()
    if column.notna().any():
        assert found["top_count"] == column.value_counts().max()


@given(column=ANY_COLUMN, other=ANY_COLUMN)
@settings(max_examples=50, deadline=None)
def test_duplicate_rows_are_counted_as_pandas_counts_them(column, other):
    rows = min(len(column), len(other))
    table = pd.DataFrame({"x": column[:rows], "y": other[:rows].to_numpy()} if rows else {"x": column[:0]})
    expected = int(table.duplicated().sum())
    subtitle = Report.read(profile(table).view.content).subtitle
    assert subtitle.endswith(f"{expected:,} duplicate rows" if expected else "no duplicate rows")


def test_numbers_are_measured_as_pandas_does():
    values = pd.Series(np.random.default_rng(0).lognormal(size=500))
    found = facts(pd.DataFrame({"x": values})).loc["x"]
    assert found["mean"] == pytest.approx(values.mean())
    assert found["std"] == pytest.approx(values.std())
    assert found["skewness"] == pytest.approx(values.skew())
    assert found[["min", "q1", "median", "q3", "max"]].tolist() == pytest.approx(
        values.quantile([0, 0.25, 0.5, 0.75, 1]).tolist()
    )


@pytest.mark.parametrize("scale", [1e-160, 1e-300, 1e150, 5e307])
def test_very_small_and_very_large_numbers_are_measured_too(scale):
    found = facts(pd.DataFrame({"x": [0.0, 0.0, scale]})).loc["x"]
    assert found["std"] == pytest.approx(scale / math.sqrt(3))
    assert found["skewness"] == pytest.approx(math.sqrt(3))


def test_zeros_negative_and_infinite_numbers_are_counted():
    found = facts(pd.DataFrame({"x": [0.0, -0.0, -1.0, math.inf, -math.inf, None, 2.0]})).loc["x"]
    assert found[["zeros", "negatives", "infinite", "missing"]].tolist() == [2, 1, 2, 1]
    assert (found["max"], found["different"]) == (2.0, 5)


def test_whole_numbers_too_large_for_a_float_stay_apart():
    found = facts(TABLE).loc["huge"]
    assert (found["different"], found["top"], found["top_count"]) == (3, "5", 3)
    assert facts(TABLE).loc["unsigned", "max"] == 2.0**64


def test_exact_decimals_are_measured_as_numbers_and_told_apart_to_the_last_digit():
    kind = pd.ArrowDtype(pa.decimal128(30, 4))
    close = ["1234567890123456789.1234", "1234567890123456789.1235", "1234567890123456789.1235"]
    table = pd.DataFrame(
        {
            "price": pd.Series([Decimal("1.1"), None, Decimal("2.5")], dtype=kind),
            "float": [1.1, None, 2.5],
            "long": pd.Series([*map(Decimal, close)], dtype=kind),
        }
    )
    made = DataProfile().run(table, QuietContext()).table.set_index("column")
    measures = [
        "missing",
        "different",
        "mean",
        "std",
        "min",
        "q1",
        "median",
        "q3",
        "max",
        "zeros",
        "negatives",
        "infinite",
    ]
    assert made.loc["price", measures].tolist() == made.loc["float", measures].tolist()
    assert made.loc["long", ["different", "top", "top_count"]].tolist() == [2, close[1], 2]


def test_dates_have_ends_in_their_own_time_zone_and_durations_count_in_days():
    found = facts(TABLE)
    assert found.loc["day", ["earliest", "latest"]].tolist() == ["2025-01-01", "2026-10-25"]
    assert found.loc["moment", ["earliest", "latest"]].tolist() == [
        "2026-10-25 00:00:00+02:00",
        "2026-10-25 04:00:00+01:00",
    ]
    assert found.loc["month", "earliest"] == "2026-01-01"
    assert found.loc["span", "max"] == 1.5
    assert found.loc["span", "top"] == "0 days 02:00:00"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([None] * 5, "no value at all"),
        ([None] * 3 + [1.0, 2.0], "mostly missing (60 %)"),
        ([7] * 5, "one value only"),
        ([7] * 39 + [8], "98 % are one value"),
        ([f"n{place}" for place in range(30)], "every value is different, as in a key"),
        (list(range(30)), "every value is different, as in a key"),
        ([f"n{place}" for place in range(60)] * 2, "many different values (60)"),
        ([1.0] * 30 + [2.0] * 30 + [1e6], "skewed (7.8)"),
        ([1.0, math.inf], "1 infinite"),
        ([0] * 18 + [1, 2, 3] * 4, "60 % zeros"),
        (["1", "2.5", " 3 "], "numbers kept as text"),
        (["1.234,5", "-7 %", "€"], ""),
        (["2026-01-01", "2025-12-31"], "dates kept as text"),
        (["31.12.2025", "01.01.26"], "dates kept as text"),
        (["Ulm", "ulm ", "Bonn"], "values that differ in spaces or capitals only"),
        (["a", " ", "b"], "empty texts, which do not count as missing"),
        ([1, "a"], "holds several kinds of values: int, str"),
        ([1.5, 2.5, 0.5], ""),
    ],
)
def test_what_is_odd_is_told(values, told):
    assert warnings_of(values) == told


def test_columns_that_say_nearly_the_same_are_told_of_on_the_page():
    rng = np.random.default_rng(0)
    x = rng.normal(size=50)
    report = Report.read(profile(pd.DataFrame({"x": x, "twice": 2 * x, "other": rng.normal(size=50)})).view.content)
    assert "x and twice say nearly the same (1)." in report.sections[0].text
    (heat,) = report.plots[0].layers
    assert isinstance(heat, Heatmap)
    assert report.plots[0].x.categories == ("x", "twice", "other")


def test_the_page_draws_each_column_and_its_most_frequent_values():
    report = Report.read(
        profile(pd.DataFrame({"x": [1, 1, 2], "w": ["b", "a", "b"], "k": ["p", "q", "r"]})).view.content
    )
    columns, top = (section.body for section in report.sections[1:3])
    assert isinstance(columns, Sheet)
    assert columns.columns[4].sparks[1] == (2.0, 1.0)
    assert top.columns[1].cells == ("1 · 67 %", "b · 67 %", "each once")
    assert "3 rows, 3 columns" in report.subtitle


def test_without_columns_there_is_nothing_to_look_at():
    with pytest.raises(DataError, match="no column to look at"):
        profile(TABLE, columns=[])
    with pytest.raises(DataError, match='no column "agge"; did you mean "age"'):
        profile(pd.DataFrame({"age": [1]}), columns=["agge"])


def test_the_data_of_the_page_are_plain_and_in_full():
    table = pd.DataFrame({"a": [0.1 + 0.2, 1 / 3, -20_000.5, None], "v": ["1.0", "x", "x", "x"]})
    made = DataProfile().run(table, QuietContext())
    columns, top = (pd.read_csv(io.StringIO(text)) for text in csv_of(Report.read(made.view.content)).split("\n\n"))
    assert columns["missing"].tolist() == [1, 0]
    assert columns["missing_share"].tolist() == [0.25, 0]
    assert columns["mean"][0] == made.table["mean"][0]
    assert columns["min"][0] == -20_000.5
    assert top["column"].tolist() == ["a", "a", "a", "v", "v"]
    assert top["value"].tolist() == ["-20000.5", "0.30000000000000004", "0.3333333333333333", "x", "1.0"]
    assert top["count"].tolist() == [1, 1, 1, 3, 1]
    assert top["share"].tolist() == [1 / 3, 1 / 3, 1 / 3, 0.75, 0.25]


def test_a_table_without_rows_is_told_so_once():
    page = Report.read(profile(TABLE.iloc[:0]).view.content)
    assert page.sections[0].text == "There are no rows."


def test_long_values_keep_both_their_ends():
    words = [f"a value whose name is long and ends in {place}" for place in (1, 1, 2)]
    sheets = [
        part.body
        for part in Report.read(DataProfile().run(pd.DataFrame({"x": words}), QuietContext()).view.content).sections
    ]
    told = {cell for sheet in sheets if isinstance(sheet, Sheet) for column in sheet.columns for cell in column.cells}
    assert {"a value whose name…ends in 1 · 67 %", "a value whose name…ends in 2 · 33 %"} <= told


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_moments_and_durations_are_told_apart_to_their_last_digit(unit):
    steps = np.array([0, 1, 1], dtype="int64")
    table = pd.DataFrame({"t": steps.astype(f"datetime64[{unit}]"), "span": steps.astype(f"timedelta64[{unit}]")})
    made = profile(table)
    assert made.table["different"].tolist() == [2, 2]
    assert Report.read(made.view.content).subtitle.endswith("1 duplicate rows")
    told = facts(table)
    assert told["latest"]["t"] == str(pd.Timestamp(1, unit=unit))
    assert told["max"]["span"] == pytest.approx(pd.Timedelta(1, unit) / pd.Timedelta(days=1))


def test_numbers_are_told_with_the_digits_that_their_type_has():
    for dtype in ("float32", "Float32", "float32[pyarrow]"):
        assert facts(pd.DataFrame({"x": pd.Series([0.1, 0.1, 2.0], dtype=dtype)}))["top"]["x"] == "0.1"


@pytest.mark.parametrize("roles", [{"survived": "target"}, {"fare": "target"}, {}])
def test_a_column_that_alone_tells_the_target_is_asked_about(roles):
    random = np.random.default_rng(3)
    table = pd.DataFrame({"survived": random.random(200) < 0.4, "fare": random.gamma(2, 10, 200)})
    table = table.assign(alive=np.where(table["survived"], "yes", "no"), cents=table["fare"] * 100, lists=[[1]] * 200)
    table.attrs = {"roles": roles}
    said = {name: text for name, text in facts(table)["warnings"].items() if "tells the target" in text}
    expected = {
        "survived": {"alive": 'alone tells the target "survived" in all 200 rows: is it known before?'},
        "fare": {"cents": 'alone tells the target "fare" (correlation 1) in all 200 rows: is it known before?'},
    }
    assert {name: text.split("; ")[-1] for name, text in said.items()} == expected.get(next(iter(roles), ""), {})
