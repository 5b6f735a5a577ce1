"""Viewers of tables over real stored tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pytestqt.qtbot import QtBot

from knode.app.background import settle
from knode.app.document import Document
from knode.app.session import Session
from knode.app.viewers.table.loader import reading_pool
from knode.app.viewers.table.viewer import TableViewer
from tests.app.viewers.engine import TableEngine
from tests.host.table_host import TableHost


@pytest.fixture
def table_engine(tmp_path: Path, qapp: Any, qtbot: QtBot) -> Iterator[TableEngine]:
    host = TableHost(tmp_path)
    engine = TableEngine(host)
    yield engine
    assert settle()
    assert reading_pool().waitForDone(5_000)
    qapp.processEvents()
    host.close()


@pytest.fixture
def make_viewer(table_engine: TableEngine, qtbot: QtBot) -> Iterator[Callable[..., TableViewer]]:
    """Makes viewers of a table, shown and read: `make_viewer(table)`; `finish=False` leaves the node not run."""
    made: list[TableViewer] = []

    def make(table: pd.DataFrame, *, finish: bool = True, size: tuple[int, int] = (900, 400)) -> TableViewer:
        table_engine.host.put(table)
        viewer = TableViewer(Session(Document(), table_engine), "reader", "table")
        qtbot.addWidget(viewer)
        made.append(viewer)
        viewer.resize(*size)
        viewer.show()
        if finish:
            with qtbot.waitSignal(viewer.shown, timeout=20_000):
                table_engine.finish()
            qtbot.waitUntil(lambda: bool(viewer.grid.model.text(0, 0)) or not len(table))
        return viewer

    yield make
    for viewer in made:
        viewer.close_table()
        viewer.session.close()
