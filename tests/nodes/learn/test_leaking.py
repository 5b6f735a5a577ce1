"""Learners ask of a column that alone tells the target whether it is known in time."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from knode import Workflow
from knode.cli.main import run
from knode.core.registry import REGISTRY
from tests.nodes.learn.conftest import NotingContext

ROWS = 891
RANDOM = np.random.default_rng(11)
SURVIVED = RANDOM.random(ROWS) < 0.38
TITANIC = pd.DataFrame(
    {
        "survived": SURVIVED.astype(int),
        "alive": np.where(SURVIVED, "yes", "no"),
        "sex": np.where(RANDOM.random(ROWS) < np.where(SURVIVED, 0.7, 0.2), "female", "male"),
        "age": RANDOM.normal(30, 10, ROWS),
        "ticket": [f"T{number // 2}" for number in range(ROWS)],
        "one": 1,
    }
)


def asked(table: pd.DataFrame, learner: str = "DecisionTreeLearner", **settings: object) -> list[str]:
    """The columns that a learner asks about, and its words of the first."""
    context = NotingContext()
    REGISTRY.get(f"learn.{learner}").from_settings(settings).run(table=table, context=context)
    return [text for text in context.warnings if " alone tells " in text]


@pytest.mark.parametrize("learner", ["DecisionTreeLearner", "LogisticRegressionLearner", "NearestNeighborsLearner"])
def test_a_copy_of_the_target_is_asked_about(learner):
    assert asked(TITANIC, learner, target="survived") == [
        '"alive" alone tells "survived" in all 891 rows. Is it known before "survived" is? If not, leave it out with Column '
        "Filter: the model would only copy it."
    ]


def test_it_is_told_by_the_command_line(tmp_path, capsys):
    TITANIC.drop(columns="one").to_csv(tmp_path / "rows.csv", index=False)
    w = Workflow("titanic")
    w.add("CsvReader", path=str(tmp_path / "rows.csv")) >> w.add("DecisionTreeLearner", id="tree", target="survived")
    w.save(tmp_path / "w.knode")
    assert run(["exec", str(tmp_path / "w.knode"), "--progress", "none"]) == 0
    told = capsys.readouterr().out
    assert '\n  tree: "survived" is predicted as classes (classification).' in told
    assert "\nNotes\n" in told
    assert '\nWarnings\n  ! tree: "alive" alone tells "survived" in all 891 rows.' in told
    assert run(["exec", str(tmp_path / "w.knode"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    messages = next(node["messages"] for node in report["nodes"] if node["id"] == "tree")
    assert {one["level"] for one in messages} == {"info", "warning"}


def test_many_values_to_a_class_and_few_exceptions_count_as_well():
    boat = pd.Series(np.where(SURVIVED, RANDOM.integers(1, 9, ROWS).astype(str), None), dtype="str")
    assert '"boat"' in asked(TITANIC[["survived", "sex"]].assign(boat=boat), target="survived")[0]
    wrong = TITANIC["alive"].where(np.arange(ROWS) % 400 != 7, "no")
    exceptions = int((wrong != TITANIC["alive"]).sum())
    found = asked(TITANIC[["survived", "age"]].assign(alive=wrong), target="survived")
    assert f"in {ROWS - exceptions:,} of 891 rows" in found[0] if exceptions else found


@pytest.mark.parametrize(
    "table",
    [
        TITANIC.drop(columns="alive"),
        TITANIC[["survived", "ticket"]].assign(key=range(ROWS)),
        TITANIC[["survived", "alive"]].groupby("survived").head(20),
        TITANIC[["survived", "alive", "sex"]].assign(alive=np.where(np.arange(ROWS) % 20 == 0, "no", TITANIC["alive"])),
        pd.DataFrame({"survived": [0] * 2995 + [1] * 5, "sex": ["a", "b", "c"] * 1000}),
        pd.DataFrame({"survived": np.repeat(range(2), 500), "person": np.repeat(range(100), 10)}),
    ],
    ids=["clues", "ids", "few rows", "no copy", "rare class", "rows of persons"],
)
def test_what_is_only_a_clue_is_not_asked_about(table):
    assert asked(table, target="survived") == []


def test_an_id_is_no_feature_and_a_column_of_that_role_is_not_asked_about():
    table = TITANIC[["survived", "alive", "age"]].copy()
    table.attrs = {"roles": {"alive": "ignore"}}
    assert asked(table, target="survived") == []


def test_numbers_that_go_with_the_target_are_asked_about():
    price = RANDOM.gamma(2, 100, 500)
    table = pd.DataFrame(
        {"price": price, "gross": price * 1.19, "net": -price, "size": price + RANDOM.normal(0, 30, 500)}
    )
    table.loc[5:20, "gross"] = np.nan
    found = asked(table, target="price")
    assert [text.split('"')[1] for text in found] == ["gross", "net"]
    assert found[0].startswith('"gross" alone tells "price" (correlation 1) in 484 of 500 rows.')
    assert found[1].startswith('"net" alone tells "price" (correlation 1) in all 500 rows.')
    assert asked(table.drop(columns=["gross", "net"]).head(20), target="price") == []


def test_of_many_rows_some_are_looked_at():
    table = pd.concat([TITANIC[["survived", "alive", "sex"]]] * 50, ignore_index=True)
    assert "in all 14,850 rows that were looked at." in asked(table, target="survived")[0]
