"""The Workflow Executor: its ports follow the workflow that is connected, and old settings keep working."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pandas.testing import assert_frame_equal

import knode.deploy
from knode.api import DataError, EndSpec, TableSpec, WorkflowSpec
from knode.builder import Workflow as Python
from knode.cli.checking import problems_of
from knode.cli.describe import command as describe
from knode.core import document
from knode.core.errors import SettingError, UnknownName, UsageError
from knode.core.following import is_open
from knode.core.registry import REGISTRY as REGISTRY_OF_THE_PROCESS
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import write_bundle
from knode.deploy.combine import combine
from knode.deploy.files import read_workflow
from knode.engine.engine import Engine, Request
from knode.engine.inline import run_captured
from knode_nodes.deploy.workflow_executor import WorkflowExecutor
from tests.deploy.conftest import REGISTRY, customers
from tests.deploy.segments import end, rows, segment
from tests.nodes.deploy.flows import MODEL, PREPARE, flow, run

READ = "read.workflow -> run.workflow"


def ports(workflow: Workflow, node: str = "run") -> tuple[list[str], list[str]]:
    found = workflow.ports(node)
    assert found is not None
    return [port.name for port in found.inputs], [port.name for port in found.outputs]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the prepared capture as a bundle."""
    made = tmp_path_factory.mktemp("bundles")
    links = PREPARE + "| ready.workflow -> write.workflow"
    run(flow(links, made, write={"path": "ready.knodez"})).raise_if_failed()
    return made


def test_connecting_a_capture_brings_its_ports() -> None:
    workflow = flow(PREPARE + "| ready.workflow -> run.workflow")

    assert ports(workflow) == (["workflow", "rows"], ["table"])
    workflow.link("data", "table", "run", "rows")
    result = run(workflow)
    result.raise_if_failed()
    assert len(result["run"].table) == len(customers())


def test_connecting_a_bundle_brings_its_ports_without_loading_models(folder: Path) -> None:
    workflow = flow(READ, folder, read={"path": "ready.knodez"})

    assert ports(workflow) == (["workflow", "rows"], ["table"])
    with pytest.raises(UnknownName, match="tabel"):
        workflow.link("run", "tabel", "run", "rows")


def test_an_input_that_is_not_connected_stops_the_run(folder: Path) -> None:
    workflow = flow(READ, folder, read={"path": "ready.knodez"})

    with pytest.raises(UsageError, match='input "rows" is not connected'):
        run(workflow)


def test_ports_follow_through_a_combiner_and_a_component() -> None:
    inner = flow(PREPARE + "|" + MODEL + "| ready.workflow -> both.workflows | end.workflow -> both.workflows")
    inner.add(Instance("out", "deploy.ContainerOutput", settings={"name": "whole", "kind": "workflow"}))
    inner.link("both", "workflow", "out", "value")
    workflow = flow("", run={})
    workflow.add(Instance("training", "flow.Component", workflow=inner))
    workflow.link("training", "whole", "run", "workflow")

    assert ports(workflow) == (["workflow", "rows"], ["predictions"])


def test_of_an_unknown_workflow_the_ports_are_those_that_are_linked() -> None:
    workflow = flow(READ, read={"path": "later.knodez"})
    assert is_open(workflow, "run", "inputs")
    assert ports(workflow) == (["workflow"], [])

    workflow.add(Instance("data", "stub.Customers"))
    workflow.add(Instance("ratio", "stub.Ratio"))
    workflow.link("data", "table", "run", "rows")
    workflow.link("run", "table", "ratio", "table")

    assert ports(workflow) == (["workflow", "rows"], ["table"])


def test_a_workflow_with_an_unknown_one_is_saved_loaded_and_runs_once_it_is_there(folder: Path, tmp_path: Path) -> None:
    workflow = flow(READ, read={"path": "later.knodez"}, data={})
    workflow.add(Instance("ratio", "stub.Ratio", settings={"factor": 2.0}))
    workflow.link("data", "table", "run", "rows")
    workflow.link("run", "table", "ratio", "table")
    document.save(workflow, tmp_path / "scoring.knode")

    loaded = document.load(tmp_path / "scoring.knode", REGISTRY)

    assert loaded.links == sorted(workflow.links, key=lambda link: (link.target, link.target_port))
    assert "later.knodez" in run(loaded).errors[0].message
    (tmp_path / "later.knodez").write_bytes((folder / "ready.knodez").read_bytes())
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Ratio"))
    result = run(loaded)
    result.raise_if_failed()
    assert len(result["ratio"].table) == len(customers())


def test_a_wrong_link_to_an_unknown_workflow_is_found_by_the_run(folder: Path, tmp_path: Path) -> None:
    workflow = flow(READ, read={"path": "ready.knodez"}, data={})
    workflow.link("data", "table", "run", "row")
    workflow.folder = folder

    with pytest.raises(UsageError, match=r'input "rows" is not connected|no input port "row"'):
        run(workflow)


def test_a_new_output_link_brings_a_result_that_was_not_asked_for_before(tmp_path: Path) -> None:
    both = combine([segment(rows(), {"made": "y"}, gives="one"), segment(rows(), {"made": "z"}, gives="two")], {})
    write_bundle(both, tmp_path / "later.knodez", name="both", version="1")
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Affine"))
    workflow = flow(READ, read={"path": "later.knodez"})
    workflow.add(Instance("give", "deploy.ContainerInput"))
    workflow.link("give", "value", "run", "rows")
    workflow.add(Instance("first", "stub.Affine"))
    workflow.link("run", "one", "first", "table")
    request = Request(folder=tmp_path, inputs={"rows": rows()})

    with Engine(services=knode.deploy.services()) as engine:
        engine.run(workflow, request).raise_if_failed()
        workflow.add(Instance("second", "stub.Affine", settings={"column": "z", "made": "w"}))
        workflow.link("run", "two", "second", "table")
        result = engine.run(workflow, request)

    result.raise_if_failed()
    assert list(result["second"].table.columns) == ["x", "z", "w"]


