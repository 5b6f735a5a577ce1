from __future__ import annotations

import itertools

import pytest
from PySide6.QtCore import QRectF

from knode.app.canvas import geometry


def test_a_node_grows_from_the_fourth_port_on():
    assert [geometry.node_height(ports) for ports in (0, 1, 3, 4, 6)] == [60, 60, 60, 76, 108]


def test_ports_of_a_side_stand_evenly():
    assert [geometry.port_offset(place, 3, 60.0) for place in range(3)] == [15, 30, 45]


def test_a_wire_passes_its_reroute_points_and_stays_within_its_bounds():
    points = [(0.0, 0.0), (200.0, 90.0), (-50.0, 160.0), (300.0, 20.0)]
    line = geometry.flattened(points)
    assert all(any(abs(x - a) + abs(y - b) < 1e-6 for a, b in line) for x, y in points)
    left, top, right, bottom = geometry.wire_bounds(points)
    assert all(left <= x <= right and top <= y <= bottom for x, y in line)
    path = geometry.wire_path(points)
    assert QRectF(left, top, right - left, bottom - top).contains(path.boundingRect())


def test_a_straight_wire_has_only_its_points():
    points = [(0.0, 0.0), (50.0, 40.0), (100.0, 0.0)]
    assert geometry.flattened(points, straight=True) == points
    assert geometry.wire_path(points, straight=True).elementCount() == 3


def test_the_distance_from_a_line_is_that_from_its_nearest_part():
    assert geometry.distance((5.0, 3.0), [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]) == 3.0
    assert geometry.distance((13.0, 14.0), [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]) == 5.0


def test_a_stroke_crosses_what_lies_on_both_of_its_sides():
    line = [(0.0, 0.0), (10.0, 0.0)]
    assert geometry.crosses(((5.0, -1.0), (5.0, 1.0)), line)
    assert not geometry.crosses(((5.0, 1.0), (5.0, 2.0)), line)
    assert not geometry.crosses(((15.0, -1.0), (15.0, 1.0)), line)


def test_around_nothing_there_is_nothing():
    assert geometry.around([]).isEmpty()
    assert geometry.around([QRectF(0, 0, 10, 10), QRectF(-5, 20, 1, 1)]) == QRectF(-5, 0, 15, 21)


def test_a_wire_runs_through_a_reroute_point_without_a_corner():
    points = [(0.0, 0.0), (120.0, 90.0), (-200.0, 90.0), (-150.0, 200.0)]
    parts = geometry.segments(points)
    for (_, _, before, here), (_, after, _, _) in itertools.pairwise(parts):
        arrives, leaves = (here[0] - before[0], here[1] - before[1]), (after[0] - here[0], after[1] - here[1])
        assert arrives[0] * leaves[1] == pytest.approx(arrives[1] * leaves[0])
        assert arrives[0] * leaves[0] + arrives[1] * leaves[1] > 0
    assert parts[0][1][1] == 0.0
    assert parts[-1][2][1] == 200.0
