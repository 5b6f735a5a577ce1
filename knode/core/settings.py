"""Settings: typed fields of a node. The form on screen, the JSON schema, the CLI help and the validation come from them."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from knode.core.errors import DataError, nearest, quoted
from knode.core.spec import ColumnType, TableSpec, column_type

if TYPE_CHECKING:
    import pandas as pd


def setting(
    default: Any,
    description: str,
    *,
    choices: Iterable[Any] | None = None,
    labels: Mapping[str, str] | None = None,
    form: str = "",
    port: str = "",
    unit: str = "",
    values_of: str = "",
    when: Mapping[str, Any] | None = None,
    **limits: Any,
) -> Any:
    """A setting with its default (`...` when it must be given) and a sentence of help.

    Args:
        default: the value when the person gives none.
        description: one sentence, shown beside the field.
        choices: proposals to pick from; for a closed list annotate a Literal instead.
        labels: what choices are called on screen whose own words are a library's, such as `{"rbf": "curved (RBF)"}`. A file and
            the command line have the choice itself.
        form: how the field is drawn where the type does not tell: "file", "folder", "text" (many lines), "sql", "python",
            "expression", "columns" (a list of texts that are column names), "named" (values by names that are no columns),
            "list" (choices in an order, each as often as wanted), "parameter" (the name of a parameter of the nodes inside).
        port: the table port whose columns are proposed; without it those of all.
        unit: what a number counts, such as "s" or "MB".
        values_of: the setting beside it, or of what learns inside a node that holds it, that names columns whose values are
            proposed; of a mapping, as its names.
        when: where the setting matters, by the values of others beside it: `{"how": ("groups", "time")}` where `how` is one
            of these, `{"group": True}` where it is true, or not empty, `{"attempts": {"above": 1}}` where it is more. Forms
            show it only there; it is checked everywhere.
        limits: pydantic's `ge`, `gt`, `le`, `lt`, `min_length`, `pattern` …
    """
    hints = (("form", form), ("port", port), ("unit", unit), ("values_of", values_of))
    extra: dict[str, Any] = {name: hint for name, hint in hints if hint}
    if choices is not None:
        extra["choices"] = list(choices)
    if labels is not None:
        extra["labels"] = dict(labels)
    if when is not None:
        extra["when"] = {name: list(wanted) if isinstance(wanted, tuple) else wanted for name, wanted in when.items()}
    return Field(default, description=description, json_schema_extra=extra or None, **limits)


def matters(when: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    """Whether a setting matters beside these values (JSON data); `when` is what `setting` was told."""
    return all(_fits(values[name], wanted) for name, wanted in when.items() if name in values)


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return value in wanted
    if isinstance(wanted, dict):
        return isinstance(value, int | float) and value > wanted["above"]
    return bool(value) is bool(wanted)


class Columns(BaseModel):
    """A choice of columns: all, by name, by type, or by pattern, less those in `but`.

    In a file and on the command line it is a list of names, `"*"` for all, or an object with `names`, `types` or
    `pattern` (shell style: `x_*`) and optionally `but`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Literal["all", "names", "types", "pattern"] = "all"
    names: tuple[str, ...] = ()
    types: tuple[ColumnType, ...] = ()
    pattern: str = ""
    but: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        if value == "*":
            return {"by": "all"}
        if isinstance(value, str):
            return {"by": "names", "names": [name.strip() for name in value.split(",") if name.strip()]}
        if isinstance(value, list | tuple):
            return {"by": "names", "names": list(value)}
        if isinstance(value, dict) and "by" not in value:
            given = [key for key in ("names", "types", "pattern") if key in value]
            return {**value, "by": given[0] if given else "all"}
        return value

    @model_serializer(mode="wrap")
    def _short(self, handler: SerializerFunctionWrapHandler) -> Any:
        if self.by == "names" and not self.but:
            return list(self.names)
        if self.by == "all":
            return {"but": list(self.but)} if self.but else "*"
        chosen: dict[str, Any] = {self.by: self.pattern if self.by == "pattern" else list(getattr(self, self.by))}
        return chosen | ({"but": list(self.but)} if self.but else {})

    @classmethod
    def all(cls, but: Iterable[str] = ()) -> Columns:
        """All columns, less `but`."""
        return cls(by="all", but=tuple(but))

    @classmethod
    def named(cls, *names: str) -> Columns:
        """The columns called `names`, in this order."""
        return cls(by="names", names=names)

    @classmethod
    def typed(cls, *types: ColumnType, but: Iterable[str] = ()) -> Columns:
        """The columns of some types, in the table's order."""
        return cls(by="types", types=types, but=tuple(but))

    @classmethod
    def matching(cls, pattern: str) -> Columns:
        """The columns whose names match a shell-style pattern."""
        return cls(by="pattern", pattern=pattern)

    def of(self, table: pd.DataFrame, *, port: str | None = None) -> list[str]:
        """The chosen column names of a DataFrame. Raises DataError for a name that it does not have."""
        if self.by == "names" and all(name in table.columns for name in self.names):
            return self._less_left_out(self.names)  # To tell the types of all columns takes longer than many nodes do.
        return self.of_types({str(name): column_type(dtype) for name, dtype in table.dtypes.items()}, port)

    def of_spec(self, spec: TableSpec, *, port: str | None = None) -> list[str]:
        """The chosen column names of a spec. Raises DataError for a name that it does not have."""
        return self.of_types({column.name: column.type for column in spec.columns}, port)

    def some_of(self, table: pd.DataFrame | TableSpec, otherwise: str, *, port: str | None = None) -> list[str]:
        """The chosen column names, one at least. Raises DataError that says `otherwise`, or which pattern no column fits."""
        chosen = self.of_spec(table, port=port) if isinstance(table, TableSpec) else self.of(table, port=port)
        if not chosen:
            raise DataError(self.none_of(table, otherwise), port=port)
        return chosen

    def none_of(self, table: pd.DataFrame | TableSpec, otherwise: str) -> str:
        """Why no column is chosen: which pattern none fits, with a name that may be meant; else `otherwise`."""
        names = table.names if isinstance(table, TableSpec) else [str(name) for name in table.columns]
        if self.by != "pattern":
            return otherwise
        if any(fnmatch.fnmatchcase(name, self.pattern) for name in names):
            return f"all columns that fit the pattern {quoted(self.pattern)} are left out; {otherwise}"
        return f"no column fits the pattern {quoted(self.pattern)}; {_hint(re.sub(r'[*?]', '', self.pattern), names)}"

    def of_types(self, types: Mapping[str, ColumnType], port: str | None = None) -> list[str]:
        """The chosen column names, from the type of each column by its name. Raises DataError for a name that is not there."""
        if self.by == "names":
            for name in self.names:
                _check_column(name, types, port)
            chosen: Iterable[str] = self.names
        elif self.by == "types":
            chosen = (name for name, kind in types.items() if kind in self.types)
        elif self.by == "pattern":
            chosen = (name for name in types if fnmatch.fnmatchcase(name, self.pattern))
        else:
            chosen = types
        return self._less_left_out(chosen)

    def _less_left_out(self, chosen: Iterable[str]) -> list[str]:
        left = set(self.but)
        return [name for name in dict.fromkeys(chosen) if name not in left]


