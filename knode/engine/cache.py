"""The results that are known: in memory, in the store, and on their way there."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from knode.core.errors import KnodeError, StoreDamaged
from knode.core.ports import KINDS, TABLE
from knode.engine.call import kept_kind
from knode.engine.graph import Step

if TYPE_CHECKING:
    from knode.engine.runner import Outcome
    from knode.store.results import Output, Result
    from knode.store.store import Store
    from knode.store.writer import Held, WriteBehind

ALWAYS = 128 << 20
"""Bytes of new table data up to which a result is always written."""
SPEED = 400e6
"""Bytes a second at which results are hashed and written, to weigh writing against computing again."""
BACKLOG = 1 << 30
"""Bytes that may wait to be written; beyond them large results are computed again when they are asked for."""

Ports = dict[str, "Held"]


class _NotWritten(dict[str, "Held"]):
    """Outputs that were not worth writing: what a later table has in common with them would be written with it."""


class ResultCache:
    """Finds, keeps and hands out results by signature.

    Responsibilities: a memory of recent results within `memory_bytes`; the store behind it, written behind the run; the
    decision what is worth writing. Without a store, results live in memory only.
    """

    def __init__(self, store: Store | None = None, *, memory_bytes: int = 0) -> None:
        self.store = store
        self.problems: list[KnodeError] = []
        self.passing: set[str] = set()
        """Results that can be looked at, and are not used again."""
        self._known: dict[str, Result] = {}
        self._fresh: dict[str, Result] = {}
        self._memory: OrderedDict[str, tuple[Ports, int]] = OrderedDict()
        self._memory_bytes = memory_bytes
        self._memory_used = 0
        self._lock = threading.RLock()
        self._writer: WriteBehind | None = None
        if store is not None:
            from knode.store.writer import WriteBehind

            self._writer = WriteBehind(store, self._refused)

    # ---- finding

    def find(self, signatures: Iterable[str]) -> dict[str, Result]:
        """The known results among `signatures`."""
        wanted = list(signatures)
        unknown = [signature for signature in wanted if signature not in self._known]
        if unknown and self.store is not None:
            if not self._fresh.keys().isdisjoint(unknown):
                self.drain()
            self._known.update(self.store.results.find(unknown))
        return {signature: self._known[signature] for signature in wanted if signature in self._known}

    def loadable(self, result: Result) -> bool:
        """Whether the values of a known result can be had without computing it again."""
        if result.signature not in self._memory:
            for output in result.outputs.values():
                if output.payload is None:
                    return False
        return True

    def load(self, signature: str) -> Ports | None:
        """The outputs of a result, or None when they are not there any more."""
        from knode.store.writer import Held

        with self._lock:
            if signature in self._memory:
                self._memory.move_to_end(signature)
                return self._memory[signature][0]
        result = self._known.get(signature)
        if result is None or self.store is None or not self.loadable(result):
            return None
        try:
            ports = {
                port: Held(output.kind, self.store.load(output), output.payload)
                for port, output in result.outputs.items()
            }
        except StoreDamaged:
            self._known.pop(signature, None)
            return None
        self._remember(signature, ports, result)
        return ports

    # ---- keeping

    def keep(
        self,
        step: Step,
        signature: str,
        outputs: dict[str, Any],
        outcome: Outcome,
        sources: Sequence[Ports],
        *,
        passing: bool = False,
    ) -> Ports:
        """Remember the outputs of a step that has just run, and have them written if that is worth it."""
        from knode.store.results import Output, Result
        from knode.store.writer import Held, Job

        kinds = {port.name: port.kind for port in step.ports.outputs}
        ports = {name: Held(kept_kind(kind, outputs[name]), outputs[name]) for name, kind in kinds.items()}
        if (
            step.effect
            or (not kinds and outcome.state == "inactive")
            or not all(KINDS[kind].stored for kind in kinds.values())
        ):
            return ports
        described = {name: _output(Output, held) for name, held in ports.items()}
        result = Result(signature, step.cls.type_id(), described, outcome.seconds, outcome.peak_bytes, outcome.messages)
        self._remember(signature, ports, result)
        if passing:
            self.passing.add(signature)
            return _NotWritten(ports)
        self.passing.discard(signature)
        if self._writer is None or signature in self._memory:
            self._known[signature] = result
        if self._writer is not None:
            self._fresh[signature] = result
            flat = tuple(held for source in sources if type(source) is not _NotWritten for held in source.values())
            persist = self._worth_writing(described, ports, flat, outcome)
            self._writer.submit(Job(result, ports, flat, persist))
            return ports if persist else _NotWritten(ports)
        return ports

    def _worth_writing(
        self, described: dict[str, Output], ports: Ports, sources: Sequence[Held], outcome: Outcome
    ) -> bool:
        """Small results always; large ones when writing costs less than computing again, and the disk keeps up."""
        size = sum(output.bytes for output in described.values())
        if size <= ALWAYS:
            return True
        from knode.store.tables import new_bytes

        shared = [held.value for held in sources if held.kind == TABLE.name]
        fresh = sum(new_bytes(held.value, shared) for held in ports.values() if held.kind == TABLE.name)
        if fresh <= ALWAYS:
            return True
        assert self._writer is not None
        return fresh / SPEED < outcome.seconds and self._writer.pending_bytes + fresh <= BACKLOG

    def _remember(self, signature: str, ports: Ports, result: Result) -> None:
        if not self._memory_bytes:
            return
        size = 256 + sum(output.bytes for output in result.outputs.values())
        with self._lock:
            if signature in self._memory:
                self._memory_used -= self._memory[signature][1]
            self._memory[signature] = (ports, size)
            self._memory.move_to_end(signature)
            self._memory_used += size
            while self._memory_used > self._memory_bytes and self._memory:
                oldest, (_, freed) = self._memory.popitem(last=False)
                self._memory_used -= freed
                if oldest in self._fresh:
                    self._known.pop(oldest, None)

    def _refused(self, signature: str, error: KnodeError) -> None:
        self._known.pop(signature, None)
        self._fresh.pop(signature, None)
        # A full disk refuses every result that follows, too.
        if error.message not in {known.message for known in self.problems}:
            self.problems.append(error)

    # ---- ends

    def drain(self) -> None:
        """Wait until everything that is worth writing is on disk."""
        if self._writer is not None:
            self._writer.drain()
            self._fresh.clear()

    def forget(self, signatures: Iterable[str]) -> None:
        """Take results out of memory, so that they are looked up in the store again."""
        for signature in signatures:
            self._known.pop(signature, None)

    def close(self) -> None:
        """Write what waits, and end the writer."""
        if self._writer is not None:
            self._writer.close()


def _output(make: type[Output], held: Held) -> Output:
    if held.kind == TABLE.name:
        rows, columns = held.value.shape
        return make(held.kind, None, rows, columns, table_bytes(held.value))
    return make(held.kind, None, None, None, 0)


def table_bytes(table: Any) -> int:
    """Bytes of a DataFrame's columns, without the Python objects that object columns point to; in microseconds."""
    return int(sum(block.values.nbytes for block in table._mgr.blocks))
