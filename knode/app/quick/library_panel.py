"""The library panel: all nodes by pack, those used last and the favourites, to search, drag and add."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.quick.hit_list import HIT, HitView
from knode.app.quick.inserting import add_beside
from knode.app.quick.library_tree import ENTRY, LibraryTree
from knode.app.quick.shelf import catalogue, habit_news, habits, keep_habits, when_read
from knode.app.quick.topic import topic
from knode.app.session import Session
from knode.core.catalogue import Entry

NARROWEST = 190


class LibraryPanel(QWidget):
    """The search field over the packs. While something is typed, the hits stand in the place of the packs.

    Enter or a double click adds the current node; dragging takes it to a place of its own, onto a wire or a node.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Library"))
        self._session = session
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Search nodes"))
        self.field.setAccessibleName(self.tr("Search nodes"))
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.tree = LibraryTree(self)
        self.hits = HitView(self)
        self.hits.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.nothing = QLabel(self.tr("No node is called that. Try another word for what it should do."), self)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(12, 12, 12, 12)
        self._stack = QStackedWidget(self)
        for part in (self.tree, self.hits, self.nothing):
            self._stack.addWidget(part)
        self._arrange()
        self._connect()
        when_read(self, self.refresh)

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 0)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self._stack, 1)
        self.setMinimumWidth(NARROWEST)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        for view in (self.tree, self.hits):
            view.installEventFilter(self)
            view.doubleClicked.connect(self._add_index)
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.selectionModel().currentChanged.connect(self._point)
        self.tree.customContextMenuRequested.connect(lambda place: self._open_menu(self.tree, place))
        self.hits.customContextMenuRequested.connect(lambda place: self._open_menu(self.hits, place))
        theme.switch().changed.connect(self.update)
        habit_news().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the packs as they are now, with what was used last."""
        self.tree.show_nodes(catalogue(), habits())

    # ---- searching

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self._stack.setCurrentWidget(self.tree)
            return
        found = habits().ranked(catalogue().search(typed))
        self.hits.show_hits(found)
        self._stack.setCurrentWidget(self.hits if found else self.nothing)

    # ---- what is current

    def current(self) -> Entry | None:
        """The node that Enter adds."""
        view = self.hits if self.field.text().strip() else self.tree
        return entry_at(view.currentIndex())

    def _point(self, index: QModelIndex) -> None:
        entry = entry_at(index)
        topic().show(entry.type if entry and self.isVisible() else "")

    def _add_index(self, index: QModelIndex) -> None:
        self._add(entry_at(index))

    def _add(self, entry: Entry | None) -> None:
        if entry is not None and add_beside(self._session, entry):
            topic().clear()  # Help is about the new node now, which is selected.

    # ---- keys and menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            topic().clear()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._field_key(event) if watched is self.field else self._view_key(event)
        return super().eventFilter(watched, event)

    def _field_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        searching = bool(self.field.text().strip())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and searching:
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and searching:
            self._add(self.current())
        elif key == Qt.Key.Key_Escape and searching:
            self.field.clear()
        else:
            return False
        return True

    def _view_key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        entry = self.current()
        if entry is None:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(entry)
        elif event.key() == Qt.Key.Key_D and control:
            self._toggle_favourite(entry)
        else:
            return False
        return True

    def _open_menu(self, view: QWidget, place: QPoint) -> None:
        entry = self.current()
        if entry is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("add"), self.tr("Add to the canvas"), lambda: self._add(entry))
        is_favourite = entry.type in habits().favourites
        text = self.tr("Remove from favourites") if is_favourite else self.tr("Add to favourites")
        menu.addAction(icons.icon("star"), text + "\tCtrl+D", lambda: self._toggle_favourite(entry))
        menu.popup(view.mapToGlobal(place))

    def _toggle_favourite(self, entry: Entry) -> None:
        habits().toggle_favourite(entry.type)
        keep_habits()


def entry_at(index: QModelIndex) -> Entry | None:
    """The node of a row, in the tree or among the hits; None for a pack."""
    hit = index.data(HIT)
    found = hit.entry if hit is not None else index.data(ENTRY)
    return found if isinstance(found, Entry) else None
