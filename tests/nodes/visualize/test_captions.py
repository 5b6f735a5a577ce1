"""The title and the names of the axes in a person's own words, at every plot with axes."""

from __future__ import annotations

import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode.core.errors import DataError, KnodeError
from knode.core.plot import Grid, Plot, Report, Sheet, read
from knode_nodes.visualize.bar_chart import BarChart
from knode_nodes.visualize.box_plot import BoxPlot
from knode_nodes.visualize.correlation_matrix import CorrelationMatrix
from knode_nodes.visualize.data_profile import DataProfile
from knode_nodes.visualize.heatmap import Heatmap
from knode_nodes.visualize.histogram import Histogram
from knode_nodes.visualize.line_plot import LinePlot
from knode_nodes.visualize.missingness_map import MissingnessMap
from knode_nodes.visualize.scatter_matrix import ScatterMatrix
from knode_nodes.visualize.scatter_plot import ScatterPlot

TABLE = pd.DataFrame({"age": range(200), "fee": range(200), "kind": list("abcde") * 40, "region": list("nnsss") * 40})
TABLE.attrs["units"] = {"age": "a", "fee": "ct"}
NODES = {
    "bars": (BarChart, {"category": "region", "value": "fee"}),
    "boxes": (BoxPlot, {"columns": ["fee"], "group": "region"}),
    "heat": (Heatmap, {"x": "age", "y": "fee"}),
    "histogram": (Histogram, {"column": "age", "group": "region"}),
    "histograms": (Histogram, {"column": "age", "group": "kind"}),
    "lines": (LinePlot, {"x": "age", "y": ["fee", "age"]}),
    "scatter": (ScatterPlot, {"x": "age", "y": "fee"}),
    "maps": (ScatterPlot, {"x": "age", "y": "fee", "colour": "kind", "most_points": 100}),
}
WORDS = {"title": "What they pay", "x": "Age (years)", "y": "Fee (€)"}


def shown(kind: str, captions=None):
    cls, settings = NODES[kind]
    node = cls.from_settings(settings | ({} if captions is None else {"captions": captions}))
    view = node.run(TABLE, QuietContext()) if cls is BarChart else node.run(TABLE)
    return view.title, read(view.content)


@pytest.mark.parametrize("kind", NODES)
def test_the_title_and_the_axes_are_named_as_the_person_says(kind):
    title, drawing = shown(kind, WORDS)
    assert (title, drawing.title) == ("What they pay", "What they pay")
    assert {(one.x.title, one.y.title) for one in drawing.plots} == {("Age (years)", "Fee (€)")}
    _, before = shown(kind)
    assert isinstance(drawing, Grid) == isinstance(before, Grid) == (kind in ("histograms", "maps"))
    assert drawing.subtitle == before.subtitle
    assert [one.layers for one in drawing.plots] == [one.layers for one in before.plots]


@pytest.mark.parametrize("kind", NODES)
def test_what_is_empty_is_named_by_the_columns(kind):
    assert shown(kind, {}) == shown(kind, {"title": " ", "x": "", "y": ""}) == shown(kind)
    _, drawing = shown(kind, {"x": "Age"})
    _, before = shown(kind)
    assert drawing.title == before.title
    assert [one.y for one in drawing.plots] == [one.y for one in before.plots]
    assert {one.x.label for one in drawing.plots} == {"Age"}


def test_sideways_x_is_still_the_horizontal_axis():
    node = BarChart.from_settings({"category": "region", "direction": "sideways", "captions": {"x": "Customers"}})
    made = read(node.run(TABLE, QuietContext()).content)
    assert (made.x.title, made.y.title) == ("Customers", "region")


def test_words_for_what_there_is_not_are_refused():
    with pytest.raises(KnodeError, match="subtitle"):
        Histogram.from_settings({"column": "age", "captions": {"subtitle": "no"}})


MANY = {
    "scatters": (ScatterMatrix, {"columns": ["age", "fee"]}),
    "correlations": (CorrelationMatrix, {"columns": ["age", "fee"]}),
    "gaps": (MissingnessMap, {}),
    "profile": (DataProfile, {}),
}


def of_many(kind: str, **captions):
    cls, settings = MANY[kind]
    node = cls.from_settings(settings | {"captions": captions})
    made = node.run(TABLE, QuietContext()) if cls is DataProfile else node.run(TABLE)
    view = getattr(made, "view", made)
    return view.title, read(view.content)


def words_of(drawing):
    """Whatever names columns in a drawing."""
    found = set()
    for one in drawing.plots:
        found |= {one.subtitle, one.x.title, one.y.title, *(one.x.categories or ()), *(one.y.categories or ())}
    if isinstance(drawing, Report):
        sheets = [part.body for part in drawing.sections if isinstance(part.body, Sheet)]
        found |= {cell for sheet in sheets for cell in sheet.columns[0].cells}
        found |= set(" ".join(part.text for part in drawing.sections).replace(":", "").split())
    return found


@pytest.mark.parametrize("kind", MANY)
def test_columns_of_plots_of_many_are_called_as_the_person_says(kind):
    title, drawing = of_many(kind, title="What they pay", columns={"fee": "Fee(€)"})
    assert (title, drawing.title) == ("What they pay", "What they pay")
    words = words_of(drawing)
    assert "Fee(€)" in words
    assert "fee" not in words
    assert words & {"age", "age (a)"}


@pytest.mark.parametrize("kind", MANY)
def test_columns_of_many_keep_their_names_where_nothing_is_said(kind):
    title, drawing = of_many(kind, columns={"fee": " "})
    assert (title, drawing) == of_many(kind)
    assert not isinstance(drawing, Plot) or drawing.title == "Correlations"


@pytest.mark.parametrize("kind", MANY)
def test_a_caption_of_a_column_that_is_not_shown_is_refused(kind):
    with pytest.raises(DataError, match='the captions name the column "ege", which is not shown; did you mean "age"'):
        of_many(kind, columns={"ege": "Age"})


def test_a_profile_tells_the_units_of_its_columns():
    _, drawing = of_many("profile")
    assert {"age (a)", "fee (ct)", "kind"} <= words_of(drawing)
