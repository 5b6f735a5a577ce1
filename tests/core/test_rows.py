"""Rows are called by where they stand in the table that came in, wherever parts of it go."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError, keyed, row_number
from knode.core.rows import renumbered

TABLE = pd.DataFrame({"x": np.arange(2000.0)}, index=np.arange(2000) % 7)


def test_a_part_of_a_keyed_table_knows_its_rows_and_so_does_a_part_of_that():
    part = keyed(TABLE).take([5, 1200, 3])
    assert [row_number(part, place) for place in range(3)] == [5, 1200, 3]
    assert row_number(keyed(part).take([2, 1])["x"], 1) == 1200


@pytest.mark.parametrize("index", [[7, 8, 9], [1.7e18, 1.8e18, 0.0], ["a", "b", "c"], [1_700_000_000_000] * 3])
def test_rows_of_any_other_table_are_called_by_their_position(index: list):
    assert row_number(pd.DataFrame({"x": [1, 2, 3]}, index=index), 2) == 2


def test_rows_that_stand_twice_are_keyed_anew():
    assert row_number(keyed(keyed(TABLE).take([5, 5])), 1) == 1


@pytest.mark.parametrize("said", ["1", "row 1 is bad, row 11 is not", "it is 1 in row 1; row 1"])
def test_an_error_names_the_row_in_its_text_and_facts(said: str):
    part = keyed(TABLE).take([3, 1234])
    found = renumbered(DataError(said, row=1), part)
    assert found.message == said.replace("row 1;", "row 1234;").replace("row 1 is", "row 1234 is").replace(
        "in row 1;", "in row 1234;"
    ).removesuffix("; row 1") + ("; row 1234" if said.endswith("; row 1") else "")
    assert found.facts["row"] == 1234
