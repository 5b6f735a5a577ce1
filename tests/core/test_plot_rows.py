"""The rows that a part of a plot stands for."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from knode.core.plot import Bars, Heatmap, Match, Plot, Rows, read, rows_at

ONE, TWO = (Rows(port="table", where=(Match(column="a", values=(name,)),)) for name in ("one", None))


def test_bars_lead_to_their_rows_wherever_along_them_a_click_is():
    plot = Plot(layers=(Bars(at=(0.0, 1.0, 2.0), size=(3.0, 1.0, 2.0), rows=(ONE, TWO, None)),))
    assert rows_at(plot, 0.3, 99) == ONE
    assert rows_at(plot, 0.9, 0) == TWO
    assert rows_at(plot, 2.0, 1) is None
    assert rows_at(plot, 0.5, 1) is None, "between bars"
    lying = Plot(layers=(Bars(at=(0.0, 1.0), size=(3.0, 1.0), rows=(ONE, TWO), sideways=True),))
    assert rows_at(lying, 0.0, 1.1) == TWO


def test_what_stands_before_is_asked_first():
    cells = Heatmap(x_edges=(0.0, 1.0), y_edges=(0.0, 1.0), values=((1.0,),), rows=((ONE,),))
    bars = Bars(at=(0.5,), size=(1.0,), rows=(TWO,))
    assert rows_at(Plot(layers=(cells, bars)), 0.5, 0.5) == TWO
    assert rows_at(Plot(layers=(bars, cells)), 0.5, 0.5) == ONE
    assert rows_at(Plot(layers=(cells,)), 1.5, 0.5) is None
    assert rows_at(Plot(layers=(Bars(at=(0.0,), size=(1.0,)),)), 0, 0) is None


def test_rows_go_along_with_a_plot_that_is_stored():
    made = Plot(layers=(Bars(at=(0.0,), size=(1.0,), rows=(TWO,)),))
    assert read(made.view().content) == made


@pytest.mark.parametrize("given", [{}, {"values": ("a",), "low": 1.0}, {"low": float("inf")}])
def test_a_match_says_values_or_bounds(given):
    with pytest.raises(ValidationError):
        Match(column="a", **given)


def test_there_are_as_many_rows_as_things_drawn():
    with pytest.raises(ValidationError, match="one length"):
        Bars(at=(0.0, 1.0), size=(1.0, 2.0), rows=(ONE,))
    with pytest.raises(ValidationError, match="as many rows"):
        Heatmap(x_edges=(0.0, 1.0), y_edges=(0.0, 1.0), values=((1.0,),), rows=((ONE, TWO),))
