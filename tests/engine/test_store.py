"""The engine with a workspace on disk: reuse across processes, damage, a full disk, and what is not worth writing."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from knode.engine import cache
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request
from knode.store.store import Store
from tests.processes import PATIENCE
from tests.stub.nodes import GATES, REACHED, STUBS, chain, wire, workflow
from tests.stub.running import run, states

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".knode"


@pytest.fixture
def engine(folder: Path) -> Iterator[Engine]:
    with Store(folder) as store, Engine(store, threads=2) as engine:
        yield engine


def another(folder: Path) -> Any:
    """An engine as in another process: nothing in memory."""
    return _Opened(folder)


class _Opened:
    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.engine = Engine(self.store, threads=2)

    def __enter__(self) -> Engine:
        return self.engine

    def __exit__(self, *_: object) -> None:
        self.engine.close()
        self.store.close()


def mixed() -> Any:
    return wire(
        workflow(a="Numbers", s="Split", b="Add", m="Measure", v="Values", t="Tell"),
        "a.table -> s.table",
        "s.second -> b.table",
        "b.table -> m.table",
        "v.variables -> t.variables",
    )


def test_results_survive_in_another_process(folder: Path):
    with another(folder) as engine:
        run(mixed(), engine)
    code = (
        "import sys, json; from pathlib import Path; from tests.engine.test_store import *;"
        "opened = another(Path(sys.argv[1]));\n"
        "with opened as engine:\n"
        "    result, heard = run(mixed(), engine)\n"
        "    print(json.dumps([heard.started, states(result), result['b'].table.x.tolist(), result.metrics]))"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    started, told, values, metrics = json.loads(done.stdout)
    assert started == []
    assert set(told.values()) == {"reused"}
    assert values == [2, 3]
    assert metrics == {"m": {"rows": 2}}


def test_every_output_comes_back_as_it_was(folder: Path):
    with another(folder) as engine:
        first, _ = run(mixed(), engine)
        values = {"b": first["b"].table, "first": first["s"].first}
    with another(folder) as engine:
        again, heard = run(mixed(), engine)
        assert heard.started == []
        assert again["b"].table.equals(values["b"])
        assert again["s"].first.equals(values["first"])
        assert again["m"].view.content == b"<b>1</b>"
        assert again.nodes["b"].rows == 2


def test_a_change_runs_only_what_is_downstream_from_what_is_stored(folder: Path):
    with another(folder) as engine:
        run(chain(5), engine)
    with another(folder) as engine:
        made = chain(5)
        made.set("n3", amount=5)
        result, heard = run(made, engine)
        assert heard.started == ["n3", "n4"]
        assert result["n4"].table["x"].tolist() == [8, 9, 10]
        assert result["n1"].table["x"].tolist() == [1, 2, 3]


@pytest.mark.parametrize("harm", ["remove", "truncate", "overwrite", "empty"])
def test_a_damaged_object_is_computed_again_and_healed(harm: str, folder: Path):
    with another(folder) as engine:
        run(chain(4), engine)
    damage(folder, harm)
    made = chain(4)
    made.set("n3", amount=7)
    with another(folder) as engine:
        result, _ = run(made, engine)
        assert result.status == "done"
        assert result["n3"].table["x"].tolist() == [9, 10, 11]
        assert result["n2"].table["x"].tolist() == [2, 3, 4]
    with another(folder) as engine:
        result, heard = run(made, engine)
        assert heard.started == []
        assert result["n3"].table["x"].tolist() == [9, 10, 11]


def damage(folder: Path, harm: str) -> None:
    objects = [path for path in (folder / "objects").rglob("*") if path.is_file()]
    assert objects
    for path in objects:
        path.chmod(0o644)
        if harm == "remove":
            path.unlink()
        elif harm == "truncate":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        elif harm == "overwrite":
            path.write_bytes(b"x" * path.stat().st_size)
        else:
            path.write_bytes(b"")


@pytest.mark.parametrize("harm", ["remove", "overwrite"])
def test_a_sink_whose_object_is_damaged_is_computed_again_when_it_is_looked_at(harm: str, folder: Path):
    with another(folder) as engine:
        run(chain(3), engine)
    damage(folder, harm)
    with another(folder) as engine:
        result, _ = run(chain(3), engine)
        assert result.status == "done"
        assert result["n2"].table["x"].tolist() == [2, 3, 4]


def test_objects_that_are_damaged_while_the_engine_lives_are_computed_again(engine: Engine, folder: Path):
    made = chain(4)
    run(made, engine)
    engine.cache.drain()
    run(made, engine)
    damage(folder, "overwrite")
    made.set("n3", amount=2)
    result, _ = run(made, engine)
    assert result.status == "done"
    assert result["n3"].table["x"].tolist() == [4, 5, 6]


def test_what_is_cheaper_to_compute_than_to_write_is_not_written_and_still_can_be_seen(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cache, "ALWAYS", 0)
    monkeypatch.setattr(cache, "SPEED", 1.0)
    made = chain(4)
    first, _ = run(made, engine)
    assert first.status == "done", first.errors
    engine.cache.drain()
    assert not [path for path in (folder / "objects").rglob("*") if path.is_file()]
    with another(folder) as later:
        result, heard = run(made, later)
        assert heard.started == [], "it is known, and nobody asked for the value"
        assert set(states(result).values()) == {"reused"}
        assert result["n1"].table["x"].tolist() == [1, 2, 3]
        result, heard = run(made, later, need_values=["n3"])
        assert "n3" in heard.started
        assert result["n3"].table["x"].tolist() == [3, 4, 5]


def test_what_takes_longer_to_compute_than_to_write_is_written(engine: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "ALWAYS", 0)
    monkeypatch.setattr(cache, "SPEED", 1e18)
    run(chain(3), engine)
    engine.cache.drain()
    assert engine.store is not None
    assert engine.store.stats().objects == 3


def test_a_value_that_was_not_kept_is_computed_from_the_nearest_stored_ancestor(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    made = chain(6)
    run(made, engine, to=["n3"])
    engine.cache.drain()
    monkeypatch.setattr(cache, "ALWAYS", 0)
    monkeypatch.setattr(cache, "SPEED", 1.0)
    result, heard = run(made, engine)
    heard.clear()
    assert result["n4"].table["x"].tolist() == [4, 5, 6]
    assert heard.started == ["n4"]


def test_metrics_are_told_even_when_the_table_beside_them_was_not_written(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cache, "ALWAYS", -1)
    monkeypatch.setattr(cache, "SPEED", 1e-9)
    made = wire(workflow(a="Numbers", m="Measure"), "a.table -> m.table")
    for _ in range(2):
        assert run(made, engine)[0].metrics == {"m": {"rows": 3}}


def test_a_full_store_is_a_problem_of_the_run_and_no_failure(folder: Path):
    with Store(folder, quota=1) as store, Engine(store) as engine:
        result, _ = run(chain(3), engine)
        assert result.status == "done"
        assert result["n2"].table["x"].tolist() == [2, 3, 4]
        engine.cache.drain()
        again, _ = run(chain(3), engine)
        problems = [*result.problems, *again.problems]
    assert again.status == "done"
    assert {type(problem).__name__ for problem in problems} == {"StoreFull"}
    for problems in (result.problems, again.problems):
        assert len({problem.message for problem in problems}) == len(problems), "each is told once"


def test_the_log_of_runs_tells_what_ran(engine: Engine, tmp_path: Path):
    made = wire(workflow("log", a="Numbers", f="Fail", b="Add"), "a.table -> f.table", "f.table -> b.table")
    result, _ = run(made, engine)
    assert engine.store is not None
    (row,) = engine.store.runs.recent()
    assert (row["id"], row["workflow"], row["status"]) == (result.run, "log", "failed")


def test_a_traceback_of_a_library_is_in_the_logs(engine: Engine, folder: Path):
    run(wire(workflow(f="Fail")), engine)
    (log,) = (folder / "logs").iterdir()
    assert "ValueError: no good" in log.read_text()
    assert "Traceback" in log.read_text()


def test_a_run_whose_listener_fails_is_closed_in_the_log(engine: Engine):
    def listener(event: Any) -> None:
        if hasattr(event, "node"):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        engine.run(chain(3), Request(listener=listener))
    assert engine.store is not None
    assert [row["status"] for row in engine.store.runs.recent()] == ["failed"]


@pytest.mark.untraced
def test_a_cancelled_run_keeps_what_was_done(folder: Path):
    token = CancelToken()
    GATES["kept"], REACHED["kept"] = threading.Event(), threading.Event()
    made = wire(workflow(a="Numbers", w=("Wait", {"gate": "kept", "polite": True})), "a.table -> w.table")
    with another(folder) as engine:
        stopper = threading.Thread(target=lambda: (REACHED["kept"].wait(PATIENCE), token.set()))
        stopper.start()
        assert run(made, engine, cancel=token)[0].status == "cancelled"
        stopper.join()
    del REACHED["kept"]
    GATES["kept"].set()
    with another(folder) as engine:
        assert run(made, engine)[1].started == ["w"]


def test_two_engines_in_two_threads_share_one_workspace(folder: Path):
    told: list[Any] = []

    def work() -> None:
        with another(folder) as engine:
            for number in range(6):
                made = chain(8)
                made.set("n0", start=number)
                told.append((number, run(made, engine)[0]["n7"].table["x"].iloc[0]))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted([(number, number + 7) for number in range(6)] * 3)


def test_a_killed_run_loses_at_most_what_was_in_flight(folder: Path):
    code = (
        "import sys, os; from pathlib import Path; from tests.engine.test_store import *\n"
        "from tests.stub.nodes import STUBS\n"
        "opened = another(Path(sys.argv[1]))\n"
        "engine = opened.__enter__()\n"
        "run(chain(5), engine); engine.cache.drain()\n"
        "made = chain(5); made.set('n0', start=50); run(made, engine)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    with another(folder) as engine:
        assert run(chain(5), engine)[1].started == []
        made = chain(5)
        made.set("n0", start=50)
        result, _ = run(made, engine)
        assert result["n4"].table["x"].tolist() == [54, 55, 56]


def test_an_input_given_as_a_value_is_known_by_its_content(folder: Path):
    import pandas as pd

    made = wire(workflow(i="Input", b="Add"), "i.value -> b.table")
    for expected in (["i", "b"], []):
        with another(folder) as engine:
            heard = run(made, engine, inputs={"rows": pd.DataFrame({"x": [1, 2]})})[1]
            assert heard.started == expected
    with another(folder) as engine:
        assert run(made, engine, inputs={"rows": pd.DataFrame({"x": [1, 3]})})[1].started == ["i", "b"]


def test_an_input_that_cannot_be_stored_is_refused_with_the_reason(engine: Engine):
    from knode.core.errors import KnodeError

    made = wire(workflow(i="Input", b="Add"), "i.value -> b.table")
    with pytest.raises(KnodeError, match="DataFrame"):
        run(made, engine, inputs={"rows": "no table"})


def test_lists_in_cells_survive_a_vandal_with_a_store(engine: Engine):
    made = wire(
        workflow(l="Lists", x=("Vandal", {"how": "list"}), c="Concat"), "l.table -> x.table", "l.table -> c.tables"
    )
    result, _ = run(made, engine)
    assert result.status == "done", result.errors
    assert result["c"].table["x"].map(list).tolist() == [[1], [2, 3]]
    assert result["l"].table["x"].map(list).tolist() == [[1], [2, 3]]
    assert STUBS.find("stub.Lists") is not None
