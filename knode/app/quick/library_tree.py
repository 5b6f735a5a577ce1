"""The nodes of the library by pack, as a tree."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QMimeData, QModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QTreeView, QWidget

from knode.app import icons, theme
from knode.app.quick.hit_list import NODE_MIME, node_mime
from knode.app.quick.packs import pack_title
from knode.app.quick.ranking import Habits
from knode.core.catalogue import Catalogue, Entry
from knode.picture.glyphs import GLYPHS

ENTRY = Qt.ItemDataRole.UserRole + 1
SECTION = Qt.ItemDataRole.UserRole + 2
ROW_HEIGHT = 27
SHOWN_RECENT = 5


class _Model(QStandardItemModel):
    """Rows that can be dragged to the canvas."""

    def mimeTypes(self) -> list[str]:
        return [NODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        entry: Entry = indexes[0].data(ENTRY)
        return node_mime(entry.type)


class LibraryTree(QTreeView):
    """Favourites and what was used last, then the packs. What was folded stays folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _Model(self)
        self._folded: set[str] = set()
        self.setModel(self._rows)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(18, 18))
        self.setUniformRowHeights(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QTreeView.DragDropMode.DragOnly)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setAccessibleName(self.tr("All nodes"))
        self.clicked.connect(self._toggle)
        self.collapsed.connect(lambda index: self._folded.add(index.data(SECTION)))
        self.expanded.connect(lambda index: self._folded.discard(index.data(SECTION)))

    def show_nodes(self, catalogue: Catalogue, habits: Habits) -> None:
        """Show all nodes of a catalogue."""
        scrolled = self.verticalScrollBar().value()
        current = self.currentIndex().data(ENTRY)
        self._rows.clear()
        by_type = catalogue.by_type
        self._add_section("favourites", self.tr("Favourites"), "star", "warning", _known(habits.favourites, by_type))
        recent = _known(habits.recent, by_type)[:SHOWN_RECENT]
        self._add_section("recent", self.tr("Recently used"), "history", "muted", recent)
        for pack in _packs(catalogue.entries):
            entries = [entry for entry in catalogue.entries if entry.cls.pack == pack]
            glyph = pack if pack in GLYPHS else "other"
            self._add_section(pack, pack_title(pack), glyph, f"pack:{pack}", entries)
        self._make_current(current)
        self.verticalScrollBar().setValue(scrolled)

    def _add_section(self, name: str, title: str, glyph: str, colour: str, entries: list[Entry]) -> None:
        if not entries:
            return
        section = QStandardItem(icons.icon(glyph, colour), title)
        section.setFont(theme.font(10, 600))
        section.setData(name, SECTION)
        section.setData(self.tr("{title}, {count} nodes").format(title=title, count=len(entries)), _SPOKEN)
        section.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        section.setSizeHint(QSize(0, ROW_HEIGHT))
        section.appendRows(
            _rows(entries) if name in {entry.cls.pack for entry in entries} else [_row(entry) for entry in entries]
        )
        self._rows.appendRow(section)
        self.setExpanded(section.index(), name not in self._folded)

    def _make_current(self, entry: Entry | None) -> None:
        """Keep the current node current, in its pack, when the rows were made anew."""
        for number in range(self._rows.rowCount()) if entry else ():
            section = self._rows.item(number)
            for row in range(section.rowCount()):
                if section.child(row).data(ENTRY) is entry:
                    self.setCurrentIndex(section.child(row).index())

    def _toggle(self, index: QModelIndex) -> None:
        if index.data(SECTION):
            self.setExpanded(index, not self.isExpanded(index))


_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def _rows(entries: Iterable[Entry]) -> list[QStandardItem]:
    """The nodes of a pack in the order of its shelves, each below its name."""
    ordered = sorted(entries, key=lambda entry: entry.cls.shelf)
    rows: list[QStandardItem] = []
    for shelf, those in itertools.groupby(ordered, key=lambda entry: entry.cls.shelf):
        rows += [_label(shelf)] if shelf else []
        rows += [_row(entry) for entry in those]
    return rows


def _label(shelf: str) -> QStandardItem:
    label = QStandardItem(QCoreApplication.translate("Shelves", shelf))
    label.setFont(theme.font(9, 600))
    label.setForeground(theme.colour("muted"))
    label.setSizeHint(QSize(0, ROW_HEIGHT))
    label.setFlags(Qt.ItemFlag.NoItemFlags)
    return label


def _row(entry: Entry) -> QStandardItem:
    row = QStandardItem(icons.node_icon(entry.cls), entry.name)
    row.setData(entry, ENTRY)
    row.setData(f"{entry.name}. {entry.summary}", _SPOKEN)
    row.setToolTip(entry.summary)
    row.setSizeHint(QSize(0, ROW_HEIGHT))
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    return row


def _known(types: Iterable[str], by_type: dict[str, Entry]) -> list[Entry]:
    return [by_type[one] for one in types if one in by_type]


ORDER = ("io", "prep", "learn", "evaluate", "explain", "visualize", "flow", "deploy", "database", "script")


def _packs(entries: Iterable[Entry]) -> list[str]:
    """The packs in the order of work, those of other makers behind them."""
    found = {entry.cls.pack for entry in entries}
    return [*(pack for pack in ORDER if pack in found), *sorted(found - set(ORDER))]
