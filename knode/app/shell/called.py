"""Opens the workflow file that a node calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from knode.app.session import Session
from knode.core.errors import quoted
from knode.core.held import file_of

if TYPE_CHECKING:
    from knode.app.window import MainWindow


def calls_file(session: Session, node: str) -> bool:
    """Whether what has that id is a node that names a workflow file: it may be a frame or a note."""
    instance = session.workflow.nodes.get(node)
    if instance is None:
        return False
    cls = session.workflow.registry.find(instance.type)
    return cls is not None and cls.held_file is not None and instance.workflow is None


def open_called(window: MainWindow) -> None:
    """Open the file of the selected node in a tab, or say why that cannot be."""
    session = window.session
    if session is None or not session.selection or not calls_file(session, session.selection[-1]):
        return
    instance = session.workflow.instance(session.selection[-1])
    path = file_of(session.workflow, instance)
    tell = QCoreApplication.translate
    if path is None:
        text = tell("Called", "{node} names no workflow file yet. Choose one in its settings.")
        window.tell(text.format(node=instance.title), "warning")
    elif not path.is_file():
        text = tell("Called", "There is no file {file}, which {node} calls. Choose another one in its settings.")
        window.tell(text.format(file=quoted(str(path.absolute())), node=instance.title), "error")
    else:
        window.files.open([path.absolute()])
