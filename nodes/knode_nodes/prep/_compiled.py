"""What prepares rows, as steps on arrays: filling, one-hot columns, choosing and renaming columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, DataError, Node, TableNeeded

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Fill(ArrayStep):
    """Fills missing values: of number columns, of others, and of dates (texts in ISO 8601), by column.

    `indicators` are the names of columns of 1 where a value was missing, by column.
    """

    numbers: dict[str, float]
    others: dict[str, Any]
    moments: dict[str, str]
    indicators: dict[str, str] = field(default_factory=dict)
    _names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._names = tuple(self.numbers)
        self._values: np.ndarray | None = None

    def __call__(self, columns: Arrays) -> Arrays:
        filled = self._filled(columns)
        return (
            filled.with_numbers(tuple(self.indicators.values()), self._missing(columns)) if self.indicators else filled
        )

    def _missing(self, columns: Arrays) -> np.ndarray:
        """(rows, indicators) 1 where a value is missing."""
        import numpy as np

        gaps = []
        for name in self.indicators:
            if name in self.numbers:
                gaps.append(np.isnan(columns.numbers((name,))[:, 0]))
            else:
                held = columns.other(name)
                gaps.append(np.isnat(held) if name in self.moments else held.missing())
        return np.stack(gaps, axis=1).astype("float64")

    def _filled(self, columns: Arrays) -> Arrays:
        if self._names:
            columns = self._with_numbers(columns)
        changed: dict[str, Any] = {}
        for name, value in self.others.items():
            column = columns.other(name)
            if column.missing().any():
                changed[name] = column.filled(value)
        for name, text in self.moments.items():
            changed[name] = _filled_moments(columns.other(name), text)
        return columns.with_others(changed) if changed else columns

    def _with_numbers(self, columns: Arrays) -> Arrays:
        import numpy as np

        if self._values is None:
            self._values = np.array(list(self.numbers.values()), dtype="float64")
        held = columns.numbers(self._names)
        missing = np.isnan(held)
        return columns.with_numbers(self._names, np.where(missing, self._values, held)) if missing.any() else columns


def _filled_moments(column: Any, text: str) -> Any:
    import numpy as np

    return np.where(np.isnat(column), np.datetime64(text).astype(column.dtype), column)


@dataclass
class OneHot(ArrayStep):
    """A number column for each known value of a column: 1 where the row has it. The columns themselves go away.

    `columns` are [name, whether it is one of numbers, its values, which of the columns made each of them has, the one of
    unknown values, the one of missing values, how many are made]; -1 for no column. `names` are those made, in order.
    """

    columns: list[list[Any]]
    names: list[str]
    replaces: list[str]
    refuse_unknown: bool

    def __post_init__(self) -> None:
        self._made = tuple(self.names)
        self._places = [dict(zip(values, places, strict=True)) for _, _, values, places, *_ in self.columns]

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        made = np.zeros((columns.rows, len(self._made)))
        row, start = np.arange(columns.rows), 0
        for (name, numbers, _, _, unknown, gap, width), places in zip(self.columns, self._places, strict=True):
            codes = _codes(columns, name, numbers, places, UNSEEN if self.refuse_unknown else unknown, gap)
            if self.refuse_unknown and (codes == UNSEEN).any():
                raise TableNeeded
            known = codes >= 0
            made[row[known], start + codes[known]] = 1.0
            start += width
        left = [name for name in columns.names if name not in self.replaces]
        return columns.kept(left).with_numbers(self._made, made)


UNSEEN = -2


def _codes(columns: Arrays, name: str, numbers: bool, places: dict[Any, int], unknown: int, gap: int) -> np.ndarray:
    import numpy as np

    if numbers:
        values = columns.numbers((name,))[:, 0]
        codes = np.array([places.get(value, unknown) for value in values.tolist()], dtype=np.intp)
        return np.where(np.isnan(values), gap, codes)
    found: np.ndarray = columns.other(name).lookup({**places, None: gap}, unknown, "intp")
    return found


@dataclass
class Names(ArrayStep):
    """Chooses or renames columns as a node does that looks at their names only.

    `known` are the columns that the workflow describes, `made` what the node makes of them. Further columns that came in
    are given to the node itself, on an empty table: `type` and `settings` say which it is.
    """

    type: str
    settings: dict[str, Any]
    known: list[str]
    made: list[str]
    renames: bool
    by_type: bool

    def __post_init__(self) -> None:
        self._known, self._made = tuple(self.known), tuple(self.made)

    def __call__(self, columns: Arrays) -> Arrays:
        made = self._made if columns.names == self._known else self._asked(columns.names)
        return columns.renamed(made) if self.renames else columns.kept(made)

    def _asked(self, names: tuple[str, ...]) -> list[str]:
        # A further column has no described type to be chosen by.
        if self.by_type:
            raise TableNeeded
        import pandas as pd

        return [str(name) for name in self._node().run(pd.DataFrame(columns=list(names), dtype="object")).columns]

    def _node(self) -> Any:
        from knode_nodes.prep.column_filter import ColumnFilter
        from knode_nodes.prep.rename_columns import RenameColumns
        from knode_nodes.prep.reorder_columns import ReorderColumns

        choosing = (ColumnFilter, RenameColumns, ReorderColumns)
        nodes: dict[str, type[Node]] = {cls.type_id(): cls for cls in choosing}
        return nodes[self.type].from_settings(self.settings)


def names_step(node: Any, columns: Any, *, renames: bool) -> Names | None:
    """The step of a ColumnFilter, RenameColumns or ReorderColumns for a table of these columns."""
    try:
        made = [str(name) for name in node.run(columns.empty()).columns]
    except DataError:
        return None
    by_type = node.columns.by == "types"
    return Names(node.type_id(), node.to_settings(), columns.names, made, renames, by_type)
