"""New columns from expressions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import field_validator

from knode.api import ArrayStep, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._compiled_formula import formulas_step
from knode_nodes.prep._expression import checked, clock_of, computed
from knode_nodes.prep._formulas import NewColumn, pairs, short_form, with_columns, with_specs
from knode_nodes.prep._syntax import mentioned


class Formula(Node):
    """Add columns that are worked out from others, or replace columns: numbers, texts, dates and conditions.

    A formula is a name and an expression in SQL, such as `price * quantity`, `upper(city)`, `year(ordered)` or
    `CASE WHEN age < 18 THEN 'child' ELSE 'adult' END`. Write columns as they are called, in double quotes where the name is no
    plain word: `"unit price" * 2`. Texts stand in single quotes: `city = 'Bern'`. A formula may use the columns of those above
    it. Where the name is one of the table's columns, that column is replaced.

    A missing value makes the result missing, except where the expression says otherwise: `coalesce(discount, 0)`,
    `discount IS NULL`. So does a division of zero by zero. Whole numbers come out as int64, or Int64 where one may be missing;
    other numbers as floats, dates with the time of day, and in their own time zone. A result too large for its type, or a text
    that is no number where one is wanted, is an error that names the row; you may have a missing value there instead.

    Each row is worked out by itself, so the node serves single rows in production. For totals, ranks and the row before, use
    Window Formula.

    Example: `total` as `price * quantity`, then `band` as `if(total > 1000, 'large', 'small')`.
    """

    pack = "prep"
    icon = "formula"
    shelf = "Columns"
    keywords = (
        "Math Formula",
        "Math Formula (Multi Column)",
        "Feature Constructor",
        "String Manipulation",
        "Rule Engine",
        "Column Expressions",
        "Expression",
        "Java Snippet",
        "Constant Value Column",
        "Create Class",
        "Multi-Field Formula",
        "calculated column",
        "derive",
        "assign",
        "mutate",
        "eval",
        "case when",
        "if else",
    )
    example = Example(
        {
            "formulas": [
                {"name": "total", "expression": "price * quantity"},
                {"name": "band", "expression": "if(total > 1000, 'large', 'small')"},
            ]
        }
    )
    rowwise = True
    formulas: tuple[NewColumn, ...] = setting((), "The new columns, one after the other.")
    on_failure: Literal["error", "missing"] = setting(
        "error", "When a value cannot be worked out for a row: stop with an error, or leave it missing."
    )

    @field_validator("formulas", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return short_form(value)

    def run(self, table: Table) -> Table:
        made = computed(table, pairs(self.formulas), missing_on_failure=self.on_failure == "missing")
        return with_columns(table, made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        made = checked(table, pairs(self.formulas), missing_on_failure=self.on_failure == "missing")
        return {"table": with_specs(table, made)}

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        return formulas_step(pairs(self.formulas), columns)

    def fingerprint(self, folder: Path) -> Any:
        return clock_of(formula.expression for formula in self.formulas)

    def mentions(self) -> set[str]:
        """The columns in the expressions."""
        return mentioned(formula.expression for formula in self.formulas)
