"""The workspace on disk as a whole: objects, results and runs in one folder, and values in and out of them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple

from knode.core.errors import StoreDamaged
from knode.core.ports import KINDS
from knode.store.database import Database
from knode.store.failure import file_errors
from knode.store.gc import GcReport, collect
from knode.store.kinds import codec_of
from knode.store.objects import ObjectStore
from knode.store.results import Output, Results, encode, objects_of
from knode.store.runs import RunLog

HASHED_BYTES = 1 << 20
"""Objects up to this size are hashed whenever they are read; of larger ones the size and the structure are checked."""

__all__ = ["GcReport", "Stats", "Store"]


class Stats(NamedTuple):
    """What a workspace holds. `bytes` are those of the objects, `database_bytes` those of SQLite."""

    results: int
    runs: int
    objects: int
    bytes: int
    database_bytes: int


class Store:
    """A workspace folder (`.knode`), made when it is not there. Threads and processes may share one.

    Its payloads are JSON data: `data` is what the kind's codec made, `objects` the sizes of the objects it refers to.

    Raises:
        StoreReadOnly, StoreFull, StoreDamaged, StoreError: the folder cannot be used; the message says why.
    """

    def __init__(self, folder: Path, quota: int | None = None) -> None:
        self.folder = Path(folder).absolute()
        self.objects = ObjectStore(self.folder / "objects", quota)
        _make_folder(self.folder)
        self.database = Database(self.folder / "knode.db")
        self.results = Results(self.database, self.objects)
        self.runs = RunLog(self.database)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write down what is left to write, and close the database."""
        try:
            self.results.flush_stamps()
        finally:
            self.database.close()

    def dump(self, kind: str, value: Any, shared: Sequence[tuple[Any, Any]] = ()) -> Any:
        """The payload of a value, its large parts written; None when values of this kind are never stored.

        Args:
            kind: the name of its kind.
            value: a table must be pristine: nobody has edited it in place or will.
            shared: for a table, tables that are held in memory with their payloads: columns in common are not written.

        Raises:
            ValueRefused: it would not come back as it is.
            StoreFull, StoreReadOnly: the disk does not take it.
        """
        if kind in KINDS and not KINDS[kind].stored:
            return None
        recorder = _Recorder(self.objects)
        if kind == "table":
            from knode.store.tables import TableCodec

            data = TableCodec().dump(value, recorder, [(frame, payload["data"]) for frame, payload in shared])
        else:
            data = codec_of(kind).dump(value, recorder)
        return {"data": data, "objects": recorder.sizes} if recorder.sizes else {"data": data}

    def load(self, output: Output) -> Any:
        """The value of an output, tables mapped into memory: hand out `frame.copy(deep=False)`.

        Raises:
            StoreDamaged: it was not stored, or its objects are gone or damaged; they are removed, so that computing the
                value again heals the store.
        """
        if output.payload is None:
            raise StoreDamaged(f"This {output.kind} was not stored; it must be computed again.")
        objects: dict[str, int] = output.payload.get("objects", {})
        try:
            for sha256, size in objects.items():
                self._check(sha256, size)
            return codec_of(output.kind).load(output.payload["data"], self.objects)
        except StoreDamaged:
            self._remove_damaged(objects)
            raise

    def _check(self, sha256: str, size: int) -> None:
        found = self.objects.size(sha256)
        if found != size:
            raise StoreDamaged(
                f"A stored result in {self.objects.folder} has {found:,} bytes instead of {size:,}: {sha256}.",
                object=sha256,
            )
        if size <= HASHED_BYTES:
            self.objects.verify(sha256)

    def _remove_damaged(self, objects: Iterable[str]) -> None:
        for sha256 in objects:
            try:
                self.objects.verify(sha256)
            except StoreDamaged:
                with contextlib.suppress(OSError, StoreDamaged):
                    self.objects.delete(sha256)

    def pin(self, name: str, payloads: Iterable[Any]) -> None:
        """Keep the objects of these payloads until `unpin(name)`, as a bundle's. The same name again replaces."""
        row = (name, encode(objects_of(payloads)), time.time())
        with self.database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO pins VALUES (?, ?, ?)", row)

    def unpin(self, name: str) -> None:
        """Let go of what `pin` kept under this name."""
        with self.database.transaction() as connection:
            connection.execute("DELETE FROM pins WHERE name = ?", (name,))

    def gc(self, max_bytes: int, keep: Collection[str] = (), grace: float | None = None) -> GcReport:
        """Bring the workspace under `max_bytes`, least recently used results first.

        Never goes: the results named in `keep`, what a run that is going on in any process has used, and pins.
        An object that was written less than `grace` seconds ago stays until the next collection; by default that is
        ten minutes while a run goes on anywhere, else five seconds.
        """
        self.results.flush_stamps()
        with file_errors(self.folder):
            return collect(self.database, self.objects, max_bytes, keep, grace)

    def clear(self) -> GcReport:
        """Remove every result that is not in use, and the log of runs that have ended."""
        report = self.gc(0)
        with self.database.transaction() as connection:
            going_on = "(SELECT id FROM leases)"
            connection.execute(f"DELETE FROM run_nodes WHERE run NOT IN {going_on}")
            connection.execute(f"DELETE FROM runs WHERE id NOT IN {going_on}")
        return report

    def stats(self) -> Stats:
        """How much there is of everything."""
        entries = list(self.objects.entries())
        with self.database.reading():
            results, runs = (self.database.tables[name].count for name in ("results", "runs"))
        database_bytes = sum(path.stat().st_size for path in self.folder.glob("knode.db*"))
        return Stats(results, runs, len(entries), sum(entry.size for entry in entries), database_bytes)


class _Recorder:
    """The object store, with a list of what was put or referred to."""

    def __init__(self, objects: ObjectStore) -> None:
        self.sizes: dict[str, int] = {}
        self._objects = objects

    def put(self, write: Callable[[IO[bytes]], None]) -> str:
        sha256 = self._objects.put(write)
        self.sizes[sha256] = self._objects.size(sha256)
        return sha256

    def path(self, sha256: str) -> Path:
        # Touched, as the result that will refer to it is not committed yet.
        self._objects.keep(sha256)
        path = self._objects.path(sha256)
        self.sizes[sha256] = path.stat().st_size
        return path


def _make_folder(folder: Path) -> None:
    with file_errors(folder):
        (folder / "objects").mkdir(parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("# Results that knode can compute again.\n*\n")
