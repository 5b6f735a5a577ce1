"""What a short look at the first rows of a file tells: the spec of the table that a reader makes of them."""

from __future__ import annotations

from collections.abc import Callable

from knode.api import DataError, Spec, Table, TableSpec
from knode_nodes.io._head import HEAD_ROWS


def fewer(row_limit: int | None) -> int:
    """How many rows to look at, where a reader is told to read at most `row_limit`."""
    return HEAD_ROWS if row_limit is None else min(row_limit, HEAD_ROWS)


def looked(read: Callable[[], Table]) -> dict[str, Spec | None]:
    """The spec of the table that `read` makes; nothing where it cannot: the run will say why."""
    try:
        return {"table": TableSpec.of(read())}
    except (DataError, OSError, ValueError):
        return {}
