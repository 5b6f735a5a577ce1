"""Files by folder or pattern, on this machine or elsewhere, always in one order."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from knode.api import DataError, quoted
from knode_nodes.io import _remote
from knode_nodes.io._files import resolved

MAGIC = re.compile(r"[*?\[]")
Moment = datetime.datetime


@dataclass(frozen=True, slots=True)
class Found:
    """A file or folder: its path or URL, its path below where the search began, and what the disk tells of it."""

    path: str
    relative: str
    is_folder: bool
    size: int | None
    modified: Moment | None

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.relative).name

    @property
    def told(self) -> list[Any]:
        """What changes when the file does, as JSON data."""
        return [self.path, self.size, str(self.modified)]


def find(pattern: str, folder: Path, *, hidden: bool = False) -> list[Found]:
    """The files and folders that a pattern fits, sorted by path; a pattern without `*`, `?`, `[` is one file or folder.

    `**` stands for any number of folders. Numbers in names count as numbers: `part2` stands before `part10`.

    Raises:
        DataError: the pattern is empty, or the place cannot be read.
    """
    if not pattern.strip():
        raise DataError("no file is chosen: give a pattern such as data/*.csv")
    if _remote.chained(pattern):
        raise DataError("names are looked for in folders, not in archives: read the files of an archive one by one")
    found = _elsewhere(pattern) if _remote.is_url(pattern) else _here(pattern, folder)
    return sorted((one for one in found if hidden or not is_hidden(one.relative)), key=lambda one: in_order(one.path))


def in_folder(place: str, pattern: str) -> str:
    """The pattern for what stands in a folder."""
    return f"{place.rstrip('/') or ('' if not place else '/')}/{pattern}" if place else pattern


def start_of(pattern: str) -> str:
    """The folder where a pattern begins to be one: what stands before its first part with `*`, `?` or `[`."""
    parts = pattern.split("/")
    magic = next((place for place, part in enumerate(parts) if MAGIC.search(part)), len(parts) - 1)
    return "/".join(parts[:magic])


def in_order(path: str) -> list[tuple[int, int, str]]:
    """What paths are sorted by: numbers in them count as numbers."""
    return [
        (0, int(part), "") if part.isdecimal() and part.isascii() else (1, 0, part)
        for part in re.split(r"([0-9]+)", path)
    ]


def is_hidden(relative: str) -> bool:
    """Whether a part of the path is hidden, or the mark that Excel sets beside a workbook that is open."""
    return any(part.startswith((".", "~$")) for part in PurePosixPath(relative).parts if part not in (".", ".."))


def _here(pattern: str, folder: Path) -> Iterator[Found]:
    given = _remote.local_path(pattern) if _remote.is_local_url(pattern) else pattern
    if os.sep != "/":
        given = given.replace(os.sep, "/")
    if MAGIC.search(given) and (exact := resolved(given, folder)).is_file():
        # A name may hold the signs of a pattern.
        yield from _looked_at(exact.parent, exact.name)
        return
    start = resolved(start_of(given) or ("/" if given.startswith("/") else "."), folder)
    rest = given[len(start_of(given)) :].lstrip("/") if MAGIC.search(given) else PurePosixPath(given).name
    if not start.is_dir():
        raise DataError(f"there is no folder {quoted(str(start))}")
    for name in dict.fromkeys(_names(start, rest)):
        if name not in (".", ""):
            yield from _looked_at(start, name)


def _names(start: Path, pattern: str) -> list[str]:
    if not MAGIC.search(pattern):
        return [pattern]
    try:
        # Before Python 3.13 a pattern that ends in ** gives folders only.
        found = list(start.glob(f"{pattern}/*" if pattern.endswith("**") else pattern))
    except ValueError as error:
        raise DataError(f"{quoted(pattern)} is no pattern for names: {quoted(str(error))}") from None
    return [one.relative_to(start).as_posix() for one in found]


def _looked_at(start: Path, name: str) -> Iterator[Found]:
    try:
        status = (start / name).stat()
    except OSError:
        # It was removed meanwhile, or is a link to nowhere.
        return
    is_folder = (start / name).is_dir()
    modified = datetime.datetime.fromtimestamp(status.st_mtime, datetime.UTC)
    yield Found(str(start / name), name, is_folder, None if is_folder else status.st_size, modified)


def _elsewhere(pattern: str) -> Iterator[Found]:
    with _remote.Telling(_remote.checked(pattern), "read"):
        if pattern.lower().startswith(("http:", "https:")):
            if MAGIC.search(pattern):
                raise DataError("web servers have no lists of files: give the URL of one file, without * ? [")
            yield Found(pattern, _remote.name_of(pattern), False, None, None)
            return
        system, inner = _remote.filesystem(pattern)
        system.invalidate_cache()
        start = start_of(inner)
        details = system.glob(inner, detail=True) if MAGIC.search(inner) else {inner: system.info(inner)}
        for name, info in details.items():
            relative = name.removeprefix(start).strip("/")
            is_folder = info.get("type") == "directory"
            yield Found(
                system.unstrip_protocol(name),
                relative,
                is_folder,
                None if is_folder else info.get("size"),
                _moment(info),
            )


def _moment(info: dict[str, Any]) -> Moment | None:
    given = next((info[name] for name in ("LastModified", "mtime", "modified", "created") if info.get(name)), None)
    if isinstance(given, int | float):
        return datetime.datetime.fromtimestamp(given, datetime.UTC)
    if isinstance(given, datetime.datetime):
        return given if given.tzinfo else given.replace(tzinfo=datetime.UTC)
    return None
