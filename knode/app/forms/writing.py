"""Writes what a person enters into the document, as soon as it is valid, and keeps the rest as drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from knode.app.edit.commands.nodes import SetSettings
from knode.app.edit.draft import Together
from knode.app.forms.faults import Fault
from knode.app.forms.shape import Entry
from knode.app.forms.subject import Subject
from knode.app.session import Session
from knode.core.edits import Path
from knode.core.errors import KnodeError
from knode.core.workflow import Instance

DraftKey = tuple[Path, str, str]
Drafts = dict[DraftKey, Any]
"""What is on screen and could not be written, by path, node and setting."""


class SettingsWriter:
    """The values of one node, or of several of one type, on their way into the document.

    Drafts are tried together whenever one of them changes: two settings that only fit together can be changed one after
    the other. What is typed in a field without leaving it becomes one step to undo.
    """

    def __init__(self, session: Session, subject: Subject, drafts: Drafts) -> None:
        self.session = session
        self.subject = subject
        self.nodes: tuple[str, ...] = ()
        self._drafts = drafts
        self._entries = {entry.name: entry for entry in subject.entries}
        self.burst = 0
        """Grows with every pause in typing."""
        self._typed_in = ""
        self.refusal = ""
        """Why the document took the last of what was entered not, though it is valid by itself."""

    @property
    def instances(self) -> list[Instance]:
        """The nodes as they are in the document."""
        nodes = self.session.workflow.nodes
        return [nodes[node] for node in self.nodes if node in nodes]

    def drafts(self) -> dict[str, Any]:
        """What could not be written for the first of the nodes, by setting."""
        if not self.nodes:
            return {}
        path, node = self.session.path, self.nodes[0]
        return {key[2]: value for key, value in self._drafts.items() if key[:2] == (path, node)}

    def drop(self, names: Iterable[str]) -> None:
        """Forget drafts."""
        for name in names:
            for node in self.nodes:
                self._drafts.pop((self.session.path, node, name), None)

    def unknown(self) -> list[str]:
        """The settings in the document that there are none of."""
        given = (name for instance in self.instances for name in self.subject.stored(instance))
        return [name for name in dict.fromkeys(given) if name not in self._entries]

    def take_away(self, names: Sequence[str]) -> None:
        """Take settings out of the document."""
        path = self.session.path
        commands = tuple(SetSettings(path, node, {}, reset=names) for node in self.nodes)
        self.session.do(Together(path, commands, commands[0].text))

    def faults(self, changed: Mapping[str, Any]) -> list[Fault]:
        """What is wrong with the settings in the document once these are changed, in any of the nodes."""
        found: dict[Fault, None] = {}
        for instance in self.instances:
            values = {**self.subject.stored(instance), **changed}
            found.update(dict.fromkeys(self.subject.faults(_unbound(values, instance))))
        return list(found)

    def enter(self, name: str, value: Any, *, typing: bool) -> list[str]:
        """Take a value; the names of the settings that were written, this one among them or not."""
        for node in self.nodes:
            self._drafts[(self.session.path, node, name)] = value
        self.refusal = ""
        drafts = self.drafts()
        bad = {fault.setting for fault in self.faults(drafts)}
        good = {key: draft for key, draft in drafts.items() if key not in bad}
        if not good or self.faults(good):
            return []
        self.refusal = self._write(name, good, typing=typing)
        if self.refusal:
            return []
        self.drop(good)
        return list(good)

    def reset(self, name: str) -> list[str]:
        """Bring a setting back to its default, with the drafts that this makes valid; the names of what was written."""
        self.pause()
        entry = self._entries[name]
        if not entry.required:
            return self.enter(name, entry.default, typing=False)
        self.drop([name])
        return []

    def pause(self) -> None:
        """What is typed from now on is another step to undo."""
        self.burst += 1

    def _write(self, name: str, values: Mapping[str, Any], *, typing: bool) -> str:
        """Do it; why the document refused it, if it did."""
        if not typing or name != self._typed_in:
            self.pause()
        self._typed_in = name if typing else ""
        plain = [key for key, value in values.items() if _is_default(self._entries[key], value)]
        changed = {key: value for key, value in values.items() if key not in plain}
        commands = [
            SetSettings(self.session.path, node, changed, self._merge_key(name), reset=plain) for node in self.nodes
        ]
        try:
            for command in commands:
                command.changes(self.session.document.workflow)
        except KnodeError as error:
            return error.message
        for command in commands:
            self.session.do(command)
        return ""

    def _merge_key(self, name: str) -> str:
        return f"form {id(self)} {'/'.join(self.session.path)} {','.join(self.nodes)} {name} {self.burst}"


def _is_default(entry: Entry, value: Any) -> bool:
    return not entry.required and type(entry.default) is type(value) and entry.default == value


def _unbound(values: Mapping[str, Any], instance: Instance) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in instance.bindings}
