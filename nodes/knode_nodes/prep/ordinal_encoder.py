"""Turn values into whole numbers by their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from knode.api import (
    Columns,
    ColumnSpec,
    DataError,
    Example,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    nearest,
    quoted,
    setting,
)
from knode_nodes.prep._fitted import Fitted, changed, check_free, check_rows, fitted
from knode_nodes.prep._known import (
    by_frequency,
    check_count,
    different,
    in_order,
    looked_up,
    plain,
    positions,
    value_columns,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LIMIT = 100_000
"""Different values of one column, at most."""
Value = str | int | float | bool


class OrdinalEncoder(Node):
    """Turn each text or category into a whole number: the position of its value in an order.

    Right where the values have an order, such as small, medium, large; for others One-Hot Encoder or Target Encoder tell a
    model more. The order is learnt from the rows that come in, or given; the model gives the values of other rows the same
    numbers. Missing values stay missing unless they are to have a number of their own.

    - natural: by alphabet and by size; an ordered category keeps its order, with the categories that no row has.
    - frequency: the most frequent value first.
    - appearance: in the order in which the values come first.

    Values beyond an order that you give are unknown, in training too.

    Example: with the order S, M, L for `size`, the sizes M, S, L, XL become 1, 0, 2, missing.
    """

    pack = "prep"
    icon = "ordinal-encoder"
    shelf = "Before learning"
    keywords = (
        "Category to Number",
        "Category To Number (Apply)",
        "Continuize",
        "LabelEncoder",
        "Label Encoding",
        "factorize",
        "Integer encoding",
        "cat.codes",
        "DENSE_RANK",
    )
    example = Example({"columns": ["size"], "orders": {"size": ["S", "M", "L"]}})
    fits = "model"
    columns: Columns = setting(Columns.typed("text", "category"), "The columns to encode.")
    order: Literal["natural", "frequency", "appearance"] = setting(
        "natural", "The order of the values of columns without one of their own."
    )
    orders: dict[str, list[Value]] = setting({}, "The values of single columns from low to high, by name.")
    first: int = setting(0, "The number of the first value.", ge=-1_000_000_000, le=1_000_000_000)
    unknown: Literal["missing", "last", "error"] = setting(
        "missing", "A value that training did not see: missing, a number after all others, or refuse it."
    )
    missing: Literal["missing", "own number"] = setting(
        "missing", "A missing value stays missing, or has a number of its own after all others."
    )
    keep: bool = setting(False, "Keep the encoded columns, and add the numbers as columns of their own.")
    suffix: str = setting("_code", "What the names of added columns end in.", min_length=1, when={"keep": True})

    @field_validator("orders")
    @classmethod
    def _check_orders(cls, orders: dict[str, list[Value]]) -> dict[str, list[Value]]:
        for name, values in orders.items():
            if not values:
                raise ValueError(f"the order of {quoted(name)} has no values")
            if len(set(values)) < len(values):
                raise ValueError(f"a value stands twice in the order of {quoted(name)}")
        return orders

    def run(self, table: Table) -> Fitted:
        import pandas as pd

        from knode_nodes.prep.codes import Codes

        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        found = {name: different(table[name]) for name in columns}
        values = {name: self._values(table[name], *found[name]) for name in columns}
        estimator = Codes(
            values,
            {name: self._named(name) for name in columns},
            first=self.first,
            unknown=self.unknown,
            code_missing=self.missing == "own number",
        )
        facts = {"values": {name: some[:50] for name, some in values.items()}}
        numbers = {self._named(name): estimator.numbers(name, *found[name]) for name in columns}
        made = pd.DataFrame(numbers, index=table.index, copy=False)
        return fitted("Ordinal Encoder", estimator, table, columns, facts=facts, made=made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None, "model": None}
        columns = self._columns(table)
        made = {self._named(name): ColumnSpec(name=self._named(name), dtype="Int64") for name in columns}
        outputs = TableSpec(columns=tuple(made.values()))
        model = ModelSpec(kind="transformer", inputs=table.select(columns), outputs=outputs, replaces=())
        return {"table": changed(table, made), "model": model}

    def _named(self, name: str) -> str:
        return name + self.suffix if self.keep else name

    def _columns(self, spec: TableSpec) -> list[str]:
        for name in self.orders:
            if name not in spec:
                near = nearest(name, spec.names)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(f"there is no column {quoted(name)} to order{hint}", port="table", column=name)
        columns = value_columns(self.columns, spec)
        for name in self.orders:
            if name not in columns:
                raise DataError(
                    f"an order is given for {quoted(name)}, which is not among the columns to encode: choose it too",
                    port="table",
                    column=name,
                )
        if self.keep:
            check_free(spec.names, map(self._named, columns))
        return columns

    def _values(self, column: pd.Series, found: np.ndarray, seen: Any) -> list[Any]:
        """The values of a column from low to high; of those in `seen` each row has that at its place in `found`."""
        import pandas as pd

        name = str(column.name)
        if name in self.orders:
            return _occurring(column, found, seen, self.orders[name])
        given = column.dtype if isinstance(column.dtype, pd.CategoricalDtype) else None
        if self.order == "natural" and given is not None and given.ordered:
            return [plain(value, column) for value in seen]
        if self.order == "frequency":
            return [value for value, _ in by_frequency(column, found, seen, LIMIT)]
        # But for categories, the values stand in the order of their first rows, and all of them occur.
        if given is not None:
            seen = column.dropna().unique()
        check_count(column, len(seen), LIMIT)
        values = [plain(value, column) for value in seen]
        return in_order(values) if self.order == "natural" else values


def _occurring(column: pd.Series, found: np.ndarray, seen: Any, order: list[Value]) -> list[Any]:
    """The order, of which at least one value must occur."""
    import numpy as np

    if (found >= 0).any() and looked_up(found, np.append(positions(seen, order), -1))[0].max() < 0:
        first = column.dropna().iloc[0]
        raise DataError(
            f"no value of {quoted(column.name)} is in the order that is given for it; the first one is {quoted(first)}",
            port="table",
            column=str(column.name),
        )
    return list(order)
