"""The main window: open workflows in tabs, panels around them, and everything that can be done from one table of actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from knode import __version__
from knode.app.actions import ActionTable
from knode.app.canvas.view import CanvasView
from knode.app.document import Document
from knode.app.program import Program
from knode.app.session import Session
from knode.app.shell import areas
from knode.app.shell.docks import Docks, PanelDock, give_keyboard
from knode.app.shell.document_tabs import DocumentTabs
from knode.app.shell.files import WindowFiles
from knode.app.shell.following import Following
from knode.app.shell.layouts import LAST, Layouts
from knode.app.shell.menus import Menus, make_toolbar
from knode.app.shell.recent_menu import RecentMenu
from knode.app.shell.safety import Safety
from knode.app.shell.showing import Showing
from knode.app.shell.start_page import StartPage
from knode.app.shell.tab import WorkflowTab
from knode.app.shell.toasts import Level, Toaster
from knode.app.shell.trust import Trust

SIZE = QSize(1440, 900)


class MainWindow(QMainWindow):
    """One window.

    Responsibilities: holds tabs, docks, menus and the status bar together; says which session and canvas are in front;
    opens the shell's dialogs. What an action does stands in the `actions` module of its area.
    """

    closed = Signal()
    tab_changed = Signal()
    """Another tab is in front: `session` and `view` are others now, or None."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program
        self.setObjectName("window")
        self.setWindowTitle("knode")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setDockOptions(self.DockOption.AllowTabbedDocks | self.DockOption.AllowNestedDocks)
        self.resize(SIZE)
        self._may_close = False
        self._commands_used: list[str] = []
        self.tabs = self._make_tabs()
        self.docks = Docks(self)
        self.layouts = Layouts(self, self.docks)
        self.files = WindowFiles(self)
        self.trust = Trust(self)
        self.safety = Safety(self)
        self.toaster = Toaster(self)
        for dock in self.docks.docks.values():
            dock.visibilityChanged.connect(self.toaster.raise_all)
        self.actions_table = ActionTable(self)
        areas.collect(self.actions_table, self)
        self.menus = Menus(self, self.actions_table)
        self._add_recent_menu()
        self.addToolBar(make_toolbar(self, self.actions_table))
        self._status = QStackedWidget()
        self._status.addWidget(QWidget())
        self.statusBar().addWidget(self._status, 1)
        self.statusBar().setSizeGripEnabled(False)
        self.following = Following(self)
        self.showing = Showing(self)
        program.keymap.changed.connect(self.set_keys)
        program.preferences.changed.connect(self._prefer)  # No lambda: it would outlive the window.
        program.mishaps.happened.connect(self._tell_mishap)
        self.set_keys()
        self.layouts.restore(LAST)
        self.show_start_page()

    def _make_tabs(self) -> DocumentTabs:
        tabs = DocumentTabs()
        tabs.tabCloseRequested.connect(self.close_tab)
        tabs.currentChanged.connect(lambda _: self._tab_changed())
        self.setCentralWidget(tabs)
        return tabs

    def _add_recent_menu(self) -> None:
        menu = RecentMenu(self.program.recent, lambda file: self.files.open([file]), self)
        self.menus.menus["File"].insertMenu(self.actions_table.qaction("file.save"), menu)

    # ---- what is in front

    @property
    def tab(self) -> WorkflowTab | None:
        """The workflow tab in front; None while the start page is."""
        found = self.tabs.currentWidget()
        return found if isinstance(found, WorkflowTab) else None

    @property
    def session(self) -> Session | None:
        """The session in front."""
        return self.tab.session if self.tab is not None else None

    @property
    def view(self) -> CanvasView | None:
        """The canvas in front."""
        return self.tab.view if self.tab is not None else None

    def workflow_tabs(self) -> list[WorkflowTab]:
        """All tabs with workflows, from left to right."""
        widgets = [self.tabs.widget(number) for number in range(self.tabs.count())]
        return [widget for widget in widgets if isinstance(widget, WorkflowTab)]

    # ---- tabs

    def add_document(self, document: Document, *, trusted: bool | None = None) -> WorkflowTab:
        """Open a document in a tab in front. `trusted`: whether its code may run; None looks where it comes from."""
        taken = {tab.session.document.title for tab in self.workflow_tabs()}
        while document.title in taken and document.file is None and not document.workflow.name:
            document.number += 1
        may_run = self.trust.is_trusted(document) if trusted is None else trusted
        session = Session(document, self.program.make_engine(), trusted=may_run)
        tab = WorkflowTab(session)
        tab.status.problems_wanted.connect(lambda: self.show_panel("problems"))
        tab.prefer(self.program.preferences.values)
        self.actions_table.attach(tab.view)
        self._status.addWidget(tab.status)
        self.following.follow(tab)
        self.showing.follow(tab.session)
        self.tabs.setCurrentIndex(self.tabs.addTab(tab, tab.title))
        self._drop_start_page()
        self.trust.watch(tab)
        self.safety.keep(tab)
        # The engine process starts once the window has been painted.
        QTimer.singleShot(0, session, session.start)
        QTimer.singleShot(0, tab, tab.first_look)
        tab.setFocus()
        return tab

    def show_tab(self, tab: QWidget) -> None:
        """Bring a tab, and the window, to the front."""
        self.tabs.setCurrentWidget(tab)
        self.activateWindow()
        self.raise_()

    def step_tab(self, by: int) -> None:
        """Go to the next tab, or the one before."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % max(self.tabs.count(), 1))

    def close_tab(self, number: int | None = None) -> None:
        """Close a tab, or the one in front, after a question when it is not saved."""
        tab = self.tabs.widget(self.tabs.currentIndex() if number is None else number)
        if isinstance(tab, WorkflowTab):
            self.files.guard([tab], lambda: self._remove_tab(tab))
        elif tab is not None:
            self._remove_start_page()

    def _remove_tab(self, tab: WorkflowTab) -> None:
        self.docks.forget(tab.session)
        self._status.removeWidget(tab.status)
        self.tabs.removeTab(self.tabs.indexOf(tab))
        tab.close_session()
        tab.status.deleteLater()
        tab.deleteLater()
        if not self.tabs.count() and not self._may_close:
            self.show_start_page()

    def _tab_changed(self) -> None:
        tab = self.tab
        if tab is None:
            self.docks.fold()
        else:
            self.docks.unfold()
        self.docks.show_session(self.session)
        self._status.setCurrentIndex(self._status.indexOf(tab.status) if tab is not None else 0)
        self.following.refresh()
        self.tab_changed.emit()
        # Docks that come back lie above all else, once they have been laid out.
        QTimer.singleShot(0, self.toaster, self.toaster.raise_all)

    # ---- the start page

    def show_start_page(self) -> None:
        """The start page in front."""
        page = self.start_page()
        if page is None:
            made = [self.actions_table.qaction(name) for name in ("file.new", "file.open", "guide.start")]
            page = StartPage(self.program.recent, made)
            page.file_chosen.connect(lambda file: self.files.open([file]))
            page.example_chosen.connect(self.files.open_example)
            page.template_chosen.connect(self.files.open_template)
            self.tabs.insertTab(0, page, self.tr("Start"))
        self.tabs.setCurrentWidget(page)

    def start_page(self) -> StartPage | None:
        """The start page, if it is open."""
        widgets = (self.tabs.widget(number) for number in range(self.tabs.count()))
        return next((widget for widget in widgets if isinstance(widget, StartPage)), None)

    def _drop_start_page(self) -> None:
        if len(self.workflow_tabs()) == 1:
            self._remove_start_page()

    def _remove_start_page(self) -> None:
        page = self.start_page()
        if page is not None and self.tabs.count() > 1:
            self.tabs.removeTab(self.tabs.indexOf(page))
            page.forget()
            page.deleteLater()

    # ---- what parts ask of the window

    def show_panel(self, name: str) -> QWidget | None:
        """Bring a panel to the front; the panel of the session in front, or None."""
        dock = self.docks.show(name)
        self.toaster.raise_all()
        return dock.panel(self.session) if dock is not None and self.session is not None else None

    def tell(self, text: str, level: Level = "info", offer: tuple[str, Callable[[], None]] | None = None) -> None:
        """A short message at the lower edge, with a button where there is something to do about it."""
        self.toaster.tell(text, level, offer)

    def _tell_mishap(self, kind: str) -> None:
        said = self.tr("knode itself went wrong: {error}. That is our mistake; your workflow is as it was.")
        self.tell(said.format(error=kind), "error", (self.tr("Report…"), self.show_report))

    def focus_canvas(self) -> None:
        """The keyboard to the canvas."""
        if self.view is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_panel(self, by: int) -> None:
        """The keyboard to the next panel that is seen, or the one before; the canvas is one of them."""
        places: list[QWidget] = [self.tabs, *self.docks.in_front()]
        focus = QApplication.focusWidget()
        now = next((number for number, place in enumerate(places) if focus and place.isAncestorOf(focus)), 0)
        place = places[(now + by) % len(places)]
        if isinstance(place, PanelDock) and self.session is not None:
            give_keyboard(place.panel(self.session))
        else:
            self.focus_canvas()

    def set_keys(self) -> None:
        """Give the actions the keys of the keymap."""
        self.actions_table.set_keys(self.program.keymap.keys)

    def _prefer(self) -> None:
        for tab in self.workflow_tabs():
            tab.prefer(self.program.preferences.values)

    # ---- dialogs

    def show_palette(self) -> None:
        """The command palette."""
        from knode.app.shell.palette import CommandPalette

        self.actions_table.refresh()
        actions = [self.actions_table.qaction(action.name) for action in self.actions_table]
        CommandPalette(self, actions, self._commands_used).pop_up()

    def show_preferences(self) -> None:
        """The preferences dialog."""
        from knode.app.shell.preferences_dialog import PreferencesDialog

        PreferencesDialog(self.program, list(self.actions_table), self).open()

    def show_report(self) -> None:
        """The dialog that makes a report of a problem."""
        from knode.app.shell.report_dialog import ReportDialog

        ReportDialog(self).open()

    def show_about(self) -> None:
        """What this is."""
        box = QMessageBox(self)
        box.setObjectName("about")
        box.setText(f"<b>knode {__version__}</b>")
        box.setInformativeText(self.tr("Visual, node-based data science. Apache License 2.0."))
        box.finished.connect(box.deleteLater)
        box.open()

    # ---- closing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.following.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.docks.keep_share(event.oldSize().height(), event.size().height())

    def closeEvent(self, event: QCloseEvent) -> None:
        unsaved = [tab for tab in self.workflow_tabs() if not tab.session.document.is_clean]
        if unsaved and not self._may_close:
            event.ignore()
            self.files.guard(unsaved, self._close_for_good)
            return
        self._may_close = True
        if len(self.program.windows) == 1:
            self.program.remember_open()
        self.layouts.save(LAST)
        self.following.stop()
        self.showing.stop()
        for tab in self.workflow_tabs():
            self._remove_tab(tab)
        page = self.start_page()
        if page is not None:
            page.forget()
        self.closed.emit()
        super().closeEvent(event)

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()
