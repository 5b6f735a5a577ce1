"""The history of tries: each row that was sent with its answer, to be compared and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidgetItem

from knode.app.deploy.answer_view import said
from knode.app.deploy.pieces import FittedTree
from knode.app.deploy.row_form import Inputs
from knode.host.try_protocol import Answer

MOST = 100
TRY = Qt.ItemDataRole.UserRole


@dataclass(slots=True)
class Try:
    """A row that was sent: the example that it began with, what was changed in it, and the answer."""

    number: int
    inputs: Inputs
    example: int
    changed: Sequence[str]
    answer: Answer


class TriesList(FittedTree):
    """Tries, the newest first. Enter or a click brings one back."""

    chosen = Signal(object)

    def __init__(self) -> None:
        titles = [self.tr("Try"), self.tr("Answer"), self.tr("Changed in the example")]
        super().__init__(titles, self.tr("Earlier tries"), most=8)
        self.header().setStretchLastSection(True)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        self._count = 0

    def add(self, inputs: Inputs, example: int, changed: Sequence[str], answer: Answer) -> None:
        """Note a try."""
        self._count += 1
        made = Try(self._count, inputs, example, changed, answer)
        item = QTreeWidgetItem([str(made.number), _short(answer), self._origin(made)])
        item.setData(0, TRY, made)
        item.setToolTip(2, item.text(2))
        self.insertTopLevelItem(0, item)
        self.setCurrentItem(item)
        while self.topLevelItemCount() > MOST:
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        self.fit()

    def forget(self) -> None:
        """Begin anew, for another bundle."""
        self.clear()
        self._count = 0
        self.fit()

    def _origin(self, made: Try) -> str:
        row = self.tr("row {number}").format(number=made.example + 1)
        return f"{row}: {', '.join(made.changed)}" if made.changed else row

    def _choose(self, item: QTreeWidgetItem) -> None:
        self.chosen.emit(item.data(0, TRY))


def _short(answer: Answer) -> str:
    if answer.prediction is None:
        return "–"
    best = answer.chances[0].chance if answer.chances else None
    return said(answer.prediction) + (f" · {best:.1%}" if best is not None else "")
