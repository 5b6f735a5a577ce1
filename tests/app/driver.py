"""Drives the real window offscreen: opens documents, does actions, finds panels and widgets by name, types and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from knode.app.canvas.view import CanvasView
from knode.app.document import Document
from knode.app.main import make_application
from knode.app.program import Program
from knode.app.session import Engine, Session
from knode.app.window import MainWindow
from knode.core.workflow import Workflow
from knode.host.protocol import NodeStatus

W = TypeVar("W", bound=QWidget)
ROOT = Path(__file__).parents[2]


class Driver:
    """A person at the window. With no `make_engine` it is the real engine process.

    `driver.open(path)`, `driver.do("run.all")`, `driver.panel("log")`, `driver.find(QLineEdit, "Find in the log")`,
    `driver.wait(lambda: ...)`, `driver.shot(path)`. Close it at the end; the fixtures do.
    """

    def __init__(self, qtbot: QtBot, make_engine: Callable[[], Engine] | None = None) -> None:
        self.qtbot = qtbot
        make_application()
        self.program = Program(make_engine)
        self.window: MainWindow = self.program.new_window()
        self.wait(self.window.isVisible)

    # ---- what is in front

    @property
    def session(self) -> Session:
        """The session in front."""
        assert self.window.session is not None
        return self.window.session

    @property
    def view(self) -> CanvasView:
        """The canvas in front."""
        assert self.window.view is not None
        return self.window.view

    @property
    def workflow(self) -> Workflow:
        """The whole workflow in front."""
        return self.session.document.workflow

    # ---- documents

    def open(self, file: Path) -> Session:
        """Open a file and wait until it is in front."""
        before = len(self.window.workflow_tabs())
        self.window.files.open([file])
        self.wait(lambda: len(self.window.workflow_tabs()) > before)
        return self.session

    def example(self, name: str) -> Session:
        """Open one of the example workflows, as from the start page."""
        before = len(self.window.workflow_tabs())
        self.window.files.open_example(ROOT / "workflows" / f"{name}.knode")
        self.wait(lambda: len(self.window.workflow_tabs()) > before)
        return self.session

    def show(self, workflow: Workflow | None = None) -> Session:
        """Open a workflow that has no file."""
        self.window.add_document(Document(workflow), trusted=True)
        return self.session

    # ---- doing

    def do(self, name: str) -> None:
        """Do an action by name. Fails when it cannot be done now."""
        assert self.window.actions_table.trigger(name), f"{name} cannot be done now"

    def can(self, name: str) -> bool:
        """Whether an action can be done now."""
        self.window.actions_table.refresh()
        return self.window.actions_table.qaction(name).isEnabled()

    def key(self, keys: str, widget: QWidget | None = None) -> None:
        """Press keys such as `Ctrl+Shift+P`, on the widget that has the keyboard unless one is given."""
        QTest.keySequence(widget or QApplication.focusWidget() or self.window, keys)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type a text, on the widget that has the keyboard unless one is given."""
        QTest.keyClicks(widget or QApplication.focusWidget() or self.window, text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget, in its middle unless a place is given."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def answer(self, name: str, button: str) -> None:
        """Press a button of an open dialog by its text."""
        self.click(self.find(QPushButton, button, self.dialog(name)))

    def answer_banner(self, button: str) -> None:
        """Press a button of a line above the canvas."""
        assert self.window.tab is not None
        self.click(self.find(QPushButton, button, self.window.tab.banners))

    # ---- finding

    def panel(self, name: str) -> Any:
        """Show a panel; its widget."""
        made = self.window.show_panel(name)
        assert made is not None, f"there is no panel {name!r}"
        return made

    def dialog(self, name: str) -> Any:
        """The open dialog of that object name."""
        found: list[QDialog] = []

        def open_now() -> bool:
            found[:] = [each for each in self.window.findChildren(QDialog, name) if each.isVisible()]
            return bool(found)

        self.wait(open_now)
        return found[0]

    def find(self, kind: type[W], name: str, inside: QWidget | None = None) -> W:
        """The visible widget whose object name, accessible name or text this is."""
        widgets = [each for each in (inside or self.window).findChildren(kind) if each.isVisible()]
        found = [each for each in widgets if name in _names(each)]
        assert found, f"no {kind.__name__} {name!r}; there are {sorted({n for w in widgets for n in _names(w) if n})}"
        return found[0]

    def toasts(self) -> list[str]:
        """The messages that are shown at the lower edge."""
        return [toast.text for toast in self.window.toaster.toasts]

    # ---- waiting and looking

    def wait(self, until: Callable[[], bool], timeout: int = 10_000) -> None:
        """Let the window live until something is so."""
        self.qtbot.waitUntil(until, timeout=timeout)

    def wait_state(self, step: str, *states: str, timeout: int = 60_000) -> NodeStatus:
        """Wait until a node is in one of some states; its status."""

        def there() -> bool:
            status = self.session.statuses.get(step)
            return status is not None and status.state in states

        self.wait(there, timeout)
        return self.session.statuses[step]

    def shot(self, file: Path, widget: QWidget | None = None) -> None:
        """A picture of the window, or of a widget, to look at by eye."""
        file.parent.mkdir(parents=True, exist_ok=True)
        (widget or self.window).grab().save(str(file))

    def close(self) -> None:
        """Close all windows, saving nothing."""
        for window in list(self.program.windows):
            for tab in window.workflow_tabs():
                tab.session.document.stack.setClean()
            window.close()
        self.wait(lambda: not self.program.windows)
        self.program.deleteLater()
        QApplication.sendPostedEvents(None, 0)
        QApplication.processEvents()


def _names(widget: QWidget) -> set[str]:
    text = getattr(widget, "text", None)
    shown = text() if callable(text) else ""
    return {widget.objectName(), widget.accessibleName(), shown.replace("&", "") if isinstance(shown, str) else ""}
