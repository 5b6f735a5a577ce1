"""A row-wise node within a plan gives what its run gives, or leaves the rows to it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core.arrays import Arrays, Discrete, Layout, TableNeeded, arrays_of
from knode.core.check import QuietContext
from knode.core.errors import BundleDamaged, DataError
from knode.core.node import Node
from knode.core.registry import REGISTRY
from knode.core.spec import TableSpec
from knode.deploy.frames import columns_of, frame_of
from knode.deploy.node_step import NodeStep, node_step
from knode.deploy.packing import packed, unpacked
from knode.deploy.plan import _kinds, written
from knode_nodes.prep.row_filter import RowFilter
from knode_nodes.prep.string_cleaner import StringCleaner
from tests.nodes.test_every_node import examples_of

TAKEN = {
    "prep.CastColumns", "prep.CoalesceColumns", "prep.ColumnAggregator", "prep.CombineColumns", "prep.DateShift",
    "prep.FormatDate", "prep.RegexExtract", "prep.ReplaceValues", "prep.RoundNumbers", "prep.RowFilter",
    "prep.SplitColumn", "prep.StringCleaner", "prep.Unpivot",
}  # fmt: skip
"""Nodes that have no step of their own and run within a plan."""


CLEAN = StringCleaner.from_settings({"columns": ["city", "plan"], "steps": ["trim", "lower case"]})
ADULTS = RowFilter.from_settings({"conditions": [{"column": "age", "operator": "greater", "value": 17}]})


def step_of(node: Node, table: pd.DataFrame, *, keeps: bool = False) -> NodeStep | None:
    """The step, after it was packed as a bundle packs it."""
    step = node_step(node, TableSpec.of(table), keeps=keeps)
    return None if step is None else unpacked(packed(step))


def run(node: Node, table: pd.DataFrame) -> pd.DataFrame:
    context = node.ports().context
    more = {} if context is None else {context: QuietContext()}
    (made,) = node.outputs(node.run(table.copy(), **more)).values()  # type: ignore[attr-defined]
    return made


def alike(made: Arrays, wanted: pd.DataFrame) -> bool:
    """Whether a server would answer the same."""
    kinds = _kinds(TableSpec.of(wanted))
    left, right = written(made, kinds), columns_of(wanted)
    return list(left) == list(right) and all(
        len(left[name]) == len(right[name])
        and all(
            one == other or (isinstance(one, float) and isinstance(other, float) and math.isclose(one, other))
            for one, other in zip(left[name], right[name], strict=True)
        )
        for name in right
    )


def held(table: pd.DataFrame) -> pd.DataFrame:
    """The columns that have a place in arrays, rows numbered from 0."""
    names = []
    for name in table.columns:
        try:
            arrays_of(table[[name]])
        except TableNeeded:
            continue
        names += [name] if step_of(RowFilter(), table[[name]]) is not None else []
    return table[names].reset_index(drop=True)


def cases() -> Iterator[tuple[Node, pd.DataFrame]]:
    """The examples of all row-wise nodes with one table in and out that offer no step of their own, with what they give."""
    for cls in REGISTRY.all():
        if not cls.rowwise or cls.compiled is not Node.compiled or not cls.__module__.startswith("knode_nodes."):
            continue
        for example in examples_of(cls):
            node = cls.from_settings(example.settings)
            if len(example.inputs) == len(node.ports().outputs) == 1:
                (table,) = example.inputs.values()
                with suppress(DataError):
                    run(node, held(table))
                    yield node, held(table)


def test_nodes_within_a_plan_give_for_their_examples_what_run_gives() -> None:
    taken: Counter[str] = Counter()
    for node, table in cases():
        step = step_of(node, table)
        assert step is not None
        for rows in (
            table,
            *(table.iloc[[row]].reset_index(drop=True) for row in range(min(3, len(table)))),
            table.head(0),
        ):
            try:
                made = step(arrays_of(rows))
            except TableNeeded:
                continue
            taken[node.type_id()] += 1
            assert alike(made, run(node, rows)), node
    assert set(taken) == TAKEN


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "city": pd.array([" Bern", "Oslo ", None, "ROME"], dtype="str"),
            "age": pd.array([40, 17, 18, 3], dtype="int64"),
            "plan": pd.Categorical(["Plus", "Basic", None, "Plus"], categories=["Plus", "Basic"], ordered=True),
            "score": pd.array([1.5, None, 2.0, 3.0], dtype="Float64"),
            "member": [True, False, True, True],
            "since": pd.to_datetime(["2026-01-31", None, "2026-02-01", "2020-01-01"]).astype("datetime64[s]"),
        }
    )


def with_extras(arrays: Arrays, **columns: list[Any]) -> Arrays:
    """The rows with columns that no spec describes, as a request brings them."""
    more = {name: Discrete(values) for name, values in columns.items()}
    names = (*columns, *arrays.names)
    return Arrays(Layout(names, arrays.layout.numbers, arrays.layout.width), arrays.matrix, {**arrays.others, **more})


def test_texts_and_categories_that_training_never_saw_are_treated_as_by_run(table: pd.DataFrame) -> None:
    step = step_of(CLEAN, table, keeps=True)
    assert step is not None
    rows = table.assign(plan=pd.Categorical(["New", None, "Plus", "AGAIN"], ["Plus", "Basic", "New", "AGAIN"]))
    rows["city"] = pd.array(["", "ÅÄÖ ", "Zürich", None], dtype="str")
    assert alike(step(arrays_of(rows)), run(CLEAN, rows))


@pytest.mark.parametrize(
    "changes", [{"age": [1.5, 2, 3, 4]}, {"age": [np.nan, 2, 3, 4]}, {"member": [1, np.nan, 0, 1]}]
)
def test_values_that_are_no_such_columns_are_left_to_the_nodes(table: pd.DataFrame, changes: dict[str, Any]) -> None:
    step = step_of(CLEAN, table)
    assert step is not None
    with pytest.raises(TableNeeded):
        step(arrays_of(table.assign(**changes)))
    with pytest.raises(TableNeeded):
        step(arrays_of(table.drop(columns="age")))


TEXTS = {"casts": [{"columns": ["age", "member"], "type": "text"}]}
NOBODY = {"columns": ["age"], "replacements": [{"find": None, "replacement": 1}]}


@pytest.mark.parametrize(("value", "member"), [(None, None), (2.5, True), (7, None), (7.0, True), (300, True)])
@pytest.mark.parametrize("dtypes", [("int64", "bool"), ("Int64", "boolean"), ("int8", "bool")])
@pytest.mark.parametrize(
    "node",
    [
        ADULTS,
        REGISTRY.get("prep.CastColumns").from_settings(TEXTS),
        REGISTRY.get("prep.ReplaceValues").from_settings(NOBODY),
    ],
    ids=lambda node: type(node).__name__,
)
def test_a_row_of_odd_values_by_itself_is_treated_as_after_an_input(
    node: Node, dtypes: tuple[str, str], member: Any, value: Any
) -> None:
    described = [{"name": "age", "dtype": dtypes[0]}, {"name": "member", "dtype": dtypes[1]}]
    entrance = REGISTRY.get("deploy.ContainerInput").from_settings({"columns": described})
    rows = {"age": [value], "member": [member]}
    wanted = run(node, entrance.run(frame_of(rows, 1))["value"])  # type: ignore[attr-defined]
    known = pd.DataFrame({"age": [1], "member": [True]}).astype({"age": dtypes[0], "member": dtypes[1]})
    step = step_of(node, known)
    assert step is not None
    try:
        made = step(entrance.compiled({}, TableSpec.of(known)).admit(rows))  # type: ignore[union-attr]
    except TableNeeded:
        assert value == 300
        return
    assert alike(made, wanted)


def test_rows_may_go_where_they_went_in_training(table: pd.DataFrame) -> None:
    step = step_of(ADULTS, table, keeps=False)
    assert step is not None
    made = step(with_extras(arrays_of(table), key=["a", 5, None, [1]], more=[1, 2, 3, 4]))
    assert made.names == ("key", "more", *table.columns)
    assert (made.other("key").tolist(), made.other("more").tolist()) == (["a", None], [1, 3])
    assert step(arrays_of(table.tail(1).reset_index(drop=True))).rows == 0
    careful = step_of(ADULTS, table, keeps=True)
    assert careful is not None
    with pytest.raises(TableNeeded):
        careful(arrays_of(table))
    assert careful(arrays_of(table.head(1))).rows == 1


def test_a_further_column_that_a_node_changes_is_left_to_the_nodes(table: pd.DataFrame) -> None:
    step = step_of(StringCleaner(), table)
    assert step is not None
    assert step(with_extras(arrays_of(table), key=["a", "b", "c", "d"])).other("key").tolist() == ["a", "b", "c", "d"]
    with pytest.raises(TableNeeded):
        step(with_extras(arrays_of(table), key=["a", " b", "c", "d"]))


def test_nodes_that_follow_each_other_are_one_step(table: pd.DataFrame) -> None:
    first = node_step(CLEAN, TableSpec.of(table), keeps=True)
    both = node_step(ADULTS, TableSpec.of(CLEAN.run(table)), keeps=False, before=first)
    assert both is not None
    assert not both.keeps
    assert alike(both(arrays_of(table)), run(ADULTS, run(CLEAN, table)))


def test_what_a_node_refuses_is_refused_and_what_it_does_not_expect_is_left_to_it(table: pd.DataFrame) -> None:
    cast = REGISTRY.get("prep.CastColumns").from_settings({"casts": [{"columns": ["city"], "type": "integer"}]})
    numbers = table.assign(city=pd.array(["1", "2", "3", "4"], dtype="str"))
    step = step_of(cast, numbers)
    assert step is not None
    with pytest.raises(DataError) as refused:
        step(arrays_of(numbers.assign(city=pd.array(["1", "x", "3", "4"], dtype="str"))))
    assert refused.value.facts["row"] == 1
    step._runs = [lambda _: 1 / 0]
    with pytest.raises(TableNeeded):
        step(arrays_of(numbers))


@pytest.mark.parametrize("type_id", ["script.PythonScript", "io.CsvWriter", "flow.Loop", "prep.GroupBy", "no.Node"])
def test_a_plan_runs_no_node_that_does_more_than_change_rows(type_id: str) -> None:
    step = NodeStep([["prep.RowFilter", {}]], [], keeps=True)
    content = packed(step).replace(b"prep.RowFilter", type_id.encode())
    # The length of the text stands before it; it has room at its end.
    size = int.from_bytes(content[:8], "little") + len(type_id) - len("prep.RowFilter")
    with pytest.raises(BundleDamaged, match="no node that a plan runs"):
        unpacked(size.to_bytes(8, "little") + content[8:])


@pytest.mark.parametrize(
    "column",
    [
        pd.array([1.5], dtype="float32"),
        pd.to_datetime(["2026-01-01"], utc=True),
        pd.array([None], dtype="object"),
        pd.Categorical([1]),
        pd.array([1], dtype="int64[pyarrow]"),
    ],
)
def test_columns_that_arrays_do_not_hold_are_left_to_the_nodes(column: Any) -> None:
    assert step_of(RowFilter(), pd.DataFrame({"x": column})) is None


def test_missing_numbers_of_nullable_columns_are_null_in_answers(table: pd.DataFrame) -> None:
    assert columns_of(table)["score"] == [1.5, None, 2.0, 3.0]
    assert columns_of(table.assign(score=table["score"].astype("Float32")))["score"] == [1.5, None, 2.0, 3.0]
