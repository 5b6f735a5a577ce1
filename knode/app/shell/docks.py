"""A dock for each panel. It holds one panel a session and shows that of the tab in front, made when it is first seen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QStackedWidget, QWidget

from knode.app.session import Session
from knode.app.shell.panel_title import PanelTitle
from knode.app.shell.panels import PanelPlace, existing

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
WIDTHS = {"left": 240, "right": 320}
BOTTOM_HEIGHT = 230


class PanelDock(QDockWidget):
    """The dock of one panel."""

    def __init__(self, place: PanelPlace, parent: QWidget) -> None:
        super().__init__(place.title, parent)
        self.place = place
        self.setObjectName(f"dock.{place.name}")
        self.setAccessibleName(place.title)
        self.setTitleBarWidget(PanelTitle(self))
        self._stack = QStackedWidget()
        self._nothing = QLabel(self.tr("Open a workflow to see this."))
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setEnabled(False)
        self._stack.addWidget(self._nothing)
        self.setWidget(self._stack)
        self._panels: dict[Session, QWidget] = {}
        self._session: Session | None = None
        self.visibilityChanged.connect(self._make_if_seen)

    def panel(self, session: Session) -> QWidget:
        """The panel of a session, made if need be."""
        if session not in self._panels:
            made = self.place.make(session)
            made.setObjectName(f"panel.{self.place.name}")
            if not made.accessibleName():
                made.setAccessibleName(self.place.title)
            self._panels[session] = made
            self._stack.addWidget(made)
        return self._panels[session]

    def show_session(self, session: Session | None) -> None:
        """Follow the tab in front."""
        self._session = session
        if session is None:
            self._stack.setCurrentWidget(self._nothing)
        elif session in self._panels or self.is_seen():
            self._stack.setCurrentWidget(self.panel(session))
        else:
            self._stack.setCurrentWidget(self._nothing)

    def forget(self, session: Session) -> None:
        """Drop the panel of a session that closes."""
        panel = self._panels.pop(session, None)
        if self._session is session:
            self.show_session(None)
        if panel is not None:
            self._stack.removeWidget(panel)
            panel.close()
            panel.setParent(None)
            panel.deleteLater()

    def is_seen(self) -> bool:
        """Whether it is visible, and not behind another tab."""
        return self.isVisible() and not self.visibleRegion().isEmpty()

    def _make_if_seen(self, visible: bool) -> None:
        if visible and self._session is not None:
            self._stack.setCurrentWidget(self.panel(self._session))


class Docks:
    """All docks of a window."""

    def __init__(self, window: QMainWindow) -> None:
        self.window = window
        self.docks = {place.name: PanelDock(place, window) for place in existing()}
        window.setCorner(Qt.Corner.BottomLeftCorner, AREAS["left"])
        window.setCorner(Qt.Corner.BottomRightCorner, AREAS["right"])
        self._unfolded: QByteArray | None = None
        """The layout that comes back when the start page is no longer in front; None while it is not."""
        self.arrange()

    def fold(self) -> None:
        """Hide all panels: the start page has the window for itself."""
        if self._unfolded is None:
            self._unfolded = self.window.saveState()
            for dock in self.docks.values():
                dock.hide()

    def unfold(self) -> None:
        """Show the panels again that `fold` hid."""
        state, self._unfolded = self._unfolded, None
        if state is not None:
            self.window.restoreState(state)

    def arrange(self) -> None:
        """The layout that a new window has: library left, settings right, tables and messages below."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.window.removeDockWidget(dock)
        for area in AREAS:
            self._fill(area, [dock for dock in self.docks.values() if dock.place.area == area])
        self._sizes()

    def _fill(self, area: str, docks: list[PanelDock]) -> None:
        first: PanelDock | None = None
        for dock in docks:
            self.window.addDockWidget(AREAS[area], dock)
            dock.setVisible(dock.place.shown)
            if first is None:
                first = dock
            else:
                self.window.tabifyDockWidget(first, dock)
        if first is not None:
            first.raise_()

    def _sizes(self) -> None:
        sides = [dock for dock in self.docks.values() if dock.place.area in WIDTHS]
        self.window.resizeDocks(sides, [WIDTHS[dock.place.area] for dock in sides], Qt.Orientation.Horizontal)
        bottom = [dock for dock in self.docks.values() if dock.place.area == "bottom"]
        self.window.resizeDocks(bottom, [BOTTOM_HEIGHT] * len(bottom), Qt.Orientation.Vertical)

    def show_session(self, session: Session | None) -> None:
        for dock in self.docks.values():
            dock.show_session(session)

    def forget(self, session: Session) -> None:
        for dock in self.docks.values():
            dock.forget(session)

    def show(self, name: str) -> PanelDock | None:
        """Bring a panel to the front, and the keyboard into it; None when there is no such panel."""
        dock = self.docks.get(name)
        if dock is not None:
            dock.show()
            dock.raise_()
            if dock._session is not None:
                dock.show_session(dock._session)
                give_keyboard(dock.panel(dock._session))
        return dock

    def in_front(self) -> list[PanelDock]:
        """The docks that are seen, from left to right, then from top to bottom."""
        seen = [dock for dock in self.docks.values() if dock.is_seen()]
        return sorted(seen, key=lambda dock: (dock.mapToGlobal(dock.rect().topLeft()).x(), dock.y()))


def give_keyboard(panel: QWidget) -> None:
    """The keyboard to a panel, or to the first control in it that takes it."""
    takers = [panel, *panel.findChildren(QWidget)]
    found = (each for each in takers if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible())
    taker = next((each for each in found if each.isEnabled()), None)
    if taker is not None:
        taker.setFocus(Qt.FocusReason.TabFocusReason)
