"""Files that take the place of others: whole or not at all, and nothing stays of a process that was killed."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from knode.core.document import write_atomically
from knode.core.errors import UsageError
from knode.core.passing import ENDING
from knode.core.replacement import replacing
from tests.processes import start_python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks of files that are open")

WRITING = """
import sys
from pathlib import Path
from knode.core.replacement import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""


def begun(path: Path) -> subprocess.Popen[str]:
    """A process that writes to a file until it is killed, or its standard input ends."""
    process = start_python("-c", WRITING, path, stdin=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(ENDING)]


def test_what_a_killed_process_left_is_removed_by_the_next_that_writes_to_the_folder(tmp_path: Path) -> None:
    process = begun(tmp_path / "a.csv")
    process.kill()
    process.communicate()
    assert len(hidden(tmp_path)) == 1
    write_atomically(tmp_path / "b.csv", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]


def test_what_another_process_is_writing_stays(tmp_path: Path) -> None:
    process = begun(tmp_path / "a.csv")
    write_atomically(tmp_path / "b.csv", b"whole")
    assert len(hidden(tmp_path)) == 1
    process.communicate("")
    assert process.returncode == 0
    assert (tmp_path / "a.csv").read_bytes() == b"half"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o444])
def test_the_new_file_has_the_rights_of_the_old_one_while_it_is_written_and_after(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    with replacing(path) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == mode | 0o600
        file.write(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == b"new"


def test_a_name_of_255_bytes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'表' * 83}.csv"
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="it is a pipe or a device, and no plain file"):
        write_atomically(pipe, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_what_looks_like_a_leftover_and_is_none_stays(tmp_path: Path) -> None:
    (tmp_path / f".folder{ENDING}").mkdir()
    os.mkfifo(tmp_path / f".pipe{ENDING}")
    (tmp_path / f".link{ENDING}").symlink_to(tmp_path)
    write_atomically(tmp_path / "a.csv", b"new")
    assert len(hidden(tmp_path)) == 3
