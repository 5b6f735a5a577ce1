"""A process may be killed at any moment, and several may work on one workspace at once."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pandas as pd
import pytest

from knode.store import Held, Job, Output, Result, Store, WriteBehind
from tests.processes import PATIENCE, start_python
from tests.store.same import assert_same_table

pytestmark = pytest.mark.uncovered


def frame_of(number: int) -> pd.DataFrame:
    """A table that depends on its number only."""
    return pd.DataFrame(
        {
            "n": range(number, number + 500 + number % 7),
            "s": [f"{number}:{i}" for i in range(500 + number % 7)],
            "c": pd.Categorical.from_codes([i % 3 for i in range(500 + number % 7)], list("xyz")),
        }
    )


def write_many(folder: str, start: int, stop: int, *, collect: bool = False) -> None:
    """Store the results `start` to `stop`, and say on stdout when one is durable."""

    def fail(signature: str, error: Exception) -> None:
        print("ERROR", signature, repr(error), flush=True)

    with Store(Path(folder)) as store:
        writer = WriteBehind(store, fail)
        previous: tuple[Held, ...] = ()
        for number in range(start, stop):
            held = Held("table", frame_of(number))
            shared = Held("table", held.value.assign(extra=number))
            result = Result(
                f"{number:032x}",
                "t",
                {"out": Output("table", None, None, None, 70_000), "more": Output("table", None, None, None, 70_000)},
                0.1,
                None,
                (),
            )
            writer.submit(Job(result, {"out": held, "more": shared}, previous))
            previous = (held, shared)
            if number % 5 == 4:
                writer.drain()
                print(number, flush=True)
            if collect and number % 10 == 9:
                store.gc(1_000_000)
        writer.close()


def start(folder: Path, first: int, last: int, collect: bool = False) -> subprocess.Popen[str]:
    call = f"write_many({str(folder)!r}, {first}, {last}, collect={collect})"
    script = f"from tests.store.test_crash import write_many; {call}"
    return start_python("-c", script)


def check(store: Store, first: int, last: int) -> set[int]:
    """All results that are there load and are what they should be; their numbers."""
    found = store.results.find([f"{number:032x}" for number in range(first, last)])
    for name, result in found.items():
        expected = frame_of(int(name, 16))
        assert_same_table(expected, store.load(result.outputs["out"]))
        assert_same_table(expected.assign(extra=int(name, 16)), store.load(result.outputs["more"]))
    return {int(name, 16) for name in found}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")
@pytest.mark.parametrize("seed", range(4))
def test_a_process_that_is_killed_leaves_a_store_that_works(tmp_path: Path, seed: int) -> None:
    child = start(tmp_path, 0, 100_000)
    assert child.stdout is not None
    said = [child.stdout.readline() for _ in range(3)]
    time.sleep(random.Random(seed).random() / 5)
    child.send_signal(signal.SIGKILL)
    said += child.communicate()[0].splitlines()
    durable = [int(line) for line in said if line.strip().isdigit()]
    with Store(tmp_path) as store:
        assert check(store, 0, 10_000) >= set(range(max(durable) + 1))
        report = store.gc(10**12, grace=0)
        assert not list(store.objects.folder.glob(".tmp*"))
        assert check(store, 0, 10_000) >= set(range(max(durable) + 1))
        assert report.results == 0
        for sha256 in store.objects:
            store.objects.verify(sha256)
    write_many(str(tmp_path), 0, 5)


def test_several_processes_write_to_one_workspace(tmp_path: Path) -> None:
    # Overlapping, so that the same content is put by several at once.
    children = [start(tmp_path, first, first + 40) for first in (0, 0, 20)]
    for child in children:
        out = child.communicate(timeout=5 * PATIENCE)[0]
        assert child.returncode == 0
        assert "ERROR" not in out
    with Store(tmp_path) as store:
        assert check(store, 0, 60) == set(range(60))
        assert not list(store.objects.folder.glob(".tmp*"))


def test_several_processes_write_and_collect_at_once(tmp_path: Path) -> None:
    children = [start(tmp_path, first, first + 60, collect=True) for first in (0, 30)]
    for child in children:
        out = child.communicate(timeout=5 * PATIENCE)[0]
        assert child.returncode == 0
        assert "ERROR" not in out
    with Store(tmp_path) as store:
        assert check(store, 0, 100)
        referred = {sha256 for name in store.results for sha256 in objects_of(store, name)}
        assert referred <= set(store.objects)


def objects_of(store: Store, name: str) -> set[str]:
    (result,) = store.results.find([name]).values()
    return {sha256 for output in result.outputs.values() for sha256 in output.payload["objects"]}  # type: ignore[index]
