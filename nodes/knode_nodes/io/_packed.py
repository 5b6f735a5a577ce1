"""Compressed files and archives: unpacking one to a plain file, and writing one."""

from __future__ import annotations

import lzma
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from knode.api import DataError, quoted
from knode_nodes.io._notes import listed

COMPRESSED = {".gz": "gzip", ".bz2": "bz2", ".zst": "zstd", ".lz4": "lz4"}
"""What Arrow unpacks while it reads."""
PACKED = frozenset((*COMPRESSED, ".xz", ".zip"))
PIECE = 4 << 20


def plain_name(name: str) -> str:
    """The name of a file without the ending that says how it is packed."""
    path = PurePosixPath(name)
    return path.stem if path.suffix.lower() in PACKED else path.name


def unpack(file: Path, member: str, folder: Path, check: Callable[[], None]) -> Path:
    """A plain copy in `folder` of what is packed in `file`; of an archive its `member`, "" for the only one.

    Raises:
        DataError: the file is damaged, or an archive of several.
    """
    with _telling(file):
        if file.suffix.lower() == ".zip":
            return _unzipped(file, member, folder, check)
        target = folder / plain_name(file.name)
        with _stream(file) as stream:
            _copy(stream, target, check)
        return target


def unzip(file: Path, member: str, folder: Path, check: Callable[[], None]) -> Path:
    """A copy in `folder` of a `member` of an archive, whatever that is called; "" for the only one. Raises DataError."""
    with _telling(file):
        return _unzipped(file, member.strip("/"), folder, check)


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Tell what is wrong with a packed file as a DataError."""
    try:
        yield
    except (zipfile.BadZipFile, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError) as error:
        raise DataError(f"{quoted(file.name)} cannot be unpacked: {quoted(str(error))}") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise DataError(f"{quoted(file.name)} cannot be unpacked: {quoted(str(error))}") from None


def _stream(file: Path) -> Any:
    import pyarrow as pa

    suffix = file.suffix.lower()
    return lzma.open(file) if suffix == ".xz" else pa.input_stream(str(file), compression=COMPRESSED[suffix])


def _unzipped(file: Path, member: str, folder: Path, check: Callable[[], None]) -> Path:
    with zipfile.ZipFile(file) as archive:
        names = [one.filename for one in archive.infolist() if not one.is_dir() and not _is_litter(one.filename)]
        if not names:
            raise DataError(f"the archive {quoted(file.name)} is empty")
        if member and member not in names:
            raise DataError(f"the archive {quoted(file.name)} has no file {quoted(member)}; it holds {listed(names)}")
        if not member and len(names) > 1:
            raise DataError(
                f"the archive {quoted(file.name)} holds {len(names):,} files ({listed(names)}): add the name of one to "
                f"the path, such as {quoted(f'{file.name}/{names[0]}')}"
            )
        chosen = member or names[0]
        target = folder / PurePosixPath(chosen).name
        with archive.open(chosen) as stream:
            _copy(stream, target, check)
        return target


def _is_litter(name: str) -> bool:
    """What the Mac puts into its archives."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name == ".DS_Store"


def _copy(stream: IO[bytes], target: Path, check: Callable[[], None]) -> None:
    with target.open("xb") as copy:
        while piece := stream.read(PIECE):
            copy.write(piece)
            check()


@contextmanager
def packing(file: IO[bytes], path: str) -> Iterator[Any]:
    """A stream into `file`, packed as the ending of `path` says. Raises DataError for an archive."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".zip":
        raise DataError("archives (.zip) are read, not written; let the name end in .gz")
    if suffix == ".xz":
        with lzma.open(file, "wb") as packed:
            yield packed
    elif suffix in COMPRESSED:
        import pyarrow as pa

        # Arrow closes what it is given, and the file is still needed.
        own = pa.PythonFile(os.fdopen(os.dup(file.fileno()), "wb"), "w")
        with pa.CompressedOutputStream(own, COMPRESSED[suffix]) as packed:
            yield packed
    else:
        yield file
