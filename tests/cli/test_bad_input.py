"""Bad input at the front door: the exit code, what is said, and that nothing is lost."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.cli.conftest import ROOT, Knode, write

WORKFLOW = ROOT / "workflows" / "breast_cancer.knode"
NEW_ROWS = ROOT / "resources" / "breast_cancer_new_rows.csv"


def reader(path: str, **settings: Any) -> Path:
    """A workflow that reads one CSV file."""
    return write("read.knode", {"read": {"type": "io.CsvReader", "settings": {"path": path, **settings}}})


def learner(table: str, target: str) -> Path:
    """A workflow that learns `target` from a CSV file."""
    Path("data.csv").write_text(table, encoding="utf-8")
    nodes = {
        "read": {"type": "io.CsvReader", "settings": {"path": "data.csv"}},
        "learn": {"type": "learn.LogisticRegressionLearner", "settings": {"target": target}},
    }
    return write("learn.knode", nodes, ["read.table -> learn.table"])


def test_a_setting_on_which_the_ports_depend_is_told_at_its_node_and_not_at_a_link(knode: Knode) -> None:
    nodes = {
        "read": {"type": "io.CsvReader", "settings": {"path": "data.csv"}},
        "split": {"type": "prep.Partition", "settings": {"fraction": 70}},
    }
    answer = knode("validate", str(write("split.knode", nodes, ["read.table -> split.table"])))
    assert answer.code == 2
    assert ' at $.nodes.split: Setting "fraction" of node "split"' in answer.err


def test_a_question_at_the_end_of_a_message_gets_no_full_stop(knode: Knode) -> None:
    nodes = {"read": {"type": "io.CsvReader", "settings": {"path": "data.csv"}}, "sort": {"type": "prep.Sorter"}}
    answer = knode("validate", str(write("sort.knode", nodes, ["read.tabel -> sort.table"])))
    assert answer.err.rstrip().endswith('Did you mean "table"?')


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the example workflow."""
    from knode.cli.main import run

    folder = tmp_path_factory.mktemp("made") / "workflows"
    folder.mkdir()
    shutil.copy(WORKFLOW, folder)
    assert run(["exec", str(folder / WORKFLOW.name), "--progress", "none"]) == 0
    return folder.parent / "build" / "breast_cancer.knodez"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (WORKFLOW.read_bytes()[:400], "not JSON"),
        (b"\x00\x01\x02\xff" * 50, "not UTF-8 text"),
        (b"", "the file is empty"),
        (b'{"format": 99}', "a newer knode"),
        (b'{"format": 1, "nodes": {"a": {"type": "prep.Sorter", "sort": 1}}}', "$.nodes.a.sort"),
        (
            b'{"format": 1, "nodes": {"a": {"type": "prep.Sorter"}, "b": {"type": "prep.Sorter"}}, '
            b'"links": ["a.table -> b.table", "b.table -> a.table"]}',
            "cycle",
        ),
        (
            b'{"format": 1, "nodes": {"a": {"type": "prep.Sorter"}, "b": {"type": "prep.Sorter"}}, '
            b'"links": ["a.tabel -> b.table"]}',
            'Did you mean "table"?',
        ),
    ],
    ids=["truncated", "binary", "empty", "newer", "unknown key", "cycle", "missing port"],
)
def test_a_file_that_is_no_workflow_is_refused_and_stays_as_it_is(knode: Knode, content: bytes, said: str) -> None:
    path = Path("bad.knode")
    path.write_bytes(content)
    answer = knode("exec", path)
    assert answer.code == 2
    assert "bad.knode" in answer.err
    assert said in answer.err
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("settings", "said"),
    [({"fraction": "much"}, "must be a number"), ({"fraction": 1.5}, "less than 1"), ({"fractoin": 0.5}, '"fraction"')],
)
def test_a_wrong_setting_is_refused_with_node_and_setting(knode: Knode, settings: dict[str, Any], said: str) -> None:
    nodes = {
        "iris": {"type": "io.ExampleData", "settings": {"name": "iris"}},
        "split": {"type": "prep.Partition", "settings": settings},
    }
    answer = knode("exec", write("split.knode", nodes, ["iris.table -> split.table"]))
    assert answer.code == 2
    assert "split" in answer.err
    assert said in answer.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "data.csv"),
        (b"", "empty"),
        (b"a,b\n" + b"1,2\n" * 20 + b"3,4,5\n", "line 22"),
        ("name\nJürgen\n".encode("utf-16"), None),
        (b"a\n\xfc\xe4\n", None),
        ((",".join(f"c{number}" for number in range(10_000)) + "\n" + ",".join(["1"] * 10_000) + "\n").encode(), None),
    ],
    ids=["missing", "empty", "ragged", "utf-16", "cp1252", "10,000 columns"],
)
def test_a_file_to_read_is_read_or_refused_with_the_reason(
    knode: Knode, content: bytes | None, said: str | None
) -> None:
    if content is not None:
        Path("data.csv").write_bytes(content)
    answer = knode("exec", reader("data.csv"))
    assert answer.code == (0 if said is None else 1)
    assert said is None or said in answer.err