class Column(str):
    """The name of one column; `""` means that none is chosen yet."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "form": "column"}

    def of(self, table: pd.DataFrame | TableSpec, *, port: str | None = None) -> str:
        """The column's name, after a check that `table` has it. Raises DataError."""
        known = table.names if isinstance(table, TableSpec) else table.columns
        if not self:
            unnamed = "; the column without a name can be chosen once Rename Columns gave it one" if "" in known else ""
            raise DataError(f"no column is chosen: set the column's name in the node's settings{unnamed}", port=port)
        if str(self) not in known:
            _check_column(str(self), [str(name) for name in known], port)
        return str(self)


def _check_column(name: str, known: Iterable[str], port: str | None) -> None:
    if name in known:
        return
    raise DataError(f"there is no column {quoted(name)}; {_hint(name, known)}", port=port, column=name)


def _hint(name: str, known: Iterable[str]) -> str:
    """The column that may be meant by a name, or those that there are."""
    near = nearest(name, known)
    shown = ", ".join(list(known)[:8])
    return f"did you mean {quoted(near)}?" if near else f"the table has: {shown or 'no columns'}"


SECRET_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Secret(str):
    """The *name* of a secret, never its value. `context.secret(...)` gives the value from the environment or the keyring."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(cls._named, core_schema.str_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "form": "secret"}

    @classmethod
    def _named(cls, value: str) -> Secret:
        if value and not SECRET_NAME.fullmatch(value):
            # The value itself must not be quoted: somebody may have typed the secret here.
            raise ValueError("give the name of a secret (letters, digits, _), not its value")
        return cls(value)

    @property
    def variable(self) -> str:
        """The environment variable that holds the value."""
        return f"KNODE_SECRET_{self.upper()}"


COLUMN_TYPES: tuple[str, ...] = get_args(ColumnType)
