"""Where a bundle goes: the settings of the node that brings it there, for each kind of target."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from knode.app.deploy.pieces import FormWidget, Section
from knode.app.forms import words
from knode.app.forms.editors import boolean, choice, number, path, secret, text
from knode.app.forms.editors.choice import Segments
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.registry import editor_for
from knode.app.forms.known import Known
from knode.app.forms.shape import Entry, blank, entries_of
from knode.core.errors import KnodeError
from knode.core.registry import REGISTRY
from knode.host.deploy_protocol import TARGETS

REGISTERED = (boolean, choice, number, path, secret, text)
"""Modules whose editors are used here: importing them makes them known."""
FIRST = ("path", "folder", "url", "key", "bucket", "prefix", "name", "bundle_version", "intended_use")
"""Settings that are shown at once, in this order; the others stand under More."""


class TargetPage(QWidget):
    """The settings of one kind of target."""

    edited = Signal()

    def __init__(self, target: str, known: Known) -> None:
        super().__init__()
        self.target = target
        self.node: Any = REGISTRY.get(TARGETS[target])
        self.editors: dict[str, Editor] = {}
        entries = {entry.name: entry for entry in entries_of(self.node)}
        more = Section(self.tr("More"), is_open=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid([entries[name] for name in FIRST if name in entries], known))
        more.body.addLayout(self._grid([entry for name, entry in entries.items() if name not in FIRST], known))
        column.addWidget(more)
        column.addStretch(1)

    def _grid(self, entries: list[Entry], known: Known) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for row, entry in enumerate(entries):
            title = words.label(entry.name)
            editor = editor_for(entry.shape, known, title)
            editor.set_value(blank(entry.shape) if entry.required else entry.default)
            editor.setToolTip(words.help_text(entry.help))
            editor.edited.connect(lambda _: self.edited.emit())
            label = QLabel(title)
            label.setToolTip(words.help_text(entry.help))
            label.setBuddy(editor)
            self.editors[entry.name] = editor
            grid.addWidget(label, row, 0)
            grid.addWidget(editor, row, 1)
        return grid

    def settings(self) -> dict[str, Any]:
        """The settings as they stand on screen."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def put(self, **settings: Any) -> None:
        """Show other settings."""
        for name, value in settings.items():
            self.editors[name].set_value(value)

    def problem(self) -> str:
        """What is wrong with the settings, marked at its field; "" when they are right."""
        try:
            self.node.from_settings(self.settings())
        except KnodeError as error:
            wrong = str(error.facts.get("setting", "")).partition(".")[0]
            for name, editor in self.editors.items():
                empty = editor.value() == ""
                editor.mark([((), "")] if name == wrong and not empty else [])
            if wrong in self.editors and self.editors[wrong].value() == "":
                return self.tr("Fill in: {field}").format(field=words.label(wrong))
            return str(error.facts.get("reason", error.message))
        for editor in self.editors.values():
            editor.mark([])
        return ""


class TargetForm(FormWidget):
    """Chooses the kind of target, and its settings."""

    edited = Signal()

    def __init__(self, known: Known) -> None:
        super().__init__()
        titles = {
            "file": self.tr("File"),
            "folder": self.tr("Folder"),
            "server": self.tr("Server"),
            "s3": self.tr("S3"),
        }
        self.segments = Segments([titles[target] for target in TARGETS], self.tr("Target"))
        self.segments.set_index(0)
        self.segments.group.idClicked.connect(self._choose)
        self.stack = QStackedWidget()
        self.pages: dict[str, TargetPage] = {}
        self._named = ""
        for target in TARGETS:
            page = TargetPage(target, known)
            page.edited.connect(self.edited)
            self.pages[target] = page
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.segments)
        column.addWidget(self.stack)
        # A file that holds something else is not written over without being asked.
        self.pages["file"].put(bundle_version="auto", replace=False)

    @property
    def page(self) -> TargetPage:
        """The page in front."""
        return self.pages[list(TARGETS)[self.stack.currentIndex()]]

    def choose(self, target: str) -> None:
        """Bring the page of a kind of target to the front."""
        place = list(TARGETS).index(target)
        self.segments.set_index(place)
        self._choose(place)

    def propose(self, name: str) -> None:
        """Fill in a bundle's name where nobody has typed another."""
        for target, page in self.pages.items():
            if page.editors["name"].value() in ("", self._named):
                page.put(name=name)
            if target == "file" and page.editors["path"].value() in ("", f"{self._named}.knodez"):
                page.put(path=f"{name}.knodez")
        self._named = name

    def _choose(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.edited.emit()
