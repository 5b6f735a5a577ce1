"""Columns of every type that a table may hold are told, summed up, searched and sorted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow.compute as pc
import pytest

from knode.core.errors import DataError, ValueRefused
from knode.host.peeking import cell_text
from knode.host.table_ordering import sortable
from knode.host.table_statistics import statistics_of
from knode.host.table_values import arrow_of, holding, is_nested, may_hold, texts
from knode.store.tables import check_table
from tests.dtypes import COLUMNS


def _may_be_kept(column: pd.Series) -> bool:
    try:
        check_table(pd.DataFrame({"x": column}))
    except ValueRefused:
        return False
    return True


@pytest.mark.parametrize("name", [name for name, column in COLUMNS.items() if _may_be_kept(column)])
def test_a_column_of_every_type_is_told_summed_up_searched_and_sorted(name: str) -> None:
    column = COLUMNS[name]
    array = arrow_of(column)
    gaps = column.isna().tolist()
    assert texts(array).is_null().to_pylist() == gaps
    assert [cell_text(cell) == "" for cell, gap in zip(column, gaps, strict=True) if gap] == [True] * sum(gaps)
    assert statistics_of(array, None, full=True).missing == sum(gaps)
    assert statistics_of(array, np.array([2]), full=False).missing == gaps[2]
    if may_hold(array.type, "1"):
        assert len(holding(array, "1")) == len(column)
    if is_nested(array.type):
        with pytest.raises(DataError, match='"x" holds sequences'):
            sortable(array, "x")
    else:
        order = pc.sort_indices(sortable(array, "x")).to_pylist()
        assert sorted(order) == list(range(len(column)))
        assert [gaps[row] for row in order] == sorted(gaps)
