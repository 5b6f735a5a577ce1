"""What a run that ended without a failure has left undone: nodes that are not ready."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from knode.app.session import Session
from knode.app.shell.wording import duration
from knode.host.protocol import RunEvent


def not_ready(session: Session) -> list[str]:
    """The steps that cannot run yet, in the order of the workflow."""
    return [step for step, _ in session.document.workflow.walk() if _is_idle(session, step)]


def _is_idle(session: Session, step: str) -> bool:
    status = session.statuses.get(step)
    return status is not None and status.state == "idle"


def nothing_ran(session: Session, state: RunEvent) -> bool:
    """Whether a run was over at once because nothing of it was ready, and nothing was there before."""
    done = any(status.state == "done" for status in session.statuses.values())
    return not state.total and not done and bool(not_ready(session))


def said_of(session: Session, state: RunEvent) -> str:
    """What is said of a run that ended without a failure."""
    count = len(not_ready(session))
    time = duration(state.seconds)
    if not count:
        return _tr("Run done in {time}.").format(time=time)
    left = _tr("1 node is not ready") if count == 1 else _tr("{count} nodes are not ready").format(count=count)
    if nothing_ran(session, state):
        return _tr("Nothing could run: {left}.").format(left=left)
    return _tr("Run done in {time}; {left}.").format(time=time, left=left)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunEnd", text)
