"""Give each class of a target its share of the rows to learn from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    quoted,
    setting,
)
from knode_nodes.prep._columns import added, exchanged
from knode_nodes.prep._same_rows import group_codes
from knode_nodes.prep._taking import rows_at
from knode_nodes.prep._units import units_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CLASSES = 1000
"""Classes of a target, at most."""


class BalanceClasses(Node):
    """Give rare classes more rows to learn from, or frequent ones fewer, so that a model does not overlook the rare.

    - repeat: rows of rare classes are drawn again at random.
    - leave out: rows of frequent classes are left out at random.
    - synthesize: new rows of rare classes lie between a row and one that is alike, in the numbers of the columns below
      (SMOTE); all other columns are those of the row itself. Whole numbers stay whole.

    The ratio is what the rarest class has at least in comparison to the most frequent: 1 makes all equal, 0.5 gives the rarest
    half as many. Rows without a class stay as they are. New rows come after all others, and keep the index of the row that
    they were made of; shuffle the table where the order matters to a learner.

    Balance the rows to learn from only, after Partition: a test with balanced rows says nothing of production. In a captured
    workflow this node is left out. Probabilities of a model that learnt from balanced rows are too high for rare classes;
    class weights of a learner do the same without new rows.

    Example: 950 rows of no and 50 of yes become 950 each by repeat, and 50 each by leave out.
    """

    pack = "prep"
    icon = "balance-classes"
    shelf = "Before learning"
    keywords = (
        "SMOTE",
        "Equal Size Sampling",
        "Oversample Field",
        "Oversampling",
        "Undersampling",
        "Upsample",
        "Downsample",
        "Imbalanced",
        "Bootstrap Sampling",
        "RandomOverSampler",
        "Class balance",
    )
    example = Example({"target": "left", "method": "synthesize"})
    serving = "pass"
    target: Column = setting(Column(""), "The column with the classes.")
    method: Literal["repeat", "leave out", "synthesize"] = setting(
        "repeat", "How the classes are balanced.", labels={"synthesize": "synthesize, as SMOTE does"}
    )
    ratio: float = setting(1.0, "Rows of the rarest class for each row of the most frequent, at least.", gt=0, le=1)
    columns: Columns = setting(
        Columns.typed("number"), "The numbers of which new rows are synthesized.", when={"method": ("synthesize",)}
    )
    neighbors: int = setting(
        5,
        "Among how many rows that are most alike one is drawn, to synthesize.",
        ge=1,
        le=1000,
        when={"method": ("synthesize",)},
    )
    mark: str = setting(
        "",
        "The name of a column that is true in new rows; no such column when empty.",
        when={"method": ("repeat", "synthesize")},
    )
    seed: int | None = setting(None, "The seed of the draw; the run's own when empty.", ge=0)

    def run(self, table: Table, context: Context) -> Table:
        import numpy as np

        numbers = self._numbers(TableSpec.of(table))
        rows = self._rows_of_classes(table)
        random = np.random.default_rng(context.seed if self.seed is None else self.seed)
        if self.method == "leave out":
            return self._marked(table[self._left(len(table), rows, random)], 0)
        most = max(map(len, rows))
        wanted: list[int] = [max(int(np.ceil(most * self.ratio - 1e-9)) - len(some), 0) for some in rows]
        drawn = [_again(some, count, random) for some, count in zip(rows, wanted, strict=True)]
        made = rows_at(table, np.concatenate([np.arange(len(table)), *drawn]), context.cores)
        if self.method == "synthesize" and any(wanted):
            made = self._synthesized(table, made, numbers, rows, drawn, random)
        return self._marked(made, sum(wanted))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        self._numbers(table)
        if not self.mark:
            return {"table": table}
        return {"table": table.replace(**{self.mark: ColumnSpec(name=self.mark, dtype="bool", nullable=False)})}

    def _numbers(self, spec: TableSpec) -> list[str]:
        """The columns of which rows are synthesized, after a check of the settings."""
        from knode_nodes.prep._numbers import number_columns

        target = self.target.of(spec, port="table")
        if self.mark in spec:
            raise DataError(
                f"the table already has a column {quoted(self.mark)}: choose another name for the mark",
                port="table",
                column=self.mark,
            )
        if self.method != "synthesize":
            return []
        names = [name for name in self.columns.of_spec(spec, port="table") if name != target]
        return number_columns(Columns.named(*names), spec, "synthesize rows of")

    def _rows_of_classes(self, table: pd.DataFrame) -> list[np.ndarray]:
        """The positions of the rows of each class, in the order of the classes' first rows."""
        import numpy as np

        codes, count = group_codes(table, [self.target])
        missing = table[self.target].isna().to_numpy(dtype=bool)
        rows = [np.flatnonzero((codes == code) & ~missing) for code in range(count)] if count <= CLASSES else []
        if count > CLASSES:
            raise DataError(
                f"{quoted(self.target)} has {count:,} different values, which are no classes: choose another column",
                port="table",
                column=str(self.target),
            )
        found = [some for some in rows if len(some)]
        if len(found) < 2:
            raise DataError(
                f"{quoted(self.target)} has {len(found)} class{'' if len(found) == 1 else 'es'}, and two are needed to balance",
                port="table",
                column=str(self.target),
            )
        return found

    def _left(self, count: int, rows: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
        """(rows) booleans: which rows stay."""
        import numpy as np

        most = int(np.floor(min(map(len, rows)) / self.ratio + 1e-9))
        kept = np.ones(count, dtype=bool)
        for some in rows:
            if len(some) > most:
                kept[random.choice(some, len(some) - most, replace=False)] = False
        return kept

    def _synthesized(
        self,
        table: pd.DataFrame,
        made: pd.DataFrame,
        numbers: list[str],
        rows: list[np.ndarray],
        drawn: list[np.ndarray],
        random: np.random.Generator,
    ) -> pd.DataFrame:
        """The table in which the numbers of the new rows lie between those of two rows."""
        import numpy as np

        from knode_nodes.prep._synthesis import between, partners

        others = np.concatenate(
            [partners(table, numbers, some, new, self.neighbors, random) for some, new in zip(rows, drawn, strict=True)]
        )
        own = np.concatenate(drawn)
        way = random.random(len(own))
        changed = {name: between(table[name], made[name], own, others, way) for name in numbers}
        return exchanged(made, changed, units=units_of(made))

    def _marked(self, made: pd.DataFrame, new: int) -> pd.DataFrame:
        import numpy as np

        return added(made, {self.mark: np.arange(len(made)) >= len(made) - new}) if self.mark else made


def _again(rows: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """`count` of some rows, each as often as the others give or take one, so that none is overlooked."""
    import numpy as np

    whole, rest = divmod(count, len(rows))
    return np.concatenate([np.tile(rows, whole), random.choice(rows, rest, replace=False)]).astype(np.intp)
