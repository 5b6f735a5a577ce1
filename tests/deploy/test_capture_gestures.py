"""What a person points at: one node, a selection, a Capture End. The same region gives the same captured workflow."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import pytest

import knode.deploy
from knode.api import Columns, Context, Database, Model, Node, Secret, Table, Variables, View, setting
from knode.core.errors import CaptureError, KnodeError, UnknownName, UsageError
from knode.core.values import Captured
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.deploy.gesture import Gesture
from knode.deploy.parity import prove
from knode.deploy.preview import preview
from knode.deploy.taking import take
from knode.engine.engine import Engine
from knode.engine.inline import run_captured
from tests.deploy.conftest import REGISTRY, customers, run, training

UNMARKED = """
    data.table -> fill.table | fill.table -> ratio.table | ratio.table -> halves.table
    halves.train -> learner.table | learner.model -> apply.model | halves.test -> apply.table
    apply.table -> aside.table
"""


@REGISTRY.add
class Reference(Node):
    """Give a table that has nothing to do with the rows."""

    pack = "stub"

    def run(self) -> Table:
        return pd.DataFrame({"city": ["Bern", "Rome", "Oslo"], "height": [540, 37, 12]})


@REGISTRY.add
class LookUp(Node):
    """Add a column from another table, row by row."""

    pack = "stub"
    rowwise = True

    def run(self, table: Table, other: Table) -> Table:
        return table.assign(height=table["city"].map(other.set_index("city")["height"]))


@REGISTRY.add
class Measured(Node):
    """Give variables."""

    pack = "stub"

    def run(self, table: Table) -> Variables:
        return Variables(factor=float(round(table["income"].mean())), unit="CHF")


@REGISTRY.add
class Keyed(Node):
    """Hand rows on with the help of a secret."""

    pack = "stub"
    rowwise = True
    key: Secret = setting(Secret(""), "The name of a secret.")
    columns: Columns = setting(Columns.all(), "Columns.")

    def run(self, table: Table) -> Table:
        return table


@REGISTRY.add
class Logged(Node):
    """Hand rows on, and tell somebody outside."""

    pack = "stub"
    rowwise = True
    effect = True

    def run(self, table: Table) -> Table:
        return table


@REGISTRY.add
class Connected(Node):
    """Give a connection."""

    pack = "stub"

    def run(self) -> Database:
        raise AssertionError("it never comes to this")


@REGISTRY.add
class Asked(Node):
    """Add what a database says to each row."""

    pack = "stub"
    rowwise = True

    def run(self, table: Table, database: Database) -> Table:
        raise AssertionError("it never comes to this")


class Everything(NamedTuple):
    """A value of each kind."""

    table: Table
    model: Model
    variables: Variables
    view: View


@REGISTRY.add
class AllKinds(Node):
    """Use a value of each kind, and give them."""

    pack = "stub"
    rowwise = True

    def run(
        self, table: Table, model: Model, variables: Variables, view: View, workflow: Captured, context: Context
    ) -> Everything:
        return Everything(table.assign(unit=variables["unit"], title=view.title), model, variables, view)


@REGISTRY.add
class Picture(Node):
    """Give a view."""

    pack = "stub"

    def run(self) -> View:
        return View("A picture", "text/html", b"<p>")


def taken(workflow: Workflow, node: str = "", **given: tuple[str, ...]) -> Captured:
    with Engine(services=knode.deploy.services()) as engine:
        return take(engine, workflow, Gesture(node, **given))


def unmarked(links: str = UNMARKED, **types: str) -> Workflow:
    return training(links, aside="stub.Ratio", **types)


def same(one: Captured, other: Captured) -> bool:
    """The same document, frozen models and contract, wherever they were captured."""
    with_frozen = one.workflow == other.workflow and one.frozen.keys() == other.frozen.keys()
    ends = (("inputs", one.contract.inputs), ("outputs", one.contract.outputs))
    return with_frozen and all(
        table.equals(getattr(other.contract, end)[name]) for end, tables in ends for name, table in tables.items()
    )


# ---- one result


def test_all_three_gestures_give_the_same_captured_workflow() -> None:
    marked = taken(training(), "end")
    plain = unmarked()
    assert same(taken(plain, "apply"), marked)
    assert same(taken(plain, "apply.table", start=("data",)), marked)
    assert same(taken(plain, select=("fill", "ratio", "halves", "apply"), node="apply"), marked)
    assert same(taken(plain, select=("fill", "ratio", "halves", "learner", "apply")), marked)
    assert same(run(training())["end"].workflow, marked)


def test_the_only_capture_end_is_meant_when_no_node_is_named() -> None:
    assert taken(training()).lineage["captured_at"] == "end"
    with pytest.raises(CaptureError, match="there is no Capture End"):
        taken(unmarked())


def test_deploy_this_begins_where_it_is_told_to() -> None:
    captured = taken(unmarked(), "apply", start=("fill",))
    assert "fill" not in captured.workflow
    assert captured.lineage["inputs"] == {"rows": "fill.table"}
    assert prove(captured)


def test_deploy_this_begins_at_a_capture_start_on_the_way() -> None:
    links = UNMARKED.replace("fill.table -> ratio.table", "fill.table -> start.rows | start.rows -> ratio.table")
    captured = taken(unmarked(links), "apply")
    assert captured.lineage["inputs"] == {"rows": "start.rows"}


def test_what_does_not_lead_to_the_answer_may_be_unfinished() -> None:
    workflow = unmarked()
    workflow.add(Instance("unfinished", "stub.Ratio"))
    assert prove(taken(workflow, "apply"))


def test_deploying_a_component_takes_its_output() -> None:
    inner = Workflow("inner", registry=REGISTRY)
    inner.add(Instance("in", "deploy.ContainerInput", settings={"name": "rows"}))
    inner.add(Instance("more", "stub.Ratio"))
    inner.add(Instance("out", "deploy.ContainerOutput", settings={"name": "done"}))
    inner.link("in", "value", "more", "table")
    inner.link("more", "table", "out", "value")
    workflow = unmarked("data.table -> fill.table")
    workflow.add(Instance("part", "flow.Component", workflow=inner))
    workflow.link("fill", "table", "part", "rows")
    captured = taken(workflow, "part")
    assert captured.workflow.nodes["part"].type == "flow.Component"
    assert same(captured, taken(workflow, "part.done"))
    assert same(captured, taken(workflow, "part/out"))
    assert same(captured, taken(workflow, select=("fill", "part")))
    assert prove(captured)


# ---- where rows come in


def two_sources() -> Workflow:
    links = "data.table -> both.table | more.table -> both.table | both.table -> fill.table"
    return training(links, both="stub.Both", more="stub.Customers")


@REGISTRY.add
class Both(Node):
    """Put tables below one another."""

    pack = "stub"

    def run(self, table: list[Table]) -> Table:
        return pd.concat(table, ignore_index=True)


def test_rows_from_several_places_are_listed_and_one_must_be_named() -> None:
    with pytest.raises(CaptureError, match='"data.table", "more.table"'):
        taken(two_sources(), "fill")


def test_a_lookup_table_is_frozen_and_the_rows_are_live() -> None:
    links = "data.table -> look.table | towns.table -> look.other"
    captured = taken(training(links, look="stub.LookUp", towns="stub.Reference"), "look")
    assert captured.lineage["inputs"] == {"rows": "data.table"}
    assert captured.lineage["frozen"] == {"towns_table": "towns.table"}
    assert captured.frozen["towns_table"][0] == "table"
    row = customers().drop(columns="left").iloc[[3]]
    assert run_captured(captured, {"rows": row})["predictions"]["height"].iloc[0] in (540, 37, 12)


def test_an_input_of_the_workflow_stays_an_input_with_its_name_and_policies() -> None:
    workflow = unmarked()
    workflow.add(Instance("given", "deploy.ContainerInput", settings={"name": "people", "extra_column": "drop"}))
    workflow.unlink(next(link for link in workflow.links if link.source == "data"))
    workflow.link("data", "table", "given", "value")
    workflow.link("given", "value", "fill", "table")
    captured = taken(workflow, "apply")
    assert captured.lineage["inputs"] == {"people": "given.value"}
    assert captured.workflow.nodes["people"].settings["extra_column"] == "drop"
    assert prove(captured)


def test_a_second_place_named_makes_a_second_input() -> None:
    links = "data.table -> look.table | towns.table -> look.other"
    workflow = training(links, look="stub.LookUp", towns="stub.Customers")
    workflow.remove("look")
    workflow.add(Instance("look", "stub.SideBySide"))
    workflow.link("data", "table", "look", "table")
    workflow.link("towns", "table", "look", "other")
    captured = taken(workflow, "look", start=("data", "towns"))
    assert captured.lineage["inputs"] == {"data": "data.table", "towns": "towns.table"}
    assert prove(captured)


@REGISTRY.add
class SideBySide(Node):
    """Add a column of the rows of the same index."""

    pack = "stub"
    rowwise = True

    def run(self, table: Table, other: Table) -> Table:
        return table[["age"]].assign(also=other["income"])


# ---- rows that training chose


def with_filter(column: str, value: str | None = None, operator: str = "is not missing") -> Workflow:
    workflow = training()
    condition = {"column": column, "operator": operator, **({} if value is None else {"value": value})}
    workflow.add(Instance("only", "prep.RowFilter", settings={"conditions": [condition]}))
    link = next(link for link in workflow.links if link.target == "fill")
    workflow.unlink(link)
    workflow.link("start", "rows", "only", "table")
    workflow.link("only", "table", "fill", "table")
    return workflow


def test_a_filter_on_the_target_is_left_out_and_named() -> None:
    result = run(with_filter("left"))
    result.raise_if_failed()
    captured = result["end"].workflow
    assert "only" not in captured.workflow
    assert captured.lineage["left_out"] == ["halves", "only"]
    assert "target left" in captured.lineage["left_out_because"]["only"]
    assert any("only is left out" in text for _, text in result.nodes["end"].messages)
    assert prove(captured)


def test_a_filter_on_the_target_is_kept_when_asked_for_and_then_the_target_must_come() -> None:
    captured = taken(with_filter("left"), "end", keep=("only",))
    assert captured.workflow.nodes["only"].type == "prep.RowFilter"
    assert preview(captured)["targets_asked_for"] == ["left"]
    assert prove(captured)


def test_a_filter_on_another_column_is_repeated_in_production() -> None:
    captured = taken(with_filter("income"), "end")
    assert "only" in captured.workflow
    row = customers().drop(columns="left").iloc[[3]].assign(income=float("nan"))
    assert run_captured(captured, {"rows": row})["predictions"].empty


def test_a_column_that_only_a_filter_reads_is_asked_for() -> None:
    captured = taken(with_filter("city", "Bern", "equal"), "end")
    asked = [column["name"] for column in captured.workflow.nodes["rows"].settings["columns"]]
    assert "city" in asked


def test_a_split_that_is_kept_is_repeated() -> None:
    captured = taken(training("data.table -> halves.table"), "halves.test", keep=("halves",))
    assert captured.lineage["left_out"] == []
    assert len(run_captured(captured, {"rows": customers()})["predictions"]) == 60


def test_keeping_a_node_that_would_not_be_left_out_is_answered_with_those_that_would() -> None:
    with pytest.raises(UnknownName, match=r"Known: halves\.|Did you mean"):
        taken(unmarked(), "apply", keep=("ratio",))


# ---- parameters, variables, secrets


def asking() -> Workflow:
    links = UNMARKED + "| data.table -> measured.table | measured.variables -> ratio.variables"
    workflow = unmarked(links, measured="stub.Measured")
    workflow.replace(Instance("ratio", "stub.Ratio", bindings={"factor": Binding("variable", "factor")}))
    return workflow


def test_variables_are_frozen_with_their_values() -> None:
    captured = taken(asking(), "apply")
    assert captured.workflow.nodes["ratio"].settings == {"factor": float(round(customers()["income"].mean()))}
    assert not captured.workflow.parameters


def test_a_variable_that_is_asked_for_becomes_a_typed_parameter() -> None:
    captured = taken(asking(), "apply", asked=("factor",))
    value = float(round(customers()["income"].mean()))
    assert captured.workflow.parameters == {"factor": Parameter("factor", "number", default=value)}
    assert captured.workflow.nodes["ratio"].bindings == {"factor": Binding("parameter", "factor")}
    assert captured.workflow.nodes["ratio"].settings == {}
    assert prove(captured)


def test_a_parameter_that_is_asked_for_keeps_its_type_limits_and_bindings() -> None:
    workflow = unmarked()
    workflow.parameters["months"] = Parameter("months", "number", default=12.0, minimum=1.0)
    workflow.bind("ratio", "factor", parameter="months")
    captured = taken(workflow, "apply", asked=("months",))
    assert captured.workflow.parameters["months"] == Parameter("months", "number", default=12.0, minimum=1.0)
    assert captured.workflow.nodes["ratio"].bindings == {"factor": Binding("parameter", "months")}


def test_asking_for_what_no_captured_node_uses_is_refused() -> None:
    with pytest.raises(UnknownName, match='no parameter or variable "unit"'):
        taken(asking(), "apply", asked=("unit",))


def test_a_secret_stays_a_name_and_is_a_requirement() -> None:
    workflow = unmarked("data.table -> keyed.table", keyed="stub.Keyed")
    workflow.set("keyed", key="warehouse")
    captured = taken(workflow, "keyed")
    assert captured.lineage["secrets"] == preview(captured)["secrets"] == ["warehouse"]
    assert captured.workflow.nodes["keyed"].settings == {"key": "warehouse"}


# ---- ports of any kind


KINDS = ["table", "model", "variables", "view", "workflow"]


def test_start_and_end_carry_values_of_any_kind() -> None:
    carry = [{"name": kind, "kind": kind} for kind in KINDS]
    workflow = training(
        "data.table -> fill.table | fill.table -> learner.table | data.table -> measured.table",
        measured="stub.Measured",
    )
    workflow.set("learner", target="left")
    workflow.add(Instance("picture", "stub.Picture"))
    workflow.add(Instance("start", "deploy.CaptureStart", settings={"carry": carry}))
    workflow.add(Instance("all", "stub.AllKinds"))
    workflow.add(Instance("end", "deploy.CaptureEnd", settings={"carry": [*carry[:4]]}))
    workflow.add(Instance("s2", "deploy.CaptureStart"))
    workflow.add(Instance("e2", "deploy.CaptureEnd"))
    for line in (
        "data.table s2.rows", "s2.rows e2.predictions", "data.table start.table", "learner.model start.model",
        "measured.variables start.variables", "picture.view start.view", "e2.workflow start.workflow",
        *(f"start.{kind} all.{kind}" for kind in KINDS), *(f"all.{kind} end.{kind}" for kind in KINDS[:4]),
    ):  # fmt: skip
        source, target = line.split()
        workflow.link(*source.split("."), *target.split("."))
    result = run(workflow)
    result.raise_if_failed()
    captured = result["end"].workflow
    kinds = {kind for kind, _ in captured.frozen.values()}
    assert kinds == {"model", "variables", "view", "workflow"}
    assert list(captured.workflow.ends("input")) == ["table"]
    assert set(captured.workflow.ends("output")) == {"table", "model", "variables", "view"}
    made = run_captured(captured, {"table": customers()})
    assert made["table"]["title"].iloc[0] == made["view"].title == "A picture"
    assert prove(captured)


def test_an_output_that_explains_is_marked_in_the_captured_workflow() -> None:
    workflow = training()
    workflow.set("end", carry=[{"name": "predictions"}, {"name": "why", "explains": True}])
    workflow.link("apply", "table", "end", "why")
    captured = taken(workflow, "end")
    assert captured.workflow.nodes["why"].settings == {"name": "why", "explains": True}
    assert "explains" not in captured.workflow.nodes["predictions"].settings


def test_a_connection_cannot_be_frozen() -> None:
    workflow = unmarked("data.table -> asked.table", asked="stub.Asked")
    workflow.add(Instance("base", "stub.Connected"))
    workflow.link("base", "database", "asked", "database")
    with pytest.raises(CaptureError, match='output "database" of node "base"') as refused:
        taken(workflow, "asked")
    assert refused.value.facts == {"node": "base", "port": "database"}


# ---- what is refused


def test_an_input_that_is_not_connected_is_named_before_anything_runs() -> None:
    workflow = training()
    link = next(link for link in workflow.links if link.target == "apply" and link.target_port == "model")
    workflow.unlink(link)
    with pytest.raises(UsageError, match='input "model" is not connected') as refused:
        taken(workflow, "end")
    assert refused.value.facts == {"node": "apply", "port": "model"}


def test_rows_that_leave_a_selection_and_come_back_are_a_cycle() -> None:
    with pytest.raises(CaptureError, match="a cycle through the region") as refused:
        taken(unmarked(), select=("fill", "halves", "apply"), node="apply", start=("data",))
    assert refused.value.facts == {"node": "ratio", "port": "table"}


def test_an_answer_that_the_rows_do_not_reach_is_refused() -> None:
    links = UNMARKED + "| towns.table -> look.table | towns.table -> look.other"
    workflow = unmarked(links, towns="stub.Reference", look="stub.LookUp")
    with pytest.raises(CaptureError, match="does not depend on the rows that come in at"):
        taken(workflow, "look", start=("data",))


def test_two_starts_for_one_input_are_both_named() -> None:
    links = """
        data.table -> start.rows | more.table -> other.rows | start.rows -> look.table | other.rows -> look.other
        look.table -> end.predictions
    """
    workflow = training(links, more="stub.Customers", other="deploy.CaptureStart", look="stub.SideBySide")
    with pytest.raises(CaptureError, match='have the name "rows": nodes "other" and "start"'):
        run(workflow)


def test_a_node_that_changes_something_outside_is_not_repeated_for_every_request() -> None:
    workflow = unmarked("data.table -> logged.table | logged.table -> ratio.table", logged="stub.Logged")
    with pytest.raises(CaptureError, match="changes something outside"):
        taken(workflow, "ratio")
    assert "logged" in taken(workflow, "ratio", keep=("logged",)).workflow


@pytest.mark.parametrize(
    ("gesture", "message"),
    [
        (Gesture("learner"), "no table; it gives model"),
        (Gesture("halves"), "several tables"),
        (Gesture("aply"), 'Did you mean "apply"'),
        (Gesture("apply.tabel"), 'Did you mean "table"'),
        (Gesture("apply", select=("fill", "ratio")), "Select it too"),
        (Gesture(select=("learner",)), "No table leaves the selection"),
        (Gesture(select=("fill", "nothing")), 'no node "nothing"'),
    ],
)
def test_a_place_that_cannot_be_meant_is_answered_with_what_can(gesture: Gesture, message: str) -> None:
    with Engine(services=knode.deploy.services()) as engine, pytest.raises(KnodeError, match=message):
        take(engine, unmarked(), gesture)


def test_two_ends_may_share_a_start() -> None:
    links = """
        data.table -> start.rows | start.rows -> fill.table | fill.table -> first.predictions
        first.predictions -> ratio.table | ratio.table -> end.predictions
    """
    result = run(training(links, first="deploy.CaptureEnd"))
    result.raise_if_failed()
    assert "ratio" not in result["first"].workflow.workflow
    assert {"fill", "ratio"} <= set(result["end"].workflow.workflow.nodes)
