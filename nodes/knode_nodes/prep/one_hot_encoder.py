"""Turn categories into columns of 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, DataError, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._fitted import Fitted, check_rows, fitted

if TYPE_CHECKING:
    import pandas as pd

LIMIT = 1000
"""Categories of one column, at most, unless the setting says fewer."""


class OneHotEncoder(Node):
    """Turn each text or category column into one column for each of its values: 1 where the row has it, else 0.

    The values are learnt from the rows that come in; the model makes the same columns for other rows. A value that was
    not there then, and a missing value, give 0 in all columns, unless unknown values are to be refused.

    Example: colour red, blue, red becomes colour_blue 0, 1, 0 and colour_red 1, 0, 1.
    """

    pack = "prep"
    icon = "one-hot-encoder"
    keywords = ("One to Many", "Dummy variables", "get_dummies", "Continuize", "Category To Number", "Encode")
    fits = "model"
    columns: Columns = setting(Columns.typed("text", "category"), "The columns to encode.")
    most: int = setting(
        50, "Values of a column that get a column of their own, the most frequent ones.", ge=1, le=LIMIT
    )
    drop_first: bool = setting(False, "Leave out the first value of each column, which the others imply.")
    unknown: Literal["zeros", "error"] = setting(
        "zeros", "A value that training did not see: 0 in all columns, or refuse it."
    )
    keep: bool = setting(False, "Keep the encoded columns too.")
    dtype: Literal["int8", "bool", "float64"] = setting("int8", "How 0 and 1 are stored.")

    def run(self, table: Table) -> Fitted:
        check_rows(table)
        columns = self._columns(TableSpec.of(table))
        categories = {name: _values(table[name]) for name in columns}
        estimator = self._encoder(categories)
        taken = set(table.columns) - (set() if self.keep else set(columns))
        for name in estimator.names:
            if name in taken or estimator.names.count(name) > 1:
                raise DataError(
                    f"two columns would be called {quoted(name)}; rename one before", port="table", column=name
                )
        replaces = () if self.keep else tuple(columns)
        facts = {"categories": {name: len(values) for name, values in categories.items()}}
        return fitted("One Hot Encoder", estimator, table, columns, replaces=replaces, facts=facts)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        if isinstance(inputs.get("table"), TableSpec):
            self._columns(inputs["table"])
        return {"table": None, "model": None}

    def _columns(self, spec: TableSpec) -> list[str]:
        columns = self.columns.of_spec(spec, port="table")
        if not columns:
            raise DataError("there is no text or category column to encode: choose the columns", port="table")
        for name in columns:
            if spec[name].type not in ("text", "category", "boolean") and not spec[name].dtype.lower().startswith(
                "int"
            ):
                raise DataError(
                    f"the column {quoted(name)} is a {spec[name].type}; encode texts, categories, booleans or whole numbers",
                    port="table",
                    column=name,
                )
        return columns

    def _encoder(self, found: dict[str, list[Any]]) -> Any:
        from knode_nodes.prep.known_categories import KnownCategories

        kept = {name: _in_order(values[: self.most])[int(self.drop_first) :] for name, values in found.items()}
        names = [f"{name}_{value}" for name, values in kept.items() for value in values]
        encoder = KnownCategories(kept, names, self.dtype, self.unknown == "error")
        encoder.left_out = {
            name: [value for value in values if value not in kept[name]] for name, values in found.items()
        }
        return encoder


def _values(column: pd.Series) -> list[Any]:
    """The values of a column, the most frequent first; at most LIMIT may occur."""
    counts = column.value_counts()
    counts = counts[counts > 0]
    if len(counts) > LIMIT:
        raise DataError(
            f"the column {quoted(column.name)} has {len(counts):,} different values, which looks like an identifier; leave it "
            f"out, or group its values (at most {LIMIT:,})",
            port="table",
            column=str(column.name),
        )
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return [value.item() if hasattr(value, "item") else value for value, _ in ranked]


def _in_order(values: list[Any]) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=str)
