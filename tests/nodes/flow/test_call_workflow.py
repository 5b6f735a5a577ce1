"""Call Workflow: another file as one node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode.core import document
from knode.core.errors import KnodeError, TrustRequired, UnknownName, WorkflowFileError
from knode.core.spec import TableSpec
from knode.core.workflow import Instance, Workflow
from knode.engine.engine import Engine, Request
from knode.engine.report import RunResult
from knode.store.store import Store
from tests.nodes.flow.looping import passing, workflow

CALL = "flow.CallWorkflow"
ROWS = [[3], [1], [2]]


def called(folder: Path, inside: Workflow, name: str = "inner.knode") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    document.save(inside, folder / name)


def top(count: int = 1) -> Workflow:
    return passing(("prep.TopRows", {"count": "$count"}), count=count)


def calling(folder: Path, file: str = "inner.knode", **settings: Any) -> Workflow:
    made = Workflow("outer")
    made.folder = folder
    made.add(Instance("data", "io.TableCreator", settings={"columns": ["x"], "rows": ROWS}))
    made.add(Instance("call", CALL, settings={"file": file, **settings}))
    made.link("data", "table", "call", "rows")
    return made


def run(made: Workflow, store: Path | None = None, **request: Any) -> RunResult:
    with Engine(None if store is None else Store(store)) as engine:
        return engine.run(made, Request(folder=made.folder or Path(), **request))


def test_its_ports_and_settings_are_those_of_the_file(tmp_path: Path):
    called(tmp_path, top())
    made = calling(tmp_path)
    ports = made.ports("call")
    assert ports is not None
    assert ([port.name for port in ports.inputs], [port.name for port in ports.outputs]) == (["rows"], ["result"])
    assert run(made)["call"].result["x"].tolist() == [3]
    made.set("call", count=2)
    assert run(made)["call"].result["x"].tolist() == [3, 1]
    with pytest.raises(UnknownName, match='mean "count"'):
        made.set("call", counts=2)
    assert made.nodes["call"].workflow is None
    assert made.problems() == []


def test_a_file_survives_saving_and_is_known_when_the_workflow_is_loaded(tmp_path: Path):
    called(tmp_path / "sub", top())
    made = calling(tmp_path, "sub/inner.knode", count=2)
    made.add(Instance("after", "prep.Sorter"))
    made.link("call", "result", "after", "table")
    document.save(made, tmp_path / "outer.knode")
    again = document.load(tmp_path / "outer.knode")
    assert again == made
    with pytest.raises(KnodeError, match='no output port "results"'):
        again.link("call", "results", "after", "table")


def test_it_is_reused_until_the_file_or_what_it_calls_or_reads_changes(tmp_path: Path):
    called(tmp_path / "deep", top(), "most.knode")
    middle = workflow(
        {
            "rows": ("deploy.ContainerInput", {"name": "rows"}),
            "read": ("io.CsvReader", {"path": "data.csv"}),
            "out": ("deploy.ContainerOutput", {"name": "result"}),
            "read_out": ("deploy.ContainerOutput", {"name": "read"}),
        },
        "read.table -> read_out.value",
    )
    middle.folder = tmp_path / "deep"
    middle.add(Instance("call", CALL, settings={"file": "most.knode"}))
    middle.link("rows", "value", "call", "rows")
    middle.link("call", "result", "out", "value")
    called(tmp_path / "deep", middle)
    (tmp_path / "deep" / "data.csv").write_text("y\n1\n")
    made = calling(tmp_path, "deep/inner.knode")

    def state() -> str:
        return run(made, tmp_path / "store").nodes["call"].state

    assert [state(), state()] == ["done", "reused"]
    (tmp_path / "deep" / "data.csv").write_text("y\n12\n")
    assert [state(), state()] == ["done", "reused"]
    called(tmp_path / "deep", top(2), "most.knode")
    assert [state(), state()] == ["done", "reused"]
    assert run(made)["call"].result["x"].tolist() == [3, 1]
    assert run(made)["call"].read["y"].tolist() == [12]


def test_the_columns_are_known_before_the_run(tmp_path: Path):
    called(tmp_path, passing(("prep.RenameColumns", {"names": {"x": "y"}})))
    step = Engine().compile(calling(tmp_path)).steps["call"]
    told = step.spec({"rows": TableSpec.of(pd.DataFrame({"x": [1]}))})["result"]
    assert [column.name for column in told.columns] == ["y"]


def test_a_workflow_that_calls_itself_is_refused(tmp_path: Path):
    for name, other in (("a.knode", "b.knode"), ("b.knode", "a.knode")):
        inner = passing(("prep.Sorter", {}))
        inner.add(Instance("call", CALL, settings={"file": other}))
        inner.add(Instance("twice", CALL, settings={"file": other}))
        called(tmp_path, inner, name)
    with pytest.raises(KnodeError, match=r'"[ab]\.knode" calls itself'):
        run(calling(tmp_path, "a.knode"))
    graph = Engine().compile(calling(tmp_path, "a.knode"), partial=True)
    problems = [str(problem) for problem in graph.left_out.problems.values()]
    assert any("calls itself" in text for text in problems)


@pytest.mark.parametrize(
    ("file", "text"), [("", "names no workflow"), ("gone.knode", "no such file"), ("bad.knode", "not JSON")]
)
def test_a_file_that_cannot_be_called_is_said(tmp_path: Path, file: str, text: str):
    (tmp_path / "bad.knode").write_text("{")
    made = Workflow("outer")
    made.folder = tmp_path
    made.add(Instance("call", CALL, settings={"file": file}))
    with pytest.raises(KnodeError, match=text):
        run(made)
    assert text in str(made.problems()[0])


def test_a_document_opens_although_the_file_is_gone(tmp_path: Path):
    called(tmp_path, top())
    made = calling(tmp_path)
    document.save(made, tmp_path / "outer.knode")
    (tmp_path / "inner.knode").unlink()
    again = document.load(tmp_path / "outer.knode")
    assert again == made
    with pytest.raises(WorkflowFileError, match="inner.knode"):
        run(again)


def test_a_failure_names_the_path_and_code_needs_trust(tmp_path: Path):
    called(tmp_path, passing(("flow.RowToVariables", {"row": 9}), kind="variables"))
    assert 'Node "call/n0" (Row to Variables) failed: there is no row 9' in str(
        run(calling(tmp_path)).nodes["call"].error
    )
    inner = passing(("prep.Sorter", {}))
    inner.add(Instance("code", "script.PythonScript"))
    called(tmp_path, inner)
    with pytest.raises(TrustRequired, match="call/code"):
        run(calling(tmp_path))


def test_a_loop_around_a_call_runs_anew_when_the_file_changes(tmp_path: Path):
    called(tmp_path, top())
    inside = passing()
    inside.unlink(inside.links[0])
    inside.add(Instance("call", CALL, settings={"file": "inner.knode"}))
    inside.folder = tmp_path
    inside.link("rows", "value", "call", "rows")
    inside.link("call", "result", "out", "value")
    made = calling(tmp_path)
    made.remove("call")
    made.add(Instance("loop", "flow.Loop", settings={"over": "groups", "columns": ["x"]}, workflow=inside))
    made.link("data", "table", "loop", "rows")
    with Engine(Store(tmp_path / "store")) as engine:
        request = Request(folder=tmp_path)
        assert [engine.run(made, request).nodes["loop"].state for _ in range(2)] == ["done", "reused"]
        called(tmp_path, passing(("prep.RenameColumns", {"names": {"x": "y"}})))
        result = engine.run(made, request)
        assert result.nodes["loop"].state == "done"
        assert result["loop"].result["y"].tolist() == [3, 1, 2]
