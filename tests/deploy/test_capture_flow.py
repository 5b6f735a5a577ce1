"""Captures of loops and branches: copied whole, or refused with the reason."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import knode.deploy
from knode.core import document
from knode.core.errors import CaptureError, DataError, NodeFailed
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.deploy.bundle import read_bundle, write_bundle
from knode.deploy.parity import prove
from knode.engine.engine import Engine
from knode.engine.inline import run_captured
from knode.engine.report import RunResult
from knode.serve.scoring import Scorer

ROWS = [["a", 1.0], ["b", 2.0], ["a", 3.0], ["c", 4.0]]
NEW = pd.DataFrame({"g": ["x", "y", "x"], "v": [1.0, 5.0, 3.0]})


def end(node: str, side: str, name: str, **settings: Any) -> Instance:
    return Instance(node, f"deploy.Container{side}", settings={"name": name, **settings})


def inside(type_id: str = "prep.Sorter", **settings: Any) -> Workflow:
    made = Workflow("inside")
    for one in (end("in", "Input", "rows"), Instance("n", type_id, settings=settings), end("out", "Output", "rows")):
        made.add(one)
    made.link("in", "value", "n", "table")
    made.link("n", "table", "out", "value")
    return made


def captured_around(*middle: Instance, links: list[str]) -> Workflow:
    """Data → Capture Start → some nodes → Capture End."""
    made = Workflow("training")
    made.add(Instance("data", "io.TableCreator", settings={"columns": ["g", "v"], "rows": ROWS}))
    made.add(Instance("start", "deploy.CaptureStart"))
    made.add(Instance("end", "deploy.CaptureEnd"))
    for one in middle:
        made.add(one)
    for text in ["data.table -> start.rows", *links]:
        source, target = text.split(" -> ")
        made.link(*source.split("."), *target.split("."))
    return made


def run(workflow: Workflow) -> RunResult:
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(workflow)
    result.raise_if_failed()
    return result


def looping(inner: Workflow, **settings: Any) -> Workflow:
    loop = Instance("loop", "flow.Loop", settings={"over": "groups", "columns": ["g"], **settings}, workflow=inner)
    return captured_around(loop, links=["start.rows -> loop.rows", "loop.rows -> end.predictions"])


def test_a_loop_is_captured_whole_and_runs_alone(tmp_path: Any) -> None:
    inner = inside(by=[{"column": "v", "descending": True}])
    captured = run(looping(inner, mark=True))["end"].workflow
    made = captured.workflow.nodes["loop"]
    assert made.type == "flow.Loop"
    assert made.workflow is not None
    assert made.workflow is not inner
    assert set(made.workflow.nodes) == {"in", "n", "out"}
    assert prove(captured) == 4
    given = run_captured(captured, {"rows": NEW})
    assert next(iter(given.values()))["v"].tolist() == [3.0, 1.0, 5.0]
    path = tmp_path / "loop-1.knodez"
    write_bundle(captured, path, name="loop", version="1")
    opened = read_bundle(path).captured
    assert opened.workflow.nodes["loop"].workflow == made.workflow


def test_a_parameter_of_the_inside_is_frozen_with_its_value() -> None:
    inner = inside("prep.TopRows", count=1)
    inner.parameters["most"] = Parameter("most", "integer", 1)
    inner.bind("n", "count", parameter="most")
    workflow = looping(inner)
    workflow.parameters["keep"] = Parameter("keep", "integer", 2)
    loop = workflow.nodes["loop"]
    workflow.replace(
        Instance(
            loop.id, loop.type, settings=loop.settings, bindings={"most": Binding("parameter", "keep")}, workflow=inner
        )
    )
    captured = run(workflow)["end"].workflow
    assert captured.workflow.nodes["loop"].settings["most"] == 2


def test_a_learner_in_a_loop_is_not_fitted_again_in_production() -> None:
    with pytest.raises((CaptureError, NodeFailed), match="would learn in production what node"):
        run(looping(inside("prep.Normalizer")))


def test_branches_on_data_are_captured_and_decide_in_production() -> None:
    fork = Instance("fork", "flow.IfElse", settings={"minimum_rows": 4})
    many = Instance("many", "prep.Sorter", settings={"by": [{"column": "v", "descending": True}]})
    few = Instance("few", "prep.Sorter", settings={"by": [{"column": "v"}]})
    merge = Instance("merge", "flow.MergeBranches")
    links = [
        "start.rows -> fork.value",
        "fork.then -> many.table",
        "fork.otherwise -> few.table",
        "many.table -> merge.values",
        "few.table -> merge.values",
        "merge.value -> end.predictions",
    ]
    captured = run(captured_around(fork, many, few, merge, links=links))["end"].workflow
    assert prove(captured) == 4
    given = next(iter(run_captured(captured, {"rows": NEW}).values()))
    assert given["v"].tolist() == [1.0, 3.0, 5.0]


def test_what_stands_behind_a_branch_that_was_not_taken_cannot_be_frozen() -> None:
    fork = Instance("fork", "flow.IfElse", settings={"minimum_rows": 99})
    fit = Instance("fit", "prep.Normalizer")
    merge = Instance("merge", "flow.MergeBranches")
    links = [
        "start.rows -> fork.value",
        "fork.then -> fit.table",
        "fit.table -> merge.values",
        "fork.otherwise -> merge.values",
        "merge.value -> end.predictions",
    ]
    with pytest.raises((CaptureError, NodeFailed), match="behind a branch that this run did not take"):
        run(captured_around(fork, fit, merge, links=links))


def test_a_called_workflow_is_captured_with_its_content(tmp_path: Any) -> None:
    document.save(inside(by=[{"column": "v", "descending": True}]), tmp_path / "sort.knode")
    call = Instance("call", "flow.CallWorkflow", settings={"file": str(tmp_path / "sort.knode")})
    captured = run(captured_around(call, links=["start.rows -> call.rows", "call.rows -> end.predictions"]))[
        "end"
    ].workflow
    (tmp_path / "sort.knode").unlink()
    again = document.loads(document.dumps(captured.workflow))
    assert again.nodes["call"].workflow is not None
    assert prove(captured) == 4


def test_an_output_that_is_inactive_for_a_request_is_answered_with_a_reason(tmp_path: Any) -> None:
    fork = Instance("fork", "flow.IfElse", settings={"minimum_rows": 3})
    captured = run(captured_around(fork, links=["start.rows -> fork.value", "fork.then -> end.predictions"]))[
        "end"
    ].workflow
    path = tmp_path / "fork-1.knodez"
    write_bundle(captured, path, name="fork", version="1")
    scorer = Scorer.open(path)
    assert not scorer.rowwise
    assert len(scorer.score_tables({"rows": NEW})["predictions"]) == 3
    with pytest.raises(DataError, match="is inactive for these rows"):
        scorer.score_tables({"rows": NEW.iloc[:1]})
