"""A server in a process of its own, on a core of its own: started, asked, weighed, stopped."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psutil

from tests.bench.process import ROOT
from tests.bench.serve.servers import Place, Server

LOAD = ROOT / "tests" / "bench" / "serve" / "load.py"
SERVER_CORE, CLIENT_CORE = 0, 1
READY_WITHIN, STOPPED_WITHIN = 120, 20
PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers; `ready` are the seconds from its start to its first answer."""

    server: Server
    place: Place
    port: int
    process: psutil.Process
    ready: float = 0.0

    def memory(self) -> float:
        """Bytes of resident memory, of the server and all its children."""
        return float(sum(process.memory_info().rss for process in self._family()))

    def cpu(self) -> float:
        """Seconds of CPU so far, of the server and all its children."""
        times = [process.cpu_times() for process in self._family()]
        return float(sum(one.user + one.system for one in times))

    def _family(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    def ask(self, body: str) -> Any:
        """The answer to one request. Raises RuntimeError for another status than 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", self.server.path(self.place), body, self.server.headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{self.server.name} answered {answer.status}: {said[:1_000]!r}")
        return json.loads(said)

    def load(self, bodies: list[str], concurrency: int, requests: int, warm_up: int) -> dict[str, Any]:
        """What a closed loop of requests, from another core, measured: `seconds` of each, `wall`, `busy`, `cpu`."""
        order = {
            "port": self.port,
            "path": self.server.path(self.place),
            "headers": self.server.headers,
            "bodies": bodies,
            "concurrency": concurrency,
            "requests": requests,
            "warm_up": warm_up,
        }
        used = self.cpu()
        command = pinned(CLIENT_CORE, [sys.executable, "-I", str(LOAD)])
        done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The client of {self.server.name} failed:\n{done.stderr}")
        return {**json.loads(done.stdout), "cpu": (self.cpu() - used) / (requests + warm_up)}


def pinned(core: int, command: list[str]) -> list[str]:
    """The command, on that core alone where this machine has several and can be told."""
    return ["taskset", "--cpu-list", str(core), *command] if can_pin() else command


def can_pin() -> bool:
    """Whether server and client get a core each."""
    return (os.cpu_count() or 1) > 1 and shutil.which("taskset") is not None


@contextmanager
def started(server: Server, place: Place, first: str) -> Iterator[Running]:
    """A server that has answered its first request. Raises RuntimeError when it does not."""
    server.before(place)
    port = _free_port()
    with tempfile.TemporaryFile("w+") as log:
        command = pinned(SERVER_CORE, server.command(place, port))
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=place.folder, env=server.environ(place, port), stdout=log, stderr=log, start_new_session=True
        )
        try:
            waiting = Running(server, place, port, psutil.Process(process.pid))
            _wait_until_ready(waiting, process, first, log)
            yield Running(server, place, port, waiting.process, time.perf_counter() - begun)
        finally:
            _stop(process)


def _free_port() -> int:
    """A port that is free, with the two behind it: some servers listen on more than one."""
    while True:
        with socket.socket() as found, suppress(OSError, OverflowError):
            found.bind(("127.0.0.1", 0))
            port = int(found.getsockname()[1])
            for further in (port + 1, port + 2):
                with socket.socket() as other:
                    other.bind(("127.0.0.1", further))
            return port


def _wait_until_ready(running: Running, process: subprocess.Popen[bytes], first: str, log: Any) -> None:
    problem: Exception | None = None
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            running.ask(first)
            return
        except (OSError, http.client.HTTPException, RuntimeError) as error:
            problem = error
        time.sleep(PAUSE)
    log.seek(0)
    raise RuntimeError(f"{running.server.name} does not answer ({problem}):\n{log.read()[-5_000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        pass
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
