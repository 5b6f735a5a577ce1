"""Nodes that are switched off or handed past, and runs of what can run of an unfinished workflow."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from knode.core.errors import UnknownName, UsageError
from knode.core.workflow import Instance, Mode, Workflow
from knode.engine.context import CancelToken, PauseToken
from knode.engine.engine import Engine, Request
from knode.engine.graph import Compiler
from tests.stub.nodes import chain, component, wire, workflow
from tests.stub.running import Heard, run, states


def switch(made: Workflow, node: str, mode: Mode) -> Workflow:
    made.replace(replace(made.nodes[node], mode=mode))
    return made


def test_a_disabled_node_and_all_that_needs_it_are_left_out():
    result, heard = run(switch(chain(4), "n2", "disabled"))
    assert result.status == "done"
    assert states(result) == {"n0": "done", "n1": "done", "n2": "skipped", "n3": "skipped"}
    assert heard.started == ["n0", "n1"]


def test_a_disabled_node_may_be_unfinished():
    made = chain(2)
    made.add(Instance("open", "stub.Add", settings={"nonsense": 1}, mode="disabled"))
    assert made.problems() == []
    assert run(made)[0].status == "done"


def test_a_bypassed_node_hands_on_its_input():
    whole, _ = run(chain(4))
    result, heard = run(switch(chain(4), "n2", "bypass"))
    assert heard.started == ["n0", "n1", "n3"]
    assert whole["n3"].table["x"].tolist() == [3, 4, 5]
    assert result["n3"].table["x"].tolist() == [2, 3, 4]


def test_several_bypassed_nodes_in_a_row_hand_on_the_first_input():
    made = switch(switch(chain(4), "n1", "bypass"), "n2", "bypass")
    assert run(made)[0]["n3"].table["x"].tolist() == [1, 2, 3]


def test_a_result_behind_a_bypassed_node_is_that_of_the_workflow_without_it():
    with Engine(memory_bytes=1 << 20) as engine:
        run(wire(workflow(n0="Numbers", n3="Add"), "n0.table -> n3.table"), engine)
        made = switch(switch(chain(4), "n1", "bypass"), "n2", "bypass")
        result, _ = run(made, engine)
        assert states(result) == {"n0": "reused", "n1": "skipped", "n2": "skipped", "n3": "reused"}


def test_a_bypassed_node_without_input_has_nothing_to_hand_on():
    made = switch(chain(2), "n0", "bypass")
    with pytest.raises(UsageError, match="bypassed, and nothing is connected"):
        run(made)


def test_running_to_a_node_that_is_switched_off_says_so():
    with pytest.raises(UsageError, match='"n2" is disabled'):
        run(switch(chain(4), "n2", "disabled"), to=["n2"])
    with pytest.raises(UsageError, match='"n3" needs what cannot be had: Node "n2" is disabled'):
        run(switch(chain(4), "n2", "disabled"), to=["n3"])


def test_a_disabled_component_is_left_out_whole_and_a_bypassed_one_handed_past():
    def boxed() -> Workflow:
        inside = wire(
            workflow(start="Input", add="Add", end="Output"), "start.value -> add.table", "add.table -> end.value"
        )
        made = workflow(n="Numbers", last="Add")
        component(inside, made, "box")
        ports = made.ports("box")
        assert ports is not None
        return wire(made, f"n.table -> box.{ports.inputs[0].name}", f"box.{ports.outputs[0].name} -> last.table")

    whole, _ = run(boxed())
    assert whole["last"].table["x"].tolist() == [2, 3, 4]
    result, heard = run(switch(boxed(), "box", "disabled"))
    assert (result.status, heard.started) == ("done", ["n"])
    result, heard = run(switch(boxed(), "box", "bypass"))
    assert heard.started == ["n", "last"]
    assert result["last"].table["x"].tolist() == [1, 2, 3]


def test_a_partial_graph_leaves_out_what_cannot_run_and_says_why():
    made = chain(3)
    made.add(Instance("lost", "nowhere.Strange"))
    made.add(Instance("open", "stub.Add"))
    made.add(Instance("behind", "stub.Add"))
    wire(made, "open.table -> behind.table")
    with pytest.raises(UsageError):
        Compiler().compile(made)
    graph = Compiler().compile(made, partial=True)
    assert list(graph.steps) == ["n0", "n1", "n2"]
    assert set(graph.left_out.problems) == {"lost", "open"}
    assert graph.left_out.behind == {"behind": "open"}
    refusal = graph.left_out.refusal(made, "behind")
    assert refusal is not None
    assert "not connected" in refusal.message
    with pytest.raises(UnknownName):
        graph.under("nobody")


def test_a_partial_graph_is_whole_again_when_the_document_is():
    made = chain(3)
    made.replace(replace(made.nodes["n1"], settings={"nonsense": 1}))
    compiler = Compiler()
    assert list(compiler.compile(made, partial=True).steps) == ["n0"]
    made.replace(replace(made.nodes["n1"], settings={}))
    graph = compiler.compile(made, partial=True)
    assert list(graph.steps) == ["n0", "n1", "n2"]
    assert not graph.left_out.problems
    assert not graph.left_out.behind


def test_while_paused_nothing_starts_and_a_cancelled_pause_ends():
    pause, cancel, heard = PauseToken(), CancelToken(), Heard()
    pause.set()
    with Engine() as engine:
        request = Request(pause=pause, cancel=cancel, listener=heard.append)
        ended: list[str] = []
        thread = threading.Thread(target=lambda: ended.append(engine.run(chain(3), request).status))
        thread.start()
        time.sleep(0.1)
        assert heard.started == []
        pause.clear()
        thread.join()
        assert (ended, heard.started) == (["done"], ["n0", "n1", "n2"])
        pause.set()
        thread = threading.Thread(target=lambda: ended.append(engine.run(chain(3), request).status))
        thread.start()
        time.sleep(0.1)
        cancel.set()
        thread.join()
        assert ended == ["done", "cancelled"]
