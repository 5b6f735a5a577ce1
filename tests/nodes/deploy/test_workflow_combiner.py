"""The Workflow Combiner: two captures of one training workflow become one, and mismatches show before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from knode.cli.checking import problems_of
from knode.core.errors import CombineError, DataError
from knode.core.spec import WorkflowSpec
from knode_nodes.deploy.workflow_combiner import WorkflowCombiner
from tests.deploy.conftest import customers
from tests.deploy.segments import end
from tests.nodes.deploy.flows import MODEL, PREPARE, flow, run

BOTH = PREPARE + "|" + MODEL + "| ready.workflow -> both.workflows | end.workflow -> both.workflows"
CHAIN = [
    WorkflowSpec(inputs={"rows": end("x")}, outputs={"table": end("x", "y")}),
    WorkflowSpec(inputs={"table": end("x", "y")}, outputs={"predictions": end("p")}),
]


def test_preparation_and_model_become_one_that_scores_as_both_did() -> None:
    result = run(flow(BOTH))

    result.raise_if_failed()
    captured = result["both"].workflow
    assert list(captured.spec.inputs) == ["rows"]
    assert list(captured.spec.outputs) == ["predictions"]
    assert "Proved on" in result.nodes["both"].messages[0][1]
    assert captured.lineage["proof"]["as_trained"] == {"predictions": 60}
    assert captured.lineage["left_out"] == ["halves"]
    assert set(captured.lineage["segments"]) == {"a", "b"}


def test_the_whole_has_the_name_that_it_is_given() -> None:
    result = run(flow(BOTH, both={"name": "churn"}))

    assert result["both"].workflow.workflow.name == "churn"


def test_the_ends_of_the_whole_are_known_from_those_of_its_segments() -> None:
    made = WorkflowCombiner().spec({"workflows": CHAIN})["workflow"]

    assert made == WorkflowSpec(inputs={"rows": end("x")}, outputs={"predictions": end("p")})


@pytest.mark.parametrize("found", [[], CHAIN[:1], [CHAIN[0], None], [CHAIN[0], WorkflowSpec(outputs={})]])
def test_of_unknown_segments_nothing_is_known(found: list[WorkflowSpec | None]) -> None:
    assert WorkflowCombiner().spec({"workflows": found}) == {"workflow": None}


def test_one_workflow_alone_cannot_be_combined() -> None:
    with pytest.raises(DataError, match="connect two or more"):
        WorkflowCombiner().run([None], None)  # type: ignore[arg-type, list-item]


def test_a_mismatch_stops_the_run_before_any_node_starts() -> None:
    same = PREPARE + "| ready.workflow -> both.workflows"
    workflow = flow(same + "| begin.rows -> end.predictions | end.workflow -> both.workflows", end={
        "carry": [{"name": "predictions"}]})  # fmt: skip
    workflow.set("both", wiring={"b.rows": "a.tabel"})
    started: list[object] = []

    with pytest.raises(CombineError, match='Node "both": There is no output "tabel"'):
        run(workflow, listener=started.append)
    assert not started


def test_validation_names_the_columns_that_do_not_fit(tmp_path: Path) -> None:
    write = PREPARE + "| ready.workflow -> write.workflow"
    run(flow(write, tmp_path, write={"path": "one.knodez"})).raise_if_failed()
    workflow = flow("read.workflow -> both.workflows", tmp_path, read={"path": "one.knodez"})
    workflow.add(type(workflow.nodes["read"])("again", "deploy.BundleReader", settings={"path": "one.knodez"}))
    workflow.link("again", "workflow", "both", "workflows")

    found = problems_of(workflow)

    assert "Two outputs have the name" in found[0].message
    workflow.set("both", wiring={"b.rows": "a.table", "table": "b.table"})
    assert problems_of(workflow) == []


def test_new_rows_go_through_the_whole() -> None:
    links = BOTH + "| both.workflow -> run.workflow | data.table -> run.rows"
    result = run(flow(links))

    result.raise_if_failed()
    assert len(result["run"].predictions) == len(customers())


def test_the_example_in_the_documentation_runs_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    text = Path("docs/combine.md").read_text(encoding="utf-8")
    code, after = text.split("```python\n")[1].split("```", 1)

    exec(compile(code, "docs/combine.md", "exec"), {})

    printed = capsys.readouterr().out.strip()
    assert f"It prints `{printed}`" in after
