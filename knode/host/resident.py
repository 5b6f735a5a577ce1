"""Finds the daemon of this user and environment, and has it carry out a command. Light: `knode exec` begins with this.

What is said on its socket: the daemon greets with a line; a request is four bytes of length, with which three open files
may come, then JSON; answers are lines of JSON.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import socket
import stat
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from knode import __version__
from knode.core.errors import EngineLost, UsageError

GREETING_SECONDS = 0.5
"""A daemon that does not greet within this time is busy: then the command is carried out without it."""
ASKING_SECONDS = 10.0
"""Within which it greets who asks about itself, which nobody else can answer."""
LIKE = (
    "PYTHONPATH", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "OPENBLAS_CORETYPE",
)  # fmt: skip
"""Variables that libraries read while they are imported: a daemon with other values is another daemon."""
inside = False
"""This process is carrying out a command for the daemon already."""


class Place(NamedTuple):
    """Where the daemon of this user and environment is found."""

    socket: Path
    key: Path
    log: Path

    @property
    def stands(self) -> bool:
        """Whether there seems to be one."""
        return _is_private(self.socket.parent) and self.socket.exists() and self.key.exists()


def place() -> Place:
    """The place for this user, version and environment; nothing is made. Raises UsageError where there can be none."""
    facts = [__version__, sys.prefix, sys.version, *(os.environ.get(name, "") for name in LIKE)]
    stamp = hashlib.blake2b("\n".join(facts).encode(), digest_size=6).hexdigest()
    folder = _runtime_folder()
    return Place(folder / f"{stamp}.sock", folder / f"{stamp}.key", folder / f"{stamp}.log")


def _runtime_folder() -> Path:
    given = os.environ.get("XDG_RUNTIME_DIR")
    if given and Path(given).is_dir():
        return Path(given) / "knode"
    user = os.getuid() if hasattr(os, "getuid") else 0
    try:
        return Path(tempfile.gettempdir()) / f"knode-{user}"
    except OSError:
        raise UsageError(
            "No temporary folder can be written, in which a daemon could listen. Name one by the environment variable TMPDIR."
        ) from None


def _is_private(folder: Path) -> bool:
    """Whether a folder is this user's alone. What listens in somebody else's would be sent this user's secrets."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077


def make_folder(folder: Path) -> None:
    """Make the folder of the socket, for this user alone. Raises UsageError when it belongs to somebody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise UsageError(f"{folder} belongs to another user, so that no daemon can listen there.")
    folder.chmod(0o700)


@contextlib.contextmanager
def connected(where: Place, seconds: float | None = None) -> Iterator[socket.socket | None]:
    """A connection to the daemon, which has greeted within some seconds; None when there is none, or it has no time."""
    with contextlib.ExitStack() as closing:
        connection = None
        if hasattr(socket, "AF_UNIX") and where.stands:
            connection = closing.enter_context(socket.socket(socket.AF_UNIX))
            connection.settimeout(GREETING_SECONDS if seconds is None else seconds)
            try:
                connection.connect(str(where.socket))
                greeted = bool(connection.recv(1))
            except OSError:
                greeted = False
            connection.settimeout(None)
            connection = connection if greeted else None
        yield connection


def send(connection: socket.socket, where: Place, request: Mapping[str, Any], files: Sequence[int] = ()) -> None:
    """Send a request, with open files. Raises OSError."""
    content = json.dumps({"key": where.key.read_text(), **request}).encode("utf-8", "surrogateescape")
    socket.send_fds(connection, [len(content).to_bytes(4, "big")], files)
    connection.sendall(content)


def ask(what: str) -> dict[str, Any] | None:
    """Ask the daemon something about itself; None when there is none."""
    where = place()
    with connected(where, ASKING_SECONDS) as connection:
        if connection is None:
            return None
        try:
            send(connection, where, {"do": what})
            with connection.makefile("r", encoding="utf-8") as answers:
                line = answers.readline()
        except OSError:
            return None
        answer: dict[str, Any] | None = json.loads(line) if line else None
        return answer


def run(arguments: Sequence[str]) -> int | None:
    """Have the daemon carry out a command line in this process's place: with its folder, environment and standard streams.

    Its exit code; None when there is no daemon to do it. Ctrl-C and a request to terminate are passed on. Raises EngineLost.
    """
    if inside or threading.current_thread() is not threading.main_thread():
        return None
    try:
        where = place()
    except UsageError:
        return None
    with connected(where) as connection:
        if connection is None:
            return None
        sys.stdout.flush()
        sys.stderr.flush()
        request = {
            "do": "run",
            "arguments": list(arguments),
            "folder": str(Path.cwd()),
            "environment": dict(os.environ),
            "encodings": [_encoding(stream) for stream in (sys.stdin, sys.stdout, sys.stderr)],
        }
        with _passed_on(connection):
            send(connection, where, request, (0, 1, 2))
            with connection.makefile("r", encoding="utf-8") as answers:
                line = answers.readline()
    if not line:
        raise EngineLost("The daemon ended while it carried out this command. Run it again, or with --no-daemon.")
    return int(json.loads(line)["exit"])


def _encoding(stream: Any) -> list[str]:
    return [getattr(stream, "encoding", None) or "utf-8", getattr(stream, "errors", None) or "strict"]


@contextlib.contextmanager
def _passed_on(connection: socket.socket) -> Iterator[None]:
    """Send the daemon the signals that this process gets."""

    def send_on(number: int, frame: object) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(bytes([number]))

    before = {number: signal.signal(number, send_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
