"""The Python API: what `from knode import Workflow` offers to build, load, save, run and look at workflows."""

from __future__ import annotations

import _thread
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode import Workflow
from knode.api import Columns, Node, Table, Variables, setting
from knode.core import document
from knode.core.errors import (
    Cancelled,
    CycleRefused,
    KindMismatch,
    KnodeError,
    LinkRefused,
    NodeFailed,
    PortTaken,
    SettingError,
    UnknownName,
    UsageError,
    WorkflowFileError,
)
from knode.core.events import Event, NodeStarted
from knode.core.registry import Registry
from knode.core.workflow import Instance
from tests.stub.nodes import GATES, STUBS

TUTORIAL = Path(__file__).parents[1] / "docs" / "python.md"


@pytest.fixture
def w() -> Workflow:
    return Workflow("sums", registry=STUBS)


def links_of(workflow: Workflow) -> set[str]:
    return {str(link) for link in workflow.document.links}


def refused(kind: type[KnodeError], *words: str) -> Any:
    """A check that the error names what the person needs."""
    return pytest.raises(kind, match=".*".join(re.escape(word) for word in words))


# ---- building


def test_a_node_is_added_by_type_id_by_class_name_or_by_class(w: Workflow):
    by_id = w.add("stub.Numbers", rows=5)
    by_name = w.add("Numbers")
    by_class = w.add(STUBS.get("stub.Numbers"), id="third", label="Three")
    assert [node.id for node in w] == ["numbers", "numbers_2", "third"] == [by_id.id, by_name.id, by_class.id]
    assert by_id.settings == {"rows": 5}
    assert by_class.instance.title == "Three"


def test_an_unknown_node_type_is_refused_with_the_nearest(w: Workflow):
    with refused(UnknownName, '"Nombers"', '"stub.Numbers"'):
        w.add("Nombers")
    with refused(UnknownName, '"stub.Numberz"', '"stub.Numbers"'):
        w.add("stub.Numberz")
    assert len(w) == 0


def test_a_class_name_that_two_packs_have_is_refused_with_both():
    class Numbers(Node):
        """Another pack's numbers."""

        pack = "other"

        def run(self) -> Table:
            return pd.DataFrame()

    registry = Registry()
    registry.packs = {}
    registry.add(STUBS.get("stub.Numbers"))
    registry.add(Numbers)
    with refused(UsageError, "other.Numbers", "stub.Numbers"):
        Workflow(registry=registry).add("Numbers")


class Tripled(Node):
    """Three times x: a class of one's own, as one writes it in a notebook."""

    pack = "mine"
    times: int = setting(3, "How often.", ge=1)

    def run(self, table: Table) -> Table:
        return table.assign(x=table["x"] * self.times)


class NoPack(Node):
    """It says no pack."""

    def run(self) -> Table:
        return pd.DataFrame()


def test_a_class_of_ones_own_is_a_node_at_once():
    registry = Registry()
    registry.packs = {}
    registry.add(STUBS.get("stub.Numbers"))
    w = Workflow(registry=registry)
    w.add("Numbers") >> w.add(Tripled)
    assert w.run()["tripled"].table["x"].tolist() == [0, 3, 6]
    with refused(UsageError, "NoPack", "pack"):
        w.add(NoPack)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"rows": -1}, SettingError, ["rows", "numbers", "at least 0"]),
        ({"rows": "many"}, SettingError, ["rows", "numbers", "whole number"]),
        ({"row": 1}, UnknownName, ["row", "numbers", "rows"]),
    ],
)
def test_wrong_settings_are_refused_at_once_and_leave_no_node(
    w: Workflow, settings: dict[str, Any], error: type[KnodeError], words: list[str]
):
    with refused(error, *words):
        w.add("Numbers", **settings)
    assert len(w) == 0


