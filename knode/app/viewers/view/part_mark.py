"""The frame around the part of a plot at which the keyboard is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from knode.app import theme

if TYPE_CHECKING:
    from knode.core.plot import Rows
    from knode.picture.plot_places import Box, Place

RIM = 3
SIDEWAYS = 3.0
"""How much further a part seems that does not lie straight ahead."""
DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
Seen = dict[int, "tuple[Box, float, float]"]
"""The parts in sight by their numbers, with their middles."""


class PartMark(QWidget):
    """Stands on a canvas around one of the parts that lead to rows; its accessible name is that of the part."""

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.current: int | None = None
        """The number of the part."""
        self._canvas = canvas
        self._places: list[Place] | None = None
        canvas.mpl_connect("draw_event", self._drawn)

    @property
    def places(self) -> list[Place]:
        """The parts; looked for when the keyboard first wants one."""
        if self._places is None:
            from knode.picture.plot_places import places_of

            self._places = places_of(self._canvas.figure)
        return self._places

    @property
    def rows(self) -> Rows | None:
        """The rows of the part that is marked."""
        return self.places[self.current].rows if self.current is not None and self.isVisible() else None

    def enter(self) -> bool:
        """Mark the part where the keyboard was last, or the first; False where there is none."""
        seen = self._seen()
        if not seen:
            return False
        self.mark(self.current if self.current in seen else _reading(seen)[0])
        return True

    def go(self, key: int) -> bool:
        """Go where a key leads; False for a key that leads nowhere."""
        if key not in DIRECTIONS and key not in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return False
        if self.current is None or not self.isVisible():
            return self.enter()
        seen = self._seen()
        if self.current not in seen:
            return self.enter()
        if key in DIRECTIONS:
            self.mark(_ahead(seen, self.current, *DIRECTIONS[Qt.Key(key)]))
        else:
            self.mark(_reading(seen)[0 if key == Qt.Key.Key_Home else -1])
        return True

    def mark(self, number: int | None) -> None:
        """Stand around a part; None for staying where it is."""
        if number is None:
            return
        self.current = number
        self.setAccessibleName(self.places[number].name)
        self._stand()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Focus))

    def _drawn(self, _: object) -> None:
        if self.isVisible():
            self._stand()

    def _stand(self) -> None:
        box = self.places[self.current].box() if self.current is not None else None
        if box is None:
            return self.hide()
        ratio, high = self._canvas.device_pixel_ratio, self._canvas.figure.bbox.height
        left, right, top, bottom = (
            round(side / ratio) for side in (box.left, box.right, high - box.top, high - box.bottom)
        )
        self.setGeometry(QRect(left, top, right - left, bottom - top).adjusted(-RIM, -RIM, RIM, RIM))
        return None

    def _seen(self) -> Seen:
        boxes = ((number, place, place.box()) for number, place in enumerate(self.places))
        return {number: (box, *place.middle(box)) for number, place, box in boxes if box is not None}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for colour, width in (("card", 5.0), ("ink", 2.5)):
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -3, -3), 3, 3)
        painter.end()


def _reading(seen: Seen) -> list[int]:
    """The parts from top left to bottom right."""
    return sorted(seen, key=lambda number: (-round(seen[number][2]), round(seen[number][1])))


def _ahead(seen: Seen, current: int, right: int, up: int) -> int | None:
    """The nearest part in a direction."""
    _, x, y = seen[current]
    found = []
    for number, (_, other_x, other_y) in seen.items():
        ahead = (other_x - x) * right + (other_y - y) * up
        aside = abs((other_x - x) * up) + abs((other_y - y) * right)
        if ahead > 1:
            found.append((ahead + SIDEWAYS * aside, number))
    return min(found)[1] if found else None
