"""Each example's bundle, served over HTTP, answers for its held-out rows as the training workflow did."""

from __future__ import annotations

import math
from typing import Any

import pytest

from knode.deploy.bundle import read_bundle
from knode.deploy.frames import columns_of
from tests.examples import DEPLOYED, Examples
from tests.serve.serving import served

EXPLAINED = "?explain=true"


def as_records(columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def same(expected: Any, given: Any) -> bool:
    if isinstance(expected, float) and isinstance(given, float | int):
        return math.isclose(expected, given, rel_tol=1e-9, abs_tol=1e-12)
    return bool(expected == given)


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_example_is_served_as_it_was_trained(name: str, examples: Examples) -> None:
    bundle = examples[name].bundle
    contract = read_bundle(bundle).captured.contract
    rows = as_records(columns_of(contract.inputs["rows"]))
    asked = EXPLAINED if len(contract.outputs) > 1 else ""

    with served(bundle) as client:
        answer = client.post(f"/v1/{name}/predict{asked}", {"rows": rows})
        alone = client.post(f"/v1/{name}/predict", {"row": rows[0]})

    assert answer.status == alone.status == 200
    made = answer.json()
    assert set(made) == set(contract.outputs)
    for output, table in contract.outputs.items():
        expected = as_records(columns_of(table))
        assert len(made[output]) == len(expected) > 50
        for wanted, given in zip(expected, made[output], strict=True):
            assert list(wanted) == list(given)
            assert all(same(value, given[column]) for column, value in wanted.items()), (wanted, given)
    first = columns_of(contract.outputs["predictions"].head(1))
    assert alone.json()["predictions"]["prediction"] == pytest.approx(first["prediction"][0])
