"""The predict route: rows in every shape in, and predictions out in the same one or as Accept has it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from knode.serve.scoring import Scorer
from tests.examples import Examples
from tests.serve.conftest import ROW, as_version
from tests.serve.serving import ARROW, CSV, JSON, Client, served

PATH = "/v1/model/predict"
OTHER = {**ROW, "income": None, "city": None, "calls": 9}


@pytest.fixture(scope="module")
def expected(linear: Path) -> list[dict[str, Any]]:
    """What the bundle gives for the two rows, without a server."""
    columns = {name: [row[name] for row in (ROW, OTHER)] for name in ROW}
    made = Scorer.open(linear).score({"rows": columns})["predictions"]
    return [dict(zip(made, values, strict=True)) for values in zip(*made.values(), strict=True)]


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ({"rows": [ROW, OTHER]}, "records"),
        ([ROW, OTHER], "records"),
        ({"inputs": {"rows": {"rows": [ROW, OTHER]}}}, "records"),
        ({"inputs": {"rows": [ROW, OTHER]}}, "records"),
        ({"columns": {name: [ROW[name], OTHER[name]] for name in ROW}}, "columns"),
        ({"split": {"columns": list(ROW), "data": [list(ROW.values()), list(OTHER.values())]}}, "split"),
        ({"row": ROW}, "record"),
        (ROW, "record"),
    ],
)
def test_rows_come_in_any_shape_and_are_answered_in_it(client: Client, expected: Any, body: Any, form: str) -> None:
    reply = client.post(PATH, body)

    assert reply.status == 200, reply.text
    made = reply.json()["predictions"]
    if form == "records":
        assert made == expected
    elif form == "columns":
        assert made == {name: [row[name] for row in expected] for name in expected[0]}
    elif form == "split":
        assert made == {"columns": list(expected[0]), "data": [list(row.values()) for row in expected]}
    else:
        assert made == expected[0]


def test_an_answer_says_which_bundle_gave_it(client: Client, linear: Path) -> None:
    reply = client.post(PATH, {"rows": [ROW]})

    assert reply.headers["content-type"] == "application/json"
    assert reply.headers["x-knode-version"] == "1"
    assert Scorer.open(linear).sha256.startswith(reply.headers["x-knode-bundle"])
    assert list(reply.json()) == ["predictions"]


def test_many_rows_are_answered_as_a_few_are(client: Client, expected: Any) -> None:
    reply = client.post(PATH, {"rows": [ROW, OTHER] * 500})

    assert reply.json()["predictions"] == expected * 500


def test_no_rows_give_no_predictions(client: Client) -> None:
    assert client.post(PATH, {"rows": []}).json() == {"predictions": []}
    assert client.post(PATH, []).json() == {"predictions": []}


def test_columns_come_in_any_order_and_further_ones_are_kept(client: Client) -> None:
    row = {"customer": "c-17", **dict(reversed(ROW.items()))}

    made = client.post(PATH, {"rows": [row]}).json()["predictions"][0]

    assert made["customer"] == "c-17"
    assert made["prediction"] in ("yes", "no")


def test_further_columns_of_csv_come_back_in_json_as_what_they_are(client: Client) -> None:
    rows = text_of([{**ROW, "left": "True", "gone": "", "number": 7, "word": "true?"}, {**ROW, "left": "", "gone": ""}])

    made = client.post(PATH, rows, CSV, Accept=JSON).json()["predictions"]

    assert [row["left"] for row in made] == [True, None]
    assert [row["gone"] for row in made] == [None, None]
    assert [row["word"] for row in made] == ["true?", None]
    assert [row["number"] for row in made] == [7, None]


def test_rows_that_only_the_nodes_understand_are_answered_too(client: Client, expected: Any) -> None:
    row = {**ROW, "income": "2000.5e0", "calls": "3e0"}

    assert client.post(PATH, {"rows": [row]}).json()["predictions"][0] == pytest.approx(expected[0])


# ---- CSV and Arrow


def text_of(rows: list[dict[str, Any]]) -> str:
    """The rows as CSV."""
    text = io.StringIO()
    lines = csv.DictWriter(text, list(rows[0]))
    lines.writeheader()
    lines.writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_csv_is_answered_as_csv(client: Client, expected: Any, start: str) -> None:
    reply = client.post(PATH, start + text_of([ROW, OTHER]), f"{CSV}; charset=utf-8")

    assert reply.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(reply.text, newline="")))
    assert [row["prediction"] for row in rows] == [row["prediction"] for row in expected]
    assert [float(row["probability_yes"]) for row in rows] == [row["probability_yes"] for row in expected]


def stream_of(table: pa.Table, **options: Any) -> bytes:
    """A table as an Arrow IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=pa.ipc.IpcWriteOptions(**options)) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def test_arrow_is_answered_as_arrow(client: Client, expected: Any) -> None:
    reply = client.post(PATH, stream_of(pa.Table.from_pylist([ROW, OTHER])), ARROW)

    assert reply.headers["content-type"] == ARROW
    made = pa.ipc.open_stream(reply.body).read_all()
    assert made.column("prediction").to_pylist() == [row["prediction"] for row in expected]
    assert made.column("probability_yes").to_pylist() == pytest.approx([row["probability_yes"] for row in expected])
    assert made.schema.field("calls").type == pa.int64()


