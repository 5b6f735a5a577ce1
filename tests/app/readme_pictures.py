"""The pictures of the desktop in the README: `QT_QPA_PLATFORM=offscreen python -m tests.app.readme_pictures docs`.

An example runs in a real engine process; one of its nodes is selected, with its settings and its table. Look at both files.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication

from knode.app import theme
from knode.app.main import make_application
from knode.app.program import Program
from knode.app.shell import translation

ROOT = Path(__file__).parents[2]
SIZE = 1500, 940
EXAMPLE, NODE = "monthly_report", "revenue"
LOOKS: dict[Literal["light", "dark"], str] = {"light": "desktop.png", "dark": "desktop_dark.png"}
COLOURS = 256
"""Of the files: with as many the flat colours of the window are exact."""


def live(until: Callable[[], object], seconds: float) -> None:
    """Let the window live until something is so. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("the window does not come to what the picture shows")
        QApplication.processEvents()
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Let the window live for a while."""
    end = time.monotonic() + seconds
    live(lambda: time.monotonic() > end, seconds + 1)


def take(look: Literal["light", "dark"], file: Path) -> None:
    """One picture."""
    translation.install(make_application(), "en")
    program = Program()
    theme.switch().follow(look)
    window = program.new_window()
    window.resize(*SIZE)
    for folder in ("workflows", "resources"):  # Copies: what the example writes is no part of the project.
        shutil.copytree(ROOT / folder, Path.home() / folder, dirs_exist_ok=True)
    window.files.open_example(Path.home() / "workflows" / f"{EXAMPLE}.knode")
    live(lambda: window.session is not None and window.view is not None, 20)
    session, view = window.session, window.view
    assert session is not None
    assert view is not None
    live(lambda: session.engine_state == "ready", 60)
    session.run()
    live(lambda: session.run_state.status is not None, 300)
    window.show_panel("settings")
    window.show_panel("table")
    session.select([NODE])
    rest(1)
    view.fit(animated=False)
    rest(10)  # The small pictures of views come one after the other.
    buffer = QBuffer()
    window.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data().data())))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    session.close()


def main(folder: Path) -> None:
    """Take both, each in a process and with a home of its own."""
    for look, name in LOOKS.items():
        with tempfile.TemporaryDirectory() as home:
            around = os.environ | {"KNODE_CONFIG": home, "HOME": home}
            command = [sys.executable, "-m", "tests.app.readme_pictures", str(folder / name), look]
            subprocess.run(command, check=True, env=around, cwd=ROOT)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        take("dark" if sys.argv[2] == "dark" else "light", Path(sys.argv[1]))
        sys.stdout.flush()
        os._exit(0)
