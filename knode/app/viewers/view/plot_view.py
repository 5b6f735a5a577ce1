"""A plot on matplotlib's Qt canvas: panned and zoomed with the mouse. A report or a tree is a page to scroll in.

matplotlib is imported when the first one is shown.
"""

from __future__ import annotations

import functools
import html
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.viewers.view.part_mark import PartMark
from knode.app.viewers.view.plot_motion import PlotMotion, timed

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from knode.core.plot import Drawing, Plot

STEP = 1.25
MOST_TOLD = 12
LEAST, MOST = 0.25, 6.0
"""Times its size: how far a page can be zoomed."""
PAGE_DPI = 100
BAR = 0.16
"""Inches that the bar beside a page takes."""
LEAST_DRAG = 4
"""Pixels: what is shorter is a click."""
Mode = Literal["", "pan", "zoom", "rows"]
Limits = tuple[float, float]
Both = tuple[Limits, Limits]
"""The limits of x and y of some axes."""


class Drawn(NamedTuple):
    """A plot, drawn into a figure, which is a page where it is larger than its room."""

    plot: Drawing
    figure: Figure
    is_page: bool


def figure_for(content: bytes, look: Any, inches: tuple[float, float] | None = None) -> Drawn:
    """The plot in the content of a view, drawn for a room of so many inches; a page in its own size.

    What could not be read in that room is a page, too. Costs the import of matplotlib the first time: call it on a thread.

    Raises UsageError for content that is no plot.
    """
    # The canvas wants this; imported here, it does not hold the window up later.
    import matplotlib.backends.backend_qtagg  # noqa: F401
    from pydantic import ValidationError

    from knode.core.errors import UsageError
    from knode.core.plot import read
    from knode.picture.plot import figure_of, least_size, scrolls

    try:
        plot = read(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"The plot cannot be drawn: {first['msg']}.") from None
    if inches is None or scrolls(plot):
        return Drawn(plot, figure_of(plot, look), scrolls(plot))
    least = least_size(plot, inches[0])
    is_page = least[0] > inches[0] or least[1] > inches[1]
    bar = BAR if least[1] > inches[1] else 0.0
    width, height = max(inches[0] - bar, least[0]), max(inches[1], least[1])
    return Drawn(plot, figure_of(plot, look, width=width, height=height), is_page)


