"""Specs of tables: dtypes that survive the way there and back, and roles that travel with a table."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pytest

from knode.core.spec import TableSpec, column_type


@pytest.mark.parametrize(
    "dtype",
    [
        pd.ArrowDtype(pa.decimal128(9, 2)),
        pd.ArrowDtype(pa.decimal256(50, -2)),
        pd.ArrowDtype(pa.timestamp("us", tz="Europe/Zurich")),
        pd.ArrowDtype(pa.timestamp("ns")),
        pd.DatetimeTZDtype("us", "UTC"),
        "Int64",
        "str",
    ],
)
def test_a_spec_makes_a_table_of_the_same_dtypes(dtype):
    table = pd.DataFrame({"x": pd.Series([], dtype=dtype)})
    assert TableSpec.of(table).empty().dtypes.equals(table.dtypes)


def test_an_interval_is_no_number():
    assert column_type(pd.interval_range(0, 2).dtype) == "other"
    assert column_type(pd.Series([Decimal(1)], dtype=pd.ArrowDtype(pa.decimal128(9, 2))).dtype) == "number"


def test_a_table_tells_the_roles_of_its_columns():
    table = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    table.attrs = {"roles": {"a": "target", "b": "weight", "c": "no role", "gone": "id"}}
    spec = TableSpec.of(table)
    assert [column.role for column in spec.columns] == ["target", "weight", "feature"]
    assert TableSpec.of(spec.empty()) == spec
    assert [column.role for column in TableSpec.of(table, {"c": "id"}).columns] == ["feature", "feature", "id"]
    table.attrs = {"roles": "nonsense"}
    assert {column.role for column in TableSpec.of(table).columns} == {"feature"}
