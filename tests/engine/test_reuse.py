"""Reuse: nothing is computed twice, and nothing that changed is taken for the old."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knode.core.errors import UnknownName
from knode.engine.engine import Engine
from tests.stub.nodes import chain, wire, workflow
from tests.stub.running import run, states


@pytest.fixture
def engine() -> Engine:
    """An engine that remembers results in memory."""
    return Engine(threads=2, memory_bytes=1 << 24)


def test_an_unchanged_workflow_runs_nothing_again(engine: Engine):
    first, _ = run(chain(4), engine)
    again, heard = run(chain(4), engine)
    assert heard.started == []
    assert set(states(again).values()) == {"reused"}
    assert again["n3"].table.equals(first["n3"].table)
    assert again.nodes["n3"].rows == 3


def test_a_copy_under_other_names_is_reused_too(engine: Engine):
    run(wire(workflow(a="Numbers", b="Add"), "a.table -> b.table"), engine)
    _, heard = run(wire(workflow(c="Numbers", d="Add"), "c.table -> d.table"), engine)
    assert heard.started == []


def test_a_changed_setting_runs_exactly_what_is_downstream_and_undoing_it_nothing(engine: Engine):
    made = wire(
        workflow(a="Numbers", b="Add", c="Add", d="Add"),
        "a.table -> b.table",
        "b.table -> c.table",
        "a.table -> d.table",
    )
    run(made, engine)
    made.set("b", amount=5)
    assert run(made, engine)[1].started == ["b", "c"]
    made.set("b", amount=1)
    assert run(made, engine)[1].started == []


def test_running_up_to_a_node_runs_what_it_needs_and_no_more(engine: Engine):
    made = wire(
        workflow(a="Numbers", b="Add", c="Add", x=("Numbers", {"start": 7})), "a.table -> b.table", "b.table -> c.table"
    )
    result, heard = run(made, engine, to=["b"])
    assert heard.started == ["a", "b"]
    assert states(result) == {"a": "done", "b": "done", "c": "skipped", "x": "skipped"}
    assert run(made, engine, to=["b", "x"])[1].started == ["x"]
    assert run(made, engine)[1].started == ["c"]


def test_a_fresh_run_runs_everything_that_is_asked_for(engine: Engine):
    made = chain(3)
    run(made, engine)
    assert run(made, engine, fresh=True)[1].started == ["n0", "n1", "n2"]
    assert run(made, engine, fresh=True, to=["n1"])[1].started == ["n0", "n1"]


def test_writing_outside_always_happens_and_what_it_reads_is_reused(engine: Engine, tmp_path: Path):
    made = wire(workflow(a="Numbers", w="Write"), "a.table -> w.table")
    for _ in range(3):
        result, heard = run(made, engine, folder=tmp_path)
        assert result.status == "done"
        assert heard.started[-1] == "w"
    assert (tmp_path / "written.txt").read_text() == "written\n" * 3
    assert heard.started == ["w"]


def test_a_reader_runs_again_when_its_file_changed(engine: Engine, tmp_path: Path):
    path = tmp_path / "lines.txt"
    path.write_text("one\n")
    made = wire(workflow(r=("Read", {"path": "lines.txt"}), c="Concat"), "r.table -> c.tables")
    run(made, engine, folder=tmp_path)
    assert run(made, engine, folder=tmp_path)[1].started == []
    path.write_text("two\n")
    os.utime(path, ns=(1, 1))
    result, heard = run(made, engine, folder=tmp_path)
    assert heard.started == ["r", "c"]
    assert result["c"].table["line"].tolist() == ["two"]


def test_a_reader_whose_file_name_comes_from_a_variable_sees_that_the_file_changed(engine: Engine, tmp_path: Path):
    (tmp_path / "a.txt").write_text("one\n")
    made = wire(workflow(v=("Values", {"values": {"file": "a.txt"}}), r="Read", c="Concat"),
                "v.variables -> r.variables", "r.table -> c.tables")  # fmt: skip
    made.bind("r", "path", variable="file")
    assert run(made, engine, folder=tmp_path)[0]["c"].table["line"].tolist() == ["one"]
    (tmp_path / "a.txt").write_text("another\n")
    assert run(made, engine, folder=tmp_path)[0]["c"].table["line"].tolist() == ["another"]


def test_two_folders_are_two_sources(engine: Engine, tmp_path: Path):
    made = workflow(r=("Read", {"path": "a.txt"}))
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
        assert run(made, engine, folder=tmp_path / name)[0]["r"].table["line"].tolist() == [name]


def test_the_same_seed_is_reused_and_another_is_not(engine: Engine):
    made = workflow(r="Random", n="Numbers")
    first, _ = run(made, engine, seed=1)
    assert run(made, engine, seed=1)[1].started == []
    second, heard = run(made, engine, seed=2)
    assert heard.started == ["r"]
    assert first["r"].variables != second["r"].variables


def test_what_is_known_and_not_at_hand_runs_again_when_its_value_is_needed():
    engine = Engine(memory_bytes=2_000)
    made = chain(30)
    run(made, engine)
    result, _ = run(made, engine, need_values=["n29"])
    assert result["n29"].table["x"].tolist() == [29, 30, 31]
    assert result["n3"].table["x"].tolist() == [3, 4, 5]
    with pytest.raises(UnknownName):
        run(made, engine, need_values=["nobody"])


def test_memory_for_results_stays_within_its_budget():
    engine = Engine(memory_bytes=10_000, threads=4)
    made = workflow(**{f"n{number}": ("Numbers", {"start": number, "rows": 50}) for number in range(100)})
    for _ in range(3):
        run(made, engine, fresh=True)
    cache = engine.cache
    assert cache._memory_used == sum(size for _, size in cache._memory.values()) <= 10_000


def test_metrics_of_a_reused_node_are_in_the_report():
    made = wire(workflow(a="Numbers", m="Measure"), "a.table -> m.table")
    for engine in (Engine(memory_bytes=1 << 20), Engine()):
        run(made, engine)
        result, _ = run(made, engine)
        assert result.metrics == {"m": {"rows": 3}}


def test_an_engine_without_memory_or_store_runs_everything_anew():
    engine = Engine()
    made = chain(3)
    run(made, engine)
    result, heard = run(made, engine)
    assert heard.started == ["n0", "n1", "n2"]
    assert result["n1"].table["x"].tolist() == [1, 2, 3]


def test_messages_of_a_reused_node_are_told_again(engine: Engine):
    made = workflow(s="Speak")
    first, _ = run(made, engine)
    again, _ = run(made, engine)
    assert again.nodes["s"].messages == first.nodes["s"].messages == (("info", "hello"),)
