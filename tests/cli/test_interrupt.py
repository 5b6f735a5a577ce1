"""Ctrl-C and requests to terminate: the run stops, the exit code says so, the store stays whole."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import jsonschema
import pytest

from tests.cli.conftest import SCHEMA, Knode, numbers, start
from tests.processes import PATIENCE, start_python, wait_until
from tests.trained import bundle, customers

pytestmark = pytest.mark.uncovered

NEVER = 10 * PATIENCE
"""Seconds that go beyond every patience: what would last so long was not waited for."""


def wait_for(text: str, process: subprocess.Popen[str]) -> None:
    """Read stderr up to the line with this text."""
    assert process.stderr is not None
    for line in process.stderr:
        if text in line:
            return
    raise AssertionError(f"{text!r} never came")


def endless(node: str = "trial.Slow") -> Path:
    """A workflow whose second node never ends; once it runs, the file `runs` is there."""
    return numbers(after=node, settings={"seconds": NEVER, "mark": "runs"})


def begun(node: str = "trial.Slow", *options: str) -> subprocess.Popen[str]:
    """A run whose first node is done and whose second goes on and on."""
    process = start("exec", str(endless(node)), "--progress", "plain", *options)
    wait_until(Path("runs").exists)
    return process


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_what_runs_and_keeps_what_is_done(knode: Knode, number: signal.Signals, code: int) -> None:
    process = begun()
    process.send_signal(number)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert out.startswith("Cancelled after")
    assert knode("exec", "numbers.knode", "--to", "numbers", "--json").states()["numbers"] == "reused"
    assert [run["status"] for run in knode("store", "runs", "--json").json()] == ["done", "cancelled"]


def test_the_report_of_a_run_that_was_stopped(workspace: Path) -> None:
    process = begun("trial.Slow", "--json")
    process.send_signal(signal.SIGINT)
    report = json.loads(process.communicate(timeout=PATIENCE)[0])
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    assert report["status"] == "cancelled"
    assert [node["state"] for node in report["nodes"]] == ["done", "skipped"]


def test_a_node_that_does_not_hear_is_left_behind(knode: Knode) -> None:
    process = begun("trial.Stubborn")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert knode("exec", "numbers.knode", "--to", "numbers", "--json").states()["numbers"] == "reused"


PATIENT = """
from knode.engine import runner
runner.GRACE = 600
from tests.cli.trial import main
main()
"""


def test_a_second_ctrl_c_ends_at_once(knode: Knode) -> None:
    process = start_python("-c", PATIENT, "exec", endless("trial.Stubborn"), "--progress", "plain")
    wait_until(Path("runs").exists)
    process.send_signal(signal.SIGINT)
    wait_for("Press Ctrl-C again", process)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert knode("exec", "numbers.knode", "--to", "numbers").code == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_capture_that_is_stopped_ends_with_the_code_of_the_signal(
    workspace: Path, number: signal.Signals, code: int
) -> None:
    process = start("capture", str(endless()), "--node", "after", "--json")
    wait_until(Path("runs").exists)
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, err
    assert json.loads(out)["status"] == "cancelled"


UNFINISHED = """
import time
from knode.core import replacement
replacement.finish = lambda file: time.sleep(600)
from tests.cli.trial import main
main()
"""


def test_a_killed_run_leaves_the_old_file_and_what_it_left_is_gone_after_the_next(knode: Knode, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "scored.csv").write_text("old\n")
    output = f"numbers={folder / 'scored.csv'}"
    process = start_python("-c", UNFINISHED, "exec", numbers(), "--output", output, "--json")
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    process.kill()
    process.communicate(timeout=PATIENCE)
    assert (folder / "scored.csv").read_text() == "old\n"

    assert knode("exec", "numbers.knode", "--output", f"numbers={folder / 'another.csv'}").code == 0

    assert sorted(path.name for path in folder.iterdir()) == ["another.csv", "scored.csv"]


LOADING = """
import time
from knode.store.models import ModelCodec
ModelCodec.load = lambda *_: time.sleep(600)
from knode.cli.main import main
main()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_bundle_that_is_being_verified_leaves_nothing_in_the_temporary_folder(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    path = bundle(tmp_path)
    folder = tmp_path / "tmp"
    folder.mkdir()
    process = start_python("-c", LOADING, "verify", path, env={"TMPDIR": str(folder)})
    wait_until(lambda: any(made.is_dir() and any(made.iterdir()) for made in folder.iterdir()))
    process.send_signal(number)
    assert "error: The run was " in process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == code
    assert list(folder.iterdir()) == []


ENDLESS = """
import itertools
from knode.serve import bulk
bulk.SMALL = 1
ahead = bulk._ahead
bulk._ahead = lambda *given: itertools.cycle(list(ahead(*given)))
from knode.cli.main import main
main()
"""


def test_a_large_file_that_is_being_scored_stops_and_leaves_the_old_one(tmp_path: Path) -> None:
    path = bundle(tmp_path, "learn.RandomForestLearner", trees=20)
    customers(10_000).drop(columns=["left", "since"]).to_parquet(tmp_path / "rows.parquet")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "scored.parquet").write_text("old")
    files = ["--input", str(tmp_path / "rows.parquet"), "--output", str(folder / "scored.parquet")]
    process = start_python("-c", ENDLESS, "exec", path, *files, "--json", "--no-daemon")
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 143, err
    assert json.loads(out)["status"] == "cancelled"
    assert [entry.read_text() for entry in folder.iterdir()] == ["old"]


STUCK = """
import sys, time
from knode.core.passing import passing_folder
from knode.core.replacement import replacing
from knode.cli import interrupt
from knode.serve import bulk

interrupt.PATIENCE = float(sys.argv.pop())

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
    words = ["exec", path, *files, "--no-daemon", "--progress", "plain"]
    patience = 1 if len(signals) == 1 else NEVER
    process = start_python("-c", STUCK, *words, patience, env={"TMPDIR": str(temporary)})
    wait_until(lambda: len(list(folder.iterdir())) == 2)
    process.send_signal(signals[0])
    for number in signals[1:]:
        wait_for("Press Ctrl-C again", process)
        process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, err
    assert out.startswith("Cancelled after") == (len(signals) == 1)
    assert [entry.read_text() for entry in folder.iterdir()] == ["old"]
    assert list(temporary.iterdir()) == []
