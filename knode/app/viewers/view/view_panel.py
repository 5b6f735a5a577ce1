"""The View panel: views side by side, the first of which follows the selection; each can get a window of its own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.session import Session
from knode.app.viewers.view.rows_window import RowsWindow
from knode.app.viewers.view.view_pane import ViewPane
from knode.app.viewers.view.view_ports import ViewPort, views_of
from knode.core.plot import Rows

WINDOW = QSize(860, 620)
MOST_BESIDE = 4


class ViewPanel(QWidget):
    """Shows views of a session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.windows: list[ViewWindow] = []
        self.rows: RowsWindow | None = None
        """The rows behind what was clicked last."""
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.split)
        self.first = self._add_pane(follows=True)

    @property
    def panes(self) -> list[ViewPane]:
        """The panes from left to right."""
        found = (self.split.widget(place) for place in range(self.split.count()))
        return [pane for pane in found if isinstance(pane, ViewPane)]

    def show_step(self, step: str) -> None:
        """Show the view that a step gives in the first pane."""
        found = views_of(self.session, step)
        if found:
            self.first.show_view(found[0])

    def add_beside(self) -> ViewPane | None:
        """Another pane, which shows what the first one does until another view is chosen in it."""
        if self.split.count() >= MOST_BESIDE:
            return None
        pane = self._add_pane(follows=False)
        pane.shut.show()
        if self.first.view is not None:
            pane.show_view(self.first.view)
        # The new one stays; the first goes on following what is selected.
        return pane

    def detach(self, view: ViewPort) -> ViewWindow:
        """A view in a window of its own."""
        window = ViewWindow(self.session, view)
        self.windows.append(window)
        window.pane.rows_wanted.connect(self.show_rows)
        window.destroyed.connect(lambda: self.windows.remove(window) if window in self.windows else None)
        window.show()
        return window

    def show_rows(self, view: ViewPort, rows: Rows) -> None:
        """The rows of a table behind a part of a view, in a window that the next click fills anew."""
        if self.rows is not None:
            self.rows.close()
        self.rows = RowsWindow.of(self.session, view, rows)
        if self.rows is not None:
            self.rows.closed.connect(self._forget_rows)
            self.rows.show()

    def _forget_rows(self) -> None:
        if self.sender() is self.rows:
            self.rows = None

    def _add_pane(self, *, follows: bool) -> ViewPane:
        pane = ViewPane(self.session, follows=follows)
        pane.beside_wanted.connect(self.add_beside)
        pane.detach_wanted.connect(self.detach)
        pane.rows_wanted.connect(self.show_rows)
        pane.close_wanted.connect(lambda: self._remove(pane))
        self.split.addWidget(pane)
        return pane

    def _remove(self, pane: ViewPane) -> None:
        pane.let_go()
        pane.hide()
        pane.setParent(None)
        pane.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        for window in [*self.windows, *filter(None, [self.rows])]:
            window.close()
        for pane in self.panes:
            pane.let_go()
        super().closeEvent(event)


class ViewWindow(QWidget):
    """One view in a window of its own, until it is closed, as by Escape."""

    def __init__(self, session: Session, view: ViewPort) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{view.title} – {session.document.title}")
        self.setWindowIcon(icons.icon("view"))
        self.resize(WINDOW)
        self.pane = ViewPane(session, follows=False)
        for button in (self.pane.beside, self.pane.detach, self.pane.pin):
            button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pane)
        self.pane.show_view(view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pane.let_go()
        super().closeEvent(event)
