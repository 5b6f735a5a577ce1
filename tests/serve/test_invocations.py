"""MLflow's routes, with the payloads that its scoring server takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from knode import __version__
from tests.serve.conftest import ROW, as_version
from tests.serve.serving import CSV, Client, served
from tests.serve.test_predict import text_of

PATH = "/invocations"


@pytest.mark.parametrize(
    "body",
    [
        {"dataframe_records": [ROW, ROW]},
        {"dataframe_split": {"index": [0, 1], "columns": list(ROW), "data": [list(ROW.values())] * 2}},
        {"instances": [ROW, ROW]},
        {"instances": [list(ROW.values())] * 2},
        {"inputs": {name: [value] * 2 for name, value in ROW.items()}},
        {"inputs": [ROW, ROW], "params": {}},
    ],
)
def test_every_payload_gives_what_the_predict_route_gives(client: Client, body: Any) -> None:
    expected = client.post("/v1/model/predict", [ROW, ROW]).json()

    assert client.post(PATH, body).json() == {"predictions": expected["predictions"]}


def test_single_values_are_columns_of_one_row(client: Client) -> None:
    assert len(client.post(PATH, {"inputs": ROW}).json()["predictions"]) == 1


def test_csv_is_answered_with_json(client: Client) -> None:
    assert len(client.post(PATH, text_of([ROW, ROW]), CSV).json()["predictions"]) == 2


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ([], "$"),
        ({}, "$"),
        ({"instances": [ROW], "inputs": [ROW]}, "$"),
        ({"dataframe_split": []}, "$.dataframe_split"),
        ({"dataframe_records": {"a": 1}}, "$.dataframe_records"),
        ({"inputs": 3}, "$.inputs"),
        ({"instances": [[1]]}, "$.instances[0]"),
        ({"dataframe_records": [{**ROW, "calls": "often"}]}, "$.dataframe_records[0].calls"),
    ],
)
def test_another_payload_is_refused_with_its_path(client: Client, body: Any, path: str) -> None:
    assert client.post(PATH, body).problem(422)["errors"][0]["path"] == path


def test_of_several_bundles_one_is_chosen(linear: Path, trees: Path, tmp_path: Path) -> None:
    as_version(linear, tmp_path / "a.knodez", "1", name="first")
    as_version(trees, tmp_path / "b.knodez", "1", name="second")
    with served(tmp_path) as client:
        body = {"instances": [ROW]}
        assert client.post(f"{PATH}?model=second", body).status == 200
        assert "?model=" in client.post(PATH, body).problem(400)["detail"]
        assert 'did you mean "second"' in client.post(f"{PATH}?model=secnd", body).problem(404)["detail"]


def test_the_only_bundle_may_be_named_and_no_other(client: Client) -> None:
    assert client.post(f"{PATH}?model=model", {"instances": [ROW]}).status == 200
    client.post(f"{PATH}?model=other", {"instances": [ROW]}).problem(404)


def test_ping_and_version_answer(client: Client) -> None:
    assert client.get("/ping").status == 200
    assert client.get("/version").text == __version__
