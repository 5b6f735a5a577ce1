"""Finding the next cell with a text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.host import table_protocol as protocol
from knode.host import table_searching, tables
from tests.host.table_host import TableHost


@pytest.fixture
def host(tmp_path: Path) -> Iterator[TableHost]:
    made = TableHost(tmp_path)
    yield made
    made.close()


@pytest.fixture
def view(host: TableHost) -> str:
    return host.open(pd.DataFrame({"a": ["ant", "bee", "ant", "cow"], "n": [1, 2, 3, 1], "b": [*"xyz", "ant"]})).view


def find(host: TableHost, view: str, text: str, row: int, column: int, **ask: Any) -> tuple[Any, Any, bool]:
    params = protocol.FindText(view=view, text=text, **{"columns": (0, 1, 2), "row": row, "column": column} | ask)
    found = tables.find_in_table(host, params)
    return found.row, found.column, found.wrapped


def test_the_next_cell_is_found_row_by_row(host: TableHost, view: str) -> None:
    assert find(host, view, "ANT", 0, -1) == (0, 0, False)
    assert find(host, view, "ant", 0, 0) == (2, 0, False)
    assert find(host, view, "ant", 2, 0) == (3, 2, False)
    assert find(host, view, "ant", 3, 2) == (0, 0, True)


def test_backwards_goes_the_other_way(host: TableHost, view: str) -> None:
    assert find(host, view, "ant", 3, 2, backwards=True) == (2, 0, False)
    assert find(host, view, "ant", 0, 0, backwards=True) == (3, 2, True)


def test_what_is_nowhere_is_not_found(host: TableHost, view: str) -> None:
    assert find(host, view, "elk", 1, 1) == (None, None, False)
    assert find(host, view, "", 1, 1) == (None, None, False)


def test_only_the_columns_that_are_shown_are_looked_at_in_their_order(host: TableHost, view: str) -> None:
    assert find(host, view, "ant", 0, -1, columns=(2, 0)) == (0, 0, False)
    assert find(host, view, "ant", 3, 2, columns=(2, 1)) == (3, 2, True)


def test_places_are_those_of_the_order(host: TableHost, view: str) -> None:
    ask = protocol.OrderTable(view=view, sort=(protocol.SortKey(column=1, descending=True),))
    order = tables.order_table(host, ask).order
    assert find(host, view, "bee", 0, -1, order=order) == (1, 0, False)


def test_a_long_table_is_searched_piece_by_piece(host: TableHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_searching, "ROWS_AT_ONCE", 7)
    numbers = np.zeros(100, dtype="int64")
    numbers[[20, 63]] = 5
    view = host.open(pd.DataFrame({"n": numbers})).view
    found = [find(host, view, "5", row, 0, columns=(0,), backwards=back) for row, back in ((20, False), (63, True))]
    assert found == [(63, 0, False), (20, 0, False)]
    assert find(host, view, "5", 63, 0, columns=(0,)) == (20, 0, True)
