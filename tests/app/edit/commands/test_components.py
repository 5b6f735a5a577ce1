"""Components: made of nodes, unpacked, inserted; what their border takes along."""

from __future__ import annotations

import pytest

from knode.app.document import Document
from knode.app.edit.commands.components import MakeComponent, Unpack
from knode.app.edit.commands.nodes import AddNode, RemoveNodes, SetSettings
from knode.app.edit.commands.parameters import AddParameter, ChangeParameter, RemoveParameter, SetBinding
from knode.app.edit.commands.pieces import InsertComponent, Paste
from knode.app.edit.commands.swap import SwapType
from knode.app.edit.fragment import fragment
from knode.core import document
from knode.core.errors import UsageError
from knode.core.workflow import Binding, Instance, Link, Parameter, Workflow

INPUT, OUTPUT = "deploy.ContainerInput", "deploy.ContainerOutput"


def training() -> Workflow:
    """A table that is sorted, learnt from and predicted, all from one reader."""
    made = Workflow("training")
    types = {
        "read": "io.TableCreator",
        "sort": "prep.Sorter",
        "learn": "learn.RandomForestLearner",
        "apply": "learn.ApplyModel",
    }
    for number, (node, type_id) in enumerate(types.items()):
        made.add(Instance(node, type_id))
        made.layout[node] = [200 * number, 0]
    made.link("read", "table", "sort", "table")
    made.link("sort", "table", "learn", "table")
    made.link("learn", "model", "apply", "model")
    made.link("read", "table", "apply", "table")
    return made


def edited(workflow: Workflow, *commands: object) -> Document:
    found = Document(workflow)
    for command in commands:
        found.do(command)  # type: ignore[arg-type]
    return found


def test_what_crosses_the_border_becomes_an_input_or_output_named_after_its_port() -> None:
    done = edited(training(), MakeComponent((), ("sort", "learn"), "Fit"))
    component = done.workflow.nodes["component"]
    assert component.title == "Fit"
    assert component.workflow is not None
    ports = component.workflow.outer_ports()
    assert [(port.name, port.kind) for port in ports.inputs] == [("table", "table")]
    assert [(port.name, port.kind) for port in ports.outputs] == [("model", "model")]
    assert set(done.workflow.links) == {
        Link("read", "table", "component", "table"),
        Link("component", "model", "apply", "model"),
        Link("read", "table", "apply", "table"),
    }
    assert document.loads(done.text()) == done.workflow


def test_nodes_with_another_one_between_them_make_no_component() -> None:
    with pytest.raises(UsageError, match='"learn" lies between the selected nodes'):
        MakeComponent((), ("sort", "apply"), "Part").changes(training())


def test_unpacking_puts_back_what_was_packed() -> None:
    before = training()
    done = edited(training(), MakeComponent((), ("sort", "learn"), "Fit"), Unpack((), "component"))
    assert done.workflow.nodes == before.nodes
    assert set(done.workflow.links) == set(before.links)
    done.undo()
    done.undo()
    assert done.workflow == before


def test_parameters_go_into_a_component_and_come_out_as_they_were_bound() -> None:
    workflow = training()
    workflow.parameters["size"] = Parameter("size", "integer", 20)
    workflow.bind("learn", "trees", parameter="size")
    before = document.loads(document.dumps(workflow))
    done = edited(workflow, MakeComponent((), ("learn",), "Fit"))
    component = done.workflow.nodes["component"]
    assert component.workflow is not None
    assert component.workflow.parameters == {"size": Parameter("size", "integer", 20)}
    assert component.bindings == {"size": Binding("parameter", "size")}
    done.do(Unpack((), "component"))
    assert done.workflow.nodes["learn"] == before.nodes["learn"]


def test_unpacking_gives_settings_the_values_that_the_component_was_set_to() -> None:
    workflow = training()
    workflow.parameters["size"] = Parameter("size", "integer", 20)
    workflow.bind("learn", "trees", parameter="size")
    done = edited(workflow, MakeComponent((), ("learn",), "Fit"), SetSettings((), "component", {"size": 7}))
    done.do(Unpack((), "component"))
    assert done.workflow.nodes["learn"].settings == {"trees": 7}
    assert not done.workflow.nodes["learn"].bindings


