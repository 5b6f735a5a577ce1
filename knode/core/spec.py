"""Specs: what is known of a port's value before it runs, or of a table without its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["feature", "target", "prediction", "probability", "id", "weight", "ignore"]
ROLES_KEY = "roles"
"""Where the `attrs` of a DataFrame hold the role of each column that is no feature, by its name."""
ColumnType = Literal["number", "boolean", "text", "category", "datetime", "duration", "other"]
CATEGORY_LIMIT = 1000
"""Specs list the categories of a column up to this many; above it they are left unknown."""


def column_type(dtype: object) -> ColumnType:
    """The type that a person sees for a pandas dtype, or for its name as in `ColumnSpec.dtype`."""
    name = str(dtype)
    lowered = name.lower()
    if lowered.startswith("category"):
        return "category"
    if lowered in ("bool", "boolean", "bool[pyarrow]"):
        return "boolean"
    if lowered.startswith("interval"):
        return "other"
    if lowered.startswith(("int", "uint", "float", "double", "decimal", "complex", "number")):
        return "number"
    if lowered.startswith(("str", "string", "large_string")):
        return "text"
    if lowered.startswith(("datetime", "date", "period", "timestamp")):
        return "datetime"
    if lowered.startswith(("timedelta", "duration")):
        return "duration"
    return "other"


class ColumnSpec(BaseModel):
    """One column: `dtype` is pandas' own name for it; `range` is (smallest, largest) of numbers, None where unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    dtype: str
    role: Role = "feature"
    nullable: bool = True
    categories: tuple[Any, ...] | None = None
    ordered: bool = False
    range: tuple[float, float] | None = None

    @property
    def type(self) -> ColumnType:
        """The type that a person sees."""
        return column_type(self.dtype)

    def pandas_dtype(self) -> Any:
        """What pandas takes as the dtype of this column."""
        import pandas as pd

        if self.dtype != "category":
            return _arrow_dtype(self.dtype) or self.dtype
        categories = None if self.categories is None else pd.Index(list(self.categories))
        return pd.CategoricalDtype(categories, ordered=self.ordered)


def _arrow_dtype(name: str) -> Any:
    """The dtype of Arrow's decimals and its times with a zone, whose names pandas does not read; None for others."""
    import pandas as pd

    decimal = re.fullmatch(r"decimal(128|256)\((\d+), (-?\d+)\)\[pyarrow\]", name)
    moment = re.fullmatch(r"timestamp\[(\w+), tz=(.+)\]\[pyarrow\]", name)
    if not decimal and not moment:
        return None
    import pyarrow as pa

    if moment:
        return pd.ArrowDtype(pa.timestamp(moment[1], tz=moment[2]))
    kind = pa.decimal128 if decimal[1] == "128" else pa.decimal256  # type: ignore[index]
    return pd.ArrowDtype(kind(int(decimal[2]), int(decimal[3])))  # type: ignore[index]


