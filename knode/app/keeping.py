"""Keeps a document safe: a journal of what is not saved yet, and an eye on its file for changes from outside."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from knode.app import config
from knode.app.background import in_background
from knode.app.document import Document
from knode.app.journal import Journal
from knode.core import document as files
from knode.core import edits
from knode.core.edits import Change, Edit
from knode.core.errors import KnodeError
from knode.core.merging import Merge, merge
from knode.core.workflow import Workflow

WRITE_EVERY_MS = 300
SETTLED_AFTER_MS = 250
"""How long a file must lie still before it is read: editors and git write in several steps."""


def journals() -> Path:
    """Where the journals of all windows are kept."""
    return config.folder() / "journals"


class Keeper(QObject):
    """Keeps one document safe.

    Responsibilities: writes its changes to a journal until it is saved; notices that its file was changed by somebody
    else, takes the changes over where that loses nothing, and asks where it does.
    """

    merged = Signal(str)
    """In words: somebody else's changes of the file are in the document now."""
    conflict = Signal(object)
    """Outside: both sides changed the same things; the answer is `take` or `keep`."""
    failed = Signal(str)
    """The journal cannot be written, or the file cannot be read any more; told once."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent or document)
        self._document = document
        self._waiting: list[dict[str, Any]] = []
        self._told = False
        self._saved = _saved_text(document)
        self._journal = Journal(journals(), document.file, self._saved)
        self._timer = _timer(self, WRITE_EVERY_MS, self.write)
        self._still = _timer(self, SETTLED_AFTER_MS, self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _: self._still.start())
        self._watcher.directoryChanged.connect(lambda _: self._still.start())
        document.changed.connect(self._note)
        document.saved.connect(self._begin_again)
        document.file_changed.connect(self._watch)
        self._watch()
        if not document.is_clean:
            self._note(edits.difference(self._base(), document.workflow))

    def close(self) -> None:
        """The document was closed by the person: nothing is to be recovered."""
        self._timer.stop()
        self._still.stop()
        self._journal.close()

    # ---- the journal

    def _note(self, changes: list[Change]) -> None:
        # At once: what stands inside a node may be changed before it is written.
        self._waiting += map(edits.to_json, changes)
        if not self._timer.isActive():
            self._timer.start()

    def write(self) -> None:
        """Write down what waits."""
        changes, self._waiting = self._waiting, []
        if not changes:
            return
        try:
            self._journal.write(changes)
        except OSError as error:
            self._tell(
                self.tr("Unsaved changes cannot be kept for recovery in {folder}: {reason}. Save often.").format(
                    folder=journals(), reason=error.strerror or error
                )
            )

    def _begin_again(self) -> None:
        """What was saved needs no journal."""
        self._waiting = []
        self._saved = _saved_text(self._document)
        self._journal.close()
        self._journal = Journal(journals(), self._document.file, self._saved)

    def _tell(self, text: str) -> None:
        if not self._told:
            self._told = True
            self.failed.emit(text)

    # ---- the file

    def _watch(self) -> None:
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        file = self._document.file
        if file is not None and file.exists():
            # The folder too: a file that is exchanged, as editors and git do, is watched no more.
            self._watcher.addPaths([str(file), str(file.resolve().parent)])

    def look(self) -> None:
        """Read the file, if somebody else has changed it."""
        file = self._document.file
        if file is not None and file.exists():
            if str(file) not in self._watcher.files():
                self._watcher.addPath(str(file))
            in_background(lambda: files.load(file), self._compare, lambda error: self._tell(error.message))

    def _compare(self, theirs: Workflow) -> None:
        edits.tidy(theirs)
        base = self._base()
        if theirs == base or theirs == self._document.workflow:
            return
        found = merge(base, self._document.workflow, theirs)
        if found.conflicts:
            self.conflict.emit(Outside(self, theirs, found))
        else:
            self._take(theirs, found.changes)

    def _base(self) -> Workflow:
        base = files.loads(self._saved, "the saved document", self._document.workflow.registry)
        if self._document.file is not None:
            base.name = base.name or self._document.file.stem
        edits.tidy(base)
        return base

    def _take(self, theirs: Workflow, changes: list[Change]) -> None:
        """Make changes from outside as one step; the document is as saved when it then is what the file holds."""
        if changes:
            self._document.push(Edit(self.tr("Changed outside knode"), tuple(changes)))
        self._saved = files.dumps(theirs)
        if self._document.workflow == theirs:
            self._document.stack.setClean()
        self.merged.emit(self.tr("The file was changed outside knode; its changes were taken over."))

    def _keep(self, theirs: Workflow) -> None:
        """Stay with the document; saving it will replace the file."""
        self._saved = files.dumps(theirs)
        self._document.stack.resetClean()


class Outside(QObject):
    """A change from outside that does not fit what was done here: somebody has to decide."""

    def __init__(self, keeper: Keeper, theirs: Workflow, found: Merge) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self.theirs = theirs
        self.conflicts = found.conflicts

    def take(self) -> None:
        """Take the file as it is; the own edits can be had back by undo."""
        self._keeper._take(self.theirs, edits.difference(self._keeper._document.workflow, self.theirs))

    def keep(self) -> None:
        """Stay with the document as it is."""
        self._keeper._keep(self.theirs)


def _saved_text(document: Document) -> str:
    """The document as it was saved; writing a large one anew would take longer than to read its file."""
    if document.file is not None:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            return document.file.read_text(encoding="utf-8-sig")
    return document.text() if document.is_clean else files.dumps(Workflow())


def _timer(parent: QObject, milliseconds: int, then: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made


def recover(workflow: Workflow, file: Path | None, text: str) -> Document:
    """A document with recovered changes as one step that can be undone: on the file as it is now.

    Where the file is gone, or no workflow any more, they are a step on an empty document without a file.
    """
    document = Document()
    if file is not None:
        with contextlib.suppress(KnodeError):
            document = Document.open(file)
    if document.file is None:
        document.workflow.folder = workflow.folder
    changes = edits.difference(document.workflow, workflow)
    if changes:
        document.push(Edit(text, tuple(changes)))
    return document
