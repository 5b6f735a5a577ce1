"""Work of the engine process that a person can watch and stop: its cancel tokens, by the names that the window gave."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from knode.core.events import Event, Listener, NodeFinished, NodeProgress, NodeStarted, RunStarted
from knode.engine.context import CancelToken
from knode.host.deploy_protocol import JobEvent

if TYPE_CHECKING:
    from knode.host.host import Host

_LOCK = threading.Lock()
_JOBS: weakref.WeakKeyDictionary[Host, dict[str, CancelToken]] = weakref.WeakKeyDictionary()


@contextmanager
def running(host: Host, job: str) -> Iterator[CancelToken]:
    """A cancel token that `stop` finds for as long as the work goes on."""
    token = CancelToken()
    with _LOCK:
        _JOBS.setdefault(host, {})[job] = token
    try:
        yield token
    finally:
        with _LOCK:
            _JOBS[host].pop(job, None)


def stop(host: Host, job: str) -> None:
    """Stop a job; one that has ended is left alone."""
    with _LOCK:
        token = _JOBS.get(host, {}).get(job)
    if token is not None:
        token.set()


def telling(host: Host, job: str) -> Listener:
    """A listener of a run that tells the window how far it is."""
    counted = {"to_run": 0, "done": 0}

    def hear(event: Event) -> None:
        if isinstance(event, RunStarted):
            counted["to_run"] = event.to_run
        elif isinstance(event, NodeStarted):
            host.emit(JobEvent(job=job, fraction=_share(counted), message=event.label))
        elif isinstance(event, NodeProgress) and event.message:
            host.emit(JobEvent(job=job, fraction=_share(counted), message=event.message))
        elif isinstance(event, NodeFinished):
            counted["done"] += 1
            host.emit(JobEvent(job=job, fraction=_share(counted), message=event.label))

    return hear


def _share(counted: dict[str, int]) -> float | None:
    return min(1.0, counted["done"] / counted["to_run"]) if counted["to_run"] else None
