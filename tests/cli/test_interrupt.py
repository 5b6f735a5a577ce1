"""Ctrl-C and requests to terminate: the run stops, the exit code says so, the store stays whole."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from tests.cli.conftest import SCHEMA, Knode, numbers, start, start_python
from tests.trained import bundle, customers

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


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.002)


def test_a_killed_run_leaves_the_old_file_and_what_it_left_is_gone_after_the_next(knode: Knode, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "scored.csv").write_text("old\n")
    process = start(
        "exec", str(numbers()), "--param", "rows=3000000", "--output", f"numbers={folder / 'scored.csv'}", "--json"
    )
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    process.kill()
    process.communicate(timeout=WAIT_SECONDS)
    assert (folder / "scored.csv").read_text() == "old\n"

    assert knode("exec", "numbers.knode", "--output", f"numbers={folder / 'another.csv'}").code == 0

    assert sorted(path.name for path in folder.iterdir()) == ["another.csv", "scored.csv"]


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_bundle_that_is_being_verified_leaves_nothing_in_the_temporary_folder(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    path = bundle(tmp_path, "learn.RandomForestLearner", trees=100)
    folder = tmp_path / "tmp"
    folder.mkdir()
    process = start_python("-m", "knode", "verify", str(path), env={"TMPDIR": str(folder)})
    wait_until(lambda: any(made.is_dir() and any(made.iterdir()) for made in folder.iterdir()))
    process.send_signal(number)
    assert "error: The run was " in process.communicate(timeout=WAIT_SECONDS)[1]
    assert process.returncode == code
    assert list(folder.iterdir()) == []


def test_a_large_file_that_is_being_scored_stops_and_leaves_the_old_one(tmp_path: Path) -> None:
    path = bundle(tmp_path, "learn.RandomForestLearner", trees=20)
    rows = customers(4_600).drop(columns=["left", "since"])
    pd.concat([rows] * 220, ignore_index=True).to_parquet(tmp_path / "rows.parquet")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "scored.parquet").write_text("old")
    files = ["--input", str(tmp_path / "rows.parquet"), "--output", str(folder / "scored.parquet")]
    process = start("exec", str(path), *files, "--json")
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == 143, err
    assert json.loads(out)["status"] == "cancelled"
    assert [entry.read_text() for entry in folder.iterdir()] == ["old"]


STUCK = """
import sys, time
from knode.core.passing import passing_folder
from knode.core.replacement import replacing
from knode.serve import bulk

def in_one_long_step(scorer, source, targets, progress):
    with passing_folder(), replacing(*targets.values()) as file:
        file.write(b"half")
        time.sleep(600)

bulk.SMALL = 1
bulk.score_file = in_one_long_step
from knode.cli.main import main
main()
"""


@pytest.mark.parametrize(("signals", "code"), [([signal.SIGINT], 130), ([signal.SIGTERM, signal.SIGTERM], 143)])
def test_a_batch_that_takes_long_is_not_waited_for_and_leaves_nothing(
    tmp_path: Path, signals: list[signal.Signals], code: int
) -> None:
    path = bundle(tmp_path)
    customers(20).drop(columns=["left", "since"]).to_parquet(tmp_path / "rows.parquet")
    folder, temporary = tmp_path / "out", tmp_path / "tmp"
    folder.mkdir()
    temporary.mkdir()
    (folder / "scored.parquet").write_text("old")
    files = ["--input", str(tmp_path / "rows.parquet"), "--output", str(folder / "scored.parquet")]
    process = start_python("-c", STUCK, "exec", str(path), *files, "--no-daemon", env={"TMPDIR": str(temporary)})
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    since = time.monotonic()
    for number in signals:
        process.send_signal(number)
        time.sleep(0.1)
    out, err = process.communicate(timeout=WAIT_SECONDS)
    assert process.returncode == code, err
    assert time.monotonic() - since < 5
    assert out.startswith("Cancelled after") == (len(signals) == 1)
    assert [entry.read_text() for entry in folder.iterdir()] == ["old"]
    assert list(temporary.iterdir()) == []
