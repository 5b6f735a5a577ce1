"""Plots on screen: grids whose axes are zoomed one by one, and pages to scroll in."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from knode.app.viewers.view.plot_view import PlotView, figure_for
from knode.core.plot import Branch, Drawing, Grid, Plot, Points, Report, Section, Sheet, SheetColumn, Tree

POINTS = Plot(title="one", layers=(Points(name="a", x=(0.0, 10.0), y=(0.0, 10.0)),))
GRID = Grid(title="grid", rows=((POINTS, POINTS),))
SHEET = Sheet(columns=(SheetColumn(label="name", cells=tuple(f"row {number}" for number in range(80))),))
REPORT = Report(title="page", sections=(Section(heading="Table", text="words", body=SHEET), Section(body=POINTS)))
TREE = Plot(title="tree", layers=(Tree(branches=(Branch(lines=("root",)),)),))


@pytest.fixture
def view(qtbot: Any) -> Any:
    made = PlotView("View")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    yield made
    made.clear()


def shown(view: PlotView, drawing: Drawing) -> PlotView:
    view.show_plot(*figure_for(drawing.view().content, "light"))
    QApplication.processEvents()
    return view


def test_a_report_is_a_page_of_its_own_size_to_scroll_in(view):
    shown(view, REPORT)
    assert view.page is not None
    assert view.page.verticalScrollBar().maximum() > 500
    width = view.canvas.width()
    view.zoom(2.0)
    assert view.canvas.width() == pytest.approx(2 * width, abs=2)
    view.home()
    assert view.canvas.width() == width
    assert view.limits() == (None, None)


def test_the_wheel_scrolls_a_page(view):
    shown(view, REPORT)
    place = QPointF(50, 50)
    event = QWheelEvent(
        place, view.canvas.mapToGlobal(place), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.canvas, event)
    assert not event.isAccepted(), "it is left to the area around"
    assert view.canvas.width() == shown(view, REPORT).canvas.width(), "nothing is zoomed"


def test_the_plot_under_the_mouse_is_zoomed(view):
    shown(view, GRID)
    view.canvas.draw()
    first, second = view.canvas.figure.axes
    before = first.get_xlim()
    box = second.bbox
    view.zoom(2.0, ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    assert first.get_xlim() == before
    assert second.get_xlim()[1] - second.get_xlim()[0] == pytest.approx((before[1] - before[0]) / 2)


def test_a_tree_is_a_page_and_a_plot_after_it_is_none(view):
    assert shown(view, TREE).page is not None
    assert shown(view, POINTS).page is None
    assert view.focusProxy() is None


def test_reports_and_grids_are_told_in_words(view):
    assert "Table: words" in shown(view, REPORT).canvas.accessibleDescription()
    assert "points" in shown(view, GRID).canvas.accessibleDescription()
