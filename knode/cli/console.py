"""What the command line says: answers on stdout, everything else on stderr, in colour on terminals only."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TextIO

from knode.core.errors import KnodeError

Style = Literal["bold", "dim", "red", "green", "yellow", "cyan"]
CODES: dict[str, str] = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}


@dataclass(slots=True)
class Session:
    """One call of `knode`: whether its answer is JSON, and where a traceback of ours would be kept."""

    as_json: bool = False
    arguments: tuple[str, ...] = ()
    """The command line, without the name of the program."""
    logs: Path | None = None


def prepare() -> None:
    """Let a character that the terminal's encoding lacks be replaced instead of ending the command.

    A stream that was closed by who started this, as a service manager may do, leads nowhere.
    """
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            _open_nowhere(number)
            setattr(sys, name, os.fdopen(number, mode, closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _open_nowhere(number: int) -> None:
    """Take a free number of a stream: the next file that is opened, such as a database, would get what is printed."""
    with contextlib.suppress(OSError):
        os.fstat(number)
        return
    while (taken := os.open(os.devnull, os.O_RDWR)) < number:
        pass
    if taken > number:
        os.close(taken)


def say(text: str = "") -> None:
    """Write a line of the answer to stdout."""
    _write(sys.stdout, text)


def notice(text: str) -> None:
    """Write a line for people to stderr."""
    _write(sys.stderr, text)


def complain(message: str) -> None:
    """Write an error to stderr."""
    notice(f"{paint('error:', 'red', sys.stderr)} {message}")


def say_json(document: Any) -> None:
    """Write the one JSON document of a command to stdout."""
    say(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2))


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text + "\n")
        stream.flush()
    except BrokenPipeError:
        mute(stream)
    except OSError as error:
        mute(stream)
        if stream is sys.stdout:
            raise KnodeError(f"The answer cannot be written to stdout: {error.strerror or error}.") from None


def mute(stream: TextIO) -> None:
    """Nobody reads this stream any more: what follows goes nowhere, also what Python flushes at its end."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at this stream, on a terminal that can do more than print."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def paint(text: str, style: Style, stream: TextIO | None = None) -> str:
    """`text` in a colour, where `stream` (stdout) is a terminal and NO_COLOR is not set (https://no-color.org)."""
    if not is_terminal(stream or sys.stdout) or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{CODES[style]}m{text}\x1b[0m"
