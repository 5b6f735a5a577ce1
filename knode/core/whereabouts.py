"""Paths at which there is no file, and the file that may be meant instead."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from knode.core.nearness import near

MOST_ENTRIES = 10_000
"""Of a folder that are looked at."""


def file_meant(path: Path, fits: Callable[[str], bool] = lambda name: True) -> Path | None:
    """The file that `path` comes near to: slips away in its own name or in that of a folder on the way, or else one of its
    name in a folder beside or further in. `fits` says of a file's name whether it is of the kind that is asked for."""
    try:
        folder = folder_meant(path.parent)
        name = None if folder is None else _near(path.name, filter(fits, _names(folder, folders=False)))
        if folder is not None and name is not None:
            return folder / name
        return _elsewhere(path) if fits(path.name) else None
    except OSError:
        # A folder that may not be looked into, or a name that is too long.
        return None


def folder_meant(folder: Path) -> Path | None:
    """The folder itself where it is there, else the one that is slips away from it. Raises OSError."""
    if folder.is_dir():
        return folder
    parent = None if folder.parent == folder else folder_meant(folder.parent)
    name = None if parent is None else _near(folder.name, _names(parent, folders=True))
    return None if parent is None or name is None else parent / name


def _elsewhere(path: Path) -> Path | None:
    """A file of the same name in the last folder on the way that is there, or in one of its folders."""
    start = next((one for one in path.parents if one.is_dir()), None)
    if start is None:
        return None
    folders = (start / name for name in _names(start, folders=True))
    return next((one / path.name for one in (start, *folders) if (one / path.name).is_file()), None)


def _names(folder: Path, *, folders: bool) -> list[str]:
    """The names in a folder, but hidden ones, in their order."""
    with os.scandir(folder) as found:
        some = itertools.islice(found, MOST_ENTRIES)
        return sorted(one.name for one in some if one.is_dir() == folders and not one.name.startswith("."))


def _near(name: str, known: Iterable[str]) -> str | None:
    """The nearest name, also by what stands before the ending."""
    names = list(known)
    stems = {Path(one).stem: one for one in reversed(names)}
    return near(name, names) or stems.get(near(name, stems) or "")
