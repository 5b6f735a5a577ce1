"""`--input` and `--output`: files in and out by name, read and written as the nodes of pack io do."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from knode import Workflow as Built
from knode.cli import files
from knode.core.registry import REGISTRY
from knode.store.model_file import read_model
from tests.cli.conftest import Knode, numbers, serving, write

TABLE = pd.DataFrame({"x": [1, 2, 3]})
FORMATS = ["csv", "tsv", "csv.gz", "parquet", "xlsx", "json", "jsonl"]


def read(file: str) -> pd.DataFrame:
    """The table in a file, read by pandas."""
    kind = file.removesuffix(".gz").rpartition(".")[2]
    readers: dict[str, Any] = {
        "csv": pd.read_csv,
        "tsv": lambda name: pd.read_csv(name, sep="\t"),
        "parquet": pd.read_parquet,
        "xlsx": lambda name: pd.read_excel(name, engine="openpyxl"),
        "json": pd.read_json,
        "jsonl": lambda name: pd.read_json(name, lines=True),
    }
    return readers[kind](file)


@pytest.mark.parametrize("kind", FORMATS)
def test_rows_go_in_and_out_in_every_format(knode: Knode, kind: str) -> None:
    serving()
    TABLE.to_csv("rows.csv", index=False)
    written = knode("exec", "serving.knode", "--input", "rows=rows.csv", "--output", f"result=made.{kind}")
    assert written.code == 0, written.err
    pd.testing.assert_frame_equal(read(f"made.{kind}"), TABLE)
    again = knode("exec", "serving.knode", "--input", f"rows=made.{kind}", "--output", "result=again.csv")
    assert again.code == 0, again.err
    pd.testing.assert_frame_equal(pd.read_csv("again.csv"), TABLE)


def test_the_name_can_be_left_out_where_there_is_one_input_and_one_output(knode: Knode) -> None:
    serving()
    TABLE.to_csv("rows.csv", index=False)
    report = knode("exec", "serving.knode", "--input", "rows.csv", "--output", "out.csv", "--json").report()
    assert report["outputs"] == {"result": {"file": str(Path("out.csv").absolute()), "rows": 3, "columns": 1}}


def test_an_output_goes_to_several_files(knode: Knode) -> None:
    serving()
    TABLE.to_csv("rows.csv", index=False)
    wanted = [
        "--output",
        "out.csv",
        "--output",
        "result=out.parquet",
        "--output",
        "wait=wait.csv",
        "--output",
        "out.json",
    ]
    report = knode("exec", "serving.knode", "--input", "rows.csv", *wanted, "--json").report()
    assert report["outputs"] == {
        "result": {
            "file": str(Path("out.csv").absolute()),
            "rows": 3,
            "columns": 1,
            "also": [str(Path("out.parquet").absolute()), str(Path("out.json").absolute())],
        },
        "wait": {"file": str(Path("wait.csv").absolute()), "rows": 3, "columns": 1},
    }
    for file in ("out.csv", "out.parquet", "out.json", "wait.csv"):
        pd.testing.assert_frame_equal(read(file), TABLE)

    said = knode("exec", "serving.knode", "--input", "rows.csv", *wanted).out
    files = "Outputs\n  result  out.csv      3 × 1\n          out.parquet\n          out.json\n  wait    wait.csv     3 × 1\n"
    assert said.endswith(f"\n{files}\nNotes\n  read_rows: Guessed: encoding utf-8, header in line 1.\n")


def test_the_nodes_that_read_and_write_files_have_settings_too(knode: Knode) -> None:
    serving()
    Path("rows.csv").write_text("x\n1\n2,3\n4\n")
    files = ["exec", "serving.knode", "--input", "rows.csv", "--output", "out.csv"]
    assert "set `bad_lines` to `skip`" in knode(*files).err

    answer = knode(*files, "--set", "read_rows.bad_lines=skip", "--set", "write_result.header=false")

    assert answer.code == 0, answer.err
    assert Path("out.csv").read_text() == "1\n4\n"
    assert 'Did you mean "read_rows"' in knode(*files, "--set", "read_row.bad_lines=skip").err


def test_input_files_start_at_the_current_folder_and_the_store_at_the_workflow(knode: Knode) -> None:
    Path("flows").mkdir()
    serving().rename("flows/serving.knode")
    TABLE.to_csv("rows.csv", index=False)
    assert knode("exec", "flows/serving.knode", "--input", "rows.csv", "--output", "out.csv").code == 0
    assert Path("out.csv").exists()
    assert Path("flows/.knode").exists()


def test_an_input_file_that_changed_is_read_again_and_one_that_did_not_is_not(knode: Knode) -> None:
    serving()
    TABLE.to_csv("rows.csv", index=False)
    call = ("exec", "serving.knode", "--input", "rows.csv", "--json")
    knode(*call)
    assert set(knode(*call).states().values()) == {"reused"}
    TABLE.assign(x=[4, 5, 60]).to_csv("rows.csv", index=False)
    answer = knode(*call)
    assert set(answer.states().values()) == {"done"}
    assert answer.report()["metrics"]["measure"]["mean"] == 23


def test_any_table_of_any_node_can_be_written(knode: Knode) -> None:
    write(
        "split.knode",
        {"numbers": {"type": "trial.Numbers", "settings": {"rows": 10}}, "split": "prep.Partition"},
        ["numbers.table -> split.table"],
    )
    answer = knode("exec", "split.knode", "--output", "split=a.csv", "--output", "split.test=b.csv", "--json")
    assert {name: made["rows"] for name, made in answer.report()["outputs"].items()} == {"split": 7, "split.test": 3}
    assert len(pd.read_csv("b.csv")) == 3
    again = knode("exec", "split.knode", "--output", "split.test=b.csv", "--json")
    assert again.report()["outputs"]["split.test"]["rows"] == 3
    assert again.states() == {"numbers": "reused", "split": "reused", "write_split_test": "done"}


def test_to_does_not_leave_out_what_is_to_be_written(knode: Knode) -> None:
    answer = knode("exec", numbers(after="trial.Slow"), "--to", "numbers", "--output", "after=out.csv", "--json")
    assert answer.states()["after"] == "done"
    assert Path("out.csv").exists()


def test_nothing_is_written_of_a_node_that_failed(knode: Knode) -> None:
    Path("out.csv").write_text("old")
    answer = knode("exec", numbers(after="trial.Broken"), "--output", "after=out.csv", "--json")
    assert answer.code == 1
    assert answer.report()["outputs"] == {}
    assert Path("out.csv").read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--input", "rowz=rows.csv"], 'Did you mean "rows"?'),
        (["--input", "rows=gone.csv"], "there is no file"),
        (["--input", "rows=folder"], 'folder" is a folder: give a file.'),
        (
            ["--input", "rows=pipe.csv"],
            'pipe.csv" is a pipe or a device, and no plain file: write what it gives to a file',
        ),
        (["--input", "-"], 'Tables do not go through pipes: give --input rows=FILE, not "-".'),
        (
            ["--input", "rows.csv", "--output", "-"],
            'Tables do not go through pipes: give --output result=FILE, not "-".',
        ),
        (["--input", "rows=rows.odd"], "Known: .csv"),
        (["--input", "rows="], "names no file"),
        (["--input", "rows.csv", "--input", "rows=rows.csv"], "is given twice"),
        (["--input", "rows.csv", "--output", "reslt=out.csv"], 'Did you mean "result"?'),
        (["--input", "rows.csv", "--output", "wait.tabel=out.csv"], 'Did you mean "table"?'),
        (["--input", "rows.csv", "--output", "measure=out.csv"], "gives no table"),
        (
            ["--input", "rows.csv", "--output", "measure.metrics=out.csv"],
            "gives no table that could be written to out.csv. Its outputs, and what they can be",
        ),
        (
            ["--input", "rows.csv", "--output", "result=out.knodemodel"],
            "gives no model that could be written to out.knodem",
        ),
        (["--input", "rows.csv", "--output", "result=nowhere/out.csv"], "there is no folder"),
        (["--input", "rows.csv", "--output", "result=out"], "does not say what kind"),
        (["--input", "rows.csv", "--output", "result=a.csv", "--output", "wait=a.csv"], "cannot share"),
        (["--input", "rows.csv", "--set", "rows.kind=model"], "gives tables only"),
        ([], "The workflow needs the input"),
    ],
)
def test_a_wrong_file_or_name_is_told_before_anything_runs(knode: Knode, arguments: list[str], message: str) -> None:
    serving()
    TABLE.to_csv("rows.csv", index=False)
    Path("rows.odd").write_text("x")
    Path("folder").mkdir()
    os.mkfifo("pipe.csv")
    answer = knode("exec", "serving.knode", *arguments)
    assert answer.code == 2
    assert message in answer.err
    assert not list(Path().glob("out*"))


def test_variables_are_written_as_one_json_object(knode: Knode) -> None:
    path = numbers()
    report = knode("exec", path, "--output", "after.metrics=made.json", "--json").report()
    assert report["outputs"] == {
        "after.metrics": {"file": str(Path("made.json").absolute()), "rows": None, "columns": None}
    }
    assert json.loads(Path("made.json").read_text()) == {"rows": 5, "mean": 2.0, "nothing": None, "unit": "m"}
    Path("made.json").unlink()
    again = knode("exec", path, "--output", "after=made.json", "--to", "numbers")
    assert again.code == 0
    assert "nothing had to run" in again.out
    assert "made.json" in again.out
    assert json.loads(Path("made.json").read_text())["rows"] == 5


def test_variables_of_a_node_that_failed_are_not_written(knode: Knode) -> None:
    nodes = {"numbers": "trial.Numbers", "broken": "trial.Broken", "measure": "trial.Measure"}
    path = write("failing.knode", nodes, ["numbers.table -> broken.table", "broken.table -> measure.table"])
    answer = knode("exec", path, "--output", "measure=made.json", "--json")
    assert answer.code == 1
    assert answer.report()["outputs"] == {}
    assert not Path("made.json").exists()


@pytest.fixture
def search() -> Path:
    """A search of a learner's parameter, with its best values as an output of the workflow."""
    pd.DataFrame({"x": range(40), "y": [row % 7 for row in range(40)]}).to_csv("data.csv", index=False)
    inside = Built("inside")
    tree = inside.add("DecisionTreeLearner", target="y", task="regression", max_depth=inside.parameter("depth", 2))
    inside.add("ContainerInput", name="rows") >> tree >> inside.add("ContainerOutput", name="model", kind="model")
    flow = Built("search")
    holder = flow.holding(
        "learn.ParameterOptimizer", inside, id="search", parameters=[{"name": "depth", "values": [1, 2]}]
    )
    flow.add("CsvReader", path="data.csv") >> holder
    holder.best >> flow.add("ContainerOutput", name="best", kind="variables")
    return flow.save("search.knode")


