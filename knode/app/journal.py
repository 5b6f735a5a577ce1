"""The journal of one document: what was done since it was saved, on disk, so that a crash loses a second at most.

A journal is three files in the config folder: `<name>.base`, the document as it was saved; `<name>.journal`, lines of JSON,
first what it belongs to, then the changes of every moment; and a lock that tells whether the program that writes it lives.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from PySide6.QtCore import QLockFile

from knode.core import document, edits
from knode.core.edits import Change
from knode.core.errors import KnodeError
from knode.core.following import settle
from knode.core.registry import REGISTRY, Registry
from knode.core.workflow import Workflow

VERSION = 1


class Journal:
    """Writes one document's changes behind its back. Nothing is on disk until the first change.

    Args:
        folder: where journals are kept; made when it is not there.
        file: the document's file, None while it has none.
        base: the document's text as it was saved or made, by which the changes go.
    """

    def __init__(self, folder: Path, file: Path | None, base: str) -> None:
        self._stem = folder / secrets.token_hex(8)
        self._file = file
        self._base = base
        self._out: IO[str] | None = None
        self._lock: QLockFile | None = None

    def add(self, changes: Iterable[Change]) -> None:
        """Write changes down. Raises OSError."""
        self.write(list(map(edits.to_json, changes)))

    def write(self, changes: Sequence[dict[str, Any]]) -> None:
        """Write changes down that were made JSON data when they were made. Raises OSError."""
        if self._out is None:
            self._out = self._begin()
        self._out.write(json.dumps(changes, ensure_ascii=False) + "\n")
        self._out.flush()

    def _begin(self) -> IO[str]:
        self._stem.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(self._stem)
        self._lock.tryLock(0)
        self._stem.with_suffix(".base").write_text(self._base, encoding="utf-8")
        head = {"journal": VERSION, "file": None if self._file is None else str(self._file.resolve())}
        out = self._stem.with_suffix(".journal").open("w", encoding="utf-8", errors="surrogatepass")
        self._stem.with_suffix(".journal").chmod(0o600)
        out.write(json.dumps(head) + "\n")
        return out

    def close(self) -> None:
        """The document was saved or given up: nothing is to be recovered."""
        if self._out is not None:
            with contextlib.suppress(OSError):
                self._out.close()
            self._out = None
            remove(self._stem.with_suffix(".journal"))
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


def _lock(stem: Path) -> QLockFile:
    lock = QLockFile(str(stem.with_suffix(".lock")))
    lock.setStaleLockTime(0)  # However old: it holds as long as the process lives.
    return lock


@dataclass(frozen=True)
class Found:
    """A journal whose program is gone: its file, the document's file, when it was written last (seconds since 1970)."""

    journal: Path
    file: Path | None
    written: float
    steps: int


def left_behind(folder: Path) -> list[Found]:
    """The journals that a program which ended unexpectedly left, the latest first."""
    found = [one for path in folder.glob("*.journal") if (one := _found(path)) is not None]
    return sorted(found, key=lambda one: -one.written)


def _found(path: Path) -> Found | None:
    lock = _lock(path.with_suffix(""))
    if not lock.tryLock(0):
        return None
    lock.unlock()
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        lines = list(_lines(path))
        if lines and lines[0]["journal"] == VERSION and len(lines) > 1:
            file = lines[0]["file"]
            return Found(path, None if file is None else Path(file), path.stat().st_mtime, len(lines) - 1)
    remove(path)
    return None


def _lines(path: Path) -> Iterator[Any]:
    """The lines of a journal, up to one that was cut short."""
    with path.open(encoding="utf-8", errors="surrogatepass") as file:
        for line in file:
            if not line.endswith("\n"):
                return
            try:
                yield json.loads(line)
            except ValueError:
                return


def recovered(found: Found, registry: Registry = REGISTRY) -> Workflow:
    """The document as the journal has it, as far as its changes fit together. Raises KnodeError or OSError."""
    base = found.journal.with_suffix(".base")
    workflow = document.loads(base.read_text(encoding="utf-8"), base.name, registry)
    if found.file is not None:
        workflow.name = workflow.name or found.file.stem
        settle(workflow, found.file.parent)
    edits.tidy(workflow)
    for changes in list(_lines(found.journal))[1:]:
        try:
            edits.apply(workflow, _changes(changes, registry))
        except (KnodeError, KeyError, TypeError):
            break
    return workflow


def _changes(data: Iterable[dict[str, Any]], registry: Registry) -> list[Change]:
    return [edits.from_json(one, registry) for one in data]


def remove(journal: Path) -> None:
    """Delete a journal with what belongs to it."""
    for suffix in (".journal", ".base", ".lock"):
        with contextlib.suppress(OSError):
            journal.with_suffix(suffix).unlink()
