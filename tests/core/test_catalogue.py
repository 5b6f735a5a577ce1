"""The catalogue of nodes and the search in it."""

from __future__ import annotations

import statistics
import time

import pytest

from knode.core.catalogue import Catalogue, entry_of, first_sentence
from knode.core.registry import REGISTRY
from tests.measuring import slowness

pytestmark = pytest.mark.uncovered

CATALOGUE = Catalogue()


def names(typed: str) -> list[str]:
    return [hit.entry.name for hit in CATALOGUE.search(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("csv", "CSV Reader"),
        ("vlookup", "Joiner"),
        ("impute", "Missing Values"),
        ("train_test_split", "Partition"),
        ("gruop by", "Group By"),
        ("rand for", "Random Forest Learner"),
        ("read csv", "CSV Reader"),
        ("excel write", "Excel Writer"),
        ("shapley", "SHAP Explainer"),
        ("weekday", "Date Parts"),
        ("Charting", "Bar Chart"),
        ("Pie Chart", "Bar Chart"),
        ("Metanode", "Call Workflow"),
        ("Component", "Call Workflow"),
        ("Nomogram", "SHAP Waterfall"),
        ("Stacking", "Cross Validate"),
        ("Column Splitter", "Column Filter"),
        ("Row Aggregator", "Group By"),
        ("Stacked Area Chart", "Bar Chart"),
        ("Arrange", "Unpivot"),
        ("PCA Apply", "Apply Model"),
        ("Missing Value (Apply)", "Apply Model"),
        ("missing value apply", "Apply Model"),
        ("Python Learner", "Scikit-learn Estimator"),
        ("Create Instance", "Table Creator"),
    ],
)
def test_a_node_is_found_by_any_of_its_names(typed: str, first: str) -> None:
    assert names(typed)[0] == first


def test_every_node_is_first_when_its_name_is_typed() -> None:
    for entry in CATALOGUE.entries:
        assert names(entry.name)[0] == entry.name


def test_every_keyword_finds_its_node() -> None:
    missed = [
        (entry.name, word)
        for entry in CATALOGUE.entries
        for word in entry.cls.keywords
        if entry.name not in names(word)
    ]
    assert not missed


def test_the_synonym_that_matched_is_told() -> None:
    hit = CATALOGUE.search("vlook")[0]
    assert hit.synonym is not None
    assert hit.synonym.shown == "VLOOKUP"
    assert hit.synonym_spans == ((0, 5),)


def test_a_title_that_matches_needs_no_synonym() -> None:
    hit = next(hit for hit in CATALOGUE.search("filter") if hit.entry.name == "Row Filter")
    assert hit.synonym is None
    assert hit.spans == ((4, 10),)


def test_hardly_matching_nodes_are_left_out_when_others_match_well() -> None:
    assert "Deploy HTTP" not in names("regr")


def test_of_several_words_a_fragment_within_another_word_tells_nothing() -> None:
    # The letters of "eel" and "rose" stand in words such as "Decision Tree Learner", "use" within "cause" and "house".
    assert "Bar Chart" in names("rose chart")
    assert not {"Decision Tree Learner", "Cross Join"} & set(names("eel chart"))
    assert names("use model") == ["Apply Model"]


def test_nothing_typed_finds_all_by_title() -> None:
    assert names("") == sorted(names(""), key=str.lower)
    assert len(names("")) == len(REGISTRY.all())


def test_nonsense_finds_nothing() -> None:
    assert names("qqqqzz") == []


def test_entries_know_their_ports_also_where_they_follow_from_settings() -> None:
    ends = CATALOGUE.by_type["deploy.ContainerInput"]
    assert [port.kind for port in ends.ports.outputs] == ["table"]
    learner = CATALOGUE.by_type["learn.RandomForestLearner"]
    assert learner.fitting("in", "table") is not None
    assert learner.fitting("out", "table") is None
    assert learner.fitting("in", "variables") is not None
    assert learner.fitting("in", "model") is None


def test_only_a_node_that_gives_what_it_takes_can_stand_in_a_link() -> None:
    assert CATALOGUE.by_type["prep.RowFilter"].giving_on("table")
    assert not CATALOGUE.by_type["learn.RandomForestLearner"].giving_on("table")


def test_the_first_sentence_is_on_one_line_and_plain() -> None:
    assert first_sentence("Send to `knode\nserve`, fast. Then more.\n\nMore.") == "Send to knode serve, fast."
    assert first_sentence("Read (.xlsx, .ods).\n\nMore") == "Read (.xlsx, .ods)."


def test_a_catalogue_is_read_when_it_is_asked_for() -> None:
    fresh = Catalogue(REGISTRY)
    assert not fresh.is_read
    assert fresh.entries
    assert fresh.is_read


@pytest.mark.untraced
def test_a_search_in_five_hundred_nodes_takes_less_than_a_frame() -> None:
    entries = [entry_of(entry.cls) for _ in range(12) for entry in CATALOGUE.entries][:500]
    for typed in ("c", "csv", "filter", "regrssion", "train test", "zzzz"):
        seconds = []
        for _ in range(5):
            start = time.process_time()
            CATALOGUE.search(typed, entries)
            seconds.append(time.process_time() - start)
        assert statistics.median(seconds) < 0.016 * slowness(), typed


def test_every_help_ends_with_an_example() -> None:
    assert [entry.type for entry in CATALOGUE.entries if "Example:" not in entry.cls.help()] == []


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("prep.WindowAggregate", ["shop", "day", "sales", "mean", "7 days"]),
        ("prep.DuplicateRows", ["customer", "largest", "date"]),
        ("prep.Formula", ["total", "price * quantity", "band", "if(total > 1000, 'large', 'small')"]),
        ("prep.SetRoles", ["churned", "target", "customer_id", "id"]),
        ("prep.Partition", ["0.7", "left"]),
        ("deploy.FrozenValue", ["model"]),
    ],
)
def test_the_example_in_words_is_that_of_the_settings(node: str, words: list[str]) -> None:
    cls = CATALOGUE.by_type[node].cls
    assert cls.example is not None
    shown, told = str(cls.example.settings).replace('"', ""), cls.help().partition("Example:")[2]
    for word in words:
        assert word in told
        assert word in shown


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("month", "Date Parts"),
        ("uppercase", "String Cleaner"),
        ("remove column", "Column Filter"),
        ("mean", "Group By"),
        ("split text", "Split Column"),
    ],
)
def test_plain_words_for_what_is_to_be_done_find_the_node_first(word: str, name: str) -> None:
    assert names(word)[0] == name