class TableSpec(BaseModel):
    """The columns of a table, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[ColumnSpec, ...] = ()

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    def __getitem__(self, name: str) -> ColumnSpec:
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(column.name == name for column in self.columns)

    def select(self, names: Iterable[str]) -> TableSpec:
        """The columns called `names`, in the order of `names`."""
        by_name = {column.name: column for column in self.columns}
        return TableSpec(columns=tuple(by_name[name] for name in names))

    def replace(self, /, **columns: ColumnSpec) -> TableSpec:
        """The same columns with some of them exchanged, or added at the end."""
        kept = [columns.get(column.name, column) for column in self.columns]
        return TableSpec(columns=(*kept, *(new for name, new in columns.items() if name not in self)))

    def without(self, names: Iterable[str]) -> TableSpec:
        """All columns but `names`."""
        dropped = set(names)
        return TableSpec(columns=tuple(column for column in self.columns if column.name not in dropped))

    @classmethod
    def of(cls, table: pd.DataFrame, roles: Mapping[str, Role] | None = None, *, ranges: bool = False) -> TableSpec:
        """The spec of a DataFrame.

        Args:
            table: any DataFrame with text column names.
            roles: the role of the columns that are not features; those in the table's `attrs` when not given.
            ranges: look at the values too, for ranges and whether a column has missing values; costs a pass.
        """
        roles = roles or _roles(table)
        specs = [
            _column_spec(str(name), dtype, roles.get(str(name), "feature"))
            for name, dtype in zip(table.columns, table.dtypes, strict=True)
        ]
        if ranges:
            looked = [_values(table.iloc[:, position]) for position in range(len(specs))]
            specs = [spec.model_copy(update=found) for spec, found in zip(specs, looked, strict=True)]
        return cls(columns=tuple(specs))

    def empty(self) -> pd.DataFrame:
        """A DataFrame with these columns and no rows."""
        import pandas as pd

        made = pd.DataFrame({column.name: pd.Series([], dtype=column.pandas_dtype()) for column in self.columns})
        roles = {column.name: column.role for column in self.columns if column.role != "feature"}
        made.attrs = {ROLES_KEY: roles} if roles else {}
        return made


def _roles(table: pd.DataFrame) -> Mapping[str, Role]:
    """The roles that a table tells itself; what its `attrs` hold may come from elsewhere."""
    told = table.attrs.get(ROLES_KEY)
    return {name: role for name, role in told.items() if role in get_args(Role)} if isinstance(told, dict) else {}


def _column_spec(name: str, dtype: Any, role: Role) -> ColumnSpec:
    import pandas as pd

    categories: tuple[Any, ...] | None = None
    ordered = False
    if isinstance(dtype, pd.CategoricalDtype):
        ordered = bool(dtype.ordered)
        if 0 < len(dtype.categories) <= CATEGORY_LIMIT:
            categories = tuple(dtype.categories.tolist())
    return ColumnSpec(name=name, dtype=str(dtype), role=role, categories=categories, ordered=ordered)


def _values(column: pd.Series[Any]) -> dict[str, Any]:
    """What only the values of a column tell of it."""
    import numpy as np

    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iuf" and len(column):
        # Numbers tell by their largest whether one is missing, too: one pass instead of several.
        missing, found = bool(np.isnan(column.to_numpy().max())), _range(column)
        return {"nullable": missing} if np.isnan(found[0]) else {"nullable": missing, "range": found}
    made: dict[str, Any] = {"nullable": bool(column.isna().any())}
    if column_type(column.dtype) == "number" and column.dtype.kind in "iuf" and column.notna().any():
        made["range"] = _range(column)
    return made


def _range(column: pd.Series[Any]) -> tuple[float, float]:
    """The smallest and the largest number of a column that has one."""
    import numpy as np

    if isinstance(column.dtype, np.dtype):
        numbers = column.to_numpy()
    elif column.dtype.kind == "f":
        numbers = column.to_numpy(dtype="float64", na_value=np.nan)
    else:
        numbers = column.dropna().to_numpy()
    # These two pass over NaN, and are ten times as fast as those of pandas.
    return float(np.fmin.reduce(numbers)), float(np.fmax.reduce(numbers))


class ModelSpec(BaseModel):
    """What is known of a model before it is fitted: its kind, its target, and the columns it reads and makes.

    `replaces` are the columns of the table that go away when a transformer is applied; None where that is not known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    target: str | None = None
    inputs: TableSpec | None = None
    outputs: TableSpec | None = None
    replaces: tuple[str, ...] | None = None


class VariablesSpec(BaseModel):
    """The names of the variables that a port will carry."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    names: tuple[str, ...] = ()


class EndSpec(BaseModel):
    """An input or output of a workflow: its kind, the columns of a table where they are known, and how an input treats
    tables that differ from them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str = "table"
    table: TableSpec | None = None
    optional: bool = False
    missing_column: Literal["error", "fill"] = "error"
    extra_column: Literal["keep", "drop", "error"] = "keep"


class WorkflowSpec(BaseModel):
    """The inputs and outputs of a captured workflow by name; None where the names are not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: Mapping[str, EndSpec] | None = None
    outputs: Mapping[str, EndSpec] | None = None


Spec = TableSpec | ModelSpec | VariablesSpec | WorkflowSpec
