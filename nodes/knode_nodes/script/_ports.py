"""The ports of a script: what a person declares of them."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

from knode.api import ColumnSpec, Port, setting

Kind = Literal["table", "variables", "model", "view"]
DTYPES = (
    "int64",
    "Int64",
    "float64",
    "bool",
    "boolean",
    "str",
    "category",
    "datetime64[us]",
    "timedelta64[us]",
    "object",
)
MORE_DTYPES = re.compile(
    r"u?int(8|16|32|64)|U?Int(8|16|32|64)|float(16|32)|Float(32|64)|string|(datetime64|timedelta64)\[(s|ms|us|ns)\]"
    r"|datetime64\[(s|ms|us|ns), [\w/+:-]+\]|period\[\w+(-\w+)?\]|\w+(\(\d+, \d+\))?\[pyarrow\]"
)
"""Further names of dtypes. pandas itself is not asked: the window checks settings too, and does without it."""


class Input(BaseModel):
    """Something that comes into a script."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = setting("table", "Its name in the script.")
    kind: Kind = setting("table", "What it is.")
    optional: bool = setting(False, "The script runs without it too; then it is None.")

    def port(self) -> Port:
        """The port itself."""
        return Port(self.name, self.kind, optional=self.optional)


class DeclaredColumn(BaseModel):
    """A column that a table will have."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = setting("", "The column's name.")
    dtype: str = setting("float64", "Its pandas dtype.", choices=DTYPES)

    @field_validator("dtype")
    @classmethod
    def _is_dtype(cls, value: str) -> str:
        if value in DTYPES or MORE_DTYPES.fullmatch(value):
            return value
        raise ValueError(f"{value!r} is no dtype of pandas; write one such as {', '.join(DTYPES[:6])}")


class Output(BaseModel):
    """Something that a script assigns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = setting("table", "The name that the script assigns.")
    kind: Kind = setting("table", "What it is.")
    columns: tuple[DeclaredColumn, ...] = setting((), "The columns of a table, where they are known before it runs.")

    def port(self) -> Port:
        """The port itself."""
        return Port(self.name, self.kind)

    def specs(self) -> tuple[ColumnSpec, ...]:
        """The declared columns."""
        return tuple(ColumnSpec(name=column.name, dtype=column.dtype) for column in self.columns)
