"""The entry of the desktop: the application, its look and language, and the first window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from knode import __version__
from knode.app.collecting import Collector
from knode.app.program import Program
from knode.app.resources import app_file
from knode.app.shell import look, translation


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application of this process, dressed; there is one a process."""
    known = QApplication.instance()
    app = known if isinstance(known, QApplication) else QApplication(["knode", *arguments])
    app.setApplicationName("knode")
    app.setApplicationDisplayName("knode")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("knode")
    app.setWindowIcon(QIcon(str(app_file("knode.png"))))
    look.dress(app)
    if app.findChild(Collector) is None:
        Collector(app)
    return app


def main(files: Sequence[Path] = (), picture: Path | None = None) -> int:
    """Open the desktop with some files; returns when the last window is closed. The exit code.

    With `picture` a picture of the first window is written once it shows the files, and the program ends.
    """
    app = make_application()
    program = Program(parent=app)
    translation.install(app, program.preferences.values.language)
    program.mishaps.install()
    window = program.start(files)
    if picture is not None:
        from knode.app.shell.portrait import Portrait

        Portrait(window, len(files), picture)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
