"""Every node, given columns of every type where its examples have plain ones: an answer that its spec told, or plain words."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

from knode.core.check import Example, QuietContext
from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.registry import REGISTRY
from knode.core.settings import Column, Columns
from knode.core.spec import ModelSpec, TableSpec
from knode.core.values import INACTIVE, Model
from knode_nodes.prep import _aggregations, column_aggregator, window_aggregate
from tests.dtypes import COLUMNS
from tests.nodes.test_every_node import examples_of
from tests.nodes.wrong import NODES

pytestmark = [pytest.mark.uncovered, pytest.mark.filterwarnings("ignore")]

ROWS = 12
TABLE = pd.DataFrame(
    {
        "number": np.linspace(0, 1, ROWS),
        "text": list("abcabcabcabc"),
        "category": pd.Categorical(list("abababababab")),
        "zoned": pd.date_range("2026-01-01", periods=ROWS, tz="UTC"),
        "duration": pd.to_timedelta(range(ROWS), unit="h"),
        "period": pd.period_range("2026-01", periods=ROWS, freq="M"),
        "complex": np.arange(ROWS) * 1j,
        "mixed": pd.Series([1, "a"] * (ROWS // 2), dtype=object),
        "lists": pd.Series([[1]] * ROWS, dtype=object),
    }
)
STRANGE = ("text", "category", "zoned", "duration", "period", "complex", "mixed", "lists")
OF_LIBRARIES = re.compile(
    r"\b(u?int|float|complex)\d+|datetime|timedelta|\bdtype|\bobject\b|\bInt64|period\[|ndarray|numpy|pandas|Timestamp|\bNone\b"
    r"|type other|a other|a str\b"
)
"""What types are called in pandas, and in our own code."""
QUIET = ("deploy", "database")
IN_ITS_WORDS = ("script.PythonScript", "script.SqlQuery")
"""Nodes that say what the code of a person said of the rows."""
HARDLY_KNOWN = r"longdouble|other byte order|sparse|ranges of|Arrow (\w+_view|decimal(32|64)|dictionary)"
"""Types that pandas or Arrow cannot take, count or sort themselves, and those that the engine makes others of."""
ALIKE = (
    r"U?I?u?int(8|16|32)$|\w+ (s|ms|ns)$|[Ff]loat32|complex64"
    r"|Arrow (u?int(8|16|32)|(timestamp|duration)\[(s|ms|ns)|time32\[ms|time64|large_binary)"
)
"""Types that others stand for here, to save time."""
TYPES = [name for name in COLUMNS if not re.match(f"{HARDLY_KNOWN}|{ALIKE}", name)]
PARTS = {"learn": 6, "explain": 4}
"""Each node is tried with one of so many types (2 unless told), its neighbours with the others: what fits models takes long."""
PARTS_OF_METHODS = 1 if os.environ.get("KNODE_TESTS") == "thorough" else 6
"""Each type is tried with one of so many methods of a node that summarises."""


def _choosing() -> list[Any]:
    """The nodes that take tables alone and let choose columns, each with such a setting."""
    return [
        pytest.param(cls, name, id=f"{cls.type_id()}.{name}")
        for cls in NODES
        if cls.pack not in QUIET and not cls.effect
        for name, field in cls.model_fields.items()
        if field.annotation in (Column, Columns)
    ]


def _settings(cls: type[Node], name: str, column: str) -> dict[str, Any]:
    """Those of the example, with the column chosen, and a plain one where another must be."""
    given = dict(cls.example.settings) if cls.example is not None else {}
    for other, field in cls.model_fields.items():
        if field.annotation in (Column, Columns):
            given.pop(other, None)
            if field.is_required():
                given[other] = "number"
    return {**given, name: [column] if cls.model_fields[name].annotation is Columns else column}


def _given(port: Port, value: Any) -> Any:
    return [value] if port.multiple else value


def _said(node: Node) -> list[str]:
    """What it says of the table, before a run and in it. An error that is no sentence fails the test."""
    ports = node.ports()
    if any(port.kind != "table" for port in ports.inputs if not port.optional):
        return []
    tables = [port for port in ports.inputs if port.kind == "table"]
    context = {"context": QuietContext()} if ports.context else {}
    said = []
    for work in (
        lambda: node.spec({port.name: _given(port, TableSpec.of(TABLE)) for port in tables}),
        lambda: node.run(**{port.name: _given(port, TABLE) for port in tables}, **context),  # type: ignore[attr-defined]
    ):
        try:
            work()
        except KnodeError as error:
            said.append(str(error))
    return said


@pytest.mark.parametrize(("cls", "name"), _choosing())
def test_what_is_said_of_a_column_is_in_plain_words(cls: type[Node], name: str) -> None:
    for column in STRANGE:
        try:
            node = cls.from_settings(_settings(cls, name, column))
        except KnodeError:
            continue
        for message in _said(node):
            assert _is_plain(message), message


def _is_plain(message: str) -> bool:
    return OF_LIBRARIES.search(re.sub(r'"[^"]*"|\([^)]*\)', "", message)) is None


def _places(cls: type[Node]) -> list[tuple[Example, str, str]]:
    """Columns that the settings of examples name, with the example and the port of the table; others where they name none."""
    found = []
    for example in examples_of(cls):
        told = json.dumps(example.settings, default=str)
        for port, table in example.inputs.items():
            if isinstance(table, pd.DataFrame) and len(table):
                named = [name for name in table.columns if f'"{name}"' in told]
                found += [(example, port, str(name)) for name in (named or table.columns[:1])]
    return found


def _exchanged(table: pd.DataFrame, name: str, strange: str) -> pd.DataFrame:
    values = COLUMNS[strange]
    column = values.take(np.resize(np.arange(len(values)), len(table))).set_axis(table.index)
    made = pd.DataFrame({one: column if one == name else table[one] for one in table.columns})
    made.attrs = dict(table.attrs)
    return made


def _tried(cls: type[Node]) -> Iterator[tuple[Node, Example, str]]:
    """A node with the inputs of an example, in one of which one column is of a strange type: each type at another column."""
    parts = 1 if os.environ.get("KNODE_TESTS") == "thorough" else PARTS.get(cls.pack, 2)
    types = TYPES[NODES.index(cls) % parts :: parts]
    for strange, (example, port, name) in zip(types, itertools.cycle(_places(cls)), strict=False):
        inputs = {**example.inputs, port: _exchanged(example.inputs[port], name, strange)}
        yield cls.from_settings(example.settings), Example(example.settings, inputs), f"{name} of {strange}"


def _spec(value: Any) -> Any:
    if isinstance(value, list):
        return [_spec(one) for one in value]
    return TableSpec.of(value) if isinstance(value, pd.DataFrame) else value.spec if isinstance(value, Model) else None


TABLES = [cls for cls in NODES if cls.pack not in (*QUIET, "io") and not cls.effect and _places(cls)]


@pytest.mark.parametrize("cls", TABLES, ids=lambda cls: cls.type_id())
def test_a_column_of_any_type_gives_what_the_spec_told_or_plain_words(cls: type[Node]) -> None:
    for node, example, what in _tried(cls):
        context = {"context": QuietContext()} if node.ports().context else {}
        told: dict[str, Any] = {}
        try:
            told = node.spec({port: _spec(value) for port, value in example.inputs.items()})
            made = node.outputs(node.run(**example.inputs, **context))  # type: ignore[attr-defined]
        except KnodeError as error:
            assert _is_plain(error.message) or cls.type_id() in IN_ITS_WORDS, f"{what}: {error}"
            continue
        except Exception as error:
            raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
        for port, spec in told.items():
            if made[port] is INACTIVE:
                continue
            if isinstance(spec, TableSpec):
                _compare(spec, TableSpec.of(made[port]), f"{what}, at {port!r}")
            elif isinstance(spec, ModelSpec) and spec.outputs is not None:
                _compare(spec.outputs, made[port].outputs, f"{what}, what {port!r} makes")


def _compare(told: TableSpec, found: TableSpec, what: str) -> None:
    assert [(one.name, one.dtype) for one in told.columns] == [(one.name, one.dtype) for one in found.columns], what
    for one, other in zip(told.columns, found.columns, strict=True):
        assert one.categories in (None, other.categories), f"{what}: {one.name}"
        assert one.ordered == other.ordered, f"{what}: {one.name}"


AGGREGATIONS: dict[str, tuple[tuple[str, ...], Callable[[str], dict[str, Any]]]] = {
    "prep.GroupBy": (get_args(_aggregations.Method), lambda method: {"aggregations": [_aggregation(method)]}),
    "prep.ColumnAggregator": (
        get_args(column_aggregator.Method),
        lambda method: {"columns": ["x", "y"], "aggregations": [{"method": method}]},
    ),
    "prep.WindowAggregate": (
        get_args(window_aggregate.Method),
        lambda method: {"calculations": [{"columns": ["x"], "method": method, "window": "cumulative"}]},
    ),
}
"""The methods of a node, and its settings for one of them."""


def _aggregation(method: str) -> dict[str, Any]:
    second = {"weighted mean": {"weight": "i"}, "correlation": {"other": "i"}, "covariance": {"other": "i"}}
    return {"columns": ["x"], "method": method, **second.get(method, {})}


@pytest.mark.parametrize("type_id", AGGREGATIONS)
def test_every_method_gives_what_the_spec_told_or_plain_words(type_id: str) -> None:
    methods, settings = AGGREGATIONS[type_id]
    for place, strange in enumerate(TYPES):
        column = COLUMNS[strange]
        table = pd.DataFrame({"x": column, "y": column.iloc[::-1].array, "i": range(len(column))})
        for method in methods[place % PARTS_OF_METHODS :: PARTS_OF_METHODS]:
            node = REGISTRY.find(type_id).from_settings(settings(method))
            what = f"{method} of {strange}"
            try:
                made = node.run(table=table)  # type: ignore[attr-defined]
                told = node.spec({"table": TableSpec.of(table)})["table"]
            except KnodeError as error:
                assert _is_plain(error.message), f"{what}: {error}"
                continue
            except Exception as error:
                raise AssertionError(f"{what}: {type(error).__name__}: {error}") from error
            if told is not None and not strange.startswith(("ranges", "category of ranges")):
                assert isinstance(told, TableSpec)
                _compare(told, TableSpec.of(made), what)
