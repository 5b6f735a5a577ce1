"""What all windows of one program share: preferences, keys, recent files, and the list of the windows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from knode.app import background, config, theme
from knode.app.keymap import Keymap
from knode.app.session import Engine
from knode.app.shell.mishap import Mishaps
from knode.app.shell.pieces import fit_to_screen
from knode.app.shell.preferences import PreferenceStore
from knode.app.shell.recent import RecentFiles

if TYPE_CHECKING:
    from knode.app.window import MainWindow

OPEN = "open"
"""The config file that holds the files that were open when the program ended."""


class Program(QObject):
    """The running desktop. `make_engine` makes the engine of a session."""

    def __init__(self, make_engine: Callable[[], Engine] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.make_engine = make_engine or _engine_process
        self.preferences = PreferenceStore(self)
        self.recent = RecentFiles(self)
        self.keymap = Keymap(self)
        self.mishaps = Mishaps(self)
        self.windows: list[MainWindow] = []
        self._quits = False
        self.preferences.changed.connect(self._prefer)
        theme.switch().follow(self.preferences.values.theme)

    def new_window(self) -> MainWindow:
        """Another window, with a start page."""
        from knode.app.window import MainWindow

        window = MainWindow(self)
        self.windows.append(window)
        window.closed.connect(lambda: self._closed(window))
        window.show()
        return window

    def start(self, files: Sequence[Path] = ()) -> MainWindow:
        """The first window, with these files, or with those of last time."""
        window = self.new_window()
        fit_to_screen(window)
        wanted = [*files] or (self._open_last() if self.preferences.values.reopen else [])
        if wanted:
            QTimer.singleShot(0, window, lambda: window.files.open(wanted))
        QTimer.singleShot(0, window, window.safety.recover_all)
        return window

    def show_file(self, file: Path) -> bool:
        """Bring the tab to the front in which a file is open, in whichever window; whether there is one."""
        wanted = file.resolve()
        for window in self.windows:
            for tab in window.workflow_tabs():
                known = tab.session.document.file
                if known is not None and known.resolve() == wanted:
                    window.show_tab(tab)
                    return True
        return False

    def quit(self) -> None:
        """Close all windows, after a question about what is not saved; the program ends with the last one."""
        self.remember_open()
        self._quits = True
        for window in reversed(self.windows):
            window.close()
        # Whoever thought again at an unsaved document goes on as before.
        self._quits = False

    def _open_now(self) -> list[str]:
        files = [tab.session.document.file for window in self.windows for tab in window.workflow_tabs()]
        return [str(file) for file in files if file is not None]

    def _open_last(self) -> list[Path]:
        kept = config.read(OPEN, [])
        return [Path(name) for name in kept if isinstance(name, str)] if isinstance(kept, list) else []

    def _closed(self, window: MainWindow) -> None:
        self.windows.remove(window)
        if not self.windows:
            background.settle()

    def remember_open(self) -> None:
        """Keep which files are open, for the next start; while all windows close, those that were open before."""
        if not self._quits:
            config.write(OPEN, self._open_now())

    def _prefer(self, names: list[str]) -> None:
        if "theme" in names:
            theme.switch().follow(self.preferences.values.theme)
        if "language" in names:
            from knode.app.shell import translation

            app = QApplication.instance()
            assert app is not None
            translation.install(app, self.preferences.values.language)


def _engine_process() -> Engine:
    from knode.app.engine_link import EngineLink

    return EngineLink()
