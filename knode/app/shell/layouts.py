"""Where the panels of a window are: kept between starts, and under names that a person gives."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QInputDialog, QMainWindow

from knode.app import config
from knode.app.shell.docks import Docks

NAME = "layouts"
LAST = ""
"""The name under which the layout that a window had when it closed is kept."""
VERSION = 1


class Layouts(QObject):
    """Saves and restores the layout of a window."""

    def __init__(self, window: QMainWindow, docks: Docks) -> None:
        super().__init__(window)
        self.window = window
        self.docks = docks

    def names(self) -> list[str]:
        """The layouts that a person has named."""
        return sorted(name for name in _kept() if name != LAST)

    def save(self, name: str) -> None:
        """Keep the layout under a name."""
        self.docks.unfold()
        state = bytes(self.window.saveState(VERSION).toBase64().data()).decode()
        shape = bytes(self.window.saveGeometry().toBase64().data()).decode()
        config.write(NAME, {**_kept(), name: {"state": state, "geometry": shape}})

    def restore(self, name: str) -> bool:
        """Take a kept layout; whether there is one that fits."""
        kept = _kept().get(name)
        if not isinstance(kept, dict):
            return False
        if name == LAST:
            self.window.restoreGeometry(_bytes(kept.get("geometry")))
        return self.docks.restore(_bytes(kept.get("state")), VERSION)

    def remove(self, name: str) -> None:
        """Forget a kept layout."""
        config.write(NAME, {each: kept for each, kept in _kept().items() if each != name})

    def reset(self) -> None:
        """The layout that a new window has."""
        self.docks.unfold()
        self.docks.arrange()

    def ask_save(self) -> None:
        """Ask for a name, then keep the layout under it."""
        dialog = QInputDialog(self.window)
        dialog.setObjectName("saveLayout")
        dialog.setWindowTitle(_tr("Save the Layout"))
        dialog.setLabelText(_tr("Name of the layout:"))
        dialog.textValueSelected.connect(lambda name: self.save(name.strip()) if name.strip() else None)
        _open(dialog)

    def ask_choose(self) -> None:
        """Ask which kept layout to take."""
        dialog = QInputDialog(self.window)
        dialog.setObjectName("chooseLayout")
        dialog.setWindowTitle(_tr("Saved Layouts"))
        dialog.setLabelText(_tr("Layout:"))
        dialog.setComboBoxItems(self.names())
        dialog.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
        dialog.textValueSelected.connect(self.restore)
        _open(dialog)


def _open(dialog: QInputDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _kept() -> dict[str, object]:
    kept = config.read(NAME, {})
    return dict(kept) if isinstance(kept, dict) else {}


def _bytes(text: object) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(str(text or "").encode()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Layouts", text)
