"""The quick add popup: type a few letters, choose a node, and it stands on the canvas, connected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QLineEdit, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.quick.hit_list import ROW_HEIGHT, HitView
from knode.app.quick.port_mark import port_pixmap
from knode.app.quick.topic import topic
from knode.core.catalogue import Entry, Hit

WIDTH = 460
SHADOW = 14
ROWS = 7
PAGE = 6

Find = Callable[[str], list[Hit]]
"""What matches the typed text, the best first."""


class QuickAdd(QFrame):
    """A popup with a search field over a list of nodes.

    Enter chooses and closes, Ctrl+Enter chooses and stays open, Escape or a click elsewhere closes. It knows nothing of
    workflows: `find` says what there is to choose from, `chosen` what was chosen.
    """

    chosen = Signal(object, bool)
    """The Entry, and whether the popup stays open."""
    closed = Signal()

    def __init__(
        self, find: Find, parent: QWidget | None = None, *, context: str = "", kind: str = "", is_one: bool = False
    ) -> None:
        """`is_one`: a node is to be chosen, and none is to follow it."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Add a node"))
        self._find = find
        self._must_fit = bool(context)
        self.field = self._made_field()
        self.context = _ContextLine(context, kind, self)
        self.context.setVisible(bool(context))
        self.list = HitView(self)
        self.nothing = _muted_label("")
        self.nothing.setWordWrap(True)
        self._is_one = is_one
        several = self.tr("Enter adds  ·  Ctrl+Enter adds another  ·  Esc closes")
        self.foot = _muted_label(self.tr("Enter chooses  ·  Esc closes") if is_one else several)
        self._arrange()
        self.list.clicked.connect(lambda: self._choose(stays=False))
        self.list.entered.connect(self.list.setCurrentIndex)
        self.list.selectionModel().currentChanged.connect(self._point)
        self.field.textChanged.connect(self._search)
        self._search(self.field.text())

    def open_at(self, place: QPoint, typed: str = "") -> None:
        """Show the popup with its upper left corner at a point of the screen, moved so that all of it can be seen."""
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        self.move(_inside(QRect(place - QPoint(SHADOW, SHADOW), self._largest()), screen.availableGeometry()))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.setText(typed)

    def show_found(self, find: Find, context: str) -> None:
        """Go on with another search, after a choice that left the popup open."""
        self._find, self._must_fit = find, False
        self.context.say(context)
        self.field.clear()
        self._search("")

    def _largest(self) -> QSize:
        """Its size when the list is full, so that it stays on the screen whatever is typed."""
        return QSize(WIDTH + 2 * SHADOW, self.sizeHint().height() - self.list.height() + ROWS * ROW_HEIGHT)

    def entry(self) -> Entry | None:
        """The node that Enter takes."""
        hit = self.list.current()
        return hit.entry if hit else None

    # ---- its parts

    def _made_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(self.tr("Search nodes"))
        field.setAccessibleName(self.tr("Search nodes"))
        field.setClearButtonEnabled(True)
        field.setFont(theme.font(11.5))
        field.setFrame(False)
        field.setMinimumHeight(34)
        field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        field.setStyleSheet("QLineEdit { background: transparent; border: none; }")
        field.installEventFilter(self)
        return field

    def _arrange(self) -> None:
        box = QVBoxLayout(self)
        box.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        box.setContentsMargins(SHADOW + 6, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        box.setSpacing(4)
        box.addWidget(self.field)
        box.addWidget(self.context)
        box.addWidget(_Rule())
        box.addWidget(self.list)
        box.addWidget(self.nothing)
        box.addWidget(_Rule())
        box.addWidget(self.foot)
        self.foot.setContentsMargins(8, 1, 8, 1)
        self.nothing.setContentsMargins(12, 14, 12, 14)
        self.nothing.setFixedWidth(WIDTH - 12)
        self.list.setFixedWidth(WIDTH - 12)
        self.list.setStyleSheet("QListView { background: transparent; border: none; outline: none; }")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW))

    # ---- what it does

    def _search(self, typed: str) -> None:
        hits = self._find(typed)
        self.list.show_hits(hits)
        self.list.setFixedHeight(min(len(hits), ROWS) * ROW_HEIGHT)
        self.list.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        self.nothing.setText(self._words_for_nothing(typed.strip()))
        self._point()

    def _words_for_nothing(self, typed: str) -> str:
        if self._must_fit and not typed:
            return self.tr("No node fits here.")
        if self._must_fit:
            return self.tr("No node that fits here is called “{typed}”.").format(typed=typed)
        return self.tr("No node is called “{typed}”. Try another word for what it should do.").format(typed=typed)

    def _point(self) -> None:
        """Let the help panel, and a screen reader, know which node is current."""
        entry = self.entry()
        topic().show(entry.type if entry else "")
        self.field.setAccessibleDescription(f"{entry.name}. {entry.summary}" if entry else self.nothing.text())

    def _choose(self, *, stays: bool) -> None:
        entry = self.entry()
        if entry is None:
            return
        stays = stays and not self._is_one
        if not stays:
            self.close()
        self.chosen.emit(entry, stays)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        """Keys of the field that are the list's, or the popup's."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1,
            Qt.Key.Key_PageDown: PAGE, Qt.Key.Key_PageUp: -PAGE,
        }  # fmt: skip
        if key in steps:
            self.list.step(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(stays=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        topic().clear()
        self.closed.emit()


class _ContextLine(QWidget):
    """What the new node will be connected with: the port's kind as on the canvas, and words."""

    def __init__(self, text: str, kind: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 2)
        row.setSpacing(6)
        self._mark = QLabel()
        if kind:
            self._mark.setPixmap(port_pixmap(kind, 14, self.devicePixelRatioF()))
        row.addWidget(self._mark)
        self.words = _muted_label(text)
        row.addWidget(self.words, 1)

    def say(self, text: str) -> None:
        """Other words, without a port."""
        self._mark.hide()
        self.words.setText(text)
        self.setVisible(True)


class _Rule(QFrame):
    """A thin line between parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.colour("border"))

    def sizeHint(self) -> QSize:
        return QSize(10, 1)


def _muted_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setFont(theme.font(9))
    palette = label.palette()
    palette.setColor(label.foregroundRole(), theme.colour("muted"))
    label.setPalette(palette)
    return label


def paint_card(painter: QPainter, place: QRectF, radius: float = 10.0) -> None:
    """A raised card with a soft shadow, as popups and floating bars have it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shade = QColor(theme.current().palette.shade)
    for spread in range(SHADOW - 2, 0, -2):
        shade.setAlphaF(0.022)
        painter.setBrush(shade)
        painter.drawRoundedRect(
            place.adjusted(-spread, -spread + 3, spread, spread + 1), radius + spread, radius + spread
        )
    painter.setPen(theme.colour("strong_border"))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _inside(wanted: QRect, screen: QRect) -> QPoint:
    left = max(screen.left(), min(wanted.left(), screen.right() - wanted.width()))
    top = max(screen.top(), min(wanted.top(), screen.bottom() - wanted.height()))
    return QPoint(left, top)
