"""A serving process: the socket, uvicorn, the watch over files, and an orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn

from knode.core.errors import UsageError
from knode.serve.app import app_of
from knode.serve.protocol import MOST_REFUSING, Connection, Connections
from knode.serve.service import Service

log = logging.getLogger("knode.serve")
BACKLOG = 2048
KEEP_ALIVE_SECONDS = 75
SWEEP_SECONDS = 0.5
DESCRIPTORS_BESIDE = 256
"""File descriptors that a process needs beside those of its connections."""
HINTS = {
    errno.EADDRINUSE: "Choose another with --port; 0 takes a free one.",
    errno.EACCES: "Choose a port from 1024 on with --port.",
    errno.EADDRNOTAVAIL: "--host takes an address of this machine, or 0.0.0.0 for all of them.",
}
"""What to do when a socket cannot be bound."""


def bound(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises UsageError."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        try:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            made.bind(address)
            made.listen(BACKLOG)
        except BaseException:
            made.close()
            raise
    except (OSError, OverflowError) as error:
        hint = f" {HINTS[error.errno]}" if isinstance(error, OSError) and error.errno in HINTS else ""
        raise UsageError(
            f"Cannot listen on {host}, port {port}: {getattr(error, 'strerror', None) or error}.{hint}"
        ) from None
    made.set_inheritable(True)
    return made


def address_of(listening: socket.socket) -> str:
    """The address of a socket as a URL."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Serves one service until it is told to stop. The exit code follows the signal that told it."""

    def __init__(self, service: Service, *, access_log: bool = False) -> None:
        self.service = service
        self.all = Connections(service.limits)
        super().__init__(
            uvicorn.Config(
                app_of(service),
                http=_Factory(self.all),  # type: ignore[arg-type]
                loop="asyncio",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=access_log,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=max(1, round(service.limits.grace)),
            )
        )
        self.signal: int | None = None
        self.on_start: list[Callable[[], object]] = []
        """Called on the event loop when it serves: connections are taken, and signals end it in order."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        _raise_descriptors(self.service.limits.connections + MOST_REFUSING + DESCRIPTORS_BESIDE)
        tasks = [asyncio.create_task(self.service.watch()), asyncio.create_task(self._sweep())]
        try:
            await super().serve(sockets)
        finally:
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            self.service.close()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for act in self.on_start:
            act()

    async def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            before = loop.time()
            await asyncio.sleep(SWEEP_SECONDS)
            now = loop.time()
            self.all.sweep(now, late=now - before - SWEEP_SECONDS)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Remember the signal, instead of raising it again at the end."""
        self.signal = sig
        self.force_exit = self.should_exit
        self.should_exit = True


class _Factory:
    """Makes the protocol of a new connection."""

    def __init__(self, connections: Connections) -> None:
        self.make: Callable[..., Connection] = partial(Connection, connections)

    def __call__(self, **given: Any) -> Connection:
        return self.make(**given)


def _raise_descriptors(wanted: int) -> None:
    """Let the process have so many files and sockets open, as far as it may."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
