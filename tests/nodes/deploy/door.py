"""A small server with a deploy door, as docs/bundles.md describes it: bundles in memory, one key."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

KEY = "s3cr3t-key-of-the-door"


class Door(ThreadingHTTPServer):
    """What was brought, and what was asked: `requests` are method and path, `failures` what the next answers are instead."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.held: dict[tuple[str, str], bytes] = {}
        self.requests: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.failures: list[tuple[int, dict[str, Any]]] = []

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Door
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self._stopped():
            return
        parts = self._parts()
        if not parts:
            listed = [{"name": name, "version": version} for name, version in self.server.held]
            self._answer(200, {"bundles": listed})
        elif tuple(parts) in self.server.held:
            self._answer(200, {"sha256": sha256(self.server.held[parts[0], parts[1]]).hexdigest()})
        else:
            self._answer(404, {"title": "Not found"})

    def do_PUT(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        if self._stopped():
            return
        name, version = self._parts()
        there = self.server.held.get((name, version))
        if there == content:
            self._answer(200, {})
        elif there is not None and not self.path.endswith("?replace=true"):
            self._answer(409, {"title": "Conflict"})
        else:
            self.server.held[name, version] = content
            self._answer(201, {})

    def _parts(self) -> list[str]:
        path = self.path.partition("?")[0].removeprefix("/v1/bundles").strip("/")
        return [unquote(part) for part in path.split("/")] if path else []

    def _stopped(self) -> bool:
        self.server.requests.append((self.command, self.path))
        self.server.headers.append(dict(self.headers))
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self._answer(401, {"title": "Unauthorized", "detail": "no such key"})
            return True
        if self.server.failures:
            self._answer(*self.server.failures.pop(0))
            return True
        return False

    def _answer(self, status: int, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        for name, value in data.get("headers", {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json" if status < 400 else "application/problem+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged."""


@contextmanager
def opened() -> Iterator[Door]:
    """A running door."""
    with Door() as door:
        thread = threading.Thread(target=door.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield door
        finally:
            door.shutdown()
            thread.join()
