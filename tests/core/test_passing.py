"""Folders that pass: private, gone at the end, and after a process that was killed with the next one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from knode.core.passing import ENDING, abandon, passing_folder
from knode.core.replacement import replacing
from tests.processes import start_python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks of folders")

HOLDING = """
import sys
from knode.core.passing import passing_folder
with passing_folder("held") as folder:
    (folder / "part").write_bytes(b"half")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of this test and of the processes that it starts."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def held() -> tuple[subprocess.Popen[str], Path]:
    """A process that holds a folder until it is killed, or its standard input ends."""
    process = start_python("-c", HOLDING, stdin=subprocess.PIPE)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_folder_is_private_and_gone_at_the_end(place: Path) -> None:
    with passing_folder("kind") as folder:
        assert folder.parent == place
        assert folder.name.startswith("knode-kind-")
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert list(folder.iterdir()) == []
        (folder / "sub").mkdir()
        (folder / "sub" / "part").write_bytes(b"half")
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_removed_with_the_next_and_what_is_in_use_stays(place: Path) -> None:
    killed, left = held()
    living, kept = held()
    killed.kill()
    killed.communicate()
    assert left.exists()
    with passing_folder() as folder:
        assert sorted(place.iterdir()) == sorted([kept, folder])
    living.communicate("")
    assert list(place.iterdir()) == []


def test_a_fork_that_lives_on_keeps_the_folder(place: Path) -> None:
    with passing_folder() as folder:
        gone, told = os.pipe()
        child = os.fork()
        if child == 0:
            # The lock is the child's too.
            os.close(told)
            os.read(gone, 1)
            os._exit(0)
        probe = subprocess.run(
            [sys.executable, "-c", "from knode.core.passing import passing_folder\nwith passing_folder(): pass"],
            check=True,
        )
        assert probe.returncode == 0
        assert folder.exists()
        os.close(told)
        os.waitpid(child, 0)
        os.close(gone)


def test_what_only_looks_like_a_leftover_stays(place: Path) -> None:
    (place / f"file{ENDING}").write_bytes(b"")
    (place / f".hidden{ENDING}").mkdir()
    (place / f"link{ENDING}").symlink_to(place)
    (place / "knode-0").mkdir()
    with passing_folder():
        pass
    assert len(list(place.iterdir())) == 4


def test_a_process_that_ends_at_once_leaves_nothing_of_its_own(place: Path) -> None:
    other, kept = held()
    (place / "a.csv").write_bytes(b"old")
    with passing_folder() as folder, replacing(place / "b.csv") as file:
        file.write(b"half")
        abandon()
        assert not folder.exists()
        assert sorted(place.iterdir()) == sorted([kept, place / "a.csv"])
        Path(file.name).touch()  # For the rename at the end.
    other.communicate("")