def test_the_best_values_of_a_search_are_written_as_json_and_its_model_as_a_file(knode: Knode, search: Path) -> None:
    answer = knode("exec", search, "--output", "best=best.json", "--output", "search.model=tree.knodemodel")
    assert answer.code == 0, answer.err
    best = json.loads(Path("best.json").read_text())
    assert list(best) == ["depth", "metric", "score", "spread", "trial"]
    assert best["depth"] in (1, 2)
    assert read_model(Path("tree.knodemodel")).kind == "regressor"


def test_an_output_that_is_named_without_its_node_is_proposed_with_it(knode: Knode, search: Path) -> None:
    assert 'Did you mean "search.model"?' in knode("exec", search, "--output", "model=tree.knodemodel").err


@pytest.mark.parametrize("file", ["best.csv", "best.txt", "best", "best.knodemodel"])
def test_the_refusal_of_a_kind_says_what_it_can_be_written_to(knode: Knode, search: Path, file: str) -> None:
    answer = knode("exec", search, "--output", f"best={file}")
    assert answer.code == 2
    assert "Its outputs, and what they can be written to: value (variables): .json." in answer.err
    assert answer.err.startswith('error: "best" ')
    of_node = knode("exec", search, "--output", "search=made.odd")
    assert '"search" cannot be written to made.odd.' in of_node.err
    assert "model (model): .knodemodel; table (table): .csv, .tsv, " in of_node.err
    assert "view (view): a view is written by: knode show FILE NODE.PORT --png OUT." in of_node.err


