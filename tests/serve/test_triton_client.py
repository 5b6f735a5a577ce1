"""Triton's own HTTP client talks to the server, in JSON and in raw buffers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tests.serve.conftest import ROW
from tests.serve.serving import Client
from tests.serve.test_inference import KINDS, native

with warnings.catch_warnings():
    # What it imports uses what later releases of Python and setuptools will not have.
    warnings.simplefilter("ignore")
    import tritonclient.http as triton

DTYPES = {"FP64": np.float64, "INT64": np.int64, "BOOL": np.bool_, "BYTES": np.object_}
ROWS = [ROW, {**ROW, "calls": 8, "city": "Żabno", "active": False}]


@pytest.fixture(scope="module")
def asking(client: Client) -> Iterator[Any]:
    """The client, connected."""
    with triton.InferenceServerClient(f"127.0.0.1:{client.port}") as asking:
        yield asking


def given(binary: bool, shape: tuple[int, ...] = (2,)) -> list[Any]:
    """The rows as its tensors."""
    made = []
    for name, kind in KINDS.items():
        tensor = triton.InferInput(name, list(shape), kind)
        values = np.array([row[name] for row in ROWS], dtype=DTYPES[kind]).reshape(shape)
        tensor.set_data_from_numpy(values, binary_data=binary)
        made.append(tensor)
    return made


def test_it_finds_the_server_and_the_model_ready(asking: Any) -> None:
    assert asking.is_server_live()
    assert asking.is_server_ready()
    assert asking.is_model_ready("model")
    assert asking.is_model_ready("model", "1")
    assert not asking.is_model_ready("nothing")
    assert asking.get_model_metadata("model")["platform"] == "knode"
    assert "binary_tensor_data" in asking.get_server_metadata()["extensions"]


@pytest.mark.parametrize("shape", [(2,), (2, 1)])
@pytest.mark.parametrize("binary_in", [True, False])
@pytest.mark.parametrize("binary_out", [True, False])
def test_it_gets_what_the_predict_route_gives(
    client: Client, asking: Any, binary_in: bool, binary_out: bool, shape: tuple[int, ...]
) -> None:
    outputs = [triton.InferRequestedOutput(name, binary_data=binary_out) for name in ("prediction", "probability_yes")]

    made = asking.infer("model", given(binary_in, shape), outputs=outputs, request_id="7")

    expected = native(client, ROWS)
    labels = made.as_numpy("prediction").tolist()
    assert [label.decode() if isinstance(label, bytes) else label for label in labels] == expected["prediction"]
    assert made.as_numpy("probability_yes").tolist() == expected["probability_yes"]
    assert made.get_response()["id"] == "7"


def test_without_a_choice_all_outputs_come_as_buffers(client: Client, asking: Any) -> None:
    made = asking.infer("model", given(True))

    for name, values in native(client, ROWS).items():
        found = made.as_numpy(name).tolist()
        assert [value.decode() if isinstance(value, bytes) else value for value in found] == values


def test_a_refusal_is_raised_with_its_reason(asking: Any) -> None:
    with pytest.raises(
        triton.InferenceServerException, match='the column "calls" is missing|column "calls"'
    ) as refused:
        asking.infer("model", given(True)[:1])
    assert refused.value.status() == "422"
