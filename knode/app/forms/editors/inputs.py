"""The plain input widgets that editors are made of: they scroll and undo as a form wants it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from knode.app import icons, theme

PADDING = 5
"""What the style sheet leaves around a text, above and below."""
BESIDE = 2
"""Pixels that Qt leaves at both sides of a line of text."""
ROOM, CUT = 32, 54
"""Pixels of an open list, and of a closed one, that are no text: a scroll bar or a sign, the edges."""
OWN_UNDO = ("edit-undo", "edit-redo")


def is_undo(event: QEvent) -> bool:
    """Whether a key takes something back, or does it again: that is the document's, not a field's."""
    if not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class LineEdit(QLineEdit):
    """A line of text without an undo of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(48)

    def put(self, text: str) -> None:
        """Show a text and leave the cursor where it is."""
        if text == self.text():
            return
        place = self.cursorPosition()
        self.setText(text)
        self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def shown(self) -> str:
        """The text as it is on screen: while nobody writes, one that is too long ends in "…"."""
        if self.hasFocus() or self.echoMode() != QLineEdit.EchoMode.Normal:
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room().width())

    def _room(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room = room.marginsRemoved(self.textMargins())
        for sign in (one.geometry() for one in self.findChildren(QToolButton) if one.isVisible()):
            if sign.center().x() < self.width() / 2:
                room.setLeft(max(room.left(), sign.right() + 1))
            else:
                room.setRight(min(room.right(), sign.left() - 1))
        return room.adjusted(BESIDE, 0, -BESIDE, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown()
        if shown == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(self._room(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() in OWN_UNDO:
                menu.removeAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


class TextArea(QPlainTextEdit):
    """Lines of text without an undo of their own, as tall as their content within limits."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 3, most: int = 14) -> None:
        super().__init__(parent)
        self._least, self._most = least, most
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height that the lines need, as they are wrapped."""
        lines = max(self._least, min(self._most, self._lines()))
        around = 2 * (self.frameWidth() + int(self.document().documentMargin()) + PADDING)
        if self.lineWrapMode() == self.LineWrapMode.NoWrap:
            around += self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + around)

    def _lines(self) -> int:
        """How many lines there are on screen; not counted to the end where there is no room for more."""
        lines, block, layout = 0, self.document().firstBlock(), self.document().documentLayout()
        while block.isValid() and lines < self._most:
            layout.blockBoundingRect(block)  # Only what is asked for is laid out.
            lines, block = lines + max(1, block.layout().lineCount()), block.next()
        return lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def content(self) -> str:
        """The text as it is: Qt's own `toPlainText` makes plain spaces of those that do not break."""
        return self.document().toRawText().replace("\u2029", "\n")

    def put(self, text: str) -> None:
        """Show a text; only what differs is exchanged, so that the cursor and the scroll bar stay where they are."""
        old = self.content()
        if text == old:
            return
        start, end = common_ends(old, text)
        cursor = self.textCursor()
        place = cursor.position()
        first = units(old[:start])
        cursor.setPosition(first)
        cursor.setPosition(units(old[: len(old) - end]), cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()  # Inserting an empty text would leave what is selected.
        cursor.insertText(text[start : len(text) - end])
        if place <= first:
            cursor.setPosition(place)
            self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_undo(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


def units(text: str) -> int:
    """How long Qt thinks a text is: it counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts share at their begin and, of the rest, at their end."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


class ComboBox(QComboBox):
    """A list to choose from that does not change when a person scrolls past it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)

    def showPopup(self) -> None:
        """The list is as wide as its longest text."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + ROOM)
        super().showPopup()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self.width() - CUT
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = 12
        place = QRectF(self.width() - side - 7, (self.height() - side) / 2, side, side)
        icons.draw(painter, "chevron-down", place, theme.colour("muted" if self.isEnabled() else "faint"))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CheckBox(QCheckBox):
    """A box to tick; the tick is drawn here, as a style sheet takes files only."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            painter = QPainter(self)
            draw_tick(painter, QRectF(place))
            painter.end()


def draw_tick(painter: QPainter, place: QRectF) -> None:
    """Tick a box."""
    icons.draw(painter, "check", place.adjusted(2, 2, -2, -2), theme.colour("accent_ink"), 3.4)


class TickDelegate(QStyledItemDelegate):
    """Draws the ticks of a list as those of the boxes beside it."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            self.initStyleOption(option, index)
            widget = option.widget
            place = widget.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, widget)
            draw_tick(painter, QRectF(place))


class Slider(QSlider):
    """A slider that does not move when a person scrolls past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
