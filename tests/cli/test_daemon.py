"""The daemon: what `knode exec` says and does is the same with it, only sooner."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from knode.host import resident
from tests.host.desk import install_trouble
from tests.processes import PATIENCE, alive, start, wait_until

pytestmark = pytest.mark.uncovered

ROOT = Path(__file__).parents[2]
PATIENT = f"from knode.host import resident; resident.GREETING_SECONDS = {PATIENCE}; from knode.cli.main import "
"""A machine that stands still does not let a command do without the daemon."""
PROGRAM = [sys.executable, "-c", f"{PATIENT}main; main()"]
WORKFLOW = {
    "format": 1,
    "name": "small",
    "parameters": {"size": {"type": "number", "default": 0.5}},
    "nodes": {
        "data": {"type": "io.ExampleData", "settings": {}},
        "part": {"type": "prep.Partition", "settings": {}, "bindings": {"fraction": {"parameter": "size"}}},
    },
    "links": ["data.table -> part.table"],
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment with a daemon of its own."""
    path = install_trouble(tmp_path_factory.mktemp("installed"))
    given = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path_factory.mktemp("run")), "PYTHONPATH": path}
    answer = subprocess.run(
        [*PROGRAM, "daemon", "start"], env=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.startswith("The daemon runs (process ")
    yield given
    subprocess.run([*PROGRAM, "daemon", "stop"], env=given, cwd=ROOT, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small workflow."""
    (tmp_path / "small.knode").write_text(json.dumps(WORKFLOW))
    return tmp_path


def knode(environment: dict[str, str], folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, *arguments]
    return subprocess.run(
        command, env={**environment, **more}, cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )


def status(environment: dict[str, str]) -> dict[str, int]:
    answer = json.loads(knode(environment, ROOT, "daemon", "status", "--json").stdout)
    assert answer["running"]
    return dict(answer["daemon"])


def plain(report: str) -> object:
    """A report without what differs from run to run."""
    data = json.loads(report)
    for part in (data, *data["nodes"]):
        part["seconds"] = 0
        part.pop("run", None)
        part.pop("peak_bytes", None)
    return data


def test_a_run_gives_the_same_report_streams_and_exit_code(environment: dict[str, str], folder: Path):
    line = ("exec", "small.knode", "--fresh", "--json", "--progress", "none")
    before = status(environment)["served"]
    warm, cold = knode(environment, folder, *line), knode(environment, folder, *line, "--no-daemon")
    assert status(environment)["served"] == before + 1
    assert (warm.returncode, cold.returncode) == (0, 0)
    assert plain(warm.stdout) == plain(cold.stdout)
    assert warm.stderr == cold.stderr


def test_failures_and_wrong_commands_end_alike(environment: dict[str, str], folder: Path):
    data = json.loads((folder / "small.knode").read_text())
    data["nodes"]["data"] = {"type": "io.CsvReader", "settings": {"path": "absent.csv"}}
    (folder / "failing.knode").write_text(json.dumps(data))
    for line in (["failing.knode", "--progress", "none"], ["small.knode", "--param", "size=much"], ["absent.knode"]):
        warm, cold = knode(environment, folder, "exec", *line), knode(environment, folder, "exec", *line, "--no-daemon")
        assert warm.returncode == cold.returncode != 0
        assert warm.stderr == cold.stderr


def test_relative_files_start_at_the_callers_folder(environment: dict[str, str], folder: Path):
    answer = knode(environment, folder, "exec", "small.knode", "--output", "part.train=train.csv")
    assert answer.returncode == 0, answer.stderr
    assert (folder / "train.csv").read_text().count("\n") == 76


def test_a_small_workflow_costs_its_caller_next_to_nothing(environment: dict[str, str], folder: Path):
    knode(environment, folder, "exec", "small.knode")
    code = f"import sys; {PATIENT}run; run(['exec', 'small.knode']); print(*sys.modules, file=sys.stderr)"
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=folder, capture_output=True, text=True, timeout=PATIENCE
    )
    imported = set(answer.stderr.split())
    assert "Done" in answer.stdout
    assert not imported & {"numpy", "pandas", "pyarrow", "sklearn", "networkx", "pydantic"}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_the_caller_stops_the_run(environment: dict[str, str], folder: Path, number: int, code: int):
    data = json.loads((folder / "small.knode").read_text())
    data["nodes"] = {
        "n": {"type": "trouble.Numbers", "settings": {"rows": 1}},
        "a": {"type": "trouble.Steady", "settings": {"seconds": 10 * PATIENCE}},
    }
    data["links"], data["parameters"] = ["n.table -> a.table"], {}
    (folder / "slow.knode").write_text(json.dumps(data))
    process = start(*PROGRAM, "exec", "slow.knode", "--progress", "plain", env=environment, cwd=folder)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("done")
    process.send_signal(number)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    wait_until(lambda: status(environment)["running"] == 0)


def test_a_caller_that_is_killed_takes_its_run_with_it(environment: dict[str, str], folder: Path):
    test_a_signal_to_the_caller_stops_the_run(environment, folder, signal.SIGTERM, 143)
    process = start(*PROGRAM, "exec", "slow.knode", "--progress", "plain", "--fresh", env=environment, cwd=folder)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("done")
    assert status(environment)["running"] == 1
    process.kill()
    wait_until(lambda: status(environment)["running"] == 0)


def test_only_its_user_can_reach_it(environment: dict[str, str]):
    place = Path(environment["XDG_RUNTIME_DIR"]) / "knode"
    assert place.stat().st_mode & 0o777 == 0o700
    key = next(place.glob("*.key"))
    assert key.stat().st_mode & 0o777 == 0o600


def test_who_does_not_know_the_key_is_not_served(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch):
    for name in ("XDG_RUNTIME_DIR", "PYTHONPATH"):
        monkeypatch.setenv(name, environment[name])
    where = resident.place()
    before = status(environment)["served"]
    with resident.connected(where, PATIENCE) as connection:
        assert connection is not None
        content = json.dumps({"key": "guess", "do": "run", "arguments": []}).encode()
        connection.sendall(len(content).to_bytes(4, "big") + content)
        connection.settimeout(PATIENCE)
        assert connection.recv(100) == b""
    assert status(environment)["served"] == before


def test_starting_twice_is_once_and_after_a_stop_runs_go_on_without_it(tmp_path: Path, folder: Path):
    (tmp_path / "own").mkdir()
    given = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "own")}
    knode(given, folder, "daemon", "start")
    first = status(given)["pid"]
    assert "runs already" in knode(given, folder, "daemon", "start").stdout
    assert status(given)["pid"] == first
    daemon = psutil.Process(first)
    daemon.kill()
    wait_until(lambda: not alive(daemon))
    assert "No daemon runs" in knode(given, folder, "daemon", "status").stdout
    assert knode(given, folder, "exec", "small.knode").returncode == 0
    assert "No daemon runs" in knode(given, folder, "daemon", "stop").stdout


def test_it_ends_when_nobody_asks_for_anything(tmp_path: Path):
    (tmp_path / "own").mkdir()
    given = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path / "own")}
    line = [*PROGRAM, "daemon", "start", "--foreground", "--idle-minutes", "0.01"]
    assert subprocess.run(line, env=given, cwd=ROOT, timeout=PATIENCE).returncode == 0
    assert not list((tmp_path / "own" / "knode").glob("*.sock"))


@pytest.mark.parametrize("mode", [0o777, 0o755, 0o700])
def test_only_a_daemon_in_a_folder_of_ones_own_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int
) -> None:
    """Others could listen in any other, and would be sent the environment, with its secrets."""
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    where = resident.place()
    where.key.parent.mkdir(mode=0o700)
    where.key.write_text("key")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(where.socket))
        listening.listen()
        where.key.parent.chmod(mode)

        assert where.stands == (mode == 0o700)
