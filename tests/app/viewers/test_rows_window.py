"""A click on a part of a plot opens the rows that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from knode.app.document import Document
from knode.app.session import Session
from knode.app.viewers.view.plot_view import PlotView, figure_for
from knode.app.viewers.view.rows_window import RowsWindow
from knode.app.viewers.view.view_pane import ViewPane
from knode.app.viewers.view.view_panel import ViewPanel
from knode.app.viewers.view.view_ports import ViewPort
from knode.core.plot import MEDIA_TYPE, Bars, Grid, Heatmap, Histogram, Match, Plot, Points, Rows
from knode.core.registry import REGISTRY
from knode.core.workflow import Instance, Workflow
from tests.app.viewers.engine import TableEngine

VIEW = ViewPort("reader", "view", "Confusion")
TABLE = pd.DataFrame(
    {
        "truth": ["yes", "no", "yes", None, "no"],
        "whole": pd.Categorical([1, 2, 1, 1, 2]),
        "right": pd.array([True, False, None, True, True], dtype="boolean"),
        "code": [1.0, 2.0, 1.0, 1.0, None],
    }
)


def rows(**values: Any) -> Rows:
    return Rows(port="table", where=tuple(Match(column=name, values=value) for name, value in values.items()))


@pytest.fixture
def opened(table_engine: TableEngine, qtbot: Any) -> Any:
    made: list[tuple[RowsWindow, Session]] = []

    def open_rows(wanted: Rows) -> int:
        table_engine.host.put(TABLE)
        session = Session(Document(), table_engine)
        window = RowsWindow.of(session, VIEW, wanted)
        assert window is not None
        made.append((window, session))
        window.show()
        with qtbot.waitSignal(window.viewer.shown, timeout=20_000):
            table_engine.finish()
        return window.viewer.look.order.rows

    yield open_rows
    for window, session in made:
        if shiboken6.isValid(window):
            window.close()
        session.close()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (rows(truth=("yes",)), 2),
        (rows(truth=("yes",), right=("true",)), 1),
        (rows(truth=(None,)), 1),
        (rows(whole=("1",)), 3),
        (rows(right=("false",)), 1),
        (rows(code=("1",)), 3),
        (Rows(port="table", where=(Match(column="code", low=1.5),)), 1),
    ],
)
def test_the_table_is_filtered_to_the_rows(opened: Callable[[Rows], int], wanted: Rows, expected: int) -> None:
    assert opened(wanted) == expected


def test_what_a_node_takes_is_the_table_of_the_node_before_it(table_engine: TableEngine, qtbot: Any) -> None:
    workflow = Workflow()
    for node, kind in (("reader", "io.TableCreator"), ("bars", "visualize.BarChart")):
        workflow.add(Instance(node, kind))
    workflow.link("reader", "table", "bars", "table")
    inner = Workflow()
    for instance in workflow.nodes.values():
        inner.add(Instance(instance.id, instance.type))
    inner.link("reader", "table", "bars", "table")
    workflow.add(Instance("inside", "flow.Component", workflow=inner))
    session = Session(Document(workflow), table_engine)
    wanted = Rows(port="table", side="input", where=(Match(column="truth", values=("yes",)),))
    table_engine.host.put(TABLE)
    window = RowsWindow.of(session, ViewPort("bars", "view", "Bars"), wanted)
    assert window is not None
    window.show()
    with qtbot.waitSignal(window.viewer.shown, timeout=20_000):
        table_engine.finish()
    assert window.viewer.look.order is not None
    assert (window.viewer.step, window.viewer.look.order.rows) == ("reader", 2)
    window.close()
    inside = RowsWindow.of(session, ViewPort("inside/bars", "view", "Bars"), wanted)
    assert inside is not None
    assert inside.viewer.step == "inside/reader"
    inside.close()
    assert RowsWindow.of(session, ViewPort("reader", "view", "None"), wanted) is None, "it is not linked"
    assert RowsWindow.of(session, ViewPort("gone/bars", "view", "None"), wanted) is None
    session.close()


CELLS = Plot(
    layers=(
        Heatmap(
            x_edges=(0.0, 1.0, 2.0), y_edges=(0.0, 1.0), values=((1.0, 2.0),), rows=((rows(truth=("yes",)), None),)
        ),
    )
)
BARS = Plot(layers=(Bars(at=(0.0,), size=(1.0,), rows=(rows(truth=("no",)),)),))
STRETCHES = Plot(layers=(Histogram(edges=(0.0, 1.0, 2.0), counts=(1.0, 2.0), rows=(rows(truth=("yes",)), None)),))


def test_a_click_near_a_point_opens_its_rows(view: PlotView) -> None:
    points = Points(x=(0.0, 1.0, 2.0), y=(0.0, 1.0, 2.0), rows=(rows(truth=("yes",)), None, rows(truth=("no",))))
    view.show_plot(*figure_for(Plot(layers=(points,)).view().content, "light"))
    view.canvas.draw()
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    for x, y in ((0.5, 0.5), (1.0, 1.0), (2.01, 2.0), (0.0, 0.0)):
        click(view, view.axes, x, y)
    assert told == [rows(truth=("no",)), rows(truth=("yes",))]


def drag(view: PlotView, axes: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """The mouse pressed at one place in the numbers of the axes, and let go at another."""
    ratio = view.canvas.device_pixel_ratio
    places = [axes.transData.transform(place) / ratio for place in (start, end)]
    first, last = (QPoint(round(x), round(view.canvas.height() - y)) for x, y in places)
    QTest.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view.canvas, (first + last) / 2)
    QTest.mouseMove(view.canvas, last)
    QTest.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=last)


def test_a_rectangle_in_a_scatter_plot_asks_for_the_rows_in_it(view: PlotView) -> None:
    table = pd.DataFrame({"a": [1.0, 2.0, 3.0], "when": pd.date_range("2026-01-01", periods=3, tz="Europe/Berlin")})
    made = REGISTRY.get("visualize.ScatterPlot").from_settings({"x": "when", "y": "a"}).run(table)
    view.show_plot(*figure_for(made.content, "light"))
    view.canvas.draw()
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    days = table["when"].dt.tz_convert("UTC").dt.tz_localize(None).to_numpy("M8[s]").astype(float) / 86_400
    start, end = (days[0] - 0.02, 1.5), (days[1] + 0.02, 0.9)
    drag(view, view.axes, start, end)
    assert told == [], "dragging has no meaning yet"
    assert view.has_ground
    view.set_mode("rows")
    click(view, view.axes, *start)
    assert told == [], "a click is no rectangle"
    drag(view, view.axes, start, end)
    (wanted,) = told
    assert (wanted.port, wanted.side) == ("table", "input")
    when, a = wanted.where
    assert (when.column, a.column) == ("when", "a")
    assert pd.Timestamp(str(when.low)) < table["when"][0] < table["when"][1] < pd.Timestamp(str(when.high))
    assert (a.low, a.high) == (pytest.approx(0.9, abs=0.05), pytest.approx(1.5, abs=0.05))
    assert len(f"{a.low}{a.high}") <= 10, "no digits that nobody can point at"
    assert "." not in str(when.low), "nor parts of a second"
    view.set_mode("zoom")
    drag(view, view.axes, start, end)
    assert len(told) == 1, "a rectangle zooms now"


def test_a_rectangle_in_a_histogram_asks_for_the_rows_of_its_stretch(view: PlotView) -> None:
    table = pd.DataFrame({"n": range(20)})
    made = REGISTRY.get("visualize.Histogram").from_settings({"column": "n"}).run(table)
    view.show_plot(*figure_for(made.content, "light"))
    view.canvas.draw()
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    view.set_mode("rows")
    drag(view, view.axes, (5.5, 0.2), (10.5, 0.4))
    ((match,),) = (wanted.where for wanted in told)
    assert (match.column, match.low, match.high) == ("n", pytest.approx(5.5, abs=0.1), pytest.approx(10.5, abs=0.1))


def test_the_button_for_rectangles_is_there_where_they_stand_for_rows(table_engine: TableEngine, qtbot: Any) -> None:
    pane = ViewPane(Session(Document(), table_engine))
    qtbot.addWidget(pane)
    scatter = REGISTRY.get("visualize.ScatterPlot").from_settings({"x": "a", "y": "b"})
    points = scatter.run(pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})).content
    pane._show(MEDIA_TYPE, points, figure_for(points, "light"))
    assert pane.around.isVisibleTo(pane)
    pane.around.click()
    assert (pane.plot.mode, pane.around.isChecked(), pane.rectangle.isChecked()) == ("rows", True, False)
    pane.rectangle.click()
    assert (pane.plot.mode, pane.around.isChecked(), pane.rectangle.isChecked()) == ("zoom", False, True)
    pane.around.click()
    bars = BARS.view().content
    pane._show(MEDIA_TYPE, bars, figure_for(bars, "light"))
    assert not pane.around.isVisibleTo(pane)
    assert pane.plot.mode == "", "a click leads to rows again"
    pane.let_go()
    pane.session.close()


@pytest.fixture
def view(qtbot: Any) -> Any:
    made = PlotView("View")
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    yield made
    made.clear()


def click(view: PlotView, axes: Any, x: float, y: float) -> None:
    """A click at a place in the numbers of the axes."""
    across, up = axes.transData.transform((x, y)) / view.canvas.device_pixel_ratio
    place = QPoint(round(across), round(view.canvas.height() - up))
    QTest.mouseMove(view.canvas, place)
    QTest.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("drawing", [CELLS, STRETCHES, Grid(rows=((BARS, CELLS),))])
def test_a_click_tells_which_rows_are_wanted(view: PlotView, drawing: Any, qtbot: Any) -> None:
    view.show_plot(*figure_for(drawing.view().content, "dark"))
    view.canvas.draw()
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    axes = [each for each in view.canvas.figure.axes if getattr(each, "_colorbar", None) is None][-1]
    click(view, axes, 1.5, 0.5)
    assert told == []
    click(view, axes, 0.5, 0.5)
    assert told == [rows(truth=("yes",))]
    view.set_mode("pan")
    click(view, axes, 0.5, 0.5)
    assert len(told) == 1, "a click moves the plot now"


def test_the_next_click_fills_the_window_anew(table_engine: TableEngine, qtbot: Any) -> None:
    panel = ViewPanel(Session(Document(), table_engine))
    qtbot.addWidget(panel)
    table_engine.host.put(TABLE)
    table_engine.finish()
    panel.first.view = VIEW
    panel.first.plot.rows_wanted.emit(rows(truth=("yes",)))
    first = panel.rows
    assert first is not None
    panel.first.plot.rows_wanted.emit(rows(truth=("no",)))
    assert panel.rows is not None
    assert panel.rows is not first
    assert dict(panel.rows.viewer.arrangement.filters)[(False, "truth")].values == ("no",)
    panel.close()
    assert panel.rows is None
    panel.session.close()


def test_escape_closes_the_window_of_rows_and_in_its_field_leaves_the_field_first(opened: Any, qtbot: Any) -> None:
    opened(rows(truth=("yes",)))
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, RowsWindow) and each.isVisible())
    window.viewer.go_to_field()
    QTest.keyClick(window.viewer.toolbar.field, Qt.Key.Key_Escape)
    assert window.isVisible()
    with qtbot.waitSignal(window.closed):
        QTest.keyClick(window.viewer.grid.main, Qt.Key.Key_Escape)
