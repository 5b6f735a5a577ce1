"""Whether code that came with a workflow may run: asked once, with the code in sight, and nothing of it runs before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject

from knode.app import config
from knode.app.document import Document
from knode.core.errors import KnodeError
from knode.core.held import walked
from knode.core.workflow import Instance, Workflow

if TYPE_CHECKING:
    from knode.app.shell.tab import WorkflowTab
    from knode.app.window import MainWindow

NAME = "trusted"


class Code(NamedTuple):
    """What a node would run: the step, its type, and the texts of its settings."""

    step: str
    type: str
    text: str
    known: bool
    """Whether its pack is installed; of one that is not, nobody can say what it does."""


def code_of(workflow: Workflow) -> list[Code]:
    """All code that stands in a workflow, components included."""
    found = []
    for step, instance in _all(workflow):
        cls = None if instance.is_component else workflow.registry.find(instance.type)
        unknown = cls is None and not instance.is_component
        if unknown or (cls is not None and cls.code):
            found.append(Code(step, instance.type, _text(instance), not unknown))
    return sorted(found)


def _all(workflow: Workflow) -> list[tuple[str, Instance]]:
    """All nodes, those in workflow files that are called included, where those can be read."""
    try:
        return [(step, instance) for step, instance, _ in walked(workflow)]
    except KnodeError:
        return list(workflow.walk())


def _text(instance: Instance) -> str:
    """Settings as a person reads them: code as lines, the rest as JSON."""
    parts = [f"{name}:\n{_readable(value)}" for name, value in sorted(instance.settings.items())]
    return "\n\n".join(parts)


def _readable(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return "\n".join(value)
    if isinstance(value, Mapping):
        return json.dumps(dict(value), indent=2, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)


def digest(code: list[Code]) -> str:
    """A name for exactly this code: other code asks again."""
    return hashlib.sha256(json.dumps([each[:3] for each in code]).encode()).hexdigest()


class Trust(QObject):
    """Decides for the documents of a window, and asks where it cannot."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    def is_trusted(self, document: Document) -> bool:
        """Whether its code may run without a question: it has none, or the folder or this very code is trusted."""
        code = code_of(document.workflow)
        return not code or self.in_trusted_folder(document.file) or digest(code) in _kept()

    def in_trusted_folder(self, file: Path | None) -> bool:
        """Whether the person trusts the folder of a file, or one around it."""
        folders = [Path(name).resolve() for name in self.window.program.preferences.values.trusted_folders if name]
        return file is not None and any(file.resolve().is_relative_to(folder) for folder in folders)

    def watch(self, tab: WorkflowTab) -> None:
        """Ask, if there is need, and keep saying so above the canvas until there is trust."""
        tab.session.trusted_changed.connect(lambda _: self._show(tab))
        if not tab.session.trusted:
            self._show(tab)
            self.ask(tab)

    def ask(self, tab: WorkflowTab) -> None:
        """Show the code, and ask."""
        from knode.app.shell.trust_dialog import TrustDialog

        document = tab.session.document
        dialog = TrustDialog(code_of(document.workflow), document.file, self.window)
        dialog.setObjectName("trust")
        dialog.trusted.connect(lambda: self.trust(tab))
        dialog.folder_trusted.connect(lambda: self.trust_folder(tab))
        dialog.open()

    def trust(self, tab: WorkflowTab) -> None:
        """Let this code run, now and when the file is opened again, as long as it stays as it is."""
        config.write(NAME, sorted({*_kept(), digest(code_of(tab.session.document.workflow))}))
        tab.session.trust()

    def trust_folder(self, tab: WorkflowTab) -> None:
        """Let the code of all workflows in the file's folder run."""
        file = tab.session.document.file
        if file is not None:
            preferences = self.window.program.preferences
            folder = str(file.resolve().parent)
            preferences.set(trusted_folders=tuple(dict.fromkeys([*preferences.values.trusted_folders, folder])))
        tab.session.trust()

    def _show(self, tab: WorkflowTab) -> None:
        if tab.session.trusted:
            tab.banners.say_nothing("trust")
            return
        said = self.tr("This workflow came with code of its own. Nothing of it runs until you trust it.")
        if not any(each.known for each in code_of(tab.session.document.workflow)):
            said = self.tr("This workflow has nodes that no installed pack knows. They do not run until you trust it.")
        tab.banners.say("trust", said, "lock", (self.tr("Look at the code…"), lambda: self.ask(tab)))


def _kept() -> set[str]:
    kept = config.read(NAME, [])
    return {each for each in kept if isinstance(each, str)} if isinstance(kept, list) else set()
