"""Finds what lies in a rectangle, by a grid of cells: what a scene's own index would do, without an item for each thing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom."""
LONG = 64
"""What covers more cells than this is looked at always."""


class GridIndex(Generic[K]):
    """Keys with their bounds. What is found comes in the order in which it was put in or last brought to the front."""

    def __init__(self, cell: float) -> None:
        self.cell = cell
        self.bounds: dict[K, Bounds] = {}
        self._cells: dict[tuple[int, int], set[K]] = {}
        self._long: set[K] = set()
        self._order: dict[K, int] = {}
        self._next = 0
        self._is_stale = False

    def put_many(self, bounds: Mapping[K, Bounds]) -> None:
        """Give many keys that are known other bounds; the cells are filled when they are next asked for."""
        self.bounds.update(bounds)
        self._is_stale = True

    def _fill(self) -> None:
        self._cells.clear()
        self._long.clear()
        self._is_stale = False
        for key, bounds in self.bounds.items():
            self._enter(key, bounds)

    def put(self, key: K, bounds: Bounds) -> None:
        """Add `key`, or give it other bounds."""
        if key in self.bounds:
            self._leave(key)
        else:
            self._order[key] = self._next
            self._next += 1
        self.bounds[key] = bounds
        if not self._is_stale:
            self._enter(key, bounds)

    def _enter(self, key: K, bounds: Bounds) -> None:
        cells = self._covered(bounds)
        if cells is None:
            self._long.add(key)
        else:
            for cell in cells:
                self._cells.setdefault(cell, set()).add(key)

    def drop(self, key: K) -> None:
        """Take `key` away; nothing happens when it is not there."""
        if key in self.bounds:
            self._leave(key)
            del self.bounds[key], self._order[key]

    def raise_up(self, keys: Iterable[K]) -> None:
        """Bring keys to the front: they are found last, and so drawn above the others."""
        for key in keys:
            if key in self._order:
                self._order[key] = self._next
                self._next += 1

    def meeting(self, bounds: Bounds) -> list[K]:
        """All keys whose bounds meet these, the one in front last."""
        if self._is_stale:
            self._fill()
        found = self._candidates(bounds)
        left, top, right, bottom = bounds
        known = self.bounds
        kept = [
            key
            for key in found
            if (own := known[key])[0] <= right and own[2] >= left and own[1] <= bottom and own[3] >= top
        ]
        kept.sort(key=self._order.__getitem__)
        return kept

    def _candidates(self, bounds: Bounds) -> Iterable[K]:
        cell = self.cell
        columns = range(int(bounds[0] // cell), int(bounds[2] // cell) + 1)
        rows = range(int(bounds[1] // cell), int(bounds[3] // cell) + 1)
        if len(columns) * len(rows) > len(self._cells):
            return list(self.bounds)
        found = set(self._long)
        for column in columns:
            for row in rows:
                held = self._cells.get((column, row))
                if held:
                    found |= held
        return found

    def _covered(self, bounds: Bounds) -> list[tuple[int, int]] | None:
        cell = self.cell
        left, top = int(bounds[0] // cell), int(bounds[1] // cell)
        right, bottom = int(bounds[2] // cell), int(bounds[3] // cell)
        if (right - left + 1) * (bottom - top + 1) > LONG:
            return None
        return [(column, row) for column in range(left, right + 1) for row in range(top, bottom + 1)]

    def _leave(self, key: K) -> None:
        if self._is_stale:
            return
        self._long.discard(key)
        for cell in self._covered(self.bounds[key]) or ():
            held = self._cells[cell]
            held.discard(key)
            if not held:
                del self._cells[cell]
