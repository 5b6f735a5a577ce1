"""A session as the canvas needs it to be measured: a real document, and an engine that says what it is told to say."""

from __future__ import annotations

from pathlib import Path

from knode.app.document import Document
from knode.app.session import Session
from knode.host.protocol import NodeStatus, PortStatus, StatusesEvent
from tests.app.fakes import FakeEngine

RUNNING = NodeStatus(state="running", fraction=0.4)
DONE = NodeStatus(
    state="done", seconds=0.31, outputs={"table": PortStatus(kind="table", rows=12_345, columns=12, available=True)}
)
FAILED = NodeStatus(state="failed")


class BenchSession(Session):
    """A session with a document from a file."""

    def __init__(self, file: Path) -> None:
        self.talking = FakeEngine()
        super().__init__(Document.open(file), self.talking)

    def tell_all(self) -> None:
        """Let every node be done, but for a few that failed or run."""
        nodes = list(self.document.workflow.nodes)
        states = {node: FAILED if number % 97 == 5 else DONE for number, node in enumerate(nodes)}
        self.talking.tell(StatusesEvent(statuses=states))

    def tell(self, statuses: dict[str, NodeStatus]) -> None:
        """Let some nodes have other states."""
        self.talking.tell(StatusesEvent(statuses=statuses))
