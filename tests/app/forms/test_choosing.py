from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knode.app.forms.editors.choosing import Choosing
from tests.app.forms.sink import COLUMNS

KNOWN = {column.name: column.type for column in COLUMNS.columns}
NAMES = list(KNOWN)


def test_ticking_adds_a_name_where_it_stands_in_the_table() -> None:
    chosen = Choosing.of(["age", "joined"]).toggled("city", KNOWN)
    assert chosen.as_json() == ["age", "city", "joined"]


def test_an_order_of_ones_own_is_kept() -> None:
    chosen = Choosing.of(["joined", "age"]).toggled("city", KNOWN)
    assert chosen.as_json() == ["joined", "age", "city"]
    assert chosen.moved("city", -1).as_json() == ["joined", "city", "age"]


def test_unticking_one_of_all_leaves_it_out() -> None:
    chosen = Choosing.of("*").toggled("city", KNOWN)
    assert chosen.as_json() == {"but": ["city"]}
    assert chosen.chosen(KNOWN) == ["age", "monthly_bill", "joined"]
    assert chosen.toggled("city", KNOWN).as_json() == "*"


def test_going_to_names_starts_with_what_is_chosen() -> None:
    assert Choosing.of({"types": ["number"]}).by_way("names", KNOWN).as_json() == ["age", "monthly_bill"]


def test_a_name_that_is_gone_is_missing_and_can_be_corrected() -> None:
    chosen = Choosing.of(["age", "monthly_bil"])
    assert chosen.missing(KNOWN) == ["monthly_bil"]
    assert chosen.chosen(KNOWN) == ["age"]
    assert chosen.corrected("monthly_bil", "monthly_bill").as_json() == ["age", "monthly_bill"]


def test_by_type_only_what_is_found_can_be_left_out() -> None:
    chosen = Choosing.of({"types": ["number"]})
    assert chosen.can_tick(KNOWN) == {"age", "monthly_bill"}
    assert chosen.ticked(NAMES, KNOWN, on=False).as_json() == {"types": ["number"], "but": ["age", "monthly_bill"]}


def test_ticking_many_keeps_the_order_of_the_table_or_ones_own() -> None:
    assert Choosing.of(["city"]).ticked(["joined", "age"], KNOWN, on=True).as_json() == ["age", "city", "joined"]
    assert Choosing.of(["joined", "age"]).ticked(NAMES, KNOWN, on=True).as_json() == [
        "joined", "age", "city", "monthly_bill",
    ]  # fmt: skip
    assert Choosing.of({"but": ["age"]}).ticked(["age", "city"], KNOWN, on=True).as_json() == "*"


def test_the_summary_says_what_is_chosen_and_how_many() -> None:
    assert Choosing.of({"but": ["age"]}).summary(KNOWN, 3) == "All columns but age · 3 of 4"
    assert Choosing.of({"pattern": "m*"}).summary(KNOWN, 1) == "m* · 1 of 4"
    assert Choosing.of(["age"]).summary(None, 0) == "age"


@given(st.lists(st.sampled_from(NAMES), unique=True), st.sampled_from(NAMES))
def test_ticking_twice_changes_nothing_in_what_is_chosen(names: list[str], name: str) -> None:
    start = Choosing.of(names)
    assert set(start.toggled(name, KNOWN).toggled(name, KNOWN).names) == set(names)
