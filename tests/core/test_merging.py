from __future__ import annotations

from dataclasses import replace

import hypothesis
from hypothesis import given

from knode.core import document, edits
from knode.core.merging import merge
from knode.core.workflow import COMPONENT, Instance, Link, Workflow
from tests.stub.nodes import STUBS, wire, workflow
from tests.stub.strategies import workflows


def copy(one: Workflow) -> Workflow:
    made = document.loads(document.dumps(one), registry=STUBS)
    edits.tidy(made)
    return made


def base() -> Workflow:
    return copy(
        wire(
            workflow("base", n=("Numbers", {"rows": 3}), a=("Add", {"amount": 1}), z="Concat"),
            "n.table -> a.table",
            "a.table -> z.tables",
        )
    )


def merged(ours: Workflow, theirs: Workflow, start: Workflow | None = None) -> Workflow:
    found = merge(start or base(), ours, theirs)
    assert found.conflicts == []
    edits.apply(ours, found.changes)
    return ours


@given(workflows(depth=2), workflows(depth=2))
@hypothesis.settings(max_examples=40)
def test_a_side_that_changed_nothing_gets_the_other_sides_edits(one: Workflow, other: Workflow):
    start, theirs = copy(one), copy(other)
    assert document.dumps(merged(copy(one), theirs, start)) == document.dumps(theirs)
    assert merge(start, theirs, copy(one)).changes == []
    assert merge(start, theirs, copy(other)).conflicts == []


def test_a_link_put_into_another_port_by_both_sides_is_no_conflict():
    def moved(to: str) -> Workflow:
        workflow = base()
        (link,) = workflow.links_into("a")
        workflow.unlink(link)
        workflow.restore_link(link._replace(target_port=to))
        return workflow

    assert merge(base(), moved("x"), moved("x")).changes == []
    assert merge(base(), moved("x"), moved("y")).conflicts == ["a"]


def test_edits_of_different_things_come_together():
    ours, theirs = base(), base()
    ours.set("a", amount=5)
    theirs.set("n", rows=9)
    theirs.layout["n"] = [10, 20]
    made = merged(ours, theirs)
    assert made.nodes["a"].settings["amount"] == 5
    assert made.nodes["n"].settings["rows"] == 9
    assert made.layout == {"n": [10, 20]}


def test_settings_of_one_node_are_merged_one_by_one():
    ours, theirs = base(), base()
    ours.replace(replace(ours.nodes["n"], label="Mine"))
    theirs.set("n", rows=9)
    made = merged(ours, theirs)
    assert (made.nodes["n"].label, made.nodes["n"].settings["rows"]) == ("Mine", 9)


def test_one_setting_changed_twice_is_a_conflict():
    ours, theirs = base(), base()
    ours.set("n", rows=5)
    theirs.set("n", rows=9)
    assert merge(base(), ours, theirs).conflicts == ["n"]


def test_where_both_moved_a_box_ours_stays():
    ours, theirs = base(), base()
    ours.layout["n"], theirs.layout["n"] = [1, 1], [2, 2]
    assert merged(ours, theirs).layout["n"] == [1, 1]


def test_links_of_both_sides_into_one_port_that_takes_many_are_a_question():
    ours, theirs = base(), base()
    ours.link("n", "table", "z", "tables")
    theirs.unlink(theirs.links_into("z")[0])
    assert merge(base(), ours, theirs).conflicts == ["z"]


def test_a_node_that_they_removed_and_we_changed_or_linked_is_a_conflict():
    changed, linked, theirs = base(), base(), base()
    changed.set("a", amount=7)
    theirs.remove("a")
    assert "a" in merge(base(), changed, theirs).conflicts
    linked.add(replace(linked.nodes["a"], id="b"))
    linked.link("a", "table", "b", "table")
    assert "a" in merge(base(), linked, theirs).conflicts


