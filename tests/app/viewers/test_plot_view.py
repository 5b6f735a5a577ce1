"""Plots on screen: grids whose axes are zoomed one by one, and pages to scroll in."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from knode.app.viewers.view.plot_view import PlotView, figure_for
from knode.core.plot import (
    Axis,
    Bars,
    Branch,
    Drawing,
    Grid,
    Match,
    Plot,
    Points,
    Report,
    Rows,
    Section,
    Sheet,
    SheetColumn,
    Tree,
)

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


def bars(count: int) -> Plot:
    places = tuple(float(place) for place in range(count))
    names = tuple(f"segment {place}" for place in range(count))
    rows = tuple(Rows(port="table", where=(Match(column="segment", values=(name,)),)) for name in names)
    layer = Bars(at=places, size=places, sideways=True, rows=rows)
    return Plot(title="bars", x=Axis(label="error"), y=Axis(categories=names, backwards=True), layers=(layer,))


def fitted(view: PlotView, drawing: Drawing) -> PlotView:
    """Shown as it is drawn for the room of the view."""
    view.show_plot(*figure_for(drawing.view().content, "light", (view.width() / 100, view.height() / 100)))
    QApplication.processEvents()
    view.canvas.draw()
    return view


def test_names_that_are_too_many_for_the_room_make_a_page_to_scroll_in(view):
    assert fitted(view, bars(8)).page is None
    fitted(view, bars(60))
    assert view.page is not None
    assert view.page.horizontalScrollBar().maximum() == 0
    assert view.page.verticalScrollBar().maximum() > 200
    labels = [label for label in view.axes.get_yticklabels() if label.get_text()]
    assert len(labels) == 60
    assert min(label.get_fontsize() for label in labels) >= 5.5
    assert fitted(view, POINTS).page is None


def test_a_matrix_that_is_too_large_for_the_room_is_a_page_and_names_its_axes(view):
    pair = Plot(x=Axis(label="length", column="length"), y=Axis(label="width"), ground="table", layers=POINTS.layers)
    fitted(view, Grid(title="matrix", rows=((pair,) * 6,) * 6, share_x="column"))
    assert view.page is not None
    assert view.canvas.width() > 600
    assert {axes.get_xlabel() for axes in view.canvas.figure.axes} == {"", "length"}
    assert view.has_ground


def test_bars_on_a_page_lead_to_their_rows_by_click_and_by_key(qtbot, view):
    fitted(view, bars(60)).set_mode("pan")
    wanted = []
    view.rows_wanted.connect(lambda rows: wanted.append(rows.where[0].values))
    ratio, high = view.canvas.device_pixel_ratio, view.canvas.figure.bbox.height
    x, y = view.axes.transData.transform((5.0, 45.0))
    view.page.verticalScrollBar().setValue(view.page.verticalScrollBar().maximum())
    qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(round(x / ratio), round((high - y) / ratio)))
    assert wanted == [("segment 45",)], "what dragging does in other plots does nothing here"
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert not view.page.hasFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Return):
        qtbot.keyClick(view, key)
    assert wanted[1:] == [("segment 0",), ("segment 59",)]
    assert view.page.verticalScrollBar().value() > 200, "what is marked is in sight"


def test_a_rectangle_on_a_page_is_one_around_rows(qtbot, view):
    pair = Plot(x=Axis(label="length", column="length"), ground="table", layers=POINTS.layers)
    fitted(view, Grid(title="matrix", rows=((pair,) * 6,) * 6)).set_mode("rows")
    wanted = []
    view.rows_wanted.connect(wanted.append)
    box, high = view.canvas.figure.axes[0].bbox, view.canvas.figure.bbox.height
    start, end = (QPoint(round(x), round(high - y)) for x, y in ((box.x0 + 4, box.y0 + 4), (box.x1 - 4, box.y1 - 4)))
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.canvas, end)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=end)
    assert [match.column for match in wanted[0].where] == ["length"]


def hovered(qtbot: Any, view: PlotView, x: float, y: float) -> str:
    """What the window tells where the mouse is, at a place of the plot in its numbers."""
    ratio, high = view.canvas.device_pixel_ratio, view.canvas.figure.bbox.height
    across, up = view.axes.transData.transform((x, y))
    qtbot.mouseMove(view.canvas, QPoint(round(across / ratio), round((high - up) / ratio)))
    return str(view.canvas.toolTip())


def test_what_is_under_the_mouse_is_told_in_words(qtbot, view):
    shown(view, bars(8))
    view.canvas.draw()
    assert hovered(qtbot, view, 2.0, 5.0) == "segment 5\nerror: 5\nClick to see these rows"
    view.set_mode("pan")
    assert hovered(qtbot, view, 2.1, 5.0) == "segment 5\nerror: 5", "a click is the beginning of a drag"
    shown(view, POINTS)
    view.canvas.draw()
    assert hovered(qtbot, view, 10.0, 10.0) == "a\n10\n10"
    assert hovered(qtbot, view, 5.0, 8.0) == ""


def test_names_that_look_like_a_page_are_told_as_they_are(qtbot, view):
    shown(view, POINTS.model_copy(update={"x": Axis(label="<b>age</b>")}))
    view.canvas.draw()
    assert "&lt;b&gt;age&lt;/b&gt;: 10" in hovered(qtbot, view, 10.0, 10.0)


def test_axes_stand_still_while_the_plot_is_panned(qtbot, view):
    fitted(view, Plot(x=Axis(label="x"), layers=(Points(x=(0.0, 9.0), y=(0.0, 9e6)),))).set_mode("pan")
    axes, high = view.axes, view.canvas.figure.bbox.height
    before, limits = axes.bbox.bounds, axes.get_ylim()
    place = QPoint(round(axes.bbox.x0 + 50), round(high - axes.bbox.y0 - 50))
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=place)
    for step in (20, 40, 90):
        qtbot.mouseMove(view.canvas, place + QPoint(0, step))
        view.canvas.draw()
        assert axes.bbox.bounds == before
    assert axes.get_ylim() != limits
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=place + QPoint(0, 90))
    assert view.canvas.figure.get_layout_engine() is not None
    axes.set_ylim(0, 9e-5)
    view.canvas.draw()
    assert axes.bbox.bounds != before, "laid out anew when it is over"


def test_words_that_are_cut_in_the_box_of_a_tree_are_told_whole(qtbot, view):
    question = "the mean of a column whose name is very long indeed, longer than any box of a tree ≤ 41.5?"
    leaf = Branch(lines=("pro 98 %", "80 rows"), parent=0, link="no")
    shown(view, Plot(layers=(Tree(branches=(Branch(lines=(question, "200 rows")), leaf)),)))
    view.canvas.draw()
    box = next(text for text in view.axes.texts if "41.5" in text.get_text())
    assert "…" in box.get_text()
    x, y = box.get_position()
    assert hovered(qtbot, view, x + 20, y) == f"{question}\n200 rows"
    assert hovered(qtbot, view, x + 20, y + 26) == "", "below the box"
