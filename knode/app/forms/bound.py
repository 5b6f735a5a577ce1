"""What stands in the place of an editor when a setting takes its value from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from knode.app import icons
from knode.app.forms.editors.buttons import IconButton, Sign
from knode.core.workflow import Binding


class BoundChip(QFrame):
    """The parameter or variable that a setting is bound to, its value, and a button that unbinds."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bound")
        sign = Sign(14)
        sign.put(icons.icon("bind", "accent"))
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.unbind = IconButton("close", self.tr("Unbind {setting}").format(setting=title))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 3, 3)
        layout.setSpacing(6)
        layout.addWidget(sign)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.unbind)

    def show_binding(self, binding: Binding, value: str, title: str = "") -> None:
        """Say what it is; with a title where no label says what is bound."""
        form = self.tr("Parameter {name}") if binding.source == "parameter" else self.tr("Variable {name}")
        text = form.format(name=binding.name)
        text = f"{text} = {value}" if value else text
        self.text.setText(f"{title}: {text}" if title else text)
        self.setAccessibleName(self.text.text())
