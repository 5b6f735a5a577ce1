"""Rows worked out some at a time, so that what lies between two steps stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

BLOCK = 32_768


def blocks(rows: int, size: int = BLOCK) -> Iterator[slice]:
    """The places of the blocks of so many rows."""
    return (slice(start, min(start + size, rows)) for start in range(0, rows, size))


def in_blocks(act: Callable[..., tuple[Any, ...]], *arrays: np.ndarray) -> tuple[Any, ...]:
    """What `act` makes of arrays of rows, each row by itself: arrays of as many rows, each always of one dtype."""
    import numpy as np

    rows = len(arrays[0])
    if rows <= BLOCK:
        return act(*arrays)
    made: tuple[Any, ...] = ()
    for place in blocks(rows):
        parts = act(*(array[place] for array in arrays))
        made = made or tuple(np.empty(rows, dtype=part.dtype) for part in parts)
        for whole, part in zip(made, parts, strict=True):
            whole[place] = part
    return made
