"""The columns of an input or output of a capture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QTreeWidgetItem

from knode.app import icons
from knode.app.deploy.pieces import FittedTree
from knode.app.forms.editors.columns import type_words
from knode.core.spec import column_type

MOST_VALUES = 6


class SignatureList(FittedTree):
    """Inputs and outputs with their columns: name, type, and what is known of the values."""

    def __init__(self, name: str) -> None:
        super().__init__([self.tr("Column"), self.tr("Type"), self.tr("Values")], name, most=10)
        self.header().setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_ends(self, ends: Mapping[str, Mapping[str, Any]]) -> None:
        """Show ends as `knode.deploy.preview` tells them, each under its name where there are several."""
        self.clear()
        for name, end in ends.items():
            if len(ends) > 1:
                head = QTreeWidgetItem([name])
                font = QFont(self.font())
                font.setBold(True)
                head.setFont(0, font)
                self.addTopLevelItem(head)
                head.setFirstColumnSpanned(True)
            for column in end["columns"]:
                self.addTopLevelItem(self._item(column))
            gone = end.get("columns_left_out", [])
            if gone:
                text = self.tr("%n column(s) that nothing needs", "", len(gone))
                item = QTreeWidgetItem([text])
                item.setToolTip(0, ", ".join(gone[:40]))
                item.setDisabled(True)
                self.addTopLevelItem(item)
                item.setFirstColumnSpanned(True)
        self.fit()

    def _item(self, column: Mapping[str, Any]) -> QTreeWidgetItem:
        kind = column_type(column["dtype"])
        item = QTreeWidgetItem([column["name"], type_words(kind), self._values(column)])
        item.setIcon(0, icons.icon(f"column-{kind}", "muted"))
        item.setToolTip(0, column["name"])
        item.setToolTip(1, column["dtype"])
        item.setToolTip(2, item.text(2))
        return item

    def _values(self, column: Mapping[str, Any]) -> str:
        parts = []
        if column.get("range"):
            low, high = column["range"]
            parts.append(self.tr("{low} to {high}").format(low=f"{low:g}", high=f"{high:g}"))
        values = [str(value) for value in column.get("categories") or ()]
        if values:
            parts.append(", ".join(values[:MOST_VALUES]) + (" …" if len(values) > MOST_VALUES else ""))
        if column.get("nullable"):
            parts.append(self.tr("may be missing"))
        return ", ".join(parts)
