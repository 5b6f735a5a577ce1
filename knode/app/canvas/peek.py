"""A look at what a wire carries: rests the mouse on a wire, its size and first rows appear beside it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from knode.app import theme
from knode.app.canvas.tips import size_of
from knode.app.session import Call
from knode.core.errors import KnodeError
from knode.core.workflow import Link
from knode.host.protocol import PEEK, Peek, PeekParams, PortStatus

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

REST_MS = 400
ROWS, COLUMNS = 5, 6
AWAY = QPoint(14, 18)
LONG = 24


class PeekPopup(QFrame):
    """Belongs to one canvas. It asks the engine process once the mouse has rested, and forgets the answer when it left."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._link: Link | None = None
        self._call: Call | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.addWidget(self._label)
        self.setObjectName("peek")
        self.setAccessibleName(self.tr("Data on the wire"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        view.canvas.hover_changed.connect(self._follow)
        theme.switch().changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """What it shows, as rich text."""
        return self._label.text()

    def _dress(self) -> None:
        ui = theme.current().ui
        self.setStyleSheet(
            f"#peek {{ background: {ui.raised}; border: 1px solid {ui.strong_border}; border-radius: 8px; }}"
            f"QLabel {{ color: {ui.ink}; }}"
        )

    def _follow(self) -> None:
        link = self._view.canvas.hovered_link
        if link == self._link:
            return
        self._link = link
        self._timer.stop()
        self.hide()
        if self._call is not None:
            self._call.forget()
            self._call = None
        if link is not None:
            self._timer.start()

    def _ask(self) -> None:
        """Show what is known at once, and ask for the rows where there is a value."""
        link = self._link
        if link is None or self._view.gesture is not None:
            return
        status = self._view.session.status(link.source)
        port = status.outputs.get(link.source_port) if status is not None else None
        self._show_known(link, port)
        if port is not None and port.available:
            params = PeekParams(step=self._view.session.step(link.source), port=link.source_port, rows=ROWS)
            self._call = self._view.session.call(PEEK, params, self._show_rows, self._show_reason)

    def _show_known(self, link: Link, port: PortStatus | None) -> None:
        source, target = (self._view.canvas.graph.nodes[node].title for node in (link.source, link.target))
        self._head = f"{escape(source)} · {escape(link.source_port)} → {escape(target)} · {escape(link.target_port)}"
        known = size_of(port) if port is not None else ""
        self._show([known or self.tr("No data yet: run the node before.")])

    def _show_rows(self, peek: Peek) -> None:
        self._call = None
        lines = [escape(peek.text)] if peek.text else []
        if peek.rows is not None and peek.columns is not None:
            rows = QLocale().toString(peek.rows)
            lines.append(self.tr("{rows} rows × {columns} columns").format(rows=rows, columns=peek.columns))
        self._show(lines or [escape(peek.kind)], rows_html(peek))

    def _show_reason(self, error: KnodeError) -> None:
        self._call = None
        self._show([escape(error.message[:200])])

    def _show(self, lines: list[str], table: str = "") -> None:
        muted = theme.current().ui.muted
        head = f"<span style='color:{muted}'>{self._head}</span>"
        self._label.setText("<br>".join([head, *lines]) + table)
        self.adjustSize()
        room = self._view.viewport().rect()
        place = self._view.pointer + AWAY
        place.setX(max(4, min(place.x(), room.width() - self.width() - 4)))
        if place.y() + self.height() > room.height() - 4:
            place.setY(max(4, self._view.pointer.y() - self.height() - 10))
        self.move(place)
        self.show()
        self.raise_()


def rows_html(peek: Peek) -> str:
    """The first rows and columns of a table; "" when there are none."""
    if not peek.names:
        return ""
    muted = theme.current().ui.muted
    more = "<th>…</th>" if len(peek.names) > COLUMNS else ""
    names = "".join(f"<th align='left'>{escape(_cut(name))}&nbsp;&nbsp;</th>" for name in peek.names[:COLUMNS]) + more
    types = "".join(f"<td style='color:{muted}'>{escape(name)}&nbsp;&nbsp;</td>" for name in peek.types[:COLUMNS])
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_cut(cell))}&nbsp;&nbsp;</td>" for cell in row[:COLUMNS]) + "</tr>"
        for row in peek.cells
    )
    return f"<table cellspacing='0' cellpadding='1'><tr>{names}</tr><tr>{types}</tr>{rows}</table>"


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