def test_settings_may_be_the_values_that_node_authors_use(w: Workflow, tmp_path: Path):
    echo = w.add("Echo", columns=Columns.typed("number"), text="one\ntwo")
    read = w.add("Read", path=tmp_path / "rows.csv")
    assert echo.settings == {"columns": {"types": ["number"]}, "text": ["one", "two"]}
    assert read.settings == {"path": str(tmp_path / "rows.csv")}


def test_an_id_that_is_taken_or_malformed_is_refused(w: Workflow):
    w.add("Numbers", id="a")
    with refused(UsageError, '"a"'):
        w.add("Numbers", id="a")
    with refused(UsageError, '"not good"'):
        w.add("Numbers", id="not good")


def test_settings_change_afterwards_and_a_wrong_one_changes_nothing(w: Workflow):
    numbers = w.add("Numbers", rows=5)
    numbers.set(start=7)
    with refused(SettingError, "rows"):
        numbers.set(start=8, rows=-1)
    assert numbers.settings == {"rows": 5, "start": 7}


def test_the_parameters_of_a_called_workflow_are_settings(tmp_path: Path):
    called = Workflow("called")
    rows = called.add("deploy.ContainerInput", name="rows")
    top = rows >> called.add("prep.TopRows", count=called.parameter("most", 1))
    top >> called.add("deploy.ContainerOutput", name="best")
    called.save(tmp_path / "called.knode")
    calling = Workflow("calling")
    table = calling.add("io.TableCreator", columns=["v"], rows=[[1], [2], [3]])
    call = calling.add("CallWorkflow", file=tmp_path / "called.knode", id="call", most=calling.parameter("many", 2))
    table >> call
    assert len(calling.run()["call"].best) == 2
    assert len(calling.run({"many": 3})["call"].best) == 3
    call.set(most=1)
    assert len(calling.run()["call"].best) == 1
    with pytest.raises(UnknownName, match='Did you mean "most"'):
        call.set(mst=1)
    with pytest.raises(SettingError, match="most"):
        calling.add("CallWorkflow", file=tmp_path / "called.knode", id="wrong", most="many")
    assert "wrong" not in calling.document


def test_removing_a_node_takes_its_links_along(w: Workflow):
    numbers = w.add("Numbers")
    numbers >> w.add("Add")
    w.remove(numbers)
    assert [node.id for node in w] == ["add"]
    assert links_of(w) == set()
    with refused(UnknownName, '"numbers"'):
        _ = w["numbers"]


def test_ports_are_attributes_that_completion_knows(w: Workflow):
    split = w.add("Split")
    assert {"first", "second", "table", "variables"} <= set(dir(split))
    assert split.first == split["first"] != split.second
    with pytest.raises(AttributeError, match=r'"frist".*"first"'):
        _ = split.frist
    with refused(UnknownName, '"frist"', '"first"'):
        _ = split["frist"]


def test_handles_show_what_they_are(w: Workflow):
    split = w.add("Split")
    assert repr(split) == "<split: Split (table) -> (first, second)>"
    assert repr(split.first) == "<port split.first>"
    assert repr(w) == '<Workflow "sums": 1 node, 0 links>'
    assert "Rows of the first half. (default 1)" in split.help()


# ---- linking


def test_an_arrow_links_the_fitting_ports_and_chains(w: Workflow):
    last = w.add("Numbers") >> w.add("Add") >> w.add("Add")
    assert last.id == "add_2"
    assert links_of(w) == {"numbers.table -> add.table", "add.table -> add_2.table"}


def test_an_arrow_takes_the_first_free_input(w: Workflow):
    one, other, beside = w.add("Numbers"), w.add("Numbers"), w.add("Beside")
    one >> beside
    other >> beside
    assert links_of(w) == {"numbers.table -> beside.left", "numbers_2.table -> beside.right"}
    with refused(LinkRefused, "left (table, linked to numbers.table)", "right (table, linked to numbers_2.table)"):
        one >> beside


