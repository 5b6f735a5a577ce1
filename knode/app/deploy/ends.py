"""What is deployed when nothing else is said."""

from __future__ import annotations

from knode.app.session import Session


def pointed_at(session: Session) -> list[str]:
    """The steps that are selected; with nothing selected the first Capture End, if there is one."""
    return [session.step(node) for node in session.selection] or capture_ends(session)[:1]


def capture_ends(session: Session) -> list[str]:
    """The Capture Ends of the workflow, by step path."""
    workflow = session.document.workflow
    found = []
    for path, instance in workflow.walk():
        cls = workflow.registry.find(instance.type)
        if cls is not None and cls.captures == "end":
            found.append(path)
    return found
