"""Stop watches for work inside one process."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

Times = dict[str, float]


def timed(act: Callable[[], Any]) -> Times:
    """Seconds of wall and of CPU (all threads) that a call takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def medians(found: Iterable[Times]) -> Times:
    """The median of each part."""
    rows = list(found)
    return {part: statistics.median(row[part] for row in rows) for part in rows[0]}
