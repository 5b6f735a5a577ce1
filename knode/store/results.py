"""What nodes gave, by signature: rows in SQLite that refer to objects."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knode.store.database import Database
from knode.store.objects import ObjectStore

encode = json.JSONEncoder(separators=(",", ":")).encode
"""Compact JSON text, in ASCII, so that any text can stand in it."""
STAMP_SECONDS = 60.0
"""A result's last use is written down again only when it is this old."""
STAMPS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a result. `payload` is what the store needs to give the value back; None: it was not stored."""

    kind: str
    payload: Any | None
    rows: int | None
    columns: int | None
    bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a node gave for one signature (32 hexadecimal characters). `messages` are (level, text)."""

    signature: str
    type: str
    outputs: dict[str, Output]
    seconds: float
    peak_bytes: int | None
    messages: tuple[tuple[str, str], ...]


def objects_of(payloads: Iterable[Any]) -> dict[str, int]:
    """The objects that payloads of the store refer to, and their sizes."""
    found: dict[str, int] = {}
    for payload in payloads:
        if payload is not None and "objects" in payload:
            found.update(payload["objects"])
    return found


class Results:
    """The results of a workspace. All methods may be called from any thread.

    The last use of a result is kept in memory and written in batches: with the next results, or by `flush_stamps`.
    """

    def __init__(self, database: Database, objects: ObjectStore) -> None:
        self._database = database
        self._objects = objects
        self._stamps: dict[str, float] = {}
        self._stamps_lock = threading.Lock()

    def find(self, signatures: Sequence[str]) -> dict[str, Result]:
        """Those of the results that are there, with all their objects, by signature."""
        if not signatures:
            return {}
        with self._database.reading() as connection:
            rows = connection.execute(FIND, (encode(list(signatures)),)).fetchall()
        self._stamp(rows)
        here = [row for row in rows if row[6] is None or self._are_here(row[6])]
        # All texts in one go: a call for each row costs more than what it does.
        outputs = json.loads(f"[{','.join([row[2] for row in here])}]")
        return {row[0]: _result(row, made) for row, made in zip(here, outputs, strict=True)}

    def _are_here(self, objects: str) -> bool:
        return all(self._objects.has(sha256, size) for sha256, size in json.loads(objects).items())

    def _stamp(self, rows: Sequence[Any]) -> None:
        now = time.time()
        old = {row[0]: now for row in rows if now - row[7] > STAMP_SECONDS}
        with self._stamps_lock:
            self._stamps.update(old)
        if len(self._stamps) >= STAMPS_AT_ONCE:
            self.flush_stamps()

    def flush_stamps(self) -> None:
        """Write down when results were last used."""
        with self._stamps_lock:
            stamps, self._stamps = self._stamps, {}
        if stamps:
            with self._database.transaction() as connection:
                rows = [(used, signature) for signature, used in stamps.items()]
                connection.executemany("UPDATE results SET used = ? WHERE signature = ?", rows)

    def put_many(self, results: Iterable[Result]) -> None:
        """Write results in one commit. One that was not stored does not take the place of one that was."""
        self.put_rows([row_of(result, {}) for result in results])

    def put_rows(self, rows: Sequence[Row]) -> None:
        """Write rows of `row_of` in one commit."""
        now = time.time()
        stored = [(*row[:7], now) for row in rows if row[7]]
        others = [(*row[:7], now) for row in rows if not row[7]]
        with self._database.transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO results VALUES (?,?,?,?,?,?,?,?)", stored)
            connection.executemany("INSERT OR IGNORE INTO results VALUES (?,?,?,?,?,?,?,?)", others)

    def delete(self, signatures: Iterable[str]) -> None:
        """Forget results. Their objects go with the next sweep."""
        with self._database.transaction() as connection:
            connection.executemany("DELETE FROM results WHERE signature = ?", [(name,) for name in signatures])

    def count(self) -> int:
        """How many results there are."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM results").fetchone()[0])

    def __iter__(self) -> Iterator[str]:
        with self._database.reading() as connection:
            rows = connection.execute("SELECT signature FROM results ORDER BY used").fetchall()
        return (row[0] for row in rows)


FIND = """
SELECT signature, type, outputs, seconds, peak_bytes, messages, objects, used FROM results
WHERE signature IN (SELECT value FROM json_each(?))
"""
Row = tuple[str, str, str, float, int | None, str | None, str | None, bool]
"""A result as a row: its fields, its objects, and whether all of its values are stored."""


def row_of(result: Result, payloads: Mapping[str, Any]) -> Row:
    """A result as a row; `payloads` by output name take the place of those in the result."""
    outputs = {}
    stored = True
    objects: dict[str, int] = {}
    for name, output in result.outputs.items():
        payload = payloads.get(name, output.payload)
        if payload is None:
            stored = False
        elif "objects" in payload:
            objects.update(payload["objects"])
        outputs[name] = (output.kind, payload, output.rows, output.columns, output.bytes)
    return (
        result.signature,
        result.type,
        encode(outputs),
        result.seconds,
        result.peak_bytes,
        encode(result.messages) if result.messages else None,
        encode(objects) if objects else None,
        stored,
    )


def _result(row: Sequence[Any], fields: dict[str, list[Any]]) -> Result:
    outputs = {name: Output(*values) for name, values in fields.items()}
    messages = tuple((level, text) for level, text in json.loads(row[5])) if row[5] else ()
    return Result(row[0], row[1], outputs, row[3], row[4], messages)
