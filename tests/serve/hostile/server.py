"""A `knode serve` process of a test's own: started on a free port, asked over real sockets, and always ended."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.processes import PATIENCE

ROOT = Path(__file__).parents[3]
PROMPT = 1.0
"""Seconds within which a request must have been sent: a client that stood still for longer learns nothing of the server."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON that holds to the standard: no NaN, no Infinity."""
        return json.loads(self.body, parse_constant=_no_constant)

    @property
    def media(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


def _no_constant(text: str) -> Any:
    raise AssertionError(f"{text} in JSON")


@dataclass
class Running:
    """A server that answers."""

    process: subprocess.Popen[str]
    port: int
    errors: Path
    address: tuple[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.address = ("127.0.0.1", self.port)

    def ask(
        self, method: str, path: str, body: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer to one request on a connection of its own; another request when this one could not be sent in time."""
        connection = http.client.HTTPConnection(*self.address, timeout=PATIENCE)
        begun = time.monotonic()
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            sent = time.monotonic()
            answer = connection.getresponse()
            made = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()
        return self.ask(method, path, body, headers) if made.status == 408 and sent - begun > PROMPT else made

    def post(self, path: str, content: Any, **headers: str) -> Answer:
        """The answer to a JSON value; bytes and texts go as they are."""
        body = content if isinstance(content, bytes | str) else json.dumps(content)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", path, body, {"content-type": "application/json", **named})

    def connect(self, patience: float = PATIENCE) -> socket.socket:
        """A bare connection."""
        return socket.create_connection(self.address, timeout=patience)

    def prompt(self, patience: float = PATIENCE) -> socket.socket:
        """A bare connection that is there at once."""
        begun = time.monotonic()
        connection = self.connect(patience)
        if time.monotonic() - begun < PROMPT:
            return connection
        connection.close()
        return self.prompt(patience)

    def raw(self, request: bytes, *, half_closed: bool = False, patience: float = PATIENCE) -> bytes:
        """All that comes back for some bytes until the server closes, or says nothing more for a second."""
        with self.prompt(patience) as connection:
            # A server that has turned away is not connected any more, which is no ConnectionError.
            with suppress(OSError):
                connection.sendall(request)
                if half_closed:
                    connection.shutdown(socket.SHUT_WR)
            return heard(connection, patience)

    def log(self) -> str:
        """What it has written to stderr so far."""
        return self.errors.read_text(encoding="utf-8", errors="replace")

    def check_alive(self, within: float = 5.0) -> None:
        """Fail unless it still runs, and answers before it has worked for some seconds."""
        assert self.process.poll() is None, f"the server ended with {self.process.returncode}: {self.log()[-2000:]}"
        begun = self.cpu_seconds()
        assert self.ask("GET", "/healthz").status == 200
        took = self.cpu_seconds() - begun
        assert took < within, f"/healthz took {took:.1f} s of work"

    def cpu_seconds(self) -> float:
        """What it has worked, on all cores; time that the machine gives to others does not count."""
        parent = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return float(sum(spent.user + spent.system for spent in times))

    def open_sockets(self) -> int:
        """How many it has: connections, and what it listens at."""
        found = 0
        for link in Path(f"/proc/{self.process.pid}/fd").iterdir():
            with suppress(OSError):
                found += str(link.readlink()).startswith("socket:")
        return found

    def has_read_all(self) -> bool:
        """Whether it has taken every connection that was made to it, and read all that was sent on them."""
        for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
            _, ours, theirs, _, queues = line.split()[:5]
            sent, come = (int(queue, 16) for queue in queues.split(":"))
            if (come and ours.endswith(f":{self.port:04X}")) or (sent and theirs.endswith(f":{self.port:04X}")):
                return False
        return True

    def check_no_mistake(self) -> None:
        """Fail if the log holds a traceback."""
        log = self.log()
        assert "Traceback" not in log, log[log.index("Traceback") - 500 :][:4000]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


def heard(connection: socket.socket, patience: float = PATIENCE, quiet: float = 1.0) -> bytes:
    """What comes until the other side closes, or says nothing more for `quiet` seconds after a whole answer."""
    said = b""
    with suppress(TimeoutError, ConnectionError):
        while True:
            connection.settimeout(quiet if is_whole(said) else patience)
            part = connection.recv(1 << 20)
            if not part:
                break
            said += part
    return said


def is_whole(said: bytes) -> bool:
    """Whether what a connection said ends with the end of an answer whose length stands in its head."""
    head, _, rest = said.rpartition(b"HTTP/1.1 ")[2].partition(b"\r\n\r\n")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return bool(head) and (len(rest) >= int(length[1]) if length is not None else b"\r\n\r\n" in said)


def statuses(said: bytes) -> list[int]:
    """The status of each response in what a connection said."""
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", said)]


@contextmanager
def serving(folder: Path, *words: object, before: str = "") -> Iterator[Running]:
    """`knode serve` with some words, until the end of the block; `folder` takes its log. `before` is Python to begin with."""
    errors = folder / f"serve-{time.monotonic_ns()}.log"
    code = f"{before}\nfrom knode.cli.main import main; main()"
    command = [sys.executable, "-c", code, "serve", *map(str, words), "--port", "0"]
    with errors.open("w") as log:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            cwd=folder,
            env={**os.environ, "PYTHONFAULTHANDLER": "1"},
        )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Serving on "), f"{line!r} {errors.read_text()}"
        yield Running(process, int(line.rsplit(":", 1)[1]), errors)
    finally:
        process.kill()
        process.wait(PATIENCE)
        if process.stdout is not None:
            process.stdout.close()


def memory(process_id: int) -> int:
    """Bytes of resident memory of a process."""
    return int(psutil.Process(process_id).memory_info().rss)
