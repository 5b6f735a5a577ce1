"""The form of a node, or of several of one type: its head, what is wrong with it, and a field for each setting."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from knode.app.edit.commands.mode import SetMode
from knode.app.edit.commands.nodes import Rename
from knode.app.edit.commands.parameters import AddParameter, SetBinding
from knode.app.edit.commands.swap import holds_inside
from knode.app.edit.draft import Together
from knode.app.forms import words
from knode.app.forms.banner import FormBanner, Level
from knode.app.forms.binding_menu import BindingMenu, parameter_for
from knode.app.forms.editors.buttons import pop_up
from knode.app.forms.editors.columns import ColumnsEditor
from knode.app.forms.faults import Fault
from knode.app.forms.field import MENU_KEY, Field
from knode.app.forms.header import NodeHeader
from knode.app.forms.inside_card import InsideCard
from knode.app.forms.known import Known, merged
from knode.app.forms.shape import MISSING, Entry, Shape, blank
from knode.app.forms.subject import HoldingSubject, NodeSubject, Subject
from knode.app.forms.tabbing import put_in_order
from knode.app.forms.tables_before import inputs_of, tables_before
from knode.app.forms.telling import problem_fault, problem_text
from knode.app.forms.tunable import Tunable
from knode.app.forms.values_before import ValuesBefore
from knode.app.forms.writing import Drafts, SettingsWriter
from knode.app.messages import worded
from knode.app.session import Session
from knode.core.settings import matters
from knode.core.spec import Spec, TableSpec
from knode.core.title import title_of
from knode.core.workflow import Binding, Instance
from knode.host.protocol import NodeStatus, RunEvent

MOST_TOLD = 6
"""Lines of what a node told of its run."""
BUDGET = 0.012
"""Seconds that a form builds fields before the window may paint; the others follow between events."""


class NodeForm(QWidget):
    """The settings of the selected nodes.

    Responsibilities: builds the fields, fills them from the document and from what the engine process knows, and hands
    what a person enters to the writer. Used again for every node of the same class.
    """

    def __init__(self, session: Session, subject: Subject, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.subject = subject
        self.writer = SettingsWriter(session, subject, drafts)
        self.known = Known(self)
        self._occurring = ValuesBefore(session, self.known)
        self.fields: dict[str, Field] = {}
        self.header = NodeHeader()
        self.banner = FormBanner()
        self.told = FormBanner()
        """What the node told of its run."""
        cls = subject.cls if isinstance(subject, NodeSubject) else None
        self.header.show_class(cls, "component", subject.help)
        self.header.renamed.connect(self._rename)
        self.header.mode_chosen.connect(self._set_mode)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(10)
        self._layout.addWidget(self.header)
        self._layout.addWidget(self.banner)
        self._layout.addWidget(self.told)
        self.inside = InsideCard(session) if cls is not None and holds_inside(cls) else None
        if self.inside is not None:
            self._layout.addWidget(self.inside)
        self._layout.addStretch(1)
        self._selected_before: tuple[str, ...] = ()
        self._waiting = list(subject.entries)
        self._writing = False
        self._seen: dict[str, dict[str, TableSpec]] = {}
        self._run = session.run_state.number
        session.run_changed.connect(self._follow_run)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._build_some)

        for keys in (MENU_KEY, "Alt+Enter"):  # The second is the one of the number block.
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._open_menu)
        self._order = QTimer(self)
        self._order.setSingleShot(True)
        self._order.timeout.connect(lambda: put_in_order(self))

    def _open_menu(self) -> None:
        """Open the menu of the field that has the keyboard."""
        at = QApplication.focusWidget()
        for field in self.fields.values():
            if at is not None and field.isAncestorOf(at):
                field.menu.click()

    def event(self, event: QEvent) -> bool:
        """Rows and fields that come and go change the order for Tab."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._order.start(0)
        return super().event(event)

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes that the form is about."""
        return self.writer.nodes

    def show_nodes(self, nodes: tuple[str, ...], selected_before: tuple[str, ...] = ()) -> None:
        """Be about these nodes, which are all of the form's class; before them others may have been selected."""
        self._selected_before = selected_before
        self.writer.pause()
        self.writer.nodes = nodes
        self._occurring.forget()
        self._occurring.node = nodes[0]
        self.known.forget_values()
        self.writer.refusal = ""
        for field in self.fields.values():
            field.shown = MISSING
        self.follow_statuses()
        self._build_some()

    # ---- fields

    def _build_some(self) -> None:
        """Build fields for a short while, and fill them; the others later."""
        end = time.perf_counter() + BUDGET
        while self._waiting and time.perf_counter() < end:
            self._build(self._waiting.pop(0))
        if self._waiting:
            self._later.start(0)
        self.refresh()

    def finish(self) -> None:
        """Build all fields at once."""
        self._later.stop()
        while self._waiting:
            self._build(self._waiting.pop(0))
        self.refresh()

    def _build(self, entry: Entry) -> None:
        field = Field(entry, self.known, self.subject.context, self)
        field.edited.connect(self._enter)
        field.reset_wanted.connect(self._reset)
        field.menu_wanted.connect(self._show_menu)
        field.unbind_wanted.connect(self._unbind)
        if isinstance(field.editor, ColumnsEditor) and not self.fields:
            field.editor.set_open(True)
        self.fields[entry.name] = field
        if entry.shape.values_of:
            field.editor.chosen = lambda: self._chosen(entry.shape.values_of)
        self._layout.insertWidget(self._layout.count() - 1, field)

    def _chosen(self, name: str) -> Any:
        """What stands in another field, or is chosen inside; None where there is none of that name."""
        if name in self.fields:
            return self.fields[name].value()
        inside = dict(self.subject.chosen).get(name, ()) if isinstance(self.subject, HoldingSubject) else ()
        return list(inside) if len(inside) > 1 else inside[0] if inside else None

    # ---- what a person does

    def _enter(self, name: str, typing: bool) -> None:
        value = self.fields[name].value()
        self._write(lambda: self.writer.enter(name, value, typing=typing))
        if not typing and isinstance(self.subject, HoldingSubject) and len(self.nodes) == 1:
            self._bind_inside(self.subject.unbound(name, value))

    def _bind_inside(self, chosen: list[Tunable]) -> None:
        """Bind settings of the nodes inside to parameters of their own, as they are to be tuned."""
        path = (*self.session.path, self.nodes[0])
        for one in chosen:
            made = parameter_for(one.shape, one.name, one.value, one.title)
            binding = SetBinding(path, one.node, one.setting, Binding("parameter", one.name))
            self.session.do(Together(path, (AddParameter(path, made), binding), binding.text))

    def _reset(self, name: str) -> None:
        self._write(lambda: self.writer.reset(name))
        self.fields[name].shown = MISSING
        self.refresh()

    def _write(self, write: Callable[[], list[str]]) -> None:
        """Write, and let the fields know that the document holds now what they show."""
        self._writing = True
        try:
            written = write()
        finally:
            self._writing = False
        stored = self._stored()
        for name in written:
            if name in self.fields:
                self.fields[name].shown = self._value(self.fields[name].entry, stored)
        self.refresh()

    def _rename(self, label: str) -> None:
        key = f"form {id(self)} label {self.nodes[0]} {self.writer.burst}"
        self.session.do(Rename(self.session.path, self.nodes[0], label, key))

    def _set_mode(self, mode: Any) -> None:
        self.session.do(SetMode(self.session.path, self.nodes, mode))

    def _show_menu(self, name: str, button: QWidget) -> None:
        pop_up(BindingMenu(self.session, self.nodes, self.fields[name], self), button)

    def _unbind(self, name: str) -> None:
        path = self.session.path
        commands = tuple(SetBinding(path, node, name, None) for node in self.nodes)
        self.session.do(Together(path, commands, commands[0].text))

    def _follow_run(self, state: RunEvent) -> None:
        """What is not filled in is told once a person runs something."""
        if state.number != self._run and not self.session.auto_run:
            self._run = state.number
            self.known.forget_values()
            self.known.run.emit()

    def leave_field(self) -> None:
        """The focus left a field: what is typed next is another step to undo."""
        self.writer.pause()

    # ---- showing the document

    def refresh(self) -> None:
        """Show what the document holds. What a person is typing in is left alone."""
        instances = self.writer.instances
        if self._writing or not instances:
            return
        self._refresh_header(instances)
        if self.inside is not None:
            self.inside.setVisible(len(instances) == 1)
            self.inside.show_node(instances[0].id, self._selected_before)
        stored = self._stored()
        drafts = self.writer.drafts()
        for name, field in self.fields.items():
            value = self._value(field.entry, stored)
            if name in drafts and field.shown is not MISSING and value != field.shown:
                # The document went on without the draft, by undo or another's edit.
                self.writer.drop([name])
                del drafts[name]
            if name in drafts and field.shown is not MISSING:
                continue
            field.put(value, draft=drafts.get(name, MISSING))
        self._refresh_marks(instances, stored, drafts)

    def _stored(self) -> dict[str, Any]:
        instances = self.writer.instances
        return self.subject.stored(instances[0]) if instances else {}

    def _value(self, entry: Entry, stored: Mapping[str, Any]) -> Any:
        return stored.get(entry.name, _start(entry) if entry.required else entry.default)

    def _refresh_header(self, instances: list[Instance]) -> None:
        first = instances[0]
        if len(instances) == 1:
            title = title_of(first.type)
            kind = f"{title} · {first.id}" if first.label else first.id
            self.header.show_node(first.label, title, kind, first.mode)
        else:
            text = self.tr("{count} nodes selected").format(count=len(instances))
            self.header.show_many(text, title_of(first.type), first.mode)

    def _refresh_marks(self, instances: list[Instance], stored: dict[str, Any], drafts: dict[str, Any]) -> None:
        others = [self.subject.stored(instance) for instance in instances[1:]]
        for name, field in self.fields.items():
            entry = field.entry
            value = self._value(entry, stored)
            field.bind(instances[0].bindings.get(name), self._bound_value(instances[0].bindings.get(name)))
            field.mark_changed(name in drafts or (not entry.required and value != entry.default))
            differs = any(self._value(entry, one) != value for one in others)
            field.mark_note(self.tr("Differs among the selected nodes; a change sets it for all.") if differs else "")
        clash = self._refresh_faults(drafts)
        self._show_what_matters([stored | drafts, *others], clash)

    def _show_what_matters(self, nodes: list[dict[str, Any]], clash: bool) -> None:
        """Hide what has no part in what the nodes do; what is bound, wrong or may clash with other settings stays."""
        values = [{entry.name: self._value(entry, one) for entry in self.subject.entries} for one in nodes]
        for name in {name for instance in self.writer.instances for name in instance.bindings}:
            for one in values:
                one.pop(name, None)
        for field in [one for one in self.fields.values() if one.entry.when]:
            suspected = bool(field.fault_text) or (clash and not field.dot.isHidden())
            wanted = field.is_bound or suspected or any(matters(field.entry.when, one) for one in values)
            field.setVisible(wanted)

    def _bound_value(self, binding: Binding | None) -> str:
        if binding is None or binding.source == "variable":
            return ""
        parameter = self.session.workflow.parameters.get(binding.name)
        return "" if parameter is None or parameter.default is None else words.shown(parameter.default)

    # ---- what is wrong

    def _refresh_faults(self, drafts: dict[str, Any]) -> bool:
        """Say what is wrong; whether it is that settings do not fit together."""
        faults = self.writer.faults(drafts)
        told = self._told()
        own = {fault.setting for fault in faults}
        if told is not None and told.setting not in own and told.setting not in drafts:
            faults.append(told)
        together = [fault.text for fault in faults if fault.setting not in self.fields and not fault.setting]
        if self.writer.refusal:
            together.append(self.writer.refusal)
        for name, field in self.fields.items():
            marks = [(fault.place, fault.text) for fault in faults if fault.setting == name]
            if name in drafts:
                marks += [((), text) for text in together] or self._waits_for(name, faults)
            field.mark_faults(marks)
            if marks and field.entry.when:
                field.show()
        self._refresh_banner(together if not drafts else [], told)
        return bool(together)

    def _waits_for(self, name: str, faults: Iterable[Fault]) -> list[tuple[tuple[str | int, ...], str]]:
        """Why a valid draft is not in the document yet."""
        others = [
            self.fields[one.setting].title for one in faults if one.setting in self.fields and one.setting != name
        ]
        if not others or any(fault.setting == name for fault in faults):
            return []
        return [((), self.tr("Not applied yet: correct {settings} first.").format(settings=", ".join(others)))]

    @property
    def _steps(self) -> tuple[str, ...]:
        return tuple(self.session.step(node) for node in self.nodes)

    def _shapes(self) -> dict[str, Shape]:
        return {name: field.entry.shape for name, field in self.fields.items()}

    def _values(self) -> dict[str, Any]:
        stored = self._stored()
        return {name: self._value(field.entry, stored) for name, field in self.fields.items()}

    def _told(self) -> Fault | None:
        """What the engine process says is wrong, or may be, where it is about one of the settings."""
        status = self.session.status(self.nodes[0]) if len(self.nodes) == 1 else None
        if status is None:
            return None
        known = self._shapes(), self._values(), self._steps
        if status.error is not None:
            return problem_fault(status.error, *known)
        return problem_fault(status.doubt, *known, doubtful=True)

    def _refresh_banner(self, together: list[str], told: Fault | None) -> None:
        status = self.session.status(self.nodes[0]) if len(self.nodes) == 1 else None
        folder = self.session.document.folder
        unknown = self.writer.unknown()
        text = self.tr("Take Away {settings}").format(settings=", ".join(unknown)) if unknown else ""
        self.banner.offer(text, lambda: self.writer.take_away(unknown))
        if together:
            self.banner.tell("\n".join(together), "danger", folder)
        elif status is not None and status.error is not None and told is None:
            level: Level = "danger" if status.state == "failed" else "info"
            self.banner.tell(problem_text(status.error, self._steps), level, folder)
        else:
            doubt = status.doubt.message if status is not None and status.doubt is not None and told is not None else ""
            warnings = status.warnings if status is not None else ()
            self.banner.tell("\n".join(worded(one) for one in warnings if one != doubt), "warning", folder)
        self._refresh_told(status, folder)

    def _refresh_told(self, status: NodeStatus | None, folder: Path | None) -> None:
        infos = status.infos if status is not None else ()
        more = len(infos) - MOST_TOLD
        lines = [
            *map(worded, infos[:MOST_TOLD]),
            *([self.tr("The log has {count} more.").format(count=more)] if more > 0 else []),
        ]
        self.told.tell("\n".join(lines), "info", folder)

    def _given(self, status: NodeStatus) -> dict[str, Spec | None]:
        """The columns that a reader gives; once it is told to give some of them only, those that it gave before too."""
        step = self.session.step(self.nodes[0])
        stored = self._stored()
        chooses = any(
            entry.shape.kind == "columns" and self._value(entry, stored) != entry.default
            for entry in self.subject.entries
        )
        now = {port: one.spec for port, one in status.outputs.items() if isinstance(one.spec, TableSpec)}
        if chooses:
            before = self._seen.get(step, {})
            now = {port: TableSpec(columns=merged([before.get(port, spec), spec])) for port, spec in now.items()}
        self._seen[step] = now
        return dict(now)

    def follows(self, steps: Sequence[str]) -> bool:
        """Whether the form has to do with what is told of these nodes: with those before, while it knows no columns."""
        return self.known.types() is None or any(self.session.step(node) in steps for node in self.nodes)

    def follow_statuses(self) -> None:
        """Take over what the engine process knows of the node: its columns, and what is wrong."""
        folder = self.session.document.folder
        if not self.writer.instances:
            self.known.fill({}, folder)
        else:
            node = self.nodes[0]
            status = self.session.status(node)
            inputs = inputs_of(self.session, node)
            given = {} if status is None else self._given(status)
            self.known.ask_again()
            self.known.fill(inputs, folder, given, tables_before(self.session, node, inputs))
        if self.fields and not self._writing and self.writer.instances:
            self._refresh_faults(self.writer.drafts())


def _start(entry: Entry) -> Any:
    """What stands in the field of a setting that must be given and is not: nobody has chosen the first of a list."""
    return None if entry.shape.kind == "choice" else blank(entry.shape)
