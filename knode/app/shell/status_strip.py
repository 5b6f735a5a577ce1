"""The status bar of one tab: engine, what it uses, the run and how long it takes, problems, zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QProgressBar, QWidget

from knode.app import icons
from knode.app.panels.problems_panel import ProblemsModel
from knode.app.session import Session
from knode.app.shell.pieces import flat_button
from knode.app.shell.run_end import said_of
from knode.app.shell.wording import duration, remaining, size
from knode.host.protocol import RunEvent, UsageEvent

STATES: dict[str, tuple[str, str]] = {
    "starting": ("history", "info"),
    "ready": ("check", "success"),
    "busy": ("run", "info"),
    "lost": ("error", "danger"),
    "stopped": ("stop", "faint"),
}
"""Icon and colour of an engine state: the shape says it as well as the colour."""


class StatusStrip(QWidget):
    """Follows one session."""

    problems_wanted = Signal()
    zoom_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.engine = flat_button(self.tr("Restart the engine"))
        self.engine.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.engine.clicked.connect(self._engine_clicked)
        self.usage = QLabel()
        self.usage.setAccessibleName(self.tr("What the engine uses"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.progress.setAccessibleName(self.tr("Progress of the run"))
        self.run = QLabel()
        self.run.setAccessibleName(self.tr("Run"))
        self.problems = flat_button(self.tr("Show the problems"))
        self.problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.problems.clicked.connect(self.problems_wanted)
        self.zoom = flat_button(self.tr("Show all of the workflow"))
        self.zoom.clicked.connect(self.zoom_wanted)
        self._lay_out()
        self._follow()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 6, 0)
        row.setSpacing(6)
        for widget in (self.engine, self.usage, self.progress, self.run):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.problems)
        row.addWidget(self.zoom)

    def _follow(self) -> None:
        self.session.engine_state_changed.connect(self.show_engine)
        self.session.usage_changed.connect(self.show_usage)
        self.session.run_changed.connect(self.show_run)
        model = ProblemsModel.of(self.session)
        model.counted.connect(self.show_problems)
        self.show_engine(self.session.engine_state, self.session.engine_reason)
        self.show_run(self.session.run_state)
        self.show_problems(len(model.problems))

    def show_engine(self, state: str, reason: str) -> None:
        """Say how the engine process is; a click restarts it."""
        said = {
            "starting": self.tr("Engine starting"),
            "ready": self.tr("Engine ready"),
            "busy": self.tr("Engine working"),
            "lost": self.tr("Engine lost: restart"),
            "stopped": self.tr("Engine stopped: start"),
        }[state]
        icon, colour = STATES[state]
        self.engine.setText(said)
        self.engine.setIcon(icons.icon(icon, colour))
        self.engine.setToolTip(
            reason or self.tr("Click to restart the engine. The workflow and finished results stay.")
        )
        self.engine.setProperty("level", "error" if state == "lost" else "")
        self.engine.style().unpolish(self.engine)
        self.engine.style().polish(self.engine)
        if state in ("lost", "stopped"):
            self.usage.clear()

    def _engine_clicked(self) -> None:
        """One click restarts a process that is gone; one that lives is not ended by a slip of the hand."""
        if self.session.engine_state in ("lost", "stopped"):
            self.session.restart_engine()
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Restart the engine")).triggered.connect(self.session.restart_engine)
        menu.popup(self.engine.mapToGlobal(self.engine.rect().topLeft()))

    def show_usage(self, usage: UsageEvent) -> None:
        self.usage.setText(f"{size(usage.memory_bytes)} · {usage.cpu_percent:.0f} % CPU")

    def show_run(self, state: RunEvent) -> None:
        """Say how far the run is, or what the last one came to."""
        self.progress.setVisible(state.running)
        if state.running:
            self.progress.setRange(0, max(state.total, 1))
            self.progress.setValue(state.done)
        self.run.setText(self._running(state) if state.running else self._ended(state))

    def _running(self, state: RunEvent) -> str:
        said = self.tr("Paused") if state.paused else ", ".join(state.current[:2])
        count = self.tr("{done} of {total}").format(done=state.done, total=state.total)
        return " · ".join(part for part in (count, said, remaining(state.remaining_seconds)) if part)

    def _ended(self, state: RunEvent) -> str:
        said = {
            "done": said_of(self.session, state).rstrip("."),
            "failed": self.tr("Run failed after {time}"),
            "cancelled": self.tr("Run cancelled after {time}"),
        }.get(str(state.status), "")
        return said.format(time=duration(state.seconds))

    def show_problems(self, count: int) -> None:
        self.problems.setVisible(bool(count))
        self.problems.setIcon(icons.icon("warning", "warning"))
        self.problems.setText(str(count))
        self.problems.setAccessibleName(self.tr("%n problem(s): show them", "", count))

    def show_zoom(self, factor: float) -> None:
        self.zoom.setText(f"{factor * 100:.0f} %")