def test_an_arrow_with_two_meanings_is_refused_and_names_both(w: Workflow):
    split, add = w.add("Split"), w.add("Add")
    with refused(LinkRefused, "split.first >> add.table", "split.second >> add.table"):
        split >> add
    split.first >> add
    assert links_of(w) == {"split.first -> add.table"}


def test_ports_may_be_named_on_either_side(w: Workflow):
    numbers, split, beside = w.add("Numbers"), w.add("Split"), w.add("Beside")
    numbers >> split.table
    split.first >> beside.right
    assert w.link(split.second, beside.left) == beside
    assert links_of(w) == {"numbers.table -> split.table", "split.first -> beside.right", "split.second -> beside.left"}


def test_several_sources_are_linked_together_or_not_at_all(w: Workflow):
    numbers, more, split = w.add("Numbers"), w.add("Numbers"), w.add("Split")
    (numbers, more) >> w.add("Beside")
    [numbers.table, split.first] >> w.add("Concat")
    made = links_of(w)
    assert made == {
        "numbers.table -> beside.left",
        "numbers_2.table -> beside.right",
        "numbers.table -> concat.tables",
        "split.first -> concat.tables",
    }
    with pytest.raises(LinkRefused):
        (numbers, split) >> w.add("Beside", id="other")
    assert links_of(w) == made


@pytest.mark.parametrize(
    ("link", "error", "words"),
    [
        (lambda w: w["numbers"] >> w["add"], PortTaken, ["table", "numbers.table"]),
        (lambda w: w["add"] >> w["numbers"], LinkRefused, ["add gives table (table)", "numbers takes nothing"]),
        (lambda w: w["values"].variables >> w["add"].table, KindMismatch, ["variables", "table"]),
        (lambda w: w["after"] >> w["before"], CycleRefused, ["before", "after"]),
        (lambda w: w.link(w["numbers"].table, w["numbers"].table), UnknownName, ["input", "numbers"]),
        (lambda w: w.link(w["add"].table, w["after"]["variables"]), KindMismatch, ["variables"]),
    ],
)
def test_a_link_that_may_not_be_is_refused_and_says_why(
    w: Workflow, link: Callable[[Workflow], Any], error: type[KnodeError], words: list[str]
):
    w.add("Numbers") >> w.add("Add")
    w.add("Values")
    w.add("Add", id="before") >> w.add("Add", id="after")
    with pytest.raises(error) as caught:
        link(w)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_what_is_no_node_cannot_be_linked(w: Workflow):
    with pytest.raises(TypeError):
        1 >> w.add("Add")
    with pytest.raises(TypeError):
        w["add"] >> "add"
    other = Workflow(registry=STUBS).add("Numbers")
    with refused(UsageError, '"numbers"', "another workflow"):
        other >> w["add"]


def test_the_ports_of_a_node_whose_pack_is_absent_must_be_named(w: Workflow):
    w.document.add(Instance("gone", "absent.Thing"))
    numbers, add = w.add("Numbers"), w.add("Add")
    for link in (lambda: numbers >> w["gone"], lambda: w["gone"] >> add):
        with refused(LinkRefused, '"gone"', "not installed", "w.link(a.port, b.port)"):
            link()
    numbers.table >> w["gone"].rows
    w["gone"].result >> add.table
    assert links_of(w) == {"numbers.table -> gone.rows", "gone.result -> add.table"}
    assert repr(w["gone"]) == "<gone: absent.Thing, whose pack is not installed>"


def test_links_are_taken_away(w: Workflow):
    numbers, add = w.add("Numbers"), w.add("Add")
    numbers >> add
    w.unlink(numbers.table, add.table)
    assert links_of(w) == set()
    with refused(LinkRefused, "numbers", "add"):
        w.unlink(numbers, add)


# ---- parameters, variables, components


