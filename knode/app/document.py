"""The document behind a window: a workflow, what was done to it, and the file that it is saved to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from knode.app.edit.command import Command
from knode.app.edit.consequences import completed
from knode.core import document, edits
from knode.core.edits import Change, Edit
from knode.core.errors import UsageError, quoted
from knode.core.following import settle
from knode.core.workflow import Workflow


class Document(QObject):
    """A workflow that is edited by commands only.

    Responsibilities: carries out commands and takes them back; tells who listens which entries changed; knows the file.
    Listeners hear of every change by `changed`, whether it was done, undone, redone or merged in from outside.
    """

    changed = Signal(list)
    """list[Change], already applied."""
    file_changed = Signal()
    saved = Signal()
    clean_changed = Signal(bool)

    def __init__(
        self, workflow: Workflow | None = None, file: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workflow = workflow or Workflow()
        self.file = file
        self.number = 1
        """Tells those apart that have neither a file nor a name."""
        self.bundle: Path | None = None
        """The bundle that it came from; it cannot be saved, as a workflow file holds no frozen values."""
        self.stack = QUndoStack(self)
        self.stack.cleanChanged.connect(self.clean_changed)
        edits.tidy(self.workflow)

    @classmethod
    def open(cls, file: Path, parent: QObject | None = None) -> Document:
        """The document in a file. Raises WorkflowFileError or NewerFormat."""
        return cls(document.load(file), file, parent)

    # ---- editing

    def do(self, command: Command) -> bool:
        """Carry out a command; whether it changed anything. Raises KnodeError, with nothing changed, when refused."""
        changes = completed(self.workflow, command.changes(self.workflow))
        if not changes:
            return False
        self.push(Edit(command.text, tuple(changes)), command.merge_key)
        return True

    def push(self, edit: Edit, merge_key: str | None = None) -> None:
        """Make an edit as one step that can be undone."""
        self.stack.push(_Step(self, edit, merge_key))

    def undo(self) -> None:
        """Take the last step back."""
        self.stack.undo()

    def redo(self) -> None:
        """Do the last step again that was taken back."""
        self.stack.redo()

    def apply(self, changes: Sequence[Change]) -> None:
        """Make changes outside the undo stack, and tell who listens."""
        edits.apply(self.workflow, changes)
        self.changed.emit(list(changes))

    # ---- the file

    @property
    def is_clean(self) -> bool:
        """Whether the document is as it was saved."""
        return self.stack.isClean()

    @property
    def title(self) -> str:
        """What a tab shows: the file's name, or the workflow's, or Untitled."""
        if self.file is not None:
            return self.file.stem
        if self.workflow.name:
            return self.workflow.name
        return self.tr("Untitled") if self.number == 1 else self.tr("Untitled {number}").format(number=self.number)

    @property
    def folder(self) -> Path | None:
        """Where relative file names start; None while the document has no file."""
        return self.file.resolve().parent if self.file is not None else self.workflow.folder

    def text(self) -> str:
        """The document as it stands in a file."""
        return document.dumps(self.workflow)

    def save(self, file: Path | None = None) -> None:
        """Write the document to its file, or to another, which then is its file. Raises UsageError."""
        target = file or self.file
        if self.bundle is not None:
            raise UsageError(
                f"This workflow came from the bundle {quoted(self.bundle.name)}, and a workflow file cannot hold its frozen "
                "models. Copy the bundle; what made it can be edited in the workflow that it was captured from."
            )
        if target is None:
            raise ValueError("a document without a file is saved to one")
        document.save(self.workflow, target)
        if target != self.file:
            self.file = target
            settle(self.workflow, target.resolve().parent)
            self.file_changed.emit()
        self.stack.setClean()
        self.saved.emit()


class _Step(QUndoCommand):
    """One entry of the undo stack: an edit, and what it may be merged with."""

    def __init__(self, document: Document, edit: Edit, merge_key: str | None) -> None:
        super().__init__(edit.text)
        self._document = document
        self._edit = edit
        self._merge_key = merge_key

    def redo(self) -> None:
        self._document.apply(self._edit.changes)

    def undo(self) -> None:
        self._document.apply(self._edit.inverse.changes)

    def id(self) -> int:
        return -1 if self._merge_key is None else hash(self._merge_key) & 0x7FFFFFFF

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other._merge_key != self._merge_key:
            return False
        self._edit = Edit(other._edit.text, _folded((*self._edit.changes, *other._edit.changes)))
        self.setObsolete(not self._edit.changes)
        return True


def _folded(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Changes of the same entry as one, so that typing a long text does not keep every letter's state."""
    kept: dict[tuple[str, str, edits.Path], Change] = {}
    for change in changes:
        key = (change.kind, change.key, change.path)
        first = kept.get(key)
        before = change.before if first is None else first.before
        kept[key] = Change(change.kind, change.key, before, change.after, change.path)
    return tuple(change for change in kept.values() if change.before != change.after)
