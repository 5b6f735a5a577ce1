"""What the nodes that choose rows by their values have in common: conditions, groups of them, and an expression."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knode.api import Context, DataError, Node, Spec, TableSpec, setting
from knode_nodes.prep._conditions import Condition, fulfilled, unknown_category
from knode_nodes.prep._expression import check_condition, clock_of, mask
from knode_nodes.prep._syntax import mentioned

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Combine = Literal["all", "any"]


class ConditionGroup(BaseModel):
    """Some conditions that count as one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    combine: Combine | Literal["none"] = Field(
        "any", description="Whether all conditions of the group must be fulfilled, any of them, or none of them."
    )
    conditions: tuple[Condition, ...] = Field((), description="The conditions of the group.")


class _RowChoice(Node):
    """Find rows by their values."""

    pack = "prep"
    rowwise = True
    serving = "filter"
    conditions: tuple[Condition, ...] = setting((), "What to look for in the rows.")
    groups: tuple[ConditionGroup, ...] = setting((), "Groups of conditions, each of which counts as one condition.")
    expression: str = setting(
        "",
        "A formula that is true or false for each row, such as amount > 100 and city = 'Bern'; it counts as one condition.",
        form="expression",
        port="table",
    )
    combine: Combine = setting(
        "all", "Whether all conditions (groups and the formula too) must be fulfilled, or any of them."
    )

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The same columns at each output. Raises DataError where a condition does not fit them."""
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            masks = list(self._conditions_of(table.empty()))
            if self._has_expression:
                check_condition(table, self.expression)
            elif not masks:
                raise _nothing_set()
        return {port.name: table for port in self.ports().outputs}

    def fingerprint(self, folder: Path) -> Any:
        """An expression may ask what day it is."""
        return clock_of([self.expression]) if self._has_expression else None

    def mentions(self) -> set[str]:
        """The columns in the expression."""
        return mentioned([self.expression]) if self._has_expression else set()

    def found(self, table: pd.DataFrame, context: Context) -> np.ndarray:
        """(rows) booleans: which rows fulfil the conditions. Raises DataError; warns of values that no category has."""
        rows = _combined(self._masks(table), self.combine)
        if rows is None:
            raise _nothing_set()
        if len(table):
            for text in self._doubts(table):
                context.warn(f"{text[0].upper()}{text[1:]}")
        return rows

    def _doubts(self, table: pd.DataFrame) -> list[str]:
        conditions = (*self.conditions, *(one for group in self.groups for one in group.conditions))
        found = (unknown_category(table[one.column.of(table, port="table")], one) for one in conditions)
        return [text for text in dict.fromkeys(found) if text]

    @property
    def _has_expression(self) -> bool:
        return bool(self.expression.strip())

    def _masks(self, table: pd.DataFrame) -> Iterator[np.ndarray]:
        yield from self._conditions_of(table)
        if self._has_expression:
            yield mask(table, self.expression)

    def _conditions_of(self, table: pd.DataFrame) -> Iterator[np.ndarray]:
        yield from _each(table, self.conditions)
        for number, group in enumerate(self.groups, 1):
            found = _combined(_each(table, group.conditions), group.combine)
            if found is None:
                raise DataError(f"group {number} has no condition: add one, or remove the group", port="table")
            yield found


def _nothing_set() -> DataError:
    return DataError("no condition is set: add one, such as a column that is not missing", port="table")


def _each(table: pd.DataFrame, conditions: tuple[Condition, ...]) -> Iterator[np.ndarray]:
    for condition in conditions:
        yield fulfilled(table[condition.column.of(table, port="table")], condition)


def _combined(masks: Iterator[np.ndarray], combine: str) -> np.ndarray | None:
    """All of the masks, any of them, or none of them; None where there are no masks."""
    found = None
    for rows in masks:
        found = rows if found is None else (found & rows if combine == "all" else found | rows)
    return ~found if combine == "none" and found is not None else found
