"""Asks what is to become of a file that can be taken in several ways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from knode.app import icons
from knode.app.quick.opening import Use

GLYPHS = {"open": "open", "component": "component", "execute": "run"}


class FileChooser(QMenu):
    """A small menu: each group of files that can be taken in the same ways is asked about once, one after the other.

    What was chosen comes by `chosen` once all were asked about; a file whose menu was left without a choice is left out.
    """

    chosen = Signal(list)
    """list[Use]"""

    def __init__(self, asked: Sequence[Sequence[Use]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups = list(_grouped(asked).values())
        self._found: list[Use] = []
        self._place = QPoint()
        self.setAccessibleName(self.tr("What to do with the files"))
        self.triggered.connect(self._take)
        self.aboutToHide.connect(self._next_later)

    def open_at(self, place: QPoint) -> None:
        """Ask about the first group at a point of the screen."""
        self._place = place
        self._ask()

    def _ask(self) -> None:
        self.clear()
        group = self._groups[0]
        names = [possible[0].file.name for possible in group]
        self.addSection(", ".join(names[:3]) + (" …" if len(names) > 3 else ""))
        for position, use in enumerate(group[0]):
            entry = use.entry
            glyph = icons.node_icon(entry.cls) if entry and use.what == "read" else icons.icon(GLYPHS[use.what])
            action = self.addAction(glyph, use.text)
            action.setData(position)
        self.popup(self._place)
        self.setActiveAction(self.actions()[1])

    def _take(self, action: QAction) -> None:
        position: int = action.data()
        self._found += [possible[position] for possible in self._groups[0]]

    def _next_later(self) -> None:
        """Qt hides the menu before it tells which action was chosen, so the next question waits for that."""
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        self._groups.pop(0)
        if self._groups:
            self._ask()
        else:
            self.chosen.emit(self._found)
            self.deleteLater()


def _grouped(asked: Sequence[Sequence[Use]]) -> dict[tuple[str, ...], list[Sequence[Use]]]:
    groups: dict[tuple[str, ...], list[Sequence[Use]]] = {}
    for possible in asked:
        groups.setdefault(tuple(use.text for use in possible), []).append(possible)
    return groups
