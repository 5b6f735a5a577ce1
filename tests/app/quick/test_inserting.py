"""Putting new nodes into a workflow."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from knode.app.canvas.geometry import PortRef
from knode.app.document import Document
from knode.app.quick.inserting import add_beside, fits, following, insertion, onto
from knode.app.quick.shelf import catalogue
from knode.core.document import dumps
from knode.core.workflow import Instance, Link, Workflow

READ = Link("reader", "table", "filter", "table")


def workflow() -> Workflow:
    made = Workflow()
    for node, type_id, place in (
        ("reader", "io.CsvReader", [0, 0]),
        ("filter", "prep.RowFilter", [220, 0]),
        ("learner", "learn.RandomForestLearner", [440, 0]),
    ):
        made.add(Instance(node, type_id))
        made.layout[node] = place
    made.link(*READ)
    made.link("filter", "table", "learner", "table")
    return made


def entry(type_id: str) -> Any:
    return catalogue().by_type[type_id]


def done(command: Any) -> Workflow:
    """What the command makes of the workflow, after a look at whether it is taken back whole."""
    document = Document(workflow())
    before = dumps(document.workflow)
    document.do(command)
    after = dumps(document.workflow)
    document.undo()
    assert dumps(document.workflow) == before
    document.redo()
    assert dumps(document.workflow) == after
    return document.workflow


def test_a_wire_dropped_on_empty_canvas_is_connected(qapp: object) -> None:
    command = insertion(workflow(), (), entry("prep.Sorter"), (500, 300), PortRef("filter", "out", "table"))
    after = done(command)
    assert Link("filter", "table", "sorter", "table") in after.links
    assert after.layout["sorter"] == [496, 272]


def test_a_wire_drawn_back_from_an_input_gets_a_node_before_it(qapp: object) -> None:
    command = insertion(workflow(), (), entry("io.ExampleData"), (0, 300), PortRef("filter", "in", "table"))
    after = done(command)
    assert after.links_into("filter") == [Link("example_data", "table", "filter", "table")]
    assert after.layout["example_data"][0] < 0


def test_a_needed_input_is_connected_before_an_optional_one(qapp: object) -> None:
    command = insertion(workflow(), (), entry("learn.ApplyModel"), (700, 0), PortRef("learner", "out", "model"))
    assert Link("learner", "model", "apply_model", "model") in done(command).links


def test_a_node_put_into_a_link_takes_both_ends_and_gets_room(qapp: object) -> None:
    after = done(insertion(workflow(), (), entry("prep.Sorter"), (200, 30), READ))
    assert Link("reader", "table", "sorter", "table") in after.links
    assert Link("sorter", "table", "filter", "table") in after.links
    assert READ not in after.links
    xs = [after.layout[node][0] for node in ("reader", "sorter", "filter", "learner")]
    assert all(right - left >= 148 for left, right in itertools.pairwise(xs))


def test_only_what_fits_is_offered(qapp: object) -> None:
    here = workflow()

    def offered(beside: Any) -> set[str]:
        return {one.type for one in catalogue().entries if fits(here, one, beside)}

    after_model = offered(PortRef("learner", "out", "model"))
    assert {"learn.ApplyModel", "explain.ShapExplainer"} <= after_model
    assert "prep.RowFilter" not in after_model
    assert "io.CsvReader" in offered(PortRef("filter", "in", "table"))
    assert "io.CsvWriter" not in offered(PortRef("filter", "in", "table"))
    assert "learn.RandomForestLearner" not in offered(READ)
    assert "prep.Sorter" in offered(READ)
    assert offered(None) == set(catalogue().by_type)


def test_a_node_added_behind_selected_ones_is_connected_with_each(qapp: object) -> None:
    after = done(following(workflow(), (), entry("learn.ApplyModel"), ["learner", "filter"]))
    assert set(after.links_into("apply_model")) == {
        Link("learner", "model", "apply_model", "model"),
        Link("filter", "table", "apply_model", "table"),
    }
    assert after.layout["apply_model"][0] >= 440 + 148


def test_what_explains_predictions_gets_the_model_that_made_them(qapp: object) -> None:
    made = workflow()
    made.add(Instance("apply", "learn.ApplyModel"))
    made.link("learner", "model", "apply", "model")
    made.link("filter", "table", "apply", "table")
    command = following(made, (), entry("explain.ShapExplainer"), ["apply"])
    assert set(command.links) == {
        Link("apply", "table", "shap_explainer", "table"),
        Link("learner", "model", "shap_explainer", "model"),
    }
    again = following(made, (), entry("learn.ApplyModel"), ["apply"])
    assert again.links == [Link("apply", "table", "apply_model", "table")], "it has a model of its own"


@pytest.mark.parametrize("type_id", ["learn.ApplyModel", "explain.ShapExplainer"])
def test_what_uses_a_new_model_gets_the_rows_that_were_held_out_from_its_learner(qapp: object, type_id: str) -> None:
    made = Workflow()
    for node, kind in (("partition", "prep.Partition"), ("learner", "learn.RandomForestLearner")):
        made.add(Instance(node, kind))
    made.link("partition", "train", "learner", "table")
    command = following(made, (), entry(type_id), ["learner"])
    (new,) = [each.instance.id for each in command.nodes]
    assert set(command.links) == {Link("learner", "model", new, "model"), Link("partition", "test", new, "table")}
    both = following(made, (), entry("learn.ApplyModel"), ["learner", "partition"])
    assert [link.source_port for link in both.links if link.target_port == "table"] == ["test"]
    alone = following(workflow(), (), entry(type_id), ["learner"])
    assert [link.target_port for link in alone.links] == ["model"], "a filter holds no rows out for a test"


def test_a_new_node_covers_no_other(qapp: object) -> None:
    here = workflow()
    command = insertion(here, (), entry("prep.Sorter"), (220 + 74, 30))
    x, y = command.nodes[0].at
    assert all(abs(x - place[0]) >= 148 or abs(y - place[1]) >= 60 for place in here.layout.values())


@pytest.mark.parametrize(
    ("type_id", "node", "link"),
    [
        ("prep.Sorter", "filter", Link("filter", "table", "sorter", "table")),
        ("io.CsvWriter", "reader", Link("reader", "table", "csv_writer", "table")),
        ("io.ExampleData", "reader", None),
        ("io.CsvReader", "filter", None),
    ],
)
def test_a_node_dropped_onto_another_is_connected_where_it_fits(
    qapp: object, type_id: str, node: str, link: Link | None
) -> None:
    command = onto(workflow(), (), entry(type_id), node)
    assert (command is None) == (link is None)
    if command is not None:
        assert link in done(command).links


def test_a_reader_dropped_onto_a_node_without_input_is_put_before_it(qapp: object) -> None:
    here = workflow()
    here.unlink(READ)
    command = onto(here, (), entry("io.ExcelReader"), "filter")
    assert command is not None
    assert command.links == [Link("excel_reader", "table", "filter", "table")]
    assert command.nodes[0].at[0] < 220


def test_adding_selects_the_new_node_so_that_the_next_follows_it(make_session: Any, config_folder: object) -> None:
    session = make_session(workflow())
    session.select(["filter"])
    first = add_beside(session, entry("prep.Sorter"))
    second = add_beside(session, entry("prep.GroupBy"))
    assert session.selection == (second,)
    assert Link(first or "", "table", second or "", "table") in session.workflow.links


def test_what_cannot_be_connected_is_added_where_one_looks(make_session: Any, config_folder: object) -> None:
    session = make_session(workflow())
    session.select(["filter"])
    add_beside(session, entry("io.CsvReader"), (1000, 1000))
    assert session.workflow.layout["csv_reader"] == [928, 976]
    assert session.workflow.links_out_of("csv_reader") == []


def test_a_node_without_canvas_and_selection_stands_below_all(make_session: Any, config_folder: object) -> None:
    session = make_session(workflow())
    add_beside(session, entry("io.CsvReader"))
    assert session.workflow.layout["csv_reader"][1] >= 60


def test_nodes_are_added_inside_the_component_that_is_looked_at(make_session: Any, config_folder: object) -> None:
    outer = Workflow()
    outer.add(Instance("part", "flow.Component", workflow=workflow()))
    session = make_session(outer)
    session.set_path(("part",))
    session.select(["filter"])
    add_beside(session, entry("prep.Sorter"))
    inside = session.document.workflow.nodes["part"].workflow
    assert inside is not None
    assert "sorter" in inside.nodes