def test_ports_follow_a_file_that_changed_between_two_runs(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "model.knodez"
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Affine"))
    workflow = flow(READ, tmp_path, read={"path": path.name})
    workflow.add(Instance("give", "deploy.ContainerInput"))
    workflow.link("give", "value", "run", "rows")

    with Engine(services=knode.deploy.services()) as engine:
        for gives in ("one", "two"):
            write_bundle(segment(rows(), {}, gives=gives), path, name="model", version="1")
            result = engine.run(workflow, Request(folder=tmp_path, inputs={"rows": rows()}))
            result.raise_if_failed()
            assert list(result["run"][gives].columns) == ["x", "y"]


def test_settings_that_name_the_ports_stand_instead_of_the_workflow_s_own() -> None:
    workflow = flow(
        PREPARE + "| ready.workflow -> run.workflow | data.table -> run.people | ",
        run={"inputs": ["people"], "results": ["scored"]},
    )

    assert ports(workflow) == (["workflow", "people"], ["scored"])
    result = run(workflow)
    result.raise_if_failed()
    assert "ratio" in result["run"].scored


@pytest.mark.parametrize("inputs", [["a", "a"], ["workflow"], ["no name"], ["variables"]])
def test_names_that_are_none_are_refused(inputs: list[str]) -> None:
    with pytest.raises(SettingError):
        WorkflowExecutor.from_settings({"inputs": inputs})


def test_the_columns_of_the_outputs_are_known_before_the_run() -> None:
    followed = WorkflowSpec(inputs={"rows": end("x")}, outputs={"table": end("x", "y")})

    assert WorkflowExecutor().spec({"workflow": followed}) == {"table": end("x", "y").table}
    assert WorkflowExecutor(results=("scored",)).spec({"workflow": followed}) == {"scored": end("x", "y").table}
    assert WorkflowExecutor(results=("scored",)).spec({}) == {"scored": None}


def test_columns_that_a_table_lacks_are_named_before_the_run() -> None:
    followed = WorkflowSpec(inputs={"rows": end("age", "income")}, outputs={"table": EndSpec()})

    with pytest.raises(DataError, match='does not have: "income"; did you mean "incom"?'):
        WorkflowExecutor().spec({"workflow": followed, "rows": end("age", "incom").table})
    filling = WorkflowSpec(inputs={"rows": end("age", missing_column="fill")}, outputs={})
    assert WorkflowExecutor().spec({"workflow": filling, "rows": TableSpec()}) == {}


def test_validation_finds_missing_columns_of_a_bundle(folder: Path) -> None:
    workflow = flow(READ, folder, read={"path": "ready.knodez"})
    workflow.add(Instance("iris", "io.ExampleData", settings={"name": "iris"}))
    workflow.link("iris", "table", "run", "rows")

    found = problems_of(workflow)

    assert 'columns that the table does not have: "age", "income"' in found[0].message


def test_models_and_variables_go_in_and_out_too() -> None:
    followed = WorkflowSpec(
        inputs={"model": EndSpec(kind="model"), "side": EndSpec(kind="variables", optional=True)},
        outputs={"view": EndSpec(kind="view")},
    )

    made = WorkflowExecutor().following(followed)

    assert [(port.kind, port.optional) for port in made.inputs] == [
        ("workflow", False), ("model", False), ("variables", True)]  # fmt: skip
    assert [port.kind for port in made.outputs] == ["view"]


def test_python_finds_the_ports_of_a_bundle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Ratio"))
    w = Python("scoring", registry=REGISTRY)
    read = w.add("deploy.BundleReader", path="ready.knodez")
    score = w.add("deploy.WorkflowExecutor")
    read >> score
    w.add("stub.Customers") >> score
    scored = w.add("stub.Ratio", factor=3.0)
    score.table >> scored

    assert len(w.run()[scored.id].table) == len(customers())
    with pytest.raises(AttributeError, match="did you mean"):
        _ = score.tables


def test_what_an_executor_does_can_be_captured_and_bundled(folder: Path, tmp_path: Path) -> None:
    links = """
        data.table -> begin.rows | begin.rows -> run.rows | read.workflow -> run.workflow | run.table -> ready.table
        ready.workflow -> write.workflow
    """
    (tmp_path / "ready.knodez").write_bytes((folder / "ready.knodez").read_bytes())
    REGISTRY_OF_THE_PROCESS.add(REGISTRY.get("stub.Ratio"))
    workflow = flow(links, tmp_path, read={"path": "ready.knodez"}, write={"path": "outer.knodez"})

    run(workflow).raise_if_failed()

    outer = read_workflow(tmp_path / "outer.knodez", REGISTRY)
    assert [kind for kind, _ in outer.frozen.values()] == ["workflow"]
    made = run_captured(outer, {"rows": customers()[["age", "income"]]})["table"]
    inner = run_captured(read_workflow(folder / "ready.knodez", REGISTRY), {"rows": customers()[["age", "income"]]})
    assert_frame_equal(made, inner["table"])


def test_the_description_of_the_node_says_that_ports_follow() -> None:
    shown = CliRunner().invoke(describe, ["deploy.WorkflowExecutor"])

    assert "Its other ports are those of the workflow" in shown.output
