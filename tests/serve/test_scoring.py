"""An open bundle that answers: by its plan, by its nodes, and the same either way."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knode.core.arrays import Arrays, ArrayStep
from knode.core.errors import BundleDamaged, DataError, UnknownName, UsageError
from knode.deploy.bundle import Sealed
from knode.serve.scoring import Scorer
from tests.trained import bundle


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle."""
    return bundle(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def scorer(path: Path) -> Scorer:
    """It, open."""
    return Scorer.open(path)


def test_a_bundle_tells_what_it_takes_and_gives(scorer: Scorer) -> None:
    columns = {column.name: column for column in scorer.inputs["rows"].columns}

    assert (scorer.name, scorer.version, len(scorer.sha256)) == ("model", "1", 64)
    assert [(name, column.dtype, column.nullable) for name, column in columns.items()] == [
        ("income", "float64", True), ("calls", "int64", False), ("active", "bool", False), ("city", "str", True),
        ("plan", "str", False),
    ]  # fmt: skip
    assert scorer.inputs["rows"].policy["bad_value"] == "error"
    assert [column.name for column in scorer.outputs["predictions"]][-1] == "probability_yes"
    assert len(scorer.examples["rows"]["income"]) == 3
    assert scorer.rowwise


def test_the_plan_and_the_nodes_give_the_same(scorer: Scorer, path: Path) -> None:
    without = Scorer(Sealed.read(path), None)

    by_plan, by_nodes = (one.score(scorer.examples)["predictions"] for one in (scorer, without))

    assert scorer.compiled == {"predictions": True}
    assert without.compiled == {"predictions": False}
    assert list(by_plan) == list(by_nodes)
    assert by_plan["prediction"] == by_nodes["prediction"]
    assert by_plan["probability_yes"] == pytest.approx(by_nodes["probability_yes"], rel=1e-9)


def test_rows_that_the_plan_does_not_know_get_the_answer_of_the_nodes(scorer: Scorer) -> None:
    odd = {**scorer.examples["rows"], "calls": ["2", "3", 2**60]}

    made = scorer.score({"rows": odd})["predictions"]

    assert len(made["prediction"]) == 3


def test_a_bundle_without_a_usable_plan_answers_and_says_so(path: Path) -> None:
    scorer = Scorer(Sealed.read(path), None, "the compiled plan cannot be read (KeyError: 'x')")

    assert scorer.notes[0].startswith("The compiled plan cannot be read (KeyError: 'x'): every request runs the nodes")
    assert not scorer.quick(1)
    assert scorer.score(scorer.examples)["predictions"]["prediction"]


def test_a_few_rows_are_quick_and_many_are_not(scorer: Scorer) -> None:
    assert scorer.quick(1)
    assert not scorer.quick(100_000)


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        ({"calls": [1, "often", 2]}, {"column": "calls", "row": 1, "expected": "a number", "got": '"often"'}),
        ({"calls": None}, {"column": "calls", "expected": "a value", "got": "no such column"}),
        ({"active": [True, False, "perhaps"]}, {"column": "active", "row": 2, "expected": "true or false"}),
        ({"city": ["Bern", {"a": 1}, None]}, {"column": "city", "row": 1, "expected": "a text"}),
    ],
)
def test_a_bad_row_is_refused_with_where_and_why(scorer: Scorer, change: dict[str, Any], facts: dict[str, Any]) -> None:
    rows = {name: values for name, values in {**scorer.examples["rows"], **change}.items() if values is not None}

    with pytest.raises(DataError) as refused:
        scorer.score({"rows": rows})

    assert {name: refused.value.facts.get(name) for name in facts} == facts


@pytest.mark.parametrize(
    ("inputs", "error", "words"),
    [
        ({}, UsageError, 'needs the input "rows"'),
        ({"row": {}}, UnknownName, 'Did you mean "rows"'),
        ({"rows": {"income": [1], "calls": [1, 2]}}, UsageError, "different lengths"),
    ],
)
def test_wrong_inputs_are_told(scorer: Scorer, inputs: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        scorer.score(inputs)


def test_an_unknown_output_is_told(scorer: Scorer) -> None:
    with pytest.raises(UnknownName, match='Did you mean "predictions"'):
        scorer.score(scorer.examples, ["prediction"])


def test_threads_share_a_scorer(scorer: Scorer) -> None:
    """Also while the models are being loaded."""
    expected = scorer.score(scorer.examples)
    odd = {**scorer.examples["rows"], "calls": ["1e0", "2e0", "3e0"]}
    made: list[Any] = []

    def work() -> None:
        scorer.score({"rows": odd})
        made.append(scorer.score(scorer.examples))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 8


def test_a_damaged_bundle_does_not_open(path: Path, tmp_path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "bad.knodez").write_bytes(content)

    with pytest.raises(BundleDamaged):
        Scorer.open(tmp_path / "bad.knodez")


def test_a_step_that_breaks_leaves_the_answer_to_the_nodes(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Breaks(ArrayStep):
        def __call__(self, columns: Arrays) -> Arrays:
            raise KeyError("a mistake of ours")

    sealed = Sealed.read(path)
    plan = sealed.plan()
    assert plan is not None
    expected = Scorer(sealed, plan).score(Scorer(sealed, plan).examples)["predictions"]
    steps = tuple(one if one.source is None else replace(one, step=Breaks()) for one in plan.steps)
    broken = Scorer(sealed, replace(plan, steps=steps, _chosen={}))

    made = broken.score(broken.examples)["predictions"]

    assert made["prediction"] == expected["prediction"]
    assert made["probability_yes"] == pytest.approx(expected["probability_yes"], rel=1e-9)
    assert "the nodes themselves answer" in caplog.text
    caplog.clear()
