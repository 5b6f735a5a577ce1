"""A dock for each panel. It holds one panel a session and shows that of the tab in front, made when it is first seen."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QStackedWidget, QTabBar, QWidget

from knode.app.session import Session
from knode.app.shell.panel_title import PanelTitle
from knode.app.shell.panels import PanelPlace, existing

AREAS = {
    "left": Qt.DockWidgetArea.LeftDockWidgetArea,
    "right": Qt.DockWidgetArea.RightDockWidgetArea,
    "bottom": Qt.DockWidgetArea.BottomDockWidgetArea,
}
WIDTHS = {"left": 240, "right": 360}
BOTTOM_SHARE = 0.36
"""Of the window's height, with the tabs: a table has a third of it, so that its rows are seen."""
WIDEST = 0.4
"""The share of the window that a panel takes by itself."""


class PanelDock(QDockWidget):
    """The dock of one panel."""

    made = Signal(QWidget)
    """A panel that is shown for the first time."""

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
            self.made.emit(made)
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
        self._folded: tuple[list[PanelDock], list[PanelDock]] | None = None
        """The docks that come back when the start page is no longer in front, and those to raise; None while it is not."""
        self._sized = False
        self._widened: set[str] = set()
        for dock in self.docks.values():
            dock.visibilityChanged.connect(lambda visible, dock=dock: self._widen(dock) if visible else None)
        self.arrange()

    def fold(self) -> None:
        """Hide all panels: the start page has the window for itself."""
        if self._folded is None:
            shown = [dock for dock in self.docks.values() if not dock.isHidden()]
            self._folded = shown, self._raised()
            for dock in shown:
                dock.hide()

    def unfold(self) -> None:
        """Show the panels again that `fold` hid."""
        if self._folded is None:
            return
        (shown, raised), self._folded = self._folded, None
        for dock in shown:
            dock.show()
        for dock in raised:
            dock.raise_()
        if not self._sized:
            self._sizes()

    def restore(self, state: QByteArray, version: int) -> bool:
        """Take the places and sizes that were saved; whether they fit."""
        self.unfold()
        before = self._tab_bars()
        taken = self.window.restoreState(state, version)
        if taken:
            self._sized = True
            self._widened.update(self.docks)
            # Qt makes new tab bars for a restored state, and leaves the old ones where they were.
            for bar in before:
                bar.hide()
        return taken

    def _raised(self) -> list[PanelDock]:
        titles = {bar.tabText(bar.currentIndex()) for bar in self._tab_bars() if bar.count()}
        return [dock for dock in self.docks.values() if dock.windowTitle() in titles]

    def _tab_bars(self) -> list[QTabBar]:
        """The tab bars of docks that stand for something, oldest first."""
        bars = self.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [bar for bar in bars if not bar.isHidden()]

    def _hide_strays(self) -> None:
        """Of two bars with the same tabs the newer one is in use: adding a third tab leaves the bar of the first two."""
        seen: set[str] = set()
        for bar in reversed(self._tab_bars()):
            titles = {bar.tabText(number) for number in range(bar.count())}
            bar.setHidden(bool(titles & seen))
            seen |= titles

    def arrange(self) -> None:
        """The layout that a new window has: library left, settings right, tables and messages below."""
        for dock in self.docks.values():
            dock.setFloating(False)
            self.window.removeDockWidget(dock)
        for area in AREAS:
            self._fill(area, [dock for dock in self.docks.values() if dock.place.area == area])
        self._hide_strays()
        self._widened.clear()
        self._sized = False
        if self.window.isVisible():
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
        self.window.resizeDocks(
            bottom, [int(self.window.height() * BOTTOM_SHARE)] * len(bottom), Qt.Orientation.Vertical
        )
        self._sized = True

    def keep_share(self, before: int, now: int) -> None:
        """The window is higher or lower than before: what lies below the canvas keeps its share of it."""
        seen = [dock for dock in self.docks.values() if dock.is_seen() and not dock.isFloating()]
        bottom = [dock for dock in seen if self.window.dockWidgetArea(dock) == AREAS["bottom"]]
        if self._sized and before > 0:
            heights = [round((dock.height() + self._tabs_below(dock)) * now / before) for dock in bottom]
            self.window.resizeDocks(bottom, heights, Qt.Orientation.Vertical)

    def _tabs_below(self, dock: PanelDock) -> int:
        """How high the tabs are that a dock stands upon; Qt counts them in when it is told a size."""
        bars = [
            bar for bar in self._tab_bars() if bar.count() and bar.tabText(bar.currentIndex()) == dock.windowTitle()
        ]
        return max((bar.height() for bar in bars), default=0)

    def _widen(self, dock: PanelDock) -> None:
        """A panel that needs more room takes it the first time it is seen; from then on the width is the person's."""
        if dock.place.width and dock.place.name not in self._widened and not dock.isFloating():
            self._widened.add(dock.place.name)
            width = min(dock.place.width, int(self.window.width() * WIDEST))
            if dock.width() < width:
                kept = [each for each in self.docks.values() if each.is_seen() and each.place.area == "left"]
                widths = [each.width() for each in kept]
                self.window.resizeDocks([*kept, dock], [*widths, width], Qt.Orientation.Horizontal)

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
