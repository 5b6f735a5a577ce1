"""`knode capture`: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import ROOT, Answer, Knode, write

SCHEMA = json.loads((ROOT / "resources" / "capture.schema.json").read_text(encoding="utf-8"))
FACTS = {"as", "name", "kind", "from", "to"}


def shown(answer: Answer) -> dict[str, Any]:
    """The JSON document, after it was held against the schema."""
    found: dict[str, Any] = answer.json()
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def irises() -> Path:
    """`irises.knode`: fill, split, learn, predict, and count what came out; no marks."""
    return write(
        "irises.knode",
        {
            "data": {"type": "io.ExampleData", "settings": {"name": "iris"}},
            "fill": {
                "type": "prep.MissingValues",
                "label": "Fill gaps",
                "settings": {"columns": {"types": ["number"]}},
            },
            "split": {
                "type": "prep.Partition",
                "settings": {"stratify": "target"},
                "bindings": {"fraction": {"parameter": "share"}},
            },
            "learner": {"type": "learn.LogisticRegressionLearner", "settings": {"target": "target"}},
            "predict": {"type": "learn.ApplyModel", "bindings": {"prefix": {"parameter": "prefix"}}},
            "aside": {"type": "prep.ColumnFilter"},
        },
        [
            "data.table -> fill.table",
            "fill.table -> split.table",
            "split.train -> learner.table",
            "learner.model -> predict.model",
            "split.test -> predict.table",
            "predict.table -> aside.table",
        ],
        description="Irises",
        parameters={"share": {"type": "number", "default": 0.7}, "prefix": {"type": "text", "default": "is_"}},
    )


def test_it_shows_what_production_needs_and_writes_nothing(knode: Knode) -> None:
    answer = knode("capture", irises(), "--node", "predict")
    assert (answer.code, answer.err) == (0, "")
    for line in (
        "irises captured at predict.table: 2 nodes",
        "  fill     applied  Apply Fill gaps",
        "  predict  applied  Apply Model",
        "  split  it chooses rows for training only",
        "rows asks for 4 columns",
        "  without target",
        "predictions gives 8 columns",
        "  and 4 columns of those that came in",
    ):
        assert line in answer.out.splitlines(), answer.out
    assert "live rows, as rows  to fill.table" in answer.out
    assert "The same answers as the training workflow on 45 held-out rows" in answer.out
    assert max(map(len, answer.out.splitlines())) < 110
    assert not list(Path().glob("*.knodez"))


def test_the_json_tells_the_same_and_nothing_else_is_on_stdout(knode: Knode) -> None:
    found = shown(knode("capture", irises(), "--node", "predict", "--json"))
    assert found["status"] == "done"
    assert {node["id"]: node["does"] for node in found["nodes"]} == {
        "rows": "input",
        "fill_model": "frozen",
        "learner_model": "frozen",
        "fill": "apply",
        "predict": "apply",
        "predictions": "output",
    }
    crossings = {(crossing["as"], crossing["name"]): crossing for crossing in found["crossings"]}
    assert all(crossing.keys() >= FACTS for crossing in crossings.values())
    assert crossings["input", "rows"]["from"] == "data.table"
    assert crossings["input", "rows"]["rows"] == 150
    assert crossings["frozen", "learner_model"]["to"] == ["predict.model"]
    sizes = [crossing["bytes"] for crossing in found["crossings"] if crossing["as"] == "frozen"]
    assert found["frozen_bytes"] == sum(sizes)
    assert min(sizes) > 100
    assert found["left_out"] == [{"node": "split", "because": "it chooses rows for training only"}]
    assert found["inputs"]["rows"]["columns_left_out"] == ["target"]
    assert found["inputs"]["rows"]["columns"][0]["range"] == [4.3, 7.9]
    assert found["parity"] == {"equal": True, "rows": {"predictions": 45}, "difference": None}
    assert found["bundle"] is None


def test_a_bundle_is_written_that_scores(knode: Knode) -> None:
    told = shown(knode("capture", irises(), "--node", "predict", "--output", "out.knodez", "--version", "7", "--json"))
    assert told["bundle"]["path"] == "out.knodez"
    assert (told["bundle"]["name"], told["bundle"]["version"], told["bundle"]["written"]) == ("out", "7", True)
    Path("new.csv").write_text(
        "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)\n5.1,3.5,1.4,0.2\n", encoding="utf-8"
    )
    assert knode("exec", "out.knodez", "--input", "new.csv", "--output", "scored.csv").code == 0
    assert "setosa" in Path("scored.csv").read_text(encoding="utf-8")
    again = knode("capture", "irises.knode", "--node", "predict", "--output", "out.knodez", "--version", "7")
    assert "is there already, and the same" in again.out


def test_results_that_are_there_are_reused(knode: Knode) -> None:
    path = irises()
    assert knode("exec", path).code == 0
    before = sorted(Path(".knode").rglob("*"))
    assert knode("capture", path, "--node", "predict").code == 0
    assert {file.name for file in Path(".knode").rglob("*")} >= {file.name for file in before}
    log = knode("exec", path, "--json").states()
    assert set(log.values()) == {"reused"}


def test_a_selection_and_a_beginning_give_a_smaller_capture(knode: Knode) -> None:
    path = irises()
    part = shown(knode("capture", path, "--select", "split, predict", "--json"))
    assert part["crossings"][0]["from"] == "fill.table"
    same = shown(knode("capture", path, "--node", "predict", "--from", "fill", "--json"))
    assert {**part, "captured_at": ""} == {**same, "captured_at": ""}


def test_what_is_asked_for_may_be_set(knode: Knode) -> None:
    path = irises()
    told = shown(knode("capture", path, "--node", "predict", "--parameter", "prefix", "--param", "prefix=p_", "--json"))
    assert told["parameters"] == [{"name": "prefix", "type": "text", "default": "p_"}]
    text = knode("capture", path, "--node", "predict", "--parameter", "prefix")
    assert "May be set" in text.out
    assert 'no parameter or variable "share"' in knode("capture", path, "--node", "predict", "--parameter", "share").err


def test_a_bundle_can_be_captured_again_with_rows_from_a_file(knode: Knode) -> None:
    path = irises()
    assert knode("capture", path, "--node", "predict", "--output", "out.knodez").code == 0
    assert knode("exec", path, "--output", "split.test=test.csv").code == 0
    told = shown(knode("capture", "out.knodez", "--node", "predict", "--input", "test.csv", "--json"))
    assert told["inputs"]["rows"]["columns_left_out"] == ["target"]
    assert told["parity"] == {"equal": True, "rows": {"predictions": 45}, "difference": None}


def test_a_target_that_must_come_is_pointed_out(knode: Knode) -> None:
    text = knode("capture", irises(), "--node", "predict", "--keep", "split")
    assert text.code == 0
    assert "! target is what is to be predicted" in text.out


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--node", "predikt"), 2, 'Did you mean "predict"?'),
        (("--node", "split"), 2, "several tables: name one, split.train or split.test."),
        ((), 2, "there is no Capture End. Name it: --node predict on the command line."),
        (("--node", "predict", "--output", "out.zip"), 2, "should end in .knodez"),
        (("--node", "predict", "--output", "out.knodez", "--name", "no name"), 2, "bundle's name"),
        (("--node", "predict", "--param", "share=much"), 2, "share"),
        (("--node", "predict", "--from", "aside"), 2, "does not depend on the rows"),
    ],
)
def test_what_cannot_be_captured_is_said_and_nothing_is_written(
    knode: Knode, options: tuple[str, ...], code: int, message: str
) -> None:
    answer = knode("capture", irises(), *options)
    assert (answer.code, answer.out) == (code, "")
    assert message in answer.err
    assert not list(Path().glob("out.*"))


def test_an_input_that_is_not_connected_is_refused_before_anything_runs(knode: Knode) -> None:
    path = irises()
    data = json.loads(path.read_text(encoding="utf-8"))
    data["links"].remove("learner.model -> predict.model")
    path.write_text(json.dumps(data), encoding="utf-8")
    answer = knode("capture", path, "--node", "predict", "--output", "out.knodez")
    assert answer.code == 2
    assert 'Node "predict" (Apply Model): input "model" is not connected' in answer.err
    assert not Path("out.knodez").exists()


def test_answers_that_differ_are_shown_and_never_written(knode: Knode) -> None:
    path = write(
        "drawn.knode",
        {"data": {"type": "io.ExampleData", "settings": {"name": "iris"}}, "drawn": "trial.Drawn"},
        ["data.table -> drawn.table"],
    )
    answer = knode("capture", path, "--node", "drawn", "--output", "out.knodez", "--json")
    assert answer.code == 1
    found = shown(answer)
    assert found["status"] == "failed"
    assert found["parity"]["difference"]["column"] == "drawn"
    assert found["bundle"] is None
    assert not Path("out.knodez").exists()
    text = knode("capture", path, "--node", "drawn")
    assert 'Not the same on 150 held-out rows: Column "drawn"' in text.out


def test_whether_a_column_may_be_missing_is_said_of_texts_too(knode: Knode) -> None:
    rows = [f"{n},{'' if n % 3 else 'x'},{'ab'[n % 2]},{n % 2}" for n in range(40)]
    Path("people.csv").write_text("n,gaps,full,y\n" + "\n".join(rows) + "\n", encoding="utf-8")
    path = write(
        "people.knode",
        {
            "read": {"type": "io.CsvReader", "settings": {"path": "people.csv"}},
            "learn": {"type": "learn.HistGradientBoostingLearner", "settings": {"target": "y"}},
            "predict": {"type": "learn.ApplyModel"},
        },
        ["read.table -> learn.table", "read.table -> predict.table", "learn.model -> predict.model"],
    )
    columns = shown(knode("capture", path, "--node", "predict", "--json"))["inputs"]["rows"]["columns"]
    assert {column["name"]: column["nullable"] for column in columns} == {"n": False, "gaps": True, "full": False}
    missing = [
        line.split()[0] for line in knode("capture", path, "--node", "predict").out.splitlines() if "may be" in line
    ]
    assert missing == ["gaps"]
