"""Specs of tables: dtypes that survive the way there and back, and roles that travel with a table."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest

from knode.core.arrow_types import arrow_type
from knode.core.spec import ColumnSpec, TableSpec, column_type
from tests.dtypes import COLUMNS

TOLD_ALIKE = ("string", "str of Python")
"""How pandas holds texts is no part of a spec."""
NOT_IN_JSON = ("category of ranges", "category of days", "category of exact decimals", "category of Arrow decimals")
"""Categories whose values JSON cannot tell, and so leaves out."""


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("rows", [0, 1, 6])
def test_a_spec_makes_a_table_of_the_same_spec(name: str, rows: int) -> None:
    table = pd.DataFrame({"x": COLUMNS[name].iloc[:rows]})
    spec = TableSpec.of(table)
    made = spec.empty()
    assert TableSpec.of(made) == spec
    assert made.dtypes.equals(table.dtypes) or name in (*TOLD_ALIKE, "no categories")


@pytest.mark.parametrize("name", COLUMNS)
def test_a_spec_comes_back_from_json(name: str) -> None:
    spec = TableSpec.of(pd.DataFrame({"x": COLUMNS[name]}), ranges=True)
    made = TableSpec.model_validate_json(spec.model_dump_json())
    if name in NOT_IN_JSON:
        assert made["x"] == spec["x"].model_copy(update={"categories": None})
    else:
        assert made == spec


@pytest.mark.parametrize(
    "kind",
    [
        pa.decimal256(50, -2),
        pa.map_(pa.string(), pa.field("v", pa.list_(pa.int8())), keys_sorted=True),
        pa.struct([pa.field("a, b", pa.int8(), nullable=False), pa.field("c", pa.struct([]))]),
        pa.large_list(pa.field("element", pa.timestamp("s", tz="+01:00"), nullable=False)),
    ],
)
def test_types_of_arrow_are_read_by_their_names(kind: pa.DataType) -> None:
    assert arrow_type(str(kind)) == kind


@pytest.mark.parametrize(
    "name", ["", "lists", "list<item int8>", "struct<a: int8", "decimal128(99, 2)", "int8]", "a: b"]
)
def test_a_name_that_tells_no_type_of_arrow_gives_none(name: str) -> None:
    assert arrow_type(name) is None
    assert ColumnSpec(name="x", dtype=f"{name}[pyarrow]").pandas_dtype() is object


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ranges", "other"),
        ("other byte order", "number"),
        ("float16", "number"),
        ("Arrow halffloat", "number"),
        ("Arrow decimal128(20, 4)", "number"),
        ("Arrow struct<a: int64, b c: string>", "other"),
        ("Arrow string_view", "text"),
        ("Arrow time32[s]", "other"),
        ("Arrow date64[ms]", "datetime"),
    ],
)
def test_the_type_of_a_column_is_that_of_its_values(name: str, kind: str) -> None:
    assert column_type(COLUMNS[name].dtype) == kind


def test_a_table_tells_the_roles_of_its_columns():
    table = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    table.attrs = {"roles": {"a": "target", "b": "weight", "c": "no role", "gone": "id"}}
    spec = TableSpec.of(table)
    assert [column.role for column in spec.columns] == ["target", "weight", "feature"]
    assert TableSpec.of(spec.empty()) == spec
    assert [column.role for column in TableSpec.of(table, {"c": "id"}).columns] == ["feature", "feature", "id"]
    table.attrs = {"roles": "nonsense"}
    assert {column.role for column in TableSpec.of(table).columns} == {"feature"}
