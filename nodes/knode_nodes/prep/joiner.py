"""Join two tables by the values of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Context, DataError, Example, Node, Port, Ports, Spec, Table, TableSpec, setting
from knode_nodes.prep._keys import comparable, key_columns
from knode_nodes.prep._matching import Matches, check_size, matches, shown_key
from knode_nodes.prep._suffixes import beside, narrow, suffixed
from knode_nodes.prep._taking import taken

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CHOOSES_LEFT = ("semi", "anti")
ADDS_COLUMNS = ("inner", "left", "right", "outer")
UNMATCHED = ("left_unmatched", "right_unmatched")
ONCE = {"one to one": ("left", "right"), "one to many": ("left",), "many to one": ("right",)}
"""The tables in which each key may stand once, by what is expected."""


class Joiner(Node):
    """Put the columns of two tables side by side, where the key columns have the same values.

    - inner: rows that are in both tables; left, right: all rows of one table, and what fits from the other; outer: all rows
      of both (a full join).
    - semi: rows of the left table that have a partner on the right; anti: those that have none. No columns are added.

    A missing key has no partner, not even another missing key. Rows come in the order of the left table (right: of the right
    one), and are numbered anew; with semi and anti they keep their index. Columns that both tables have get a suffix. Whole
    numbers stay whole where rows have no partner.

    Where a key stands in several rows of both tables, each is paired with each. The number of rows is counted before the
    tables are joined, and a join that would give too many is refused with the key that is to blame. If you know that each
    key stands once, say so in `expect`: a join in which it does not is refused too.

    Example: join orders and customers by customer number, to see each order with its customer's city.
    """

    pack = "prep"
    icon = "joiner"
    shelf = "Several tables"
    keywords = (
        "Join",
        "Merge",
        "Merge Data",
        "VLOOKUP",
        "Cell Replacer",
        "Reference Row Filter",
        "Find Replace",
        "lookup",
        "full outer join",
        "inner join",
        "left join",
        "anti join",
    )
    example = Example({"left_keys": ["customer"], "how": "left", "expect": "many to one"})
    left_keys: tuple[str, ...] = setting(
        (), "The key columns of the left table; the ones both tables have when empty.", form="columns", port="left"
    )
    right_keys: tuple[str, ...] = setting(
        (), "The key columns of the right table; those of the left when empty.", form="columns", port="right"
    )
    how: Literal["inner", "left", "right", "outer", "semi", "anti"] = setting(
        "inner",
        "Which rows to keep.",
        labels={
            "inner": "rows with a partner (inner)",
            "left": "all of the left table (left)",
            "right": "all of the right table (right)",
            "outer": "all of both tables (outer)",
            "semi": "left ones with a partner (semi)",
            "anti": "left ones without a partner (anti)",
        },
    )
    left_suffix: str = setting(
        "", "What is added to the name of a left column that the right table has too.", when={"how": ADDS_COLUMNS}
    )
    right_suffix: str = setting(
        "_right", "What is added to the name of a right column that the left table has too.", when={"how": ADDS_COLUMNS}
    )
    repeated: Literal["warn", "allow", "error"] = setting(
        "warn", "When keys repeat in both tables, so that rows multiply: warn, let it be, or stop."
    )
    expect: Literal["anything", "one to one", "one to many", "many to one"] = setting(
        "anything",
        "How many rows of the left and of the right table have a key: one or many. Where one is said, a repeated key is an "
        "error.",
    )
    ignore_case: bool = setting(False, "Capital and small letters in keys are the same.")
    unmatched: bool = setting(False, "Give the rows of each table that have no partner too, at outputs of their own.")
    most_rows: int | None = setting(
        None,
        "The most rows that the join may give; 20 million, or 20 times the larger table if that is more, when empty.",
        ge=1,
    )

    @model_validator(mode="after")
    def _check_keys(self) -> Joiner:
        if self.right_keys and len(self.right_keys) != len(self.left_keys):
            raise ValueError("left and right need the same number of key columns")
        if self.left_suffix == self.right_suffix:
            raise ValueError("the two suffixes must differ")
        return self

    def ports(self) -> Ports:
        declared = self.declared_ports()
        if not self.unmatched:
            return declared
        more = tuple(Port(name, "table") for name in UNMATCHED)
        return Ports(declared.inputs, (*declared.outputs, *more), declared.context)

    def run(self, left: Table, right: Table, context: Context) -> Table:
        keys = self._keys(TableSpec.of(left), TableSpec.of(right))
        return self._run(left, right, *keys, context)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        left, right = inputs.get("left"), inputs.get("right")
        further: dict[str, Spec | None] = dict(zip(UNMATCHED, (left, right), strict=True)) if self.unmatched else {}
        if not isinstance(left, TableSpec) or not isinstance(right, TableSpec):
            return {"table": None, **further}
        left_keys, right_keys = self._keys(left, right)
        keys = [*left.select(left_keys).columns, *right.select(right_keys).columns]
        if any(key.type == "category" and key.categories is None for key in keys):
            return {"table": None, **further}
        one, other = left.empty(), right.empty()
        both = comparable(one, other, left_keys, right_keys)
        found = matches(*both, left_keys, right_keys, ignore_case=self.ignore_case)
        # Whether whole numbers need a dtype that holds missing ones is known of the rows only.
        same = _same_names(left_keys, right_keys)
        made = TableSpec.of(one if self.how in CHOOSES_LEFT else self._joined(*both, same, found, cores=1))
        filled = {"left": [other], "right": [one], "outer": [one, other]}.get(self.how, [])
        return {"table": None if any(narrow(table, same) for table in filled) else made, **further}

    def _run(
        self, left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str], context: Context
    ) -> Any:
        one, other = comparable(left, right, left_keys, right_keys)
        found = matches(one, other, left_keys, right_keys, ignore_case=self.ignore_case)
        self._check_once(found, left, right, left_keys, right_keys)
        if self.how not in CHOOSES_LEFT:
            self._check_repeats(found, right, right_keys, context)
            check_size(found, self._count, self.most_rows, left, left_keys)
            made = self._joined(one, other, _same_names(left_keys, right_keys), found, context.cores)
        else:
            made = left[(found.partners() > 0) == (self.how == "semi")]
        if not self.unmatched:
            return made
        rest = left[found.partners() == 0], right[found.swapped().partners() == 0]
        return {"table": made, **dict(zip(UNMATCHED, rest, strict=True))}

    def _keys(self, left: TableSpec, right: TableSpec) -> tuple[list[str], list[str]]:
        return key_columns(left, right, self.left_keys, self.right_keys)

    def _count(self, found: Matches) -> int:
        """How many rows the join gives."""
        lonely = 0
        if self.how in ("left", "outer"):
            lonely += int((found.partners() == 0).sum())
        if self.how in ("right", "outer"):
            lonely += int((found.swapped().partners() == 0).sum())
        return found.pairs + lonely

    def _joined(
        self, left: pd.DataFrame, right: pd.DataFrame, same: set[str], found: Matches, cores: int
    ) -> pd.DataFrame:
        """The pairs of rows of two tables with comparable keys, those in `same` being called alike."""
        lefts, rights = self._positions(found)
        one, other = suffixed(left, right, (self.left_suffix, self.right_suffix), same)
        shared = [name for name in one.columns if name in same]
        news = taken(other.drop(columns=shared), rights, cores=cores)
        if self.how in ("right", "outer"):
            keys = _filled_keys(one[shared], other[shared], lefts, rights)
            order = list(one.columns)
            return beside(beside(taken(one.drop(columns=shared), lefts, cores=cores), keys)[order], news)
        return beside(taken(one, lefts, cores=cores), news)

    def _positions(self, found: Matches) -> tuple[np.ndarray | None, np.ndarray | None]:
        """Which row of each table stands in each row of the result: -1 for none of it, None for all rows as they are."""
        import numpy as np

        if self.how == "right":
            rights, lefts = found.swapped().positions(alone=True)
            return lefts, rights
        one, other = found.positions(alone=self.how != "inner")
        alone = np.flatnonzero(found.swapped().partners() == 0) if self.how == "outer" else np.array([], dtype="int64")
        if not len(alone):
            return one, other
        one = np.arange(len(found.left)) if one is None else one
        return np.append(one, np.full(len(alone), -1)), np.append(other, alone)

    def _check_once(
        self, found: Matches, left: pd.DataFrame, right: pd.DataFrame, left_keys: list[str], right_keys: list[str]
    ) -> None:
        """Raise DataError where a key repeats that should stand once."""
        sides = {
            "left": (found.left, found.lefts, left, left_keys),
            "right": (found.right, found.rights, right, right_keys),
        }
        for port in ONCE.get(self.expect, ()):
            codes, counts, table, keys = sides[port]
            if (counts <= 1).all():
                continue
            first = _first(counts > 1, codes)
            row = int((codes[first + 1 :] == codes[first]).argmax()) + first + 1
            raise DataError(
                f"the join is expected to be {self.expect}, and the key {shown_key(table, keys, row)} of row {row} stands in "
                f"another row of the {port} table before. Remove duplicates, or expect something else",
                port=port,
                column=keys[0],
                row=row,
            )

    def _check_repeats(self, found: Matches, right: pd.DataFrame, right_keys: list[str], context: Context) -> None:
        """Warn or stop where the same key stands in several rows of both tables."""
        if self.repeated == "allow":
            return
        twice = found.rights > 1
        both = (found.lefts > 1) & twice if twice.any() else twice
        if not both.any():
            return
        row = _first(both, found.right)
        text = (
            f"keys repeat in both tables, so rows multiply: {shown_key(right, right_keys, row)} is such a key, first in "
            f"row {row} of the right table"
        )
        if self.repeated == "error":
            raise DataError(
                f"{text}. Remove duplicates, or allow it in the settings", port="right", column=right_keys[0], row=row
            )
        context.warn(f"{text[0].upper()}{text[1:]}.")


def _same_names(left_keys: list[str], right_keys: list[str]) -> set[str]:
    return {one for one, other in zip(left_keys, right_keys, strict=True) if one == other}


def _first(wanted: np.ndarray, codes: np.ndarray) -> int:
    """The first row whose key is wanted."""
    import numpy as np

    return int(np.append(wanted, False)[codes].argmax())


def _filled_keys(
    left: pd.DataFrame, right: pd.DataFrame, lefts: np.ndarray | None, rights: np.ndarray | None
) -> pd.DataFrame:
    """Keys of one name in both tables: those of the left rows, and of the right ones where there is no left one."""
    import numpy as np
    import pandas as pd

    if rights is None:
        return right.reset_index(drop=True)
    if lefts is None:
        return left.reset_index(drop=True)
    both = pd.concat([left, right], ignore_index=True)
    return taken(both, np.where(lefts < 0, len(left) + rights, lefts))
