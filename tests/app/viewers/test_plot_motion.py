"""Plots while they are moved: what is slow to draw goes along as a picture, and is drawn when it rests."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from knode.app.viewers.view import plot_motion
from knode.app.viewers.view.plot_view import PlotView, figure_for
from knode.core.plot import Axis, Plot, Points

PLACES = tuple(float(place) for place in range(60))
PLOT = Plot(
    title="one", x=Axis(label="x"), layers=(Points(x=PLACES, y=tuple(place * 7 % 60 for place in PLACES), size=9),)
)


@pytest.fixture
def view(qtbot: Any) -> Any:
    made = PlotView("View")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.show_plot(*figure_for(PLOT.view().content, "light", (5.0, 3.0)))
    made.set_mode("pan")
    QApplication.processEvents()
    yield made
    made.clear()


def drag(qtbot: Any, view: PlotView, *steps: tuple[int, int]) -> list[int]:
    """Press the mouse in the middle and move it; how often the plot was drawn."""
    drawn: list[int] = []
    view.canvas.mpl_connect("draw_event", lambda _: drawn.append(1))
    start = QPoint(250, 150)
    qtbot.mousePress(view.canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in steps:
        qtbot.mouseMove(view.canvas, start + QPoint(*step))
        QApplication.processEvents()
    return drawn


def seen(view: PlotView, box: tuple[float, float, float, float]) -> np.ndarray:
    """What is on the screen in a box of the figure, as (height, width) lightness."""
    picture = view.canvas.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    left, low, right, top = (round(side) for side in box)
    return lines[picture.height() - top : picture.height() - low, left:right].astype("float64")


def test_a_slow_plot_goes_along_as_a_picture_and_is_drawn_at_rest(qtbot, view, monkeypatch):
    monkeypatch.setattr(plot_motion, "FRAME_MS", -1.0)  # Whatever it takes is slow.
    drawn = drag(qtbot, view, (5, 0), (20, -10), (40, -20))
    motion = view.canvas.motion
    assert motion.isVisible()
    assert not drawn, "no step of the mouse waits for matplotlib"
    box = view.axes.bbox
    part = (box.x0 + 60, box.y0 + 40, box.x1 - 10, box.y1 - 5)
    moved = seen(view, part)
    qtbot.mouseRelease(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(290, 130))
    qtbot.waitUntil(lambda: bool(drawn) and not motion.isVisible())
    # Both show the same points at the same places; matplotlib puts a point on whole pixels.
    assert np.sqrt(((seen(view, part) - moved) ** 2).mean()) < 12
    assert moved.std() > 20, "there are points to be seen"
    assert view.canvas.figure.get_layout_engine() is not None


def test_a_slow_plot_that_is_held_still_is_drawn_too(qtbot, view, monkeypatch):
    monkeypatch.setattr(plot_motion, "FRAME_MS", -1.0)
    drawn = drag(qtbot, view, (30, 10))
    qtbot.waitUntil(lambda: bool(drawn))
    assert not view.canvas.motion.isVisible()
    assert view.canvas.motion.moves, "the mouse is held"


def test_a_plot_that_is_quick_to_draw_is_drawn_at_every_step(qtbot, view, monkeypatch):
    monkeypatch.setattr(plot_motion, "FRAME_MS", 1e9)
    drawn = drag(qtbot, view, (5, 0), (20, -10))
    assert len(drawn) >= 2
    assert not view.canvas.motion.isVisible()


def test_the_wheel_ends_when_it_rests(qtbot, view, monkeypatch):
    monkeypatch.setattr(plot_motion, "FRAME_MS", -1.0)
    drawn: list[int] = []
    view.canvas.mpl_connect("draw_event", lambda _: drawn.append(1))
    for _ in range(3):
        view.zoom(1.25, (200.0, 120.0))
        QApplication.processEvents()
    assert view.canvas.motion.isVisible()
    assert not drawn
    qtbot.waitUntil(lambda: not view.canvas.motion.moves)
    qtbot.waitUntil(lambda: bool(drawn))
    assert not view.canvas.motion.isVisible()
