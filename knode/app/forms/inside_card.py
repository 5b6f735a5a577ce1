"""What a node runs that holds a workflow, such as a Loop: it is opened here, and given nodes of the canvas."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.canvas.shapes import known_ports
from knode.app.edit.commands.components import BESIDE
from knode.app.edit.commands.taking import StartInside, TakeInside
from knode.app.flow_layout import FlowLayout
from knode.app.forms.editors.buttons import pop_up
from knode.app.session import Session
from knode.core.workflow import Instance, Workflow

NAMED = 3
"""Nodes that are told by name."""
LISTED = 12
"""Learners that the menu offers."""


class InsideCard(QFrame):
    """Says what is inside a node, and has buttons that open it and put nodes into it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.node = ""
        self.selected_before: tuple[str, ...] = ()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        caption = QLabel(self.tr("What it runs"))
        caption.setObjectName("caption")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.open_button = _button("component", self.tr("Open"))
        self.open_button.setToolTip(self.tr("Look at the nodes inside, to change them"))
        self.open_button.clicked.connect(self.open)
        self.take_button = _button("add", self.tr("Put Nodes In"))
        self.take_button.setToolTip(self.tr("Choose nodes of the canvas that it runs"))
        self.take_button.clicked.connect(lambda: pop_up(self.menu(), self.take_button))
        buttons = FlowLayout(gap=6)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(4)
        for widget in (caption, self.text):
            layout.addWidget(widget)
        layout.addLayout(buttons)

    def show_node(self, node: str, selected_before: tuple[str, ...]) -> None:
        """Be about a node; `selected_before` are the nodes that were selected when it was not yet."""
        self.node, self.selected_before = node, selected_before
        names = _names(self._instance.workflow)
        shown = ", ".join(names[:NAMED])
        if len(names) > NAMED:
            shown = self.tr("{names} and {count} more").format(names=shown, count=len(names) - NAMED)
        self.text.setText(shown or self.tr("Nothing yet. Put the nodes in that it is to run, or open it and add some."))

    @property
    def _instance(self) -> Instance:
        return self.session.workflow.nodes[self.node]

    # ---- what a person does

    def open(self) -> None:
        """Look at the inside; one that holds nothing gets an inside first."""
        if self._instance.workflow is None:
            self.session.do(StartInside(self.session.path, self.node))
        self.session.set_path((*self.session.path, self.node))

    def menu(self) -> QMenu:
        """What of the canvas can be put in: the nodes that were selected before, or a learner."""
        menu = QMenu(self)
        workflow = self.session.workflow
        before = tuple(node for node in self.selected_before if node in workflow and node != self.node)
        if before:
            names = ", ".join(_title(workflow.nodes[node]) for node in before[:NAMED])
            more = f" + {len(before) - NAMED}" if len(before) > NAMED else ""
            text = self.tr("Selected before: {names}").format(names=names + more)
            menu.addAction(text).triggered.connect(lambda: self._take(before))
            menu.addSeparator()
        for node in [one for one in _learners(workflow, self.node) if (one,) != before][:LISTED]:
            action = menu.addAction(icons.icon("component"), _told(workflow.nodes[node]))
            action.triggered.connect(lambda _=False, node=node: self._take((node,)))
        if menu.isEmpty():
            menu.addAction(self.tr("Select the nodes on the canvas first, then this one")).setEnabled(False)
        return menu

    def _take(self, nodes: tuple[str, ...]) -> None:
        beside = self._instance.type in BESIDE
        self.session.do(TakeInside(self.session.path, self.node, nodes, beside=beside))


def _button(icon: str, text: str) -> QPushButton:
    made = QPushButton(icons.icon(icon, "accent"), text)
    made.setAutoDefault(False)
    return made


def _names(inside: Workflow | None) -> list[str]:
    """The nodes inside but for its ends."""
    if inside is None:
        return []
    return [_title(one) for one in inside.nodes.values() if not _is_end(inside, one)]


def _is_end(workflow: Workflow, instance: Instance) -> bool:
    cls = workflow.registry.find(instance.type)
    return cls is not None and cls.boundary is not None


def _title(instance: Instance) -> str:
    return instance.label or instance.title


def _told(instance: Instance) -> str:
    return f"{_title(instance)} ({instance.id})"


def _learners(workflow: Workflow, but: str) -> Iterator[str]:
    """The nodes that make a model of a table, and nothing else."""
    for node in workflow.nodes:
        ports = known_ports(workflow, node) if node != but else None
        gives = {port.kind for port in ports.outputs} if ports is not None else set()
        if ports is not None and gives == {"model"} and any(port.kind == "table" for port in ports.inputs):
            yield node
