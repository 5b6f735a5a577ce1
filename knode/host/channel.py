"""Messages as JSON over a local socket: no message is ever unpickled, and who does not know the key is turned away."""

from __future__ import annotations

import json
import sys
import threading
from multiprocessing import connection as connections
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any

SOCKET = "engine.sock"


class Channel:
    """One end of a connection. `send` may be called from any thread, `receive` from one."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sending = threading.Lock()

    def send(self, text: str) -> bool:
        """Send a message that is JSON text already; False when nobody listens any more."""
        try:
            with self._sending:
                self.connection.send_bytes(text.encode("utf-8", "surrogatepass"))
        except (OSError, ValueError):
            return False
        return True

    def receive(self) -> dict[str, Any] | None:
        """The next message, or None when the other end has gone."""
        try:
            content = self.connection.recv_bytes()
        except (EOFError, OSError):
            return None
        message: dict[str, Any] = json.loads(content.decode("utf-8", "surrogatepass"))
        return message

    def close(self) -> None:
        """Let the other end know that there is no more."""
        self.connection.close()


def listen(folder: Path, key: bytes) -> Listener:
    """A socket in `folder`, or a named pipe on Windows, to which those can connect who know `key`."""
    if sys.platform == "win32":
        return Listener(None, "AF_PIPE", authkey=key)
    listening = Listener(str(folder / SOCKET), "AF_UNIX", authkey=key)
    (folder / SOCKET).chmod(0o600)
    return listening


def connect(address: str, key: bytes) -> Channel:
    """Connect to `listen`. Raises OSError, EOFError or multiprocessing.AuthenticationError."""
    return Channel(connections.Client(address, authkey=key))
