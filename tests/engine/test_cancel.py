"""Stopping a run: at once, politely or not, without hanging, and with what was done kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knode.core.events import NodeFinished, NodeStarted, RunFinished
from knode.engine import runner
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request
from tests.stub.nodes import GATES, wire, workflow
from tests.stub.running import Heard, run, states

ROOT = Path(__file__).parents[2]


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """What `Wait` nodes wait for; open at the end, so that no thread is left behind."""
    GATES["gate"] = threading.Event()
    yield GATES["gate"]
    GATES["gate"].set()


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


def stopped(made: Any, at: str, engine: Engine | None = None) -> tuple[Any, Heard, float]:
    heard = Stopper(at)
    begun = time.monotonic()
    result = (engine or Engine(threads=2)).run(made, Request(listener=heard, cancel=heard.token))
    return result, heard, time.monotonic() - begun


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
        pytest.param({"busy": 30.0}, id="deaf", marks=pytest.mark.untraced),
    ],
)
def test_a_cancelled_run_stops_what_runs_and_skips_what_waits(gate: threading.Event, settings: dict[str, Any]):
    result, heard, seconds = stopped(waiting(**settings), "w")
    assert result.status == "cancelled"
    assert states(result) == {"a": "done", "w": "cancelled", "b": "cancelled", "c": "cancelled"}
    assert seconds < 2
    assert result.errors == []
    assert heard.started == ["a", "w"]
    assert [event.state for event in heard if isinstance(event, NodeFinished)].count("cancelled") == 3
    assert isinstance(heard[-1], RunFinished)
    assert heard[-1].status == "cancelled"
    assert not result.stuck


def test_what_was_done_before_stays_done(gate: threading.Event):
    engine = Engine(threads=2, memory_bytes=1 << 20)
    made = waiting(gate="gate", polite=True)
    result, _, _ = stopped(made, "w", engine)
    assert result["a"].table["x"].tolist() == [0, 1, 2]
    gate.set()
    again, heard = run(made, engine)
    assert again.status == "done"
    assert heard.started == ["w", "b", "c"]


def test_nodes_that_are_ready_and_have_no_thread_yet_do_not_run_and_do_not_hold_up_the_end(gate: threading.Event):
    made = workflow(**{f"w{number}": ("Wait", {"gate": "gate", "polite": True}) for number in range(20)})
    result, heard, seconds = stopped(made, "w1")
    assert result.status == "cancelled"
    assert seconds < 2
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
    result, _, _ = stopped(made, "w", Engine(threads=1))
    assert result["a"].table["x"].tolist() == [0, 1, 2], "computed again, although the token of the run is set"


@pytest.mark.untraced
def test_a_node_that_ignores_cancelling_is_left_behind_and_said_so(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runner, "GRACE", 0.2)
    engine = Engine(threads=1)
    heard = Heard()
    token = CancelToken()
    threading.Timer(0.1, token.set).start()
    result = engine.run(waiting(gate="gate"), Request(listener=heard, cancel=token))
    assert result.stuck
    assert result.status == "cancelled"
    assert states(result)["w"] == "cancelled"
    ended = len(heard)
    gate.set()
    time.sleep(0.3)
    assert len(heard) == ended, "nothing is heard of a run that has ended"
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("knode-")]


def test_a_stuck_node_does_not_keep_the_engine_from_running_something_else(
    gate: threading.Event, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(runner, "GRACE", 0.1)
    engine = Engine(threads=1)
    token = CancelToken()
    threading.Timer(0.05, token.set).start()
    assert engine.run(waiting(gate="gate"), Request(cancel=token)).stuck
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
from tests.stub.nodes import GATES, workflow
GATES["gate"] = threading.Event()
made = workflow(a="Numbers", w=("Wait", {"gate": "gate", "polite": sys.argv[1] == "polite"}))
def listener(event):
    print(type(event).__name__, getattr(event, "node", ""), flush=True)
import knode.engine.runner
knode.engine.runner.GRACE = 1.0
result = Engine(threads=3).run(made, Request(listener=listener))
print(result.status, result.stuck, {n: r.state for n, r in result.nodes.items()}, flush=True)
"""


@pytest.mark.untraced
@pytest.mark.parametrize("manners", ["polite", "deaf"])
def test_control_c_cancels_the_run(manners: str):
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, manners],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("NodeStarted w"):
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, error = process.communicate(timeout=20)
    assert process.returncode == 0, error
    assert error == ""
    said = f"cancelled {manners == 'deaf'} {{"
    assert said in out
    assert "'a': 'done'" in out
    assert "'w': 'cancelled'" in out
