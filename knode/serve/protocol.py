"""Connections: uvicorn's HTTP protocol with a bound on how many there are, and on how long and large a request may be."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from knode.serve.limits import Limits
from knode.serve.problems import CLOSE, Problem, busy

HEAD_BYTES = 64 * 1024
SLOWEST_BYTES = 64 * 1024
"""A body may take a second longer for so many bytes of it that have come, so that a large one has its time."""
MOST_REFUSING = 4000
LINGER_SECONDS = 2.0
"""How long a refused client may take to notice; closed at once, it would see a reset and not the answer."""


def raw(problem: Problem) -> bytes:
    """A problem as an HTTP response that ends its connection."""
    headers, body = problem.response()
    lines = [name + b": " + value + b"\r\n" for name, value in dict([*headers, CLOSE]).items()]
    return b"".join([STATUS_LINE[problem.status], *lines, b"\r\n", body])


class Connections:
    """All connections of a server: those that are served, and how many are being refused."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.open: set[Connection] = set()
        self.refusing: set[asyncio.Transport] = set()
        self._refusal = raw(busy("The server has as many connections as it takes. Try again in a moment."))

    def refuse(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Answer a connection that is one too many, and close it."""
        if len(self.refusing) > MOST_REFUSING:
            transport.abort()
            return
        self.refusing.add(transport)
        transport.write(self._refusal)
        # A client that has gone already cannot be told.
        with contextlib.suppress(OSError):
            transport.write_eof()
        loop.call_later(LINGER_SECONDS, transport.abort)

    def sweep(self, now: float, late: float = 0.0) -> None:
        """End the connections whose request, or whose taking of the answer, has lasted too long.

        Seconds that the sweep comes late are the server's, not the client's: what came meanwhile may lie there unread.
        """
        for connection in list(self.open):
            if connection.since is not None:
                connection.since = min(now, connection.since + late)
            if connection.since is not None and now - connection.since > self.limits.seconds:
                connection.expire()


class Connection(HttpToolsProtocol):
    """One connection. `since` is when it began to keep the server waiting; None while it does not."""

    def __init__(self, connections: Connections, **given: Any) -> None:
        super().__init__(**given)
        self._all = connections
        self._in_head = True
        self._head_bytes = 0
        self.since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        if len(self._all.open) >= self._all.limits.connections:
            self.transport = transport
            self._all.refuse(transport, self.loop)
            return
        super().connection_made(transport)
        self._all.open.add(self)
        self.since = self.loop.time()

    def connection_lost(self, exc: Exception | None) -> None:
        self._all.open.discard(self)
        self._all.refusing.discard(self.transport)
        self.since = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport in self._all.refusing:
            return
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES:
                self._refuse(
                    Problem("headers-too-large", f"The head of the request has more than {HEAD_BYTES:,} bytes.")
                )

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self.since = self.loop.time()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._head_bytes = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self.since is not None:
            self.since = min(self.loop.time(), self.since + len(body) / SLOWEST_BYTES)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.since = None
        super().on_message_complete()

    def pause_writing(self) -> None:
        self.since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        self.since = None
        super().resume_writing()

    def _unsupported_upgrade_warning(self) -> None:
        """Any client can ask for another protocol; it is answered in HTTP, and that is no news."""

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP."""
        self._refuse(Problem("malformed", "This is no HTTP request that the server understands."))

    def expire(self) -> None:
        """End the connection: the client takes too long."""
        if self.flow.write_paused or (
            self.cycle is not None and self.cycle.response_started and not self.cycle.response_complete
        ):
            self.transport.abort()
        else:
            self._refuse(Problem("timeout", f"The request was not whole after {self._all.limits.seconds:g} seconds."))

    def _refuse(self, problem: Problem) -> None:
        if self._owes():
            # What was asked before is answered first: its client would take this for the answer.
            self.cycle.keep_alive = False
            return
        if not self.transport.is_closing():
            self.transport.write(raw(problem))
            self.transport.close()

    def _owes(self) -> bool:
        """Whether a request that was whole waits for its answer."""
        waits = self.cycle is not None and not self.cycle.response_complete and not self.cycle.more_body
        return waits or bool(self.pipeline)
