"""The search bar over the canvas: finds nodes and notes of the workflow and goes from one to the next."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.quick.quick_add import SHADOW, paint_card
from knode.app.quick.searching import Found, TextIndex
from knode.app.session import Session

WIDTH = 380
MARGIN = 10


class NodeSearch(QFrame):
    """A bar in the upper right corner of the canvas.

    What is typed is searched at once and the first hit shown; Enter or Down goes on, Shift+Enter or Up back, Escape closes.
    `visited` names what is to be shown; the bar itself changes which component is looked at and what is selected.
    """

    visited = Signal(object)
    """A Found."""
    closed = Signal()

    def __init__(self, session: Session, over: QWidget) -> None:
        # Not a child of the canvas: the canvas's keys, such as arrows and Delete, count in all of its children.
        super().__init__(over.parentWidget() or over)
        self._over = over
        self.setAccessibleName(self.tr("Find in the workflow"))
        self._session = session
        self._index: TextIndex | None = None
        self.found: list[Found] = []
        self.position = -1
        self.field = self._made_field()
        self.count = QLabel()
        self.where = QLabel()
        self.where.setFont(theme.font(9))
        self._arrange()
        session.document.changed.connect(self._forget)
        self.field.textChanged.connect(self._search)
        over.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the bar, what was searched before selected in it."""
        self._settle()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def step(self, by: int) -> None:
        """Go to the next hit, or to the one before; round the ends."""
        if self._index is None:
            self._search(self.field.text())
        elif self.found:
            self.position = (self.position + by) % len(self.found)
            self._visit()

    # ---- its parts

    def _made_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(self.tr("Find a name, a setting, a note"))
        field.setAccessibleName(self.tr("Find in the workflow"))
        field.setFrame(False)
        field.setMinimumHeight(28)
        field.setStyleSheet("QLineEdit { background: transparent; border: none; }")
        field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        field.installEventFilter(self)
        return field

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        for glyph, text, handler in (
            ("chevron-up", self.tr("Previous"), lambda: self.step(-1)),
            ("chevron-down", self.tr("Next"), lambda: self.step(1)),
            ("close", self.tr("Close"), self.close_bar),
        ):
            row.addWidget(_button(glyph, text, handler))
        box = QVBoxLayout(self)
        box.setContentsMargins(SHADOW + 6, SHADOW + 3, SHADOW + 4, SHADOW + 5)
        box.setSpacing(0)
        box.addLayout(row)
        box.addWidget(self.where)
        self.where.setContentsMargins(8, 0, 8, 2)
        self.where.hide()

    def _settle(self) -> None:
        """Stand in the corner, as large as what is in it."""
        width = min(WIDTH + 2 * SHADOW, self._over.width())
        self.resize(QSize(width, self.sizeHint().height()))
        corner = QPoint(self._over.width() - width + SHADOW - MARGIN, MARGIN - SHADOW)
        self.move(corner if self.parentWidget() is self._over else self._over.mapToParent(corner))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_card(QPainter(self), QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW), 8.0)

    # ---- searching

    def _forget(self) -> None:
        """The workflow changed: search anew before the next step."""
        self._index = None

    def _search(self, typed: str) -> None:
        if self._index is None:
            self._index = TextIndex(self._session.document.workflow)
        self.found = self._index.search(typed)
        self.position = 0 if self.found else -1
        if self.found:
            self._visit()
        else:
            self._tell(self.tr("No hits") if typed.strip() else "", "")

    def _visit(self) -> None:
        found = self.found[self.position]
        text = self.tr("{number} of {count}").format(number=self.position + 1, count=len(self.found))
        self._session.set_path(found.path)
        self._session.select([found.key])
        self._tell(text, self._place_of(found))
        self.visited.emit(found)

    def _place_of(self, found: Found) -> str:
        """In which component and in what the text was found."""
        instance = self._session.workflow.nodes.get(found.key) if found.is_node else None
        name = instance.title if instance is not None else ""
        parts = ["/".join(found.path), name, f"{found.what}: {found.excerpt}" if found.what else ""]
        return " · ".join(part for part in parts if part)

    def _tell(self, count: str, where: str) -> None:
        colour = theme.colour("danger" if self.field.text().strip() and not self.found else "muted").name()
        self.count.setText(f'<span style="color:{colour}">{count}</span>')
        metrics = self.where.fontMetrics()
        elided = metrics.elidedText(where, Qt.TextElideMode.ElideRight, WIDTH - 40)
        self.where.setText(f'<span style="color:{theme.colour("muted").name()}">{escape(elided)}</span>')
        self.where.setVisible(bool(where))
        self.setAccessibleDescription(f"{count} {where}")
        self._settle()

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and watched is self._over:
            self._settle()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.step(-1 if back else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            return False
        return True

    def close_bar(self) -> None:
        """Go away; what was found stays selected."""
        self.hide()
        self._over.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()


def _button(glyph: str, text: str, handler: object) -> QToolButton:
    button = QToolButton()
    button.setIcon(icons.icon(glyph))
    button.setToolTip(text)
    button.setAccessibleName(text)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(handler)
    return button