def test_a_parameter_drives_settings_and_is_checked(w: Workflow):
    numbers = w.add("Numbers", rows=w.parameter("count", 4, minimum=1, description="How many numbers."))
    assert w.run()["numbers"].table.shape == (4, 1)
    assert w.run({"count": 2})["numbers"].table.shape == (2, 1)
    assert numbers.settings == {}
    assert w.document.parameters["count"].type == "integer"
    with refused(SettingError, "count", "at least 1"):
        w.run({"count": 0})
    with refused(UnknownName, '"cuont"', '"count"'):
        w.run({"cuont": 1})


def test_a_parameter_whose_default_no_setting_takes_is_refused(w: Workflow):
    with refused(SettingError, "rows", "Got -1"):
        w.add("Numbers", rows=w.parameter("count", -1))
    with refused(SettingError, "share", "at most 1"):
        w.parameter("share", 2.0, maximum=1)
    with refused(UsageError, '"count"'):
        w.parameter("count", 3)
    with refused(UsageError, '"no name"'):
        w.parameter("no name", 3)
    with refused(UsageError, "another workflow"):
        Workflow(registry=STUBS).add("Numbers", rows=w.parameters["count"])


def test_a_parameter_without_a_default_must_be_given(w: Workflow, workspace: Path):
    read = w.add("Read", path=w.parameter("file"))
    with refused(UsageError, '"file"'):
        w.run()
    with refused(UnknownName, '"pth"'):
        w.add("Read", path=w.parameters["file"], pth="x")
    assert read.instance.bindings["path"].name == "file"


def test_a_variable_drives_a_setting(w: Workflow):
    values = w.add("Values", values={"much": 5.0})
    add = w.add("Add", amount=values.variables["much"])
    w.add("Numbers") >> add
    assert w.run()["add"].table["x"].tolist() == [5, 6, 7]
    assert "values.variables -> add.variables" in links_of(w)
    with refused(KindMismatch, "numbers.table"):
        _ = w["numbers"].table["much"]
    with refused(UsageError, '"much"', "cannot be told apart"):
        w.add("Echo", number=values.variables["much"], whole=w.add("Values").variables["much"])
    assert "echo" not in w


def test_a_workflow_is_used_as_a_node_with_its_parameters_as_settings(w: Workflow):
    inner = Workflow("plus some", registry=STUBS)
    rows = inner.add("Input", name="rows")
    rows >> inner.add("Add", amount=inner.parameter("amount", 1.0)) >> inner.add("Output", name="more")
    much = w.parameter("much", 10.0)
    first = w.component(inner)
    second = w.component(inner, id="again", amount=much)
    w.add("Numbers") >> first >> second
    inner.remove("add")
    assert first.id == "plus_some"
    assert w.run()["again"].more["x"].tolist() == [11, 12, 13]
    assert w.run({"much": 0.0})["again"].more["x"].tolist() == [1, 2, 3]
    first.set(amount=2.0)
    assert w.run()["plus_some"].more["x"].tolist() == [2, 3, 4]
    with refused(UnknownName, '"amuont"', '"amount"'):
        w.component(inner, id="third", amuont=1)
    assert "third" not in w


# ---- files


def test_what_is_built_is_the_document_that_the_canvas_edits(w: Workflow, tmp_path: Path):
    w.add("Numbers", rows=w.parameter("count", 4)) >> w.add("Add", amount=2)
    assert w.save(tmp_path / "sums") == tmp_path / "sums.knode"
    again = Workflow.load(tmp_path / "sums.knode", registry=STUBS)
    assert again == w
    assert document.load(tmp_path / "sums.knode", STUBS) == w.document
    again["add"].set(amount=3)
    again.save()
    assert Workflow.load(tmp_path / "sums.knode", registry=STUBS)["add"].settings == {"amount": 3.0}