class PlotView(QWidget):
    """Shows a plot. `mode` says what dragging does: pan, zoom to a rectangle, ask for the rows in one, or nothing.

    The arrow keys move among the cells and bars that stand for rows; Enter asks for these.
    """

    rows_wanted = Signal(object)
    """A click or Enter on what stands for rows of a table, or a rectangle around some: knode.core.plot.Rows."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.plot: Drawing | None = None
        self.canvas: Any = None
        self.navigation: Any = None
        self.mode: Mode = ""
        self.mark: PartMark | None = None
        """Where the keyboard is on the canvas."""
        self.page: QScrollArea | None = None
        """What scrolls, around a canvas that is a page."""
        self.scale = 1.0
        """Of a page, how many times its size."""
        self._inches = (1.0, 1.0)
        self._corner: Any = None
        """The event by which a rectangle was begun."""
        self._whole: list[Both] = []
        """The limits of all axes as the plot was drawn."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_plot(self, plot: Drawing, figure: Figure, is_page: bool) -> None:
        """Show a plot that has been drawn into a figure; of the same plot, drawn anew, what was zoomed to is kept."""
        zoomed = self._zoomed() if self.plot == plot else {}
        marked = self.mark.current if self.plot == plot and self.mark is not None else None
        self.clear()
        self.plot = plot
        self.canvas = _canvas_class()(figure)
        self.canvas.setAccessibleName(f"{self.name}: {plot.title}")
        self.canvas.setAccessibleDescription(described(plot))
        self.navigation = _navigation_class()(self.canvas)
        self.canvas.mpl_connect("scroll_event", self._scrolled)
        self.canvas.mpl_connect("button_press_event", self._pressed)
        self.canvas.mpl_connect("motion_notify_event", self._moved)
        self.canvas.mpl_connect("button_release_event", self._released)
        self.mark = PartMark(self.canvas)
        self.mark.current = marked
        self.page = None
        if is_page:
            self.page = self._page(figure)
        self._layout.addWidget(self.page or self.canvas)
        self._whole = [_limits_of(axes) for axes in figure.axes]
        if zoomed:
            self.navigation.push_current()  # What Home comes back to.
        for place, (x, y) in zoomed.items():
            figure.axes[place].set(xlim=x, ylim=y)
        mode, self.mode = self.mode, ""
        self.set_mode(mode)
        if marked is not None and self.hasFocus():
            self.mark.enter()

    def _page(self, figure: Figure) -> QScrollArea:
        """A place to scroll in, with the canvas at the size of its figure."""
        self._inches = (float(figure.get_figwidth()), float(figure.get_figheight()))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(self.name)
        area.viewport().setStyleSheet(f"background: {_hex(figure)}")
        area.setWidget(self.canvas)
        if self.fits:
            # Its parts are reached by the keys, as in a plot that is no page.
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setFocusProxy(area)
        self._resize_page()
        return area

    def _resize_page(self) -> None:
        width, height = (max(1, round(side * PAGE_DPI * self.scale)) for side in self._inches)
        # The letters grow with the page. The canvas takes this number times the screen's ratio of pixels for its dpi.
        self.canvas.figure._original_dpi = PAGE_DPI * self.scale
        self.canvas.figure.set_dpi(PAGE_DPI * self.scale * self.canvas.device_pixel_ratio)
        self.canvas.setFixedSize(width, height)

    def clear(self) -> None:
        """Let go of the canvas."""
        if self.canvas is not None:
            shown = self.page or self.canvas
            self._layout.removeWidget(shown)
            self.setFocusProxy(None)  # type: ignore[arg-type]
            shown.hide()
            shown.deleteLater()
            self.canvas.motion.forget()
            self.canvas = self.navigation = self.page = self.mark = None
        self.plot = None
        self.scale = 1.0

    @property
    def fits(self) -> bool:
        """Whether it is drawn for the room that there is, and anew for another one."""
        from knode.picture.plot import scrolls

        return self.plot is not None and not scrolls(self.plot)

    @property
    def axes(self) -> Any:
        """The axes of the plot."""
        return self.canvas.figure.axes[0]

    # ---- looking around

    def set_mode(self, mode: Mode) -> None:
        """What dragging does from now on."""
        if self.navigation is not None and mode != self.mode:
            for name in (self.mode, mode):
                if name in ("pan", "zoom") and self.page is None:
                    getattr(self.navigation, name)()  # matplotlib's modes are toggled.
            self.canvas.setCursor(Qt.CursorShape.CrossCursor if mode == "rows" else Qt.CursorShape.ArrowCursor)
        self.mode = mode

    @property
    def dragged(self) -> Mode:
        """What dragging does now: a page is neither panned nor zoomed to a rectangle."""
        return "" if self.page is not None and self.mode != "rows" else self.mode

    def home(self) -> None:
        """The whole plot again, a page in its own size."""
        if self.page is not None:
            self.scale = 1.0
            self._resize_page()
        elif self.navigation is not None:
            self.navigation.home()

    def zoom(self, factor: float, at: tuple[float, float] | None = None) -> None:
        """Nearer or further, with what is `at` (pixels of the canvas) staying where it is; the middle by default."""
        if self.canvas is None:
            return
        if self.page is not None:
            self.scale = min(MOST, max(LEAST, self.scale * factor))
            self._resize_page()
            return
        self.navigation.push_current()
        self.canvas.motion.begin()
        axes = self.axes_at(at)
        place = at if at is not None else axes.transAxes.transform((0.5, 0.5))
        box = axes.transAxes.inverted()
        x, y = box.transform(place)
        corners = [(x - x / factor, y - y / factor), (x + (1 - x) / factor, y + (1 - y) / factor)]
        # In the coordinates of the axes' box, so that a logarithmic axis is zoomed evenly too.
        low, high = (axes.transData.inverted().transform(axes.transAxes.transform(corner)) for corner in corners)
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        self.canvas.draw_idle()

    def axes_at(self, at: tuple[float, float] | None) -> Any:
        """The axes of the plot that is at a place of the canvas, the first by default."""
        found = (axes for axes in self.canvas.figure.axes if at is not None and axes.bbox.contains(*at))
        return next(found, self.axes)

    def limits(self) -> tuple[Limits | None, Limits | None]:
        """The limits of both axes as they are zoomed to."""
        if self.canvas is None or self.page is not None:
            return None, None
        return tuple(self.axes.get_xlim()), tuple(self.axes.get_ylim())

    def _zoomed(self) -> dict[int, Both]:
        """The limits of those axes, by their places, that do not show the whole."""
        if self.canvas is None or self.page is not None:
            return {}
        now = map(_limits_of, self.canvas.figure.axes)
        pairs = enumerate(zip(now, self._whole, strict=True))
        return {place: limits for place, (limits, whole) in pairs if limits != whole}

    def set_limits(self, x: Limits | None, y: Limits | None) -> None:
        """Zoom to limits."""
        if x is not None:
            self.axes.set_xlim(*x)
        if y is not None:
            self.axes.set_ylim(*y)
        self.canvas.draw_idle()

    def _scrolled(self, event: Any) -> None:
        self.zoom(STEP**event.step, (event.x, event.y))

    # ---- rows behind what is drawn

    @property
    def has_ground(self) -> bool:
        """Whether a rectangle in a plot of these stands for rows."""
        plots = getattr(self.plot, "plots", [])
        return any(plot is not None and plot.ground and (plot.x.column or plot.y.column) for plot in plots)

    def _rows_under(self, event: Any) -> Any:
        """The rows that what is under the mouse stands for; None for none, and while dragging has a meaning."""
        from knode.picture.plot_places import rows_under

        if self.dragged or self.plot is None or event.inaxes is None:
            return None
        return rows_under(event.inaxes, event.xdata, event.ydata)

    def _pressed(self, event: Any) -> None:
        if self.dragged == "pan":
            self.canvas.motion.begin(held=True)
        if self.mode == "rows" and event.button == 1 and event.inaxes is not None:
            self._corner = event
        rows = self._rows_under(event) if event.button == 1 else None
        if rows is not None:
            self.rows_wanted.emit(rows)

    def _released(self, event: Any) -> None:
        from knode.picture.plot_places import rows_between

        self.canvas.motion.end()
        begun, self._corner = self._corner, None
        if begun is None or event.button != 1:
            return
        self.navigation.remove_rubberband()
        if max(abs(event.x - begun.x), abs(event.y - begun.y)) >= LEAST_DRAG * self.canvas.device_pixel_ratio:
            rows = rows_between(begun.inaxes, (begun.x, begun.y), (event.x, event.y))
            if rows is not None:
                self.rows_wanted.emit(rows)

    def _moved(self, event: Any) -> None:
        if self._corner is not None:
            self.navigation.draw_rubberband(event, self._corner.x, self._corner.y, event.x, event.y)
            return
        has_rows = self._rows_under(event) is not None
        if not self.dragged:
            shape = Qt.CursorShape.PointingHandCursor if has_rows else Qt.CursorShape.ArrowCursor
            self.canvas.setCursor(shape)
        self.canvas.setToolTip(_plain(self._told_under(event, has_rows)))

    def _told_under(self, event: Any, has_rows: bool) -> str:
        """What is under the mouse, in lines of words."""
        from knode.picture.plot_places import words_under

        if event.inaxes is None or event.button is not None:
            return ""
        words = words_under(event.inaxes, event.xdata, event.ydata)
        hint = self.tr("Click to see these rows") if has_rows else ""
        return "\n".join(filter(None, (words.lines if words is not None else "", hint)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_mouse = event.reason() in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
        if self.mark is not None and not by_mouse:
            self.mark.enter()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.mark is not None:
            self.mark.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mark is None or not self._at_mark(event.key(), self.mark):
            self._at_plot(event)

    def _at_mark(self, key: int, mark: PartMark) -> bool:
        """What keys do at the parts that stand for rows; False for others."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and mark.rows is not None:
            self.rows_wanted.emit(mark.rows)
            return True
        if key == Qt.Key.Key_Escape and mark.isVisible():
            mark.hide()
            return True
        gone = mark.go(key)
        if gone and self.page is not None:
            self.page.ensureWidgetVisible(mark)
        return gone

    def _at_plot(self, event: QKeyEvent) -> None:
        text = event.text()
        if text in ("+", "="):
            self.zoom(STEP)
        elif text == "-":
            self.zoom(1 / STEP)
        elif text == "0":
            self.home()
        elif self.page is not None:
            self.page.keyPressEvent(event)
        else:
            super().keyPressEvent(event)


def _plain(text: str) -> str:
    """A text for a tool tip, in which what looks like HTML is none."""
    return f"<p style='white-space: pre'>{html.escape(text)}</p>" if "<" in text else text


def _limits_of(axes: Any) -> Both:
    return tuple(axes.get_xlim()), tuple(axes.get_ylim())


def described(drawing: Drawing) -> str:
    """A plot in words, for who cannot see it."""
    from knode.core.plot import Plot, Report

    if isinstance(drawing, Plot):
        return _told(drawing)
    inside = [_told(plot) for plot in drawing.plots[:MOST_TOLD]]
    if isinstance(drawing, Report):
        inside = [": ".join(filter(None, (part.heading, part.text))) for part in drawing.sections] + inside
    return "; ".join(filter(None, (drawing.subtitle, *inside)))


def _told(plot: Plot) -> str:
    kinds = ", ".join(dict.fromkeys(layer.kind for layer in plot.layers))
    names = ", ".join(filter(None, plot.names))
    parts = [plot.subtitle, f"{plot.x.title} × {plot.y.title}", kinds, names]
    return "; ".join(part for part in parts if part.strip(" ×"))


def _hex(figure: Figure) -> str:
    from matplotlib.colors import to_hex

    return to_hex(figure.get_facecolor())


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
            self.motion = PlotMotion(self)

        def draw(self) -> None:
            self.motion.drew(timed(super().draw))

        def draw_idle(self) -> None:
            if not self.motion.instead():
                super().draw_idle()  # type: ignore[no-untyped-call]

        def wheelEvent(self, event: QWheelEvent) -> None:
            # On a page the wheel scrolls, which the area around it does.
            if isinstance(self.parent(), QWidget) and isinstance(self.parent().parent(), QScrollArea):
                event.ignore()
            else:
                super().wheelEvent(event)  # type: ignore[no-untyped-call]

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
