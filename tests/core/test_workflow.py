"""The workflow document: what an edit does, and which edits are refused, with which reason."""

from __future__ import annotations

from typing import Any

import pytest

from knode.core.document import dumps, loads
from knode.core.errors import (
    CycleRefused,
    KindMismatch,
    LinkRefused,
    NodeUnavailable,
    PortTaken,
    SettingError,
    UnknownName,
    UsageError,
)
from knode.core.workflow import COMPONENT, Binding, Instance, Link, Parameter, Workflow
from tests.stub.nodes import STUBS, chain, component, wire, workflow


def three() -> Workflow:
    return wire(workflow("three", a="Numbers", b="Add", c="Add"), "a.table -> b.table", "b.table -> c.table")


# ---- adding and removing


def test_adding_a_node_twice_is_refused():
    with pytest.raises(UsageError, match='There is already a node "a"'):
        three().add(Instance("a", "stub.Add"))


@pytest.mark.parametrize("bad", ["", "1a", "a b", "a.b", "a/b", "-a", "ä", "a\n", "a\x00", "../a", "a" * 3 + "!"])
def test_a_malformed_id_is_refused(bad: str):
    with pytest.raises(UsageError, match="is no node id: use letters, digits, _ and -"):
        three().add(Instance(bad, "stub.Add"))


@pytest.mark.parametrize("bad", ["", "Add", "stub.", ".Add", "stub.Add.More", "stub Add", "stub.2", "a-b.C"])
def test_a_malformed_type_is_refused_as_a_file_with_it_could_not_be_read_again(bad: str):
    with pytest.raises(UsageError, match="is no node type"):
        three().add(Instance("new", bad))


def test_removing_a_node_removes_its_links_and_its_place():
    made = three()
    made.layout["b"] = [1, 2]
    made.remove("b")
    assert made.links == []
    assert "b" not in made
    assert made.layout == {}
    assert made.links_into("c") == made.links_out_of("a") == []


def test_a_removed_node_can_be_added_again():
    made = three()
    made.remove("b")
    made.add(Instance("b", "stub.Add"))
    wire(made, "a.table -> b.table", "b.table -> c.table")
    assert made == three()


def test_removing_an_unknown_node_names_the_nearest():
    with pytest.raises(UnknownName, match=r'There is no node "aa"\. Did you mean "a"\?'):
        workflow(a="Numbers").remove("aa")


def test_every_edit_raises_the_revision():
    made = three()
    seen = [made.revision]
    for edit in (
        lambda: made.set("b", amount=3),
        lambda: made.unlink(made.links[0]),
        lambda: made.link("a", "table", "b", "table"),
        lambda: made.add(Instance("d", "stub.Add")),
        lambda: made.replace(Instance("d", "stub.Add", "label")),
        lambda: made.remove("d"),
    ):
        edit()
        seen.append(made.revision)
    assert seen == sorted(set(seen))


@pytest.mark.parametrize(
    ("type_id", "expected"),
    [
        ("stub.Add", "add"),
        ("io.CsvReader", "csv_reader"),
        ("x.HTTPServer2", "http_server2"),
        ("nodot", "nodot"),
        ("x.Ångström", "_ngstr_m"),
    ],
)
def test_a_free_id_follows_from_the_type(type_id: str, expected: str):
    made = workflow()
    assert made.free_id(type_id) == expected
    made.add(Instance(expected, "stub.Add"))
    assert made.free_id(type_id) == f"{expected}_2"


# ---- links


def test_a_link_is_found_from_both_ends_and_taken_away_whole():
    made = three()
    link = Link("a", "table", "b", "table")
    assert made.links_into("b") == made.links_out_of("a") == [link]
    made.unlink(link)
    assert made.links_into("b") == made.links_out_of("a") == []
    with pytest.raises(UnknownName, match=r'There is no link "a\.table -> b\.table"'):
        made.unlink(link)


def test_a_cycle_is_refused_with_its_path():
    with pytest.raises(CycleRefused, match="This link would close a cycle: c → b → c"):
        made = three()
        made.unlink(Link("a", "table", "b", "table"))
        made.link("c", "table", "b", "table")


def test_a_longer_cycle_names_every_node_in_order():
    made = wire(workflow(a="Beside", b="Add", c="Add"), "a.table -> b.table", "b.table -> c.table")
    with pytest.raises(CycleRefused, match="c → a → b → c"):
        made.link("c", "table", "a", "left")


def test_a_very_long_cycle_is_named_in_short():
    made = chain(3000)
    made.remove("n0")
    with pytest.raises(CycleRefused, match="n2999 → n1 → n2 .* … .* n2999") as refused:
        made.link("n2999", "table", "n1", "table")
    assert len(str(refused.value)) < 300


