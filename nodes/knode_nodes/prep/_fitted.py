"""What the nodes that fit and apply give: the table, and the model that made it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import ColumnSpec, DataError, Model, Table, TableSpec, quoted
from knode_nodes.prep._predicts import told_as

if TYPE_CHECKING:
    import pandas as pd


class Fitted(NamedTuple):
    """The table with what was learnt applied to it, and the model to apply it to other rows."""

    table: Table
    model: Model


def fitted(
    name: str,
    estimator: Any,
    table: pd.DataFrame,
    columns: list[str],
    *,
    replaces: tuple[str, ...] = (),
    facts: Mapping[str, Any] | None = None,
    made: pd.DataFrame | None = None,
) -> Fitted:
    """Apply an estimator that was fitted on `columns` of a table, and describe it as a Model.

    `made` is what it makes of the table, where that is known already.
    """
    inputs = TableSpec.of(table, names=columns, ranges=True)
    first = estimator.transform(table.head(1)[columns]) if made is None else made
    outputs = _output_spec(estimator, first, columns)
    model = Model(
        kind="transformer",
        estimator=estimator,
        inputs=inputs,
        outputs=outputs,
        name=name,
        replaces=replaces,
        facts={"rows": len(table), **(facts or {})},
    )
    return Fitted(model.apply(table) if made is None else model.applied(table, made), model)


def _output_spec(estimator: Any, first: Any, columns: list[str]) -> TableSpec:
    import pandas as pd

    if isinstance(first, pd.DataFrame):
        return TableSpec.of(first)
    names = list(estimator.get_feature_names_out()) if hasattr(estimator, "get_feature_names_out") else columns
    return TableSpec.of(pd.DataFrame(first, columns=names))


def changed(table: TableSpec, made: Mapping[str, ColumnSpec]) -> TableSpec:
    """The columns with some made anew, which keep what a table tells of the column of their name, and others added."""
    before = {column.name: column for column in table.columns}
    return table.replace(**{name: told_as(column, before.get(name)) for name, column in made.items()})


def check_rows(table: pd.DataFrame) -> None:
    """Raise DataError when there is nothing to learn from."""
    if not len(table):
        raise DataError("the table has no rows, so there is nothing to learn from", port="table")


def check_free(names: Iterable[Any], made: Iterable[str]) -> None:
    """Raise DataError for a new column whose name is taken, by one of `names` or by another new one."""
    taken = set(names)
    for name in made:
        if name in taken:
            raise DataError(f"two columns would be called {quoted(name)}; rename one before", port="table", column=name)
        taken.add(name)
