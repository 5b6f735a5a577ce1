"""The benchmark of the canvas works: a quick run of it gives every figure. How fast anything is, no test says."""

from __future__ import annotations

import pytest

from tests.bench.canvas.__main__ import QUICK, measured
from tests.bench.canvas.graphs import made

pytestmark = pytest.mark.uncovered


def test_the_benchmark_of_the_canvas_measures_every_step():
    figures = measured(QUICK, 3)
    assert all(figure.measured > 0 for figure in figures)
    asked = {figure.what for figure in figures if figure.asked is not None}
    assert {"fit repaint", "pan step at 1", "rubber band", "select all", "drop of all nodes"} <= asked


def test_a_made_graph_is_the_same_for_the_same_seed_and_has_no_problems_of_form():
    one, other = made(300, 430, 10), made(300, 430, 10)
    assert one == other
    assert one != made(300, 430, 10, seed=5)
    assert len(one.nodes) == 300
    assert not one.find_cycle()
