"""Routes of the slower kind: a handler for each method, with every error as a problem document."""

from __future__ import annotations

import base64
import binascii
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from knode.core.errors import KnodeError
from knode.serve.keys import Keyring
from knode.serve.limits import ClientGone
from knode.serve.metrics import Metrics
from knode.serve.problems import Problem, from_error, internal
from knode.serve.served import parameters

log = logging.getLogger("knode.serve")
Handler = Callable[[Request], Awaitable[Response]]
ASK = (b"www-authenticate", b'Basic realm="knode: any user, the key as password"')


def reply(content: Any, status: int = 200) -> Response:
    """A JSON answer."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")


def problem_response(problem: Problem, **more: Any) -> Response:
    """A problem as an answer."""
    headers, body = problem.response(**more)
    return Response(body, problem.status, {name.decode(): value.decode("latin-1") for name, value in headers})


class Routing:
    """Makes routes whose handlers may raise Problem and KnodeError, and counts what they refuse."""

    def __init__(self, metrics: Metrics, keyring: Keyring | None) -> None:
        self._metrics = metrics
        self._keyring = keyring

    def route(self, path: str, handlers: Mapping[str, Handler], *, key: str = "") -> Route:
        """A route by method.

        Args:
            path: as Starlette has it.
            handlers: by method; GET answers HEAD as well.
            key: which key it needs when there are keys: "" none, "any", "page" (also as a browser asks for it) or "deploy".
        """
        methods = sorted({*handlers, *(["HEAD"] if "GET" in handlers else []), "OPTIONS"})
        allow = ", ".join(methods)

        async def endpoint(request: Request) -> Response:
            method = "GET" if request.method == "HEAD" else request.method
            if method == "OPTIONS":
                return Response(status_code=204, headers={"allow": allow})
            try:
                if method not in handlers:
                    said = f"{method[:20]} is not done here, only {' and '.join(sorted(handlers))}."
                    raise Problem("method", said, headers=[(b"allow", allow.encode())])
                self._check(request, key)
                return await handlers[method](request)
            except (ClientDisconnect, ClientGone):
                return Response(status_code=400)
            except Exception as error:
                return self._failed(request, error)

        made = Route(path, endpoint)
        # Any method comes here: Starlette would answer others than it is told itself, without saying which there are.
        made.methods = None
        return made

    def _check(self, request: Request, key: str) -> None:
        if self._keyring is None or not key:
            return
        head = dict(request.scope["headers"])
        if key == "page":
            head = _as_bearer(head)
        try:
            self._keyring.check(head, deploy=key == "deploy")
        except Problem as problem:
            if key == "page":
                problem.headers = [ASK]
            raise

    def _failed(self, request: Request, error: Exception) -> Response:
        if isinstance(error, Problem):
            problem = error
        elif isinstance(error, KnodeError):
            problem = from_error(error)
        else:
            problem = internal()
        if problem.status == 500:
            log.error("a request to %s failed", request.url.path, exc_info=error)
        self._metrics.refused("", "", problem.kind)
        more = {"error": problem.detail} if request.url.path.startswith("/v2") else {}
        return problem_response(problem, **more)


def _as_bearer(head: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """A password as browsers send it, as a key."""
    scheme, _, text = head.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return dict(head)
    try:
        _, _, password = base64.b64decode(text, validate=True).partition(b":")
    except binascii.Error:
        password = b""
    return {**head, b"authorization": b"Bearer " + password}


def query_of(request: Request, *known: str) -> dict[str, str]:
    """The parameters of a request. Raises Problem for others than `known`."""
    query: bytes = request.scope["query_string"]
    return parameters(query, known)
