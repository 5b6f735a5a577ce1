"""Files and folders that pass: gone when their work is done, whatever becomes of the process that made them.

Each is locked as long as it is in use. So what a killed process left is told from what is in work, also by another machine or
container, and whoever makes the next one there removes it.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

ENDING = ".knode-tmp"
MOST_ENTRIES = 10_000
"""Of a folder that are looked at for what was left behind."""
NAME_LETTERS = 40
"""Of the target's name; in UTF-8 that leaves room for the rest of 255 bytes."""
_in_use: dict[str, int] = {}
"""What this process holds, with its number: a fork of it is another one."""


@contextmanager
def passing(target: Path) -> Iterator[IO[bytes]]:
    """A hidden file beside `target` that is gone at the end, unless it was given another name. Raises OSError."""
    _remove_leftovers(target.parent, hidden=True)
    file = _locked_file(target)
    try:
        with _used(file.name), file:
            yield file
    finally:
        with suppress(OSError):
            Path(file.name).unlink()


@contextmanager
def passing_folder(kind: str = "") -> Iterator[Path]:
    """A folder of the system's temporary ones that is gone at the end, with `kind` in its name. Raises OSError."""
    place = Path(tempfile.gettempdir())
    _remove_leftovers(place, hidden=False)
    folder, lock = _locked_folder(place, f"knode-{kind}-" if kind else "knode-")
    try:
        with _used(folder):
            yield Path(folder)
    finally:
        # What cannot be removed, such as a file that is open on Windows, is left to the next one.
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def abandon() -> None:
    """Remove what passes in this process, which ends at once, with threads of it in the middle of their work."""
    for path, process in list(_in_use.items()):
        if process == os.getpid():
            _remove(path)


@contextmanager
def _used(path: str) -> Iterator[None]:
    _in_use[path] = os.getpid()
    try:
        yield
    finally:
        _in_use.pop(path, None)


def _locked_file(target: Path) -> IO[bytes]:
    while True:
        name = f".{target.name[:NAME_LETTERS]}.{os.urandom(8).hex()}{ENDING}"
        # Not tempfile: its files are private to their owner, ours get the usual rights.
        file = target.with_name(name).open("xb")
        if sys.platform == "win32":
            return file
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        if Path(file.name).exists():
            return file
        # Somebody who cleaned up was faster than the lock.
        file.close()


def _locked_folder(place: Path, prefix: str) -> tuple[str, int | None]:
    while True:
        folder = tempfile.mkdtemp(ENDING, prefix, place)
        if sys.platform == "win32":
            return folder, None
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        if Path(folder).exists():
            return folder, lock
        os.close(lock)


def _remove_leftovers(place: Path, *, hidden: bool) -> None:
    """Remove what killed processes left: hidden files, or else folders of this user."""
    if sys.platform == "win32":
        # No locks of this kind: what a killed process left stays.
        return
    with suppress(OSError), os.scandir(place) as found:
        for entry in itertools.islice(found, MOST_ENTRIES):
            if entry.name.endswith(ENDING) and entry.name.startswith(".") == hidden:
                _remove_leftover(entry, hidden)


def _remove_leftover(entry: os.DirEntry[str], hidden: bool) -> None:
    with suppress(OSError):  # Another process may have removed it.
        if entry.is_file(follow_symlinks=False) if hidden else _is_own_folder(entry):
            _remove_unlocked(entry.path, os.O_RDWR if hidden else os.O_RDONLY | os.O_DIRECTORY)


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder of this user: in the system's temporary folder others have theirs."""
    return entry.is_dir(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _remove_unlocked(path: str, flags: int) -> None:
    with suppress(OSError):
        lock = os.open(path, flags | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(path)
        finally:
            os.close(lock)


def _remove(path: str) -> None:
    with suppress(OSError):
        if Path(path).is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            Path(path).unlink()
