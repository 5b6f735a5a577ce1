"""Turn values into the mean that a target has where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    TRAINING_ROWS,
    Column,
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep._columns import exchanged
from knode_nodes.prep._fitted import Fitted, changed, check_free, check_rows, fitted
from knode_nodes.prep._known import counted, in_order, plain, value_columns
from knode_nodes.prep._numbers import NO_NUMBERS, check_moderate, floats_of
from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep.target_means import TargetMeans

LIMIT = 100_000
"""Different values of one column, at most."""
CLASSES = 100
"""Classes of a target, at most."""


class TargetEncoder(Node):
    """Turn each text or category into a number: the mean of the target among the rows with this value.

    Right for columns of many values, such as postal codes, where a column for each would be too many. For a target of two
    classes it is the share of the second one (by alphabet), for one of more classes there is a column for each.

    No row to learn from sees its own target: the rows are dealt into folds, and each fold is encoded with the means of the
    others. So a model that learns from the table does not trust the encoded columns more than it should. The model that
    encodes other rows has the means of all rows: use it by Apply Model for those of a test and of production.
    Values with few rows are drawn towards the mean of all; unknown values get that mean. A missing value is a value of its
    own. Rows without a target teach nothing, and are encoded like new ones.

    Example: of 50 customers in Bern 10 left, of all customers 30 %: Bern becomes about 0.21.
    """

    pack = "prep"
    icon = "target-encoder"
    shelf = "Before learning"
    keywords = (
        "Target Encoding",
        "Mean Encoding",
        "Impact Encoding",
        "Likelihood Encoding",
        "Category to Number",
        "CatBoost Encoder",
        "Weight of Evidence",
        "High cardinality",
        "Encode",
    )
    example = Example({"columns": ["city"], "target": "left"})
    fits = "model"
    columns: Columns = setting(Columns.typed("text", "category"), "The columns to encode; the target is left out.")
    target: Column = setting(Column(""), "The column whose mean stands for a value.")
    task: Literal["auto", "classification", "regression"] = setting(
        "auto", "Whether the target has classes; auto takes numbers as they are, and all others as classes."
    )
    smoothing: float | None = setting(
        None, "How many rows the mean of all counts as; found from the values' own spread when empty.", ge=0
    )
    folds: int = setting(5, "Into how many parts the rows to learn from are dealt.", ge=2, le=1000)
    keep: bool = setting(False, "Keep the encoded columns, and add the means as columns of their own.")
    seed: int | None = setting(None, "The seed of the folds; the run's own when empty.", ge=0)

    def run(self, table: Table, context: Context) -> Fitted:
        import numpy as np

        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        target, classes = self._target(table)
        known = ~np.isnan(target[:, 0])
        self._check_target(known)
        names = {name: self._names(name, classes) for name in columns}
        estimator, sums = self._learnt(table, columns, target[known], known, names, context)
        replaces = () if self.keep else tuple(columns)
        check_free([name for name in table.columns if name not in replaces], estimator.made)
        facts = {"target": str(self.target), "classes": classes, TRAINING_ROWS: "encoded out of fold"}
        made, model = fitted("Target Encoder", estimator, table, columns, replaces=replaces, facts=facts)
        return Fitted(exchanged(made, sums), model)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        columns = self._columns(table)
        if self._has_classes(table[self.target].dtype) and table[self.target].type != "boolean":
            return {"table": None, "model": None}
        names = [self._names(name, [])[0] for name in columns]
        if self.keep:
            check_free(table.names, names)
        made = {name: ColumnSpec(name=name, dtype="float64", nullable=False) for name in names}
        outputs = TableSpec(columns=tuple(made.values()))
        replaces = () if self.keep else tuple(columns)
        model = ModelSpec(kind="transformer", inputs=table.select(columns), outputs=outputs, replaces=replaces)
        return {"table": changed(table, made), "model": model}

    def _columns(self, spec: TableSpec) -> list[str]:
        target = self.target.of(spec, port="table")
        if spec[target].dtype.startswith("complex") or (self.task == "regression" and spec[target].type != "number"):
            raise DataError(
                f"the target {quoted(target)} is a {type_words(spec[target].dtype)} column, which has no mean: "
                "choose a column of numbers, or let the task be classification",
                port="table",
                column=target,
            )
        columns = [name for name in self.columns.of_spec(spec, port="table") if name != target]
        return value_columns(Columns.named(*columns), spec)

    def _has_classes(self, dtype: str) -> bool:
        return self.task == "classification" or (self.task == "auto" and column_type(dtype) != "number")

    def _target(self, table: pd.DataFrame) -> tuple[np.ndarray, list[Any]]:
        """(rows, outputs) the target as numbers, NaN where it is missing, and its classes if it has any."""
        import numpy as np

        column = table[self.target]
        if not self._has_classes(str(column.dtype)):
            check_moderate(column)
            numbers = (
                floats_of(column)
                if not str(column.dtype).startswith(NO_NUMBERS)
                else column.astype("float64").to_numpy(na_value=np.nan)
            )
            return np.where(np.isinf(numbers), np.nan, numbers).reshape(-1, 1), []
        try:
            codes, found = column.factorize()
        except (TypeError, NotImplementedError):
            raise DataError(
                f"the target {quoted(self.target)} holds values such as lists, which are no classes",
                port="table",
                column=str(self.target),
            ) from None
        self._check_classes(len(found))
        values = [plain(value, column) for value in found]
        classes = in_order(values)
        told = classes if len(classes) > 2 else classes[1:]
        ones = np.array([codes == values.index(value) for value in told], dtype="float64").T
        ones[codes < 0] = np.nan
        return ones, classes

    def _check_classes(self, count: int) -> None:
        reason = ""
        if count < 2:
            reason = f"has {count} class{'es' * (count == 0)}, and two are needed at least"
        elif count > CLASSES:
            reason = (
                f"has {count:,} classes, and at most {CLASSES} can be told apart; are these numbers for a regression?"
            )
        if reason:
            raise DataError(f"the target {quoted(self.target)} {reason}", port="table", column=str(self.target))

    def _check_target(self, known: np.ndarray) -> None:
        if known.sum() < 2:
            raise DataError(
                f"the target {quoted(self.target)} has a value in {int(known.sum())} rows, and two are needed at least",
                port="table",
                column=str(self.target),
            )

    def _names(self, name: str, classes: list[Any]) -> list[str]:
        if len(classes) > 2:
            return [f"{name}_{value}" for value in classes]
        return [f"{name}_{self.target}"] if self.keep else [name]

    def _learnt(
        self,
        table: pd.DataFrame,
        columns: list[str],
        target: np.ndarray,
        known: np.ndarray,
        names: dict[str, list[str]],
        context: Context,
    ) -> tuple[TargetMeans, dict[str, Any]]:
        """The means of all rows, and the columns made of those to learn from."""
        import numpy as np

        from knode_nodes.prep._smoothing import Sums
        from knode_nodes.prep.target_means import TargetMeans

        count = min(self.folds, len(target))
        random = np.random.default_rng(context.seed if self.seed is None else self.seed)
        folds = _dealt(target, self._has_classes(str(table[self.target].dtype)), count, random)
        values = {name: [value for value, _ in counted(table[name], LIMIT)] for name in columns}
        made = TargetMeans(values, {}, target.mean(axis=0).tolist(), names)
        encoded: dict[str, Any] = {}
        for place, name in enumerate(columns):
            context.progress(place / len(columns), name)
            rows = _codes(made, table[name], name)
            sums = Sums.of(rows[known], len(values[name]) + 1, target, folds, count)
            made.means[name] = sums.means(self.smoothing).tolist()
            found = np.array(made.means[name])[rows]
            by_fold = np.stack([sums.means(self.smoothing, without=fold) for fold in range(count)])
            found[known] = by_fold[folds, rows[known]]
            encoded.update(zip(names[name], found.T, strict=True))
        return made, encoded


def _codes(means: TargetMeans, column: pd.Series, name: str) -> np.ndarray:
    """(rows) the position of each value, all of which are known; that after them where it is missing."""
    import numpy as np

    from knode_nodes.prep._known import known_codes

    codes = known_codes(column, means.values[name])
    return np.where(codes < 0, len(means.values[name]), codes)


def _dealt(target: np.ndarray, classes: bool, count: int, random: np.random.Generator) -> np.ndarray:
    """(rows) the fold of each row; each fold gets its share of every class."""
    import numpy as np

    order = random.permutation(len(target))
    if classes:
        # Numbers must not be dealt in their order: the number of the fold would tell of them.
        found = target[order].argmax(axis=1) if target.shape[1] > 1 else target[order, 0]
        order = order[order_of([found])]
    folds = np.empty(len(target), dtype=np.intp)
    folds[order] = np.arange(len(target)) % count
    return folds
