"""The categories of columns that training saw, as columns of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.prep._known import different, known_codes, refuse_unknown

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

ABSENT = -2
"""The number of no row."""


class KnownCategories:
    """Turns each column into one column for each category that training saw: 1 where the row has it, else 0.

    Follows scikit-learn's `transform`. Its state is plain data: `categories` by column, `names` of the columns made (in the
    order of the categories, then one of rare values, then one of missing values, where a column has them), the `dtype` of
    those, and whether an unknown category is refused. `left_out` are by column the values that training saw and that have no
    column, `rare` those that share one, with unknown values if `unknown_as_rare`; `gaps` are the columns where missing values
    have one.
    """

    # Models that were stored before these came have none of them.
    rare: Mapping[str, list[Any]] = MappingProxyType({})
    gaps: Sequence[str] = ()
    unknown_as_rare = False

    def __init__(self, categories: dict[str, list[Any]], names: list[str], dtype: str, refuse_unknown: bool) -> None:
        self.categories = categories
        self.names = names
        self.dtype = dtype
        self.refuse_unknown = refuse_unknown
        self.left_out: dict[str, list[Any]] = {}

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return self.names

    @property
    def known(self) -> dict[str, list[Any]]:
        """The values that training saw, by column."""
        rest = (self.rare, self.left_out)
        return {
            column: [*values, *(value for some in rest for value in some.get(column, ()))]
            for column, values in self.categories.items()
        }

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, names) of 0 and 1. Raises DataError for an unknown category when those are refused."""
        import pandas as pd

        made: dict[str, Any] = {}
        for column, names in self._named():
            codes, places = self._codes(rows[column], column)
            for place, name in zip(places, names, strict=True):
                found = codes == place
                made[name] = found.view("int8") if self.dtype == "int8" else found.astype(self.dtype)
        return pd.DataFrame(made, index=rows.index, copy=False)

    def narrowed(self, columns: Iterable[str]) -> KnownCategories:
        """The same for fewer columns."""
        kept = set(columns)
        names = [name for column, some in self._named() if column in kept for name in some]
        categories = {column: values for column, values in self.categories.items() if column in kept}
        made = KnownCategories(categories, names, self.dtype, self.refuse_unknown)
        made.left_out = {column: values for column, values in self.left_out.items() if column in kept}
        made.rare = {column: values for column, values in self.rare.items() if column in kept}
        made.gaps = [column for column in self.gaps if column in kept]
        made.unknown_as_rare = self.unknown_as_rare
        return made

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for values that are no texts, numbers or booleans."""
        from knode_nodes.prep._compiled import OneHot

        columns = []
        for name, names in self._named():
            own, rare, without = self.categories[name], self.rare.get(name, []), self.left_out.get(name, [])
            values = [*own, *rare, *without]
            plain = all(isinstance(value, str | int | float) for value in values)
            if name not in inputs or not plain or inputs[name].type not in ("text", "category", "number", "boolean"):
                return None
            shared, gap = self._rest(name)
            places = [*range(len(own)), *[shared] * len(rare), *[-1] * len(without)]
            unknown = shared if self.unknown_as_rare else -1
            columns.append([name, inputs[name].type in ("number", "boolean"), values, places, unknown, gap, len(names)])
        return OneHot(columns, list(self.names), list(replaces), self.refuse_unknown)

    def _named(self) -> Iterator[tuple[str, list[str]]]:
        """Each column with the names of those that are made of it."""
        names = iter(self.names)
        for column, categories in self.categories.items():
            yield column, [next(names) for _ in range(len(categories) + (column in self.rare) + (column in self.gaps))]

    def _rest(self, column: str) -> tuple[int, int]:
        """The positions of the columns of rare and of missing values; -1 for none."""
        shared, gap = column in self.rare, column in self.gaps
        count = len(self.categories[column])
        return count if shared else -1, count + shared if gap else -1

    def _codes(self, column: pd.Series[Any], name: str) -> tuple[np.ndarray, Iterable[int]]:
        """(rows) a number, and for each column made the number of the rows that have the 1."""
        import pandas as pd

        shared, gap = self._rest(name)
        if not self.refuse_unknown and shared < 0 and gap < 0:
            codes, seen = different(column)
            found = pd.Index(seen).astype(object).get_indexer(pd.Index(self.categories[name], dtype=object))
            return codes, [place if place >= 0 else ABSENT for place in found.tolist()]
        codes = known_codes(column, self.categories[name])
        missing = column.isna().to_numpy(dtype=bool)
        strange = (codes < 0) & ~missing & (known_codes(column, self.left_out.get(name, [])) < 0)
        rare = strange if self.unknown_as_rare else strange & (known_codes(column, self.rare.get(name, [])) >= 0)
        if self.refuse_unknown:
            refuse_unknown(column, strange & ~rare, "set `unknown` to `zeros`")
        codes[rare] = shared
        codes[missing] = gap
        return codes, range(max(len(self.categories[name]), shared + 1, gap + 1))
