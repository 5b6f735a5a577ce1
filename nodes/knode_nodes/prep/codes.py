"""The whole numbers that stand for the values of columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.prep._known import different, looked_up, positions, refuse_unknown

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Codes:
    """Turns each value of a column into its position in a list.

    Follows scikit-learn's `transform`. Its state is plain data: `values` by column, from low to high; `names` of the columns
    made; `first`, the code of the first value; `unknown`: what a value that is not in the list becomes, "missing", "last" (a
    code after all others) or "error"; and whether a missing value has a code of its own, after that.
    """

    def __init__(
        self,
        values: dict[str, list[Any]],
        names: dict[str, str],
        *,
        first: int,
        unknown: str,
        code_missing: bool,
    ) -> None:
        self.values = values
        self.names = names
        self.first = first
        self.unknown = unknown
        self.code_missing = code_missing

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [self.names[name] for name in self.values]

    @property
    def known(self) -> dict[str, list[Any]]:
        """The values that training saw, by column."""
        return self.values

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) Int64. Raises DataError for an unknown value when those are refused."""
        import pandas as pd

        made = {self.names[name]: self._column(rows[name], name) for name in self.values}
        return pd.DataFrame(made, index=rows.index, copy=False)

    def narrowed(self, columns: Iterable[str]) -> Codes:
        """The same for fewer columns."""
        kept = [name for name in self.values if name in set(columns)]
        return Codes(
            {name: self.values[name] for name in kept},
            {name: self.names[name] for name in kept},
            first=self.first,
            unknown=self.unknown,
            code_missing=self.code_missing,
        )

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        import numpy as np

        from knode_nodes.prep._compiled_fitted import coded

        tables = {}
        for name, values in self.values.items():
            unknown, missing = self._rest(name)
            codes = [
                *range(len(values)),
                np.nan if unknown is None else unknown,
                np.nan if missing is None else missing,
            ]
            tables[name] = np.array(codes, dtype="float64").reshape(-1, 1) + self.first
        return coded(self.values, tables, self.made, inputs, replaces, refuses=self.unknown == "error")

    def _rest(self, name: str) -> tuple[int | None, int | None]:
        """The positions that unknown and missing values have; None for none."""
        count = len(self.values[name])
        after = count + (self.unknown == "last")
        return count if self.unknown == "last" else None, after if self.code_missing else None

    def _column(self, column: pd.Series, name: str) -> Any:
        import numpy as np

        found, seen = different(column)
        if self.unknown == "error":
            strange = positions(seen, self.values[name]) < 0
            refuse_unknown(column, np.append(strange, False)[found], "set `unknown` to `missing`")
        return self.numbers(name, found, seen)

    def numbers(self, name: str, found: np.ndarray, seen: Any) -> Any:
        """(rows) Int64, of the different values of a column that is called so and the place of each row's among them."""
        import numpy as np
        import pandas as pd

        places = positions(seen, self.values[name])
        unknown, missing = (-1 if position is None else position for position in self._rest(name))
        # Few values are numbered, and each row takes the number of its own; that of a missing one stands last.
        codes = np.append(np.where(places < 0, unknown, places), missing)
        absent = codes < 0
        numbers = np.where(absent, 0, codes + self.first)
        if not absent[:-1].any() and not (absent[-1] and len(found) and found.min() < 0):
            return pd.arrays.IntegerArray(looked_up(found, numbers)[0], np.zeros(len(found), dtype=bool))
        made, mask = looked_up(found, numbers, absent.view("uint8"))
        return pd.arrays.IntegerArray(made, mask.view(bool))
