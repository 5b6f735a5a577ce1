"""The signature of a captured workflow: its inputs and outputs as JSON Schema (2020-12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knode.core.spec import ColumnSpec, TableSpec
from knode.core.values import Captured

TYPES: dict[str, dict[str, Any]] = {
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "text": {"type": "string"},
    "category": {},
    "datetime": {"type": "string", "format": "date-time"},
    "duration": {"type": "string", "format": "duration"},
    "other": {},
}


def of(captured: Captured) -> dict[str, Any]:
    """The inputs and outputs by name, each a table as an array of records."""
    return {
        "inputs": _schemas(captured.contract.inputs),
        "outputs": _schemas(captured.contract.outputs),
    }


def _schemas(tables: Mapping[str, Any]) -> dict[str, Any]:
    return {name: table_schema(TableSpec.of(table)) for name, table in tables.items()}


def table_schema(spec: TableSpec) -> dict[str, Any]:
    """A table as a JSON Schema: an array of objects, one property a column; every column is required."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {column.name: column_schema(column) for column in spec.columns},
            "required": spec.names,
        },
    }


def column_schema(column: ColumnSpec) -> dict[str, Any]:
    """One column's values. `x-dtype` is the pandas dtype that a value is turned into, `x-role` what the column is for
    and `x-predicts` which one a prediction is of, where that is known."""
    schema = dict(TYPES[column.type])
    if column.dtype.lower().startswith(("int", "uint")):
        schema["type"] = "integer"
    if column.categories is not None and all(
        isinstance(value, str | int | float | bool) for value in column.categories
    ):
        schema["examples"] = list(column.categories)
    role = {"x-role": column.role} if column.role != "feature" else {}
    predicts = {"x-predicts": column.predicts} if column.predicts is not None else {}
    return {**schema, "x-dtype": column.dtype, **role, **predicts}
