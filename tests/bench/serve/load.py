"""Loads a server over HTTP/1.1 on connections that stay open: a closed loop, each connection waiting for its answer.

A process of its own, `python load.py < order.json`, so that it can have a core of its own; it imports next to nothing,
because what it costs is added to what is measured.
"""

from __future__ import annotations

import json
import re
import select
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from typing import Any

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
END = b"\r\n\r\n"
TIMEOUT = 60


class Connection:
    """One open connection with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.begun = 0.0
        self._received = b""
        self._expected: int | None = None

    def send(self, request: bytes) -> None:
        """Send a request; its answer's clock runs from here."""
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """What has come in: the whole answer, or None when some of it is still to come. Raises ConnectionError."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError(f"The server closed the connection after {self._received[:300]!r}.")
        answer = self._received = self._received + part if self._received else part
        if self._expected is None:
            self._expected = _expected(answer)
        if self._expected is None or (
            len(answer) < self._expected if self._expected else not answer.endswith(b"0" + END)
        ):
            return None
        self._received, self._expected = b"", None
        return answer


def _expected(answer: bytes) -> int | None:
    """The bytes of the whole answer; 0: it ends with an empty chunk; None: the head is not all there."""
    head = answer.find(END)
    if head < 0:
        return None
    length = LENGTH.search(answer, 0, head)
    if length:
        return head + len(END) + int(length[1])
    if CHUNKED.search(answer, 0, head):
        return 0
    raise ConnectionError(f"The server does not say how long its answer is: {answer[:300]!r}.")


def body_of(answer: bytes) -> bytes:
    """The body of an answer. Raises ConnectionError unless its status is 200."""
    head, _, body = answer.partition(END)
    if not head.startswith(b"HTTP/1.1 200"):
        raise ConnectionError(f"The server answered {answer[:1_000]!r}.")
    if not CHUNKED.search(head):
        return body
    parts = []
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        parts.append(body[:length])
        body = body[length + 2 :]
    return b"".join(parts)


def run(port: int, requests: Sequence[bytes], concurrency: int, count: int) -> tuple[list[float], float]:
    """Send so many requests in a closed loop.

    Args:
        port: of the server, on this machine.
        requests: sent one after the other, and again from the first.
        concurrency: connections, each with one request under way.
        count: requests in all.

    Returns:
        The seconds that each took, and those that all took together.

    Raises:
        ConnectionError: an answer other than 200, or none.
    """
    with ExitStack() as stack:
        connections = [Connection(port) for _ in range(min(concurrency, count))]
        for connection in connections:
            stack.enter_context(connection.socket)
        begun = time.perf_counter()
        return _loop(connections, requests, count), time.perf_counter() - begun


def _loop(connections: list[Connection], requests: Sequence[bytes], count: int) -> list[float]:
    poll = select.poll()
    by_file = {connection.socket.fileno(): connection for connection in connections}
    for file in by_file:
        poll.register(file, select.POLLIN)
    to_send = islice(cycle(requests), count)
    for connection in connections:
        connection.send(next(to_send))
    took: list[float] = []
    while len(took) < count:
        ready = poll.poll(TIMEOUT * 1_000)
        if not ready:
            raise ConnectionError(f"The server was silent for {TIMEOUT} s.")
        for file, _ in ready:
            connection = by_file[file]
            answer = connection.receive()
            if answer is None:
                continue
            took.append(time.perf_counter() - connection.begun)
            if not answer.startswith(b"HTTP/1.1 200"):
                body_of(answer)
            request = next(to_send, None)
            if request is not None:
                connection.send(request)
    return took


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    """A POST request to the byte."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + END + body


def main() -> None:
    """Carry out an order: JSON on standard input, what was measured as JSON on standard output."""
    order: dict[str, Any] = json.load(sys.stdin)
    requests = [request(order["path"], body.encode(), order["headers"]) for body in order["bodies"]]
    run(order["port"], requests, order["concurrency"], order["warm_up"])
    used = time.process_time()
    took, wall = run(order["port"], requests, order["concurrency"], order["requests"])
    busy = (time.process_time() - used) / wall
    json.dump({"seconds": took, "wall": wall, "busy": busy}, sys.stdout)


if __name__ == "__main__":
    main()