def test_long_whole_numbers_of_arrow_come_back_as_they_are_where_some_are_missing(client: Client) -> None:
    table = pa.Table.from_pylist([ROW] * 2).append_column("id", pa.array([2**60 + 1, None], pa.int64()))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)

    made = client.post(PATH, bytes(sink.getvalue()), ARROW, Accept=JSON).json()["predictions"]

    assert [row["id"] for row in made] == [2**60 + 1, None]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        (ARROW, ARROW),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("text/html, application/json;q=0.9", "application/json"),
        ("application/json;q=0.1, text/*", "text/csv; charset=utf-8"),
    ],
)
def test_accept_says_what_the_answer_is(client: Client, accept: str, media: str) -> None:
    reply = client.post(PATH, {"rows": [ROW]}, Accept=accept)

    assert (reply.status, reply.headers["content-type"]) == (200, media)


def test_a_gzip_body_is_unpacked(client: Client, expected: Any) -> None:
    reply = client.post(PATH, gzip.compress(json.dumps({"rows": [ROW]}).encode()), Content_Encoding="gzip")

    assert reply.json()["predictions"] == expected[:1]


def test_a_byte_order_mark_before_json_is_passed_over(client: Client, expected: Any) -> None:
    assert client.post(PATH, b"\xef\xbb\xbf" + json.dumps([ROW]).encode()).json()["predictions"] == expected[:1]


def test_of_two_members_of_one_name_the_last_counts(client: Client, expected: Any) -> None:
    text = json.dumps(ROW)[:-1] + ', "calls": 3, "calls": 9}'

    assert client.post(PATH, text).json()["predictions"]["calls"] == 9


# ---- an input without a description, which the nodes answer


def test_a_bundle_that_is_not_compiled_takes_what_comes(undescribed: Path) -> None:
    path = "/v1/anything/predict"
    with served(undescribed) as client:
        rows = [{"x": 1, "y": "a", "z": None}, {"x": 2.5, "z": True}]

        assert client.get("/v1/bundles/anything/1").json()["compiled"] == {"out": False}
        assert client.post(path, rows).json() == {
            "out": [{"x": 1.0, "y": "a", "z": None}, {"x": 2.5, "y": None, "z": True}]
        }
        assert client.post(path, "n,t\n1,a\n,\n", CSV).text == "n,t\r\n1.0,a\r\n,\r\n"
        assert client.post(path, []).status in (200, 422)
        assert client.post(path, [{"x": [1]}]).problem(422)["errors"][0]["path"] == "$[0].x"
        assert client.get("/v1/anything/try").status == 200
        assert client.get("/docs").status == 200
        assert client.get("/v2/models/anything").json()["inputs"] == []


# ---- several inputs, outputs and versions


def test_several_inputs_and_outputs_go_by_name(pair: Path) -> None:
    with served(pair) as client:
        body = {"inputs": {"left": {"columns": {"a": [7], "b": ["z"]}}, "right": [{"n": 1.25}, {"n": 2}]}}
        path = "/v1/pair/predict"

        assert client.post(path, body).json() == {
            "left_out": {"a": [7], "b": ["z"]},
            "right_out": {"n": [1.25, 2.0]},
        }
        assert list(client.post(f"{path}?outputs=right_out", body).json()) == ["right_out"]
        assert client.post(f"{path}?outputs=right_out", body, Accept=CSV).text == "n\r\n1.25\r\n2.0\r\n"
        assert "choose one by ?outputs=" in client.post(path, body, Accept=CSV).problem(406)["detail"]
        assert "takes several tables" in client.post(path, "n\n1\n", CSV).problem(415)["detail"]

        missing = client.post(path, {"inputs": {"left": []}}).problem(422)
        wrong = client.post(path, {"inputs": {"left": [], "rihgt": []}}).problem(422)
        assert '"right"' in missing["detail"]
        assert wrong["errors"][0]["path"] == "$.inputs.rihgt"
        bad = client.post(path, {"inputs": {"left": [{"a": "no", "b": "z"}], "right": []}}).problem(422)
        assert bad["errors"][0] == {
            "path": "$.inputs.left[0].a", "row": 0, "column": "a", "input": "left", "expected": "a number", "got": '"no"',
        }  # fmt: skip


def test_explanations_come_when_they_are_asked_for(examples: Examples) -> None:
    with served(examples["churn"].bundle) as client:
        example = client.get("/openapi.json").json()["paths"]["/v1/churn/predict"]["post"]["requestBody"]
        body = example["content"]["application/json"]["examples"]["held-out"]["value"]

        plain = client.post("/v1/churn/predict", body)
        explained = client.post("/v1/churn/predict?explain=true", body)

        assert list(plain.json()) == ["predictions"]
        assert set(explained.json()) == {"predictions", "explanation"}
        assert explained.json()["predictions"] == plain.json()["predictions"]
        assert "base_value" in explained.json()["explanation"][0]
        assert list(client.post("/v1/churn/predict?outputs=explanation", body).json()) == ["explanation"]


def test_versions_stand_side_by_side_and_the_newest_is_asked_by_default(linear: Path, tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        as_version(linear, tmp_path / f"{version}.knodez", version)
    with served(tmp_path) as client:
        assert client.post(PATH, [ROW]).headers["x-knode-version"] == "1.10"
        assert client.post("/v1/model/1.2/predict", [ROW]).headers["x-knode-version"] == "1.2"
        problem = client.post("/v1/model/1.20/predict", [ROW]).problem(404)
        assert problem["detail"] == 'There is no version "1.20"; did you mean "1.2"?'
