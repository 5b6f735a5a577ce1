"""Files of readers and writers: where they are, what is wrong with them, writing that never leaves half a file."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from knode.api import Context, DataError, nearest, quoted

if TYPE_CHECKING:
    import pandas as pd

REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than this disk or account allows",
    errno.EACCES: "access is denied",
    errno.EPERM: "access is denied",
    errno.EROFS: "the disk is read-only",
    errno.ENOTDIR: "a part of its path is a file, not a folder",
    errno.ENAMETOOLONG: "its name is too long",
}


def resolved(path: str, folder: Path) -> Path:
    """`path` as an absolute path; a relative one starts at `folder`."""
    if not path.strip():
        raise DataError("no file is chosen: set the path in the node's settings")
    try:
        return (folder / Path(path).expanduser()).resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise DataError(f"{quoted(path)} is no usable path: {error}") from None


def existing(path: str, folder: Path) -> Path:
    """The file to read. Raises DataError when there is none, naming the nearest name in its folder."""
    file = resolved(path, folder)
    try:
        if file.is_file():
            if not os.access(file, os.R_OK):
                raise DataError(f"the file {quoted(str(file))} may not be read: access is denied")
            return file
        if file.is_dir():
            raise DataError(f"{quoted(str(file))} is a folder: choose a file in it{_some_of(file)}")
        if file.exists():
            raise DataError(f"{quoted(str(file))} is no plain file")
        raise DataError(f"there is no file {quoted(str(file))}{_advice(file)}")
    except OSError as error:
        raise DataError(f"the file {quoted(str(file))} cannot be read: {reason(error)}") from None


def fingerprint_of(path: str, folder: Path) -> dict[str, Any]:
    """What tells that a file has changed, as JSON data. A file that is missing has no size."""
    try:
        file = resolved(path, folder)
        status = file.stat()
    except (DataError, OSError):
        return {"path": str(folder / path), "size": None, "mtime_ns": None}
    return {"path": str(file), "size": status.st_size, "mtime_ns": status.st_mtime_ns}


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Tell an OSError of what stands inside as a DataError about `file`."""
    try:
        yield
    except OSError as error:
        raise DataError(f"the file {quoted(str(file))} cannot be read: {reason(error)}") from None


@contextmanager
def replacing(path: str, context: Context, *, create_folders: bool) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` at the end; after an error the old file is as it was.

    Raises:
        DataError: the folder is missing or may not be written, the disk is full …
    """
    target = resolved(path, context.folder)
    if target.is_dir():
        raise DataError(f"{quoted(str(target))} is a folder: add a file name")
    temporary = target.with_name(f".{target.name[:100]}.{uuid.uuid4().hex}.tmp")
    try:
        if create_folders:
            target.parent.mkdir(parents=True, exist_ok=True)
        # Not tempfile: its files are private to their owner, ours get the usual rights.
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise DataError(f"{quoted(str(target))} was not written: {_failure(error, target)}") from None
    finally:
        _remove(temporary)


def report_written(context: Context, table: pd.DataFrame, path: str, *, columns: int | None = None) -> None:
    """Tell how much was written, and where."""
    file = resolved(path, context.folder)
    width = table.shape[1] if columns is None else columns
    context.info(f"Wrote {len(table):,} rows × {width:,} columns to {file} ({_size(file.stat().st_size)}).")


def reason(error: OSError) -> str:
    """Why a file operation failed, in plain words."""
    text = error.strerror or str(error)
    return REASONS.get(error.errno or 0, text[:1].lower() + text[1:])


def _failure(error: OSError, target: Path) -> str:
    if error.errno == errno.ENOENT and not target.parent.exists():
        return f"there is no folder {quoted(str(target.parent))}; create it, or turn on create_folders"
    if target.exists():
        return f"{reason(error)}; the file that was there is unchanged"
    return reason(error)


def _remove(temporary: Path) -> None:
    try:
        temporary.unlink(missing_ok=True)
    except OSError:
        return


def _advice(file: Path) -> str:
    if not file.parent.is_dir():
        return f": there is no folder {quoted(str(file.parent))} either"
    names = [entry.name for entry in _entries(file.parent)]
    near = nearest(file.name, names)
    return f"; did you mean {quoted(near)}?" if near else f": its folder has no such name{_some_of(file.parent)}"


def _some_of(folder: Path) -> str:
    names = sorted(entry.name for entry in _entries(folder) if not entry.name.startswith("."))
    return f" ({', '.join(names[:5])}{' …' if len(names) > 5 else ''})" if names else " (the folder is empty)"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [entry for entry, _ in zip(found, range(10_000), strict=False)]
    except OSError:
        return []


def _size(count: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
