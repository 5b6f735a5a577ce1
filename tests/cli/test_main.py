"""The command line as a whole: what it costs to start, its help, its versions, and our own mistakes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import click
import pytest

import knode as package
from knode.cli import soundness
from knode.cli.main import COMMANDS
from knode.cli.main import knode as group
from tests.cli.conftest import Knode, numbers, write
from tests.measuring import slowness

HEAVY = {"pandas", "numpy", "sklearn", "pyarrow", "networkx", "pydantic", "PySide6", "rich", "sqlite_utils", "skops"}
CPU_SECONDS = 0.25


@pytest.mark.parametrize("arguments", [["--help"], ["version"], ["exec", "--help"], ["store", "gc", "--help"]])
def test_help_and_version_start_at_once(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom knode.cli.main import run\n"
        f"code = run({arguments!r})\nprint(*sys.modules, file=sys.stderr)\nsys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert HEAVY.isdisjoint(done.stderr.split())


@pytest.mark.untraced
@pytest.mark.parametrize("argument", ["--help", "version"])
def test_help_and_version_cost_little(argument: str) -> None:
    def cpu() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        call = [sys.executable, "-c", f"from knode.cli.main import main; main([{argument!r}])"]
        subprocess.run(call, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # The least of a few: a busy machine makes a process dearer, never cheaper.
    assert min(cpu() for _ in range(4)) < CPU_SECONDS * slowness()


def commands(command: click.Command, name: str = "knode") -> list[str]:
    """The names of a command and of those below it."""
    if not isinstance(command, click.Group):
        return [name]
    context = click.Context(command)
    below = [(each, command.get_command(context, each)) for each in command.list_commands(context)]
    return [name, *(found for each, inner in below if inner is not None for found in commands(inner, f"{name} {each}"))]


@pytest.mark.parametrize("name", commands(group))
def test_every_command_has_help_with_examples(knode: Knode, name: str) -> None:
    answer = knode(*name.split()[1:], "--help")
    assert answer.code == 0
    assert "Examples:" in answer.out
    assert answer.out.count(f"    {name}") or name == "knode"


def test_knode_alone_shows_its_help_where_there_is_no_screen(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    answer = knode()
    assert answer.code == 0
    assert all(f"  {command} " in answer.out for command in COMMANDS)
    assert "Exit codes:" in answer.out


def test_version_tells_knode_python_and_libraries(knode: Knode) -> None:
    assert knode("version").out.startswith(f"knode {package.__version__}\nPython 3.")
    versions = knode("version", "--json").json()
    assert versions["knode"] == package.__version__
    assert "pandas" in versions["libraries"]
    assert knode("--version").out == f"knode {package.__version__}\n"


def test_an_installation_can_be_checked(knode: Knode) -> None:
    answer = knode("version", "--check", "--json")
    assert answer.code == 0
    assert [check["name"] for check in answer.json()["checks"] if check["ok"]] == [
        "nodes",
        "store",
        "models",
        "processes",
        "engine",
    ]


def test_what_does_not_work_is_said_with_its_reason(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise OSError("no room")

    monkeypatch.setattr(soundness, "CHECKS", {"store": broken})
    answer = knode("version", "--check")
    assert answer.code == 1
    assert "store: OSError: no room" in answer.out


def test_an_unknown_command_or_option_proposes_the_nearest(knode: Knode) -> None:
    answer = knode("exce", "a.knode")
    assert (answer.code, answer.err) == (2, 'error: There is no command "exce". Did you mean "exec"?\n')
    answer = knode("exec", "--parm", "a=1")
    assert answer.code == 2
    assert "--param" in answer.err
    assert "`knode exec --help`" in answer.err


def test_a_mistake_of_ours_leaves_a_log_in_the_store_and_a_short_message(knode: Knode) -> None:
    answer = knode("exec", write("bug.knode", {"bug": "trial.Bug"}), "--json")
    assert answer.code == 1
    (error,) = answer.report()["errors"]
    log = Path(error["log"])
    assert log.parent == Path(".knode/logs").absolute()
    assert "that should not have happened" in log.read_text(encoding="utf-8")
    assert "Traceback" not in answer.err
    assert str(log) in answer.err
    assert len(answer.err.splitlines()) == 1


def test_a_mistake_of_ours_before_there_is_a_store_leaves_its_log_in_the_temporary_folder(
    knode: Knode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("knode.cli.catalogue.search", broken)
    answer = knode("nodes")
    assert answer.code == 1
    (log,) = tmp_path.glob("knode-error-*.txt")
    assert "nobody expected this" in log.read_text(encoding="utf-8")


def test_a_stream_that_lacks_a_character_prints_another(workspace: Path) -> None:
    write("arrow.knode", {"numbers": "io.ExampleData", "m": "prep.Normalizer"}, ["numbers.table -> m.table"])
    call = [sys.executable, "-c", "from knode.cli.main import main; main(['show', 'arrow.knode'])"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(call, capture_output=True, text=True, env=environment, check=True)
    assert "table ? numbers.table" in done.stdout


def test_commands_of_a_group_are_listed_without_calling_that_an_error(knode: Knode) -> None:
    answer = knode("keys")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("Usage: knode keys")


def test_a_folder_that_was_removed_is_told(knode: Knode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    answer = knode("nodes")
    monkeypatch.chdir(tmp_path)
    assert answer.code == 2
    assert "The current folder is not there any more" in answer.err


def test_a_file_name_that_is_no_text_is_told(knode: Knode) -> None:
    answer = knode("exec", "caf\udce9.knode", "--json")
    assert answer.code == 2
    assert '"caf�.knode" is not in UTF-8' in answer.report()["errors"][0]["message"]


def test_a_mistake_of_ours_is_told_whole_where_no_log_can_be_written(
    knode: Knode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere() -> str:
        raise FileNotFoundError("No usable temporary directory")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr("tempfile.gettempdir", nowhere)
    monkeypatch.setattr("knode.cli.catalogue.search", broken)
    answer = knode("nodes")
    assert answer.code == 1
    assert "ZeroDivisionError: nobody expected this" in answer.err
    assert "with the log above." in answer.err


def test_a_run_needs_no_temporary_folder(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container whose files are read-only; the daemon would listen there."""

    def nowhere() -> str:
        raise FileNotFoundError("No usable temporary directory")

    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.gettempdir", nowhere)
    assert knode("exec", numbers()).code == 0
    answer = knode("daemon", "status")
    assert answer.code == 2
    assert "TMPDIR" in answer.err
