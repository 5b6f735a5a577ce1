"""The order in which Tab goes through a form: as its layouts show it, whatever was built first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

LAST = "tabsLast"


def put_in_order(root: QWidget) -> None:
    """Let Tab follow the layouts below a widget."""
    for before, after in itertools.pairwise(list(_stops(root))):
        QWidget.setTabOrder(before, after)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    """The widgets at which Tab stops."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_in(layout)


def come_last(widget: QWidget) -> None:
    """Let Tab come to a widget after all others of its layout, wherever it stands."""
    widget.setProperty(LAST, True)


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    items = [item for number in range(layout.count()) if (item := layout.itemAt(number)) is not None]
    for item in sorted(items, key=_is_last):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            # What is hidden is in nobody's way, and has its place when it is shown; Qt loses others over it.
            yield from _stops(widget) if not widget.isHidden() else ()
        elif inner is not None:
            yield from _stops_in(inner)


def _is_last(item: QLayoutItem) -> bool:
    widget = item.widget()
    return widget is not None and bool(widget.property(LAST))
