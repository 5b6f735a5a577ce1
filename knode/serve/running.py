"""Runs a server until it is told to stop: in this process, or in several that share the socket."""

from __future__ import annotations

import gc
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knode.serve import logs
from knode.serve.limits import Limits
from knode.serve.server import Server, address_of, bound
from knode.serve.service import Service

EXIT_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Serving:
    """What was asked for: what to serve, where, and how."""

    places: tuple[Path, ...]
    limits: Limits
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    keys: Path | None = None
    deploy: bool = False
    access_log: bool = False
    log: logs.LogKind = "plain"


def run(serving: Serving, say: Say) -> int:
    """Serve until told to stop; the exit code. Raises KnodeError when it cannot begin.

    Args:
        serving: what to do.
        say: is told the address when the server is ready.
    """
    with logs.on_stderr(serving.log), bound(serving.host, serving.port) as listening:
        if serving.workers > 1:
            from knode.serve.workers import supervise

            return supervise(serving, listening, say)
        server = prepared(serving)
        server.on_start.append(lambda: say(f"Serving on {address_of(listening)}"))
        return serve(server, listening)


def prepared(serving: Serving, metrics_folder: str | None = None) -> Server:
    """The server, with its bundles open. Raises KnodeError."""
    service = Service(
        serving.places,
        serving.limits,
        keys=serving.keys,
        deploy=serving.deploy,
        metrics_folder=metrics_folder,
    )
    try:
        service.open()
    except BaseException:
        service.close()
        raise
    return Server(service, access_log=serving.access_log)


def serve(server: Server, listening: socket.socket) -> int:
    """Serve on a socket until told to stop; the exit code."""
    try:
        # What is loaded now stays: the collector need not look at it again.
        gc.collect()
        gc.freeze()
        server.run([listening])
    finally:
        # A signal may have come before the event loop ran.
        server.service.close()
    return 0 if server.signal is None else EXIT_CODES.get(signal.Signals(server.signal), 0)
