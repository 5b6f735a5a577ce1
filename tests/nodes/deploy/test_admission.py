"""What a compiled input admits is what the node itself makes of the same rows, and it refuses with the same words."""

import itertools
from typing import Any

import pytest

from knode.api import DataError, TableNeeded
from knode.deploy.frames import columns_of, frame_of
from knode.deploy.plan import written
from knode_nodes.deploy.container_input import ContainerInput

pytestmark = pytest.mark.uncovered

ODD = [
    [1], {"a": 1}, "x", "", "nan", "inf", "1e400", "2.5", "-007.250", "12345678901234.5", "0.30000000000000004", "1e3", " 5",
    True, 5, 5.5, None, 2**60, 2**70, -1e300, 1e39, 0.1, "é",
    "2026-01-01", "2026-13-45", "0001-01-01", "9999-12-31", "99999-01-01", "2026-W01-1", "20260101",
    "2026-01-01T08:30:00Z", "2026-01-01T08:30:00+02:00", "2026-01-01T08:30:00.123456789",
]  # fmt: skip
COLUMNS = [
    ("float64", None), ("float32", None), ("int64", None), ("Int64", None), ("int8", None), ("uint8", None),
    ("bool", None), ("boolean", None), ("str", None), ("object", None), ("category", ["a", "b"]), ("category", [1, 2]),
    ("category", None), ("datetime64[us]", None), ("datetime64[ns]", None), ("datetime64[us, UTC]", None),
    ("timedelta64[ns]", None),
]  # fmt: skip
BESIDE: list[list[Any]] = [[], [None], ["a"], [1.5], [True]]


def kind_of(dtype: str) -> str:
    if dtype.startswith("bool"):
        return "bool"
    return "int" if dtype.lower().startswith(("int", "uint")) else "float"


def by_node(node: ContainerInput, values: list[Any]) -> Any:
    try:
        return columns_of(node.run(frame_of({"c": values}, len(values)))["value"])
    except DataError as error:
        return error.message, error.facts


def by_entry(entry: Any, values: list[Any], dtype: str) -> Any:
    try:
        return written(entry.admit({"c": values}), {"c": kind_of(dtype)})
    except DataError as error:
        return error.message, error.facts


@pytest.mark.parametrize(("dtype", "categories"), COLUMNS)
def test_odd_values_are_admitted_or_refused_as_the_node_does(dtype: str, categories: list[Any] | None) -> None:
    column = {"name": "c", "dtype": dtype, "categories": categories}
    agreed = 0
    # Only categories can be unknown.
    policies = ("allow", "missing", "error") if dtype == "category" else ("error",)
    for bad_value, unknown in itertools.product(("error", "missing"), policies):
        settings = {"columns": [column], "bad_value": bad_value, "unknown_category": unknown}
        node = ContainerInput.from_settings(settings)
        entry: Any = node.compiled({}, None)  # type: ignore[arg-type]
        if entry is None:
            continue
        for values in ([odd, *beside] for odd in ODD for beside in BESIDE):
            try:
                made = by_entry(entry, values, dtype)
            except TableNeeded:
                continue
            assert made == by_node(node, values), values
            agreed += 1
    compiled = dtype not in ("datetime64[us, UTC]", "timedelta64[ns]")
    assert agreed > 7 * len(policies) if compiled and dtype != "object" else agreed == 0


def entry_of(columns: list[dict[str, Any]], **policy: str) -> Any:
    return ContainerInput.from_settings({"columns": columns, **policy}).compiled({}, None)  # type: ignore[arg-type]


NUMBER, TEXT = {"name": "n", "dtype": "float64"}, {"name": "t", "dtype": "str"}


def test_columns_come_in_the_described_order_whatever_the_order_of_the_rows() -> None:
    made = written(entry_of([NUMBER, TEXT]).admit({"t": ["x"], "n": [1]}), {"n": "float"})

    assert list(made.items()) == [("n", [1.0]), ("t", ["x"])]


def test_a_further_column_is_kept_dropped_or_refused_as_the_policy_says() -> None:
    given = {"id": ["k1"], "n": [1.0], "t": ["x"]}

    assert list(entry_of([NUMBER, TEXT]).admit(given).names) == ["id", "n", "t"]
    assert list(entry_of([NUMBER, TEXT], extra_column="drop").admit(given).names) == ["n", "t"]
    with pytest.raises(DataError, match='the column "id" is not expected; expected are n, t'):
        entry_of([NUMBER, TEXT], extra_column="error").admit(given)


def test_an_absent_column_is_refused_with_the_nearest_name_or_filled() -> None:
    with pytest.raises(DataError, match='"amount" is missing; did you mean to call "amuont" so') as refused:
        entry_of([{"name": "amount", "dtype": "float64"}]).admit({"amuont": [1.0]})
    assert refused.value.facts["column"] == "amount"
    with pytest.raises(DataError, match='"age" is missing; the rows have fare$'):
        entry_of([{"name": "age", "dtype": "float64"}, {"name": "fare", "dtype": "float64"}]).admit({"fare": [1.0]})

    filled = entry_of([NUMBER, TEXT], missing_column="fill").admit({"n": [1.0, 2.0]})
    assert written(filled, {"n": "float"}) == {"n": [1.0, 2.0], "t": [None, None]}


def test_the_row_of_a_bad_value_is_named() -> None:
    with pytest.raises(DataError) as refused:
        entry_of([NUMBER]).admit({"n": [1, 2.5, None, "x"]})

    assert refused.value.facts == {"column": "n", "row": 3, "expected": "a number", "got": '"x"'}
