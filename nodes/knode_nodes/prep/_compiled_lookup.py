"""Looking up values by key, as a step on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, ColumnSpec, Discrete, TableNeeded, column_type

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EXACT = 2**53
NUMBERS = ("number", "boolean")
TEXTS = ("text", "category")


@dataclass
class LookedUp(ArrayStep):
    """Adds columns with what stands beside each row's key.

    `values` are the known keys; `columns` the new columns as [name, values], each with one more value at the end, for keys
    that are not known: numbers in an array, or texts in a list.
    """

    key: str
    of_numbers: bool
    values: list[Any]
    columns: list[list[Any]]
    refuses: bool

    def __post_init__(self) -> None:
        self._places = {value: place for place, value in enumerate(self.values)}

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        unknown = len(self._places)
        if self.of_numbers:
            held = columns.numbers((self.key,))[:, 0].tolist()
            codes = np.array([self._places.get(value, unknown) for value in held], dtype=np.intp)
        else:
            codes = columns.other(self.key).lookup(self._places, unknown, "intp")
        if self.refuses and (codes == unknown).any():
            raise TableNeeded
        return self._with_values(columns, codes)

    def _with_values(self, columns: Arrays, codes: np.ndarray) -> Arrays:
        import numpy as np

        order = [*columns.names, *(name for name, _ in self.columns)]
        for name, values in self.columns:
            if isinstance(values, list):
                present = [place for place, value in enumerate(values) if value is not None]
                places = np.full(len(values), -1, dtype="int64")
                places[present] = np.arange(len(present))
                made = Discrete([values[place] for place in present], places[codes])
                columns = columns.with_others({name: made})
            else:
                columns = columns.with_numbers((name,), values[codes][:, None])
        return columns.kept(order)


def lookup_step(key: ColumnSpec, known: pd.Series, values: Mapping[str, Any], *, refuses: bool) -> LookedUp | None:
    """The step that looks up the column `key` among the keys `known`; None where arrays cannot hold what it needs."""
    of_numbers = key.type in NUMBERS
    held = _held(known.array)
    if key.type not in (*NUMBERS, *TEXTS) or held is None or isinstance(held, list) == of_numbers:
        return None
    columns = [[name, _held(array)] for name, array in values.items()]
    if any(array is None for _, array in columns):
        return None
    return LookedUp(key.name, of_numbers, list(held) if isinstance(held, list) else held.tolist(), columns, refuses)


def _held(values: Any) -> Any:
    """Numbers as an array of float64, texts as a list; None for other values, and for numbers that would change."""
    import numpy as np
    import pandas as pd

    column = pd.Series(values)
    if column_type(column.dtype) in NUMBERS and column.dtype.kind in "iufb":
        made = column.to_numpy(dtype="float64", na_value=np.nan)
        whole = column.dtype.kind in "iu"
        return None if whole and (np.abs(made[~np.isnan(made)]) >= EXACT).any() else made
    if column_type(column.dtype) not in TEXTS:
        return None
    plain = column.astype(object)
    texts = plain.where(column.notna(), None).tolist()
    return texts if all(text is None or isinstance(text, str) for text in texts) else None
