"""One view on screen, with the buttons above it; it follows the selection, or stays with its node."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.background import Task, in_background
from knode.app.forms.editors.inputs import ComboBox
from knode.app.messages import worded
from knode.app.session import Call, Session
from knode.app.viewers.states import Banner, StatePage, telling
from knode.app.viewers.view.page_view import PageView
from knode.app.viewers.view.picture_view import PictureView
from knode.app.viewers.view.plot_view import PAGE_DPI, Mode, PlotView, figure_for, look_name
from knode.app.viewers.view.view_ports import ViewPort, all_views, views_of
from knode.core.errors import KnodeError
from knode.core.plot import MEDIA_TYPE
from knode.host import view_protocol as protocol
from knode.host.protocol import NodeStatus, PortStatus

FORMATS = {
    MEDIA_TYPE: "PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json)",
    "image/svg+xml": "SVG (*.svg)",
    "image/png": "PNG (*.png)",
    "application/pdf": "PDF (*.pdf)",
    "text/html": "HTML (*.html)",
    "application/json": "JSON (*.json)",
}
STEP = 1.25
SETTLED = 200
"""Milliseconds without a change of size, after which a plot is drawn anew for its room."""
PATIENCE = 250
"""Milliseconds that the picture of another view stays under the name of the one that is drawn."""
SAME = 0.08
"""Inches: differences of size that make none for letters."""


class ViewPane(QWidget):
    """Shows one view.

    Responsibilities: knows which view it shows; asks for its content when there is one, and again when there is another;
    says what is the matter when there is none, or an older one; hands it to the widget for its media type; has a plot drawn
    anew for another theme or another room.
    """

    detach_wanted = Signal(object)
    """ViewPort."""
    beside_wanted = Signal()
    close_wanted = Signal()
    rows_wanted = Signal(object, object)
    """ViewPort, and which rows of a table of its node: knode.core.plot.Rows."""
    told = Signal(str)
    """Something that was done, in words."""

    def __init__(self, session: Session, *, follows: bool = True) -> None:
        super().__init__()
        self.session = session
        self.view: ViewPort | None = None
        self.content: tuple[str, bytes] | None = None
        """Media type and bytes of what is shown."""
        self.others: tuple[str, ...] = ()
        """The media types in which the view can be saved besides its own."""
        self._call: Call | None = None
        self._task: Task | None = None
        self._asked_for: tuple[str, int] | None = None
        """The result and the draft that are shown, or come."""
        self._is_present = False
        self._later = False
        self._drawn_for = (0.0, 0.0)
        self._settling = QTimer(self, singleShot=True, interval=SETTLED)
        self._settling.timeout.connect(self._fit)
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE)
        self._waiting.timeout.connect(self._say_waiting)
        self._make_bodies()
        self._make_bar(follows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        session.selection_changed.connect(self._follow)
        session.statuses_changed.connect(self._statuses_changed)
        theme.switch().changed.connect(self._theme_changed)
        self._refresh()
        self._follow()
        if self.view is None:
            self._say(self.tr("Select a node that gives a view: a plot, a picture or a page."))

    # ---- parts

    def _make_bodies(self) -> None:
        name = self.tr("View")
        self.message = QLabel(wordWrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setObjectName("cardText")
        self.message.setMargin(24)
        self.page, self.picture, self.plot = PageView(name), PictureView(name), PlotView(name)
        self.plot.rows_wanted.connect(lambda rows: self.rows_wanted.emit(self.view, rows))
        self.banner, self.state = Banner(self), StatePage(self)
        for teller in (self.banner, self.state):
            teller.run_wanted.connect(self.run_to_here)
        self.stack = QStackedWidget()
        for body in (self.message, self.state, self.page, self.picture, self.plot):
            self.stack.addWidget(body)

    def _make_bar(self, follows: bool) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(6, 4, 6, 4)
        row.setSpacing(1)
        self.chooser = ViewChooser(self.session)
        self.chooser.chosen.connect(self._choose)
        row.addWidget(self.chooser, 1)
        self.pin = self._button("pin", self.tr("Stay with this view, whatever is selected"), None, checkable=True)
        self.pin.setChecked(not follows)
        self.pin.toggled.connect(lambda _: self._follow())
        self.pan = self._button("pan", self.tr("Drag to move (pan)"), lambda: self._toggle("pan"), checkable=True)
        self.rectangle = self._button(
            "fit", self.tr("Drag a rectangle to zoom to it"), lambda: self._toggle("zoom"), checkable=True
        )
        self.around = self._button(
            "rectangle", self.tr("Drag a rectangle to see the rows in it"), lambda: self._toggle("rows"), checkable=True
        )
        self.nearer = self._button("zoom-in", self.tr("Zoom in"), lambda: self.zoom(STEP))
        self.further = self._button("zoom-out", self.tr("Zoom out"), lambda: self.zoom(1 / STEP))
        self.whole = self._button("home", self.tr("Whole view again"), self.home)
        self.save = self._button("export", self.tr("Save as a file…"), self.ask_file)
        self.copy = self._button("copy", self.tr("Copy the picture"), self.copy_picture)
        self.beside = self._button("beside", self.tr("Another view beside"), self.beside_wanted.emit)
        self.detach = self._button("detach", self.tr("Open in a window of its own"), self._detach)
        self.shut = self._button("close", self.tr("Close this view"), self.close_wanted.emit)
        self.shut.hide()
        buttons = (
            self.pin, self.pan, self.rectangle, self.around, self.nearer, self.further, self.whole, self.save, self.copy,
            self.beside, self.detach, self.shut,
        )  # fmt: skip
        for button in buttons:
            row.addWidget(button)

    def _button(self, icon: str, text: str, on_click: Any, *, checkable: bool = False) -> QToolButton:
        made = QToolButton()
        made.setIcon(icons.icon(icon))
        made.setIconSize(QSize(16, 16))
        made.setToolTip(text)
        made.setAccessibleName(text)
        made.setAutoRaise(True)
        made.setCheckable(checkable)
        if on_click is not None:
            made.clicked.connect(lambda: on_click())
        return made

    # ---- which view

    def _follow(self) -> None:
        if self.pin.isChecked() or not self.session.selection:
            return
        found = views_of(self.session, self.session.step(self.session.selection[-1]))
        if found and found[0] != self.view:
            self.show_view(found[0])

    def show_view(self, view: ViewPort) -> None:
        """Show a view; its content comes when there is one."""
        self.view = view
        self.chooser.show_view(view)
        self.content = self._asked_for = None
        self._is_present = False
        self._drop()
        self.follow()
        self._waiting.start()

    def _choose(self, view: ViewPort) -> None:
        self.pin.setChecked(True)
        self.show_view(view)

    # ---- what becomes of the step

    def _statuses_changed(self, steps: list[str]) -> None:
        if self.view is not None and self.view.step in steps:
            self.follow()

    def _known(self) -> tuple[NodeStatus | None, PortStatus | None]:
        assert self.view is not None
        status = self.session.statuses.get(self.view.step)
        return status, status.outputs.get(self.view.port) if status is not None else None

    def follow(self) -> None:
        """Show what there is of the view now."""
        status, port = self._known()
        present = False
        if status is not None and port is not None and (port.available or port.draft):
            present = status.state == "done" and not status.stale
            wanted = (port.result, port.draft)
            if wanted != self._asked_for or (present and not self._is_present):
                self._come_to(wanted)
        elif self._asked_for is not None and self._asked_for[1]:
            self._drop()  # What was shown while it ran came to no result.
            self.content = self._asked_for = None
        self._is_present = present
        self._tell_state()

    def _come_to(self, wanted: tuple[str, int]) -> None:
        """Ask for it. While a node runs it may show more than can be drawn: then the last of it is drawn later."""
        is_draft = self._asked_for is not None and bool(self._asked_for[1] and wanted[1])
        self._asked_for = wanted
        if is_draft and self._waits:
            self._later = True
        else:
            self.load()

    def _tell_state(self) -> None:
        """Say whether the view is the present one, or why there is none."""
        status, port = self._known()
        has_view = self.content is not None or self._waits
        what = telling(status, has_view, self.view.step if self.view is not None else "")
        if what is None or (has_view and port is not None and port.draft):
            self.banner.hide()
        elif has_view:
            self.banner.tell(what)
        else:
            self.banner.hide()
            self.state.tell(what)
            self.stack.setCurrentWidget(self.state)
        self._refresh()

    def run_to_here(self) -> None:
        """Run the workflow up to the node."""
        if self.view is not None:
            self.session.run([self.view.step])

    # ---- content

    def load(self) -> None:
        """Ask for the content."""
        self._drop()
        assert self.view is not None
        params = protocol.PortParams(step=self.view.step, port=self.view.port)
        self._call = self.session.call(protocol.LOOK, params, self._told_where, self._failed)

    def _told_where(self, found: protocol.ViewFile) -> None:
        self._call = None
        self.others = found.others
        look, inches = look_name(), self._room()
        self._task = in_background(
            lambda: _read(found, look, inches), lambda read: self._show(found.media_type, *read), self._failed
        )

    def _show(self, media_type: str, content: bytes, ready: Any) -> None:
        self._task = None
        self.content = (media_type, content)
        body: QWidget = self.page
        if media_type == MEDIA_TYPE:
            self.plot.show_plot(*ready)
            body = self.plot
        elif media_type == "image/svg+xml":
            body = self.picture if self.picture.show_svg(content) else self.message
        elif media_type == "image/png":
            body = self.picture if self.picture.show_image(ready) else self.message
        elif media_type == "text/html":
            self.page.show_html(ready)
        else:
            self.page.show_json(ready)
        if body is self.message:
            self.message.setText(self.tr("This picture is damaged."))
        self.stack.setCurrentWidget(body)
        self._refresh()
        self._settling.start()  # The room may have changed meanwhile.
        if self._later:
            self.load()

    def _failed(self, error: KnodeError) -> None:
        self._call = self._task = self._asked_for = None
        self._say(worded(error.message))
        self.banner.hide()

    def _say(self, text: str) -> None:
        self.message.setText(text)
        self.stack.setCurrentWidget(self.message)
        self.content = None
        self._refresh()

    def _say_waiting(self) -> None:
        """Nothing of the view is there yet: what is shown is another one's."""
        if self.view is not None and self.content is None and self._waits:
            self._say(self.tr("{title} is being drawn…").format(title=self.view.title))

    def _drop(self) -> None:
        for waiting in (self._call, self._task):
            if waiting is not None:
                waiting.forget()
        self._call = self._task = None
        self._later = False

    def _theme_changed(self) -> None:
        if self.view is not None:
            self._tell_state()
        if self.content is not None and self.content[0] == MEDIA_TYPE:
            self._redraw(self.content[1])

    def _redraw(self, content: bytes) -> None:
        if self._task is not None:
            self._task.forget()
        look, inches = look_name(), self._room()
        self._task = in_background(
            lambda: figure_for(content, look, inches),
            lambda ready: self._show(MEDIA_TYPE, content, ready),
            self._failed,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settling.start()

    def _fit(self) -> None:
        """Draw a plot anew where it was drawn for a room of another size: its letters, legend and names depend on it."""
        is_plot = self.content is not None and self.body is self.plot and self.plot.fits
        if not is_plot or self._task is not None:
            return
        before, now = self._drawn_for, self._measure()
        if any(abs(one - other) > SAME for one, other in zip(before, now, strict=True)):
            assert self.content is not None
            self._redraw(self.content[1])

    def _room(self) -> tuple[float, float]:
        """Inches for a plot that is drawn now."""
        self._drawn_for = self._measure()
        return self._drawn_for

    def _measure(self) -> tuple[float, float]:
        """Inches that there are for a plot; the widget for plots has its size only once it has been shown."""
        room = self.stack.contentsRect()
        return max(2.0, room.width() / PAGE_DPI), max(1.5, room.height() / PAGE_DPI)

    # ---- what buttons do

    @property
    def _waits(self) -> bool:
        """Whether a view is asked for or drawn."""
        return self._call is not None or self._task is not None

    @property
    def body(self) -> Any:
        """The widget that shows the view."""
        return self.stack.currentWidget()

    def _toggle(self, mode: Mode) -> None:
        self.plot.set_mode("" if self.plot.mode == mode else mode)
        self.pan.setChecked(self.plot.mode == "pan")
        self.rectangle.setChecked(self.plot.mode == "zoom")
        self.around.setChecked(self.plot.mode == "rows")

    def zoom(self, factor: float) -> None:
        """Nearer or further."""
        if self.content is not None:
            self.body.zoom(factor)

    def home(self) -> None:
        """The whole view again."""
        if self.content is not None:
            self.body.home()

    @property
    def formats(self) -> list[str]:
        """What the view can be saved as, as a file dialog asks it."""
        own = self.content[0] if self.content is not None else ""
        return [each for media in (own, *self.others) for each in FORMATS.get(media, "*").split(";;")]

    def ask_file(self) -> None:
        """Ask where to save the view."""
        if self.content is None or self.view is None:
            return
        dialog = QFileDialog(self, self.tr("Save the view"), str(self.session.document.folder or ""))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(self.formats)
        dialog.selectFile(self.view.title)
        dialog.fileSelected.connect(lambda file: self.save_as(_with_ending(file, dialog.selectedNameFilter())))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_as(self, file: str) -> None:
        """Write the view to a file, a plot as it is zoomed to; the ending says the format."""
        assert self.view is not None
        x, y = self.plot.limits() if self.body is self.plot else (None, None)
        params = protocol.ExportParams(
            step=self.view.step, port=self.view.port, file=file, theme=theme.current().name, x=x, y=y
        )
        self.session.call(
            protocol.EXPORT, params, lambda done: self.told.emit(self.tr("Saved as {file}").format(file=done.file))
        )

    def copy_picture(self) -> None:
        """Put what is shown on the clipboard."""
        if self.content is not None:
            QGuiApplication.clipboard().setPixmap(self.body.grab())

    def _detach(self) -> None:
        if self.view is not None:
            self.detach_wanted.emit(self.view)

    def _refresh(self) -> None:
        shown = self.content is not None
        is_plot = shown and self.body is self.plot and self.plot.page is None
        for button in (self.pan, self.rectangle):
            button.setVisible(is_plot)
        self.around.setVisible(shown and self.body is self.plot and self.plot.has_ground)
        if self.plot.mode == "rows" and not self.around.isVisibleTo(self):
            self._toggle("rows")
        for button in (self.nearer, self.further, self.whole, self.save, self.copy):
            button.setEnabled(shown)
        self.detach.setEnabled(self.view is not None)

    def let_go(self) -> None:
        """Stop waiting for answers; the pane goes."""
        self._settling.stop()
        self._drop()
        self.plot.clear()


class ViewChooser(ComboBox):
    """Chooses among all views of the workflow; they are looked up when the list opens."""

    chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(self.tr("View to show"))
        self.setPlaceholderText(self.tr("No view"))
        self.activated.connect(lambda _: self.chosen.emit(self.currentData()))

    def show_view(self, view: ViewPort) -> None:
        """Show that this view is in front."""
        self._fill([view], view)

    def showPopup(self) -> None:
        current = self.currentData()
        self._fill(all_views(self._session), current)
        super().showPopup()

    def _fill(self, views: list[ViewPort], current: ViewPort | None) -> None:
        with QSignalBlocker(self):
            self.clear()
            for view in views:
                self.addItem(icons.icon("view", "kind:view"), view.title, view)
            steps = [(view.step, view.port) for view in views]
            here = current is not None and (current.step, current.port) in steps
            self.setCurrentIndex(steps.index((current.step, current.port)) if current is not None and here else -1)


def _read(found: protocol.ViewFile, look: str, inches: tuple[float, float]) -> tuple[bytes, Any]:
    """The content, and what can be made of it on a thread: a drawn figure, a decoded picture, a text."""
    path = Path(found.file)
    content = path.read_bytes()
    with contextlib.suppress(OSError):
        path.unlink()
    if found.media_type == MEDIA_TYPE:
        return content, figure_for(content, look, inches)
    if found.media_type == "image/png":
        return content, QImage.fromData(content)
    if found.media_type == "image/svg+xml":
        return content, None
    return content, content.decode("utf-8", "replace")


def _with_ending(file: str, chosen: str) -> str:
    """A file name with the ending of the chosen format, where it has none."""
    return file if Path(file).suffix else file + chosen.partition("*")[2].rstrip(")")
