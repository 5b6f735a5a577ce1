"""The engine behind one Python workflow: made at the first run, kept from run to run, closed when nobody needs it."""

from __future__ import annotations

import contextlib
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from knode.core.errors import KnodeError
from knode.deploy import services
from knode.engine.engine import Engine

if TYPE_CHECKING:
    from knode.engine.cache import ResultCache
    from knode.store.store import Store

MEMORY_SHARE = 0.25
"""Of the machine's memory, for results that stay at hand between runs."""


class EngineFacts(NamedTuple):
    """What an engine was made with; another run that asks for the same has the same engine."""

    store: Path | None
    threads: int | None
    trust: bool


class Session:
    """Holds the engine of one workflow.

    Results of a run may be read for as long as they live, after `close` too: they keep the engine and its store.
    """

    def __init__(self) -> None:
        self._engine: Engine | None = None
        self._facts: EngineFacts | None = None

    def engine(self, facts: EngineFacts) -> Engine:
        """The engine for a run; that of the last run when it was made alike. Raises StoreError."""
        if self._engine is None or self._facts != facts:
            self.close()
            self._engine = _new_engine(facts)
            self._facts = facts
        return self._engine

    def close(self) -> None:
        """Write what waits to be written, and let go of the engine."""
        if self._engine is not None:
            self._engine.cache.drain()
        self._engine = self._facts = None


def _new_engine(facts: EngineFacts) -> Engine:
    store = None
    if facts.store is not None:
        from knode.store.store import Store

        store = Store(facts.store)
    engine = Engine(store, threads=facts.threads, services=services(), trust=facts.trust, memory_bytes=_memory_bytes())
    weakref.finalize(engine, _shut, engine.cache, store)
    return engine


def _shut(cache: ResultCache, store: Store | None) -> None:
    """The last holder of the engine is gone. What could not be written can be computed again: nothing to raise here."""
    with contextlib.suppress(KnodeError):
        cache.close()
        if store is not None:
            store.close()


def _memory_bytes() -> int:
    import psutil

    return int(psutil.virtual_memory().total * MEMORY_SHARE)