def test_a_link_to_itself_is_a_cycle():
    with pytest.raises(CycleRefused, match="b → b"):
        workflow(b="Add").link("b", "table", "b", "table")


def test_a_refused_link_changes_nothing():
    made = three()
    before, revision = made.links, made.revision
    for source, port, target, into in [
        ("c", "table", "b", "table"),
        ("a", "nothing", "c", "table"),
        ("a", "table", "c", "nothing"),
        ("a", "table", "nobody", "table"),
        ("nobody", "table", "c", "table"),
    ]:
        with pytest.raises(UsageError):
            made.link(source, port, target, into)
    assert made.links == before
    assert made.revision == revision


def test_a_second_link_into_a_single_port_is_refused_with_the_first():
    made = wire(workflow(a="Numbers", b="Numbers", c="Add"), "a.table -> c.table")
    with pytest.raises(PortTaken, match=r'Port "table" of node "c" takes one link and has one from "a\.table"'):
        made.link("b", "table", "c", "table")


def test_a_list_port_takes_many_links_and_keeps_their_order():
    made = wire(workflow(a="Numbers", b="Numbers", z="Concat"), "b.table -> z.tables", "a.table -> z.tables")
    assert [link.source for link in made.links_into("z")] == ["b", "a"]


def test_the_same_link_twice_is_refused_even_into_a_list_port():
    made = wire(workflow(a="Numbers", z="Concat"), "a.table -> z.tables")
    with pytest.raises(LinkRefused, match=r"There is already a link a\.table -> z\.tables"):
        made.link("a", "table", "z", "tables")


def test_two_links_between_the_same_nodes_are_fine():
    made = wire(workflow(a="Numbers", b="Beside"), "a.table -> b.left", "a.table -> b.right")
    assert len(made.links) == 2


def test_ports_of_different_kinds_are_not_linked():
    with pytest.raises(KindMismatch, match=r"a\.variables gives variables, but b\.table takes a table"):
        workflow(a="Values", b="Add").link("a", "variables", "b", "table")


def test_an_unknown_port_is_refused_with_the_nearest_name():
    made = workflow(a="Split", b="Beside")
    with pytest.raises(UnknownName, match=r'no output port "frist" at node "a"\. Did you mean "first"\?'):
        made.link("a", "frist", "b", "left")
    with pytest.raises(UnknownName, match=r'no input port "lift" at node "b"\. Did you mean "left"\?'):
        made.link("a", "first", "b", "lift")
    with pytest.raises(UnknownName, match=r'no output port "zzz" at node "a"\. Known: first, second'):
        made.link("a", "zzz", "b", "left")


def test_every_node_has_an_input_for_variables():
    made = wire(
        workflow(v="Values", w="Values", a="Numbers"), "v.variables -> a.variables", "w.variables -> a.variables"
    )
    assert len(made.links_into("a")) == 2


def test_a_placeholder_may_be_linked_by_any_port_name():
    made = workflow(a="Numbers", c="Add")
    made.add(Instance("p", "gone.Node", settings={"x": 1}))
    made.link("a", "table", "p", "whatever")
    made.link("p", "anything", "c", "table")
    assert made.ports("p") is None
    assert len(made.links) == 2


def test_a_node_without_a_setting_that_must_be_given_is_linked_and_read_and_the_setting_is_the_problem():
    made = Workflow("waiting")
    made.add(Instance("t", "io.TableCreator"))
    made.add(Instance("fit", "learn.ScikitLearnEstimator", settings={"target": "y"}))
    made.add(Instance("m", "learn.ModelWriter", settings={"path": "a.model"}))
    made.link("t", "table", "fit", "table")
    made.link("fit", "model", "m", "model")
    again = loads(dumps(made))
    assert again.links == made.links
    assert [problem.message for problem in again.problems()] == ['Setting "estimator" of node "fit": it must be given.']
    with pytest.raises(UnknownName, match="models"):
        made.link("fit", "models", "m", "model")


# ---- settings


def test_setting_a_value_keeps_the_others():
    made = workflow(a=("Numbers", {"start": 5}))
    made.set("a", rows=2)
    assert made.nodes["a"].settings == {"start": 5, "rows": 2}


