"""Combining captured workflows: any DAG by port names or by hand, mismatches named, the whole proved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from knode.core.errors import CombineError, ParityFailed, UnknownName
from knode.core.spec import TableSpec
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Parameter, Workflow
from knode.deploy.bundle import read_bundle, write_bundle
from knode.deploy.combine import combine
from knode.engine.inline import run_captured
from tests.deploy.conftest import REGISTRY
from tests.deploy.segments import model_segment, proved, rows, segment

X = rows()
NEW = rows(5) * 3


def double(column: str = "x", made: str = "y", factor: float = 2.0) -> dict[str, Any]:
    return {"column": column, "made": made, "factor": factor}


def prepared(**ports: str) -> Captured:
    """x in, x and y out."""
    return segment(X, double(), **ports)


def scored(**ports: str) -> Captured:
    """x and y in, a prediction beside them out; with the same node ids as `prepared`."""
    return model_segment(X.assign(y=X["x"] * 2, z=X["x"] + 1), "z", **ports)


def test_a_chain_gives_what_its_segments_give_one_after_the_other() -> None:
    whole = combine([prepared(), scored()], {})

    assert list(whole.workflow.ends("input")) == ["rows"]
    assert list(whole.workflow.ends("output")) == ["predictions"]
    table = run_captured(prepared(), {"rows": NEW})["table"]
    expected = run_captured(scored(), {"table": table})["predictions"]
    assert_frame_equal(run_captured(whole, {"rows": NEW})["predictions"], expected)


def test_rows_of_the_contracts_pass_through_and_the_proof_says_so() -> None:
    whole = combine([prepared(), scored()], {})

    assert list(whole.contract.inputs["rows"].index) == list(X.index)
    assert whole.lineage["proof"] == {"rows": len(X), "as_trained": {"predictions": len(X)}}


def test_rows_that_a_later_segment_never_saw_are_proved_by_running_the_segments() -> None:
    other = model_segment(X.assign(y=X["x"] * 7, z=X["x"] + 1), "z")

    assert combine([prepared(), other], {}).lineage["proof"]["as_trained"] == {"predictions": 0}


def test_the_order_in_which_segments_are_connected_does_not_matter() -> None:
    one, other = combine([prepared(), scored()], {}), combine([scored(), prepared()], {})

    assert_frame_equal(*(run_captured(whole, {"rows": NEW})["predictions"] for whole in (one, other)))


def test_ids_and_frozen_values_that_clash_are_renamed() -> None:
    whole = combine([scored(gives="one"), scored(gives="two")], {})

    assert set(whole.frozen) == {"model", "model_2"}
    assert whole.lineage["frozen"] == {"model": "a.model", "model_2": "b.model"}
    assert sorted(whole.workflow.ends("output")) == ["one", "two"]


def test_one_output_feeds_many_and_a_diamond_closes() -> None:
    left = segment(X.assign(y=X["x"] * 2), double("y", "left"), takes="table", gives="lefts")
    right = segment(X.assign(y=X["x"] * 2), double("y", "right", 5.0), takes="table", gives="rights")
    beside = Workflow("beside", registry=REGISTRY)
    for name in ("lefts", "rights"):
        beside.add(Instance(name, "deploy.ContainerInput", settings={"name": name}))
    beside.add(Instance("join", "stub.Beside"))
    beside.add(Instance("out", "deploy.ContainerOutput", settings={"name": "all"}))
    beside.link("lefts", "value", "join", "left")
    beside.link("rights", "value", "join", "right")
    beside.link("join", "table", "out", "value")
    parts = {name: run_captured(one, {"table": X.assign(y=X["x"] * 2)})[name] for name, one in
             (("lefts", left), ("rights", right))}  # fmt: skip
    last = proved(beside, {}, parts)

    whole = combine([last, right, left, prepared()], {})

    made = run_captured(whole, {"rows": NEW})["all"]
    assert list(made.columns) == ["x", "y", "left", "right"]
    assert_frame_equal(made[["right"]], (NEW["x"] * 10).to_frame("right"))
    assert list(whole.workflow.ends("output")) == ["all"]


def test_segments_that_take_and_give_one_name_stand_one_behind_the_other() -> None:
    first = segment(X, double(made="y"), gives="rows")
    second = segment(X.assign(y=X["x"] * 2), double("y", "z"), gives="rows")

    whole = combine([first, second], {})

    assert list(run_captured(whole, {"rows": NEW})["rows"].columns) == ["x", "y", "z"]


def test_a_free_input_of_one_name_is_shared_with_the_columns_of_all() -> None:
    both = X.assign(age=range(len(X)))
    one = segment(both[["x"]], double(), gives="one")
    other = segment(both[["age"]], double("age", "older"), gives="other")

    whole = combine([one, other], {})

    assert whole.spec.inputs is not None
    assert whole.spec.inputs["rows"].table == TableSpec.of(both)
    made = run_captured(whole, {"rows": both})
    assert list(made["one"]["y"]) == list(both["x"] * 2)
    assert list(made["other"]["older"]) == list(both["age"] * 2)


def test_inputs_can_be_kept_apart_fed_by_hand_and_outputs_given_under_other_names() -> None:
    whole = combine(
        [prepared(gives="ready"), scored(), prepared()],
        {"b.table": "prep.ready", "c.rows": "others", "ready": "prep.ready"},
        ["prep"],
    )

    assert sorted(whole.workflow.ends("input")) == ["others", "rows"]
    assert sorted(whole.workflow.ends("output")) == ["predictions", "ready", "table"]


@pytest.mark.parametrize(
    ("wiring", "said"),
    [
        ({"q.table": "a.table"}, 'no segment "q"'),
        ({"b.tables": "a.table"}, 'no input "tables" of segment "b". Did you mean "table"?'),
        ({"b.table": "a.tabel"}, 'no output "tabel" of segment "a". Did you mean "table"?'),
        ({"extra": "rows"}, 'no segment "rows"'),
    ],
)
def test_wiring_that_names_nothing_is_refused_with_the_nearest_name(wiring: dict[str, str], said: str) -> None:
    with pytest.raises(UnknownName, match=said.replace("?", r"\?")):
        combine([prepared(), scored()], wiring)


@pytest.mark.parametrize("wiring", [{"b.table": "no name"}, {"no name": "a.table"}])
def test_names_that_are_none_are_refused(wiring: dict[str, str]) -> None:
    with pytest.raises(CombineError, match="is no name for an input or output"):
        combine([prepared(), scored()], wiring)


@pytest.mark.parametrize("names", [["a", "a"], ["a b"], ["b"], ["p", "q", "r"]])
def test_names_of_segments_are_different_words_and_not_too_many(names: list[str]) -> None:
    with pytest.raises(CombineError, match="name"):
        combine([prepared(), scored()], {}, names)


def test_two_outputs_of_one_name_are_refused_with_what_to_say() -> None:
    with pytest.raises(CombineError, match=r'a.table and b.table.*\{"table_b": "b.table"\}'):
        combine([prepared(), prepared()], {})
    with pytest.raises(CombineError, match=r"a.table and b.table, and c.table takes one of them"):
        combine([prepared(), prepared(), scored()], {})


def test_a_circle_of_segments_is_refused_and_shown() -> None:
    one = segment(X, double(), takes="p", gives="q")
    other = segment(X.assign(y=0.0), double(), takes="q", gives="p")

    with pytest.raises(CombineError, match="circle: [ab] → [ab] → [ab]"):
        combine([one, other], {})


def test_missing_columns_are_named() -> None:
    needs = segment(pd.DataFrame({"age": [1.0], "income": [2.0]}), double("age"), takes="table", gives="end")

    with pytest.raises(
        CombineError, match=r'b.table takes columns that a.table does not give: "age", "income"'
    ) as told:
        combine([prepared(), needs], {})
    assert told.value.facts["column"] == "age"


def test_columns_of_other_types_are_named() -> None:
    texts = segment(X.assign(y="a"), takes="table", gives="end")

    with pytest.raises(CombineError, match='"y" as text, not number'):
        combine([prepared(), texts], {})
    with pytest.raises(CombineError, match='"x" as text, not number'):
        combine([prepared(), segment(pd.DataFrame({"x": ["a"]}), gives="texts")], {})


def test_columns_that_a_segment_refuses_are_named() -> None:
    strict = segment(X, double(made="z"), takes="table", gives="end", extra_column="error")

    with pytest.raises(CombineError, match='gives columns that b.table refuses: "y"'):
        combine([prepared(), strict], {})


def test_ports_of_other_kinds_are_refused() -> None:
    workflow = Workflow("handing", registry=REGISTRY)
    workflow.add(Instance("in", "deploy.ContainerInput", settings={"name": "table", "kind": "variables"}))
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": "end", "kind": "variables"}))
    workflow.link("in", "value", "out", "value")

    with pytest.raises(CombineError, match=r"b.table is variables, but a.table is a table"):
        combine([prepared(), Captured(workflow, {}, Contract({}, {}))], {})


def test_a_column_passes_through_a_segment_that_does_not_need_it() -> None:
    later = segment(X.assign(y=X["x"] * 2, age=range(len(X))), double("age", "older"), takes="table", gives="end")

    whole = combine([prepared(), later], {})

    assert whole.spec.inputs is not None
    assert whole.spec.inputs["rows"].table is not None
    assert whole.spec.inputs["rows"].table.names == ["x", "age"]
    assert whole.lineage["proof"]["as_trained"] == {"end": len(X)}
    assert list(run_captured(whole, {"rows": X.assign(age=1)})["end"]["older"]) == [2.0] * len(X)


def test_a_column_passes_through_two_segments() -> None:
    y, z = X.assign(y=X["x"] * 2), X.assign(y=X["x"] * 2, z=X["x"] * 4)
    middle = segment(y, double("y", "z"), takes="table", gives="middle")
    later = segment(z.assign(age=range(len(X))), double("age", "older"), takes="middle", gives="end")

    whole = combine([prepared(), middle, later], {})

    assert whole.spec.inputs is not None
    assert whole.spec.inputs["rows"].table is not None
    assert whole.spec.inputs["rows"].table.names == ["x", "age"]


def test_a_column_that_an_input_drops_does_not_pass() -> None:
    first = segment(X, double(), extra_column="drop")
    later = segment(X.assign(y=0.0, age=1.0), double("age", "older"), takes="table", gives="end")

    with pytest.raises(CombineError, match='does not give: "age"'):
        combine([first, later], {})


@pytest.mark.parametrize("policies", [{"extra_column": "drop"}, {"missing_column": "fill"}])
def test_what_an_input_between_segments_does_to_rows_is_done_in_the_whole(policies: dict[str, str]) -> None:
    columns = ["x", "y"] if "extra_column" in policies else ["x", "y", "absent"]
    first = segment(X, double(), double("x", "w"))
    later = segment(
        X.assign(y=X["x"] * 2, absent=1.0)[columns], double("y", "z"), takes="table", gives="end", **policies
    )

    whole = combine([first, later], {})

    table = run_captured(first, {"rows": NEW})["table"]
    assert_frame_equal(run_captured(whole, {"rows": NEW})["end"], run_captured(later, {"table": table})["end"])


def test_a_segment_that_is_not_what_was_captured_is_refused() -> None:
    good = prepared()
    forged = Captured(good.workflow, {}, Contract(good.contract.inputs, {"table": good.contract.outputs["table"] + 1}))

    with pytest.raises(ParityFailed):
        combine([forged, scored()], {})


def test_without_held_out_rows_nothing_is_proved_and_that_is_said() -> None:
    bare = Captured(prepared().workflow, {}, Contract({}, {}))

    whole = combine([bare, scored()], {})

    assert whole.lineage["proof"] == {"rows": 0, "as_trained": {}}
    assert list(run_captured(whole, {"rows": NEW})["predictions"]["y"]) == list(NEW["x"] * 2)


def test_segments_that_share_an_input_need_rows_that_all_of_them_have() -> None:
    other = segment(pd.DataFrame({"age": [1.0, 2.0]}, index=[7, 8]), double("age", "older"), gives="other")

    with pytest.raises(CombineError, match="no held-out row came with both"):
        combine([prepared(), other], {})
    apart = combine([prepared(), other], {"b.rows": "people"})
    assert len(apart.contract.inputs["people"]) == 2


def test_a_failure_on_rows_of_another_segment_names_the_segment() -> None:
    picky = segment(X.assign(y=X["x"] * 2), double("y", "z"), takes="table", gives="end")
    step = picky.workflow.nodes["step0"]
    picky.workflow.replace(Instance("step0", step.type, settings={**step.settings, "column": "w"}))
    bare = Captured(picky.workflow, {}, Contract({}, {}))

    with pytest.raises(CombineError, match='Segment "b" cannot work on what it gets from the others'):
        combine([prepared(), bare], {})


def test_parameters_of_one_name_are_one_when_they_are_the_same() -> None:
    def with_parameter(default: float, gives: str) -> Captured:
        made = prepared(gives=gives)
        made.workflow.parameters["factor"] = Parameter("factor", "number", default)
        made.workflow.bind("step0", "factor", parameter="factor")
        return made

    same = combine([with_parameter(2.0, "one"), with_parameter(2.0, "two")], {})
    assert list(same.workflow.parameters) == ["factor"]
    made = [with_parameter(2.0, "one"), with_parameter(3.0, "two")]
    other = combine([made[0], Captured(made[1].workflow, {}, Contract({}, {}))], {"b.rows": "rows_b"})
    assert list(other.workflow.parameters) == ["factor", "b_factor"]
    assert other.workflow.nodes["step0_2"].bindings["factor"].name == "b_factor"


def test_the_whole_does_not_ask_for_the_column_that_it_predicts() -> None:
    every = X.assign(y=X["x"] * 2, z=X["x"] + 1)
    passing = segment(every, double("x", "w"))
    middle = every.assign(w=X["x"] * 2)

    whole = combine([passing, model_segment(middle, "z")], {})

    assert whole.spec.inputs is not None
    asked = whole.spec.inputs["rows"].table
    assert asked is not None
    assert asked.names == ["x", "y"]
    assert asked == TableSpec.of(every[["x", "y"]])
    made = run_captured(whole, {"rows": NEW.assign(y=NEW["x"] * 2)})["predictions"]
    assert list(made.columns) == ["x", "y", "w", "prediction"]


def test_a_column_that_is_predicted_and_also_read_stays() -> None:
    every = X.assign(z=X["x"] + 1)
    reading = segment(every, double("z", "w"))

    whole = combine([reading, model_segment(every.assign(w=every["z"] * 2), "z")], {})

    assert whole.spec.inputs is not None
    assert whole.spec.inputs["rows"].table == TableSpec.of(every)


def test_facts_of_the_segments_stand_together_in_the_lineage() -> None:
    facts = [
        {
            "metrics": {"r2": 0.9, "rows": 5},
            "parameters": {"rate": 1},
            "secrets": ["KEY"],
            "data": {"rows": {"rows": 12}},
        },
        {"metrics": {"r2": 0.8, "rows": 5}, "gate": [{"metric": "r2"}], "secrets": ["KEY", "OTHER"]},
    ]
    parts = [replace(one, lineage=lineage) for one, lineage in zip((prepared(), scored()), facts, strict=True)]

    lineage = combine(parts, {}).lineage

    assert lineage["metrics"] == {"r2": 0.9, "rows": 5, "b.r2": 0.8}
    assert lineage["parameters"] == {"rate": 1}
    assert lineage["gate"] == [{"metric": "r2"}]
    assert lineage["secrets"] == ["KEY", "OTHER"]
    assert lineage["data"] == {"rows": {"rows": 12}}
    assert lineage["segments"] == {"a": facts[0], "b": facts[1]}


def test_a_combination_is_written_as_a_bundle_and_combined_again(tmp_path: Path) -> None:
    whole = combine([prepared(), scored()], {})
    write_bundle(whole, tmp_path / "whole.knodez", name="whole", version="1")

    opened = read_bundle(tmp_path / "whole.knodez", REGISTRY).captured

    after = segment(
        whole.contract.outputs["predictions"], double("prediction", "twice"), takes="predictions", gives="end"
    )
    longer = combine([opened, after], {})
    assert list(longer.lineage["segments"]) == ["a", "b"]
    assert longer.lineage["segments"]["a"]["proof"]["as_trained"] == {"predictions": len(X)}


STEPS = st.lists(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(-3, 3), st.booleans()), max_size=2), min_size=3, max_size=3
)


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_joining_is_associative_and_equals_running_in_turn(chain: list[list[tuple[float, float, bool]]]) -> None:
    table, parts = X, []
    for place, steps in enumerate(chain):
        made = [
            {"column": "x", "made": "x" if over else f"c{place}{number}", "factor": factor, "shift": shift}
            for number, (factor, shift, over) in enumerate(steps)
        ]
        part = segment(table, *made, takes=f"t{place}", gives=f"t{place + 1}")
        table = part.contract.outputs[f"t{place + 1}"]
        parts.append(part)
    a, b, c = parts

    wholes = [combine([a, b, c], {}), combine([combine([a, b], {}), c], {}), combine([a, combine([b, c], {})], {})]

    value = NEW
    for place, part in enumerate(parts):
        value = run_captured(part, {f"t{place}": value})[f"t{place + 1}"]
    for whole in wholes:
        assert whole.spec == wholes[0].spec
        assert_frame_equal(run_captured(whole, {"t0": NEW})["t3"], value)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """For each segment the one before it that feeds it (0: the rows that come in), and an order to connect them in."""
    count = draw(st.integers(2, 5))
    return [draw(st.integers(0, place)) for place in range(count)], draw(st.permutations(range(count)))


@settings(max_examples=15, deadline=None)
@given(trees())
def test_any_fan_out_in_any_order_equals_running_in_turn(tree: tuple[list[int], list[int]]) -> None:
    feeders, order = tree
    seen, new, parts = {0: X}, {0: NEW}, []
    for place, feeder in enumerate(feeders, start=1):
        step = double("x", f"c{place}", factor=float(place))
        part = segment(seen[feeder], step, takes=f"t{feeder}", gives=f"t{place}")
        seen[place] = part.contract.outputs[f"t{place}"]
        new[place] = run_captured(part, {f"t{feeder}": new[feeder]})[f"t{place}"]
        parts.append(part)

    whole = combine([parts[place] for place in order], {})

    leaves = set(range(1, len(parts) + 1)) - set(feeders)
    made = run_captured(whole, {"t0": NEW})
    assert set(made) == {f"t{place}" for place in leaves}
    for place in leaves:
        assert_frame_equal(made[f"t{place}"], new[place])
    assert whole.lineage["proof"]["as_trained"] == {f"t{place}": len(X) for place in leaves}
