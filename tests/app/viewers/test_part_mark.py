"""The keyboard among the cells and bars of a plot that lead to rows."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.viewers.view.plot_view import PlotView, figure_for
from knode.core.plot import Axis, Bars, Drawing, Grid, Heatmap, Histogram, Line, Match, Plot, Points, Rows

KEY = Qt.Key
EDGES = (-0.5, 0.5, 1.5, 2.5)


def rows(*names: str) -> Rows:
    return Rows(
        port="table", where=tuple(Match(column=f"c{place}", values=(name,)) for place, name in enumerate(names))
    )


CELLS = Plot(
    title="Confusion",
    x=Axis(label="predicted", categories=("a", "b", "c")),
    y=Axis(label="true", categories=("a", "b", "c"), backwards=True),
    square=True,
    layers=(
        Heatmap(
            x_edges=EDGES, y_edges=EDGES, values=((5.0, 1.0, None), (2.0, 7.0, 0.5), (0.0, 3.0, 9.0)),
            rows=tuple(tuple(None if (y, x) == ("a", "c") else rows(y, x) for x in "abc") for y in "abc"),
        ),
    ),
)  # fmt: skip
BARS = Plot(
    x=Axis(label="error rate", percent=True),
    y=Axis(categories=("plan = pro", "plan = basic", "age = 20 – 30", "nothing"), backwards=True),
    layers=(
        Bars(
            at=(0.0, 1.0, 2.0, 3.0), size=(0.5, 0.031, 0.25, 0.0), sideways=True, labels=("41 rows", "9 rows", "", ""),
            rows=(rows("pro"), rows("basic"), None, rows("none")),
        ),
    ),
)  # fmt: skip


@pytest.fixture
def window(qtbot: Any) -> Any:
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    made.before, made.view, made.after = QPushButton("before"), PlotView("View"), QPushButton("after")  # type: ignore[attr-defined]
    for part in (made.before, made.view, made.after):  # type: ignore[attr-defined]
        column.addWidget(part, part is made.view)  # type: ignore[attr-defined]
    made.resize(560, 460)
    made.show()
    qtbot.waitActive(made)
    yield made
    made.view.clear()  # type: ignore[attr-defined]


def entered(window: Any, drawing: Drawing) -> PlotView:
    """The view, to which Tab has led from the button before it."""
    view: PlotView = window.view
    view.show_plot(*figure_for(drawing.view().content, "light"))
    window.before.setFocus()
    QApplication.processEvents()
    QTest.keyClick(window.before, KEY.Key_Tab)
    QApplication.processEvents()
    assert view.hasFocus()
    return view


def named(view: PlotView, *keys: Qt.Key) -> str:
    """What the mark is called after some keys."""
    for key in keys:
        QTest.keyClick(view, key)
    assert view.mark is not None
    return view.mark.accessibleName() if view.mark.isVisible() else ""


def around(view: PlotView, left: float, right: float, low: float, high: float) -> QRect:
    """A part of the first axes, in pixels of the canvas, with the rim around it."""
    (x0, y0), (x1, y1) = view.axes.transData.transform([(left, low), (right, high)]) / view.canvas.device_pixel_ratio
    height = view.canvas.height()
    return QRect(round(x0), round(height - y1), round(x1 - x0), round(y1 - y0)).adjusted(-3, -3, 3, 3)


def test_arrow_keys_move_a_mark_from_cell_to_cell_each_of_which_has_a_name(window: Any) -> None:
    view = entered(window, CELLS)
    assert named(view) == "true a, predicted a: 5"
    assert named(view, KEY.Key_Right) == "true a, predicted b: 1"
    assert named(view, KEY.Key_Right) == "true b, predicted c: 0.5", "a cell without rows is passed over"
    assert named(view, KEY.Key_Down) == "true c, predicted c: 9"
    assert named(view, KEY.Key_Down, KEY.Key_Right) == "true c, predicted c: 9", "there is nothing further"
    assert named(view, KEY.Key_Home) == "true a, predicted a: 5"
    assert named(view, KEY.Key_End, KEY.Key_Left) == "true c, predicted b: 3"
    assert view.mark is not None
    wanted = around(view, 0.5, 1.5, 2.5, 1.5)
    off = [abs(one - other) for one, other in zip(view.mark.geometry().getRect(), wanted.getRect(), strict=True)]
    assert max(off) <= 2


def test_the_mark_is_told_to_screen_readers_and_drawn_in_ink(window: Any) -> None:
    view = entered(window, CELLS)
    told = QAccessible.queryAccessibleInterface(view.mark)
    assert told.text(QAccessible.Text.Name) == "true a, predicted a: 5"
    assert view.mark is not None
    place = view.mark.geometry().topLeft()
    image = view.canvas.grab().toImage()
    ratio = image.devicePixelRatio()
    colour = image.pixelColor(round((place.x() + 2) * ratio), round((place.y() + 30) * ratio))
    wanted = theme.colour("ink")
    away = max(abs(colour.red() - wanted.red()), abs(colour.blue() - wanted.blue()))
    assert away < 40


def test_enter_asks_for_the_rows_of_the_part_and_escape_leaves_it(window: Any) -> None:
    view = entered(window, CELLS)
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    QTest.keyClick(view, KEY.Key_Return)
    QTest.keyClick(view, KEY.Key_Down)
    QTest.keyClick(view, KEY.Key_Space)
    assert told == [rows("a", "a"), rows("b", "a")]
    assert named(view, KEY.Key_Escape) == ""
    QTest.keyClick(view, KEY.Key_Return)
    assert len(told) == 2, "nothing is marked"
    assert named(view, KEY.Key_Up) == "true b, predicted a: 2", "it comes back where it was"


def test_tab_goes_on_and_the_mark_goes_with_it(window: Any) -> None:
    view = entered(window, CELLS)
    QTest.keyClick(view, KEY.Key_Tab)
    assert window.after.hasFocus()
    assert named(view) == ""
    QTest.keyClick(window.after, KEY.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert view.hasFocus()
    assert named(view) == "true a, predicted a: 5"


def test_bars_are_gone_through_one_by_one_however_long_they_are(window: Any) -> None:
    view = entered(window, BARS)
    assert named(view) == "plan = pro: error rate 50 %, 41 rows"
    assert named(view, KEY.Key_Down) == "plan = basic: error rate 3.1 %, 9 rows"
    assert named(view, KEY.Key_Down) == "nothing: error rate 0 %", (
        "a bar of no length can be reached, one without rows not"
    )


def test_the_keyboard_goes_from_plot_to_plot_and_not_out_of_what_is_zoomed_to(window: Any) -> None:
    view = entered(window, Grid(rows=((BARS, CELLS),)))
    assert named(view) in ("plan = pro: error rate 50 %, 41 rows", "true a, predicted a: 5")
    assert named(view, KEY.Key_Home, KEY.Key_Left, KEY.Key_Left).startswith("plan = ")
    assert named(view, KEY.Key_Right).startswith("true ")
    cells = view.canvas.figure.axes[1]
    cells.set(xlim=(0.6, 2.4), ylim=(2.4, 1.6))
    view.canvas.draw()
    assert named(view) == "", "what was marked is out of sight"
    found = {named(view, key) for key in (KEY.Key_Right, KEY.Key_End, KEY.Key_Left, KEY.Key_Right, KEY.Key_Right)}
    assert {name for name in found if name.startswith("true")} <= {"true c, predicted b: 3", "true c, predicted c: 9"}


def test_the_mark_stays_at_its_part_when_the_plot_is_drawn_anew(window: Any) -> None:
    view = entered(window, CELLS)
    assert named(view, KEY.Key_Down) == "true b, predicted a: 2"
    view.show_plot(*figure_for(CELLS.view().content, "dark", (3.0, 2.5)))
    QApplication.processEvents()
    assert named(view) == "true b, predicted a: 2"


def test_a_plot_without_such_parts_leaves_the_keys_alone(window: Any) -> None:
    view = entered(window, Plot(layers=(Line(x=(0.0, 1.0), y=(0.0, 1.0)),)))
    assert named(view, KEY.Key_Right, KEY.Key_Home) == ""
    before = view.limits()
    QTest.keyClick(view, KEY.Key_Plus)
    assert view.limits() != before


def test_the_bars_of_a_histogram_are_named_by_their_stretches(window: Any) -> None:
    drawing = Plot(
        x=Axis(label="age"),
        y=Axis(label="rows"),
        layers=(Histogram(name="yes", edges=(0.0, 10.0, 20.0), counts=(3.0, 1_200.0), rows=(rows("a"), rows("b"))),),
    )
    view = entered(window, drawing)
    assert view.mark is not None
    assert view.mark.accessibleName() == "age 0 – 10: rows 3, yes"
    QTest.keyClick(view, KEY.Key_Right)
    assert view.mark.accessibleName() == "age 10 – 20: rows 1,200, yes"
    told: list[Rows] = []
    view.rows_wanted.connect(told.append)
    QTest.keyClick(view, KEY.Key_Return)
    assert told == [rows("b")]


def test_points_that_lead_to_rows_are_parts_too(window: Any) -> None:
    points = Points(name="cluster 1", x=(2.5, 2.5), y=(0.0, 3.0), size=9.0, rows=(rows("a"), rows("b")))
    view = entered(window, Plot(x=Axis(label="distance"), y=Axis(label="row"), layers=(points,)))
    assert view.mark is not None
    assert view.mark.accessibleName() == "cluster 1, row 3, distance 2.5"
    assert view.mark.width() == pytest.approx(view.mark.height(), abs=1)
    assert 15 <= view.mark.width() <= 30
    QTest.keyClick(view, KEY.Key_Down)
    assert view.mark.accessibleName() == "cluster 1, row 0, distance 2.5"
