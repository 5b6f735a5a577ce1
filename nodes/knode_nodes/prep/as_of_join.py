"""Join the rows of a table with the nearest earlier or later rows of another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Column, Context, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting, type_words
from knode_nodes.prep._keys import check_types, comparable, key_columns
from knode_nodes.prep._matching import matches
from knode_nodes.prep._nearest import in_order, partners, side_of
from knode_nodes.prep._positions import NANOSECONDS, positions
from knode_nodes.prep._suffixes import beside, suffixed
from knode_nodes.prep._taking import taken

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PLACED = ("number", "datetime", "duration")


class AsOfJoin(Node):
    """Put beside each row of the left table the row of the right one that is nearest in time, or by a number.

    - backward: the last right row at or before the left one, such as the price that held when an order came in,
    - forward: the first right row at or after it,
    - nearest: whichever is closer; of two that are equally close the earlier one.

    With key columns only rows of the same keys are looked at. A tolerance says how far away a partner may be. Neither table
    needs to be sorted: left rows stay in their order with their index, each exactly once. Of several right rows of the same
    moment the last one counts, and with forward the first. A row whose time or key is missing has no partner. Without a
    partner the right columns are missing, or the row is left out; whole numbers and booleans become a kind that can be
    missing.

    Example: orders with a time, and prices with the time from which they hold: each order gets the price of its article then.
    """

    pack = "prep"
    icon = "as-of-join"
    shelf = "Several tables"
    keywords = (
        "merge_asof",
        "asof",
        "time join",
        "nearest join",
        "rolling join",
        "Binary Search",
        "interval join",
        "last known value",
        "point in time",
    )
    example = Example({"left_on": "time", "right_on": "time"})
    rowwise = True
    left_on: Column = setting(Column(""), "The column of times or numbers in the left table.", port="left")
    right_on: Column = setting(
        Column(""), "The column of times or numbers in the right table; that of the left when empty.", port="right"
    )
    left_keys: tuple[str, ...] = setting(
        (), "Key columns of the left table that must be the same; none when empty.", form="columns", port="left"
    )
    right_keys: tuple[str, ...] = setting(
        (), "The key columns of the right table; those of the left when empty.", form="columns", port="right"
    )
    direction: Literal["backward", "forward", "nearest"] = setting(
        "backward",
        "Where to look for a partner.",
        labels={
            "backward": "the last before (backward)",
            "forward": "the next after (forward)",
            "nearest": "the nearest of both",
        },
    )
    same_counts: bool = setting(True, "A right row of exactly the same time or number counts as a partner.")
    tolerance: float | None = setting(None, "How far away a partner may be at most; any distance when empty.", ge=0)
    unit: Literal["weeks", "days", "hours", "minutes", "seconds", "milliseconds"] = setting(
        "days", "What the tolerance counts, for times; for numbers it is a number.", when={"tolerance": True}
    )
    how: Literal["left", "inner"] = setting(
        "left",
        "Keep all left rows, or only those that have a partner.",
        labels={"left": "all left rows (left)", "inner": "only those with a partner (inner)"},
    )
    left_suffix: str = setting("", "What is added to the name of a left column that the right table has too.")
    right_suffix: str = setting("_right", "What is added to the name of a right column that the left table has too.")

    @model_validator(mode="after")
    def _check_keys(self) -> AsOfJoin:
        if self.right_keys and len(self.right_keys) != len(self.left_keys):
            raise ValueError("left and right need the same number of key columns")
        if self.left_suffix == self.right_suffix:
            raise ValueError("the two suffixes must differ")
        return self

    def run(self, left: Table, right: Table, context: Context) -> Table:
        on, keys = self._columns(TableSpec.of(left), TableSpec.of(right))
        return self._joined(left, right, keys, self._partners(left, right, on, keys), context.cores)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        left, right = inputs.get("left"), inputs.get("right")
        if not isinstance(left, TableSpec) or not isinstance(right, TableSpec):
            return {"table": None}
        _, keys = self._columns(left, right)
        made = self._joined(left.empty(), right.empty(), keys, _no_rows(), cores=1)
        return {"table": TableSpec.of(made)}

    def _columns(self, left: TableSpec, right: TableSpec) -> tuple[tuple[str, str], tuple[list[str], list[str]]]:
        """The columns of times or numbers, and the keys, of both tables. Raises DataError where they do not fit."""
        on = self.left_on.of(left, port="left"), (self.right_on or self.left_on).of(right, port="right")
        for port, name, spec in (("left", on[0], left), ("right", on[1], right)):
            if spec[name].type not in PLACED or spec[name].dtype.startswith(("complex", "interval")):
                raise DataError(
                    f"{quoted(name)} is a {type_words(spec[name].dtype)} column and has no nearest values: choose one of "
                    "dates, durations or numbers, or convert it before, such as with Cast Columns",
                    port=port,
                    column=name,
                )
        check_types(left[on[0]], right[on[1]], ("left", "right"))
        if not self.left_keys:
            return on, ([], [])
        return on, key_columns(left, right, self.left_keys, self.right_keys)

    def _partners(
        self, left: pd.DataFrame, right: pd.DataFrame, on: tuple[str, str], keys: tuple[list[str], list[str]]
    ) -> np.ndarray:
        """(left rows) the position of each row's partner in the right table, -1 where it has none."""
        import numpy as np

        one, other, unit = positions(left[on[0]], right[on[1]])
        found = matches(*comparable(left, right, *keys), *keys)
        lefts = in_order(side_of(*one, found.left)) if keys[0] else side_of(*one, None)
        rights = in_order(side_of(*other, found.right if keys[0] else None))
        most = self._tolerance(unit, whole=one.values.dtype != "float64")
        chosen = partners(lefts, rights, self.direction, same=self.same_counts, most=most)
        if rights.rows is not None:
            chosen = np.append(rights.rows, -1).take(chosen)
        if lefts.rows is None:
            return chosen
        every = np.full(len(left), -1)
        every[lefts.rows] = chosen
        return every

    def _tolerance(self, unit: str | None, *, whole: bool) -> Any:
        """In the unit of the times, and a whole number where those are."""
        if self.tolerance is None:
            return None
        times = 1.0 if unit is None else NANOSECONDS[self.unit] / NANOSECONDS[unit]
        return min(int(self.tolerance * times), 2**63 - 1) if whole else self.tolerance

    def _joined(
        self, left: pd.DataFrame, right: pd.DataFrame, keys: tuple[list[str], list[str]], rows: np.ndarray, cores: int
    ) -> pd.DataFrame:
        same = {one for one, other in zip(*keys, strict=True) if one == other}
        one, other = suffixed(left, right, (self.left_suffix, self.right_suffix), same)
        other = other.drop(columns=list(same))
        if self.how == "inner":
            one, rows = one[rows >= 0], rows[rows >= 0]
        news = taken(other, rows, wide=self.how == "left", cores=cores)
        return beside(one.reset_index(drop=True), news).set_axis(one.index)


def _no_rows() -> np.ndarray:
    import numpy as np

    return np.array([], dtype="int64")
