"""Small pieces that the panels of this part are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSizePolicy,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from knode.app import icons, theme
from knode.app.forms import look

Level = Literal["good", "bad", "warning", "plain"]
SIGNS = {
    "good": ("check", "success"),
    "bad": ("error", "danger"),
    "warning": ("warning", "warning"),
    "plain": ("info", "muted"),
}
BACKS = {"bad": "danger_back", "warning": "warning_back"}
ICON = 18
ROUNDS_UP = 0.9995
"""Of a unit: from here on it is told in that unit, and not as a thousand of the smaller one."""


class Glyph(QWidget):
    """One of our icons, painted at the scale of the screen."""

    def __init__(self, name: str, colour: str = "muted", size: int = ICON) -> None:
        super().__init__()
        self.name, self.colour = name, colour
        self.setFixedSize(QSize(size, size))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def put(self, name: str, colour: str) -> None:
        """Show another icon."""
        self.name, self.colour = name, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.draw(painter, self.name, QRectF(self.rect()), theme.colour(self.colour))
        painter.end()


class Notice(QFrame):
    """One sentence that matters: an icon for who does not see colours, and room for buttons below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("deployNotice")
        self.level: Level = "plain"
        self.sign = Glyph("info")
        self.label = QLabel(wordWrap=True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.below = QVBoxLayout()
        self.below.setSpacing(4)
        words = QVBoxLayout()
        words.addWidget(self.label)
        words.addLayout(self.below)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(9)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.switch().changed.connect(self._paint)
        self.hide()

    def tell(self, text: str, level: Level = "plain", buttons: Sequence[QWidget] = ()) -> None:
        """Say something; the buttons of what was said before go."""
        self.level = level
        self.label.setText(text)
        self.setAccessibleName(text)
        while (item := self.below.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for button in buttons:
            self.below.addWidget(button)
        self._paint()
        self.setVisible(bool(text))

    def _paint(self) -> None:
        name, colour = SIGNS[self.level]
        self.sign.put(name, colour)
        back = theme.colour(BACKS.get(self.level, "hover")).name()
        edge = theme.colour(colour if self.level != "plain" else "border").name()
        self.setStyleSheet(
            f"#deployNotice {{ background: {back}; border: 1px solid {edge}; border-radius: 8px; }}"
            f"#deployNotice QLabel {{ background: transparent; color: {theme.colour('ink').name()}; }}"
        )


class FormWidget(QWidget):
    """A widget whose editors look as those of the settings form do."""

    def __init__(self) -> None:
        super().__init__()
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setStyleSheet(look.style_sheet(theme.current()))


class Section(QWidget):
    """A part of a panel under a heading that folds it away."""

    def __init__(self, title: str, *, is_open: bool = True) -> None:
        super().__init__()
        self.head = QToolButton()
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setChecked(is_open)
        self.head.setAutoRaise(True)
        # It stays down while the section is open, and should not look chosen.
        self.head.setStyleSheet("QToolButton { padding: 3px 2px; } QToolButton:checked { background: transparent; }")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(13, 13))
        font = self.head.font()
        font.setBold(True)
        self.head.setFont(font)
        self.head.toggled.connect(self._fold)
        self.note = soft("")
        self.inside = QWidget()
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(6)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.head)
        line.addStretch(1)
        line.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self.inside)
        self._fold(is_open)

    def _fold(self, is_open: bool) -> None:
        self.head.setIcon(icons.icon("chevron-down" if is_open else "chevron-right", "muted"))
        self.inside.setVisible(is_open)


class ElidedLabel(QLabel):
    """A line that may be selected and is cut in its middle where there is no room; its tool tip is whole."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.whole = ""
        self.setMinimumWidth(40)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.put(text)

    def put(self, text: str) -> None:
        """Show another text."""
        self.whole = text
        self.setToolTip(text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideMiddle, max(self.width() - 2, 40)))


class FittedTree(QTreeWidget):
    """A list as tall as its rows, up to a limit, so that the panel around it scrolls."""

    def __init__(self, titles: Sequence[str], name: str, *, most: int = 14) -> None:
        super().__init__()
        self._most = most
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setObjectName("fitted")
        self.setHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self.setIconSize(QSize(15, 15))
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(False)
        self.header().setMinimumSectionSize(40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def stretch(self, column: int) -> None:
        """Let one column take what is left of the width."""
        self.header().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def fit(self) -> None:
        """Take the height that the rows need."""
        rows = min(self.topLevelItemCount(), self._most)
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(self.header().sizeHint().height() + rows * height + 2 * self.frameWidth() + 4)


def soft(text: str) -> QLabel:
    """A line that steps back."""
    made = QLabel(text, wordWrap=True)
    made.setObjectName("cardText")
    return made


def size_text(count: int) -> str:
    """Bytes as a person reads them."""
    for unit, step in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        shown = count / step
        if shown >= ROUNDS_UP:
            return f"{QLocale().toString(shown, 'f', 0 if shown >= 100 else 1)} {unit}"
    return f"{count} B"


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