@pytest.mark.parametrize(
    ("table", "target", "said"),
    [
        ("x,y\n1,a\n2,b\n", "z", 'there is no column "z"'),
        ("x,y\n1,a\n2,a\n", "y", "in every row"),
        ("x,y\n1,\n2,\n", "y", "has no values"),
    ],
    ids=["absent", "constant", "all missing"],
)
def test_a_target_that_cannot_be_learnt_is_refused_with_the_reason(
    knode: Knode, table: str, target: str, said: str
) -> None:
    answer = knode("exec", learner(table, target))
    assert answer.code == 1
    assert "learn" in answer.err
    assert said in answer.err


def test_new_rows_that_do_not_fit_are_refused_and_an_old_answer_stays(knode: Knode, bundle: Path) -> None:
    rows = pd.read_csv(NEW_ROWS)
    Path("out.csv").write_text("old\n", encoding="utf-8")
    cases = {
        "missing": (rows.drop(columns="mean area"), 'the column "mean area" is missing'),
        "ill-typed": (rows.astype({"mean area": object}).assign(**{"mean area": "big"}), "expected a number"),
    }
    for changed, said in cases.values():
        changed.to_csv("new.csv", index=False)
        answer = knode("exec", bundle, "--input", "rows=new.csv", "--output", "predictions=out.csv")
        assert answer.code == 1
        assert said in answer.err
        assert Path("out.csv").read_text(encoding="utf-8") == "old\n"
    rows.assign(comment="x").to_csv("new.csv", index=False)
    assert knode("exec", bundle, "--input", "rows=new.csv", "--output", "predictions=out.csv").code == 0
    assert len(pd.read_csv("out.csv")) == len(rows)


def test_a_bundle_that_was_changed_is_refused(knode: Knode, bundle: Path) -> None:
    content = bytearray(bundle.read_bytes())
    content[content.index(b'"links"') + 3] ^= 1
    Path("flipped.knodez").write_bytes(content)
    answer = knode("exec", "flipped.knodez", "--input", f"rows={NEW_ROWS}")
    assert answer.code == 2
    assert "flipped.knodez" in answer.err
    shutil.copy(bundle, "outside.knodez")
    with zipfile.ZipFile("outside.knodez", "a") as archive:
        archive.writestr("../x", "x")
    answer = knode("exec", "outside.knodez", "--input", f"rows={NEW_ROWS}")
    assert answer.code == 2
    assert "../x" in answer.err
    assert not Path("../x").exists()


def test_a_place_that_cannot_be_written_is_named_with_what_to_do(knode: Knode) -> None:
    Path("data.csv").write_text("a\n1\n", encoding="utf-8")
    Path(".knode").write_text("a file where the results should go", encoding="utf-8")
    answer = knode("exec", reader("data.csv"))
    assert answer.code == 2
    assert "--store DIR" in answer.err
    assert knode("exec", "read.knode", "--store", "elsewhere").code == 0


def test_a_full_disk_loses_no_result_of_the_run_and_is_told(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    from knode.core.errors import StoreFull
    from knode.store.objects import ObjectStore

    def full(*_: Any) -> str:
        raise StoreFull("No room is left on the disk: make room.") from OSError(errno.ENOSPC, "No space left")

    monkeypatch.setattr(ObjectStore, "put", full)
    Path("data.csv").write_text("a\n" + "1\n" * 50_000, encoding="utf-8")
    answer = knode("exec", reader("data.csv"), "--output", "read=copy.parquet", "--json")
    report = answer.report()
    assert (answer.code, report["status"]) == (0, "done")
    assert len(pd.read_parquet("copy.parquet")) == 50_000
    assert "No room is left" in json.dumps(report["warnings"])
