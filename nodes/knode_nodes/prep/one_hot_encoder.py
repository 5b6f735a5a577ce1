"""Turn categories into columns of 0 and 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import Columns, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._fitted import Fitted, check_free, check_rows, fitted
from knode_nodes.prep._known import coded, counted, in_order, value_columns

if TYPE_CHECKING:
    from knode_nodes.prep.known_categories import KnownCategories

LIMIT = 1000
"""Categories of one column, at most, unless the setting says fewer."""
RARE, MISSING = "rare", "missing"
"""What the columns of rare and of missing values are called after."""


class OneHotEncoder(Node):
    """Turn each text or category column into one column for each of its values: 1 where the row has it, else 0.

    The values are learnt from the rows that come in; the model makes the same columns for other rows. A value that was
    not there then, and a missing value, give 0 in all columns, unless unknown values are to be refused.

    Rare values can share a column: those beyond the `most` frequent, and those that fewer rows than `least` have. It is there
    for a column with such values, and wherever unknown values are to be in it. A column of missing values is there
    whether training missed any or not.

    Example: colour red, blue, red becomes colour_blue 0, 1, 0 and colour_red 1, 0, 1.
    """

    pack = "prep"
    icon = "one-hot-encoder"
    shelf = "Before learning"
    keywords = (
        "One to Many",
        "Dummy variables",
        "get_dummies",
        "Continuize",
        "Category To Number",
        "Encode",
        "Rare Label Encoder",
        "Indicator columns",
        "Make Columns",
    )
    example = Example({"columns": ["colour"]})
    fits = "model"
    columns: Columns = setting(Columns.typed("text", "category"), "The columns to encode.")
    most: int = setting(
        50, "Values of a column that get a column of their own, the most frequent ones.", ge=1, le=LIMIT
    )
    least: int = setting(1, "Rows that a value needs at least to get a column of its own.", ge=1)
    rare: Literal["zeros", "column"] = setting(
        "zeros", "Values without a column of their own: 0 in all columns, or one column for all of them."
    )
    drop_first: bool = setting(False, "Leave out the first value of each column, which the others imply.")
    unknown: Literal["zeros", "rare", "error"] = setting(
        "zeros", "A value that training did not see: 0 in all columns, counted with the rare ones, or refused."
    )
    missing: Literal["zeros", "column"] = setting(
        "zeros", "A missing value: 0 in all columns, or 1 in a column of its own."
    )
    keep: bool = setting(False, "Keep the encoded columns too.")
    dtype: Literal["int8", "bool", "float64"] = setting(
        "int8",
        "How 0 and 1 are stored.",
        labels={"int8": "0 and 1, small (int8)", "bool": "false and true (bool)", "float64": "0.0 and 1.0 (float64)"},
    )
    separator: str = setting("_", "Stands between the name of the column and the value.")

    @model_validator(mode="after")
    def _check_rare(self) -> OneHotEncoder:
        if self.unknown == "rare" and self.rare != "column":
            raise ValueError("unknown values can only count with the rare ones where those have a column")
        return self

    def run(self, table: Table) -> Fitted:
        import pandas as pd

        check_rows(table)
        columns = value_columns(self.columns, TableSpec.of(table))
        held = {name: coded(table[name]) for name in columns}
        categories = {name: counted(column, LIMIT) for name, column in held.items()}
        estimator = self._encoder(categories)
        check_free([name for name in table.columns if self.keep or name not in columns], estimator.names)
        replaces = () if self.keep else tuple(columns)
        facts = {"categories": {name: len(values) for name, values in categories.items()}}
        made = estimator.transform(pd.DataFrame(held, index=table.index, columns=columns, copy=False))
        return fitted("One-Hot Encoder", estimator, table, columns, replaces=replaces, facts=facts, made=made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        if isinstance(inputs.get("table"), TableSpec):
            value_columns(self.columns, inputs["table"])
        return {"table": None, "model": None}

    def _encoder(self, found: dict[str, list[tuple[Any, int]]]) -> KnownCategories:
        from knode_nodes.prep.known_categories import KnownCategories

        frequent = {
            name: in_order([value for value, count in values[: self.most] if count >= self.least])
            for name, values in found.items()
        }
        kept = {name: values[int(self.drop_first) :] for name, values in frequent.items()}
        beyond = {
            name: [value for value, _ in values if value not in set(frequent[name])] for name, values in found.items()
        }
        shares = self.rare == "column"
        rare = {name: values for name, values in beyond.items() if shares and (values or self.unknown == "rare")}
        words = {
            name: [*kept[name], *[RARE] * (name in rare), *[MISSING] * (self.missing == "column")] for name in kept
        }
        names = [f"{name}{self.separator}{word}" for name in words for word in words[name]]
        encoder = KnownCategories(kept, names, self.dtype, self.unknown == "error")
        encoder.left_out = {
            name: [*values[: int(self.drop_first)], *([] if shares else beyond[name])]
            for name, values in frequent.items()
        }
        encoder.rare = rare
        encoder.gaps = list(kept) if self.missing == "column" else []
        encoder.unknown_as_rare = self.unknown == "rare"
        return encoder
