"""What the guide shows: a card with the step in words, and a ring around the place that it is about."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.quick.quick_add import SHADOW, paint_card

WIDTH = 330
GAP = 6
DOT = 7


class GuideCard(QFrame):
    """Says what to do. It never takes the keyboard by itself, and nothing waits for it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.heading = QLabel()
        self.heading.setFont(theme.font(11.5, 600))
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setFixedWidth(WIDTH - 32)
        self.dots = _Dots()
        self.skip = QPushButton(self.tr("Skip"))
        self.leave = QPushButton(self.tr("Leave"))
        for button in (self.skip, self.leave):
            button.setFlat(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._arrange()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.dots)
        foot.addStretch()
        foot.addWidget(self.skip)
        foot.addWidget(self.leave)
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 16, SHADOW + 13, SHADOW + 12, SHADOW + 8)
        box.setSpacing(6)
        box.addWidget(self.heading)
        box.addWidget(self.words)
        box.addLayout(foot)

    def say(self, heading: str, words: str, number: int, count: int) -> None:
        """Show a step."""
        self.heading.setText(heading)
        self.words.setText(words)
        self.dots.show_step(number, count)
        said = self.tr("Step {number} of {count}: {heading}").format(number=number + 1, count=count, heading=heading)
        self.setAccessibleName(said)
        self.setAccessibleDescription(self.words.text().replace("<b>", "").replace("</b>", ""))
        self.resize(QSize(WIDTH + 2 * SHADOW, self._box.totalHeightForWidth(WIDTH + 2 * SHADOW)))

    def stand_beside(self, place: QRect | None) -> None:
        """Stand beside a place on the window without covering it, or in its corner when there is no room."""
        room = self._over.rect()
        spots = [room.bottomRight() - QPoint(self.width(), self.height() + 30)]
        if place is not None:
            middle = place.center()
            up = place.center().y() - self.height() // 2
            spots = [
                QPoint(place.right() + GAP - SHADOW + 6, up),
                QPoint(place.left() - self.width() - GAP + SHADOW - 6, up),
                QPoint(middle.x() - self.width() // 2, place.bottom() + GAP - SHADOW + 6),
                QPoint(middle.x() - self.width() // 2, place.top() - self.height() - GAP + SHADOW - 6),
                *spots,
            ]
        self.move(_kept_in(room, next((spot for spot in spots if self._fits(spot, place)), spots[-1]), self.size()))

    def _fits(self, spot: QPoint, place: QRect | None) -> bool:
        """Whether the card covers nothing of the place when it is moved there and then kept in the window."""
        kept = QRect(_kept_in(self._over.rect(), spot, self.size()), self.size())
        card = kept.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        return place is None or not card.intersects(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_card(painter, place)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(QRectF(place.left() + 1, place.top() + 12, 3, place.height() - 24), 1.5, 1.5)


class _Dots(QWidget):
    """How far one is: a row of dots, those that are done filled, the present one wide."""

    def __init__(self) -> None:
        super().__init__()
        self._number, self._count = 0, 0

    def show_step(self, number: int, count: int) -> None:
        """Show the step at `number` of `count`."""
        self._number, self._count = number, count
        self.setFixedSize((count + 1) * (DOT + 5), DOT + 4)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        across = 0.0
        for step in range(self._count):
            width = DOT * 2.4 if step == self._number else DOT
            painter.setBrush(theme.colour("accent" if step <= self._number else "strong_border"))
            painter.drawRoundedRect(QRectF(across, 2, width, DOT), DOT / 2, DOT / 2)
            across += width + 5


class Ring(QWidget):
    """A ring around a place of the window. The mouse goes through it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def surround(self, place: QRect | None) -> None:
        """Stand around a place; around nothing when it is None."""
        self.setVisible(place is not None)
        if place is not None:
            self.setGeometry(place.adjusted(-4, -4, 4, 4).intersected(self.parentWidget().rect()))  # type: ignore[union-attr]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(theme.colour("accent"))
        halo = QColor(colour)
        halo.setAlphaF(0.22)
        for pen in (QPen(halo, 6), QPen(colour, 2)):
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 9, 9)


def _kept_in(room: QRect, spot: QPoint, size: QSize) -> QPoint:
    across = max(-SHADOW, min(spot.x(), room.width() - size.width() + SHADOW))
    down = max(-SHADOW, min(spot.y(), room.height() - size.height() + SHADOW))
    return QPoint(across, down)
