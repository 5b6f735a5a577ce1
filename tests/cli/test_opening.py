"""Files that are given in place of a workflow or a bundle: a person is told what they are, and what to do with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Knode, write

IN_PLACE = "Give the workflow first, and the table as an input of it: knode exec WORKFLOW --input NAME="


@pytest.fixture(autouse=True)
def _files(workspace: Path) -> None:
    Path("sales.csv").write_text("a,b\n1,2\n")
    Path("sales.csv.gz").write_bytes(b"\x1f\x8b\x08\x00junk")
    Path("sales.parquet").write_bytes(b"PAR1junk")
    Path("sales.xlsx").write_bytes(b"PK\x03\x04junk")
    Path("rows.json").write_text('[{"a": 1}]')
    Path("load.py").write_text("import pandas\n")
    Path("plot.png").write_bytes(b"\x89PNG\r\n")
    Path("empty.knode").write_text("")
    Path("nothing").mkdir()
    Path("several").mkdir()
    for name in ("a.knode", "b.knode"):
        write(f"several/{name}", {})
    Path("one").mkdir()
    write("one/a.knode", {})


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("sales.csv", f"sales.csv is a table (CSV), and no workflow. {IN_PLACE}sales.csv"),
        ("sales.csv.gz", f"sales.csv.gz is a table (CSV), and no workflow. {IN_PLACE}sales.csv.gz"),
        ("sales.parquet", f"sales.parquet is a table (Parquet), and no workflow. {IN_PLACE}sales.parquet"),
        ("sales.xlsx", f"sales.xlsx is a workbook of tables (Excel), and no workflow. {IN_PLACE}sales.xlsx"),
        ("rows.json", f"rows.json is a JSON file, and no workflow. {IN_PLACE}rows.json"),
        (
            "load.py",
            "load.py is a Python program, and no workflow. Run it with Python: python load.py. A workflow that it builds "
            "is written by its save.",
        ),
        ("plot.png", "plot.png is a picture, and no workflow. A workflow ends in .knode, a bundle in .knodez."),
        ("empty.knode", "empty.knode: the file is empty, so it is no workflow. Was it saved, or copied as a whole?"),
        (
            "nothing",
            "nothing is a folder, and has no workflow in it. Give the file of a workflow: .knode or .knodez.",
        ),
        ("one", f"one is a folder. Give a workflow in it: knode exec {Path('one/a.knode')}."),
        (
            "several",
            f'several is a folder. Give a workflow in it: knode exec {Path("several/a.knode")} (it has "a.knode", "b.knode").',
        ),
    ],
)
def test_exec_says_what_a_file_is_and_what_to_do_with_it(knode: Knode, file: str, said: str) -> None:
    answer = knode("exec", file)
    assert (answer.code, answer.out, answer.err) == (2, "", f"error: {said}\n")


@pytest.mark.parametrize("command", ["validate", "show", "diff", "capture"])
def test_so_do_the_other_commands_that_take_a_workflow(knode: Knode, command: str) -> None:
    files = ["sales.csv", "sales.csv"] if command == "diff" else ["sales.csv"]
    answer = knode(command, *files)
    assert answer.code == 2
    assert "sales.csv is a table (CSV), and no workflow." in answer.err
    assert "--input NAME=sales.csv" in answer.err


@pytest.mark.parametrize("words", [["verify"], ["serve", "--port", "0"]])
@pytest.mark.parametrize(
    ("file", "said"),
    [("sales.csv", "a table (CSV), and no bundle"), ("load.py", "a Python program, and no bundle")],
)
def test_so_do_those_that_take_a_bundle(knode: Knode, words: list[str], file: str, said: str) -> None:
    answer = knode(*words, file)
    assert answer.code == 2
    assert f"{file} is {said}" in answer.err


def test_a_workflow_is_one_whatever_its_file_is_called(knode: Knode) -> None:
    write("flow.json", {"numbers": "trial.Numbers"})
    assert knode("validate", "flow.json").code == 0


def test_a_workflow_that_is_called_otherwise_is_told_what_is_wrong_in_it(knode: Knode) -> None:
    Path("flow.json").write_text('{"format": 1, "nodes": {"a": {"type": "prep.Sorter", "sort": 1}}}')
    answer = knode("validate", "flow.json")
    assert answer.code == 2
    assert "$.nodes.a.sort" in answer.err
