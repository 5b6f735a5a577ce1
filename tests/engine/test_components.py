"""Components, parameters and variables: what settings and values come from outside a node."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from knode.core.errors import KindMismatch, NodeFailed, SettingError, UnknownName, UsageError
from knode.core.workflow import COMPONENT, Binding, Instance, Parameter, Workflow
from knode.engine.engine import Engine
from tests.stub.nodes import component, wire, workflow
from tests.stub.running import run, states


def adder(name: str = "rows") -> Workflow:
    """A component that adds its parameter `amount`."""
    made = wire(
        workflow("adder", i=("Input", {"name": name}), a="Add", o=("Output", {"name": "sum"})),
        "i.value -> a.table",
        "a.table -> o.value",
    )
    made.parameters["amount"] = Parameter("amount", "number", 1)
    made.bind("a", "amount", parameter="amount")
    return made


def around(inside: Workflow, settings: dict[str, Any] | None = None) -> Workflow:
    made = workflow("outer", n="Numbers", z="Concat")
    component(inside, made, "c", settings)
    port = next(iter(inside.ends("input")))
    return wire(made, f"n.table -> c.{port}", "c.sum -> z.tables")


def test_a_component_runs_as_its_nodes():
    result, heard = run(around(adder()))
    assert result["z"].table["x"].tolist() == [1, 2, 3]
    assert set(states(result)) == {"n", "z", "c/i", "c/a", "c/o"}
    assert heard.started == ["n", "c/i", "c/a", "c/o", "z"]


def test_the_outputs_of_a_component_are_had_by_its_name_and_its_nodes_by_their_paths():
    result, _ = run(around(adder()))
    assert result["c"].sum["x"].tolist() == [1, 2, 3]
    assert result["c/a"].table["x"].tolist() == [1, 2, 3]
    with pytest.raises(UnknownName, match='no node "c/b"'):
        result["c/b"]


def test_running_up_to_a_component_runs_its_outputs():
    result, heard = run(around(adder()), to=["c"])
    assert heard.started == ["n", "c/i", "c/a", "c/o"]
    assert result["c"].sum["x"].tolist() == [1, 2, 3]


def test_a_failure_inside_a_component_names_the_path():
    inside = adder()
    inside.replace(Instance("a", "stub.Fail", settings={"how": "data"}))
    result, _ = run(around(inside))
    assert result.errors[0].facts["node"] == "c/a"
    assert states(result)["z"] == "skipped"
    with pytest.raises(NodeFailed):
        result["c"].sum


def test_settings_of_a_component_are_the_parameters_inside():
    assert run(around(adder(), {"amount": 10}))[0]["z"].table["x"].tolist() == [10, 11, 12]
    with pytest.raises(UnknownName, match='no parameter "amont".*Did you mean "amount"'):
        run(around(adder(), {"amont": 10}))
    with pytest.raises(SettingError, match="should be of type number"):
        run(around(adder(), {"amount": "ten"}))


@pytest.mark.parametrize("depth", [1, 4, 12])
def test_parameters_reach_through_components_in_components(depth: int):
    inside = adder()
    for _ in range(depth):
        outer = wire(workflow(i=("Input", {"name": "rows"}), o=("Output", {"name": "sum"})))
        outer.parameters["amount"] = Parameter("amount", "number", 1)
        component(inside, outer, "c")
        outer.bind("c", "amount", parameter="amount")
        inside = wire(outer, "i.value -> c.rows", "c.sum -> o.value")
    made = around(inside, {"amount": 7})
    assert run(made)[0]["z"].table["x"].tolist() == [7, 8, 9]


def test_the_same_component_twice_does_not_mix():
    made = workflow(n="Numbers", z="Beside")
    inside = adder()
    component(inside, made, "one", {"amount": 1})
    component(inside, made, "two", {"amount": 10})
    wire(made, "n.table -> one.rows", "n.table -> two.rows", "two.sum -> z.left", "one.sum -> z.right")
    assert run(made)[0]["z"].table["x"].tolist() == [9, 9, 9]


def test_an_edit_inside_a_component_is_seen():
    made, engine = around(adder()), Engine(memory_bytes=1 << 20)
    run(made, engine)
    inside = made.nodes["c"].workflow
    assert inside is not None
    inside.set("a", amount=5)
    result, heard = run(made, engine)
    assert result["z"].table["x"].tolist() == [5, 6, 7]
    assert heard.started == ["c/a", "c/o", "z"]


def test_an_input_inside_a_component_that_is_not_connected_outside_uses_what_is_connected_inside():
    inside = adder()
    inside.add(Instance("d", "stub.Numbers", settings={"start": 100, "rows": 1}))
    inside.link("d", "table", "i", "value")
    made = workflow("outer", z="Concat")
    component(inside, made, "c")
    wire(made, "c.sum -> z.tables")
    assert run(made)[0]["z"].table["x"].tolist() == [101]
    made.add(Instance("n", "stub.Numbers", settings={"rows": 1}))
    made.link("n", "table", "c", "rows")
    assert run(made)[0]["z"].table["x"].tolist() == [1]


def test_an_input_of_a_component_without_any_value_is_a_clear_failure_of_its_node():
    made = workflow("outer", z="Concat")
    component(adder(), made, "c")
    wire(made, "c.sum -> z.tables")
    result, _ = run(made)
    assert result.errors[0].facts["node"] == "c/i"
    assert "nothing is given for the input 'rows'" in result.errors[0].message


def test_a_component_output_may_lead_straight_into_another_component():
    made = workflow("outer", n="Numbers", z="Concat")
    component(adder(), made, "one")
    component(adder(), made, "two")
    wire(made, "n.table -> one.rows", "one.sum -> two.rows", "two.sum -> z.tables")
    assert run(made)[0]["z"].table["x"].tolist() == [2, 3, 4]


def test_kinds_are_checked_across_the_border_of_a_component():
    made = around(adder())
    inside = made.nodes["c"].workflow
    assert inside is not None
    inside.replace(Instance("i", "stub.Input", settings={"name": "rows", "kind": "variables"}))
    with pytest.raises(KindMismatch):
        run(made)


def test_a_port_of_a_component_that_was_renamed_inside_is_named():
    made = around(adder())
    inside = made.nodes["c"].workflow
    assert inside is not None
    inside.set("i", name="lines")
    with pytest.raises(UnknownName, match='no input port "rows" at component "c"'):
        run(made)
    inside.set("i", name="rows")
    inside.set("o", name="total")
    with pytest.raises(UnknownName, match='no output port "sum" at component "c"'):
        run(made)


# ---- parameters


def parametrised() -> Workflow:
    made = workflow("p", n="Numbers")
    made.parameters["rows"] = Parameter("rows", "integer", 2, minimum=1, maximum=9)
    made.bind("n", "rows", parameter="rows")
    return made


def test_a_parameter_has_its_default_or_what_is_given():
    assert len(run(parametrised())[0]["n"].table) == 2
    assert len(run(parametrised(), parameters={"rows": 5})[0]["n"].table) == 5


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"row": 1}, 'no parameter "row" of workflow "p". Did you mean "rows"'),
        ({"rows": 0}, "at least 1"),
        ({"rows": "3"}, "of type integer"),
    ],
)
def test_a_wrong_parameter_is_refused(given: dict[str, Any], said: str):
    with pytest.raises(UsageError, match=said):
        run(parametrised(), parameters=given)


def test_a_required_parameter_must_be_given():
    made = parametrised()
    made.parameters["rows"] = Parameter("rows", "integer", required=True)
    with pytest.raises(UsageError, match='The parameter "rows" has no default and must be given'):
        run(made)


def test_a_binding_to_a_parameter_that_is_gone_is_refused():
    made = parametrised()
    del made.parameters["rows"]
    with pytest.raises(UnknownName, match='no parameter "rows" for setting "rows" of node "n"'):
        run(made)


# ---- variables


def driven(**values: Any) -> Workflow:
    made = wire(workflow(v=("Values", {"values": values}), n="Numbers"), "v.variables -> n.variables")
    made.bind("n", "rows", variable="rows")
    return made


def test_a_variable_drives_a_setting():
    engine = Engine(memory_bytes=1 << 20)
    made = driven(rows=4)
    assert len(run(made, engine)[0]["n"].table) == 4
    made.set("v", values={"rows": 6})
    assert len(run(made, engine)[0]["n"].table) == 6
    assert run(made, engine)[1].started == []


def test_the_last_link_wins_when_several_have_the_variable():
    made = driven(rows=4)
    made.add(Instance("w", "stub.Values", settings={"values": {"rows": 1, "other": 2}}))
    made.link("w", "variables", "n", "variables")
    assert len(run(made)[0]["n"].table) == 1


def test_an_absent_variable_is_the_failure_of_the_node_with_the_nearest_name():
    result, _ = run(driven(row=4))
    assert 'There is no variable "rows" for setting "rows". Did you mean "row"' in result.errors[0].message
    assert result.errors[0].facts["node"] == "n"


def test_a_variable_of_the_wrong_type_is_the_failure_of_the_node():
    result, _ = run(driven(rows="many"))
    assert 'Setting "rows" of node "n"' in result.errors[0].message


def test_a_binding_to_a_variable_without_a_link_is_refused():
    made = workflow(n="Numbers")
    made.bind("n", "rows", variable="rows")
    with pytest.raises(UsageError, match="but nothing is connected to the node's variables"):
        run(made)


def test_a_parameter_and_a_variable_may_drive_one_node_together_and_stay_so_when_links_change():
    made = driven(rows=2)
    made.parameters["start"] = Parameter("start", "integer", 50)
    made.bind("n", "start", parameter="start")
    engine = Engine(memory_bytes=1 << 20)
    assert run(made, engine)[0]["n"].table["x"].tolist() == [50, 51]
    made.add(Instance("w", "stub.Values", settings={"values": {"rows": 1}}))
    made.link("w", "variables", "n", "variables")
    assert run(made, engine)[0]["n"].table["x"].tolist() == [50]
    assert run(made, engine, parameters={"start": 8})[0]["n"].table["x"].tolist() == [8]


def test_a_node_driven_by_a_variable_keeps_its_parameters_when_another_input_is_linked():
    made = wire(workflow(v=("Values", {"values": {"path": "x"}}), a="Numbers", s="Speak"), "v.variables -> s.variables")
    made.parameters["text"] = Parameter("text", "text", "from a parameter")
    made.bind("s", "warning", variable="none")
    made.bind("s", "text", parameter="text")
    made.set("v", values={"none": ""})
    engine = Engine()
    assert ("s", "info", "from a parameter") in run(made, engine)[1].messages
    made.link("a", "table", "s", "table")
    assert ("s", "info", "from a parameter") in run(made, engine)[1].messages


def test_a_variable_reaches_a_setting_inside_a_component_by_its_parameter():
    made = around(adder())
    made.add(Instance("v", "stub.Values", settings={"values": {"by": 30}}))
    made.link("v", "variables", "c", "variables")
    made.bind("c", "amount", variable="by")
    result, _ = run(made)
    assert result["z"].table["x"].tolist() == [30, 31, 32]


def test_variables_enter_and_leave_a_component_by_its_ports():
    inside = wire(
        workflow(
            i=("Input", {"name": "settings", "kind": "variables"}), n="Numbers", o=("Output", {"name": "made"}),
            w=("Output", {"name": "again", "kind": "variables"}),
        ),
        "i.value -> n.variables",
        "n.table -> o.value",
        "i.value -> w.value",
    )  # fmt: skip
    inside.bind("n", "rows", variable="rows")
    made = workflow(v=("Values", {"values": {"rows": 5}}), t="Tell", z="Concat")
    component(inside, made, "c")
    wire(made, "v.variables -> c.settings", "c.made -> z.tables", "c.again -> t.variables")
    result, _ = run(made)
    assert len(result["z"].table) == 5
    assert result["t"].table.to_dict("records") == [{"rows": 5}]


def test_an_input_of_a_component_may_be_called_variables():
    inside = wire(
        workflow(i=("Input", {"name": "variables", "kind": "variables"}), t="Tell", o=("Output", {"name": "sum"})),
        "i.value -> t.variables",
        "t.table -> o.value",
    )
    made = workflow(v=("Values", {"values": {"a": 1}}), z="Concat")
    component(inside, made, "c")
    wire(made, "v.variables -> c.variables", "c.sum -> z.tables")
    assert run(made)[0]["z"].table.to_dict("records") == [{"a": 1}]


def test_a_component_with_inputs_and_outputs_is_a_workflow_that_runs_alone():
    result, _ = run(adder(), inputs={"rows": pd.DataFrame({"x": [1]})}, parameters={"amount": 2})
    assert result["o"].value["x"].tolist() == [3]


def test_bindings_of_a_component_to_its_variables_survive_in_the_document():
    made = around(adder())
    made.replace(
        Instance("c", COMPONENT, workflow=made.nodes["c"].workflow, bindings={"amount": Binding("variable", "by")})
    )
    with pytest.raises(UsageError, match="nothing is connected to the node's variables"):
        run(made)
