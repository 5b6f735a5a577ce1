"""Objects are whole or not there, whatever the disk does."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pytest

from knode.core.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from knode.store import ObjectStore, Store
from tests.processes import PATIENCE
from tests.store.conftest import output


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path)


def content(data: bytes) -> Callable[[IO[bytes]], None]:
    def write(file: IO[bytes]) -> None:
        assert file.writable()
        file.write(data)
        assert file.tell() == len(data)

    return write


def test_an_object_is_found_by_the_hash_of_its_content(objects: ObjectStore) -> None:
    sha256 = objects.put(content(b"hello"))
    assert sha256 == hashlib.sha256(b"hello").hexdigest()
    assert objects.path(sha256).read_bytes() == b"hello"
    assert objects.size(sha256) == 5
    assert list(objects) == [sha256]
    objects.verify(sha256)


def test_the_same_content_is_kept_once(objects: ObjectStore) -> None:
    first = objects.put(content(b"hello"))
    inode = objects.path(first).stat().st_ino
    assert objects.put(content(b"hello")) == first
    assert objects.path(first).stat().st_ino == inode
    assert len(list(objects.folder.iterdir())) == 1


def test_putting_again_heals_a_truncated_object(objects: ObjectStore) -> None:
    sha256 = objects.put(content(b"hello"))
    objects.path(sha256).write_bytes(b"he")
    assert objects.put(content(b"hello")) == sha256
    objects.verify(sha256)


def test_a_missing_object_is_damage(objects: ObjectStore) -> None:
    with pytest.raises(StoreDamaged, match="gone"):
        objects.path("0" * 64)
    assert not objects.has("0" * 64, 1)
    assert not objects.keep("0" * 64)
    assert objects.delete("0" * 64) == 0


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "/etc/passwd"])
def test_a_payload_cannot_name_a_file_outside(objects: ObjectStore, name: str) -> None:
    with pytest.raises(StoreDamaged, match="no sha256"):
        objects.path(name)


def test_a_changed_object_is_found_out(objects: ObjectStore) -> None:
    sha256 = objects.put(content(b"hello"))
    objects.path(sha256).write_bytes(b"hellO")
    with pytest.raises(StoreDamaged, match="changed"):
        objects.verify(sha256)


def test_a_writer_that_fails_leaves_nothing(objects: ObjectStore) -> None:
    def write(file: IO[bytes]) -> None:
        file.write(b"half")
        raise KeyError("stop")

    with pytest.raises(KeyError):
        objects.put(write)
    assert list(objects.folder.iterdir()) == []


def test_the_quota_bounds_all_objects_together(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path, quota=100)
    objects.put(content(b"a" * 60))
    with pytest.raises(StoreFull, match="may hold 100 bytes"):
        objects.put(content(b"b" * 60))
    assert len(list(tmp_path.iterdir())) == 1
    objects.delete(next(iter(objects)))
    objects.put(content(b"b" * 60))


def test_the_quota_sees_what_other_processes_wrote(tmp_path: Path) -> None:
    mine, other = ObjectStore(tmp_path, quota=100), ObjectStore(tmp_path)
    mine.put(content(b"a" * 10))
    other.put(content(b"b" * 80))
    mine._counted -= 10
    with pytest.raises(StoreFull):
        mine.put(content(b"c" * 20))


def test_a_full_store_says_so_even_when_the_writer_swallows_it(tmp_path: Path) -> None:
    objects = ObjectStore(tmp_path, quota=10)

    def write(file: IO[bytes]) -> None:
        with contextlib.suppress(StoreFull):
            file.write(b"x" * 20)

    with pytest.raises(StoreFull):
        objects.put(write)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("only root may mount a small disk")
    yield folder
    # Lazily: another process may be looking into the folder at this moment.
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_no_half_written_object(small_disk: Path) -> None:
    with Store(small_disk / ".knode") as store:
        small = store.dump("table", pd.DataFrame({"a": range(1000)}))
        with pytest.raises(StoreFull, match="is full"):
            store.dump("table", pd.DataFrame({"a": range(1_000_000)}))
        assert len(list(store.objects.folder.iterdir())) == 1
        assert len(store.load(output("table", small))) == 1000


def test_a_full_disk_is_told_by_the_database_and_loses_nothing(small_disk: Path) -> None:
    from knode.store import Result

    with Store(small_disk / ".knode") as store:
        store.results.put_many([Result("a" * 32, "t", {}, 0, None, ())])
        (small_disk / "filler").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * 4096 - 4096))
        with pytest.raises(StoreFull):
            store.results.put_many([Result(f"{i:032x}", "t", {}, 0, None, (("info", "x" * 500),)) for i in range(2000)])
        (small_disk / "filler").unlink()
        assert set(store.results) == {"a" * 32}
        store.results.put_many([Result("b" * 32, "t", {}, 0, None, ())])
        assert set(store.results) == {"a" * 32, "b" * 32}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.EROFS, StoreReadOnly),
        (errno.EACCES, StoreReadOnly),
        (errno.ENOSPC, StoreFull),
        (errno.EDQUOT, StoreFull),
        (errno.EIO, StoreError),
    ],
)
def test_what_the_disk_says_is_told_plainly(
    objects: ObjectStore, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[StoreError]
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        with pytest.raises(kind) as caught:
            objects.put(content(b"x"))
    assert type(caught.value) is kind
    assert str(objects.folder) in caught.value.message


def test_a_disk_that_fills_at_the_last_byte_is_full(objects: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, file: IO[bytes]) -> None:
            self.file = file

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *args: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            return len(data)

        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "full")

    original = os.fdopen
    monkeypatch.setattr(os, "fdopen", lambda *args, **kwargs: Full(original(*args, **kwargs)))
    with pytest.raises(StoreFull):
        objects.put(content(b"x"))
    assert list(objects.folder.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / ".knode").write_text("I was here first")
    with pytest.raises(StoreReadOnly, match="cannot be made: it, or a folder above it, is a file"):
        Store(tmp_path / ".knode")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreReadOnly):
        Store(tmp_path / ".knode")
    tmp_path.chmod(0o700)


def test_only_temporary_files_of_dead_processes_are_swept(objects: ObjectStore) -> None:
    child = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    mine = objects._temporary_path()
    host, _, started = mine.name.split("-")[1:4]
    dead = objects.folder / f".tmp-{host}-{int(child.stdout)}-{started}-0"
    foreign = objects.folder / f".tmp-{'0' * 8}-1-1-0"
    for path in (mine, dead, foreign):
        path.write_bytes(b"half")
    assert objects.sweep_temporary() == 1
    assert mine.exists()
    assert foreign.exists()
    os.utime(foreign, (0, 0))
    assert objects.sweep_temporary() == 1


def test_an_object_touched_a_moment_ago_is_not_swept(objects: ObjectStore) -> None:
    sha256 = objects.put(content(b"hello"))
    assert objects.delete(sha256, untouched_since=time.time() - 60) == 0
    objects.verify(sha256)
    assert objects.delete(sha256) == 5
    assert list(objects) == []


def test_threads_that_put_the_same_content_and_sweep_it_never_lose_it(objects: ObjectStore) -> None:
    lost: list[str] = []

    def put() -> None:
        for number in range(200):
            sha256 = objects.put(content(b"%d" % (number % 7)))
            deadline = time.monotonic() + PATIENCE
            # While a sweep looks at it, it is aside for a moment.
            while not objects.has(sha256, 1):
                if time.monotonic() > deadline:
                    lost.append(sha256)
                    return

    def sweep() -> None:
        for _ in range(200):
            for sha256 in list(objects):
                objects.delete(sha256, untouched_since=time.time() - 60)

    threads = [threading.Thread(target=target) for target in (put, put, sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not lost
