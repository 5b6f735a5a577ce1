"""One table on the screen, with everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from knode.app import theme
from knode.app.background import in_background
from knode.app.session import Session
from knode.app.viewers.states import Banner, StatePage, broken, telling
from knode.app.viewers.table.chips import FilterChips
from knode.app.viewers.table.columns import Arrangement, Name, name_of, numbers_of
from knode.app.viewers.table.columns_form import ColumnsForm
from knode.app.viewers.table.filter_form import FilterForm
from knode.app.viewers.table.finding import TableFinder
from knode.app.viewers.table.grid import TableGrid
from knode.app.viewers.table.look import TableLook
from knode.app.viewers.table.menus import cell_menu, column_menu
from knode.app.viewers.table.row_field import RowField
from knode.app.viewers.table.source import RowOrder, TableSource
from knode.app.viewers.table.statistics import StatisticsQueue
from knode.app.viewers.table.statistics_card import StatisticsCard
from knode.app.viewers.table.taking import TableTaking
from knode.app.viewers.table.toolbar import TableToolbar
from knode.core.errors import KnodeError
from knode.core.spec import TableSpec
from knode.host import table_protocol as protocol
from knode.host.protocol import NodeStatus, PortStatus

VALUES_OFFERED = 200
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class TableViewer(QWidget):
    """Shows the table that a step gives at a port, and follows what becomes of the step.

    Responsibilities: opens the table when there is one and again when there is another, keeping place and arrangement;
    says what is the matter when there is none; carries out what menus, keys and the line above the table ask for.
    """

    detach_wanted = Signal()
    shown = Signal()
    """A table, or other rows of it, are on the screen."""

    def __init__(
        self,
        session: Session,
        step: str,
        port: str,
        parent: QWidget | None = None,
        arrangement: Arrangement | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.step, self.port = session, step, port
        self.grid = TableGrid(self)
        self.grid.arrangement = arrangement or Arrangement()
        self.look = TableLook(session, step, port, self)
        self.toolbar = TableToolbar(self)
        self.chips = FilterChips(self)
        self.banner, self.page = Banner(self), StatePage(self)
        self.statistics = StatisticsQueue(self.look, self)
        self.finder = TableFinder(self.look, self.grid, self.toolbar, self)
        self.taking = TableTaking(self.look, self.grid, self.toolbar, self)
        self._agreed = self._wishes()
        self._is_present = False
        self._asked_to_open = False
        self._result = ""
        self._lay_out()
        self._connect()
        self._keys = self._key_table()
        self.follow()

    def _lay_out(self) -> None:
        table = QWidget(self)
        inner = QVBoxLayout(table)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for widget in (self.toolbar, self.chips, self.banner):
            inner.addWidget(widget)
        inner.addWidget(self.grid, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.page)
        self.stack.addWidget(table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.session.statuses_changed.connect(self._hear)
        theme.switch().changed.connect(self._follow_theme)
        self.look.shown.connect(self._show)
        self.look.failed.connect(self._fail)
        self.look.refused.connect(self._refuse)
        self.look.working_changed.connect(self.toolbar.busy.setVisible)
        self.grid.model.loader.failed.connect(self._fail)
        self.grid.sort_wanted.connect(self._sort)
        self.grid.column_menu_wanted.connect(self._open_column_menu)
        self.grid.cell_menu_wanted.connect(self._open_cell_menu)
        self.grid.columns_seen.connect(self._want_statistics)
        self.statistics.found.connect(self._show_statistics)
        self.toolbar.find_wanted.connect(self.finder.find)
        self.toolbar.filter_wanted.connect(self._hold_text)
        self.toolbar.columns_wanted.connect(self._open_columns)
        self.toolbar.row_wanted.connect(self.ask_row)
        self.toolbar.export_wanted.connect(self.ask_export)
        self.taking.refused.connect(self._tell_refusal)
        self.toolbar.detach_wanted.connect(self.detach_wanted)
        self.toolbar.left.connect(self.grid.setFocus)
        self.chips.change_wanted.connect(lambda name, place: self.filter_column(name, place))
        self.chips.drop_wanted.connect(self.drop_filter)
        self.chips.clear_wanted.connect(self.show_all_rows)
        for widget in (self.banner, self.page):
            widget.run_wanted.connect(self.run_to_here)

    # ---- what becomes of the step

    @property
    def arrangement(self) -> Arrangement:
        """How the person has arranged the table."""
        return self.grid.arrangement

    def _hear(self, steps: list[str]) -> None:
        if self.step in steps:
            self.follow()

    def _status(self) -> tuple[NodeStatus | None, PortStatus | None]:
        status = self.session.statuses.get(self.step)
        return status, status.outputs.get(self.port) if status is not None else None

    def follow(self) -> None:
        """Show what there is of the step now."""
        status, port = self._status()
        present = False
        if status is not None and port is not None and port.available:
            present = status.state == "done" and not status.stale
            is_other = port.result != self._result or (present and not self._is_present)
            if is_other or not self._asked_to_open:
                self._result = port.result
                self._open()
        self._is_present = present
        self._note_specs(port)
        self._tell_state()

    def _follow_theme(self) -> None:
        self.chips.show_filters(self.arrangement)
        self._tell_state()

    def _open(self) -> None:
        self._asked_to_open = True
        self.look.open(self.arrangement)

    def _tell_state(self) -> None:
        has_table = self.look.source is not None
        status, _ = self._status()
        what = telling(status, has_table or self._asked_to_open, self.step)
        self.stack.setCurrentIndex(1 if has_table or (what is None and self._asked_to_open) else 0)
        if what is None:
            self.banner.hide()
        else:
            self.banner.tell(what)
            self.page.tell(what)

    def _note_specs(self, port: PortStatus | None) -> None:
        spec = port.spec if port is not None else None
        self.grid.specs = {each.name: each for each in spec.columns} if isinstance(spec, TableSpec) else {}
        self.grid.update_headers()

    def run_to_here(self) -> None:
        """Run the workflow up to the node."""
        self.session.run([self.step])

    def _show(self, source: TableSource, order: RowOrder) -> None:
        grid = self.grid
        others = source is not grid.model.source
        top, current = grid.top, grid.current
        grid.model.show(source, order)
        grid.forget_selection()
        self._agreed = self._wishes()
        if others:
            grid.statistics.clear()
            self.arrangement.freeze_labels(source.columns)
            grid.arrange()
        grid.settle()
        grid.bar.setValue(top if others else 0)
        grid.scroll_to_bar()
        if others and current is not None and current.row < order.rows and current.column < len(source.columns):
            grid.mark(current)
        self.statistics.reset()
        self._want_statistics()
        self._show_counts(source, order)
        self._tell_state()
        self.shown.emit()

    def _show_counts(self, source: TableSource, order: RowOrder) -> None:
        columns = len([each for each in source.columns if not each.is_label])
        if order.rows == source.rows:
            text = self.tr("{rows:,} rows × {columns:,} columns").format(rows=source.rows, columns=columns)
        else:
            text = self.tr("{shown:,} of {rows:,} rows").format(shown=order.rows, rows=source.rows)
        self.toolbar.count.setText(text)
        self.chips.show_filters(self.arrangement)
        self.toolbar.show_text(self.arrangement.text)

    def _fail(self, error: KnodeError) -> None:
        self._asked_to_open = False
        if self.look.source is None:
            self.page.tell(broken(error))
            self.stack.setCurrentIndex(0)
        else:
            self.banner.tell(broken(error))

    def _refuse(self, error: KnodeError) -> None:
        """Go back to the order that there was."""
        self.arrangement.sort, self.arrangement.filters, self.arrangement.text = self._agreed
        self._tell_refusal(error)
        if self.look.source is not None and self.look.order is not None:
            self._show_counts(self.look.source, self.look.order)
        self.grid.update_headers()

    def _wishes(self) -> tuple[list[Any], list[Any], str]:
        now = self.grid.arrangement
        return list(now.sort), list(now.filters), now.text

    # ---- rows

    def _reorder(self) -> None:
        self.grid.update_headers()
        self.chips.show_filters(self.arrangement)
        self.look.put_in_order(self.arrangement)

    def _name(self, column: int) -> Name:
        return name_of(self.grid.columns[column])

    def _sort(self, column: int, add: bool) -> None:
        self.arrangement.sort_by(self._name(column), add=add)
        self._reorder()

    def sort_column(self, name: Name, descending: bool | None) -> None:
        """Sort by a column alone, or with None by nothing."""
        self.arrangement.sort_to(name, descending)
        self._reorder()

    def _hold_text(self, text: str) -> None:
        if text != self.arrangement.text:
            self.arrangement.text = text
            self._reorder()

    def filter_column(self, name: Name, place: QPoint | None = None) -> FilterForm | None:
        """Show the form of a column's filter."""
        number = numbers_of(self.grid.columns).get(name)
        if number is None:
            return None
        now = dict(self.arrangement.filters).get(name)
        form = FilterForm(self, self.grid.columns[number], number, now)
        form.applied.connect(lambda condition: self._filter(name, condition))
        form.cleared.connect(lambda: self.drop_filter(name))
        params = protocol.AskStatistics(view=self.look.view, column=number, most=VALUES_OFFERED)
        call = self.look.ask(protocol.TABLE_STATISTICS, params, form.show_statistics, form.show_error)
        form.destroyed.connect(call.forget)
        form.show_at(place or self._below_header(number))
        return form

    def _filter(self, name: Name, condition: Any) -> None:
        self.arrangement.add_filter(name, condition)
        self._reorder()

    def drop_filter(self, name: Name | None) -> None:
        """Take a column's filter away, or with None the text that rows must hold."""
        if name is None:
            self.arrangement.text = ""
        else:
            self.arrangement.drop_filter(name)
        self._reorder()

    def show_all_rows(self) -> None:
        """Take all filters away."""
        self.arrangement.filters, self.arrangement.text = [], ""
        self._reorder()

    def ask_row(self) -> None:
        """Show a field for the number of a row."""
        if self.look.source is not None and self.grid.model.rowCount():
            field = RowField(self, self.look.source.rows)
            field.wanted.connect(self.go_to_row)
            field.show_at(self.grid.mapToGlobal(QPoint(8, self.grid.header_height + 8)))

    def go_to_row(self, row: int) -> None:
        """Go to a row by its number in the whole table, which stands at its left."""
        order = self.look.order
        if order is not None:
            in_background(lambda: order.place_of(row), lambda place: self._go_to_place(row, place, order))

    def _go_to_place(self, row: int, place: int | None, order: RowOrder) -> None:
        shown = self.grid.shown_columns()
        if order is not self.look.order or not shown:
            return
        if place is None:
            self.toolbar.tell(self.tr("Row {row:,} is not among those shown").format(row=row))
            return
        self.toolbar.tell("")
        self.grid.go_to(place, self.grid.current.column if self.grid.current is not None else shown[0])

    # ---- columns

    def _open_column_menu(self, column: int, place: QPoint) -> None:
        column_menu(self, self, self._name(column), self.arrangement).popup(place)

    def _open_columns(self) -> None:
        form = ColumnsForm(self, [name_of(column) for column in self.grid.columns], self.arrangement.hidden)
        form.hide_wanted.connect(self._hide_columns)
        form.column_wanted.connect(self._go_to_column)
        button = self.toolbar.columns
        form.show_at(button.mapToGlobal(QPoint(0, button.height())))

    def _hide_columns(self, names: list[Name], hidden: bool) -> None:
        names = [(bool(is_label), name) for is_label, name in names]
        (self.arrangement.hidden.update if hidden else self.arrangement.hidden.difference_update)(names)
        self.grid.arrange()

    def _go_to_column(self, name: Name) -> None:
        row = self.grid.current.row if self.grid.current is not None else self.grid.top
        self.grid.go_to(row, numbers_of(self.grid.columns)[name])

    def _open_cell_menu(self, place: QPoint) -> None:
        cell_menu(self, self.taking.copy, self.grid.select_all).popup(place)

    def _below_header(self, column: int) -> QPoint:
        pane = self.grid.pane_of(column)
        return pane.mapToGlobal(QPoint(max(0, pane.columnViewportPosition(column)), self.grid.header_height))

    def hide_column(self, name: Name, hidden: bool) -> None:
        """Hide a column, or show it again."""
        (self.arrangement.hidden.add if hidden else self.arrangement.hidden.discard)(name)
        self.grid.arrange()

    def freeze_column(self, name: Name, frozen: bool) -> None:
        """Keep a column at the left, or let it scroll with the others."""
        (self.arrangement.frozen.add if frozen else self.arrangement.frozen.discard)(name)
        self.grid.arrange()

    def fit_column(self, name: Name) -> None:
        """Make a column as wide as what it shows."""
        self.arrangement.widths[name] = self.grid.fitting_width(numbers_of(self.grid.columns)[name])
        self.grid.arrange()

    def _want_statistics(self) -> None:
        self.statistics.want(self.grid.visible_columns())

    def _show_statistics(self, column: int, found: protocol.ColumnStatistics) -> None:
        self.grid.statistics[column] = found
        self.grid.update_headers()

    def describe_column(self, name: Name) -> StatisticsCard | None:
        """Show all statistics of a column, over the rows that are shown."""
        number = numbers_of(self.grid.columns).get(name)
        if number is None or self.look.order is None:
            return None
        card = StatisticsCard(self, self.grid.columns[number])
        if number in self.grid.statistics:
            card.show_sketch(self.grid.statistics[number])
        params = protocol.AskStatistics(view=self.look.view, column=number, order=self.look.order.name, full=True)
        call = self.look.ask(protocol.TABLE_STATISTICS, params, card.show_statistics, card.show_error)
        card.destroyed.connect(call.forget)
        card.show_at(self._below_header(number))
        return card

    # ---- cells out of the table

    def ask_export(self) -> None:
        """Ask for a file, then have it written."""
        file = self.session.document.file
        self.taking.ask_export(file.parent if file is not None else Path.home(), self.step.replace("/", "-"), self)

    def _tell_refusal(self, error: KnodeError) -> None:
        self.banner.tell(broken(error)._replace(title="", can_run=False))

    # ---- keys

    def _key_table(self) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], object]]:
        """What keys do while the keyboard is anywhere in the viewer."""
        none = Qt.KeyboardModifier.NoModifier
        return {
            (Qt.Key.Key_F, CONTROL): self.go_to_field,
            (Qt.Key.Key_F3, none): self.toolbar.look_for,
            (Qt.Key.Key_F3, SHIFT): lambda: self.toolbar.look_for(backwards=True),
            (Qt.Key.Key_G, CONTROL): self.ask_row,
            (Qt.Key.Key_C, CONTROL): self.taking.copy,
            (Qt.Key.Key_C, CONTROL | SHIFT): lambda: self.taking.copy(True),
            (Qt.Key.Key_A, CONTROL): self.grid.select_all,
            (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): self._open_menu_of_current,
            (Qt.Key.Key_Menu, none): self._open_menu_of_current,
        }

    def go_to_field(self) -> None:
        """Let a text to find be typed."""
        self.toolbar.field.setFocus()
        self.toolbar.field.selectAll()

    def _open_menu_of_current(self) -> None:
        if self.grid.current is not None:
            column = self.grid.current.column
            self._open_column_menu(column, self._below_header(column))

    def event(self, event: QEvent) -> bool:
        # Keys of the table go before those of the window's actions while the keyboard is here.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return _pressed(event) in self._keys or (self.grid.has_focus() and self.grid.would_move(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        handler = self._keys.get(_pressed(event))
        if handler is None:
            super().keyPressEvent(event)
            return
        handler()

    def close_table(self) -> None:
        """Let go of the table; the viewer is not used after that."""
        self.session.statuses_changed.disconnect(self._hear)
        self.finder.forget()
        self.statistics.reset()
        self.taking.forget()
        self.grid.model.show(None, None)
        self.look.close()


def _pressed(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
