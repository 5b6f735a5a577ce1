"""A server that answers as a test says, and remembers what it was asked."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from knode_nodes.io import _http


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *told):
        pass

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        parts = urlsplit(self.path)
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        try:
            status, headers, text = self.server.reply(parts.path, parse_qs(parts.query), self.headers, body)
        except Drop:
            self.close_connection = True
            return
        if isinstance(text, Iterator):
            self.drip(status, headers, text)
            return
        data = text.encode() if isinstance(text, str) else text
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def drip(self, status, headers, pieces):
        """An answer that comes in pieces, and ends with the connection."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                self.wfile.write(piece)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_GET  # noqa: N815


class Drop(Exception):
    """Close the connection without an answer."""


class Server:
    def __init__(self) -> None:
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.asked = []
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        self._thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def asked(self):
        return self.http.asked

    def answers(self, reply) -> None:
        self.http.reply = reply

    def close(self) -> None:
        self.http.shutdown()
        self._thread.join()
        self.http.server_close()


@pytest.fixture
def server():
    found = Server()
    yield found
    found.close()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(_http, "FIRST_WAIT", 0.01)


def sent(data, status=200, **headers):
    return status, {"Content-Type": "application/json", **headers}, json.dumps(data)


def numbers(query, name="page"):
    return int(query[name][0])
