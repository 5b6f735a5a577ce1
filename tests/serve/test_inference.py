"""The Open Inference Protocol: JSON and binary, by hand and with the protocol's own client."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core.registry import REGISTRY
from knode.core.values import Captured, Contract
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import write_bundle
from tests.serve.conftest import ROW
from tests.serve.serving import Client, Reply, served

INFER = "/v2/models/model/infer"
KINDS = {"income": "FP64", "calls": "INT64", "active": "BOOL", "city": "BYTES", "plan": "BYTES"}


def tensors(rows: list[dict[str, Any]], **changes: Any) -> list[dict[str, Any]]:
    """The rows as tensors, a column each."""
    return [
        {"name": name, "datatype": kind, "shape": [len(rows)], "data": [row[name] for row in rows], **changes}
        for name, kind in KINDS.items()
    ]


def outputs(reply: Reply) -> dict[str, Any]:
    """The output tensors by name."""
    assert reply.status == 200, reply.text
    return {tensor["name"]: tensor for tensor in reply.json()["outputs"]}


def native(client: Client, rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The same rows by the predict route, as columns."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    made: dict[str, list[Any]] = client.post("/v1/model/predict", {"columns": columns}).json()["predictions"]
    return made


def test_the_server_says_that_it_lives_and_what_it_is(client: Client) -> None:
    assert client.get("/v2/health/live").json() == {"live": True}
    assert client.get("/v2/health/ready").json() == {"ready": True}
    assert client.get("/v2").json()["extensions"] == ["binary_tensor_data"]
    assert client.get("/v2/models/model/ready").status == 200
    assert client.get("/v2/models/model/versions/1/ready").status == 200


def test_the_metadata_list_the_columns_with_their_datatypes(client: Client) -> None:
    found = client.get("/v2/models/model").json()

    assert found == client.get("/v2/models/model/versions/1").json()
    assert (found["name"], found["versions"]) == ("model", ["1"])
    assert {tensor["name"]: tensor["datatype"] for tensor in found["inputs"]} == KINDS
    assert {tensor["name"]: tensor["datatype"] for tensor in found["outputs"]} == {
        **KINDS, "prediction": "BYTES", "probability_no": "FP64", "probability_yes": "FP64",
    }  # fmt: skip


def test_tensors_give_what_the_predict_route_gives(client: Client) -> None:
    rows = [ROW, {**ROW, "calls": 8, "city": None, "income": None}]

    reply = client.post(INFER, {"id": "a7", "inputs": tensors(rows)})

    made = outputs(reply)
    assert {name: tensor["data"] for name, tensor in made.items()} == native(client, rows)
    assert {tuple(tensor["shape"]) for tensor in made.values()} == {(2,)}
    answer = reply.json()
    assert (answer["model_name"], answer["model_version"], answer["id"]) == ("model", "1", "a7")


def test_tensors_of_two_dimensions_and_chosen_outputs(client: Client) -> None:
    inputs = [{**t, "shape": [2, 1], "data": [[v] for v in t["data"]]} for t in tensors([ROW, ROW])]

    made = outputs(client.post(INFER, {"inputs": inputs, "outputs": [{"name": "probability_yes"}]}))

    assert list(made) == ["probability_yes"]
    assert made["probability_yes"]["data"] == native(client, [ROW, ROW])["probability_yes"]


def raw(kind: str, values: list[Any]) -> bytes:
    """A raw buffer as the protocol has it."""
    if kind == "BYTES":
        return b"".join(struct.pack("<I", len(v.encode())) + v.encode() for v in values)
    return np.array(values, {"FP64": "<f8", "INT64": "<i8", "BOOL": "?"}[kind]).tobytes()


def binary(rows: list[dict[str, Any]], **request: Any) -> tuple[bytes, dict[str, str]]:
    """A request with all tensors as raw buffers: body and headers."""
    buffers = [raw(tensor["datatype"], tensor["data"]) for tensor in tensors(rows)]
    inputs = [
        {"name": t["name"], "datatype": t["datatype"], "shape": t["shape"], "parameters": {"binary_data_size": len(b)}}
        for t, b in zip(tensors(rows), buffers, strict=True)
    ]
    head = json.dumps({"inputs": inputs, **request}).encode()
    return head + b"".join(buffers), {"Inference-Header-Content-Length": str(len(head))}


def test_raw_buffers_come_in_and_go_out(client: Client) -> None:
    rows = [ROW, {**ROW, "city": "Żabno", "calls": 7}]
    body, headers = binary(rows, parameters={"binary_data_output": True})

    reply = client.ask("POST", INFER, body, headers)

    assert reply.status == 200, reply.text
    length = int(reply.headers["inference-header-content-length"])
    at = length
    made = {}
    for tensor in json.loads(reply.body[:length])["outputs"]:
        size = tensor["parameters"]["binary_data_size"]
        made[tensor["name"]] = (tensor["datatype"], reply.body[at : at + size])
        at += size
    assert at == len(reply.body)
    for name, values in native(client, rows).items():
        kind, content = made[name]
        assert content == raw(kind, values)


def test_nan_in_a_buffer_is_a_missing_value(client: Client) -> None:
    body, headers = binary([{**ROW, "income": float("nan")}])

    made = outputs(client.ask("POST", INFER, body, headers))

    assert made["probability_yes"]["data"] == native(client, [{**ROW, "income": None}])["probability_yes"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"shape": [2]}, "$.inputs[0].data"),
        ({"shape": []}, "$.inputs[0].shape"),
        ({"shape": [1, 1, 1]}, "$.inputs[0].shape"),
        ({"shape": [1, 2]}, "$.inputs[0].data"),
        ({"shape": [-1]}, "$.inputs[0].shape"),
        ({"shape": 1}, "$.inputs[0].shape"),
        ({"datatype": "FP128"}, "$.inputs[0].datatype"),
        ({"datatype": None}, "$.inputs[0].datatype"),
        ({"data": 1}, "$.inputs[0].data"),
        ({"data": ["x"]}, "$.inputs[0].data[0]"),
        ({"name": 1}, "$.inputs[0]"),
        ({"name": "calls"}, "$.inputs[1].name"),
        ({"parameters": {"binary_data_size": "x"}}, "$.inputs[0].parameters.binary_data_size"),
        ({"parameters": {"binary_data_size": 8}}, "$.inputs[0]"),
    ],
)
def test_a_tensor_that_is_not_right_is_refused_with_its_path(client: Client, change: dict[str, Any], path: str) -> None:
    inputs = tensors([ROW])
    inputs[0] |= change

    reply = client.post(INFER, {"inputs": inputs})

    problem = reply.problem(400 if path == "$.inputs[0]" and "parameters" in change else 422)
    assert problem["errors"][0]["path"] == path
    assert problem["error"] == problem["detail"]


@pytest.mark.parametrize(
    "body",
    [
        [], {}, {"inputs": {}}, {"inputs": [1]}, {"inputs": tensors([ROW]), "id": 7},
        {"inputs": tensors([ROW]), "outputs": 3}, {"inputs": tensors([ROW]), "outputs": [{"name": "nothing"}]},
        {"inputs": tensors([ROW]), "outputs": [{"name": ["x"]}]}, {"inputs": tensors([ROW]), "outputs": [None]},
        {"inputs": tensors([ROW]), "parameters": {"binary_data_output": 1}}, {"inputs": tensors([ROW])[1:]}, {"inputs": []},
    ],
)  # fmt: skip
def test_a_request_that_is_not_right_is_refused(client: Client, body: Any) -> None:
    assert client.post(INFER, body).problem(422)["error"]


def test_a_value_that_the_workflow_refuses_is_told_with_its_tensor(client: Client) -> None:
    inputs = tensors([ROW, ROW])
    inputs[1] |= {"datatype": "BYTES", "data": ["3", "often"]}

    assert client.post(INFER, {"inputs": inputs}).problem(422)["errors"][0]["path"] == "$.inputs[1].data[1]"


@pytest.mark.parametrize("length", ["x", "-1", "99999999", ""])
def test_a_wrong_length_of_the_json_is_refused(client: Client, length: str) -> None:
    body, _ = binary([ROW])

    client.ask("POST", INFER, body, {"Inference-Header-Content-Length": length}).problem(400)


def test_buffers_that_are_too_short_or_too_long_are_refused(client: Client) -> None:
    body, headers = binary([ROW])
    for wrong in (body[:-1], body + b"x", body[:-4] + b"\xff\xff\xff\xff"):
        assert client.ask("POST", INFER, wrong, headers).status in (400, 422)


@pytest.fixture(scope="module")
def numbers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server of a bundle of number columns."""
    table = pd.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0], "c": [5.0, 6.0]})
    workflow = Workflow("numbers", registry=REGISTRY)
    columns = [{"name": name, "dtype": "float64"} for name in table]
    workflow.add(Instance("rows", "deploy.ContainerInput", settings={"name": "rows", "columns": columns}))
    workflow.add(Instance("out", "deploy.ContainerOutput", settings={"name": "out"}))
    workflow.link("rows", "value", "out", "value")
    path = tmp_path_factory.mktemp("numbers") / "numbers.knodez"
    captured = Captured(workflow, {}, Contract({"rows": table}, {"out": table}))
    write_bundle(captured, path, name="numbers", version="1")
    with served(path) as client:
        yield client


