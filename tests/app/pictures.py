"""Pictures of the window's main states, to be looked at by eye: `python -m tests.app.pictures FOLDER light|dark`.

The scale is Qt's (`QT_SCALE_FACTOR=2`), so it is a process of its own for each.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QApplication, QWidget

from knode.app import theme
from knode.app.main import make_application
from knode.app.program import Program
from knode.app.session import Session
from knode.app.window import MainWindow
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.workflow import Workflow
from knode.host.protocol import LogEvent, LogLine, NodeStatus, PortStatus, Problem, StatusesEvent
from tests.app.fakes import FakeEngine
from tests.processes import PATIENCE

ROOT = Path(__file__).parents[2]
SIZE = 1440, 900
TABLE = TableSpec(columns=(ColumnSpec(name="age", dtype="float64"), ColumnSpec(name="city", dtype="str")))
BAD = Problem(kind="DataError", message="There is no column \"amout\".", what="There is no column \"amout\".",
              where="node \"learner\"", hint="Did you mean \"amount\"?", setting="target", column="amout")  # fmt: skip


def statuses(workflow: Workflow) -> dict[str, NodeStatus]:
    """Every state that a node can be in, one after the other."""
    table = {"table": PortStatus(kind="table", rows=3_000, columns=14, spec=TABLE, available=True)}
    states = [
        NodeStatus(state="done", seconds=0.2, outputs=table),
        NodeStatus(state="done", reused=True, outputs=table),
        NodeStatus(state="running", fraction=0.6, message="tree 60 of 100"),
        NodeStatus(state="queued"),
        NodeStatus(state="failed", error=BAD),
        NodeStatus(state="idle", error=BAD),
        NodeStatus(state="ready", stale=True),
        NodeStatus(state="done", outputs=table, warnings=("12 rows were left out.",)),
        NodeStatus(state="disabled"),
        NodeStatus(state="skipped"),
    ]
    return {node: states[number % len(states)] for number, node in enumerate(workflow.nodes)}


class Pictures:
    """Takes the pictures into a folder."""

    def __init__(self, folder: Path, look: str) -> None:
        self.folder, self.look = folder, look
        folder.mkdir(parents=True, exist_ok=True)
        self.app = make_application()
        self.program = Program(FakeEngine)
        theme.switch().follow(cast(Any, look))
        self.window: MainWindow = self.program.new_window()
        self.window.resize(*SIZE)
        self.live()

    def live(self, until: Callable[[], bool] = lambda: False, seconds: float = 0.3) -> None:
        """Let the window live for a while, or until something is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            QApplication.processEvents()
            time.sleep(0.005)

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """One picture."""
        self.live()
        shown = (widget or self.window).grab()
        shown.save(str(self.folder / f"{name}_{self.look}_{round(shown.devicePixelRatio() * 100)}.png"))

    def all(self) -> None:
        """All pictures."""
        self.take("start")
        self.window.files.open_example(ROOT / "workflows" / "churn.knode")
        self.live(lambda: self.window.session is not None, PATIENCE)
        session = self.window.session
        assert session is not None
        self.states(session)
        self.dialogs(session)

    def states(self, session: Session) -> None:
        """Nodes in all states, their problems and log, a node's settings and help."""
        engine = cast(FakeEngine, session.engine)
        self.live()
        engine.tell(StatusesEvent(statuses=dict(statuses(session.workflow))))
        line = LogLine(time=1.8e9, level="warning", node="missing", text="12 rows were left out.")
        engine.tell(LogEvent(lines=(line,)))
        session.select(["learner"])
        assert self.window.view is not None
        self.window.view.fit(animated=False)
        for name in ("settings", "problems"):
            self.window.show_panel(name)
        self.take("states")
        for name in ("log", "help"):
            self.window.show_panel(name)
        self.take("help")

    def dialogs(self, session: Session) -> None:
        """The command palette and the preferences."""
        for action in ("view.palette", "file.preferences"):
            self.window.actions_table.trigger(action)
            self.live()
            shown = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            assert shown is not None, f"{action} shows nothing"
            self.take(action.replace(".", "_"), shown)
            shown.close()
        session.close()


def main(folder: str, look: str) -> None:
    """Take them all."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    Pictures(Path(folder), look).all()
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
