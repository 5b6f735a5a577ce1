"""Paths in what nodes say: a click on one shows the folder that the file is in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from knode.app.forms.words import breakable

QUOTATION = re.compile(r'"([^"\n]+)"')


def with_links(text: str, folder: Path | None) -> str:
    """A text as HTML, in which each whole path in quotation marks is a link, if there is such a file or folder.

    One below `folder` is shown as from there.
    """
    parts, end = [], 0
    for found in QUOTATION.finditer(text):
        path = Path(found[1])
        if _is_there(path):
            parts += [escape(breakable(text[end : found.start()])), _link(path, folder)]
            end = found.end()
    return "".join([*parts, escape(breakable(text[end:]))]).replace("\n", "<br>")


def file_names(texts: Iterable[str]) -> list[str]:
    """The last parts of the whole paths in texts, without a look at the disk."""
    paths = [Path(found[1]) for text in texts for found in QUOTATION.finditer(text)]
    return [path.name for path in paths if path.is_absolute() and path.name]


def show_in_folder(link: str) -> None:
    """Open the folder that a file is in, or a folder itself. The file is not opened: it may be a program."""
    path = Path(QUrl(link).toLocalFile())
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path if path.is_dir() else path.parent)))


def _is_there(path: Path) -> bool:
    try:
        return path.is_absolute() and path.exists()
    except (OSError, ValueError):
        return False


def _link(path: Path, folder: Path | None) -> str:
    shown = path.relative_to(folder) if folder is not None and path.is_relative_to(folder) else path
    return f'<a href="{escape(QUrl.fromLocalFile(str(path)).toString())}">{escape(breakable(str(shown)))}</a>'
