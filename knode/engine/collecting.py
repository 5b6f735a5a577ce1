"""How often Python looks for garbage while workflows run."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_runs = 0
_threshold = gc.get_threshold()
_runs_lock = threading.Lock()


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage cycles less often: a run makes many small objects that live, and each look goes over all of them."""
    global _runs, _threshold
    with _runs_lock:
        if not _runs:
            _threshold = gc.get_threshold()
            if _threshold[0]:
                gc.set_threshold(max(_threshold[0], 200_000), *_threshold[1:])
        _runs += 1
    try:
        yield
    finally:
        with _runs_lock:
            _runs -= 1
            if not _runs:
                gc.set_threshold(*_threshold)
