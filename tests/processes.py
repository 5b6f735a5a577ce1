"""Processes that a test starts: none outlives it, whatever becomes of the test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds within which what must come has come, on a machine that stands still for a while too."""

_started: list[subprocess.Popen[str]] = []


def start(*command: object, **given: Any) -> subprocess.Popen[str]:
    """Start a process with text for its standard output and errors, to be ended with the test at the latest."""
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **given}
    _started.append(subprocess.Popen(list(map(str, command)), **streams))
    return _started[-1]


def start_python(*arguments: object, env: dict[str, str] | None = None, **given: Any) -> subprocess.Popen[str]:
    """Start Python, which finds `tests`; `env` is what its environment has besides."""
    return start(sys.executable, *arguments, env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}, **given)


def end_all() -> None:
    """End the processes that were started and those that they started, and close their streams."""
    while _started:
        process = _started.pop()
        family: list[psutil.Process] = []
        if process.poll() is None:
            with suppress(psutil.NoSuchProcess):
                family = psutil.Process(process.pid).children(recursive=True)
        # What was not written to a process that has ended cannot be.
        with suppress(BrokenPipeError), process:
            process.kill()
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.kill()


def alive(process: psutil.Process) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def wait_until(condition: Callable[[], object], what: str = "it") -> None:
    """Look again and again; fail when it does not come true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"{what} did not come true"
        time.sleep(0.005)
