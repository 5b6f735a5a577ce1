"""The hot path: requests for predictions, answered before any framework sees them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from time import perf_counter
from typing import Any, Protocol

from knode.core.errors import KnodeError
from knode.deploy.frames import Columns
from knode.serve.keys import Keyring
from knode.serve.limits import ClientGone, Limits, body_of, check_columns, check_rows
from knode.serve.pool import Pool
from knode.serve.problems import Header, Problem, internal
from knode.serve.served import Served

log = logging.getLogger("knode.serve")
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


class Door(Protocol):
    """A protocol by which predictions are asked for."""

    def large(self, body: bytes, head: Mapping[bytes, bytes]) -> bool:
        """Whether reading the body takes longer than a server may be silent."""

    def read(self, served: Served, body: bytes, head: Mapping[bytes, bytes], query: bytes) -> Any:
        """The request, with `inputs`, `rows` and `wanted`. Raises Problem."""

    def write(self, served: Served, call: Any, made: Mapping[str, Columns]) -> tuple[list[Header], bytes]:
        """Headers and body of the answer."""

    def refused(self, error: KnodeError, call: Any) -> Problem:
        """What the scoring said."""

    def problem(self, problem: Problem) -> tuple[list[Header], bytes]:
        """Headers and body of an error."""


Find = Callable[[str, bytes], tuple[Served, Door] | None]


class Hot:
    """An ASGI app that answers POST requests whose path and query `find` knows, and gives all others to `rest`."""

    def __init__(self, find: Find, rest: App, keyring: Keyring | None, limits: Limits, pool: Pool) -> None:
        self._find = find
        self._rest = rest
        self._keyring = keyring
        self._limits = limits
        self._pool = pool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["method"] == "POST":
            route = self._find(scope["path"], scope["query_string"])
            if route is not None:
                await self._predict(route[0], route[1], scope, receive, send)
                return
        await self._rest(scope, receive, send)

    async def _predict(self, served: Served, door: Door, scope: Scope, receive: Receive, send: Send) -> None:
        begun = perf_counter()
        status = 200
        try:
            head = dict(scope["headers"])
            if self._keyring is not None:
                self._keyring.check(head)
            body = await body_of(receive, head, self._limits.bytes)
            rows, headers, content = await self._answer(served, door, body, head, scope["query_string"])
            headers = [*headers, (b"content-length", b"%d" % len(content)), *served.headers]
        except ClientGone:
            served.counted.refused("client-gone")
            return
        except Problem as problem:
            status, (headers, content) = problem.status, door.problem(problem)
            served.counted.refused(problem.kind)
        except Exception:
            log.exception("a request to %s failed", scope["path"])
            mistake = internal()
            status, (headers, content) = mistake.status, door.problem(mistake)
            served.counted.refused(mistake.kind)
        else:
            served.counted.answered(rows, perf_counter() - begun)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    async def _answer(
        self, served: Served, door: Door, body: bytes, head: Mapping[bytes, bytes], query: bytes
    ) -> tuple[int, list[Header], bytes]:
        large = door.large(body, head)
        if large:
            call = await self._pool.run(door.read, served, body, head, query)
        else:
            call = door.read(served, body, head, query)
        inputs = call.inputs
        check_rows(call.rows, self._limits.rows)
        for name, columns in inputs.items():
            check_columns(len(columns), len(served.expected[name].columns))
        try:
            made = await served.score(inputs, call.wanted, call.rows)
        except KnodeError as error:
            problem = door.refused(error, call)
            if problem.status >= 500:
                log.exception("the bundle %s cannot answer", served.scorer.name)
            raise problem from None
        if large:
            headers, content = await self._pool.run(door.write, served, call, made)
        else:
            headers, content = door.write(served, call, made)
        return call.rows, headers, content
