"""What a person does on the canvas, step by step, in milliseconds of process CPU for each step."""

# ruff: noqa: TID251
from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from knode.app.canvas.view import CanvasView
from knode.app.edit.commands.nodes import MoveNodes
from tests.bench.canvas.session import DONE, RUNNING, BenchSession

SIZE = 1600, 1000
STATES_A_SECOND, FRAMES_A_SECOND = 200, 30


class Times(NamedTuple):
    """The median and the longest of some steps, in milliseconds of CPU."""

    median: float
    longest: float


class Bench:
    """One open workflow, on which steps are measured."""

    def __init__(self, file: Path, turns: int) -> None:
        self.turns = turns
        begun = time.process_time()
        self.session = BenchSession(file)
        self.view = CanvasView(self.session)
        self.view.is_animated = False
        self.view.resize(*SIZE)
        self.view.show()
        self.view.fit()
        self.settle()
        self.open_seconds = time.process_time() - begun
        self.session.tell_all()
        self._flush()

    def close(self) -> None:
        """Take the window away."""
        self.view.close()
        self.view.deleteLater()
        self.settle()

    def settle(self) -> None:
        """Let Qt paint what is to be painted."""
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    def _flush(self) -> None:
        self.view.canvas._flush_statuses()
        self.settle()

    def measure(self, step: Callable[[], object]) -> float:
        """What one step costs, until it is on the screen."""
        begun = time.process_time()
        step()
        self.settle()
        return (time.process_time() - begun) * 1000

    def times(self, steps: Iterable[Callable[[], object]]) -> Times:
        """What some steps cost."""
        taken = [self.measure(step) for step in steps]
        return Times(statistics.median(taken), max(taken))

    # ---- the steps

    def fit_repaint(self) -> Times:
        """The whole graph painted again, seen as a whole."""
        self.view.fit()
        self.settle()
        return self.times([self.view.viewport().update] * self.turns)

    def zoom(self, low: float, high: float) -> Times:
        """One notch of the wheel, in and out between two zooms."""
        self._look(low)
        notches: list[int] = []
        zoom, sign = low, 1
        while len(notches) < self.turns:
            sign = -1 if zoom >= high else 1 if zoom <= low * 1.01 else sign
            zoom *= 2 ** (sign / 4)
            notches.append(sign)
        return self.times([lambda sign=sign: self._wheel(sign) for sign in notches])

    def pan(self, zoom: float) -> Times:
        """The view dragged by some pixels."""
        self._look(zoom)
        steps = itertools.islice(itertools.cycle([(17, 9), (13, -11), (-17, -9), (-13, 11)]), self.turns)
        return self.times([lambda move=move: self.view.pan(*move) for move in steps])

    def drag(self) -> Times:
        """One connected node dragged, with its wires."""
        self._look(1.0)
        ghost = self.view.canvas.ghost([self._in_view()[0]])
        times = self.times([lambda far=far: ghost.set_offset(4.0 * far, 3.0 * far) for far in range(1, self.turns + 1)])
        ghost.drop()
        self.settle()
        return times

    def drag_all(self) -> Times:
        """All nodes dragged, seen as a whole."""
        self.view.fit()
        self.session.select(self.session.workflow.nodes)
        self.settle()
        ghost = self.view.canvas.ghost(self.session.selection)
        times = self.times([lambda far=far: ghost.set_offset(9.0 * far, 5.0 * far) for far in range(1, self.turns + 1)])
        ghost.drop()
        self.session.select(())
        self.settle()
        return times

    def band(self) -> Times:
        """A rubber band that grows over the nodes in view, which are selected at every step."""
        self._look(0.6)
        seen = self.view.visible_rect()
        canvas = self.view.canvas

        def grow(part: float) -> None:
            rect = QRectF(seen.left() + 40, seen.top() + 40, seen.width() * part, seen.height() * part)
            canvas.band(rect)
            canvas.select(canvas.nodes_in(rect))

        times = self.times([lambda part=part: grow(part / (self.turns + 4)) for part in range(1, self.turns + 1)])
        canvas.band(None)
        canvas.select(())
        self.settle()
        return times

    def states(self, zoom: float) -> Times:
        """What 200 changes of state a second cost in one frame of thirty."""
        self._look(zoom)
        nodes = itertools.cycle(self._in_view())
        each = round(STATES_A_SECOND / FRAMES_A_SECOND)
        looks = itertools.cycle([RUNNING, DONE])

        def tell() -> None:
            look = next(looks)
            self.session.tell({next(nodes): look for _ in range(each)})
            self._flush()

        return self.times([tell] * self.turns)

    def cross_levels(self) -> Times:
        """The zoom goes across the border between near and far."""
        zooms = itertools.islice(itertools.cycle([0.46, 0.44]), 10)
        return self.times([lambda zoom=zoom: self._look(zoom) for zoom in zooms])

    def select_all(self) -> Times:
        """Everything is selected, and nothing again."""
        self.view.fit()
        nodes = list(self.session.workflow.nodes)
        chosen = itertools.islice(itertools.cycle([nodes, ()]), 8)
        return self.times([lambda some=some: self.session.select(some) for some in chosen])

    def drop_all(self) -> Times:
        """All nodes are put elsewhere by one command, taken back, and done again."""
        self.view.fit()
        layout = self.session.workflow.layout
        places = {node: (layout[node][0] + 160, layout[node][1] + 80) for node in self.session.workflow.nodes}
        document = self.session.document
        return self.times([lambda: self.session.do(MoveNodes((), places)), document.undo, document.redo])

    def _look(self, zoom: float) -> None:
        self.view.look(self.view.canvas.bounds().center(), zoom)
        self.view._settle()
        self.settle()

    def _in_view(self) -> list[str]:
        return self.view.canvas.nodes_in(self.view.visible_rect().adjusted(200, 200, -200, -200))

    def _wheel(self, notches: int) -> None:
        middle = QPointF(self.view.viewport().rect().center())
        event = QWheelEvent(
            middle,
            middle,
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)


def all_steps(bench: Bench) -> Iterator[tuple[str, float, Times]]:
    """Every step with its name, what its longest may be (0: its median counts, -1: nothing is asked), and its times."""
    yield "fit repaint", 0, bench.fit_repaint()
    yield "zoom step, 0.5 to 2", 0, bench.zoom(0.5, 2.0)
    yield "zoom step, far away", 0, bench.zoom(0.1, 0.4)
    yield "pan step at 1", 0, bench.pan(1.0)
    yield "pan step at 0.46", 0, bench.pan(0.46)
    yield "pan step at 0.2", 0, bench.pan(0.2)
    yield "drag of one connected node", 0, bench.drag()
    yield "drag of all nodes", -1, bench.drag_all()
    yield "rubber band", 0, bench.band()
    yield "200 states a second, near", 0, bench.states(1.0)
    yield "200 states a second, far", 0, bench.states(0.2)
    yield "crossing a level of detail", 100, bench.cross_levels()
    yield "select all", 100, bench.select_all()
    yield "drop of all nodes", 100, bench.drop_all()
