"""Join two tables by the values of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import (
    Context,
    DataError,
    Node,
    Spec,
    Table,
    TableSpec,
    nearest,
    quoted,
    setting,
)
from knode_nodes.prep._keys import all_of, check_types, comparable, has_partner, with_columns, with_keys

if TYPE_CHECKING:
    import pandas as pd

CHOOSES_LEFT = ("semi", "anti")


class Joiner(Node):
    """Put the columns of two tables side by side, where the key columns have the same values.

    - inner: rows that are in both tables; left, right: all rows of one table, and what fits from the other; outer: all rows.
    - semi: rows of the left table that have a partner on the right; anti: those that have none. No columns are added.

    A missing key has no partner. Rows come in the order of the left table (right: of the right one), and are numbered anew;
    with semi and anti they keep their index. Columns that both tables have get a suffix. Whole numbers stay whole where rows
    have no partner.

    Example: join orders and customers by customer number, to see each order with its customer's city.
    """

    pack = "prep"
    icon = "joiner"
    keywords = ("Join", "Merge", "Merge Data", "VLOOKUP", "Cell Replacer", "Reference Row Filter", "lookup")
    left_keys: tuple[str, ...] = setting(
        (), "The key columns of the left table; the ones both tables have when empty.", form="columns", port="left"
    )
    right_keys: tuple[str, ...] = setting(
        (), "The key columns of the right table; those of the left when empty.", form="columns", port="right"
    )
    how: Literal["inner", "left", "right", "outer", "semi", "anti"] = setting("inner", "Which rows to keep.")
    left_suffix: str = setting("", "What is added to the name of a left column that the right table has too.")
    right_suffix: str = setting("_right", "What is added to the name of a right column that the left table has too.")
    repeated: Literal["warn", "allow", "error"] = setting(
        "warn", "When keys repeat in both tables, so that rows multiply: warn, let it be, or stop."
    )

    @model_validator(mode="after")
    def _check_keys(self) -> Joiner:
        if self.right_keys and len(self.right_keys) != len(self.left_keys):
            raise ValueError("left and right need the same number of key columns")
        if self.left_suffix == self.right_suffix:
            raise ValueError("the two suffixes must differ")
        return self

    def run(self, left: Table, right: Table, context: Context) -> Table:
        keys = self._keys(TableSpec.of(left), TableSpec.of(right))
        return self._joined(left, right, *keys, context)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        left, right = inputs.get("left"), inputs.get("right")
        if not isinstance(left, TableSpec) or not isinstance(right, TableSpec):
            return {"table": None}
        left_keys, right_keys = self._keys(left, right)
        keys = [*left.select(left_keys).columns, *right.select(right_keys).columns]
        if any(key.type == "category" and key.categories is None for key in keys):
            return {"table": None}
        one, other = left.empty(), right.empty()
        made = TableSpec.of(self._joined(one, other, left_keys, right_keys, None))
        # Whether whole numbers need a dtype that holds missing ones is known of the rows only.
        same = _same_names(left_keys, right_keys)
        filled = {"left": [other], "right": [one], "outer": [one, other]}.get(self.how, [])
        return {"table": None if any(_narrow(table, same) for table in filled) else made}

    def _joined(
        self,
        left: pd.DataFrame,
        right: pd.DataFrame,
        left_keys: list[str],
        right_keys: list[str],
        context: Context | None,
    ) -> pd.DataFrame:
        one, other = comparable(left, right, left_keys, right_keys)
        if self.how in CHOOSES_LEFT:
            found = has_partner(one, other, left_keys, right_keys)
            return left[found if self.how == "semi" else ~found]
        if context is not None and self.repeated != "allow":
            self._check_repeats(one, other, left_keys, right_keys, context)
        same = _same_names(left_keys, right_keys)
        # An index called as a key would make its name ambiguous.
        one, other = self._suffixed(one.reset_index(drop=True), other.reset_index(drop=True), same)
        both = set(left.columns) & set(right.columns) - same
        left_keys = [f"{name}{self.left_suffix}" if name in both else name for name in left_keys]
        right_keys = [f"{name}{self.right_suffix}" if name in both else name for name in right_keys]
        widened: dict[str, Any] = {}
        if self.how in ("right", "outer"):
            one = _widened(one, same, widened)
        if self.how in ("left", "outer"):
            other = _widened(other, same, widened)
        if self.how == "outer":
            made = _outer(one, other, left_keys, right_keys)
        else:
            one = with_keys(one, left_keys) if self.how == "right" else one
            other = other if self.how == "right" else with_keys(other, right_keys)
            made = one.merge(other, how=self.how, left_on=left_keys, right_on=right_keys)  # type: ignore[arg-type]
        whole = {name: dtype for name, dtype in widened.items() if not made[name].isna().any()}
        return with_columns(made, {name: made[name].astype(dtype) for name, dtype in whole.items()})

    def _keys(self, left: TableSpec, right: TableSpec) -> tuple[list[str], list[str]]:
        """The key columns of both tables. Raises DataError."""
        left_keys = list(self.left_keys) or [name for name in left.names if name in right]
        right_keys = list(self.right_keys) or left_keys
        if not left_keys:
            raise DataError("the tables have no column in common: choose the key columns", port="left")
        for port, spec, keys in (("left", left, left_keys), ("right", right, right_keys)):
            for key in keys:
                if key not in spec:
                    near = nearest(key, spec.names)
                    hint = f"; did you mean {quoted(near)}?" if near else ""
                    raise DataError(f"there is no key column {quoted(key)}{hint}", port=port, column=key)
        for one, other in zip(left_keys, right_keys, strict=True):
            check_types(left[one], right[other])
        return left_keys, right_keys

    def _check_repeats(
        self, left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str], context: Context
    ) -> None:
        """Warn or stop where the same key stands in several rows of both tables."""
        rights = right[right.duplicated(right_keys)]
        if rights.empty:
            return
        lefts = left[left.duplicated(left_keys)]
        found = rights[has_partner(rights, lefts, right_keys, left_keys)]
        if found.empty:
            return
        values = [quoted(found[key].tolist()[0]) for key in right_keys]
        same = [right[key] == found[key].iloc[0] for key in right_keys]
        row = int(all_of(same).argmax())
        text = (
            f"keys repeat in both tables, so rows multiply: {', '.join(values)} is such a key, first in row {row} of the "
            "right table"
        )
        if self.repeated == "error":
            raise DataError(
                f"{text}. Remove duplicates, or allow it in the settings", port="right", column=right_keys[0], row=row
            )
        context.warn(f"{text[0].upper()}{text[1:]}.")

    def _suffixed(self, left: pd.DataFrame, right: pd.DataFrame, same: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Both tables with names that do not clash; a key of the same name on both sides is one column."""
        both = [name for name in left.columns if name in right.columns and name not in same]
        taken = [f"{name}{suffix}" for name in both for suffix in (self.left_suffix, self.right_suffix) if suffix]
        clash = [name for name in taken if name in left.columns or name in right.columns]
        if clash:
            raise DataError(f"a column {quoted(clash[0])} is there already: choose another suffix", column=clash[0])
        return (
            left.rename(columns={name: f"{name}{self.left_suffix}" for name in both}),
            right.rename(columns={name: f"{name}{self.right_suffix}" for name in both}),
        )


