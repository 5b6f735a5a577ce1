"""What a person is likely to want."""

from __future__ import annotations

import json
from pathlib import Path

from knode.app import config, resources
from knode.app.quick.ranking import Habits
from knode.app.quick.shelf import catalogue, habits, keep_habits
from knode.core.catalogue import Hit


def first(found: Habits, beside: str | None, side: str = "in") -> str:
    hits = [Hit(entry, 0.0) for entry in catalogue().entries]
    return found.ranked(hits, beside, side)[0].entry.type  # type: ignore[arg-type]


def test_what_usually_follows_comes_first(config_folder: Path) -> None:
    assert first(Habits(), "learn.RandomForestLearner") == "learn.ApplyModel"
    assert first(Habits(), "learn.ApplyModel") == "evaluate.Scorer"
    assert first(Habits(), "deploy.BundleReader") == "deploy.WorkflowExecutor"


def test_before_a_node_comes_what_usually_stands_before_it(config_folder: Path) -> None:
    found = Habits()
    weights = {one: found.likelihood(one, "evaluate.Scorer", "out") for one in ("learn.ApplyModel", "io.CsvReader")}
    assert weights["learn.ApplyModel"] > weights["io.CsvReader"]


def test_own_links_outweigh_what_is_usual(config_folder: Path) -> None:
    found = Habits()
    for _ in range(20):
        found.count_link("io.ExampleData", "io.ParquetWriter")
    assert first(found, "io.ExampleData") == "io.ParquetWriter"
    assert found.usual_next("io.ExampleData")[0] == "io.ParquetWriter"


def test_a_better_match_stays_before_a_likelier_node(config_folder: Path) -> None:
    ranked = Habits().ranked(catalogue().search("sorter"), "io.CsvReader")
    assert ranked[0].entry.type == "prep.Sorter"


def test_among_equal_matches_the_likelier_node_comes_first(config_folder: Path) -> None:
    ranked = Habits().ranked(catalogue().search("csv"), "prep.Sorter")
    assert ranked[0].entry.type == "io.CsvWriter"


def test_habits_are_kept_in_a_file(config_folder: Path, qtbot: object) -> None:
    habits().count_link("io.CsvReader", "prep.Sorter")
    habits().count_added("prep.Sorter")
    habits().toggle_favourite("prep.Joiner")
    keep_habits()
    qtbot.waitUntil(lambda: (config_folder / "habits.json").exists())  # type: ignore[attr-defined]
    again = Habits()
    assert again.as_json() == habits().as_json()
    assert again.recent == ["prep.Sorter"]
    assert again.favourites == ["prep.Joiner"]


def test_recent_nodes_are_each_there_once_the_last_first(config_folder: Path) -> None:
    found = Habits()
    for one in ("a.A", "b.B", "a.A", *(f"c.C{number}" for number in range(20))):
        found.count_added(one)
    assert found.recent[0] == "c.C19"
    assert len(found.recent) == len(set(found.recent)) == 12


def test_a_file_that_was_spoilt_does_no_harm(config_folder: Path) -> None:
    for content in ([], {"links": 3, "added": {"a.A": "many"}, "recent": {"x": 1}, "favourites": [1, "a.A"]}, "text"):
        config.write("habits", content)
        found = Habits()
        assert found.recent == []
        assert found.likelihood("prep.Sorter", "io.CsvReader") > 0


def test_the_shipped_priors_name_nodes_that_exist() -> None:
    priors = json.loads(resources.app_file("priors.json").read_text(encoding="utf-8"))
    named = {
        *priors["usage"],
        *priors["follows"],
        *(one for following in priors["follows"].values() for one in following),
    }
    assert named <= set(catalogue().by_type)


def test_what_is_said_to_follow_can_be_connected() -> None:
    priors = json.loads(resources.app_file("priors.json").read_text(encoding="utf-8"))
    open_ended = {"deploy.WorkflowExecutor", "deploy.FrozenValue", "deploy.ContainerInput", "deploy.ContainerOutput"}
    for source, following in priors["follows"].items():
        for target in following:
            kinds = {port.kind for port in catalogue().by_type[source].ports.outputs}
            taken = {port.kind for port in catalogue().by_type[target].ports.inputs}
            assert kinds & taken or {source, target} & open_ended, (source, target)


def test_the_names_of_other_tools_lead_to_the_node_that_does_the_same(config_folder: Path) -> None:
    for typed, wanted in (
        ("Value Lookup", "prep.LookUp"),
        ("Ungroup", "prep.Explode"),
        ("Top k Selector", "prep.TopRows"),
    ):
        assert Habits().ranked(catalogue().search(typed))[0].entry.type == wanted, typed
