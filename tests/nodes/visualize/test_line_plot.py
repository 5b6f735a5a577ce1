"""Line Plot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.visualize.line_plot import LinePlot

TABLE = pd.DataFrame(
    {
        "day": pd.to_datetime(["2026-01-03", "2026-01-01", "2026-01-02"]),
        "north": [3.0, 1.0, None],
        "south": [30, 10, 20],
    }
)
EXAMPLES = [
    Example({"y": ["south"]}, {"table": TABLE}),
    Example({"x": "day", "y": ["north", "south"], "marks": True}, {"table": TABLE}),
]


def drawn(table, **chosen):
    return Plot.read(LinePlot.from_settings(chosen).run(table).content)


def test_rows_stand_in_the_order_of_the_axis_and_a_line_breaks_where_a_value_is_missing():
    plot = drawn(TABLE, x="day", y=["north", "south"])
    north, south = plot.layers
    assert north.y == (1, None, 3)
    assert south.y == (10, 20, 30)
    assert south.x[1] - south.x[0] == 86_400
    assert plot.x.scale == "time"


@pytest.mark.parametrize(
    ("units", "settings", "named"),
    [
        ({}, {"resample": "week", "measure": "sum"}, "sum"),
        ({"north": "€", "south": "€"}, {"resample": "week", "measure": "sum"}, "sum (€)"),
        ({"north": "€", "south": "€"}, {"resample": "week", "measure": "count"}, "count"),
        ({"north": "€", "south": "kg"}, {"resample": "week"}, "mean"),
        ({"north": "€", "south": "€"}, {}, "€"),
        ({"north": "€"}, {}, "value"),
    ],
)
def test_the_upright_axis_of_several_columns_tells_how_they_are_summed_up_and_their_unit(units, settings, named):
    table = TABLE.copy()
    table.attrs["units"] = units
    assert drawn(table, x="day", y=["north", "south"], **settings).y.title == named


def test_without_a_column_along_the_axis_rows_are_numbered():
    (line,) = drawn(TABLE, y=["south"]).layers
    assert (line.x, line.y) == ((1, 2, 3), (30, 10, 20))


def test_thinning_keeps_the_peaks_and_the_gaps():
    values = np.zeros(30_000)
    values[12_345], values[20_000], values[25_000] = 9.0, -9.0, np.nan
    (line,) = drawn(pd.DataFrame({"v": values}), y=["v"], most_points=300).layers
    assert len(line.y) <= 330
    assert {9.0, -9.0, None} <= set(line.y)
    assert line.x[-1] == 30_000


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(DataError, match="no column is chosen"):
        drawn(TABLE)
    wide = pd.DataFrame({f"c{number}": [1.0] for number in range(9)})
    with pytest.raises(DataError, match="more than 7 lines"):
        drawn(wide, y=list(wide.columns))


def test_a_group_has_a_line_of_its_own():
    table = pd.DataFrame({"t": [1, 1, 2, 2], "v": [1.0, 10.0, 2.0, 20.0], "g": ["a", "b", "a", "b"]})
    plot = drawn(table, x="t", y=["v"], group="g")
    assert {line.name: line.y for line in plot.layers} == {"a": (1, 2), "b": (10, 20)}
    assert plot.legend == "g"
    wide = table.assign(**{f"v{place}": 1.0 for place in range(4)})
    with pytest.raises(DataError, match="4 columns of 2 groups make 8 lines"):
        drawn(wide, x="t", y=[f"v{place}" for place in range(4)], group="g")


def test_gaps_may_be_bridged():
    (line,) = drawn(TABLE, x="day", y=["north"], gaps="connect").layers
    assert line.y == (1, 3)


@pytest.mark.parametrize(("resample", "frequency"), [("day", "D"), ("month", "M"), ("year", "Y"), ("hour", "h")])
@given(
    hours=st.lists(st.integers(0, 20_000), min_size=1, max_size=30),
    measure=st.sampled_from(["mean", "sum", "min", "count"]),
)
@settings(max_examples=12, deadline=None)
def test_dates_are_summed_up_by_period(resample, frequency, hours, measure):
    days = pd.Timestamp("2024-02-28 23:00") + pd.to_timedelta(hours, unit="h")
    table = pd.DataFrame({"day": days, "v": np.arange(len(hours), dtype="float64")})
    (line,) = drawn(table, x="day", y=["v"], resample=resample, measure=measure).layers
    expected = table.groupby(table["day"].dt.to_period(frequency))["v"].agg(measure)
    found = {x: y for x, y in zip(line.x, line.y, strict=True) if y is not None and not (measure == "count" and y == 0)}
    assert found == pytest.approx({period.start_time.timestamp(): value for period, value in expected.items()})


def test_periods_are_those_of_the_time_zone_and_weeks_begin_on_monday():
    moments = pd.to_datetime(["2026-01-01 23:30", "2026-01-02 00:30"], utc=True).tz_convert("Europe/Berlin")
    plot = drawn(pd.DataFrame({"t": moments, "v": [1.0, 2.0]}), x="t", y=["v"], resample="day", measure="sum")
    assert plot.layers[0].x == (pd.Timestamp("2026-01-02", tz="Europe/Berlin").timestamp(),)
    assert plot.x.title == "t (Europe/Berlin)"
    sunday_monday = pd.DataFrame({"t": pd.to_datetime(["2026-01-04 12:00", "2026-01-05 00:00"]), "v": [1.0, 2.0]})
    (line,) = drawn(sunday_monday, x="t", y=["v"], resample="week").layers
    assert line.x == tuple(pd.Timestamp(day).timestamp() for day in ("2025-12-29", "2026-01-05"))


def test_only_dates_have_periods_and_not_too_many():
    with pytest.raises(DataError, match="only dates can be summed up by the day"):
        drawn(TABLE, x="south", y=["north"], resample="day")
    table = pd.DataFrame({"t": pd.to_datetime(["1900-01-01", "2100-01-01"]), "v": [1, 2]})
    with pytest.raises(DataError, match="periods of a minute: choose longer ones"):
        drawn(table, x="t", y=["v"], resample="minute")


def test_what_is_not_above_zero_counts_in_a_sum_on_a_logarithmic_axis():
    days = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-02-01", "2026-03-01"])
    table = pd.DataFrame({"t": days, "v": [-5.0, 10.0, -1.0, 3.0]})
    (line,) = drawn(table, x="t", y=["v"], resample="month", measure="sum", log_y=True).layers
    assert line.y == (5.0, None, 3.0)
    table["v"] = -1.0
    with pytest.raises(DataError, match="no row with a value"):
        drawn(table, x="t", y=["v"], resample="month", measure="sum", log_y=True)


def test_counts_stand_on_an_axis_of_numbers_whatever_is_counted():
    days = pd.to_datetime(["2026-01-01", "2026-01-02", "2026-02-01"])
    table = pd.DataFrame({"t": days, "when": days, "span": days - days[0]})
    for name in ("when", "span"):
        axis = drawn(table, x="t", y=[name], resample="month", measure="count").y
        assert (axis.scale, axis.unit, axis.label) == ("linear", "", name)
    with pytest.raises(DataError, match='"when" holds dates, which have no sum'):
        drawn(table, x="t", y=["when"], resample="month", measure="sum")


def test_columns_without_an_axis_in_common_are_refused():
    days = pd.to_datetime(["2026-01-01", "2026-01-02"])
    table = pd.DataFrame({"v": [1.0, 2.0], "flag": [True, False], "when": days, "span": days - days[0]})
    assert len(drawn(table, y=["v", "flag"]).layers) == 2
    for other, words in (("when", "dates"), ("span", "durations")):
        with pytest.raises(DataError, match=f'"v" holds numbers and "{other}" {words}, which have no axis in common'):
            drawn(table, y=["v", other])