def test_saving_without_a_file_or_as_a_bundle_is_refused(w: Workflow, tmp_path: Path):
    with refused(UsageError, "w.save("):
        w.save()
    with refused(UsageError, "bundle"):
        w.save(tmp_path / "x.knodez")
    with refused(UsageError, "cannot be written"):
        w.save(tmp_path / "absent" / "x.knode")
    with refused(WorkflowFileError, "no such file"):
        Workflow.load(tmp_path / "absent.knode")


class Rows(Node):
    """Rows with a text and a number."""

    pack = "mine"

    def run(self) -> Table:
        return pd.DataFrame({"x": [1.0, 2.0, 3.0], "y": ["a", "b", "a"]})


class Scaled(Node):
    """A number times another."""

    pack = "mine"
    rowwise = True
    factor: float = setting(2.0, "The other.")

    def run(self, table: Table) -> Table:
        return table.assign(x=table["x"] * self.factor)


def test_a_bundle_is_loaded_and_run_as_a_workflow(workspace: Path):
    registry = Registry()
    for cls in (Rows, Scaled):
        registry.add(cls)
    with Workflow("scale", registry=registry) as w:
        end = w.add(Rows) >> w.add("CaptureStart") >> w.add(Scaled) >> w.add("CaptureEnd")
        end >> w.add("BundleWriter", path="scale.knodez")
        w.run()
    with Workflow.load("scale.knodez", registry=registry) as bundle:
        result = bundle.run(inputs={"rows": pd.DataFrame({"x": [5.0], "y": ["z"]})})
        assert result["predictions"].value.to_dict("list") == {"x": [10.0], "y": ["z"]}
        with refused(UsageError, "bundle", "frozen"):
            bundle.save("scale.knode")


# ---- running


def test_results_are_data_frames_by_node_and_port(w: Workflow):
    numbers, split = w.add("Numbers", rows=5), w.add("Split", rows=2)
    numbers >> split
    split.second >> w.add("Measure")
    result = w.run()
    assert isinstance(result["split"].first, pd.DataFrame)
    assert result["split"]["second"]["x"].tolist() == [2, 3, 4]
    assert isinstance(result["measure"].metrics, Variables)
    with refused(UnknownName, '"splot"', '"split"'):
        _ = result["splot"]


def test_inputs_are_data_frames_that_stay_the_callers_own(w: Workflow):
    w.add("Input", name="rows") >> w.add("Add", amount=1) >> w.add("Output", name="more")
    mine = pd.DataFrame({"x": [1, 2]})
    result = w.run(inputs={"rows": mine})
    mine.loc[0, "x"] = 100
    assert result["add"].table["x"].tolist() == [2, 3]
    assert w.run(inputs={"rows": mine})["output"].value["x"].tolist() == [101, 3]
    with refused(UsageError, '"rows"', "DataFrame", "list"):
        w.run(inputs={"rows": [1, 2]})
    with refused(UnknownName, '"row"', '"rows"'):
        w.run(inputs={"row": mine})
    with refused(UsageError, '"rows"'):
        w.run()


def test_only_what_changed_runs_again(w: Workflow):
    numbers, add = w.add("Numbers"), w.add("Add")
    numbers >> add
    assert states(w) == {"numbers": "done", "add": "done"}
    assert states(w) == {"numbers": "reused", "add": "reused"}
    add.set(amount=9)
    assert states(w) == {"numbers": "reused", "add": "done"}
    assert states(w, fresh=True) == {"numbers": "done", "add": "done"}


def states(workflow: Workflow, **options: Any) -> dict[str, str]:
    return {node: report.state for node, report in workflow.run(**options).nodes.items()}


def test_a_run_goes_only_as_far_as_asked(w: Workflow):
    first = w.add("Numbers") >> w.add("Add", id="first")
    first >> w.add("Add", id="second")
    assert states(w, to="first")["second"] == "skipped"
    assert states(w, to=[w["second"]])["second"] == "done"


