"""What the nodes that choose rows by their values have in common: conditions, groups of them, and an expression."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from knode.api import DataError, Node, setting
from knode_nodes.prep._conditions import Condition, fulfilled

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Combine = Literal["all", "any"]


class ConditionGroup(BaseModel):
    """Some conditions that count as one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    combine: Combine = Field(
        "any", description="Whether all conditions of the group must be fulfilled, or any of them."
    )
    conditions: tuple[Condition, ...] = Field((), description="The conditions of the group.")


class _RowChoice(Node):
    """Find rows by their values."""

    pack = "prep"
    rowwise = True
    serving = "filter"
    conditions: tuple[Condition, ...] = setting((), "What to look for in the rows.")
    groups: tuple[ConditionGroup, ...] = setting((), "Groups of conditions, each of which counts as one condition.")
    combine: Combine = setting(
        "all", "Whether all conditions (groups and the formula too) must be fulfilled, or any of them."
    )

    def found(self, table: pd.DataFrame) -> np.ndarray:
        """(rows) booleans: which rows fulfil the conditions. Raises DataError."""
        mask = _combined(self._masks(table), self.combine)
        if mask is None:
            raise DataError("no condition is set: add one, such as a column that is not missing", port="table")
        return mask

    def _masks(self, table: pd.DataFrame) -> Iterator[np.ndarray]:
        yield from _each(table, self.conditions)
        for number, group in enumerate(self.groups, 1):
            mask = _combined(_each(table, group.conditions), group.combine)
            if mask is None:
                raise DataError(f"group {number} has no condition: add one, or remove the group", port="table")
            yield mask


def _each(table: pd.DataFrame, conditions: tuple[Condition, ...]) -> Iterator[np.ndarray]:
    for condition in conditions:
        yield fulfilled(table[condition.column.of(table, port="table")], condition)


def _combined(masks: Iterator[np.ndarray], combine: Combine) -> np.ndarray | None:
    """All of the masks, or any of them; None where there are none."""
    found = None
    for mask in masks:
        found = mask if found is None else (found & mask if combine == "all" else found | mask)
    return found
