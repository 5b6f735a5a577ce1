"""Choose rows by whether another table has their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from pydantic import model_validator

from knode.api import Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._keys import comparable, key_columns
from knode_nodes.prep._matching import matches


class Matched(NamedTuple):
    """The rows whose key is in the other table, and all others."""

    matching: Table
    other: Table


class MatchRows(Node):
    """Choose the rows whose key values stand in a second table too, and those whose do not.

    `matching` has the rows with a partner in the reference table (a semi join), `other` those without (an anti join). No
    columns are added and no row is repeated, however often a key stands in the reference table; rows keep their order and
    their index.

    A row with a missing key goes to `other`; it may count as a partner of rows whose key is missing too.

    Example: with a list of customers who have left as the reference, `other` has the orders of those who stay.
    """

    pack = "prep"
    icon = "match-rows"
    shelf = "Rows"
    keywords = (
        "Reference Row Filter",
        "Reference Row Splitter",
        "semi join",
        "anti join",
        "exists",
        "in list",
        "isin",
        "Join tool",
        "blacklist",
        "Select by Data Index",
    )
    example = Example({"keys": ["customer"]})
    rowwise = True
    keys: tuple[str, ...] = setting(
        (), "The key columns of the table; the ones both tables have when empty.", form="columns", port="table"
    )
    reference_keys: tuple[str, ...] = setting(
        (), "The key columns of the reference table; those of the table when empty.", form="columns", port="reference"
    )
    missing_keys: Literal["no partner", "equal"] = setting(
        "no partner", "Whether a missing key has no partner, or those with a missing key too."
    )
    ignore_case: bool = setting(False, "Capital and small letters in keys are the same.")

    @model_validator(mode="after")
    def _check_keys(self) -> MatchRows:
        if self.reference_keys and len(self.reference_keys) != len(self.keys):
            raise ValueError("both tables need the same number of key columns")
        return self

    def run(self, table: Table, reference: Table) -> Matched:
        keys, others = self._keys(TableSpec.of(table), TableSpec.of(reference))
        one, other = comparable(table, reference, keys, others, ports=("table", "reference"))
        found = matches(
            one,
            other,
            keys,
            others,
            ignore_case=self.ignore_case,
            missing_equal=self.missing_keys == "equal",
            port="table",
        )
        partner = found.partners() > 0
        return Matched(table[partner], table[~partner])

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table, reference = inputs.get("table"), inputs.get("reference")
        if isinstance(table, TableSpec) and isinstance(reference, TableSpec):
            self._keys(table, reference)
        return {"matching": table, "other": table}

    def _keys(self, table: TableSpec, reference: TableSpec) -> tuple[list[str], list[str]]:
        return key_columns(table, reference, self.keys, self.reference_keys, ports=("table", "reference"))
