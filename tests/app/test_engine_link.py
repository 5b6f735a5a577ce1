"""A session with a real engine process: what is edited arrives there, and a process that dies is started again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from knode.app.document import Document
from knode.app.engine_link import EngineLink
from knode.app.session import Session
from knode.core.edits import Change
from knode.core.workflow import Instance, Workflow
from knode.host import protocol
from tests.host.desk import install_trouble, stored, workflow
from tests.measuring import at_best
from tests.processes import PATIENCE

LINKS = ("n.table -> a.table", "a.table -> b.table")


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", install_trouble(tmp_path_factory.mktemp("installed")))
        yield


class Opened:
    """A session of a document in a folder, and how to wait for what becomes of it."""

    def __init__(self, qtbot: Any, made: Workflow, folder: Path) -> None:
        made.folder = folder
        self.qtbot = qtbot
        self.link = EngineLink()
        self.session = Session(Document(made), self.link)
        self.states: list[str] = []
        self.refused: list[str] = []
        self.session.engine_state_changed.connect(lambda state, reason: self.states.append(state))
        self.session.refused.connect(self.refused.append)

    def until(self, condition: Callable[[], Any]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()))

    def state(self, node: str) -> str | None:
        status = self.session.statuses.get(node)
        return None if status is None else status.state

    def until_states(self, **states: str) -> None:
        self.until(lambda: all(self.state(node) == state for node, state in states.items()))

    def put(self, instance: Instance) -> None:
        self.session.document.apply([Change("node", instance.id, None, instance)])

    def kill(self) -> None:
        count = self.states.count("lost")
        self.link.client.kill()
        self.until(lambda: self.states.count("lost") > count)

    def close(self) -> None:
        self.session.close()
        self.link.client.stop(5.0)
        self.session.deleteLater()
        self.link.deleteLater()


@pytest.fixture
def opened(qtbot: Any, tmp_path: Path, trouble: None) -> Iterator[Callable[[Workflow], Opened]]:
    made: list[Opened] = []

    def make(document: Workflow) -> Opened:
        made.append(Opened(qtbot, document, tmp_path))
        return made[-1]

    yield make
    for one in made:
        one.close()


def line(a: Instance | str = "trouble.Steady") -> Workflow:
    numbers = Instance("n", "trouble.Numbers", settings={"rows": 3})
    return workflow(*LINKS, n=numbers, a=a, b="trouble.Steady")


def held() -> Instance:
    """A node that never ends by itself."""
    return Instance("a", "trouble.Steady", settings={"until": "never"})


@pytest.mark.untraced
def test_the_window_does_not_wait_and_edits_made_meanwhile_arrive(opened: Callable[[Workflow], Opened]):
    def started(_: int) -> Opened:
        desk = opened(line())
        begun = time.perf_counter()
        desk.session.start()
        assert time.perf_counter() - begun < 0.05
        return desk

    desk = at_best(started)
    assert desk.states == ["starting"]
    desk.put(Instance("n", "trouble.Numbers"))
    desk.until_states(n="idle", b="idle")
    assert "ready" in desk.states
    desk.put(Instance("n", "trouble.Numbers", settings={"rows": 2}))
    desk.until_states(n="ready", b="ready")
    desk.session.run()
    desk.until_states(n="done", b="done")
    desk.until(lambda: desk.session.run_state.status == "done")
    assert desk.session.statuses["b"].outputs["table"].rows == 2


def test_a_killed_process_starts_again_and_names_the_culprit(opened: Callable[[Workflow], Opened]):
    desk = opened(line(held()))
    desk.session.start()
    desk.session.run()
    desk.until_states(n="done", a="running")
    desk.until(lambda: stored(desk.session.document.folder or Path()) >= 1)
    desk.kill()
    assert desk.state("a") == "failed"
    assert not desk.session.run_state.running
    desk.until(lambda: desk.states[-1] == "ready" and desk.state("b") == "ready")
    desk.until_states(n="done", a="failed")
    error = desk.session.statuses["a"].error
    assert error is not None
    assert "killed (signal 9" in error.what
    desk.put(Instance("a", "trouble.Steady"))
    desk.session.run()
    desk.until_states(a="done", b="done")


def test_a_process_that_dies_twice_waits_for_the_person(opened: Callable[[Workflow], Opened]):
    desk = opened(line())
    desk.session.start()
    desk.until_states(b="ready")
    desk.kill()
    desk.until(lambda: desk.states[-1] == "ready")
    desk.kill()
    desk.qtbot.wait(300)
    assert desk.states[-1] == "lost"
    desk.session.run()
    desk.until(lambda: desk.refused)
    desk.put(Instance("n", "trouble.Numbers", settings={"rows": 5}))
    desk.session.restart_engine()
    desk.session.run()
    desk.until_states(b="done")
    assert desk.session.statuses["b"].outputs["table"].rows == 5


def test_an_answer_that_nobody_waits_for_any_more_is_dropped(opened: Callable[[Workflow], Opened]):
    desk = opened(line())
    desk.session.start()
    answers: list[Any] = []
    params = protocol.ArrangeParams(sizes={"a": (1.0, 1.0)}, links=())
    desk.session.call(protocol.ARRANGE, params, answers.append).forget()
    desk.session.call(protocol.ARRANGE, params, answers.append)
    desk.until(lambda: answers)
    desk.qtbot.wait(100)
    assert len(answers) == 1


@pytest.mark.untraced
@pytest.mark.parametrize("node", ["trouble.Blocking", "trouble.Steady"])
def test_a_node_that_blocks_never_delays_the_window(opened: Callable[[Workflow], Opened], node: str):
    def measured(_: int) -> None:
        desk = opened(line(Instance("a", node, settings={"until": "never"} if node.endswith("Steady") else {})))
        desk.session.start()
        desk.until_states(b="ready")
        desk.qtbot.wait(300)  # Classes of events are imported at the first of each.
        gaps: list[float] = []
        last = [time.perf_counter()]

        def beat() -> None:
            now = time.perf_counter()
            gaps.append(now - last[0])
            last[0] = now

        timer = QTimer()
        timer.timeout.connect(beat)
        timer.start(5)
        desk.session.run()
        desk.qtbot.wait(1_500)
        desk.session.cancel()
        desk.qtbot.wait(300)
        timer.stop()
        assert len(gaps) > 100
        # The machine itself may give the window no time for a moment; a window that waited would be late all the while.
        assert sorted(gaps)[-3] < 0.05, sorted(gaps)[-5:]

    at_best(measured)


def test_closing_a_session_ends_its_process(opened: Callable[[Workflow], Opened]):
    import psutil

    desk = opened(line(held()))
    desk.session.start()
    desk.session.run()
    desk.until_states(a="running")
    process = psutil.Process(desk.link.client.pid)
    desk.session.close()
    process.wait(PATIENCE)
    assert desk.states[-1] == "stopped"
