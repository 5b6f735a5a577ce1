"""What the nodes learnt is what production does to a row, whatever was done to the rows to learn from."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import knode.deploy
from knode.core.errors import ParityFailed
from knode.core.workflow import Instance, Workflow
from knode.deploy.bundle import read_bundle, write_bundle
from knode.deploy.parity import prove
from knode.engine.engine import Engine
from knode.engine.inline import run_captured

CITIES = ["Oslo", "Bern", "Rome"]
ROWS = [
    [CITIES[row % 3], float(row % 7) if row % 5 else None, 1000.0 if row == 9 else float(row), "ab"[row % 4 == 0]]
    for row in range(24)
]
NEW = pd.DataFrame({"city": ["Bern", "Paris"], "visits": [None, 3.0], "price": [5000.0, 2.0], "kind": ["a", "b"]})
CHAIN = [
    ("fill", "MissingValues", {"columns": ["visits"], "numbers": "previous", "indicators": True}),
    ("outliers", "Outliers", {"columns": ["price"], "treatment": "remove"}),
    ("balance", "BalanceClasses", {"target": "kind"}),
    ("encode", "TargetEncoder", {"columns": ["city"], "target": "visits"}),
    ("bins", "Binner", {"columns": ["price"], "keep": True, "bins": 3}),
    ("scale", "Normalizer", {"columns": ["price", "visits"]}),
    ("back", "Denormalizer", {"columns": ["price"]}),
    ("parts", "Pca", {"columns": ["visits", "city"], "components": 1, "keep": True}),
    ("select", "FeatureSelector", {"columns": ["price", "PC1"], "method": "correlation"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def captured() -> Any:
    """A chain of nodes that learn, beside it one that applies their models to the same rows."""
    made = Workflow("training")
    columns = ["city", "visits", "price", "kind"]
    made.add(Instance("data", "io.TableCreator", settings={"columns": columns, "rows": ROWS}))
    made.add(Instance("start", "deploy.CaptureStart"))
    made.add(Instance("end", "deploy.CaptureEnd"))
    made.link("data", "table", "start", "rows")
    learnt, applied = ("data", "table"), ("start", "rows")
    for node, kind, settings in CHAIN:
        made.add(Instance(node, f"prep.{kind}", settings=settings))
        if kind != "Denormalizer":
            made.link(*learnt, node, "table")
            learnt = (node, "table")
        if kind == "BalanceClasses":
            continue
        if kind != "Denormalizer":
            made.add(Instance(f"apply_{node}", "learn.ApplyModel"))
            made.link(node, "model", f"apply_{node}", "model")
        else:
            made.link("scale", "model", node, "model")
        place = node if kind == "Denormalizer" else f"apply_{node}"
        made.link(*applied, place, "table")
        applied = (place, "table")
    made.link(*applied, "end", "predictions")
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(made)
    result.raise_if_failed()
    return result


def test_production_applies_the_models_to_each_row(captured: Any, tmp_path: Any) -> None:
    region = captured["end"].workflow
    assert prove(region) == len(ROWS)
    [given] = run_captured(region, {"rows": NEW}).values()
    expected = NEW
    for node, kind, _ in CHAIN:
        if kind == "Denormalizer":
            expected = expected.assign(price=NEW["price"])
        elif kind != "BalanceClasses":
            expected = captured[node].model.apply(expected)
    pd.testing.assert_frame_equal(given[expected.columns], expected)
    assert given["price"].tolist() == pytest.approx([5000, 2])
    assert given["visits_missing"].tolist() == [True, False]
    path = tmp_path / "chain-1.knodez"
    write_bundle(region, path, name="chain", version="1")
    [again] = run_captured(read_bundle(path).captured, {"rows": NEW}).values()
    pd.testing.assert_frame_equal(again, given)


def test_rows_that_were_learnt_from_otherwise_prove_nothing_and_the_error_says_what_to_do() -> None:
    made = Workflow("training")
    made.add(
        Instance(
            "data",
            "io.TableCreator",
            settings={"columns": ["city", "price"], "rows": [[CITIES[row % 3], row] for row in range(24)]},
        )
    )
    made.add(Instance("start", "deploy.CaptureStart"))
    made.add(Instance("encode", "prep.TargetEncoder", settings={"columns": ["city"], "target": "price"}))
    made.add(Instance("end", "deploy.CaptureEnd"))
    made.link("data", "table", "start", "rows")
    made.link("start", "rows", "encode", "table")
    made.link("encode", "table", "end", "predictions")
    with Engine(services=knode.deploy.services()) as engine:
        result = engine.run(made)
    result.raise_if_failed()
    with pytest.raises(ParityFailed, match="learnt from are encoded out of fold.*let the answer come from Apply Model"):
        prove(result["end"].workflow)