def _same_names(left_keys: list[str], right_keys: list[str]) -> set[str]:
    return {one for one, other in zip(left_keys, right_keys, strict=True) if one == other}


def _narrow(table: pd.DataFrame, keys: set[str]) -> list[str]:
    """The columns whose dtype cannot hold missing values, but for `keys`."""
    plain = ("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
    return [str(name) for name, dtype in table.dtypes.items() if name not in keys and str(dtype) in plain]


def _widened(table: pd.DataFrame, keys: set[str], widened: dict[str, Any]) -> pd.DataFrame:
    """The table with dtypes that can hold missing values; adds the old ones to `widened`."""
    old = {name: table[name].dtype for name in _narrow(table, keys)}
    widened.update(old)
    wider = {name: _nullable(str(dtype)) for name, dtype in old.items()}
    return table.astype(wider) if wider else table


def _nullable(dtype: str) -> str:
    """int64 as Int64, uint8 as UInt8, bool as boolean."""
    return "boolean" if dtype == "bool" else dtype.replace("uint", "UInt").replace("int", "Int")


def _outer(left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]) -> pd.DataFrame:
    """All rows: those of the left table with what fits, then the rows of the right one that fit nothing."""
    import pandas as pd

    joined = left.merge(with_keys(right, right_keys), how="left", left_on=left_keys, right_on=right_keys)
    alone = ~has_partner(right, left, right_keys, left_keys)
    return pd.concat([joined, right[alone]], ignore_index=True) if alone.any() else joined
