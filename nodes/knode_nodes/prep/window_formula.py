"""New columns from expressions that look at other rows too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import field_validator

from knode.api import Context, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._expression import checked, clock_of, computed
from knode_nodes.prep._formulas import NewColumn, pairs, short_form, with_columns, with_specs
from knode_nodes.prep._syntax import mentioned


class WindowFormula(Node):
    """Add columns whose values look at other rows too: totals of a group, running sums, ranks, the row before.

    It is Formula with windows: `sum(amount) OVER (PARTITION BY city)` gives each row the total of its city,
    `amount / sum(amount) OVER ()` its share of all, `row_number() OVER (PARTITION BY city ORDER BY amount DESC)` its place
    there, `lag(price) OVER (ORDER BY day)` the price of the row before. PARTITION BY makes groups, ORDER BY the order in them,
    `ROWS BETWEEN 6 PRECEDING AND CURRENT ROW` how far it looks. Where the order of rows decides and nothing else orders
    them, it is that of the table. The rows stay in their places.

    `random()` gives numbers from 0 to 1 that follow from the seed of the run. Where no other row is needed, use Formula: it
    serves single rows in production, which this node cannot.

    Example: `share` as `amount / sum(amount) OVER (PARTITION BY city)`.
    """

    pack = "prep"
    icon = "window-formula"
    shelf = "Groups and shape"
    keywords = (
        "Moving Aggregator",
        "Lag Column",
        "Rank",
        "Multi-Row Formula",
        "Running Total",
        "window function",
        "partition by",
        "cumulative sum",
        "share of total",
        "groupby transform",
        "Random Number Assigner",
        "random numbers",
    )
    example = Example({"formulas": [{"name": "share", "expression": "amount / sum(amount) OVER (PARTITION BY city)"}]})
    formulas: tuple[NewColumn, ...] = setting((), "The new columns, one after the other.")

    @field_validator("formulas", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return short_form(value)

    def run(self, table: Table, context: Context) -> Table:
        return with_columns(table, computed(table, pairs(self.formulas), windows=True, seed=context.seed))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        return {"table": with_specs(table, checked(table, pairs(self.formulas), windows=True, seed=0))}

    def fingerprint(self, folder: Path) -> Any:
        return clock_of(formula.expression for formula in self.formulas)

    def mentions(self) -> set[str]:
        """The columns in the expressions."""
        return mentioned(formula.expression for formula in self.formulas)