def test_links_that_would_close_a_circle_together_are_a_conflict():
    start = copy(workflow("w", a="Add", b="Add"))
    ours, theirs = copy(start), copy(start)
    ours.link("a", "table", "b", "table")
    theirs.link("b", "table", "a", "table")
    assert set(merge(start, ours, theirs).conflicts) == {"a", "b"}


def with_component() -> Workflow:
    made = base()
    made.add(Instance("c", COMPONENT, workflow=copy(workflow("inside", i=("Numbers", {"rows": 1})))))
    return copy(made)


def test_edits_inside_a_component_stay_where_the_other_side_edits_its_outside():
    ours, theirs = with_component(), with_component()
    ours.nodes["c"].workflow.set("i", rows=7)
    theirs.replace(replace(theirs.nodes["c"], label="Theirs"))
    for one, other in ((copy(ours), copy(theirs)), (copy(theirs), copy(ours))):
        made = merged(one, other, with_component()).nodes["c"]
        assert (made.label, made.workflow.nodes["i"].settings["rows"]) == ("Theirs", 7)


def test_both_sides_may_edit_the_outside_of_a_component():
    ours, theirs = with_component(), with_component()
    ours.replace(replace(ours.nodes["c"], label="Ours"))
    theirs.replace(replace(theirs.nodes["c"], mode="disabled"))
    made = merged(ours, theirs, with_component()).nodes["c"]
    assert (made.label, made.mode) == ("Ours", "disabled")


def test_a_component_that_one_side_exchanges_and_the_other_edits_inside_is_a_conflict():
    ours, theirs = with_component(), with_component()
    ours.nodes["c"].workflow.set("i", rows=7)
    theirs.replace(Instance("c", "stub.Numbers", settings={"rows": 1}))
    assert merge(with_component(), ours, theirs).conflicts == ["c"]
    assert merge(with_component(), theirs, ours).conflicts


def test_a_decimal_number_that_was_typed_is_the_one_that_was_saved():
    start, ours, theirs = base(), base(), base()
    for one in (start, ours, theirs):
        one.set("a", amount=1.5)
    start, theirs = copy(start), copy(theirs)
    theirs.set("a", amount=2.5)
    assert merged(ours, theirs, start).nodes["a"].settings["amount"] == 2.5


def two_into_one() -> Workflow:
    made = workflow("w", n=("Numbers", {"rows": 1}), m=("Numbers", {"rows": 2}), z="Concat", b="Beside")
    return copy(wire(made, "n.table -> z.tables", "m.table -> z.tables", "n.table -> b.left"))


def relinked(one: Workflow, node: str, *links: tuple[str, str]) -> Workflow:
    edits.apply(one, [edits.links_change(one, node, [Link(source, "table", node, port) for source, port in links])])
    return one


def test_an_order_of_links_is_an_edit_too():
    ours = relinked(two_into_one(), "z", ("n", "tables"), ("m", "tables"), ("n", "more"))
    theirs = relinked(two_into_one(), "z", ("m", "tables"), ("n", "tables"))
    made = merged(ours, theirs, two_into_one()).links_into("z")
    assert [(link.source, link.target_port) for link in made] == [("m", "tables"), ("n", "tables"), ("n", "more")]


def test_links_that_both_sides_made_alike_are_made_once():
    ours = relinked(two_into_one(), "b", ("m", "left"), ("m", "right"))
    theirs = relinked(two_into_one(), "b", ("m", "left"))
    assert len(merged(ours, theirs, two_into_one()).links_into("b")) == 2
    assert merge(two_into_one(), theirs, ours).conflicts == []


def test_undo_of_what_was_merged_brings_back_the_place_of_a_node_that_was_removed():
    ours, theirs = base(), base()
    ours.layout["z"] = [5, 5]
    theirs.remove("z")
    changes = merge(base(), ours, theirs).changes
    before = document.dumps(ours)
    edits.apply(ours, changes)
    assert "z" not in ours.nodes
    edits.apply(ours, edits.Edit("Merge", tuple(changes)).inverse.changes)
    assert document.dumps(ours) == before
