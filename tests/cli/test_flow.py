"""Loops and branches on the command line: states in the report, outputs that are inactive, settings of what is inside."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from knode.core import document
from knode.core.workflow import COMPONENT, Instance, Parameter, Workflow
from tests.cli.conftest import Knode


@pytest.fixture
def _flow(workspace: Path) -> None:
    inside = Workflow("inside")
    inside.parameters["most"] = Parameter("most", "integer", 1)
    inside.add(Instance("rows", "deploy.ContainerInput", settings={"name": "rows"}))
    inside.add(Instance("top", "prep.TopRows"))
    inside.add(Instance("out", "deploy.ContainerOutput", settings={"name": "result"}))
    inside.bind("top", "count", parameter="most")
    inside.link("rows", "value", "top", "table")
    inside.link("top", "table", "out", "value")
    made = Workflow("flow")
    made.add(
        Instance("data", "io.TableCreator", settings={"columns": ["g", "v"], "rows": [["a", 1], ["a", 2], ["b", 3]]})
    )
    made.add(Instance("loop", "flow.Loop", settings={"over": "groups", "columns": ["g"]}, workflow=inside))
    made.add(Instance("fork", "flow.IfElse"))
    made.add(Instance("other", "prep.Sorter", settings={"by": [{"column": "v"}]}))
    made.link("data", "table", "loop", "rows")
    made.link("data", "table", "fork", "value")
    made.link("fork", "otherwise", "other", "table")
    document.save(made, Path("flow.knode"))


@pytest.mark.usefixtures("_flow")
def test_an_inactive_node_is_told_and_its_output_is_not_written(knode: Knode) -> None:
    answer = knode("exec", "flow.knode", "--output", "other=other.csv", "--output", "loop=loop.csv", "--json")
    assert answer.code == 0
    states = answer.states()
    assert (states["fork"], states["other"], states["loop"]) == ("done", "inactive", "done")
    assert set(answer.report()["outputs"]) == {"loop"}
    assert "is inactive" in answer.report()["warnings"][0]
    assert not Path("other.csv").exists()
    assert Path("loop.csv").read_text().splitlines() == ["g,v", "a,1", "b,3"]
    assert "1 inactive" in knode("exec", "flow.knode").out


@pytest.mark.usefixtures("_flow")
def test_settings_of_a_loop_and_parameters_of_its_inside_are_set(knode: Knode) -> None:
    assert knode("exec", "flow.knode", "--set", "loop.most=2", "--output", "loop=out.csv").code == 0
    assert len(Path("out.csv").read_text().splitlines()) == 4
    assert knode("exec", "flow.knode", "--set", "loop.over=rows", "--output", "loop=out.csv").code == 0
    refused = knode("exec", "flow.knode", "--set", "loop.mst=2")
    assert refused.code == 2
    assert 'Did you mean "most"?' in refused.err


@pytest.mark.usefixtures("_flow")
def test_what_runs_many_times_is_no_output(knode: Knode) -> None:
    answer = knode("exec", "flow.knode", "--output", "loop/top=out.csv")
    assert answer.code == 2
    assert 'runs inside "loop"' in answer.err
    assert knode("exec", "flow.knode", "--to", "loop/top").code == 2


@pytest.mark.usefixtures("_flow")
def test_show_validate_and_diff_know_what_is_inside(knode: Knode) -> None:
    shown = knode("show", "flow.knode").out
    assert 'columns = ["g"]' in shown
    assert "count = parameter most" in shown
    assert knode("validate", "flow.knode").code == 0
    changed = document.load(Path("flow.knode"))
    inside = changed.nodes["loop"].workflow
    assert inside is not None
    inside.replace(Instance("top", "prep.TopRows", settings={"count": 5}))
    document.save(changed, Path("changed.knode"))
    assert "top" in knode("diff", "flow.knode", "changed.knode").out


@pytest.fixture(params=["alone", "in a component"])
def _written(request: pytest.FixtureRequest, workspace: Path) -> None:
    """A reader waits for a writer to the same table, whose variables set nothing."""
    place = {"url": "sqlite:///made.sqlite", "table": "made"}
    made = Workflow("written")
    made.add(Instance("data", "io.TableCreator", settings={"columns": ["v"], "rows": [[1], [2]]}))
    made.add(Instance("write", "io.DatabaseWriter", settings={**place, "mode": "append"}))
    inside = made if request.param == "alone" else Workflow("inside")
    inside.add(Instance("query", "io.DatabaseReader", settings=place))
    inside.add(Instance("out", "deploy.ContainerOutput", settings={"name": "read"}))
    inside.link("query", "table", "out", "value")
    if inside is not made:
        made.add(Instance("part", COMPONENT, workflow=inside))
    made.link("data", "table", "write", "table")
    made.link("write", "variables", "query" if inside is made else "part", "variables")
    document.save(made, workspace / "written.knode")
    with closing(sqlite3.connect(workspace / "made.sqlite")) as base:
        base.execute("CREATE TABLE made (v INTEGER)")


@pytest.mark.usefixtures("_written")
def test_a_reader_waits_for_the_writer_whose_variables_are_linked_to_it(knode: Knode) -> None:
    for times in (1, 2):
        shown = "query.table" if "part" not in document.load(Path("written.knode")).nodes else "part/query.table"
        assert knode("exec", "written.knode", "--output", f"{shown}=read.csv").code == 0
        assert Path("read.csv").read_text().splitlines() == ["v", *["1", "2"] * times]


@pytest.mark.usefixtures("_written")
def test_what_a_writer_told_the_next_node_is_an_output_too(knode: Knode) -> None:
    answer = knode("exec", "written.knode", "--output", "write.variables=told.json")
    assert answer.code == 0
    assert json.loads(Path("told.json").read_text())["inserted"] == 2
