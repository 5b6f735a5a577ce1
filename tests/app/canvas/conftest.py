"""What tests of the canvas share: a view on a small workflow, with an engine that says what a test has it say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from knode.app import theme
from knode.app.canvas.view import CanvasView
from knode.app.session import Session
from knode.core.workflow import Instance, Link, Workflow

OpenCanvas = Callable[..., CanvasView]


@pytest.fixture
def open_canvas(make_session: Callable[..., Session], qtbot: QtBot) -> Iterator[OpenCanvas]:
    """Opens a canvas on a workflow: `open_canvas(workflow)`; it does not animate, and looks from 100 %."""
    made: list[CanvasView] = []

    def make(workflow: Workflow | None = None, zoom: float = 1.0) -> CanvasView:
        view = CanvasView(make_session(workflow if workflow is not None else chain()))
        view.is_animated = False
        view.resize(900, 600)
        with qtbot.waitExposed(view):
            view.show()
        view.fit()
        view.set_zoom(zoom)
        view.setFocus()
        made.append(view)
        return view

    yield make
    for view in made:
        view.close()
        view.deleteLater()
    QApplication.sendPostedEvents()
    QApplication.processEvents()


@pytest.fixture
def in_theme(qapp: Any) -> Iterator[Callable[[theme.Choice], None]]:
    """Holds a theme for the time of a test."""
    before = theme.switch().choice
    yield theme.switch().follow
    theme.switch().follow(before)


def chain() -> Workflow:
    """A reader, a filter and a writer in a row, all linked, with room between them."""
    made = Workflow("chain")
    for number, kind in enumerate(("io.CsvReader", "prep.RowFilter", "io.CsvWriter")):
        node = ("reader", "filter", "writer")[number]
        made.add(Instance(node, kind))
        made.layout[node] = [number * 240, 0]
    made.link("reader", "table", "filter", "table")
    made.link("filter", "table", "writer", "table")
    return made


def first_link(view: CanvasView) -> Link:
    """The link from the reader to the filter."""
    return view.session.workflow.links[0]
