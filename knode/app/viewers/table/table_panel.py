"""The panel of tables: what the selected node gives, a tab for each of its tables."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabWidget, QToolButton, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.session import Session
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.table_window import TableWindow
from knode.app.viewers.table.viewer import TableViewer
from knode.app.viewers.tables_of import tables_of

SETTLE_MS = 60
"""A selection that moves on sooner is not followed: walking over nodes opens no tables on the way."""
ARRANGEMENTS_HELD = 200
Place = tuple[str, str]
"""A step and a port."""


class TablePanel(QWidget):
    """Shows tables of one session.

    Responsibilities: follows the selection, unless it is told to stay; a tab for each table of the node; remembers how
    each table was arranged; opens windows of their own.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.step = ""
        self.windows: list[TableWindow] = []
        self._arrangements: dict[Place, Arrangement] = {}
        self._ports: tuple[str, ...] = ()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._follow_selection)
        session.selection_changed.connect(self._timer.start)
        session.path_changed.connect(self._timer.start)
        session.document.changed.connect(self._timer.start)
        self._timer.start()

    def _build(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setTabBarAutoHide(True)
        self.tabs.setAccessibleName(self.tr("Tables of the node"))
        self.tabs.currentChanged.connect(self._fill_tab)
        self.stay = QToolButton(self)
        self.stay.setIcon(icons.icon("pin"))
        self.stay.setCheckable(True)
        self.stay.setAutoRaise(True)
        self.stay.setToolTip(self.tr("Stay with this node when another is selected"))
        self.stay.setAccessibleName(self.stay.toolTip())
        self.stay.toggled.connect(self._timer_start)
        self.hint = QLabel(self)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.hint)
        self.stack.addWidget(self.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _timer_start(self) -> None:
        self._timer.start()

    # ---- which tables

    @property
    def viewer(self) -> TableViewer | None:
        """The table in front."""
        page = self.tabs.currentWidget()
        is_front = self.stack.currentWidget() is self.tabs
        return page.viewer if is_front and isinstance(page, _Page) else None

    def show_port(self, step: str, port: str) -> None:
        """Show the table of a step's output."""
        self.show_step(step)
        if port in self._ports:
            self.tabs.setCurrentIndex(self._ports.index(port))

    def _follow_selection(self) -> None:
        if not self.isVisible():
            return
        if self.stay.isChecked() and self.step and tables_of(self.session, self.step) is not None:
            return
        selection = self.session.selection
        if selection:
            self.show_step(self.session.step(selection[-1]))
        elif not self.step or tables_of(self.session, self.step) is None:
            self._show_hint(self.tr("Select a node to see its table."))

    def show_step(self, step: str) -> None:
        """Show the tables of a step, the first one in front."""
        ports = tables_of(self.session, step) or ()
        if step == self.step and ports == self._ports:
            return
        self._clear()
        self.step, self._ports = step, ports
        if not ports:
            self._show_hint(self.tr("“{name}” gives no table.").format(name=self.session.title(step)))
            return
        self.tabs.blockSignals(True)
        for port in ports:
            self.tabs.addTab(_Page(self.tabs), port)
        self.tabs.blockSignals(False)
        self.stack.setCurrentWidget(self.tabs)
        self._fill_tab(0)

    def _show_hint(self, text: str) -> None:
        self._clear()
        self.hint.setText(text)
        self.hint.setStyleSheet(f"color: {theme.current().ui.muted};")
        self.stack.setCurrentWidget(self.hint)

    def _fill_tab(self, number: int) -> None:
        """Make the viewer of a tab that is seen for the first time."""
        page = self.tabs.widget(number)
        if not isinstance(page, _Page) or page.viewer is not None:
            return
        viewer = TableViewer(self.session, self.step, self._ports[number], page, self._arrangement(number))
        viewer.detach_wanted.connect(lambda: self.detach(viewer))
        page.fill(viewer)
        viewer.toolbar.add_button(self.stay)

    def _arrangement(self, number: int) -> Arrangement:
        place = (self.step, self._ports[number])
        made = self._arrangements.pop(place, None) or Arrangement()
        self._arrangements[place] = made
        while len(self._arrangements) > ARRANGEMENTS_HELD:
            del self._arrangements[next(iter(self._arrangements))]
        return made

    def _clear(self) -> None:
        self.stay.setParent(self)
        self.stay.hide()
        self.step, self._ports = "", ()
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.blockSignals(True)
            self.tabs.removeTab(0)
            self.tabs.blockSignals(False)
            if isinstance(page, _Page):
                page.empty()

    # ---- windows of their own

    def detach(self, viewer: TableViewer | None = None) -> TableWindow | None:
        """Show a table in a window of its own, arranged as it is here."""
        viewer = viewer or self.viewer
        if viewer is None:
            return None
        title = self.tr("{node} · {port}").format(node=self.session.title(viewer.step), port=viewer.port)
        window = TableWindow(self.session, viewer.step, viewer.port, viewer.arrangement.copied(), title)
        self.windows.append(window)
        window.closed.connect(lambda: self.windows.remove(window))
        window.show()
        return window

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_tables()
        super().closeEvent(event)

    def close_tables(self) -> None:
        """Let go of all tables; the session is about to end."""
        self._timer.stop()
        self._clear()
        for window in list(self.windows):
            window.close()


class _Page(QWidget):
    """The place of a viewer in a tab."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.viewer: TableViewer | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def fill(self, viewer: TableViewer) -> None:
        """Show a table."""
        self.viewer = viewer
        self._layout.addWidget(viewer)

    def empty(self) -> None:
        """Let go of the table, and go."""
        if self.viewer is not None:
            self.viewer.close_table()
        self.deleteLater()
