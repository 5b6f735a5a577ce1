"""`knode app`: opens the desktop."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from pathlib import Path

import click

from knode.core.errors import UsageError, quoted


def is_installed() -> bool:
    """Whether the desktop's extra is installed, found out without importing Qt."""
    return importlib.util.find_spec("PySide6") is not None


def has_screen() -> bool:
    """Whether a window can open: without one, Qt would abort the process."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def _check_pictured(files: tuple[Path, ...], picture: Path) -> None:
    """Raise KnodeError for what a window would tell a person, where there is none."""
    from knode.app.shell.portrait import check_ending
    from knode.cli.opening import opened

    if not picture.absolute().parent.is_dir():
        raise UsageError(f"No picture can be written to {picture}: there is no folder {quoted(str(picture.parent))}.")
    check_ending(picture)
    for file in files:
        opened(file, "app")


@click.command(short_help="Open the desktop.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Take a picture of the window (PNG, JPEG or WebP, by its ending), and end.",
)
def command(files: tuple[Path, ...], picture: Path | None = None) -> int:
    """Open the desktop, with the workflows FILE if any are given. `knode` alone does the same.

    \b
    Examples:
      knode app
      knode app churn.knode
      QT_QPA_PLATFORM=offscreen knode app churn.knode --picture churn.png
    """
    if not is_installed():
        raise UsageError('The desktop is not installed. Install it with: pip install "knode[app]"')
    if not has_screen():
        raise UsageError(
            "There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. `knode exec` needs none."
        )
    if picture is not None:
        _check_pictured(files, picture)
    from knode.app.main import main

    # Qt's loop is no Python: a handler of ours would wait until something happens in the window.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return main(files, picture)
