"""What is shown of a table is what is written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from knode.core.errors import DataError
from knode.host import table_protocol as protocol
from knode.host import tables
from tests.host.table_host import TableHost


@pytest.fixture
def host(tmp_path: Path) -> Iterator[TableHost]:
    made = TableHost(tmp_path)
    yield made
    made.close()


READERS = {
    "csv": pd.read_csv,
    "parquet": pd.read_parquet,
    "xlsx": partial(pd.read_excel, engine="calamine"),
    "json": pd.read_json,
}


@pytest.mark.parametrize("kind", READERS)
def test_rows_and_columns_are_written_as_they_are_shown(host: TableHost, kind: protocol.ExportFormat) -> None:
    opened = host.open(pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"], "c": [0.5, 1.5, 2.5]}))
    ask = protocol.OrderTable(
        view=opened.view,
        sort=(protocol.SortKey(column=0, descending=True),),
        filters=({"kind": "range", "column": 0, "low": 2},),
    )
    order = tables.order_table(host, ask).order
    path = host.folder / f"out.{kind}"
    params = protocol.ExportTable(view=opened.view, columns=(2, 1), path=str(path), format=kind, order=order)
    made = tables.export_table(host, params)
    assert (made.rows, made.bytes) == (2, path.stat().st_size)
    written = READERS[kind](path)
    pd.testing.assert_frame_equal(written, pd.DataFrame({"c": [2.5, 1.5], "b": ["z", "y"]}), check_dtype=False)


def test_row_labels_become_a_column_that_hides_none(host: TableHost) -> None:
    opened = host.open(pd.DataFrame({"key": [1, 2]}, index=pd.Index(["p", "q"], name="key")))
    path = host.folder / "out.csv"
    params = protocol.ExportTable(view=opened.view, columns=(0, 1), path=str(path), format="csv")
    tables.export_table(host, params)
    assert path.read_text().splitlines() == ["key,key_", "p,1", "q,2"]


def test_what_a_format_cannot_hold_is_refused_and_leaves_no_file(host: TableHost) -> None:
    opened = host.open(pd.DataFrame({"when": pd.date_range("2024-01-01", periods=2, tz="UTC")}))
    path = host.folder / "out.xlsx"
    params = protocol.ExportTable(view=opened.view, columns=(0,), path=str(path), format="xlsx")
    with pytest.raises(DataError, match="time zones"):
        tables.export_table(host, params)
    assert not path.exists()


def test_what_the_writer_warns_of_is_told(host: TableHost) -> None:
    opened = host.open(pd.DataFrame({"t": ["", None]}))
    params = protocol.ExportTable(view=opened.view, columns=(0,), path=str(host.folder / "out.csv"), format="csv")
    assert "look the same" in tables.export_table(host, params).notes[0]
