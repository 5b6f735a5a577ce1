"""A real server on a free port of this machine, in a thread, and a plain client for it."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knode.serve.limits import Limits
from knode.serve.server import Server, bound
from knode.serve.service import Service
from tests.processes import PATIENCE, wait_until

JSON = "application/json"
PROBLEM = "application/problem+json"
CSV = "text/csv"
ARROW = "application/vnd.apache.arrow.stream"


@dataclass(frozen=True)
class Reply:
    """An answer: its status, headers by lower-case name, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    def problem(self, status: int) -> dict[str, Any]:
        """The problem document, after a check that it is a good one with this status."""
        assert self.status == status, (self.status, self.body[:500])
        assert self.headers["content-type"] == PROBLEM
        found: dict[str, Any] = self.json()
        assert found["status"] == status
        assert found["type"].startswith("urn:knode:problem:")
        assert found["title"]
        assert found["detail"]
        return found


class Client:
    """Asks one server; each request has a connection of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Reply:
        """A request; a body that is no bytes or text is sent as JSON."""
        sent = dict(headers or {})
        if body is not None and not isinstance(body, bytes | str):
            body = json.dumps(body)
            sent.setdefault("Content-Type", JSON)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            # Who is refused while the body is on its way reads the answer all the same, as curl does.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Reply:
        return self.ask("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Any, content_type: str = JSON, **headers: str) -> Reply:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body, {"Content-Type": content_type, **given})

    def connect(self) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def until(self, check: Callable[[Client], bool]) -> None:
        """Wait until `check` says so."""
        wait_until(lambda: check(self))


@contextmanager
def served(*places: Path, limits: Limits | None = None, **options: Any) -> Iterator[Client]:
    """A server of these bundles; it has ended, with all its threads, afterwards."""
    service = Service(places, limits or Limits(grace=2), **options)
    service.open()
    server = Server(service)
    with bound("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([listening])), name="knode-test-server")
        port = listening.getsockname()[1]
        thread.start()
        try:
            yield Client(port)
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
    assert not thread.is_alive(), "the server does not end"
