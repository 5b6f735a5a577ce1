"""Runs: what nodes are given and give, what happens when they fail, and what the listener hears."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core.errors import DataError, NodeFailed, UnknownName, UsageError
from knode.core.events import NodeFinished, NodeProgress, NodeStarted, RunFinished, RunStarted
from knode.core.workflow import Instance, Link
from knode.engine.engine import Engine, Request, available_cores
from tests.stub.nodes import BARRIERS, STUBS, chain, wire, workflow
from tests.stub.running import Heard, run, states

PAIRS = [(number, number + 1) for number in range(3)]


# ---- values


def test_a_chain_gives_the_sum():
    result, _ = run(chain(5))
    assert result.status == "done"
    assert result["n4"].table["x"].tolist() == [4, 5, 6]
    assert states(result) == dict.fromkeys(("n0", "n1", "n2", "n3", "n4"), "done")
    assert (result.nodes["n4"].rows, result.nodes["n4"].columns) == (3, 1)


def test_an_empty_workflow_runs():
    result, heard = run(workflow("nothing"))
    assert result.status == "done"
    assert [type(event) for event in heard] == [RunStarted, RunFinished]


def test_a_list_port_gets_its_links_in_their_order():
    made = wire(
        workflow(a=("Numbers", {"start": 5, "rows": 1}), b=("Numbers", {"rows": 1}), c="Concat"),
        "b.table -> c.tables",
        "a.table -> c.tables",
    )
    assert run(made)[0]["c"].table["x"].tolist() == [0, 5]


def test_one_value_may_go_to_both_inputs_of_a_node():
    made = wire(workflow(a="Numbers", b="Beside"), "a.table -> b.left", "a.table -> b.right")
    assert run(made)[0]["b"].table["x"].tolist() == [0, 0, 0]


def test_an_optional_input_may_stay_unconnected():
    made = wire(workflow(a="Numbers", b="Beside"), "a.table -> b.left")
    assert run(made)[0]["b"].table["x"].tolist() == [0, 1, 2]


def test_several_outputs_are_had_by_name():
    made = wire(workflow(a="Numbers", s="Split"), "a.table -> s.table")
    outputs = run(made)[0]["s"]
    assert outputs.first["x"].tolist() == [0]
    assert outputs["second"]["x"].tolist() == [1, 2]
    assert {"first", "second"} <= set(dir(outputs))
    assert repr(outputs) == "<outputs of s: first, second>"
    with pytest.raises(UnknownName, match='no output "frist" of node "s". Did you mean "first"'):
        outputs["frist"]
    with pytest.raises(AttributeError, match="frist"):
        outputs.frist


def test_a_node_called_variables_input_gets_its_value_and_may_still_be_driven_by_it():
    made = wire(workflow(v=("Values", {"values": {"a": 1, "b": "x"}}), t="Tell"), "v.variables -> t.variables")
    assert made.problems() == []
    assert run(made)[0]["t"].table.to_dict("records") == [{"a": 1, "b": "x"}]


def test_metrics_are_in_the_result():
    made = wire(workflow(a="Numbers", m="Measure"), "a.table -> m.table")
    result, _ = run(made)
    assert result.metrics == {"m": {"rows": 3}}
    assert result["m"].view.content == b"<b>1</b>"


def test_metrics_that_a_later_node_has_read_are_in_the_result_too():
    made = wire(workflow(a="Numbers", m="Measure", t="Tell"), "a.table -> m.table", "m.metrics -> t.variables")
    result, _ = run(made)
    assert result["t"].table.to_dict("records") == [{"rows": 3}]
    assert result.metrics == {"m": {"rows": 3}}


@pytest.mark.parametrize("how", ["cell", "column", "drop", "attrs", "list"])
def test_a_node_that_edits_its_input_harms_nobody(how: str):
    made = wire(
        workflow(
            l="Lists" if how == "list" else "Numbers", v="Values", x=("Vandal", {"how": how}), y="Concat", z="Tell"
        ),
        "l.table -> x.table",
        "v.variables -> x.values",
        "l.table -> y.tables",
        "v.variables -> z.variables",
    )
    made.set("v", values={"kept": 1})
    engine = Engine(threads=1, memory_bytes=1 << 20)
    result, _ = run(made, engine, to=["x"])
    assert result.status == "done", result.errors
    result, _ = run(made, engine)
    expected = [[1], [2, 3]] if how == "list" else [0, 1, 2]
    for node, port in (("l", "table"), ("y", "table")):
        table = result[node][port]
        assert table["x"].tolist() == expected
        assert list(table.columns) == (["x", "y"] if how == "list" else ["x"])
        assert table.attrs == {}
    assert result["z"].table.to_dict("records") == [{"kept": 1}]


def test_a_person_who_edits_a_result_harms_nobody():
    engine = Engine(memory_bytes=1 << 20)
    made = chain(2)
    first, _ = run(made, engine)
    table = first["n1"].table
    table.loc[0, "x"] = 99
    assert first["n1"].table["x"].tolist() == [1, 2, 3]
    assert run(made, engine)[0]["n1"].table["x"].tolist() == [1, 2, 3]


def test_variables_of_a_result_may_be_edited():
    engine = Engine(memory_bytes=1 << 20)
    made = workflow(v=("Values", {"values": {"a": 1}}))
    first, _ = run(made, engine)
    first["v"].variables["a"] = 99
    assert run(made, engine)[0]["v"].variables == {"a": 1}


# ---- wrong outputs


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("text", 'stub.Wrong gave a str, not a table [port "table"]'),
        ("none", "stub.Wrong gave a NoneType, not a table"),
        ("twins", 'Two columns are called "a"'),
        ("mixed", 'column "a"'),
        ("dict", "stub.Wrong gave nothing at this output"),
    ],
)
def test_an_output_of_the_wrong_form_is_the_nodes_failure(how: str, said: str):
    result, _ = run(workflow(w=("Wrong", {"how": how})))
    assert result.status == "failed"
    (error,) = result.errors
    assert said in error.message
    assert error.facts["node"] == "w"


# ---- failures


def failing(how: str, text: str = "no good") -> Any:
    made = wire(
        workflow(a="Numbers", f=("Fail", {"how": how, "text": text}), g="Add", h="Add", ok="Add", j="Concat"),
        "a.table -> f.table",
        "f.table -> g.table",
        "g.table -> h.table",
        "a.table -> ok.table",
        "ok.table -> j.tables",
        "h.table -> j.tables",
    )
    made.replace(Instance("f", "stub.Fail", "Clean the data", settings=made.nodes["f"].settings))
    return made


def test_a_failing_node_stops_what_depends_on_it_and_nothing_else():
    result, heard = run(failing("ValueError"))
    assert result.status == "failed"
    assert states(result) == {"a": "done", "f": "failed", "g": "skipped", "h": "skipped", "ok": "done", "j": "skipped"}
    assert heard.states == states(result)
    assert result["ok"].table["x"].tolist() == [1, 2, 3]
    assert result.errors[0].message == 'Node "f" (Clean the data) failed: ValueError: no good'
    with pytest.raises(NodeFailed):
        result["f"].table
    with pytest.raises(UsageError, match='Node "g" has not run. Node "f" \\(Clean the data\\) failed'):
        result["g"].table
    with pytest.raises(NodeFailed):
        result.raise_if_failed()


def test_what_failed_runs_again_and_what_was_done_does_not():
    engine = Engine(memory_bytes=1 << 20)
    made = failing("ValueError")
    run(made, engine)
    _, heard = run(made, engine)
    assert heard.started == ["f"]


def test_an_error_about_data_tells_port_column_and_row():
    error = run(failing("data", "a bad value."))[0].errors[0]
    assert error.message == 'Node "f" (Clean the data) failed: a bad value [port "table", column "x", row 7]'
    facts = {name: error.facts[name] for name in ("node", "label", "port", "column", "row", "cause", "type")}
    assert facts == {
        "node": "f",
        "label": "Clean the data",
        "port": "table",
        "column": "x",
        "row": 7,
        "cause": "DataError",
        "type": "stub.Fail",
    }
    assert error.as_json()["row"] == 7


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("key", "(KeyError)"),
        ("MemoryError", "there was not enough memory; work on fewer rows or columns"),
        ("exit", "SystemExit"),
    ],
)
def test_every_kind_of_exception_ends_as_a_message(how: str, said: str):
    result, _ = run(failing(how))
    assert states(result)["f"] == "failed"
    assert said in result.errors[0].message
    assert states(result)["ok"] == "done"


@pytest.mark.parametrize("dtype", ["datetime64[{}]", "timedelta64[{}]"])
def test_what_is_too_far_away_for_nanoseconds_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch, dtype: str):
    def joined(self: Any, table: Any) -> Any:
        near, far = (pd.Series([value]).astype(dtype.format(unit)) for value, unit in ((1, "ns"), (2**62, "us")))
        return pd.concat([near, far])

    monkeypatch.setattr(STUBS.get("stub.Fail"), "run", joined)
    message = run(failing("data"))[0].errors[0].message
    assert "too far away for nanoseconds, which end in the year 2262; make microseconds of the columns" in message
    assert "OutOfBounds" not in message


def test_a_huge_error_text_is_cut():
    assert len(run(failing("ValueError", "x" * 100_000))[0].errors[0].message) < 2_200


def test_a_row_number_of_numpy_is_a_number_in_the_report(monkeypatch: pytest.MonkeyPatch):
    import numpy as np

    def raises(self: Any, table: Any) -> None:
        raise DataError("bad", column="x", row=np.int64(4))

    monkeypatch.setattr(STUBS.get("stub.Fail"), "run", raises)
    error = run(failing("data"))[0].errors[0]
    assert error.as_json()["row"] == 4
    assert "row 4]" in error.message


# ---- events


def test_events_come_in_order():
    heard = run(failing("ValueError"))[1]
    assert isinstance(heard[0], RunStarted)
    assert (heard[0].nodes, heard[0].to_run) == (6, 6)
    assert isinstance(heard[-1], RunFinished)
    assert heard[-1].status == "failed"
    assert {event.run for event in heard if isinstance(event, RunStarted | RunFinished)} == {heard[0].run}
    for node in ("a", "f", "ok"):
        kinds = [type(event) for event in heard if getattr(event, "node", "") == node]
        assert kinds == [NodeStarted, NodeFinished]
    places = {(type(event), event.node): at for at, event in enumerate(heard) if hasattr(event, "node")}
    assert places[NodeFinished, "a"] < places[NodeStarted, "ok"] < places[NodeFinished, "ok"]


def test_a_failed_event_carries_the_error_as_data():
    heard = run(failing("data"))[1]
    (event,) = [event for event in heard if isinstance(event, NodeFinished) and event.node == "f"]
    assert event.error["error"] == "NodeFailed"
    assert event.error["column"] == "x"


def test_one_event_is_told_at_a_time():
    inside = threading.Lock()
    overlaps = []

    def listener(event: Any) -> None:
        if not inside.acquire(blocking=False):
            overlaps.append(event)
            return
        time.sleep(0.001)
        inside.release()

    made = workflow(**{f"s{number}": "Speak" for number in range(12)})
    Engine(threads=4).run(made, Request(listener=listener))
    assert overlaps == []


@pytest.mark.parametrize("when", [RunStarted, NodeStarted, NodeProgress, NodeFinished, RunFinished])
def test_a_listener_that_raises_ends_the_run_and_hangs_nothing(when: type):
    def listener(event: Any) -> None:
        if isinstance(event, when):
            raise BrokenPipeError("nobody listens any more")

    made = wire(workflow(a="Numbers", s="Speak", t="Speak"), "a.table -> s.table", "a.table -> t.table")
    with pytest.raises(BrokenPipeError):
        Engine().run(made, Request(listener=listener))


# ---- threads and cores


def test_independent_nodes_run_at_the_same_time():
    BARRIERS["both"] = threading.Barrier(2)
    made = workflow(a=("Wait", {"barrier": "both"}), b=("Wait", {"barrier": "both"}))
    assert run(made, Engine(threads=2))[0].status == "done"


def test_no_more_nodes_run_at_once_than_there_are_threads():
    made = workflow(**{f"c{number}": ("Wait", {"busy": 0.01}) for number in range(12)})
    running, most = set(), []

    def listener(event: Any) -> None:
        if isinstance(event, NodeStarted):
            running.add(event.node)
        elif isinstance(event, NodeFinished):
            running.discard(event.node)
        most.append(len(running))

    Engine(threads=3).run(made, Request(listener=listener))
    assert 2 <= max(most) <= 3


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_the_nodes_cores_never_exceed_the_budget(threads: int):
    made = workflow(**{f"c{number}": ("Cores", {"seconds": 0.005 * (number % 3)}) for number in range(10)})
    result, _ = run(made, Engine(threads=threads))
    told = [result[node].variables for node in made.nodes]
    assert all(1 <= one["cores"] <= threads for one in told)
    for one in told:
        moment = one["begun"]
        at_once = [other["cores"] for other in told if other["begun"] <= moment < other["ended"]]
        assert sum(at_once) <= threads


def test_a_node_alone_has_all_cores():
    assert run(workflow(c="Cores"), Engine(threads=4))[0]["c"].variables["cores"] == 4


def test_leased_cores_come_back():
    made = wire(workflow(a="Numbers", c="Cores", d="Cores"), "a.table -> c.table", "a.table -> d.table")
    engine = Engine(threads=2)
    for _ in range(20):
        assert run(made, engine, fresh=True)[0].status == "done"


def test_by_default_all_cores_of_this_process_are_used():
    assert Engine().threads == available_cores() >= 1


def test_two_engines_run_at_once_in_two_threads_without_mixing_anything():
    results: dict[int, Any] = {}

    def work(number: int) -> None:
        made = chain(30, f"w{number}")
        made.set("n0", start=number * 100)
        made.add(Instance("s", "stub.Speak", settings={"text": f"said by {number}"}))
        made.link("n29", "table", "s", "table")
        results[number] = [run(made, Engine(threads=2)) for _ in range(5)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, runs in results.items():
        for result, heard in runs:
            assert result.status == "done"
            assert result["n29"].table["x"].iloc[0] == number * 100 + 29
            assert ("s", "info", f"said by {number}") in heard.messages


def test_a_run_leaves_the_collector_of_garbage_as_it_was():
    before = gc.get_threshold()
    threads = [threading.Thread(target=lambda: run(chain(50))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert gc.get_threshold() == before


# ---- memory


def test_a_value_is_let_go_after_its_last_use(monkeypatch: pytest.MonkeyPatch):
    alive: dict[str, int] = {}
    made_by: list[weakref.ref[pd.DataFrame]] = []
    original = STUBS.get("stub.Add").run

    def watched(self: Any, table: pd.DataFrame) -> pd.DataFrame:
        gc.collect()
        alive[f"{len(made_by)}"] = sum(reference() is not None for reference in made_by)
        made = original(self, table)
        made_by.append(weakref.ref(made))
        return made

    monkeypatch.setattr(STUBS.get("stub.Add"), "run", watched)
    result, _ = run(chain(12), Engine(threads=1))
    assert max(alive.values()) <= 2
    gc.collect()
    assert sum(reference() is not None for reference in made_by) == 1, "only the wanted value stays"
    assert result["n11"].table["x"].tolist() == [11, 12, 13]


def test_a_value_in_the_middle_is_computed_again_when_it_is_looked_at():
    result, _ = run(chain(4))
    assert result["n1"].table["x"].tolist() == [1, 2, 3]


def test_looking_at_a_value_never_writes_outside_again(tmp_path: Path):
    made = wire(workflow(n="Numbers", w="Write", t="Tell", m="Measure"), "n.table -> w.table", "w.variables -> t.variables",
                "t.table -> m.table")  # fmt: skip
    result, _ = run(made, folder=tmp_path)
    with pytest.raises(UsageError, match="Write"):
        result["t"].table
    assert (tmp_path / "written.txt").read_text() == "written\n"


def test_an_input_that_went_away_is_a_clear_error_when_a_value_is_looked_at(tmp_path: Path):
    (tmp_path / "lines.txt").write_text("a\nb\n")
    made = wire(
        workflow(r=("Read", {"path": "lines.txt"}), c="Concat", m="Measure"),
        "r.table -> c.tables",
        "c.table -> m.table",
    )
    result, _ = run(made, folder=tmp_path)
    (tmp_path / "lines.txt").unlink()
    with pytest.raises(NodeFailed, match='Node "r" .*failed: FileNotFoundError'):
        result["c"].table


# ---- wrong documents: nothing runs


def test_an_unconnected_input_is_refused_before_anything_runs():
    heard = Heard()
    with pytest.raises(UsageError, match='Node "b" \\(Add\\): input "table" is not connected. Connect a table to it.'):
        Engine().run(workflow(a="Numbers", b="Add"), Request(listener=heard))
    assert heard == []


def test_a_link_from_a_port_that_went_away_is_refused_before_anything_runs():
    made = wire(workflow(a=("Choose", {"outputs_wanted": 2}), b="Add"), "a.out1 -> b.table")
    made.set("a", outputs_wanted=1)
    with pytest.raises(UsageError, match='no output port "out1"'):
        Engine().run(made)


def test_a_link_into_a_port_that_is_not_there_is_refused_before_anything_runs():
    made = workflow(a="Numbers", b="Numbers")
    made.restore_link(Link("a", "table", "b", "nothing"))
    with pytest.raises(UsageError, match='no input port "nothing"'):
        Engine().run(made)


def test_a_link_between_kinds_that_differ_by_now_is_refused_before_anything_runs():
    made = wire(
        workflow(a=("Input", {"kind": "table"}), n="Numbers", b="Add"), "n.table -> a.value", "a.value -> b.table"
    )
    made.set("a", kind="variables")
    with pytest.raises(UsageError, match="gives a"):
        Engine().run(made)


def test_a_missing_pack_is_named():
    made = workflow(a="Numbers")
    made.add(Instance("p", "gone.Reader"))
    with pytest.raises(UsageError, match='Node "p" is of type "gone.Reader"'):
        Engine().run(made)


def test_code_needs_trust():
    with pytest.raises(UsageError, match="runs code that came with the workflow") as refused:
        Engine().run(workflow(s="Script"))
    assert refused.value.exit_code == 2
    assert run(workflow(s="Script"), Engine(trust=True))[0].status == "done"


def test_an_unknown_node_to_run_to_is_refused():
    with pytest.raises(UnknownName, match='There is no node "n9"'):
        run(chain(3), to=["n9"])


# ---- inputs


def test_an_input_is_given_by_name_and_a_missing_one_is_asked_for():
    made = wire(workflow(i=("Input", {"name": "rows"}), b="Add"), "i.value -> b.table")
    result, _ = run(made, inputs={"rows": pd.DataFrame({"x": [5]})})
    assert result["b"].table["x"].tolist() == [6]
    with pytest.raises(UsageError, match=r'needs the input "rows" \(table\)'):
        run(made)
    with pytest.raises(UnknownName, match='no input "row" .*Did you mean "rows"'):
        run(made, inputs={"row": 1})


def test_another_value_for_an_input_is_another_result():
    made = wire(workflow(i="Input", b="Add"), "i.value -> b.table")
    engine = Engine(memory_bytes=1 << 20)
    for value in (5, 7, 5):
        result, _ = run(made, engine, inputs={"rows": pd.DataFrame({"x": [value]})})
        assert result["b"].table["x"].tolist() == [value + 1]


def test_what_is_connected_to_an_input_stands_in_for_a_value():
    made = wire(workflow(n="Numbers", i="Input", b="Add"), "n.table -> i.value", "i.value -> b.table")
    assert run(made)[0]["b"].table["x"].tolist() == [1, 2, 3]
    result, _ = run(made, inputs={"rows": pd.DataFrame({"x": [10]})})
    assert result["b"].table["x"].tolist() == [11]


def test_an_input_of_the_wrong_kind_is_the_failure_of_its_node():
    made = wire(workflow(i="Input", b="Add"), "i.value -> b.table")
    result, _ = run(made, inputs={"rows": "not a table"})
    assert result.status == "failed"
    assert result.errors[0].facts["node"] == "i"


def test_an_unfinished_node_stops_only_who_asks_for_it():
    made = wire(workflow(a="Numbers", b="Add", lonely="Add"), "a.table -> b.table")
    with pytest.raises(UsageError, match="not connected"):
        run(made)
    result, _ = run(made, to=["b"])
    assert result.status == "done"
    assert states(result) == {"a": "done", "b": "done", "lonely": "skipped"}
    with pytest.raises(UsageError, match="has not run"):
        result["lonely"]