def test_a_file_needs_a_name_where_there_is_no_single_end(knode: Knode) -> None:
    assert (
        'has no input: write --input NAME=FILE, not "rows.csv"' in knode("exec", numbers(), "--input", "rows.csv").err
    )
    assert 'has no output: write --output NODE=FILE, not "o.csv"' in knode("exec", numbers(), "--output", "o.csv").err


def test_rows_that_do_not_fit_the_input_fail_at_the_input(knode: Knode) -> None:
    serving()
    Path("rows.csv").write_text("y\n1\n")
    answer = knode("exec", "serving.knode", "--input", "rows.csv", "--json")
    assert answer.code == 1
    assert answer.report()["errors"][0]["node"] == "rows"


def test_a_connected_input_gives_way_to_a_file(knode: Knode) -> None:
    entry = {"type": "deploy.ContainerInput", "settings": {"name": "rows"}}
    path = write(
        "default.knode",
        {"numbers": "trial.Numbers", "rows": entry, "measure": "trial.Measure"},
        ["numbers.table -> rows.value", "rows.value -> measure.table"],
    )
    assert knode("exec", path, "--json").report()["metrics"]["measure"]["rows"] == 5
    TABLE.to_csv("rows.csv", index=False)
    answer = knode("exec", path, "--input", "rows.csv", "--json")
    assert answer.report()["metrics"]["measure"]["rows"] == 3


