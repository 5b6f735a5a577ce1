"""Every node, given columns of strange types where it lets choose: what it says of them is in plain words."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from knode.core.check import QuietContext
from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.settings import Column, Columns
from knode.core.spec import TableSpec
from tests.nodes.wrong import NODES

pytestmark = pytest.mark.uncovered

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


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("cls", "name"), _choosing())
def test_what_is_said_of_a_column_is_in_plain_words(cls: type[Node], name: str) -> None:
    for column in STRANGE:
        try:
            node = cls.from_settings(_settings(cls, name, column))
        except KnodeError:
            continue
        for message in _said(node):
            assert OF_LIBRARIES.search(re.sub(r'"[^"]*"|\([^)]*\)', "", message)) is None, message