def test_a_setting_that_is_put_back_to_its_default_stands_in_the_document():
    made = workflow(a=("Numbers", {"start": 5}))
    made.set("a", start=0)
    assert made.nodes["a"].settings == {"start": 0}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"rows": "many"}, r'Setting "rows" of node "a": it must be a whole number.*Got "many"'),
        ({"rows": -1}, r'Setting "rows" of node "a": it must be at least 0\. Got -1'),
        ({"rows": 1.5}, r'Setting "rows" of node "a": .*whole number.*Got 1\.5'),
        ({"rows": None}, r'Setting "rows" of node "a": it must be a whole number'),
        ({"row": 1}, r"There is no setting \"row\" of node \"a\"\. Did you mean \"rows\"\?"),
    ],
)
def test_a_wrong_setting_is_refused_and_changes_nothing(settings: dict[str, Any], said: str):
    made = workflow(a="Numbers")
    with pytest.raises((SettingError, UnknownName), match=said):
        made.set("a", **{"start": 5, **settings})
    assert made == workflow(a="Numbers")


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_no_file_can_hold_is_refused(value: float):
    made = workflow(e="Echo")
    with pytest.raises(SettingError, match=r'Setting "number" of node "e": it must be a finite number|less than'):
        made.set("e", number=value)
    made = workflow(a="Add")
    with pytest.raises(SettingError, match="finite"):
        made.set("a", amount=value)


def test_two_settings_that_must_be_given_can_be_given_one_after_the_other():
    made = workflow(t="Two")
    made.set("t", left="a")
    assert [error.facts.get("setting") for error in made.problems()] == ["right"]
    made.set("t", right="b")
    assert made.problems() == []


def test_a_setting_can_be_changed_while_a_required_one_is_bound():
    made = workflow(t="Two")
    made.parameters["p"] = Parameter("p", default="x")
    made.bind("t", "left", parameter="p")
    made.set("t", right="b")
    assert made.nodes["t"].bindings == {"left": Binding("parameter", "p")}
    assert made.problems() == []


def test_changing_a_setting_of_an_older_version_brings_all_of_them_up_to_date():
    made = Workflow(registry=STUBS)
    made.add(Instance("s", "stub.Split", version=1, settings={"count": 4}))
    made.set("s", rows=9)
    assert made.nodes["s"].settings == {"rows": 9}
    assert made.nodes["s"].version == 2


def test_settings_of_a_placeholder_cannot_be_changed():
    made = workflow()
    made.add(Instance("p", "gone.Node"))
    with pytest.raises(NodeUnavailable, match='Node "p" is of type "gone.Node", which no installed pack provides'):
        made.set("p", x=1)


# ---- bindings


def test_a_setting_is_bound_to_a_parameter_and_set_free_by_a_value():
    made = workflow(a="Numbers")
    made.parameters["n"] = Parameter("n", "integer", 3)
    made.bind("a", "rows", parameter="n")
    assert made.nodes["a"].bindings == {"rows": Binding("parameter", "n")}
    made.set("a", rows=1)
    assert made.nodes["a"].bindings == {}


@pytest.mark.parametrize(
    ("setting", "source", "said"),
    [
        ("rows", {"parameter": "m"}, r'There is no parameter "m" of workflow "w"\. Did you mean "n"|Known: n'),
        ("rwos", {"parameter": "n"}, r'There is no setting "rwos" of node "a"\. Did you mean "rows"\?'),
        ("rows", {}, "bound to one parameter or to one variable"),
        ("rows", {"parameter": "n", "variable": "n"}, "bound to one parameter or to one variable"),
    ],
)
def test_a_wrong_binding_is_refused(setting: str, source: dict[str, str], said: str):
    made = workflow("w", a="Numbers")
    made.parameters["n"] = Parameter("n")
    with pytest.raises(UsageError, match=said):
        made.bind("a", setting, **source)
    assert made.nodes["a"].bindings == {}


# ---- parameters


@pytest.mark.parametrize(
    ("parameter", "value", "said"),
    [
        (Parameter("p", "integer"), True, "should be of type integer"),
        (Parameter("p", "integer"), 1.0, "should be of type integer"),
        (Parameter("p", "number"), "1", "should be of type number"),
        (Parameter("p", "number"), False, "should be of type number"),
        (Parameter("p", "number"), float("nan"), "finite"),
        (Parameter("p", "number", maximum=5), float("-inf"), "finite"),
        (Parameter("p", "number"), 10**400, "finite"),
        (Parameter("p"), float("inf"), "finite"),
        (Parameter("p", "text"), 1, "should be of type text"),
        (Parameter("p", "text"), None, "should be of type text"),
        (Parameter("p", "boolean"), 1, "should be of type boolean"),
        (Parameter("p", choices=("a", "b")), "c", 'should be one of "a", "b"'),
        (Parameter("p", "number", minimum=2), 1, "should be at least 2"),
        (Parameter("p", "integer", minimum=1.0), 0, "should be at least 1. Got"),
        (Parameter("p", "number", maximum=2), 3, "should be at most 2"),
    ],
)
def test_a_parameter_refuses_what_does_not_fit(parameter: Parameter, value: Any, said: str):
    with pytest.raises(SettingError, match=said):
        parameter.check(value)


