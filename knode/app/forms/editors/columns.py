"""The editor of a choice of columns: all, by name, by type or by pattern, less some; with what is chosen now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from knode.app import icons, theme
from knode.app.forms.editors.buttons import CutButton, IconButton
from knode.app.forms.editors.choice import Segments
from knode.app.forms.editors.choosing import Choosing
from knode.app.forms.editors.column import missing_text
from knode.app.forms.editors.column_model import type_icon
from knode.app.forms.editors.columns_model import ChosenModel
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import CheckBox, LineEdit, TickDelegate
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.core.settings import COLUMN_TYPES
from knode.core.spec import ColumnType

By = Literal["all", "names", "types", "pattern"]
WAYS: tuple[By, ...] = ("all", "names", "types", "pattern")
SHOWN = ("", "chosen", "left")
LINES, LEAST = 8, 3
SIGN = 12
"""Pixels of the icon of a type."""


class ColumnList(QListView):
    """The columns with a box to tick. Enter ticks too; Alt with an arrow moves a chosen one."""

    def __init__(self, editor: ColumnsEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(14, 14))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        name = self.currentIndex().data()
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier and name is not None:
            self._editor.move_name(name, step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and name is not None:
            self._editor.toggle(name)
        else:
            super().keyPressEvent(event)


@edits("columns")
class ColumnsEditor(Editor):
    """A choice of columns. Closed it is a line that says what is chosen; the list is built when it is opened."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.choosing = Choosing()
        self.summary = CutButton()
        self.summary.setObjectName("summary")
        self.summary.setAutoDefault(False)
        self.summary.clicked.connect(self._click)
        self.summary.installEventFilter(self)
        self._layout = self.column(self.summary)
        self._layout.setSpacing(6)
        self.body: QWidget | None = None
        known.changed.connect(self._look)
        theme.switch().changed.connect(self._look)
        self._look()

    @property
    def _columns(self) -> Mapping[str, ColumnType] | None:
        return self.known.offered(self.shape.port)

    @property
    def _certain(self) -> Mapping[str, ColumnType] | None:
        """The columns, where they are no guesses."""
        return self.known.types(self.shape.port)

    def value(self) -> Any:
        return self.choosing.as_json()

    def set_value(self, value: Any) -> None:
        self.choosing = Choosing.of(value)
        self._look()

    # ---- opening

    @property
    def is_open(self) -> bool:
        """Whether the list is there."""
        return self.body is not None and not self.body.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Open the list of columns, or close it."""
        if is_open and self.body is None:
            self._build()
        if self.body is not None:
            self.body.setVisible(is_open)
        self._look()

    def _click(self) -> None:
        self.set_open(not self.is_open)
        if self.is_open:
            self._go_in()

    def _go_in(self) -> None:
        """Let a person type in the open list, all of which comes into sight once the form has made room for it."""
        self._line.setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        area = next((one for one in _around(self) if isinstance(one, QScrollArea)), None)
        content = None if area is None else area.widget()
        if area is not None and content is not None and self.body is not None:
            for one in _around(self):  # Each layout on the way passes on what the one inside it needs.
                if (layout := one.layout()) is not None and content.isAncestorOf(one):
                    layout.activate()
            if (outermost := content.layout()) is not None:
                outermost.activate()
            area.ensureWidgetVisible(self.body, 0, 8)
            area.ensureWidgetVisible(self._line, 0, 8)

    @property
    def _line(self) -> LineEdit:
        """Where something can be typed in the open list."""
        return self.pattern if self.choosing.by == "pattern" else self.search

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed on the closed line is looked for; arrows lead from line to line, `Escape` closes the list."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.summary and (event.key() == Qt.Key.Key_Down or _writes(event)):
            self.set_open(True)
            self._go_in()
            if event.text().strip():
                QApplication.sendEvent(self._line, event)
        elif watched is not self.summary and event.key() == Qt.Key.Key_Escape:
            self.set_open(False)
            self.summary.setFocus()
        elif watched is not self.summary and event.key() == Qt.Key.Key_Down and self.proxy.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self.proxy.index(0, 0))
        else:
            return super().eventFilter(watched, event)
        return True

    def _build(self) -> None:
        self.body = QWidget()
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        texts = [self.tr("All"), self.tr("Names"), self.tr("Types"), self.tr("Pattern")]
        self.ways = Segments(texts, self.tr("{name}, choose by").format(name=self.name))
        self.ways.group.idClicked.connect(lambda number: self.choose_by(WAYS[number]))
        layout.addWidget(self.ways)
        layout.addWidget(self._build_types())
        layout.addWidget(self._build_pattern())
        layout.addLayout(self._build_search())
        layout.addWidget(self._build_list())
        layout.addLayout(self._build_foot())
        self.missing = QLabel()
        self.missing.setObjectName("missing")
        self.missing.setWordWrap(True)
        self.missing.setTextFormat(Qt.TextFormat.RichText)
        self.missing.linkActivated.connect(self._correct)
        layout.addWidget(self.missing)
        self._layout.addWidget(self.body)
        for line in (self.search, self.pattern):
            line.installEventFilter(self)

    def _build_types(self) -> QWidget:
        self.types = QWidget()
        self.types.setObjectName("types")
        grid = QGridLayout(self.types)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(2)
        self.type_boxes: dict[str, CheckBox] = {}
        for number, kind in enumerate(COLUMN_TYPES):
            box = CheckBox(type_words(kind))
            box.setIcon(type_icon(kind))
            box.setIconSize(QSize(SIGN, SIGN))
            box.clicked.connect(self._choose_types)
            self.type_boxes[kind] = box
            grid.addWidget(box, number // 2, number % 2)
        return self.types

    def _build_pattern(self) -> QWidget:
        self.pattern = LineEdit()
        self.pattern.setAccessibleName(self.tr("{name}, pattern").format(name=self.name))
        self.pattern.setPlaceholderText(self.tr("Pattern, such as x_* or *_date"))
        self.pattern.textEdited.connect(self._choose_pattern)
        return self.pattern

    def _build_search(self) -> QHBoxLayout:
        self.search = LineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icons.icon("search", "muted"), LineEdit.ActionPosition.LeadingPosition)
        self.search.setAccessibleName(self.tr("{name}, search").format(name=self.name))
        self.search.textChanged.connect(lambda text: self.proxy.setFilterFixedString(text))
        self.search.returnPressed.connect(self._add_typed)
        self.part = IconButton("filter", "", self._next_part)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.search, 1)
        row.addWidget(self.part)
        return row

    def _build_list(self) -> QWidget:
        self.model = ChosenModel(self)
        self.model.toggled.connect(self.toggle)
        self.proxy = PartProxy(self)
        self.proxy.setSourceModel(self.model)
        self.list = ColumnList(self)
        self.list.setModel(self.proxy)
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setAccessibleName(self.tr("{name}, columns").format(name=self.name))
        return self.list

    def _build_foot(self) -> QHBoxLayout:
        self.count = QLabel()
        self.count.setObjectName("hint")
        self.count.setWordWrap(True)  # Else a long language makes the form wider than its panel.
        self.tick = QPushButton(self.tr("Tick all"))
        self.clear = QPushButton(self.tr("Tick none"))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for button, ticked in ((self.tick, True), (self.clear, False)):
            button.setFlat(True)
            button.setObjectName("add")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, ticked=ticked: self._tick(ticked))
            row.addWidget(button)
        return row

    # ---- what a person does

    def choose_by(self, way: By) -> None:
        """Choose in another way; by name it starts with what is chosen now."""
        self.choosing = self.choosing.by_way(way, self._certain)
        self._tell(False)
        if way == "pattern":
            self.pattern.setFocus()

    def toggle(self, name: str) -> None:
        """Choose a column, or leave it out."""
        self.choosing = self.choosing.toggled(name, self._columns)
        self._tell(False)

    def move_name(self, name: str, step: int) -> None:
        """Let a column that is chosen by name come before or after its neighbour."""
        self.choosing = self.choosing.moved(name, step)
        self._tell(False)

    def _tick(self, ticked: bool) -> None:
        """Choose all columns that the list shows, or none of them."""
        names = [self.proxy.index(number, 0).data() for number in range(self.proxy.rowCount())]
        self.choosing = self.choosing.ticked(names, self._columns, on=ticked)
        self._tell(False)

    def _add_typed(self) -> None:
        """A name that is typed is ticked; where nothing is known of the columns, it is added."""
        typed = self.search.text().strip()
        shown = [self.proxy.index(number, 0).data() for number in range(self.proxy.rowCount())]
        only = shown[0] if len(shown) == 1 and typed not in shown else typed
        if only and (only in shown or self._certain is None):
            self.search.clear()
            self.toggle(only)

    def _choose_types(self) -> None:
        self.choosing = self.choosing.with_types([kind for kind, box in self.type_boxes.items() if box.isChecked()])
        self._tell(False)

    def _choose_pattern(self, text: str) -> None:
        self.choosing = self.choosing.with_pattern(text)
        self._tell(True)

    def _correct(self, link: str) -> None:
        gone, _, near = link.partition("\n")
        self.choosing = self.choosing.corrected(gone, near)
        self._tell(False)

    def _next_part(self) -> None:
        self.proxy.part = SHOWN[(SHOWN.index(self.proxy.part) + 1) % len(SHOWN)]
        self.proxy.invalidate()
        self._look()

    def _tell(self, typing: bool) -> None:
        self._look()
        self.edited.emit(typing)

    # ---- showing it

    def _look(self) -> None:
        columns = self._columns
        sign = "chevron-up" if self.is_open else "chevron-down"
        self.summary.setIcon(icons.icon(sign, "muted"))
        chosen = self.choosing.chosen(columns)
        self.summary.setText(self.choosing.summary(self._certain, len(chosen)))
        self.summary.setAccessibleName(f"{self.name}: {self.summary.text()}")
        self.summary.setToolTip(self.tr("Close") if self.is_open else self.tr("Choose columns"))
        if self.is_open:
            self._look_inside(chosen)

    def _look_inside(self, chosen: list[str]) -> None:
        columns = self._columns
        self.ways.set_index(WAYS.index(self.choosing.by))
        self.types.setVisible(self.choosing.by == "types")
        for kind, box in self.type_boxes.items():
            box.setChecked(kind in self.choosing.types)
        self.pattern.setVisible(self.choosing.by == "pattern")
        self.pattern.put(self.choosing.pattern)
        self.model.show(self.choosing, columns, chosen, is_guess=self._certain is None)
        self._look_at_size(len(self.model.rows))
        hint = self.tr("Search") if self._certain is not None else self.tr("Type a column's name, Enter adds it")
        self.search.setPlaceholderText(hint)
        self.count.setText(self._count_text(len(chosen)))
        self._look_at_part()
        self._look_for_missing()

    def _count_text(self, number: int) -> str:
        if self._certain is None and self._columns is not None:
            return self.tr("The columns are not known yet; these come in further up.")
        return self.choosing.count_text(self._certain, number)

    def _look_at_size(self, rows: int) -> None:
        lines = max(LEAST, min(LINES, rows))
        self.list.setFixedHeight(lines * max(22, self.list.sizeHintForRow(0)) + 6)

    def _look_at_part(self) -> None:
        texts = (self.tr("Showing all"), self.tr("Showing the chosen ones"), self.tr("Showing the ones left out"))
        text = texts[SHOWN.index(self.proxy.part)]
        self.part.put(
            "filter", self.tr("{text}; show others").format(text=text), "accent" if self.proxy.part else "muted"
        )

    def _look_for_missing(self) -> None:
        names = self.known.names(self.shape.port)
        gone = self.choosing.missing(self._certain)[:3]
        texts = [missing_text(name, names, link=f"{name}\n{{near}}") for name in gone]
        self.missing.setVisible(bool(texts))
        self.missing.setText("<br>".join(texts))


class PartProxy(QSortFilterProxyModel):
    """The columns that fit the search, of all, of the chosen ones, or of those left out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.part = ""
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def filterAcceptsRow(self, row: int, parent: Any) -> bool:
        model = cast(ChosenModel, self.sourceModel())
        name = model.rows[row].name
        if self.part and model.is_ticked(name) != (self.part == "chosen"):
            return False
        return super().filterAcceptsRow(row, parent)


def _around(widget: QWidget) -> Iterator[QWidget]:
    """The widgets that a widget is in, from the inside out."""
    outer = widget.parentWidget()
    while outer is not None:
        yield outer
        outer = outer.parentWidget()


def _writes(event: QKeyEvent) -> bool:
    """Whether a key writes something; Space presses the button."""
    keys = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return keys == Qt.KeyboardModifier.NoModifier and bool(event.text().strip()) and event.text().isprintable()


def type_words(kind: str) -> str:
    """A column type as a word."""
    return QCoreApplication.translate("ColumnType", kind)
