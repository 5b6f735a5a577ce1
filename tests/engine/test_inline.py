"""Evaluating at once, in this thread and in memory: what captured workflows, parity and serving stand on."""

from __future__ import annotations

import threading
from typing import Any

import pandas as pd
import pytest

from knode.core.errors import Cancelled, NodeFailed, SettingError, UnknownName, UsageError
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Workflow
from knode.engine.context import CancelToken
from knode.engine.graph import Compiler
from knode.engine.inline import Inline, evaluate, run_captured
from tests.stub.nodes import chain, component, wire, workflow
from tests.stub.running import Heard

ROWS = pd.DataFrame({"x": [1, 2]})


def captured(*extra: str) -> Captured:
    made = wire(
        workflow("scoring", i="Input", a=("Add", {"amount": 10}), o="Output"),
        "i.value -> a.table",
        "a.table -> o.value",
    )
    return Captured(made, {}, Contract({}, {}))


def test_a_captured_workflow_gives_its_outputs_by_name():
    assert run_captured(captured(), {"rows": ROWS})["result"]["x"].tolist() == [11, 12]


def test_inputs_of_a_captured_workflow_are_checked_by_name():
    with pytest.raises(UnknownName, match='no input "row" of the captured workflow "scoring". Did you mean "rows"'):
        run_captured(captured(), {"row": ROWS})
    with pytest.raises(UsageError, match='needs the input "rows"'):
        run_captured(captured(), {})


def test_frozen_values_are_supplied_by_node():
    made = wire(
        workflow("scoring", i="Input", f="Frozen", b="Beside", o="Output"),
        "i.value -> b.left",
        "f.table -> b.right",
        "b.table -> o.value",
    )
    value = Captured(made, {"f": ("table", pd.DataFrame({"x": [1, 1]}))}, Contract({}, {}))
    assert run_captured(value, {"rows": ROWS})["result"]["x"].tolist() == [0, 1]


def test_rows_that_go_in_are_not_harmed():
    value = captured()
    value.workflow.replace(Instance("a", "stub.Vandal", settings={"how": "column"}))
    rows = ROWS.copy()
    run_captured(value, {"rows": rows})
    assert rows.equals(ROWS)


def test_a_failure_is_that_of_the_node():
    value = captured()
    value.workflow.replace(Instance("a", "stub.Fail", "Score", settings={"how": "data"}))
    with pytest.raises(NodeFailed, match=r'Node "a" \(Score\) failed: no good \[port "table", column "x", row 7\]'):
        run_captured(value, {"rows": ROWS})


def test_a_secret_is_hidden_in_a_failure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KNODE_SECRET_DB", "hunter2!")
    graph = Compiler().compile(workflow(s=("Speak", {"secret": "db", "leak": "error"})))
    with pytest.raises(NodeFailed, match="password •••"):
        evaluate(graph, ["s"], {}, Inline())


def test_only_what_is_wanted_is_evaluated():
    heard = Heard()
    made = wire(workflow(a="Numbers", s="Speak", f="Fail"), "a.table -> s.table", "a.table -> f.table")
    values = evaluate(Compiler().compile(made), ["s"], {}, Inline(listener=heard))
    assert list(values) == [("s", "variables")]
    assert heard.messages == [("s", "info", "hello")]


def test_a_cancelled_evaluation_stops():
    token = CancelToken()
    token.set()
    with pytest.raises(Cancelled):
        evaluate(Compiler().compile(chain(3)), ["n2"], {}, Inline(cancel=token))


def test_evaluations_in_many_threads_do_not_mix():
    graph = Compiler().compile(captured().workflow)
    told: dict[int, Any] = {}

    def work(number: int) -> None:
        rows = pd.DataFrame({"x": [number]})
        told[number] = evaluate(graph, ["o"], {"i": rows}, Inline())["o", "value"]["x"].iloc[0]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {number: number + 10 for number in range(20)}


# ---- the graph


def test_a_graph_is_in_topological_order_and_knows_its_ends():
    graph = Compiler().compile(chain(4))
    assert list(graph.steps) == ["n0", "n1", "n2", "n3"]
    assert graph.sinks() == ["n3"]
    assert graph.upstream(["n1"]) == {"n0", "n1"}


def test_a_component_stands_for_its_outputs():
    made = workflow(n="Numbers")
    component(captured().workflow, made, "c")
    graph = Compiler().compile(made)
    assert graph.under("c") == ["c/o"]
    assert graph.under("c/a") == ["c/a"]
    with pytest.raises(UnknownName, match='no node "d"'):
        graph.under("d")


def test_what_did_not_change_is_compiled_once():
    compiler, made = Compiler(), chain(4)
    before = compiler.compile(made).steps
    made.set("n2", amount=3)
    after = compiler.compile(made).steps
    assert [node for node in after if after[node] is not before[node]] == ["n2"]


def test_a_cycle_of_a_document_that_was_made_by_hand_is_refused():
    from knode.core.errors import CycleRefused
    from knode.core.workflow import Link

    made = workflow(a="Add", b="Add")
    made.restore_link(Link("a", "table", "b", "table"))
    made.restore_link(Link("b", "table", "a", "table"))
    with pytest.raises(CycleRefused, match="a → b → a|b → a → b"):
        Compiler().compile(made)


def test_a_wrong_setting_is_refused_with_its_path():
    inside = Workflow(registry=chain(1).registry)
    inside.add(Instance("a", "stub.Numbers", settings={"rows": -1}))
    made = workflow()
    component(inside, made, "c")
    with pytest.raises(SettingError, match='Setting "rows" of node "c/a"'):
        Compiler().compile(made)
