"""The system's errors, turned into the store's own at the door."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from knode.core.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM, errno.EISDIR}
NO_FOLDER = {errno.ENOTDIR, errno.EEXIST}


@contextlib.contextmanager
def file_errors(folder: Path) -> Iterator[None]:
    """Turn an OSError while writing below `folder` into StoreFull, StoreReadOnly or StoreError."""
    try:
        yield
    except OSError as error:
        raise of_os_error(error, folder) from error


def of_os_error(error: OSError, folder: Path) -> StoreError:
    """The store's error for an OSError that came up while writing below `folder`."""
    reason = error.strerror or str(error)
    if error.errno in FULL:
        return StoreFull(
            f"The disk that holds the workspace {folder} is full ({reason}). "
            "Make room there, run `knode store gc`, or put the workspace elsewhere.",
            folder=str(folder),
        )
    if error.errno in NO_FOLDER:
        return StoreReadOnly(
            f"The workspace {folder} cannot be made: it, or a folder above it, is a file. Choose another place for it.",
            folder=str(folder),
        )
    if error.errno in READ_ONLY:
        return StoreReadOnly(
            f"The workspace {folder} cannot be written ({reason}). "
            "Give yourself the right to write there, or put the workspace elsewhere.",
            folder=str(folder),
        )
    return StoreError(f"The workspace {folder} cannot be used: {reason}.", folder=str(folder))


@contextlib.contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into StoreFull, StoreReadOnly, StoreDamaged or StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise of_sqlite_error(error, path) from error


def of_sqlite_error(error: sqlite3.Error, path: Path) -> StoreError:
    """The store's error for an error of SQLite; its text is all that tells the cases apart in every Python."""
    text = str(error)
    if "is full" in text:
        return StoreFull(
            f"The disk that holds {path} is full. Make room there, or run `knode store gc`.", folder=str(path.parent)
        )
    if "readonly" in text or "unable to open" in text:
        return StoreReadOnly(
            f"The workspace database {path} cannot be written ({text}). "
            "Give yourself the right to write there, or put the workspace elsewhere.",
            folder=str(path.parent),
        )
    if "malformed" in text or "not a database" in text:
        return StoreDamaged(
            f"The workspace database {path} is damaged ({text}). Nothing of your workflows is in it: "
            f"delete the folder {path.parent} and run again.",
            folder=str(path.parent),
        )
    return StoreError(f"The workspace database {path} cannot be used: {text}.", folder=str(path.parent))
