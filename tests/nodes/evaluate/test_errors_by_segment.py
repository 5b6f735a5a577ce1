"""The rows that a model is bad at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.plot import Plot, rows_at
from knode_nodes.evaluate.errors_by_segment import ErrorsBySegment
from tests.nodes.learn.conftest import NotingContext


def fares(rows=200, seed=0):
    random = np.random.default_rng(seed)
    table = pd.DataFrame(
        {
            "city": pd.Categorical(
                random.choice(["Bern", "Oslo", "Rome"], rows), categories=["Rome", "Oslo", "Bern", "never"]
            ),
            "age": random.integers(18, 80, rows).astype("float"),
            "when": pd.date_range("2026-01-01", periods=rows, freq="h", tz="Europe/Berlin"),
            "member": pd.array(random.choice([True, False, None], rows), dtype="boolean"),
            "fare": random.normal(20, 5, rows),
        },
        index=range(rows, 0, -1),
    )
    table.iloc[::9, 1] = np.nan
    table["prediction"] = table["fare"] + random.normal(size=rows) * np.where(table["city"] == "Oslo", 5, 1)
    return table


UGLY = pd.DataFrame(
    {
        "a b": ["x", "y", None, "x"],
        "prediction": ["x", "x", "x", None],
        "🍎": [[1], [2], [1], None],
        "huge": [2**60, 2**60 + 1, 0, 5],
        "endless": [np.inf, -np.inf, 1.5, None],
    },
    index=[1, 1, 2, 3],
)
EXAMPLES = [
    Example({"target": "fare"}, {"table": fares(60)}),
    Example({"target": "fare", "measure": "root mean squared error", "columns": ["city"]}, {"table": fares(60)}),
    Example({"target": "a b", "fewest": 1, "bins": 2}, {"table": UGLY}),
]


def found(table, context=None, **settings):
    return ErrorsBySegment.from_settings({"target": "fare", **settings}).run(table, context or NotingContext())


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("auto", lambda error: error.abs().mean()),
        ("root mean squared error", lambda error: (error**2).mean() ** 0.5),
        ("mean signed error", lambda error: error.mean()),
    ],
)
def test_measures_are_those_of_pandas(measure, expected):
    table = fares()
    made = found(table, measure=measure, columns=["city", "member"]).segments
    error = table["prediction"] - table["fare"]
    for row in made.itertuples():
        value = {"city": row.segment, "member": {"True": True, "False": False}.get(row.segment)}[row.column]
        rows = table[row.column].isna() if row.segment == "missing" else (table[row.column] == value).fillna(False)
        assert row.rows == rows.sum()
        assert row.value == pytest.approx(expected(error[rows.to_numpy(dtype=bool)]))
        assert row.whole == pytest.approx(expected(error))
        assert row.difference == pytest.approx(row.value - row.whole)
    assert made["value"].abs().is_monotonic_decreasing
    assert made.iloc[0]["segment"] == "Oslo" or measure == "mean signed error"


def test_intervals_are_student_s_for_numbers_and_wilson_s_for_classes():
    table = fares()
    row = found(table, columns=["city"]).segments.iloc[0]
    errors = (table["prediction"] - table["fare"]).abs()[table["city"] == "Oslo"]
    expected = stats.t.interval(0.95, len(errors) - 1, errors.mean(), stats.sem(errors))
    assert (row["low"], row["high"]) == pytest.approx(expected)
    assert row["certain"]
    classes = table.assign(fare=np.where(table["fare"] > 20, "dear", "cheap"), prediction="dear")
    row = found(classes, columns=["city"]).segments.iloc[0]
    interval = stats.binomtest(round(row["value"] * row["rows"]), int(row["rows"])).proportion_ci(method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((interval.low, interval.high))


columns = st.sampled_from(["city", "age", "when", "member"])


@given(column=columns, bins=st.integers(2, 9), rows=st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_every_row_is_in_one_segment_of_each_column(column, bins, rows):
    made = found(fares(rows), columns=[column], bins=bins, fewest=1)
    assert made.segments["rows"].sum() == rows
    assert made.segments["share"].sum() == pytest.approx(1)
    average = (made.segments["value"] * made.segments["rows"]).sum() / rows
    assert average == pytest.approx(made.segments["whole"].iloc[0])


@pytest.mark.parametrize("column", ["city", "age", "member", "when"])
def test_a_bar_leads_to_the_rows_of_its_segment(column):
    table = fares()
    made = found(table, columns=[column], bins=4)
    plot = Plot.read(made.view.content)
    for place, count in enumerate(made.segments["rows"]):
        (match,) = rows_at(plot, 0.1, place).where
        values = table[match.column]
        if match.values is not None:
            known = values.map({True: "true", False: "false"}) if column == "member" else values.astype("str")
            hit = values.isna() if match.values == (None,) else known.isin(match.values)
        else:
            low, high = (pd.Timestamp(end) if column == "when" else end for end in (match.low, match.high))
            hit = (values >= low) & (values <= high)
        assert hit.sum() == count


def test_months_are_cut_into_spans_of_about_as_many_rows():
    table = pd.DataFrame({"fare": 1.5, "prediction": 2.0, "month": pd.period_range("2026-01", periods=12, freq="M")})
    made = found(table, columns=["month"], bins=2, fewest=1).segments
    assert made["segment"].tolist() == ["2026-01 – 2026-06", "2026-07 – 2026-12"]


def test_of_many_values_the_commonest_are_segments_and_the_others_one():
    table = pd.DataFrame({"fare": 1.5, "prediction": 2.0, "name": [f"n{number % 60}" for number in range(100)]})
    made = found(table, fewest=1).segments
    assert len(made) == 51
    assert made.set_index("segment").loc["all others", "rows"] == 10


def test_the_error_of_each_row_stands_in_the_table():
    table = fares(20)
    made = found(table, fewest=1).table
    pd.testing.assert_series_equal(made["error"], table["prediction"] - table["fare"], check_names=False)
    errors = found(UGLY, target="a b", fewest=1).table["error"]
    assert errors.tolist()[:2] == [0, 1]
    assert errors.isna().tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (fares(9), {"columns": ["citty"]}, 'did you mean "city"'),
        (fares(9), {"columns": ["fare"]}, "no column to make segments of"),
        (fares(9).assign(error=1), {}, "already has a column"),
        (fares(9), {"fewest": 100}, "no segment has 100 rows"),
        (fares(9), {"measure": "error rate"}, "classes have no decimals"),
        (fares(9).assign(fare="a"), {"measure": "mean absolute error"}, "use Scorer for classes"),
        (fares(0), {}, "nothing to score"),
    ],
)
def test_what_cannot_be_measured_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        found(table, **settings)


def test_the_canvas_tells_before_a_run():
    with pytest.raises(DataError, match="no column to make segments of"):
        ErrorsBySegment.from_settings({"target": "fare", "columns": ["fare"]}).spec({"table": TableSpec.of(fares(5))})


def test_segments_that_would_be_told_alike_are_told_apart():
    table = pd.DataFrame(
        {
            "fare": [1.0] * 6,
            "prediction": [1.5] * 6,
            "id": [1234567.0, 1234568.0, None, 1234567.0, 1234568.0, None],
            "word": ["missing", None] * 3,
            "time": np.array(
                ["1700-01-01", *[f"2000-01-01T0{hour}" for hour in (1, 2, 3, 4)], "2200-01-01"], "datetime64[ns]"
            ),
        }
    )
    segments = found(table, fewest=1).segments
    names = {name: sorted(part["segment"]) for name, part in segments.groupby("column")}
    assert names["id"] == ["1234567", "1234568", "missing"]
    assert names["word"] == ['"missing"', "missing"]
    assert len(set(names["time"])) == len(names["time"])
    assert "2000-01-01T03:00:00" in names["time"]


@pytest.mark.parametrize("dtype", ["float64", "Float64", "Int64"])
def test_classes_of_which_some_are_missing_are_measured_as_classes(dtype):
    table = pd.DataFrame({"city": ["a", "b"] * 20, "left": pd.array([0, 1, None, 1] * 10, dtype="Int64").astype(dtype)})
    table["prediction"] = [0, 1, 1, 0] * 10
    made = ErrorsBySegment.from_settings({"target": "left", "columns": ["city"]}).run(table, NotingContext())
    errors = made.table["error"].dropna().tolist()
    assert errors == [0.0, 0.0, 1.0] * 10
    parts = ErrorsBySegment.from_settings({"target": "left", "columns": ["city"], "measure": "error rate"})
    pd.testing.assert_frame_equal(made.segments, parts.run(table, NotingContext()).segments)
    halves = table.assign(left=table["left"] / 2)
    assert ErrorsBySegment.from_settings({"target": "left", "columns": ["city"]}).run(halves, NotingContext()).table[
        "error"
    ].tolist()[:2] == [0.0, 0.5]
