"""Specs: what is known of a port's value before it runs, or of a table without its rows."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, PlainSerializer, ValidationInfo, field_validator

if TYPE_CHECKING:
    import pandas as pd

Role = Literal["feature", "target", "prediction", "probability", "id", "weight", "ignore"]
ROLES_KEY = "roles"
"""Where the `attrs` of a DataFrame hold the role of each column that is no feature, by its name."""
PREDICTS_KEY = "predicts"
"""Where they hold, by the name of a prediction or probability, the column that it is of."""
UNITS_KEY = "units"
"""Where they hold the unit of a column, by its name."""
BY_COLUMN = (ROLES_KEY, PREDICTS_KEY, UNITS_KEY)
"""What they tell by the names of columns."""
ColumnType = Literal["number", "boolean", "text", "category", "datetime", "duration", "other"]
NUMBERS = ("int", "uint", "float", "halffloat", "double", "decimal", "complex", "number", *(
    f"{order}{kind}" for order in "<>" for kind in "iufc"
))  # fmt: skip
ARROW = "[pyarrow]"
"""What the names of Arrow's types end with in pandas."""
TOLD_BY_VALUES = ("str", "int64", "float64", "bool")
"""The dtypes of categories that these tell themselves."""
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
    if lowered.startswith(("interval", "struct")):
        return "other"
    if lowered.startswith(NUMBERS):
        return "number"
    if lowered.startswith(("str", "large_string")):
        return "text"
    if lowered.startswith(("datetime", "date", "period", "timestamp")):
        return "datetime"
    if lowered.startswith(("timedelta", "duration")):
        return "duration"
    return "other"


def _in_json(value: Any) -> Any:
    """A category as JSON tells it: what can be read again as text, None for what cannot."""
    if isinstance(value, str | int | float):
        return value
    return str(value) if type(value).__name__ in ("Timestamp", "Timedelta", "Period") else None


Category = Annotated[Any, PlainSerializer(_in_json, when_used="json")]


class ColumnSpec(BaseModel):
    """One column: `dtype` is pandas' own name for it; `range` is (smallest, largest) of numbers, None where unknown.

    `category_dtype` is the dtype of the categories, where these do not tell it themselves. A prediction or probability
    `predicts` the column of that name, None where it is not known which; the table need not have it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")

    name: str
    dtype: str
    role: Role = "feature"
    predicts: str | None = None
    nullable: bool = True
    category_dtype: str | None = None
    categories: tuple[Category, ...] | None = None
    ordered: bool = False
    range: tuple[float, float] | None = None

    @property
    def type(self) -> ColumnType:
        """The type that a person sees."""
        return column_type(self.dtype)

    @field_validator("categories", mode="after")
    @classmethod
    def _read(cls, values: tuple[Any, ...] | None, info: ValidationInfo) -> tuple[Any, ...] | None:
        """Moments and durations of the texts that stand for them in JSON; none where there is one that JSON cannot tell."""
        dtype = info.data.get("category_dtype")
        if not values or dtype is None:
            return values
        if None in values:
            return None
        if not isinstance(values[0], str) or column_type(dtype) not in ("datetime", "duration"):
            return values
        import pandas as pd

        return tuple(pd.Index(list(values), dtype=_pandas_dtype(dtype)).tolist())

    def pandas_dtype(self) -> Any:
        """What pandas takes as the dtype of this column."""
        import pandas as pd

        if self.dtype != "category":
            return _pandas_dtype(self.dtype)
        if self.categories is None:
            return pd.CategoricalDtype(None, ordered=self.ordered)
        dtype = None if self.category_dtype is None else _pandas_dtype(self.category_dtype)
        return pd.CategoricalDtype(pd.Index(list(self.categories), dtype=dtype), ordered=self.ordered)


def _pandas_dtype(name: str) -> Any:
    """The dtype of that name. Of Arrow's types pandas reads plain ones alone, and takes one of texts for its own."""
    if not name.endswith(ARROW):
        return name
    import pandas as pd

    from knode.core.arrow_types import arrow_type

    found = arrow_type(name.removesuffix(ARROW))
    return object if found is None else pd.ArrowDtype(found)


