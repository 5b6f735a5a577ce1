"""`knode exec`: parameters, settings, what runs, where results go, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Knode, numbers, write


def test_a_workflow_runs_and_its_metrics_are_in_the_summary(knode: Knode) -> None:
    answer = knode("exec", numbers())
    assert answer.code == 0
    assert "2 nodes ran" in answer.out
    assert "2.0000" in answer.out
    assert [line.split()[:2] for line in answer.err.splitlines()] == [["done", "numbers"], ["done", "after"]]
    assert "5 × 1" in answer.err


def test_a_second_run_reuses_everything_and_a_fresh_one_nothing(knode: Knode) -> None:
    knode("exec", numbers())
    assert knode("exec", "numbers.knode", "--json").states() == {"numbers": "reused", "after": "reused"}
    assert knode("exec", "numbers.knode", "--json", "--fresh").states() == {"numbers": "done", "after": "done"}


def test_the_workflow_file_is_never_written_to(knode: Knode) -> None:
    path = numbers()
    before = path.read_bytes(), path.stat().st_mtime_ns
    knode("exec", path, "--param", "rows=3", "--set", "numbers.name=x", "--output", "numbers=out.csv")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert {entry.name for entry in Path().iterdir()} == {"numbers.knode", "out.csv", ".knode"}


# ---- parameters


def test_a_parameter_takes_the_place_of_its_default(knode: Knode) -> None:
    report = knode("exec", numbers(), "--param", "rows=7", "--json").report()
    assert report["metrics"]["after"]["rows"] == 7


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("rowz=7", 'Did you mean "rows"?'),
        ("rows=seven", "of type integer, such as 3"),
        ("rows=7.5", "of type integer"),
        ("rows=0", "at least 1"),
        ("share=half", "of type number, such as 0.5"),
        ("share=NaN", "of type number"),
        ("loud=yes", "of type boolean, such as true"),
        ("rows", "--param takes NAME=VALUE"),
    ],
)
def test_a_wrong_parameter_is_told_before_anything_runs(knode: Knode, given: str, message: str) -> None:
    answer = knode("exec", numbers(), "--param", given)
    assert answer.code == 2
    assert message in answer.err
    assert not Path(".knode").exists()


@pytest.mark.parametrize(
    "given", ["share=1", "loud=true", "region=true", "region=a=b", "anything=[1,2]", "anything=it"]
)
def test_a_parameter_is_read_by_its_type(knode: Knode, given: str) -> None:
    assert knode("exec", numbers(), "--param", given).code == 0


# ---- settings


def test_a_setting_takes_the_place_of_the_one_in_the_file_and_of_its_binding(knode: Knode) -> None:
    report = knode("exec", numbers(), "--set", "numbers.rows=9", "--json").report()
    assert report["metrics"]["after"]["rows"] == 9


def test_a_setting_that_takes_text_gets_json_as_text(knode: Knode) -> None:
    path = numbers(after="trial.Slow")
    assert knode("exec", path, "--set", "numbers.name=7", "--output", "numbers=out.csv").code == 0
    assert Path("out.csv").read_text().splitlines()[0] == "7"


def test_settings_of_one_node_are_put_in_together(knode: Knode) -> None:
    write("gap.knode", {"read": "io.CsvReader"})
    Path("table.csv").write_text("a;b\n1;2\n")
    answer = knode("exec", "gap.knode", "--set", "read.separator=;", "--set", "read.path=table.csv", "--json")
    assert answer.report()["nodes"][0]["columns"] == 2


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("numbers.rowz=9", 'Did you mean "rows"?'),
        ("numberz.rows=9", 'Did you mean "numbers"?'),
        ("numbers.rows=many", "must be a whole number"),
        ("numbers.rows=-1", "must be at least 0"),
        ("rows=9", "--set takes NODE.SETTING=VALUE"),
        ("numbers.rows", "--set takes NODE.SETTING=VALUE"),
    ],
)
def test_a_wrong_setting_is_told_before_anything_runs(knode: Knode, given: str, message: str) -> None:
    answer = knode("exec", numbers(), "--set", given)
    assert answer.code == 2
    assert message in answer.err
    assert not Path(".knode").exists()


def test_a_setting_inside_a_component_is_named_by_its_path(knode: Knode) -> None:
    write(
        "outer.knode", {"clean": {"type": "flow.Component", "workflow": {"nodes": {"make": {"type": "trial.Numbers"}}}}}
    )
    answer = knode("exec", "outer.knode", "--set", "clean/make.rows=3", "--output", "clean/make=out.csv")
    assert answer.code == 0, answer.err
    assert len(Path("out.csv").read_text().splitlines()) == 4
    assert 'Did you mean "clean/make"?' in knode("exec", "outer.knode", "--set", "clean/mak.rows=3").err


# ---- what runs


def test_to_runs_only_what_the_node_needs(knode: Knode) -> None:
    assert knode("exec", numbers(), "--to", "numbers", "--json").states() == {"numbers": "done", "after": "skipped"}


def test_to_an_unknown_node_proposes_the_nearest(knode: Knode) -> None:
    answer = knode("exec", numbers(), "--to", "nubmers")
    assert answer.code == 2
    assert 'Did you mean "numbers"?' in answer.err


def test_code_runs_only_when_it_is_trusted(knode: Knode) -> None:
    path = numbers(after="trial.Script")
    answer = knode("exec", path)
    assert answer.code == 2
    assert "--trust" in answer.err
    assert knode("exec", path, "--trust").code == 0


def test_a_node_that_fails_gives_exit_code_1_and_says_where(knode: Knode) -> None:
    answer = knode("exec", numbers(after="trial.Broken"))
    assert answer.code == 1
    assert 'Node "after" (Broken) failed: the numbers are odd [port "table", column "x", row 1]' in answer.err
    assert "(1 failed)" in answer.out


def test_a_gate_that_says_no_gives_exit_code_3(knode: Knode) -> None:
    path = numbers(after="trial.Gate", settings={"least": 6})
    answer = knode("exec", path)
    assert answer.code == 3
    assert "gate:" in answer.err
    assert knode("exec", path, "--param", "rows=6").code == 0


def test_a_gate_that_says_no_beside_a_failed_node_gives_exit_code_1(knode: Knode) -> None:
    gate = {"type": "trial.Gate", "settings": {"least": 9}}
    nodes = {"numbers": "trial.Numbers", "gate": gate, "broken": "trial.Broken"}
    path = write("two.knode", nodes, ["numbers.table -> gate.table", "numbers.table -> broken.table"])
    assert knode("exec", path).code == 1


@pytest.mark.filterwarnings("default")
def test_warnings_are_in_the_summary_with_their_node(knode: Knode) -> None:
    answer = knode("exec", numbers(after="trial.Warner"), "--progress", "none")
    assert "! after: two of the numbers are even" in answer.out
    assert "! after: a library is not happy" in answer.out
    assert not answer.err


# ---- the store


def test_results_are_kept_beside_the_workflow_or_where_it_is_said(knode: Knode, tmp_path: Path) -> None:
    knode("exec", numbers(), "--store", tmp_path / "elsewhere")
    assert (tmp_path / "elsewhere" / "knode.db").exists()
    assert not Path(".knode").exists()
    knode("exec", "numbers.knode")
    assert Path(".knode", "knode.db").exists()


def test_a_place_that_cannot_be_written_is_told_with_the_way_out(knode: Knode) -> None:
    Path(".knode").write_text("in the way")
    answer = knode("exec", numbers())
    assert answer.code == 2
    assert "--store DIR" in answer.err


def test_relative_files_inside_a_workflow_start_at_its_folder(knode: Knode) -> None:
    Path("sub").mkdir()
    Path("sub/table.csv").write_text("x\n1\n2\n")
    write("sub/read.knode", {"read": {"type": "io.CsvReader", "settings": {"path": "table.csv"}}})
    assert knode("exec", "sub/read.knode", "--json").report()["nodes"][0]["rows"] == 2
    assert Path("sub/.knode").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no such file"),
        ("", "the file is empty"),
        ("{", "not JSON"),
        ('{"format": 99, "nodes": {}}', "newer knode"),
        ('{"format": 1, "nodes": {"a": {"type": "io.Csvreader"}}}', 'Did you mean "io.CsvReader"?'),
    ],
)
def test_a_file_that_is_no_workflow_is_told_in_one_line(knode: Knode, text: str | None, message: str) -> None:
    if text is not None:
        Path("odd.knode").write_text(text)
    answer = knode("exec", "odd.knode")
    assert answer.code == 2
    assert message in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("value", ["70", '"70"'])
def test_a_fraction_in_percent_is_told_as_what_it_is_also_when_it_comes_as_text(knode: Knode, value: str) -> None:
    path = write("split.knode", {"data": "io.ExampleData", "split": "prep.Partition"}, ["data.table -> split.table"])
    answer = knode("exec", path, "--set", f"split.fraction={value}")
    assert answer.code == 2
    assert "write 0.7 for 70 %" in answer.err
