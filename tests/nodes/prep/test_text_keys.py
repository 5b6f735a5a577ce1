"""Keys that are texts fit each other, also where one table holds them as Python objects."""

from __future__ import annotations

import inspect
from typing import Any

import pandas as pd
import pytest

from knode.api import DataError, QuietContext, TableSpec
from knode.core.registry import REGISTRY

KEYS: dict[str, Any] = {"text": "str", "objects": object, "category": "category", "string": "string"}
ON = {
    "Joiner": {"left_keys": ["k"], "right_keys": ["k"], "how": "left"},
    "AsOfJoin": {"left_on": "t", "right_on": "t", "left_keys": ["k"], "right_keys": ["k"], "direction": "nearest"},
    "MatchRows": {"keys": ["k"], "reference_keys": ["k"]},
    "LookUp": {"keys": ["k"], "lookup_keys": ["k"], "columns": ["y"]},
    "CompareTables": {"keys": ["k"]},
}


def made(node: str, first: pd.DataFrame, second: pd.DataFrame) -> list[pd.DataFrame]:
    """The tables that a node gives, in the types that it told before."""
    one = REGISTRY.find(f"prep.{node}").from_settings(ON[node])
    given = inspect.signature(one.run).parameters  # type: ignore[attr-defined]
    ports = dict(zip([name for name in given if name != "context"], (first, second), strict=True))
    context = {"context": QuietContext()} if "context" in given else {}
    found = one.run(**ports, **context)  # type: ignore[attr-defined]
    tables = {"table": found} if isinstance(found, pd.DataFrame) else found._asdict()
    told = one.spec({name: TableSpec.of(table) for name, table in ports.items()})
    for name, table in tables.items():
        if isinstance(spec := told.get(name), TableSpec):
            assert [(one.name, one.dtype) for one in spec.columns] == [
                (str(column), str(dtype)) for column, dtype in table.dtypes.items()
            ]
    return [table for table in tables.values() if isinstance(table, pd.DataFrame)]


def keyed(values: list[Any], kind: str, **columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"k": pd.Series(values, dtype=object).astype(KEYS[kind]), **columns})


def plain(tables: list[pd.DataFrame]) -> list[Any]:
    return [
        [[None if pd.isna(value) else value for value in row] for row in table.to_numpy(object)] for table in tables
    ]


@pytest.mark.parametrize("node", ON)
@pytest.mark.parametrize(("left", "right"), [("objects", "text"), ("text", "objects"), ("objects", "category"),
                                             ("category", "objects"), ("objects", "string")])  # fmt: skip
def test_texts_as_python_objects_are_keys_as_other_texts_are(node: str, left: str, right: str) -> None:
    rows = ["b", "a", "c"] if node == "CompareTables" else ["b", "a", None, "c"]
    first = {"t": range(len(rows)), "x": range(len(rows))}
    second = {"t": range(len(rows)), "y": range(10, 10 + len(rows))}
    if node == "CompareTables":
        first, second = {"x": first["x"]}, {"x": second["y"]}
    others = rows[::-1]
    wanted = made(node, keyed(rows, "text", **first), keyed(others, "text", **second))
    found = made(node, keyed(rows, left, **first), keyed(others, right, **second))
    assert plain(found[:2]) == plain(wanted[:2])


@pytest.mark.parametrize("node", ON)
def test_objects_of_other_values_are_no_keys_for_texts(node: str) -> None:
    first = keyed(["a", 1], "objects", t=[1, 2], y=[1, 2])
    with pytest.raises(DataError, match=r'"k".*mixed column.*Cast Columns'):
        made(node, first, keyed(["a", "b"], "text", t=[1, 2], y=[1, 2]))
