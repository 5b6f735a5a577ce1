"""The engine process: says where it listens, takes one connection, and ends when that does."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import json
import multiprocessing.connection
import os
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

from knode import __version__
from knode.core.importing import TANGLED, import_in_turn
from knode.host.answering import Answering
from knode.host.channel import Channel, listen
from knode.host.guard import guard
from knode.host.host import Host
from knode.host.protocol import VERSION
from knode.host.usage import Usage

END_SECONDS = 1.5
"""How long what runs and what is being written has to end, once the window is gone."""
WARM = (
    "knode.engine.engine",
    "knode.store.store",
    "networkx",
    "pandas",
    "pyarrow",
    "knode.store.writer",
    "knode.store.tables",
    "knode.deploy",
    "sklearn.base",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "skops.io",
)
"""What the first run needs, imported beside everything else, the first first."""


def main() -> NoReturn:
    """Serve one window, as its first line on standard input says; end with it."""
    faulthandler.enable()
    # Documents are many small objects that live: each look for garbage goes over all of them.
    gc.set_threshold(200_000)
    hello = json.loads(sys.stdin.buffer.readline())
    folder, key = Path(hello["folder"]), bytes.fromhex(hello["key"])
    _leave_terminal()
    guard(_PARENT)
    hosts: list[Host] = []
    threading.Thread(target=_watch_parent, args=(hosts, folder), name="knode-parent", daemon=True).start()
    with listen(folder, key) as listening:
        _tell(str(listening.address))
        channel = _accepted(listening)
    host = Host(channel.send, folder)
    hosts.append(host)
    channel.send(json.dumps({"hello": {"protocol": VERSION, "version": __version__, "pid": os.getpid()}}))
    import_in_turn(*TANGLED)
    threading.Thread(target=_warm_up, name="knode-warm-up", daemon=True).start()
    Usage(host)
    Answering(host, channel).serve()
    leave(hosts, folder)


def _accepted(listening: multiprocessing.connection.Listener) -> Channel:
    while True:
        with contextlib.suppress(multiprocessing.AuthenticationError):
            return Channel(listening.accept())


def _tell(address: str) -> None:
    """Say where we listen. After that, standard output is what nodes print: it goes to the log."""
    os.write(_ANSWER, json.dumps({"address": address}).encode() + b"\n")
    os.close(_ANSWER)


_PARENT = -1
"""The window's end of our standard input, out of reach of nodes and their children."""
_ANSWER = -1


def _leave_terminal() -> None:
    """Keep both pipes to the window for ourselves: nodes read nothing, and what they print goes to the log."""
    global _PARENT, _ANSWER
    _PARENT, _ANSWER = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    os.dup2(2, 1)


def _watch_parent(hosts: list[Host], folder: Path) -> None:
    """Wait until the window is gone, however it went. A node that blocks everything else does not hold this up."""
    with contextlib.suppress(OSError):
        while os.read(_PARENT, 1024):
            continue
    leave(hosts, folder)


_leaving = threading.Lock()


def leave(hosts: list[Host], folder: Path) -> NoReturn:
    """Stop what runs, write what waits, and end; what does not end in time is left as it is."""
    _leaving.acquire()
    closing = threading.Thread(target=_closed, args=(hosts,), name="knode-closing", daemon=True)
    closing.start()
    closing.join(END_SECONDS)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _closed(hosts: list[Host]) -> None:
    for host in hosts:
        host.close(time.monotonic() + END_SECONDS)


def _warm_up() -> None:
    """Import what the first run will need. Each import is one that a run would make; failing here hides nothing."""
    import importlib

    for module in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
