"""Variables as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import field_validator

from knode.api import ColumnSpec, Example, Node, Port, Ports, TableSpec, Variables, quoted, setting
from knode_nodes.flow._comparing import as_text
from knode_nodes.flow._variables import found, joined, variables_port

TYPES = {str: "text", bool: "boolean", int: "integer", float: "number", type(None): "missing"}
LARGEST = 2**63


class VariablesToTable(Node):
    """Make a table of variables: one row with a column for each, or one row for each with its name, type and value.

    As one row, numbers, texts and truths keep their types; whole numbers of more than 64 bits and missing variables
    become texts. As rows, all values are texts. Of several variables of one name the last one counts.

    Example: the metrics of a Scorer as one row, appended to a table of all experiments.
    """

    pack = "flow"
    icon = "variables-to-table"
    keywords = ("Variable to Table Row", "Variable to Table Column", "Extract Variables", "flow variables")
    example = Example({"names": ["accuracy", "f1"]})
    layout: Literal["one row", "rows"] = setting("one row", "One row with a column each, or one row each.")
    names: tuple[str, ...] = setting((), "The variables to take, in this order; all when empty.")

    @field_validator("names")
    @classmethod
    def _once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"the variable {quoted(name)} is named twice")
        return names

    def ports(self) -> Ports:
        """The variables, and the table."""
        return Ports((variables_port(optional=False),), (Port("table", "table"),))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The columns of the layout "rows"; those of one row depend on the values."""
        if self.layout == "one row":
            return {"table": None}
        columns = tuple(
            ColumnSpec(name=name, dtype="str", nullable=name == "value") for name in ("name", "type", "value")
        )
        return {"table": TableSpec(columns=columns)}

    def run(self, variables: list[Variables]) -> dict[str, Any]:
        """Make the table."""
        import pandas as pd

        known = joined(variables)
        taken = {name: found(known, name) for name in self.names} if self.names else known
        if self.layout == "one row":
            return {"table": pd.DataFrame({name: _column(value) for name, value in taken.items()}, index=range(1))}
        rows = {
            "name": list(taken),
            "type": [TYPES.get(type(value), type(value).__name__) for value in taken.values()],
            "value": [None if value is None else as_text(value) for value in taken.values()],
        }
        return {"table": pd.DataFrame({name: pd.Series(values, dtype="str") for name, values in rows.items()})}


def _column(value: Any) -> Any:
    import pandas as pd

    if value is None or (type(value) is int and not -LARGEST <= value < LARGEST):
        return pd.Series([None if value is None else str(value)], dtype="str")
    return pd.Series([value], dtype={str: "str", bool: "bool", int: "int64", float: "float64"}[type(value)])