def test_the_nodes_that_read_and_write_are_those_of_pack_io() -> None:
    for extension in files.FORMATS:
        for role in ("Reader", "Writer"):
            assert REGISTRY.find(files.node_type(Path(f"file{extension}"), role)) is not None


TEXTS = ["1e5", "1.50", "true", "0x1F", "2020-01-02", "31/12/2020", "1,000"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "jsonl"])
@pytest.mark.parametrize(
    "column", [{"name": "code", "dtype": "str"}, {"name": "code", "dtype": "category", "categories": TEXTS}]
)
def test_texts_of_an_input_stay_as_they_are_written_whatever_they_look_like(
    knode: Knode, kind: str, column: dict[str, Any]
) -> None:
    write(
        "codes.knode",
        {
            "rows": {
                "type": "deploy.ContainerInput",
                "settings": {"columns": [{"name": "n", "dtype": "int64"}, column]},
            },
            "out": "deploy.ContainerOutput",
        },
        ["rows.value -> out.value"],
    )
    for text in TEXTS:
        table = pd.DataFrame({"more": ["1e5"], "code": [text], "n": [1]})
        {
            "csv": lambda table=table: table.to_csv("rows.csv", index=False),
            "xlsx": lambda table=table: table.to_excel("rows.xlsx", index=False),
            "json": lambda table=table: table.to_json("rows.json", orient="records"),
            "jsonl": lambda table=table: table.to_json("rows.jsonl", orient="records", lines=True),
        }[kind]()

        answer = knode("exec", "codes.knode", "--input", f"rows.{kind}", "--output", "made.parquet")

        assert answer.code == 0, answer.err
        assert pd.read_parquet("made.parquet")["code"].astype(str).tolist() == [text]


def test_a_described_text_that_does_not_come_is_told_by_the_input(knode: Knode) -> None:
    write(
        "codes.knode",
        {
            "rows": {"type": "deploy.ContainerInput", "settings": {"columns": [{"name": "code", "dtype": "str"}]}},
            "out": "deploy.ContainerOutput",
        },
        ["rows.value -> out.value"],
    )
    pd.DataFrame({"x": [1]}).to_csv("rows.csv", index=False)
    answer = knode("exec", "codes.knode", "--input", "rows.csv", "--output", "made.csv")
    assert answer.code == 1
    assert 'the column "code" is missing; the rows have x' in answer.err
