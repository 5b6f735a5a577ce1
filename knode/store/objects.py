"""Files by the sha256 of their content: written beside their place, then renamed, so that a file there is whole."""

from __future__ import annotations

import contextlib
import hashlib
import io
import itertools
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from knode.core.errors import StoreDamaged, StoreFull
from knode.store.failure import file_errors
from knode.store.process import Owner, this_host, this_process

SHA256 = re.compile(r"[0-9a-f]{64}")
GRACE_SECONDS = 600.0
"""An object that was written or asked to stay so lately is not swept: its result may not be committed yet."""
FOREIGN_GRACE_SECONDS = 86_400.0
"""A temporary file of another machine is swept after this time; whether its process lives cannot be seen from here."""
RECOUNT_SECONDS = 2.0
"""How old the store's idea of its own size may grow while a quota holds and other processes write too."""
_numbers = itertools.count()


class Entry(NamedTuple):
    """One object in the folder. `touched` is when it was last written or asked to stay, in seconds since the epoch."""

    sha256: str
    size: int
    touched: float


class ObjectStore:
    """Objects in one folder, shared by any number of processes.

    Nothing is flushed to the disk by force: an object can be computed again, and its size is checked when it is read,
    so a power cut costs at most a computation. `quota` bounds the bytes of all objects together.
    """

    def __init__(self, folder: Path, quota: int | None = None) -> None:
        self.folder = folder
        self.quota = quota
        self._lock = threading.Lock()
        self._used = 0
        self._counted = float("-inf")

    def put(self, write: Callable[[IO[bytes]], None]) -> str:
        """Keep what `write` writes; its sha256.

        Raises:
            StoreFull: the disk or the quota has no room.
            StoreReadOnly: the folder cannot be written.
        """
        temporary = self._temporary_path()
        try:
            with file_errors(self.folder):
                handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
            sink = _Sink(os.fdopen(handle, "wb", buffering=1 << 20), self)
            sink.fill(write)
            self._move_in(temporary, sink)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        return sink.sha256

    def _temporary_path(self) -> Path:
        owner = this_process()
        return self.folder / f".tmp-{owner.host}-{owner.pid}-{owner.started}-{next(_numbers)}"

    def _move_in(self, temporary: Path, sink: _Sink) -> None:
        target = self.folder / sink.sha256
        with file_errors(self.folder):
            if self.keep(sink.sha256, sink.size):
                return
            # Over a file of another size, which can only be a damaged one.
            temporary.replace(target)
        with self._lock:
            self._used += sink.size

    def keep(self, sha256: str, size: int | None = None) -> bool:
        """Ask that an object stay for a while, as it will be referred to. False when it is gone (or not of `size`)."""
        path = self._place(sha256)
        try:
            os.utime(path)
            return size is None or path.stat().st_size == size
        except FileNotFoundError:
            return False

    def path(self, sha256: str) -> Path:
        """The file with that content. Raises StoreDamaged when it is gone."""
        path = self._place(sha256)
        if not path.is_file():
            raise StoreDamaged(f"A stored result is gone from {self.folder}: {sha256}.", object=sha256)
        return path

    def size(self, sha256: str) -> int:
        """The size of an object in bytes. Raises StoreDamaged when it is gone."""
        return self.path(sha256).stat().st_size

    def has(self, sha256: str, size: int) -> bool:
        """Whether the object is there and has this size."""
        try:
            return self._place(sha256).stat().st_size == size
        except OSError:
            return False

    def verify(self, sha256: str) -> None:
        """Raise StoreDamaged when an object's content is not what its name says. Reads all of it."""
        with self.path(sha256).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256:
            raise StoreDamaged(f"A stored result was changed in {self.folder}: {sha256}.", object=sha256)

    def delete(self, sha256: str, *, untouched_since: float = float("inf")) -> int:
        """Remove an object that was not touched since; the bytes that were freed, 0 when it stays.

        It is moved aside before its time is looked at, so that a process that puts the same content meanwhile either
        touches the file before (and it is moved back) or does not find it (and writes it anew).
        """
        path, aside = self._place(sha256), self._temporary_path()
        try:
            path.rename(aside)
        except OSError:
            # Gone already, or in use on a system that does not let go of open files: the next sweep gets it.
            return 0
        found = aside.stat()
        if found.st_mtime > untouched_since:
            aside.replace(path)
            return 0
        aside.unlink()
        with self._lock:
            self._used -= found.st_size
        return found.st_size

    def __iter__(self) -> Iterator[str]:
        return (entry.sha256 for entry in self.entries())

    def entries(self) -> Iterator[Entry]:
        """All objects, in no particular order."""
        with os.scandir(self.folder) as found:
            for item in found:
                if SHA256.fullmatch(item.name):
                    with contextlib.suppress(FileNotFoundError):
                        status = item.stat()
                        yield Entry(item.name, status.st_size, status.st_mtime)

    def sweep_temporary(self) -> int:
        """Remove the half-written files of processes that have ended; how many."""
        swept = 0
        for path in self.folder.glob(".tmp-*"):
            with contextlib.suppress(OSError):
                if _is_abandoned(path):
                    path.unlink()
                    swept += 1
        return swept

    def check_room(self, size: int) -> None:
        """Raise StoreFull when `size` more bytes would exceed the quota."""
        if self.quota is None:
            return
        if self._used + size > self.quota or time.monotonic() - self._counted > RECOUNT_SECONDS:
            self._recount()
        if self._used + size > self.quota:
            raise StoreFull(
                f"The workspace {self.folder.parent} may hold {self.quota:,} bytes, and {self._used:,} are in use. "
                "Run `knode store gc`, or allow it more.",
                folder=str(self.folder),
            )

    def _recount(self) -> None:
        used = sum(entry.size for entry in self.entries())
        with self._lock:
            self._used, self._counted = used, time.monotonic()

    def _place(self, sha256: str) -> Path:
        # What a file asks for is no path until it has the form of a hash.
        if not SHA256.fullmatch(sha256):
            raise StoreDamaged(f"A stored result refers to {sha256[:80]!r}, which is no sha256.")
        return self.folder / sha256


class _Sink(io.RawIOBase):
    """Passes bytes on to a file, counts and hashes them, and keeps the quota."""

    def __init__(self, file: IO[bytes], store: ObjectStore) -> None:
        super().__init__()
        self.size = 0
        self.sha256 = ""
        self._file = file
        self._store = store
        self._hash = hashlib.sha256()
        self._failure: Exception | None = None

    def fill(self, write: Callable[[IO[bytes]], None]) -> None:
        """Let `write` write, and close the file. The disk failing is raised as such, whatever `write` makes of it."""
        try:
            with self._file:
                write(cast("IO[bytes]", self))
                self._flush()
        except Exception:
            if self._failure is None:
                raise
        if self._failure is not None:
            with file_errors(self._store.folder):
                raise self._failure
        self.sha256 = self._hash.hexdigest()

    def _flush(self) -> None:
        try:
            self._file.flush()
        except OSError as error:
            self._failure = error

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.size

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        try:
            self._store.check_room(self.size + len(view))
            self._file.write(view)
        except (OSError, StoreFull) as error:
            self._failure = error
            raise
        self._hash.update(view)
        self.size += len(view)
        return len(view)


def _is_abandoned(path: Path) -> bool:
    host, pid, started = path.name.split("-")[1:4]
    if host == this_host():
        return Owner(host, int(pid), int(started)).is_dead()
    return time.time() - path.stat().st_mtime > FOREIGN_GRACE_SECONDS
