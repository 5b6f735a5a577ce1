"""Values within JSON as columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._casting import Cast, cast
from knode_nodes.prep._columns import PORT, added, first_of
from knode_nodes.prep._json import Leaves, as_column, as_text, at, parsed_path, path_text, read_column

if TYPE_CHECKING:
    import pandas as pd

MOST = 2000
"""More columns than this are no table that somebody wants."""


class JsonPath(BaseModel):
    """Where in the JSON to look, and what to make of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str = Field(description="Where it stands, such as address.city or items[0].price.")
    name: str = Field("", description="The name of the new column; the path when empty.")
    type: Literal["text", "number", "integer", "boolean", "date", "date and time", "JSON"] = Field(
        "text", description="The type of the new column."
    )

    @field_validator("path")
    @classmethod
    def _readable(cls, value: str) -> str:
        parsed_path(value)
        return value


class FlattenJson(Node):
    """Make columns of the values within JSON: texts of JSON, or dicts and lists as an HTTP Request gives them.

    Either you say which: `address.city` is the key city within address, `items[0].price` the price of the first item, and
    `["a key"]` a key with dots or brackets in it. Then the columns are known before a run, and what is absent is missing.
    Or all values that are found become columns, down to a depth; then the columns are known after the first run.
    Deeper values, and lists unless you want a column for each of their places, become JSON texts.

    Found columns are booleans, whole numbers or numbers where all of their values are, or else texts. To get a row for each
    element of a list, take Explode.

    Example: `{"id": 7, "address": {"city": "Bern"}}` gives the columns `id` and `address.city`.
    """

    pack = "prep"
    icon = "flatten-json"
    shelf = "Texts"
    keywords = (
        "JSON Path", "JSON to Table", "JSON Parse", "json_normalize", "JSON", "unnest", "Column Expander", "struct",
        "extract from JSON", "json_extract",
    )  # fmt: skip
    column: Column = setting(Column(""), "The column with JSON.")
    paths: tuple[JsonPath, ...] = setting((), "The values to take; all that are found when empty.")
    depth: int = setting(5, "How many steps deep values are found, without paths.", ge=1, le=50, when={"paths": False})
    lists: Literal["JSON", "columns"] = setting(
        "JSON", "Lists that are found become JSON texts, or a column for each place.", when={"paths": False}
    )
    example = Example({"column": "payload", "paths": [{"path": "customer.city"}]})
    prefix: str = setting("", "A text before the names of the new columns.")
    invalid: Literal["error", "missing"] = setting(
        "error", "What is no JSON, or not of the type that you say, stops the run or is missing."
    )
    keep: bool = setting(False, "The column with JSON stays.")

    def run(self, table: Table) -> Table:
        name = self.column.of(table, port=PORT)
        rows = read_column(table[name], lenient=self.invalid == "missing")
        made = self._chosen(rows) if self.paths else self._found(rows)
        columns = {label: column.set_axis(table.index) for label, column in made.items()}
        return added(table, columns, without=() if self.keep else [name])

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = inputs.get(PORT)
        if given is None:
            return {PORT: None}
        made = self.run(given.empty())
        return {PORT: TableSpec.of(made) if self.paths else None}

    def _chosen(self, rows: list[Any]) -> dict[str, pd.Series]:
        made: dict[str, Any] = {}
        for one in self.paths:
            path = parsed_path(one.path)
            label = f"{self.prefix}{one.name or one.path}"
            _check_new(label, made)
            made[label] = self._typed([at(row, path) for row in rows], one, label)
        return made

    def _typed(self, values: list[Any], one: JsonPath, label: str) -> pd.Series:
        import pandas as pd

        if one.type == "JSON":
            texts = [None if value is None else json.dumps(value, ensure_ascii=False, default=str) for value in values]
            return pd.Series(texts, dtype="str")
        found = pd.Series([as_text(value) for value in values], dtype="str", name=label)
        if one.type == "text":
            return found
        made, bad = cast(found, Cast(columns=Columns.named(label), type=one.type, symbols=False))
        if bad.any() and self.invalid == "error":
            row = first_of(bad)
            raise DataError(
                f"{quoted(found.iloc[row])} at {one.path} in row {row} is no {one.type}: take another type for it, or let what "
                "cannot be read be missing",
                port=PORT,
                column=str(self.column),
                row=row,
            )
        return made

    def _found(self, rows: list[Any]) -> dict[str, pd.Series]:
        """A column for each path, in the order in which they come up."""
        found = Leaves(rows, self.depth, self.lists == "columns", MOST)
        if len(found.paths) > MOST:
            raise DataError(
                f"the JSON holds {len(found.paths)} different paths, such as {quoted(path_text(found.paths[-1]))}: name those "
                "that you want, or go less deep",
                port=PORT,
                column=str(self.column),
            )
        made: dict[str, Any] = {}
        for path, values in zip(found.paths, found.values, strict=True):
            label = f"{self.prefix}{path_text(path) or 'value'}"
            _check_new(label, made)
            made[label] = as_column(values)
        return made


def _check_new(label: str, made: Mapping[str, Any]) -> None:
    if label in made:
        raise DataError(f"two values would make a column {quoted(label)}: name one of them", port=PORT, column=label)
