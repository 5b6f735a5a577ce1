"""What the values of a column look like, in the height of a line: bars of a histogram, or of the commonest values."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from knode.app import theme
from knode.host.table_protocol import ColumnStatistics

GAP = 1.0
WIDEST_BAR = 26.0
LEAST_HEIGHT = 1.5


def paint_sparkline(painter: QPainter, place: QRectF, found: ColumnStatistics) -> None:
    """Paint bars into a place; a column without any value has a line only."""
    painter.setPen(Qt.PenStyle.NoPen)
    if found.bins:
        _paint_bars(painter, place, [each.count for each in found.bins], theme.colour("accent"), touching=True)
    elif found.top and found.top[0].count == 1 and found.others:
        painter.setPen(theme.colour("faint"))
        painter.setFont(theme.font(8.5))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), _say("all different"))
    elif found.top:
        colour = theme.colour("kind:view")
        _paint_bars(painter, place, [each.count for each in found.top], colour, touching=False)
    painter.setPen(theme.colour("border"))
    painter.drawLine(place.bottomLeft(), place.bottomRight())


def _paint_bars(painter: QPainter, place: QRectF, counts: list[int], colour: QColor, *, touching: bool) -> None:
    most = max(counts) or 1
    step = place.width() / len(counts)
    if not touching:
        step = min(step, WIDEST_BAR)
    painter.setBrush(colour)
    for number, count in enumerate(counts):
        if count:
            height = max(LEAST_HEIGHT, count / most * (place.height() - 1))
            width = max(1.0, step - (GAP if step > 3 else 0))
            painter.drawRect(QRectF(place.left() + number * step, place.bottom() - height, width, height))


def summary(found: ColumnStatistics) -> list[str]:
    """The statistics in words, a few lines."""
    present = found.rows - found.missing
    lines = [_say("{present:,} values, {missing:,} missing").format(present=present, missing=found.missing)]
    if "min" in found.figures:
        low, high = shown_figure(found.figures["min"]), shown_figure(found.figures["max"])
        lines.append(_say("from {low} to {high}").format(low=low, high=high))
    lines += [f"{_short(each.text)}: {each.count:,}" for each in found.top]
    if found.others:
        lines.append(_say("others: {count:,}").format(count=found.others))
    if found.sampled is not None:
        lines.append(_say("judged by {count:,} of the rows, evenly taken").format(count=found.sampled))
    return lines


def shown_figure(value: float | str) -> str:
    """A figure of the statistics for the screen."""
    return (
        value
        if isinstance(value, str)
        else f"{value:,.6g}"
        if abs(value) < 1e6
        else f"{value:,.2f}".rstrip("0").rstrip(".")
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"


def _say(text: str) -> str:
    return QCoreApplication.translate("TableStatistics", text)