def test_the_wire_outside_follows_when_an_input_inside_gets_another_name() -> None:
    done = edited(training(), MakeComponent((), ("sort", "learn"), "Fit"))
    done.do(SetSettings(("component",), "container_input", {"name": "rows"}))
    assert Link("read", "table", "component", "rows") in done.workflow.links
    done.undo()
    assert Link("read", "table", "component", "table") in done.workflow.links


def test_the_wire_outside_goes_with_the_output_inside_and_undo_brings_both_back() -> None:
    done = edited(training(), MakeComponent((), ("sort", "learn"), "Fit"))
    before = done.text()
    done.do(RemoveNodes(("component",), ("container_output",)))
    assert done.workflow.links_into("apply") == [Link("read", "table", "apply", "table")]
    assert document.loads(done.text()) == done.workflow
    done.undo()
    assert done.text() == before


def test_two_inputs_inside_cannot_have_one_name() -> None:
    done = edited(training(), MakeComponent((), ("apply",), "Use"))
    before = done.text()
    with pytest.raises(UsageError, match="are both the input"):
        done.do(SetSettings(("component",), "container_input", {"name": "table"}))
    assert done.text() == before


def test_a_pasted_input_gets_a_name_that_is_free() -> None:
    done = edited(training(), MakeComponent((), ("sort",), "Part"))
    inside = done.workflow.nodes["component"].workflow
    assert inside is not None
    done.do(Paste(("component",), fragment(inside, ["container_input"])))
    assert set(inside.ends("input")) == {"table", "table_2"}


def test_parameters_inside_and_settings_outside_keep_one_name() -> None:
    workflow = training()
    workflow.parameters["size"] = Parameter("size", "integer", 20)
    workflow.bind("learn", "trees", parameter="size")
    done = edited(workflow, MakeComponent((), ("learn",), "Fit"))
    done.do(ChangeParameter(("component",), "size", Parameter("trees", "integer", 30)))
    component = done.workflow.nodes["component"]
    assert set(component.bindings) == {"trees"}
    assert component.workflow is not None
    assert component.workflow.nodes["learn"].bindings == {"trees": Binding("parameter", "trees")}
    done.do(RemoveParameter(("component",), "trees"))
    component = done.workflow.nodes["component"]
    assert not component.bindings
    assert component.workflow is not None
    assert component.workflow.nodes["learn"].settings["trees"] == 30


def test_a_setting_is_bound_and_unbound() -> None:
    done = edited(training(), AddParameter((), Parameter("size", "integer", 20)))
    done.do(SetBinding((), "learn", "trees", Binding("parameter", "size")))
    assert done.workflow.nodes["learn"].bindings == {"trees": Binding("parameter", "size")}
    done.do(SetBinding((), "learn", "trees", None))
    assert not done.workflow.nodes["learn"].bindings


def test_a_workflow_goes_in_as_a_component_of_its_own() -> None:
    inside = Workflow("clean")
    inside.add(Instance("i", INPUT, settings={"name": "rows", "kind": "table"}))
    inside.add(Instance("o", OUTPUT, settings={"name": "done", "kind": "table"}))
    inside.link("i", "value", "o", "value")
    done = edited(training(), InsertComponent((), inside, (100.0, 100.0)))
    done.do(SetSettings(("component",), "i", {"name": "other"}))
    assert inside.nodes["i"].settings["name"] == "rows"
    ports = done.workflow.ports("component")
    assert ports is not None
    assert [port.name for port in ports.inputs] == ["other"]


def test_a_component_that_only_hands_on_is_unpacked_to_a_wire() -> None:
    inside = Workflow("through")
    inside.add(Instance("i", INPUT, settings={"name": "rows", "kind": "table"}))
    inside.add(Instance("o", OUTPUT, settings={"name": "rows", "kind": "table"}))
    inside.link("i", "value", "o", "value")
    workflow = training()
    workflow.add(Instance("c", "flow.Component", workflow=inside))
    workflow.add(Instance("end", "io.CsvWriter"))
    workflow.link("sort", "table", "c", "rows")
    workflow.link("c", "rows", "end", "table")
    done = edited(workflow, Unpack((), "c"))
    assert done.workflow.links_into("end") == [Link("sort", "table", "end", "table")]


