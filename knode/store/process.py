"""Which processes still live, so that what dead ones left behind can be told from what is in use."""

from __future__ import annotations

import functools
import hashlib
import os
import socket
from pathlib import Path
from typing import NamedTuple


class Owner(NamedTuple):
    """A process, told from a later one of the same number by its start time, and from other machines' by host."""

    host: str
    pid: int
    started: int

    def is_dead(self) -> bool:
        """True when the process has surely ended. One of another machine or container cannot be looked at: False."""
        return self.host == this_host() and start_time(self.pid) != self.started


@functools.cache
def this_host() -> str:
    """A short name of this machine and, on Linux, of this boot and this set of process numbers."""
    parts = [socket.gethostname()]
    boot = Path("/proc/sys/kernel/random/boot_id")
    if boot.exists():
        # Two containers on one folder have the same boot but not the same processes.
        parts += [boot.read_text(), str(Path("/proc/self/ns/pid").readlink())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]


def this_process() -> Owner:
    """The process that calls."""
    pid = os.getpid()
    return Owner(this_host(), pid, start_time(pid))


def start_time(pid: int) -> int:
    """When a process of this machine started, in an arbitrary unit; 0 when there is none."""
    if Path("/proc/self/stat").exists():
        # psutil adds the time of the boot, which jitters by a second from one process to the next.
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return 0 if fields[0] in "ZX" else int(fields[19])
    import psutil

    try:
        return int(psutil.Process(pid).create_time())
    except psutil.Error:
        return 0
