"""Work done ahead of the one who takes it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def ahead(act: Callable[[Item], Made], items: Iterable[Item], cores: int) -> Iterator[Made]:
    """What `act` makes of each item, in order; so many are worked on at the same time, and no more wait to be taken."""
    coming: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(cores) as pool:
        for item in items:
            coming.append(pool.submit(act, item))
            if len(coming) > cores:
                yield coming.popleft().result()
        while coming:
            yield coming.popleft().result()