def test_a_workflow_with_a_file_keeps_its_results_beside_it(w: Workflow, tmp_path: Path):
    w.add("Numbers") >> w.add("Add")
    w.save(tmp_path / "sums.knode")
    with w:
        w.run()
    assert (tmp_path / ".knode" / "knode.db").exists()
    with Workflow.load(tmp_path / "sums.knode", registry=STUBS) as again:
        assert states(again) == {"numbers": "reused", "add": "reused"}
        assert states(again, store=False) == {"numbers": "done", "add": "done"}


def test_a_workflow_without_a_file_writes_nothing(w: Workflow, workspace: Path):
    w.add("Numbers") >> w.add("Add")
    w.run()
    assert list(workspace.iterdir()) == []
    w.run(store="kept")
    w.close()
    assert (workspace / "kept" / "knode.db").exists()


def test_results_stay_readable_after_the_workflow_is_closed(w: Workflow, tmp_path: Path):
    numbers, split = w.add("Numbers", rows=5), w.add("Split", rows=2)
    numbers >> split
    split.first >> w.add("Add")
    w.save(tmp_path / "sums.knode")
    with w:
        result = w.run()
    assert result["split"].second["x"].tolist() == [2, 3, 4]
    assert w.run()["numbers"].table.shape == (5, 1)


def test_one_expression_loads_runs_and_reads(w: Workflow, tmp_path: Path):
    w.add("Numbers") >> w.add("Measure")
    w.save(tmp_path / "sums.knode")
    assert Workflow.load(tmp_path / "sums.knode", registry=STUBS).run()["measure"].metrics == {"rows": 3}


def test_a_failed_node_raises_unless_the_result_is_asked_for(w: Workflow):
    w.add("Numbers") >> w.add("Fail", text="no luck")
    with refused(NodeFailed, '"fail"', "no luck"):
        w.run()
    result = w.run(check=False)
    assert result.status == "failed"
    assert result["numbers"].table.shape == (3, 1)
    with refused(NodeFailed, "no luck"):
        _ = result["fail"]


def test_code_runs_only_when_trusted(w: Workflow):
    w.add("Script", text="anything")
    with refused(UsageError, "script", "trust"):
        w.run()
    assert w.run(trust=True).status == "done"


def test_progress_is_told_as_events(w: Workflow):
    w.add("Numbers") >> w.add("Add")
    events: list[Event] = []
    w.run(progress=events.append, threads=1)
    assert [event.node for event in events if isinstance(event, NodeStarted)] == ["numbers", "add"]


def test_an_interrupted_run_raises_cancelled(w: Workflow, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(GATES, "never", threading.Event())
    w.add("Numbers") >> w.add("Wait", gate="never", polite=True)

    def interrupt(event: Event) -> None:
        if isinstance(event, NodeStarted) and event.node == "wait":
            _thread.interrupt_main()

    with refused(Cancelled, "cancelled"):
        w.run(progress=interrupt)


def test_the_seed_decides_what_is_random(w: Workflow):
    w.add("Random")
    first, again, other = (w.run(seed=seed, fresh=True)["random"].variables for seed in (1, 1, 2))
    assert first == again != other


# ---- looking


def test_a_notebook_shows_the_workflow_and_how_its_nodes_ended(w: Workflow):
    w.add("Numbers") >> w.add("Fail")
    assert "State:" not in w._repr_svg_()
    w.run(check=False)
    assert "State: failed" in w._repr_svg_()
    w["fail"].set(text="other")
    assert "State:" not in w._repr_svg_()
    assert w.svg("dark").startswith("<svg")


# ---- the tutorial


def test_the_tutorial_runs_as_it_stands(workspace: Path):
    blocks = re.findall(r"```python\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 5
    script = workspace / "tutorial.py"
    script.write_text("\n".join(blocks), encoding="utf-8")
    done = subprocess.run([sys.executable, "-W", "error", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert 'Did you mean "fraction"?' in done.stdout
    assert done.stderr == ""
