"""How times, sizes and numbers are written."""

from __future__ import annotations

from typing import Any

import pytest

from knode.cli.wording import aligned, count, duration, number, size, with_text, wrapped


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "0.000 s"),
        (0.0124, "0.012 s"),
        (0.9996, "1.00 s"),
        (9.994, "9.99 s"),
        (12.34, "12.3 s"),
        (59.96, "1 min 00 s"),
        (125, "2 min 05 s"),
        (3725, "1 h 02 min"),
    ],
)
def test_a_time_has_the_digits_that_count(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0 B"), (999, "999 B"), (1_400_000, "1.4 MB"), (999_600, "1.0 MB"), (2 * 10**9, "2.0 GB"), (5e13, "50.0 TB")],
)
def test_a_size_has_its_unit(amount: float, text: str) -> None:
    assert size(amount) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.953216, "0.9532"),
        (0.0, "0.0000"),
        (1e-7, "1e-07"),
        (123456.7, "1.235e+05"),
        (171, "171"),
        (12345, "12,345"),
        (True, "True"),
        (float("nan"), "–"),
        (None, "–"),
        ("m", "m"),
    ],
)
def test_a_measured_value_is_short(value: Any, text: str) -> None:
    assert number(value) == text


def test_counted_things_agree_with_their_number() -> None:
    assert (count(1, "node"), count(2, "node"), count(1200, "node")) == ("1 node", "2 nodes", "1,200 nodes")


def test_cells_stand_in_columns() -> None:
    assert aligned([("a", "1"), ("long", "100")], right=(1,)) == ["  a       1", "  long  100"]
    assert aligned([]) == []


def test_a_text_stands_beside_or_below_where_it_is_narrow() -> None:
    assert with_text([("name", "one two three four")], 46) == ["  name  one two three four"]
    assert with_text([("name" * 5, "one two three four")], 40)[1] == "      one two three four"


def test_paragraphs_and_list_items_stay_apart() -> None:
    assert wrapped("One\ntwo.\n\n- first\n- second item", 10) == ["One two.", "", "- first", "- second", "  item"]
