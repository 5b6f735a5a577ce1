"""Row-wise nodes in a compiled plan, by their own `run`: for those that offer no step on arrays a small table is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.core.arrays import Arrays, ArrayStep, Discrete, Layout, TableNeeded, arrays_of
from knode.core.check import QuietContext
from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import TABLE
from knode.core.registry import REGISTRY
from knode.core.spec import ColumnSpec, TableSpec
from knode.deploy.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

WHOLE = 2.0**53
"""Up to here every whole number is a float of its own."""
PLAIN = ("float64", "Float64", "bool", "boolean", "str")
STARTS = ("int", "uint", "Int", "UInt", "datetime64[")


@dataclass
class NodeStep(ArrayStep):
    """What `nodes` ([type, settings]) in turn do to a table of these `columns` (ColumnSpecs as JSON data).

    `keeps` says that each row stays one row: where it did so in training and does not now, all nodes of the workflow run on
    the rows, as they do for values that are no such column's.
    """

    nodes: list[list[Any]]
    columns: list[dict[str, Any]]
    keeps: bool
    batches: ClassVar[bool] = True

    def __post_init__(self) -> None:
        self._runs = [_runner(type_id, settings) for type_id, settings in self.nodes]
        self._specs = {data["name"]: ColumnSpec.model_validate(data) for data in self.columns}
        self._layout = Layout((), {}, 0)

    def __call__(self, columns: Arrays) -> Arrays:
        extra = [name for name in columns.names if name not in self._specs]
        if len(columns.names) - len(extra) < len(self._specs):
            raise TableNeeded
        table = self._table(columns, extra)
        made = self._run(table)
        kept = len(made) == len(table) and bool((made.index == table.index).all())
        if self.keeps and not kept:
            raise TableNeeded
        arrays = arrays_of(made.drop(columns=[name for name in extra if name in made.columns]) if extra else made)
        if extra:
            return _with_extras(arrays, columns, table, made, extra)
        if arrays.layout.names == self._layout.names and arrays.layout.numbers == self._layout.numbers:
            return Arrays(self._layout, arrays.matrix, arrays.others)
        self._layout = arrays.layout
        return arrays

    def _table(self, columns: Arrays, extra: list[str]) -> pd.DataFrame:
        """The table as the nodes would see it. Raises TableNeeded for values that are no such column's."""
        import pandas as pd

        given: dict[str, list[Any]] = {}
        for name in extra:
            other = columns.others.get(name)
            if not isinstance(other, Discrete):
                raise TableNeeded
            given[name] = other.tolist()
        further = frame_of(given, columns.rows)
        held = {name: further[name] if name in given else _column(columns, self._specs[name]) for name in columns.names}
        return pd.DataFrame(held, index=further.index)

    def _run(self, table: pd.DataFrame) -> pd.DataFrame:
        try:
            for run in self._runs:
                table = run(table)
        except KnodeError:
            raise
        except Exception:
            # What became of it is told when the nodes run by themselves.
            raise TableNeeded from None
        return table


def _runner(type_id: str, settings: Mapping[str, Any]) -> Callable[[pd.DataFrame], pd.DataFrame]:
    """What a node does to a table. Raises ValueError for a node that does more than that."""
    cls = REGISTRY.find(type_id)
    if cls is None or not _is_plain(cls):
        raise ValueError(f"{type_id} is no node that a plan runs")
    node: Any = cls.from_settings(dict(settings))
    ports = node.ports()
    absent = {port.name: None for port in ports.inputs}
    name = next(port.name for port in ports.inputs if port.kind == TABLE.name)

    def run(table: pd.DataFrame) -> pd.DataFrame:
        context = {} if ports.context is None else {ports.context: QuietContext()}
        made: list[pd.DataFrame] = list(node.outputs(node.run(**{**absent, name: table}, **context)).values())
        return made[0]

    return run


