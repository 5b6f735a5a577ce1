"""Results and runs in SQLite, and their collection."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from knode.store import NodeRun, Output, Result, Store, process
from knode.store.failure import of_sqlite_error
from knode.store.leases import Lease, living
from tests.processes import PATIENCE, start_python
from tests.store.conftest import output
from tests.store.same import assert_same_table


def signature(number: int) -> str:
    return f"{number:032x}"


def put_table(store: Store, number: int, rows: int = 1000, used: float | None = None) -> Result:
    """A result of one table, whose content depends on `number`."""
    frame = pd.DataFrame({"a": range(number, number + rows)})
    result = Result(
        signature(number),
        "io.Reader",
        {"table": Output("table", store.dump("table", frame), rows, 1, 8 * rows)},
        0.5,
        7,
        (),
    )
    store.results.put_many([result])
    if used is not None:
        stamp(store, signature(number), used)
    return result


def stamp(store: Store, name: str, used: float) -> None:
    store.database.connection.execute("UPDATE results SET used = ? WHERE signature = ?", (used, name))


def test_results_come_back_as_they_were(store: Store) -> None:
    results = [
        put_table(store, 1),
        Result(signature(2), "t.T", {}, 0.25, None, (("warning", "odd"), ("info", "fine"))),
        Result(signature(3), "t.T", {"a": Output("variables", {"data": {"x": 1}}, None, None, 10)}, 1.5, 10, ()),
        Result(signature(4), "t.T", {"a": Output("table", None, 5, 2, 10)}, 1.5, 10, ()),
    ]
    store.results.put_many(results)
    found = store.results.find([signature(number) for number in range(10)])
    assert found == {result.signature: result for result in results}
    assert store.results.find([]) == {}
    assert store.results.count() == 4
    store.results.delete([signature(2)])
    assert signature(2) not in set(store.results)


def test_thousands_of_results_are_found_at_once(store: Store) -> None:
    store.results.put_many(Result(signature(number), "t", {}, 0, None, ()) for number in range(40_000))
    assert len(store.results.find([signature(number) for number in range(40_000)])) == 40_000


def test_a_result_that_was_not_stored_does_not_take_the_place_of_one_that_was(store: Store) -> None:
    kept = put_table(store, 1)
    store.results.put_many([Result(kept.signature, kept.type, {"table": Output("table", None, 1, 1, 1)}, 9, None, ())])
    assert store.results.find([kept.signature])[kept.signature] == kept


@pytest.mark.parametrize("harm", ["gone", "short"])
def test_a_result_whose_object_is_gone_or_short_counts_as_absent(store: Store, harm: str) -> None:
    result = put_table(store, 1)
    path = store.objects.path(next(iter(store.objects)))
    path.unlink() if harm == "gone" else path.write_bytes(path.read_bytes()[:-8])
    assert store.results.find([result.signature]) == {}
    with pytest.raises(StoreDamaged, match="gone" if harm == "gone" else "bytes instead of"):
        store.load(result.outputs["table"])
    put_table(store, 1)
    assert len(store.load(store.results.find([result.signature])[result.signature].outputs["table"])) == 1000


def test_a_flipped_object_is_found_out_removed_and_healed_by_the_next_run(store: Store) -> None:
    result = put_table(store, 1)
    path = store.objects.path(next(iter(store.objects)))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="changed"):
        store.load(result.outputs["table"])
    assert not path.exists()
    assert store.results.find([result.signature]) == {}
    put_table(store, 1)
    assert store.load(result.outputs["table"])["a"].tolist() == list(range(1, 1001))


def test_a_folder_is_made_ignored_by_git_and_opened_again(tmp_path: Path) -> None:
    with Store(tmp_path / "deep" / ".knode") as store:
        result = put_table(store, 1)
        assert "*" in (store.folder / ".gitignore").read_text().splitlines()
    with Store(tmp_path / "deep" / ".knode") as store:
        assert store.results.find([result.signature]) == {result.signature: result}
        assert store.database.version == 1
    store.close()


def test_a_workspace_may_be_made_by_several_processes_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from knode.store import Store; Store(Path(sys.argv[1])).close()"
    children = [start_python("-c", script, tmp_path / "w") for _ in range(4)]
    assert [(child.communicate(timeout=PATIENCE)[1], child.returncode) for child in children] == [("", 0)] * 4


def test_opening_waits_for_a_process_that_makes_the_same_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knode.store.database.BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(tmp_path / "knode.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="locked"):
        Store(tmp_path)
    holder.execute("ROLLBACK")
    holder.close()
    Store(tmp_path).close()


def test_a_workspace_of_a_newer_knode_is_refused(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.database.connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match="newer knode"):
        Store(tmp_path)


def test_a_database_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "knode.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreDamaged, match="damaged"):
        Store(tmp_path)


def test_a_database_that_is_damaged_while_in_use_is_told(store: Store) -> None:
    store.results.put_many([Result(signature(i), "t", {}, 0, None, ()) for i in range(5000)])
    store.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = store.folder / "knode.db"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)

    def open_and_look() -> None:
        with Store(store.folder) as other:
            other.results.find([signature(1)])

    with pytest.raises(StoreDamaged, match="damaged"):
        open_and_look()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("database or disk is full", StoreFull),
        ("attempt to write a readonly database", StoreReadOnly),
        ("unable to open database file", StoreReadOnly),
        ("database disk image is malformed", StoreDamaged),
        ("database is locked", StoreError),
    ],
)
def test_what_sqlite_says_is_told_plainly(text: str, kind: type[StoreError]) -> None:
    error = of_sqlite_error(sqlite3.OperationalError(text), Path("/w/.knode/knode.db"))
    assert type(error) is kind
    assert "/w/.knode" in error.message


def test_a_failed_transaction_changes_nothing(store: Store) -> None:
    def fail() -> None:
        with store.database.transaction() as connection:
            connection.execute("INSERT INTO pins VALUES ('a', '{}', 0)")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.database.connection.execute("SELECT count(*) FROM pins").fetchone()[0] == 0


# ---- runs


def test_the_log_tells_what_ran(store: Store) -> None:
    store.runs.begin("r1", "churn", {"rows": 5})
    store.runs.nodes(
        "r1", [NodeRun("a", "io.Reader", "done", 0.5, signature(1)), NodeRun("b", "t", "failed", 0.1, None, "no")]
    )
    store.runs.begin("r2", "other")
    store.runs.finish("r1", "failed", 0.7)
    newest, oldest = store.runs.recent(5)
    assert (newest["id"], newest["status"]) == ("r2", "running")
    assert (oldest["status"], oldest["seconds"], oldest["parameters"]) == ("failed", 0.7, {"rows": 5})
    assert store.runs.of("r1")[1] == NodeRun("b", "t", "failed", 0.1, None, "no")
    assert len(store.runs.recent(1)) == 1


def test_a_run_whose_process_was_killed_is_told_as_killed(store: Store) -> None:
    leave_a_dead_lease(store)
    assert store.runs.recent()[0]["status"] == "killed"


def leave_a_dead_lease(store: Store) -> None:
    script = (
        "import os, sys; from pathlib import Path; from knode.store import Store; "
        "store = Store(Path(sys.argv[1])); store.runs.begin('dead', 'w'); os._exit(9)"
    )
    root = str(Path(__file__).parents[2])
    subprocess.run(
        [sys.executable, "-c", script, str(store.folder)], env={**os.environ, "PYTHONPATH": root}, check=False
    )


# ---- collection


def test_the_least_recently_used_results_go_first(store: Store) -> None:
    for number in range(4):
        put_table(store, number, used=float(number))
    size = next(store.objects.entries()).size
    report = store.gc(2 * size + 1000, grace=0)
    assert set(store.results) == {signature(2), signature(3)}
    assert (report.results, report.objects, report.freed) == (2, 2, 2 * size)
    assert report.left == store.stats().bytes == 2 * size


def test_a_use_saves_a_result(store: Store) -> None:
    for number in range(3):
        put_table(store, number, used=float(number))
    store.results.find([signature(0)])
    store.gc(10_000, grace=0)
    assert set(store.results) == {signature(0)}


def test_many_uses_are_written_down_by_themselves(store: Store) -> None:
    store.results.put_many([Result(signature(i), "t", {}, 0, None, ()) for i in range(5000)])
    store.database.connection.execute("UPDATE results SET used = 1")
    store.results.find([signature(i) for i in range(5000)])
    assert store.database.connection.execute("SELECT min(used) FROM results").fetchone()[0] > 1


def test_an_object_goes_only_with_the_last_result_that_refers_to_it(store: Store) -> None:
    frame = pd.DataFrame({"a": range(1000)})
    payload = store.dump("table", frame)
    changed = frame.copy(deep=False)
    changed["b"] = 1
    second = store.dump("table", changed, [(frame, payload)])
    for number, made in ((1, payload), (2, second)):
        store.results.put_many([Result(signature(number), "t", {"t": Output("table", made, 1, 1, 1)}, 0, None, ())])
        stamp(store, signature(number), number)
    assert store.gc(0, keep=[signature(2)], grace=0).objects == 0
    assert set(store.results) == {signature(2)}
    assert_same_table(changed, store.load(output("table", second)))


def test_what_is_kept_pinned_or_leased_stays(store: Store) -> None:
    pinned, _, named = (put_table(store, number, used=float(number)) for number in range(3))
    store.pin("bundle", [pinned.outputs["table"].payload])
    store.gc(0, keep=[named.signature], grace=0)
    assert set(store.results) == {named.signature}
    assert len(store.load(pinned.outputs["table"])) == 1000
    store.unpin("bundle")
    store.gc(0, grace=0)
    assert list(store.objects) == []


def test_what_a_run_uses_stays_until_the_run_ends(store: Store) -> None:
    old = put_table(store, 1, used=1.0)
    unused = put_table(store, 2, used=1.0)
    store.runs.begin("r", "w")
    store.results.find([old.signature])
    new = put_table(store, 3)
    store.gc(0, grace=0)
    assert set(store.results) == {old.signature, new.signature}
    assert unused.signature not in set(store.results)
    store.runs.finish("r", "done", 1.0)
    store.gc(0, grace=0)
    assert not set(store.results)


def test_the_lease_of_a_dead_process_keeps_nothing(store: Store) -> None:
    leave_a_dead_lease(store)
    put_table(store, 1)
    store.gc(0, grace=0)
    assert not set(store.results)
    assert store.database.connection.execute("SELECT count(*) FROM leases").fetchone()[0] == 0


def test_the_lease_of_another_machine_counts_for_a_day(store: Store) -> None:
    connection = store.database.connection
    connection.execute("INSERT INTO leases VALUES ('far', 'elsewhere', 1, 1, ?)", (time.time(),))
    connection.execute("INSERT INTO leases VALUES ('old', 'elsewhere', 1, 1, ?)", (time.time() - 90_000,))
    assert [lease.id for lease in living(connection)] == ["far"]


def test_a_later_process_with_the_same_number_is_another_one() -> None:
    mine = process.this_process()
    assert not mine.is_dead()
    assert Lease("a", mine, 0).holds()
    assert mine._replace(started=mine.started + 1).is_dead()
    assert process.start_time(2**22 + 1) == 0


def test_start_times_are_told_without_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert process.start_time(os.getpid()) > 0
    assert process.start_time(2**22 + 1) == 0


def test_an_object_that_was_just_written_is_not_swept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knode.store.gc.IDLE_GRACE_SECONDS", 50.0)
    payload = store.dump("table", pd.DataFrame({"a": range(10)}))
    assert store.gc(0).objects == 0
    assert len(store.load(output("table", payload))) == 10
    store.runs.begin("r", "w")
    for sha256 in store.objects:
        os.utime(store.objects.path(sha256), (time.time() - 60,) * 2)
    assert store.gc(0).objects == 0
    store.runs.finish("r", "done", 0)
    assert store.gc(0).objects == 1


def test_referring_to_an_object_keeps_it_a_while(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knode.store.gc.IDLE_GRACE_SECONDS", 50.0)
    frame = pd.DataFrame({"a": range(1000)})
    payload = store.dump("table", frame)
    for sha256 in store.objects:
        os.utime(store.objects.path(sha256), (1, 1))
    store.dump("table", frame.rename(columns={"a": "b"}), [(frame, payload)])
    assert store.gc(0).objects == 0


def test_clear_leaves_pins_only(store: Store) -> None:
    put_table(store, 1)
    store.runs.begin("r", "w")
    store.runs.finish("r", "done", 1)
    for sha256 in store.objects:
        os.utime(store.objects.path(sha256), (1, 1))
    store.clear()
    stats = store.stats()
    assert (stats.results, stats.runs, stats.objects, stats.bytes) == (0, 0, 0, 0)
    assert stats.database_bytes > 0


def test_only_the_latest_thousand_runs_are_kept(store: Store) -> None:
    rows: list[Any] = [(f"r{i:05}", "w", "{}", float(i), "done", 1.0) for i in range(1010)]
    store.database.connection.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?)", rows)
    store.runs.nodes("r00001", [NodeRun("a", "t", "done", 0.1)])
    store.gc(10**9)
    assert store.stats().runs == 1000
    assert store.runs.of("r00001") == []


def test_importing_the_store_loads_no_library_of_data() -> None:
    script = (
        "import sys, knode.store; "
        "heavy = {'pandas', 'numpy', 'pyarrow', 'sklearn', 'skops', 'sqlite_utils'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
