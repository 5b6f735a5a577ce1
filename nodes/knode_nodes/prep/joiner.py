"""Join two tables by the values of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import (
    ColumnSpec,
    Context,
    DataError,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    nearest,
    quoted,
    setting,
)

if TYPE_CHECKING:
    import pandas as pd

KEEPS_LEFT = ("semi", "anti")


class Joiner(Node):
    """Put the columns of two tables side by side, where the key columns have the same values.

    - inner: rows that are in both tables; left, right: all rows of one table, and what fits from the other; outer: all rows.
    - semi: rows of the left table that have a partner on the right; anti: those that have none. No columns are added.

    A missing key has no partner. Rows come in the order of the left table (right: of the right one), and are numbered anew;
    with semi and anti they keep their index. Columns that both tables have get a suffix.

    Example: join orders and customers by customer number, to see each order with its customer's city.
    """

    pack = "prep"
    icon = "joiner"
    keywords = ("Join", "Merge", "Merge Data", "VLOOKUP", "Cell Replacer", "Reference Row Filter", "lookup")
    left_keys: tuple[str, ...] = setting((), "The key columns of the left table; the ones both tables have when empty.")
    right_keys: tuple[str, ...] = setting((), "The key columns of the right table; those of the left when empty.")
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
        left_keys, right_keys = self._keys(TableSpec.of(left), TableSpec.of(right))
        right = _with_keys_like(left, right, left_keys, right_keys)
        if self.how in KEEPS_LEFT:
            found = _has_partner(left, right, left_keys, right_keys)
            return left[found if self.how == "semi" else ~found]
        self._check_repeats(left, right, left_keys, right_keys, context)
        left, right = self._suffixed(left, right, left_keys, right_keys)
        if self.how in ("inner", "left", "right"):
            right = right if self.how == "right" else right.dropna(subset=right_keys)
            left = left.dropna(subset=left_keys) if self.how == "right" else left
            return left.merge(right, how=self.how, left_on=left_keys, right_on=right_keys)
        return _outer(left, right, left_keys, right_keys)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        left, right = inputs.get("left"), inputs.get("right")
        if not isinstance(left, TableSpec) or not isinstance(right, TableSpec):
            return {"table": None}
        self._keys(left, right)
        if self.how in KEEPS_LEFT:
            return {"table": left}
        return {"table": None}

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
            _check_types(left[one], right[other])
        return left_keys, right_keys

    def _check_repeats(
        self, left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str], context: Context
    ) -> None:
        if self.repeated == "allow" or not (right.duplicated(right_keys).any() and left.duplicated(left_keys).any()):
            return
        row = int(right.duplicated(right_keys).to_numpy().argmax())
        text = f"keys repeat in both tables, so rows multiply; the first repeated key on the right is in row {row}"
        if self.repeated == "error":
            raise DataError(
                f"{text}. Remove duplicates, or allow it in the settings", port="right", column=right_keys[0], row=row
            )
        context.warn(f"{text[0].upper()}{text[1:]}.")

    def _suffixed(
        self, left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Both tables with names that do not clash; a key of the same name on both sides is one column."""
        same = {one for one, other in zip(left_keys, right_keys, strict=True) if one == other}
        both = [name for name in left.columns if name in right.columns and name not in same]
        taken = [f"{name}{suffix}" for name in both for suffix in (self.left_suffix, self.right_suffix) if suffix]
        clash = [name for name in taken if name in left.columns or name in right.columns]
        if clash:
            raise DataError(f"a column {quoted(clash[0])} is there already: choose another suffix", column=clash[0])
        keys = {name: f"{name}{self.left_suffix}" for name in both}
        others = {name: f"{name}{self.right_suffix}" for name in both}
        left_keys[:] = [keys.get(name, name) for name in left_keys]
        right_keys[:] = [others.get(name, name) for name in right_keys]
        return left.rename(columns=keys), right.rename(columns=others)


def _check_types(left: ColumnSpec, right: ColumnSpec) -> None:
    alike = {"category": "text"}
    if alike.get(left.type, left.type) != alike.get(right.type, right.type):
        raise DataError(
            f"the key {quoted(left.name)} is a {left.type} ({left.dtype}) on the left, and {quoted(right.name)} a "
            f"{right.type} ({right.dtype}) on the right: convert one of them",
            port="right",
            column=right.name,
        )


def _with_keys_like(
    left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]
) -> pd.DataFrame:
    """The right table with its category keys as texts, where the left ones are texts."""
    changed = {
        other: right[other].astype("str")
        for one, other in zip(left_keys, right_keys, strict=True)
        if column_type(left[one].dtype) == "text" and column_type(right[other].dtype) == "category"
    }
    return right.assign(**changed) if changed else right


def _has_partner(left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]) -> Any:
    if len(left_keys) == 1:
        return (left[left_keys[0]].isin(right[right_keys[0]].dropna()) & left[left_keys[0]].notna()).to_numpy(
            dtype=bool
        )
    partners = right[right_keys].dropna().drop_duplicates().set_axis(left_keys, axis=1)
    merged = left[left_keys].merge(partners, how="left", on=left_keys, indicator="__partner")
    present = left[left_keys].notna().all(axis=1).to_numpy()
    return (merged["__partner"] == "both").to_numpy() & present


def _outer(left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]) -> pd.DataFrame:
    """All rows: those of the left table with what fits, then the rows of the right one that fit nothing."""
    import pandas as pd

    joined = left.merge(right.dropna(subset=right_keys), how="left", left_on=left_keys, right_on=right_keys)
    alone = ~_has_partner(right, left, right_keys, left_keys)
    return pd.concat([joined, right[alone]], ignore_index=True) if alone.any() else joined
