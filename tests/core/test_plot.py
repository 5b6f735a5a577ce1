"""Plots as plain data."""

from __future__ import annotations

import math

import pytest
from pydantic import ValidationError

from knode.core.plot import MEDIA_TYPE, Axis, Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Text

PLOT = Plot(
    title="All",
    x=Axis(label="time", scale="time", unit="s"),
    layers=(
        Points(name="a", x=(1.0, None), y=(2.0, 3.0)),
        Line(name="b", x=(1.0, 2.0), y=(2.0, None), dashed=True),
        Bars(name="a", at=(0.0,), size=(None,)),
        Boxes(at=(0.0,), low=(1.0,), q1=(2.0,), median=(3.0,), q3=(4.0,), high=(5.0,), outliers=((9.0,),)),
        Heatmap(name="h", x_edges=(0.0, 1.0), y_edges=(0.0, 1.0), values=((None,),)),
        Text(x=1.0, y=1.0, text="here"),
    ),
)


def test_a_plot_travels_in_a_view_and_comes_back_the_same():
    view = PLOT.view()
    assert (view.title, view.media_type) == ("All", MEDIA_TYPE)
    assert Plot.read(view.content) == PLOT


def test_series_are_named_once_and_in_order():
    assert PLOT.names == ["a", "b", ""]
    assert PLOT.x.title == "time (s)"


@pytest.mark.parametrize(
    ("layer", "fields", "reason"),
    [
        (Points, {"x": (1.0,), "y": ()}, "should be of one length"),
        (Histogram, {"edges": (1.0, 2.0), "counts": (1.0, 2.0)}, "should be 3, one more"),
        (Histogram, {"edges": (2.0, 2.0), "counts": (1.0,)}, "should grow"),
        (Heatmap, {"x_edges": (0.0, 1.0), "y_edges": (0.0, 1.0, 2.0), "values": ((1.0,), (1.0, 2.0))}, "of one length"),
        (Points, {"x": (math.nan,), "y": (1.0,)}, "finite number"),
        (Bars, {"at": (0.0,), "size": (1.0,), "base": (0.0, 1.0)}, "should be of one length"),
    ],
)
def test_layers_that_do_not_hang_together_are_refused(layer, fields, reason):
    with pytest.raises(ValidationError, match=reason):
        layer(**fields)
