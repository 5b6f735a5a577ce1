"""What is dropped on the canvas: nodes from the library, files from the desktop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

from knode.app.background import in_background
from knode.app.canvas.geometry import HEIGHT, WIDTH
from knode.app.canvas.view import CanvasView
from knode.app.edit.commands.pieces import InsertComponent
from knode.app.edit.places import snapped
from knode.app.quick.choosing import FileChooser
from knode.app.quick.hit_list import NODE_MIME
from knode.app.quick.inserting import STEP_DOWN, InsertNodes, carry_out, fits, insertion, onto
from knode.app.quick.opening import Use, uses, why_not
from knode.app.quick.reading import reading_nodes
from knode.app.quick.shelf import catalogue
from knode.core import document
from knode.core.catalogue import Entry
from knode.core.errors import KnodeError
from knode.core.workflow import Link, Workflow

Open = Callable[[Sequence[Path]], None]
"""Opens workflows and bundles in tabs of their own."""


class DropFilter(QObject):
    """Takes what is dropped on one canvas.

    Responsibilities: lights up the wire or the node that a dragged node would be connected with; adds the node, or the
    readers of files; asks where a file can be taken in several ways.
    """

    def __init__(self, view: CanvasView, open_files: Open) -> None:
        super().__init__(view)
        self.view = view
        self.session = view.session
        self._open_files = open_files
        self.chooser: FileChooser | None = None
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragEnterEvent | QDragMoveEvent):
            return self._drag(event)
        if event.type() == QEvent.Type.DragLeave:
            self._mark(None)
        return False

    def _drag(self, event: QDragMoveEvent) -> bool:
        entry = _dragged(event.mimeData())
        if entry is None and not local_files(event.mimeData()):
            event.ignore()  # The view would take anything.
            return True
        event.acceptProposedAction()
        if entry is not None:
            self._mark(self._target(entry, self.view.scene_pos(event.position())))
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._mark(None)
        at = self.view.scene_pos(event.position())
        entry, files = _dragged(event.mimeData()), local_files(event.mimeData())
        if entry is not None:
            self._add(entry, at)
        elif files:
            self.take_files(files, at)
        else:
            return False
        event.acceptProposedAction()
        self.view.setFocus()
        return True

    # ---- a node

    def _target(self, entry: Entry, at: QPointF) -> Link | str | None:
        """The wire or the node that a node dropped there is connected with."""
        workflow = self.session.workflow
        node = self.view.canvas.node_at(at)
        if node is not None:
            return node if onto(workflow, self.session.path, entry, node) else None
        link = self.view.canvas.link_at(at)
        return link if link is not None and fits(workflow, entry, link) else None

    def _mark(self, target: Link | str | None) -> None:
        canvas = self.view.canvas
        canvas.highlight_link(target if isinstance(target, Link) else None)
        canvas.highlight_nodes([target] if isinstance(target, str) else [])

    def _add(self, entry: Entry, at: QPointF) -> None:
        workflow, path = self.session.workflow, self.session.path
        target = self._target(entry, at)
        command = onto(workflow, path, entry, target) if isinstance(target, str) else None
        if command is None:
            link = target if isinstance(target, Link) else None
            command = insertion(workflow, path, entry, (at.x(), at.y()), link)
        carry_out(self.session, command)

    # ---- files

    def take_files(self, files: Sequence[Path], at: QPointF) -> None:
        """Take in files at a point of the scene: read what is read in one way only, ask about the others."""
        chosen: list[Use] = []
        asked: list[list[Use]] = []
        refused: list[Path] = []
        for file in files:
            possible = uses(file, catalogue())
            if not possible:
                refused.append(file)
            elif len(possible) == 1:
                chosen += possible
            else:
                asked.append(possible)
        if refused:
            self.session.refused.emit(why_not(refused))
        self._carry_out(chosen, at)
        if asked:
            self.chooser = FileChooser(asked, self.view)
            self.chooser.chosen.connect(lambda found: self._carry_out(found, at))
            self.chooser.open_at(self.view.viewport().mapToGlobal(self.view.mapFromScene(at)))

    def _carry_out(self, chosen: Sequence[Use], at: QPointF) -> None:
        """Do what was chosen, all readers as one step."""
        opened = [use.file for use in chosen if use.what == "open"]
        if opened:
            self._open_files(opened)
        inserted = [use for use in chosen if use.what in ("read", "execute")]
        if inserted:
            corner = snapped((at.x() - WIDTH / 2, at.y() - HEIGHT / 2))
            nodes, links = reading_nodes(self.session.workflow, inserted, corner, self.session.document.folder)
            added = carry_out(self.session, InsertNodes(self.session.path, nodes, links))
            if added is not None and all(use.what == "read" for use in inserted):
                # Who drops a file wants to see what is in it.
                self.session.run([self.session.step(node.instance.id) for node in nodes])
        for number, use in enumerate(use for use in chosen if use.what == "component"):
            self._insert_component(use.file, (at.x(), at.y() + number * STEP_DOWN))

    def _insert_component(self, file: Path, at: tuple[float, float]) -> None:
        """Read a workflow on a thread, then put it in where the person dropped it."""
        session, path = self.session, self.session.path

        def read(inside: Workflow) -> None:
            command = InsertComponent(path, inside, at, inside.name or file.stem)
            made = command.made(session.document.workflow)
            if session.do(command):
                session.select(made)

        def failed(error: KnodeError) -> None:
            session.refused.emit(error.message)

        in_background(lambda: document.load(file), read, failed)


def _dragged(data: QMimeData) -> Entry | None:
    """The node that is dragged from the library."""
    if not data.hasFormat(NODE_MIME):
        return None
    type_id = bytes(data.data(NODE_MIME).data()).decode(errors="replace")
    return catalogue().by_type.get(type_id)


def local_files(data: QMimeData) -> list[Path]:
    """The files that are dragged, or that were copied in a file manager."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []
