"""What is shown of a node whose pack is not installed: its settings as they stand in the file."""

from __future__ import annotations

import json

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.forms.banner import FormBanner
from knode.app.forms.header import NodeHeader
from knode.core.title import title_of
from knode.core.workflow import Instance


class PlaceholderForm(QWidget):
    """The settings of a placeholder as JSON, to be read only: nobody knows what they mean."""

    def __init__(self, instance: Instance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        header = NodeHeader()
        header.show_class(None, "placeholder", "")
        title = title_of(instance.type)
        header.show_node(instance.label, title, f"{instance.type} · {instance.id}", instance.mode)
        header.label.setReadOnly(True)
        header.modes.setEnabled(False)
        banner = FormBanner()
        self.text = QPlainTextEdit(json.dumps(dict(instance.settings), indent=2, ensure_ascii=False))
        self.text.setReadOnly(True)
        self.text.setFont(theme.font(9.5, mono=True))
        self.text.setAccessibleName(self.tr("Settings as JSON"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(10)
        for widget in (header, banner, self.text):
            layout.addWidget(widget)
        pack = instance.type.partition(".")[0]
        banner.tell(
            self.tr(
                "The pack “{pack}” is not installed. The node is kept as it is; install the pack to edit it."
            ).format(pack=pack),
            "warning",
        )
