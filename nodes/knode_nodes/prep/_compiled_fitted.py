"""What was learnt of columns, as steps on arrays: bins, limits, codes, means of the target, components."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete, TableNeeded, TableSpec

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Binned(ArrayStep):
    """Numbers as bins. `columns` are [name, name of the bins, edges, labels]; see `Bins`."""

    columns: list[list[Any]]
    closed: str
    bounded: bool
    as_numbers: bool

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        from knode_nodes.prep.bins import bin_codes

        numbers: dict[str, Any] = {}
        others: dict[str, Any] = {}
        for name, made, edges, labels in self.columns:
            codes = bin_codes(columns.numbers((name,))[:, 0], np.array(edges), self.closed, self.bounded)
            if self.as_numbers:
                numbers[made] = np.where(codes < 0, np.nan, codes + 1.0)
            else:
                others[made] = Discrete(list(labels), codes)
        if numbers:
            return columns.with_numbers(tuple(numbers), np.stack(list(numbers.values()), axis=1))
        return columns.with_others(others)


@dataclass
class Limited(ArrayStep):
    """Numbers within limits. `columns` are [name, name of what is made, lowest, highest], None for no limit; see `Limits`."""

    columns: list[list[Any]]
    treatment: str

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        if not self.columns:
            return columns
        values = columns.numbers(tuple(name for name, *_ in self.columns))
        lowest = np.array([-np.inf if low is None else low for _, _, low, _ in self.columns])
        highest = np.array([np.inf if high is None else high for _, _, _, high in self.columns])
        if self.treatment == "clip":
            made = np.where(np.isnan(values), values, np.clip(values, lowest, highest))
        else:
            outside = (values < lowest) | (values > highest)
            made = outside.astype("float64") if self.treatment == "mark" else np.where(outside, np.nan, values)
        return columns.with_numbers(tuple(made for _, made, *_ in self.columns), made)


@dataclass
class Coded(ArrayStep):
    """Values as numbers. `columns` are [name, whether it is one of numbers, its values, the numbers of each value], the last
    (values + 2, numbers): those of unknown and of missing values follow. `names` are those of the columns made, in order.
    """

    columns: list[list[Any]]
    names: list[str]
    replaces: list[str]
    refuse_unknown: bool

    def __post_init__(self) -> None:
        self._places = [{value: place for place, value in enumerate(values)} for _, _, values, _ in self.columns]

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        made = []
        for (name, numbers, values, table), places in zip(self.columns, self._places, strict=True):
            found = _places(columns, name, numbers, places)
            if self.refuse_unknown and (found == len(values)).any():
                raise TableNeeded
            made.append(table[found])
        left = [name for name in columns.names if name not in self.replaces or name in self.names]
        return columns.kept(left).with_numbers(tuple(self.names), np.concatenate(made, axis=1))


def _places(columns: Arrays, name: str, numbers: bool, places: dict[Any, int]) -> np.ndarray:
    """(rows) the place of each value; one after all others for an unknown one, and then one for a missing one."""
    import numpy as np

    unknown, missing = len(places), len(places) + 1
    if numbers:
        values = columns.numbers((name,))[:, 0]
        found = np.array([places.get(value, unknown) for value in values.tolist()], dtype=np.intp)
        return np.where(np.isnan(values), missing, found)
    looked_up: np.ndarray = columns.other(name).lookup({**places, None: missing}, unknown, "intp")
    return looked_up


def coded(
    values: dict[str, list[Any]],
    tables: dict[str, np.ndarray],
    names: list[str],
    inputs: TableSpec,
    replaces: tuple[str, ...],
    *,
    refuses: bool,
) -> Coded | None:
    """The step for columns with these values, and numbers for each; None for values that a table decides about."""
    columns = []
    for name, known in values.items():
        if name not in inputs or inputs[name].type not in ("text", "category", "number", "boolean"):
            return None
        columns.append([name, inputs[name].type in ("number", "boolean"), list(known), tables[name]])
    return Coded(columns, names, list(replaces), refuses)


@dataclass
class Projected(ArrayStep):
    """Components of numbers; see `Projection`."""

    columns: list[str]
    names: list[str]
    mean: np.ndarray
    scale: np.ndarray
    components: np.ndarray
    missing: str
    replaces: list[str]

    def __call__(self, columns: Arrays) -> Arrays:
        from knode_nodes.prep.projection import check_complete, projected

        values = columns.numbers(tuple(self.columns))
        if self.missing == "error":
            check_complete(values, self.columns)
        made = projected(values, self.mean, self.scale, self.components, self.missing)
        left = [name for name in columns.names if name not in self.replaces]
        return columns.kept(left).with_numbers(tuple(self.names), made)


@dataclass
class Without(ArrayStep):
    """All columns but some."""

    names: list[str]

    def __call__(self, columns: Arrays) -> Arrays:
        return columns.kept([name for name in columns.names if name not in self.names])


@dataclass
class Unscaled(ArrayStep):
    """Numbers less `subtract`, divided by `divide`, times `multiply`, and `add`, each (columns,)."""

    columns: list[str]
    subtract: np.ndarray
    divide: np.ndarray
    multiply: np.ndarray
    add: np.ndarray

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        names = tuple(self.columns)
        scaled = columns.numbers(names)
        if np.isinf(scaled).any():
            raise TableNeeded
        values = (scaled - self.subtract) / self.divide * self.multiply + self.add
        return columns.with_numbers(names, values)
