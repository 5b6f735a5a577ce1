"""A plot on matplotlib's Qt canvas: panned and zoomed with the mouse. matplotlib is imported when the first one is shown."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from knode.app import theme

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from knode.core.plot import Plot

STEP = 1.25
Mode = Literal["", "pan", "zoom"]
Limits = tuple[float, float]


def figure_for(content: bytes, look: Any) -> tuple[Plot, Figure]:
    """The plot in the content of a view, drawn. Costs the import of matplotlib the first time: call it on a thread.

    Raises UsageError for content that is no plot.
    """
    # The canvas wants this; imported here, it does not hold the window up later.
    import matplotlib.backends.backend_qtagg  # noqa: F401
    from pydantic import ValidationError

    from knode.core.errors import UsageError
    from knode.core.plot import Plot
    from knode.picture.plot import figure_of

    try:
        plot = Plot.read(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"The plot cannot be drawn: {first['msg']}.") from None
    return plot, figure_of(plot, look)


class PlotView(QWidget):
    """Shows a plot. `mode` says what dragging does: pan, zoom to a rectangle, or nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.plot: Plot | None = None
        self.canvas: Any = None
        self.navigation: Any = None
        self.mode: Mode = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_plot(self, plot: Plot, figure: Figure) -> None:
        """Show a plot that has been drawn into a figure; of the same plot in another theme the limits are kept."""
        limits = self.limits() if self.plot == plot else (None, None)
        self.clear()
        self.plot = plot
        self.canvas = _canvas_class()(figure)
        self.canvas.setAccessibleName(f"{self.name}: {plot.title}")
        self.canvas.setAccessibleDescription(described(plot))
        self.navigation = _navigation_class()(self.canvas)
        self.canvas.mpl_connect("scroll_event", self._scrolled)
        self._layout.addWidget(self.canvas)
        self.set_limits(*limits)
        mode, self.mode = self.mode, ""
        self.set_mode(mode)

    def clear(self) -> None:
        """Let go of the canvas."""
        if self.canvas is not None:
            self._layout.removeWidget(self.canvas)
            self.canvas.hide()
            self.canvas.deleteLater()
            self.canvas = self.navigation = None
        self.plot = None

    @property
    def axes(self) -> Any:
        """The axes of the plot."""
        return self.canvas.figure.axes[0]

    # ---- looking around

    def set_mode(self, mode: Mode) -> None:
        """What dragging does from now on."""
        if self.navigation is not None and mode != self.mode:
            for name in filter(None, (self.mode, mode)):
                getattr(self.navigation, name)()  # matplotlib's modes are toggled.
        self.mode = mode

    def home(self) -> None:
        """The whole plot again."""
        if self.navigation is not None:
            self.navigation.home()

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Nearer or further, with what is `at` (pixels of the canvas) staying where it is; the middle by default."""
        if self.canvas is None:
            return
        self.navigation.push_current()
        axes = self.axes
        place = at if at is not None else axes.transAxes.transform((0.5, 0.5))
        box = axes.transAxes.inverted()
        x, y = box.transform(place)
        corners = [(x - x / factor, y - y / factor), (x + (1 - x) / factor, y + (1 - y) / factor)]
        # In the coordinates of the axes' box, so that a logarithmic axis is zoomed evenly too.
        low, high = (axes.transData.inverted().transform(axes.transAxes.transform(corner)) for corner in corners)
        self.set_limits((low[0], high[0]), (low[1], high[1]))

    def limits(self) -> tuple[Limits | None, Limits | None]:
        """The limits of both axes as they are zoomed to."""
        if self.canvas is None:
            return None, None
        return tuple(self.axes.get_xlim()), tuple(self.axes.get_ylim())

    def set_limits(self, x: Limits | None, y: Limits | None) -> None:
        """Zoom to limits."""
        if x is not None:
            self.axes.set_xlim(*x)
        if y is not None:
            self.axes.set_ylim(*y)
        self.canvas.draw_idle()

    def _scrolled(self, event: Any) -> None:
        self.zoom(STEP**event.step, (event.x, event.y))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text in ("+", "="):
            self.zoom(STEP)
        elif text == "-":
            self.zoom(1 / STEP)
        elif text == "0":
            self.home()
        else:
            super().keyPressEvent(event)


def described(plot: Plot) -> str:
    """A plot in words, for who cannot see it."""
    kinds = ", ".join(dict.fromkeys(layer.kind for layer in plot.layers))
    names = ", ".join(filter(None, plot.names))
    parts = [plot.subtitle, f"{plot.x.title} × {plot.y.title}", kinds, names]
    return "; ".join(part for part in parts if part.strip(" ×"))


def look_name() -> str:
    """The theme that holds, as plots know it."""
    return theme.current().name


@functools.cache
def _canvas_class() -> Any:
    from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

    class PlotCanvas(FigureCanvasQTAgg):
        """matplotlib's canvas, which leaves the keyboard to the view around it."""

        def __init__(self, figure: Figure) -> None:
            super().__init__(figure)  # type: ignore[no-untyped-call]
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setMinimumSize(120, 90)

    return PlotCanvas


@functools.cache
def _navigation_class() -> Any:
    from matplotlib.backend_bases import NavigationToolbar2

    class Navigation(NavigationToolbar2):
        """matplotlib's panning and zooming without its buttons."""

        @property
        def _canvas(self) -> Any:
            return self.canvas

        def draw_rubberband(self, event: Any, x0: float, y0: float, x1: float, y1: float) -> None:
            height = self.canvas.figure.bbox.height
            self._canvas.drawRectangle([int(value) for value in (x0, height - y1, x1 - x0, y1 - y0)])

        def remove_rubberband(self) -> None:
            self._canvas.drawRectangle(None)

    return Navigation
