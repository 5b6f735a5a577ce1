"""Plots as plain data."""

from __future__ import annotations

import csv
import io
import math

import pytest
from pydantic import ValidationError

from knode.core.plot import (
    MEDIA_TYPE,
    Axis,
    Bars,
    Boxes,
    Branch,
    Grid,
    Heatmap,
    Histogram,
    Line,
    Match,
    Plot,
    Points,
    Report,
    Rows,
    Rule,
    Section,
    Sheet,
    SheetColumn,
    Text,
    Tree,
    read,
)
from knode.core.plot_data import csv_of

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


@pytest.mark.parametrize(
    ("layer", "fields", "reason"),
    [
        (Points, {"x": (1.0,), "y": (1.0,), "shade": (1.0, 2.0)}, "should be of one length"),
        (Bars, {"at": (0.0,), "size": (1.0,), "labels": ()}, "should be of one length"),
        (
            Heatmap,
            {"x_edges": (0.0, 1.0), "y_edges": (0.0, 1.0), "values": ((1.0,),), "texts": (("a", "b"),)},
            "as many texts",
        ),
        (Tree, {"branches": (Branch(lines=("a",), parent=0),)}, "one root, first"),
        (Tree, {"branches": (Branch(lines=("a",)), Branch(lines=("b",), parent=1))}, "parents before their children"),
        (Tree, {"branches": (Branch(lines=("a",)), Branch(lines=("b",)))}, "one root, first"),
        (Grid, {"rows": ((PLOT,), (PLOT, PLOT))}, "should be of one length"),
        (Grid, {"rows": ((None,),)}, "should have a plot"),
        (
            Sheet,
            {"columns": (SheetColumn(label="a", cells=("x",)), SheetColumn(label="a", cells=()))},
            "should be of one length",
        ),
    ],
)
def test_new_parts_that_do_not_hang_together_are_refused(layer, fields, reason):
    with pytest.raises(ValidationError, match=reason):
        layer(**fields)


SHEET = Sheet(
    columns=(SheetColumn(label="a", cells=("x", "y")), SheetColumn(label="spark", cells=("", ""), sparks=((), ())))
)
REPORT = Report(title="page", sections=(Section(heading="h", body=SHEET), Section(body=PLOT)))
GRID = Grid(title="grid", rows=((PLOT, None),))


@pytest.mark.parametrize("drawing", [PLOT, GRID, REPORT])
def test_whatever_a_view_holds_comes_back_the_same(drawing):
    assert read(drawing.view().content) == drawing


def test_a_plot_of_an_older_version_is_still_read():
    old = b'{"title": "Ages", "layers": [{"kind": "points", "x": [1.0], "y": [2.0], "size": 5.0}]}'
    assert read(old) == Plot(title="Ages", layers=(Points(x=(1.0,), y=(2.0,)),))


def test_lines_of_reference_and_tones_take_no_colour_of_a_series():
    layers = (Rule(name="chance"), Line(name="a", x=(), y=()), Line(name="up", x=(), y=(), tone="positive"))
    assert Plot(layers=layers).names == ["a"]


def rows(drawing):
    return list(csv.DictReader(io.StringIO(csv_of(drawing))))


def test_the_data_of_a_plot_is_a_table():
    plot = Plot(
        x=Axis(categories=("p", "q")),
        layers=(
            Bars(name="a", at=(-0.2, 0.8), size=(1.0, None)),
            Rule(at=3.0),
            Histogram(edges=(0.0, 1.0, 2.0), counts=(4.0, 5.0)),
        ),
    )
    first, second, rule, bar, _ = rows(plot)
    assert (first["kind"], first["series"], first["at"], first["size"]) == ("bars", "a", "p", "1.0")
    assert (second["at"], second["size"]) == ("q", "")
    assert rule["at"] == "3.0"
    assert (bar["from"], bar["to"], bar["count"]) == ("0.0", "1.0", "4.0")


def test_the_data_of_heat_maps_trees_and_boxes_are_tables_too():
    assert rows(PLOT)[-2]["value"] == ""
    boxes = next(row for row in rows(PLOT) if row["kind"] == "boxes")
    assert (boxes["median"], boxes["outliers"]) == ("3.0", "9.0")
    tree = Plot(layers=(Tree(branches=(Branch(lines=("a", "b")), Branch(lines=("c",), parent=0, link="yes"))),))
    assert [(row["text"], row["parent"], row["link"]) for row in rows(tree)] == [("a; b", "", ""), ("c", "0", "yes")]
    assert {row["plot"] for row in rows(Grid(rows=((PLOT, PLOT),)))} == {"1 All", "2 All"}


def test_what_a_click_opens_is_no_part_of_the_data():
    behind = Rows(port="table", where=(Match(column="c", values=("x",)),))
    parts = {"at": (0.0,), "low": (1.0,), "q1": (2.0,), "median": (3.0,), "q3": (4.0,), "high": (5.0,)}
    for layer in (Bars(at=(0.0,), size=(1.0,), rows=(behind,)), Boxes(**parts, rows=(behind,))):
        (row,) = rows(Plot(layers=(layer,)))
        assert "port" not in str(row)
        assert "rows" not in row


def test_a_plot_that_brings_its_data_gives_that():
    plot = Plot(layers=(Line(x=(1.0, 2.0), y=(3.0, 4.0)),), data=SHEET)
    assert csv_of(plot) == "a\nx\ny\n"
    assert read(plot.view().content) == plot


def test_the_data_of_a_report_is_its_tables():
    assert csv_of(REPORT) == "a\nx\ny\n"


def test_the_data_of_a_table_for_people_is_that_behind_its_cells():
    shown = Sheet(columns=(SheetColumn(label="a", cells=("1,000 EUR",)),), data=SHEET)
    report = Report(sections=(Section(body=shown),))
    assert csv_of(report) == "a\nx\ny\n"
    assert read(report.view().content) == report
