"""Tables are opened where they are stored, and their layout is read from the manifest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from knode.core.errors import UsageError
from knode.host import table_protocol as protocol
from knode.host import tables
from knode.host.protocol import method_of
from knode.host.table_layout import dtype_of, places, type_of
from tests.host.table_host import TableHost, mixed


@pytest.fixture
def host(tmp_path: Path) -> Iterator[TableHost]:
    made = TableHost(tmp_path)
    yield made
    made.close()


def test_an_opened_table_is_told_by_its_manifest_and_files(host: TableHost) -> None:
    opened = host.open(mixed(10))
    assert opened.rows == 10
    assert [place.name for place in places(opened.manifest)] == list(mixed(1).columns)
    assert all(Path(file).is_file() for file in opened.files)


def test_types_are_those_that_pandas_names(host: TableHost) -> None:
    table = mixed(10)
    found = {place.name: place.entry for place in places(host.open(table).manifest)}
    same = [name for name in found if not str(table[name].dtype).startswith("object")]
    assert {name: dtype_of(found[name]) for name in same} == {name: str(table[name].dtype) for name in same}
    assert type_of(found["money"]) == "number"
    assert type_of(found["date"]) == "datetime"
    assert type_of(found["list"]) == "other"


def test_row_labels_that_say_more_than_a_number_are_columns(host: TableHost) -> None:
    table = pd.DataFrame({"a": [1, 2, 3, 4]})
    assert [place.is_label for place in places(host.open(table).manifest)] == [False]
    assert [place.name for place in places(host.open(table[::2]).manifest)] == ["index", "a"]
    named = table.set_index(pd.Index(list("wxyz"), name="key"))
    assert [place.name for place in places(host.open(named).manifest)] == ["key", "a"]
    levels = table.set_index(pd.MultiIndex.from_product([["u", "v"], [1, 2]], names=["x", None]))
    assert [place.name for place in places(host.open(levels).manifest)] == ["x", "level 1", "a"]


def test_a_table_without_columns_or_rows_can_be_opened(host: TableHost) -> None:
    assert host.open(pd.DataFrame()).rows == 0
    assert host.open(pd.DataFrame(index=range(3))).rows == 3


def test_a_closed_table_is_not_known_any_more(host: TableHost) -> None:
    opened = host.open(mixed(10))
    ordered = tables.order_table(
        host, protocol.OrderTable(view=opened.view, sort=(protocol.SortKey(column=0, descending=True),))
    )
    assert ordered.file is not None
    tables.close_table(host, protocol.CloseTable(view=opened.view))
    assert not Path(ordered.file).exists()
    with pytest.raises(UsageError, match="does not know the opened table") as caught:
        tables.order_table(host, protocol.OrderTable(view=opened.view))
    assert caught.value.facts["view"] == opened.view
    tables.close_table(host, protocol.CloseTable(view=opened.view))


def test_only_the_last_orders_are_kept(host: TableHost) -> None:
    opened = host.open(mixed(10))
    ask = protocol.OrderTable(view=opened.view, sort=(protocol.SortKey(column=0, descending=True),))
    made = [tables.order_table(host, ask) for _ in range(5)]
    there = [Path(each.file).exists() for each in made if each.file]
    assert there == [False, False, True, True, True]
    with pytest.raises(UsageError, match="order"):
        tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=0, order=made[0].order))


def test_a_column_that_is_not_there_is_refused(host: TableHost) -> None:
    opened = host.open(mixed(10))
    with pytest.raises(UsageError, match="no column number 99"):
        tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=99))


def test_the_methods_are_found_by_name() -> None:
    assert method_of("table.open") is protocol.OPEN_TABLE
    assert method_of("table.export").handler == "knode.host.tables:export_table"
