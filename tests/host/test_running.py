"""Runs in an engine process: one at a time, of what was there when they were asked for, to be paused and stopped."""

from __future__ import annotations

import time

from knode.core.workflow import Instance
from knode.host import protocol
from tests.host.desk import Desk, workflow
from tests.host.test_statuses import LINE, line
from tests.processes import PATIENCE


def held_line():
    """Its middle node ends when it is let go."""
    made = line()
    made.replace(Instance("a", "trouble.Steady", settings={"until": "go"}))
    return made


def test_a_run_tells_states_progress_and_its_end(desk: Desk):
    desk.open(held_line())
    number = desk.start()
    desk.until(lambda: desk.state("a") == "running" and desk.statuses["a"].fraction)
    assert desk.statuses["a"].message.startswith("part ")
    assert desk.state("b") == "queued"
    desk.let_go()
    end = desk.wait_for_run(number)
    assert (end.status, end.done, end.total, end.current) == ("done", 3, 3, ())
    desk.until_states(n="done", a="done", b="done")
    assert next(line.text for line in desk.lines) == f"Run {number}: 3 of 3 nodes to run"


def test_the_end_of_a_run_is_told_after_what_its_nodes_said(desk: Desk):
    made = workflow()
    for number in range(8):
        made.add(Instance(f"absent{number}", "io.CsvReader", settings={"path": f"absent{number}.csv"}))
    desk.open(made)
    for _ in range(5):
        desk.lines.clear()
        number = desk.start()
        desk.until(lambda number=number: any(line.text.startswith(f"Run {number}: failed in ") for line in desk.lines))
        said = [line.node for line in desk.lines]
        assert (said[0], said[-1]) == ("", "")
        assert sorted(filter(None, said)) == [f"absent{each}" for each in range(8)]


def test_remaining_time_follows_from_earlier_runs(desk: Desk):
    made = line()
    made.replace(Instance("a", "trouble.Steady", settings={"seconds": 0.5}))
    desk.open(made)
    begun = time.monotonic()
    desk.run()
    took = time.monotonic() - begun
    desk.runs.clear()
    desk.run(fresh=True)
    guesses = [one.remaining_seconds for one in desk.runs if one.remaining_seconds is not None]
    assert guesses
    assert max(guesses) < took


def test_a_cancelled_run_leaves_what_did_not_finish_ready(desk: Desk):
    desk.open(held_line())
    number = desk.start()
    desk.until_states(a="running")
    desk.call(protocol.CANCEL)
    assert desk.wait_for_run(number).status == "cancelled"
    desk.until_states(n="done", a="ready", b="ready")


def test_while_a_run_is_paused_no_node_starts(desk: Desk):
    desk.open(held_line())
    number = desk.start()
    desk.until_states(a="running")
    desk.call(protocol.PAUSE)
    desk.let_go()
    desk.until_states(a="done")
    time.sleep(0.2)
    assert desk.state("b") == "queued"
    assert desk.runs[-1].paused
    desk.call(protocol.RESUME)
    assert desk.wait_for_run(number).status == "done"
    assert not desk.runs[-1].paused


def test_a_paused_run_can_be_cancelled(desk: Desk):
    desk.open(held_line())
    desk.call(protocol.PAUSE)
    number = desk.start()
    desk.until_states(n="queued")
    desk.call(protocol.CANCEL)
    assert desk.wait_for_run(number).status == "cancelled"


def test_an_edit_during_a_run_changes_nothing_for_it(desk: Desk):
    desk.open(held_line())
    number = desk.start()
    desk.until_states(a="running")
    desk.put(Instance("b", "trouble.Numbers", settings={"rows": 1}))
    desk.until(lambda: desk.state("b") in ("ready", "idle"))
    desk.let_go()
    end = desk.wait_for_run(number)
    assert (end.status, end.done) == ("done", 3)
    desk.put(Instance("b", "trouble.Steady"))
    desk.until_states(b="done")


def test_a_second_run_waits_for_the_first_and_can_be_taken_away(desk: Desk):
    desk.open(held_line())
    first = desk.start()
    second, third = desk.start("n"), desk.start(fresh=True)
    desk.until(lambda: any([run.number for run in one.queue] == [second, third] for one in desk.runs))
    desk.call(protocol.UNQUEUE, protocol.RunNumber(number=third))
    desk.let_go()
    assert desk.wait_for_run(first).status == "done"
    end = desk.wait_for_run(second)
    assert (end.status, end.total, end.queue) == ("done", 0, ())


def test_running_to_a_node_that_cannot_run_fails_with_the_reason(desk: Desk):
    made = workflow("x.table -> y.table", x="trouble.Steady", y="trouble.Steady")
    desk.open(made)
    desk.until_states(x="idle", y="idle")
    assert desk.run("y").status == "failed"
    desk.until_states(y="failed", x="idle")
    error = desk.statuses["y"].error
    assert error is not None
    assert error.node == "x"
    assert any(one.level == "error" and "not connected" in one.text for one in desk.lines)


def test_a_failure_is_told_with_its_reason_and_skips_what_needs_it(desk: Desk):
    made = workflow(
        *LINE, n=Instance("n", "io.CsvReader", settings={"path": "absent.csv"}), a="trouble.Steady", b="trouble.Steady"
    )
    desk.open(made)
    assert desk.run().status == "failed"
    desk.until_states(n="failed", a="skipped", b="skipped")
    error = desk.statuses["n"].error
    assert error is not None
    assert "absent.csv" in error.what


def test_values_that_were_not_kept_cannot_be_looked_at_before_a_run(desk: Desk):
    desk.open(line())
    error = desk.client.call(protocol.PEEK, protocol.PeekParams(step="b", port="table")).exception(PATIENCE)
    assert error is not None
    assert "Run it first" in str(error)


def test_a_stale_node_still_shows_its_last_result(desk: Desk):
    desk.open(line())
    desk.run()
    desk.put(Instance("n", "trouble.Numbers", settings={"rows": 9}))
    desk.until_states(b="ready")
    peek = desk.call(protocol.PEEK, protocol.PeekParams(step="b", port="table"))
    assert peek.rows == 3
