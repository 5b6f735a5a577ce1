"""What is left when an engine process dies, and what ends it: nothing of it outlives its window."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from knode.core.errors import EngineLost
from knode.core.workflow import Instance, Link
from knode.host import protocol
from knode.host.client import problems_of
from tests.host.desk import Desk
from tests.host.test_running import held_line
from tests.host.test_statuses import line
from tests.processes import PATIENCE, alive, start_python, wait_until

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
    made = held_line()
    desk.open(made)
    desk.run("n")
    desk.start()
    desk.until_states(a="running")
    desk.wait_for_stored(1)
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
        future.result(PATIENCE)
    desk.until(lambda: desk.lost)
    with pytest.raises(EngineLost):
        desk.client.call(protocol.REFRESH, protocol.Nothing()).result(PATIENCE)


def test_a_process_ends_with_its_connection_while_a_node_runs(
    make_desk: Callable[[], Desk], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("knode.host.process.END_SECONDS", 10 * PATIENCE)
    desk = make_desk()
    desk.open(held_line())
    desk.start()
    desk.until_states(a="running")
    process = psutil.Process(desk.client.pid)
    desk.client.stop()
    wait_until(lambda: not alive(process))
    desk.close()
    assert not desk.lost


WINDOW = """
import sys, time
from pathlib import Path
from tests.host.desk import Desk, workflow
from knode.core.workflow import Instance
desk = Desk(Path(sys.argv[1]))
numbers = Instance("n", "trouble.Numbers", settings={"rows": 1})
settings = {"until": "never"} if sys.argv[2].endswith("Steady") else {}
desk.open(workflow("n.table -> a.table", n=numbers, a=Instance("a", sys.argv[2], settings=settings)))
desk.run("n")
desk.start()
time.sleep(0.5)
print(desk.client.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("node", ["trouble.Blocking", "trouble.Steady"])
def test_nothing_outlives_a_window_that_is_killed(tmp_path: Path, trouble: None, node: str):
    window = start_python("-c", WINDOW, tmp_path, node, env={"PYTHONPATH": os.environ["PYTHONPATH"]})
    assert window.stdout is not None
    engine = psutil.Process(int(window.stdout.readline()))
    family = [engine, *engine.children(recursive=True)]
    window.kill()
    wait_until(lambda: not any(alive(process) for process in family))


def test_a_workflow_survives_that_its_engine_is_killed_again_and_again(make_desk: Callable[[], Desk]):
    desk = make_desk()
    made = line()
    for turn in range(ROUNDS):
        desk.statuses.clear()
        desk.lost.clear()
        made.replace(Instance("b", "trouble.Steady", settings={"until": f"never {turn}"}))
        desk.open(made)
        desk.start()
        desk.until_states(a="done", b="running")
        if turn:
            assert desk.statuses["a"].reused
        desk.wait_for_stored(2)
        desk.client.kill()
        desk.until(lambda: desk.lost)
        assert desk.lost[0].running == ("b",)
        assert desk.state("b") == "failed"
    made.replace(Instance("b", "trouble.Steady"))
    desk.open(made)
    assert desk.run().status == "done"