def test_limits_are_for_numbers_only():
    assert Parameter("p", "text", minimum=1, maximum=2).check("x") == "x"
    assert Parameter("p", minimum=1, maximum=2).check(None) is None


def test_a_number_parameter_gives_a_float_and_an_integer_a_whole_number():
    assert type(Parameter("p", "number").check(2)) is float
    assert type(Parameter("p", "integer").check(2)) is int
    assert Parameter("p", "number", minimum=0, maximum=1).check(1) == 1.0


# ---- components


def inside() -> Workflow:
    made = wire(
        workflow("inside", i=("Input", {"name": "rows"}), a="Add", o=("Output", {"name": "sum"})),
        "i.value -> a.table",
        "a.table -> o.value",
    )
    made.parameters["amount"] = Parameter("amount", "number", 1)
    made.bind("a", "amount", parameter="amount")
    return made


def test_a_component_has_the_ports_and_settings_of_its_inside():
    made = workflow(n="Numbers", z="Add")
    component(inside(), made, "c")
    wire(made, "n.table -> c.rows", "c.sum -> z.table")
    made.set("c", amount=4)
    assert made.problems() == []
    with pytest.raises(UnknownName, match=r'no setting "amont" of component "c"\. Did you mean "amount"'):
        made.set("c", amont=4)
    with pytest.raises(SettingError, match="should be of type number"):
        made.set("c", amount="four")
    with pytest.raises(UnknownName, match='no output port "som" at node "c"'):
        made.link("c", "som", "z", "table")


def test_two_ends_of_one_name_are_refused():
    made = workflow(i="Input", j="Input")
    with pytest.raises(UsageError, match='Nodes "i" and "j" are both the input "rows"'):
        made.ends("input")


def test_walking_gives_every_node_with_its_path():
    outer = workflow("outer", n="Numbers")
    middle = workflow("middle")
    component(inside(), middle, "deep")
    component(middle, outer, "mid")
    assert {path for path, _ in outer.walk()} == {"n", "mid", "mid/deep", "mid/deep/i", "mid/deep/a", "mid/deep/o"}


def test_a_change_reaches_everything_downstream_and_nothing_else():
    made = wire(
        workflow(a="Numbers", b="Add", c="Add", d="Numbers", e="Beside"),
        "a.table -> b.table",
        "b.table -> c.table",
        "d.table -> e.right",
        "b.table -> e.left",
    )
    assert made.downstream("b") == {"c", "e"}
    assert made.downstream("e") == set()


# ---- problems


def test_problems_lists_everything_that_stands_in_the_way():
    made = workflow(a=("Numbers", {"rows": -1}), b="Add", c=("Add", {"nope": 1}))
    made.add(Instance("p", "gone.Node"))
    made.replace(Instance("b", "stub.Add", bindings={"amount": Binding("parameter", "missing")}))
    component(workflow(inner="Add"), made, "k", {"unknown": 1})
    said = "\n".join(error.message for error in made.problems())
    for part in (
        'Setting "rows" of node "a"',
        'no parameter "missing"',
        'no setting "nope"',
        '"gone.Node"',
        '"unknown"',
    ):
        assert part in said


def test_an_unconnected_input_is_a_problem_and_an_optional_one_is_none():
    made = workflow(a="Beside")
    (problem,) = made.problems()
    assert problem.message == 'Node "a" (Beside): input "left" is not connected. Connect a table to it.'
    assert problem.facts == {"node": "a", "port": "left"}


def test_a_link_whose_port_went_away_is_a_problem():
    made = wire(workflow(a=("Choose", {"outputs_wanted": 2}), b="Add"), "a.out1 -> b.table")
    made.set("a", outputs_wanted=1)
    assert 'There is no output port "out1" at node "a"' in made.problems()[0].message


def test_a_title_is_the_label_or_the_words_of_the_class():
    assert Instance("x", "io.CsvReader").title == "CSV Reader"
    assert Instance("x", "io.CsvReader", "Customers").title == "Customers"


def test_two_workflows_are_equal_when_their_content_is():
    assert three() == three()
    assert three() != chain(3)
    assert three() != "three"
    other = three()
    other.layout["a"] = [0, 0]
    assert other != three()


def test_a_component_is_no_type_that_a_pack_provides():
    assert STUBS.find(COMPONENT) is None
