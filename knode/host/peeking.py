"""A short look at the value of a port, for a person who points at a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.core.spec import column_type
from knode.core.values import Captured, Model, Variables, View
from knode.host.protocol import Peek, PeekParams

if TYPE_CHECKING:
    from knode.host.host import Host

COLUMNS = 12
CELL = 40
"""Characters of a cell that are shown."""


def peek(host: Host, params: PeekParams) -> Peek:
    """The shape and first rows of a table as texts, or what can be said of another value. Raises what `value` raises."""
    held = host.held(params.step, params.port)
    if held.kind == "table":
        return _table(held.value, params.rows)
    return Peek(kind=held.kind, text=_said(held.value))


def _table(table: Any, rows: int) -> Peek:
    shown = table.iloc[:rows, :COLUMNS]
    cells = tuple(tuple(cell_text(cell) for cell in row) for row in shown.itertuples(index=False, name=None))
    names = tuple(str(name) for name in shown.columns)
    types = tuple(column_type(dtype) for dtype in shown.dtypes)
    return Peek(kind="table", rows=len(table), columns=table.shape[1], names=names, types=types, cells=cells)


def cell_text(cell: Any) -> str:
    """A cell as a short text; "" where it is missing."""
    import pandas as pd

    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return ""
    text = f"{cell:,.6g}" if isinstance(cell, float) else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


def _said(value: Any) -> str:
    if isinstance(value, Model):
        target = f" of {value.target}" if value.target is not None else ""
        return f"{value.kind}{target}: {value.name}, reads {len(value.inputs.names)} columns"
    if isinstance(value, Variables):
        return "\n".join(f"{name} = {cell_text(one)}" for name, one in list(value.items())[:COLUMNS])
    if isinstance(value, View):
        return value.title
    if isinstance(value, Captured):
        return f"workflow of {len(value.workflow.nodes)} nodes"
    return type(value).__name__
