"""Tells each second what the engine process uses."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from knode.core.errors import UsageError
from knode.host.protocol import UsageEvent

if TYPE_CHECKING:
    import psutil

    from knode.host.host import Host

INTERVAL = 1.0


class Usage:
    """Memory and processor time of this process and its children, for as long as it lives."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._known: dict[int, psutil.Process] = {}
        threading.Thread(target=self._work, name="knode-usage", daemon=True).start()

    def _work(self) -> None:
        while True:
            self._host.emit(self._measured())
            with contextlib.suppress(UsageError):  # No document is open yet.
                self._host.runs.progress.tick()
            threading.Event().wait(INTERVAL)

    def _measured(self) -> UsageEvent:
        import psutil

        own = psutil.Process()
        found = [own, *own.children(recursive=True)]
        # The same objects each time: they measure from one call to the next.
        self._known = {process.pid: self._known.get(process.pid, process) for process in found}
        memory, percent = 0, 0.0
        for process in self._known.values():
            with contextlib.suppress(psutil.Error):
                memory += process.memory_info().rss
                percent += process.cpu_percent()
        return UsageEvent(memory_bytes=memory, cpu_percent=percent)
