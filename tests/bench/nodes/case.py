"""A case: a node with its settings, and the same by hand with pandas, polars and DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

Tables = dict[str, Any]
"""What the ports get: tables, and models too."""


def one_table(table: pd.DataFrame) -> Tables:
    """Most nodes have one input."""
    return {"table": table}


def far_apart(table: pd.DataFrame) -> pd.DataFrame:
    """The table with customers numbered as many keep them: the numbers have gaps, and do not begin at 0."""
    return table.assign(customer=10**9 + table["customer"] * 1_000_003)


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured. `pandas` and `polars` take the input tables in the order of the ports, `sql` by those names.

    `inputs` makes the tables of the mixed one; nothing of it is measured. `output` is the port that is compared.
    """

    name: str
    node: str
    settings: Mapping[str, Any]
    pandas: Callable[..., Any]
    polars: Callable[..., Any] | None = None
    sql: str = ""
    inputs: Callable[[pd.DataFrame], Tables] = one_table
    output: str = "table"
    told: Callable[[Any], pd.DataFrame] | None = None
    """Makes the table that is compared of what is made, where that is none."""
    in_order: bool = True
    """The rows have an order; otherwise they are sorted before they are compared."""
    most: float = field(default=1.1)
    """The most that it may cost beside pandas."""
    part: Literal["cpu", "wall"] = "cpu"
    """What is compared: of what several cores work at, the time until it is there."""
