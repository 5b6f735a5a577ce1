"""Everything there is to say about one column: a histogram, figures, the commonest values."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from knode.app import theme
from knode.app.viewers.table.decoding import ColumnCells
from knode.app.viewers.table.popup import PopupFrame
from knode.app.viewers.table.sparkline import paint_sparkline, shown_figure
from knode.core.errors import KnodeError
from knode.host.table_protocol import ColumnStatistics

PICTURE = QSize(300, 96)


class HistogramPicture(QWidget):
    """The bars of a column, large."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: ColumnStatistics | None = None
        self.setFixedSize(PICTURE)
        self.setAccessibleName(self.tr("Histogram"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.found is not None:
            paint_sparkline(painter, QRectF(self.rect()).adjusted(0, 2, 0, -2), self.found)
        painter.end()


class StatisticsCard(PopupFrame):
    """Shows the full statistics of a column once they have come."""

    def __init__(self, parent: QWidget, column: ColumnCells) -> None:
        super().__init__(parent, column.name)
        self._picture = HistogramPicture(self)
        self._state = QLabel(self.tr("Looking at every value …"), self)
        self._state.setWordWrap(True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._figures.setVerticalSpacing(3)
        self.body.addWidget(self._picture)
        self.body.addWidget(self._state)
        self.body.addLayout(self._figures)

    def show_sketch(self, found: ColumnStatistics) -> None:
        """Show the bars that are known already."""
        self._picture.found = found
        self._picture.update()

    def show_statistics(self, found: ColumnStatistics) -> None:
        """Show all."""
        self.show_sketch(found)
        self._state.hide()
        for name, text in self._lines(found):
            self._add(name, text)
        self.adjustSize()

    def show_error(self, error: KnodeError) -> None:
        """Say why there are none."""
        self._state.setText(error.message)

    def _lines(self, found: ColumnStatistics) -> list[tuple[str, str]]:
        share = f" ({found.missing / found.rows:.1%})" if found.missing and found.rows else ""
        lines = [(self.tr("Rows"), f"{found.rows:,}"), (self.tr("Missing"), f"{found.missing:,}{share}")]
        if found.distinct is not None:
            about = self.tr("about {count:,}") if found.distinct_is_estimate else "{count:,}"
            lines.append((self.tr("Different values"), about.format(count=found.distinct)))
        names = {
            "min": self.tr("Smallest"),
            "q25": self.tr("Lower quartile"),
            "median": self.tr("Median"),
            "q75": self.tr("Upper quartile"),
            "max": self.tr("Largest"),
            "mean": self.tr("Mean"),
            "std": self.tr("Standard deviation"),
        }
        lines += [(title, shown_figure(found.figures[name])) for name, title in names.items() if name in found.figures]
        lines += [(_one_line(each.text), f"{each.count:,}") for each in found.top]
        if found.others:
            lines.append((self.tr("All others"), f"{found.others:,}"))
        return lines

    def _add(self, name: str, text: str) -> None:
        row = self._figures.rowCount()
        title, value = QLabel(name, self), QLabel(text, self)
        title.setStyleSheet(f"color: {theme.current().ui.muted};")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._figures.addWidget(title, row, 0)
        self._figures.addWidget(value, row, 1)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 36 else line[:35] + "…"
