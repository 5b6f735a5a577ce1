"""Trying bundles: forms from signatures, answers, explanations that add up, and bundles that a server has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode import Workflow
from knode.core.errors import DataError, KnodeError, UsageError
from knode.deploy.bundle import read_bundle, write_bundle
from knode.host import explaining, trying
from knode.host import try_protocol as protocol
from tests.serve.serving import served
from tests.trained import bundle


@pytest.fixture(scope="module")
def customers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundle(tmp_path_factory.mktemp("customers"))


@dataclass(eq=False)
class Workspace:
    """What a trial asks of the engine process: where relative names start, and whether code may run."""

    folder: Path
    trust: bool = False


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return Workspace(tmp_path_factory.mktemp("workspace"))


def opened(host: Any, path: Path) -> protocol.Trial:
    return trying.open_bundle(host, protocol.Place(place=str(path)))


def row_of(path: Path, trial: protocol.Trial, number: int = 0, **other: Any) -> protocol.Row:
    inputs = {name: {**row, **other} for name, row in trial.examples[number].items()}
    return protocol.Row(place=str(path), inputs=inputs)


def test_a_bundle_gives_fields_choices_and_example_rows(host: Any, customers: Path) -> None:
    trial = opened(host, customers)
    fields = {field.column.name: field for field in trial.inputs["rows"]}
    assert (trial.name, trial.version, trial.source) == ("model", "1", "file")
    assert fields["plan"].choices == ("basic", "extra")
    assert fields["income"].choices == ()
    assert fields["income"].column.range is not None
    assert set(trial.examples[0]["rows"]) == set(fields)
    assert len(trial.examples) == 50
    assert trial.explains


def test_the_answer_is_that_of_the_contract(host: Any, customers: Path) -> None:
    trial = opened(host, customers)
    expected = read_bundle(customers).captured.contract.outputs["predictions"].iloc[3]
    answer = trying.send(host, row_of(customers, trial, 3))
    assert answer.prediction == expected["prediction"]
    chances = {chance.label: chance.chance for chance in answer.chances}
    assert chances["yes"] == pytest.approx(expected["probability_yes"], abs=1e-12)
    assert answer.chances[0].chance >= answer.chances[1].chance
    assert answer.milliseconds > 0


def test_a_value_of_the_wrong_type_is_refused_with_its_column(host: Any, customers: Path) -> None:
    trial = opened(host, customers)
    with pytest.raises(KnodeError) as refused:
        trying.send(host, row_of(customers, trial, calls="many"))
    assert refused.value.facts["column"] == "calls"


def test_a_file_that_changes_is_read_again_and_one_that_is_gone_is_told(
    host: Any, customers: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.knodez"
    copy.write_bytes(customers.read_bytes())
    assert opened(host, copy).version == "1"
    write_bundle(read_bundle(customers).captured, copy, name="model", version="2")
    assert opened(host, copy).version == "2"
    with pytest.raises(UsageError, match="There is no bundle"):
        opened(host, tmp_path / "gone.knodez")


@pytest.mark.parametrize("number", [0, 1, 5])
def test_an_explanation_adds_up_to_the_probability(host: Any, customers: Path, number: int) -> None:
    trial = opened(host, customers)
    row = row_of(customers, trial, number)
    found = explaining.explain(host, row)
    chances = {chance.label: chance.chance for chance in trying.send(host, row).chances}
    assert (found.of, found.scale) == ("yes", "probability")
    assert found.total == pytest.approx(chances["yes"], abs=1e-9)
    assert {name for name, _ in found.parts} == {field.column.name for field in trial.inputs["rows"]}
    sizes = [abs(value) for _, value in found.parts]
    assert sizes == sorted(sizes, reverse=True)


def test_missing_and_unknown_values_are_explained_too(host: Any, customers: Path) -> None:
    trial = opened(host, customers)
    for other in ({"income": None}, {"city": None}, {"city": "Żabno"}):
        row = row_of(customers, trial, 2, **other)
        chances = {chance.label: chance.chance for chance in trying.send(host, row).chances}
        assert explaining.explain(host, row).total == pytest.approx(chances["yes"], abs=1e-9)


def regression(folder: Path, **columns: Any) -> Path:
    """A bundle of y = 3a - 2b, learned from rows without noise."""
    random = np.random.default_rng(1)
    table = pd.DataFrame({"a": random.normal(size=80), "b": random.normal(size=80)}).assign(**columns)
    table["y"] = 3 * table["a"] - 2 * table["b"]
    table.to_csv(folder / "rows.csv", index=False)
    w = Workflow("line")
    data = w.add("io.CsvReader", id="data", path=str(folder / "rows.csv"))
    learn = w.add("learn.LinearRegressionLearner", id="learn", target="y")
    predict = w.add("learn.ApplyModel", id="predict")
    data >> learn
    learn >> predict.model
    data >> predict.table
    captured = w.capture(predict, store=False)
    write_bundle(captured, folder / "line.knodez", name="line", version="1")
    return folder / "line.knodez"


def test_a_linear_model_is_explained_as_by_hand(host: Any, tmp_path: Path) -> None:
    path = regression(tmp_path)
    trial = opened(host, path)
    row = row_of(path, trial, a=2.0, b=1.0)
    found = explaining.explain(host, row)
    rows = read_bundle(path).captured.contract.inputs["rows"]
    background = rows.iloc[[place * len(rows) // 25 for place in range(25)]]
    parts = dict(found.parts)
    assert parts["a"] == pytest.approx(3 * (2.0 - background["a"].mean()))
    assert parts["b"] == pytest.approx(-2 * (1.0 - background["b"].mean()))
    assert found.total == pytest.approx(4.0)
    assert (found.of, found.scale) == ("prediction", "prediction")


def test_what_cannot_be_explained_says_why(host: Any, tmp_path: Path) -> None:
    table = pd.DataFrame({"a": [1.0, 2.0, 3.0]})
    table.to_csv(tmp_path / "rows.csv", index=False)
    w = Workflow("plain")
    data = w.add("io.CsvReader", id="data", path=str(tmp_path / "rows.csv"))
    rename = w.add("prep.RenameColumns", id="rename", names={"a": "b"})
    data >> rename
    path = tmp_path / "plain.knodez"
    write_bundle(w.capture(rename, store=False), path, name="plain", version="1")
    trial = opened(host, path)
    assert not trial.explains
    assert "called prediction" in trial.why_not
    assert trying.send(host, row_of(path, trial)).prediction is None
    with pytest.raises(UsageError, match="called prediction"):
        explaining.explain(host, row_of(path, trial))


# ---- served


@pytest.fixture
def address(customers: Path) -> Iterator[str]:
    with served(customers) as client:
        yield f"http://127.0.0.1:{client.port}"


def test_a_served_bundle_is_tried_as_a_file_is(host: Any, customers: Path, address: str) -> None:
    remote = trying.open_bundle(host, protocol.Place(place=address))
    local = opened(host, customers)
    assert (remote.name, remote.version, remote.source, remote.sha256) == ("model", "1", "server", local.sha256)
    assert [field.column.name for field in remote.inputs["rows"]] == [f.column.name for f in local.inputs["rows"]]
    assert {f.column.name: f.column.nullable for f in remote.inputs["rows"]} == {
        f.column.name: f.column.nullable for f in local.inputs["rows"]
    }
    assert remote.examples[0] == local.examples[0]
    place = f"{address}/v1/bundles/model/1"
    answer = trying.send(host, protocol.Row(place=place, inputs=remote.examples[1]))
    same = trying.send(host, row_of(customers, local, 1))
    assert answer.prediction == same.prediction
    assert answer.outputs["predictions"] == pytest.approx(same.outputs["predictions"])
    assert not remote.explains
    assert "SHAP Explainer" in remote.why_not


def test_a_server_says_which_column_is_wrong_and_which_bundles_there_are(host: Any, address: str) -> None:
    remote = trying.open_bundle(host, protocol.Place(place=address))
    row = {"rows": {**remote.examples[0]["rows"], "calls": "many"}}
    with pytest.raises(DataError) as refused:
        trying.send(host, protocol.Row(place=address, inputs=row))
    assert refused.value.facts["column"] == "calls"
    with pytest.raises(UsageError, match="It serves model"):
        trying.open_bundle(host, protocol.Place(place=f"{address}/v1/other"))


def test_a_server_that_is_not_there_is_told(host: Any) -> None:
    with pytest.raises(KnodeError, match="cannot be reached"):
        trying.open_bundle(host, protocol.Place(place="http://127.0.0.1:9"))
