"""A layout that goes on in the next line."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from knode.app.flow_layout import FlowLayout


class Block(QWidget):
    """As wide as it is told, and no less than 40 pixels."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.wanted = width

    def sizeHint(self) -> QSize:
        return QSize(self.wanted, 20)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(40, self.wanted), 20)


def laid(qtbot: Any, width: int, widths: list[int], **options: Any) -> list[tuple[int, int, int]]:
    """Where widgets stand in a box of so many pixels: x, y, width."""
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, **options)
    for one in widths:
        flow.addWidget(Block(one))
    box.resize(width, flow.heightForWidth(width))
    box.show()
    QApplication.processEvents()
    items = [flow.itemAt(place) for place in range(flow.count())]
    geometries = [item.geometry() for item in items if item is not None]
    assert max(one.bottom() for one in geometries) + 1 + flow.contentsMargins().bottom() == box.height()
    return [(one.x(), one.y(), one.width()) for one in geometries]


def test_cards_stand_in_as_many_rows_as_it_takes(qtbot: Any) -> None:
    assert laid(qtbot, 330, [100, 100, 100, 100], gap=10) == [(0, 0, 100), (110, 0, 100), (220, 0, 100), (0, 30, 100)]
    assert laid(qtbot, 320, [100, 100, 100], gap=10)[2] == (220, 0, 100), "what just fits in stays"


def test_the_last_fills_its_line_and_none_is_wider_than_one(qtbot: Any) -> None:
    assert laid(qtbot, 208, [60, 60, 40], gap=4, margin=4, fills=True) == [(4, 4, 60), (68, 4, 60), (132, 4, 72)]
    assert laid(qtbot, 208, [60, 500, 40], gap=4, margin=4, fills=True) == [(4, 4, 60), (4, 28, 200), (4, 52, 200)]


@pytest.mark.parametrize(("fills", "least"), [(True, 168), (False, 308)])
def test_it_is_never_narrower_than_its_widest_unless_that_is_squeezed(qtbot: Any, fills: bool, least: int) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, gap=4, margin=4, fills=fills)
    assert flow.minimumSize().width() == 8, "with nothing in it there are the margins"
    wide = QWidget()
    wide.setMinimumSize(300, 20)
    flow.addWidget(wide)
    assert flow.minimumSize().width() == least
