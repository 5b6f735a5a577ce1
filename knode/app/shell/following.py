"""Keeps a window in step with its tabs: titles, which actions can be done, what Undo is called, how runs end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from knode.app.messages import worded
from knode.app.session import Session
from knode.app.shell.run_end import not_ready, nothing_ran, said_of
from knode.host.protocol import RunEvent

if TYPE_CHECKING:
    from knode.app.shell.tab import WorkflowTab
    from knode.app.window import MainWindow

REFRESH_MS = 30
SETTLE_MS = 100
"""How long the last states of nodes may come after the end of their run."""

MOST_NAMED = 3
"""Of the nodes at which a run has failed, so many are named."""


class Following(QObject):
    """Follows the sessions of a window; what they tell in quick succession is looked at together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._timer = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._timer.timeout.connect(self.refresh)
        self._seen: dict[Session, tuple[bool, int]] = {}
        """Whether a run was going on when a session was last heard of, and the run's number."""
        self._changed: dict[Session, set[str]] = {}
        """The steps whose states have changed since the last end of a run: an older failure is not that of the next."""

    def follow(self, tab: WorkflowTab) -> None:
        """Follow a new tab."""
        session = tab.session
        document = session.document
        for signal in (
            session.selection_changed, session.path_changed, session.engine_state_changed, session.trusted_changed,
            document.changed, document.clean_changed, document.file_changed,
        ):  # fmt: skip
            signal.connect(self._soon)
        session.refused.connect(lambda reason: self.window.tell(worded(reason), "warning"))
        session.statuses_changed.connect(lambda steps: self._changed.setdefault(session, set()).update(steps))
        session.run_changed.connect(lambda state: self._run_changed(session, state))
        session.engine_state_changed.connect(lambda state, reason: self._engine_changed(session, state, reason))

    def stop(self) -> None:
        """Look at nothing any more: the window closes."""
        self._timer.stop()

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Bring titles and actions up to date."""
        window = self.window
        for tab in window.workflow_tabs():
            number = window.tabs.indexOf(tab)
            window.tabs.setTabText(number, tab.title)
            file = tab.session.document.file
            window.tabs.setTabToolTip(number, str(file) if file is not None else "")
        front = window.tab
        window.setWindowTitle(f"{front.session.document.title}[*] – knode" if front is not None else "knode")
        window.setWindowModified(front is not None and not front.session.document.is_clean)
        self._undo_texts()
        self._checks()
        window.actions_table.refresh()

    def _undo_texts(self) -> None:
        session = self.window.session
        for name, plain, named, read in (
            ("edit.undo", self.tr("Undo"), self.tr("Undo {edit}"), "undoText"),
            ("edit.redo", self.tr("Redo"), self.tr("Redo {edit}"), "redoText"),
        ):
            edit = getattr(session.document.stack, read)() if session is not None else ""
            action = self.window.actions_table.qaction(name)
            action.setText(named.format(edit=edit) if edit else plain)
            action.setToolTip(action.text())

    def _checks(self) -> None:
        session = self.window.session
        for name, on in (
            ("run.pause", session is not None and session.run_state.paused),
            ("run.auto", session is not None and session.auto_run),
        ):
            action = self.window.actions_table.qaction(name)
            if action.isChecked() != on:
                action.blockSignals(True)
                action.setChecked(on)
                action.blockSignals(False)

    def _run_changed(self, session: Session, state: RunEvent) -> None:
        was_running, number = self._seen.get(session, (False, 0))
        self._seen[session] = (state.running, state.number)
        self._soon()
        # A run that is over at once may be heard of only when it has ended.
        ended = not state.running and state.status is not None and (was_running or state.number != number)
        if ended and self.window.program.preferences.values.toasts:
            QTimer.singleShot(SETTLE_MS, session, lambda: self._tell_end(session, state))

    def _tell_end(self, session: Session, state: RunEvent) -> None:
        changed = self._changed.pop(session, set())
        if state.status == "done":
            left = not_ready(session)
            show = (self.tr("Show"), lambda: self._show_problem(session, left[0])) if left else None
            self.window.tell(said_of(session, state), "warning" if nothing_ran(session, state) else "done", show)
        elif state.status == "failed":
            failed = [step for step, one in session.statuses.items() if one.state == "failed" and step in changed]
            named = [*map(session.title, failed[:MOST_NAMED]), *(["…"] if len(failed) > MOST_NAMED else [])]
            said = self.tr("Run failed at {node}.").format(node=", ".join(named)) if failed else self.tr("Run failed.")
            offer = (self.tr("Show"), lambda: session.reveal(failed[0])) if failed else None
            self.window.tell(said, "error", offer)

    def _show_problem(self, session: Session, step: str) -> None:
        session.reveal(step)
        self.window.show_panel("problems")

    def _engine_changed(self, session: Session, state: str, reason: str) -> None:
        if state == "lost":
            said = reason or self.tr("The engine process has ended. The workflow is safe.")
            # By then it is known whether the process is started again by itself.
            QTimer.singleShot(0, session, lambda: self._tell_lost(session, said))

    def _tell_lost(self, session: Session, said: str) -> None:
        if session.engine_state == "lost":
            self.window.tell(said, "error", (self.tr("Restart"), session.restart_engine))
        else:
            self.window.tell(f"{said} {self.tr('It starts again by itself.')}", "error")