def test_a_loop_is_made_of_nodes_as_a_component_is_and_undone() -> None:
    before = training()
    before.parameters = {"trees": Parameter("trees", "integer", 10), "times": Parameter("times", "integer", 2)}
    before.bind("learn", "seed", parameter="trees")
    done = edited(before, MakeComponent((), ("sort", "learn"), type="flow.Loop"))
    loop = done.workflow.nodes["loop"]
    assert (loop.type, loop.title, loop.is_component) == ("flow.Loop", "Loop", False)
    assert loop.workflow is not None
    assert loop.bindings == {"trees": Binding("parameter", "trees")}
    assert Link("read", "table", "loop", "table") in done.workflow.links
    assert Link("loop", "model", "apply", "model") in done.workflow.links
    assert document.loads(done.text()) == done.workflow
    done.undo()
    assert done.workflow == before
    again = edited(before, MakeComponent((), ("sort", "learn"), type="flow.Loop"), Unpack((), "loop"))
    assert set(again.workflow.links) == set(before.links)


def test_a_node_that_holds_a_workflow_begins_with_one() -> None:
    done = edited(Workflow("w"), AddNode((), Instance("loop", "flow.Loop"), (0, 0)))
    ports = done.workflow.ports("loop")
    assert ports is not None
    assert ([port.name for port in ports.inputs], [port.name for port in ports.outputs]) == (["table"], ["table"])
    called = edited(Workflow("w"), AddNode((), Instance("call", "flow.CallWorkflow"), (0, 0)))
    assert called.workflow.nodes["call"].workflow is None


def test_a_loop_of_nodes_that_nothing_follows_gives_what_they_give() -> None:
    done = edited(training(), MakeComponent((), ("learn", "apply"), type="flow.Loop"))
    ports = done.workflow.ports("loop")
    assert ports is not None
    assert sorted((port.name, port.kind) for port in ports.outputs) == [("table", "table")]
    assert not [problem for problem in done.workflow.problems() if "input" in problem.message]


def test_a_learner_is_validated_beside_itself() -> None:
    before = training()
    done = edited(training(), MakeComponent((), ("sort", "learn"), type="learn.CrossValidate", beside=True))
    made = done.workflow.nodes["cross_validate"]
    assert set(done.workflow.links) == {*before.links, Link("read", "table", "cross_validate", "table")}
    assert made.workflow is not None
    assert {(port.name, port.kind) for port in made.workflow.outer_ports().outputs} == {("model", "model")}
    done.undo()
    assert done.workflow == before


def test_an_optimizer_takes_the_place_of_the_learner_in_it() -> None:
    done = edited(training(), MakeComponent((), ("learn",), type="learn.ParameterOptimizer"))
    assert Link("parameter_optimizer", "model", "apply", "model") in done.workflow.links
    both = edited(training(), MakeComponent((), ("sort", "learn"), type="learn.ParameterOptimizer"))
    # The sorted table is none of what an optimizer gives, although it gives a table too.
    assert [link for link in both.workflow.links if link.source == "parameter_optimizer"] == [
        Link("parameter_optimizer", "model", "apply", "model")
    ]


def test_a_loop_becomes_a_try_and_a_component_a_loop_with_what_is_inside() -> None:
    done = edited(training(), MakeComponent((), ("sort", "learn"), "Fit"), SwapType((), "component", "flow.Loop"))
    loop = done.workflow.nodes["component"]
    assert (loop.type, loop.label) == ("flow.Loop", "Fit")
    assert loop.workflow is not None
    assert Link("component", "model", "apply", "model") in done.workflow.links
    tried = edited(done.workflow, SwapType((), "component", "flow.TryCatch"))
    assert tried.workflow.nodes["component"].workflow == loop.workflow
    with pytest.raises(UsageError, match="is a component"):
        edited(done.workflow, SwapType((), "component", "prep.Sorter"))
