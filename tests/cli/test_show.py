"""`knode show` and `knode validate`: a workflow to read, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.cli.conftest import Knode, numbers, serving, write


def test_show_tells_nodes_links_bindings_and_changed_settings(knode: Knode) -> None:
    answer = knode("show", numbers(after="trial.Slow", settings={"seconds": 0.5}))
    assert answer.code == 0
    lines = [line.strip() for line in answer.out.splitlines()]
    for part in ("numbers  trial.Numbers", "rows = parameter rows", "table ← numbers.table", "seconds = 0.5"):
        assert part in lines
    assert any(line.startswith("rows") and "integer" in line for line in lines)
    assert "name = " not in answer.out


def test_show_tells_inputs_and_outputs(knode: Knode) -> None:
    out = knode("show", serving()).out
    assert "Inputs\n  rows  node rows" in out
    assert "Outputs\n  result  node result" in out
    assert "columns = x" in out


def test_show_lists_nodes_in_the_order_in_which_they_run(knode: Knode) -> None:
    path = write("order.knode", {"a": "trial.Measure", "b": "trial.Numbers"}, ["b.table -> a.table"])
    out = knode("show", path).out
    assert out.index("b  trial.Numbers") < out.index("a  trial.Measure")


def test_show_goes_into_components_and_keeps_what_it_does_not_know(knode: Knode) -> None:
    inside = {"nodes": {"make": {"type": "gone.Node", "settings": {"depth": 3, "text": ["line one", "line two"]}}}}
    write("outer.knode", {"clean": {"type": "flow.Component", "label": "Clean up", "workflow": inside}})
    out = knode("show", "outer.knode").out
    assert 'clean  flow.Component  "Clean up"' in out
    assert "      make  gone.Node" in out
    assert "depth = 3" in out
    assert "line two" in out


def test_show_writes_a_picture(knode: Knode) -> None:
    answer = knode("show", numbers(), "--svg", "picture.svg")
    assert answer.code == 0
    assert ElementTree.fromstring(Path("picture.svg").read_text(encoding="utf-8")).tag.endswith("svg")


def test_a_workflow_that_can_run_is_valid(knode: Knode) -> None:
    answer = knode("validate", numbers())
    assert (answer.code, answer.err) == (0, "")
    assert "can run (2 nodes, 1 link)" in answer.out
    assert knode("validate", "numbers.knode", "--json").json() == {"status": "done", "nodes": 2, "errors": []}


def test_everything_wrong_is_told_at_once(knode: Knode) -> None:
    path = write(
        "wrong.knode",
        {
            "lonely": "trial.Measure",
            "odd": {"type": "trial.Numbers", "settings": {"rowz": 1}},
            "gone": "pack.Gone",
            "free": {"type": "trial.Numbers", "bindings": {"rows": {"parameter": "rows"}}},
        },
    )
    answer = knode("validate", path)
    assert answer.code == 2
    assert "4 problems" in answer.out
    for part in ('input "table" is not connected', 'Did you mean "rows"?', "pack.Gone", 'no parameter "rows"'):
        assert part in answer.err
    assert len(knode("validate", path, "--json").json()["errors"]) == 4


def test_two_inputs_of_one_name_are_a_problem(knode: Knode) -> None:
    path = write("twice.knode", {"a": "deploy.ContainerInput", "b": "deploy.ContainerInput"})
    answer = knode("validate", path)
    assert answer.code == 2
    assert "are both the input" in answer.err


def test_a_column_that_is_not_there_is_told_without_running(knode: Knode) -> None:
    columns = [{"name": "x", "dtype": "int64"}]
    entry = {"type": "deploy.ContainerInput", "settings": {"columns": columns}}
    fill = {"type": "prep.Normalizer", "settings": {"columns": ["y"]}}
    path = write("columns.knode", {"rows": entry, "scale": fill}, ["rows.value -> scale.table"])
    answer = knode("validate", path)
    assert answer.code == 2
    assert 'no column "y"' in answer.err
    assert not Path(".knode").exists()


def test_a_workflow_whose_parameters_must_be_given_can_be_valid(knode: Knode) -> None:
    path = write(
        "must.knode",
        {"numbers": {"type": "trial.Numbers", "bindings": {"rows": {"parameter": "rows"}}}},
        parameters={"rows": {"type": "integer", "required": True}},
    )
    assert knode("validate", path).code == 0
    assert "must be given" in knode("show", path).out
    assert "must be given" in knode("exec", path).err


def test_a_node_that_stumbles_over_an_empty_table_is_told(knode: Knode) -> None:
    path = write("odd.knode", {"numbers": "trial.Numbers", "odd": "trial.Odd"}, ["numbers.table -> odd.table"])
    assert knode("validate", path).code == 0, "what comes in is not known without a run"
    entry = {"type": "deploy.ContainerInput", "settings": {"columns": [{"name": "x", "dtype": "int64"}]}}
    path = write("odd.knode", {"rows": entry, "odd": "trial.Odd"}, ["rows.value -> odd.table"])
    answer = knode("validate", path)
    assert answer.code == 2
    assert 'Node "odd" (Odd) failed: there is no "gone" (KeyError)' in answer.err