class TableSpec(BaseModel):
    """The columns of a table, in order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[ColumnSpec, ...] = ()

    @property
    def names(self) -> list[str]:
        """The column names, in order."""
        return [column.name for column in self.columns]

    @property
    def predictions(self) -> dict[str, str]:
        """The column that each prediction and probability is of, where that is known."""
        return {column.name: column.predicts for column in self.columns if column.predicts is not None}

    @property
    def attrs(self) -> dict[Any, Any]:
        """What the `attrs` of a DataFrame with these columns hold."""
        roles = {column.name: column.role for column in self.columns if column.role != "feature"}
        return {key: told for key, told in ((ROLES_KEY, roles), (PREDICTS_KEY, self.predictions)) if told}

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
    def of(
        cls,
        table: pd.DataFrame,
        roles: Mapping[str, Role] | None = None,
        *,
        names: Sequence[str] | None = None,
        ranges: bool = False,
    ) -> TableSpec:
        """The spec of a DataFrame.

        Args:
            table: any DataFrame with text column names.
            roles: the role of the columns that are not features; those in the table's `attrs` when not given.
            names: the columns to tell of, in this order; all when not given.
            ranges: look at the values too, for ranges and whether a column has missing values; costs a pass.
        """
        roles, predicts = roles or _roles(table), predicts_of(table)
        chosen = None if names is None else [table[name] for name in names]
        dtypes = table.dtypes.items() if chosen is None else [(column.name, column.dtype) for column in chosen]
        specs = [
            _column_spec(str(name), dtype, roles.get(str(name), "feature"), predicts.get(str(name)))
            for name, dtype in dtypes
        ]
        if ranges:
            given = [table.iloc[:, place] for place in range(len(specs))] if chosen is None else chosen
            looked = [_values(column) for column in given]
            specs = [spec.model_copy(update=found) for spec, found in zip(specs, looked, strict=True)]
        return cls(columns=tuple(specs))

    def empty(self) -> pd.DataFrame:
        """A DataFrame with these columns and no rows."""
        import pandas as pd

        made = pd.DataFrame({column.name: pd.Series([], dtype=column.pandas_dtype()) for column in self.columns})
        made.attrs = self.attrs
        return made


def predicts_of(table: pd.DataFrame) -> dict[str, str]:
    """The column that each prediction and probability of a table is of, as far as its `attrs` tell it."""
    told = table.attrs.get(PREDICTS_KEY)
    return {str(name): str(target) for name, target in told.items()} if isinstance(told, dict) else {}


def without_absent(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose `attrs` tell of its own columns only: a column that comes later by the name of one that went is another."""
    told: dict[Any, dict[str, Any]] = {
        key: table.attrs[key] for key in BY_COLUMN if isinstance(table.attrs.get(key), dict)
    }
    kept = {key: {name: one for name, one in of.items() if name in table.columns} for key, of in told.items()}
    if kept == told:
        return table
    made = table.copy(deep=False)
    made.attrs = {key: value for key, value in {**table.attrs, **kept}.items() if key not in kept or value}
    return made


def _roles(table: pd.DataFrame) -> Mapping[str, Role]:
    """The roles that a table tells itself; what its `attrs` hold may come from elsewhere."""
    told = table.attrs.get(ROLES_KEY)
    return {name: role for name, role in told.items() if role in get_args(Role)} if isinstance(told, dict) else {}


def _column_spec(name: str, dtype: Any, role: Role, predicts: str | None) -> ColumnSpec:
    import pandas as pd

    if not isinstance(dtype, pd.CategoricalDtype):
        return _plain_spec(name, dtype, role, predicts)
    categories, category_dtype = None, None
    if 0 < len(dtype.categories) <= CATEGORY_LIMIT:
        categories = tuple(dtype.categories.tolist())
        held = str(dtype.categories.dtype)
        category_dtype = None if held in TOLD_BY_VALUES else held
    return ColumnSpec(
        name=name,
        dtype=str(dtype),
        role=role,
        predicts=predicts,
        category_dtype=category_dtype,
        categories=categories,
        ordered=bool(dtype.ordered),
    )


@functools.lru_cache(maxsize=4096)
def _plain_spec(name: str, dtype: Any, role: Role, predicts: str | None) -> ColumnSpec:
    return ColumnSpec(name=name, dtype=str(dtype), role=role, predicts=predicts)


def _values(column: pd.Series[Any]) -> dict[str, Any]:
    """What only the values of a column tell of it."""
    import numpy as np

    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iuf" and len(column):
        # Numbers tell by their largest whether one is missing, too: one pass instead of several.
        missing, found = bool(np.isnan(column.to_numpy().max())), _range(column)
        return {"nullable": missing} if np.isnan(found[0]) else {"nullable": missing, "range": found}
    made: dict[str, Any] = {"nullable": _has_missing(column)}
    if column_type(column.dtype) == "number" and column.dtype.kind in "iuf" and column.notna().any():
        made["range"] = _range(column)
    return made


def _has_missing(column: pd.Series[Any]) -> bool:
    import pandas as pd

    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
        # Arrow has counted them.
        return bool(column.array.__arrow_array__().null_count)
    return bool(column.isna().any())


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
