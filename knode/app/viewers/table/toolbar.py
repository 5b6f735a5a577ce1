"""The line above a table: how many rows there are, searching, columns, export."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QProgressBar, QToolButton, QWidget

from knode.app import icons, theme

ICON = QSize(17, 17)
LEAST_FIELD_WIDTH, FIELD_WIDTH = 80, 230
BUSY_HEIGHT = 3


class Note(QLabel):
    """A line that makes no bar wider: one that is too long ends in "…"."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class TableToolbar(QWidget):
    """Search field and buttons. What they do is their owner's."""

    find_wanted = Signal(str, bool)
    """The text, and whether to look backwards."""
    filter_wanted = Signal(str)
    """Show only rows that hold the text; "" for all."""
    columns_wanted = Signal()
    row_wanted = Signal()
    export_wanted = Signal()
    detach_wanted = Signal()
    left = Signal()
    """Escape was pressed in the field."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = QLabel(self)
        self.count.setAccessibleName(self.tr("Number of rows"))
        self.note = Note(self)
        self.busy = self._make_busy()
        self.field = self._make_field()
        self.only = self._button("filter", self.tr("Show only rows with this text"))
        self.only.setCheckable(True)
        self.only.toggled.connect(self._filter)
        previous = self._button("chevron-up", self.tr("Previous (Shift+F3)"))
        following = self._button("chevron-down", self.tr("Next (F3)"))
        previous.clicked.connect(lambda: self.look_for(backwards=True))
        following.clicked.connect(lambda: self.look_for())
        self.columns = self._button("chevron-down", self.tr("Columns that are shown"))
        self.columns.setText(self.tr("Columns"))
        self.columns.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.columns.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        row = self._button("run-to", self.tr("Go to row (Ctrl+G)"))
        export = self._button("export", self.tr("Export …"))
        self.detach = self._button("detach", self.tr("Open in a window of its own"))
        self.columns.clicked.connect(self.columns_wanted)
        row.clicked.connect(self.row_wanted)
        export.clicked.connect(self.export_wanted)
        self.detach.clicked.connect(self.detach_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(1)
        layout.addWidget(self.count)
        layout.addWidget(self.note)
        layout.addStretch()
        layout.addWidget(self.field, 1)
        for part in (self.only, previous, following, self.columns, row, export, self.detach):
            layout.addWidget(part)

    def _make_busy(self) -> QProgressBar:
        bar = QProgressBar(self)
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("The engine is at work"))
        bar.hide()
        return bar

    def _make_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(self.tr("Find"))
        field.setToolTip(self.tr("Find in table (Ctrl+F)"))
        field.setAccessibleName(self.tr("Find in table"))
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(LEAST_FIELD_WIDTH)
        field.setMaximumWidth(FIELD_WIDTH)
        field.addAction(icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        field.installEventFilter(self)
        field.textChanged.connect(self._typed)
        return field

    def _button(self, icon: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icons.icon(icon))
        button.setIconSize(ICON)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Along the lower edge: it takes no room from what stands beside each other.
        self.busy.setGeometry(0, self.height() - BUSY_HEIGHT, self.width(), BUSY_HEIGHT)

    def add_button(self, button: QToolButton) -> None:
        """Put a button of somebody else at the end."""
        button.setIconSize(ICON)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        button.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.look_for(backwards=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def look_for(self, *, backwards: bool = False) -> None:
        """Look for the text of the field."""
        if self.only.isChecked():
            self.filter_wanted.emit(self.field.text())
        if self.field.text():
            self.find_wanted.emit(self.field.text(), backwards)

    def show_text(self, text: str) -> None:
        """Show which text rows must hold, without asking for them."""
        self.only.blockSignals(True)
        self.only.setChecked(bool(text))
        self.only.blockSignals(False)

    def tell(self, text: str) -> None:
        """Say a few words beside the count."""
        self.note.setText(text)
        self.note.setToolTip(text)
        self.note.setStyleSheet(f"color: {theme.current().ui.muted};")

    def _filter(self, on: bool) -> None:
        self.filter_wanted.emit(self.field.text() if on else "")

    def _typed(self, text: str) -> None:
        self.tell("")
        if not text and self.only.isChecked():
            self.only.setChecked(False)
