"""Files that are given in place of a workflow or a bundle: a person is told what they are, and what to do with them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Knode, serving, write

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


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["exec", "chrun.knode"], 'chrun.knode: there is no such file; did you mean "churn.knode"?'),
        (["exec", "churn"], 'churn: there is no such file; did you mean "churn.knode"?'),
        (["show", "churn.knodez"], 'churn.knodez: there is no such file; did you mean "churn.knode"?'),
        (["verify", "churn.knodez"], 'churn.knodez: there is no such file; its folder has "scoring.knodez".'),
        (["verify", "scorin.knodez"], 'scorin.knodez: there is no such file; did you mean "scoring.knodez"?'),
        (["serve", "scoring-1.knodez"], 'scoring-1.knodez: there is no such file; did you mean "scoring.knodez"?'),
        (["exec", "gone/churn.knode"], 'gone/churn.knode: there is no such file; did you mean "churn.knode"?'),
        (["exec", "gone/other.knode"], 'gone/other.knode: there is no such file, nor a folder "gone".'),
        (["exec", "severel/b.knode"], 'severel/b.knode: there is no such file; did you mean "several/b.knode"?'),
        (["diff", "severel/b.knode"], 'severel/b.knode: there is no such file; did you mean "several/b.knode"?'),
        (["exec", "b.knode"], 'b.knode: there is no such file; did you mean "several/b.knode"?'),
        (["exec", "severel"], 'severel: there is no such file or folder; did you mean the folder "several"?'),
        (["verify", "onne/scoring.knodez"], 'there is no such file; did you mean "scoring.knodez"?'),
        (["exec", "churn.knode", "--input", "slaes.csv"], 'slaes.csv"; did you mean'),
        (
            ["exec", "quite_another.knode"],
            'there is no such file; its folder has "churn.knode", "empty.knode", "scoring.',
        ),
        (["exec", "nothing/quite_another.knode"], "there is no such file, and its folder has no workflow."),
    ],
)
def test_a_file_that_is_not_there_is_told_with_the_one_that_may_be_meant(
    knode: Knode, words: list[str], said: str
) -> None:
    serving().rename("churn.knode")
    Path("scoring.knodez").write_bytes(b"")
    answer = knode(*words)
    assert answer.code == 2
    assert said in answer.err


@pytest.mark.parametrize("words", [["exec", "{}"], ["verify", "{}.knodez"], ["serve", "{}/b.knodez"]])
def test_a_name_that_no_file_can_have_is_told_as_such(knode: Knode, words: list[str]) -> None:
    answer = knode(*(word.format("n" * 300) for word in words))
    assert answer.code == 2
    assert answer.err == f"error: {'n' * 200}: the name is too long for a file.\n"


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="nothing here takes the rights of root away")
@pytest.mark.parametrize(
    "words",
    [
        ["exec", "private/churn.knode"],
        ["serve", "private/scoring.knodez"],
        ["exec", "churn.knode", "--input", "rows=private/rows.csv"],
        ["exec", "churn.knode", "--output", "result=private/inside/scored.csv"],
        ["store", "runs", "private/store"],
    ],
)
def test_a_folder_that_may_not_be_looked_into_is_told_as_such(words: list[str]) -> None:
    serving().rename("churn.knode")
    Path("private").mkdir(mode=0o700)
    weakly = []
    if os.geteuid() == 0:
        os.chown("private", 65534, 65534)
        weakly = [
            "setpriv",
            "--bounding-set=-dac_override,-dac_read_search",
            "--inh-caps=-dac_override,-dac_read_search",
        ]
    else:
        Path("private").chmod(0)
    run = subprocess.run(
        [*weakly, sys.executable, "-m", "knode", *words], capture_output=True, text=True, timeout=60, check=False
    )
    Path("private").chmod(0o700)
    assert (run.returncode, run.stdout) == (2, "")
    assert ": access is denied, to it or to a folder above it." in run.stderr
