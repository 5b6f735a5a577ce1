"""Files that take the place of others once they are whole, whatever becomes of the process that writes them."""

from __future__ import annotations

import errno
import itertools
import os
import stat
import sys
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


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` at the end; after an error the old file is as it was.

    The new file has the rights of the old one, or those that the umask allows. Raises OSError.
    """
    target = path.resolve()  # The file behind a symbolic link changes, not the link.
    if target.exists() and not target.is_file() and not target.is_dir():
        raise OSError(errno.EINVAL, "it is a pipe or a device, and no plain file")
    with passing(target) as file:
        written = Path(file.name)
        rights = stat.S_IMODE(target.stat().st_mode if target.exists() else written.stat().st_mode)
        with suppress(OSError):
            # At once, as nobody else may read what the old file hid; but whoever writes it may.
            written.chmod(rights | stat.S_IRUSR | stat.S_IWUSR)
        yield file
        finish(file)
        with suppress(OSError):
            written.chmod(rights)
        if sys.platform == "win32":
            # There nobody may rename an open file.
            file.close()
        written.replace(target)


@contextmanager
def passing(target: Path) -> Iterator[IO[bytes]]:
    """A hidden file beside `target` that is gone at the end, unless it was given another name.

    It is locked as long as it is open: so one that a killed process left is told from one in work, also of another machine or
    container, and the next file that is written to the folder removes it. Raises OSError.
    """
    _remove_leftovers(target.parent)
    file = _locked(target)
    try:
        with file:
            yield file
    finally:
        with suppress(OSError):
            Path(file.name).unlink()


def finish(file: IO[bytes]) -> None:
    """Bring what was written to the disk."""
    file.flush()
    os.fsync(file.fileno())


def _locked(target: Path) -> IO[bytes]:
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


def _remove_leftovers(folder: Path) -> None:
    if sys.platform == "win32":
        # No locks of this kind: what a killed process left stays.
        return
    with suppress(OSError), os.scandir(folder) as found:
        for entry in itertools.islice(found, MOST_ENTRIES):
            if entry.name.startswith(".") and entry.name.endswith(ENDING) and entry.is_file(follow_symlinks=False):
                _remove_unlocked(Path(entry.path))


def _remove_unlocked(path: Path) -> None:
    with suppress(OSError), path.open("r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
