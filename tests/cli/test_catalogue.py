"""`knode nodes` and `knode describe`: what there is, and how it is used."""

from __future__ import annotations

import jsonschema
import pytest

from knode.core.catalogue import Catalogue
from knode.core.registry import REGISTRY
from tests.cli.conftest import Knode


def test_every_node_is_listed_under_its_pack_with_one_line(knode: Knode) -> None:
    answer = knode("nodes")
    assert answer.code == 0
    for cls in REGISTRY.all():
        assert f"  {cls.type_id()} " in answer.out
    assert answer.out.splitlines()[0] == "deploy"


def test_a_pack_can_be_listed_alone(knode: Knode) -> None:
    found = knode("nodes", "--pack", "trial", "--json").json()
    assert {node["pack"] for node in found} == {"trial"}
    assert {"type", "title", "pack", "help", "keywords", "synonym"} == set(found[0])


def test_an_unknown_pack_proposes_the_nearest(knode: Knode) -> None:
    answer = knode("nodes", "--pack", "lern")
    assert answer.code == 2
    assert 'Did you mean "learn"?' in answer.err


@pytest.mark.parametrize("words", [["yardstick"], ["MEASURE", "table"], ["trial.measure"]])
def test_nodes_are_found_by_name_keyword_and_help(knode: Knode, words: list[str]) -> None:
    assert "trial.Measure" in knode("nodes", *words).out


def test_a_name_from_elsewhere_is_told_where_it_is_what_was_found(knode: Knode) -> None:
    assert "Also called yardstick." in knode("nodes", "yardstick").out
    assert knode("nodes", "yardstick", "--json").json()[0]["synonym"] == "yardstick"
    assert knode("nodes", "measure", "--json").json()[0]["synonym"] is None


def test_a_slip_of_the_finger_does_not_matter(knode: Knode) -> None:
    assert knode("nodes", "mesaure", "--json").json()[0]["type"] == "trial.Measure"
    assert knode("nodes", "gruop", "by", "--json").json()[0]["type"] == "prep.GroupBy"


@pytest.mark.parametrize("words", ["schedule", "cron", "batch job"])
def test_who_looks_for_a_job_by_the_clock_finds_the_bundle(knode: Knode, words: str) -> None:
    assert knode("nodes", *words.split(), "--json").json()[0]["type"] == "deploy.BundleWriter"


def test_the_command_line_finds_what_the_app_finds_in_the_same_order(knode: Knode) -> None:
    for typed in ("filter", "vlookup", "regrssion", "train test split", "Random Forest Predictor"):
        found = [node["type"] for node in knode("nodes", *typed.split(), "--json").json()]
        assert found == [hit.entry.type for hit in Catalogue(REGISTRY).search(typed)]


def test_a_match_in_the_name_comes_first(knode: Knode) -> None:
    found = [node["type"] for node in knode("nodes", "csv", "--json").json()]
    assert set(found[:2]) == {"io.CsvReader", "io.CsvWriter"}


def test_words_that_stand_nowhere_find_nothing(knode: Knode) -> None:
    answer = knode("nodes", "zzzz")
    assert (answer.code, answer.out) == (0, "")
    assert "No node is called zzzz" in answer.err
    assert knode("nodes", "zzzz", "--json").json() == []


def test_describe_tells_help_ports_and_settings(knode: Knode) -> None:
    out = knode("describe", "trial.Gate").out
    for part in ("Say no when there are too few rows.", "in   table  table", "least", "integer", "The fewest rows"):
        assert part in out


def test_describe_proposes_the_nodes_that_a_wrong_name_describes(knode: Knode) -> None:
    answer = knode("describe", "visualize.LineChart")
    assert answer.code == 2
    assert 'Did you mean "visualize.LinePlot" or ' in answer.err


def test_describe_tells_the_ports_of_its_own_that_a_node_which_holds_a_workflow_has(knode: Knode) -> None:
    out = " ".join(knode("describe", "learn.CrossValidate").out.split())
    assert "out scores table" in out
    assert "It holds a workflow, which it runs as often as it needs, and has that one's ports too." in out
    assert "They are those of the workflow that it holds." in knode("describe", "flow.Loop").out


def test_describe_tells_the_limits_and_what_must_be_given(knode: Knode) -> None:
    assert "integer, at least 0" in knode("describe", "trial.Numbers").out
    assert "must be given" in knode("describe", "io.CsvReader").out


def test_describe_tells_the_entries_of_a_setting_an_example_and_what_happens_in_production(knode: Knode) -> None:
    out = knode("describe", "prep.RowFilter").out
    assert "    operator       one of 17" in out
    assert '{"column": "age", "operator": "greater", "value": 30}' in out
    assert "in production it serves single rows" in out
    assert "what it learnt is frozen" in " ".join(knode("describe", "prep.Normalizer").out.split())
    assert "They follow from the settings" not in out


def test_describe_fits_a_narrow_terminal(knode: Knode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for type_id in ("prep.CastColumns", "prep.RowId", "flow.Loop", "io.HttpRequest"):
        out = knode("describe", type_id).out
        assert max(map(len, out[: out.index("\nExample")].splitlines())) <= 80


def test_describe_has_no_colours_where_it_is_piped(knode: Knode) -> None:
    assert "\x1b" not in knode("describe", "prep.RowFilter").out


def test_describe_prints_the_page_of_the_reference(knode: Knode) -> None:
    out = knode("describe", "groupby", "--markdown").out
    assert out.startswith("# Group By\n")
    assert "| `aggregations[].method` | one of 39 |" in out
    answer = knode("describe", "groupby", "--markdown", "--json")
    assert answer.code == 2
    assert "not both" in answer.err


def test_describe_finds_a_node_without_its_pack(knode: Knode) -> None:
    assert knode("describe", "csvreader").out == knode("describe", "io.CsvReader").out
    assert knode("describe", "csv Reader ").out == knode("describe", "io.CsvReader").out


def test_describe_of_an_unknown_node_proposes_the_nearest(knode: Knode) -> None:
    answer = knode("describe", "io.CsvReadr")
    assert answer.code == 2
    assert 'Did you mean "io.CsvReader"?' in answer.err


@pytest.mark.parametrize("type_id", [cls.type_id() for cls in REGISTRY.all()])
def test_every_node_can_be_described_and_its_json_is_a_json_schema(knode: Knode, type_id: str) -> None:
    answer = knode("describe", type_id)
    assert answer.code == 0
    assert max(map(len, answer.out.splitlines())) <= 100
    described = knode("describe", type_id, "--json").json()
    jsonschema.Draft202012Validator.check_schema(described)
    assert described["node"] == type_id
    assert {"inputs", "outputs", "properties"} <= described.keys()


def test_choices_are_told_with_what_they_are_called_on_screen(knode: Knode) -> None:
    told = " ".join(knode("describe", "learn.SupportVectorMachineLearner").out.split())
    assert "rbf | linear | poly | sigmoid" in told
    assert 'On screen rbf is "bends anywhere (RBF)", linear is "straight (linear)", poly is "polynomial"' in told
    assert "On screen" not in knode("describe", "prep.DropMissing").out
