from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hypothesis
from hypothesis import given

from knode.core import document
from knode.core.comparison import Detail, compare
from knode.core.workflow import Instance, Parameter, Workflow
from tests.stub.nodes import STUBS
from tests.stub.strategies import workflows

GOLDEN = Path(__file__).parents[1] / "golden" / "everything.knode"


def everything() -> Workflow:
    return document.load(GOLDEN, STUBS)


@given(workflows(depth=2))
@hypothesis.settings(max_examples=30)
def test_a_workflow_does_not_differ_from_itself(one: Workflow):
    assert compare(one, document.loads(document.dumps(one), registry=STUBS)) == []


def test_nodes_are_added_removed_and_changed_with_their_settings():
    before, after = everything(), everything()
    after.remove("e")
    after.add(Instance("new", "stub.Numbers", settings={"rows": 4}))
    after.replace(replace(after.nodes["n"], label="Other"))
    after.nodes["c"].workflow.set("a", amount=7)
    found = {(one.kind, one.how, one.place): one for one in compare(before, after)}
    assert found["node", "added", "new"].details == (
        Detail("type", None, "stub.Numbers"),
        Detail("settings.rows", None, 4),
    )
    assert found["node", "removed", "e"]
    assert found["node", "changed", "n"].details == (Detail("label", "Numbers from 3", "Other"),)
    assert {detail.what for detail in found["node", "changed", "c/a"].details} >= {"settings.amount"}


def test_a_node_that_only_moved_is_said_to_have_moved():
    before, after = everything(), everything()
    after.layout["n"] = [999, 1]
    (found,) = compare(before, after)
    assert (found.how, found.key, found.details[0].after) == ("moved", "n", [999, 1])


def test_links_parameters_notes_and_names_are_compared():
    before, after = everything(), everything()
    link = after.links_into("z")[0]
    after.unlink(link)
    after.parameters["fresh"] = Parameter("fresh", "integer", 1)
    after.annotations = [*after.annotations, {"id": "note_9", "kind": "note", "text": ["Look", "here"]}]
    after.name = "renamed"
    found = {(one.kind, one.how, one.key): one for one in compare(before, after)}
    assert ("link", "removed", str(link)) in found
    assert ("parameter", "added", "fresh") in found
    assert found["annotation", "added", "note_9"].title == "Look here"
    assert found["about", "changed", "name"].details == (Detail("name", "everything", "renamed"),)
