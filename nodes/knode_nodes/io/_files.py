"""Files of readers and writers: where they are, what is wrong with them, writing that never leaves half a file."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from knode.api import Context, DataError, file_meant, passing_folder, quoted
from knode.api import replacing as in_place_of
from knode_nodes.io import _remote
from knode_nodes.io._packed import PACKED, unpack, unzip

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

QUICK_BYTES = 4 << 20
"""Of a packed file that is unpacked for a short look."""


def resolved(path: str, folder: Path) -> Path:
    """`path` as an absolute path; a relative one starts at `folder`."""
    if not path.strip():
        raise DataError("no file is chosen: set the path in the node's settings")
    given = _remote.local_path(path) if _remote.is_local_url(path) else path
    try:
        return (folder / Path(given).expanduser()).resolve()
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


@contextmanager
def at_hand(
    path: str,
    folder: Path,
    check: Callable[[], None] = lambda: None,
    *,
    packed: Iterable[str] = (),
    quick: bool = False,
) -> Iterator[Path]:
    """The file to read as a plain one of this machine: a copy, for the time being, of one that is packed or elsewhere.

    Args:
        path: a path, one into an archive (`data.zip/part.csv`, `zip://part.csv::data.zip`), or a URL.
        folder: where a relative path starts.
        check: called now and then while a copy is made; it may raise.
        packed: endings of packed files that the reader unpacks itself.
        quick: refuse what takes long: a file elsewhere, or a large packed one.

    Raises:
        DataError: there is no such file, or it cannot be read.
    """
    if chain := _remote.chained(path):
        with _in_archive(*chain, folder, check, frozenset(packed), quick=quick) as file:
            yield file
        return
    if _remote.is_url(path):
        if quick:
            raise DataError("a file elsewhere is not looked at before it is read")
        with (
            passing_folder() as made,
            _plain(_remote.fetch(path, made, check), "", check, packed) as file,
        ):
            yield file
        return
    file, member = _within(path, folder)
    if quick and file.suffix.lower() in PACKED and file.stat().st_size > QUICK_BYTES:
        raise DataError("the file is too large for a short look")
    with _plain(file, member, check, packed) as plain:
        yield plain


@contextmanager
def _in_archive(
    member: str | None, inside: str, folder: Path, check: Callable[[], None], packed: frozenset[str], *, quick: bool
) -> Iterator[Path]:
    """A file in an archive that is itself a file of this machine, or elsewhere, or in an archive."""
    if member is None:
        with at_hand(inside, folder, check, packed=packed, quick=quick) as file:
            yield file
        return
    with (
        at_hand(inside, folder, check, packed=PACKED, quick=quick) as archive,
        passing_folder() as made,
    ):
        if quick and archive.stat().st_size > QUICK_BYTES:
            raise DataError("the file is too large for a short look")
        with reading(archive):
            copy = unzip(archive, member, made, check)
        with _plain(copy, "", check, packed) as file:
            yield file


@contextmanager
def _plain(file: Path, member: str, check: Callable[[], None], packed: Iterable[str]) -> Iterator[Path]:
    if file.suffix.lower() not in PACKED.difference(packed):
        yield file
        return
    with passing_folder() as made:
        with reading(file):
            copy = unpack(file, member, made, check)
        yield copy


def _within(path: str, folder: Path) -> tuple[Path, str]:
    """The file to read, and the member of an archive where the path goes on into one."""
    file = resolved(path, folder)
    if not file.exists():
        for parent in file.parents:
            if parent.suffix.lower() == ".zip" and parent.is_file():
                return existing(str(parent), folder), PurePath(file.relative_to(parent)).as_posix()
    return existing(path, folder), ""


def fingerprint_of(path: str, folder: Path) -> dict[str, Any]:
    """What tells that a file has changed, as JSON data. A file that is missing has no size."""
    if chain := _remote.chained(path):
        return {**fingerprint_of(chain[1], folder), "member": chain[0]}
    if _remote.is_url(path):
        return _remote.fingerprint(path)
    try:
        file = resolved(path, folder)
        archive = next((one for one in file.parents if one.suffix.lower() == ".zip" and one.is_file()), file)
        status = archive.stat()
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
def about(file: Path) -> Iterator[None]:
    """Begin what is said of the data inside with the name of the file."""
    try:
        yield
    except DataError as error:
        facts = {name: error.facts.get(name) for name in ("column", "row")}
        raise DataError(f"{quoted(file.name)}: {error.message}", **facts) from None


@contextmanager
def replacing(path: str, context: Context, *, create_folders: bool) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of `path` at the end; after an error the old file is as it was.

    Raises:
        DataError: the folder is missing or may not be written, the disk is full …
    """
    if _remote.is_url(path):
        with passing_folder() as made, _remote.putting(path, made) as file:
            yield file
        return
    target = resolved(path, context.folder)
    try:
        if target.is_dir():
            raise DataError(f"{quoted(str(target))} is a folder: add a file name")
        if create_folders:
            target.parent.mkdir(parents=True, exist_ok=True)
        with in_place_of(target) as file:
            yield file
    except OSError as error:
        raise DataError(f"{quoted(str(target))} was not written: {_failure(error, target)}") from None


def report_written(context: Context, table: pd.DataFrame, path: str, *, columns: int | None = None) -> None:
    """Tell how much was written, and where."""
    width = table.shape[1] if columns is None else columns
    size = "" if _remote.is_url(path) else f" ({_size(resolved(path, context.folder).stat().st_size)})"
    context.info(f"Wrote {len(table):,} rows × {width:,} columns to {place_of(path, context)}{size}.")


def place_of(path: str, context: Context) -> str:
    """How messages call a file that was written: a window makes a link of a whole path in quotation marks."""
    return path if _remote.is_url(path) else f'"{resolved(path, context.folder)}"'


def reason(error: OSError) -> str:
    """Why a file operation failed, in plain words."""
    text = error.strerror or str(error)
    return REASONS.get(error.errno or 0, text[:1].lower() + text[1:])


def _failure(error: OSError, target: Path) -> str:
    if error.errno == errno.ENAMETOOLONG:
        # Whether there is such a file cannot be asked either.
        return reason(error)
    if error.errno == errno.EACCES and not os.access(target.parent, os.X_OK):
        return reason(error)
    if error.errno == errno.ENOENT and not target.parent.exists():
        return f"there is no folder {quoted(str(target.parent))}; create it, or turn on create_folders"
    if target.exists():
        return f"{reason(error)}; the file that was there is unchanged"
    return reason(error)


def _advice(file: Path) -> str:
    meant = file_meant(file)
    if meant is not None:
        return f"; did you mean {quoted(meant.name if meant.parent == file.parent else str(meant))}?"
    if not file.parent.is_dir():
        return f": there is no folder {quoted(str(file.parent))} either"
    return f": its folder has no such name{_some_of(file.parent)}"


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