def test_a_matrix_is_taken_for_all_number_columns(numbers: Client) -> None:
    matrix = {"name": "x", "datatype": "FP64", "shape": [2, 3], "data": [1, 2, 3, 4, 5, 6.5]}

    made = outputs(numbers.post("/v2/models/numbers/infer", {"inputs": [matrix]}))

    assert {name: tensor["data"] for name, tensor in made.items()} == {"a": [1, 4], "b": [2, 5], "c": [3, 6.5]}
    narrow = {**matrix, "shape": [3, 2]}
    problem = numbers.post("/v2/models/numbers/infer", {"inputs": [narrow]}).problem(422)
    assert "[n, 3]" in problem["detail"]


def test_an_infinite_number_in_a_buffer_is_refused(numbers: Client) -> None:
    buffer = raw("FP64", [1, 2, float("inf")])
    matrix = {"name": "x", "datatype": "FP64", "shape": [1, 3], "parameters": {"binary_data_size": len(buffer)}}
    head = json.dumps({"inputs": [matrix]}).encode()
    headers = {"Inference-Header-Content-Length": str(len(head))}

    problem = numbers.ask("POST", "/v2/models/numbers/infer", head + buffer, headers).problem(422)

    assert problem["errors"][0]["path"] == "$.inputs[0][2]"


def test_several_inputs_are_told_apart_by_their_names(pair: Path) -> None:
    with served(pair) as client:
        inputs = [
            {"name": "left.a", "datatype": "INT64", "shape": [1], "data": [7]},
            {"name": "left.b", "datatype": "BYTES", "shape": [1], "data": ["z"]},
            {"name": "right.n", "datatype": "FP32", "shape": [2], "data": [0.5, 1.5]},
        ]
        made = outputs(client.post("/v2/models/pair/infer", {"inputs": inputs}))
        assert {name: tensor["data"] for name, tensor in made.items()} == {
            "left_out.a": [7], "left_out.b": ["z"], "right_out.n": [0.5, 1.5],
        }  # fmt: skip
        inputs[0]["name"] = "a"
        assert "input.column" in client.post("/v2/models/pair/infer", {"inputs": inputs}).problem(422)["detail"]
