"""Micro-batches: requests that came in while others were scored are scored together, each with its own rows back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from itertools import chain
from typing import Any

from knode.deploy.frames import Columns
from knode.serve.scoring import Scorer

MOST_ROWS = 256
"""Rows of a batch; what waits beyond that is scored next."""


class _Waiting:
    """One request: its columns, and where its answer goes."""

    __slots__ = ("columns", "future", "rows", "wanted")

    def __init__(self, columns: Columns, wanted: Any, rows: int, future: asyncio.Future[dict[str, Columns]]) -> None:
        self.columns = columns
        self.wanted = wanted
        self.rows = rows
        self.future = future


class Batcher:
    """Scores requests for a bundle of one input that is row-wise, on the event loop.

    Nothing waits on purpose: the event loop reads all sockets that have something before it comes to what it was told to do
    next, so all requests that are there by then are one batch.
    """

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._input = next(iter(scorer.inputs))
        self._queue: list[_Waiting] = []

    async def score(self, inputs: Mapping[str, Columns], wanted: Any, rows: int) -> dict[str, Columns]:
        """The outputs for the rows of one request. Raises what `Scorer.planned` raises, about these rows alone."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(inputs[self._input], wanted, rows, loop.create_future())
        if not self._queue:
            loop.call_soon(self._drain, loop)
        self._queue.append(waiting)
        return await waiting.future

    def _drain(self, loop: asyncio.AbstractEventLoop) -> None:
        batch: list[_Waiting] = []
        rows = 0
        for waiting in self._queue:
            if batch and rows + waiting.rows > MOST_ROWS:
                break
            batch.append(waiting)
            rows += waiting.rows
        del self._queue[: len(batch)]
        if self._queue:
            loop.call_soon(self._drain, loop)
        for alike in _alike([waiting for waiting in batch if not waiting.future.done()]):
            self._answer(alike)

    def _answer(self, batch: list[_Waiting]) -> None:
        if len(batch) > 1:
            try:
                made = self._scorer.planned({self._input: _joined(batch)}, batch[0].wanted)
                _hand_out(batch, made)
                return
            except Exception:
                # Somebody's rows are refused or need the nodes: nobody else shall notice, each is scored by itself.
                pass
        for waiting in batch:
            try:
                waiting.future.set_result(self._scorer.planned({self._input: waiting.columns}, waiting.wanted))
            except Exception as error:
                waiting.future.set_exception(error)


def _alike(batch: list[_Waiting]) -> list[list[_Waiting]]:
    """Requests that have the same columns and want the same, together."""
    if len(batch) == 1:
        return [batch]
    groups: dict[Any, list[_Waiting]] = {}
    for waiting in batch:
        groups.setdefault((waiting.wanted, tuple(waiting.columns)), []).append(waiting)
    return list(groups.values())


def _joined(batch: list[_Waiting]) -> Columns:
    columns = [waiting.columns for waiting in batch]
    return {name: list(chain.from_iterable(each[name] for each in columns)) for name in columns[0]}


def _hand_out(batch: list[_Waiting], made: dict[str, Columns]) -> None:
    rows = sum(waiting.rows for waiting in batch)
    if any(len(values) != rows for columns in made.values() for values in columns.values()):
        raise ValueError("the workflow does not make one row of each")
    start = 0
    for waiting in batch:
        stop = start + waiting.rows
        part = {
            output: {name: values[start:stop] for name, values in columns.items()} for output, columns in made.items()
        }
        waiting.future.set_result(part)
        start = stop
