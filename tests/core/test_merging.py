from __future__ import annotations

from dataclasses import replace

import hypothesis
from hypothesis import given

from knode.core import document, edits
from knode.core.merging import merge
from knode.core.workflow import Workflow
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
