"""Nodes that hold a workflow: compiled once, run often, one step for the workflow around them."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from knode.core import document
from knode.core.errors import NodeFailed, SettingError, TrustRequired, UnknownName, UsageError
from knode.core.events import NodeProgress
from knode.core.spec import ColumnSpec, TableSpec
from knode.core.workflow import Binding, Instance, Parameter
from knode.engine.context import CancelToken
from knode.engine.engine import Engine, Request
from knode.store.store import Store
from tests.stub.holding import adding, ports_of, repeated
from tests.stub.nodes import BARRIERS, GATES, STUBS, component, wire, workflow
from tests.stub.running import Heard, run, states


def test_what_a_node_holds_runs_as_often_as_the_node_says():
    result, heard = run(repeated(adding(), times=3))
    assert result["z"].table["x"].tolist() == [0, 1, 2, 1, 2, 3, 2, 3, 4]
    assert states(result) == {"n": "done", "loop": "done", "z": "done"}
    assert heard.started == ["n", "loop", "z"]


def test_in_turn_and_side_by_side_give_the_same_in_the_same_order():
    both = [run(repeated(adding(), times=20, parallel=parallel))[0]["z"].table for parallel in (True, False)]
    assert both[0].equals(both[1])


def test_iterations_run_side_by_side():
    BARRIERS["meet"] = threading.Barrier(2)
    inside = adding()
    inside.add(Instance("w", "stub.Wait", settings={"barrier": "meet"}))
    inside.link("i", "value", "w", "table")
    try:
        result, _ = run(repeated(inside, times=2), Engine(threads=2))
    finally:
        del BARRIERS["meet"]
    assert states(result)["loop"] == "done"


def test_its_ports_are_those_of_the_inside_and_its_settings_are_its_own_and_the_parameters():
    made = repeated(adding())
    ports = ports_of(made, "loop")
    assert ([port.name for port in ports.inputs], [port.name for port in ports.outputs]) == (["rows"], ["sum"])
    made.set("loop", times=1, round=5)
    assert run(made)[0]["z"].table["x"].tolist() == [0, 1, 2]  # What the node gives comes before its settings.
    with pytest.raises(UnknownName, match="no setting"):
        made.set("loop", rounds=1)
    with pytest.raises(SettingError):
        made.set("loop", round="many")


def test_a_parameter_of_the_inside_takes_its_value_from_a_setting_a_parameter_or_a_variable():
    inside = adding()
    inside.parameters["amount"] = Parameter("amount", "number", 10)
    inside.bind("a", "amount", parameter="amount")
    made = repeated(inside, times=1)
    assert run(made)[0]["z"].table["x"].tolist() == [10, 11, 12]
    made.set("loop", amount=20)
    assert run(made)[0]["z"].table["x"].tolist() == [20, 21, 22]
    made.parameters["more"] = Parameter("more", "number", 30)
    made.bind("loop", "amount", parameter="more")
    assert run(made, parameters={"more": 40})[0]["z"].table["x"].tolist() == [40, 41, 42]
    made.add(Instance("v", "stub.Values", settings={"values": {"by": 50, "often": 2}}))
    made.link("v", "variables", "loop", "variables")
    made.bind("loop", "amount", variable="by")
    made.bind("loop", "times", variable="often")
    assert run(made)[0]["z"].table["x"].tolist() == [50, 51, 52] * 2


def test_a_failure_names_the_run_and_the_node_inside():
    inside = adding()
    inside.replace(Instance("a", "stub.Fail", settings={"how": "data"}))
    result, _ = run(repeated(inside, times=3))
    error = result.nodes["loop"].error
    assert isinstance(error, NodeFailed)
    assert 'Node "loop" (Repeat) failed: round 0: node "loop/a" (Fail) failed: no good' in str(error)
    assert (error.facts["call"], error.facts["inside"], error.facts["cause"]) == ("round 0", "loop/a", "DataError")
    assert result.nodes["z"].state == "skipped"


def test_a_parameter_out_of_range_names_the_run():
    inside = adding()
    inside.parameters["round"] = Parameter("round", "number", required=True, maximum=1)
    result, _ = run(repeated(inside, times=4))
    assert "round 2: " in str(result.nodes["loop"].error)
    made, _ = run(repeated(inside, times=4, forgive=True))
    assert made["z"].table["x"].tolist() == [0, 1, 2, 1, 2, 3]


def test_its_result_is_reused_until_something_in_it_changes(tmp_path: Path):
    made = repeated(adding())
    with Engine(Store(tmp_path)) as engine:
        assert states(run(made, engine)[0])["loop"] == "done"
        assert states(run(made, engine)[0])["loop"] == "reused"
        inside = made.nodes["loop"].workflow
        assert inside is not None
        inside.add(Instance("more", "stub.Numbers"))
        assert states(run(made, engine)[0])["loop"] == "done"
        inside.layout["more"] = [0, 0]
        inside.replace(Instance("more", "stub.Numbers", label="Only a name"))
        assert states(run(made, engine)[0])["loop"] == "reused"
        made.set("loop", times=3)
        assert states(run(made, engine)[0])["loop"] == "done"


def test_a_file_that_is_read_inside_counts(tmp_path: Path):
    inside = wire(
        workflow("reading", i="Input", r=("Read", {"path": "a.txt"}), o=("Output", {"name": "sum"})),
        "r.table -> o.value",
    )
    made = repeated(inside)
    (tmp_path / "a.txt").write_text("one\n")
    with Engine(Store(tmp_path / "store")) as engine:
        run(made, engine, folder=tmp_path)
        assert states(run(made, engine, folder=tmp_path)[0])["loop"] == "reused"
        (tmp_path / "a.txt").write_text("one\ntwo\n")
        result, _ = run(made, engine, folder=tmp_path)
        assert (states(result)["loop"], len(result["loop"].sum)) == ("done", 4)
        inside.parameters["path"] = Parameter("path", "text", "a.txt")
        inside.bind("r", "path", parameter="path")
        run(made, engine, folder=tmp_path)
        again = states(run(made, engine, folder=tmp_path)[0])  # Who knows what the parameter will be.
        assert (again["n"], again["loop"], again["z"]) == ("reused", "done", "done")


def test_a_node_with_an_effect_inside_runs_each_time(tmp_path: Path):
    inside = adding()
    inside.add(Instance("w", "stub.Write"))
    with Engine(Store(tmp_path / "store")) as engine:
        for _ in range(2):
            run(repeated(inside, times=2), engine, folder=tmp_path)
    assert (tmp_path / "written.txt").read_text() == "written\n" * 4


def test_what_is_inside_is_checked_before_anything_runs():
    inside = adding()
    inside.replace(Instance("a", "stub.Add", settings={"amount": "much"}))
    with pytest.raises(SettingError, match="loop/a"):
        run(repeated(inside))
    inside.replace(Instance("a", "other.Thing"))
    with pytest.raises(UsageError, match="other.Thing"):
        run(repeated(inside))
    inside.replace(Instance("a", "stub.Script"))
    with pytest.raises(TrustRequired, match="loop/a"):
        run(repeated(inside))


def test_a_node_that_holds_nothing_and_one_that_should_not_are_refused():
    made = workflow(r="Repeat")
    with pytest.raises(UsageError, match="holds no workflow"):
        run(made)
    assert "holds no workflow" in str(made.problems()[0])
    made.replace(Instance("r", "stub.Numbers", workflow=adding()))
    with pytest.raises(UsageError, match="holds none"):
        run(made)


def test_a_missing_input_is_asked_for():
    made = repeated(adding())
    made.unlink(made.links_into("loop")[0])
    assert 'needs the input "rows"' in str(run(made)[0].nodes["loop"].error)


def test_nodes_that_hold_stand_in_each_other_and_in_components():
    inner = repeated(adding(), times=2)
    middle = workflow("middle", i="Input", o=("Output", {"name": "sum"}))
    middle.add(Instance("inner", "stub.Repeat", settings={"times": 2}, workflow=adding()))
    wire(middle, "i.value -> inner.rows", "inner.sum -> o.value")
    nested = repeated(middle, times=2)
    assert len(run(nested)[0]["z"].table) == 12
    around = workflow("around", z="Concat")
    inner.add(Instance("o", "stub.Output", settings={"name": "sum"}))
    inner.link("z", "table", "o", "value")
    component(inner, around, "c")
    wire(around, "c.sum -> z.tables")
    assert run(around)[0]["c"].sum["x"].tolist() == [0, 1, 2, 1, 2, 3]


@pytest.mark.filterwarnings("always")
def test_progress_is_that_of_the_node_and_words_from_inside_are_its_words():
    inside = adding()
    inside.add(Instance("s", "stub.Speak", settings={"warning": "old"}))
    _, heard = run(repeated(inside, times=4))
    shown = [(event.node, event.fraction) for event in heard if isinstance(event, NodeProgress)]
    assert shown == [("loop", 0.25), ("loop", 0.5), ("loop", 0.75), ("loop", 1.0)]
    assert heard.messages[-2:] == [
        ("loop", "warning", "in all 4 rounds: old"),
        ("loop", "info", "in all 4 rounds: s: hello"),
    ]


@pytest.mark.filterwarnings("always")
@pytest.mark.parametrize("parallel", [True, False])
def test_a_warning_names_the_runs_that_gave_it_and_is_told_once(parallel: bool):
    inside = adding()
    inside.add(Instance("w", "stub.Warn"))
    inside.link("a", "table", "w", "table")
    result, heard = run(repeated(inside, times=12, parallel=parallel), Engine(threads=3))
    warned = [text for level, text in result.nodes["loop"].messages if level == "warning"]
    assert warned == [
        "in 6 of 12 rounds (0, 2, 4 and 3 more): w: even",
        "in 6 of 12 rounds (0, 2, 4 and 3 more): from a library",
        "in 3 of 12 rounds (0, 5, 10): w: by five",
        "round 7: w: seven",
    ]
    assert [text for _, level, text in heard.messages if level == "warning"] == warned


@pytest.mark.filterwarnings("always")
def test_warnings_of_runs_before_one_that_fails_are_told():
    inside = adding()
    inside.add(Instance("w", "stub.Warn", settings={"fails_at": 7}))
    inside.link("a", "table", "w", "table")
    result, _ = run(repeated(inside, times=12, parallel=False))
    assert "round 7: " in str(result.nodes["loop"].error)
    warned = [text for level, text in result.nodes["loop"].messages if level == "warning"]
    assert warned[0] == "in 4 of 8 rounds (0, 2, 4 and 1 more): w: even"


@pytest.mark.filterwarnings("always")
def test_a_warning_in_a_loop_in_a_loop_names_the_runs_of_both():
    deep = adding()
    deep.add(Instance("w", "stub.Warn"))
    deep.link("a", "table", "w", "table")
    middle = workflow("middle", i="Input", o=("Output", {"name": "sum"}))
    middle.add(Instance("inner", "stub.Repeat", settings={"times": 5}, workflow=deep))
    wire(middle, "i.value -> inner.rows", "inner.sum -> o.value")
    result, _ = run(repeated(middle, times=2))
    assert ("warning", "in all 2 rounds: inner: in 3 of 5 rounds (0, 2, 4): w: even") in result.nodes["loop"].messages


@pytest.mark.parametrize("parallel", [True, False])
def test_stopping_the_run_stops_what_is_inside(parallel: bool):
    GATES["never"] = threading.Event()
    inside = adding()
    inside.add(Instance("w", "stub.Wait", settings={"gate": "never", "polite": True}))
    engine, request = Engine(threads=2), Request(listener=Heard())
    request.cancel = stop = CancelToken()
    timer = threading.Timer(0.2, stop.set)
    timer.start()
    try:
        result = engine.run(repeated(inside, parallel=parallel), request)
    finally:
        timer.join()
        del GATES["never"]
    assert (result.status, states(result)["loop"], result.stuck) == ("cancelled", "cancelled", False)


def test_a_file_keeps_it():
    made = repeated(adding(), times=3)
    made.bind("loop", "times", variable="n")
    text = document.dumps(made)
    again = document.loads(text, registry=STUBS)
    assert again == made
    assert document.dumps(again) == text
    assert again.nodes["loop"].bindings == {"times": Binding("variable", "n")}


def test_the_spec_of_what_it_gives_is_that_of_the_inside():
    made = repeated(adding())
    step = Engine().compile(made).steps["loop"]
    table = TableSpec(columns=(ColumnSpec(name="x", dtype="int64"),))
    inside = made.nodes["loop"].workflow
    assert inside is not None
    assert step.spec({"rows": table}) == {"sum": None}  # Its amount waits for the parameter.
    inside.parameters["round"] = Parameter("round", "number", 1)
    told: Any = Engine().compile(made).steps["loop"].spec({"rows": table})["sum"]
    assert [(column.name, column.dtype) for column in told.columns] == [("x", "float64")]
    holding = Engine().compile(made).steps["loop"].holding
    assert holding is not None
    assert holding.specs({"rows": table}, ("round",)) == {"sum": None}
