"""Ctrl-C and requests to terminate: the run stops, the exit code says so, the store stays whole."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import SCHEMA, Knode, numbers, start

pytestmark = pytest.mark.uncovered

WAIT_SECONDS = 60.0


def wait_for(text: str, process: subprocess.Popen[str]) -> None:
    """Read stderr up to the line with this text."""
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return
    raise AssertionError(f"{text!r} never came")


def begun(seconds: float, node: str = "trial.Slow", *options: str) -> subprocess.Popen[str]:
    """A run whose first node is done and whose second goes on for so long."""
    process = start("exec", str(numbers(after=node, settings={"seconds": seconds})), "--progress", "plain", *options)
    wait_for("numbers", process)
    time.sleep(0.3)
    return process


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_what_runs_and_keeps_what_is_done(knode: Knode, number: signal.Signals, code: int) -> None:
    process = begun(WAIT_SECONDS)
    process.send_signal(number)
    out, _ = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == code
    assert out.startswith("Cancelled after")
    assert knode("exec", "numbers.knode", "--to", "numbers", "--json").states()["numbers"] == "reused"
    assert [run["status"] for run in knode("store", "runs", "--json").json()] == ["done", "cancelled"]


def test_the_report_of_a_run_that_was_stopped(workspace: Path) -> None:
    process = begun(WAIT_SECONDS, "trial.Slow", "--json")
    process.send_signal(signal.SIGINT)
    report = json.loads(process.communicate(timeout=WAIT_SECONDS)[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert report["status"] == "cancelled"
    assert [node["state"] for node in report["nodes"]] == ["done", "skipped"]


def test_a_node_that_does_not_hear_is_left_behind(knode: Knode) -> None:
    process = begun(WAIT_SECONDS * 10, "trial.Stubborn")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 130
    assert knode("exec", "numbers.knode", "--to", "numbers", "--json").states()["numbers"] == "reused"


def test_a_second_ctrl_c_ends_at_once(knode: Knode) -> None:
    process = begun(WAIT_SECONDS * 10, "trial.Stubborn")
    process.send_signal(signal.SIGINT)
    wait_for("Press Ctrl-C again", process)
    since = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 130
    assert time.monotonic() - since < 4
    assert knode("exec", "numbers.knode", "--to", "numbers").code == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_capture_that_is_stopped_ends_with_the_code_of_the_signal(
    workspace: Path, number: signal.Signals, code: int
) -> None:
    path = numbers(after="trial.Slow", settings={"seconds": WAIT_SECONDS})
    process = start("capture", str(path), "--node", "after", "--json")
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=4)
    process.send_signal(number)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == code, err
    assert json.loads(out)["status"] == "cancelled"
