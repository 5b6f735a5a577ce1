"""Stopping a run: at once, politely or not, without hanging, and with what was done kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from knode.core.events import NodeFinished, NodeStarted, RunFinished
from knode.engine import runner
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request
from tests.processes import PATIENCE, start_python, wait_until
from tests.stub.nodes import GATES, REACHED, wire, workflow
from tests.stub.running import Heard, run, states


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What `Wait` nodes wait for; open at the end, so that no thread is left behind."""
    GATES["gate"], REACHED["gate"] = threading.Event(), threading.Event()
    yield GATES["gate"]
    GATES["gate"].set()
    del REACHED["gate"]


class Stopper(Heard):
    """Cancels the run when a node starts."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.token = CancelToken()
        self.at = at

    def __call__(self, event: Any) -> None:
        super().__call__(event)
        if isinstance(event, NodeStarted) and event.node == self.at:
            self.token.set()


def stopped(made: Any, at: str, engine: Engine | None = None) -> tuple[Any, Heard]:
    heard = Stopper(at)
    result = (engine or Engine(threads=2)).run(made, Request(listener=heard, cancel=heard.token))
    return result, heard


def stopped_inside(made: Any, engine: Engine, **options: Any) -> Any:
    """The result of a run that is cancelled while a node waits for the gate."""
    token = CancelToken()
    stopper = threading.Thread(target=lambda: (REACHED["gate"].wait(PATIENCE), token.set()))
    stopper.start()
    try:
        return engine.run(made, Request(cancel=token, **options))
    finally:
        stopper.join()


def waiting(**settings: Any) -> Any:
    return wire(
        workflow(a="Numbers", w=("Wait", settings), b="Add", c="Add"),
        "a.table -> w.table",
        "w.table -> b.table",
        "b.table -> c.table",
    )


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({"gate": "gate", "polite": True}, id="polite"),
        pytest.param({"busy": 10 * PATIENCE}, id="deaf", marks=pytest.mark.untraced),
    ],
)
def test_a_cancelled_run_stops_what_runs_and_skips_what_waits(gate: threading.Event, settings: dict[str, Any]):
    result, heard = stopped(waiting(**settings), "w")
    assert result.status == "cancelled"
    assert states(result) == {"a": "done", "w": "cancelled", "b": "cancelled", "c": "cancelled"}
    assert result.errors == []
    assert heard.started == ["a", "w"]
    assert [event.state for event in heard if isinstance(event, NodeFinished)].count("cancelled") == 3
    assert isinstance(heard[-1], RunFinished)
    assert heard[-1].status == "cancelled"
    assert not result.stuck


def test_what_was_done_before_stays_done(gate: threading.Event):
    engine = Engine(threads=2, memory_bytes=1 << 20)
    made = waiting(gate="gate", polite=True)
    result, _ = stopped(made, "w", engine)
    assert result["a"].table["x"].tolist() == [0, 1, 2]
    gate.set()
    again, heard = run(made, engine)
    assert again.status == "done"
    assert heard.started == ["w", "b", "c"]


def test_nodes_that_are_ready_and_have_no_thread_yet_do_not_run_and_do_not_hold_up_the_end(gate: threading.Event):
    made = workflow(**{f"w{number}": ("Wait", {"gate": "gate", "polite": True}) for number in range(20)})
    result, heard = stopped(made, "w1")
    assert result.status == "cancelled"
    assert not result.stuck
    assert set(states(result).values()) == {"cancelled"}
    assert len(heard.started) <= 3


def test_a_token_that_is_set_before_the_run_stops_it_before_the_first_node():
    token = CancelToken()
    token.set()
    result, heard = run(workflow(a="Numbers", b="Numbers"), cancel=token)
    assert result.status == "cancelled"
    assert heard.started == []


def test_a_token_that_is_set_after_the_last_node_changes_nothing():
    token = CancelToken()
    result, _ = run(workflow(a="Numbers"), cancel=token)
    token.set()
    assert result.status == "done"
    assert result["a"].table["x"].tolist() == [0, 1, 2]


def test_a_value_can_be_looked_at_after_a_cancelled_run(gate: threading.Event):
    made = workflow(a="Numbers", b="Add", w=("Wait", {"gate": "gate", "polite": True}))
    wire(made, "a.table -> b.table", "b.table -> w.table")
    result, _ = stopped(made, "w", Engine(threads=1))
    assert result["a"].table["x"].tolist() == [0, 1, 2], "computed again, although the token of the run is set"


@pytest.mark.untraced
def test_a_node_that_ignores_cancelling_is_left_behind_and_said_so(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runner, "GRACE", 0.2)
    engine = Engine(threads=1)
    heard = Heard()
    result = stopped_inside(waiting(gate="gate"), engine, listener=heard)
    assert result.stuck
    assert result.status == "cancelled"
    assert states(result)["w"] == "cancelled"
    ended = len(heard)
    gate.set()
    wait_until(lambda: not [thread for thread in threading.enumerate() if thread.name.startswith("knode-")])
    assert len(heard) == ended, "nothing is heard of a run that has ended"


def test_a_stuck_node_does_not_keep_the_engine_from_running_something_else(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runner, "GRACE", 0.1)
    engine = Engine(threads=1)
    assert stopped_inside(waiting(gate="gate"), engine).stuck
    assert run(workflow(a="Numbers"), engine)[0].status == "done"


@pytest.mark.parametrize("attempt", range(12))
def test_cancelling_at_any_moment_ends_the_run_with_every_node_accounted_for(attempt: int):
    made = workflow(**{f"w{number}": ("Wait", {"busy": 0.002}) for number in range(30)})
    wire(made, *(f"w{number}.table -> w{number + 1}.table" for number in range(0, 30, 2)))
    token = CancelToken()
    timer = threading.Timer(0.002 * attempt, token.set)
    timer.start()
    result, heard = run(made, Engine(threads=3), cancel=token)
    timer.join()
    assert not result.stuck
    assert set(states(result).values()) <= {"done", "cancelled"}
    assert len([event for event in heard if isinstance(event, NodeFinished)]) == 30
    assert set(heard.started) >= {node for node, state in states(result).items() if state == "done"}


INTERRUPTED = """
import sys, threading
from knode.engine.engine import Engine, Request
from tests.processes import wait_until
from tests.stub.nodes import GATES, REACHED, workflow
GATES["gate"], REACHED["gate"] = threading.Event(), threading.Event()
main = threading.get_ident()

