"""What a person is told where a result cannot be shown, or is not the present one: why, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.forms.telling import problem_text
from knode.app.forms.words import breakable
from knode.app.messages import worded
from knode.core.errors import KnodeError
from knode.host.protocol import NodeStatus

ICON = 40


class Telling(NamedTuple):
    """A title, an explanation, a theme colour's name and an icon; `can_run` offers to run the workflow up to the node."""

    title: str
    text: str
    icon: str
    colour: str = "muted"
    can_run: bool = False


def telling(status: NodeStatus | None, is_shown: bool, step: str = "") -> Telling | None:
    """What to tell of a node, which is the step; None where its present result is there.

    `is_shown` says that a result is on the screen, be it an older one.
    """
    if status is None or status.state == "ready":
        if is_shown:
            stale = say("This is the result from before the last change.")
            return Telling(stale, say("Run the node to see the present one."), "info", "warning", can_run=True)
        return Telling(
            say("Not run yet"), say("Run the workflow up to this node to see its result."), "run", can_run=True
        )
    if status.state in ("queued", "running"):
        title = say("Running …") if status.state == "running" else say("Waiting for its turn …")
        text = say("Shown is the result from before.") if is_shown else say("The result appears when the node is done.")
        return Telling(title, text, "queue", "info")
    return _trouble(status, is_shown, step)


def _trouble(status: NodeStatus, is_shown: bool, step: str) -> Telling | None:
    text = problem_text(status.error, (step,)).replace("\n", " ") if status.error is not None else ""
    if status.state == "idle":
        return Telling(say("The node cannot run yet"), text, "warning", "warning")
    if status.state == "failed":
        return Telling(say("The node failed"), text, "error", "danger", can_run=True)
    if status.state == "skipped":
        skipped = say("The node was skipped")
        return Telling(skipped, text or say("A node before it failed."), "warning", "warning", can_run=True)
    if status.state == "inactive":
        return Telling(say("The node is inactive"), say("It stands behind a branch that was not taken."), "disable")
    if status.state == "disabled":
        return Telling(
            say("The node is switched off"), say("Enable it, or a node before it, to see a result."), "disable"
        )
    if status.stale:
        return telling(None, is_shown)
    return None


def _sentences(title: str, text: str) -> str:
    """A title that may lack its full stop, and what follows it."""
    if not title or not text:
        return title or text
    is_whole = title[-1] in ".…!?。"
    return (say("{title} {text}") if is_whole else say("{title}. {text}")).format(title=title, text=text)


def broken(error: KnodeError) -> Telling:
    """What to tell of a table that could not be opened."""
    return Telling(say("The table cannot be shown"), worded(error.message), "error", "danger", can_run=True)


def say(text: str) -> str:
    """A text in the person's language."""
    return QCoreApplication.translate("ResultStates", text)


class StatePage(QWidget):
    """Stands in the place of a result."""

    run_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self.title, self.text = QLabel(self), QLabel(self), QLabel(self)
        self.title.setFont(theme.font(12, 600))
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.button = QPushButton(icons.icon("run-to"), self.tr("Run to Here"), self)
        self.button.clicked.connect(self.run_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.addStretch(2)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.title, 0, Qt.AlignmentFlag.AlignHCenter)
        # Over the whole width: a text that is put in the middle would get the height of one line.
        layout.addWidget(self.text)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def tell(self, what: Telling) -> None:
        """Say it."""
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(what.icon, ICON, theme.colour(what.colour), ratio))
        self.title.setText(what.title)
        self.text.setText(breakable(what.text))
        self.text.setStyleSheet(f"color: {theme.current().ui.muted};")
        self.button.setVisible(what.can_run)


class Banner(QFrame):
    """A line above a result that is not the present one, or that could not be had as it was asked for."""

    run_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("result-banner")
        self._icon, self.label = QLabel(self), QLabel(self)
        self.label.setWordWrap(True)
        self.run = QPushButton(self.tr("Run to Here"), self)
        self.run.clicked.connect(self.run_wanted)
        close = QToolButton(self)
        close.setIcon(icons.icon("close", "muted"))
        close.setAutoRaise(True)
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        row.addWidget(self.run)
        row.addWidget(close)
        self.hide()

    def tell(self, what: Telling) -> None:
        """Say it."""
        ui = theme.current().ui
        back = {"danger": ui.danger_back, "warning": ui.warning_back}.get(what.colour, ui.hover)
        self.setStyleSheet(f"#result-banner {{ background: {back}; border-bottom: 1px solid {ui.border}; }}")
        self._icon.setPixmap(icons.pixmap(what.icon, 16, theme.colour(what.colour), self.devicePixelRatioF()))
        self.label.setText(breakable(_sentences(what.title, what.text)))
        self.run.setVisible(what.can_run)
        self.show()
