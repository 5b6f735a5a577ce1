"""What stands on a terminal, and what stands elsewhere."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from knode.store import Store
from tests.cli.conftest import Knode, numbers, start

pytestmark = pytest.mark.uncovered

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def on_a_terminal(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code, and everything that was written to a terminal of 100 columns."""
    ours, theirs = pty.openpty()
    clean = {"TERM": "xterm-256color", "COLUMNS": "100", "NO_COLOR": "", **environment}
    process = start(*arguments, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=clean)
    os.close(theirs)
    read: list[bytes] = []

    def drain() -> None:
        try:
            while chunk := os.read(ours, 65536):
                read.append(chunk)
        except OSError:  # what Linux gives when the last writer has gone
            return

    reader = threading.Thread(target=drain)
    reader.start()
    code = process.wait(timeout=60)
    reader.join()
    os.close(ours)
    return code, b"".join(read).decode()


def test_a_terminal_shows_a_live_display_that_leaves_no_trace(workspace: Path) -> None:
    code, text = on_a_terminal("exec", str(numbers(after="trial.Slow", settings={"seconds": 0.6})))
    assert code == 0
    assert "waiting" in text
    assert "1 of 2 nodes" in ESCAPE.sub("", text)
    assert re.search(r"✓ .*numbers .* 5 × 1", ESCAPE.sub("", text))
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h"), "the cursor is shown again"


def test_reused_and_failed_nodes_have_marks_of_their_own(workspace: Path) -> None:
    path = str(numbers(after="trial.Broken"))
    on_a_terminal("exec", path)
    code, text = on_a_terminal("exec", path)
    assert code == 1
    plain = ESCAPE.sub("", text)
    assert re.search(r"✗ after", plain)
    assert re.search(r"↺ numbers +reused", plain)
    assert "\x1b[31merror:\x1b[0m" in text


def test_no_color_is_honoured(workspace: Path) -> None:
    _, text = on_a_terminal("exec", str(numbers(after="trial.Broken")), NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", text)
    assert "error: Node" in text


def test_a_terminal_that_can_only_print_gets_plain_lines(workspace: Path) -> None:
    _, text = on_a_terminal("exec", str(numbers()), TERM="dumb")
    assert "\x1b" not in text
    assert re.search(r"done +numbers", text)


def test_plain_lines_and_nothing_can_be_asked_for(workspace: Path) -> None:
    _, text = on_a_terminal("exec", str(numbers()), "--progress", "plain")
    assert re.search(r"done +numbers", text)
    _, text = on_a_terminal("exec", str(numbers()), "--progress", "none")
    assert "numbers" not in text


def test_elsewhere_there_is_one_line_a_node_and_no_colour(knode: Knode) -> None:
    answer = knode("exec", numbers())
    assert re.fullmatch(r"done +numbers +\d+\.\d+ s  5 × 1", answer.err.splitlines()[0])
    assert "\x1b" not in answer.out + answer.err


def test_a_long_run_counts_the_nodes_that_it_reuses(knode: Knode, workspace: Path) -> None:
    from knode.cli.live import SHOWN_QUIET
    from tests.cli.conftest import write

    write("many.knode", {f"numbers_{number}": "trial.Numbers" for number in range(SHOWN_QUIET + 30)})
    knode("exec", "many.knode")
    _, text = on_a_terminal("exec", "many.knode")
    assert ESCAPE.sub("", text).count("↺ numbers_") == SHOWN_QUIET
    assert "… and 30 more reused" in ESCAPE.sub("", text)


def test_nobody_reading_is_no_error(workspace: Path) -> None:
    """The reader of a pipe goes away before anything is written."""
    for arguments in (["nodes"], ["--help"], ["exec", str(numbers()), "--json"]):
        process = start(*arguments)
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        assert process.wait(timeout=60) == 0
        assert "Error" not in err
        assert "Traceback" not in err


def closed(*numbers: int) -> Callable[[], None]:
    """Close streams as a service manager may, before a program begins."""

    def close() -> None:
        for number in numbers:
            os.close(number)

    return close


@pytest.mark.parametrize("numbers_of_streams", [(0,), (1,), (2,), (0, 1, 2)])
def test_streams_that_are_closed_are_no_error(workspace: Path, numbers_of_streams: tuple[int, ...]) -> None:
    """A database that is opened meanwhile must not get what is printed."""
    process = start(
        "exec", str(numbers()), "--output", "numbers=made.csv", stdin=None, stdout=None, stderr=None,
        preexec_fn=closed(*numbers_of_streams),
    )  # fmt: skip
    assert process.wait(timeout=60) == 0
    assert Path("made.csv").read_text(encoding="utf-8").split() == ["x", "0", "1", "2", "3", "4"]
    with Store(Path(".knode")) as store:
        assert [run["status"] for run in store.runs.recent()] == ["done"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_an_answer_that_cannot_be_written_is_an_error(workspace: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        process = start("exec", str(numbers()), "--json", "--progress", "none", stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err == "error: The answer cannot be written to stdout: No space left on device.\n"
