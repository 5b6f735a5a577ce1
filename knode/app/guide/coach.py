"""The coach: leads through the steps of a first workflow beside the person's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from knode.app import config
from knode.app.background import in_background
from knode.app.guide.card import GuideCard, Ring
from knode.app.guide.stage import Stage
from knode.app.guide.steps import Step, steps

if TYPE_CHECKING:
    from knode.app.window import MainWindow

FILE = "guide"
LOOK_MS = 250
"""How often it looks whether the step was done, and where its place is now: docks and canvas move without a word."""


class Coach(QObject):
    """Leads through the steps in one window.

    Responsibilities: shows the first step that is not done, points at its place, goes on when it was done by whatever way;
    remembers how far the person came. It holds nothing up and can be left at any time.
    """

    ended = Signal(bool)
    """Whether all steps were done."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.stage = Stage(window)
        self.steps = steps()
        self.passed: set[str] = set()
        """Steps that were done or skipped; they stay so, whatever is selected or closed later."""
        self._skipped: list[str] = []
        self.card = GuideCard(window)
        self.ring = Ring(window)
        self.card.hide()
        self.ring.hide()
        self._shown = ""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.card.skip.clicked.connect(self.skip)
        self.card.leave.clicked.connect(self.leave)
        window.closed.connect(self._timer.stop)

    @property
    def is_on(self) -> bool:
        """Whether the person is led."""
        return self._timer.isActive()

    @property
    def step(self) -> Step | None:
        """The first step that is neither done nor skipped."""
        for one in self.steps:
            if one.name in self.passed:
                continue
            if not one.is_done(self.stage):
                return one
            self.passed.add(one.name)
        return None

    def start(self) -> None:
        """Begin, in the workflow in front or in a new one. What is done in it already is not asked for again.

        Nor are steps that were skipped the last time, if that did not come to the end.
        """
        if self.window.session is None:
            self.window.files.new()
        self._skipped = _skipped_before()
        self.passed = set(self._skipped)
        self._shown = ""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Go on if the step was done, and follow its place."""
        step = self.step
        if step is None:
            self._end(finished=True)
            return
        if step.name != self._shown:
            self._shown = step.name
            self.stage.begin()
            self.card.say(step.title, step.text, self.steps.index(step), len(self.steps))
            self._remember(at=step.name, skipped=self._skipped)
        place = step.place(self.stage)
        self.ring.surround(place)
        self.card.stand_beside(place)
        self.card.show()
        self.ring.raise_()
        self.card.raise_()

    def skip(self) -> None:
        """Go on without this step."""
        step = self.step
        if step is not None:
            self.passed.add(step.name)
            self._skipped.append(step.name)
            self.look()

    def leave(self) -> None:
        """End here."""
        self._end(finished=False)

    def _end(self, *, finished: bool) -> None:
        self._timer.stop()
        self.card.hide()
        self.ring.hide()
        if finished:
            self._remember(finished=True)
            if not self._skipped:
                self.window.tell(self.tr("That was a whole workflow, from data to deployment. Well done."), "done")
        self.window.focus_canvas()
        self.ended.emit(finished)

    def _remember(self, **facts: Any) -> None:
        """How far the person came, for the next time; that it cannot be written does not matter here."""
        place = config.folder()
        in_background(lambda: config.write(FILE, facts, place), lambda _: None, lambda _: None)


def _skipped_before() -> list[str]:
    """The steps that were skipped when the guide was left before its end."""
    known = config.read(FILE, {})
    skipped = known.get("skipped") if isinstance(known, dict) else None
    return [name for name in skipped if isinstance(name, str)] if isinstance(skipped, list) else []
