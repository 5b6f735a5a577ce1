"""An engine process by hand: answers about tables with the real handlers, on a thread, as the real one does."""

from __future__ import annotations

import importlib
from typing import Any

from knode.app.background import in_background
from knode.host import tables
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from tests.app.fakes import FakeCall, FakeEngine
from tests.host.table_host import TableHost


class TableEngine(FakeEngine):
    """Asks the handlers of `knode.host.tables` of a TableHost."""

    def __init__(self, host: TableHost) -> None:
        super().__init__()
        self.host = host

    def call(self, method: Any, params: Any, then: Any, failed: Any = None) -> Any:
        self.asked.append((method.name, params))
        if not method.name.startswith("table."):
            return FakeCall()
        handler = host_function(method.handler)
        return in_background(lambda: handler(self.host, params), then, failed)

    def names(self) -> list[str]:
        """The methods that were asked for, in order."""
        return [name for name, _ in self.asked]

    def forget_tables(self) -> None:
        """As an engine process that was started anew."""
        tables._views.pop(self.host, None)

    def finish(
        self, step: str = "reader", port: str = "table", *, spec: Any = None, state: Any = "done", **status: Any
    ) -> None:
        """Tell that a node is done, or something else, and has a table."""
        outputs = {port: PortStatus(kind="table", available=True, spec=spec)}
        self.tell(StatusesEvent(statuses={step: NodeStatus(state=state, outputs=outputs, **status)}))


def host_function(handler: str) -> Any:
    module, _, name = handler.partition(":")
    return getattr(importlib.import_module(module), name)
