"""The head of a node's form: what it is, its label, whether it runs, and its help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.forms.editors.buttons import IconButton, Sign
from knode.app.forms.editors.choice import Segments
from knode.app.forms.editors.inputs import LineEdit
from knode.core.node import Node
from knode.core.workflow import Mode

TEXT_BEGINS = 5
"""Pixels before the text of the label: its edge, padding, and what Qt leaves."""
MODES: tuple[Mode, ...] = ("run", "disabled", "bypass")


class NodeHeader(QWidget):
    """Icon and label of a node, its type and id, the switch of its mode, and its help behind a button."""

    renamed = Signal(str)
    mode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = Sign(26)
        self.label = LineEdit()
        self.label.setObjectName("node-label")
        self.label.setAccessibleName(self.tr("Label of the node"))
        self.label.textEdited.connect(self.renamed)
        self.label.editingFinished.connect(self._tidy)
        self.kind = QLabel()
        self.kind.setObjectName("hint")
        self.kind.setTextFormat(Qt.TextFormat.PlainText)
        self.kind.setWordWrap(True)
        self.help_button = IconButton("help", self.tr("Show help"), self._toggle_help)
        self.help = QLabel()
        self.help.setObjectName("help")
        self.help.setWordWrap(True)
        self.help.setTextFormat(Qt.TextFormat.MarkdownText)
        self.help.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.help.setOpenExternalLinks(False)
        self.help.hide()
        texts = [self.tr("Run"), self.tr("Disabled"), self.tr("Bypass")]
        self.modes = Segments(texts, self.tr("Mode of the node"))
        self.modes.group.idClicked.connect(lambda number: self.mode_chosen.emit(MODES[number]))
        self._arrange()

    def _arrange(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.label)
        names.addWidget(self.kind)
        self.kind.setContentsMargins(TEXT_BEGINS, 0, 0, 0)
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        top.addWidget(self.help_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.help)
        layout.addWidget(self.modes)

    def show_class(self, cls: type[Node] | None, icon: str, help_text: str) -> None:
        """Show the icon and the help of a node class, or of what is none."""
        self.icon.put(icons.node_icon(cls) if cls is not None else icons.icon(icon, "muted"))
        self.help.setText(help_text)
        self.help_button.setVisible(bool(help_text))

    def show_node(self, label: str, title: str, kind: str, mode: Mode) -> None:
        """Show one node: its own label, what it is called without one, its type and id, and its mode."""
        self.label.setEnabled(True)
        self.label.put(label)
        self.label.setPlaceholderText(title)
        self.label.setToolTip(label)
        self.kind.setText(kind)
        self.modes.set_index(MODES.index(mode))

    def show_many(self, text: str, kind: str, mode: Mode) -> None:
        """Show that several nodes are selected."""
        self.label.put(text)
        self.label.setEnabled(False)
        self.kind.setText(kind)
        self.modes.set_index(MODES.index(mode))

    def _tidy(self) -> None:
        """A label has no spaces around, which may stand there only while it is typed."""
        text = self.label.text().strip()
        if self.label.isEnabled() and text != self.label.text():
            self.label.setText(text)
            self.renamed.emit(text)

    def _toggle_help(self) -> None:
        self.show_help(self.help.isHidden())

    def show_help(self, shown: bool) -> None:
        """Open the help, or close it."""
        self.help.setVisible(shown)
        self.help_button.put(
            "help", self.tr("Hide help") if shown else self.tr("Show help"), "accent" if shown else "muted"
        )
