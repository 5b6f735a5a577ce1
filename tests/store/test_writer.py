"""Results are written behind the run, in order, and nothing that fails there stops the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core.errors import KnodeError, StoreError, StoreFull, StoreReadOnly, ValueRefused
from knode.core.values import Variables
from knode.store import Held, Job, Output, Result, Store, WriteBehind
from tests.measuring import slowness
from tests.processes import wait_until
from tests.store.same import assert_same_table


class Told(list[tuple[str, KnodeError]]):
    """What the writer reported."""

    def __call__(self, signature: str, error: KnodeError) -> None:
        self.append((signature, error))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def writer(store: Store, told: Told) -> Iterator[WriteBehind]:
    made = WriteBehind(store, told)
    yield made
    made.close()


def job(
    number: int, held: Held | None = None, *, size: int = 10, sources: tuple[Held, ...] = (), persist: bool = True
) -> Job:
    held = held or Held("variables", Variables(x=number))
    result = Result(f"{number:032x}", "t.T", {"out": Output(held.kind, None, None, None, size)}, 0.1, None, ())
    return Job(result, {"out": held}, sources, persist)


def loaded(store: Store, number: int) -> Any:
    name = f"{number:032x}"
    return store.load(store.results.find([name])[name].outputs["out"])


def test_what_was_submitted_is_there_after_drain(store: Store, writer: WriteBehind, told: Told) -> None:
    for number in range(2500):
        writer.submit(job(number))
    writer.drain()
    assert store.results.count() == 2500
    assert loaded(store, 1234) == {"x": 1234}
    assert not told
    assert writer.pending_bytes == 0


def test_what_was_submitted_is_there_soon_without_drain(store: Store, writer: WriteBehind) -> None:
    writer.submit(job(1))
    wait_until(store.results.count)
    assert loaded(store, 1) == {"x": 1}


def test_a_chain_of_tables_shares_columns_and_is_told_where_it_lies(store: Store, writer: WriteBehind) -> None:
    frame = pd.DataFrame({f"c{i}": np.arange(20_000.0) + i for i in range(10)})
    held = Held("table", frame)
    writer.submit(job(0, held, size=1_600_000))
    for number in range(1, 6):
        following = Held("table", held.value.assign(c0=held.value["c0"] * 2))
        writer.submit(job(number, following, size=1_600_000, sources=(held, Held("variables", {}))))
        held = following
    writer.drain()
    assert held.payload is not None
    assert store.stats().bytes < 1_600_000 + 5 * 165_000
    assert_same_table(loaded(store, 5), held.value)


def test_a_source_whose_value_was_dropped_is_no_source(store: Store, writer: WriteBehind) -> None:
    first = Held("table", pd.DataFrame({"a": range(100)}))
    writer.submit(job(0, first))
    writer.drain()
    second = Held("table", first.value.assign(b=1))
    first.value = None
    writer.submit(job(1, second, sources=(first,)))
    writer.drain()
    assert loaded(store, 1)["b"].sum() == 100


def test_outputs_of_one_result_share_columns(store: Store, writer: WriteBehind) -> None:
    frame = pd.DataFrame({"a": np.arange(50_000.0)})
    outputs = {"left": Held("table", frame), "right": Held("table", frame.rename(columns={"a": "b"}))}
    described = {name: Output("table", None, None, None, 400_000) for name in outputs}
    writer.submit(Job(Result("f" * 32, "t", described, 0, None, ()), outputs))
    writer.drain()
    assert store.stats().bytes < 450_000


def test_a_value_that_is_stored_already_is_not_written_again(store: Store, writer: WriteBehind) -> None:
    held = Held("table", None, store.dump("table", pd.DataFrame({"a": [1]})))
    writer.submit(job(1, held))
    writer.drain()
    assert loaded(store, 1)["a"].tolist() == [1]


def test_a_result_that_is_not_worth_storing_is_known_to_have_been(store: Store, writer: WriteBehind) -> None:
    held = Held("table", pd.DataFrame({"a": [1]}))
    writer.submit(job(1, held, persist=False))
    writer.drain()
    found = store.results.find([f"{1:032x}"])[f"{1:032x}"]
    assert found.outputs["out"].payload is None
    assert held.payload is None
    assert not list(store.objects)


def test_a_value_that_is_refused_is_reported_once_and_stops_nothing(
    store: Store, writer: WriteBehind, told: Told
) -> None:
    writer.submit(job(1, Held("table", pd.DataFrame({"a": [1, "x"]}))))
    writer.submit(job(2))
    writer.drain()
    assert [(signature, type(error)) for signature, error in told] == [(f"{1:032x}", ValueRefused)]
    assert list(store.results) == [f"{2:032x}"]


def test_a_full_store_is_reported_and_stops_nothing(tmp_path: Path, told: Told) -> None:
    with Store(tmp_path / "small", quota=100_000) as store:
        writer = WriteBehind(store, told)
        for number in range(3):
            writer.submit(job(number, Held("table", pd.DataFrame({"a": np.arange(10_000.0) + number})), size=80_000))
        writer.submit(job(9))
        writer.close()
        assert [type(error) for _, error in told] == [StoreFull, StoreFull]
        assert set(store.results) == {f"{0:032x}", f"{9:032x}"}
        assert not list(store.objects.folder.glob(".tmp*"))


def test_an_error_of_a_library_is_reported_and_stops_nothing(store: Store, writer: WriteBehind, told: Told) -> None:
    class Odd:
        @property
        def content(self) -> bytes:
            raise ZeroDivisionError("odd")

        title = media_type = "x"

    writer.submit(job(1, Held("view", Odd())))
    writer.submit(job(2))
    writer.drain()
    assert "ZeroDivisionError: odd" in told[0][1].message
    assert store.results.count() == 1


def test_a_database_that_cannot_be_written_is_reported_for_each_result(
    store: Store, writer: WriteBehind, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(rows: Any) -> None:
        raise StoreReadOnly("no")

    with monkeypatch.context() as patched:
        patched.setattr(store.results, "put_rows", refuse)
        writer.submit(job(1))
        writer.submit(job(2))
        writer.drain()
    assert [signature for signature, _ in told] == [f"{1:032x}", f"{2:032x}"]
    writer.submit(job(3))
    writer.drain()
    assert list(store.results) == [f"{3:032x}"]


def test_who_is_told_may_fail_without_stopping_the_rest(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def fail(signature: str, error: KnodeError) -> None:
        raise ZeroDivisionError

    writer = WriteBehind(store, fail)
    writer.submit(job(1, Held("table", pd.DataFrame({"a": [1, "x"]}))))
    writer.submit(job(2))
    writer.close()
    assert store.results.count() == 1
    assert "could not be reported" in caplog.text
    caplog.clear()


def test_no_job_is_lost_between_two_lives_of_the_thread(
    store: Store, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    monkeypatch.setattr("knode.store.writer.LINGER_SECONDS", 0.001)
    monkeypatch.setattr("knode.store.writer.COMMIT_SECONDS", 0.001)
    writer = WriteBehind(store, told)
    for number in range(300):
        writer.submit(job(number))
        if number % 3 == 0:
            time.sleep(0.002)
    writer.close()
    assert store.results.count() == 300
    assert not told


def test_threads_may_submit_at_once(store: Store, writer: WriteBehind) -> None:
    def submit(start: int) -> None:
        for number in range(start, start + 500):
            writer.submit(job(number))

    threads = [threading.Thread(target=submit, args=(start,)) for start in range(0, 2000, 500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.drain()
    assert store.results.count() == 2000


def test_a_closed_writer_takes_nothing(store: Store, told: Told) -> None:
    writer = WriteBehind(store, told)
    writer.close()
    writer.close()
    with pytest.raises(RuntimeError):
        writer.submit(job(1))


def test_the_thread_ends_when_there_is_nothing_to_do(store: Store, writer: WriteBehind) -> None:
    writer.submit(job(1))
    writer.drain()
    wait_until(lambda: all(thread.name != "knode-store-writer" for thread in threading.enumerate()))


def test_a_program_that_ends_without_closing_still_writes(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from tests.store.test_writer import job
from knode.store import Store, WriteBehind
store = Store(Path(sys.argv[1]))
WriteBehind(store, print).submit(job(7))
"""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "w")], env=env, check=True, timeout=60)
    with Store(tmp_path / "w") as store:
        assert loaded(store, 7) == {"x": 7}


def cpu_per_result(make: Callable[[int], Job], store: Store, count: int) -> float:
    writer = WriteBehind(store, lambda signature, error: None)
    jobs = [make(number) for number in range(count)]
    begun = time.process_time()
    for each in jobs:
        writer.submit(each)
    writer.drain()
    taken = time.process_time() - begun
    writer.close()
    return taken / count


@pytest.mark.untraced
def test_a_small_result_costs_microseconds(store: Store) -> None:
    # 10 on a quiet machine; what is guarded against is a cost of another order.
    assert cpu_per_result(job, store, 10_000) < 60e-6 * slowness()


def test_errors_in_the_store_are_the_stores_own() -> None:
    assert issubclass(ValueRefused, StoreError)