def node_step(node: Node, columns: TableSpec, *, keeps: bool, before: ArrayStep | None = None) -> NodeStep | None:
    """The step for a row-wise node whose only value is a table of these columns; None where arrays do not hold them.

    What comes from such a step `before` it needs no arrays in between: the step then stands for both."""
    # Where the plan is read again, nodes are found by their type alone.
    if not _is_plain(type(node)) or REGISTRY.find(node.type_id()) is not type(node):
        return None
    own = [node.type_id(), node.to_settings()]
    if isinstance(before, NodeStep):
        return NodeStep([*before.nodes, own], before.columns, before.keeps and keeps)
    if not all(map(_has_place, columns.columns)):
        return None
    return NodeStep([own], [one.model_dump(mode="json") for one in columns.columns], keeps)


def _is_plain(cls: type[Node]) -> bool:
    """Whether a node changes rows and does nothing else."""
    return cls.rowwise and not (cls.effect or cls.code or cls.holds or cls.branches)


def _has_place(column: ColumnSpec) -> bool:
    if column.dtype == "category":
        return column.categories is not None and all(isinstance(value, str) for value in column.categories)
    zoned = "," in column.dtype
    return column.dtype in PLAIN or (column.dtype.startswith(STARTS) and "[pyarrow]" not in column.dtype and not zoned)


def _column(columns: Arrays, spec: ColumnSpec) -> Any:
    import pandas as pd

    if spec.type in ("number", "boolean"):
        if spec.name not in columns.layout.numbers:
            raise TableNeeded
        return _numbers(columns.numbers((spec.name,))[:, 0], spec)
    if spec.name in columns.layout.numbers:
        raise TableNeeded
    held = columns.others[spec.name]
    if spec.type == "datetime":
        return pd.Series(held, dtype=spec.dtype)
    values = held.tolist()
    if spec.type == "text":
        return pd.Series(values, dtype="str")
    known = list(spec.categories or ())
    # What training never saw comes after what it saw, as an input makes it.
    news = list(dict.fromkeys(value for value in values if value is not None and value not in set(known)))
    return pd.Series(pd.Categorical(values, pd.Index([*known, *news], dtype="str"), ordered=spec.ordered))


def _numbers(values: Any, spec: ColumnSpec) -> Any:
    import numpy as np
    import pandas as pd

    if spec.dtype == "float64":
        return values
    missing, nullable = np.isnan(values), spec.dtype[0].isupper() or spec.dtype == "boolean"
    whole = values[~missing] if nullable else values
    if spec.dtype != "Float64":
        fits = (whole == np.trunc(whole)) & (np.abs(whole) < WHOLE)
        if spec.type == "boolean":
            fits = (whole == 0) | (whole == 1)
        if not fits.all():
            return _wider(values, spec)
    if not nullable:
        made = values.astype(spec.dtype)
        if (made != values).any():
            raise TableNeeded
        return made
    try:
        dtype: Any = spec.dtype
        return pd.Series(np.where(missing, 0, values)).astype(dtype).mask(missing)
    except (TypeError, ValueError, OverflowError):
        raise TableNeeded from None


def _wider(values: Any, spec: ColumnSpec) -> Any:
    """A missing value or a fraction where training had none, as an input makes a column of it. Raises TableNeeded.

    Only of a row by itself: among others it would change the type of their values, too."""
    import pandas as pd

    if len(values) != 1:
        raise TableNeeded
    return values if spec.type == "number" else pd.array([None], dtype="boolean")


def _with_extras(arrays: Arrays, before: Arrays, table: pd.DataFrame, made: pd.DataFrame, extra: list[str]) -> Arrays:
    """Columns that the workflow does not describe as they came, where the node left them so. Raises TableNeeded."""
    if not made.index.is_unique or made.index.dtype.kind != "i":
        raise TableNeeded
    rows = made.index.to_numpy()
    if len(rows) and not (rows.min() >= 0 and rows.max() < len(table)):
        raise TableNeeded
    others: dict[str, Any] = {}
    for name in extra:
        if name in made.columns:
            if not made[name].equals(table[name].take(rows)):
                raise TableNeeded
            values = before.others[name].tolist()
            others[name] = Discrete([values[row] for row in rows.tolist()])
    names = [str(name) for name in made.columns]
    numbers = arrays.layout.numbers
    return Arrays(Layout(names, numbers, arrays.layout.width), arrays.matrix, {**arrays.others, **others})
