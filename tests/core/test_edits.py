from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given

from knode.core import document, edits
from knode.core.edits import Change, Edit
from knode.core.errors import UnknownName, UsageError
from knode.core.workflow import Instance, Workflow
from tests.stub.nodes import STUBS
from tests.stub.strategies import workflows

ROOT = Path(__file__).parents[2]


def sent(changes: list[Change]) -> list[Change]:
    """The changes as they arrive in another process."""
    return [edits.from_json(json.loads(json.dumps(edits.to_json(change))), STUBS) for change in changes]


def copy(workflow: Workflow) -> Workflow:
    return document.loads(document.dumps(workflow), registry=STUBS)


@given(workflows(), workflows())
@hypothesis.settings(max_examples=60)
def test_the_difference_of_two_workflows_makes_one_into_the_other_and_back(one: Workflow, other: Workflow):
    changed, wanted, before = copy(one), copy(other), copy(one)
    for workflow in (changed, wanted, before):
        edits.tidy(workflow)
    edit = Edit("Everything", tuple(edits.difference(changed, wanted)))
    edits.apply(changed, edit.changes)
    assert document.dumps(changed) == document.dumps(wanted)
    edits.apply(changed, edit.inverse.changes)
    assert changed == before


@given(workflows(), workflows())
@hypothesis.settings(max_examples=60)
def test_changes_say_the_same_after_they_were_sent(one: Workflow, other: Workflow):
    changed, wanted = copy(one), copy(other)
    edits.tidy(changed)
    edits.tidy(wanted)
    edits.apply(changed, sent(edits.difference(changed, wanted)))
    assert document.dumps(changed) == document.dumps(wanted)


def test_a_component_that_differs_outside_and_inside_is_changed_in_both():
    wanted = document.load(ROOT / "tests" / "golden" / "everything.knode", STUBS)
    edits.tidy(wanted)
    before = copy(wanted)
    text = document.dumps(before)
    wanted.nodes["c"].workflow.set("a", amount=7)
    wanted.replace(replace(wanted.nodes["c"], label="Another"))
    changes = edits.difference(before, wanted)
    for made in (sent(changes), changes):
        changed = copy(before)
        edits.apply(changed, made)
        assert document.dumps(changed) == document.dumps(wanted)
    assert document.dumps(before) == text


def test_a_decimal_number_that_was_read_from_a_file_is_the_one_that_was_written():
    one = Workflow(registry=STUBS)
    one.add(Instance("n", "stub.Numbers", settings={"a": 1.5, "b": [0.1]}))
    assert edits.difference(one, copy(one)) == []


def test_what_differs_inside_a_component_is_changed_inside():
    wanted = document.load(ROOT / "tests" / "golden" / "everything.knode", STUBS)
    edits.tidy(wanted)
    before = copy(wanted)
    wanted.nodes["c"].workflow.set("a", amount=7)
    (change,) = edits.difference(before, wanted)
    assert (change.kind, change.key, change.path) == ("node", "a", ("c",))
    edits.apply(before, sent([change]))
    assert before == wanted


def test_a_place_that_was_there_before_its_node_is_there_again_when_that_is_undone():
    before, wanted = Workflow("w", registry=STUBS), Workflow("w", registry=STUBS)
    wanted.add(Instance("a", "stub.Numbers"))
    for workflow in (before, wanted):
        workflow.layout["a"] = [1, 2]
    changed = copy(before)
    edit = Edit("Add", tuple(edits.difference(before, wanted)))
    edits.apply(changed, edit.changes)
    assert changed == wanted
    edits.apply(changed, edit.inverse.changes)
    assert changed == before


def test_links_into_one_port_keep_their_order():
    workflow = document.load(ROOT / "tests" / "golden" / "everything.knode", STUBS)
    before = copy(workflow)
    links = workflow.links_into("z")
    edit = Edit("Cut", (edits.links_change(workflow, "z", links[1:]),))
    edits.apply(workflow, edit.changes)
    edits.apply(workflow, edit.inverse.changes)
    assert workflow.links_into("z") == before.links_into("z")


def test_tidying_gives_every_annotation_an_id_and_sorts_them():
    workflow = Workflow("w")
    workflow.annotations = [{"kind": "note", "id": "note_10"}, {"kind": "note", "id": "note_2"}, {"kind": "frame"}]
    workflow.annotations.append({"kind": "note", "id": "note_2"})
    edits.tidy(workflow)
    assert [one["id"] for one in workflow.annotations] == ["frame_1", "note_1", "note_2", "note_10"]


def test_a_change_for_another_document_says_what_is_missing():
    workflow = Workflow("w")
    with pytest.raises(UnknownName, match="gone"):
        edits.apply(workflow, [Change("node", "gone", None, None)])
    with pytest.raises(UnknownName, match="component"):
        edits.apply(workflow, [Change("about", "name", "", "x", ("component",))])
    with pytest.raises(UnknownName, match="gone"):
        edits.apply(workflow, [Change("links", "gone", (), ())])


def test_a_change_of_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="another version"):
        edits.from_json({"kind": "colour", "key": "a", "value": 1, "path": []})


@pytest.mark.parametrize(("one", "other"), [(False, 0), (1, True), (0, 0.0), ([{"": 0}], [{"": False}])])
def test_values_that_are_written_differently_differ(one: Any, other: Any):
    def holding(value: Any) -> Workflow:
        workflow = Workflow("w", registry=STUBS)
        workflow.add(Instance("node", "stub.Unknown", settings={"a": value}))
        return workflow

    changes = edits.difference(holding(one), holding(other))
    assert [(change.kind, change.key) for change in changes] == [("node", "node")]
    assert edits.difference(holding(one), holding(one)) == []


def test_values_that_are_written_differently_differ_inside_components_too():
    def holding(value: Any) -> Workflow:
        inside, workflow = Workflow("c", registry=STUBS), Workflow("w", registry=STUBS)
        inside.add(Instance("node", "stub.Unknown", settings={"a": value}))
        workflow.add(Instance("c", "flow.Component", workflow=inside))
        return workflow

    (change,) = edits.difference(holding(0), holding(False))
    assert (change.kind, change.key, change.path) == ("node", "node", ("c",))
