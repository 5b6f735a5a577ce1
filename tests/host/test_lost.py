"""What is left when an engine process dies, and what ends it: nothing of it outlives its window."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from knode.core.errors import EngineLost
from knode.core.workflow import Instance, Link
from knode.host import protocol
from knode.host.client import problems_of
from tests.host.conftest import ROOT
from tests.host.desk import Desk, wait_until
from tests.host.test_running import slow_line
from tests.host.test_statuses import line

pytestmark = pytest.mark.uncovered
ROUNDS = 50 if os.environ.get("KNODE_TESTS") == "thorough" else 6


def dying():
    made = line()
    made.add(Instance("d", "trouble.Dying"))
    made.restore_link(Link("a", "table", "d", "table"))
    return made


def test_a_node_that_ends_the_process_is_named_and_failed(make_desk: Callable[[], Desk]):
    desk = make_desk()
    desk.open(dying())
    desk.start("d")
    desk.until(lambda: desk.lost)
    lost = desk.lost[0]
    assert (lost.exit_code, lost.running) == (7, ("d",))
    desk.until_states(d="failed")
    error = desk.statuses["d"].error
    assert error is not None
    assert error.what == "The engine process ended (exit code 7) while this node ran."
    assert error.hint


def test_after_a_kill_the_next_process_knows_results_and_the_culprit(make_desk: Callable[[], Desk]):
    desk = make_desk()
    made = slow_line()
    desk.open(made)
    desk.run("n")
    desk.start()
    desk.until_states(a="running")
    time.sleep(0.3)  # Results are written within a twentieth of a second.
    assert desk.client.pid is not None
    os.kill(desk.client.pid, signal.SIGKILL)
    desk.until(lambda: desk.lost)
    assert "killed (signal 9" in desk.lost[0].reason
    failed = dict(problems_of(desk.lost[0]))
    desk.statuses.clear()
    desk.open(made, failed=failed)
    desk.until_states(n="done", a="failed", b="ready")
    assert desk.statuses["n"].reused
    desk.put(Instance("a", "trouble.Steady"))
    desk.until_states(a="ready")
    assert desk.run().status == "done"


def test_calls_that_are_under_way_end_with_the_process(make_desk: Callable[[], Desk]):
    desk = make_desk()
    desk.open(line())
    desk.client.kill()
    future = desk.client.call(protocol.REFRESH, protocol.Nothing())
    with pytest.raises(EngineLost):
        future.result(10)
    desk.until(lambda: desk.lost)
    with pytest.raises(EngineLost):
        desk.client.call(protocol.REFRESH, protocol.Nothing()).result(10)


def test_a_process_ends_with_its_connection_while_a_node_runs(make_desk: Callable[[], Desk]):
    desk = make_desk()
    desk.open(slow_line())
    desk.start()
    desk.until_states(a="running")
    process = psutil.Process(desk.client.pid)
    begun = time.monotonic()
    desk.client.stop()
    wait_until(lambda: not alive(process), 4)
    assert time.monotonic() - begun < 3
    desk.close()
    assert not desk.lost


WINDOW = """
import sys, time
from pathlib import Path
from tests.host.desk import Desk, workflow
from knode.core.workflow import Instance
desk = Desk(Path(sys.argv[1]))
numbers = Instance("n", "trouble.Numbers", settings={"rows": 1})
settings = {"seconds": 60.0} if sys.argv[2].endswith("Steady") else {}
desk.open(workflow("n.table -> a.table", n=numbers, a=Instance("a", sys.argv[2], settings=settings)))
desk.run("n")
desk.start()
time.sleep(0.5)
print(desk.client.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("node", ["trouble.Blocking", "trouble.Steady"])
def test_nothing_outlives_a_window_that_is_killed(tmp_path: Path, trouble: None, node: str):
    command = [sys.executable, "-c", WINDOW, str(tmp_path), node]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as window:
        assert window.stdout is not None
        engine = psutil.Process(int(window.stdout.readline()))
        family = [engine, *engine.children(recursive=True)]
        window.kill()
    wait_until(lambda: not any(alive(process) for process in family), 8)


def alive(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def test_a_workflow_survives_that_its_engine_is_killed_again_and_again(make_desk: Callable[[], Desk]):
    desk = make_desk()
    made = line()
    for turn in range(ROUNDS):
        desk.statuses.clear()
        desk.lost.clear()
        made.replace(Instance("b", "trouble.Steady", settings={"seconds": 5.0 + turn}))
        desk.open(made)
        desk.start()
        desk.until_states(a="done", b="running")
        if turn:
            assert desk.statuses["a"].reused
        time.sleep(0.15)
        desk.client.kill()
        desk.until(lambda: desk.lost)
        assert desk.lost[0].running == ("b",)
        assert desk.state("b") == "failed"
    made.replace(Instance("b", "trouble.Steady"))
    desk.open(made)
    assert desk.run().status == "done"
