"""Hands at a table on screen: its cells and headers are found, clicked and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from knode.app.viewers.table.viewer import TableViewer

Make = Callable[..., TableViewer]
LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def numbered(rows: int = 1_000) -> pd.DataFrame:
    numbers = np.arange(rows)
    return pd.DataFrame({"n": numbers, "half": numbers / 2, "word": [f"w{n % 10}" for n in numbers]})


def column(viewer: TableViewer, number: int, first: int = 0, count: int = 5) -> list[str]:
    model = viewer.grid.model
    return [model.text(row, number) for row in range(first, min(first + count, model.rowCount()))]


def press_header(qtbot: QtBot, viewer: TableViewer, number: int, modifiers: Any = NO_KEYS) -> None:
    header = viewer.grid.pane_of(number).header
    place = QPoint(header.sectionViewportPosition(number) + 20, 30)
    with qtbot.waitSignal(viewer.shown, timeout=20_000):
        qtbot.mouseClick(header.viewport(), LEFT, modifiers, place)
    qtbot.waitUntil(lambda: bool(viewer.grid.model.text(0, 0)))


def cell_place(viewer: TableViewer, row: int, number: int) -> QPoint:
    return viewer.grid.pane_of(number).visualRect(viewer.grid.model.index(row, number)).center()


def click(qtbot: QtBot, viewer: TableViewer, row: int, number: int, modifiers: Any = NO_KEYS) -> None:
    viewport = viewer.grid.pane_of(number).viewport()
    qtbot.mouseClick(viewport, LEFT, modifiers, cell_place(viewer, row, number))