def waits():
    # Whether the run waits for its nodes, of which one waits for the gate.
    frame = sys._current_frames()[main]
    while frame is not None and frame.f_code.co_qualname != "Runner._wait":
        frame = frame.f_back
    return REACHED["gate"].is_set() and frame is not None

def say(text):
    # At once: of what two threads print, the lines may mingle with their ends.
    sys.stdout.write(text + "\\n")
    sys.stdout.flush()

def tell():
    wait_until(waits)
    say("waits")

threading.Thread(target=tell).start()
made = workflow(a="Numbers", w=("Wait", {"gate": "gate", "polite": sys.argv[1] == "polite"}))
def listener(event):
    say(f"{type(event).__name__} {getattr(event, 'node', '')}")
import knode.engine.runner
knode.engine.runner.GRACE = 1.0
result = Engine(threads=3).run(made, Request(listener=listener))
print(result.status, result.stuck, {n: r.state for n, r in result.nodes.items()}, flush=True)
"""


@pytest.mark.untraced
@pytest.mark.parametrize("manners", ["polite", "deaf"])
def test_control_c_cancels_the_run(manners: str):
    process = start_python("-c", INTERRUPTED, manners)
    assert process.stdout is not None
    missing = {"waits\n", "NodeFinished a\n"}
    while missing and (line := process.stdout.readline()):
        missing.discard(line)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, error
    assert error == ""
    said = f"cancelled {manners == 'deaf'} {{"
    assert said in out
    assert "'a': 'done'" in out
    assert "'w': 'cancelled'" in out
