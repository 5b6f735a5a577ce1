"""Split the rows into two parts, or into folds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from pydantic import model_validator

from knode.api import (
    Column,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Port,
    Ports,
    Spec,
    Table,
    TableSpec,
    quoted,
    setting,
)
from knode_nodes.prep._drawing import Draw, drawn
from knode_nodes.prep._folds import check_times, folds, group_folds, in_time, whole_groups
from knode_nodes.prep._keys import with_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Parts(NamedTuple):
    """The two parts."""

    train: Table
    test: Table


class Partition(Node):
    """Split the rows into a part to learn from and a part to test with, or into folds.

    Rows are drawn at random; the same seed draws the same rows. Or the first rows, rows at even distances, or the earliest
    rows are learnt from: with a column of times the test has the latest rows, as it will be in production, and rows without
    a time are learnt from. With a column to stratify by, each of its values has the same share in both parts. With a column
    of groups, such as the patient, no group is split: the sizes are met as nearly as whole groups allow; rows whose group is
    missing are one group. Both parts keep the order and the index of the rows.

    Folds are for a validation of your own: all rows come out at `table`, with a column that says in which of the folds each
    row is, from 1 on. First and time make folds of rows that follow each other, the last fold being the latest.

    In a captured workflow this node is left out: new rows are never split.

    Example: 100 rows and a fraction of 0.7 give 70 rows to learn from and 30 to test with, with the same share of those who
    left in both if you stratify by `left`.
    """

    pack = "prep"
    icon = "partition"
    shelf = "Before learning"
    keywords = (
        "Partitioning",
        "Table Partitioner",
        "X-Partitioner",
        "Data Sampler",
        "train_test_split",
        "Create Samples",
        "Split",
        "KFold",
        "GroupKFold",
        "StratifiedKFold",
        "TimeSeriesSplit",
        "holdout",
    )
    example = Example({"fraction": 0.7, "stratify": "left"})
    serving = "pass"
    into: Literal["two parts", "folds"] = setting(
        "two parts", "Two tables, or one table with a column that says in which fold each row is."
    )
    size: Literal["fraction", "count"] = setting(
        "fraction", "Whether the first part is a share or a number of rows.", when={"into": ("two parts",)}
    )
    fraction: float = setting(
        0.7,
        "The share of the rows in the first part.",
        gt=0,
        lt=1,
        when={"into": ("two parts",), "size": ("fraction",)},
    )
    count: int = setting(
        100, "The number of rows in the first part.", ge=0, when={"into": ("two parts",), "size": ("count",)}
    )
    draw: Literal["random", "first", "evenly", "time"] = setting(
        "random",
        "Draw the rows of the first part at random, take the first ones, take them at even distances, or take the earliest.",
    )
    stratify: Column = setting(Column(""), "A column whose values have the same share in both parts.")
    group: Column = setting(Column(""), "A column of groups that are not split, such as the patient of each visit.")
    time: Column = setting(
        Column(""), "The column of times, where the earliest rows are learnt from.", when={"draw": ("time",)}
    )
    folds: int = setting(5, "How many folds.", ge=2, le=10_000, when={"into": ("folds",)})
    fold_column: str = setting(
        "fold", "The name of the column with the fold of each row.", min_length=1, when={"into": ("folds",)}
    )
    seed: int | None = setting(
        None, "The seed of the draw; the run's own when empty.", ge=0, when={"draw": ("random",)}
    )

    @model_validator(mode="after")
    def _check_draw(self) -> Partition:
        if self.group and self.stratify:
            raise ValueError("groups that are not split cannot be stratified: leave one of the two columns empty")
        if self.group and self.draw in ("evenly", "time"):
            raise ValueError("groups that are not split are drawn at random, or the first ones are taken")
        return self

    def ports(self) -> Ports:
        declared = self.declared_ports()
        if self.into == "two parts":
            return declared
        return Ports(declared.inputs, (Port("table", "table"),), declared.context)

    def run(self, table: Table, context: Context) -> Parts:
        import numpy as np

        self._check_columns(TableSpec.of(table))
        random = np.random.default_rng(context.seed if self.seed is None else self.seed)
        if self.into == "folds":
            made = with_columns(table, {self.fold_column: self._dealt(table, random, context)})
            return {"table": made}  # type: ignore[return-value]
        chosen = self._chosen(table, self._wanted(len(table), context), random)
        self._check_parts(chosen, context)
        return Parts(table[chosen], table[~chosen])

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._check_columns(table)
        if self.into == "two parts":
            return {"train": table, "test": table}
        if not isinstance(table, TableSpec):
            return {"table": None}
        return {"table": table.replace(**{self.fold_column: ColumnSpec(name=self.fold_column, dtype="int64")})}

    def _check_columns(self, spec: TableSpec) -> None:
        """Raise DataError where a setting does not fit the table."""
        for column in (self.stratify, self.group):
            if column:
                column.of(spec, port="table")
        if self.draw == "time":
            name = self.time.of(spec, port="table")
            check_times(name, spec[name].type, "table")
        if self.into == "folds" and self.fold_column in spec:
            raise DataError(
                f"the table already has a column {quoted(self.fold_column)}: choose another name for the folds",
                port="table",
                column=self.fold_column,
            )

    def _wanted(self, rows: int, context: Context) -> int:
        """How many rows the first part has."""
        if self.size == "count" and self.count > rows:
            context.warn(f"The table has only {rows:,} rows: all of them are in the first part.")
        return min(self.count, rows) if self.size == "count" else round(rows * self.fraction)

    def _chosen(self, table: pd.DataFrame, wanted: int, random: np.random.Generator) -> np.ndarray:
        """(rows) booleans: which rows are in the first part."""
        import numpy as np

        if self.group:
            return whole_groups(table, self.group, wanted, self.draw, random)
        chosen = np.zeros(len(table), dtype=bool)
        if self.draw == "time":
            order = in_time(table[self.time])
            strata = table[[self.stratify] if self.stratify else []]
            chosen[order[drawn(strata.take(order), wanted, "first", self.stratify, random)]] = True
        else:
            draw: Draw = self.draw
            chosen[drawn(table, wanted, draw, self.stratify, random)] = True
        return chosen

    def _check_parts(self, chosen: np.ndarray, context: Context) -> None:
        """Warn of a part without rows."""
        too_few = self.size == "count" and self.count > len(chosen)
        if len(chosen) and not too_few and (chosen.all() or not chosen.any()):
            context.warn(f"The {'second' if chosen.any() else 'first'} part has no rows.")

    def _dealt(self, table: pd.DataFrame, random: np.random.Generator, context: Context) -> np.ndarray:
        """(rows) the fold of each row."""
        import numpy as np

        if self.group:
            made = group_folds(table, self.group, self.folds, self.draw, random)
        else:
            order = in_time(table[self.time]) if self.draw == "time" else None
            made = folds(table, self.folds, self.draw, self.stratify, order, random)
        empty = self.folds - len(np.unique(made))
        if empty and len(table):
            context.warn(f"{empty:,} of the {self.folds:,} folds have no rows: there are too few rows or groups.")
        return made
