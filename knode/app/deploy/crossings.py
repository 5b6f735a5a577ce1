"""What crosses the border of a capture, and what it leaves out, as lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem

from knode.app import icons
from knode.app.deploy.pieces import FittedTree, size_text

STEP = Qt.ItemDataRole.UserRole
ICONS = {"input": "import", "frozen": "lock", "output": "export"}


class CrossingsList(FittedTree):
    """Everything that enters or leaves: live rows, what is frozen and how large it is, the answers. A click shows its node."""

    node_chosen = Signal(str)

    def __init__(self) -> None:
        titles = [self.tr("What"), self.tr("From"), self.tr("Size")]
        super().__init__(titles, self.tr("What enters and leaves the capture"))
        self.stretch(1)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)

    def show_crossings(self, crossings: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> None:
        """Show crossings as `knode.deploy.preview` tells them; `labels` are the nodes' by step."""
        self.clear()
        for crossing in crossings:
            self.addTopLevelItem(self._item(crossing, labels))
        self.fit()

    def _item(self, crossing: Mapping[str, Any], labels: Mapping[str, str]) -> QTreeWidgetItem:
        step = str(crossing["from"]).partition(".")[0]
        item = QTreeWidgetItem([self._what(crossing), labels.get(step, crossing["from"]), self._amount(crossing)])
        item.setIcon(0, icons.icon(ICONS[crossing["as"]], f"kind:{crossing['kind']}"))
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, STEP, step)
        into = ", ".join(crossing["to"])
        item.setToolTip(1, f"{crossing['from']} → {into}" if into else crossing["from"])
        item.setToolTip(0, self._tip(crossing))
        return item

    def _what(self, crossing: Mapping[str, Any]) -> str:
        if crossing["as"] == "input":
            return self.tr("Live rows: {name}").format(name=crossing["name"])
        if crossing["as"] == "frozen":
            return self.tr("Frozen {kind}").format(kind=crossing["kind"])
        if crossing["explains"]:
            return self.tr("On request: {name}").format(name=crossing["name"])
        return self.tr("Answer: {name}").format(name=crossing["name"])

    def _tip(self, crossing: Mapping[str, Any]) -> str:
        tips = {
            "input": self.tr("Production brings these rows."),
            "frozen": self.tr("This value is packed into the bundle as it is now."),
            "output": self.tr("Production gets this back."),
        }
        return tips[crossing["as"]]

    def _amount(self, crossing: Mapping[str, Any]) -> str:
        if crossing["as"] == "frozen":
            return size_text(crossing["bytes"])
        rows = crossing.get("rows")
        return self.tr("{rows} rows").format(rows=QLocale().toString(rows)) if rows else ""

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.node_chosen.emit(item.data(0, STEP))


class LeftOutList(FittedTree):
    """The nodes that production does not repeat, and why. A tick keeps one in."""

    keep_changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__([self.tr("Repeat"), self.tr("Why not")], self.tr("What is left out"))
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.stretch(1)
        self.itemChanged.connect(lambda _: self.keep_changed.emit(self.kept()))

    def show_nodes(self, left_out: Mapping[str, str], kept: Sequence[str], labels: Mapping[str, str]) -> None:
        """Show nodes with their reasons; those that a person keeps are ticked."""
        self.blockSignals(True)
        self.clear()
        for step, reason in {**left_out, **dict.fromkeys(kept, self.tr("Repeated in production, as you wish"))}.items():
            item = QTreeWidgetItem([labels.get(step, step), reason])
            item.setData(0, STEP, step)
            item.setToolTip(0, step)
            item.setToolTip(1, reason)
            item.setCheckState(0, Qt.CheckState.Checked if step in kept else Qt.CheckState.Unchecked)
            self.addTopLevelItem(item)
        self.blockSignals(False)
        self.fit()

    def kept(self) -> tuple[str, ...]:
        """The steps that are to be repeated."""
        items = [item for row in range(self.topLevelItemCount()) if (item := self.topLevelItem(row)) is not None]
        return tuple(item.data(0, STEP) for item in items if item.checkState(0) == Qt.CheckState.Checked)
